//! Accounts and the audit log beside a running service.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use crate::program::{HUNG, Service, folder_with_kiosk, office_queue, refused, succeed, until};

pub const PASSWORD: &str = "a lamp over seven stairs";

/// Runs an account command with a password on its standard input.
fn with_password(data_dir: &Path, arguments: &[&str], password: &str) -> Output {
    let mut child = office_queue(data_dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
    child.wait_with_output().unwrap()
}

/// Adds an account of the office Canal Street.
pub fn add(data_dir: &Path, name: &str) {
    let output = with_password(data_dir, &["account", "add", "canal-street", name], PASSWORD);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_account_added_while_the_service_runs_signs_in_and_closes_the_desk_page_to_everyone_else() {
    let (_folder, data_dir, _) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    let mut stream = service.send("GET", "/desk/events?office=canal-street", &[], "");
    let mut some = [0_u8; 64];
    assert!(
        stream.read(&mut some).unwrap() > 0,
        "nobody has an account: the stream is open"
    );
    add(&data_dir, "kim");
    let begun = std::time::Instant::now();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).ok();
    assert!(begun.elapsed() < HUNG / 3, "the stream went on without a sign-in");
    let page = [("Accept", "text/html")];
    assert_eq!(service.ask("GET", "/desk", &page, "").0, 303);
    assert_eq!(service.sign_in("kim", PASSWORD), 303);

    let changed = with_password(
        &data_dir,
        &["account", "password", "kim"],
        "nine stairs under a lamp",
    );
    assert!(changed.status.success(), "{changed:?}");
    assert_eq!(service.sign_in("kim", PASSWORD), 401);
    assert_eq!(service.sign_in("kim", "nine stairs under a lamp"), 303);
    assert_eq!(
        succeed(&data_dir, ["account", "list"]),
        "canal-street kim staff\n"
    );

    let twice = with_password(&data_dir, &["account", "add", "canal-street", "kim"], PASSWORD);
    assert_eq!(twice.status.code(), Some(1));
    let short = with_password(&data_dir, &["account", "add", "canal-street", "ali"], "short");
    assert_eq!(short.status.code(), Some(1));
    succeed(&data_dir, ["account", "remove", "kim"]);
    let words = refused(&data_dir, ["account", "remove", "kim"]);
    assert!(words.contains("there is no account kim"), "{words}");
    service.stop();
}

#[test]
fn the_audit_log_is_the_same_from_a_running_service_and_a_stopped_one() {
    let (_folder, data_dir, _) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    for name in ["kim", "ali"] {
        add(&data_dir, name);
    }
    assert_eq!(service.sign_in("kim", PASSWORD), 303);
    // The sign-in is recorded after its answer.
    until(|| succeed(&data_dir, ["audit"]).contains("sign-in"));
    let running = succeed(&data_dir, ["audit"]);
    let lines: Vec<&str> = running.lines().collect();
    assert_eq!(lines[0], "at,office,account,action,visit");
    let told: Vec<_> = lines[1..]
        .iter()
        .map(|line| line.split_once(',').unwrap().1)
        .collect();
    assert_eq!(
        told,
        [
            "canal-street,,account add kim staff,",
            "canal-street,,account add ali staff,",
            "canal-street,kim,sign-in,"
        ]
    );
    assert_eq!(
        succeed(&data_dir, ["audit", "--to", "2020-12-31"])
            .lines()
            .count(),
        1
    );
    let since = ["audit", "--from", "2020-01-01", "--to", "2999-01-01"];
    assert_eq!(succeed(&data_dir, since), running);
    service.stop();
    assert_eq!(succeed(&data_dir, ["audit"]), running);
}
