//! hours.toml or hours.xlsx: the week and its exceptions.

use super::entry::Entry;
use super::finding::{Finding, Findings};
use super::hours_sheet;
use super::office::Office;
use super::settings::{self, Table};
use super::workbook::{self, Languages, Workbooks};
use crate::hours::{BankHolidays, DayHours, Exception, OfficeHours, Rules};

/// Dated exceptions.
pub(crate) const MAX_EXCEPTIONS: usize = 200;

pub(crate) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

pub(crate) const FILE: &str = "hours.toml";

/// Reads hours.toml, or else hours.xlsx; without a readable one the office's hours are not known.
pub(crate) fn read(
    bytes: Option<&[u8]>,
    workbooks: &Workbooks,
    office: &Office,
    findings: &mut Findings,
) -> OfficeHours {
    let unknown = OfficeHours::unknown(office.time_zone);
    let instead = bytes.map(|_| (FILE, "the hours"));
    let workbook = workbooks.open(workbook::HOURS, instead, findings);
    let (file, rules) = match (bytes, workbook) {
        (Some(bytes), _) => (
            FILE,
            settings::read(FILE, bytes, office.default_language(), findings, rules),
        ),
        (None, Some(workbook)) => {
            let languages = Languages::new(office, workbooks);
            (workbook::HOURS, hours_sheet::read(workbook, languages, findings))
        }
        // Why it cannot be read has been said.
        (None, None) if workbooks.by_path.contains_key(workbook::HOURS) => return unknown,
        (None, None) => {
            findings.add(missing());
            return unknown;
        }
    };
    let Some(rules) = rules else {
        return unknown;
    };
    OfficeHours::new(rules, &BankHolidays::of(office.bank_holidays), office.time_zone).unwrap_or_else(
        |error| {
            let finding = Finding::error("hours-unusable", file, error.to_string());
            findings.add(
                finding
                    .shown("That the opening hours are not known.")
                    .remedy("Write simpler hours, and send this file to support."),
            );
            unknown
        },
    )
}

fn missing() -> Finding {
    Finding::error("hours-missing", FILE, "There is no hours.toml and no hours.xlsx.")
        .shown("That the opening hours are not known.")
        .remedy(
            "Put one of them in the content folder; `reception-kiosk template hours` makes an hours.xlsx.",
        )
}

fn rules(table: &mut Table) -> Rules {
    let (week, bank_holidays) = week(table);
    let mut exceptions = Vec::new();
    table.tables("exceptions", MAX_EXCEPTIONS, |table| {
        add_exception(&mut exceptions, table);
        Some(())
    });
    Rules {
        week,
        bank_holidays,
        exceptions,
    }
}

/// The hours of the week, Monday first, and of bank holidays, unless those are as usual.
pub(crate) fn week(entry: &mut impl Entry) -> ([DayHours; 7], Option<DayHours>) {
    let week = WEEKDAYS.map(|weekday| {
        if !entry.has(weekday) {
            entry.say_missing(weekday, "Closed.", "Add its hours, or \"closed\".");
        }
        entry.hours(weekday).unwrap_or_default()
    });
    (week, bank_holidays(entry))
}

fn bank_holidays(entry: &mut impl Entry) -> Option<DayHours> {
    const KEY: &str = "bank_holidays";
    if !entry.has(KEY) {
        return Some(DayHours::default());
    }
    // On most offices' doors it says "closed"; a few keep the weekday's hours.
    if entry.is_text(KEY, &["as usual", "open as usual"]) {
        return None;
    }
    Some(entry.hours(KEY).unwrap_or_default())
}

/// Reads an exception and adds it, and says if another holds for the same day.
pub(crate) fn add_exception(exceptions: &mut Vec<Exception>, entry: &mut impl Entry) {
    let Some(exception) = exception(entry) else { return };
    if exceptions
        .iter()
        .any(|other| other.from <= exception.to && exception.from <= other.to)
    {
        entry.say("from", |file| {
            Finding::warning(
                "exceptions-overlap",
                file,
                "Two exceptions hold for the same day.",
            )
            .shown("The one that stands later in the file.")
            .remedy("Make their dates not overlap.")
        });
    }
    exceptions.push(exception);
}

fn exception(entry: &mut impl Entry) -> Option<Exception> {
    let (from, to) = (entry.date("from"), entry.date("to"));
    let (hours, reason) = (entry.hours("hours"), entry.localised("reason", 120));
    if from.is_none() && !entry.has("from") {
        entry.say_missing(
            "from",
            "The usual hours.",
            "Add the first day: from = 2026-12-24.",
        );
    }
    // An unreadable last day must not shorten a closure to one day without a word; `date` has said it.
    let from = from?;
    let to = to.unwrap_or(from);
    if to < from {
        entry.say("to", |file| {
            Finding::error("dates-reversed", file, "The last day is before the first.")
                .shown("The usual hours.")
                .remedy("Put right one of the two dates.")
        });
        return None;
    }
    if hours.is_none() && !entry.has("hours") {
        entry.say_missing(
            "hours",
            "Closed.",
            "Add hours = \"closed\" or the hours of these days.",
        );
    }
    if reason.is_none() {
        entry.say("reason", |file| {
            Finding::warning("reason-missing", file, "The exception gives no reason.")
                .shown("The hours without a reason.")
                .remedy("Add the reason, such as \"Staff training day\".")
        });
    }
    Some(Exception {
        from,
        to,
        hours: hours.unwrap_or_default(),
        reason: reason.unwrap_or_default(),
    })
}
