//! The CloudEvents 1.0 envelope and what it carries.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Cancelled, CheckedIn, KioskStatus};

/// The largest body a queue accepts, in bytes. A check-in is under 2 KiB; the rest is room for later fields.
pub const MAX_BODY_BYTES: usize = 64 * 1024;

/// What an event says happened, from its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventType {
    /// `reception.visit.checked-in.v1`
    CheckedIn,
    /// `reception.visit.cancelled.v1`
    Cancelled,
    /// `reception.kiosk.status.v1`
    KioskStatus,
}

impl EventType {
    /// The `type` on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CheckedIn => "reception.visit.checked-in.v1",
            Self::Cancelled => "reception.visit.cancelled.v1",
            Self::KioskStatus => "reception.kiosk.status.v1",
        }
    }

    fn from_wire(word: &str) -> Option<Self> {
        [Self::CheckedIn, Self::Cancelled, Self::KioskStatus]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// The event's `data`, by its `type`.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// A visitor checked in.
    CheckedIn(CheckedIn),
    /// A visitor took the check-in back.
    Cancelled(Cancelled),
    /// How the kiosk is.
    KioskStatus(KioskStatus),
}

impl Payload {
    /// The event type that carries this data.
    pub fn event_type(&self) -> EventType {
        match self {
            Self::CheckedIn(_) => EventType::CheckedIn,
            Self::Cancelled(_) => EventType::Cancelled,
            Self::KioskStatus(_) => EventType::KioskStatus,
        }
    }
}

/// One event of the check-in protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// UUIDv7 made at the visitor's Confirm; the `Idempotency-Key` too.
    pub id: Uuid,
    /// The office's id, from `urn:reception-kiosk:<office>:<kiosk>`.
    pub office: String,
    /// The kiosk's id.
    pub kiosk: String,
    /// The visit: the id of its check-in.
    pub subject: Uuid,
    /// When it happened, by the kiosk's wall clock.
    pub time: DateTime<Utc>,
    /// What happened.
    pub payload: Payload,
}

/// Why a body is not a well-formed event. Its text is meant for the `detail` of a problem+json answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Not JSON, or not an event's fields.
    #[error("the body is not a CloudEvents JSON object: {0}")]
    Malformed(String),
    /// Another version of CloudEvents.
    #[error("specversion is {0:?}; only \"1.0\" is understood")]
    SpecVersion(String),
    /// A `source` of another shape.
    #[error("source is {0:?}; it must read urn:reception-kiosk:<office>:<kiosk>")]
    Source(String),
    /// A `type` this version does not know.
    #[error("type {0:?} is not known here")]
    Type(String),
    /// The `data` does not fit its `type`.
    #[error("data does not fit its type: {0}")]
    Data(String),
    /// A check-in whose subject is not its own id.
    #[error("the subject of a check-in must be its own id")]
    Subject,
}

/// The envelope as it stands on the wire; field order is the order of writing.
#[derive(Serialize, Deserialize)]
struct Envelope {
    specversion: String,
    id: Uuid,
    source: String,
    subject: Uuid,
    #[serde(rename = "type")]
    event_type: String,
    time: DateTime<Utc>,
    #[serde(default = "json_content_type")]
    datacontenttype: String,
    data: Value,
}

fn json_content_type() -> String {
    "application/json".to_owned()
}

