//! The TOML files of the content folder, read value by value: a value that cannot be used is reported with its line
//! and left out, and the rest of the file still holds.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::Localised;
use super::dates::{DateError, is_plausible};
use super::finding::{Finding, Findings, quoted};
use super::header::{HeaderWords, date_code};
use super::text::{decode, first_words, line_at, plain_words};
use crate::hours::DayHours;

/// Reads a TOML file; `None` when it cannot be read at all, which is then reported.
pub(crate) fn read<T>(
    file: &str,
    bytes: &[u8],
    default: &str,
    findings: &mut Findings,
    read: impl FnOnce(&mut Table) -> T,
) -> Option<T> {
    let text = match decode(bytes, default) {
        Ok(decoded) => decoded.reported(file, findings),
        Err(error) => {
            let finding = Finding::error("text-unreadable", file, error.to_string()).at(error.line());
            findings.add(finding.shown("Nothing of this file.").remedy(error.remedy()));
            return None;
        }
    };
    let table =
        match DeTable::parse(&text) {
            Ok(table) => table,
            Err(error) => {
                let line = error.span().map(|span| line_at(text.as_bytes(), span.start));
                let problem = format!(
                    "The file cannot be read from here on: {}.",
                    plain_words(error.message())
                );
                let finding = Finding::error("file-unreadable", file, problem).at(line);
                findings.add(finding.shown("Nothing of this file.").remedy(
                    "Look for a missing quotation mark, bracket or = on this line or the one before.",
                ));
                return None;
            }
        };
    let mut table = Table::new(file, &text, default, table.get_ref(), 0, findings);
    let result = read(&mut table);
    table.say_unknown_keys();
    Some(result)
}

/// One table of a file. It remembers which keys were asked for, so that it can report the others.
pub(crate) struct Table<'a, 't> {
    file: &'a str,
    text: &'t str,
    /// The tag of the office's default language; empty while it is not known.
    default: String,
    table: &'a DeTable<'t>,
    /// Where the table begins in the text.
    start: usize,
    findings: &'a mut Findings,
    asked: BTreeSet<&'static str>,
}

