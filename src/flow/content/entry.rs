//! One entry of a file of settings, wherever it is written: a table of a TOML file or a row of a sheet.
//!
//! The rules of opening hours and duties are read once, from either.

use chrono::NaiveDate;

use super::Localised;
use super::finding::Finding;
use super::settings::Table;
use crate::hours::DayHours;

/// What can be asked of an entry. A value that cannot be used is reported at its place and left out.
pub(crate) trait Entry {
    /// Whether anything is written for a key, readable or not.
    fn has(&mut self, key: &'static str) -> bool;
    /// Whether the value is one of these words, in whatever capitals.
    fn is_text(&mut self, key: &'static str, words: &[&str]) -> bool;
    /// One line of words of at most `max` characters; `None` when absent, unusable or empty.
    fn words(&mut self, key: &'static str, max: usize) -> Option<String>;
    /// A text in the office's languages of at most `max` characters each.
    fn localised(&mut self, key: &'static str, max: usize) -> Option<Localised>;
    /// A day.
    fn date(&mut self, key: &'static str) -> Option<NaiveDate>;
    /// A day's hours.
    fn hours(&mut self, key: &'static str) -> Option<DayHours>;
    /// Reports a problem with a key's value, or with the entry if nothing is written for it.
    fn say(&mut self, key: &'static str, finding: impl FnOnce(&str) -> Finding);
    /// Reports a value that must be there and is not; the remedy is for TOML, a sheet has its own.
    fn say_missing(&mut self, key: &'static str, shown: &str, remedy: &str);
}

impl Entry for Table<'_, '_> {
    fn has(&mut self, key: &'static str) -> bool {
        Table::has(self, key)
    }

    fn is_text(&mut self, key: &'static str, words: &[&str]) -> bool {
        Table::is_text(self, key, words)
    }

    fn words(&mut self, key: &'static str, max: usize) -> Option<String> {
        Table::words(self, key, max)
    }

    fn localised(&mut self, key: &'static str, max: usize) -> Option<Localised> {
        Table::localised(self, key, max)
    }

    fn date(&mut self, key: &'static str) -> Option<NaiveDate> {
        Table::date(self, key)
    }

    fn hours(&mut self, key: &'static str) -> Option<DayHours> {
        Table::hours(self, key)
    }

    fn say(&mut self, key: &'static str, finding: impl FnOnce(&str) -> Finding) {
        Table::say(self, key, finding);
    }

    fn say_missing(&mut self, key: &'static str, shown: &str, remedy: &str) {
        Table::say_missing(self, key, shown, remedy);
    }
}
