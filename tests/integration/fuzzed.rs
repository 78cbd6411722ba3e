//! Every endpoint of the queue service, fed by a fuzzer that reads the service's own document: no answer is a server
//! error, every answer is one that the document names and describes, and no refusal changes a row of the database.
//!
//! `tests/schemathesis/hooks.py` holds what the fuzzer cannot know, and the check of the database.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::fixture::{Fixture, KIOSK, OFFICE, START};
use tests::process::{asked_to_end, command, run};
use tests::programs::{program, workspace};
use tests::staff::{PASSWORD, add_account, sign_in};
use tests::tools::outside_tool;
use tests::{number_from_env, seed};

/// How long one run of the fuzzer may take, for each case of each operation.
const LIMIT_FOR_EACH: Duration = Duration::from_secs(30);

/// What is asked of every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,a_refusal_changes_nothing";

/// Somebody who asks.
struct Asker<'a> {
    name: &'a str,
    /// The part of the document that they are asked to try.
    tag: &'a str,
    headers: Vec<String>,
    /// Paths that are left out, each with its reason where it is named.
    without: &'a [&'a str],
    /// Whether they may do what they ask for, so that most operations are to succeed at least once.
    welcome: bool,
}

/// The stream of boards never ends, so [`ask_for_boards`] asks for it; the rest is left to the fuzzer.
const STREAM: &str = "/desk/events";

/// Visitors of every kind, so that whatever is asked of a visit finds one.
fn visitors(fixture: &Fixture) {
    let queue = fixture.queue();
    let today = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive();
    for number in 1..=60 {
        let mut data = json!({ "ticket": format!("A{number:03}"), "service_day": today, "service": "repairs",
            "language": "bn", "needs": ["come-to-me", "step-free"], "party": 2, "private_interview": {} });
        if number % 2 == 0 {
            data["interpreter"] = json!({ "language": "syl", "mode": "telephone" });
        }
        queue.check_in(KIOSK, &data, if number % 5 == 0 { 3600 } else { 1 });
    }
}

fn with_rooms(fixture: &Fixture) {
    let path = fixture.path("queue.toml");
    let text = fs::read_to_string(&path).unwrap();
    let name = "name = \"Canal Street\"\n";
    assert!(text.contains(name), "{text}");
    let rooms = format!("{name}rooms = [\"Room 1\", \"The quiet room\"]\n");
    fs::write(path, text.replacen(name, &rooms, 1)).unwrap();
}

fn import_token(fixture: &Fixture) -> String {
    let mut add = command(&program("office-queue"));
    add.arg("--config")
        .arg(fixture.path("queue.toml"))
        .args(["token", "add-import", OFFICE, "calendar"]);
    let outcome = run(add, START);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    outcome.out.trim().to_owned()
}

/// Lets the fuzzer ask as somebody, and reads what it was answered: the statuses of each operation.
fn fuzz(fixture: &Fixture, seed: u64, examples: u64, asker: &Asker<'_>) {
    let origin = format!("http://{}", fixture.queue_address());
    let (answers, hooks): (PathBuf, PathBuf) = (
        fixture.path("answers.json"),
        workspace().join("tests/schemathesis"),
    );
    // It is asked to end where the tests end, so that it tidies up after itself.
    let mut start = asked_to_end(&outside_tool("schemathesis"));
    start
        .current_dir(fixture.path("queue").parent().unwrap())
        .arg("run")
        .arg(format!("{origin}/openapi.json"))
        .args(["--include-tag", asker.tag, "--checks", CHECKS])
        .args([
            "--phases",
            "examples,coverage,fuzzing",
            "--max-examples",
            &examples.to_string(),
        ])
        .args(["--seed", &seed.to_string(), "--generation-database", "none"])
        .args([
            "--continue-on-failure",
            "--no-shrink",
            "--warnings",
            "off",
            "--request-timeout",
            "30",
        ])
        .args(asker.without.iter().flat_map(|path| ["--exclude-path", path]))
        .args(asker.headers.iter().flat_map(|header| ["--header", header]))
        .env("PYTHONPATH", hooks)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .env("RECEPTION_DATA", fixture.path("queue"))
        .env("RECEPTION_KIOSK", format!("{OFFICE}:{KIOSK}"))
        .env("RECEPTION_ANSWERS", &answers)
        .env(
            "RECEPTION_SIGN_IN",
            json!({ "name": "mona", "password": PASSWORD }).to_string(),
        );
    let began = Instant::now();
    let outcome = run(start, LIMIT_FOR_EACH * u32::try_from(examples).unwrap().max(4));
    assert_eq!(
        outcome.code,
        Some(0),
        "{} found this with --seed {seed}:\n{}\n{}",
        asker.name,
        outcome.out,
        outcome.err
    );
    let answers: BTreeMap<String, BTreeMap<u16, u64>> =
        serde_json::from_str(&fs::read_to_string(answers).unwrap()).unwrap();
    assert!(
        !answers.is_empty(),
        "{}: nothing was asked\n{}",
        asker.name,
        outcome.out
    );
    let count = |of: fn(u16) -> bool| -> u64 {
        let all = answers.values().flatten();
        all.filter(|(status, _)| of(**status))
            .map(|(_, count)| count)
            .sum()
    };
    let never: Vec<&String> = answers
        .iter()
        .filter(|(_, statuses)| !statuses.keys().any(|status| *status < 400))
        .map(|(operation, _)| operation)
        .collect();
    println!(
        "{}: {} operations, {} requests done and {} refused in {:.0?}; never done: {never:?}",
        asker.name,
        answers.len(),
        count(|status| status < 400),
        count(|status| status >= 400),
        began.elapsed()
    );
    // Otherwise this was about the first line of each handler only.
    assert!(
        !asker.welcome || never.len() * 4 <= answers.len(),
        "{}: {answers:#?}",
        asker.name
    );
    for (operation, statuses) in &answers {
        let refused = statuses.keys().any(|status| (400..500).contains(status));
        assert!(
            refused || !operation.starts_with("POST"),
            "{operation} refused nothing: {statuses:?}"
        );
    }
    let log = fixture
        .logs()
        .into_iter()
        .find(|(name, _)| *name == "office-queue")
        .unwrap()
        .1;
    assert!(!log.contains("panicked"), "{log}");
}

