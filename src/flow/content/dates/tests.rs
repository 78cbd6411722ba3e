//! Dates in every style people write them, and dates that only their writer understands.

use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn read_english(text: &str) -> Result<NaiveDate, DateError> {
    read(text, &DateWords::default())
}

#[test]
fn a_date_is_understood_as_people_write_it() {
    for text in [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "20261231",
        "31/12/2026",
        "31.12.2026",
        "31-12-2026",
        "31 12 2026",
        "12/31/2026",
        "31 December 2026",
        "31 DEC 2026",
        "31 Dec. 2026",
        "31-Dec-2026",
        "31st December 2026",
        "31st of December, 2026",
        "the 31st of December 2026",
        "December 31, 2026",
        "December 31st 2026",
        "2026 December 31",
        "Thursday 31 December 2026",
        "Thurs, 31 Dec 2026",
        "Thu 31/12/2026",
        "31 December 2026 (Thursday)",
        "２０２６－１２－３１",
        "３１／１２／２０２６",
        "\u{a0}31\u{a0}December\u{2009}2026 ",
        "2026\u{2011}12\u{2011}31",
        "31–12–2026",
        "\u{200e}31/12/2026\u{200f}",
        "৩১/১২/২০২৬",
        "٣١/١٢/٢٠٢٦",
        "2026年12月31日",
    ] {
        assert_eq!(read_english(text), Ok(day(2026, 12, 31)), "{text}");
    }
    assert_eq!(read_english("12/12/2026"), Ok(day(2026, 12, 12)));
    assert_eq!(read_english("29/02/2028"), Ok(day(2028, 2, 29)));
    assert_eq!(read_english("1 May 2026"), Ok(day(2026, 5, 1)));
}

#[test]
fn a_date_that_may_be_two_is_refused_with_both() {
    let error = read_english("03/04/2026").unwrap_err();
    assert_eq!(
        error,
        DateError::DayOrMonthFirst(day(2026, 4, 3), day(2026, 3, 4))
    );
    assert_eq!(error.to_string(), "it may be 3 April 2026 or 4 March 2026");
    assert_eq!(error.remedy(), "Write 2026-04-03 or 2026-03-04.");
    assert!(matches!(
        read_english("3.4.2026"),
        Err(DateError::DayOrMonthFirst(..))
    ));
    // The weekday decides.
    assert_eq!(read_english("Friday 03/04/2026"), Ok(day(2026, 4, 3)));
    assert_eq!(read_english("Wednesday 03/04/2026"), Ok(day(2026, 3, 4)));
}

#[test]
fn a_weekday_that_does_not_fit_is_refused_with_both() {
    let error = read_english("Thursday 30 December 2026").unwrap_err();
    assert_eq!(error, DateError::OtherWeekday(Weekday::Thu, day(2026, 12, 30)));
    assert_eq!(
        error.to_string(),
        "it says Thursday, but 30 December 2026 is a Wednesday"
    );
    assert_eq!(
        error.remedy(),
        "Write 2026-12-30 or 2026-12-31, whichever is right."
    );
    let error = read_english("Tue 30 December 2026").unwrap_err();
    assert_eq!(
        error.remedy(),
        "Write 2026-12-30 or 2026-12-29, whichever is right."
    );
}

#[test]
fn what_is_missing_is_said_with_what_to_write() {
    let refused = [
        ("31/12/26", "Write the whole year: 2026-12-31."),
        ("03/04/26", "Write the whole year: 2026-04-03 or 2026-03-04."),
        ("31 Dec 26", "Write the whole year: 2026-12-31."),
        ("Dec 31, '26", "Write the whole year: 2026-12-31."),
        ("26-12-31", "Write the whole year: 2031-12-26 or 2026-12-31."),
        (
            "31 December",
            "Write the year too: first the year, and then -12-31.",
        ),
        (
            "Thursday 31 December",
            "Write the year too: first the year, and then -12-31.",
        ),
        ("31/12", "Write the year too: first the year, and then -12-31."),
        ("3/4", "Write the date with its year, as in 2026-12-31."),
        ("December 2026", "Write the day too, as in 2026-12-31."),
        ("February 2028", "Write the day too, as in 2028-02-29."),
        (
            "31 December 2026 17:00",
            "Write the day alone, as in 2026-12-31; a day is from midnight to midnight.",
        ),
        (
            "2026-12-31T00:00:00",
            "Write the day alone, as in 2026-12-31; a day is from midnight to midnight.",
        ),
        (
            "31 December 2026, 5pm",
            "Write the day alone, as in 2026-12-31; a day is from midnight to midnight.",
        ),
    ];
    for (text, remedy) in refused {
        let error = read_english(text).unwrap_err();
        assert_eq!(error.remedy(), remedy, "{text}");
    }
}

