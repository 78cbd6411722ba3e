//! The words staff may write in the header of a page in its own language, and in its dates.
//!
//! They are plain data: what they mean to a page is known elsewhere.

use chrono::Weekday;
use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::pattern::{
    DateTimePattern, FixedCalendarDateTimeNames, MonthNameLength, WeekdayNameLength,
};
use icu_locale_core::Locale as IcuLocale;
use writeable::TryWriteable;

use crate::locale::{Locale, locale};

/// The words of one language. Each list has several ways to write the same; the first is the one to teach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWords {
    /// Words for the page's title.
    pub title: Vec<String>,
    /// Words for the first day it is shown.
    pub show_from: Vec<String>,
    /// Words for the last day it is shown.
    pub show_until: Vec<String>,
    /// Words for the day to look at it again.
    pub review_by: Vec<String>,
    /// Words for its place among the others.
    pub priority: Vec<String>,
    /// Words for its address.
    pub web: Vec<String>,
    /// Words for a high priority.
    pub high: Vec<String>,
    /// Words for the usual priority.
    pub normal: Vec<String>,
    /// Words for a low priority.
    pub low: Vec<String>,
    /// Names of months, from 1, in full and short, as in a date and alone.
    pub months: Vec<(u32, String)>,
    /// Names of weekdays, in full and short.
    pub weekdays: Vec<(Weekday, String)>,
}

/// The words of the language with exactly this tag; `None` if there is none.
pub fn page_words(tag: &str) -> Option<PageWords> {
    let locale = locale(tag)?;
    let icu: IcuLocale = tag.parse().ok()?;
    let words = |id| words(locale, id);
    Some(PageWords {
        title: words("page-key-title"),
        show_from: words("page-key-show-from"),
        show_until: words("page-key-show-until"),
        review_by: words("page-key-review-by"),
        priority: words("page-key-priority"),
        web: words("page-key-web"),
        high: words("page-priority-high"),
        normal: words("page-priority-normal"),
        low: words("page-priority-low"),
        months: months(&icu),
        weekdays: weekdays(&icu),
    })
}

/// The ways to write one thing: a message's text is a list with the commas of its language.
fn words(locale: &Locale, id: &str) -> Vec<String> {
    let text = locale
        .messages
        .text(id, &[])
        .map_or_else(String::new, |(text, _)| text);
    text.split([',', '،', '、'])
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

type Names = FixedCalendarDateTimeNames<Gregorian, DateFieldSet>;

fn months(locale: &IcuLocale) -> Vec<(u32, String)> {
    const LENGTHS: [(MonthNameLength, &str); 4] = [
        (MonthNameLength::Wide, "MMMM"),
        (MonthNameLength::StandaloneWide, "LLLL"),
        (MonthNameLength::Abbreviated, "MMM"),
        (MonthNameLength::StandaloneAbbreviated, "LLL"),
    ];
    let mut found = Vec::new();
    for (length, pattern) in LENGTHS {
        let mut names = Names::new_without_number_formatting(locale.into());
        // A language that writes both forms alike has data for one of them only.
        if names.include_month_names(length).is_err() {
            continue;
        }
        for month in 1..=12_u8 {
            let name = name(&names, pattern, month, 1);
            found.extend(name.map(|name| (u32::from(month), name)));
        }
    }
    distinct(found)
}

fn weekdays(locale: &IcuLocale) -> Vec<(Weekday, String)> {
    const LENGTHS: [(WeekdayNameLength, &str); 4] = [
        (WeekdayNameLength::Wide, "EEEE"),
        (WeekdayNameLength::StandaloneWide, "cccc"),
        (WeekdayNameLength::Abbreviated, "E"),
        (WeekdayNameLength::StandaloneAbbreviated, "ccc"),
    ];
    const WEEK: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    let mut found = Vec::new();
    for (length, pattern) in LENGTHS {
        let mut names = Names::new_without_number_formatting(locale.into());
        if names.include_weekday_names(length).is_err() {
            continue;
        }
        // 1 June 2026 is a Monday.
        for (day, weekday) in (1..).zip(WEEK) {
            let name = name(&names, pattern, 6, day);
            found.extend(name.map(|name| (weekday, name)));
        }
    }
    distinct(found)
}

/// What a pattern of one name writes for a day of 2026; `None` if there is no such name.
fn name(names: &Names, pattern: &str, month: u8, day: u8) -> Option<String> {
    let pattern: DateTimePattern = pattern.parse().ok()?;
    let date = Date::try_new_gregorian(2026, month, day).ok()?;
    let written = names.with_pattern_unchecked(&pattern).format(&date);
    written.try_write_to_string().ok().map(|name| name.into_owned())
}

fn distinct<T: PartialEq>(mut found: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in found.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::languages;

    fn all() -> Vec<(&'static str, PageWords)> {
        let tags = languages().iter().map(|language| language.tag);
        tags.map(|tag| (tag, page_words(tag).unwrap())).collect()
    }

    #[test]
    fn every_language_names_every_key_month_and_weekday_and_none_twice() {
        for (tag, words) in all() {
            let groups = [
                [
                    &words.title,
                    &words.show_from,
                    &words.show_until,
                    &words.review_by,
                    &words.priority,
                    &words.web,
                ]
                .map(Clone::clone)
                .to_vec(),
                vec![words.high.clone(), words.normal.clone(), words.low.clone()],
            ];
            for group in groups {
                let mut all: Vec<String> = group.concat().iter().map(|word| word.to_lowercase()).collect();
                assert!(group.iter().all(|words| !words.is_empty()), "{tag}");
                let many = all.len();
                all.sort();
                all.dedup();
                assert_eq!(all.len(), many, "{tag}: {all:?}");
            }
            for month in 1..=12 {
                assert!(
                    words.months.iter().any(|(number, _)| *number == month),
                    "{tag}: {month}"
                );
            }
            assert!(words.weekdays.len() >= 7, "{tag}: {:?}", words.weekdays);
            for (month, name) in &words.months {
                let others = words.months.iter().filter(|(_, other)| other == name);
                assert_eq!(others.count(), 1, "{tag}: {name} is not month {month} alone");
            }
        }
    }

    #[test]
    fn months_are_named_as_in_a_date_and_as_they_stand_alone() {
        let names = |tag: &str, month: u32| -> Vec<String> {
            let months = page_words(tag).unwrap().months.into_iter();
            months
                .filter(|(number, _)| *number == month)
                .map(|(_, name)| name)
                .collect()
        };
        for (tag, wanted) in [
            ("en-GB", &["December", "Dec"][..]),
            ("pl", &["grudnia", "grudzień", "gru"]),
            ("tr", &["Aralık", "Ara"]),
            ("bn", &["ডিসেম্বর"]),
            ("ar", &["ديسمبر"]),
            ("zh-Hans", &["十二月", "12月"]),
        ] {
            let names = names(tag, 12);
            for name in wanted {
                assert!(
                    names.iter().any(|known| known == name),
                    "{tag}: {name} in {names:?}"
                );
            }
        }
    }

    #[test]
    fn a_language_without_a_locale_has_no_words() {
        assert_eq!(page_words("xx"), None);
    }
}
