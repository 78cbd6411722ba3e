//! Who is sent when.

use super::*;
use chrono::DateTime;

const BACKOFF: Backoff = Backoff {
    base: Duration::from_millis(500),
    cap: Duration::from_secs(60),
};
const NOT_OURS: TroubleKind = TroubleKind::NotOurQueue(200);
const FAILING: TroubleKind = TroubleKind::Failing(500);

fn event(number: u128, fresh: bool) -> Event {
    let stamp = Stamp {
        time: DateTime::UNIX_EPOCH,
        boot: Uuid::nil(),
        boot_ms: 0,
    };
    Event {
        id: Uuid::from_u128(number),
        body: "{}".into(),
        stamp,
        fresh,
    }
}

fn line(events: impl IntoIterator<Item = (u128, bool)>, now: Instant) -> Line {
    let mut line = Line::new(BACKOFF);
    events
        .into_iter()
        .for_each(|(number, fresh)| assert!(line.add(event(number, fresh), now)));
    line
}

fn start_all(line: &mut Line, now: Instant) -> Vec<u128> {
    std::iter::from_fn(|| line.start_next(now))
        .map(|event| event.id.as_u128())
        .collect()
}

#[test]
fn one_slot_is_kept_for_tickets_just_taken() {
    let now = Instant::now();
    let mut line = line((1..=10).map(|number| (number, false)), now);
    assert_eq!(start_all(&mut line, now), [1, 2, 3, 4]);
    assert!(line.add(event(11, true), now));
    assert!(line.add(event(12, true), now));
    assert_eq!(start_all(&mut line, now), [11]);
    // A place that the backlog frees goes to the fresh one first.
    line.ended(Uuid::from_u128(2), now);
    assert_eq!(start_all(&mut line, now), [12]);
    line.ended(Uuid::from_u128(11), now);
    assert_eq!(start_all(&mut line, now), [5]);
}

#[test]
fn an_event_that_was_handed_over_twice_is_in_line_once() {
    let now = Instant::now();
    let mut line = line([(1, false)], now);
    assert!(!line.add(event(1, false), now));
    assert_eq!(start_all(&mut line, now), [1]);
}

#[test]
fn when_the_way_is_closed_all_wait_and_when_it_opens_all_go_at_once() {
    let now = Instant::now();
    let mut line = line((1..=3).map(|number| (number, false)), now);
    start_all(&mut line, now);
    for number in 1..=3 {
        line.failed(
            Uuid::from_u128(number),
            &TroubleKind::NoAnswer,
            None,
            now,
            false,
            now,
        );
    }
    assert!(start_all(&mut line, now).is_empty());
    let due = line.next_due().unwrap();
    assert!(
        due > now && due <= now + BACKOFF.base,
        "three failures at one time are one failure"
    );
    // A ticket just taken is tried once at once, and then waits like the others.
    assert!(line.add(event(4, true), now));
    assert_eq!(start_all(&mut line, now), [4]);
    line.failed(Uuid::from_u128(4), &TroubleKind::NoAnswer, None, now, false, now);
    assert!(start_all(&mut line, now).is_empty());
    line.way_works(now);
    assert_eq!(start_all(&mut line, now), [4, 1, 2, 3]);
}

#[test]
fn a_pause_the_queue_asked_for_is_kept_to_the_end_even_by_fresh_tickets() {
    let now = Instant::now();
    let mut line = line([(1, false), (2, false)], now);
    start_all(&mut line, now);
    let asked = Duration::from_secs(17);
    line.failed(
        Uuid::from_u128(1),
        &TroubleKind::Failing(429),
        Some(asked),
        now,
        true,
        now,
    );
    // Another failure of the same moment does not shorten it.
    line.failed(Uuid::from_u128(2), &TroubleKind::NoAnswer, None, now, true, now);
    assert!(line.add(event(3, true), now));
    line.way_works(now + Duration::from_secs(1));
    assert!(start_all(&mut line, now + asked - Duration::from_millis(1)).is_empty());
    assert_eq!(line.next_due(), Some(now + asked));
    assert_eq!(start_all(&mut line, now + asked)[0], 3);
}

#[test]
fn retry_after_nothing_is_no_leave_to_ask_without_pause() {
    let now = Instant::now();
    for kind in [NOT_OURS, FAILING] {
        let mut line = line([(1, false)], now);
        start_all(&mut line, now);
        line.failed(Uuid::from_u128(1), &kind, Some(Duration::ZERO), now, true, now);
        assert!(line.start_next(now).is_none(), "{kind:?}");
    }
}

#[test]
fn an_event_the_queue_chokes_on_is_given_back_and_the_others_pass() {
    let mut now = Instant::now();
    let mut line = line([(1, false), (2, false)], now);
    let choking = Uuid::from_u128(1);
    let mut failures = 0;
    loop {
        let Some(event) = line.start_next(now) else {
            now = line.next_due().unwrap();
            continue;
        };
        if event.id != choking {
            line.ended(event.id, now);
            continue;
        }
        failures += 1;
        if line.failed(choking, &FAILING, None, now, true, now) == AfterFailure::GivenBack {
            break;
        }
    }
    assert_eq!(failures, TRIES);
    assert_eq!(
        line.next_due(),
        None,
        "the other one has passed and this one is gone"
    );
}

#[test]
fn what_is_not_the_events_fault_never_gives_it_back() {
    let mut now = Instant::now();
    let mut line = line([(1, false)], now);
    let id = Uuid::from_u128(1);
    for (kind, way_is_open) in [
        (NOT_OURS, true),
        (TroubleKind::Refused(403), true),
        (FAILING, false),
    ] {
        for _ in 0..20 {
            now = line.next_due().unwrap();
            line.start_next(now).unwrap();
            assert_eq!(
                line.failed(id, &kind, None, now, way_is_open, now),
                AfterFailure::Keeps
            );
        }
    }
}

#[test]
fn a_queue_that_fails_at_everything_is_asked_less_and_less() {
    let start = Instant::now();
    let mut now = start;
    let mut line = line((1..=100).map(|number| (number, false)), now);
    let mut asked = 0;
    while now < start + Duration::from_secs(600) {
        match line.start_next(now) {
            Some(event) => {
                asked += 1;
                line.failed(event.id, &FAILING, None, now, false, now);
            }
            None => now = line.next_due().unwrap(),
        }
    }
    assert!((10..300).contains(&asked), "{asked} requests in ten minutes");
}

#[test]
fn an_event_taken_back_is_forgotten_unless_it_is_under_way() {
    let now = Instant::now();
    let mut line = line((1..=6).map(|number| (number, false)), now);
    assert_eq!(start_all(&mut line, now), [1, 2, 3, 4]);
    line.take_back(Uuid::from_u128(1));
    line.take_back(Uuid::from_u128(5));
    line.ended(Uuid::from_u128(1), now);
    assert_eq!(start_all(&mut line, now), [6]);
}
