//! The check-in as a value and its wire form.
//!
//! A *check-in* is the record of one visit that the kiosk hands to the office's queue service. The wire form is a
//! CloudEvents 1.0 event in structured JSON (<https://cloudevents.io>); an `Idempotency-Key` with the event's id
//! goes with it over HTTP. This crate knows both ends of that contract and nothing else: it does no I/O, asks no
//! clock and makes no ids; they come in as values.
//!
//! Reading is lenient where a person would otherwise be refused for a configuration error (an unknown service,
//! need, mode or extra field is kept as it was sent), and strict where the record could be mistaken for another.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[macro_use]
mod open_words;

mod content_problems;
mod event;
mod queue_state;
mod receipt;
mod reference;
mod ticket;
mod visit;

pub use content_problems::{ContentProblem, ContentProblems};
pub use event::{Event, EventError, EventType, MAX_BODY_BYTES, Payload};
pub use queue_state::{NowServing, QueueState, ServiceState, WaitMinutes};
pub use receipt::{AppointmentAnswer, AppointmentStatus, Problem, Receipt};
pub use reference::{Reference, ReferenceError};
pub use ticket::{Series, SeriesError, Ticket, TicketError};
pub use visit::{
    Appointment, Cancelled, CheckedIn, Gender, Interpreter, InterpreterMode, KioskStatus, Need,
    PrivateInterview,
};
