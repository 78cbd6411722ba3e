//! The control socket: whom it answers, and what it takes.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::program::{HUNG, Service, event, folder_with_kiosk, office_queue, succeed, until};

fn connect(data_dir: &Path) -> UnixStream {
    let stream = UnixStream::connect(data_dir.join("control.sock")).unwrap();
    stream.set_read_timeout(Some(HUNG)).unwrap();
    stream
}

fn answer(stream: &UnixStream) -> String {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line
}

#[test]
fn the_socket_is_its_users_alone_and_garbage_and_endless_lines_are_refused_while_the_service_goes_on() {
    let (_folder, data_dir, token) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    let socket = data_dir.join("control.sock");
    let mode = || std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777;
    until(|| mode() == 0o600);

    for garbage in ["\n", "{}\n", "{\"order\":\"sing\"}\n", "GET / HTTP/1.1\r\n\r\n"] {
        let mut stream = connect(&data_dir);
        stream.write_all(garbage.as_bytes()).unwrap();
        let answer = answer(&stream);
        assert!(answer.contains("refused"), "{garbage:?}: {answer}");
    }
    let mut stream = connect(&data_dir);
    stream.write_all(&[b'x'; 4500]).unwrap();
    let refused = answer(&stream);
    assert!(
        refused.contains("more than 4096 bytes"),
        "no end of the line was waited for: {refused}"
    );
    let mut stream = connect(&data_dir);
    let endless = stream.write_all(&vec![b'x'; 8 * 1024 * 1024]);
    assert!(endless.is_err(), "it hangs up and reads no further");

    // Commands that say nothing keep nobody from the service; a few of them keep other commands waiting, no more.
    let silent: Vec<_> = (0..3).map(|_| connect(&data_dir)).collect();
    assert_eq!(service.check_in(&token, &event(1)), 201);
    assert!(succeed(&data_dir, ["audit"]).starts_with("at,"));
    drop(silent);
    // A password's hash that is none, and a name that is none.
    for (name, hash) in [("kim", "secret"), ("two words", "$argon2id$x")] {
        let order = serde_json::json!({ "order": "add-account", "office": "canal-street", "name": name,
            "role": "admin", "password_hash": hash });
        let mut stream = connect(&data_dir);
        stream.write_all(format!("{order}\n").as_bytes()).unwrap();
        assert!(answer(&stream).contains("refused"));
    }
    assert_eq!(succeed(&data_dir, ["account", "list"]), "");
    service.stop();
    assert!(!socket.exists(), "a service that stops takes its socket away");
}

#[test]
fn another_user_is_refused_even_where_the_rights_would_let_it_in_and_root_leaves_nothing_of_its_own() {
    if !rustix::process::geteuid().is_root() {
        // Only root can become another user; whom the socket answers has a test of its own beside its code.
        return;
    }
    const SERVICE: u32 = 65_533;
    const STRANGER: u32 = 65_532;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    // The program where any user can run it.
    let program = folder.path().join("office-queue");
    std::fs::copy(env!("CARGO_BIN_EXE_office-queue"), &program).unwrap();
    let data_dir = folder.path().join("data");
    std::fs::create_dir(&data_dir).unwrap();
    chown(&data_dir, Some(SERVICE), Some(SERVICE)).unwrap();

    // Root sets everything up, and what it makes belongs to the service.
    succeed(&data_dir, ["token", "add", "canal-street", "front"]);
    let tokens = std::fs::metadata(data_dir.join("kiosk-tokens")).unwrap();
    assert_eq!((tokens.uid(), tokens.mode() & 0o777), (SERVICE, 0o600));
    crate::accounts::add(&data_dir, "kim");
    assert_eq!(
        std::fs::metadata(data_dir.join("queue.db")).unwrap().uid(),
        SERVICE
    );

    let mut command = std::process::Command::new(&program);
    command
        .args(["--listen", "127.0.0.1:0", "--data-dir"])
        .arg(&data_dir);
    command.uid(SERVICE).gid(SERVICE);
    let service = Service::start_as(command, &data_dir);
    // As if an administrator had opened both by mistake.
    std::fs::set_permissions(&data_dir, std::fs::Permissions::from_mode(0o755)).unwrap();
    let open = std::fs::Permissions::from_mode(0o666);
    std::fs::set_permissions(data_dir.join("control.sock"), open).unwrap();
    let mut as_stranger = std::process::Command::new(&program);
    as_stranger
        .arg("--data-dir")
        .arg(&data_dir)
        .args(["account", "list"]);
    let stranger = as_stranger.uid(STRANGER).gid(STRANGER).output().unwrap();
    let words = String::from_utf8(stranger.stderr).unwrap();
    assert_eq!(stranger.status.code(), Some(1));
    assert!(
        words.contains("for the service's own user and root") && stranger.stdout.is_empty(),
        "{words}"
    );
    assert_eq!(
        succeed(&data_dir, ["account", "list"]),
        "canal-street kim staff\n"
    );

    let backup = folder.path().join("roots.backup");
    let backed_up = || {
        let output = office_queue(&data_dir)
            .arg("backup")
            .arg(&backup)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let file = std::fs::metadata(&backup).unwrap();
        assert_eq!((file.uid(), file.mode() & 0o777), (0, 0o600));
    };
    backed_up();
    service.stop();
    backed_up();
    let output = office_queue(&data_dir)
        .arg("restore")
        .arg(&backup)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    for entry in std::fs::read_dir(&data_dir).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().uid(), SERVICE, "{:?}", entry.path());
    }
}

#[test]
fn a_backup_under_way_does_not_hold_the_service_up_when_it_stops() {
    let (_folder, data_dir, token) = folder_with_kiosk();
    let service = Service::start(&data_dir);
    for number in 1..=50 {
        assert_eq!(service.check_in(&token, &event(number)), 201);
    }
    let mut stream = connect(&data_dir);
    stream.write_all(b"{\"order\":\"backup\"}\n").unwrap();
    assert!(answer(&stream).contains("\"answer\":\"backup\""));
    // Nobody reads the rest.
    let begun = std::time::Instant::now();
    service.stop();
    assert!(begun.elapsed() < HUNG / 3);
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).ok();
    assert!(!data_dir.join("queue.db.copy").exists());
}
