//! hours.toml: the week and its exceptions.

use super::finding::{Finding, Findings};
use super::office::Office;
use super::settings::{self, Table};
use crate::hours::{BankHolidays, DayHours, Exception, OfficeHours, Rules};

/// Dated exceptions.
const MAX_EXCEPTIONS: usize = 200;

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

pub(crate) const FILE: &str = "hours.toml";

/// Reads hours.toml; without a readable one the office's hours are not known.
pub(crate) fn read(bytes: Option<&[u8]>, office: &Office, findings: &mut Findings) -> OfficeHours {
    let unknown = OfficeHours::unknown(office.time_zone);
    let Some(bytes) = bytes else {
        let finding = Finding::error("hours-missing", FILE, "There is no hours.toml.");
        findings.add(
            finding
                .shown("That the opening hours are not known.")
                .remedy("Put hours.toml in the content folder."),
        );
        return unknown;
    };
    let Some(rules) = settings::read(FILE, bytes, office.default_language(), findings, rules) else {
        return unknown;
    };
    OfficeHours::new(rules, &BankHolidays::of(office.bank_holidays), office.time_zone).unwrap_or_else(
        |error| {
            let finding = Finding::error("hours-unusable", FILE, error.to_string());
            findings.add(
                finding
                    .shown("That the opening hours are not known.")
                    .remedy("Write simpler hours, and send this file to support."),
            );
            unknown
        },
    )
}

fn rules(table: &mut Table) -> Rules {
    let week = WEEKDAYS.map(|weekday| {
        if !table.has(weekday) {
            table.say_missing(weekday, "Closed.", "Add its hours, or \"closed\".");
        }
        table.hours(weekday).unwrap_or_default()
    });
    Rules {
        week,
        bank_holidays: bank_holidays(table),
        exceptions: exceptions(table),
    }
}

fn bank_holidays(table: &mut Table) -> Option<DayHours> {
    const KEY: &str = "bank_holidays";
    if !table.has(KEY) {
        return Some(DayHours::default());
    }
    // On most offices' doors it says "closed"; a few keep the weekday's hours.
    if table.is_text(KEY, &["as usual", "open as usual"]) {
        return None;
    }
    Some(table.hours(KEY).unwrap_or_default())
}

fn exceptions(table: &mut Table) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    table.tables("exceptions", MAX_EXCEPTIONS, |table| {
        let exception = exception(table)?;
        if exceptions
            .iter()
            .any(|other| other.from <= exception.to && exception.from <= other.to)
        {
            table.say("from", |file| {
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
        Some(())
    });
    exceptions
}

fn exception(table: &mut Table) -> Option<Exception> {
    let (from, to) = (table.date("from"), table.date("to"));
    let (hours, reason) = (table.hours("hours"), table.localised("reason", 120));
    if from.is_none() && !table.has("from") {
        table.say_missing(
            "from",
            "The usual hours.",
            "Add the first day: from = 2026-12-24.",
        );
    }
    // An unreadable last day must not shorten a closure to one day without a word; `date` has said it.
    let from = from?;
    let to = to.unwrap_or(from);
    if to < from {
        table.say("to", |file| {
            Finding::error("dates-reversed", file, "The last day is before the first.")
                .shown("The usual hours.")
                .remedy("Put right one of the two dates.")
        });
        return None;
    }
    if hours.is_none() && !table.has("hours") {
        table.say_missing(
            "hours",
            "Closed.",
            "Add hours = \"closed\" or the hours of these days.",
        );
    }
    if reason.is_none() {
        table.say("reason", |file| {
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
