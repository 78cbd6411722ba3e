//! `kill -9` of any of the three programs at any moment: nothing shown is lost, nothing is counted twice, no number is
//! given twice.

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tests::fixture::Fixture;
use tests::visitor::{self, Stuck, try_choose, try_confirm, try_take_ticket};
use tests::wait::until_or;
use tests::{number_from_env, seed};

/// How long a round may go on before the kill, in milliseconds. A ticket takes about half a second from Home.
const ROUND_MS: u64 = 1_200;

/// In half of the rounds the kill is aimed at what follows a Confirm: the transaction, the handover, the request, the
/// queue's answer and the storing of the outcome. They take this long together, in milliseconds.
const CONFIRM_MS: u64 = 250;

/// How long everything may take to arrive in the end: the courier backs off to a minute.
const CATCH_UP: Duration = Duration::from_secs(150);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Kiosk,
    Courier,
    Queue,
}

#[test]
fn nothing_is_lost_or_doubled_whatever_is_killed_when() {
    let kills = number_from_env("RECEPTION_KILLS", 20);
    let mut random = fastrand::Rng::with_seed(seed("kills"));
    let mut fixture = Fixture::running("kills");
    let mut shown = Vec::new();
    // Somebody may have been served in the moment of a kill without a test having seen the number.
    let mut perhaps = 0;
    let mut killed = [0_u64; 3];
    for _ in 0..kills {
        let victim = random
            .choice([Victim::Kiosk, Victim::Courier, Victim::Queue])
            .unwrap();
        killed[victim as usize] += 1;
        let aimed = random.bool();
        let after = Duration::from_millis(random.u64(0..if aimed { CONFIRM_MS } else { ROUND_MS }));
        let mut at_confirm = aimed && try_choose(fixture.screen(), "repairs").is_ok();
        let process = match victim {
            Victim::Kiosk => fixture.kiosk_process(),
            Victim::Courier => fixture.courier_process(),
            Victim::Queue => fixture.queue_process(),
        };
        let pid = Pid::from_raw(i32::try_from(process.pid()).unwrap()).unwrap();
        let killer = thread::spawn(move || {
            thread::sleep(after);
            kill_process(pid, Signal::KILL).unwrap();
        });
        // At least one visitor a round, however early the kill was.
        loop {
            let screen = fixture.screen();
            match if at_confirm {
                try_confirm(screen)
            } else {
                try_take_ticket(screen, "repairs")
            } {
                Ok(taken) => shown.push(taken.ticket.to_string()),
                Err(Stuck::Gone { confirmed }) => {
                    perhaps += usize::from(confirmed);
                    break;
                }
                Err(Stuck::Missing(what)) => {
                    panic!("after {killed:?} kills of kiosk, courier and queue: {what}")
                }
            }
            at_confirm = false;
            // The kiosk may be killed here as well, with the ticket still on the screen.
            if !try_finish(&fixture) || killer.is_finished() {
                break;
            }
        }
        killer.join().unwrap();
        match victim {
            Victim::Kiosk => {
                fixture.kill_kiosk();
                fixture.start_kiosk();
            }
            Victim::Courier => {
                fixture.kill_courier();
                fixture.start_courier();
            }
            Victim::Queue => {
                fixture.kill_queue();
                fixture.start_queue();
            }
        }
    }
    println!(
        "killed the kiosk {} times, the courier {}, the queue {}; {} tickets shown, {perhaps} cut off after Confirm",
        killed[0],
        killed[1],
        killed[2],
        shown.len()
    );
    assert_everything_is_called_once(&fixture, &shown, perhaps);
}

fn try_finish(fixture: &Fixture) -> bool {
    use tests::accessibility::Find;
    let screen = fixture.screen();
    until_or(
        "Home after Finish, or the end of the kiosk",
        visitor::STEP,
        || {
            if screen.is_gone() {
                return Some(false);
            }
            screen.try_press(Find::Id("finish"));
            screen.tree()?.find(Find::Id("leaflets")).map(|_| true)
        },
        || screen.tree().unwrap_or_default().dump(),
    )
}

fn assert_everything_is_called_once(fixture: &Fixture, shown: &[String], perhaps: usize) {
    let queue = fixture.queue();
    let least = shown.len() as u64;
    until_or(
        "every ticket that was shown at the queue",
        CATCH_UP,
        || queue.counted().filter(|counted| *counted >= least),
        || format!("{:?} of {least}", queue.counted()),
    );
    // What is sent twice would come within the next tries.
    thread::sleep(Duration::from_secs(3));
    let called: Vec<String> = queue
        .call_everybody()
        .into_iter()
        .map(|called| called.ticket)
        .collect();
    let once: BTreeSet<&String> = called.iter().collect();
    assert_eq!(
        once.len(),
        called.len(),
        "a number was given twice or a visit counted twice: {called:?}"
    );
    assert_eq!(
        shown.iter().collect::<BTreeSet<_>>().len(),
        shown.len(),
        "a number was shown twice: {shown:?}"
    );
    let lost: Vec<&String> = shown.iter().filter(|ticket| !once.contains(ticket)).collect();
    assert!(lost.is_empty(), "shown and lost: {lost:?}");
    assert!(
        called.len() <= shown.len() + perhaps,
        "more visits than visitors: {called:?} of {shown:?} and {perhaps}"
    );
}
