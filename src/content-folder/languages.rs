//! The languages the kiosk has screens in, with what the headers of pages may say in each.

use std::collections::BTreeMap;

use flow::content::HeaderWords;

/// The languages the kiosk has screens in.
#[derive(Clone, Debug, Default)]
pub struct KnownLanguages(BTreeMap<String, HeaderWords>);

impl KnownLanguages {
    /// Their tags.
    pub(crate) fn tags(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// What a page in a language may say in its header; English is always understood.
    pub(crate) fn words(&self, tag: &str) -> &HeaderWords {
        self.0.get(tag).unwrap_or_else(|| HeaderWords::english())
    }
}

impl FromIterator<(String, HeaderWords)> for KnownLanguages {
    fn from_iter<I: IntoIterator<Item = (String, HeaderWords)>>(languages: I) -> Self {
        Self(languages.into_iter().collect())
    }
}
