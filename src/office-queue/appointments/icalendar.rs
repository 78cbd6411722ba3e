//! Lists of appointments as iCalendar (RFC 5545): one `VEVENT` each.
//!
//! - reference: `X-RECEPTION-REFERENCE`, or `Ref: …` or `Reference: …` in a line of `SUMMARY` or `DESCRIPTION`. An
//!   event without one is no appointment of a visitor and is left out.
//! - time: `DTSTART`, in UTC, with a `TZID`, or on the office's clock.
//! - officer: `X-RECEPTION-OFFICER`, or the name (`CN`) of `ORGANIZER`; service: `X-RECEPTION-SERVICE`.
//! - cancelled: `STATUS:CANCELLED`, or all of a calendar with `METHOD:CANCEL`.
//! - away: an event of whole days with `X-MICROSOFT-CDO-BUSYSTATUS:OOF`, as Outlook writes it.
//!
//! The reader is our own, since a refused calendar must say which line is wrong, which the parsers at hand do not
//! know after they have unfolded the lines. Zones come from `chrono-tz`; what a `VTIMEZONE` says is not read.

use std::collections::HashMap;

use checkin::Reference;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Appointment, Collected, Faults, List, is_cancelled, name};
use lines::{Line, lines};

mod lines;

/// The longest absence in one event, in days.
const MAX_DAYS_AWAY: i64 = 400;

/// Zones as Windows names them, which Outlook writes: the CLDR's table, the part within reach of an office here.
const WINDOWS_ZONES: &[(&str, Tz)] = &[
    ("GMT Standard Time", Tz::Europe__London),
    ("Greenwich Standard Time", Tz::Atlantic__Reykjavik),
    ("W. Europe Standard Time", Tz::Europe__Berlin),
    ("Romance Standard Time", Tz::Europe__Paris),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("E. Europe Standard Time", Tz::Europe__Chisinau),
    ("FLE Standard Time", Tz::Europe__Kyiv),
    ("GTB Standard Time", Tz::Europe__Bucharest),
    ("Turkey Standard Time", Tz::Europe__Istanbul),
    ("UTC", Tz::UTC),
];

/// When an event begins or ends.
enum When {
    Day(NaiveDate),
    Moment(DateTime<Utc>),
}

/// The properties of an event that are read, each with its line.
#[derive(Default)]
struct Event<'a> {
    begins_on: u64,
    properties: HashMap<&'static str, Line<'a>>,
}

/// What is read of an event; everything else is not looked at.
const READ: [&str; 14] = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "STATUS",
    "SUMMARY",
    "DESCRIPTION",
    "ORGANIZER",
    "RRULE",
    "RDATE",
    "RECURRENCE-ID",
    "X-RECEPTION-REFERENCE",
    "X-RECEPTION-OFFICER",
    "X-RECEPTION-SERVICE",
    "X-MICROSOFT-CDO-BUSYSTATUS",
];

