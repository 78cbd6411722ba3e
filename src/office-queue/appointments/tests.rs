//! Lists as programs write them, whole and torn.

use std::fmt::Write;

use chrono_tz::Tz::Europe__London;

use super::drop_folder::Form;
use super::*;

fn csv(text: &str) -> Result<List, Faults> {
    Form::Csv.read(text.as_bytes(), Europe__London)
}

fn calendar(events: &str) -> String {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Office//Diary//EN\n{events}END:VCALENDAR\n");
    text.replace('\n', "\r\n")
}

fn icalendar(events: &str) -> Result<List, Faults> {
    Form::ICalendar.read(calendar(events).as_bytes(), Europe__London)
}

/// An event of a calendar with these properties, one on each line.
fn event(properties: &str) -> String {
    format!("BEGIN:VEVENT\nUID:1@office.example\n{properties}\nEND:VEVENT\n")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[track_caller]
fn refused(read: Result<List, Faults>, expected: &[&str]) {
    let lines = read.expect_err("it is refused").lines();
    assert_eq!(lines.len(), expected.len(), "{lines:?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(
            line.starts_with(expected),
            "{line:?} does not begin with {expected:?}"
        );
    }
}

#[test]
fn a_table_is_read_under_the_headings_that_programs_use() {
    for text in [
        "reference,date,time,officer,service,status\nHX-3K7,2026-11-23,10:30,A. Obi,repairs,confirmed\n",
        "\u{FEFF}Booking Ref;Name;Appointment date;Start time;With;Service;State\r\nhx3k7;Someone;23/11/2026;10.30;A. Obi;repairs;\r\n",
        "Time\tReference\tStaff\tService\n2026-11-23T10:30\tHX3K7\tA.  Obi\trepairs\n\n",
        "reference,start,officer,service\nHX3K7,2026-11-23T10:30:00Z,\"A. Obi\",repairs\nEND,1\n",
    ] {
        let list = csv(text).unwrap();
        let [only] = list.appointments.as_slice() else {
            panic!("{text}")
        };
        assert_eq!(only.reference.as_str(), "HX3K7", "{text}");
        assert_eq!(only.starts_at, at("2026-11-23T10:30:00Z"), "{text}");
        assert_eq!(
            (only.officer.as_deref(), only.service.as_deref()),
            (Some("A. Obi"), Some("repairs")),
            "{text}"
        );
        assert!(!only.cancelled && list.days.len() == 1 && !list.only_news);
    }
}

#[test]
fn a_wrong_table_is_refused_whole_with_its_lines() {
    let head = "reference,date,time,officer,status,away\n";
    let cases: [(String, &[&str]); 13] = [
        (String::new(), &["line 1: the list is empty"]),
        ("name,when\nA,B\n".into(), &["line 1: there is no column headed"]),
        (
            "date,time\n2026-11-23,10:30\n".into(),
            &["line 1: there is no column headed “reference”"],
        ),
        (
            "ref,code,date\nA,B,C\n".into(),
            &["line 1: two columns have the same meaning"],
        ),
        (
            format!("{head}HX3K7,2026-11-23,10:30,,,\nAB,2026-11-23,10:30,,,\n,2026-11-23,10:30,,,\n"),
            &[
                "line 3: a reference is 4 to 12",
                "line 4: the reference is missing",
            ],
        ),
        (
            format!("{head}HX3K7,2026-11-23,25:30,,,\nHX3K8,11/23/2026,10:30,,,\n"),
            &["line 2: the day or time", "line 3: the day or time"],
        ),
        (
            format!("{head}HX3KO,2026-11-23,10:30,,,\nhx-3k0,2026-11-23,11:30,,,\n"),
            &["line 3: this reference stands on line 2 too"],
        ),
        (
            format!("{head}HX3K7,2026-11-23,10:30,,maybe,\n"),
            &["line 2: “status” is not a word"],
        ),
        (
            format!("{head},2026-11-23,,,,yes\n"),
            &["line 2: who is away needs a name"],
        ),
        (
            format!("{head}HX3K7,2026-11-23,10:30,Obi, A.,confirmed,no,x\n"),
            &["line 2: this row has more cells"],
        ),
        (
            format!("{head}HX3K7,2026-11-23,10:30,,,"),
            &["line 2: the list ends in the middle of a line"],
        ),
        (
            format!("{head}HX3K7,2026-11-23,10:30,\"A. Obi,,\n"),
            &["line 2: a quotation mark is not closed"],
        ),
        (
            format!("{head}HX3K7,2026-11-23,10:30,,,\nEND,2\nHX3K8,2026-11-23,10:30,,,\n"),
            &["line 3: the row END must give", "line 4: nothing may follow"],
        ),
    ];
    for (text, expected) in cases {
        refused(csv(&text), expected);
    }
    refused(
        Form::Csv.read(
            b"reference,date,time\nHX3K7,2026-11-23,10:30\nHX3K\xFF,,\n",
            Europe__London,
        ),
        &["line 3: this is not UTF-8"],
    );
}

