//! Workbooks of the content folder as values: who reads the file hands in its sheets, already bounded.
//!
//! The flow opens nothing, so it does not know what an .xlsx is. It says what it needs of one here, and what is told
//! to staff when there is none of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Tag;
use super::finding::{Finding, Findings, quoted};
use super::office::Office;

pub(crate) const HOURS: &str = "hours.xlsx";
pub(crate) const ON_DUTY: &str = "on-duty.xlsx";

/// The workbooks of a content folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbooks {
    /// By path: what could be read of each, or why nothing could.
    pub by_path: BTreeMap<String, Result<Workbook, WorkbookError>>,
    /// The languages by the names staff give them (autonym and English name, in lower case), so that a column can be
    /// headed "Polski" as well as "pl".
    pub language_names: BTreeMap<String, Tag>,
}

/// The sheets that people see in a workbook, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets.
    pub sheets: Vec<Sheet>,
    /// Whether there are more sheets than are read.
    pub more_sheets: bool,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// The rows that hold anything, from the top.
    pub rows: Vec<Row>,
    /// The first cell that was left out because it lies too far down or to the right, such as `AZ500`.
    pub left_out: Option<String>,
}

/// One row that holds anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as Excel shows it, from 1.
    pub number: u32,
    /// Its cells that hold anything, from the left.
    pub cells: Vec<Cell>,
}

/// One cell that holds anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column; A is 0.
    pub column: u16,
    /// What a person sees in it.
    pub value: CellValue,
}

/// What a cell holds. A formula is what it came to when the workbook was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// Words; also a time of day, as `09:00`.
    Words(String),
    /// A number without a unit, as `900` or `0.375`.
    Number(String),
    /// A cell that Excel keeps as a date.
    Date(NaiveDate),
    /// What Excel shows for a formula that failed, as `#REF!`.
    Error(String),
}

/// Why nothing of a workbook could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// The file, or what is packed in it, is larger than any real one.
    #[error("The workbook is too large.")]
    TooLarge,
    /// Nobody can read it without the password.
    #[error("The workbook is protected by a password.")]
    Protected,
    /// `.xls`, or another program's kind.
    #[error("The workbook is not saved as an Excel Workbook (.xlsx).")]
    OtherFormat,
    /// Cut off, half copied, or not a workbook at all.
    #[error("The workbook is damaged, or has not arrived whole.")]
    Damaged,
}

impl WorkbookError {
    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::TooLarge => "Begin again with a new template: the kiosk's `template` command makes one.",
            Self::Protected => "Take the password off in Excel: File, Info, Protect Workbook.",
            Self::OtherFormat => "Open it and save it as “Excel Workbook (.xlsx)”.",
            Self::Damaged => "Wait until it has been copied whole, or open it in Excel and save it again.",
        }
    }
}

/// A cell's name as Excel shows it, such as `B7`.
pub fn cell_name(column: u16, row: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

/// What is needed to read a workbook: the languages that its columns can be in.
#[derive(Clone, Copy)]
pub(crate) struct Languages<'a> {
    office: &'a [Tag],
    names: &'a BTreeMap<String, Tag>,
}

impl<'a> Languages<'a> {
    pub fn new(office: &'a Office, workbooks: &'a Workbooks) -> Self {
        Self {
            office: &office.languages,
            names: &workbooks.language_names,
        }
    }

    /// The tag of the office's default language.
    pub fn default(self) -> &'a str {
        self.office.first().map_or("", String::as_str)
    }

    /// The office's language of this tag or name, in whatever capitals and brackets.
    pub fn named(self, name: &str) -> Option<&'a Tag> {
        let name = bare(name);
        let named = self.names.iter().find(|(known, _)| bare(known) == name);
        self.office
            .iter()
            .find(|tag| tag.eq_ignore_ascii_case(&name) || named.is_some_and(|(_, named)| named == *tag))
    }
}

/// A name in lower case without the signs that can stand around it.
fn bare(name: &str) -> String {
    let letters = |letter: &char| !matches!(letter, '(' | ')' | '[' | ']' | ':' | '/' | ',' | '–' | '—');
    name.trim()
        .to_lowercase()
        .chars()
        .filter(letters)
        .collect::<String>()
        .trim()
        .to_owned()
}

impl Workbooks {
    /// The paths of the workbooks that are read.
    pub const READ: [&str; 2] = [HOURS, ON_DUTY];

    /// The workbook at a path, if there is one that can be read and that no file of settings replaces. What keeps it
    /// from being read, and what of it is left out, is reported.
    pub(crate) fn open(
        &self,
        path: &str,
        settings: Option<(&str, &str)>,
        findings: &mut Findings,
    ) -> Option<&Workbook> {
        let workbook = self.by_path.get(path)?;
        if let Some((file, what)) = settings {
            let problem = format!("There is {file} as well, and it holds.");
            let remedy = format!("Delete {file} if {what} are to be kept in {path}, or else delete {path}.");
            let finding = Finding::warning("two-sources", path, problem);
            findings.add(finding.shown(format!("What {file} says.")).remedy(remedy));
            return None;
        }
        match workbook {
            Ok(workbook) => {
                workbook.say_left_out(path, findings);
                Some(workbook)
            }
            Err(error) => {
                let finding = Finding::error("workbook-unreadable", path, error.to_string());
                findings.add(finding.shown("Nothing of this file.").remedy(error.remedy()));
                None
            }
        }
    }
}

impl Workbook {
    fn say_left_out(&self, path: &str, findings: &mut Findings) {
        if self.more_sheets {
            let finding = Finding::warning("sheets-too-many", path, "The workbook has more than 5 sheets.");
            findings.add(
                finding
                    .shown("The first five sheets.")
                    .remedy("Delete the sheets that are not for the kiosk."),
            );
        }
        for sheet in &self.sheets {
            let Some(cell) = &sheet.left_out else { continue };
            let problem = format!(
                "{}!{cell} lies too far down or to the right to be read.",
                sheet.shown_name()
            );
            let finding = Finding::error("cells-too-many", path, problem);
            findings.add(
                finding
                    .shown("The rows and columns before it.")
                    .remedy("Delete the rows and columns that are not needed."),
            );
        }
    }
}

impl Sheet {
    /// Its name for a sentence: bounded, and without anything that could upset it.
    pub(crate) fn shown_name(&self) -> String {
        let name = quoted(&self.name);
        name.trim_matches(['“', '”']).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_excel() {
        for (column, row, name) in [
            (0, 1, "A1"),
            (25, 9, "Z9"),
            (26, 10, "AA10"),
            (51, 1, "AZ1"),
            (52, 1, "BA1"),
            (701, 1, "ZZ1"),
            (702, 1, "AAA1"),
            (16383, 1_048_576, "XFD1048576"),
        ] {
            assert_eq!(cell_name(column, row), name);
        }
    }
}
