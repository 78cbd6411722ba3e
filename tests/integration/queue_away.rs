//! Without the queue a visitor is served just the same, and nothing is lost or counted twice when it comes back.

use std::time::Duration;

use i18n::Translator;
use message::Message;
use tests::accessibility::{Find, plain};
use tests::fixture::Fixture;
use tests::visitor::{self, STEP};
use tests::wait::until;

/// The courier backs off to a minute at most, and then sends.
const CATCH_UP: Duration = Duration::from_secs(90);

#[test]
fn a_ticket_taken_without_the_queue_arrives_exactly_once_when_it_comes_back() {
    let mut fixture = Fixture::running("queue_away");
    let english = Translator::new("en-GB").unwrap();
    let said = |id: &'static str| plain(&english.text(&Message::new(id)));

    let first = visitor::take_ticket(fixture.screen(), "repairs");
    until("the first ticket at the queue", STEP, || {
        (fixture.queue().counted()? == 1).then_some(())
    });
    visitor::finish(fixture.screen());

    fixture.kill_queue();
    let away: Vec<_> = (0..3)
        .map(|_| {
            let taken = visitor::take_ticket(fixture.screen(), "rent");
            // Nobody is told to wait for a call that the desk cannot make.
            fixture.screen().wait_for(Find::Name(&said("show-at-desk")), STEP);
            visitor::finish(fixture.screen());
            taken
        })
        .collect();
    println!(
        "with the queue {:.0?}, without it {:.0?}",
        first.after,
        away.iter().map(|taken| taken.after).max().unwrap()
    );

    fixture.start_queue();
    let queue = fixture.queue();
    until("all four at the queue", CATCH_UP, || {
        (queue.counted()? == 4).then_some(())
    });
    // What is sent twice would come within the next tries.
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(queue.counted(), Some(4));
    let expected: Vec<String> = std::iter::once(&first)
        .chain(&away)
        .map(|taken| taken.ticket.to_string())
        .collect();
    let called: Vec<String> = queue
        .call_everybody()
        .into_iter()
        .map(|called| called.ticket)
        .collect();
    assert_eq!(
        called, expected,
        "everybody is called once, in the order they came"
    );
}

#[test]
fn a_kiosk_that_starts_without_queue_and_courier_gives_tickets() {
    let mut fixture = Fixture::new("nobody_there");
    fixture.start_kiosk();
    let taken = visitor::take_ticket(fixture.screen(), "repairs");
    // Nobody could say whether this series is new, so the number begins where none can be in anyone's hands.
    assert!(taken.ticket.number >= 500, "{}", taken.ticket);
    visitor::finish(fixture.screen());
    fixture.start_courier();
    fixture.start_queue();
    until("the ticket at the queue", CATCH_UP, || {
        (fixture.queue().counted()? == 1).then_some(())
    });
    let called = fixture.queue().call_everybody();
    assert_eq!(
        called.first().map(|called| called.ticket.clone()),
        Some(taken.ticket.to_string())
    );
}
