//! hours.xlsx: the week on one sheet, exceptions on another.
//!
//! A day's hours stand in one column ("9am - 5pm", "closed") or as times in columns of their own (Opens, Closes,
//! Opens again, Closes again); both become the same text, which one reader of hours reads.

use chrono::Datelike;

use super::columns::{Headed, Heading, Kind, plain};
use super::entry::Entry;
use super::finding::{Finding, Findings, quoted};
use super::opening::{self, MAX_EXCEPTIONS, WEEKDAYS};
use super::sheet::{Field, SheetEntry};
use super::workbook::{CellValue, HOURS, Languages, Workbook, cell_name};
use crate::hours::{Exception, Rules};

const HOURS_COLUMN: Heading = Heading {
    key: "hours",
    words: &["hours", "opening hours", "open", "times"],
    localised: false,
};
const OPENS: Heading = Heading {
    key: "opens",
    words: &["opens", "opens at", "opening time", "opening"],
    localised: false,
};
const CLOSES: Heading = Heading {
    key: "closes",
    words: &["closes", "closes at", "closing time", "closing"],
    localised: false,
};
const OPENS_AGAIN: Heading = Heading {
    key: "opens_again",
    words: &["opens again", "reopens", "opens again at"],
    localised: false,
};
const CLOSES_AGAIN: Heading = Heading {
    key: "closes_again",
    words: &["closes again", "closes again at"],
    localised: false,
};

const WEEK: Kind = Kind {
    names: &["hours", "opening hours", "week"],
    headings: &[
        Heading {
            key: "day",
            words: &["day", "days", "weekday", "day of the week"],
            localised: false,
        },
        HOURS_COLUMN,
        OPENS,
        CLOSES,
        OPENS_AGAIN,
        CLOSES_AGAIN,
    ],
    required: &[&["day"], &["hours", "opens"]],
    language_alone: None,
};

const EXCEPTIONS: Kind = Kind {
    names: &["exceptions", "closures", "closed dates", "other hours"],
    headings: &[
        Heading {
            key: "from",
            words: &["first day", "from", "date", "start date", "first date"],
            localised: false,
        },
        Heading {
            key: "to",
            words: &["last day", "to", "until", "end date", "last date"],
            localised: false,
        },
        HOURS_COLUMN,
        OPENS,
        CLOSES,
        OPENS_AGAIN,
        CLOSES_AGAIN,
        Heading {
            key: "reason",
            words: &["reason", "why"],
            localised: true,
        },
    ],
    required: &[&["from"], &["hours", "opens"]],
    language_alone: Some("reason"),
};

/// Reads the workbook; `None` when it holds no hours that could be read.
pub(crate) fn read(workbook: &Workbook, languages: Languages, findings: &mut Findings) -> Option<Rules> {
    let Some(week) = WEEK.find(workbook, languages) else {
        let problem = format!(
            "There is no sheet with a row of the headings {}.",
            WEEK.required_words()
        );
        let finding = Finding::error("headings-missing", HOURS, problem)
            .shown("That the opening hours are not known.")
            .remedy(
                "Write these headings above the days and their hours, or begin again with a new template.",
            );
        findings.add(finding);
        return None;
    };
    week.say_unknown(HOURS, findings);
    let exceptions = exceptions(workbook, languages, findings);
    let days = days(&week, languages, findings);
    let first_row = week.rows.first().map_or(1, |row| row.number);
    let mut entry = SheetEntry::new(HOURS, week.sheet, first_row, languages.default(), findings);
    for (key, field) in days {
        entry.put(key, field);
    }
    let (week, bank_holidays) = opening::week(&mut entry);
    Some(Rules {
        week,
        bank_holidays,
        exceptions,
    })
}

