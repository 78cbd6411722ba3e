//! The messages of both directions.

use checkin::{AppointmentAnswer, KioskStatus, QueueState, Series};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use stamp::Stamp;
use uuid::Uuid;

/// What the screen's program says to the courier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
pub enum ToCourier {
    /// The answer to the courier's hello. Nothing comes before it.
    Hello {
        /// [`PROTOCOL`](crate::PROTOCOL).
        protocol: u32,
        /// The version of the kiosk program.
        version: String,
        /// The kiosk's series.
        series: Series,
    },
    /// An event that waits for the queue. It is said once to each courier, and again after a
    /// [`ToScreen::NotYet`]; the courier keeps it until it has an outcome.
    Waiting {
        /// The event's id.
        id: Uuid,
        /// Its visit.
        visit: Uuid,
        /// The exact bytes to send.
        body: String,
        /// When it was committed.
        stamp: Stamp,
        /// Whether somebody has only just taken this ticket: it goes before what has waited longer.
        fresh: bool,
    },
    /// The courier need not keep this event any more, to make room for one just committed. It will be said again in
    /// its turn. One that is being sent just now may be finished.
    TakeBack {
        /// The event's id.
        id: Uuid,
    },
    /// How the kiosk is. Only the latest counts.
    Status(KioskStatus),
}

/// What the courier says to the screen's program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
pub enum ToScreen {
    /// The first message of a courier.
    Hello {
        /// [`PROTOCOL`](crate::PROTOCOL).
        protocol: u32,
        /// The version of the courier program.
        version: String,
    },
    /// What became of an event, for good.
    Outcome {
        /// The event's id.
        id: Uuid,
        /// What became of it.
        outcome: Outcome,
    },
    /// The courier gives an event back after several tries: it should be said again after a while, so that one
    /// event the queue chokes on does not keep others waiting.
    NotYet {
        /// The event's id.
        id: Uuid,
        /// How long to wait before saying it again, in seconds.
        after_seconds: u64,
    },
    /// The queue's state, said after each poll that succeeded, changed or not.
    QueueState {
        /// The state as the queue gave it.
        state: QueueState,
        /// When the queue was last heard to say so, by this machine's clocks.
        received: Stamp,
    },
    /// How well the queue is reached, said when it changes.
    Reach {
        /// Up, or what is wrong.
        reach: Reach,
    },
    /// This machine's wall clock less the queue's `Date`, in seconds; said when it changes.
    ClockOffset {
        /// Positive where this machine is ahead.
        seconds: i64,
    },
    /// The courier is there and has nothing to say.
    Alive,
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The queue has it durably.
    Accepted {
        /// How many people are ahead, if the queue says.
        ahead: Option<u32>,
        /// What the queue knows of the appointment.
        appointment: Option<AppointmentAnswer>,
    },
    /// The queue refused it for good.
    Held {
        /// The HTTP status: 400 or 422.
        status: u16,
        /// The queue's words, from its problem document.
        reason: String,
    },
}

/// Whether the queue is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// It answers as it should.
    Up,
    /// It does not.
    Trouble(Trouble),
}

/// What is wrong on the way to the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// What it is.
    pub kind: TroubleKind,
    /// Since when, by this machine's wall clock.
    pub since: DateTime<Utc>,
}

/// The kinds of trouble, each with something else for staff to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TroubleKind {
    /// The courier itself is not there. Only the screen's own program says this.
    NoCourier,
    /// No answer: no route, no name, nobody listening, a timeout, or a connection that broke off.
    NoAnswer,
    /// The queue's certificate is not trusted, or the secured connection fails otherwise.
    NotTrusted,
    /// 401 (the token is wrong), 403 (the token is another kiosk's) or 404 (the address is wrong).
    Refused(u16),
    /// The queue says it is busy, broken or limiting: 408, 409, 425, 429 or 5xx.
    Failing(u16),
    /// Something answers that is not the queue: a captive portal, a redirect, another service.
    NotOurQueue(u16),
}