impl<'a, 't> Table<'a, 't> {
    fn new(
        file: &'a str,
        text: &'t str,
        default: &str,
        table: &'a DeTable<'t>,
        start: usize,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            file,
            text,
            default: default.to_owned(),
            table,
            start,
            findings,
            asked: BTreeSet::new(),
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.asked.insert(key);
        self.table
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    /// The default language becomes known while office.toml is read.
    pub fn set_default(&mut self, tag: &str) {
        self.default = tag.to_owned();
    }

    /// Whether a value is one of these words, in whatever capitals.
    pub fn is_text(&mut self, key: &'static str, words: &[&str]) -> bool {
        let text = self
            .value(key)
            .and_then(|value| value.get_ref().as_str())
            .unwrap_or("")
            .trim();
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Whether a key is there at all, whatever its value.
    pub fn has(&mut self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Reports a problem with a key's value, or with the table if the key is not there.
    pub fn say(&mut self, key: &'static str, finding: impl FnOnce(&str) -> Finding) {
        let place = self.value(key).map_or(self.start, |value| value.span().start);
        let line = line_at(self.text.as_bytes(), place);
        self.findings.add(finding(self.file).at(line));
    }

    fn say_wrong_kind(&mut self, key: &'static str, span: &Range<usize>, remedy: &str) {
        let written = quoted(self.text.get(span.clone()).unwrap_or(""));
        let finding = Finding::error(
            "value-unusable",
            self.file,
            format!("{key} = {written} cannot be used."),
        )
        .at(line_at(self.text.as_bytes(), span.start))
        .shown("All else, as if this line were not there.")
        .remedy(remedy);
        self.findings.add(finding);
    }

    /// A value that must be there is not.
    pub fn say_missing(&mut self, key: &'static str, shown: &str, remedy: &str) {
        self.say(key, |file| {
            Finding::error("value-missing", file, format!("{key} is missing."))
                .shown(shown)
                .remedy(remedy)
        });
    }

    /// One line of words of at most `max` characters; `None` when absent, unusable or empty.
    pub fn words(&mut self, key: &'static str, max: usize) -> Option<String> {
        let value = self.value(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.say_wrong_kind(
                key,
                &value.span(),
                "Write it as words between straight quotation marks.",
            );
            return None;
        };
        if plain_words(text).chars().count() > max {
            self.say_too_long(key, max);
        }
        Some(first_words(text, max)).filter(|words| !words.is_empty())
    }

    /// Several lines of words; those that are no words are left out.
    pub fn lines(&mut self, key: &'static str, max_lines: usize, max: usize) -> Vec<String> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let items = value.get_ref().as_array();
        let lines: Option<Vec<&str>> =
            items.and_then(|items| items.iter().map(|item| item.get_ref().as_str()).collect());
        let Some(lines) = lines else {
            self.say_wrong_kind(key, &value.span(), "Write it as a list: [\"first\", \"second\"].");
            return Vec::new();
        };
        if lines.len() > max_lines || lines.iter().any(|line| line.chars().count() > max) {
            self.say_too_long(key, max);
        }
        let lines = lines.into_iter().take(max_lines);
        lines
            .map(|line| first_words(line, max))
            .filter(|line: &String| !line.is_empty())
            .collect()
    }

    /// A text in the office's languages.
    pub fn localised(&mut self, key: &'static str, max: usize) -> Option<Localised> {
        let value = self.value(key)?;
        let Ok(mut words) = Localised::deserialize(ValueDeserializer::from(value.clone())) else {
            let remedy =
                "Write one text, or one for each language: { en-GB = \"Repairs\", pl = \"Naprawy\" }.";
            self.say_wrong_kind(key, &value.span(), remedy);
            return None;
        };
        if words.shorten(max) {
            self.say_too_long(key, max);
        }
        if !self.default.is_empty() && !words.is_empty() && !words.is_in(&self.default) {
            let default = self.default.clone();
            self.say(key, |file| {
                Finding::warning(
                    "default-language-missing",
                    file,
                    format!("{key} has no text in {default}."),
                )
                .shown("The text in another language.")
                .remedy(format!("Add {default} = \"…\"."))
            });
        }
        Some(words).filter(|words| !words.is_empty())
    }

    fn say_too_long(&mut self, key: &'static str, max: usize) {
        self.say(key, |file| {
            Finding::warning(
                "text-too-long",
                file,
                format!("{key} is longer than {max} letters, or has too many lines."),
            )
            .shown("Its beginning.")
            .remedy("Make it shorter.")
        });
    }

    /// Yes or no; no when absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.say_wrong_kind(
                key,
                &value.span(),
                "Write true or false, without quotation marks.",
            );
            false
        })
    }

    /// A whole number within bounds, or else `default`.
    pub fn number(&mut self, key: &'static str, bounds: std::ops::RangeInclusive<u16>, default: u16) -> u16 {
        let Some(value) = self.value(key) else {
            return default;
        };
        let number = value.get_ref().as_integer().and_then(|number| {
            u16::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|number| bounds.contains(number))
        });
        number.unwrap_or_else(|| {
            let remedy = format!(
                "Write a whole number from {} to {}. {default} holds meanwhile.",
                bounds.start(),
                bounds.end()
            );
            self.say_wrong_kind(key, &value.span(), &remedy);
            default
        })
    }

    /// A day, as a TOML date or in words.
    pub fn date(&mut self, key: &'static str) -> Option<NaiveDate> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(written) if written.time.is_some() => Err(DateError::Time),
            DeValue::Datetime(written) => written
                .date
                .and_then(|date| {
                    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
                })
                .filter(is_plausible)
                .ok_or(DateError::NotADate),
            DeValue::String(written) => HeaderWords::english().date(written),
            _ => Err(DateError::NotADate),
        };
        let error = match date {
            Ok(date) => return Some(date),
            Err(error) => error,
        };
        let written = quoted(
            self.text
                .get(value.span())
                .unwrap_or("")
                .trim_matches(['"', '\'']),
        );
        self.say(key, |file| {
            Finding::error(date_code(&error), file, format!("{key} is {written}: {error}."))
                .shown("All else, as if this line were not there.")
                .remedy(error.remedy())
        });
        None
    }

    /// A day's hours; `None` when absent or unreadable.
    pub fn hours(&mut self, key: &'static str) -> Option<DayHours> {
        let value = self.value(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.say_wrong_kind(
                key,
                &value.span(),
                "Write it as \"09:00-17:00\", \"09:00-12:30, 13:30-17:00\" or \"closed\".",
            );
            return None;
        };
        let hours = match DayHours::read(text) {
            Ok(hours) => hours,
            Err(error) => {
                let problem = plain_words(&error.to_string());
                self.say(key, |file| {
                    let problem = format!("The hours of {key} cannot be read: {problem}.");
                    let finding = Finding::error("hours-unreadable", file, problem);
                    finding.shown("Closed.").remedy(error.remedy())
                });
                return None;
            }
        };
        if hours.overlapped() {
            self.say(key, |file| {
                Finding::warning("hours-overlap", file, format!("The times of {key} overlap."))
                    .shown("The times, joined.")
                    .remedy("Write times that do not overlap.")
            });
        }
        if let Some(remark) = hours.left_out() {
            let problem = format!("{} stands beside the hours of {key}.", quoted(remark));
            self.say(key, |file| {
                Finding::warning("hours-remark", file, problem)
                    .shown("The hours, without it.")
                    .remedy(
                        "Take it out; last_ticket_minutes in office.toml says when the last ticket is given.",
                    )
            });
        }
        Some(hours)
    }

    /// The tables of a list such as `[[service]]`; at most `max` of them.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        max: usize,
        mut read: impl FnMut(&mut Table) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.say_wrong_kind(
                key,
                &value.span(),
                &format!("Begin each with a line that says [[{key}]]."),
            );
            return Vec::new();
        };
        if items.len() > max {
            self.say(key, |file| {
                Finding::error(
                    "entries-too-many",
                    file,
                    format!("There are more than {max} entries of {key}."),
                )
                .shown(format!("The first {max}."))
                .remedy("Remove what is not needed.")
            });
        }
        let mut found = Vec::new();
        for item in items.iter().take(max) {
            let Some(table) = item.get_ref().as_table() else {
                self.say_wrong_kind(
                    key,
                    &item.span(),
                    &format!("Begin each with a line that says [[{key}]]."),
                );
                continue;
            };
            let start = item.span().start;
            let mut table = Table::new(self.file, self.text, &self.default, table, start, self.findings);
            found.extend(read(&mut table));
            table.say_unknown_keys();
        }
        found
    }

    fn say_unknown_keys(&mut self) {
        for (key, _) in self
            .table
            .iter()
            .filter(|(key, _)| !self.asked.contains(key.get_ref().as_ref()))
        {
            let finding = Finding::warning(
                "key-unknown",
                self.file,
                format!("{} is not known here.", quoted(key.get_ref())),
            )
            .at(line_at(self.text.as_bytes(), key.span().start))
            .shown("All else, as if this line were not there.")
            .remedy("Look for a spelling mistake, or take the line out.");
            self.findings.add(finding);
        }
    }
}
