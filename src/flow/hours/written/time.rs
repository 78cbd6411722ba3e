//! One time of day as it is written, and the stretch between two of them.

use super::{LONGEST_NIGHT, MINUTES_A_DAY, WrittenError};

/// Nobody opens before this hour; "1-5pm" is an afternoon.
const EARLIEST: u16 = 6 * 60;

/// An hour without a leading zero below this is more often afternoon than morning: "1:30-4:30".
const CERTAINLY_MORNING: u16 = 7 * 60;

const HALF_A_DAY: u16 = 12 * 60;

/// A time of day as it is written, in minutes from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    /// 17:00, 09:00, 0900, noon.
    Certain(u16),
    /// 5pm. A bare time beside it is one of twelve hours too.
    TwelveHours(u16),
    /// 9:30, which may be half past nine at night; its reading before noon, and the one of 24 hours.
    Bare { morning: u16, of_24: u16 },
    /// 9, which says even less.
    BareHour { morning: u16 },
}

impl Time {
    /// What it may be.
    fn readings(self) -> Vec<u16> {
        match self {
            Self::Certain(minutes) | Self::TwelveHours(minutes) => vec![minutes],
            Self::Bare { morning, .. } | Self::BareHour { morning } => vec![morning, morning + HALF_A_DAY],
        }
    }

    fn is_certain(self) -> bool {
        matches!(self, Self::Certain(_) | Self::TwelveHours(_))
    }
}

/// The stretch between two times, in minutes from midnight.
pub(super) fn between(part: &str, from: &str, to: &str) -> Result<(u16, u16), WrittenError> {
    use Time::{Bare, BareHour, Certain, TwelveHours};
    let (start, end) = (time(from)?, time(to)?);
    match (start, end) {
        (Certain(start) | TwelveHours(start), Certain(end) | TwelveHours(end)) => {
            certain(part, start, end, to == "midnight")
        }
        // 9:00-12:30 is as on a clock of 24 hours; 9:00-5:00 and 1:30-4:30 are not.
        (Bare { of_24: start, .. }, Bare { of_24: end, .. }) if CERTAINLY_MORNING <= start && start < end => {
            Ok((start, end))
        }
        (Bare { of_24: start, .. }, Certain(end)) if start >= EARLIEST => certain(part, start, end, false),
        (Certain(from), Bare { of_24: to, .. }) => {
            certain(part, from, to, false).map_err(|_| ambiguous(part, start, end))
        }
        (Bare { .. } | BareHour { .. }, Bare { .. } | BareHour { .. }) => Err(ambiguous(part, start, end)),
        // One of the two is certain, and says of the other which half of the day is meant, if only one fits.
        _ => match within_a_day(start, end).as_slice() {
            [only] => Ok(*only),
            [] => Err(ambiguous(part, start, end)),
            several => Err(WrittenError::MorningOrEvening {
                written: part.to_owned(),
                readings: several.iter().map(|(from, to)| span(*from, *to)).collect(),
            }),
        },
    }
}

fn certain(part: &str, start: u16, mut end: u16, midnight: bool) -> Result<(u16, u16), WrittenError> {
    if start == MINUTES_A_DAY || (start == end && end > 0) || (!midnight && start == 0 && end == 0) {
        return Err(WrittenError::NoTime(part.to_owned()));
    }
    if end == 0 {
        end = MINUTES_A_DAY;
    }
    if end < start {
        end += MINUTES_A_DAY;
        if end - start > LONGEST_NIGHT {
            return Err(WrittenError::ThroughTheNight(part.to_owned()));
        }
    }
    Ok((start, end))
}

/// The stretches that begin and end on one day, at an hour an office may open.
fn within_a_day(start: Time, end: Time) -> Vec<(u16, u16)> {
    let mut found = Vec::new();
    for from in start.readings() {
        for to in end.readings() {
            let to = if to == 0 { MINUTES_A_DAY } else { to };
            if from < to && (start.is_certain() || from >= EARLIEST) {
                found.push((from, to));
            }
        }
    }
    found.sort_unstable();
    found
}

/// What two times may mean when nothing says which half of the day is meant: no more than twelve hours, those of one
/// day before those over midnight.
fn ambiguous(part: &str, start: Time, end: Time) -> WrittenError {
    let mut found = Vec::new();
    for from in start.readings() {
        for to in end.readings() {
            let to = if to <= from { to + MINUTES_A_DAY } else { to };
            if to - from <= LONGEST_NIGHT && from < MINUTES_A_DAY {
                found.push((to > MINUTES_A_DAY, from, to));
            }
        }
    }
    found.sort_unstable();
    WrittenError::MorningOrEvening {
        written: part.to_owned(),
        readings: found
            .into_iter()
            .take(2)
            .map(|(_, from, to)| span(from, to))
            .collect(),
    }
}

/// As it should be written: 09:00-17:00.
fn span(from: u16, to: u16) -> String {
    let to = if to > MINUTES_A_DAY {
        to - MINUTES_A_DAY
    } else {
        to
    };
    format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
}

fn time(text: &str) -> Result<Time, WrittenError> {
    let compact = text.replace("a.m.", "am").replace("p.m.", "pm").replace(' ', "");
    match compact.as_str() {
        "noon" | "midday" | "12noon" | "12midday" => return Ok(Time::Certain(HALF_A_DAY)),
        "midnight" | "12midnight" => return Ok(Time::Certain(0)),
        _ => {}
    }
    let not_a_time = || WrittenError::NotATime(text.to_owned());
    let (digits, half) = match (compact.strip_suffix("am"), compact.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (compact.trim_end_matches("hrs").trim_end_matches('h'), None),
    };
    let (hour, minute) = match digits.split_once([':', '.', 'h']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute)),
        Some(_) => return Err(not_a_time()),
        // 0900 and 930, as on a military clock.
        None if (3..=4).contains(&digits.len()) => {
            let (hour, minute) = digits.split_at_checked(digits.len() - 2).ok_or_else(not_a_time)?;
            (hour, Some(minute))
        }
        None => (digits, None),
    };
    let written = Digits {
        hour: number(hour).ok_or_else(not_a_time)?,
        minute: minute.map_or(Some(0), number).ok_or_else(not_a_time)?,
        has_minutes: minute.is_some(),
        has_zero: hour.starts_with('0'),
    };
    written.read(half).ok_or_else(not_a_time)
}

struct Digits {
    hour: u16,
    minute: u16,
    has_minutes: bool,
    has_zero: bool,
}

impl Digits {
    /// The time; `half` is the hour its half of the day begins at, if that is written.
    fn read(&self, half: Option<u16>) -> Option<Time> {
        let of_24 = self.hour * 60 + self.minute;
        if self.minute >= 60 || of_24 > MINUTES_A_DAY {
            return None;
        }
        let morning = self.hour % 12 * 60 + self.minute;
        let of_12 = (1..=12).contains(&self.hour);
        match half {
            Some(half) if of_12 => Some(Time::TwelveHours(morning + half * 60)),
            // 14:00pm says it twice.
            Some(12) if self.has_minutes && (13..24).contains(&self.hour) => Some(Time::Certain(of_24)),
            Some(_) => None,
            None if of_12 && !self.has_minutes => Some(Time::BareHour { morning }),
            None if of_12 && !self.has_zero => Some(Time::Bare { morning, of_24 }),
            None => Some(Time::Certain(of_24)),
        }
    }
}

/// One or two digits.
fn number(digits: &str) -> Option<u16> {
    let one_or_two = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if one_or_two { digits.parse().ok() } else { None }
}
