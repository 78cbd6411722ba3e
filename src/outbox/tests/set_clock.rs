//! A wall clock that is set while the kiosk runs, to another year and back, without a word from the queue.

use chrono::TimeDelta;

use super::*;

/// A moment of one boot whose wall clock is off by some days.
fn moment(boot_ms: u64, off_days: i64) -> Stamp {
    let mut stamp = stamp(1, boot_ms);
    stamp.time += TimeDelta::days(off_days);
    stamp
}

fn number_at(outbox: &mut Outbox, id: u128, service_day: NaiveDate, stamp: Stamp) -> (u32, Numbered) {
    let mut request = request(service_day, QueueNumber::Unknown);
    request.stamp = stamp;
    let event = |ticket| check_in(Uuid::from_u128(id), ticket, service_day, "");
    let committed = outbox.confirm(&request, event).unwrap();
    (committed.ticket.number, committed.numbered)
}

const MINUTE: u64 = 60_000;

#[test]
fn a_clock_set_to_another_year_and_back_gives_no_number_twice() {
    let place = Place::new();
    let mut outbox = place.open();
    let first = number_at(&mut outbox, 1, day(0), moment(0, 0)).0;
    number_at(&mut outbox, 2, day(0), moment(MINUTE, 0));
    let away = number_at(&mut outbox, 3, day(190), moment(2 * MINUTE, 190));
    assert_eq!(away, (first + 2, Numbered::ClockWasSet));
    // The kiosk's program may be started again meanwhile.
    drop(outbox);
    let mut outbox = place.open();
    let still = number_at(&mut outbox, 4, day(190), moment(3 * MINUTE, 190));
    assert_eq!(still, (first + 3, Numbered::Next));
    let back = number_at(&mut outbox, 5, day(0), moment(4 * MINUTE, 0));
    assert_eq!(back, (first + 4, Numbered::ClockWasSet));
    let on = number_at(&mut outbox, 6, day(0), moment(5 * MINUTE, 0));
    assert_eq!(on, (first + 5, Numbered::Next));
}

#[test]
fn a_night_that_both_clocks_have_seen_begins_at_one() {
    let place = Place::new();
    let mut outbox = place.open();
    number_at(&mut outbox, 1, day(0), moment(0, 0));
    let night = 16 * 60 * MINUTE;
    assert_eq!(
        number_at(&mut outbox, 2, day(1), moment(night, 0)),
        (1, Numbered::Next)
    );
}

#[test]
fn what_was_given_more_than_a_day_ago_or_before_a_reboot_binds_nobody() {
    let place = Place::new();
    let mut outbox = place.open();
    number_at(&mut outbox, 1, day(0), moment(0, 0));
    let later = 25 * 60 * MINUTE;
    assert_eq!(
        number_at(&mut outbox, 2, day(190), moment(later, 190)),
        (1, Numbered::Next)
    );
    let mut rebooted = moment(MINUTE, 300);
    rebooted.boot = Uuid::from_u128(9);
    assert_eq!(number_at(&mut outbox, 3, day(300), rebooted), (1, Numbered::Next));
}

#[test]
fn rows_of_an_earlier_version_are_read_as_they_were() {
    let place = Place::new();
    let before = rusqlite::Connection::open(place.path()).unwrap();
    before
        .execute_batch(include_str!("../migrations/001_numbers_and_events.sql"))
        .unwrap();
    before
        .execute_batch(&format!(
            "INSERT INTO origin VALUES (1, 0); PRAGMA user_version = 1;
             INSERT INTO numbers VALUES ('A', '{}', 1, 17, 1);",
            day(0)
        ))
        .unwrap();
    drop(before);
    let mut outbox = place.open();
    assert_eq!(
        number_at(&mut outbox, 1, day(0), moment(0, 0)),
        (18, Numbered::Next)
    );
    assert_eq!(
        number_at(&mut outbox, 2, day(190), moment(MINUTE, 190)),
        (19, Numbered::ClockWasSet)
    );
}
