//! The queue comes back and thousands of check-ins wait: how long until it has them, and how long a ticket that is
//! taken meanwhile takes to the screen and to the desk.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use checkin::{CheckedIn, Event, Payload, Series};
use chrono_tz::Europe::London;
use outbox::{NewCheckIn, Numbering, Outbox, QueueNumber};
use stamp::Clock;
use tests::accessibility::Find;
use tests::fixture::{Fixture, START};
use tests::office::{KIOSK, OFFICE, SERIES};
use tests::queue::Queue;
use tests::visitor::{self, STEP};
use tests::wait::until;
use uuid::Uuid;

use crate::kiosk_program::{Kiosk, keep_outbox_in};
use crate::machine::folder_on_disk;
use crate::pixels::Eye;
use crate::table::{Goal, Sample, Table};
use crate::ticket::confirm;

/// How often the queue is asked how far it is. Asking is work for it, too.
const EVERY: Duration = Duration::from_millis(100);

/// Longer than any catch-up.
const LIMIT: Duration = Duration::from_secs(600);

/// The goals, in seconds: all of it, and a fresh ticket at the desk.
const ALL: Goal = Goal::Value(60.0);
const FRESH: Goal = Goal::Value(5.0);

/// Catches up and adds the figures to the table.
pub fn measure(table: &mut Table, backlog: u64) {
    let disk = folder_on_disk();
    let mut fixture = Fixture::new("bench_catch_up");
    keep_outbox_in(&fixture, disk.path());
    eprintln!("filling an outbox with {backlog} check-ins");
    fill(&disk.path().join("outbox.db"), backlog);
    let kiosk = Kiosk::start(&mut fixture);
    kiosk.screen.wait_for(Find::Id("take-a-ticket"), START);
    let eye = Eye::on(fixture.display());
    fixture.start_courier();
    fixture.start_queue();
    let back = Instant::now();
    let queue = fixture.queue();
    until("the catch-up's beginning", LIMIT, || {
        (waiting(&queue)? > 0).then_some(())
    });
    let began = Instant::now();

    let (mut to_screen, mut to_desk) = (Vec::new(), Vec::new());
    let mut taken = 0;
    while waiting(&queue).is_some_and(|waiting| waiting < backlog) {
        visitor::try_choose(&kiosk.screen, "rent").expect("the summary of a visit");
        let before = Instant::now();
        to_screen.push(confirm(&kiosk, &eye));
        taken += 1;
        let number = visitor::number(&kiosk.screen).expect("the ticket").number;
        until("the fresh ticket at the queue", LIMIT, || {
            (queue.state(SERIES)?["last_number"].as_u64()? >= u64::from(number)).then_some(())
        });
        to_desk.push(before.elapsed().as_secs_f64());
        visitor::finish(&kiosk.screen);
    }
    let all = backlog + taken;
    while waiting(&queue) != Some(all) {
        assert!(
            back.elapsed() < LIMIT,
            "{:?} of {all} at the queue",
            waiting(&queue)
        );
        thread::sleep(EVERY);
    }
    let took = began.elapsed().as_secs_f64();
    let lag = began.duration_since(back).as_secs_f64();
    assert!(taken > 0, "the catch-up was over before a ticket could be taken");
    table.figure(
        &format!("catch-up of {backlog} check-ins"),
        Sample::new(vec![took], "s"),
        ALL,
    );
    table.figure(
        "… a ticket taken meanwhile is at the desk after",
        Sample::new(to_desk, "s"),
        FRESH,
    );
    table.figure(
        "… and on the screen after",
        Sample::new(to_screen, "ms"),
        Goal::None,
    );
    table.note(format!(
        "Catch-up: from the first check-in at the queue to the last of {all}; the first came {lag:.1} s after the queue's \
         first answer. {taken} tickets were taken one after the other meanwhile; the time to the desk includes reading \
         the number off the screen."
    ));
    eprintln!("the catch-up is measured: {:.1} s", took);
    fixture.kill_courier();
    kiosk.screen.wait_for(Find::Id("take-a-ticket"), STEP);
}

/// How many check-ins the queue has; nobody is called here.
fn waiting(queue: &Queue) -> Option<u64> {
    queue.waiting()
}

/// Check-ins that were taken while the queue was away, as the kiosk itself stores them.
fn fill(path: &Path, count: u64) {
    let clock = Clock::new();
    let mut outbox = Outbox::open(path, clock.now().time).expect("an outbox").outbox;
    let series: Series = SERIES.parse().expect("a series");
    for _ in 0..count {
        let stamp = clock.now();
        let service_day = stamp.time.with_timezone(&London).date_naive();
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
            Event {
                id,
                office: OFFICE.to_owned(),
                kiosk: KIOSK.to_owned(),
                subject: id,
                time: stamp.time,
                payload: Payload::CheckedIn(data),
            }
        };
        outbox.confirm(&request, make).expect("a check-in");
    }
}
