//! Accounts as people use them, in a real browser: signing in by keyboard, working, the audit log, signing out; and
//! whoever signs in next sees nothing of another office.

use std::time::Duration;

use tests::browser::{Browser, ENTER, TAB};
use tests::fixture::{Fixture, OFFICE};
use tests::queue::checked_in;
use tests::staff::{PASSWORD, add_account};

const LIMIT: Duration = Duration::from_secs(15);

/// Another office of the same queue service.
const OTHER: &str = "mill-lane";

fn until_shown(browser: &Browser, what: &str, expression: &str) {
    browser.until_shown(what, LIMIT, expression);
}

fn waits(ticket: &str) -> String {
    format!(
        "[...document.querySelectorAll('#waiting-rows .ticket')].some((found) => found.textContent === '{ticket}')"
    )
}

/// Types a name and a password where the focus is, as the page has put it.
fn type_in(browser: &Browser, name: &str, password: &str) {
    until_shown(
        browser,
        "the focus on the name",
        "document.activeElement.id === 'name'",
    );
    browser.press(name);
    browser.press(TAB);
    browser.press(password);
    browser.press(ENTER);
}

fn sign_out(browser: &Browser) {
    browser.run("[...document.querySelectorAll('.session button')].find((button) => button.textContent === 'Sign out').focus()");
    browser.press(ENTER);
    until_shown(browser, "the sign-in page", "document.getElementById('password')");
}

const LIVE: &str = "document.querySelector('#connection')?.textContent === 'Live'";

/// Has the page write down every ticket and every office's name that it ever shows from its first moment on.
const WATCH: &str = "new MutationObserver(() => { \
    const seen = new Set(JSON.parse(sessionStorage.getItem('seen') ?? '[]')); \
    for (const found of document.querySelectorAll('.ticket, #office-name')) seen.add(found.textContent); \
    sessionStorage.setItem('seen', JSON.stringify([...seen])); \
}).observe(document, { subtree: true, childList: true, characterData: true })";

#[test]
fn staff_sign_in_by_keyboard_and_the_audit_log_says_what_they_did() {
    let mut fixture = Fixture::new("signed_in");
    add_account(&fixture, OFFICE, "mona", "manager");
    fixture.start_queue();
    fixture
        .queue()
        .check_in("front", &checked_in("A017", "repairs", "bn"), 0);
    let browser = Browser::start();
    browser.open(&fixture.desk_page());
    until_shown(
        &browser,
        "the sign-in page",
        "document.getElementById('password')",
    );
    assert!(!browser.texts("body").concat().contains("A017"));

    type_in(&browser, "mona", "a lamp over eight stairs");
    until_shown(&browser, "what was wrong", "document.querySelector('.wrong')");
    assert_eq!(
        browser.texts(".wrong"),
        ["The name or the password is not right."]
    );
    // The name stays, and the focus is where the next try begins.
    until_shown(
        &browser,
        "the focus on the password",
        "document.activeElement.id === 'password'",
    );
    assert_eq!(
        browser.run("return document.getElementById('name').value"),
        "mona"
    );
    browser.press(PASSWORD);
    browser.press(ENTER);

    until_shown(&browser, "the visitor", &waits("A017"));
    until_shown(
        &browser,
        "who is signed in",
        "document.querySelector('.session span')?.textContent === 'mona'",
    );
    browser.run("document.getElementById('desk').focus()");
    browser.press("Desk 1");
    browser.press(TAB);
    until_shown(
        &browser,
        "the focus on Call next",
        "document.activeElement.id === 'next'",
    );
    browser.press(ENTER);
    until_shown(
        &browser,
        "the call",
        "document.querySelector('#called-rows tr.own .ticket')?.textContent === 'A017'",
    );

    browser.open(&format!("{}/audit", fixture.desk_page()));
    let rows = browser.texts("tbody tr");
    let did = |action: &str| {
        rows.iter()
            .any(|row| row.contains("mona") && row.contains(action))
    };
    for action in ["sign-in refused", "sign-in", "next"] {
        assert!(did(action), "{action}: {rows:?}");
    }
    assert!(
        !rows.concat().contains("A017"),
        "the audit log names no visitor: {rows:?}"
    );

    until_shown(
        &browser,
        "who is signed in",
        "document.querySelector('.session button')",
    );
    sign_out(&browser);
    browser.open(&fixture.desk_page());
    until_shown(
        &browser,
        "the sign-in page",
        "document.getElementById('password')",
    );
    let log = fixture
        .logs()
        .into_iter()
        .find(|(name, _)| *name == "office-queue")
        .unwrap()
        .1;
    for secret in ["stairs", "A017"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[test]
fn whoever_signs_in_next_in_a_browser_never_sees_the_office_of_the_one_before() {
    let mut fixture = Fixture::new("signed_in_next");
    add_account(&fixture, OFFICE, "kim", "staff");
    add_account(&fixture, OTHER, "olu", "staff");
    fixture.start_queue();
    fixture
        .queue()
        .check_in("front", &checked_in("A017", "repairs", "bn"), 0);
    let browser = Browser::start();
    let first = browser.tab();
    browser.open(&fixture.desk_page());
    type_in(&browser, "kim", PASSWORD);
    until_shown(&browser, "the visitor", &waits("A017"));
    // A second tab keeps the worker that the tabs share alive, and what it has heard.
    let second = browser.new_tab();
    browser.open(&fixture.desk_page());
    until_shown(&browser, "the visitor in the second tab", &waits("A017"));
    // As it was before pages asked for their own office by its name.
    browser.run(&format!("sessionStorage.setItem('office', '{OFFICE}')"));

    browser.look_at(&first);
    sign_out(&browser);
    browser.watch_new_pages(WATCH);
    type_in(&browser, "olu", PASSWORD);
    until_shown(&browser, "a live page", LIVE);
    until_shown(
        &browser,
        "their own office",
        &format!("document.getElementById('office-name').textContent === '{OTHER}'"),
    );
    until_shown(
        &browser,
        "nobody waiting",
        "!document.getElementById('waiting-empty').hidden",
    );
    let seen = browser.run("return sessionStorage.getItem('seen')");
    let seen = seen.as_str().expect("what the page has shown");
    assert!(seen.contains(OTHER), "{seen}");
    assert!(!seen.contains("A017") && !seen.contains("Canal Street"), "{seen}");

    // The tab that was left open has heard of it too, and shows nothing more of the first office.
    browser.look_at(&second);
    until_shown(
        &browser,
        "a second tab without the first office",
        "!document.body.innerText.includes('A017') && !document.body.innerText.includes('Canal Street')",
    );
    browser.open(&fixture.desk_page());
    until_shown(
        &browser,
        "their own office in the second tab",
        &format!("document.getElementById('office-name')?.textContent === '{OTHER}'"),
    );
    until_shown(&browser, "a live page in the second tab", LIVE);

    // Somebody else takes the session over while a page of the one before is open in another tab.
    browser.look_at(&first);
    browser.run(
        "return fetch('/sign-out', { method: 'POST' }).then(() => fetch('/sign-in', { method: 'POST', \
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, \
        body: 'name=kim&password=a+lamp+over+seven+stairs' })).then(() => null)",
    );
    browser.look_at(&second);
    until_shown(
        &browser,
        "a second tab without the other office",
        &format!(
            "!document.body.innerText.includes('{OTHER}') && (document.getElementById('password') || {})",
            waits("A017")
        ),
    );
}
