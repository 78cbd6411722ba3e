//! The desk page in a real browser: a whole day of an office in fast time, by keyboard alone, and in eight tabs.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use tests::browser::{Browser, ENTER, TAB};
use tests::fake_clock::FakeClock;
use tests::fixture::Fixture;
use tests::queue::{Queue, checked_in};
use tests::wait::until;
use tests::{PATIENCE, number_from_env, seed};

/// An update is on every page within a second.
const LIVE: Duration = Duration::from_secs(1);

/// The services that the three desks without a page deal with; the one in the browser deals with `leasehold`.
const THEIRS: [&str; 5] = ["repairs", "rent", "homeless", "moving", "neighbours"];

const LANGUAGES: [&str; 5] = ["en-GB", "bn", "ar", "pl", "zh-Hans"];

/// How long everything that follows from the last visitor may take.
const EVENING: Duration = Duration::from_secs(60);

/// Waits until an expression of the page is true, and says how long that took.
fn until_shown(browser: &Browser, what: &str, expression: &str) -> Duration {
    browser.until_shown(what, LIVE * PATIENCE, expression)
}

/// Whether a ticket stands in a table of the page.
fn in_table(table: &str, ticket: &str) -> String {
    format!(
        "[...document.querySelectorAll('#{table}-rows .ticket')].some((found) => found.textContent === '{ticket}')"
    )
}

/// Opens the desk page as a desk of this name that deals with some services only.
fn open_desk(browser: &Browser, page: &str, desk: &str, services: Option<&[&str]>) {
    browser.open(page);
    let filter = json!({ "services": services, "languages": null }).to_string();
    browser.run(&format!(
        "sessionStorage.setItem('desk', '{desk}'); sessionStorage.setItem('reception-filter', {})",
        json!(filter)
    ));
    browser.open(page);
    until_shown(
        browser,
        "a live page",
        "document.querySelector('#connection').textContent === 'Live'",
    );
}

/// A desk that calls and deals with visitors until it is told that nobody more will come, and nobody is left.
fn work(queue: &Queue, desk: &str, closing: &AtomicBool) -> Vec<String> {
    let mut called = Vec::new();
    loop {
        let last_round = closing.load(Ordering::SeqCst);
        let (status, answer) = queue.desk("/desk/next", &json!({ "desk": desk, "services": THEIRS }));
        assert_eq!(status, 200, "{answer}");
        let visit = &answer["visit"];
        if visit.is_null() {
            if last_round {
                return called;
            }
            std::thread::sleep(Duration::from_millis(20));
            continue;
        }
        called.push(visit["ticket"].as_str().unwrap().to_owned());
        for action in ["serve", "done"] {
            let path = format!("/desk/visits/{}/{action}", visit["id"]);
            let (status, answer) = queue.desk(&path, &json!({ "desk": desk }));
            assert_eq!(status, 200, "{desk} {path}: {answer}");
        }
    }
}

/// The desk in the browser, worked by its keys: it calls the one visitor who waits for it and is done with them.
fn work_by_keys(browser: &Browser, ticket: &str) {
    browser.press("n");
    until_shown(browser, &format!("{ticket} called"), &in_table("called", ticket));
    browser.press("g");
    let here = "document.querySelector('#called-rows tr.own .time').textContent.startsWith('Here')";
    until_shown(browser, &format!("{ticket} at the desk"), here);
    browser.press("d");
    until_shown(
        browser,
        &format!("{ticket} done"),
        &format!("!{}", in_table("called", ticket)),
    );
}

/// Adds a visitor by hand over the API, as three of the four desks do here.
fn add(queue: &Queue, service: &str) -> String {
    let body = json!({ "desk": "Desk 1", "key": uuid::Uuid::now_v7(), "service": service, "language": "so" });
    let (status, answer) = queue.desk("/desk/visits", &body);
    assert_eq!(status, 200, "{answer}");
    answer["visit"]["ticket"].as_str().unwrap().to_owned()
}

