//! The languages the screens can be shown in.

use std::sync::LazyLock;

use crate::locale;

/// A language of the screens, with what is needed to name it and to set its text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Language {
    /// BCP 47 tag, the name of its file in `locales/`: `zh-Hans`.
    pub tag: &'static str,
    /// Its own name in its own script, as on its button.
    pub autonym: &'static str,
    /// Its name for staff.
    pub english_name: &'static str,
    /// Whether its script runs from right to left and its screens are mirrored.
    pub right_to_left: bool,
    /// The font family its text is set in; what this lacks (Latin letters in an Arabic or Bengali font) comes from
    /// "Noto Sans".
    pub font_family: &'static str,
    /// How much of its font's own line height a line of a label takes.
    pub line_spacing: f32,
}

/// Every language there is a row for, in the order it is offered where an office sets none: the first is the one
/// whose text stands in for a missing one.
///
/// Line heights come from the fonts (`hhea` of fonts-noto-core 20201225, fonts-noto-cjk 20220127): Noto Sans 1.36 em,
/// Bengali 1.33, CJK 1.45. "Noto Sans Arabic" has 2.11 em, room for stacked vocalisation marks that no text here
/// uses; its twin "Noto Sans Arabic UI" draws the same letters in 1.36 em, which labels widen a little.
static TABLE: [Language; 6] = [
    latin("en-GB", "English", "English"),
    Language {
        tag: "bn",
        autonym: "বাংলা",
        english_name: "Bengali",
        right_to_left: false,
        font_family: "Noto Sans Bengali",
        line_spacing: 1.0,
    },
    latin("tr", "Türkçe", "Turkish"),
    Language {
        tag: "ar",
        autonym: "العربية",
        english_name: "Arabic",
        right_to_left: true,
        font_family: "Noto Sans Arabic UI",
        line_spacing: 1.12,
    },
    latin("pl", "Polski", "Polish"),
    Language {
        tag: "zh-Hans",
        autonym: "简体中文",
        english_name: "Chinese (Simplified)",
        right_to_left: false,
        font_family: "Noto Sans CJK SC",
        line_spacing: 1.0,
    },
];

/// The row of a language in Latin script, which Noto Sans covers.
const fn latin(tag: &'static str, autonym: &'static str, english_name: &'static str) -> Language {
    Language {
        tag,
        autonym,
        english_name,
        right_to_left: false,
        font_family: "Noto Sans",
        line_spacing: 1.0,
    }
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    TABLE
        .iter()
        .filter(|row| locale::source(row.tag).is_some())
        .copied()
        .collect()
});

/// Every language with a locale, in the order it is offered where an office sets none.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

/// The language with exactly this tag; `en` or `EN-gb` is not `en-GB`.
pub fn language(tag: &str) -> Option<&'static Language> {
    languages().iter().find(|language| language.tag == tag)
}

impl Language {
    /// Whether somebody who speaks it has checked its words: its file's head says so in the line `# Review:`.
    pub fn is_checked(&self) -> bool {
        let review = locale::source(self.tag)
            .and_then(|text| text.lines().find_map(|line| line.strip_prefix("# Review:")));
        review.is_some_and(|review| !review.contains("not yet checked"))
    }
}

/// Every row, with a locale or not, so that tests need not wait for a translation.
#[cfg(test)]
pub(crate) fn rows() -> &'static [Language] {
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_exact_tag_only() {
        assert_eq!(
            language("en-GB").map(|language| language.autonym),
            Some("English")
        );
        for tag in ["", "en", "EN-gb", "en_GB", "en-GB ", "xx"] {
            assert_eq!(language(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_language_is_checked_only_if_its_file_says_who_did() {
        for language in languages() {
            let head = locale::source(language.tag).unwrap();
            assert!(
                head.contains("# Review:"),
                "{} does not say who has checked it",
                language.tag
            );
            assert_eq!(
                language.is_checked(),
                !head.contains("not yet checked"),
                "{}",
                language.tag
            );
        }
    }

    #[test]
    fn every_locale_has_a_row() {
        let mut locales: Vec<_> = locale::sources().iter().map(|(tag, _)| *tag).collect();
        let mut rows: Vec<_> = languages().iter().map(|language| language.tag).collect();
        locales.sort_unstable();
        rows.sort_unstable();
        assert_eq!(rows, locales);
    }

    #[test]
    fn no_two_rows_share_a_tag_or_a_name() {
        for (i, a) in TABLE.iter().enumerate() {
            for b in &TABLE[i + 1..] {
                assert!(
                    a.tag != b.tag && a.autonym != b.autonym && a.english_name != b.english_name,
                    "{}",
                    a.tag
                );
            }
        }
    }
}
