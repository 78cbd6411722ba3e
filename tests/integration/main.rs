//! The real programs end to end, a module for each promise. Each test has an office of its own.
//!
//! Counts that make a test long come from the environment; `make test` leaves them at their small defaults and
//! `make test-full` sets the full ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a failed step of a test is a failed test"
)]

mod bad_input;
mod barriers;
mod clock_and_data;
mod content;
mod content_crash;
mod desk_day;
mod disk_full;
mod display;
mod docs;
mod exactly_once;
mod fuzzed;
mod hanging_share;
mod hostile_network;
mod keyboard;
mod kills;
mod layers;
mod locales;
mod many_desks;
mod queue_away;
mod signed_in;
mod slow_clients;
mod sources;
mod stopped_courier;
mod synced;
mod ticket;
mod tls;
mod traces;
mod visits;
