//! Bank holidays of the three divisions of the United Kingdom, as data.
//!
//! `bank-holidays.json` has the shape of <https://www.gov.uk/bank-holidays.json>, so that a newer copy can take its
//! place. Only dates listed there are holidays: the day a substitute stands in for is not.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::Deserialize;

/// The calendar an office follows, from `bank_holidays` in office.toml.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Division {
    /// `england-and-wales`
    EnglandAndWales,
    /// `scotland`
    Scotland,
    /// `northern-ireland`
    NorthernIreland,
}

impl Division {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The name, as in office.toml and in the data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    /// The division of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|division| division.as_str() == name)
    }
}

/// The bank holidays of one division, with their titles in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankHolidays(BTreeMap<NaiveDate, String>);

#[derive(Deserialize)]
struct DivisionFile {
    events: Vec<EventLine>,
}

#[derive(Deserialize)]
struct EventLine {
    title: String,
    date: NaiveDate,
}

impl BankHolidays {
    /// The holidays of a division that came with the program.
    pub fn of(division: Division) -> Self {
        Self::from_json(include_str!("../bank-holidays.json"), division).unwrap_or_default()
    }

    fn from_json(json: &str, division: Division) -> Result<Self, serde_json::Error> {
        let mut divisions: BTreeMap<String, DivisionFile> = serde_json::from_str(json)?;
        let events = divisions
            .remove(division.as_str())
            .map(|found| found.events)
            .unwrap_or_default();
        Ok(Self(
            events
                .into_iter()
                .map(|event| (event.date, event.title))
                .collect(),
        ))
    }

    /// The days, in order.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.0.keys().copied()
    }

    /// The holiday's name in English, if the day is one.
    pub fn title(&self, day: NaiveDate) -> Option<&str> {
        self.0.get(&day).map(String::as_str)
    }

    /// The last day of the last year that is listed; `None` when nothing is.
    pub fn known_until(&self) -> Option<NaiveDate> {
        use chrono::Datelike;
        let (last, _) = self.0.last_key_value()?;
        NaiveDate::from_ymd_opt(last.year(), 12, 31)
    }

    /// Whether fewer than six months of the calendar remain on a day.
    pub fn runs_out_soon(&self, today: NaiveDate) -> bool {
        let Some(needed) = today.checked_add_months(Months::new(6)) else {
            return true;
        };
        self.known_until().is_none_or(|until| until < needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Days, Weekday};

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Easter Sunday of the Gregorian calendar (the "Anonymous" computus).
    fn easter(year: i32) -> NaiveDate {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        date(year, (n / 31) as u32, (n % 31 + 1) as u32)
    }

    fn monday(year: i32, month: u32, last: bool) -> NaiveDate {
        let first = date(year, month, 1);
        let all: Vec<NaiveDate> = first.iter_days().take_while(|day| day.month() == month).collect();
        let mut days = all.into_iter();
        let is_monday = |day: &NaiveDate| day.weekday() == Weekday::Mon;
        if last {
            days.rfind(is_monday).unwrap()
        } else {
            days.find(is_monday).unwrap()
        }
    }

    /// What the law says, year by year: fixed days move past the weekend and past each other.
    fn by_law(division: Division, year: i32) -> Vec<NaiveDate> {
        use Division::{EnglandAndWales, NorthernIreland, Scotland};
        let mut days = vec![
            easter(year) - Days::new(2),
            monday(year, 5, false),
            monday(year, 5, true),
        ];
        days.push(monday(year, 8, division != Scotland));
        if division != Scotland {
            days.push(easter(year) + Days::new(1));
        }
        let fixed: &[(u32, u32)] = match division {
            EnglandAndWales => &[(1, 1), (12, 25), (12, 26)],
            Scotland => &[(1, 1), (1, 2), (11, 30), (12, 25), (12, 26)],
            NorthernIreland => &[(1, 1), (3, 17), (7, 12), (12, 25), (12, 26)],
        };
        for (month, day) in fixed {
            let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let free = |day: &NaiveDate| !weekend(day) && !days.contains(day);
            let found = date(year, *month, *day).iter_days().find(free).unwrap();
            days.push(found);
        }
        if division == Scotland && year == 2026 {
            // Royal Proclamation of 3 February 2026, for the World Cup.
            days.push(date(2026, 6, 15));
        }
        days.sort();
        days
    }

    #[test]
    fn the_data_are_the_holidays_the_law_gives_from_2025_to_2028() {
        for division in Division::ALL {
            let law: Vec<NaiveDate> = (2025..=2028).flat_map(|year| by_law(division, year)).collect();
            let data: Vec<NaiveDate> = BankHolidays::of(division).days().collect();
            assert_eq!(data, law, "{division:?}");
        }
    }

    #[test]
    fn known_days_that_are_easily_got_wrong_are_right() {
        let is = |division, y, m, d| BankHolidays::of(division).title(date(y, m, d)).is_some();
        use Division::{EnglandAndWales as England, NorthernIreland as Ulster, Scotland};
        assert!(is(England, 2026, 12, 28) && !is(England, 2026, 12, 26));
        assert!(is(England, 2027, 12, 27) && is(England, 2027, 12, 28) && is(England, 2028, 1, 3));
        assert!(is(England, 2026, 8, 31) && !is(England, 2026, 8, 3) && is(England, 2026, 4, 6));
        assert!(is(Scotland, 2026, 1, 2) && is(Scotland, 2027, 1, 4) && is(Scotland, 2028, 1, 4));
        assert!(is(Scotland, 2026, 8, 3) && is(Scotland, 2026, 11, 30) && !is(Scotland, 2026, 4, 6));
        assert!(is(Ulster, 2026, 3, 17) && is(Ulster, 2026, 7, 13) && !is(Ulster, 2026, 7, 12));
    }

    #[test]
    fn six_months_before_the_calendar_ends_it_is_said() {
        let holidays = BankHolidays::of(Division::Scotland);
        assert!(!holidays.runs_out_soon(date(2028, 6, 30)));
        assert!(holidays.runs_out_soon(date(2028, 7, 1)));
        assert!(BankHolidays::default().runs_out_soon(date(2026, 1, 1)));
    }
}
