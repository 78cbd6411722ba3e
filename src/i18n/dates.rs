//! Days and times of day in the words of a language.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use icu_calendar::types::Weekday as IcuWeekday;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, MDE, YMD};
use icu_locale_core::Locale;
use icu_locale_core::extensions::unicode::{key, value};

/// The formats of one language. The calendar is Gregorian and the digits are Latin whatever is usual in the language:
/// a Bengali letter says 21 নভেম্বর where the rules of the language alone would give ২১ নভেম্বর, and the visitor has to
/// match it with what stands on the door.
pub(crate) struct Dates {
    day: FixedCalendarDateTimeFormatter<Gregorian, MDE>,
    day_with_year: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    weekday: FixedCalendarDateTimeFormatter<Gregorian, E>,
}

impl Dates {
    /// The formats of a locale; `None` if ICU4X has no data for it.
    pub(crate) fn new(locale: &Locale) -> Option<Self> {
        let mut locale = locale.clone();
        locale.extensions.unicode.keywords.set(key!("nu"), value!("latn"));
        Some(Self {
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), MDE::long()).ok()?,
            day_with_year: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok()?,
            weekday: FixedCalendarDateTimeFormatter::try_new((&locale).into(), E::long()).ok()?,
        })
    }

    /// Weekday, day and month: "Saturday 21 November".
    pub(crate) fn day(&self, date: NaiveDate) -> String {
        gregorian(date).map_or_else(|| date.to_string(), |date| self.day.format(&date).to_string())
    }

    /// Day, month and year: "21 November 2026".
    pub(crate) fn day_with_year(&self, date: NaiveDate) -> String {
        gregorian(date).map_or_else(
            || date.to_string(),
            |date| self.day_with_year.format(&date).to_string(),
        )
    }

    /// The weekday as it stands alone: "Saturday".
    pub(crate) fn weekday(&self, weekday: Weekday) -> String {
        let weekday = match weekday {
            Weekday::Mon => IcuWeekday::Monday,
            Weekday::Tue => IcuWeekday::Tuesday,
            Weekday::Wed => IcuWeekday::Wednesday,
            Weekday::Thu => IcuWeekday::Thursday,
            Weekday::Fri => IcuWeekday::Friday,
            Weekday::Sat => IcuWeekday::Saturday,
            Weekday::Sun => IcuWeekday::Sunday,
        };
        self.weekday.format(&weekday).to_string()
    }
}

/// The same day for ICU4X; `None` for a year it cannot hold, which is written in digits instead.
fn gregorian(date: NaiveDate) -> Option<Date<Gregorian>> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Date::try_new_gregorian(date.year(), month, day).ok()
}

/// A time of day with two digits each for hour and minute, 24 hours, in every language: `09:00`.
pub(crate) fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Two times of day with an en dash between them: `09:00–17:00`.
pub(crate) fn time_range(from: NaiveTime, to: NaiveTime) -> String {
    format!("{}–{}", time(from), time(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::rows;

    fn dates(tag: &str) -> Dates {
        Dates::new(&tag.parse().unwrap()).unwrap()
    }

    fn saturday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn a_day_reads_as_the_language_writes_it() {
        for (tag, day, day_with_year, weekday) in [
            ("en-GB", "Saturday 21 November", "21 November 2026", "Saturday"),
            ("bn", "শনিবার, 21 নভেম্বর", "21 নভেম্বর, 2026", "শনিবার"),
            ("tr", "21 Kasım Cumartesi", "21 Kasım 2026", "Cumartesi"),
            ("ar", "السبت، 21 نوفمبر", "21 نوفمبر 2026", "السبت"),
            ("pl", "sobota, 21 listopada", "21 listopada 2026", "sobota"),
            ("zh-Hans", "11月21日星期六", "2026年11月21日", "星期六"),
        ] {
            let dates = dates(tag);
            assert_eq!(dates.day(saturday()), day, "{tag}");
            assert_eq!(dates.day_with_year(saturday()), day_with_year, "{tag}");
            assert_eq!(dates.weekday(Weekday::Sat), weekday, "{tag}");
        }
    }

    #[test]
    fn every_day_of_a_year_is_written_in_latin_digits() {
        for language in rows() {
            let dates = dates(language.tag);
            for day in NaiveDate::from_ymd_opt(2028, 1, 1).unwrap().iter_days().take(366) {
                let text = dates.day(day) + &dates.day_with_year(day);
                assert!(
                    text.contains(&day.day().to_string()) && text.contains("2028"),
                    "{text}"
                );
                assert!(
                    text.chars().all(|c| c.is_ascii_digit() || !c.is_numeric()),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn the_seven_weekdays_have_seven_names_and_stand_in_their_dates() {
        for language in rows() {
            let dates = dates(language.tag);
            for day in saturday().iter_days().take(7) {
                let name = dates.weekday(day.weekday());
                assert!(
                    dates.day(day).contains(&name),
                    "{name} is not in {}",
                    dates.day(day)
                );
            }
        }
    }

    #[test]
    fn a_time_has_24_hours_and_four_digits() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 59).unwrap();
        assert_eq!(time(at(0, 0)), "00:00");
        assert_eq!(time(at(9, 5)), "09:05");
        assert_eq!(time_range(at(9, 0), at(17, 30)), "09:00–17:30");
    }
}
