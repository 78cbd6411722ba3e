//! When things are sent, what goes with them, and what the screen is told meanwhile.

use std::cell::Cell;
use std::time::{Duration, Instant};

use checkin::KioskStatus;
use handover::{Outcome, Reach, ToCourier, ToScreen, TroubleKind};

use crate::office::{Office, Screen, eventually, fast};
use crate::server::{Reply, Server, answer};

fn wait_for_outcomes(screen: &Screen, count: usize) {
    for _ in 0..count {
        let outcome = screen.wait_for("an outcome", |message| match message {
            ToScreen::Outcome { outcome, .. } => Some(outcome),
            _ => None,
        });
        assert!(matches!(outcome, Outcome::Accepted { .. }));
    }
}

fn wait_for_trouble(screen: &Screen) -> TroubleKind {
    screen.wait_for("trouble", |message| match message {
        ToScreen::Reach {
            reach: Reach::Trouble(trouble),
        } => Some(trouble.kind),
        _ => None,
    })
}

fn wait_until_up(screen: &Screen) {
    screen.wait_for("the queue", |message| {
        matches!(message, ToScreen::Reach { reach: Reach::Up }).then_some(())
    });
}

#[test]
fn an_event_goes_out_with_what_the_protocol_asks_for() {
    let server = Server::start(|_| Reply::Properly);
    let mut office = Office::open(server.address, fast());
    let (id, body) = office.screen.hand_over(7, true);
    wait_for_outcomes(&office.screen, 1);
    let request = server.events().remove(0);
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v1/events")
    );
    assert_eq!(request.body, body);
    assert_eq!(
        request.header("content-type"),
        Some("application/cloudevents+json")
    );
    assert_eq!(request.header("authorization"), Some("Bearer first-token"));
    assert_eq!(
        request.header("idempotency-key"),
        Some(format!("\"{id}\"").as_str())
    );
    let held: f64 = request.header("reception-held-seconds").unwrap().parse().unwrap();
    assert!((0.0..5.0).contains(&held), "{held}");
}

#[test]
fn held_seconds_are_counted_anew_at_each_try() {
    let server = Server::start(|request| {
        if request.is_event() {
            Reply::Drop
        } else {
            Reply::Properly
        }
    });
    let mut office = Office::open(server.address, fast());
    office.screen.hand_over(1, true);
    let held = |server: &Server| -> Vec<f64> {
        server
            .events()
            .iter()
            .map(|request| request.header("reception-held-seconds").unwrap().parse().unwrap())
            .collect()
    };
    eventually("two seconds held", || {
        held(&server).last().is_some_and(|seconds| *seconds >= 2.0)
    });
    assert!(held(&server)[0] < 1.0);
    assert!(held(&server).is_sorted());
}

#[test]
fn retry_after_is_obeyed_even_by_a_ticket_just_taken() {
    let busy = |request: &crate::server::Request| match request.is_event() {
        true => Reply::Raw(answer(429, "Too Many", "Retry-After: 2\r\n", "")),
        false => Reply::Properly,
    };
    let server = Server::start(busy);
    let mut office = Office::open(server.address, fast());
    office.screen.hand_over(1, false);
    eventually("the first try", || server.events().len() == 1);
    let first = server.events()[0].at;
    server.answer(|_| Reply::Properly);
    std::thread::sleep(Duration::from_millis(100));
    office.screen.hand_over(2, true);
    wait_for_outcomes(&office.screen, 2);
    let next = server.events()[1].at;
    assert!(
        next - first >= Duration::from_secs(2),
        "only {:?} later",
        next - first
    );
}

#[test]
fn a_wrong_token_is_told_at_once_and_a_new_one_is_taken_up() {
    let server = Server::start(|request| match request.header("authorization") {
        Some("Bearer second-token") => Reply::Properly,
        _ => Reply::Raw(answer(
            401,
            "No",
            "Content-Type: application/problem+json\r\n",
            "{}",
        )),
    });
    let mut pace = fast();
    pace.patience = Duration::from_secs(3600);
    let mut office = Office::open(server.address, pace);
    office.screen.hand_over(1, true);
    assert_eq!(wait_for_trouble(&office.screen), TroubleKind::Refused(401));
    std::fs::write(office.folder.path().join("queue-token"), "second-token\n").unwrap();
    wait_until_up(&office.screen);
    assert!(
        server
            .events()
            .iter()
            .any(|request| request.header("authorization") == Some("Bearer second-token"))
    );
}

#[test]
fn silence_is_told_when_it_lasts_and_what_waited_goes_when_it_ends() {
    let server = Server::start(|_| Reply::Properly);
    let mut office = Office::open(server.address, fast());
    wait_until_up(&office.screen);
    server.stop();
    let silent_since = Instant::now();
    let mut numbers = 1..;
    office.screen.hand_over(numbers.next().unwrap(), true);
    assert_eq!(wait_for_trouble(&office.screen), TroubleKind::NoAnswer);
    assert!(
        silent_since.elapsed() >= Duration::from_millis(400),
        "told too soon"
    );
    (0..19).for_each(|_| drop(office.screen.hand_over(numbers.next().unwrap(), false)));
    let server = Server::start_on(server.address, |_| Reply::Properly);
    // The trouble ends with the first poll and the first check-in that work, so that comes somewhere in between.
    let (accepted, up) = (Cell::new(0), Cell::new(false));
    office.screen.wait_for("everything that waited", |message| {
        match message {
            ToScreen::Outcome {
                outcome: Outcome::Accepted { .. },
                ..
            } => accepted.set(accepted.get() + 1),
            ToScreen::Reach { reach } => up.set(reach == Reach::Up),
            _ => {}
        }
        (accepted.get() == 20 && up.get()).then_some(())
    });
    assert_eq!(server.events().len(), 20);
}

