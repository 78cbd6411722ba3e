//! on-duty.xlsx as staff fill it in.

use chrono::{NaiveDate, Weekday};
use flow::content::{Content, DutyDay, Finding};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Book};

use super::office::{content, folder, said};

fn shown(book: &mut Book) -> (Content, Vec<Finding>) {
    let (content, mut findings) = content(&folder(&[("on-duty.xlsx", &book.save_to_buffer().unwrap())]));
    findings.retain(|finding| finding.code != "hours-missing");
    (content, findings)
}

#[test]
fn duties_are_read_by_date_and_by_weekday() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(0, 0, ["Role", "Officer", "Date or weekday", "Role (pl)"])
        .unwrap();
    sheet
        .write_row(1, 0, ["Duty housing officer", "Heron", "Mondays", "Dyżurny"])
        .unwrap();
    sheet
        .write_row(2, 0, ["Repairs surveyor", "", "2026-12-24"])
        .unwrap();
    let day = Format::new().set_num_format("ddd d mmm");
    sheet
        .write_datetime_with_format(3, 2, ExcelDateTime::from_ymd(2026, 12, 25).unwrap(), &day)
        .unwrap();
    sheet.write(3, 0, "Nobody").unwrap();
    let (content, findings) = shown(&mut book);
    assert_eq!(said(&findings), []);
    let [monday, eve, christmas] = &content.on_duty[..] else {
        panic!()
    };
    assert_eq!(monday.on, DutyDay::Weekday(Weekday::Mon));
    assert_eq!(
        (monday.role.get("pl", "en-GB"), monday.role.get("en-GB", "en-GB")),
        ("Dyżurny", "Duty housing officer")
    );
    assert_eq!(monday.officer.as_ref().unwrap().get("pl", "en-GB"), "Heron");
    assert_eq!(
        (eve.on, &eve.officer),
        (
            DutyDay::Date(NaiveDate::from_ymd_opt(2026, 12, 24).unwrap()),
            &None
        )
    );
    assert_eq!(
        christmas.on,
        DutyDay::Date(NaiveDate::from_ymd_opt(2026, 12, 25).unwrap())
    );
}

#[test]
fn a_duty_that_cannot_be_read_leaves_the_others() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(0, 0, ["Day", "Role", "Officer", "Phone"])
        .unwrap();
    sheet
        .write_row(1, 0, ["Mondey", "Duty officer", "Heron"])
        .unwrap();
    sheet.write_row(2, 0, ["Tuesday", "", "Willow"]).unwrap();
    sheet.write_row(3, 0, ["", "Duty officer", "Willow"]).unwrap();
    sheet.write_row(4, 0, ["32/12/2026", "Duty officer", ""]).unwrap();
    sheet
        .write_row(5, 0, ["Fri", "Duty officer", "Kingfisher"])
        .unwrap();
    let (content, findings) = shown(&mut book);
    let [friday] = &content.on_duty[..] else { panic!() };
    assert_eq!(friday.on, DutyDay::Weekday(Weekday::Fri));
    assert_eq!(
        said(&findings),
        [
            (
                "column-unknown",
                "Sheet1!D1: The heading “Phone” is not known here."
            ),
            ("weekday-unknown", "Sheet1!A2: “Mondey” is not a day of the week."),
            ("value-missing", "Sheet1!B3: “Role” is missing."),
            ("value-missing", "Sheet1!A4: “Day” is missing."),
            (
                "value-unusable",
                "Sheet1!A5: “32/12/2026” cannot be read: there is no such day in the calendar."
            ),
        ]
    );
}

#[test]
fn the_toml_holds_where_both_are_there() {
    let mut book = Book::new();
    book.add_worksheet().write_row(0, 0, ["Day", "Role"]).unwrap();
    let mut files = folder(&[("on-duty.xlsx", &book.save_to_buffer().unwrap())]);
    let toml = "[[duty]]\nweekday = \"monday\"\nrole = \"Duty officer\"\n";
    files.settings.insert("on-duty.toml", toml.as_bytes());
    let (content, findings) = content(&files);
    assert_eq!(content.on_duty.len(), 1);
    assert!(said(&findings).contains(&("two-sources", "There is on-duty.toml as well, and it holds.")));
}
