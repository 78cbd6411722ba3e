//! A share whose `stat` hangs for a minute delays no touch: the screen never waits for the content folder.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use tests::PATIENCE;
use tests::accessibility::Find;
use tests::fixture::{Fixture, START};
use tests::office::KIOSK;
use tests::sync::mount::{Mount, can_mount};
use tests::sync::stamped;
use tests::turns;
use tests::visitor::{self, STEP};
use tests::wait::{until, until_or};

/// How long the share hangs.
const HANGS: Duration = Duration::from_secs(60);
/// After half a minute staff are told; a look begins within a quarter of one.
const TOLD: Duration = Duration::from_secs(30 + 15 + 15);
/// A file on a network must rest for ten seconds, and is looked for every fifteen.
const ON_NETWORK: Duration = Duration::from_secs(90);
/// No touch may take longer; a machine that compiles beside the tests gets more, and one that hangs needs a minute.
const LONGEST: Duration = Duration::from_secs(1).saturating_mul(PATIENCE);
/// What such a machine may add to a median.
const NOISE: Duration = Duration::from_millis(100);

const LEAFLET: &str = "leaflet-damp-and-mould";

/// The time of each touch on the way to a leaflet with a picture and back, as it is seen from outside.
fn touches(fixture: &Fixture) -> Vec<Duration> {
    let screen = fixture.screen();
    let steps = [
        ("leaflets", LEAFLET),
        (LEAFLET, "page-down"),
        ("back", LEAFLET),
        ("back", "leaflets"),
    ];
    let mut times = Vec::new();
    for (touched, answer) in steps {
        screen.wait_for(Find::Id(touched), STEP);
        let began = Instant::now();
        screen.press(Find::Id(touched), STEP);
        screen.wait_for(Find::Id(answer), STEP);
        times.push(began.elapsed());
    }
    times
}

fn figures(times: &mut [Duration]) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() - 1])
}

/// The screen's own clock: the longest turn since the kiosk started, the making of its window and first Home left out.
fn longest_turn(fixture: &Fixture) -> Duration {
    let logs = fixture.logs();
    let (_, log) = logs
        .iter()
        .find(|(name, _)| *name == "reception-kiosk")
        .expect("its log");
    turns::longest(log, 2)
}

fn status_page(fixture: &Fixture) -> PathBuf {
    fixture.path("data/status").join(format!("_STATUS-{KIOSK}.txt"))
}

fn status(fixture: &Fixture) -> String {
    fs::read_to_string(status_page(fixture)).unwrap_or_default()
}

#[test]
fn a_share_that_hangs_for_a_minute_delays_no_touch() {
    if !can_mount() {
        println!(
            "NOT TESTED: this machine has no /dev/fuse, so there is no share that could hang. Load the module fuse, \
             or give the container the device."
        );
        return;
    }
    let mut fixture = Fixture::new("hanging_share");
    let (share, content) = (fixture.path("share"), fixture.path("content"));
    fs::rename(&content, &share).unwrap();
    let mut mount = Mount::new(&share, &content, &fixture.path("mount"), Duration::ZERO);
    fixture.set_log_filter(turns::LOG);
    fixture.start_queue();
    fixture.start_courier();
    fixture.start_kiosk();
    // Once each, so that fonts and pages are warm.
    touches(&fixture);
    let mut before: Vec<Duration> = (0..8).flat_map(|_| touches(&fixture)).collect();
    let (median, longest) = figures(&mut before);
    let turn_before = longest_turn(&fixture);

    mount.hang();
    let stopped = Instant::now();
    let waits = thread::spawn({
        let office = content.join("office.toml");
        move || {
            let asked = Instant::now();
            // What it answers in the end does not matter, only when.
            let _ = fs::metadata(office);
            asked.elapsed()
        }
    });
    let mut hanging = Vec::new();
    let mut tickets = Vec::new();
    let mut touch_until_told = |fixture: &Fixture| {
        let began = Instant::now();
        loop {
            hanging.extend(touches(fixture));
            let taken = visitor::take_ticket(fixture.screen(), "repairs");
            hanging.push(taken.after);
            tickets.push(taken.ticket);
            visitor::finish(fixture.screen());
            let told = status(fixture).contains("folder-hangs");
            if told {
                return began.elapsed();
            }
            assert!(began.elapsed() < TOLD, "staff are not told: {}", status(fixture));
        }
    };
    let told = touch_until_told(&fixture);
    let turn = longest_turn(&fixture);
    // A kiosk that starts now shows what it has, and tells staff as well.
    fixture.kill_kiosk();
    fs::remove_file(status_page(&fixture)).unwrap();
    fixture.start_kiosk();
    let told_again = touch_until_told(&fixture);
    thread::sleep(HANGS.saturating_sub(stopped.elapsed()));
    let (median_hanging, longest_hanging) = figures(&mut hanging);
    println!(
        "{} touches: median {median:?}, longest {longest:?}; {} while the share hung: median {median_hanging:?}, \
         longest {longest_hanging:?}, longest turn of the screen {turn:?} ({turn_before:?} before); {} tickets; staff were told after {told:?}, \
         and by a kiosk that started meanwhile after {told_again:?}",
        before.len(),
        hanging.len(),
        tickets.len()
    );
    assert!(
        median_hanging <= median * 5 + NOISE,
        "a touch takes {median_hanging:?} while the share hangs, {median:?} before"
    );
    assert!(longest_hanging <= LONGEST, "one touch took {longest_hanging:?}");
    fs::create_dir(share.join("leaflets/later")).unwrap();
    fs::write(
        share.join("leaflets/later/en-GB.md"),
        stamped::page(7, "en-GB", None),
    )
    .unwrap();
    mount.go_on();
    let waited = waits.join().unwrap();
    assert!(
        waited >= HANGS,
        "the share answered after {waited:?}: it did not hang"
    );
    fixture.screen().press(Find::Id("leaflets"), STEP);
    fixture.screen().wait_for(Find::Id("leaflet-later"), ON_NETWORK);
    until("a status page that says that all is well", START, || {
        status(&fixture)
            .contains("Everything in the folder is shown as it is.")
            .then_some(())
    });
    until_or(
        "every ticket at the queue",
        START,
        || (fixture.queue().counted()? == tickets.len() as u64).then_some(()),
        || format!("{:?} of {}", fixture.queue().counted(), tickets.len()),
    );
}
