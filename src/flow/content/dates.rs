//! Dates as people write them: "2026-12-31", "31/12/2026", "Thursday 31st December 2026", "31 grudnia 2026 r.".
//!
//! A date that could be read in two ways is refused with both, because a wrong guess shows a notice a month early or
//! takes it away too soon. What is refused says what to write instead. Names of months and weekdays come in as
//! [`DateWords`]; here is only how a date is put together.

mod parts;
mod words;

use chrono::{Datelike, NaiveDate, Weekday};

use parts::{Part, parts};

pub use words::DateWords;

/// Characters of a written date.
const MAX_LENGTH: usize = 80;

/// A year that has every day.
const LEAP_YEAR: i32 = 2028;

/// Why a date cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not a date in any way that is known.
    #[error("it is no date")]
    NotADate,
    /// Day and month can change places.
    #[error("it may be {} or {}", long(.0), long(.1))]
    DayOrMonthFirst(NaiveDate, NaiveDate),
    /// The year has two digits; the dates it may be.
    #[error("its year has only two digits")]
    TwoDigitYear(Vec<NaiveDate>),
    /// It has no year. Month and day, where they are certain.
    #[error("it has no year")]
    NoYear(Option<(u32, u32)>),
    /// It has a month and a year and no day.
    #[error("it has no day of the month")]
    NoDay(i32, u32),
    /// The calendar has no such day.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
    /// The weekday does not fit: the one written, and the date.
    #[error("it says {}, but {} is a {}", weekday(.0), long(.1), weekday(&.1.weekday()))]
    OtherWeekday(Weekday, NaiveDate),
    /// A year that nobody plans for.
    #[error("the year {0} cannot be meant")]
    Year(i32),
    /// A time of day stands beside it.
    #[error("it has a time of day too")]
    Time,
}

impl DateError {
    /// What to write instead, as a sentence.
    pub fn remedy(&self) -> String {
        match self {
            Self::DayOrMonthFirst(one, other) => format!("Write {one} or {other}."),
            Self::TwoDigitYear(dates) => match dates.as_slice() {
                [] => "Write the whole year, such as 2026-12-31.".to_owned(),
                dates => {
                    let dates: Vec<_> = dates.iter().map(ToString::to_string).collect();
                    format!("Write the whole year: {}.", dates.join(" or "))
                }
            },
            Self::NoYear(Some((month, day))) => {
                format!("Write the year too: first the year, and then -{month:02}-{day:02}.")
            }
            Self::NoYear(None) => "Write the date with its year, as in 2026-12-31.".to_owned(),
            Self::NoDay(year, month) => {
                format!("Write the day too, as in {}.", last_day(*year, *month))
            }
            Self::OtherWeekday(weekday, date) => {
                let meant = date
                    .iter_days()
                    .skip(1)
                    .take(7)
                    .map(|later| (later, later - chrono::TimeDelta::days(7)))
                    .find(|(later, _)| later.weekday() == *weekday);
                // The nearer one: a weekday is more often miscounted by one than by six.
                let meant = meant.map(|(later, earlier)| {
                    if later - *date <= *date - earlier {
                        later
                    } else {
                        earlier
                    }
                });
                match meant {
                    Some(meant) => format!("Write {date} or {meant}, whichever is right."),
                    None => format!("Write {date}, if that is right."),
                }
            }
            Self::Time => {
                "Write the day alone, as in 2026-12-31; a day is from midnight to midnight.".to_owned()
            }
            Self::NotADate | Self::NoSuchDay | Self::Year(_) => {
                "Write the date as year, month, day: 2026-12-31.".to_owned()
            }
        }
    }
}

/// Reads a date.
///
/// # Errors
/// It is no date, or may be two; [`DateError::remedy`] says what to write.
pub fn read(text: &str, words: &DateWords) -> Result<NaiveDate, DateError> {
    if text.chars().count() > MAX_LENGTH {
        return Err(DateError::NotADate);
    }
    let (mut numbers, mut month, mut weekday) = (Vec::new(), None, None);
    for part in parts(text, words)? {
        match part {
            Part::Number(number) => numbers.push(number),
            Part::Month(number) => once(&mut month, number)?,
            Part::Weekday(day) => once(&mut weekday, day)?,
        }
    }
    let dashed = text.contains('-') && !text.contains(['/', '.']);
    let candidates = candidates(&numbers, month, dashed)?;
    let dates: Vec<NaiveDate> = candidates
        .iter()
        .filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(*year, *month, *day))
        .collect();
    // Whichever day is meant: what staff are told to write is then read.
    if let Some(date) = dates.iter().find(|date| !is_plausible(date)) {
        return Err(DateError::Year(date.year()));
    }
    // A weekday decides between two readings, and catches a date that was counted wrongly.
    let fitting: Vec<NaiveDate> = dates
        .iter()
        .copied()
        .filter(|date| weekday.is_none_or(|weekday| date.weekday() == weekday))
        .collect();
    match (fitting.as_slice(), dates.first(), weekday) {
        ([one, other, ..], ..) => Err(DateError::DayOrMonthFirst(*one, *other)),
        ([date], ..) => Ok(*date),
        ([], Some(date), Some(weekday)) => Err(DateError::OtherWeekday(weekday, *date)),
        ([], ..) => Err(DateError::NoSuchDay),
    }
}

