//! Once the queue has it, nothing of what a visitor entered is left at the kiosk, and no log ever held it.

use std::fs;
use std::time::Duration;

use tests::accessibility::Find;
use tests::fixture::Fixture;
use tests::visitor::{self, STEP};
use tests::wait::{until, until_or};

/// The kiosk empties its WAL soon after the queue's yes; this is how long it may take.
const SOON: Duration = Duration::from_secs(30);

/// Everything our own programs can write to a log.
const ALL_OF_OURS: &str = "info,kiosk=trace,reception_kiosk=trace,flow=trace,content_folder=trace,i18n=trace,outbox=trace,handover=trace,\
    courier=trace,reception_courier=trace,office_queue=trace";

/// What the visitor of this test entered, as it stands in a check-in.
const ENTERED: [&str; 3] = ["neighbours", "\"bn\"", "reception.visit.checked-in"];

fn holding(fixture: &Fixture, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![fixture.path("data")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // The office's own words are no visitor's: its copy of services.toml names every service.
                if path != fixture.path("data/content") {
                    folders.push(path);
                }
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            for word in words {
                if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                    found.push(format!("{}: {word}", path.display()));
                }
            }
        }
    }
    found
}

#[test]
fn what_a_visitor_entered_is_gone_from_the_kiosk_once_the_queue_has_it() {
    let mut fixture = Fixture::new("traces");
    fixture.set_log_filter(ALL_OF_OURS);
    fixture.start_kiosk();
    fixture.screen().press(Find::Id("language-bn"), STEP);
    let taken = visitor::take_ticket(fixture.screen(), "neighbours");
    visitor::finish(fixture.screen());
    let ticket = taken.ticket.to_string();
    let entered = [&ENTERED[..], &[ticket.as_str()]].concat();
    // Until then it is there, or this test would look in the wrong place.
    let files = holding(&fixture, &entered);
    assert!(
        files.len() >= entered.len(),
        "the check-in waits in the outbox: {files:?}"
    );

    fixture.start_queue();
    fixture.start_courier();
    until("the ticket at the queue", STEP, || {
        (fixture.queue().counted()? == 1).then_some(())
    });
    until_or(
        "an outbox without a trace of the visit",
        SOON,
        || holding(&fixture, &entered).is_empty().then_some(()),
        || holding(&fixture, &entered).join("\n"),
    );
    for (name, log) in fixture.logs() {
        assert!(!log.is_empty(), "{name} writes a log");
        for word in ["neighbours", "bn", "Bengali", &ticket] {
            let told = log.lines().find(|line| {
                line.split(|c: char| !c.is_alphanumeric())
                    .any(|part| part == word)
            });
            assert!(told.is_none(), "{name} tells {word}: {told:?}");
        }
    }
}
