//! Every page of staff, full and with each dialog open, has none of the barriers that axe-core finds.

use std::time::Duration;

use serde_json::{Value, json};
use tests::barriers::assert_none;
use tests::browser::Browser;
use tests::fixture::{Fixture, OFFICE};
use tests::staff::{PASSWORD, add_account};
use tests::wait::until_or;

const LIMIT: Duration = Duration::from_secs(15);

fn until_shown(browser: &Browser, what: &str, expression: &str) {
    browser.until_shown(what, LIMIT, expression);
}

/// A board with something in every one of its lists: waiting (soon, late, with every need), called, at the desk, on
/// hold, arrived while offline, with things to do now and things to put right.
fn fill_board(fixture: &Fixture) {
    let (front, side) = (fixture.queue(), fixture.queue_of("side"));
    let today = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive();
    let visit = |ticket: &str, language: &str, more: Value| {
        let mut data =
            json!({ "ticket": ticket, "service_day": today, "service": "repairs", "language": language });
        data.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        data
    };
    let needs = json!([
        "step-free",
        "hearing-loop",
        "help-with-forms",
        "come-to-me",
        "large-print",
        "audio",
        "braille"
    ]);
    let interpreter = json!({ "language": "syl", "mode": "telephone", "gender": "female" });
    let people = [
        // Called and served by desks in the end, in this order: the longest wait first.
        ("A001", "en-GB", json!({}), 570),
        ("A002", "zh-Hans", json!({ "party": 4 }), 560),
        (
            "A003",
            "ar",
            json!({ "private_interview": { "officer_gender": "female" } }),
            550,
        ),
        (
            "A004",
            "bn",
            json!({ "needs": needs, "interpreter": interpreter, "party": 3 }),
            596,
        ),
        (
            "A005",
            "pl",
            json!({ "appointment": { "reference": "HX3K7" } }),
            500,
        ),
        ("A006", "so", json!({ "service": null }), 30),
        ("A007", "en-GB", json!({ "service": "homeless" }), 3),
        (
            "A008",
            "xx",
            json!({ "service": "flying", "needs": ["wings"] }),
            1,
        ),
        ("A009", "en-GB", json!({}), 4000),
        ("A010", "ar", json!({}), 4000),
    ];
    for (ticket, language, more, held) in people {
        front.check_in("front", &visit(ticket, language, more), held);
    }
    // The same number of another kiosk, so that both say where they come from.
    side.check_in("side", &visit("A006", "en-GB", json!({})), 20);
    let id = |ticket: &str| {
        let visits = front.visits();
        let found = visits.iter().find(|visit| visit["ticket"] == ticket).unwrap();
        found["id"].as_i64().unwrap()
    };
    for (desk, ticket, actions) in [
        ("Desk 1", "A001", &["call", "serve"][..]),
        ("Desk 2", "A002", &["call", "recall"]),
        ("Desk 3", "A003", &["hold"]),
    ] {
        for action in actions {
            let (status, answer) = front.desk(
                &format!("/desk/visits/{}/{action}", id(ticket)),
                &json!({ "desk": desk }),
            );
            assert_eq!(status, 200, "{answer}");
        }
    }
    let (status, answer) = front.desk(
        "/desk/services",
        &json!({ "service": "rent", "stop": "paused", "reason": "reason-meeting" }),
    );
    assert_eq!(status, 200, "{answer}");
}

const FULL: &str = "['waiting', 'called', 'held', 'offline', 'warnings', 'prompts'].every((id) => \
    !document.getElementById(id).hidden) && document.querySelector('.overrun') && document.querySelector('.come')";

/// Opens a dialog by its key. On a busy machine a key can come before the page listens, and people press again too.
fn open_by_key(browser: &Browser, key: &str, dialog: &str) {
    let open = format!("return document.getElementById('{dialog}').open");
    until_or(
        dialog,
        LIMIT,
        || {
            if browser.run(&open) == true {
                return Some(());
            }
            browser.press(key);
            (browser.run(&open) == true).then_some(())
        },
        || browser.texts("body").join("\n"),
    );
}

fn close_dialog(browser: &Browser) {
    browser.run("document.querySelector('dialog[open]').close()");
}

