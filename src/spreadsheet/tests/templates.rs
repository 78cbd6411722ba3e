//! The templates, read again as the kiosk reads what staff send back.

use flow::content::{CellValue, Content};
use spreadsheet::{Template, template};

use super::office::{content, folder, said};

fn name(tag: &str) -> String {
    match tag {
        "pl" => "Polski".to_owned(),
        "zh-Hans" => "简体中文".to_owned(),
        other => other.to_owned(),
    }
}

const HOURS: &str = r#"
monday = "9am - 5pm"
tuesday = "09:00-12:30, 13:30-17:00"
wednesday = "closed"
thursday = "22:00-02:00"
friday = "24 hours"
saturday = "17:00-24:00"
sunday = "closed"
bank_holidays = "as usual"
[[exceptions]]
from = 2026-12-24
hours = "9am - 1pm"
reason = { en-GB = "Christmas Eve & more <3", pl = "Wigilia", zh-Hans = "平安夜" }
[[exceptions]]
from = 2026-12-29
to = 2026-12-31
hours = "closed"
reason = "Training"
"#;

const DUTIES: &str = r#"
[[duty]]
weekday = "monday"
role = { en-GB = "Duty officer", pl = "Dyżurny" }
officer = "Heron"
[[duty]]
date = 2026-12-24
role = "Repairs surveyor"
"#;

/// An office that keeps its hours and duties in TOML.
fn office() -> Content {
    let mut files = folder(&[]);
    files.settings.insert("hours.toml", HOURS.as_bytes());
    files.settings.insert("on-duty.toml", DUTIES.as_bytes());
    content(&files).0
}

#[test]
fn an_office_that_moves_to_excel_shows_what_it_showed_before() {
    let before = office();
    let hours = template(Template::Hours, Some(&before), name).unwrap();
    let duties = template(Template::OnDuty, Some(&before), name).unwrap();
    let (after, findings) = content(&folder(&[("hours.xlsx", &hours), ("on-duty.xlsx", &duties)]));
    assert_eq!(said(&findings), []);
    let (old, new) = (before.hours.rules(), after.hours.rules());
    assert_eq!((&new.week, &new.bank_holidays), (&old.week, &old.bank_holidays));
    assert_eq!((old.exceptions.len(), new.exceptions.len()), (2, 2));
    for (old, new) in old.exceptions.iter().zip(&new.exceptions) {
        assert_eq!((new.from, new.to, &new.hours), (old.from, old.to, &old.hours));
        for tag in ["en-GB", "pl", "zh-Hans"] {
            assert_eq!(new.reason.get(tag, "en-GB"), old.reason.get(tag, "en-GB"));
        }
    }
    for (old, new) in before.on_duty.iter().zip(&after.on_duty) {
        assert_eq!((new.on, &new.officer), (old.on, &old.officer));
        assert_eq!(new.role.get("pl", "en-GB"), old.role.get("pl", "en-GB"));
    }
    assert_eq!((before.on_duty.len(), after.on_duty.len()), (2, 2));
}

#[test]
fn an_empty_template_says_which_days_are_missing_and_its_examples_are_never_shown() {
    let hours = template(Template::Hours, None, name).unwrap();
    let duties = template(Template::OnDuty, None, name).unwrap();
    let (content, findings) = content(&folder(&[("hours.xlsx", &hours), ("on-duty.xlsx", &duties)]));
    let missing = (2..=8).map(|row| ("value-missing", format!("Hours!B{row}: “Hours” is missing.")));
    let missing: Vec<_> = missing.collect();
    let missing: Vec<_> = missing
        .iter()
        .map(|(code, problem)| (*code, problem.as_str()))
        .collect();
    assert_eq!(said(&findings), missing);
    let past = chrono::NaiveDate::from_ymd_opt(2021, 1, 1).unwrap();
    assert!(
        content
            .hours
            .rules()
            .exceptions
            .iter()
            .all(|exception| exception.to < past)
    );
    let mut days = past.iter_days().take(3_000);
    assert!(!days.any(|day| content.on_duty.iter().any(|duty| duty.is_on(day))));
}

#[test]
fn every_cell_of_a_template_keeps_what_is_typed() {
    let hours = template(Template::Hours, Some(&office()), name).unwrap();
    let workbook = spreadsheet::read(&hours).unwrap();
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Read me", "Hours", "Exceptions"]);
    let mut cells = workbook
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    assert!(cells.all(|cell| matches!(cell.value, CellValue::Words(_))));
    for (name, part) in super::hostile::members(&hours) {
        let part = String::from_utf8(part).unwrap();
        if name.starts_with("xl/worksheets/") {
            // Number format 49 is Text; format 0 of the styles alone has another.
            assert!(
                part.contains("<col ") && !part.contains("s=\"0\"") && !part.contains("<c r=\"A1\" t="),
                "{name}"
            );
        }
        if name == "xl/styles.xml" {
            assert_eq!(part.matches("<xf numFmtId=\"49\"").count(), 5);
        }
    }
    assert_eq!(
        hours,
        template(Template::Hours, Some(&office()), name).unwrap(),
        "the same bytes for the same hours"
    );
}
