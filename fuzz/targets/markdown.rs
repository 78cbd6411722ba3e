//! The text of a page.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claims::markdown(bytes));
