//! What the hours say about this minute, worked out once a minute.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

use crate::content::Content;
use crate::hours::{Day, Status};

/// The office at one minute.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeNow {
    /// The minute it was worked out for.
    pub minute: DateTime<Utc>,
    /// The office's own wall clock.
    pub local: NaiveDateTime,
    /// Open or closed, and until when.
    pub status: Status,
    /// Today's hours.
    pub today: Day,
    /// Open, but so near to closing that no more tickets are given.
    pub closing_soon: bool,
}

impl OfficeNow {
    /// Works out the office at a time.
    pub fn at(content: &Content, wall: DateTime<Utc>) -> Self {
        let local = content.hours.local(wall);
        let status = content.hours.status(wall);
        let last_ticket = TimeDelta::minutes(i64::from(content.office.last_ticket_minutes));
        let closing_soon =
            matches!(&status, Status::Open { closes: Some(closes), .. } if *closes - local <= last_ticket);
        Self {
            minute: minute_of(wall),
            local,
            today: content.hours.day(local.date()),
            closing_soon,
            status,
        }
    }

    /// Whether it still holds at a time.
    pub fn holds_at(&self, wall: DateTime<Utc>) -> bool {
        self.minute == minute_of(wall)
    }

    /// Whether the office is open.
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Open { .. })
    }

    /// The office's calendar day.
    pub fn service_day(&self) -> NaiveDate {
        self.local.date()
    }
}

fn minute_of(wall: DateTime<Utc>) -> DateTime<Utc> {
    wall.with_second(0)
        .and_then(|wall| wall.with_nanosecond(0))
        .unwrap_or(wall)
}
