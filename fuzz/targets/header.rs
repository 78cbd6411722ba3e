//! Whole pages, and the dates in their headers.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claims::header(bytes));