/// Reads a calendar. A time without a zone is on the clock of this one, the office's.
///
/// # Errors
/// Every line that is wrong, up to a number.
pub fn read(bytes: &[u8], zone: Tz) -> Result<List, Faults> {
    let lines = lines(bytes)?;
    let mut collected = Collected::new(zone);
    let mut open: Vec<String> = Vec::new();
    let (mut event, mut all_cancelled, mut closed) = (None, false, false);
    let mut last = 1;
    for line in lines {
        last = line.number;
        if closed && open.is_empty() && line.name != "BEGIN" {
            return Err(Faults::one(line.number, "nothing may follow END:VCALENDAR"));
        }
        match line.name.as_str() {
            "BEGIN" => {
                let component = line.value.trim().to_ascii_uppercase();
                if open.is_empty() && component != "VCALENDAR" {
                    return Err(Faults::one(line.number, "a calendar begins with BEGIN:VCALENDAR"));
                }
                if component == "VEVENT" {
                    event = Some(Event {
                        begins_on: line.number,
                        ..Event::default()
                    });
                }
                open.push(component);
            }
            "END" => {
                let component = line.value.trim().to_ascii_uppercase();
                if open.pop().as_ref() != Some(&component) {
                    return Err(Faults::one(
                        line.number,
                        "this END does not fit the BEGIN before it",
                    ));
                }
                if component == "VEVENT"
                    && let Some(event) = event.take()
                {
                    take(&mut collected, &event, all_cancelled);
                }
                closed |= open.is_empty();
            }
            _ if open.is_empty() => {
                return Err(Faults::one(line.number, "a calendar begins with BEGIN:VCALENDAR"));
            }
            "METHOD" if open.len() == 1 => {
                let method = line.value.trim().to_ascii_uppercase();
                all_cancelled = method == "CANCEL";
                collected.list.only_news |= method != "PUBLISH";
            }
            // Alarms within an event have properties of the same names.
            _ if open.last().is_some_and(|component| component == "VEVENT") => {
                if let (Some(event), Some(read)) = (&mut event, READ.iter().find(|read| **read == line.name))
                {
                    event.properties.entry(read).or_insert(line);
                }
            }
            _ => {}
        }
    }
    if !closed || !open.is_empty() {
        return Err(Faults::one(last, "the calendar breaks off before END:VCALENDAR"));
    }
    collected.finish()
}

fn take(collected: &mut Collected, event: &Event<'_>, all_cancelled: bool) {
    if let Some(away) = event.text("X-MICROSOFT-CDO-BUSYSTATUS")
        && away.trim().eq_ignore_ascii_case("OOF")
    {
        return take_away(collected, event);
    }
    let Some((line, reference)) = event.reference() else {
        collected.list.left_out += 1;
        return;
    };
    let Some(reference) = Reference::normalised(&reference) else {
        return collected.fault(line, checkin::ReferenceError.to_string());
    };
    if let Some(again) = ["RRULE", "RDATE", "RECURRENCE-ID"]
        .into_iter()
        .find_map(|name| event.properties.get(name))
    {
        return collected.fault(
            again.number,
            "an appointment that repeats cannot be read; give each one an event and a reference of its own",
        );
    }
    let Some(start) = event.properties.get("DTSTART") else {
        return collected.fault(event.begins_on, "this event has no DTSTART");
    };
    let starts_at = match when(collected, start) {
        Some(When::Moment(moment)) => moment,
        Some(When::Day(_)) => return collected.fault(start.number, "an appointment needs a time of day"),
        None => return,
    };
    let cancelled = match event.properties.get("STATUS") {
        None => false,
        Some(status) => match is_cancelled(status.value.trim()) {
            Some(cancelled) => cancelled,
            None => {
                return collected.fault(status.number, "STATUS must be CONFIRMED, TENTATIVE or CANCELLED");
            }
        },
    };
    let service = event.text("X-RECEPTION-SERVICE").unwrap_or_default();
    let (officer, service) = match (event.officer(), name(&service)) {
        (Ok(officer), Ok(service)) => (officer, service),
        (Err(what), _) | (_, Err(what)) => return collected.fault(event.begins_on, what),
    };
    let day = crate::arrival::service_day(starts_at, collected.zone);
    collected.appointment(
        line,
        Appointment {
            reference,
            starts_at,
            day,
            officer,
            service,
            cancelled: cancelled || all_cancelled,
        },
    );
}

/// Adds the days of an absence. One of some hours, a repeated one, or one without a name says nothing that could be
/// used, and an officer's calendar is full of such.
fn take_away(collected: &mut Collected, event: &Event<'_>) {
    let (Some(start), Ok(Some(officer))) = (event.properties.get("DTSTART"), event.officer()) else {
        collected.list.left_out += 1;
        return;
    };
    let Some(When::Day(first)) = when(collected, start) else {
        collected.list.left_out += 1;
        return;
    };
    let last = match event
        .properties
        .get("DTEND")
        .map(|end| (end.number, when(collected, end)))
    {
        None => first,
        // The end is the first day that is not meant any more.
        Some((_, Some(When::Day(end)))) if end > first => end - TimeDelta::days(1),
        Some((line, _)) => return collected.fault(line, "DTEND must be a later day than DTSTART"),
    };
    if (last - first).num_days() > MAX_DAYS_AWAY {
        return collected.fault(
            event.begins_on,
            format!("an absence has at most {MAX_DAYS_AWAY} days"),
        );
    }
    for day in first.iter_days().take_while(|day| *day <= last) {
        collected.away(event.begins_on, day, &officer);
    }
}

