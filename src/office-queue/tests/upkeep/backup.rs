//! Backup and restore.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use office_queue::store::inspect;
use rusqlite::Connection;

use crate::program::{Service, event, folder_with_kiosk, refused, run, succeed, until};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn back_up(data_dir: &Path, to: &Path) {
    succeed(data_dir, [Path::new("backup"), to]);
}

fn restore(data_dir: &Path, from: &Path) {
    succeed(data_dir, [Path::new("restore"), from]);
}

#[test]
fn backups_while_200_check_ins_come_in_are_whole_and_a_restored_one_goes_on_where_it_was_made() {
    let (folder, data_dir, token) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    let events: Vec<_> = (1..=200).map(event).collect();
    let accepted = AtomicUsize::new(0);
    let in_between = folder.path().join("in-between.backup");
    std::thread::scope(|scope| {
        for part in events.chunks(50) {
            let (service, token, accepted) = (&service, &token, &accepted);
            scope.spawn(move || {
                for event in part {
                    assert_eq!(service.check_in(token, event), 201);
                    accepted.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        until(|| accepted.load(Ordering::SeqCst) >= 20);
        let mut made = 0;
        // One after the other, each in the place of the one before, until all check-ins are there.
        loop {
            let before = accepted.load(Ordering::SeqCst);
            back_up(&data_dir, &in_between);
            let visits = inspect(&in_between).unwrap().visits as usize;
            made += 1;
            assert!(
                visits >= before,
                "{before} were answered and {visits} are in the backup"
            );
            if accepted.load(Ordering::SeqCst) == events.len() {
                break;
            }
        }
        assert!(made > 1, "every check-in came before the first backup was made");
    });
    let backup = folder.path().join("all.backup");
    back_up(&data_dir, &backup);
    let mode = std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "nobody else may read it");
    assert_eq!(
        names(folder.path()),
        ["all.backup", "data", "in-between.backup"],
        "nothing else is left"
    );
    service.stop();

    let stopped = folder.path().join("stopped.backup");
    back_up(&data_dir, &stopped);
    assert_eq!(inspect(&stopped).unwrap().visits, 200);

    let fresh = folder.path().join("fresh");
    restore(&fresh, &backup);
    let again = folder.path().join("again.backup");
    back_up(&fresh, &again);
    assert_eq!(inspect(&again).unwrap().visits, 200);
    let service = Service::start(&fresh);
    assert_eq!(
        service.check_in(&token, &events[7]),
        200,
        "the kiosk's token and the event's id are known still"
    );
    assert_eq!(
        service.last_number(&token, "A"),
        300,
        "numbers given since the backup are left out"
    );
    assert_eq!(service.check_in(&token, &event(301)), 201);
    service.stop();
}

#[test]
fn what_is_damaged_newer_or_no_backup_is_refused_and_nothing_changes() {
    let (folder, data_dir, token) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    for number in 1..=40 {
        assert_eq!(service.check_in(&token, &event(number)), 201);
    }
    let good = folder.path().join("good.backup");
    back_up(&data_dir, &good);
    let words = refused(&data_dir, [Path::new("restore"), &good]);
    assert!(words.contains("the service runs. Stop it first"), "{words}");
    // Its lock holds where its socket was lost.
    std::fs::remove_file(data_dir.join("control.sock")).unwrap();
    for command in ["restore", "backup"] {
        let words = refused(&data_dir, [Path::new(command), &good]);
        assert!(words.contains("queue.db is in use by another program"), "{words}");
    }
    service.stop();

    let before = std::fs::read(data_dir.join("queue.db")).unwrap();
    let names_before = names(&data_dir);
    let bytes = std::fs::read(&good).unwrap();
    let mut overwritten = bytes.clone();
    for byte in &mut overwritten[8192..8192 + 2048] {
        *byte = 0x5a;
    }
    let of_another_program = folder.path().join("other.db");
    Connection::open(&of_another_program)
        .unwrap()
        .execute_batch("CREATE TABLE t (x); PRAGMA user_version = 3;")
        .unwrap();
    let newer = folder.path().join("newer.backup");
    std::fs::write(&newer, &bytes).unwrap();
    Connection::open(&newer)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let strange_tokens = folder.path().join("tokens.backup");
    std::fs::write(&strange_tokens, &bytes).unwrap();
    Connection::open(&strange_tokens)
        .unwrap()
        .execute(
            "UPDATE backup SET content = 'no token' WHERE part = 'kiosk-tokens'",
            [],
        )
        .unwrap();
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("empty", Vec::new(), "it is damaged, or no backup"),
        ("text", b"no database".repeat(1000), "it is damaged, or no backup"),
        (
            "cut off",
            bytes[..bytes.len() / 2].to_vec(),
            "it is damaged, or no backup",
        ),
        ("overwritten", overwritten, "it is damaged, or no backup"),
        (
            "another program's",
            std::fs::read(&of_another_program).unwrap(),
            "it is damaged, or no backup",
        ),
        (
            "newer",
            std::fs::read(&newer).unwrap(),
            "made by a later version of office-queue (schema 99;",
        ),
        (
            "strange tokens",
            std::fs::read(&strange_tokens).unwrap(),
            "its tokens cannot be read",
        ),
    ];
    for (name, bytes, expected) in cases {
        let file = folder.path().join("bad.backup");
        std::fs::write(&file, bytes).unwrap();
        let words = refused(&data_dir, [Path::new("restore"), &file]);
        assert!(
            words.contains("nothing was restored") && words.contains(expected),
            "{name}: {words}"
        );
        assert_eq!(names(&data_dir), names_before, "{name}");
        assert_eq!(
            std::fs::read(data_dir.join("queue.db")).unwrap(),
            before,
            "{name}"
        );
    }
    let words = refused(&data_dir, [Path::new("restore"), &folder.path().join("none")]);
    assert!(words.contains("No such file"), "{words}");
}

#[test]
fn a_restore_keeps_what_was_there_and_can_be_taken_back() {
    let (folder, data_dir, token) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    let first = event(1);
    assert_eq!(service.check_in(&token, &first), 201);
    let backup = folder.path().join("early.backup");
    back_up(&data_dir, &backup);
    let late = event(2);
    assert_eq!(service.check_in(&token, &late), 201);
    // Killed, so that its last check-in is in the WAL and a socket is left behind.
    service.end(rustix::process::Signal::KILL);
    let later_token = succeed(&data_dir, ["token", "add", "canal-street", "side"]);
    restore(&data_dir, &backup);

    let service = Service::start(&data_dir);
    assert_eq!(service.check_in(&token, &first), 200);
    assert_eq!(service.check_in(&token, &late), 201, "it came after the backup");
    assert_eq!(
        service.check_in(later_token.trim(), &late),
        401,
        "the tokens are those of the backup"
    );
    service.stop();

    let kept = |of: &str| -> Vec<String> {
        names(&data_dir)
            .into_iter()
            .filter(|name| name.starts_with(&format!("{of}.before-")))
            .collect()
    };
    assert_eq!(kept("kiosk-tokens").len(), 1);
    let kept = kept("queue.db");
    assert_eq!(kept.len(), 1, "{kept:?}");
    restore(&data_dir, &data_dir.join(&kept[0]));
    let service = Service::start(&data_dir);
    assert_eq!(service.check_in(&token, &late), 200, "what the WAL held was kept");
    service.stop();
}

#[test]
fn a_damaged_database_can_be_replaced() {
    let (folder, data_dir, token) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    let first = event(1);
    assert_eq!(service.check_in(&token, &first), 201);
    let backup = folder.path().join("good.backup");
    back_up(&data_dir, &backup);
    service.stop();
    std::fs::write(data_dir.join("queue.db"), b"x".repeat(10_000)).unwrap();
    std::fs::write(data_dir.join("queue.db-wal"), b"y".repeat(10_000)).unwrap();
    let check = run(&data_dir, ["--check"]);
    assert_eq!(check.status.code(), Some(1), "{check:?}");
    restore(&data_dir, &backup);
    let service = Service::start(&data_dir);
    assert_eq!(service.check_in(&token, &first), 200);
    service.stop();
    let kept = names(&data_dir)
        .into_iter()
        .find(|name| name.starts_with("queue.db.before-"));
    let kept = std::fs::read(data_dir.join(kept.unwrap())).unwrap();
    assert_eq!(kept, b"x".repeat(10_000), "what was there is kept as it was");
}

#[test]
fn a_backup_signs_nobody_in_again() {
    let (folder, data_dir, _) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    crate::accounts::add(&data_dir, "kim");
    assert_eq!(service.sign_in("kim", crate::accounts::PASSWORD), 303);
    let backup = folder.path().join("all.backup");
    back_up(&data_dir, &backup);
    let count = |table: &str| -> u32 {
        Connection::open(&backup)
            .unwrap()
            .query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!((count("accounts"), count("sessions")), (1, 0));
    service.stop();
    let log = succeed(&data_dir, ["audit"]);
    assert!(
        log.contains("canal-street,,backup,"),
        "who copies it is recorded: {log}"
    );
}

#[test]
fn a_backup_that_cannot_be_written_leaves_nothing_behind() {
    let (folder, data_dir, _) = folder_with_kiosk();
    let words = refused(&data_dir, [Path::new("backup"), &folder.path().join("b")]);
    assert!(words.contains("there is no database"), "{words}");
    let service = Service::start(&data_dir);
    for no_file in [folder.path(), Path::new("/dev/null")] {
        let words = refused(&data_dir, [Path::new("backup"), no_file]);
        assert!(words.contains("is there and no ordinary file"), "{words}");
    }
    let words = refused(&data_dir, [Path::new("backup"), &folder.path().join("none/b")]);
    assert!(words.contains("cannot be written"), "{words}");
    assert_eq!(names(folder.path()), ["data"]);
    service.stop();
}
