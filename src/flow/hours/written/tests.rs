//! Hours as staff write them, and hours that mean two things.

use super::*;
use proptest::prelude::*;

fn spans(text: &str) -> Vec<(u16, u16)> {
    DayHours::read(text)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .spans()
        .to_vec()
}

#[test]
fn times_are_understood_as_staff_write_them() {
    let nine_to_five = vec![(540, 1020)];
    for text in [
        "09:00-17:00",
        "9:00 - 17:00",
        "9am - 5pm",
        "9 a.m. to 5 p.m.",
        "09.00–17.00",
        "09:00 — 17:00",
        "0900-1700",
        "9AM-5PM",
        "9.00am until 5.00pm",
        "from 9am to 5pm",
        "\u{a0}09:00\u{2212}17:00 ",
        "09：00-17：00",
    ] {
        assert_eq!(spans(text), nine_to_five, "{text}");
    }
    assert_eq!(spans("09:00-12:30, 13:30-17:00"), [(540, 750), (810, 1020)]);
    assert_eq!(spans("13:30-17:00 and 9am-12 noon"), [(540, 720), (810, 1020)]);
    assert_eq!(spans("Closed"), []);
    assert_eq!(spans("22:00-02:00"), [(1320, 1560)]);
    assert_eq!(spans("17:00-24:00"), [(1020, 1440)]);
    assert_eq!(spans("5pm - midnight"), [(1020, 1440)]);
    assert_eq!(spans("00:00-24:00"), [(0, 1440)]);
    assert_eq!(spans("24 hours"), [(0, 1440)]);
}

#[test]
fn what_could_mean_two_things_is_refused() {
    use WrittenError as E;
    assert_eq!(DayHours::read("  "), Err(E::Empty));
    assert_eq!(
        DayHours::read("25:00-26:00"),
        Err(E::NotATime("25:00".to_owned()))
    );
    assert_eq!(
        DayHours::read("09:00-17:60"),
        Err(E::NotATime("17:60".to_owned()))
    );
    assert_eq!(DayHours::read("13pm-14pm"), Err(E::NotATime("13pm".to_owned())));
    assert_eq!(
        DayHours::read("17:00-09:00"),
        Err(E::ThroughTheNight("17:00-09:00".to_owned()))
    );
    assert_eq!(
        DayHours::read("09:00-09:00"),
        Err(E::NoTime("09:00-09:00".to_owned()))
    );
    assert_eq!(
        DayHours::read("00:00-00:00"),
        Err(E::NoTime("00:00-00:00".to_owned()))
    );
    assert_eq!(DayHours::read("09:00"), Err(E::NotASpan("09:00".to_owned())));
    assert_eq!(DayHours::read(&"09:00-09:10,".repeat(7)), Err(E::TooMany));
}

#[test]
fn times_with_one_reading_are_taken_however_they_are_written() {
    for (text, wanted) in [
        ("09:00 - 12:00 / 13:00 - 17:00", &[(540, 720), (780, 1020)][..]),
        ("9am-12.30pm & 1.30pm-5pm", &[(540, 750), (810, 1020)]),
        ("9am to 1pm then 2pm to 5pm", &[(540, 780), (840, 1020)]),
        ("9-5pm", &[(540, 1020)]),
        ("9am-5", &[(540, 1020)]),
        ("9.30-5pm", &[(570, 1020)]),
        ("10 til 4pm", &[(600, 960)]),
        ("10 'til 4 p.m.", &[(600, 960)]),
        ("between 9am and 5pm", &[(540, 1020)]),
        ("open from 9am to 5pm", &[(540, 1020)]),
        ("noon–5pm", &[(720, 1020)]),
        ("midday till 5pm", &[(720, 1020)]),
        ("9am-12noon", &[(540, 720)]),
        ("1-5pm", &[(780, 1020)]),
        ("12-4pm", &[(720, 960)]),
        ("11-2pm", &[(660, 840)]),
        ("1.30-4.30pm", &[(810, 990)]),
        ("9-11am", &[(540, 660)]),
        ("9-17", &[(540, 1020)]),
        ("9-17:30", &[(540, 1050)]),
        ("9:00-12:30", &[(540, 750)]),
        ("9:00-17:00", &[(540, 1020)]),
        ("900-1700", &[(540, 1020)]),
        ("0900 - 1700 hrs", &[(540, 1020)]),
        ("0900hrs to 1700hrs", &[(540, 1020)]),
        ("09h00-17h00", &[(540, 1020)]),
        ("9:00am → 14:00pm", &[(540, 840)]),
        ("9am -> 5pm", &[(540, 1020)]),
        ("০৯:০০-১৭:০০", &[(540, 1020)]),
        ("٠٩:٠٠ – ١٧:٠٠", &[(540, 1020)]),
        ("09：00～17：00", &[(540, 1020)]),
        ("22:00-2:00", &[(1320, 1560)]),
        ("Closed all day", &[]),
        ("closed today.", &[]),
        ("The office is CLOSED", &[]),
        ("not open", &[]),
        ("24/7", &[(0, 1440)]),
        ("open 24hrs", &[(0, 1440)]),
    ] {
        assert_eq!(spans(text), wanted, "{text}");
    }
}