fn desk_page_and_its_dialogs(browser: &Browser) {
    browser.run("const desk = document.getElementById('desk'); desk.value = 'Desk 1'; desk.dispatchEvent(new Event('input'))");
    until_shown(browser, "a full board", FULL);
    assert_none(browser, "the desk page with a full board");
    browser.run("document.getElementById('filter').open = true");
    assert_none(browser, "the desk page with its filter open");
    browser.run("document.getElementById('filter').open = false");

    let visit =
        "[...document.querySelectorAll('#waiting-rows tr')].find((row) => row.textContent.includes('A004'))";
    browser.run(&format!("{visit}.querySelector('[data-key^=more]').click()"));
    until_shown(browser, "the visit", "document.getElementById('visit').open");
    assert_none(browser, "the dialog of a visit");
    close_dialog(browser);
    let plain =
        "[...document.querySelectorAll('#waiting-rows tr')].find((row) => row.textContent.includes('A007'))";
    browser.run(&format!("{plain}.querySelector('[data-key^=more]').click()"));
    until_shown(
        browser,
        "its languages",
        "document.getElementById('language').options.length > 1",
    );
    assert_none(browser, "the dialog of a visit without an interpreter");
    close_dialog(browser);

    open_by_key(browser, "a", "adding");
    until_shown(
        browser,
        "the languages",
        "document.getElementById('add-language').options.length > 1",
    );
    assert_none(browser, "the dialog that adds a visitor");
    browser.run("document.querySelector('#add-services button').click()");
    until_shown(
        browser,
        "the number given",
        "!document.getElementById('add-done').hidden",
    );
    assert_none(browser, "the number of an added visitor");
    close_dialog(browser);

    open_by_key(browser, "f", "finding");
    browser.run("document.querySelector('#find-form button').click()");
    until_shown(
        browser,
        "whom was found",
        "document.querySelectorAll('#find-rows tr').length > 9",
    );
    assert_none(browser, "the dialog that finds a visitor");
    close_dialog(browser);

    open_by_key(browser, "s", "service-stops");
    until_shown(
        browser,
        "the services",
        "document.querySelectorAll('#service-rows tr').length > 5",
    );
    assert_none(browser, "the dialog of the services");
    close_dialog(browser);
}

#[test]
fn the_pages_of_staff_have_no_barrier_that_axe_core_finds() {
    let mut fixture = Fixture::new("barriers");
    let rooms = fixture.path("queue.toml");
    let text = std::fs::read_to_string(&rooms).unwrap();
    let name = "name = \"Canal Street\"\n";
    std::fs::write(
        &rooms,
        text.replacen(
            name,
            &format!("{name}rooms = [\"Room 1\", \"The quiet room\"]\n"),
            1,
        ),
    )
    .unwrap();
    fixture.start_queue();
    let browser = Browser::start();
    let origin = format!("http://{}", fixture.queue_address());
    browser.open(&fixture.desk_page());
    until_shown(
        &browser,
        "a live page",
        "document.querySelector('#connection').textContent === 'Live'",
    );
    assert_none(&browser, "the desk page with nobody waiting");
    browser.open(&format!("{origin}/sign-in"));
    assert_none(&browser, "the page that says nobody has an account");
    fill_board(&fixture);
    browser.open(&fixture.desk_page());
    desk_page_and_its_dialogs(&browser);
    fixture.kill_queue();

    // The same office once somebody has an account.
    add_account(&fixture, OFFICE, "mona", "manager");
    fixture.start_queue();
    browser.open(&fixture.desk_page());
    until_shown(
        &browser,
        "the sign-in page",
        "document.getElementById('password')",
    );
    assert_none(&browser, "the sign-in page");
    browser.run("document.getElementById('name').value = 'mona'; document.getElementById('password').value = 'wrong'; document.querySelector('form').submit()");
    until_shown(&browser, "the refusal", "document.querySelector('.wrong')");
    assert_none(&browser, "the sign-in page after a wrong password");
    browser.run(&format!(
        "document.getElementById('password').value = '{PASSWORD}'; document.querySelector('form').submit()"
    ));
    until_shown(
        &browser,
        "who is signed in",
        "document.querySelector('.session span')",
    );
    until_shown(&browser, "the board", FULL);
    assert_none(&browser, "the desk page of a manager who is signed in");
    for (path, what) in [("audit", "the audit log"), ("counts", "the counts")] {
        browser.open(&format!("{origin}/desk/{path}"));
        until_shown(
            &browser,
            "who is signed in",
            "document.querySelector('.session span')",
        );
        assert_none(&browser, what);
    }
}
