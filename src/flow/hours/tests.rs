//! The hours of one office across holidays, exceptions, midnights and changes of the clocks.

use super::*;
use crate::content::Localised;

const WEEK: [&str; 7] = [
    "09:00-17:00",
    "09:00-17:00",
    "10:00-17:00",
    "09:00-19:00",
    "09:00-17:00",
    "closed",
    "closed",
];

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn wall(date: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    date.and_hms_opt(hour, minute, 0).unwrap()
}

/// `2026-11-21T10:14:00Z`
fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn hours(text: &str) -> DayHours {
    DayHours::read(text).unwrap()
}

fn exception(from: NaiveDate, to: NaiveDate, text: &str, reason: &str) -> Exception {
    Exception {
        from,
        to,
        hours: hours(text),
        reason: Localised::from(reason),
    }
}

fn week_of(week: [&str; 7]) -> Rules {
    Rules {
        week: week.map(hours),
        bank_holidays: Some(DayHours::default()),
        exceptions: Vec::new(),
    }
}

fn office(rules: Rules, division: Division) -> OfficeHours {
    OfficeHours::new(rules, &BankHolidays::of(division), Tz::Europe__London).unwrap()
}

fn usual(division: Division) -> OfficeHours {
    office(week_of(WEEK), division)
}

fn spans(hours: &OfficeHours, date: NaiveDate) -> Vec<(String, String)> {
    let short = |time: NaiveTime| time.format("%H:%M").to_string();
    hours
        .day(date)
        .spans
        .into_iter()
        .map(|(from, to)| (short(from), short(to)))
        .collect()
}

fn open_until(date: NaiveDate, hour: u32, minute: u32) -> Status {
    Status::Open {
        closes: Some(wall(date, hour, minute)),
    }
}

fn closed_until(date: NaiveDate, hour: u32, minute: u32) -> Status {
    Status::Closed {
        opens: Some(wall(date, hour, minute)),
        reason: None,
    }
}

#[test]
fn an_ordinary_day_opens_and_closes_at_its_minute() {
    let hours = usual(Division::EnglandAndWales);
    let monday = date(2026, 11, 23);
    assert_eq!(
        hours.status(utc("2026-11-23T08:59:59Z")),
        closed_until(monday, 9, 0)
    );
    assert_eq!(
        hours.status(utc("2026-11-23T09:00:00Z")),
        open_until(monday, 17, 0)
    );
    assert_eq!(
        hours.status(utc("2026-11-23T16:59:59Z")),
        open_until(monday, 17, 0)
    );
    assert_eq!(
        hours.status(utc("2026-11-23T17:00:00Z")),
        closed_until(date(2026, 11, 24), 9, 0)
    );
    assert_eq!(
        hours.status(utc("2026-11-27T17:00:00Z")),
        closed_until(date(2026, 11, 30), 9, 0)
    );
    let day = hours.day(date(2026, 11, 28));
    assert_eq!(
        (day.spans.len(), day.closed_for),
        (0, None),
        "a Saturday is closed for no reason that needs a name"
    );
}

#[test]
fn a_lunch_break_closes_and_opens_again() {
    let mut week = WEEK;
    week[0] = "09:00-12:30, 13:30-17:00";
    let hours = office(week_of(week), Division::EnglandAndWales);
    let monday = date(2026, 11, 23);
    assert_eq!(
        hours.status(utc("2026-11-23T10:00:00Z")),
        open_until(monday, 12, 30)
    );
    assert_eq!(
        hours.status(utc("2026-11-23T12:30:00Z")),
        closed_until(monday, 13, 30)
    );
    assert_eq!(spans(&hours, monday).len(), 2);
}

