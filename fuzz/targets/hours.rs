//! Hours as staff write them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claims::hours(bytes));
