//! Files that lose their names while the outbox is open.

use super::*;

fn files(place: &Place) -> Vec<String> {
    let entries = std::fs::read_dir(place.folder.path()).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// An outbox with a settled event, two that wait and one that is held.
fn filled(place: &Place) -> Outbox {
    let mut outbox = place.open();
    for id in 1..=4 {
        confirm(&mut outbox, id, day(0), QueueNumber::NeverSeen);
    }
    let held = Outcome::Held {
        status: 422,
        reason: "no".into(),
    };
    outbox
        .settle(&[
            (Uuid::from_u128(1), Outcome::Accepted),
            (Uuid::from_u128(3), held),
        ])
        .unwrap();
    outbox
}

/// Everything is there, numbering goes on, and it is all on the disk under its own name.
fn assert_whole(place: &Place, mut outbox: Outbox) {
    assert!(outbox.is_in_place());
    assert_eq!(ids(&outbox), [2, 4]);
    assert_eq!(outbox.counts().unwrap(), Counts { waiting: 2, held: 1 });
    let committed = confirm(&mut outbox, 5, day(0), QueueNumber::Unknown);
    assert_eq!((committed.ticket.number, committed.numbered), (5, Numbered::Next));
    // As a power cut would leave it: what is on the disk now, WAL and all, is copied elsewhere and opened there.
    let elsewhere = Place::new();
    for name in files(place) {
        std::fs::copy(
            place.folder.path().join(&name),
            elsewhere.folder.path().join(&name),
        )
        .unwrap();
    }
    assert_eq!(ids(&elsewhere.open()), [2, 4, 5]);
}

#[test]
fn a_folder_emptied_under_an_open_outbox_is_filled_again_and_nothing_is_lost() {
    let place = Place::new();
    let mut outbox = filled(&place);
    assert!(outbox.is_in_place());
    for name in files(&place) {
        std::fs::remove_file(place.folder.path().join(name)).unwrap();
    }
    assert!(!outbox.is_in_place());
    outbox.put_back(DateTime::UNIX_EPOCH).unwrap();
    assert_eq!(files(&place), ["outbox.db", "outbox.db-wal"]);
    assert_whole(&place, outbox);
}

#[test]
fn a_folder_that_is_gone_altogether_is_made_again() {
    let place = Place::new();
    let mut outbox = filled(&place);
    std::fs::remove_dir_all(place.folder.path()).unwrap();
    assert!(!outbox.is_in_place());
    outbox.put_back(DateTime::UNIX_EPOCH).unwrap();
    assert_whole(&place, outbox);
}

#[test]
fn a_log_that_lost_its_name_is_written_into_the_database() {
    let place = Place::new();
    let mut outbox = filled(&place);
    std::fs::remove_file(place.folder.path().join("outbox.db-wal")).unwrap();
    assert!(!outbox.is_in_place());
    outbox.put_back(DateTime::UNIX_EPOCH).unwrap();
    assert_eq!(files(&place), ["outbox.db", "outbox.db-wal"]);
    assert_whole(&place, outbox);
}

#[test]
fn a_strangers_database_in_its_place_is_set_aside_and_not_lost() {
    let place = Place::new();
    let mut outbox = filled(&place);
    for name in files(&place) {
        std::fs::remove_file(place.folder.path().join(name)).unwrap();
    }
    std::fs::write(place.path(), "an old copy").unwrap();
    outbox.put_back(DateTime::UNIX_EPOCH).unwrap();
    let aside = place.folder.path().join("outbox.db.damaged-19700101T000000Z");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "an old copy");
    assert!(outbox.is_in_place());
    assert_eq!(ids(&outbox), [2, 4]);
}

#[test]
fn where_nothing_can_be_written_the_open_outbox_stays_whole() {
    let place = Place::new();
    let mut outbox = filled(&place);
    std::fs::remove_dir_all(place.folder.path()).unwrap();
    std::fs::write(place.folder.path(), "a file in the folder's place").unwrap();
    assert!(outbox.put_back(DateTime::UNIX_EPOCH).is_err());
    assert!(!outbox.is_in_place());
    std::fs::remove_file(place.folder.path()).unwrap();
    outbox.put_back(DateTime::UNIX_EPOCH).unwrap();
    assert_whole(&place, outbox);
}
