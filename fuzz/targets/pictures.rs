//! Pictures, within a bound of memory.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claims::pictures(bytes));
