//! The real program as an administrator meets it.
fn main() {}
