//! Translations that are older than their source, by the times of their files. Sync tools keep those.

use std::collections::BTreeMap;

use flow::content::{Content, Finding, PageAddress, Section};

use crate::generation::{Manifest, StoredFile, Unit, UnitKey};

/// A translation is saved some hours before or after its source without being out of date.
const FEWEST_DAYS: u64 = 2;

/// What is told of translations that may not say what their source says now.
pub(super) fn older_than_their_source(manifest: &Manifest, content: &Content) -> Vec<Finding> {
    let default = content.office.default_language();
    let mut items: BTreeMap<(Section, &str), Vec<(&PageAddress, &StoredFile)>> = BTreeMap::new();
    for (key, unit) in &manifest.units {
        if let (UnitKey::Page(address), Some(words)) = (key, Unit::words(unit)) {
            items
                .entry((address.section, &address.item))
                .or_default()
                .push((address, words));
        }
    }
    items
        .into_values()
        .filter_map(|pages| older(&pages, default))
        .collect()
}

fn older(pages: &[(&PageAddress, &StoredFile)], default: &str) -> Option<Finding> {
    let (_, source) = pages.iter().find(|(address, _)| address.language == default)?;
    let older: Vec<&str> = pages
        .iter()
        .filter(|(_, file)| file.stat.days_older_than(&source.stat) >= FEWEST_DAYS)
        .map(|(address, _)| address.language.as_str())
        .collect();
    if older.is_empty() {
        return None;
    }
    let problem = format!(
        "{} was changed later than its translations: {}.",
        source.path,
        older.join(", ")
    );
    let finding = Finding::warning("translation-older", &source.path, problem);
    Some(
        finding
            .shown("The translations as they are.")
            .remedy("See whether they still say the same. If they do, save them again."),
    )
}
