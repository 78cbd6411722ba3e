//! The call display in a real browser: a call from a desk is on the screen within a second, two calls at once are
//! shown one after the other, and a service that has gone is said and found again.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use tests::barriers::assert_none;
use tests::browser::Browser;
use tests::fixture::{Fixture, KIOSK, OFFICE, SERIES};
use tests::queue::checked_in;
use tests::wait::until_or;

/// How soon a call is to be on the screen is a second; five times that only catches a hang.
const SHOWN: Duration = Duration::from_secs(5);

/// How long each call has the screen for itself, and how much longer it may take on a busy machine.
const OWN_TIME: Duration = Duration::from_secs(8);

/// How soon the page says that the service has gone, and how soon it is back: its longest pause and some.
const NOTICED: Duration = Duration::from_secs(40);

/// A visitor of this number and language waits.
fn check_in(fixture: &Fixture, number: u64, language: &str) {
    let ticket = format!("{SERIES}{number:03}");
    fixture
        .queue()
        .check_in(KIOSK, &checked_in(&ticket, "repairs", language), 0);
}

/// Calls whoever is next, as the desk page does; the number.
fn call_next(fixture: &Fixture, desk: &str) -> String {
    let (_, answer) = fixture.queue().desk("/desk/next", &json!({ "desk": desk }));
    answer["visit"]["ticket"]
        .as_str()
        .expect("somebody was waiting")
        .to_owned()
}

/// What a selector's elements say, joined, without the marks that isolate numbers.
fn said(browser: &Browser, selector: &str) -> String {
    let text = browser.texts(selector).join(" ");
    text.chars()
        .filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}' | '\u{200F}'))
        .collect()
}

fn wait_for(
    browser: &Browser,
    what: &str,
    limit: Duration,
    selector: &str,
    passes: impl Fn(&str) -> bool,
) -> String {
    until_or(
        what,
        limit,
        || Some(said(browser, selector)).filter(|text| passes(text)),
        || said(browser, "body"),
    )
}

/// How many elements the page has.
fn elements(browser: &Browser) -> i64 {
    let count = browser.run("return document.querySelectorAll('*').length");
    count.as_i64().expect("a number")
}

#[test]
fn a_call_is_on_the_screen_at_once_two_take_turns_and_a_service_that_went_is_said_and_found_again() {
    let mut fixture = Fixture::new("display");
    fixture.start_queue();
    for (number, language) in [(1, "ar"), (2, "pl"), (3, "en-GB")] {
        check_in(&fixture, number, language);
    }
    let browser = Browser::start();
    browser.open(&format!(
        "http://{}/display?office={OFFICE}",
        fixture.queue_address()
    ));
    wait_for(
        &browser,
        "the words before the first call",
        SHOWN,
        "#waiting:not([hidden])",
        |text| text.contains("Please take a seat") && text.contains("请坐下等候"),
    );
    wait_for(
        &browser,
        "the offer of sound",
        SHOWN,
        "#sound:not([hidden])",
        |text| text.contains("Touch to switch sound on"),
    );

    let called = Instant::now();
    let first = call_next(&fixture, "Desk 2");
    wait_for(&browser, "the first call", SHOWN, "#ticket", |text| text == first);
    println!("a call is on the screen after {:.0?}", called.elapsed());
    assert_eq!(said(&browser, "#now-title"), "Now calling");
    assert!(said(&browser, "#sentences [lang=ar][dir=rtl]").contains("المكتب 2"));
    assert_eq!(said(&browser, "#sentences [lang=en-GB]"), "Please go to Desk 2");

    // Two desks call while the first call has the screen: each gets its own time, none is left out.
    let (second, third) = (call_next(&fixture, "Desk 1"), call_next(&fixture, "Desk 3"));
    let mut turns = vec![(first.clone(), called)];
    while turns.len() < 3 {
        assert!(turns[turns.len() - 1].1.elapsed() < OWN_TIME * 4, "{turns:?}");
        let shown = said(&browser, "#ticket");
        if turns.iter().all(|(ticket, _)| *ticket != shown) {
            turns.push((shown, Instant::now()));
        }
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!((&turns[1].0, &turns[2].0), (&second, &third));
    assert!(
        turns[2].1 - turns[1].1 > OWN_TIME - Duration::from_millis(500),
        "{turns:?}"
    );
    wait_for(&browser, "the calls before", SHOWN, "#list", |text| {
        text.contains(&first) && text.contains(&second)
    });
    assert_eq!(said(&browser, "#notice"), "");
    assert_none(&browser, "the call display");

    let before = elements(&browser);
    fixture.kill_queue();
    let notice = wait_for(&browser, "that the service is away", NOTICED, "#notice", |text| {
        text.contains("Not up to date since")
    });
    assert!(notice.contains("Please ask at reception."), "{notice}");
    assert_eq!(said(&browser, "#ticket"), third, "the last known call stays");
    assert_none(&browser, "the call display without its service");
    fixture.start_queue();
    wait_for(
        &browser,
        "that the service is back",
        NOTICED,
        "#notice",
        str::is_empty,
    );
    assert_eq!(said(&browser, "#ticket"), third);
    check_in(&fixture, 4, "bn");
    let fourth = call_next(&fixture, "Room 4");
    wait_for(
        &browser,
        "a call after the service came back",
        SHOWN + OWN_TIME,
        "#ticket",
        |text| text == fourth,
    );
    // One row more in the list and one sentence more: nothing else has grown.
    let grown = elements(&browser) - before;
    assert!((0..=6).contains(&grown), "{grown} more elements");

    // A service with another page, as after an update: the screen loads it by itself and calls nobody a second time.
    fixture.kill_queue();
    let settings = fs::read_to_string(fixture.path("queue.toml")).unwrap();
    fs::write(
        fixture.path("queue.toml"),
        format!("language = \"pl\"\n{settings}"),
    )
    .unwrap();
    fixture.start_queue();
    wait_for(
        &browser,
        "the new page",
        NOTICED * 2,
        "html[lang=pl] #now-title",
        |text| text == "Ostatnio wezwany numer",
    );
    assert_eq!(said(&browser, "#ticket"), fourth);
}
