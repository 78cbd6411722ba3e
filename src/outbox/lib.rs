//! Numbers given, and what is committed here and not yet accepted by the queue.
//!
//! One SQLite database with one owner. A number and the check-in that carries it are stored in one transaction, so a
//! ticket on the screen is on the disk, no number is given twice in a service day, and a check-in is there until the
//! queue has it. Once the queue has it, its bytes are overwritten in the database and leave the WAL.
//!
//! This crate asks no clock, makes no ids, starts no threads and knows nothing of networks or sockets. The rules of
//! numbering stand alone in `numbering.rs`. A database that cannot be read is set aside under another name, never
//! deleted, and a new one is begun.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod error;
mod events;
mod numbering;
mod open;
mod place;

pub use error::{OpenError, StoreError};
pub use events::{Committed, Counts, Held, NewCheckIn, Outcome, Waiting};
pub use numbering::{MAX_BELIEVED, Numbered, Numbering, QueueNumber};
pub use open::{Opened, set_aside};

/// The open outbox. It holds an exclusive lock on its file for as long as it lives.
#[derive(Debug)]
pub struct Outbox {
    connection: rusqlite::Connection,
    /// Whether the files may still hold bytes of events that were accepted.
    traces: bool,
    /// Where its files are.
    place: place::Place,
    /// How many damaged databases were set aside here before this one.
    damages: u32,
}

#[cfg(test)]
mod tests;