/// The hours of each day that has a row, by the day's key.
fn days(week: &Headed, languages: Languages, findings: &mut Findings) -> Vec<(&'static str, Field)> {
    let mut days: Vec<(&'static str, Field)> = Vec::new();
    for row in week.rows {
        let Some(mut entry) = SheetEntry::of_row(HOURS, week, row, languages.default(), findings) else {
            continue;
        };
        join_times(&mut entry);
        let label = entry.words("day", 60).unwrap_or_default();
        let keys = days_of(&label);
        if keys.is_empty() && entry.has("hours") {
            entry.say("day", |file| {
                Finding::error("day-unknown", file, format!("{} is not a day.", quoted(&label)))
                    .shown("The other days.")
                    .remedy("Write Monday, Tuesday and so on, or Bank holidays.")
            });
        }
        for key in keys {
            if days.iter().any(|(other, _)| *other == key) {
                entry.say("day", |file| {
                    Finding::error("day-twice", file, format!("{} has two rows.", quoted(&label)))
                        .shown("The hours of the first.")
                        .remedy("Delete one of the two rows.")
                });
            } else if let Some(field) = entry.field("hours") {
                days.push((key, field.clone()));
            }
        }
    }
    days
}

fn exceptions(workbook: &Workbook, languages: Languages, findings: &mut Findings) -> Vec<Exception> {
    let mut exceptions = Vec::new();
    let Some(sheet) = EXCEPTIONS.find(workbook, languages) else {
        if let Some(sheet) = EXCEPTIONS.find_named(workbook) {
            let problem = format!(
                "The sheet {} has no row of the headings {}.",
                quoted(&sheet.name),
                EXCEPTIONS.required_words()
            );
            let finding = Finding::error("headings-missing", HOURS, problem).shown("The usual hours.");
            findings.add(finding.remedy("Write these headings above the dates."));
        }
        return exceptions;
    };
    sheet.say_unknown(HOURS, findings);
    say_turned_dates(&sheet, findings);
    let mut left = MAX_EXCEPTIONS;
    for row in sheet.rows {
        if left == 0 {
            let problem = format!("There are more than {MAX_EXCEPTIONS} exceptions.");
            let finding = Finding::error("entries-too-many", HOURS, problem).at(row.number);
            findings.add(
                finding
                    .shown(format!("The first {MAX_EXCEPTIONS}."))
                    .remedy("Delete those that are past."),
            );
            break;
        }
        left -= 1;
        if let Some(mut entry) = SheetEntry::of_row(HOURS, &sheet, row, languages.default(), findings) {
            join_times(&mut entry);
            opening::add_exception(&mut exceptions, &mut entry);
        }
    }
    exceptions
}

/// Warns of dates that Excel may have turned round. An Excel that takes the month first keeps "24/12/2026" as text, since
/// there is no month 24, and makes 6 May of "05/06/2026"; where there is one such text, the real dates are in doubt.
fn say_turned_dates(sheet: &Headed, findings: &mut Findings) {
    let day_first = |words: &str| {
        let mut parts = words.trim().split(['/', '.', '-']);
        let numbers = [parts.next(), parts.next()].map(|part| part.and_then(|part| part.parse::<u32>().ok()));
        matches!(numbers, [Some(13..=31), Some(1..=12)])
    };
    let dates = || {
        let columns = sheet
            .columns
            .iter()
            .filter(|column| ["from", "to"].contains(&column.key));
        columns.flat_map(|column| sheet.rows.iter().map(|row| Field::of(column, row)))
    };
    let is_day_first =
        |field: Field| matches!(field.value, Some(CellValue::Words(words)) if day_first(&words));
    if !dates().any(is_day_first) {
        return;
    }
    for field in dates() {
        let Some(CellValue::Date(date)) = field.value else {
            continue;
        };
        if date.day() > 12 || date.day() == date.month() {
            continue;
        }
        let place = cell_name(field.column, field.row);
        let date = date.format("%-d %B %Y");
        let problem = format!(
            "{}!{place}: Excel may have taken the day for the month here.",
            sheet.sheet.shown_name()
        );
        let finding = Finding::warning("date-in-doubt", HOURS, problem).at(field.row);
        findings.add(
            finding
                .shown(format!("The hours of {date}, the date as Excel keeps it."))
                .remedy("If that is not the day that was meant, format the cell as Text and write it as 2026-12-31."),
        );
    }
}

/// Makes hours of times in columns of their own. A cell that can be no time is kept as it is, to be reported there.
fn join_times(entry: &mut SheetEntry) {
    const KEYS: [&str; 4] = ["opens", "closes", "opens_again", "closes_again"];
    let fields = KEYS.map(|key| entry.field(key).cloned());
    let Some(place) = fields
        .iter()
        .flatten()
        .find(|field| field.value.is_some())
        .or(fields.iter().flatten().next())
        .filter(|_| !entry.has("hours"))
        .cloned()
    else {
        return;
    };
    let unfit = |value: &CellValue| match value {
        CellValue::Words(_) => false,
        CellValue::Number(number) => number.starts_with("0."),
        CellValue::Date(_) | CellValue::Error(_) => true,
    };
    let unfit = fields
        .iter()
        .flatten()
        .find(|field| field.value.as_ref().is_some_and(unfit));
    let joined = match unfit {
        Some(field) => field.clone(),
        None => {
            let value = joined(&fields).map(CellValue::Words);
            Field { value, ..place }
        }
    };
    entry.rename("hours", "hours_empty");
    entry.put("hours", joined);
}

fn joined(fields: &[Option<Field>; 4]) -> Option<String> {
    let text = |field: &Option<Field>| {
        let value = field.as_ref().and_then(|field| field.value.as_ref());
        value.map(CellValue::shown).unwrap_or_default()
    };
    let [opens, closes, opens_again, closes_again] = fields.each_ref().map(text);
    let stretch = |from: &str, to: &str| match (from, to) {
        ("", "") => None,
        // "closed", or both times in one cell.
        (whole, "") if plain(whole) == "closed" || whole.contains(['-', '–', '—']) => {
            Some(whole.to_owned())
        }
        (from, to) => Some(format!("{from}-{to}")),
    };
    let stretches = [stretch(&opens, &closes), stretch(&opens_again, &closes_again)];
    let stretches: Vec<String> = stretches.into_iter().flatten().collect();
    (!stretches.is_empty()).then(|| stretches.join(", "))
}

/// The keys of the days that a row is for: "Monday", "Mon to Thu", "Bank holidays"; none if it is for no day.
pub(crate) fn days_of(label: &str) -> Vec<&'static str> {
    let label = plain(label);
    let bank = [
        "bank holidays",
        "bank holiday",
        "bank hols",
        "public holidays",
        "public holiday",
    ];
    if bank.contains(&label.as_str()) {
        return vec!["bank_holidays"];
    }
    if let Some(day) = weekday(&label) {
        return WEEKDAYS.get(day).copied().into_iter().collect();
    }
    let range = label.replace(" to ", "-").replace(['–', '—'], "-");
    let ends = range
        .split_once('-')
        .map(|(from, to)| (weekday(from), weekday(to)));
    match ends {
        Some((Some(from), Some(to))) if from < to => WEEKDAYS.get(from..=to).unwrap_or(&[]).to_vec(),
        _ => Vec::new(),
    }
}