impl Event {
    /// The exact bytes to store and to send. They are made once, at Confirm, and resent as they are.
    ///
    /// # Errors
    /// Only if a value cannot be written as JSON, which no value of these types does.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EventError> {
        let data = match &self.payload {
            Payload::CheckedIn(data) => serde_json::to_value(data),
            Payload::Cancelled(data) => serde_json::to_value(data),
            Payload::KioskStatus(data) => serde_json::to_value(data),
        };
        let envelope = Envelope {
            specversion: "1.0".to_owned(),
            id: self.id,
            source: format!("urn:reception-kiosk:{}:{}", self.office, self.kiosk),
            subject: self.subject,
            event_type: self.payload.event_type().as_str().to_owned(),
            time: self.time,
            datacontenttype: json_content_type(),
            data: data.map_err(|error| EventError::Data(error.to_string()))?,
        };
        serde_json::to_vec(&envelope).map_err(|error| EventError::Malformed(error.to_string()))
    }

    /// Reads an event from a request's body.
    ///
    /// # Errors
    /// One [`EventError`] that says what is wrong in words for the sender's log.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EventError> {
        let envelope: Envelope =
            serde_json::from_slice(bytes).map_err(|error| EventError::Malformed(error.to_string()))?;
        if envelope.specversion != "1.0" {
            return Err(EventError::SpecVersion(envelope.specversion));
        }
        let (office, kiosk) =
            source_parts(&envelope.source).ok_or(EventError::Source(envelope.source.clone()))?;
        let payload = payload_from(&envelope.event_type, envelope.data)?;
        if matches!(payload, Payload::CheckedIn(_)) && envelope.subject != envelope.id {
            return Err(EventError::Subject);
        }
        Ok(Self {
            id: envelope.id,
            office,
            kiosk,
            subject: envelope.subject,
            time: envelope.time,
            payload,
        })
    }
}

fn payload_from(event_type: &str, data: Value) -> Result<Payload, EventError> {
    let payload = match EventType::from_wire(event_type) {
        Some(EventType::CheckedIn) => serde_json::from_value(data).map(Payload::CheckedIn),
        Some(EventType::Cancelled) => serde_json::from_value(data).map(Payload::Cancelled),
        Some(EventType::KioskStatus) => serde_json::from_value(data).map(Payload::KioskStatus),
        None => return Err(EventError::Type(event_type.to_owned())),
    };
    payload.map_err(|error| EventError::Data(error.to_string()))
}

/// Office and kiosk ids: letters, digits and hyphens, one to 64 of them, so that the URN has one reading.
fn source_parts(source: &str) -> Option<(String, String)> {
    let (office, kiosk) = source.strip_prefix("urn:reception-kiosk:")?.split_once(':')?;
    let well_formed = |id: &str| {
        (1..=64).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    (well_formed(office) && well_formed(kiosk)).then(|| (office.to_owned(), kiosk.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A check-in as another program would write it.
    fn written() -> Value {
        let id = "0199f3c2-0000-7000-8000-000000000001";
        json!({ "specversion": "1.0", "id": id, "source": "urn:reception-kiosk:canal-street:front", "subject": id,
            "type": "reception.visit.checked-in.v1", "time": "2026-11-21T10:14:03.120Z",
            "datacontenttype": "application/json",
            "data": { "ticket": "A017", "service_day": "2026-11-21", "service": "repairs", "language": "bn",
                      "party": 1, "promised_by": "2026-11-21T10:24:03Z" } })
    }

    fn read(value: &Value) -> Result<Event, EventError> {
        Event::from_bytes(&serde_json::to_vec(value).unwrap())
    }

    #[test]
    fn an_event_reads_back_as_it_is_written() {
        let event = read(&written()).unwrap();
        assert_eq!(
            (event.office.as_str(), event.kiosk.as_str()),
            ("canal-street", "front")
        );
        let bytes = event.to_bytes().unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), written());
        assert_eq!(Event::from_bytes(&bytes).unwrap(), event);
    }

    #[test]
    fn what_could_be_mistaken_is_refused() {
        type Change = fn(&mut Value);
        let changes: [(&str, Change); 7] = [
            ("version", |event| event["specversion"] = json!("0.3")),
            ("source", |event| {
                event["source"] = json!("urn:reception-kiosk:a:b:c")
            }),
            ("foreign source", |event| {
                event["source"] = json!("https://kiosk.example")
            }),
            ("type", |event| {
                event["type"] = json!("reception.visit.flew-in.v1")
            }),
            ("subject", |event| {
                event["subject"] = json!("0199f3c2-0000-7000-8000-000000000002")
            }),
            ("ticket", |event| event["data"]["ticket"] = json!("17")),
            ("party", |event| event["data"]["party"] = json!(-1)),
        ];
        for (what, change) in changes {
            let mut event = written();
            change(&mut event);
            assert!(read(&event).is_err(), "{what}");
        }
    }
}
