//! hours.xlsx as staff fill it in: what is shown, and what they are told.

use chrono::NaiveDate;
use flow::content::{Content, Finding};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Book, Worksheet};

use super::office::{content, folder, said};

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A sheet of one column of hours, Monday first.
fn week(book: &mut Book, hours: [&str; 7]) {
    let sheet = book.add_worksheet();
    sheet
        .set_name("Hours")
        .unwrap()
        .write_row(0, 0, ["Day", "Hours"])
        .unwrap();
    for (row, (day, hours)) in (1..).zip(DAYS.into_iter().zip(hours)) {
        sheet.write_row(row, 0, [day, hours]).unwrap();
    }
}

const USUAL: [&str; 7] = [
    "9am - 5pm",
    "9am - 5pm",
    "9am - 5pm",
    "9am - 5pm",
    "9am - 5pm",
    "closed",
    "closed",
];

fn shown(book: &mut Book) -> (Content, Vec<Finding>) {
    content(&folder(&[("hours.xlsx", &book.save_to_buffer().unwrap())]))
}

fn spans(content: &Content) -> Vec<&[(u16, u16)]> {
    content.hours.rules().week.iter().map(|day| day.spans()).collect()
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn exceptions(book: &mut Book) -> &mut Worksheet {
    let sheet = book.add_worksheet();
    sheet.set_name("Exceptions").unwrap();
    sheet
        .write_row(0, 0, ["First day", "Last day", "Hours", "Reason"])
        .unwrap();
    sheet
}

#[test]
fn hours_are_read_as_staff_write_them() {
    let mut book = Book::new();
    week(
        &mut book,
        [
            "9am - 5pm",
            "09.00–17.00",
            "Closed",
            "09:00-12:30, 13:30-17:00",
            "22:00-02:00",
            "24 hours",
            "shut",
        ],
    );
    let (content, findings) = shown(&mut book);
    assert_eq!(said(&findings), []);
    assert!(content.hours.is_known());
    let day: &[(u16, u16)] = &[(540, 1020)];
    let expected: [&[(u16, u16)]; 7] = [
        day,
        day,
        &[],
        &[(540, 750), (810, 1020)],
        &[(1320, 1560)],
        &[(0, 1440)],
        &[],
    ];
    assert_eq!(spans(&content), expected);
}

#[test]
fn what_could_mean_two_things_is_closed_and_told_by_its_cell() {
    let mut book = Book::new();
    week(
        &mut book,
        [
            "25:00-26:00",
            "17:00-09:00",
            "09:00-17:00, 10:00-12:00",
            "9-5",
            "0.375-0.708",
            "closed",
            "",
        ],
    );
    let (content, findings) = shown(&mut book);
    let expected: [&[(u16, u16)]; 7] = [&[], &[], &[(540, 1020)], &[], &[], &[], &[]];
    assert_eq!(spans(&content), expected);
    assert_eq!(
        said(&findings),
        [
            (
                "hours-unreadable",
                "Hours!B2: The hours cannot be read: “25:00” is not a time of day."
            ),
            (
                "hours-unreadable",
                "Hours!B3: The hours cannot be read: “17:00-09:00” would run through the night until the next day."
            ),
            ("hours-overlap", "Hours!B4: The times overlap."),
            (
                "hours-unreadable",
                "Hours!B5: The hours cannot be read: “9-5” may be 09:00-17:00 or 21:00-05:00."
            ),
            (
                "hours-unreadable",
                "Hours!B6: The hours cannot be read: “0.375” is not a time of day."
            ),
            ("value-missing", "Hours!B8: “Hours” is missing."),
        ]
    );
    assert_eq!(
        (findings[0].file.as_str(), findings[0].line),
        ("hours.xlsx", Some(2))
    );
}

#[test]
fn times_in_columns_of_their_own_are_hours_too() {
    let mut book = Book::new();
    let time = Format::new().set_num_format("hh:mm");
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Our opening hours").unwrap();
    sheet
        .write_row(2, 0, ["CLOSES ", "opens", "Day:", "Opens  again", "Closes again"])
        .unwrap();
    let put = |sheet: &mut Worksheet, row: u32, cells: [&str; 5]| {
        sheet.write_row(row, 0, cells).unwrap();
    };
    // Monday: times that Excel keeps as parts of a day.
    sheet.write_number_with_format(3, 1, 0.375, &time).unwrap();
    sheet.write_number_with_format(3, 0, 17.0 / 24.0, &time).unwrap();
    sheet.write(3, 2, "Mon").unwrap();
    put(sheet, 4, ["12:30", "9am", "Tue", "13:30", "5pm"]);
    put(sheet, 5, ["", "closed", "Weds", "", ""]);
    put(sheet, 6, ["", "9am - 5pm", "Thursday and", "", ""]);
    put(sheet, 7, ["", "9am - 5pm", "Thurs - Fri", "", ""]);
    put(sheet, 8, ["", "9am", "Sat", "", ""]);
    // Sunday: a plain number may be 09:00 or a slip.
    sheet.write(9, 2, "Sunday").unwrap();
    sheet.write_number(9, 1, 0.25).unwrap();
    put(sheet, 10, ["", "", "Last changed by reception", "", ""]);
    let (content, findings) = shown(&mut book);
    let day: &[(u16, u16)] = &[(540, 1020)];
    let expected: [&[(u16, u16)]; 7] = [day, &[(540, 750), (810, 1020)], &[], day, day, &[], &[]];
    assert_eq!(spans(&content), expected);
    assert_eq!(
        said(&findings),
        [
            ("day-unknown", "Sheet1!C7: “Thursday and” is not a day."),
            (
                "hours-unreadable",
                "Sheet1!B9: The hours cannot be read: “9am-” is not two times with a dash between them."
            ),
            ("hours-unreadable", "Sheet1!B10: The number 0.25 is not a time."),
        ]
    );
}

#[test]
fn a_week_with_a_day_twice_or_without_one_is_told() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Day", "Hours", "Notes", "Hours"]).unwrap();
    sheet
        .write_row(1, 0, ["Monday to Saturday", "9am - 5pm"])
        .unwrap();
    sheet.write_row(2, 0, ["Tuesday", "closed"]).unwrap();
    sheet.write_row(3, 0, ["Bank holidays", "as usual"]).unwrap();
    let (content, findings) = shown(&mut book);
    assert_eq!(spans(&content)[1], [(540, 1020)]);
    assert_eq!(content.hours.rules().bank_holidays, None);
    assert_eq!(
        said(&findings),
        [
            (
                "column-unknown",
                "Sheet1!C1: The heading “Notes” is not known here."
            ),
            (
                "column-unknown",
                "Sheet1!D1: The heading “Hours” is not known here."
            ),
            ("day-twice", "Sheet1!A3: “Tuesday” has two rows."),
            ("value-missing", "Sheet1, row 2: “Sunday” is missing."),
        ]
    );
}

