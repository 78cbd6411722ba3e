//! Workbooks, packed and as their parts.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claims::spreadsheet(bytes));
