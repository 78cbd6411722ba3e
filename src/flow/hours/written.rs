//! Times as staff write them: "09:00-17:00", "9am - 5pm", "09.00–12.30, 13.30–17.00", "closed".
//!
//! What could mean two things is refused with what to write instead, because a wrong guess sends people to a closed
//! door: "9-5" may be nine at night, and "17:00-09:00" is more likely a slip than a night office.

use std::cmp::max;

/// Minutes in a day; a span may reach into the next.
pub(super) const MINUTES_A_DAY: u16 = 24 * 60;

/// The longest stretch over midnight that is taken to be meant, in minutes.
const LONGEST_NIGHT: u16 = 12 * 60;

/// Spans in one day.
const MAX_SPANS: usize = 6;

/// Characters in one day's hours.
const MAX_LENGTH: usize = 120;

/// The hours of one day: none when closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayHours {
    spans: Vec<(u16, u16)>,
    overlapped: bool,
}

/// Why a day's hours cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenError {
    /// Nothing is there.
    #[error("no hours are given")]
    Empty,
    /// Longer than any real day's hours.
    #[error("the hours are too long to be a day's hours")]
    TooLong,
    /// Not "from - to".
    #[error("“{0}” is not two times with a dash between them")]
    NotASpan(String),
    /// Not a time of day.
    #[error("“{0}” is not a time of day")]
    NotATime(String),
    /// "9" may be morning or evening.
    #[error("“{0}” may be morning or evening")]
    MorningOrEvening(String),
    /// It begins when it ends.
    #[error("“{0}” ends when it begins")]
    NoTime(String),
    /// More than twelve hours over midnight.
    #[error("“{0}” would run through the night until the next day")]
    ThroughTheNight(String),
    /// More stretches than are allowed.
    #[error("there are more than {MAX_SPANS} stretches of time in one day")]
    TooMany,
}

impl DayHours {
    /// Reads a day's hours.
    ///
    /// # Errors
    /// One [`WrittenError`] whose text tells staff what is wrong.
    pub fn read(text: &str) -> Result<Self, WrittenError> {
        if text.chars().count() > MAX_LENGTH {
            return Err(WrittenError::TooLong);
        }
        let text = plain(text);
        match text.as_str() {
            "" => return Err(WrittenError::Empty),
            "closed" | "shut" => return Ok(Self::default()),
            "24 hours" | "open 24 hours" | "24h" => return Ok(Self::from_spans(vec![(0, MINUTES_A_DAY)])),
            _ => {}
        }
        let text = text.replace(" and ", ",").replace(['&', ';'], ",");
        let parts: Vec<&str> = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        match parts.len() {
            0 => Err(WrittenError::Empty),
            1..=MAX_SPANS => Ok(Self::from_spans(
                parts.into_iter().map(span).collect::<Result<_, _>>()?,
            )),
            _ => Err(WrittenError::TooMany),
        }
    }

    /// Minutes from the day's midnight, in order, neither touching nor overlapping; an end may be up to 48 hours.
    pub fn spans(&self) -> &[(u16, u16)] {
        &self.spans
    }

    /// Whether stretches of time overlapped as written, and were joined.
    pub fn overlapped(&self) -> bool {
        self.overlapped
    }

    fn from_spans(mut written: Vec<(u16, u16)>) -> Self {
        written.sort_unstable();
        let mut day = Self::default();
        for (from, to) in written {
            match day.spans.last_mut() {
                Some((_, end)) if from <= *end => {
                    day.overlapped |= from < *end;
                    *end = max(*end, to);
                }
                _ => day.spans.push((from, to)),
            }
        }
        day
    }
}

