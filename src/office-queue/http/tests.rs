//! The service as its clients meet it: the real routes, store and accept loop on a real socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::*;
use crate::clock::Clock;
use crate::config::Config;
use crate::server::Running;
use crate::store::Store;
use crate::token::Tokens;

mod accounts;
mod appointments;
mod care;
mod content;
mod desk;
mod display;
mod document;
mod late;
mod manager;
mod protocol;
mod services;
mod undo;
mod upkeep;

/// A running service with two kiosks of one office and one of another.
pub(super) struct Service {
    running: Running,
    app_clock: Arc<Mutex<DateTime<Utc>>>,
    front: String,
    side: String,
    foreign: String,
    folder: TempDir,
}

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Asserts that this is a problem document of this status.
    #[track_caller]
    fn is_problem(&self, status: u16) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{self:?}"
        );
        let problem: checkin::Problem = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem.status, status);
        assert!(!problem.title.is_empty() && problem.detail.is_some_and(|detail| !detail.is_empty()));
    }
}

const CONFIG: &str = r#"
listen = "127.0.0.1:0"
promise_minutes = 10
[[office]]
id = "canal-street"
name = "Canal Street"
rooms = ["Room 1", "The quiet room"]
[[office.service]]
id = "repairs"
name = "Repairs"
[[office.service]]
id = "homeless"
name = "Nowhere to stay tonight"
urgent = true
"#;

impl Service {
    pub(super) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("queue.toml"), CONFIG).unwrap();
        let tokens = Tokens::of(&folder.path().join("data"));
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let [front, side, foreign] = [
            ("canal-street", "front"),
            ("canal-street", "side"),
            ("mill-lane", "front"),
        ]
        .map(|(office, kiosk)| tokens.add(office, kiosk).unwrap());
        let app_clock = Arc::new(Mutex::new("2026-11-21T10:14:07Z".parse().unwrap()));
        let running = run(&folder, &app_clock).await;
        Self {
            running,
            app_clock,
            front,
            side,
            foreign,
            folder,
        }
    }

    /// Stops the service and starts it again on the same data.
    pub(super) async fn restart(self) -> Self {
        self.running.stop().await;
        let running = run(&self.folder, &self.app_clock).await;
        Self { running, ..self }
    }

    pub(super) async fn stop(self) {
        self.running.stop().await;
    }

    fn later(&self, by: TimeDelta) {
        *self.app_clock.lock().unwrap() += by;
    }

    /// Sends raw bytes and reads the answer to its end, on a thread of its own.
    async fn raw(&self, bytes: Vec<u8>) -> Answer {
        let address = self.running.address();
        tokio::task::spawn_blocking(move || exchange(address, &bytes))
            .await
            .unwrap()
    }

    pub(super) async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        self.raw(request(self.running.address(), method, path, headers, body))
            .await
    }

    /// Sends an event as a kiosk does.
    pub(super) async fn send(&self, token: &str, event: &Value, held: impl ToString) -> Answer {
        let body = serde_json::to_vec(event).unwrap();
        let key = format!("\"{}\"", event["id"].as_str().unwrap_or("none"));
        let bearer = format!("Bearer {token}");
        let held = held.to_string();
        let headers = [
            ("Content-Type", "application/cloudevents+json"),
            ("Authorization", &bearer),
            ("Idempotency-Key", &key),
            ("Reception-Held-Seconds", &held),
        ];
        self.ask("POST", "/v1/events", &headers, &body).await
    }

    pub(super) async fn queue(&self, token: &str, series: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        self.ask(
            "GET",
            &format!("/v1/queue?series={series}"),
            &[("Authorization", &bearer)],
            b"",
        )
        .await
    }

    /// Does at a desk what its page does.
    pub(super) async fn desk(&self, path: &str, desk: &str) -> Answer {
        let headers = [
            ("Content-Type", "application/json"),
            ("X-Reception-Desk", "1"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let body = json!({ "desk": desk, "office": "canal-street" }).to_string();
        self.ask("POST", path, &headers, body.as_bytes()).await
    }

    /// The same with more than a desk in the body.
    pub(super) async fn desk_with(&self, path: &str, desk: &str, more: Value) -> Answer {
        let headers = [
            ("Content-Type", "application/json"),
            ("X-Reception-Desk", "1"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let mut body = json!({ "desk": desk, "office": "canal-street" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        self.ask("POST", path, &headers, body.to_string().as_bytes())
            .await
    }

    /// The visits that the desk page finds.
    pub(super) async fn find(&self, query: &str) -> Answer {
        self.ask(
            "GET",
            &format!("/desk/visits?office=canal-street&{query}"),
            &[],
            b"",
        )
        .await
    }

    /// The board that a page gets first.
    pub(super) async fn board(&self) -> Value {
        let address = self.running.address();
        tokio::task::spawn_blocking(move || first_board(address))
            .await
            .unwrap()
    }
}

async fn run(folder: &TempDir, clock: &Arc<Mutex<DateTime<Utc>>>) -> Running {
    let config = Config::read(&folder.path().join("queue.toml")).unwrap();
    let store = Store::open(&config.data_dir).unwrap();
    let listener = TcpListener::bind(config.listen).await.unwrap();
    let clock = Arc::clone(clock);
    let app = App::new(config, store, Clock::new(move || *clock.lock().unwrap()));
    Running::start(app, listener, None).unwrap()
}

fn request(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut text = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        text.push_str(&format!("Host: {address}\r\n"));
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    [text.as_bytes(), b"\r\n", body].concat()
}

fn exchange(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // A service that refuses early may close before it has read everything; its answer counts all the same.
    stream.write_all(bytes).ok();
    let mut text = Vec::new();
    stream.read_to_end(&mut text).ok();
    let text = String::from_utf8(text).unwrap();
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

fn first_board(address: SocketAddr) -> Value {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
        .write_all(&request(
            address,
            "GET",
            "/desk/events?office=canal-street",
            &[],
            b"",
        ))
        .unwrap();
    let (mut text, mut part) = (Vec::new(), [0; 65536]);
    loop {
        let count = stream.read(&mut part).unwrap();
        assert!(count > 0, "the stream ended: {}", String::from_utf8_lossy(&text));
        text.extend_from_slice(&part[..count]);
        let so_far = String::from_utf8_lossy(&text);
        if let Some((_, data)) = so_far.split_once("data: ")
            && let Some((data, _)) = data.split_once("\n\n")
        {
            return serde_json::from_str::<Value>(data).unwrap()["board"].clone();
        }
    }
}

/// A check-in of the office Canal Street as another program would write it.
pub(super) fn check_in(kiosk: &str, ticket: &str) -> Value {
    let id = Uuid::new_v4();
    json!({ "specversion": "1.0", "id": id, "source": format!("urn:reception-kiosk:canal-street:{kiosk}"),
        "subject": id, "type": "reception.visit.checked-in.v1", "time": "2026-11-21T10:14:03.120Z",
        "datacontenttype": "application/json",
        "data": { "ticket": ticket, "service_day": "2026-11-21", "service": "repairs", "language": "bn", "party": 1,
                  "promised_by": "2026-11-21T10:24:03Z" } })
}

/// The cancellation of a check-in.
pub(super) fn cancellation(check_in: &Value) -> Value {
    let mut event = check_in.clone();
    event["id"] = json!(Uuid::new_v4());
    event["type"] = json!("reception.visit.cancelled.v1");
    event["data"] =
        json!({ "ticket": check_in["data"]["ticket"], "service_day": check_in["data"]["service_day"] });
    event
}

pub(super) fn tickets(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|visit| visit["ticket"].as_str().unwrap())
        .collect()
}
