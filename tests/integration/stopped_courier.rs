//! A courier that hangs, or that has thousands of check-ins to catch up with, never delays a visitor.

use std::time::{Duration, Instant};

use checkin::{CheckedIn, Event, Payload, Series};
use outbox::{NewCheckIn, Numbering, Outbox, QueueNumber};
use stamp::Clock;
use tests::accessibility::Find;
use tests::fixture::Fixture;
use tests::office::{KIOSK, OFFICE, SERIES};
use tests::visitor::{self, STEP, Taken};
use tests::wait::{until, until_or};
use tests::{PATIENCE, number_from_env};
use uuid::Uuid;

/// How many tickets a median is taken over.
const TICKETS: usize = 7;

/// What a machine that compiles beside the tests may add to any measure.
const NOISE: Duration = Duration::from_millis(500);

/// How soon a ticket taken during a long catch-up is to be at the desk.
const FRESH: Duration = Duration::from_secs(5);

fn take(fixture: &Fixture) -> Taken {
    let taken = visitor::take_ticket(fixture.screen(), "repairs");
    visitor::finish(fixture.screen());
    taken
}

fn median(fixture: &Fixture) -> Duration {
    let mut times: Vec<Duration> = (0..TICKETS).map(|_| take(fixture).after).collect();
    times.sort();
    times[TICKETS / 2]
}

#[test]
fn a_courier_stopped_in_mid_work_delays_no_confirm() {
    let mut fixture = Fixture::running("stopped_courier");
    take(&fixture);
    until("the first ticket at the queue", STEP, || {
        (fixture.queue().counted()? == 1).then_some(())
    });
    let running = median(&fixture);
    // In mid-work: a check-in has just been handed to it.
    take(&fixture);
    fixture.freeze_courier();
    let stopped = median(&fixture);
    println!(
        "Confirm to ticket, median of {TICKETS}: {running:.1?} with the courier, {stopped:.1?} with a stopped one"
    );
    assert!(
        stopped < running * PATIENCE + NOISE,
        "{stopped:?} against {running:?}"
    );
    fixture.thaw_courier();
    let all = 2 + 2 * TICKETS as u64;
    until("all tickets at the queue", Duration::from_secs(90), || {
        (fixture.queue().counted()? == all).then_some(())
    });
}

#[test]
fn a_long_catch_up_delays_neither_confirm_nor_the_desk() {
    let backlog = number_from_env("RECEPTION_BACKLOG", 1_000);
    let mut fixture = Fixture::new("catch_up");
    fill_outbox(&fixture, backlog);
    fixture.start_queue();
    fixture.start_kiosk();
    let alone = median(&fixture);
    // A visitor is just about to confirm when the queue can be reached again.
    visitor::try_choose(fixture.screen(), "rent").unwrap();
    fixture.start_courier();
    let queue = fixture.queue();
    let began = Instant::now();
    until("the catch-up's beginning", STEP, || {
        (queue.counted()? > 0).then_some(())
    });
    let confirmed = Instant::now();
    let taken = visitor::try_confirm(fixture.screen()).unwrap();
    let counted_then = queue.counted().unwrap();
    assert!(
        counted_then < backlog,
        "the catch-up was over before a ticket could be taken: raise RECEPTION_BACKLOG"
    );
    let number = taken.ticket.number;
    until_or(
        "the fresh ticket at the queue",
        FRESH * PATIENCE,
        || (queue.state(SERIES)?["last_number"].as_u64()? == u64::from(number)).then_some(()),
        || format!("{:?}", queue.state(SERIES)),
    );
    let fresh = confirmed.elapsed();
    visitor::finish(fixture.screen());
    let busy = median(&fixture);
    let all = backlog + 2 * TICKETS as u64 + 1;
    until_or(
        "the whole backlog at the queue",
        Duration::from_secs(60 + backlog / 10),
        || (queue.counted()? == all).then_some(()),
        || format!("{:?} of {all}", queue.counted()),
    );
    println!(
        "{backlog} check-ins caught up in {:.1?}; a ticket taken meanwhile (when {counted_then} were through) was at the queue \
         {fresh:.1?} after Confirm; Confirm to ticket {alone:.1?} before and {busy:.1?} during or after it",
        began.elapsed()
    );
    assert!(
        taken.after < alone * PATIENCE + NOISE,
        "{:?} against {alone:?}",
        taken.after
    );
    assert!(busy < alone * PATIENCE + NOISE, "{busy:?} against {alone:?}");
    fixture.screen().wait_for(Find::Id("take-a-ticket"), STEP);
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(queue.counted(), Some(all), "nothing is counted twice");
}

/// Check-ins that were taken while the queue was away, as the kiosk itself stores them.
fn fill_outbox(fixture: &Fixture, count: u64) {
    let clock = Clock::new();
    let mut outbox = Outbox::open(&fixture.path("data").join("outbox.db"), clock.now().time)
        .unwrap()
        .outbox;
    let series: Series = SERIES.parse().unwrap();
    for _ in 0..count {
        let stamp = clock.now();
        let service_day = stamp.time.with_timezone(&chrono_tz::Europe::London).date_naive();
        let numbering = Numbering {
            queue_last_number: QueueNumber::NeverSeen,
            minutes_since_midnight: 0,
        };
        let request = NewCheckIn {
            series,
            service_day,
            stamp,
            numbering,
        };
        let make = |ticket| {
            let id = Uuid::now_v7();
            let data = CheckedIn {
                ticket,
                service_day,
                service: Some("moving".to_owned()),
                language: "en-GB".to_owned(),
                appointment: None,
                private_interview: None,
                interpreter: None,
                needs: Vec::new(),
                party: 1,
                promised_by: None,
                other: Default::default(),
            };
            let (office, kiosk) = (OFFICE.to_owned(), KIOSK.to_owned());
            Event {
                id,
                office,
                kiosk,
                subject: id,
                time: stamp.time,
                payload: Payload::CheckedIn(data),
            }
        };
        outbox.confirm(&request, make).unwrap();
    }
}
