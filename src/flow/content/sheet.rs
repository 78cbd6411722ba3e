//! One entry of a sheet, read value by value as a table of TOML is: what cannot be used is reported by its cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::columns::{Column, Headed, capital};
use super::dates::is_plausible;
use super::entry::Entry;
use super::finding::{Finding, Findings, quoted};
use super::header::HeaderWords;
use super::text::{first_words, plain_words};
use super::workbook::{CellValue, Row, Sheet, cell_name};
use super::{Localised, Tag};
use crate::hours::DayHours;

const HOURS_REMEDY: &str =
    "Write it as 9am - 5pm, 09:00-12:30, 13:30-17:00 or closed, in a cell formatted as Text.";
const DATE_REMEDY: &str =
    "Write the date as year, month, day, such as 2026-12-31, in a cell formatted as Text.";

const NO_DATE: &str = "All else, as if this row were not there.";

/// One value of an entry, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The language of a text for one language.
    pub language: Option<Tag>,
    /// What staff call it.
    pub heading: String,
    /// Its column; A is 0.
    pub column: u16,
    /// Its row, from 1.
    pub row: u32,
    /// What is in its cell; `None` when the cell is empty.
    pub value: Option<CellValue>,
}

/// One entry of a sheet.
pub(crate) struct SheetEntry<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    /// The row that a finding about the whole entry names.
    row: u32,
    default: &'a str,
    fields: BTreeMap<&'static str, Vec<Field>>,
    findings: &'a mut Findings,
}

impl CellValue {
    /// Its value in words, as a person sees it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Words(words) | Self::Number(words) | Self::Error(words) => plain_words(words),
            Self::Date(date) => date.format("%-d %B %Y").to_string(),
        }
    }
}

impl<'a> SheetEntry<'a> {
    /// An entry with no values yet.
    pub fn new(
        file: &'a str,
        sheet: &'a Sheet,
        row: u32,
        default: &'a str,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            file,
            sheet,
            row,
            default,
            fields: BTreeMap::new(),
            findings,
        }
    }

    /// A row below headings as an entry; `None` when nothing is written in its known columns.
    pub fn of_row(
        file: &'a str,
        headed: &Headed<'a>,
        row: &Row,
        default: &'a str,
        findings: &'a mut Findings,
    ) -> Option<Self> {
        let mut entry = Self::new(file, headed.sheet, row.number, default, findings);
        for column in &headed.columns {
            entry.put(column.key, Field::of(column, row));
        }
        let mut fields = entry.fields.values().flatten();
        fields.any(|field| field.value.is_some()).then_some(entry)
    }

    /// Adds a value.
    pub fn put(&mut self, key: &'static str, field: Field) {
        self.fields.entry(key).or_default().push(field);
    }

    /// Moves a value to another key.
    pub fn rename(&mut self, from: &'static str, to: &'static str) {
        if let Some(fields) = self.fields.remove(from) {
            self.fields.insert(to, fields);
        }
    }

    /// The only value of a key, or the one that is in no language of its own.
    pub fn field(&self, key: &str) -> Option<&Field> {
        let fields = self.fields.get(key)?;
        fields
            .iter()
            .find(|field| field.language.is_none())
            .or(fields.first())
    }

    fn value(&self, key: &str) -> Option<(&Field, CellValue)> {
        let field = self.field(key)?;
        Some((field, field.value.clone()?))
    }

    fn add(&mut self, field: Option<&Field>, mut finding: Finding) {
        let sheet = self.sheet.shown_name();
        let row = field.map_or(self.row, |field| field.row);
        let place = match field {
            Some(field) => format!("{sheet}!{}", cell_name(field.column, field.row)),
            None => format!("{sheet}, row {row}"),
        };
        finding.problem = format!("{place}: {}", finding.problem);
        self.findings.add(finding.at(row));
    }

    fn say_unusable(&mut self, field: &Field, problem: &str, shown: &str, remedy: &str) {
        let finding = Finding::error("value-unusable", self.file, problem);
        self.add(Some(field), finding.shown(shown).remedy(remedy));
    }

    /// Reports a formula that failed; the words of any other cell.
    pub fn words_of(&mut self, field: &Field) -> Option<String> {
        let value = field.value.as_ref()?;
        if let CellValue::Error(error) = value {
            let problem = format!("The formula in this cell has failed ({}).", plain_words(error));
            let finding = Finding::error("cell-error", self.file, problem);
            let shown = "All else, as if this cell were empty.";
            self.add(
                Some(field),
                finding
                    .shown(shown)
                    .remedy("Put right the formula, or write the value itself."),
            );
            return None;
        }
        Some(value.shown()).filter(|words| !words.is_empty())
    }

    fn bounded(&mut self, field: &Field, words: String, max: usize) -> String {
        if words.chars().count() <= max {
            return words;
        }
        let problem = format!("The text is longer than {max} letters.");
        let finding = Finding::warning("text-too-long", self.file, problem);
        self.add(
            Some(field),
            finding.shown("Its beginning.").remedy("Make it shorter."),
        );
        first_words(&words, max)
    }

    fn say_hours(&mut self, field: &Field, problem: String) {
        let finding = Finding::error("hours-unreadable", self.file, problem);
        self.add(Some(field), finding.shown("Closed.").remedy(HOURS_REMEDY));
    }
}