/// Whether a date is one that staff could mean; others are slips of the hand.
pub(crate) fn is_plausible(date: &NaiveDate) -> bool {
    (2000..2200).contains(&date.year())
}

fn once<T>(place: &mut Option<T>, value: T) -> Result<(), DateError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(DateError::NotADate),
    }
}

/// What the numbers may mean, as year, month and day; none twice. `dashed` is how computers write a date.
fn candidates(
    numbers: &[Number],
    month: Option<u32>,
    dashed: bool,
) -> Result<Vec<(i32, u32, u32)>, DateError> {
    match (numbers, month) {
        // 20261231, as computers write it.
        ([whole], None) if whole.digits == 8 => {
            let (year, rest) = (whole.value / 10_000, whole.value % 10_000);
            Ok(vec![(signed(year), rest / 100, rest % 100)])
        }
        ([one, two, three], None) => match (one.is_year(), two.is_year(), three.is_year()) {
            // No country writes year, day, month.
            (true, false, false) => Ok(vec![(signed(one.value), two.value, three.value)]),
            (false, false, true) => Ok(either_first(signed(three.value), one.value, two.value)),
            (false, false, false) => Err(DateError::TwoDigitYear(with_short_year(one, two, three, dashed))),
            _ => Err(DateError::NotADate),
        },
        ([one, two], None) if !one.is_year() && !two.is_year() => {
            let days = either_first(LEAP_YEAR, one.value, two.value);
            match days.as_slice() {
                [(_, month, day)] => Err(without_year(*month, *day)),
                _ => Err(DateError::NoYear(None)),
            }
        }
        ([one, two], Some(month)) => match (one.is_year(), two.is_year()) {
            (true, false) => Ok(vec![(signed(one.value), month, two.value)]),
            (false, true) => Ok(vec![(signed(two.value), month, one.value)]),
            (false, false) => {
                let day_first = short_year(two, month, one.value);
                let dates = day_first.or_else(|| short_year(one, month, two.value));
                Err(DateError::TwoDigitYear(dates.into_iter().collect()))
            }
            (true, true) => Err(DateError::NotADate),
        },
        ([day], Some(month)) if !day.is_year() => Err(without_year(month, day.value)),
        ([year], Some(month)) => Err(DateError::NoDay(signed(year.value), month)),
        _ => Err(DateError::NotADate),
    }
}

/// The one or two days that two numbers of a year may be, the day first before the month first.
fn either_first(year: i32, one: u32, two: u32) -> Vec<(i32, u32, u32)> {
    let mut days = vec![(year, two, one), (year, one, two)];
    days.retain(|(_, month, _)| (1..=12).contains(month));
    days.dedup();
    days
}

/// A day without its year, if any year has it.
fn without_year(month: u32, day: u32) -> DateError {
    match NaiveDate::from_ymd_opt(LEAP_YEAR, month, day) {
        Some(_) => DateError::NoYear(Some((month, day))),
        None => DateError::NoSuchDay,
    }
}

/// What three numbers of two digits may be: the year last, as people write it, or first, as computers do.
fn with_short_year(one: &Number, two: &Number, three: &Number, dashed: bool) -> Vec<NaiveDate> {
    let day_first = short_year(three, two.value, one.value);
    let month_first = short_year(three, one.value, two.value);
    let mut dates: Vec<NaiveDate> = day_first.into_iter().chain(month_first).collect();
    dates.dedup();
    if dashed || dates.is_empty() {
        dates.extend(short_year(one, two.value, three.value).filter(|date| !dates.contains(date)));
    }
    dates
}

fn short_year(year: &Number, month: u32, day: u32) -> Option<NaiveDate> {
    let year = (year.digits == 2).then_some(2000 + signed(year.value))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number {
    value: u32,
    digits: usize,
}

impl Number {
    fn is_year(&self) -> bool {
        self.digits == 4
    }
}

/// Numbers have at most eight digits, so none is too large.
fn signed(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn last_day(year: i32, month: u32) -> String {
    let last = (28..=31)
        .rev()
        .find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    last.map_or_else(|| "2026-12-31".to_owned(), |day| day.to_string())
}

/// "3 April 2026", for staff.
fn long(date: &NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn weekday(day: &Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests;
