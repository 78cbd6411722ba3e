//! The real programs end to end: what starts them, drives them and looks at them.
//!
//! A [`fixture::Fixture`] is one office: a queue, a courier and a kiosk on a private [`display::Display`], with the
//! sample office's content. The kiosk is used only through its accessibility tree ([`accessibility`]) and its
//! keyboard, the queue only through its API and its desk page ([`queue`], [`browser`]), and the network between
//! courier and queue can be made to misbehave ([`wire`], [`fault_proxy`], [`untrusted`]), as can clocks
//! ([`fake_clock`]); real sync tools bring content ([`sync`]). The tests themselves are in `integration/`; the demo
//! and the bench use the same harness.
//!
//! Nothing here is part of the product, and nothing of the product may depend on it. What fails says so by a panic
//! with everything that helps to find out why; a missing tool is a failure that names the package.

// A harness fails loudly, and what it prints is read by whoever runs the tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a failed step of a test is a failed test"
)]

pub mod accessibility;
pub mod barriers;
pub mod browser;
pub mod display;
pub mod fake_clock;
pub mod fault_proxy;
pub mod faults;
pub mod fixture;
pub mod office;
pub mod process;
pub mod programs;
pub mod queue;
pub mod staff;
pub mod sync;
pub mod tools;
pub mod turns;
pub mod untrusted;
pub mod visitor;
pub mod wait;
pub mod wire;

/// How much longer than its design time a thing may take before a test takes it for hung.
pub const PATIENCE: u32 = 5;

/// A whole number from the environment; `default` where it is not set.
///
/// # Panics
/// If it is set and is no whole number.
pub fn number_from_env(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text:?} is not a whole number")),
        Err(_) => default,
    }
}

/// The seed of a random test: `RECEPTION_SEED`, or a new one. It is printed, so that a failure can be repeated.
pub fn seed(test: &str) -> u64 {
    let seed = number_from_env("RECEPTION_SEED", fastrand::u64(0..1_000_000));
    println!("{test}: repeat with RECEPTION_SEED={seed}");
    seed
}
