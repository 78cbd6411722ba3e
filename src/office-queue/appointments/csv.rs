//! Lists of appointments as CSV: one row each, under headings in English.
//!
//! The headings, in any order and in small or capital letters; other columns are not read and not kept:
//!
//! | column | headings |
//! |---|---|
//! | reference | reference, ref, reference number, appointment reference, booking, booking reference, booking number, code |
//! | day | date, day, appointment date, start date |
//! | time | time, start, start time, appointment time, starts, at; with the day in the same cell if there is no day column |
//! | officer | officer, officer name, with, staff, adviser, advisor, caseworker, case worker |
//! | service | service, service id |
//! | status | status, state: `cancelled`, or `confirmed`, `booked` and the like, or nothing |
//! | away | away, absent: `yes` in a row with a day and an officer says that the officer is away on that day |
//!
//! Separated by commas, semicolons or tabs; UTF-8. The last line must end with a line break, so that a file cut in
//! the middle of a line is seen. A last row `END` with the number of rows before it in the next cell guards against a
//! file cut between two lines too.

use chrono::NaiveDate;
use chrono_tz::Tz;
use csv::{ReaderBuilder, StringRecord, Trim};

use super::written::{Written, day, day_and_time, time};
use super::{Appointment, Collected, Faults, List, is_cancelled, name};
use checkin::Reference;

/// What ends a list that says how long it is.
const END: &str = "END";

/// Where each column stands.
#[derive(Default)]
struct Columns {
    reference: Option<usize>,
    day: Option<usize>,
    time: Option<usize>,
    officer: Option<usize>,
    service: Option<usize>,
    status: Option<usize>,
    away: Option<usize>,
}

/// Reads a list. Times are on the clock of this zone, the office's.
///
/// # Errors
/// Every line that is wrong, up to a number.
pub fn read(bytes: &[u8], zone: Tz) -> Result<List, Faults> {
    let text = text(bytes)?;
    let delimiter = delimiter(text);
    let mut rows = ReaderBuilder::new()
        .has_headers(true)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let headings = rows
        .headers()
        .map_err(|_| Faults::one(1, "the headings cannot be read"))?
        .clone();
    let columns = Columns::find(&headings)?;
    let mut collected = Collected::new(zone);
    let (mut count, mut ended) = (0_u64, None);
    let mut record = StringRecord::new();
    loop {
        match rows.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(_) => return Err(Faults::one(rows.position().line(), "this row cannot be read")),
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if let Some(end) = ended {
            collected.fault(line, format!("nothing may follow the row {END} on line {end}"));
        } else if record.get(0) == Some(END) {
            ended = Some(line);
            if record.get(1).and_then(|said| said.parse().ok()) != Some(count) {
                collected.fault(
                    line,
                    format!("the row {END} must give the number of rows before it; there are {count}"),
                );
            }
        } else {
            count += 1;
            row(&mut collected, &columns, headings.len(), &record, line);
        }
    }
    collected.finish()
}

/// The bytes as text that ends with a whole line.
fn text(bytes: &[u8]) -> Result<&str, Faults> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let line_of = |end: usize| {
        let breaks = bytes.iter().take(end).filter(|byte| **byte == b'\n').count();
        u64::try_from(breaks).unwrap_or(u64::MAX).saturating_add(1)
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Faults::one(
            line_of(error.valid_up_to()),
            "this is not UTF-8; save the table as “CSV UTF-8”",
        )
    })?;
    if text.trim().is_empty() {
        return Err(Faults::one(1, "the list is empty"));
    }
    if text.contains('\0') {
        return Err(Faults::one(1, "this is not a table in text"));
    }
    if !text.ends_with(['\n', '\r']) {
        return Err(Faults::one(
            line_of(bytes.len()),
            "the list ends in the middle of a line; end its last line with a line break",
        ));
    }
    // A quotation mark that is opened and not closed takes in all the rest.
    if text.matches('"').count() % 2 == 1 {
        let last = text.rfind('"').unwrap_or(0);
        return Err(Faults::one(line_of(last), "a quotation mark is not closed"));
    }
    Ok(text)
}

/// What separates the cells: whichever of the three the headings use most.
fn delimiter(text: &str) -> u8 {
    let headings = text.lines().next().unwrap_or_default();
    let uses = |delimiter: u8| headings.bytes().filter(|byte| *byte == delimiter).count();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| uses(*delimiter))
        .unwrap_or(b',')
}