/// Asks for the live board with odd offices: each is answered with a stream or a refusal, and at once.
fn ask_for_boards(queue: SocketAddr, headers: &str, expected: &[&str]) {
    for office in [
        "",
        "canal-street",
        "mill-lane",
        "%00",
        "%FF",
        "%",
        "a%0D%0Ab",
        "..%2F",
        &"x".repeat(2000),
    ] {
        let mut stream = TcpStream::connect(queue).unwrap();
        stream.set_read_timeout(Some(START)).unwrap();
        let head = format!("GET /desk/events?office={office} HTTP/1.1\r\nHost: {queue}\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap_or_default();
        assert!(expected.contains(&status), "{office:?}: {line:?}");
    }
}

/// The desk still works: whoever waits is called and dealt with.
fn still_works(fixture: &Fixture) {
    let state: Value = fixture.queue().state("A").expect("an answer");
    assert!(state["as_of"].is_string(), "{state}");
}

#[test]
fn no_request_makes_the_service_fail_or_lets_a_refusal_change_anything() {
    let (seed, examples) = (seed("fuzzed"), number_from_env("RECEPTION_FUZZ", 8));
    let mut fixture = Fixture::new("fuzzed");
    with_rooms(&fixture);
    let token = fs::read_to_string(fixture.path("queue-token")).unwrap();
    let importer = import_token(&fixture);
    fixture.start_queue();
    visitors(&fixture);
    let bearer = |token: &str| vec![format!("Authorization: Bearer {}", token.trim())];
    let kiosk = Asker {
        name: "a kiosk",
        tag: "kiosk",
        headers: bearer(&token),
        without: &[],
        welcome: true,
    };
    fuzz(&fixture, seed, examples * 4, &kiosk);
    let program = Asker {
        name: "a program that imports",
        tag: "import",
        headers: bearer(&importer),
        ..kiosk
    };
    fuzz(&fixture, seed, examples * 4, &program);
    let own_page = ["X-Reception-Desk: 1", "Sec-Fetch-Site: same-origin"]
        .map(str::to_owned)
        .to_vec();
    let desk = Asker {
        name: "the desk page without accounts",
        tag: "desk",
        headers: own_page,
        without: &[STREAM],
        ..program
    };
    fuzz(&fixture, seed, examples, &desk);
    ask_for_boards(fixture.queue_address(), "", &["200", "400"]);
    // The fuzzer's own fields count for nothing without the page's header.
    let foreign = Asker {
        name: "another site",
        headers: vec!["Sec-Fetch-Site: cross-site".to_owned()],
        welcome: false,
        ..desk
    };
    fuzz(&fixture, seed, 2, &foreign);
    still_works(&fixture);
}

#[test]
fn nobody_gets_past_the_sign_in_and_who_has_signed_in_makes_nothing_fail() {
    let (seed, examples) = (seed("fuzzed_signed_in"), number_from_env("RECEPTION_FUZZ", 8));
    let mut fixture = Fixture::new("fuzzed_signed_in");
    with_rooms(&fixture);
    add_account(&fixture, OFFICE, "mona", "manager");
    fixture.start_queue();
    visitors(&fixture);
    let cookie = sign_in(&format!("http://{}", fixture.queue_address()), "mona");
    let own_page = ["X-Reception-Desk: 1", "Sec-Fetch-Site: same-origin"].map(str::to_owned);
    let signed_in = Asker {
        name: "a manager who is signed in",
        tag: "desk",
        headers: [&own_page[..], &[format!("Cookie: {cookie}")]].concat(),
        // Either ends the session that the rest is asked with.
        without: &[STREAM, "/sign-in", "/sign-out"],
        welcome: true,
    };
    fuzz(&fixture, seed, examples, &signed_in);
    ask_for_boards(
        fixture.queue_address(),
        &format!("Cookie: {cookie}\r\n"),
        &["200", "400", "403"],
    );
    let nobody = Asker {
        name: "nobody",
        headers: own_page.to_vec(),
        without: &[STREAM],
        welcome: false,
        ..signed_in
    };
    fuzz(&fixture, seed, 2, &nobody);
    ask_for_boards(fixture.queue_address(), "", &["401"]);
    still_works(&fixture);
}
