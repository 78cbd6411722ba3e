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
    /// Whether the hours are known at all; if not, `status` and `today` say nothing.
    pub hours_known: bool,
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
            hours_known: content.hours.is_known(),
            today: content.hours.day(local.date()),
            closing_soon,
            status,
        }
    }

    /// Whether it still holds at a time.
    pub fn holds_at(&self, wall: DateTime<Utc>) -> bool {
        self.minute == minute_of(wall)
    }

    /// Whether the office is open. One whose hours cannot be read counts as open: a mistake in a file must not turn
    /// people away, and where nobody works nobody touches the screen.
    pub fn is_open(&self) -> bool {
        !self.hours_known || matches!(self.status, Status::Open { .. })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Files;
    use crate::{Event, Now, Settings, State};

    const OFFICE: &str =
        "name = { en-GB = \"Canal Street\" }\ntime_zone = \"Europe/London\"\nlanguages = [\"en-GB\"]\n";

    #[test]
    fn hours_that_cannot_be_read_turn_nobody_away_and_do_not_say_closed() {
        let mut files = Files::default();
        files.texts.insert("office.toml".to_owned(), OFFICE.into());
        files.texts.insert("hours.toml".to_owned(), "monday".into());
        let content = Content::read(&files, &["en-GB"]).0.unwrap();
        let wall = "2026-11-23T10:00:00Z".parse().unwrap();
        let now = Now {
            wall,
            boot: std::time::Duration::ZERO,
        };
        let mut state = State::new(Settings::default(), now);
        state.update(Event::Content(std::sync::Arc::new(content)));
        assert_eq!(state.refusal(), None);
        let card = state.status_card();
        assert!(card.open);
        assert_eq!(card.headline.id, "hours-unknown");
    }
}