impl Event<'_> {
    /// A property's text, unescaped.
    fn text(&self, name: &str) -> Option<String> {
        self.properties.get(name).map(|line| unescaped(&line.value))
    }

    /// What is given as the reference, with its line.
    fn reference(&self) -> Option<(u64, String)> {
        if let Some(line) = self.properties.get("X-RECEPTION-REFERENCE") {
            return Some((line.number, unescaped(&line.value)));
        }
        ["SUMMARY", "DESCRIPTION"].into_iter().find_map(|name| {
            let line = self.properties.get(name)?;
            Some((line.number, labelled_reference(&unescaped(&line.value))?))
        })
    }

    /// The officer's name.
    fn officer(&self) -> Result<Option<String>, String> {
        let said = self.text("X-RECEPTION-OFFICER");
        let organiser = || {
            let organiser = self.properties.get("ORGANIZER")?;
            organiser.parameter("CN").map(str::to_owned)
        };
        name(&said.or_else(organiser).unwrap_or_default())
    }
}

/// What follows `Ref:` or `Reference:` in one of the lines of a text, up to a blank or a mark.
fn labelled_reference(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        // ASCII only, so that the places are those of the line itself.
        let small = line.to_ascii_lowercase();
        let (at, label) = ["reference:", "ref:"]
            .into_iter()
            .filter_map(|label| small.find(label).map(|at| (at, label)))
            .min()?;
        let starts_word = small
            .get(..at)?
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric());
        let rest = line.get(at + label.len()..)?.trim_start();
        let reference = rest
            .split(|char: char| char.is_whitespace() || matches!(char, ',' | ';' | ')' | ']' | '.'))
            .next()?;
        (starts_word && !reference.is_empty()).then(|| reference.to_owned())
    })
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            char => text.push(char),
        }
    }
    text
}

/// The day or moment of a property, or none and a fault.
fn when(collected: &mut Collected, line: &Line<'_>) -> Option<When> {
    let value = line.value.trim();
    let is_day = line
        .parameter("VALUE")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
    if is_day || value.len() == 8 {
        let day = NaiveDate::parse_from_str(value, "%Y%m%d")
            .ok()
            .filter(|_| value.len() == 8);
        if day.is_none() {
            collected.fault(line.number, "this is not a day such as 20261123");
        }
        return day.map(When::Day);
    }
    let (figures, in_utc) = match value.strip_suffix('Z') {
        Some(figures) => (figures, true),
        None => (value, false),
    };
    let Some(wall) = NaiveDateTime::parse_from_str(figures, "%Y%m%dT%H%M%S")
        .ok()
        .filter(|_| figures.len() == 15)
    else {
        collected.fault(line.number, "this is not a time such as 20261123T103000");
        return None;
    };
    if in_utc {
        return Some(When::Moment(wall.and_utc()));
    }
    let zone = match line.parameter("TZID") {
        None => collected.zone,
        Some(id) => match zone(id) {
            Some(zone) => zone,
            None => {
                collected.fault(
                    line.number,
                    "this time zone is not known; write one such as Europe/London, or the time in UTC",
                );
                return None;
            }
        },
    };
    collected.moment(line.number, wall, zone).map(When::Moment)
}

fn zone(id: &str) -> Option<Tz> {
    // Some programs write a path before the name, such as "/freeassociation.sourceforge.net/Europe/London".
    let short = id.trim_start_matches('/');
    [id, short, short.split_once('/').map_or(short, |(_, rest)| rest)]
        .into_iter()
        .find_map(|id| id.parse().ok())
        .or_else(|| {
            WINDOWS_ZONES
                .iter()
                .find(|(name, _)| *name == id)
                .map(|(_, zone)| *zone)
        })
}
