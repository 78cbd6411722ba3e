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

/// How long the courier may take to notice that the queue is there.
const CATCH_UP: Duration = Duration::from_secs(90);

/// Takes tickets in each state, and adds the figures to the table.
pub fn measure(table: &mut Table, times: usize) {
    let disk = folder_on_disk();
    let mut fixture = Fixture::new("bench_ticket");
    keep_outbox_in(&fixture, disk.path());
    fixture.start_queue();
    let kiosk = Kiosk::start(&mut fixture);
    fixture.start_courier();
    let eye = Eye::on(fixture.display());
    kiosk.screen.wait_for(Find::Id("take-a-ticket"), START);
    // The first ticket of the day is drawn with letters that were never drawn before.
    take_several(&kiosk, &eye, 2);
    let running = take_several(&kiosk, &eye, times);
    wait_for_queue(&fixture, 2 + times as u64);
    let courier = memory::of_tree(fixture.courier_process().pid());

    fixture.kill_queue();
    let away = take_several(&kiosk, &eye, times);
    fixture.start_queue();
    wait_for_queue(&fixture, 2 + 2 * times as u64);

    fixture.freeze_courier();
    let hung = take_several(&kiosk, &eye, times);
    fixture.thaw_courier();

    let name = "queue running";
    table.figure(
        "Confirm → ticket on the screen, queue running",
        running.clone(),
        Goal::None,
    );
    table.compare("… office-queue stopped", away, name, running.clone(), Goal::None);
    table.compare("… courier stopped (SIGSTOP)", hung, name, running, Goal::None);
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

/// Takes tickets; each is checked to be one.
pub fn take_several(kiosk: &Kiosk, eye: &Eye, times: usize) -> Sample {
    let values = (0..times)
        .map(|_| {
            visitor::try_choose(&kiosk.screen, "repairs").expect("the summary of a visit");
            let ms = confirm(kiosk, eye);
            visitor::finish(&kiosk.screen);
            ms
        })
        .collect();
    Sample::new(values, "ms")
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
