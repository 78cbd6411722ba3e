//! From the press of Confirm to the ticket's pixels, on the whole path a visitor sees: with everything running, with
//! the queue stopped, and with a courier that hangs.

use std::time::{Duration, Instant};

use tests::accessibility::Find;
use tests::fixture::{Fixture, START};
use tests::visitor::{self, STEP};
use tests::wait::until;

use crate::kiosk_program::{Kiosk, keep_outbox_in};
use crate::machine::folder_on_disk;
use crate::memory;
use crate::pixels::Eye;
use crate::table::{Goal, Sample, Table};

/// How often each state comes round.
const ROUNDS: usize = 4;

/// How long the courier may take to notice that the queue is there.
const CATCH_UP: Duration = Duration::from_secs(90);

/// Takes tickets in each state in turns, and adds the figures to the table.
pub fn measure(table: &mut Table, times: usize) {
    let disk = folder_on_disk();
    let mut fixture = Fixture::new("bench_ticket");
    keep_outbox_in(&fixture, disk.path());
    fixture.start_queue();
    let kiosk = Kiosk::start(&mut fixture);
    fixture.start_courier();
    let eye = Eye::on(fixture.display());
    kiosk.screen.wait_for(Find::Id("take-a-ticket"), START);
    // The first tickets of the day are drawn with letters that were never drawn before.
    take(&kiosk, &eye, 2);
    wait_for_queue(&fixture, 2);
    let mut taken = 2;
    let mut everybody = |fixture: &Fixture| {
        taken += times as u64;
        wait_for_queue(fixture, taken);
    };
    let (mut running, mut away, mut hung) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        running.extend(take(&kiosk, &eye, times));
        everybody(&fixture);

        fixture.kill_queue();
        away.extend(take(&kiosk, &eye, times));
        fixture.start_queue();
        everybody(&fixture);

        fixture.freeze_courier();
        hung.extend(take(&kiosk, &eye, times));
        fixture.thaw_courier();
        everybody(&fixture);
    }
    let courier = memory::of_tree(fixture.courier_process().pid());

    let running = Sample::new(running, "ms");
    let name = "queue running";
    table.figure(
        "Confirm → ticket on the screen, queue running",
        running.clone(),
        Goal::None,
    );
    table.compare(
        "… office-queue stopped",
        Sample::new(away, "ms"),
        name,
        running.clone(),
        Goal::None,
    );
    table.compare(
        "… courier stopped (SIGSTOP)",
        Sample::new(hung, "ms"),
        name,
        running,
        Goal::None,
    );
    table.figure(
        "memory of the courier (PSS)",
        Sample::new(vec![courier], "MiB"),
        Goal::None,
    );
    table.note(
        "Confirm → ticket on the screen: from the press by assistive technology until Confirm has given way to the \
         ticket in a strip of pixels that is read every 2 ms, at 1080×1920.",
    );
    eprintln!("tickets on the screen are measured");
}

/// Takes tickets, each checked to be one; returns how long each took, in milliseconds.
fn take(kiosk: &Kiosk, eye: &Eye, times: usize) -> Vec<f64> {
    (0..times)
        .map(|_| {
            visitor::try_choose(&kiosk.screen, "repairs").expect("the summary of a visit");
            let ms = confirm(kiosk, eye);
            visitor::finish(&kiosk.screen);
            ms
        })
        .collect()
}

/// Confirms the visit whose summary is on the screen; returns how long its ticket took, in milliseconds.
pub fn confirm(kiosk: &Kiosk, eye: &Eye) -> f64 {
    let button = kiosk.screen.wait_for(Find::Id("confirm"), STEP);
    eye.until("Confirm", |strip| strip.has_main_action());
    let pressed = Instant::now();
    assert!(kiosk.screen.press_node(&button), "Confirm is on the screen");
    let shown = eye.until("a ticket", |strip| !strip.has_main_action());
    kiosk.screen.wait_for(Find::Id("ticket-number"), STEP);
    shown.duration_since(pressed).as_secs_f64() * 1000.0
}

fn wait_for_queue(fixture: &Fixture, count: u64) {
    let queue = fixture.queue();
    until("all tickets at the queue", CATCH_UP, || {
        (queue.counted()? == count).then_some(())
    });
}
