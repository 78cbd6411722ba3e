//! Files that cannot be read, cannot be written or belong to somebody else.

use std::process::Command;

use super::*;
use crate::OpenError;

fn fill(place: &Place, events: u128) {
    let mut outbox = place.open();
    for id in 1..=events {
        confirm(&mut outbox, id, day(0), QueueNumber::NeverSeen);
    }
}

/// Opens a damaged outbox and returns where it was put.
fn open_damaged(place: &Place) -> (Outbox, PathBuf) {
    let opened = Outbox::open(&place.path(), DateTime::UNIX_EPOCH).unwrap();
    (
        opened.outbox,
        opened.set_aside.expect("it was not taken for damaged"),
    )
}

#[test]
fn a_damaged_database_is_set_aside_whole_and_numbering_goes_on_far_above() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 5] = [
        ("no database", |bytes| {
            *bytes = b"These are not the bytes you are looking for".repeat(200)
        }),
        ("header", |bytes| bytes[..100].fill(0xff)),
        ("pages", |bytes| bytes[4096..].fill(0xa5)),
        ("cut short", |bytes| bytes.truncate(bytes.len() / 2)),
        ("one page of zeros", |bytes| {
            let last = bytes.len() - 4096;
            bytes[last..].fill(0);
        }),
    ];
    for (what, damage) in damages {
        let place = Place::new();
        fill(&place, 40);
        let mut bytes = std::fs::read(place.path()).unwrap();
        damage(&mut bytes);
        std::fs::write(place.path(), &bytes).unwrap();
        let (mut outbox, aside) = open_damaged(&place);
        assert_eq!(
            aside.file_name().unwrap(),
            "outbox.db.damaged-19700101T000000Z",
            "{what}"
        );
        assert_eq!(
            std::fs::read(&aside).unwrap(),
            bytes,
            "{what}: what was set aside was changed"
        );
        // The queue has never seen the series, and still forty numbers are in people's hands.
        let committed = confirm(&mut outbox, 99, day(0), QueueNumber::NeverSeen);
        assert_eq!(
            (committed.ticket.number, committed.numbered),
            (1114, Numbered::JumpedInNewDatabase),
            "{what}"
        );
    }
}

#[test]
fn a_second_damage_does_not_overwrite_the_first() {
    let place = Place::new();
    let mut put = HashSet::new();
    for _ in 0..3 {
        std::fs::write(place.path(), b"damaged ".repeat(1000)).unwrap();
        put.insert(open_damaged(&place).1);
    }
    assert_eq!(put.len(), 3);
    assert!(
        put.iter()
            .all(|path| std::fs::read(path).unwrap() == b"damaged ".repeat(1000))
    );
}

#[test]
fn databases_lost_one_after_the_other_give_no_number_twice() {
    let place = Place::new();
    let mut given = HashSet::new();
    for round in 0..4 {
        let mut outbox = Outbox::open(&place.path(), DateTime::UNIX_EPOCH).unwrap().outbox;
        for id in 1..=30 {
            // The kiosk was new when the queue was last heard.
            let heard = if round == 0 {
                QueueNumber::NeverSeen
            } else {
                QueueNumber::Unknown
            };
            let committed = confirm(&mut outbox, 100 * round + id, day(0), heard);
            assert!(given.insert(committed.ticket.number), "{}", committed.ticket);
        }
        drop(outbox);
        std::fs::write(place.path(), b"damaged ".repeat(1000)).unwrap();
    }
}

#[test]
fn damage_found_in_use_is_told_apart_and_found_again_at_the_next_opening() {
    let place = Place::new();
    let mut outbox = place.open();
    // More than SQLite keeps in memory, so that it has to read again.
    for id in 1..=400 {
        let event = |ticket| check_in(Uuid::from_u128(id), ticket, day(0), &"x".repeat(20_000));
        outbox
            .confirm(&request(day(0), QueueNumber::NeverSeen), event)
            .unwrap();
    }
    drop(outbox);
    let mut outbox = place.open();
    let mut bytes = std::fs::read(place.path()).unwrap();
    bytes[4096..].fill(0xa5);
    std::fs::write(place.path(), &bytes).unwrap();
    let found = (1000..2000).find_map(|id| {
        let id = Uuid::from_u128(id);
        let event = |ticket| check_in(id, ticket, day(0), "");
        outbox
            .confirm(&request(day(0), QueueNumber::NeverSeen), event)
            .err()
    });
    let found = found.or_else(|| outbox.next(usize::MAX, &HashSet::new()).err());
    assert!(matches!(found, Some(StoreError::Damaged(_))), "{found:?}");
    drop(outbox);
    open_damaged(&place);
}