impl Field {
    /// The cell of a row in a column.
    pub fn of(column: &Column, row: &Row) -> Self {
        let cell = row.cells.iter().find(|cell| cell.column == column.place);
        Self {
            language: column.language.clone(),
            heading: column.heading.clone(),
            column: column.place,
            row: row.number,
            // Cells of spaces only are empty to whoever looks at the sheet.
            value: cell
                .map(|cell| cell.value.clone())
                .filter(|value| !value.shown().is_empty()),
        }
    }
}

impl Entry for SheetEntry<'_> {
    fn has(&mut self, key: &'static str) -> bool {
        let fields = self.fields.get(key);
        fields.is_some_and(|fields| fields.iter().any(|field| field.value.is_some()))
    }

    fn is_text(&mut self, key: &'static str, words: &[&str]) -> bool {
        let text = self
            .value(key)
            .map(|(_, value)| value.shown())
            .unwrap_or_default();
        words.iter().any(|word| word.eq_ignore_ascii_case(&text))
    }

    fn words(&mut self, key: &'static str, max: usize) -> Option<String> {
        let field = self.field(key)?.clone();
        let words = self.words_of(&field)?;
        Some(self.bounded(&field, words, max))
    }

    fn localised(&mut self, key: &'static str, max: usize) -> Option<Localised> {
        let fields = self.fields.get(key)?.clone();
        let mut written: Vec<(Option<Tag>, String)> = Vec::new();
        for field in &fields {
            if let Some(words) = self.words_of(field) {
                written.push((field.language.clone(), self.bounded(field, words, max)));
            }
        }
        let words = match written.as_slice() {
            [] => return None,
            // One text for everyone, as one string is in TOML: a name, mostly.
            [(None, words)] => return Some(Localised::from(words.as_str())),
            _ => Localised::in_languages(
                written
                    .into_iter()
                    .map(|(language, words)| (language.unwrap_or_else(|| self.default.to_owned()), words)),
            ),
        };
        if !words.is_in(self.default) {
            let default = self.default;
            self.say(key, |file| {
                Finding::warning(
                    "default-language-missing",
                    file,
                    format!("There is no text in {default}."),
                )
                .shown("The text in another language.")
                .remedy(format!("Write it in {default} too."))
            });
        }
        Some(words)
    }

    fn date(&mut self, key: &'static str) -> Option<NaiveDate> {
        let (field, value) = self.value(key).map(|(field, value)| (field.clone(), value))?;
        let problem = match &value {
            CellValue::Date(date) if is_plausible(date) => return Some(*date),
            CellValue::Words(words) => match HeaderWords::english().date(words) {
                Ok(date) => return Some(date),
                Err(error) => {
                    let problem = format!("{} cannot be read: {error}.", quoted(words));
                    self.say_unusable(&field, &problem, NO_DATE, &error.remedy());
                    return None;
                }
            },
            CellValue::Error(_) => {
                self.words_of(&field);
                return None;
            }
            CellValue::Date(_) | CellValue::Number(_) => {
                format!("{} is not a date the kiosk can use.", quoted(&value.shown()))
            }
        };
        self.say_unusable(&field, &problem, NO_DATE, DATE_REMEDY);
        None
    }

    fn hours(&mut self, key: &'static str) -> Option<DayHours> {
        let (field, value) = self.value(key).map(|(field, value)| (field.clone(), value))?;
        let text = match &value {
            CellValue::Words(words) => words,
            // 0.375 may be a time that lost its form, and 0.3 may be half past midnight; neither is guessed.
            CellValue::Number(number) if !number.starts_with("0.") => number,
            CellValue::Number(number) => {
                self.say_hours(&field, format!("The number {number} is not a time."));
                return None;
            }
            CellValue::Date(date) => {
                let date = date.format("%-d %B %Y");
                self.say_hours(&field, format!("Excel has made the date {date} of these hours."));
                return None;
            }
            CellValue::Error(_) => {
                self.words_of(&field);
                return None;
            }
        };
        match DayHours::read(text) {
            Ok(hours) => {
                if hours.overlapped() {
                    let finding = Finding::warning("hours-overlap", self.file, "The times overlap.");
                    let finding = finding.shown("The times, joined.");
                    self.add(Some(&field), finding.remedy("Write times that do not overlap."));
                }
                Some(hours)
            }
            Err(error) => {
                let problem = plain_words(&error.to_string());
                self.say_hours(&field, format!("The hours cannot be read: {problem}."));
                None
            }
        }
    }

    fn say(&mut self, key: &'static str, finding: impl FnOnce(&str) -> Finding) {
        let field = self.field(key).cloned();
        let finding = finding(self.file);
        self.add(field.as_ref(), finding);
    }

    fn say_missing(&mut self, key: &'static str, shown: &str, _: &str) {
        let field = self.field(key).cloned();
        let (problem, remedy) = match &field {
            Some(field) => (
                format!("{} is missing.", quoted(&field.heading)),
                "Fill in this cell.".to_owned(),
            ),
            None => {
                let name = capital(&key.replace('_', " "));
                (
                    format!("{} is missing.", quoted(&name)),
                    format!("Add a row or column {} and fill it in.", quoted(&name)),
                )
            }
        };
        let finding = Finding::error("value-missing", self.file, problem);
        self.add(field.as_ref(), finding.shown(shown).remedy(remedy));
    }
}
