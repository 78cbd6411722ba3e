//! Upkeep with the real program: commands beside a running service and without one, and what is left on the disk.
//!
//! Everything speaks to this machine only, and ends only processes that it started.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod backup;
mod check;
mod control;
mod program;
mod service_manager;