#[test]
fn exceptions_are_read_with_a_reason_in_each_language() {
    let mut book = Book::new();
    week(&mut book, USUAL);
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.set_name("closures ").unwrap();
    let headings = [
        "Reason",
        "Reason (Polski)",
        "简体中文",
        "First day",
        "Last day",
        "Hours",
        "Reason: العربية",
    ];
    sheet.write_row(0, 0, headings).unwrap();
    sheet
        .write_row(
            1,
            0,
            [
                "Christmas Eve",
                "Wigilia",
                "平安夜",
                "2026-12-24",
                "",
                "9am - 1pm",
            ],
        )
        .unwrap();
    sheet
        .write_row(2, 0, ["Training", "", "", "", "", "closed"])
        .unwrap();
    let from = ExcelDateTime::from_ymd(2026, 12, 29).unwrap();
    let to = ExcelDateTime::from_ymd(2026, 12, 31).unwrap();
    sheet.write_datetime_with_format(2, 3, &from, &day).unwrap();
    sheet.write_datetime_with_format(2, 4, &to, &day).unwrap();
    let (content, findings) = shown(&mut book);
    // Arabic is a language the kiosk knows and this office does not list.
    assert_eq!(
        said(&findings),
        [(
            "column-unknown",
            "closures!G1: The heading “Reason: العربية” is not known here."
        )]
    );
    let [eve, training] = &content.hours.rules().exceptions[..] else {
        panic!()
    };
    assert_eq!(
        (eve.from, eve.to, eve.hours.spans()),
        (date(2026, 12, 24), date(2026, 12, 24), &[(540, 780)][..])
    );
    let reasons = ["en-GB", "pl", "zh-Hans"].map(|tag| eve.reason.get(tag, "en-GB"));
    assert_eq!(reasons, ["Christmas Eve", "Wigilia", "平安夜"]);
    assert_eq!(
        (training.from, training.to),
        (date(2026, 12, 29), date(2026, 12, 31))
    );
    assert_eq!(
        (training.reason.get("pl", "en-GB"), training.hours.spans().len()),
        ("Training", 0)
    );
    assert!(!content.hours.day(date(2026, 12, 30)).spans.iter().any(|_| true));
}