#[test]
fn what_is_no_day_is_refused() {
    use DateError as E;
    for (text, error) in [
        ("", E::NotADate),
        ("soon", E::NotADate),
        ("2026", E::NotADate),
        ("Christmas 2026", E::NotADate),
        ("1-5 December 2026", E::NotADate),
        ("December December 2026", E::NotADate),
        ("1 Mayor 2026", E::NotADate),
        ("123/12/2026", E::NotADate),
        ("2026-2027-01", E::NotADate),
        ("31/13/2026", E::NoSuchDay),
        ("30/02/2026", E::NoSuchDay),
        ("2026-13-01", E::NoSuchDay),
        ("29 February 2026", E::NoSuchDay),
        ("32 December", E::NoSuchDay),
        ("0026-01-01", E::Year(26)),
        ("31 December 9999", E::Year(9999)),
        // Whichever day is meant: neither could be written instead.
        ("01/02/9999", E::Year(9999)),
        ("Friday 01/02/1999", E::Year(1999)),
    ] {
        assert_eq!(read_english(text), Err(error), "{text}");
    }
    assert_eq!(read_english(&"2026-12-31 ".repeat(20)), Err(E::NotADate));
}

#[test]
fn names_come_in_as_data_in_whatever_form_people_type_them() {
    let mut words = DateWords::default();
    for (name, month) in [
        ("grudnia", 12),
        ("grudzień", 12),
        ("października", 10),
        ("Aralık", 12),
        ("ডিসেম্বর", 12),
        ("ديسمبر", 12),
        ("أغسطس", 8),
        ("十二月", 12),
        ("二月", 2),
    ] {
        words.add_month(name, month);
    }
    words.add_weekday("czwartek", Weekday::Thu);
    words.add_weekday("星期四", Weekday::Thu);
    // No other language changes what English says, and no month is the thirteenth.
    words.add_month("May", 3);
    words.add_month("Nonsense", 13);
    for text in [
        "31 grudnia 2026 r.",
        "czwartek, 31 Grudzień 2026",
        "31 ARALIK 2026",
        "31 Aralik 2026",
        "৩১ ডিসেম্বর, ২০২৬",
        "31 ديسمبر 2026م",
        "2026年十二月31日",
        "2026年12月31日星期四",
    ] {
        assert_eq!(read(text, &words), Ok(day(2026, 12, 31)), "{text}");
    }
    assert_eq!(read("1 pazdziernika 2026", &words), Ok(day(2026, 10, 1)));
    assert_eq!(read("1 اغسطس 2026", &words), Ok(day(2026, 8, 1)));
    assert_eq!(read("1 May 2026", &words), Ok(day(2026, 5, 1)));
    assert_eq!(read("1 Nonsense 2026", &words), Err(DateError::NotADate));
    assert_eq!(read_english("31 grudnia 2026"), Err(DateError::NotADate));
}

/// The accepted styles, as chrono writes them.
const STYLES: [&str; 16] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %B %Y",
    "%-d %B %Y",
    "%-d %b %Y",
    "%-dth %B %Y",
    "%-dst of %B, %Y",
    "%B %-d, %Y",
    "%b %d %Y",
    "%A %-d %B %Y",
    "%a %d %b %Y",
    "%-d-%b-%Y",
    "%A %d/%m/%Y",
    "%Y年%-m月%-d日",
    "%Y %B %d",
];

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..73_000_i64).prop_map(|days| day(2000, 1, 1) + chrono::TimeDelta::days(days))
}

proptest! {
    #[test]
    fn every_date_in_every_accepted_style_reads_back(date in any_day(), style in prop::sample::select(STYLES.to_vec())) {
        let text = date.format(style).to_string();
        let swapped = NaiveDate::from_ymd_opt(date.year(), date.day(), date.month());
        // Only where both readings fall on the weekday that is written.
        if style == "%A %d/%m/%Y" && swapped.is_some_and(|other| other != date && other.weekday() == date.weekday()) {
            let refused = matches!(read_english(&text), Err(DateError::DayOrMonthFirst(..)));
            prop_assert!(refused, "{}", text);
        } else {
            prop_assert_eq!(read_english(&text), Ok(date), "{}", text);
        }
    }

    #[test]
    fn a_date_in_numbers_is_read_or_refused_with_itself_among_the_readings(
        date in any_day(),
        style in prop::sample::select(vec!["%d/%m/%Y", "%-d.%-m.%Y", "%d-%m-%Y", "%m/%d/%Y"]),
    ) {
        match read_english(&date.format(style).to_string()) {
            Ok(read) => prop_assert_eq!(read, date),
            Err(DateError::DayOrMonthFirst(one, other)) => {
                prop_assert!(one != other && (one == date || other == date));
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn no_text_makes_reading_a_date_panic(text in "[0-9a-z ./:,-]{0,24}|(31|12|2026|May|Thu|st|年|-|/| |:){0,8}|\\PC{0,90}") {
        if let Err(error) = read_english(&text) {
            prop_assert!(!error.to_string().is_empty() && error.remedy().ends_with('.'));
        }
    }
}