#[test]
fn bank_holidays_of_the_offices_own_division_close_it() {
    let closed =
        |division, y, m, d| usual(division).day(date(y, m, d)).closed_for == Some(ClosedFor::BankHoliday);
    let open = |division, y, m, d| !usual(division).day(date(y, m, d)).spans.is_empty();
    use Division::{EnglandAndWales as England, NorthernIreland as Ulster, Scotland};
    for (m, d) in [
        (1, 1),
        (4, 3),
        (4, 6),
        (5, 4),
        (5, 25),
        (8, 31),
        (12, 25),
        (12, 28),
    ] {
        assert!(closed(England, 2026, m, d), "{m}-{d}");
    }
    for (m, d) in [(1, 2), (3, 17), (7, 13), (8, 3), (11, 30), (12, 29)] {
        assert!(open(England, 2026, m, d), "{m}-{d}");
    }
    assert!(closed(Ulster, 2026, 3, 17) && closed(Ulster, 2026, 7, 13) && closed(Ulster, 2026, 4, 6));
    assert!(closed(Scotland, 2026, 1, 2) && closed(Scotland, 2026, 8, 3) && closed(Scotland, 2026, 6, 15));
    assert!(closed(Scotland, 2026, 11, 30) && open(Scotland, 2026, 4, 6) && open(Scotland, 2026, 8, 31));
    assert_eq!(
        usual(England).status(utc("2026-12-25T11:00:00Z")),
        Status::Closed {
            opens: Some(wall(date(2026, 12, 29), 9, 0)),
            reason: Some(ClosedFor::BankHoliday)
        },
    );
}

#[test]
fn bank_holidays_can_have_hours_of_their_own_or_those_of_the_weekday() {
    let mut rules = week_of(WEEK);
    rules.bank_holidays = Some(hours("10:00-14:00"));
    let day = office(rules.clone(), Division::EnglandAndWales).day(date(2026, 4, 6));
    assert_eq!(
        (day.spans.len(), day.closed_for, day.changed_for),
        (1, None, Some(ClosedFor::BankHoliday))
    );
    rules.bank_holidays = None;
    let day = office(rules, Division::EnglandAndWales).day(date(2026, 4, 6));
    assert_eq!((day.spans.len(), day.changed_for), (1, None));
}

#[test]
fn an_exception_beats_a_bank_holiday_and_each_gives_its_own_reason() {
    let mut rules = week_of(WEEK);
    rules.exceptions = vec![
        exception(
            date(2026, 12, 24),
            date(2026, 12, 24),
            "09:00-13:00",
            "Christmas Eve",
        ),
        exception(
            date(2026, 12, 28),
            date(2026, 12, 28),
            "10:00-12:00",
            "Open for emergencies",
        ),
        exception(
            date(2026, 12, 29),
            date(2027, 1, 3),
            "closed",
            "Between the years",
        ),
        exception(
            date(2027, 3, 10),
            date(2027, 3, 10),
            "closed",
            "Staff training day",
        ),
    ];
    let hours = office(rules, Division::EnglandAndWales);
    let for_reason = |reason: &str| Some(ClosedFor::Exception(Localised::from(reason)));
    let eve = hours.day(date(2026, 12, 24));
    assert_eq!(
        (eve.spans.len(), eve.closed_for, eve.changed_for),
        (1, None, for_reason("Christmas Eve"))
    );
    assert_eq!(
        spans(&hours, date(2026, 12, 28)),
        [("10:00".to_owned(), "12:00".to_owned())]
    );
    for day in [
        date(2026, 12, 29),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 3),
    ] {
        assert_eq!(
            hours.day(day).closed_for,
            for_reason("Between the years"),
            "{day}"
        );
    }
    assert_eq!(
        hours.day(date(2027, 3, 10)).closed_for,
        for_reason("Staff training day")
    );
    // Early on Christmas Eve it is closed because it is early; in the afternoon because of the day.
    assert_eq!(
        hours.status(utc("2026-12-24T08:00:00Z")),
        closed_until(date(2026, 12, 24), 9, 0)
    );
    let opens = Some(wall(date(2026, 12, 28), 10, 0));
    let reason = for_reason("Christmas Eve");
    assert_eq!(
        hours.status(utc("2026-12-24T14:00:00Z")),
        Status::Closed { opens, reason }
    );
    let changed: Vec<u32> = hours
        .changed_days(date(2026, 12, 24), 6)
        .into_iter()
        .map(|day| day.date.day())
        .collect();
    assert_eq!(changed, [24, 25, 28, 29]);
}

