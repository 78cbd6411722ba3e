//! What the delivery has to tell the rest of the kiosk.

use std::path::PathBuf;

use checkin::{AppointmentAnswer, QueueState, Ticket};
use handover::Reach;
use outbox::Held;
use stamp::Stamp;
use uuid::Uuid;

/// One piece of news. It is told once, from the thread that owns the outbox.
#[derive(Clone, Debug)]
pub enum News {
    /// A check-in is on the disk: the ticket may be shown.
    Committed {
        /// The request it answers.
        request: u64,
        /// The number given.
        ticket: Ticket,
        /// The visit, to cancel it by and to know its acceptance by.
        id: Uuid,
    },
    /// A cancellation is on the disk.
    Cancelled {
        /// The request it answers.
        request: u64,
    },
    /// Nothing was stored.
    Failed {
        /// The request it answers.
        request: u64,
        /// Why.
        reason: FailedBecause,
    },
    /// The queue has an event.
    Accepted {
        /// The event's id; for a check-in the visit's.
        id: Uuid,
        /// How many people are ahead, if the queue says.
        ahead: Option<u32>,
        /// What the queue knows of the appointment.
        appointment: Option<AppointmentAnswer>,
    },
    /// The queue's state, after each poll that succeeded, changed or not.
    Queue {
        /// The state as the queue gave it.
        state: QueueState,
        /// When it was heard, by this machine's clocks: how fresh it is.
        received: Stamp,
    },
    /// The version of the courier that has come, or `None` when it has gone.
    Courier(Option<String>),
    /// How well the queue is reached, when it changes.
    Reach(Reach),
    /// This machine's wall clock less the queue's, in seconds, when it changes.
    ClockOffset {
        /// Positive where this machine is ahead.
        seconds: i64,
    },
    /// How the outbox is, when it changes, and every ten seconds while something waits.
    Outbox(OutboxReport),
}

/// Why a request could not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailedBecause {
    /// There is no outbox that can be written to: the kiosk is out of service until [`OutboxReport::available`].
    OutboxUnavailable,
    /// This one request could not be stored; another may.
    NotStorable,
}

/// How the outbox is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxReport {
    /// Whether check-ins can be stored. Without it the kiosk gives no numbers.
    pub available: bool,
    /// Events that wait for the queue, not counting held ones.
    pub depth: u64,
    /// How long the oldest of them has waited, in seconds.
    pub oldest_age_seconds: u64,
    /// How many events the queue refused for good.
    pub held: u64,
    /// The oldest held ones, at most 20, for the staff screen.
    pub held_events: Vec<Held>,
    /// What staff should know. Things that happened stay until the program ends.
    pub problems: Vec<OutboxProblem>,
}

/// Something about the outbox or the handover socket that staff should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxProblem {
    /// The outbox cannot be opened or written to; this is why, in English for the log and the staff screen.
    Unavailable(String),
    /// A damaged outbox was found and put here; check-ins in it may never have reached the queue.
    SetAside(PathBuf),
    /// The outbox's files were taken away while it was open; they were written here again, and nothing is lost.
    TakenAway(PathBuf),
    /// The kiosk's clock was set; this is the first number after it, above those of the day it left.
    ClockWasSet(Ticket),
    /// Numbering made a jump, so that no number is given twice; this is the first number after it.
    NumberingJumped(Ticket),
    /// The handover socket cannot be made; this is why.
    Socket(String),
}
