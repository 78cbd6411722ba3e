//! Reads what is published again, from the kiosk's own copy: what is told of a page is not kept, so that its words
//! are always those of the program that runs, and a new program may read a page otherwise than the old one did.

use std::collections::BTreeSet;

use flow::content::{Finding, PageFile, PageSummary, read_page};

use super::Publisher;
use crate::generation::{Unit, UnitKey};
use crate::languages::KnownLanguages;
use crate::store::Store;

impl Publisher {
    /// Reads what there is to tell of pages, and after an update of the program every page.
    pub(super) fn read_again(&mut self) {
        let updated = !self.current.units.is_empty() && self.current.program != env!("CARGO_PKG_VERSION");
        let mut changed = Vec::new();
        for (key, unit) in self.current.units.iter().filter(|(_, unit)| unit.told || updated) {
            let Some((summary, findings)) = read(&self.store, &self.languages, key, unit) else {
                continue;
            };
            if unit.summary.as_ref() != Some(&summary) {
                let unit = Unit {
                    summary: Some(summary),
                    ..unit.clone()
                };
                changed.push((key.clone(), Some(unit)));
            }
            if !findings.is_empty() {
                self.told.insert(key.clone(), findings);
            }
        }
        if updated && let Err(error) = self.publish(changed.into_iter().collect()) {
            tracing::warn!(%error, "the pages that were read again cannot be kept");
        }
    }

    /// Has everything taken from the folder again, because somebody has emptied the kiosk's own copy. What is shown
    /// stays meanwhile.
    pub(super) fn take_all_anew(&mut self) {
        if let Err(error) = self.store.mend() {
            tracing::warn!(%error, "the kiosk's copy of the content cannot be made again");
            return;
        }
        let keys: Vec<UnitKey> = self.current.units.keys().cloned().collect();
        tracing::warn!(
            units = keys.len(),
            "the kiosk's copy of the content was removed and is made again"
        );
        keys.iter().for_each(|key| self.take_anew(key));
        self.at_rest = None;
    }

    /// Has a unit taken from the folder again, because the kiosk's copy of it is damaged.
    pub(super) fn take_anew(&mut self, key: &UnitKey) {
        let files = self.current.units.get(key).map(|unit| unit.files.clone());
        for file in files.unwrap_or_default() {
            // A state that no file has.
            self.published.remove(&file.path);
            self.damaged.insert(file.path);
        }
        tracing::debug!(unit = %key, "the kiosk's copy of a unit is taken anew");
    }
}

fn read(
    store: &Store,
    languages: &KnownLanguages,
    key: &UnitKey,
    unit: &Unit,
) -> Option<(PageSummary, Vec<Finding>)> {
    let UnitKey::Page(address) = key else { return None };
    let main = unit.main()?;
    let words = unit.words().map(|file| store.get(file.blob)).transpose().ok()?;
    let pictures: BTreeSet<&str> = unit.files.iter().map(|file| file.path.as_str()).collect();
    let (page, findings) = read_page(&PageFile {
        path: &main.path,
        item: &address.item,
        language: &address.language,
        bytes: words.as_deref().unwrap_or(&[]),
        poster: unit.is_poster(),
        pictures: &pictures,
        words: languages.words(&address.language),
    });
    page.map(|(summary, _)| (summary, findings))
}