#[test]
fn exceptions_that_cannot_be_read_leave_the_others_and_are_told_by_cell() {
    let mut book = Book::new();
    week(&mut book, USUAL);
    let sheet = exceptions(&mut book);
    sheet
        .write_row(1, 0, ["Christmas", "", "closed", "Christmas"])
        .unwrap();
    sheet
        .write_row(2, 0, ["2026-12-31", "2026-12-29", "closed", "Turned round"])
        .unwrap();
    sheet
        .write_row(3, 0, ["2027-01-04", "2027-01-05", "", ""])
        .unwrap();
    sheet
        .write_row(4, 0, ["2027-01-05", "", "10-noon", "Late"])
        .unwrap();
    sheet.write_row(5, 0, ["", "", "closed", "No day"]).unwrap();
    sheet.write_number(6, 0, 46_380).unwrap();
    // "9-5" in a cell that is not Text is 9 May to Excel.
    sheet.write(7, 0, "2027-02-01").unwrap();
    let day = Format::new().set_num_format("d-mmm");
    sheet
        .write_datetime_with_format(7, 2, ExcelDateTime::from_ymd(2026, 5, 9).unwrap(), &day)
        .unwrap();
    sheet.write(7, 3, "Half day").unwrap();
    let (content, findings) = shown(&mut book);
    let days: Vec<_> = content
        .hours
        .rules()
        .exceptions
        .iter()
        .map(|exception| (exception.from, exception.to))
        .collect();
    let expected = [
        (date(2027, 1, 4), date(2027, 1, 5)),
        (date(2027, 1, 5), date(2027, 1, 5)),
        (date(2027, 2, 1), date(2027, 2, 1)),
    ];
    assert_eq!(days, expected);
    assert_eq!(
        said(&findings),
        [
            (
                "value-unusable",
                "Exceptions!A2: “Christmas” cannot be read: it is no date."
            ),
            (
                "dates-reversed",
                "Exceptions!B3: The last day is before the first."
            ),
            ("value-missing", "Exceptions!C4: “Hours” is missing."),
            ("reason-missing", "Exceptions!D4: The exception gives no reason."),
            (
                "exceptions-overlap",
                "Exceptions!A5: Two exceptions hold for the same day."
            ),
            ("value-missing", "Exceptions!A6: “First day” is missing."),
            (
                "value-unusable",
                "Exceptions!A7: “46380” is not a date the kiosk can use."
            ),
            (
                "hours-unreadable",
                "Exceptions!C8: Excel has made the date 9 May 2026 of these hours."
            ),
        ]
    );
    assert!(findings.iter().all(|finding| finding.file == "hours.xlsx"));
}

#[test]
fn a_date_that_reads_both_ways_is_not_guessed() {
    let mut book = Book::new();
    week(&mut book, USUAL);
    let sheet = exceptions(&mut book);
    sheet
        .write_row(1, 0, ["05/06/2026", "", "closed", "5 June or 6 May"])
        .unwrap();
    let (content, findings) = shown(&mut book);
    assert_eq!(content.hours.rules().exceptions, []);
    assert_eq!(findings[0].code, "value-unusable");
    assert!(
        findings[0].problem.starts_with("Exceptions!A2: “05/06/2026”"),
        "{findings:?}"
    );
}

