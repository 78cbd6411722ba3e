//! The synced folder, from what sync tools write to what visitors see.
//!
//! Staff drop files into a folder that some tool brings here, in any order, in pieces, with old dates and copies made
//! in conflicts. A [`Publisher`] looks at it ([`scan`]), waits until a file has come to rest, copies it inside
//! ([`Store`]), reads only the copy, and publishes what is whole as a *generation*: a manifest of all units with the
//! hashes of their bytes. The unit is one language of a page with its pictures, or one settings file. What is torn,
//! unreadable or suddenly gone keeps its last good version and is told to staff. [`watch`] runs that on a thread of
//! its own; a [`Library`] opens the pages of what is published.
//!
//! Nothing here draws, knows visitors, or writes into the folder but the status page. The folder may hang for
//! minutes; nobody but the thread that looks at it waits for it.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod candidates;
mod folder;
mod generation;
mod guard;
mod kept;
mod languages;
mod library;
mod once;
mod pictures;
mod publisher;
mod reading;
mod scan;
mod settle;
mod status;
mod store;
mod watch;

pub use kept::{KeptFile, KeptGeneration, kept, kept_numbers};
pub use languages::{KnownLanguage, KnownLanguages};
pub use library::{Library, OpenError, Opened};
pub use once::{Once, read_once};
pub use pictures::{PictureError, Pixels, check_picture};
pub use publisher::{Outcome, Publisher, Timing};
pub use status::Status;
pub use store::{Store, StoreError};
pub use watch::{News, Watched, watch};
