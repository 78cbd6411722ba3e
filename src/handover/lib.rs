//! What screen and courier say to each other over a Unix stream socket.
//!
//! Each message is one line of JSON. The screen hands out events that wait, with the exact bytes to send; the
//! courier hands back what became of each, the queue's state, and how well it reaches the queue. Either side may
//! vanish at any time: the screen hands everything unaccepted out again to the next courier that says hello.
//!
//! Lines are bounded, because a fault on one side must not fill the other's memory. This crate touches no disk and
//! no network; reading and writing are over whatever stream it is given, and [`Decoder`] does no I/O at all.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod line;
mod messages;

pub use line::{Decoder, HandoverError, MAX_LINE_BYTES, encode, read};
pub use messages::{Outcome, Reach, ToCourier, ToScreen, Trouble, TroubleKind};

/// The version of this protocol. Screen and courier are installed together; another version is refused.
pub const PROTOCOL: u32 = 1;
