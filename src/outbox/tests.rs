//! The outbox's promises, each on a real database file.

mod damage;
mod model;
mod place;
mod set_clock;
mod traces;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use checkin::{Appointment, Cancelled, CheckedIn, Event, Payload, Ticket};
use chrono::{DateTime, Days, NaiveDate};
use stamp::Stamp;
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Committed, Counts, NewCheckIn, Numbered, Numbering, Outbox, Outcome, QueueNumber, StoreError};

/// A folder with an outbox in it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("outbox.db")
    }

    fn open(&self) -> Outbox {
        let opened = Outbox::open(&self.path(), DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(opened.set_aside, None);
        opened.outbox
    }
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap() + Days::new(number)
}

fn stamp(boot: u128, boot_ms: u64) -> Stamp {
    let time = DateTime::from_timestamp_millis(1_795_256_043_120 + boot_ms as i64).unwrap();
    Stamp {
        time,
        boot: Uuid::from_u128(0xb007_0000 + boot),
        boot_ms,
    }
}

fn request(service_day: NaiveDate, heard: QueueNumber) -> NewCheckIn {
    NewCheckIn {
        series: "A".parse().unwrap(),
        service_day,
        stamp: stamp(1, 1_000),
        numbering: Numbering {
            queue_last_number: heard,
            minutes_since_midnight: 614,
        },
    }
}

fn check_in(id: Uuid, ticket: Ticket, service_day: NaiveDate, reference: &str) -> Event {
    let data = CheckedIn {
        ticket,
        service_day,
        service: Some("repairs".into()),
        language: "bn".into(),
        appointment: Some(Appointment {
            reference: reference.into(),
        }),
        private_interview: None,
        interpreter: None,
        needs: Vec::new(),
        party: 1,
        promised_by: None,
        other: Default::default(),
    };
    event(id, id, Payload::CheckedIn(data))
}

fn cancellation(id: Uuid, visit: Uuid, ticket: Ticket, service_day: NaiveDate) -> Event {
    event(id, visit, Payload::Cancelled(Cancelled { ticket, service_day }))
}

fn event(id: Uuid, subject: Uuid, payload: Payload) -> Event {
    Event {
        id,
        office: "canal-street".into(),
        kiosk: "front".into(),
        subject,
        time: DateTime::UNIX_EPOCH,
        payload,
    }
}

fn confirm(outbox: &mut Outbox, id: u128, service_day: NaiveDate, heard: QueueNumber) -> Committed {
    let id = Uuid::from_u128(id);
    outbox
        .confirm(&request(service_day, heard), |ticket| {
            check_in(id, ticket, service_day, "HX3K7")
        })
        .unwrap()
}

fn ids(outbox: &Outbox) -> Vec<u128> {
    let waiting = outbox.next(usize::MAX, &HashSet::new()).unwrap();
    waiting.into_iter().map(|waiting| waiting.id.as_u128()).collect()
}

