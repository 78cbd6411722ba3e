//! The touchscreen program `reception-kiosk`.
//!
//! [`app`] holds the flow's state and carries out its effects; [`folder`] reads the content folder, [`delivery`]
//! keeps check-ins and talks to the courier, [`screen`] draws. It has no HTTP or TLS crate at all: what a visitor
//! enters stays in a program that cannot reach the network.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod app;
pub mod attached;
pub mod check;
pub mod delivery;
pub mod folder;
pub mod page_words;
pub mod pictures;
pub mod screen;
pub mod template;
mod trouble;
