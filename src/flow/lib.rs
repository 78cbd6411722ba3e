//! The visitor's flow: which screen is up, what it holds, and what follows from a touch.
//!
//! [`State`] is the whole of it. One closed [`Event`] goes in, a list of [`Effect`]s comes out, and nothing else
//! changes the state; [`State::view`] says what the screen holds. The crate is pure: it opens no file, asks no
//! clock, draws nothing and knows no words. Time and content come in as values, texts go out as message ids with
//! arguments or as words of the content folder.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod content;
pub mod hours;

mod asked;
mod event;
mod fold;
mod office_now;
mod pin;
#[cfg(test)]
mod properties;
mod reading;
mod session;
mod spoken;
mod state;
pub mod view;

pub use asked::{Asked, MAX_PARTY};
pub use event::{
    Draft, Effect, Event, GivenTicket, HeldEvent, Now, OutboxHealth, Refusal, StaffFacts, Touch,
};
pub use pin::Pin;
pub use session::Place;
pub use state::{Settings, State};
