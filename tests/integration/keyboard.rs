//! Everything a finger can do, a keypad can: real key events, sent by the X server.

use std::time::Duration;

use tests::accessibility::{Find, Tree};
use tests::display::Key;
use tests::fixture::Fixture;
use tests::visitor::{STEP, number};
use tests::wait::until_or;

/// How long the screen may take to show what a key did.
const ANSWER: Duration = Duration::from_secs(10);

/// No screen of the way to a ticket has more stops.
const MOST_STOPS: usize = 60;

fn tree(fixture: &Fixture) -> Tree {
    until_or("the screen", ANSWER, || fixture.screen().tree(), String::new)
}

/// Presses Tab and says where the keyboard is then.
fn tab(fixture: &mut Fixture, before: Option<&str>) -> String {
    fixture.display().key(Key::Tab);
    let screen = fixture.screen();
    until_or(
        &format!("the keyboard at another control than {before:?}"),
        ANSWER,
        || {
            screen
                .tree()?
                .focused()
                .map(|node| node.id.clone())
                .filter(|id| Some(id.as_str()) != before)
        },
        || screen.tree().unwrap_or_default().dump(),
    )
}

/// Goes on by Tab until the keyboard is at this control.
fn go_to(fixture: &mut Fixture, id: &str) {
    let mut at = tree(fixture).focused().map(|node| node.id.clone());
    for _ in 0..MOST_STOPS {
        if at.as_deref() == Some(id) {
            return;
        }
        at = Some(tab(fixture, at.as_deref()));
    }
    panic!("Tab does not lead to {id}\n{}", tree(fixture).dump());
}

#[test]
fn a_ticket_can_be_taken_by_tab_enter_and_escape_alone() {
    let mut fixture = Fixture::new("keyboard");
    fixture.start_kiosk();
    fixture.display().focus_window();

    go_to(&mut fixture, "take-a-ticket");
    fixture.display().key(Key::Enter);
    fixture.screen().wait_for(Find::Id("service-repairs"), STEP);
    // Escape is Back, and the way begins again.
    fixture.display().key(Key::Escape);
    fixture.screen().wait_for(Find::Id("leaflets"), STEP);
    for (id, next) in [
        ("take-a-ticket", "service-repairs"),
        ("service-repairs", "confirm"),
        ("confirm", "ticket-number"),
    ] {
        go_to(&mut fixture, id);
        fixture.display().key(Key::Enter);
        fixture.screen().wait_for(Find::Id(next), STEP);
    }
    let ticket = until_or(
        "the number",
        ANSWER,
        || number(fixture.screen()),
        || fixture.screen().tree().unwrap_or_default().dump(),
    );
    go_to(&mut fixture, "finish");
    fixture.display().key(Key::Enter);
    fixture.screen().wait_for(Find::Id("leaflets"), STEP);
    println!("{ticket} by keys alone");
}

#[test]
fn tab_visits_every_control_of_home_once_in_reading_order() {
    let mut fixture = Fixture::new("tab_order");
    fixture.start_kiosk();
    fixture.display().focus_window();
    let expected: Vec<String> = tree(&fixture).buttons().map(|button| button.id.clone()).collect();
    assert!(
        expected.len() > 8 && expected.iter().all(|id| !id.is_empty()),
        "{expected:?}"
    );
    let mut visited: Vec<String> = Vec::new();
    for _ in 0..expected.len() {
        let at = tab(&mut fixture, visited.last().map(String::as_str));
        visited.push(at);
    }
    assert_eq!(visited, expected);
    fixture.display().key(Key::Tab);
    let screen = fixture.screen();
    until_or(
        "the first control after the last",
        ANSWER,
        || (screen.tree()?.focused()?.id == expected[0]).then_some(()),
        || screen.tree().unwrap_or_default().dump(),
    );
}

#[test]
fn what_a_control_says_is_read_once() {
    let mut fixture = Fixture::new("read_once");
    fixture.start_kiosk();
    for step in [None, Some("take-a-ticket"), Some("service-repairs")] {
        if let Some(id) = step {
            fixture.screen().press(Find::Id(id), STEP);
        }
        let tree = tree(&fixture);
        let control = |at: usize| {
            tree.0[..at]
                .iter()
                .rev()
                .find(|node| node.depth < tree.0[at].depth)
        };
        for (at, node) in tree.0.iter().enumerate() {
            let inside = control(at).is_some_and(|parent| !parent.id.is_empty() && parent.name == node.name);
            assert!(!inside, "{:?} is read twice\n{}", node.name, tree.dump());
        }
    }
}
