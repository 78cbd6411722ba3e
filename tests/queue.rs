//! The queue service as kiosks and staff meet it: its API and the desk page's own requests.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// No answer takes longer.
const LIMIT: Duration = Duration::from_secs(15);

/// What a visitor confirmed, who asked for a ticket and nothing else today.
pub fn checked_in(ticket: &str, service: &str, language: &str) -> Value {
    let now: chrono::DateTime<chrono::Utc> = std::time::SystemTime::now().into();
    json!({ "ticket": ticket, "service_day": now.date_naive(), "service": service, "language": language, "party": 1 })
}

/// Opens the desk page's stream of boards, of which nothing is read yet.
///
/// # Panics
/// If the service is not there.
pub fn open_stream(queue: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(queue).expect("the queue");
    write!(
        stream,
        "GET /desk/events HTTP/1.1\r\nHost: {queue}\r\nAccept: text/event-stream\r\n\r\n"
    )
    .expect("a request");
    stream
}

/// A queue service that is asked.
pub struct Queue {
    agent: Agent,
    address: String,
    token: String,
}

/// A visit that staff called and closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The number.
    pub ticket: String,
}

impl Queue {
    /// The service at this address (`http://127.0.0.1:8470`), asked with a kiosk's token.
    pub fn new(address: &str, token: &str) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(LIMIT))
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            address: address.to_owned(),
            token: token.to_owned(),
        }
    }

    /// `GET /v1/queue`; `None` while it does not answer.
    pub fn state(&self, series: &str) -> Option<Value> {
        let url = format!("{}/v1/queue?series={series}", self.address);
        let mut response = self
            .agent
            .get(url)
            .header("Authorization", format!("Bearer {}", self.token))
            .call()
            .ok()?;
        (response.status() == 200).then_some(())?;
        serde_json::from_str(&response.body_mut().read_to_string().ok()?).ok()
    }

    /// How many people the API says are waiting, over all services; `None` while it does not answer.
    pub fn waiting(&self) -> Option<u64> {
        let state = self.state("A")?;
        state["services"]
            .as_array()?
            .iter()
            .map(|service| service["waiting"].as_u64())
            .sum()
    }

    /// The desk page's board as it is now; `None` while the service does not answer.
    pub fn board(&self) -> Option<Value> {
        let mut response = self
            .agent
            .get(format!("{}/desk/events", self.address))
            .call()
            .ok()?;
        let lines = BufReader::new(response.body_mut().as_reader()).lines();
        let data = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("data:").map(str::to_owned))?;
        let page: Value = serde_json::from_str(data.trim()).ok()?;
        Some(page["board"].clone())
    }

    /// How many visits the queue has taken in and not lost sight of, wherever they stand now.
    pub fn counted(&self) -> Option<u64> {
        self.board()?["counts"]
            .as_object()?
            .values()
            .map(Value::as_u64)
            .sum()
    }

    /// Calls and closes everybody, as staff would, and returns the tickets in the order of calling. Late arrivals are
    /// first put in the list.
    ///
    /// # Panics
    /// If the service does not do what the desk page asks of it.
    pub fn call_everybody(&self) -> Vec<Called> {
        loop {
            let board = self.board().expect("a board");
            let offline = board["arrived_offline"].as_array().expect("a list").clone();
            if offline.is_empty() {
                break;
            }
            for visit in offline {
                self.ask(&format!("/desk/visits/{}/accept", visit["id"]));
            }
        }
        let mut called = Vec::new();
        loop {
            let visit = self.ask("/desk/next")["visit"].clone();
            if visit.is_null() {
                return called;
            }
            called.push(Called {
                ticket: visit["ticket"].as_str().expect("a ticket").to_owned(),
            });
            self.ask(&format!("/desk/visits/{}/done", visit["id"]));
        }
    }

    /// Asks what a desk's page asks: the status and the answer.
    ///
    /// # Panics
    /// If the service does not answer with JSON.
    pub fn desk(&self, path: &str, body: &Value) -> (u16, Value) {
        let mut response = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("Content-Type", "application/json")
            .header("X-Reception-Desk", "1")
            .send(body.to_string())
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let status = response.status().as_u16();
        let text = response.body_mut().read_to_string().expect("an answer");
        (status, serde_json::from_str(&text).expect("an answer as JSON"))
    }

    /// Every visit of today, in whatever state it is.
    ///
    /// # Panics
    /// If the service does not answer.
    pub fn visits(&self) -> Vec<Value> {
        let url = format!("{}/desk/visits", self.address);
        let mut response = self.agent.get(url).call().expect("the visits of today");
        let text = response.body_mut().read_to_string().expect("an answer");
        let found: Value = serde_json::from_str(&text).expect("an answer as JSON");
        found["visits"].as_array().expect("a list").clone()
    }

    /// Sends a check-in as a kiosk does that has held it for some seconds.
    ///
    /// # Panics
    /// If it is not accepted.
    pub fn check_in(&self, kiosk: &str, data: &Value, held: u64) {
        let id = uuid::Uuid::now_v7();
        let time: chrono::DateTime<chrono::Utc> = std::time::SystemTime::now().into();
        let event = json!({ "specversion": "1.0", "id": id, "subject": id, "datacontenttype": "application/json",
            "source": format!("urn:reception-kiosk:{}:{kiosk}", crate::office::OFFICE),
            "type": "reception.visit.checked-in.v1", "time": time, "data": data });
        let mut response = self
            .agent
            .post(format!("{}/v1/events", self.address))
            .header("Content-Type", "application/cloudevents+json")
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Idempotency-Key", format!("\"{id}\""))
            .header("Reception-Held-Seconds", held.to_string())
            .send(event.to_string())
            .expect("the queue");
        let text = response.body_mut().read_to_string().expect("an answer");
        assert_eq!(response.status(), 201, "{text}");
    }

    fn ask(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.address);
        let mut response = self
            .agent
            .post(url)
            .header("Content-Type", "application/json")
            .header("X-Reception-Desk", "1")
            .send(json!({ "desk": "Desk 1" }).to_string())
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let status = response.status();
        let text = response.body_mut().read_to_string().expect("an answer");
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).expect("an answer as JSON")
    }
}
