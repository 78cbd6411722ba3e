//! Whatever answers in the queue's place, nothing is erased before the queue has it and nothing is held.

use std::time::Duration;

use outbox::Outbox;
use stamp::Clock;
use tests::fixture::Fixture;
use tests::visitor;
use tests::wait::until_or;
use tests::wire::Treatment;
use tests::{number_from_env, seed};

/// After its last failure the courier tries again within this time; what it was told is then stored.
const SETTLED: Duration = Duration::from_secs(12);
/// The courier backs off to a minute at most, and then sends.
const CATCH_UP: Duration = Duration::from_secs(120);

fn take(fixture: &Fixture) -> String {
    let taken = visitor::take_ticket(fixture.screen(), "repairs");
    visitor::finish(fixture.screen());
    taken.ticket.to_string()
}

/// Everything arrives once, in order, and the kiosk holds nothing back.
fn assert_delivered_once(fixture: &mut Fixture, taken: &[String]) {
    fixture.wire().always(Treatment::Pass);
    let queue = fixture.queue();
    let all = taken.len() as u64;
    until_or(
        "every ticket at the queue",
        CATCH_UP,
        || (queue.counted()? >= all).then_some(()),
        || format!("{:?} of {all}", queue.counted()),
    );
    // What is sent twice would come within the next tries; and the outcomes are stored in this time.
    std::thread::sleep(SETTLED);
    let mut called: Vec<String> = queue
        .call_everybody()
        .into_iter()
        .map(|called| called.ticket)
        .collect();
    called.sort();
    let mut expected = taken.to_vec();
    expected.sort();
    assert_eq!(called, expected);
    fixture.kill_courier();
    fixture.kill_kiosk();
    let path = fixture.path("data").join("outbox.db");
    let outbox = Outbox::open(&path, Clock::new().now().time).unwrap().outbox;
    let counts = outbox.counts().unwrap();
    assert_eq!(
        (counts.waiting, counts.held),
        (0, 0),
        "nothing waits and nothing is held"
    );
}

#[test]
fn no_stranger_s_answer_erases_or_holds_a_check_in() {
    let mut fixture = Fixture::behind_wire("hostile_network");
    fixture.start_queue();
    fixture.start_kiosk();
    fixture.start_courier();
    let mut taken = vec![take(&fixture)];
    until_or(
        "the first ticket through the wire",
        CATCH_UP,
        || (fixture.queue().counted()? == 1).then_some(()),
        || "the wire passes everything on".to_owned(),
    );
    let liars = [
        Treatment::Portal,
        Treatment::Redirect,
        Treatment::NotFound,
        Treatment::OtherReceipt,
        Treatment::PlainRefusal,
        Treatment::Unavailable,
        Treatment::DropBefore,
    ];
    for liar in liars {
        fixture.wire().always(liar);
        taken.push(take(&fixture));
        until_or(
            &format!("a check-in that met {liar:?}"),
            CATCH_UP,
            || (fixture.wire().posts(liar) > 0).then_some(()),
            || "the courier does not send".to_owned(),
        );
    }
    assert_eq!(fixture.queue().counted(), Some(1), "no liar passes anything on");
    assert_delivered_once(&mut fixture, &taken);
}

#[test]
fn a_lost_answer_counts_nobody_twice() {
    let mut fixture = Fixture::behind_wire("lost_answers");
    fixture.start_queue();
    fixture.start_kiosk();
    fixture.start_courier();
    fixture.wire().always(Treatment::DropAfter);
    let taken: Vec<String> = (0..3).map(|_| take(&fixture)).collect();
    until_or(
        "answers that were lost",
        CATCH_UP,
        || (fixture.wire().posts(Treatment::DropAfter) >= 4).then_some(()),
        || format!("{} lost", fixture.wire().posts(Treatment::DropAfter)),
    );
    assert_delivered_once(&mut fixture, &taken);
}

#[test]
fn a_network_that_fails_at_random_loses_and_doubles_nothing() {
    let visitors = number_from_env("RECEPTION_HOSTILE_TICKETS", 20);
    let mut fixture = Fixture::behind_wire("random_network");
    fixture.start_queue();
    fixture.start_kiosk();
    fixture.start_courier();
    let mut treatments = Treatment::FAULTS.to_vec();
    // Every second request gets through, or the courier would only ever back off.
    treatments.extend([Treatment::Pass; 9]);
    fixture.wire().draw(seed("hostile_network"), &treatments);
    let taken: Vec<String> = (0..visitors).map(|_| take(&fixture)).collect();
    assert_delivered_once(&mut fixture, &taken);
    let met: Vec<String> = Treatment::FAULTS
        .iter()
        .map(|fault| format!("{fault:?} {}", fixture.wire().posts(*fault)))
        .collect();
    println!(
        "{visitors} tickets; the courier's check-ins met: {}",
        met.join(", ")
    );
}
