//! When a visitor arrived, by the queue's own clock, and until when the office has promised to speak to them.
//!
//! A kiosk's clock may be wrong, so nothing here reads the time a kiosk wrote, except where a sender does not say
//! how long it held the event.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// The longest hold that is believed, in milliseconds (90 days, as long as ids are kept); it only guards the arithmetic.
const MAX_HELD_MILLIS: u64 = 90 * 24 * 60 * 60 * 1000;

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

/// How long an event was held, in milliseconds: what the sender says, or else what its wall clock says, never negative.
/// Milliseconds, so that two visitors within one second keep their order.
pub fn held_millis(said: Option<u64>, event_time: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let by_wall_clock =
        || u64::try_from(now.signed_duration_since(event_time).num_milliseconds()).unwrap_or(0);
    said.unwrap_or_else(by_wall_clock).min(MAX_HELD_MILLIS)
}

/// A hold as it is written in `Reception-Held-Seconds`, in milliseconds: whole seconds, or with one to three decimal
/// places (an RFC 8941 integer or decimal). `None` for anything else.
pub fn written_hold(text: &str) -> Option<u64> {
    let (seconds, fraction) = match text.split_once('.') {
        Some((seconds, fraction)) => (seconds, Some(fraction)),
        None => (text, None),
    };
    let millis = match fraction {
        None => 0,
        Some(digits)
            if (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            format!("{digits:0<3}").parse().ok()?
        }
        Some(_) => return None,
    };
    let seconds: u64 = seconds.parse().ok()?;
    Some(seconds.saturating_mul(1000).saturating_add(millis))
}

impl Arrival {
    /// The arrival of a check-in that the queue stores at `now` after it was held for some milliseconds.
    pub fn new(now: DateTime<Utc>, held_millis: u64, promise_minutes: u32, zone: Tz) -> Self {
        let held = TimeDelta::milliseconds(i64::try_from(held_millis.min(MAX_HELD_MILLIS)).unwrap_or(0));
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
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    const LONDON: Tz = Tz::Europe__London;

    #[test]
    fn arrival_and_promise_count_from_the_queues_own_clock() {
        let arrival = Arrival::new(at("2026-11-21T10:14:07Z"), 4_000, 10, LONDON);
        assert_eq!(
            (arrival.at, arrival.due),
            (at("2026-11-21T10:14:03Z"), at("2026-11-21T10:24:03Z"))
        );
        assert!(!arrival.late);
    }

    #[test]
    fn held_for_longer_than_its_promise_is_late() {
        let now = at("2026-11-21T10:30:00Z");
        assert!(!Arrival::new(now, 600_000, 10, LONDON).late);
        assert!(Arrival::new(now, 600_001, 10, LONDON).late);
    }

    #[test]
    fn a_minute_across_the_offices_midnight_is_late_and_not_across_that_of_greenwich() {
        // In July the office's midnight is 23:00 in Greenwich.
        assert!(Arrival::new(at("2026-07-21T23:00:30Z"), 60_000, 10, LONDON).late);
        assert!(!Arrival::new(at("2026-07-22T00:00:30Z"), 60_000, 10, LONDON).late);
    }

    proptest! {
        /// On the nights the clocks change, in zones with one hour and with half an hour of summer time: the promise
        /// is so many minutes of real time, and being late depends on what has really passed, or on the calendar day.
        #[test]
        fn a_promise_is_real_time_also_while_the_clocks_change(
            zone in prop::sample::select(vec![LONDON, Tz::Australia__Lord_Howe, Tz::America__New_York, Tz::Asia__Kolkata]),
            night in prop::sample::select(vec![
                "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z",
                "2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z",
            ]),
            around in -10_000i64..10_000,
            held in 0u64..20_000_000,
            promise in 1u32..180,
        ) {
            let now = at(night) + TimeDelta::seconds(around);
            let arrival = Arrival::new(now, held, promise, zone);
            prop_assert_eq!((now - arrival.at).num_milliseconds(), i64::try_from(held).unwrap());
            prop_assert_eq!((arrival.due - arrival.at).num_minutes(), i64::from(promise));
            let overdue = now > arrival.due;
            let another_day = arrival.at.with_timezone(&zone).date_naive() != now.with_timezone(&zone).date_naive();
            prop_assert_eq!(arrival.late, overdue || another_day);
            prop_assert_eq!(arrival.day, arrival.at.with_timezone(&zone).date_naive());
        }
    }

    #[test]
    fn on_the_night_the_clocks_go_back_the_second_half_past_one_is_an_hour_after_the_first() {
        let first = Arrival::new(at("2026-10-25T00:30:00Z"), 0, 10, LONDON);
        let second = Arrival::new(at("2026-10-25T01:30:00Z"), 0, 10, LONDON);
        let shown = |at: DateTime<Utc>| at.with_timezone(&LONDON).format("%H:%M").to_string();
        assert_eq!(
            (shown(first.due), shown(second.due)),
            ("01:40".into(), "01:40".into())
        );
        assert_eq!(
            second.due - first.due,
            TimeDelta::hours(1),
            "the order of calling is by real time"
        );
    }

    #[test]
    fn an_absurd_hold_is_only_late() {
        assert!(Arrival::new(at("2026-11-21T10:30:00Z"), u64::MAX, 10, LONDON).late);
    }

    #[test]
    fn without_a_word_on_the_hold_the_wall_clock_decides_and_never_into_the_future() {
        let now = at("2026-11-21T10:30:00Z");
        assert_eq!(held_millis(Some(4_250), at("2020-01-01T00:00:00Z"), now), 4_250);
        assert_eq!(held_millis(None, at("2026-11-21T10:28:59.880Z"), now), 60_120);
        assert_eq!(held_millis(None, at("2026-11-21T11:29:00Z"), now), 0);
    }

    #[test]
    fn a_hold_is_written_in_seconds_with_at_most_three_places() {
        for (text, millis) in [
            ("0", 0),
            ("4", 4_000),
            ("4.2", 4_200),
            ("4.25", 4_250),
            ("4.250", 4_250),
            ("0.007", 7),
            ("18446744073709551615.999", u64::MAX),
        ] {
            assert_eq!(written_hold(text), Some(millis), "{text}");
        }
        for text in [
            "", "-1", "4.", ".5", "4.2501", "4.+5", "4,25", "4.2.5", "4e3", "4.٢", "soon",
        ] {
            assert_eq!(written_hold(text), None, "{text}");
        }
    }

    #[test]
    fn two_visitors_within_one_second_keep_their_order() {
        let now = at("2026-11-21T10:14:07Z");
        let arrived = |text| Arrival::new(now, written_hold(text).unwrap(), 10, LONDON);
        assert!(arrived("4.900").at < arrived("4.250").at && arrived("4.900").due < arrived("4.250").due);
    }
}
