//! Days and times as people and programs write them in a table.
//!
//! A day in figures with strokes or dots is day before month, as the office's country writes it; a list from a
//! program that writes months first shows itself by a thirteenth month and is refused.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// A moment in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A time on the office's clock.
    Wall(NaiveDateTime),
    /// A moment with its offset from Greenwich.
    Moment(DateTime<Utc>),
}

/// A day: `2026-11-23`, `23/11/2026`, `23.11.2026` or `23-11-2026`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else {
        (third, second, first)
    };
    let figures = |part: &str, most: usize| {
        let good = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| part.parse::<u32>().ok()).flatten()
    };
    if year.len() != 4 {
        return None;
    }
    let year = i32::try_from(figures(year, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, figures(month, 2)?, figures(day, 2)?)
}

/// A time of day: `9:05`, `09.05`, `09:05:00`, `2:30 pm`, `2pm`.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let text = text
        .trim()
        .to_lowercase()
        .replace(['.', '\u{202f}', '\u{a0}'], ":");
    // "p.m." has become "p:m:".
    let text = text
        .trim_end_matches(':')
        .replace("a:m", "am")
        .replace("p:m", "pm");
    let (figures, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(figures), _) => (figures, Some(false)),
        (_, Some(figures)) => (figures, Some(true)),
        _ => (text.as_str(), None),
    };
    let parts: Vec<&str> = figures.trim().trim_end_matches(':').split(':').collect();
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let good = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| part.parse::<u32>().ok()).flatten()
    };
    let hour = number(parts.first()?, 1..=2)?;
    let minute = match parts.get(1) {
        Some(part) => number(part, 2..=2)?,
        // "2pm" is a time; "2" alone may be anything.
        None => {
            half?;
            0
        }
    };
    let second = match parts.get(2) {
        Some(part) => number(part.split_once(',').map_or(*part, |(whole, _)| whole), 2..=2)?,
        None => 0,
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    (parts.len() <= 3)
        .then(|| NaiveTime::from_hms_opt(hour, minute, second))
        .flatten()
}

/// A day and a time in one cell: `2026-11-23T10:30`, `23/11/2026 10:30`, `2026-11-23T10:30:00Z`.
pub(super) fn day_and_time(text: &str) -> Option<Written> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(Written::Moment(moment.with_timezone(&Utc)));
    }
    let (first, rest) = text.split_once(['T', 't', ' '])?;
    Some(Written::Wall(day(first)?.and_time(time(rest)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 3);
        for text in [
            "2026-11-03",
            "03/11/2026",
            "3/11/2026",
            "3.11.2026",
            " 03-11-2026 ",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in [
            "",
            "11/23/2026",
            "3/11/26",
            "2026-11",
            "2026-02-30",
            "+026-11-03",
            "today",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, hour, minute) in [
            ("9:05", 9, 5),
            ("09.05", 9, 5),
            ("09:05:00", 9, 5),
            ("14:30", 14, 30),
            ("2:30 PM", 14, 30),
            ("2.30 p.m.", 14, 30),
            ("12:00 am", 0, 0),
            ("12pm", 12, 0),
        ] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(hour, minute, 0), "{text}");
        }
        for text in [
            "",
            "10",
            "10:3",
            "24:00",
            "10:60",
            "13 pm",
            "0:30 am",
            "10:30:00:00",
            "noon",
            "+9:05",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_with_its_offset_is_a_moment_and_without_it_a_wall_time() {
        let moment: DateTime<Utc> = "2026-07-23T09:30:00Z".parse().unwrap();
        assert_eq!(
            day_and_time("2026-07-23T10:30:00+01:00"),
            Some(Written::Moment(moment))
        );
        let wall = NaiveDate::from_ymd_opt(2026, 7, 23)
            .unwrap()
            .and_hms_opt(10, 30, 0)
            .unwrap();
        for text in ["2026-07-23T10:30", "23/07/2026 10:30", "2026-07-23 10:30:00"] {
            assert_eq!(day_and_time(text), Some(Written::Wall(wall)), "{text}");
        }
        assert_eq!(day_and_time("2026-07-23"), None);
    }
}
