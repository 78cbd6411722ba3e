//! The languages the kiosk has screens in, with what the headers of pages may say in each.

use std::collections::BTreeMap;

use flow::content::HeaderWords;

/// A language the kiosk has screens in.
#[derive(Clone, Debug)]
pub struct KnownLanguage {
    /// Its tag.
    pub tag: String,
    /// What staff may call it in the heading of a column: its own name, its English one.
    pub names: Vec<String>,
    /// What a page in it may say in its header.
    pub words: HeaderWords,
}

/// The languages the kiosk has screens in.
#[derive(Clone, Debug, Default)]
pub struct KnownLanguages(BTreeMap<String, KnownLanguage>);

impl KnownLanguages {
    /// Their tags.
    pub(crate) fn tags(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// What a page in a language may say in its header; English is always understood.
    pub(crate) fn words(&self, tag: &str) -> &HeaderWords {
        match self.0.get(tag) {
            Some(language) => &language.words,
            None => HeaderWords::english(),
        }
    }

    /// Their tags by their names in lower case.
    pub(crate) fn names(&self) -> BTreeMap<String, String> {
        let named = |language: &KnownLanguage| {
            let names = language.names.iter().map(|name| name.to_lowercase());
            names.map(|name| (name, language.tag.clone())).collect::<Vec<_>>()
        };
        self.0.values().flat_map(named).collect()
    }
}

impl FromIterator<KnownLanguage> for KnownLanguages {
    fn from_iter<I: IntoIterator<Item = KnownLanguage>>(languages: I) -> Self {
        Self(
            languages
                .into_iter()
                .map(|language| (language.tag.clone(), language))
                .collect(),
        )
    }
}
