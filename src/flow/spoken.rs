//! Finding a spoken language in the office's list by its own name or its English one, letter by letter.
//!
//! There is no keyboard to learn: the keys are the letters with which a name can go on, in whatever script the names
//! are written, so that every touch leaves fewer languages and no touch leads nowhere.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::content::SpokenLanguage;

/// The most keys on the screen.
const MOST_KEYS: usize = 40;

/// A name as it is compared: small letters, Latin ones without their marks, no blanks or punctuation.
fn folded(name: &str) -> String {
    name.nfd()
        .filter(|char| !matches!(char, '\u{300}'..='\u{36f}'))
        .nfc()
        .filter(|char| !char.is_whitespace() && !matches!(char, '(' | ')' | '-' | '\'' | '’' | '/' | ','))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The names of a language as they are compared.
fn names(language: &SpokenLanguage) -> [String; 2] {
    [folded(&language.autonym), folded(&language.name)]
}

/// The languages of which a name begins with this.
pub(crate) fn matching<'a>(
    languages: &'a [SpokenLanguage],
    typed: &str,
) -> impl Iterator<Item = &'a SpokenLanguage> + use<'a> {
    let typed = folded(typed);
    languages
        .iter()
        .filter(move |language| names(language).iter().any(|name| name.starts_with(&typed)))
}

/// The letters with which a name that begins with this can go on, sorted; Latin ones first, then those of the
/// visitor's own script, which is that of `own`.
pub(crate) fn next_letters(languages: &[SpokenLanguage], typed: &str, own: &str) -> Vec<String> {
    let typed = folded(typed);
    let script = folded(own).chars().next().map(block);
    let mut letters: Vec<String> = languages
        .iter()
        .flat_map(names)
        .filter_map(|name| Some(name.strip_prefix(&typed)?.graphemes(true).next()?.to_owned()))
        .filter(|letter| {
            let first = letter.chars().next();
            first.is_some_and(|first| first.is_ascii_alphabetic() || Some(block(first)) == script)
        })
        .map(|letter| letter.to_uppercase())
        .collect();
    letters.sort_by_key(|letter| (!letter.is_ascii(), letter.clone()));
    letters.dedup();
    letters.truncate(MOST_KEYS);
    letters
}

/// How long the text is without its last letter, in bytes.
pub(crate) fn without_last_letter(typed: &str) -> usize {
    typed
        .grapheme_indices(true)
        .next_back()
        .map_or(0, |(start, _)| start)
}

/// A rough measure of the script: blocks of Unicode begin at multiples of 128, and no two scripts share one.
fn block(char: char) -> u32 {
    match u32::from(char) {
        // All of Chinese is one script.
        0x3400..=0x9fff => 0x3400 / 128,
        // Latin letters with marks belong to Latin; Cyrillic and Arabic have more letters than one block.
        0..=0x24f => 0,
        0x400..=0x52f => 0x400 / 128,
        0x600..=0x77f => 0x600 / 128,
        code => code / 128,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<SpokenLanguage> {
        [
            ("British Sign Language (BSL)", "British Sign Language"),
            ("বাংলা", "Bengali"),
            ("ছিলটী", "Sylheti"),
            ("العربية", "Arabic"),
            ("Türkçe", "Turkish"),
            ("Čeština", "Czech"),
        ]
        .into_iter()
        .enumerate()
        .map(|(id, (autonym, name))| SpokenLanguage {
            id: id.to_string(),
            autonym: autonym.to_owned(),
            name: name.to_owned(),
            sign: false,
        })
        .collect()
    }

    fn found(typed: &str) -> Vec<String> {
        matching(&list(), typed)
            .map(|language| language.name.clone())
            .collect()
    }

    #[test]
    fn a_language_is_found_by_its_own_name_and_by_its_english_one() {
        assert_eq!(found("B"), ["British Sign Language", "Bengali"]);
        assert_eq!(found("BE"), ["Bengali"]);
        assert_eq!(found("বাং"), ["Bengali"]);
        assert_eq!(
            found("ع"),
            Vec::<String>::new(),
            "its own name begins with its article"
        );
        assert_eq!(found("ال"), ["Arabic"]);
        assert_eq!(found("tur"), ["Turkish"]);
        assert_eq!(found("ce"), ["Czech"]);
        assert_eq!(
            found(""),
            list()
                .iter()
                .map(|language| language.name.clone())
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn the_keys_are_the_letters_that_lead_on_in_latin_and_in_the_visitors_script() {
        assert_eq!(next_letters(&list(), "", "English"), ["A", "B", "C", "S", "T"]);
        assert_eq!(next_letters(&list(), "B", "English"), ["E", "R"]);
        assert_eq!(
            next_letters(&list(), "", "বাংলা"),
            ["A", "B", "C", "S", "T", "ছি", "বাং"]
        );
        assert_eq!(next_letters(&list(), "বাং", "বাংলা"), ["লা"]);
    }

    #[test]
    fn every_key_leads_to_a_language_and_erasing_it_leads_back() {
        let list = list();
        for own in ["English", "বাংলা", "العربية", "中文"] {
            let mut open = vec![String::new()];
            while let Some(typed) = open.pop() {
                for letter in next_letters(&list, &typed, own) {
                    let longer = format!("{typed}{letter}");
                    assert!(matching(&list, &longer).next().is_some(), "{longer}");
                    assert_eq!(&longer[..without_last_letter(&longer)], typed);
                    open.push(longer);
                }
            }
        }
    }
}
