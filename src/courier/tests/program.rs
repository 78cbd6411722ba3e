//! The program itself: its settings, its one line when they are wrong, and its end.

use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use handover::ToScreen;

use crate::office::{Screen, eventually};
use crate::server::{Reply, Server};

fn courier() -> Command {
    Command::new(env!("CARGO_BIN_EXE_reception-courier"))
}

fn write_config(folder: &Path, url: &str, series: &str) {
    let text = format!(
        "office = \"canal-street\"\nkiosk = \"front\"\nseries = \"{series}\"\n\n\
         [queue]\nurl = \"{url}\"\ntoken_file = \"queue-token\"\n\n[screen]\nwidth_mm = 268\n"
    );
    std::fs::write(folder.join("kiosk.toml"), text).unwrap();
}

#[test]
fn it_carries_by_its_file_alone_and_ends_well_when_told_to() {
    let server = Server::start(|_| Reply::Properly);
    let folder = tempfile::tempdir().unwrap();
    write_config(folder.path(), &format!("http://{}", server.address), "A");
    std::fs::write(folder.path().join("queue-token"), "program-token").unwrap();
    let listener = UnixListener::bind(folder.path().join("handover.sock")).unwrap();
    let mut program = courier()
        .arg("--config")
        .arg(folder.path().join("kiosk.toml"))
        // A proxy that nobody configured for the kiosk must not see a check-in; nobody listens on port 1.
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("http_proxy", "http://127.0.0.1:1")
        .env("ALL_PROXY", "http://127.0.0.1:1")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut screen = Screen::accept(&listener);
    let (id, body) = screen.hand_over(0x0199_f3c2, true);
    screen.wait_for("the acceptance", |message| {
        matches!(message, ToScreen::Outcome { .. }).then_some(())
    });
    assert_eq!(
        server.events()[0].header("authorization"),
        Some("Bearer program-token")
    );
    let pid = rustix::process::Pid::from_child(&program);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    eventually("the program's end", || program.try_wait().unwrap().is_some());
    let Output { status, stderr, .. } = program.wait_with_output().unwrap();
    assert!(status.success(), "{status}");
    let log = String::from_utf8(stderr).unwrap();
    assert!(log.contains("told to stop"), "{log}");
    for secret in ["program-token", &id.to_string(), &body] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[test]
fn a_mistake_in_its_settings_is_one_line_and_exit_2() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("kiosk.toml");
    let run = || {
        let output = courier().arg("--config").arg(&config).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let expect = |words: &str| {
        let (code, said) = run();
        assert_eq!(code, Some(2), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(words), "{said}");
    };
    expect("there is no such file");
    write_config(folder.path(), "http://127.0.0.1:9", "AA");
    expect("kiosk.toml, line 3: \"series\" cannot be read");
    write_config(folder.path(), "http://queue.example.org", "A");
    expect("line 6");
    write_config(folder.path(), "http://127.0.0.1:9", "A");
    expect("queue-token: it cannot be read");
    std::fs::write(folder.path().join("queue-token"), "two words").unwrap();
    expect("queue-token: it must hold the kiosk's token and nothing else");
}

#[test]
fn without_settings_it_says_how_to_start_it() {
    let output = courier().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("--config kiosk.toml")
    );
}
