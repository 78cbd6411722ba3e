//! Once the queue has an event, its bytes are nowhere in the files.

use super::*;
use proptest::prelude::*;

/// Every file of the folder that holds these bytes.
fn found_in(place: &Place, needle: &str) -> Vec<PathBuf> {
    let holds = |bytes: &[u8]| {
        bytes
            .windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    files_of(&place.path())
        .into_iter()
        .filter(|(_, bytes)| holds(bytes))
        .map(|(path, _)| path)
        .collect()
}

/// A UUID whose last group spells the number in decimal digits.
fn uuid(id: u128) -> Uuid {
    format!("0000c0de-0000-0000-0000-{id:012}").parse().unwrap()
}

fn reference(id: u128, length: usize) -> String {
    // What is looked for is at both ends, since a leftover may be a piece.
    format!("ENTERED-{id:05}-{}-DERETNE-{id:05}", "x".repeat(length))
}

#[test]
fn what_was_entered_is_in_the_files_before_and_not_after() {
    let place = Place::new();
    let mut outbox = place.open();
    let event = |ticket| check_in(Uuid::from_u128(1), ticket, day(0), &reference(1, 3));
    outbox
        .confirm(&request(day(0), QueueNumber::NeverSeen), event)
        .unwrap();
    assert!(
        !found_in(&place, "ENTERED-00001").is_empty(),
        "the test looks in the wrong place"
    );
    let reason = "the appointment WORDS-OF-THE-QUEUE is unknown".to_owned();
    outbox
        .settle(&[(Uuid::from_u128(1), Outcome::Held { status: 422, reason })])
        .unwrap();
    outbox.send_again(Uuid::from_u128(1)).unwrap();
    outbox.settle(&[(Uuid::from_u128(1), Outcome::Accepted)]).unwrap();
    assert!(outbox.has_traces());
    outbox.erase_traces().unwrap();
    assert!(!outbox.has_traces());
    for needle in [
        "ENTERED-00001",
        "DERETNE-00001",
        "WORDS-OF-THE-QUEUE",
        &Uuid::from_u128(1).to_string(),
    ] {
        assert_eq!(found_in(&place, needle), Vec::<PathBuf>::new(), "{needle}");
    }
}

#[test]
fn traces_of_a_run_that_was_cut_off_are_erased_at_the_next_start() {
    let (place, copy) = (Place::new(), Place::new());
    let mut outbox = place.open();
    let event = |ticket| check_in(Uuid::from_u128(1), ticket, day(0), &reference(1, 3));
    outbox
        .confirm(&request(day(0), QueueNumber::NeverSeen), event)
        .unwrap();
    outbox.settle(&[(Uuid::from_u128(1), Outcome::Accepted)]).unwrap();
    for (path, bytes) in files_of(&place.path()) {
        std::fs::write(copy.folder.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    assert!(
        !found_in(&copy, "ENTERED-00001").is_empty(),
        "nothing was cut off"
    );
    let _outbox = copy.open();
    assert_eq!(found_in(&copy, "ENTERED-00001"), Vec::<PathBuf>::new());
}

proptest! {
    #![proptest_config(config(24))]

    /// Rows of all sizes, taken out in any order, leave nothing behind between the rows that stay: pages that were
    /// split, merged and moved about included.
    #[test]
    fn nothing_of_an_accepted_event_is_left_whatever_stays(
        lengths in proptest::collection::vec(prop_oneof![0_usize..200, 200_usize..3000, 3000_usize..20_000], 1..120),
        accepted in proptest::collection::vec(any::<bool>(), 120),
        batch in 1_usize..40,
    ) {
        let place = Place::new();
        let mut outbox = place.open();
        for (id, length) in (1..).zip(&lengths) {
            let event = |ticket| check_in(uuid(id), ticket, day(0), &reference(id, *length));
            outbox.confirm(&request(day(0), QueueNumber::NeverSeen), event).unwrap();
        }
        let gone: Vec<u128> = (1..).take(lengths.len()).zip(&accepted).filter(|(_, yes)| **yes).map(|(id, _)| id).collect();
        for ids in gone.chunks(batch) {
            let outcomes: Vec<_> = ids.iter().map(|id| (uuid(*id), Outcome::Accepted)).collect();
            outbox.settle(&outcomes).unwrap();
        }
        outbox.erase_traces().unwrap();
        for (path, bytes) in files_of(&place.path()) {
            for mark in ["ENTERED-", "DERETNE-", "0000c0de-0000-0000-0000-"] {
                let left: Vec<u128> = numbers_after(&bytes, mark).filter(|id| gone.contains(id)).collect();
                prop_assert!(left.is_empty(), "{mark}{left:?} is in {}", path.display());
            }
        }
    }
}

/// The number in decimal digits after each place where `mark` stands.
fn numbers_after<'a>(bytes: &'a [u8], mark: &'a str) -> impl Iterator<Item = u128> + 'a {
    let mark = mark.as_bytes();
    let places = bytes
        .windows(mark.len())
        .enumerate()
        .filter(move |(_, window)| *window == mark);
    places.filter_map(move |(place, _)| {
        let digits = bytes[place + mark.len()..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        String::from_utf8(digits.copied().collect()).ok()?.parse().ok()
    })
}

/// How many cases to run: few in `make test`, as many as `PROPTEST_CASES` says in `make test-full`. A failure is
/// printed with its smallest input; no file of seeds is kept.
pub(super) fn config(few: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(few);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
