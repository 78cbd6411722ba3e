//! Which fonts stand in where a text's own font has no glyph.
//!
//! Each text names the font of its language. What that font lacks (Latin letters in Bengali text, for instance) is
//! looked up in this chain, in its order, before the system's own guess: the guess mixes faces inside one word.

use slint::fontique_011::fontique::GenericFamily;

/// Makes these families the chain of fonts, first one first. Families that are not installed are left out.
///
/// Returns the families that are missing.
pub fn prefer_families<'a>(families: &[&'a str]) -> Vec<&'a str> {
    let mut collection = slint::fontique_011::shared_collection();
    let mut missing = Vec::new();
    let mut found = Vec::new();
    for family in families {
        match collection.family_id(family) {
            Some(id) => found.push(id),
            None => missing.push(*family),
        }
    }
    for generic in [
        GenericFamily::SansSerif,
        GenericFamily::SystemUi,
        GenericFamily::UiSansSerif,
    ] {
        collection.set_generic_families(generic, found.iter().copied());
    }
    missing
}
