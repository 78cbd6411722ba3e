//! Appointments: lists of them as offices export them, and how a visitor's coming fits to one.
//!
//! A list comes as CSV or iCalendar, by the drop folder or by `POST /v1/appointments`. It is read whole or refused
//! whole, with the lines that are wrong: half a list would tell people that their appointment is cancelled. Of what it
//! holds only reference, time, officer and service are kept, and those are erased after the day.
//!
//! Nothing here stores or sends; no fault repeats what a line says about a visitor.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use checkin::Reference;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

pub mod csv;
pub mod drop_folder;
pub mod icalendar;
mod standing;
mod written;

pub use standing::Standing;

/// The largest list that is read, in bytes. A day of a large office is under 20 KiB.
pub const MAX_LIST_BYTES: usize = 2 * 1024 * 1024;

/// The most appointments of one list.
pub const MAX_APPOINTMENTS: usize = 5000;

/// The longest name of an officer, and the longest id of a service, in characters.
const MAX_NAME: usize = 60;

/// The most faults that are collected; who has put these right sends the list again anyway.
const MAX_FAULTS: usize = 20;

/// One appointment of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// What stands on the visitor's letter.
    pub reference: Reference,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// The service day of that moment, in the office's zone.
    pub day: NaiveDate,
    /// The officer, as visitors know them.
    pub officer: Option<String>,
    /// The id of the service.
    pub service: Option<String>,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// A list that was read whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Whether it says only what is new (an iTIP message). Any other list is the whole truth of its days: what the same
    /// source said of them before and says no more is cancelled.
    pub only_news: bool,
    /// The days it speaks of.
    pub days: BTreeSet<NaiveDate>,
    /// Its appointments, each reference once.
    pub appointments: Vec<Appointment>,
    /// Officers who are away, with the day.
    pub away: BTreeSet<(NaiveDate, String)>,
    /// Entries without a reference, which are not appointments of visitors.
    pub left_out: usize,
}

/// What is wrong with one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong and what to write instead, in one sentence. It never repeats a reference or a name.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Why a list was refused: at least one fault, in the order of lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.lines().join("\n"))]
pub struct Faults(Vec<Fault>);

impl Faults {
    fn one(line: u64, what: impl Into<String>) -> Self {
        Self(vec![Fault {
            line,
            what: what.into(),
        }])
    }

    /// One text for each fault, such as `line 3: …`.
    pub fn lines(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

/// Collects what a reader finds, and the faults beside it.
struct Collected {
    zone: Tz,
    list: List,
    lines: BTreeMap<Reference, u64>,
    faults: Vec<Fault>,
}

impl Collected {
    fn new(zone: Tz) -> Self {
        Self {
            zone,
            list: List::default(),
            lines: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, line: u64, what: impl Into<String>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault {
                line,
                what: what.into(),
            });
        }
    }

    /// Adds an appointment that stands on this line.
    fn appointment(&mut self, line: u64, appointment: Appointment) {
        if self.list.appointments.len() == MAX_APPOINTMENTS {
            return self.fault(
                line,
                format!("a list has at most {MAX_APPOINTMENTS} appointments; send fewer days at once"),
            );
        }
        if let Some(before) = self.lines.insert(appointment.reference.clone(), line) {
            return self.fault(
                line,
                format!(
                    "this reference stands on line {before} too. Each appointment needs one of its own; letter O and \
                     digit 0 count as one, and so do I, L and 1."
                ),
            );
        }
        self.list.days.insert(appointment.day);
        self.list.appointments.push(appointment);
    }

    /// Adds a day on which an officer is away.
    fn away(&mut self, line: u64, day: NaiveDate, officer: &str) {
        if self.list.away.len() == MAX_APPOINTMENTS {
            return self.fault(line, format!("a list has at most {MAX_APPOINTMENTS} days away"));
        }
        self.list.days.insert(day);
        self.list.away.insert((day, officer_key(officer)));
    }

    /// The moment of a wall time in the office's zone, as [`moment_in`] has it.
    fn moment(&mut self, line: u64, wall: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
        let moment = moment_in(wall, zone);
        if moment.is_none() {
            self.fault(line, "this time does not exist: the clocks go forward over it");
        }
        moment
    }

    fn finish(self) -> Result<List, Faults> {
        if self.faults.is_empty() {
            Ok(self.list)
        } else {
            Err(Faults(self.faults))
        }
    }
}

/// The moment of a wall time; the first of two where the clocks go back over it, none where they go forward over it.
fn moment_in(wall: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    wall.and_local_timezone(zone)
        .earliest()
        .map(|moment| moment.with_timezone(&Utc))
}

/// An officer's name as it is compared: lists of different programs write it with other capitals and blanks.
pub fn officer_key(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// A name from a list, in one line and without what could disturb the text around it; none where nothing is left.
///
/// # Errors
/// What is wrong with it.
fn name(cell: &str) -> Result<Option<String>, String> {
    let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Ok(None);
    }
    if name.chars().count() > MAX_NAME {
        return Err(format!(
            "the name of an officer or service has at most {MAX_NAME} characters"
        ));
    }
    Ok(Some(crate::shown::shown_word(&name)))
}

/// Whether a word of a list says that the appointment is off; none for a word that is not known.
fn is_cancelled(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "cancelled" | "canceled" | "cancel" | "withdrawn" | "deleted" => Some(true),
        "" | "confirmed" | "booked" | "expected" | "scheduled" | "active" | "open" | "tentative" | "ok" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
