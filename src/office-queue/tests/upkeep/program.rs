//! The program as a process, and the little HTTP that the tests need.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take before it counts as hung.
pub const HUNG: Duration = Duration::from_secs(60);

/// The program with its folder as an argument.
pub fn office_queue(data_dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_office-queue"));
    command.arg("--data-dir").arg(data_dir).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run<A: AsRef<OsStr>>(data_dir: &Path, arguments: impl IntoIterator<Item = A>) -> Output {
    office_queue(data_dir).args(arguments).output().unwrap()
}

/// Runs a command that must succeed; its standard output.
#[track_caller]
pub fn succeed<A: AsRef<OsStr>>(data_dir: &Path, arguments: impl IntoIterator<Item = A>) -> String {
    let output = run(data_dir, arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command that must fail; its words to people.
#[track_caller]
pub fn refused<A: AsRef<OsStr>>(data_dir: &Path, arguments: impl IntoIterator<Item = A>) -> String {
    let output = run(data_dir, arguments);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A running service.
pub struct Service {
    pub address: SocketAddr,
    child: Option<Child>,
}

impl Drop for Service {
    fn drop(&mut self) {
        // Only where a test has failed: otherwise it was stopped.
        if let Some(mut child) = self.child.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

impl Service {
    /// Starts it on a free port of this machine.
    pub fn start(data_dir: &Path) -> Self {
        let mut command = office_queue(data_dir);
        command.args(["--listen", "127.0.0.1:0"]);
        Self::start_as(command, data_dir)
    }

    /// Starts it by a command of one's own.
    pub fn start_as(mut command: Command, data_dir: &Path) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split_once("http://")
            .and_then(|(_, rest)| rest.split_once(' '))
            .unwrap_or_else(|| panic!("the service did not start: {line:?}"))
            .0;
        let service = Self {
            address: address.parse().unwrap(),
            child: Some(child),
        };
        until(|| data_dir.join("control.sock").exists());
        service
    }

    pub fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// Sends it a signal and waits for its end.
    pub fn end(mut self, signal: rustix::process::Signal) -> std::process::ExitStatus {
        let mut child = self.child.take().unwrap();
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(id, signal).unwrap();
        child.wait().unwrap()
    }

    pub fn stop(self) {
        let status = self.end(rustix::process::Signal::TERM);
        assert!(status.success(), "{status}");
    }

    /// Sends a check-in as a kiosk does; the answer's status.
    pub fn check_in(&self, token: &str, event: &Value) -> u16 {
        let (bearer, key) = (format!("Bearer {token}"), format!("\"{}\"", text(&event["id"])));
        let headers = [
            ("Content-Type", "application/cloudevents+json"),
            ("Authorization", bearer.as_str()),
            ("Idempotency-Key", &key),
            ("Reception-Held-Seconds", "0"),
        ];
        self.ask("POST", "/v1/events", &headers, &event.to_string()).0
    }

    /// The highest number of a series today, as a kiosk is told it.
    pub fn last_number(&self, token: &str, series: &str) -> u64 {
        let bearer = format!("Bearer {token}");
        let path = format!("/v1/queue?series={series}");
        let (status, text) = self.ask("GET", &path, &[("Authorization", &bearer)], "");
        assert_eq!(status, 200, "{text}");
        let body = text.split_once("\r\n\r\n").unwrap().1;
        let state: Value = serde_json::from_str(body).unwrap();
        state["last_number"].as_u64().unwrap()
    }

    /// Signs in with the form; the answer's status.
    pub fn sign_in(&self, name: &str, password: &str) -> u16 {
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let form = format!("name={name}&password={}", password.replace(' ', "+"));
        self.ask("POST", "/sign-in", &headers, &form).0
    }

    /// Sends a request and reads the answer to its end.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let mut stream = self.send(method, path, headers, body);
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let status = text.split(' ').nth(1).unwrap_or_default().parse();
        (status.unwrap_or_else(|_| panic!("no answer: {text:?}")), text)
    }

    /// Sends a request and leaves the answer to be read.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(HUNG)).unwrap();
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n",
            self.address,
            body.len()
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        stream
            .write_all(format!("{request}\r\n{body}").as_bytes())
            .unwrap();
        stream
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Waits for something that must come.
#[track_caller]
pub fn until(mut true_at_last: impl FnMut() -> bool) {
    let deadline = Instant::now() + HUNG;
    while !true_at_last() {
        assert!(Instant::now() < deadline, "it did not come within {HUNG:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A new data folder with a kiosk that has a token.
pub fn folder_with_kiosk() -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().join("data");
    let token = succeed(&data_dir, ["token", "add", "canal-street", "front"]);
    (folder, data_dir, token.trim().to_owned())
}

/// A check-in of today with this number.
pub fn event(number: usize) -> Value {
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    let day = now.with_timezone(&chrono_tz::Europe::London).date_naive();
    let id = uuid::Uuid::new_v4();
    json!({ "specversion": "1.0", "id": id, "source": "urn:reception-kiosk:canal-street:front", "subject": id,
        "type": "reception.visit.checked-in.v1", "time": now.to_rfc3339(), "datacontenttype": "application/json",
        "data": { "ticket": format!("A{number:03}"), "service_day": day, "service": "repairs", "language": "bn",
                  "party": 1 } })
}
