//! The control socket `control.sock` in the data folder: how a command of the same program asks a running service for
//! what only the one process that has the database open can do.
//!
//! Each order and each answer is one line of JSON, bounded in length; a backup's bytes follow their answer. The socket
//! is for the service's own user and root, by its rights and by who the system says is at the other end. It is no
//! interface for other programs: command and service are one binary, and another version is refused.

mod client;
mod line;
mod listener;
mod order;

pub use client::{ControlError, Queue};
pub use order::{Answer, Order};

/// The socket's name in the data folder.
const SOCKET: &str = "control.sock";