#[test]
fn a_log_left_without_its_database_is_damage() {
    // Cut off between the two renames of setting aside.
    let place = Place::new();
    let mut outbox = place.open();
    confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    let wal = std::fs::read(place.folder.path().join("outbox.db-wal")).unwrap();
    drop(outbox);
    std::fs::remove_file(place.path()).unwrap();
    std::fs::write(place.folder.path().join("outbox.db-wal"), &wal).unwrap();
    let (mut outbox, aside) = open_damaged(&place);
    let mut aside_wal = aside.into_os_string();
    aside_wal.push("-wal");
    assert_eq!(std::fs::read(aside_wal).unwrap(), wal);
    assert_eq!(
        confirm(&mut outbox, 2, day(0), QueueNumber::NeverSeen)
            .ticket
            .number,
        1114
    );
}

#[test]
fn a_newer_schema_is_an_error_and_no_damage() {
    let place = Place::new();
    fill(&place, 1);
    rusqlite::Connection::open(place.path())
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = std::fs::read(place.path()).unwrap();
    let error = Outbox::open(&place.path(), DateTime::UNIX_EPOCH).unwrap_err();
    assert!(
        matches!(error, OpenError::NewerSchema { found: 99, known: 2 }),
        "{error}"
    );
    assert_eq!(std::fs::read(place.path()).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let place = Place::new();
    std::fs::write(place.path(), "a file").unwrap();
    let error = Outbox::open(&place.path().join("below/outbox.db"), DateTime::UNIX_EPOCH).unwrap_err();
    assert!(matches!(error, OpenError::Folder(_)), "{error}");
}

#[test]
fn a_full_disk_is_told_and_leaves_everything_as_it_was() {
    let place = Place::new();
    let mut outbox = place.open();
    confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    // SQLite's own limit gives the error a full disk gives.
    outbox
        .connection
        .pragma_update(None, "max_page_count", 8)
        .unwrap();
    let mut given = 1;
    let error = (2..1000)
        .find_map(|id| {
            let event = |ticket| check_in(Uuid::from_u128(id), ticket, day(0), &"x".repeat(2000));
            let result = outbox.confirm(&request(day(0), QueueNumber::NeverSeen), event);
            given += u64::from(result.is_ok());
            result.err()
        })
        .expect("the disk is never full");
    assert!(matches!(error, StoreError::Full), "{error}");
    assert!(error.is_of_the_database());
    assert_eq!(
        outbox.counts().unwrap(),
        Counts {
            waiting: given,
            held: 0
        }
    );
    outbox
        .connection
        .pragma_update(None, "max_page_count", 100_000)
        .unwrap();
    let next = confirm(&mut outbox, 5000, day(0), QueueNumber::NeverSeen);
    assert_eq!(u64::from(next.ticket.number), given + 1);
}

#[test]
fn a_second_opening_in_the_same_process_is_refused() {
    let place = Place::new();
    let _first = place.open();
    let error = Outbox::open(&place.path(), DateTime::UNIX_EPOCH).unwrap_err();
    assert!(matches!(error, OpenError::InUse), "{error}");
}

/// The name under which the test below starts itself as the second process.
const SECOND: &str = "OUTBOX_TEST_SECOND_PROCESS";

#[test]
fn a_second_process_is_refused_and_harms_nothing() {
    if let Some(path) = std::env::var_os(SECOND) {
        let error = Outbox::open(Path::new(&path), DateTime::UNIX_EPOCH).unwrap_err();
        assert!(matches!(error, OpenError::InUse), "{error}");
        return;
    }
    let place = Place::new();
    let mut outbox = place.open();
    confirm(&mut outbox, 1, day(0), QueueNumber::NeverSeen);
    let name = "tests::damage::a_second_process_is_refused_and_harms_nothing";
    let second = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name])
        .env(SECOND, place.path())
        .output()
        .unwrap();
    assert!(
        second.status.success(),
        "{}",
        String::from_utf8_lossy(&second.stdout)
    );
    assert!(String::from_utf8_lossy(&second.stdout).contains("1 passed"));
    confirm(&mut outbox, 2, day(0), QueueNumber::NeverSeen);
    drop(outbox);
    assert_eq!(ids(&place.open()), [1, 2]);
}
