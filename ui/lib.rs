//! The Slint components of the kiosk, compiled, and nothing else.
//!
//! This crate depends on none of ours, so that a change in Rust logic never compiles them again. It holds no words
//! of any language: every text comes in as a property.

/// The generated code. It breaks the workspace's lints, and nobody writes it by hand.
#[allow(
    unsafe_code,
    missing_docs,
    clippy::all,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]
#[allow(rustdoc::all, unused_qualifications)]
mod components {
    slint::include_modules!();
}

mod fonts;

pub use components::*;
pub use fonts::prefer_families;
pub use slint;