impl Columns {
    fn find(headings: &StringRecord) -> Result<Self, Faults> {
        let mut columns = Self::default();
        for (index, heading) in headings.iter().enumerate() {
            let word: String = heading
                .to_lowercase()
                .chars()
                .filter(|char| char.is_alphanumeric())
                .collect();
            let place = match word.as_str() {
                "reference"
                | "ref"
                | "referencenumber"
                | "appointmentreference"
                | "booking"
                | "bookingreference"
                | "bookingref"
                | "bookingnumber"
                | "code" => &mut columns.reference,
                "date" | "day" | "appointmentdate" | "startdate" => &mut columns.day,
                "time" | "start" | "starttime" | "appointmenttime" | "starts" | "at" => &mut columns.time,
                "officer" | "officername" | "with" | "staff" | "adviser" | "advisor" | "caseworker" => {
                    &mut columns.officer
                }
                "service" | "serviceid" => &mut columns.service,
                "status" | "state" => &mut columns.status,
                "away" | "absent" => &mut columns.away,
                _ => continue,
            };
            if place.replace(index).is_some() {
                return Err(Faults::one(
                    1,
                    "two columns have the same meaning; keep one of them",
                ));
            }
        }
        if columns.time.is_none() && columns.day.is_none() {
            return Err(Faults::one(1, "there is no column headed “time” or “date”"));
        }
        if columns.reference.is_none() && columns.away.is_none() {
            return Err(Faults::one(1, "there is no column headed “reference”"));
        }
        if columns.away.is_some() && columns.officer.is_none() {
            return Err(Faults::one(
                1,
                "there is a column “away” and none headed “officer”",
            ));
        }
        Ok(columns)
    }
}

fn row(collected: &mut Collected, columns: &Columns, width: usize, record: &StringRecord, line: u64) {
    // Programs leave out empty cells at the end or add some; a cell that holds something must have a heading.
    if record.iter().skip(width).any(|cell| !cell.is_empty()) {
        return collected.fault(
            line,
            "this row has more cells than there are headings; put a cell that holds a comma in quotation marks",
        );
    }
    let cell = |column: Option<usize>| column.and_then(|index| record.get(index)).unwrap_or_default();
    let officer = match name(cell(columns.officer)) {
        Ok(officer) => officer,
        Err(what) => return collected.fault(line, what),
    };
    match is_away(cell(columns.away)) {
        Some(true) => return away(collected, cell(columns.day), officer.as_deref(), line),
        Some(false) => {}
        None => return collected.fault(line, "“away” is yes, no or empty"),
    }
    let service = match name(cell(columns.service)) {
        Ok(service) => service,
        Err(what) => return collected.fault(line, what),
    };
    let Some(cancelled) = is_cancelled(cell(columns.status)) else {
        return collected.fault(
            line,
            "“status” is not a word known here; write “cancelled” or “confirmed”",
        );
    };
    let reference = cell(columns.reference);
    if reference.is_empty() {
        return collected.fault(line, "the reference is missing");
    }
    let Some(reference) = Reference::normalised(reference) else {
        return collected.fault(line, checkin::ReferenceError.to_string());
    };
    let Some(written) = written(columns, &cell) else {
        return collected.fault(
            line,
            "the day or time cannot be read; write them such as 2026-11-23 and 14:30",
        );
    };
    let starts_at = match written {
        Written::Moment(moment) => moment,
        Written::Wall(wall) => {
            let zone = collected.zone;
            match collected.moment(line, wall, zone) {
                Some(moment) => moment,
                None => return,
            }
        }
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
            cancelled,
        },
    );
}

fn away(collected: &mut Collected, on: &str, officer: Option<&str>, line: u64) {
    let day: Option<NaiveDate> = day(on);
    match (day, officer) {
        (Some(day), Some(officer)) => collected.away(line, day, officer),
        (None, _) => collected.fault(line, "who is away needs a day such as 2026-11-23"),
        (_, None) => collected.fault(line, "who is away needs a name under “officer”"),
    }
}

/// The moment that a row's cells say.
fn written<'a>(columns: &Columns, cell: &impl Fn(Option<usize>) -> &'a str) -> Option<Written> {
    match (columns.day, columns.time) {
        (Some(_), Some(_)) => {
            let day = day(cell(columns.day))?;
            Some(Written::Wall(day.and_time(time(cell(columns.time))?)))
        }
        (one, other) => day_and_time(cell(one.or(other))),
    }
}

fn is_away(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "" | "no" | "n" | "false" | "0" => Some(false),
        "yes" | "y" | "true" | "1" | "x" | "away" => Some(true),
        _ => None,
    }
}
