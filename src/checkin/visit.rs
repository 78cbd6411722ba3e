//! What a visitor asked for: the `data` of each event type.
//!
//! Names are the wire's own (design §5). Every list that may grow (needs, modes) keeps an unknown word as it was
//! sent: a visitor is never refused because two programs are of different ages.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{ContentProblems, Ticket};

/// The `data` of `reception.visit.checked-in.v1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckedIn {
    /// The number shown to the visitor.
    pub ticket: Ticket,
    /// The office's calendar day, in its own time zone, on which the number was given.
    pub service_day: NaiveDate,
    /// The id of the service, or `None` where the visitor would rather not say.
    #[serde(default)]
    pub service: Option<String>,
    /// The language of the screen, a BCP 47 tag.
    pub language: String,
    /// An appointment the visitor came for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// A private room was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_interview: Option<PrivateInterview>,
    /// An interpreter was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Interpreter>,
    /// Other needs, in the order chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// How many people came together, from 1.
    #[serde(default = "one")]
    pub party: u16,
    /// When the office promises that someone will have spoken to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<DateTime<Utc>>,
    /// Fields this version does not know, kept and passed on as they came.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

fn one() -> u16 {
    1
}

/// The appointment a visitor came for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The reference from the visitor's letter.
    pub reference: String,
}

/// A private interview was asked for; no reason is ever asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateInterview {
    /// The gender the visitor would like the officer to have, or `None` for no preference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer_gender: Option<Gender>,
}

/// An interpreter was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// The language spoken or signed, a BCP 47 tag; it may be one that the screens are not translated into.
    pub language: String,
    /// How the interpreter should be there; `None` for no preference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<InterpreterMode>,
    /// The gender the visitor would like the interpreter to have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
}

open_words! {
    /// How an interpreter is there.
    InterpreterMode {
        /// In the room.
        InPerson = "in-person",
        /// On a telephone with a loudspeaker.
        Telephone = "telephone",
        /// On a screen.
        Video = "video",
        /// A sign language interpreter.
        Sign = "sign",
    }
}

open_words! {
    /// Something a visitor needs of the office.
    Need {
        /// A way in and a room without steps.
        StepFree = "step-free",
        /// A hearing loop.
        HearingLoop = "hearing-loop",
        /// Someone to help fill in forms.
        HelpWithForms = "help-with-forms",
        /// Someone who comes to where the visitor sits.
        ComeToMe = "come-to-me",
        /// Documents in large print.
        LargePrint = "large-print",
        /// Documents as audio.
        Audio = "audio",
        /// Documents in Braille.
        Braille = "braille",
    }
}

open_words! {
    /// A gender asked for, of an officer or an interpreter.
    Gender {
        /// A woman.
        Female = "female",
        /// A man.
        Male = "male",
    }
}

/// The `data` of `reception.visit.cancelled.v1`; the visit is the event's `subject`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// The number that was given.
    pub ticket: Ticket,
    /// The service day of the number.
    pub service_day: NaiveDate,
}

/// The `data` of `reception.kiosk.status.v1`: how a kiosk is. It is never queued; only the latest is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KioskStatus {
    /// Events committed and not yet accepted.
    pub outbox_depth: u64,
    /// Age of the oldest of them, in seconds.
    pub outbox_age_seconds: u64,
    /// Events that the queue refused for good.
    pub held: u64,
    /// The kiosk's clock less the queue's, in seconds, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_offset_seconds: Option<i64>,
    /// What is wrong, one plain English sentence each, for staff.
    #[serde(default)]
    pub problems: Vec<String>,
    /// What is wrong with the content folder.
    #[serde(default, skip_serializing_if = "ContentProblems::is_empty")]
    pub content: ContentProblems,
    /// The version of the kiosk program.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_needs_modes_and_fields_survive_a_round_trip() {
        let text = r#"{"ticket":"A017","service_day":"2026-11-21","service":"curling","language":"bn",
            "interpreter":{"language":"syl","mode":"hologram"},"needs":["step-free","trampoline"],"party":2,
            "promised_by":"2026-11-21T10:24:03Z","weather":{"wet":true}}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        let data: CheckedIn = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(data.needs[1], Need::Unknown("trampoline".into()));
        assert_eq!(serde_json::to_value(&data).unwrap(), value);
    }
}
