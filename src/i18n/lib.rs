//! The words of every language: turns a [`message::Message`] into text.
//!
//! The crate embeds the Fluent files in `locales/` and is the only place that knows Fluent and ICU4X. It reads no
//! file at run time, asks no clock and keeps no state of a visitor; a [`Translator`] can be made anew for each
//! session or kept for good.
//!
//! Everything a visitor must match with what staff say or what stands on paper (tickets, times, phone numbers,
//! room numbers) is in Latin digits, days are of the Gregorian calendar and times have 24 hours, in every language.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod bidi;
mod dates;
mod language;
mod locale;
mod messages;
mod page_words;
mod script;
mod translator;

pub use bidi::without_isolates;
pub use language::{Language, language, languages};
pub use page_words::{PageWords, page_words};
pub use script::{script_font, script_fonts};
pub use translator::{TextError, Translator};