#[test]
fn no_fault_repeats_what_a_line_says_of_a_visitor() {
    let text = "reference,date,time,officer\nMARKERMARKERMARKER,2026-11-23,10:30,\nMARKER1,x,y,\nMARKER1,2026-11-23,10:30,\nMARKER1,2026-11-23,10:30,\n";
    let all = csv(text).unwrap_err().to_string();
    assert!(
        all.contains("line 2") && all.contains("line 5") && !all.contains("MARKER"),
        "{all}"
    );
}

/// Wherever a list is cut, it is refused or holds only whole lines; with the row `END` it is refused.
#[test]
fn a_list_cut_anywhere_is_never_half_a_line_and_with_its_length_never_shorter() {
    let mut table = "reference,date,time,officer,service,status\n".to_owned();
    for number in 1000..1012 {
        writeln!(table, "HX{number},2026-11-23,10:30,A. Obi,repairs,confirmed").unwrap();
    }
    let whole = csv(&table).unwrap();
    for cut in 0..table.len() {
        let text = &table[..cut];
        match csv(text) {
            Err(_) => {}
            Ok(list) => {
                assert!(text.ends_with('\n'), "cut at {cut}");
                assert!(whole.appointments.starts_with(&list.appointments));
            }
        }
    }
    let guarded = format!("{table}END,12\n");
    assert_eq!(csv(&guarded).unwrap(), whole);
    for cut in table.len() + 1..guarded.len() {
        assert!(csv(&guarded[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn a_calendar_is_read_with_its_zones() {
    let list = icalendar(
        &[
            event("DTSTART;TZID=Europe/London:20260723T103000\nX-RECEPTION-REFERENCE:HX-3K7\nORGANIZER;CN=\"Obi: A.\";ROLE=CHAIR:mailto:obi@office.example\nX-RECEPTION-SERVICE:repairs"),
            event("DTSTART:20260723T103000\nSUMMARY:Rent\\, second talk (Ref: hx3k8)\nBEGIN:VALARM\nDESCRIPTION:Reference: WRONG\nEND:VALARM"),
            event("DTSTART:20260723T093000Z\nDESCRIPTION:Please bring your letter.\\nRefer\n ence: HX3K9\nSTATUS:CANCELLED"),
            event("DTSTART;TZID=\"GMT Standard Time\":20260723T103000\nX-RECEPTION-REFERENCE:HX3KA"),
            event("DTSTART;TZID=/mozilla.org/Europe/Dublin:20260723T103000\nX-RECEPTION-REFERENCE:HX3KB"),
            event("DTSTART:20260723T120000\nSUMMARY:Lunch\nRRULE:FREQ=DAILY"),
        ]
        .concat(),
    )
    .unwrap();
    let found: Vec<_> = list
        .appointments
        .iter()
        .map(|one| (one.reference.as_str(), one.starts_at, one.cancelled))
        .collect();
    let moment = at("2026-07-23T09:30:00Z");
    assert_eq!(
        found,
        [
            ("HX3K7", moment, false),
            ("HX3K8", moment, false),
            ("HX3K9", moment, true),
            ("HX3KA", moment, false),
            ("HX3KB", moment, false)
        ]
    );
    assert_eq!(list.appointments[0].officer.as_deref(), Some("Obi: A."));
    assert_eq!(list.appointments[0].service.as_deref(), Some("repairs"));
    assert_eq!(list.left_out, 1, "lunch is no appointment of a visitor");
}

#[test]
fn a_wrong_calendar_is_refused_whole_with_its_lines() {
    let reference = "X-RECEPTION-REFERENCE:HX3K7";
    for (properties, expected) in [
        ("X-RECEPTION-REFERENCE:HX", "line 6: a reference is 4 to 12"),
        (reference, "line 4: this event has no DTSTART"),
        ("DTSTART;VALUE=DATE:20261123", ""),
        (
            "DTSTART;TZID=Mars/Olympus:20261123T103000",
            "line 6: this time zone is not known",
        ),
        ("DTSTART:20261123T1030", "line 6: this is not a time"),
        (
            "DTSTART:20261123T103000\nRRULE:FREQ=DAILY",
            "line 7: an appointment that repeats",
        ),
        (
            "DTSTART:20261123T103000\nSTATUS:PERHAPS",
            "line 7: STATUS must be",
        ),
        (
            "DTSTART 20261123T103000",
            "line 6: this is not a line of a calendar",
        ),
        ("END:VALARM", "line 6: this END does not fit"),
    ] {
        let with = if properties.contains(reference) || properties.contains("REFERENCE") {
            properties.to_owned()
        } else {
            format!("{properties}\n{reference}")
        };
        let expected = if expected.is_empty() {
            "line 6: an appointment needs a time"
        } else {
            expected
        };
        refused(icalendar(&event(&with)), &[expected]);
    }
    refused(
        Form::ICalendar.read(b"DTSTART:20261123\r\n", Europe__London),
        &["line 1: a calendar begins with"],
    );
    refused(
        Form::ICalendar.read(b"", Europe__London),
        &["line 1: the calendar is empty"],
    );
}

#[test]
fn a_calendar_cut_anywhere_is_refused() {
    let text = calendar(
        &[
            event("DTSTART:20261123T103000\nX-RECEPTION-REFERENCE:HX3K7"),
            event("DTSTART:20261123T113000\nX-RECEPTION-REFERENCE:HX3K8"),
        ]
        .concat(),
    );
    let end = text.trim_end().len();
    for cut in 0..end {
        let read = Form::ICalendar.read(&text.as_bytes()[..cut], Europe__London);
        assert!(read.is_err(), "cut at {cut}");
    }
    assert_eq!(
        Form::ICalendar
            .read(&text.as_bytes()[..end], Europe__London)
            .unwrap()
            .appointments
            .len(),
        2
    );
}

#[test]
fn on_the_days_the_clocks_change_a_time_is_the_offices_own() {
    // 29 March 2026: 01:00 becomes 02:00. 25 October 2026: 02:00 becomes 01:00.
    let table = |day: &str, time: &str| csv(&format!("reference,date,time\nHX3K7,{day},{time}\n"));
    let start = |day, time| table(day, time).unwrap().appointments[0].starts_at;
    assert_eq!(start("2026-03-28", "10:30"), at("2026-03-28T10:30:00Z"));
    assert_eq!(start("2026-03-29", "10:30"), at("2026-03-29T09:30:00Z"));
    assert_eq!(start("2026-10-25", "10:30"), at("2026-10-25T10:30:00Z"));
    assert_eq!(
        start("2026-10-25", "01:30"),
        at("2026-10-25T00:30:00Z"),
        "the first of two"
    );
    refused(
        table("2026-03-29", "01:30"),
        &["line 2: this time does not exist"],
    );
    refused(
        icalendar(&event(
            "DTSTART;TZID=Europe/London:20260329T013000\nX-RECEPTION-REFERENCE:HX3K7",
        )),
        &["line 6: this time does not exist"],
    );
    // In summer the last hour of Greenwich's day belongs to the office's next day.
    let late = icalendar(&event("DTSTART:20260723T233000Z\nX-RECEPTION-REFERENCE:HX3K7")).unwrap();
    assert_eq!(
        late.appointments[0].day,
        "2026-07-24".parse::<NaiveDate>().unwrap()
    );
}

#[test]
fn who_is_away_is_read_from_tables_and_calendars() {
    let list = csv("officer,date,away\nA.  OBI,2026-11-23,yes\nB. Shah,2026-11-23,no\n");
    refused(list, &["line 3: the reference is missing"]);
    let list = csv("officer,date,away\nA.  OBI,2026-11-23,yes\n").unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(
        Vec::from_iter(list.away),
        [(day("2026-11-23"), "a. obi".to_owned())]
    );
    let list = icalendar(&event(
        "DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261125\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\nORGANIZER;CN=A. Obi:mailto:x@office.example",
    ))
    .unwrap();
    assert_eq!(
        Vec::from_iter(list.away),
        [
            (day("2026-11-23"), "a. obi".to_owned()),
            (day("2026-11-24"), "a. obi".to_owned())
        ]
    );
}

#[test]
fn a_message_of_one_cancellation_is_only_news() {
    let text = format!(
        "METHOD:CANCEL\n{}",
        event("DTSTART:20261123T103000\nX-RECEPTION-REFERENCE:HX3K7")
    );
    let list = icalendar(&text).unwrap();
    assert!(list.only_news && list.appointments[0].cancelled);
    let text = text.replace("CANCEL", "PUBLISH");
    let list = icalendar(&text).unwrap();
    assert!(!list.only_news && !list.appointments[0].cancelled);
}

#[test]
fn a_list_has_bounds() {
    let mut table = "reference,date,time\n".to_owned();
    for number in 0..=MAX_APPOINTMENTS {
        writeln!(table, "HX{number:06},2026-11-23,10:30").unwrap();
    }
    refused(csv(&table), &["line 5002: a list has at most 5000 appointments"]);
    assert!(table.len() < MAX_LIST_BYTES);
    refused(
        csv(&format!(
            "reference,date,time,officer\nHX3K7,2026-11-23,10:30,{}\n",
            "x".repeat(61)
        )),
        &["line 2: the name of an officer"],
    );
    let wrong = "reference,date,time\n".to_owned() + &"?,,\n".repeat(100);
    assert_eq!(csv(&wrong).unwrap_err().lines().len(), MAX_FAULTS);
}
