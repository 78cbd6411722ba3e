//! Workbooks as other programs write them, from their bytes to what the kiosk shows and tells staff.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod duties;
mod hostile;
mod hours;
mod office;
mod reading;
mod templates;