/// The weekday of a name or its first letters, Monday being 0.
fn weekday(name: &str) -> Option<usize> {
    let name = name.trim();
    let name = name.strip_prefix("every ").unwrap_or(name);
    let name = name
        .strip_suffix('s')
        .filter(|rest| rest.ends_with("day"))
        .unwrap_or(name);
    if name == "weds" {
        return Some(2);
    }
    let long_enough = name.chars().count() >= 3;
    WEEKDAYS
        .iter()
        .position(|weekday| long_enough && weekday.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_by_their_names_and_as_ranges() {
        assert_eq!(days_of("Monday"), ["monday"]);
        assert_eq!(days_of(" WEDS. "), ["wednesday"]);
        assert_eq!(days_of("Thurs"), ["thursday"]);
        assert_eq!(days_of("Saturdays"), ["saturday"]);
        assert_eq!(days_of("Every Sunday:"), ["sunday"]);
        assert_eq!(days_of("Bank  Holidays"), ["bank_holidays"]);
        assert_eq!(days_of("Mon – Wed"), ["monday", "tuesday", "wednesday"]);
        assert_eq!(days_of("Monday to Friday").len(), 5);
        for none in ["", "Mo", "Mondey", "Friday to Monday", "Sunday-Sunday", "day"] {
            assert!(days_of(none).is_empty(), "{none}");
        }
    }
}
