//! Whatever is wrong with what people set up: at a terminal a line they can act on, on the device a screen that says the
//! same, and never a panic.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use i18n::Translator;
use message::Message;
use tests::accessibility::{Find, plain};
use tests::fixture::{Fixture, START};
use tests::process::{Outcome, command, run};
use tests::programs::{program, tool};

const KIOSK_TOML: &str = "office = \"canal-street\"\nkiosk = \"front\"\nseries = \"A\"\n\n[queue]\n\
    url = \"http://127.0.0.1:9\"\ntoken_file = \"queue-token\"\n";

/// Broken settings, each with what its line must say: where it is and what to write instead.
fn broken_settings() -> Vec<(&'static str, String, &'static [&'static str])> {
    let without_queue = KIOSK_TOML.split("\n[queue]").next().unwrap().to_owned();
    vec![
        (
            "an unknown key",
            KIOSK_TOML.replace("series", "serie"),
            &["line 3", "serie", "Did you mean", "series"],
        ),
        (
            "a wrong type",
            KIOSK_TOML.replace("\"A\"", "7"),
            &["line 3", "series", "quotation marks"],
        ),
        (
            "a token in the clear",
            KIOSK_TOML.replace("127.0.0.1:9", "queue.example.org"),
            &["line 6", "url", "https"],
        ),
        ("a missing section", without_queue, &["[queue]", "Add"]),
        (
            "no TOML at all",
            KIOSK_TOML.replace("kiosk = ", "kiosk : "),
            &["line 2", "not TOML"],
        ),
    ]
}

fn said(id: &'static str) -> String {
    plain(&Translator::new("en-GB").unwrap().text(&Message::new(id)))
}

fn assert_says(what: &str, text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{what}: no {word:?} in {text:?}");
    }
    assert!(!text.contains("panicked"), "{what}: {text}");
}

/// Runs a program with its settings at a terminal, as the person does who sets a kiosk up.
fn at_a_terminal(program: &Path, config: &Path) -> Outcome {
    let mut terminal = command(&tool("script", "bsdutils"));
    terminal
        .arg("-qec")
        .arg(format!("{} --config {}", program.display(), config.display()))
        .arg("/dev/null");
    // There is no screen, so a program that tried to show something would fail otherwise.
    terminal
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("RECEPTION_TERMINAL");
    run(terminal, START)
}

#[test]
fn broken_settings_end_at_a_terminal_with_code_2_and_a_line_to_act_on() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("kiosk.toml");
    for (what, text, words) in broken_settings() {
        fs::write(&config, text).unwrap();
        for name in ["reception-kiosk", "reception-courier"] {
            let outcome = at_a_terminal(&program(name), &config);
            let what = format!("{name} with {what}");
            assert_eq!(outcome.code, Some(2), "{what}: {}", outcome.out);
            assert_says(&what, &outcome.out, &[&config.display().to_string()]);
            assert_says(&what, &outcome.out, words);
        }
    }
    let outcome = at_a_terminal(&program("reception-kiosk"), &folder.path().join("none.toml"));
    assert_eq!(outcome.code, Some(2), "{}", outcome.out);
    assert_says(
        "no file",
        &outcome.out,
        &["none.toml", "no such file", "--config"],
    );
}

#[test]
fn broken_settings_on_a_device_are_told_on_the_screen() {
    let mut fixture = Fixture::new("bad_settings");
    let config = fixture.path("kiosk.toml");
    for (what, text, words) in broken_settings() {
        fs::write(&config, text).unwrap();
        fixture.start_kiosk_process();
        fixture.wait_for_screen(Find::Name(&said("out-of-service")));
        let shown = fixture.screen().tree().unwrap().dump();
        assert_says(what, &shown, words);
        assert_says(
            what,
            &shown,
            &[
                &said("out-of-service-visitor"),
                &said("out-of-service-settings"),
                "kiosk.toml",
            ],
        );
        fixture.kill_kiosk();
    }
}

#[test]
fn without_content_there_is_a_built_in_page_until_the_folder_is_back() {
    let mut fixture = Fixture::new("no_content");
    let content = fixture.path("content");
    let aside = fixture.path("content-aside");
    fs::rename(&content, &aside).unwrap();
    fixture.start_kiosk_process();
    fixture.wait_for_screen(Find::Name(&said("out-of-service")));
    fixture.wait_for_screen(Find::Name(&said("out-of-service-content")));
    fixture.wait_for_screen(Find::Containing("The content folder cannot be opened"));

    fs::create_dir(&content).unwrap();
    fixture.wait_for_screen(Find::Containing("office.toml"));
    fixture.wait_for_screen(Find::Name(&said("out-of-service")));

    // With the status page that the kiosk has put there.
    fs::remove_dir_all(&content).unwrap();
    fs::rename(&aside, &content).unwrap();
    fixture.wait_for_screen(Find::Name("Take a ticket"));
    // And taken away again, the last good content stays.
    fs::rename(&content, &aside).unwrap();
    std::thread::sleep(Duration::from_secs(12));
    fixture.wait_for_screen(Find::Name("Take a ticket"));
    assert!(fixture.kiosk_process().ended().is_none());
}

#[test]
fn the_queue_says_in_one_line_why_it_cannot_start() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let file = folder.path().join("a-file");
    fs::write(&file, "not a folder").unwrap();
    let config = folder.path().join("queue.toml");
    fs::write(&config, "listen = \"127.0.0.1:0\"\nlissten = \"127.0.0.1:1\"\n").unwrap();
    let (file, config) = (file.display().to_string(), config.display().to_string());
    let data = folder.path().join("data").display().to_string();

    let cases: [(&[&str], i32, &[&str]); 5] = [
        (
            &["--data-dir", &data, "--listen", &address],
            1,
            &[&address, "in use", "--listen"],
        ),
        (&["--data-dir", &file, "--listen", "127.0.0.1:0"], 1, &[&file]),
        (
            &["--data-dir", "/proc/reception", "--listen", "127.0.0.1:0"],
            1,
            &["/proc/reception"],
        ),
        (
            &["--data-dir", &data, "--listen", "0.0.0.0:0"],
            2,
            &["0.0.0.0:0", "TLS"],
        ),
        (&["--config", &config], 2, &[&config, "line 2", "lissten"]),
    ];
    for (arguments, code, words) in cases {
        let mut start = command(&program("office-queue"));
        start.args(arguments);
        let outcome = run(start, START);
        let what = format!("office-queue {}", arguments.join(" "));
        assert_eq!(outcome.code, Some(code), "{what}: {}", outcome.err);
        assert_says(&what, &outcome.err, words);
        let lines = outcome
            .err
            .lines()
            .filter(|line| line.starts_with("office-queue: "))
            .count();
        assert_eq!(lines, 1, "{what} says one line: {}", outcome.err);
    }
}
