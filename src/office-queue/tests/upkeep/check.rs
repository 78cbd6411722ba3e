//! `--check`.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{Service, folder_with_kiosk, run};

fn check(config: &Path) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_office-queue"))
        .arg("--config")
        .arg(config)
        .arg("--check")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_good_folder_is_said_to_be_good_running_and_stopped_and_nothing_is_changed() {
    let (_folder, data_dir, _) = folder_with_kiosk();
    let output = run(&data_dir, ["--check"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("note   there is no database yet"), "{said}");
    assert!(!data_dir.join("queue.db").exists(), "a check makes nothing");

    let service = Service::start(&data_dir);
    let running = run(&data_dir, ["--check"]);
    let said = String::from_utf8(running.stdout).unwrap();
    assert_eq!(running.status.code(), Some(0), "{said}");
    for line in [
        "ok     the service runs",
        "queue.db is whole",
        "ok     tokens of kiosks: 1",
        "the newest",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("wrong"), "{said}");
    service.stop();
    let stopped = run(&data_dir, ["--check"]);
    let said = String::from_utf8(stopped.stdout).unwrap();
    assert_eq!(stopped.status.code(), Some(0), "{said}");
    assert!(
        said.contains("note   the service does not run") && said.contains("queue.db is whole"),
        "{said}"
    );
}

#[test]
fn each_thing_that_is_wrong_has_a_line_with_what_to_do() {
    let (folder, data_dir, _) = folder_with_kiosk();
    let config = folder.path().join("queue.toml");
    std::fs::write(&config, "listen = \"127.0.0.1:0\"\nlissten = 1\n").unwrap();
    let (code, said) = check(&config);
    assert_eq!((code, said.as_str()), (Some(2), ""), "a wrong config file");

    let certificate = include_str!("../../certificate/ended-2026-12-24.pem");
    std::fs::write(folder.path().join("queue.pem"), certificate).unwrap();
    std::fs::write(
        &config,
        "data_dir = \"data\"\nappointments_dir = \"none\"\ntls_certificate = \"queue.pem\"\ntls_key = \"queue.key\"\n",
    )
    .unwrap();
    std::fs::write(data_dir.join("import-tokens"), "canal-street calendar abc\n").unwrap();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(data_dir.join("import-tokens"), open).unwrap();
    std::fs::write(data_dir.join("queue.db.before-2026-11-01T000000Z"), "").unwrap();
    let closed = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(data_dir.join("queue.db.before-2026-11-01T000000Z"), closed).unwrap();
    let (code, said) = check(&config);
    assert_eq!(code, Some(1), "{said}");
    for line in [
        "import-tokens is open to other users of this machine. Run `chmod go= ",
        "import-tokens, line 1: this is not a token's line",
        "queue.key: ",
        "none is not there. Make it, or take appointments_dir out.",
    ] {
        let found = said.lines().find(|said| said.contains(line));
        assert!(
            found.is_some_and(|said| said.starts_with("wrong  ")),
            "{line}: {said}"
        );
    }
    assert!(
        said.lines()
            .any(|line| line.starts_with("note   ") && line.contains("was kept by a restore")),
        "{said}"
    );
}