/// Lower case, one kind of dash, one kind of space.
fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' => '-',
            '：' => ':',
            '，' | '、' | '،' => ',',
            other if other.is_whitespace() => ' ',
            other => other.to_ascii_lowercase(),
        })
        .collect();
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn span(part: &str) -> Result<(u16, u16), WrittenError> {
    let not_a_span = || WrittenError::NotASpan(part.to_owned());
    let text = part.strip_prefix("from ").unwrap_or(part);
    let text = text
        .replace(" until ", "-")
        .replace(" till ", "-")
        .replace(" to ", "-");
    let (from, to) = text.split_once('-').ok_or_else(not_a_span)?;
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() || to.is_empty() || to.contains('-') {
        return Err(not_a_span());
    }
    let start = time(from)?;
    let mut end = time(to)?;
    if start == MINUTES_A_DAY || (start == end && end > 0) || (to != "midnight" && start == 0 && end == 0) {
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

/// Minutes from midnight; 24:00 is 1440.
fn time(text: &str) -> Result<u16, WrittenError> {
    match text {
        "noon" | "midday" | "12 noon" => return Ok(12 * 60),
        "midnight" | "12 midnight" => return Ok(0),
        _ => {}
    }
    let not_a_time = || WrittenError::NotATime(text.to_owned());
    let compact = text.replace("a.m.", "am").replace("p.m.", "pm").replace(' ', "");
    let (digits, half) = match (compact.strip_suffix("am"), compact.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (compact.as_str(), None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return Err(not_a_time()),
        // 0900, as on a military clock.
        None if digits.len() == 4 => digits.split_at_checked(2).ok_or_else(not_a_time)?,
        None if half.is_none() && number(digits).is_some_and(|hour| hour <= 24) => {
            return Err(WrittenError::MorningOrEvening(text.to_owned()));
        }
        None => (digits, "00"),
    };
    let (hour, minute) = (
        number(hour).ok_or_else(not_a_time)?,
        number(minute).ok_or_else(not_a_time)?,
    );
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return Err(not_a_time()),
        None => hour,
    };
    let minutes = hour * 60 + minute;
    if minute < 60 && minutes <= MINUTES_A_DAY {
        Ok(minutes)
    } else {
        Err(not_a_time())
    }
}

/// One or two digits.
fn number(digits: &str) -> Option<u16> {
    let one_or_two = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if one_or_two { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans(text: &str) -> Vec<(u16, u16)> {
        DayHours::read(text)
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .spans()
            .to_vec()
    }

    #[test]
    fn times_are_understood_as_staff_write_them() {
        let nine_to_five = vec![(540, 1020)];
        for text in [
            "09:00-17:00",
            "9:00 - 17:00",
            "9am - 5pm",
            "9 a.m. to 5 p.m.",
            "09.00–17.00",
            "09:00 — 17:00",
            "0900-1700",
            "9AM-5PM",
            "9.00am until 5.00pm",
            "from 9am to 5pm",
            "\u{a0}09:00\u{2212}17:00 ",
            "09：00-17：00",
        ] {
            assert_eq!(spans(text), nine_to_five, "{text}");
        }
        assert_eq!(spans("09:00-12:30, 13:30-17:00"), [(540, 750), (810, 1020)]);
        assert_eq!(spans("13:30-17:00 and 9am-12 noon"), [(540, 720), (810, 1020)]);
        assert_eq!(spans("Closed"), []);
        assert_eq!(spans("22:00-02:00"), [(1320, 1560)]);
        assert_eq!(spans("17:00-24:00"), [(1020, 1440)]);
        assert_eq!(spans("5pm - midnight"), [(1020, 1440)]);
        assert_eq!(spans("00:00-24:00"), [(0, 1440)]);
        assert_eq!(spans("24 hours"), [(0, 1440)]);
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        use WrittenError as E;
        assert_eq!(DayHours::read("  "), Err(E::Empty));
        assert_eq!(DayHours::read("9-5"), Err(E::MorningOrEvening("9".to_owned())));
        assert_eq!(
            DayHours::read("25:00-26:00"),
            Err(E::NotATime("25:00".to_owned()))
        );
        assert_eq!(
            DayHours::read("09:00-17:60"),
            Err(E::NotATime("17:60".to_owned()))
        );
        assert_eq!(DayHours::read("13pm-14pm"), Err(E::NotATime("13pm".to_owned())));
        assert_eq!(
            DayHours::read("17:00-09:00"),
            Err(E::ThroughTheNight("17:00-09:00".to_owned()))
        );
        assert_eq!(
            DayHours::read("9:00-5:00"),
            Err(E::ThroughTheNight("9:00-5:00".to_owned()))
        );
        assert_eq!(
            DayHours::read("09:00-09:00"),
            Err(E::NoTime("09:00-09:00".to_owned()))
        );
        assert_eq!(
            DayHours::read("00:00-00:00"),
            Err(E::NoTime("00:00-00:00".to_owned()))
        );
        assert_eq!(DayHours::read("09:00"), Err(E::NotASpan("09:00".to_owned())));
        assert_eq!(
            DayHours::read("by appointment"),
            Err(E::NotASpan("by appointment".to_owned()))
        );
        assert_eq!(DayHours::read(&"09:00-09:10,".repeat(7)), Err(E::TooMany));
    }

    #[test]
    fn overlapping_stretches_are_joined_and_said() {
        let day = DayHours::read("09:00-17:00, 10:00-12:00").unwrap();
        assert_eq!((day.spans(), day.overlapped()), (&[(540, 1020)][..], true));
        let day = DayHours::read("09:00-12:00, 12:00-17:00").unwrap();
        assert_eq!((day.spans(), day.overlapped()), (&[(540, 1020)][..], false));
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_a_day_panic(text in "[0-9apm:., –-]{0,24}|\\PC{0,40}") {
            if let Ok(day) = DayHours::read(&text) {
                for (from, to) in day.spans() {
                    prop_assert!(from < to && *from < MINUTES_A_DAY && *to <= 2 * MINUTES_A_DAY);
                }
            }
        }
    }
}
