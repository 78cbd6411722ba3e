//! What a queue service answers to an event, and the problem document it answers errors with.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The body of a 200 or 201. Only one that repeats the event's own id means *accepted*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The event's id.
    pub id: Uuid,
    /// The ticket as the queue adopted it; absent after the details were erased, and for other event types.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// How many people are ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
    /// What the queue knows of the appointment.
    #[serde(default)]
    pub appointment: Option<AppointmentAnswer>,
}

/// What the queue knows of an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentAnswer {
    /// The officer, as the office names them to visitors.
    #[serde(default)]
    pub officer: Option<String>,
    /// When it was to start.
    #[serde(default)]
    pub time: Option<DateTime<Utc>>,
    /// How the visitor's coming and the office's list fit together.
    #[serde(default)]
    pub status: Option<AppointmentStatus>,
}

open_words! {
    /// How a visitor's coming and the office's list of appointments fit together. A later queue may know more words.
    AppointmentStatus {
        /// The appointment is today and the visitor came within the window around its time.
        Expected = "expected",
        /// The visitor came before the window, or on an earlier day.
        Early = "early",
        /// The visitor came after the window.
        Late = "late",
        /// The office has no appointment with this reference.
        NotKnown = "unknown",
        /// The appointment is at another office of the same service.
        OtherOffice = "other-office",
        /// The appointment was cancelled.
        Cancelled = "cancelled",
        /// The officer is away on the day of the appointment.
        OfficerAway = "officer-away",
    }
}

/// A problem document, `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A URI reference that names the kind of problem.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// A short sentence, the same for each problem of the kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}
