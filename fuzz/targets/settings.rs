//! The settings files that are text.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claims::settings(bytes));
