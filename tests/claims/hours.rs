//! Hours as staff write them, and the office that keeps them.

use std::sync::LazyLock;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use flow::content::Localised;
use flow::hours::{BankHolidays, DayHours, Division, Exception, OfficeHours, Rules, Status, WrittenError};

use crate::words::assert_line;

/// Zones whose clocks change in different ways: by an hour at night, by half an hour, at midnight, not at all.
const ZONES: [Tz; 4] = [
    Tz::Europe__London,
    Tz::Australia__Lord_Howe,
    Tz::Africa__Cairo,
    Tz::Asia__Kolkata,
];

static HOLIDAYS: LazyLock<BankHolidays> = LazyLock::new(|| BankHolidays::of(Division::EnglandAndWales));

/// A day's hours in each line: of Monday to Sunday, of bank holidays, and of exceptions from Christmas Eve on. What
/// cannot be read is left out. A single line is only read.
pub fn hours(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut days: Vec<DayHours> = text.lines().take(24).filter_map(day_hours).collect();
    let zone = ZONES[days.len() % ZONES.len()];
    let mut next = || {
        if days.is_empty() {
            None
        } else {
            Some(days.remove(0))
        }
    };
    let week = std::array::from_fn(|_| next().unwrap_or_default());
    let bank_holidays = next();
    let exceptions = (0..).map_while(|place| exception(place, next()?)).collect();
    let rules = Rules {
        week,
        bank_holidays,
        exceptions,
    };
    let office = OfficeHours::new(rules, &HOLIDAYS, zone);
    assert!(office.is_ok(), "{office:?}");
    if let Ok(office) = office
        && text.lines().nth(1).is_some()
    {
        assert_office(&office);
    }
}

/// An exception of one to three days, some of which overlap.
fn exception(place: u64, hours: DayHours) -> Option<Exception> {
    let from = NaiveDate::from_ymd_opt(2026, 12, 24)?.checked_add_days(Days::new(place * 2))?;
    Some(Exception {
        from,
        to: from.checked_add_days(Days::new(place % 3))?,
        hours,
        reason: Localised::from("Closed"),
    })
}

fn day_hours(line: &str) -> Option<DayHours> {
    match DayHours::read(line) {
        Ok(day) => {
            assert!(day.spans().len() <= 6, "{line:?}");
            for (from, to) in day.spans() {
                assert!(
                    from < to && *from < 1440 && *to <= 2880,
                    "{line:?} is {from} to {to}"
                );
            }
            let apart = |pair: &[(u16, u16)]| pair[0].1 < pair[1].0;
            assert!(day.spans().windows(2).all(apart), "{line:?}: {:?}", day.spans());
            assert!(day.left_out().is_none_or(|remark| !remark.is_empty()), "{line:?}");
            Some(day)
        }
        Err(error) => {
            // It quotes what was written as it was; who reports it cleans it, which the claim of settings sees to.
            assert!(!error.to_string().is_empty());
            assert_line(&error.remedy());
            assert!(error.to_string().chars().count() <= 500, "{error}");
            // What staff are told to write is then read.
            if let WrittenError::MorningOrEvening { readings, .. } = error {
                assert!(readings.len() <= 2, "{readings:?}");
                for reading in readings {
                    let read = DayHours::read(&reading);
                    assert!(read.is_ok(), "{line:?}, told to write {reading:?}: {read:?}");
                }
            }
            None
        }
    }
}

fn assert_office(office: &OfficeHours) {
    // Christmas, and the nights the clocks change. Few days and moments: working one out takes longer than all reading.
    for (year, month, day) in [(2026, 12, 24), (2027, 3, 28), (2027, 10, 30)] {
        let Some(first) = NaiveDate::from_ymd_opt(year, month, day) else {
            continue;
        };
        for date in first.iter_days().take(2) {
            let day = office.day(date);
            let starts = day.spans.iter().map(|(from, _)| *from);
            assert!(starts.is_sorted_by(|one, next| one < next), "{day:?}");
            assert!(day.closed_for.is_none() || day.spans.is_empty() && day.changed_for.is_some());
        }
        assert_status(
            office,
            first.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(67),
        );
    }
}

fn assert_status(office: &OfficeHours, at: DateTime<Utc>) {
    // An hour that is repeated when clocks go back has no order by the wall clock.
    let earliest = office.local(at) - TimeDelta::minutes(60);
    match office.status(at) {
        Status::Open { closes: Some(end) } => assert!(end >= earliest, "{at}: closes {end}"),
        Status::Closed {
            opens: Some(start), ..
        } => assert!(start >= earliest, "{at}: opens {start}"),
        Status::Open { closes: None } | Status::Closed { opens: None, .. } => {}
    }
}