#[test]
fn a_date_that_excel_may_have_turned_round_is_in_doubt_only_where_another_shows_it() {
    let doubt = (
        "date-in-doubt",
        "Exceptions!A3: Excel may have taken the day for the month here.",
    );
    for (other, in_doubt) in [("24/12/2026", true), ("2026-12-24", false)] {
        let mut book = Book::new();
        week(&mut book, USUAL);
        let day = Format::new().set_num_format("mm/dd/yyyy");
        let sheet = exceptions(&mut book);
        sheet
            .write_row(1, 0, [other, "", "closed", "Christmas Eve"])
            .unwrap();
        for (row, (month, date)) in [(2, (5, 6)), (3, (7, 7)), (4, (9, 30))] {
            let moment = ExcelDateTime::from_ymd(2026, month, date).unwrap();
            sheet.write_datetime_with_format(row, 0, moment, &day).unwrap();
            sheet.write_row(row, 2, ["closed", "Training"]).unwrap();
        }
        let (content, findings) = shown(&mut book);
        assert_eq!(said(&findings).contains(&doubt), in_doubt, "{findings:?}");
        let doubts = findings.iter().filter(|finding| finding.code == "date-in-doubt");
        assert_eq!(doubts.count(), usize::from(in_doubt));
        let days: Vec<_> = content
            .hours
            .rules()
            .exceptions
            .iter()
            .map(|exception| exception.from)
            .collect();
        assert!(days.contains(&date(2026, 5, 6)), "as Excel keeps it");
    }
}

#[test]
fn the_toml_holds_where_both_are_there() {
    let mut book = Book::new();
    week(&mut book, USUAL);
    let mut files = folder(&[("hours.xlsx", &book.save_to_buffer().unwrap())]);
    let toml = "monday = \"10:00-11:00\"\ntuesday = \"closed\"\nwednesday = \"closed\"\nthursday = \"closed\"\n\
        friday = \"closed\"\nsaturday = \"closed\"\nsunday = \"closed\"\n";
    files.settings.insert("hours.toml", toml.as_bytes());
    let (content, findings) = content(&files);
    assert_eq!(spans(&content)[0], [(600, 660)]);
    assert_eq!(
        said(&findings),
        [("two-sources", "There is hours.toml as well, and it holds.")]
    );
}

#[test]
fn a_workbook_without_the_headings_says_which() {
    let mut book = Book::new();
    book.add_worksheet().write(0, 0, "Monday: nine to five").unwrap();
    let (content, findings) = shown(&mut book);
    assert!(!content.hours.is_known());
    assert_eq!(
        said(&findings),
        [(
            "headings-missing",
            "There is no sheet with a row of the headings Day, Hours."
        )]
    );
    let mut book = Book::new();
    week(&mut book, USUAL);
    book.add_worksheet()
        .set_name("Exceptions")
        .unwrap()
        .write(0, 0, "Closed on 24 December")
        .unwrap();
    let (content, findings) = shown(&mut book);
    assert!(content.hours.is_known());
    let problem = "The sheet “Exceptions” has no row of the headings First day, Hours.";
    assert_eq!(said(&findings), [("headings-missing", problem)]);
}

#[test]
fn what_lies_too_far_out_is_told_and_the_rest_holds() {
    let mut book = Book::new();
    week(&mut book, USUAL);
    let sheet = exceptions(&mut book);
    sheet.write(9, 51, "a forgotten note").unwrap();
    let mut day = date(2027, 1, 1);
    for row in 1..=201 {
        sheet
            .write_row(row, 0, [day.to_string().as_str(), "", "closed", "Closed"])
            .unwrap();
        day = day.succ_opt().unwrap();
    }
    let (content, findings) = shown(&mut book);
    assert_eq!(content.hours.rules().exceptions.len(), 200);
    assert_eq!(
        said(&findings),
        [
            (
                "cells-too-many",
                "Exceptions!AZ10 lies too far down or to the right to be read."
            ),
            ("entries-too-many", "There are more than 200 exceptions."),
        ]
    );
}
