//! The slip from its words to the bytes of a printer, without one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cupsd;
mod devices;
mod fake;
mod paper;
mod pictures;
mod queues;
mod slips;
