//! Languages as staff read them: "Bengali · বাংলা".
//!
//! Visitors ask for interpreters in many more languages than any screen is translated into, so this is a table of
//! names and no more. A tag that is not here is shown as it was sent.

use serde::Serialize;
use utoipa::ToSchema;

use crate::shown::shown_word;

/// A language as the desk page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LanguageLabel {
    /// The BCP 47 tag, as it was sent.
    pub tag: String,
    /// Its English name, or the tag where no name is known.
    pub name: String,
    /// Its own name, where that differs from the English one.
    pub autonym: Option<String>,
    /// Whether the autonym is written from right to left.
    pub right_to_left: bool,
}

/// What staff read for a language tag. The one place where tags become names.
pub fn language_label(tag: &str) -> LanguageLabel {
    // `en-GB` and `pt-BR` fall back to `en` and `pt`; `zh-Hans` has a row of its own.
    let primary = tag.split('-').next().unwrap_or(tag);
    let row = [tag, primary]
        .into_iter()
        .find_map(|wanted| LANGUAGES.iter().find(|row| row.0 == wanted));
    match row {
        Some((_, autonym, name, right_to_left)) => LanguageLabel {
            tag: shown_word(tag),
            name: (*name).to_owned(),
            autonym: (autonym != name).then(|| (*autonym).to_owned()),
            right_to_left: *right_to_left,
        },
        None => LanguageLabel {
            tag: shown_word(tag),
            name: shown_word(tag),
            autonym: None,
            right_to_left: false,
        },
    }
}

/// Every language with a name here, by its English name.
pub fn languages() -> Vec<LanguageLabel> {
    let mut labels: Vec<LanguageLabel> = LANGUAGES
        .iter()
        // `en-GB` is the one that a list shows for English.
        .filter(|row| row.0 != "en")
        .map(|row| language_label(row.0))
        .collect();
    labels.sort_by(|one, other| one.name.cmp(&other.name));
    labels
}

/// Tag, autonym, English name, right to left; by tag.
const LANGUAGES: &[(&str, &str, &str, bool)] = &[
    ("am", "አማርኛ", "Amharic", false),
    ("ar", "العربية", "Arabic", true),
    ("az", "Azərbaycanca", "Azerbaijani", false),
    ("bfi", "British Sign Language", "British Sign Language", false),
    ("bg", "Български", "Bulgarian", false),
    ("bn", "বাংলা", "Bengali", false),
    ("bs", "Bosanski", "Bosnian", false),
    ("ckb", "سۆرانی", "Kurdish (Sorani)", true),
    ("cmn", "普通话", "Mandarin", false),
    ("cs", "Čeština", "Czech", false),
    ("cy", "Cymraeg", "Welsh", false),
    ("de", "Deutsch", "German", false),
    ("ee", "Eʋegbe", "Ewe", false),
    ("el", "Ελληνικά", "Greek", false),
    ("en", "English", "English", false),
    ("en-GB", "English", "English", false),
    ("es", "Español", "Spanish", false),
    ("fa", "فارسی", "Persian (Farsi)", true),
    ("fil", "Filipino", "Filipino (Tagalog)", false),
    ("fr", "Français", "French", false),
    ("ga", "Gaeilge", "Irish", false),
    ("gu", "ગુજરાતી", "Gujarati", false),
    ("ha", "Hausa", "Hausa", false),
    ("he", "עברית", "Hebrew", true),
    ("hi", "हिन्दी", "Hindi", false),
    ("hr", "Hrvatski", "Croatian", false),
    ("hu", "Magyar", "Hungarian", false),
    ("hy", "Հայերեն", "Armenian", false),
    ("ig", "Igbo", "Igbo", false),
    ("isg", "Irish Sign Language", "Irish Sign Language", false),
    ("it", "Italiano", "Italian", false),
    ("ja", "日本語", "Japanese", false),
    ("ka", "ქართული", "Georgian", false),
    ("kmr", "Kurmancî", "Kurdish (Kurmanji)", false),
    ("ko", "한국어", "Korean", false),
    ("kri", "Krio", "Krio", false),
    ("ku", "Kurdî", "Kurdish", false),
    ("lg", "Luganda", "Luganda", false),
    ("ln", "Lingála", "Lingala", false),
    ("lt", "Lietuvių", "Lithuanian", false),
    ("lv", "Latviešu", "Latvian", false),
    ("ml", "മലയാളം", "Malayalam", false),
    ("mn", "Монгол", "Mongolian", false),
    ("my", "မြန်မာ", "Burmese", false),
    ("ne", "नेपाली", "Nepali", false),
    ("nl", "Nederlands", "Dutch", false),
    ("om", "Afaan Oromoo", "Oromo", false),
    ("pa", "ਪੰਜਾਬੀ", "Punjabi", false),
    ("pl", "Polski", "Polish", false),
    ("prs", "دری", "Dari", true),
    ("ps", "پښتو", "Pashto", true),
    ("pt", "Português", "Portuguese", false),
    ("rhg", "Ruáingga", "Rohingya", false),
    ("ro", "Română", "Romanian", false),
    ("rom", "Romani čhib", "Romani", false),
    ("ru", "Русский", "Russian", false),
    ("si", "සිංහල", "Sinhala", false),
    ("sk", "Slovenčina", "Slovak", false),
    ("sn", "chiShona", "Shona", false),
    ("so", "Soomaali", "Somali", false),
    ("sq", "Shqip", "Albanian", false),
    ("sr", "Српски", "Serbian", false),
    ("sw", "Kiswahili", "Swahili", false),
    ("syl", "ছিলটী", "Sylheti", false),
    ("ta", "தமிழ்", "Tamil", false),
    ("te", "తెలుగు", "Telugu", false),
    ("tet", "Tetun", "Tetum", false),
    ("th", "ไทย", "Thai", false),
    ("ti", "ትግርኛ", "Tigrinya", false),
    ("tr", "Türkçe", "Turkish", false),
    ("tw", "Twi", "Twi", false),
    ("ug", "ئۇيغۇرچە", "Uyghur", true),
    ("uk", "Українська", "Ukrainian", false),
    ("ur", "اردو", "Urdu", true),
    ("vi", "Tiếng Việt", "Vietnamese", false),
    ("wo", "Wolof", "Wolof", false),
    ("yi", "ייִדיש", "Yiddish", true),
    ("yo", "Yorùbá", "Yoruba", false),
    ("yue", "廣東話", "Cantonese", false),
    ("zh-Hans", "简体中文", "Chinese (simplified)", false),
    ("zh-Hant", "繁體中文", "Chinese (traditional)", false),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_read_the_english_name_and_the_autonym() {
        let label = language_label("bn");
        assert_eq!(
            (label.name.as_str(), label.autonym.as_deref()),
            ("Bengali", Some("বাংলা"))
        );
        assert!(language_label("ar").right_to_left);
        assert_eq!(language_label("en-GB").autonym, None);
        assert_eq!(language_label("pt-BR").name, "Portuguese");
    }

    #[test]
    fn an_unknown_tag_is_shown_as_it_was_sent() {
        assert_eq!(language_label("tlh").name, "tlh");
    }

    #[test]
    fn no_language_is_listed_twice() {
        assert!(LANGUAGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
