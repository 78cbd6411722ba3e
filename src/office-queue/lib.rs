//! The queue service of an office: it takes check-ins from kiosks and shows them to staff at the desks.
//!
//! The way of a check-in: `http` (routes, the protocol's checks) → `arrival` (when did the visitor come, by our own
//! clock) → `store` (the only SQL; one thread, durable before the answer) → `board` (the words staff read) → the desk
//! page. `visit` holds what may be done with a visit in which state. Nothing here asks for a name, and nothing about a
//! visitor is written to the log.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod accounts;
pub mod app;
pub mod appointments;
pub mod certificate;
pub mod clock;
pub mod config;
pub mod control;
pub mod notify;
pub mod office;
pub mod server;
pub mod store;
pub mod tls;
pub mod token;

mod announcement;
mod arrival;
mod attempts;
mod board;
mod boards;
mod display_page;
mod http;
mod importing;
mod in_progress;
mod languages;
mod problem;
mod queue_answer;
mod session;
mod shown;
mod speech;
mod visit;
