//! What a visitor can ask for at the real screen, and what the desk then reads.

use std::time::Duration;

use serde_json::Value;
use tests::accessibility::Find;
use tests::fixture::Fixture;
use tests::visitor::{self, STEP};
use tests::wait::{until, until_or};

/// How long a check-in may take to the desk; the promise is 2 s.
const AT_DESK: Duration = Duration::from_secs(10);

/// Presses controls one after the other, each by its id as soon as it is there.
fn press(fixture: &Fixture, ids: &[&str]) {
    for id in ids {
        fixture.screen().press(Find::Id(id), STEP);
    }
}

/// Confirms, reads the number, and finishes.
fn confirm(fixture: &Fixture) -> String {
    press(fixture, &["confirm"]);
    let screen = fixture.screen();
    let ticket = until_or(
        "a ticket",
        STEP,
        || visitor::number(screen),
        || screen.tree().unwrap_or_default().dump(),
    );
    visitor::finish(screen);
    ticket.to_string()
}

/// The row of a ticket in the desk's waiting list.
fn row(fixture: &Fixture, ticket: &str) -> Value {
    let queue = fixture.queue();
    until(&format!("{ticket} at the desk"), AT_DESK, || {
        let board = queue.board()?;
        let waiting = board.get("waiting")?.as_array()?;
        waiting.iter().find(|row| row["ticket"] == *ticket).cloned()
    })
}

fn needs(row: &Value) -> Vec<String> {
    let needs = row["needs"].as_array().expect("needs");
    needs
        .iter()
        .map(|need| {
            let language = need["language"]["name"].as_str().unwrap_or_default();
            format!(
                "{}{language}{}",
                need["text"].as_str().unwrap(),
                need["rest"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn what_is_asked_for_on_the_screen_is_read_at_the_desk() {
    let fixture = Fixture::running("visits");

    // A private interview: two touches, and no reason.
    press(&fixture, &["talk-in-private"]);
    let private = confirm(&fixture);
    assert_eq!(needs(&row(&fixture, &private)), ["Private room"]);

    // An interpreter for a language without screens, found by its first letters, by telephone.
    press(&fixture, &["need-an-interpreter", "key-S", "key-Y", "spoken-syl"]);
    press(
        &fixture,
        &["need-an-interpreter", "interpreter-mode-telephone", "done"],
    );
    press(&fixture, &["needs", "need-step-free", "more-people", "done"]);
    let interpreter = confirm(&fixture);
    let at_desk = row(&fixture, &interpreter);
    assert_eq!(at_desk["party"], 2);
    let words = needs(&at_desk);
    assert!(
        words[0].contains("Sylheti") && words[0].contains("telephone"),
        "{words:?}"
    );
    assert_eq!(words[1], "Step-free");

    // An appointment, typed; the queue has no such reference and says so, and the visitor has a place all the same.
    press(
        &fixture,
        &[
            "appointment",
            "key-H",
            "key-X",
            "key-3",
            "key-K",
            "key-7",
            "enter",
        ],
    );
    press(&fixture, &["confirm"]);
    let told = Find::Containing("could not find this appointment");
    fixture.screen().wait_for(told, AT_DESK);
    let number = visitor::number(fixture.screen())
        .expect("the number is still there")
        .to_string();
    let at_desk = row(&fixture, &number)["appointment"].clone();
    assert_eq!(at_desk["reference"], "HX3K7");
    assert_eq!(at_desk["standing"], "not in our lists");
    visitor::finish(fixture.screen());
}

#[test]
fn a_ticket_taken_back_leaves_the_list() {
    let fixture = Fixture::running("taken_back");
    visitor::take_ticket(fixture.screen(), "repairs");
    let queue = fixture.queue();
    until("the ticket at the queue", AT_DESK, || {
        (queue.waiting()? == 1).then_some(())
    });
    press(&fixture, &["mistake", "keep-ticket", "mistake", "take-back"]);
    fixture.screen().wait_for(Find::Id("leaflets"), STEP);
    until("an empty list", AT_DESK, || (queue.waiting()? == 0).then_some(()));
}
