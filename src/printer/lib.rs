//! The printed slip: drawn by the screen's own renderer, so that every script is right, and sent to a receipt printer
//! as dots.
//!
//! Everything happens on a thread of its own, with a limit on every wait: a printer that is out of paper, unplugged
//! or hung delays nobody. The thread has a Slint context of its own (Slint keeps one for each thread), whose only
//! window is memory. A slip that could not be printed in time is dropped and told, never printed later: by then its
//! number may be another's business. Nothing a slip says is logged or kept.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod artist;
mod cups;
mod device;
mod dots;
mod escpos;
mod printer;
mod slip;
mod timed;
mod trouble;

pub use artist::{Artist, NotDrawn};
pub use dots::Dots;
pub use printer::{Printer, PrinterConfig, PrinterNews, Route, SlipId};
pub use slip::{Slip, Words};
pub use trouble::PrinterTrouble;