#[test]
fn a_whole_day_loses_nobody_and_calls_nobody_twice() {
    let visitors = usize::try_from(number_from_env("RECEPTION_VISITORS", 40)).unwrap();
    let mut random = fastrand::Rng::with_seed(seed("desk_day"));
    let mut fixture = Fixture::new("desk_day");
    // Who arrived an hour ago came today: just after midnight it would be another day's visitor.
    let clock = FakeClock::new(&fixture.path(""), "queue");
    fixture.set_environment("office-queue", clock.environment());
    fixture.start_queue();
    let (front, side) = (fixture.queue(), fixture.queue_of("side"));
    let browser = Browser::start();
    open_desk(&browser, &fixture.desk_page(), "Desk 4", Some(&["leasehold"]));

    let closing = AtomicBool::new(false);
    let (mut everybody, mut by_keys, mut late) = (BTreeSet::new(), Vec::new(), Vec::new());
    let mut slowest = Duration::ZERO;
    let called: Vec<String> = std::thread::scope(|scope| {
        let desks = ["Desk 1", "Desk 2", "Desk 3"].map(|desk| {
            let (queue, closing) = (fixture.queue(), &closing);
            scope.spawn(move || work(&queue, desk, closing))
        });
        // The morning: two kiosks, one of which loses its network half-way, and some who are greeted in person.
        for index in 0..visitors {
            let language = LANGUAGES[random.usize(..LANGUAGES.len())];
            let service = if index % 10 == 3 {
                "leasehold"
            } else {
                THEIRS[random.usize(..THEIRS.len())]
            };
            let at_side = index % 2 == 1 && service != "leasehold";
            let ticket = format!("{}{:03}", if at_side { 'B' } else { 'A' }, index + 1);
            everybody.insert(ticket.clone());
            if index % 10 == 9 {
                everybody.insert(add(&front, THEIRS[random.usize(..THEIRS.len())]));
            }
            if at_side && index > visitors / 2 {
                late.push(checked_in(&ticket, service, language));
                continue;
            }
            let kiosk = if at_side { &side } else { &front };
            kiosk.check_in(
                if at_side { "side" } else { "front" },
                &checked_in(&ticket, service, language),
                1,
            );
            if service == "leasehold" {
                let took = until_shown(
                    &browser,
                    &format!("{ticket} on the page"),
                    &in_table("waiting", &ticket),
                );
                slowest = slowest.max(took);
                work_by_keys(&browser, &ticket);
                by_keys.push(ticket);
            }
        }
        // The network is back after an hour: staff put every other one in the list, and close the rest.
        for data in &late {
            side.check_in("side", data, 3600);
        }
        let shown = "document.querySelectorAll('#offline-rows tr').length";
        until_shown(
            &browser,
            "the late arrivals on the page",
            &format!("{shown} === {}", late.len()),
        );
        for (index, _) in late.iter().enumerate() {
            let action = if index % 2 == 0 { "accept" } else { "done" };
            browser.run(&format!(
                "document.querySelector('#offline-rows tr button[data-key^={action}]').click()"
            ));
            until_shown(
                &browser,
                "one late arrival less",
                &format!("{shown} === {}", late.len() - index - 1),
            );
        }
        // An early closing, from the page.
        browser.press("s");
        browser.run("document.getElementById('reason').value = 'reason-closed-early'");
        browser.run("document.querySelector('[data-stop=closed][data-service=\"\"]').click()");
        until_shown(
            &browser,
            "the early closing",
            "!document.getElementById('stopped').hidden",
        );
        let state = side.state("B").expect("the queue's state");
        for service in state["services"].as_array().unwrap() {
            assert_eq!(
                (&service["taking"], &service["reason"]),
                (&json!(false), &json!("reason-closed-early"))
            );
        }
        until("an empty waiting list", EVENING, || {
            (front.waiting()? == 0).then_some(())
        });
        closing.store(true, Ordering::SeqCst);
        desks
            .into_iter()
            .flat_map(|desk| desk.join().expect("a desk"))
            .collect()
    });

    let closed: BTreeSet<String> = late
        .iter()
        .map(|data| data["ticket"].as_str().unwrap().to_owned())
        .filter(|ticket| !called.contains(ticket))
        .collect();
    let mut seen = called.clone();
    seen.extend(by_keys.clone());
    let unique: BTreeSet<String> = seen.iter().cloned().collect();
    assert_eq!(
        unique.len(),
        seen.len(),
        "a visitor was called by two desks: {seen:?}"
    );
    assert_eq!(
        closed.len(),
        late.len() / 2,
        "every other late arrival was closed"
    );
    assert_eq!(
        &unique | &closed,
        everybody,
        "somebody was lost, or is somebody else"
    );
    let visits = front.visits();
    assert_eq!(visits.len(), everybody.len());
    for visit in &visits {
        assert_eq!(visit["state"], "done", "{visit}");
        let called = !visit["first_called_at"].is_null();
        assert_eq!(
            called,
            unique.contains(visit["ticket"].as_str().unwrap()),
            "{visit}"
        );
    }
    println!(
        "{} visitors: {} called by three desks, {} by the keys of a page, {} closed; a check-in was on the page after {slowest:.0?} at most",
        everybody.len(),
        called.len(),
        by_keys.len(),
        closed.len()
    );
}

