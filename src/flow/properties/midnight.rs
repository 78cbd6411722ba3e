//! Notices go at the office's midnight, on the nights the clocks change and when the clock was wrong.

use super::*;
use crate::view::{Home, Leaflets};
use chrono::DateTime;

/// A kiosk of an office that is never closed, with one notice that has this header.
fn kiosk(zone: &str, header: &str, time: &str) -> State {
    let office =
        format!("name = {{ en-GB = \"Canal Street\" }}\ntime_zone = \"{zone}\"\nlanguages = [\"en-GB\"]\n");
    let texts = [
        ("office.toml", office),
        (
            "notices/lift/en-GB.md",
            format!("Title: Lift\n{header}\n\nText\n"),
        ),
    ];
    let files = Files {
        texts: texts
            .map(|(path, text)| (path.to_owned(), text.into_bytes()))
            .into(),
        ..Files::default()
    };
    let content = Content::read(&files, &["en-GB"]).0.unwrap();
    let mut state = State::new(Settings::default(), now(time, 0));
    state.update(Event::Content(Arc::new(content)));
    state
}

fn now(time: &str, boot: u64) -> Now {
    Now {
        wall: time.parse::<DateTime<Utc>>().unwrap(),
        boot: Duration::from_secs(boot),
    }
}

fn home(state: &State) -> Home {
    match state.view().screen {
        Screen::Home(home) => home,
        other => panic!("{other:?}"),
    }
}

fn list(state: &State) -> Leaflets {
    match state.view().screen {
        Screen::Leaflets(list) => list,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_notice_goes_at_the_offices_midnight_whatever_the_clocks_do_that_night() {
    let nights = [
        // Zone, last day, its last second, in UTC.
        ("Europe/London", "2026-11-24", "2026-11-24T23:59:59Z"),
        ("Europe/London", "2026-07-01", "2026-07-01T22:59:59Z"),
        // The clocks go forward in the small hours of 28 March, and back in those of 31 October.
        ("Europe/London", "2027-03-27", "2027-03-27T23:59:59Z"),
        ("Europe/London", "2027-03-28", "2027-03-28T22:59:59Z"),
        ("Europe/London", "2027-10-30", "2027-10-30T22:59:59Z"),
        ("Europe/London", "2027-10-31", "2027-10-31T23:59:59Z"),
        ("America/New_York", "2026-11-24", "2026-11-25T04:59:59Z"),
        // In Cairo the clocks go from 23:59 to 01:00, so this day begins without a midnight.
        ("Africa/Cairo", "2026-04-23", "2026-04-23T21:59:59Z"),
    ];
    for (zone, until, last) in nights {
        let mut state = kiosk(zone, &format!("Show until: {until}"), last);
        assert!(home(&state).notice.is_some(), "{zone} {until}");
        let mut open = state.clone();
        open.update(Event::Touch(Touch::Notices));
        assert_eq!(list(&open).items.len(), 1);
        let midnight = Now {
            wall: now(last, 0).wall + TimeDelta::seconds(1),
            boot: Duration::from_secs(1),
        };
        state.update(Event::Clock(midnight));
        assert!(home(&state).notice.is_none(), "{zone} {until}");
        assert!(!home(&state).more_notices);
        open.update(Event::Clock(midnight));
        assert!(list(&open).items.is_empty(), "the open list too");
    }
}

#[test]
fn a_notice_comes_at_the_offices_midnight() {
    let mut state = kiosk(
        "Europe/London",
        "Show from: 2027-03-29",
        "2027-03-28T22:59:59.999Z",
    );
    assert!(home(&state).notice.is_none());
    state.update(Event::Clock(now("2027-03-28T23:00:00Z", 1)));
    assert!(home(&state).notice.is_some());
}

#[test]
fn whoever_reads_a_notice_at_midnight_keeps_it_until_they_leave() {
    let last = "2026-11-24T23:59:50Z";
    let mut state = kiosk("Europe/London", "Show until: 2026-11-24", last);
    let effects = state.update(Event::Touch(Touch::Notice("lift".into())));
    let [Effect::OpenPage(address)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let page = Arc::new(Page {
        title: "Lift".into(),
        blocks: Vec::new(),
    });
    state.update(Event::Page {
        address: address.clone(),
        page: Some(page),
    });
    let before = state.view().screen;
    state.update(Event::Clock(now("2026-11-25T00:00:20Z", 30)));
    assert_eq!(state.view().screen, before);
    state.update(Event::Touch(Touch::Back));
    assert!(home(&state).notice.is_none());
    state.update(Event::Touch(Touch::Notice("lift".into())));
    assert!(
        matches!(state.view().screen, Screen::Home(_)),
        "a touch on a card that has just gone opens nothing"
    );
}

#[test]
fn a_clock_that_is_put_back_a_year_shows_what_is_meant_for_that_day() {
    let header = "Show from: 2026-11-01\nShow until: 2026-11-30";
    let mut state = kiosk("Europe/London", header, "2026-11-24T10:00:00Z");
    assert!(home(&state).notice.is_some());
    state.update(Event::Clock(now("2025-11-24T10:00:00Z", 1)));
    assert!(home(&state).notice.is_none());
    state.update(Event::Clock(now("2026-11-24T10:00:01Z", 2)));
    assert!(home(&state).notice.is_some());
    assert!(state.is_fresh(), "the jump is nobody's touch and ends nothing");
}

#[test]
fn home_and_the_list_stand_without_a_notice_when_all_have_expired() {
    let mut state = kiosk("Europe/London", "Show until: 2026-11-23", "2026-11-24T10:00:00Z");
    assert_eq!(home(&state).notice, None);
    state.update(Event::Touch(Touch::Notices));
    assert!(list(&state).items.is_empty());
    assert!(state.view().frame.back);
}

#[test]
fn a_notice_whose_last_day_is_before_its_first_is_never_shown() {
    let header = "Show from: 2026-11-25\nShow until: 2026-11-23";
    for day in 22..=27 {
        let state = kiosk("Europe/London", header, &format!("2026-11-{day}T10:00:00Z"));
        assert_eq!(home(&state).notice, None);
    }
}