#[test]
fn the_later_of_two_exceptions_holds() {
    let mut rules = week_of(WEEK);
    rules.exceptions = vec![
        exception(date(2026, 11, 23), date(2026, 11, 27), "closed", "Flood"),
        exception(date(2026, 11, 25), date(2026, 11, 25), "10:00-12:00", "Part open"),
        exception(date(2026, 11, 25), date(2026, 11, 25), "closed", "Flood again"),
    ];
    let hours = office(rules, Division::EnglandAndWales);
    assert_eq!(
        hours.day(date(2026, 11, 25)).closed_for,
        Some(ClosedFor::Exception(Localised::from("Flood again")))
    );
    assert_eq!(
        hours.day(date(2026, 11, 26)).closed_for,
        Some(ClosedFor::Exception(Localised::from("Flood")))
    );
}

#[test]
fn hours_over_midnight_belong_to_the_day_they_begin_on() {
    let mut rules = week_of([
        "closed",
        "closed",
        "closed",
        "closed",
        "22:00-02:00",
        "closed",
        "closed",
    ]);
    rules.exceptions = vec![exception(
        date(2026, 12, 4),
        date(2026, 12, 4),
        "closed",
        "No night",
    )];
    let hours = office(rules, Division::EnglandAndWales);
    assert_eq!(
        spans(&hours, date(2026, 11, 27)),
        [("22:00".to_owned(), "02:00".to_owned())]
    );
    assert_eq!(spans(&hours, date(2026, 11, 28)), []);
    assert_eq!(
        hours.status(utc("2026-11-28T01:59:00Z")),
        open_until(date(2026, 11, 28), 2, 0)
    );
    assert_eq!(
        hours.status(utc("2026-11-28T02:00:00Z")),
        closed_until(date(2026, 12, 11), 22, 0)
    );
    // The closed Friday takes its small hours of Saturday along.
    assert!(matches!(
        hours.status(utc("2026-12-05T01:00:00Z")),
        Status::Closed { .. }
    ));
    // A holiday that follows does not cut the night short: 25 December 2026 is a Friday, and a holiday itself.
    assert!(matches!(
        hours.status(utc("2026-12-26T01:00:00Z")),
        Status::Closed { .. }
    ));
    let thursdays = office(
        week_of([
            "closed",
            "closed",
            "closed",
            "22:00-02:00",
            "closed",
            "closed",
            "closed",
        ]),
        Division::EnglandAndWales,
    );
    assert_eq!(
        thursdays.status(utc("2026-12-25T01:00:00Z")),
        open_until(date(2026, 12, 25), 2, 0)
    );
}

#[test]
fn an_office_that_never_closes_says_no_closing_time() {
    let hours = office(
        Rules {
            bank_holidays: None,
            ..week_of(["24 hours"; 7])
        },
        Division::Scotland,
    );
    assert_eq!(
        hours.status(utc("2026-12-25T03:00:00Z")),
        Status::Open { closes: None }
    );
    assert_eq!(
        spans(&hours, date(2026, 12, 25)),
        [("00:00".to_owned(), "00:00".to_owned())]
    );
    let week = [
        "00:00-24:00",
        "00:00-24:00",
        "00:00-24:00",
        "00:00-24:00",
        "00:00-18:00",
        "closed",
        "closed",
    ];
    let hours = office(week_of(week), Division::EnglandAndWales);
    assert_eq!(
        hours.status(utc("2026-11-23T03:00:00Z")),
        open_until(date(2026, 11, 27), 18, 0)
    );
}

#[test]
fn an_office_that_does_not_open_says_no_opening_time() {
    let hours = office(week_of(["closed"; 7]), Division::EnglandAndWales);
    assert_eq!(
        hours.status(utc("2026-11-23T10:00:00Z")),
        Status::Closed {
            opens: None,
            reason: None
        }
    );
    let mut rules = week_of(WEEK);
    rules.exceptions = vec![exception(
        date(2026, 11, 23),
        date(2027, 11, 23),
        "closed",
        "Building work",
    )];
    let reason = Some(ClosedFor::Exception(Localised::from("Building work")));
    let hours = office(rules, Division::EnglandAndWales);
    assert_eq!(
        hours.status(utc("2026-11-23T10:00:00Z")),
        Status::Closed { opens: None, reason }
    );
    let unknown = OfficeHours::unknown(Tz::Europe__London);
    assert!(!unknown.is_known());
    assert_eq!(
        unknown.status(utc("2026-11-23T10:00:00Z")),
        Status::Closed {
            opens: None,
            reason: None
        }
    );
}