#[test]
fn a_desk_is_worked_by_the_keyboard_alone() {
    let mut fixture = Fixture::new("desk_keyboard");
    fixture.start_queue();
    let queue = fixture.queue();
    queue.check_in("front", &checked_in("A001", "repairs", "bn"), 0);
    let browser = Browser::start();
    browser.open(&fixture.desk_page());
    until_shown(&browser, "the visitor", &in_table("waiting", "A001"));
    // Tab goes to the desk's name; what is typed there is a name and no key of the page.
    let focus = |id: &str| format!("document.activeElement.id === '{id}'");
    for _ in 0..10 {
        if browser.run(&format!("return {}", focus("desk"))) == true {
            break;
        }
        browser.press(TAB);
    }
    until_shown(&browser, "the focus on the desk's name", &focus("desk"));
    browser.press("Annex");
    assert_eq!(
        queue.board().unwrap()["counts"]["waiting"],
        1,
        "typing a name must call nobody"
    );
    browser.press(TAB);
    until_shown(&browser, "the focus on Call next", &focus("next"));
    browser.press(ENTER);
    until_shown(&browser, "the call", &in_table("called", "A001"));
    assert_eq!(queue.board().unwrap()["called"][0]["desk"], "Annex");
    browser.press("u");
    until_shown(&browser, "the call taken back", &in_table("waiting", "A001"));

    // Two presses add a visitor: A opens the dialog, Enter chooses the first service.
    browser.press("a");
    until_shown(&browser, "the dialog", "document.getElementById('adding').open");
    browser.press(ENTER);
    until_shown(
        &browser,
        "the number",
        "document.getElementById('add-ticket').textContent === 'R001'",
    );
    browser.press(ENTER);
    until_shown(
        &browser,
        "the dialog closed",
        "!document.getElementById('adding').open",
    );
    until_shown(&browser, "the added visitor", &in_table("waiting", "R001"));

    // Whose row goes while it has the focus loses no place: the focus moves on.
    browser.run("document.querySelector('#waiting-rows tr button').focus()");
    browser.press(ENTER);
    until_shown(&browser, "the call from the list", &in_table("called", "A001"));
    until_shown(
        &browser,
        "a focus that is somewhere",
        "document.activeElement.tagName === 'BUTTON'",
    );
    browser.press("d");
    until_shown(
        &browser,
        "nobody at the desk",
        "document.getElementById('called').hidden",
    );
    let announced = browser.run("return document.getElementById('announcer').getAttribute('aria-live')");
    assert_eq!(announced, "polite");
    assert_eq!(queue.board().unwrap()["counts"]["done"], 1);

    // Who turns the letter keys off presses no letter by mistake.
    browser.run("document.getElementById('keys').click()");
    browser.press("n");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(queue.board().unwrap()["counts"]["waiting"], 1);
}

#[test]
fn eight_tabs_of_one_browser_stay_live_and_can_all_be_pressed() {
    let mut fixture = Fixture::new("desk_tabs");
    fixture.start_queue();
    let queue = fixture.queue();
    let browser = Browser::start();
    let mut tabs = vec![browser.tab()];
    open_desk(&browser, &fixture.desk_page(), "Desk 1", None);
    for number in 2..=8 {
        tabs.push(browser.new_tab());
        open_desk(&browser, &fixture.desk_page(), &format!("Desk {number}"), None);
    }
    // A browser opens six connections to one server: with a stream for each tab no press could go out any more.
    for (index, tab) in tabs.iter().enumerate() {
        let ticket = format!("A{:03}", index + 1);
        queue.check_in("front", &checked_in(&ticket, "repairs", "en-GB"), 0);
        let mut slowest = Duration::ZERO;
        for other in &tabs {
            browser.look_at(other);
            slowest = slowest.max(until_shown(&browser, &ticket, &in_table("waiting", &ticket)));
        }
        browser.look_at(tab);
        browser.press("n");
        until_shown(
            &browser,
            &format!("{ticket} called"),
            &in_table("called", &ticket),
        );
        println!("{ticket} was in all eight tabs, the slowest took {slowest:.0?} more when looked at");
    }
    let board = queue.board().unwrap();
    let mut desks: Vec<&str> = board["called"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| visit["desk"].as_str().unwrap())
        .collect();
    desks.sort_unstable();
    let expected: Vec<String> = (1..=8).map(|number| format!("Desk {number}")).collect();
    assert_eq!(desks, expected);
}
