//! on-duty.xlsx: who is on duty on a date or a day of the week.

use super::columns::{Heading, Kind};
use super::entry::Entry;
use super::finding::{Finding, Findings};
use super::hours_sheet::days_of;
use super::people::{self, Duty, MAX_DUTIES};
use super::sheet::{Field, SheetEntry};
use super::workbook::{CellValue, Languages, ON_DUTY, Workbook};

const DUTIES: Kind = Kind {
    names: &["on duty", "on-duty", "duty"],
    headings: &[
        Heading {
            key: "date",
            words: &["date or weekday", "date", "day", "when"],
            localised: false,
        },
        Heading {
            key: "weekday",
            words: &["weekday", "day of the week"],
            localised: false,
        },
        Heading {
            key: "role",
            words: &["role", "duty"],
            localised: true,
        },
        Heading {
            key: "officer",
            words: &["officer", "team", "name", "who"],
            localised: true,
        },
    ],
    required: &[&["date", "weekday"], &["role"]],
    language_alone: None,
};

/// Reads the workbook.
pub(crate) fn read(workbook: &Workbook, languages: Languages, findings: &mut Findings) -> Vec<Duty> {
    let Some(duties) = DUTIES.find(workbook, languages) else {
        let problem = format!(
            "There is no sheet with a row of the headings {}.",
            DUTIES.required_words()
        );
        let finding = Finding::error("headings-missing", ON_DUTY, problem);
        findings.add(
            finding
                .shown("Nobody on duty.")
                .remedy("Write these headings above the duties, or begin again with a new template."),
        );
        return Vec::new();
    };
    duties.say_unknown(ON_DUTY, findings);
    let mut found = Vec::new();
    for row in duties.rows.iter().take(MAX_DUTIES) {
        let default = languages.default();
        if let Some(mut entry) = SheetEntry::of_row(ON_DUTY, &duties, row, default, findings) {
            name_weekday(&mut entry);
            found.extend(people::duty(&mut entry));
        }
    }
    found
}

/// Puts the day of the week where it belongs: it may stand in the column of dates, and be shortened.
fn name_weekday(entry: &mut SheetEntry) {
    let column = if entry.has("weekday") { "weekday" } else { "date" };
    let Some(field) = entry.field(column).cloned() else {
        return;
    };
    let Some(CellValue::Words(words)) = &field.value else {
        return;
    };
    let named = days_of(words);
    let words = match named.as_slice() {
        [day] if *day != "bank_holidays" => (*day).to_owned(),
        // Without a digit it is no date either, and is to be reported as no day of the week.
        _ if column == "weekday" || !words.contains(|letter: char| letter.is_numeric()) => words.clone(),
        _ => return,
    };
    entry.rename(column, "as_written");
    let value = Some(CellValue::Words(words));
    entry.put("weekday", Field { value, ..field });
}
