//! Draws every screen of the kiosk without a display, with the program's own state, words and renderer.
//!
//! `make gallery` looks at the pictures with a person's eyes; the test beside it fails when a text is clipped.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a development tool may stop at once"
)]

mod canvas;
pub mod guide;
mod sample;
mod scenes;
mod sheet;
mod slips;
mod special;

pub use canvas::{Canvas, Shape};
pub use sample::Sample;
pub use scenes::{Scene, scenes, state_at};
pub use sheet::{contact_sheet, index_page};
pub use slips::slips;
