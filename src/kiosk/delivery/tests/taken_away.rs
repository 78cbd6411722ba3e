//! The data folder is emptied while the kiosk runs.

use std::fs;

use super::*;

#[test]
fn an_outbox_taken_away_is_written_again_before_the_next_number_and_staff_are_told() {
    let kiosk = Kiosk::new();
    let data = kiosk.folder.path().join("data");
    let (first, _) = kiosk.confirm(1, "");
    fs::remove_dir_all(&data).unwrap();
    let (second, _) = kiosk.confirm(2, "");
    assert_eq!(second.number, first.number + 1);
    let told = OutboxProblem::TakenAway(data.join("outbox.db"));
    kiosk.wait_for_report("what happened", |report| {
        report.available && report.problems.contains(&told) && report.depth == 2
    });
    // As a power cut would leave it.
    let copy = tempfile::tempdir().unwrap();
    for name in ["outbox.db", "outbox.db-wal"] {
        fs::copy(data.join(name), copy.path().join(name)).unwrap();
    }
    let opened = outbox::Outbox::open(&copy.path().join("outbox.db"), DateTime::UNIX_EPOCH).unwrap();
    assert_eq!(opened.outbox.counts().unwrap().waiting, 2);
}

#[test]
fn where_it_cannot_be_written_again_no_number_is_given_until_it_can_and_then_nothing_is_lost() {
    let kiosk = Kiosk::new();
    let data = kiosk.folder.path().join("data");
    let (first, _) = kiosk.confirm(1, "");
    // The kiosk may have made the folder again between the two.
    while fs::write(&data, "a file in the folder's place").is_err() {
        // It may also be writing into the folder while that is removed.
        let _ = fs::remove_dir_all(&data);
    }
    kiosk.later(0);
    kiosk.wait_for_report("the problem", |report| {
        let told = |problem: &OutboxProblem| matches!(problem, OutboxProblem::Unavailable(_));
        !report.available && report.problems.iter().any(told)
    });
    kiosk.delivery().confirm(2, draft(""));
    let reason = kiosk.wait_for("the failure", |news| match news {
        News::Failed { request: 2, reason } => Some(reason),
        _ => None,
    });
    assert_eq!(reason, FailedBecause::OutboxUnavailable);
    fs::remove_file(&data).unwrap();
    kiosk.later(6_000);
    kiosk.wait_for_report("the recovery", |report| report.available && report.depth == 1);
    let (next, _) = kiosk.confirm(3, "");
    assert_eq!(next.number, first.number + 1);
}
