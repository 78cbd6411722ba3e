//! Reads what is published again, from the kiosk's own copy: what is told of a page is not kept, so that its words
//! are always those of the program that runs, and a new program may read a page otherwise than the old one did.

use super::Publisher;
use crate::generation::{Unit, UnitKey};
use crate::library::read_kept;

impl Publisher {
    /// Reads what there is to tell of pages, and after an update of the program every page.
    pub(super) fn read_again(&mut self) {
        let updated = !self.current.units.is_empty() && self.current.program != env!("CARGO_PKG_VERSION");
        let mut changed = Vec::new();
        for (key, unit) in self.current.units.iter().filter(|(_, unit)| unit.told || updated) {
            let UnitKey::Page(address) = key else { continue };
            let Ok((Some((summary, _)), findings)) = read_kept(&self.store, &self.languages, unit, address)
            else {
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
            self.published.remove(&file.path);
            self.damaged.insert(file.path);
        }
        tracing::debug!(unit = %key, "the kiosk's copy of a unit is taken anew");
    }
}
