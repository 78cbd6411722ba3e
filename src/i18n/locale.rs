//! One language, ready to speak: its messages, its dates and its lists.
//!
//! Each is read from the text embedded in the program at its first use and then kept; reading one again would give
//! the same.

use std::sync::OnceLock;

use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale as IcuLocale;

use crate::dates::Dates;
use crate::language::{Language, language};
use crate::messages::Messages;

/// Tag and text of every file in `locales/`, in alphabetical order.
static SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The language whose text stands in for a missing one.
const ENGLISH: &str = "en-GB";

#[cfg(test)]
pub(crate) fn sources() -> &'static [(&'static str, &'static str)] {
    SOURCES
}

pub(crate) fn source(tag: &str) -> Option<&'static str> {
    SOURCES
        .iter()
        .find(|(name, _)| *name == tag)
        .map(|(_, text)| *text)
}

/// The messages and formats of one language.
pub(crate) struct Locale {
    pub(crate) language: &'static Language,
    pub(crate) messages: Messages,
    pub(crate) dates: Dates,
    and: ListFormatter,
}

/// The locale of a language; `None` for a tag without one.
pub(crate) fn locale(tag: &str) -> Option<&'static Locale> {
    static LOCALES: [OnceLock<Option<Locale>>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];
    let index = SOURCES.iter().position(|(name, _)| *name == tag)?;
    LOCALES[index]
        .get_or_init(|| Locale::read(language(tag)?, SOURCES[index].1))
        .as_ref()
}

/// The locale whose text stands in for a missing one.
pub(crate) fn english() -> Option<&'static Locale> {
    locale(ENGLISH)
}

impl Locale {
    /// The locale of a language with the messages of a Fluent file; `None` if ICU4X has no data for the language.
    pub(crate) fn read(language: &'static Language, source: &'static str) -> Option<Self> {
        let icu: IcuLocale = language.tag.parse().ok()?;
        Some(Self {
            language,
            messages: Messages::read(source, &icu)?,
            dates: Dates::new(&icu)?,
            and: ListFormatter::try_new_and((&icu).into(), ListFormatterOptions::default()).ok()?,
        })
    }

    /// The parts joined as the language joins a list of things that all hold: "a, b and c".
    pub(crate) fn all(&self, parts: &[String]) -> String {
        self.and.format_to_string(parts.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::rows;

    #[test]
    fn every_language_reads_its_plural_rules_dates_and_lists() {
        for language in rows() {
            assert!(Locale::read(language, "").is_some(), "{}", language.tag);
        }
    }

    #[test]
    fn a_list_is_joined_as_the_language_joins_it() {
        let parts = ["A", "B", "C"].map(str::to_owned);
        for (tag, joined) in [
            ("en-GB", "A, B and C"),
            ("bn", "A, B এবং C"),
            ("tr", "A, B ve C"),
            ("ar", "A وB وC"),
            ("pl", "A, B i C"),
            ("zh-Hans", "A、B和C"),
        ] {
            let language = rows().iter().find(|row| row.tag == tag).unwrap();
            assert_eq!(Locale::read(language, "").unwrap().all(&parts), joined, "{tag}");
        }
    }
}
