//! When a visitor arrived, by the queue's own clock, and until when the office has promised to speak to them.
//!
//! A kiosk's clock may be wrong, so nothing here reads the time a kiosk wrote, except where a sender does not say
//! how long it held the event.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// The longest hold that is believed, in seconds (90 days, as long as ids are kept); it only guards the arithmetic.
const MAX_HELD_SECONDS: u64 = 90 * 24 * 60 * 60;

/// When a check-in arrived and what that means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When the visitor confirmed, by the queue's clock.
    pub at: DateTime<Utc>,
    /// The office's calendar day of that moment.
    pub day: NaiveDate,
    /// Until when the office promises to speak to them.
    pub due: DateTime<Utc>,
    /// Whether it goes to "Arrived while offline": held longer than its promise, or of an earlier day.
    pub late: bool,
}

/// The office's calendar day at a moment.
pub fn service_day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// How long an event was held, in seconds: what the sender says, or else what its wall clock says, never negative.
pub fn held_seconds(said: Option<u64>, event_time: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let by_wall_clock = || u64::try_from(now.signed_duration_since(event_time).num_seconds()).unwrap_or(0);
    said.unwrap_or_else(by_wall_clock).min(MAX_HELD_SECONDS)
}

impl Arrival {
    /// The arrival of a check-in that the queue stores at `now` after it was held for some seconds.
    pub fn new(now: DateTime<Utc>, held_seconds: u64, promise_minutes: u32, zone: Tz) -> Self {
        let held = TimeDelta::seconds(i64::try_from(held_seconds.min(MAX_HELD_SECONDS)).unwrap_or(0));
        let promise = TimeDelta::minutes(i64::from(promise_minutes));
        let at = now - held;
        let day = service_day(at, zone);
        Self {
            at,
            day,
            due: at + promise,
            late: held > promise || day < service_day(now, zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    const LONDON: Tz = Tz::Europe__London;

    #[test]
    fn arrival_and_promise_count_from_the_queues_own_clock() {
        let arrival = Arrival::new(at("2026-11-21T10:14:07Z"), 4, 10, LONDON);
        assert_eq!(
            (arrival.at, arrival.due),
            (at("2026-11-21T10:14:03Z"), at("2026-11-21T10:24:03Z"))
        );
        assert!(!arrival.late);
    }

    #[test]
    fn held_for_longer_than_its_promise_is_late() {
        let now = at("2026-11-21T10:30:00Z");
        assert!(!Arrival::new(now, 600, 10, LONDON).late);
        assert!(Arrival::new(now, 601, 10, LONDON).late);
    }

    #[test]
    fn a_minute_across_the_offices_midnight_is_late_and_not_across_that_of_greenwich() {
        // In July the office's midnight is 23:00 in Greenwich.
        assert!(Arrival::new(at("2026-07-21T23:00:30Z"), 60, 10, LONDON).late);
        assert!(!Arrival::new(at("2026-07-22T00:00:30Z"), 60, 10, LONDON).late);
    }

    #[test]
    fn an_absurd_hold_is_only_late() {
        assert!(Arrival::new(at("2026-11-21T10:30:00Z"), u64::MAX, 10, LONDON).late);
    }

    #[test]
    fn without_a_word_on_the_hold_the_wall_clock_decides_and_never_into_the_future() {
        let now = at("2026-11-21T10:30:00Z");
        assert_eq!(held_seconds(Some(4), at("2020-01-01T00:00:00Z"), now), 4);
        assert_eq!(held_seconds(None, at("2026-11-21T10:29:00Z"), now), 60);
        assert_eq!(held_seconds(None, at("2026-11-21T11:29:00Z"), now), 0);
    }
}