#[test]
fn a_ticket_just_taken_overtakes_a_long_line() {
    let server = Server::start(|_| Reply::Slowly(Duration::from_millis(100)));
    let mut office = Office::open(server.address, fast());
    (1..=40).for_each(|number| drop(office.screen.hand_over(number, false)));
    eventually("the line moves", || server.events().len() >= 6);
    let taken = Instant::now();
    let (id, _) = office.screen.hand_over(1000, true);
    eventually("the fresh ticket", || {
        server
            .events()
            .iter()
            .any(|request| request.id() == id.to_string())
    });
    let seen = server.events();
    let fresh = seen
        .iter()
        .find(|request| request.id() == id.to_string())
        .unwrap();
    assert!(
        fresh.at - taken < Duration::from_millis(90),
        "it waited for a slot: {:?}",
        fresh.at - taken
    );
    wait_for_outcomes(&office.screen, 41);
}

#[test]
fn an_event_the_queue_chokes_on_is_given_back_while_others_pass() {
    let choking = uuid::Uuid::from_u128(1).to_string();
    let script_choking = choking.clone();
    let server = Server::start(
        move |request| match request.is_event() && request.id() == script_choking {
            true => Reply::Raw(answer(500, "Oh", "", "")),
            false => Reply::Properly,
        },
    );
    let mut office = Office::open(server.address, fast());
    wait_until_up(&office.screen);
    (1..=12).for_each(|number| drop(office.screen.hand_over(number, false)));
    let mut passed = 0;
    let given_back = office
        .screen
        .wait_for("the event given back", |message| match message {
            ToScreen::NotYet { id, .. } => Some(id),
            _ => None,
        });
    assert_eq!(given_back.to_string(), choking);
    eventually("the others pass", || {
        passed = server
            .events()
            .iter()
            .filter(|request| request.id() != choking)
            .count();
        passed == 11
    });
}

#[test]
fn the_state_is_asked_for_by_its_tag_and_said_after_each_poll() {
    let server = Server::start(|_| Reply::Properly);
    let office = Office::open(server.address, fast());
    for _ in 0..3 {
        let state = office.screen.wait_for("the state", |message| match message {
            ToScreen::QueueState { state, .. } => Some(state),
            _ => None,
        });
        assert_eq!(state.last_number, Some(17));
    }
    let polls = server.seen().clone();
    assert_eq!(polls[0].path, "/v1/queue?series=A");
    assert_eq!(polls[0].header("if-none-match"), None);
    assert!(
        polls[1..]
            .iter()
            .all(|poll| poll.header("if-none-match") == Some("\"one\""))
    );
}

#[test]
fn the_clocks_difference_is_said_once() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let server = Server::start(move |_| {
        Reply::Raw(crate::server::json(
            200,
            "OK",
            &format!("Date: {date}\r\n"),
            crate::server::STATE,
        ))
    });
    let office = Office::open(server.address, fast());
    let seconds = office.screen.wait_for("the offset", |message| match message {
        ToScreen::ClockOffset { seconds } => Some(seconds),
        _ => None,
    });
    assert!(seconds > 30 * 365 * 86_400, "{seconds}");
}

#[test]
fn only_the_latest_status_is_sent_and_nothing_waits_for_it() {
    let server = Server::start(|request| match request.body.contains("kiosk.status") {
        true => Reply::Slowly(Duration::from_millis(400)),
        false => Reply::Properly,
    });
    let mut office = Office::open(server.address, fast());
    wait_until_up(&office.screen);
    for depth in 0..50 {
        let status = KioskStatus {
            outbox_depth: depth,
            version: "test".into(),
            ..KioskStatus::default()
        };
        office.screen.say(&ToCourier::Status(status));
    }
    office.screen.hand_over(1, true);
    wait_for_outcomes(&office.screen, 1);
    let sent = |server: &Server| -> Vec<u64> {
        let statuses = server.seen();
        let statuses = statuses
            .iter()
            .filter(|request| request.body.contains("reception.kiosk.status.v1"));
        statuses
            .map(|request| {
                serde_json::from_str::<serde_json::Value>(&request.body).unwrap()["data"]["outbox_depth"]
                    .as_u64()
                    .unwrap()
            })
            .collect()
    };
    eventually("the latest status", || sent(&server).last() == Some(&49));
    assert!(sent(&server).len() < 10, "{:?}", sent(&server));
}

#[test]
fn a_courier_with_nothing_to_say_says_that_it_is_there() {
    let server = Server::start(|_| Reply::Drop);
    let office = Office::open(server.address, fast());
    for _ in 0..2 {
        office.screen.wait_for("a sign of life", |message| {
            matches!(message, ToScreen::Alive).then_some(())
        });
    }
}

#[test]
fn what_is_under_way_at_the_order_to_stop_is_still_reported() {
    let server = Server::start(|request| match request.is_event() {
        true => Reply::Slowly(Duration::from_millis(300)),
        false => Reply::Properly,
    });
    let mut office = Office::open(server.address, fast());
    office.screen.hand_over(1, true);
    eventually("the request", || server.events().len() == 1);
    office.close();
    wait_for_outcomes(&office.screen, 1);
}
