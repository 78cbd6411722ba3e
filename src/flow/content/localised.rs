//! A text that staff give once for every language, or once in each.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Tag;
use super::text::plain_words;

/// A short text in one or more languages. In TOML it is a string, which is then the same in every language, or a
/// table of strings by BCP 47 tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Localised {
    everywhere: Option<String>,
    by_language: BTreeMap<Tag, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Everywhere(String),
    ByLanguage(BTreeMap<Tag, String>),
}

impl From<Written> for Localised {
    fn from(written: Written) -> Self {
        match written {
            Written::Everywhere(words) => Self::from(words.as_str()),
            Written::ByLanguage(table) => Self {
                everywhere: None,
                by_language: table
                    .into_iter()
                    .map(|(tag, words)| (tag, plain_words(&words)))
                    .collect(),
            },
        }
    }
}

impl From<&str> for Localised {
    fn from(words: &str) -> Self {
        Self {
            everywhere: Some(plain_words(words)),
            by_language: BTreeMap::new(),
        }
    }
}

impl Localised {
    /// The text in some languages; of one that is given twice, the later.
    pub(crate) fn in_languages(by_language: impl IntoIterator<Item = (Tag, String)>) -> Self {
        Self::from(Written::ByLanguage(by_language.into_iter().collect()))
    }

    /// The text in a language; where it is not given, in the office's default language; where that is not given
    /// either, in any; where there is none at all, empty.
    pub fn get(&self, language: &str, default: &str) -> &str {
        self.get_with_language(language, default).0
    }

    /// As [`get`](Self::get), with the language the text is in. A text that is the same everywhere (a name, mostly)
    /// is taken to be in the default language.
    pub fn get_with_language<'a: 'l, 'l>(
        &'a self,
        language: &'l str,
        default: &'l str,
    ) -> (&'a str, &'l str) {
        let given = [language, default]
            .into_iter()
            .find_map(|tag| Some((self.given(tag)?, tag)));
        let everywhere = || self.everywhere.as_deref().map(|words| (words, default));
        let any = || {
            self.by_language
                .iter()
                .map(|(tag, words)| (words.as_str(), tag.as_str()))
                .find(|(words, _)| !words.is_empty())
        };
        given.or_else(everywhere).or_else(any).unwrap_or(("", default))
    }

    /// Whether the text is given in this language, or is the same in every one.
    pub fn is_in(&self, language: &str) -> bool {
        self.everywhere.as_ref().is_some_and(|words| !words.is_empty()) || self.given(language).is_some()
    }

    /// Whether no language has any words.
    pub fn is_empty(&self) -> bool {
        self.get("", "").is_empty()
    }

    /// Cuts texts longer than `max` characters, and drops languages beyond a number no office has; whether it had to.
    pub(super) fn shorten(&mut self, max: usize) -> bool {
        const MAX_LANGUAGES: usize = 100;
        let mut shortened = self.by_language.len() > MAX_LANGUAGES;
        if shortened {
            self.by_language = std::mem::take(&mut self.by_language)
                .into_iter()
                .take(MAX_LANGUAGES)
                .collect();
        }
        for words in self.by_language.values_mut().chain(&mut self.everywhere) {
            if let Some((end, _)) = words.char_indices().nth(max) {
                *words = plain_words(words.get(..end).unwrap_or(""));
                shortened = true;
            }
        }
        shortened
    }

    fn given(&self, tag: &str) -> Option<&str> {
        self.by_language
            .get(tag)
            .map(String::as_str)
            .filter(|words| !words.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Localised {
        let mut table: BTreeMap<String, Localised> = toml::from_str(toml).unwrap();
        table.remove("name").unwrap()
    }

    #[test]
    fn one_string_is_the_same_in_every_language() {
        let name = read("name = \"Relay UK\"");
        assert_eq!(
            (name.get("bn", "en-GB"), name.is_in("bn"), name.is_empty()),
            ("Relay UK", true, false)
        );
    }

    #[test]
    fn a_missing_language_falls_back_to_the_default_and_then_to_any() {
        let name = read("name = { en-GB = \"Repairs\", tr = \"Onarım\", bn = \" \" }");
        assert_eq!(name.get("tr", "en-GB"), "Onarım");
        assert_eq!((name.get("bn", "en-GB"), name.is_in("bn")), ("Repairs", false));
        assert_eq!(name.get_with_language("ar", "cy"), ("Repairs", "en-GB"));
        assert_eq!(name.get_with_language("bn", "en-GB"), ("Repairs", "en-GB"));
        assert_eq!(Localised::default().get("ar", "en-GB"), "");
        assert!(read("name = { bn = \"\" }").is_empty());
    }
}
