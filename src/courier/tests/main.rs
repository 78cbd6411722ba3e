//! The real courier between a real handover socket and servers that answer as networks do: wrongly, late, half or
//! not at all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile_answers;
mod office;
mod pace;
mod program;
mod secured;
mod server;
