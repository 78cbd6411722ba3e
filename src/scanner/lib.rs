//! A USB scanner of bar codes and QR codes, read from its input device.
//!
//! Such a scanner is a keyboard that types very fast. This crate takes it away from the screen (so that a scan is
//! never typed into whatever is focused), tells its typing from a hand's, and hands over whole scans. It knows
//! nothing of appointments, asks no network and logs nothing of what was scanned.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod device;
mod events;
mod keys;
mod reader;
mod reference;
mod wedge;

pub use device::ScannerTrouble;
pub use reader::{Scanner, ScannerNews};
pub use reference::reference_in;
pub use wedge::Scan;