#[test]
fn times_with_two_readings_are_refused_with_both() {
    for (text, readings) in [
        ("9-5", &["09:00-17:00", "21:00-05:00"][..]),
        ("9 to 5", &["09:00-17:00", "21:00-05:00"]),
        ("9.00-5.00", &["09:00-17:00", "21:00-05:00"]),
        ("8.30-5.15", &["08:30-17:15", "20:30-05:15"]),
        ("09:00-5:00", &["09:00-17:00"]),
        ("9-12", &["09:00-12:00", "21:00-24:00"]),
        ("1-5", &["01:00-05:00", "13:00-17:00"]),
        ("1:30-5:00", &["01:30-05:00", "13:30-17:00"]),
        ("12:00-2:00", &["00:00-02:00", "12:00-14:00"]),
        ("8-11pm", &["08:00-23:00", "20:00-23:00"]),
        ("9am-12", &["09:00-12:00", "09:00-24:00"]),
        ("9am-11", &["09:00-11:00", "09:00-23:00"]),
        ("10-2am", &["22:00-02:00"]),
        ("9:00-9:00", &["09:00-21:00", "21:00-09:00"]),
    ] {
        let Err(WrittenError::MorningOrEvening {
            written,
            readings: found,
        }) = DayHours::read(text)
        else {
            panic!("{text}: {:?}", DayHours::read(text));
        };
        assert_eq!(found, readings, "{text}");
        for reading in &readings[..1] {
            assert!(DayHours::read(reading).is_ok(), "{reading}");
        }
        assert!(!written.is_empty());
    }
    let error = DayHours::read("9-5").unwrap_err();
    assert_eq!(error.to_string(), "“9-5” may be 09:00-17:00 or 21:00-05:00");
    assert_eq!(error.remedy(), "Write 09:00-17:00 or 21:00-05:00.");
    // The afternoon that is meant would be taken for a night by a clock of 24 hours.
    assert!(DayHours::read("9:00-12:30, 1:30-5:00").is_err());
}

#[test]
fn what_is_no_time_is_refused_with_a_sentence() {
    use WrittenError as E;
    for (text, error) in [
        ("by appointment only", E::ByAppointment),
        ("9am-5pm by appointment", E::ByAppointment),
        ("9am-5pm (closed 1-2)", E::Remark("closed 1-2".to_owned())),
        ("9am-5pm (not Fridays", E::Remark("not fridays".to_owned())),
        (
            "closed for lunch 1pm-2pm",
            E::NotATime("closed for lunch 1pm".to_owned()),
        ),
        ("-", E::NotASpan("-".to_owned())),
        ("9am-5pm-6pm", E::NotASpan("9am-5pm-6pm".to_owned())),
        ("from 9am", E::NotASpan("9am".to_owned())),
        ("9:5-17:00", E::NotATime("9:5".to_owned())),
        ("0am-5pm", E::NotATime("0am".to_owned())),
    ] {
        assert_eq!(DayHours::read(text), Err(error.clone()), "{text}");
        assert!(error.remedy().ends_with('.') && !error.to_string().is_empty());
    }
}

#[test]
fn a_remark_about_the_last_ticket_is_left_out_and_known() {
    let day = DayHours::read("8.30am–5.15pm (last ticket 4.45pm)").unwrap();
    assert_eq!(day.spans(), [(510, 1035)]);
    assert_eq!(day.left_out(), Some("last ticket 4.45pm"));
    assert_eq!(DayHours::read("9am-5pm").unwrap().left_out(), None);
}

#[test]
fn overlapping_stretches_are_joined_and_said() {
    let day = DayHours::read("09:00-17:00, 10:00-12:00").unwrap();
    assert_eq!((day.spans(), day.overlapped()), (&[(540, 1020)][..], true));
    let day = DayHours::read("09:00-12:00, 12:00-17:00").unwrap();
    assert_eq!((day.spans(), day.overlapped()), (&[(540, 1020)][..], false));
}

proptest! {
    #[test]
    fn no_text_makes_reading_a_day_panic(text in "[0-9apm:., –-]{0,24}|(9|12|5|17|:00|am|pm|-| |noon|closed|last|and|\\(|\\)|/){0,9}|\\PC{0,130}") {
        if let Ok(day) = DayHours::read(&text) {
            for (from, to) in day.spans() {
                prop_assert!(from < to && *from < MINUTES_A_DAY && *to <= 2 * MINUTES_A_DAY);
            }
        }
    }
}
