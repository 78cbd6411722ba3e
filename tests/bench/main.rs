//! `make bench`: what the kiosk takes, side by side with what it is compared to, measured in one run.
//!
//! It measures release builds of the programs themselves, prints one table, and asserts nothing: the tests do that,
//! with room for slow machines. What is compared is measured alternately, so that a busy moment hits both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench that cannot measure says why and stops; its table is its only purpose"
)]

mod catch_up;
mod confirm;
mod drawing;
mod folder;
mod kiosk_program;
mod machine;
mod memory;
mod page;
mod pixels;
mod queue;
mod start;
mod table;
mod ticket;

use table::Table;

/// How often a start is measured, of each program.
const STARTS: usize = 7;
/// How often a frame and a language switch are measured in memory.
const FRAMES: usize = 60;
/// How often a language switch is measured on the screen.
const SWITCHES: usize = 18;
/// How often Confirm is measured inside the kiosk, and one fsync beside it.
const CONFIRMS: usize = 200;
/// How many tickets are taken on the screen each time a state of queue and courier comes round.
const TICKETS: usize = 4;
/// How many check-ins wait when the queue comes back.
const BACKLOG: u64 = 5_000;
/// How many check-ins the queue takes.
const CHECK_INS: u64 = 4_000;
/// How many wait when the desks begin to call; a busy office has fewer in a day.
const VISITORS: u64 = 400;

/// How often the kiosk is started on a large folder, and how often a file is saved in it.
const SAVES: usize = 5;

/// Arguments: the measures to take (`start`, `drawing`, `confirm`, `ticket`, `catch-up`, `queue`, `folder`, `mount`); all of
/// them if none is named.
fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    println!("{}", machine::facts());
    let mut table = Table::default();
    if wants("start") {
        start::measure(&mut table, STARTS);
    }
    if wants("drawing") {
        drawing::measure(&mut table, FRAMES);
        drawing::measure_on_screen(&mut table, SWITCHES);
    }
    if wants("confirm") {
        confirm::measure(&mut table, CONFIRMS);
    }
    if wants("ticket") {
        ticket::measure(&mut table, TICKETS);
    }
    if wants("catch-up") {
        catch_up::measure(&mut table, BACKLOG);
    }
    if wants("queue") {
        queue::measure(&mut table, CHECK_INS, VISITORS);
    }
    if wants("folder") {
        folder::measure(&mut table, SAVES);
    }
    if wants("mount") {
        folder::measure_behind_a_mount(&mut table, SAVES);
    }
    println!("{table}");
}
