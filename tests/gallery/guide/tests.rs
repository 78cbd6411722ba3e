//! That the guide for staff is true: each of its examples is read, and does what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::time::Duration;

use content_folder::Timing;
use flow::{State, Touch};
use gallery::guide::{DAY, Guide, in_emergency, poster, status_page};
use gallery::{Sample, state_at};
use spreadsheet::{Draft, DraftCell, Style};

/// Everything that is on the screen after these touches.
fn screen(sample: &Sample, time: &str, language: &str, touches: &[Touch]) -> String {
    seen(&sample.touched(state_at(sample, time, language), touches))
}

fn seen(state: &State) -> String {
    format!("{:?}", state.view())
}

#[test]
fn every_example_is_read_without_a_finding_and_is_on_the_screen() {
    let guide = Guide::read();
    let paths: Vec<String> = guide.examples().into_iter().map(|example| example.path).collect();
    assert_eq!(
        paths,
        [
            "leaflets/parking/en-GB.md",
            "leaflets/parking/pl.md",
            "notices/hot-water/en-GB.md",
            "notices/coffee-morning/en-GB.txt",
            "hours.toml",
            "emergency/en-GB.md",
            "notices/choir/en-GB.md",
        ]
    );
    let office = guide.office();
    assert_eq!(office.findings(), []);
    let parking = [Touch::Leaflets, Touch::Leaflet("parking".to_owned())];
    let english = screen(&office, DAY, "en-GB", &parking);
    for words in [
        "Parking near the office",
        "two hours",
        "If you have a blue badge",
        "https://canalstreet.example/parking",
        "leaflets/parking/map.png",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let polish = screen(&office, DAY, "pl", &parking);
    assert!(polish.contains("Parkowanie przy biurze"), "{polish}");
    // "No translation yet? Visitors see the leaflet in your office's own language."
    let turkish = screen(&office, DAY, "tr", &parking);
    assert!(turkish.contains("Parking near the office"), "{turkish}");
    assert!(
        !english.contains("Title:") && !english.contains("Review by"),
        "{english}"
    );
}

#[test]
fn the_notice_is_first_on_the_first_page_and_is_shown_on_the_days_the_guide_says_and_no_others() {
    let office = Guide::read().office();
    let home = screen(&office, DAY, "en-GB", &[]);
    assert!(home.contains("No hot water on Thursday"), "{home}");
    let notice = office
        .content
        .notices
        .iter()
        .find(|notice| notice.name == "hot-water");
    let shown = |day: &str| notice.unwrap().shown_on(day.parse().unwrap());
    let days = ["2026-11-22", "2026-11-23", "2026-11-26", "2026-11-27"];
    assert_eq!(days.map(shown), [false, true, true, false]);
}

#[test]
fn the_poster_has_the_spoken_text_that_the_guide_shows() {
    let guide = Guide::read();
    let examples = guide.examples();
    let example = examples
        .iter()
        .find(|example| example.path.ends_with(".txt"))
        .unwrap();
    assert_eq!(fs::read_to_string(poster()).unwrap(), example.text);
    let touches = [Touch::Notice("coffee-morning".to_owned())];
    let poster = screen(&guide.office(), DAY, "en-GB", &touches);
    assert!(
        poster.contains("Coffee morning") && poster.contains("There is a lift."),
        "{poster}"
    );
    assert!(poster.contains("notices/coffee-morning/en-GB.png"), "{poster}");
}

#[test]
fn the_closure_is_shown_from_the_lines_for_notepad_and_from_the_rows_for_excel() {
    let guide = Guide::read();
    let rows = guide.table("First day");
    assert_eq!(rows.len(), 3);
    let cell = |text: &str| DraftCell {
        text: text.to_owned(),
        style: Style::Value,
    };
    let sheet = |name: &str, rows: Vec<Vec<String>>| Draft {
        name: name.to_owned(),
        widths: vec![20; 4],
        rows: rows
            .iter()
            .map(|row| row.iter().map(|text| cell(text)).collect())
            .collect(),
        frozen: false,
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut week = vec![words(&["Day", "Hours"])];
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
        week.push(words(&[day, "9am - 5pm"]));
    }
    for day in ["Saturday", "Sunday", "Bank holidays"] {
        week.push(words(&[day, "closed"]));
    }
    let mut exceptions = vec![words(&["First day", "Last day", "Hours", "Reason"])];
    exceptions.extend(rows);
    let sheets = [sheet("Hours", week), sheet("Exceptions", exceptions)];
    let workbook = spreadsheet::write(&sheets).unwrap();
    for office in [guide.office(), guide.with_workbook(&workbook)] {
        assert_eq!(office.findings(), []);
        let hours = screen(&office, DAY, "en-GB", &[Touch::Hours]);
        assert!(hours.contains("Staff training"), "{hours}");
        let open = |time: &str| {
            let status = office.content.hours.status(time.parse().unwrap());
            matches!(status, flow::hours::Status::Open { .. })
        };
        assert!(open("2026-11-25T11:00:00Z") && !open("2026-11-27T11:00:00Z"));
        assert!(open("2026-12-24T12:59:00Z") && !open("2026-12-24T13:01:00Z"));
        assert!(!open("2026-12-29T11:00:00Z") && !open("2026-12-31T11:00:00Z"));
    }
}

#[test]
fn the_emergency_takes_the_screen_over() {
    let guide = Guide::read();
    let emergency = guide.emergency();
    assert_eq!(emergency.findings(), []);
    let state = in_emergency(&guide.office(), &emergency);
    let screen = seen(&state);
    for words in [
        "No water in Mallard House",
        "18:00",
        "Bottled water is at the front desk.",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    // "Visitors can then do nothing else."
    assert_eq!(seen(&emergency.touched(state, &[Touch::TakeATicket])), screen);
}

#[test]
fn the_mistake_is_told_in_the_words_that_the_guide_quotes() {
    let guide = Guide::read();
    let mistake = guide.mistake();
    let [finding] = mistake.findings() else {
        panic!("{:?}", mistake.findings())
    };
    let text = guide.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [&finding.problem, &finding.remedy] {
        assert!(text.contains(&format!("*{words}*")), "{words}");
    }
    let status = status_page(&mistake, mistake.findings());
    assert!(guide.text.contains(&format!("{}.html", status.stem())));
    assert!(
        status.text().contains("PROBLEM in en-GB.md, line 2"),
        "{}",
        status.text()
    );
}

#[test]
fn the_guide_names_every_language_and_the_times_that_the_kiosk_waits() {
    let guide = Guide::read();
    let names = guide.text.split_once("The names are:").unwrap().1;
    let names = names.split_once("\n\n").unwrap().0;
    let names = names.split_whitespace().collect::<Vec<_>>().join(" ");
    for language in i18n::languages() {
        let (autonym, tag) = (language.autonym, language.tag);
        let own = names
            .split(", ")
            .find(|name| name.contains(&format!("`{tag}.md`")));
        assert!(
            own.is_some_and(|name| name.contains(autonym)),
            "{autonym}: {names}"
        );
    }
    assert_eq!(names.matches(".md`").count(), i18n::languages().len());
    let waits = Timing::default();
    // "A few seconds", "up to a minute through a shared folder", "about two minutes".
    assert!(waits.quiet <= Duration::from_secs(5));
    assert!(waits.quiet_on_network + 2 * waits.period_on_network <= Duration::from_secs(60));
    let deletion = (waits.grace, waits.grace + 2 * waits.period_on_network);
    assert!(deletion.0 >= Duration::from_secs(60) && deletion.1 <= Duration::from_secs(150));
}