fn files_of(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = std::fs::read_dir(path.parent().unwrap()).unwrap();
    folder
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

#[test]
fn a_ticket_that_was_given_is_on_the_disk() {
    let place = Place::new();
    let mut outbox = place.open();
    let committed = confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    assert_eq!(
        (committed.ticket.to_string().as_str(), committed.numbered),
        ("A001", Numbered::Next)
    );
    drop(outbox);
    let waiting = place.open().next(9, &HashSet::new()).unwrap().remove(0);
    let stored = Event::from_bytes(&waiting.body).unwrap();
    let Payload::CheckedIn(data) = stored.payload else {
        panic!("not a check-in")
    };
    assert_eq!(
        (data.ticket, waiting.id, waiting.stamp),
        (committed.ticket, committed.id, stamp(1, 1_000))
    );
}

#[test]
fn the_bytes_handed_out_are_the_bytes_made_at_confirm() {
    let place = Place::new();
    let mut outbox = place.open();
    let id = Uuid::from_u128(1);
    let mut made = Vec::new();
    outbox
        .confirm(&request(day(0), QueueNumber::NeverSeen), |ticket| {
            let event = check_in(id, ticket, day(0), "ঢাকা \"quoted\" \u{1}");
            made = event.to_bytes().unwrap();
            event
        })
        .unwrap();
    drop(outbox);
    assert_eq!(place.open().waiting(id).unwrap().unwrap().body, made);
}

#[test]
fn an_event_with_another_number_is_refused_and_uses_up_none() {
    let place = Place::new();
    let mut outbox = place.open();
    let wrong = |ticket: Ticket| {
        let other = Ticket::new(ticket.series, ticket.number + 1);
        check_in(Uuid::from_u128(1), other, day(0), "")
    };
    let refused = outbox.confirm(&request(day(0), QueueNumber::NeverSeen), wrong);
    assert!(matches!(refused, Err(StoreError::WrongTicket)), "{refused:?}");
    assert_eq!(outbox.counts().unwrap(), Counts::default());
    assert_eq!(
        confirm(&mut outbox, 2, day(0), QueueNumber::NeverSeen)
            .ticket
            .number,
        1
    );
}

#[test]
fn an_event_larger_than_a_queue_takes_is_refused_and_uses_up_no_number() {
    let place = Place::new();
    let mut outbox = place.open();
    let huge = "x".repeat(checkin::MAX_BODY_BYTES);
    let refused = outbox.confirm(&request(day(0), QueueNumber::NeverSeen), |ticket| {
        check_in(Uuid::from_u128(1), ticket, day(0), &huge)
    });
    assert!(matches!(refused, Err(StoreError::TooLarge(_))), "{refused:?}");
    assert_eq!(
        confirm(&mut outbox, 2, day(0), QueueNumber::NeverSeen)
            .ticket
            .number,
        1
    );
}

#[test]
fn a_day_that_comes_again_goes_on_above_its_highest() {
    let place = Place::new();
    let mut outbox = place.open();
    let mut number = |id, on| confirm(&mut outbox, id, on, QueueNumber::NeverSeen).ticket.number;
    assert_eq!(
        [
            number(1, day(0)),
            number(2, day(0)),
            number(3, day(1)),
            number(4, day(0))
        ],
        [1, 2, 1, 3]
    );
}

#[test]
fn a_new_database_of_a_known_series_says_that_it_jumped() {
    let place = Place::new();
    let committed = confirm(&mut place.open(), 1, day(0), QueueNumber::Last(40));
    assert_eq!(
        (committed.ticket.number, committed.numbered),
        (1114, Numbered::JumpedInNewDatabase)
    );
    // The next day of the same database is an ordinary day.
    let committed = confirm(&mut place.open(), 2, day(1), QueueNumber::Last(0));
    assert_eq!((committed.ticket.number, committed.numbered), (1, Numbered::Next));
}

#[test]
fn an_old_copy_put_back_gives_no_number_that_the_queue_has_seen() {
    let place = Place::new();
    let mut outbox = place.open();
    for id in 1..=3 {
        confirm(&mut outbox, id, day(0), QueueNumber::NeverSeen);
    }
    drop(outbox);
    let copy = std::fs::read(place.path()).unwrap();
    let mut outbox = place.open();
    for id in 4..=9 {
        confirm(&mut outbox, id, day(0), QueueNumber::Last(3));
    }
    drop(outbox);
    std::fs::write(place.path(), copy).unwrap();
    let committed = confirm(&mut place.open(), 20, day(0), QueueNumber::Last(9));
    assert_eq!(
        (committed.ticket.number, committed.numbered),
        (10, Numbered::JumpedAboveQueue)
    );
}

#[test]
fn a_cancellation_never_overtakes_its_check_in() {
    let place = Place::new();
    let mut outbox = place.open();
    let first = confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    outbox
        .append(
            &cancellation(Uuid::from_u128(2), first.id, first.ticket, day(0)),
            &stamp(1, 2_000),
        )
        .unwrap();
    confirm(&mut outbox, 3, day(0), QueueNumber::NeverSeen);
    assert_eq!(ids(&outbox), [1, 3]);
    assert_eq!(outbox.waiting(Uuid::from_u128(2)).unwrap(), None);
    outbox.settle(&[(first.id, Outcome::Accepted)]).unwrap();
    assert_eq!(ids(&outbox), [2, 3]);
}

#[test]
fn a_held_event_holds_its_own_visit_and_no_other_until_it_is_sent_again() {
    let place = Place::new();
    let mut outbox = place.open();
    let first = confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    outbox
        .append(
            &cancellation(Uuid::from_u128(2), first.id, first.ticket, day(0)),
            &stamp(1, 2_000),
        )
        .unwrap();
    confirm(&mut outbox, 3, day(0), QueueNumber::NeverSeen);
    let reason = "no ".repeat(400);
    outbox
        .settle(&[(first.id, Outcome::Held { status: 422, reason })])
        .unwrap();
    assert_eq!(ids(&outbox), [3]);
    drop(outbox);
    let mut outbox = place.open();
    let held = outbox.held(9).unwrap().remove(0);
    assert_eq!(
        (held.id, held.ticket, held.status),
        (first.id, Some(first.ticket), 422)
    );
    assert_eq!(held.reason.chars().count(), 300);
    assert_eq!(outbox.counts().unwrap(), Counts { waiting: 2, held: 1 });
    assert!(outbox.send_again(first.id).unwrap());
    assert!(!outbox.send_again(first.id).unwrap());
    assert_eq!(ids(&outbox), [1, 3]);
}

#[test]
fn what_is_excluded_is_passed_over_and_the_limit_is_kept() {
    let place = Place::new();
    let mut outbox = place.open();
    for id in 1..=9 {
        confirm(&mut outbox, id, day(0), QueueNumber::NeverSeen);
    }
    let exclude = HashSet::from([1, 2, 4].map(Uuid::from_u128));
    let next = outbox.next(3, &exclude).unwrap();
    assert_eq!(
        next.iter()
            .map(|waiting| waiting.id.as_u128())
            .collect::<Vec<_>>(),
        [3, 5, 6]
    );
}

#[test]
fn the_oldest_age_is_counted_by_the_boot_clock_and_never_below_zero() {
    let place = Place::new();
    let mut outbox = place.open();
    assert_eq!(outbox.oldest_age(&stamp(1, 9_000)).unwrap(), None);
    confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    let mut wrong_clock = stamp(1, 61_000);
    wrong_clock.time = DateTime::UNIX_EPOCH;
    assert_eq!(outbox.oldest_age(&wrong_clock).unwrap(), Some(60));
    wrong_clock.boot = Uuid::from_u128(2);
    assert_eq!(outbox.oldest_age(&wrong_clock).unwrap(), Some(0));
}