#[test]
fn summer_time_moves_the_instants_and_not_the_wall_clock() {
    let hours = usual(Division::EnglandAndWales);
    let in_june = date(2027, 6, 14);
    assert_eq!(
        hours.status(utc("2027-06-14T07:59:00Z")),
        closed_until(in_june, 9, 0)
    );
    assert_eq!(
        hours.status(utc("2027-06-14T08:00:00Z")),
        open_until(in_june, 17, 0)
    );
    assert_eq!(
        hours.local(utc("2027-06-14T23:30:00Z")),
        wall(date(2027, 6, 15), 0, 30)
    );
    assert_eq!(hours.service_day(utc("2027-06-14T23:30:00Z")), date(2027, 6, 15));
    assert_eq!(hours.service_day(utc("2027-01-14T23:30:00Z")), date(2027, 1, 14));
}

#[test]
fn nights_when_the_clocks_change_open_and_close_once() {
    let nightly = office(
        Rules {
            bank_holidays: None,
            ..week_of(["22:00-01:30"; 7])
        },
        Division::EnglandAndWales,
    );
    // Forward, 28 March 2027: 01:30 does not exist, the clock goes from 00:59 to 02:00.
    let night = date(2027, 3, 28);
    assert_eq!(
        nightly.status(utc("2027-03-28T00:59:00Z")),
        open_until(night, 2, 0)
    );
    assert_eq!(
        nightly.status(utc("2027-03-28T01:00:00Z")),
        closed_until(night, 22, 0)
    );
    // Back, 31 October 2027: 01:30 comes twice, and the first closes.
    let night = date(2027, 10, 31);
    assert_eq!(
        nightly.status(utc("2027-10-31T00:29:00Z")),
        open_until(night, 1, 30)
    );
    for second_time_round in [
        "2027-10-31T00:30:00Z",
        "2027-10-31T01:00:00Z",
        "2027-10-31T01:29:00Z",
    ] {
        assert_eq!(nightly.status(utc(second_time_round)), closed_until(night, 22, 0));
    }
    // A day's hours are as many as the wall clock says, whatever the night before held.
    let sunday = office(
        Rules {
            bank_holidays: None,
            ..week_of(["09:00-17:00"; 7])
        },
        Division::EnglandAndWales,
    );
    assert_eq!(
        sunday.status(utc("2027-03-28T08:00:00Z")),
        open_until(date(2027, 3, 28), 17, 0)
    );
    assert_eq!(
        sunday.status(utc("2027-10-31T08:59:00Z")),
        closed_until(date(2027, 10, 31), 9, 0)
    );
}

#[test]
fn christmas_on_a_weekend_is_doubted_where_the_week_would_open_it() {
    let every_day = office(week_of(["09:00-17:00"; 7]), Division::EnglandAndWales);
    assert_eq!(
        every_day.doubtful_days(date(2027, 12, 1), 60),
        [date(2027, 12, 25), date(2027, 12, 26), date(2028, 1, 1)]
    );
    assert_eq!(
        usual(Division::EnglandAndWales).doubtful_days(date(2027, 12, 1), 60),
        []
    );
}

#[test]
fn no_clock_however_wrong_makes_it_panic() {
    let hours = usual(Division::Scotland);
    for at in [
        DateTime::<Utc>::MIN_UTC,
        DateTime::<Utc>::MAX_UTC,
        utc("1899-12-31T23:59:59Z"),
        utc("9999-12-31T12:00:00Z"),
    ] {
        let _ = hours.status(at);
        let _ = hours.day(hours.local(at).date());
        let _ = hours.changed_days(hours.service_day(at), 10);
    }
}
