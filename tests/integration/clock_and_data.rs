//! The kiosk's data folder is emptied, its database damaged, its clock set to another year and back: no number is
//! given twice in a day, the screen stays usable, and staff are told.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Europe::London;
use tests::fake_clock::FakeClock;
use tests::fixture::Fixture;
use tests::process::{Process, command};
use tests::queue::Queue;
use tests::visitor;
use tests::wait::{until, until_or};
use tests::{number_from_env, seed};

/// The courier backs off to a minute at most, and then sends.
const CATCH_UP: Duration = Duration::from_secs(90);

/// A status is on its way within seconds of a change.
const TOLD: Duration = Duration::from_secs(30);

fn take(fixture: &Fixture) -> u32 {
    let taken = visitor::take_ticket(fixture.screen(), "repairs");
    visitor::finish(fixture.screen());
    taken.ticket.number
}

fn wait_for_count(queue: &Queue, count: u64) {
    until_or(
        "the tickets at the queue",
        CATCH_UP,
        || (queue.counted()? == count).then_some(()),
        || format!("{:?} of {count}", queue.counted()),
    );
}

/// What the desk page warns of.
fn warnings(queue: &Queue) -> Vec<String> {
    let board = queue.board().unwrap_or_default();
    let warnings = board["warnings"].as_array().cloned().unwrap_or_default();
    let text = |warning: &serde_json::Value| warning["text"].as_str().map(str::to_owned);
    warnings.iter().filter_map(text).collect()
}

fn wait_for_warning(queue: &Queue, words: &str) {
    until_or(
        &format!("a warning that says {words:?} at the desk"),
        TOLD,
        || {
            warnings(queue)
                .iter()
                .any(|text| text.contains(words))
                .then_some(())
        },
        || format!("{:#?}", warnings(queue)),
    );
}

/// Waits until the kiosk has heard the queue since the courier was started last.
fn wait_until_heard(fixture: &mut Fixture) {
    let before = fixture.courier_process().log().matches("reach=Up").count();
    fixture.kill_courier();
    fixture.start_courier();
    let courier = &*fixture.courier_process();
    until_or(
        "the courier's word with the queue",
        CATCH_UP,
        || (courier.log().matches("reach=Up").count() > before).then_some(()),
        || courier.last_words(),
    );
    // What it has heard is on its way to the kiosk.
    std::thread::sleep(Duration::from_millis(300));
}

fn empty(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
}

fn assert_all_different(numbers: &[u32]) {
    let once: BTreeSet<u32> = numbers.iter().copied().collect();
    assert_eq!(once.len(), numbers.len(), "a number was given twice: {numbers:?}");
}

fn assert_called(fixture: &Fixture, numbers: &[u32]) {
    let called: BTreeSet<String> = fixture
        .queue()
        .call_everybody()
        .into_iter()
        .map(|called| called.ticket)
        .collect();
    let expected: BTreeSet<String> = numbers.iter().map(|number| format!("A{number:03}")).collect();
    assert_eq!(called, expected);
}

#[test]
fn a_data_folder_emptied_under_a_running_kiosk_costs_no_check_in_and_no_number() {
    let mut fixture = Fixture::running("data_emptied");
    wait_until_heard(&mut fixture);
    let queue = fixture.queue();
    let mut numbers = vec![take(&fixture), take(&fixture)];
    wait_for_count(&queue, 2);
    empty(&fixture.path("data"));
    numbers.push(take(&fixture));
    wait_for_count(&queue, 3);
    wait_for_warning(&queue, "Somebody removed the kiosk's outbox");

    // And once more while nobody takes the check-ins off it, with the kiosk killed before they are.
    fixture.kill_courier();
    numbers.push(take(&fixture));
    fs::remove_dir_all(fixture.path("data")).unwrap();
    numbers.push(take(&fixture));
    fixture.kill_kiosk();
    fixture.start_kiosk();
    numbers.push(take(&fixture));
    fixture.start_courier();
    wait_for_count(&queue, 6);
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    assert_called(&fixture, &numbers);
}

#[test]
fn a_data_folder_emptied_while_the_kiosk_is_off_gives_no_number_again_and_is_told() {
    let mut fixture = Fixture::running("data_lost");
    wait_until_heard(&mut fixture);
    let queue = fixture.queue();
    let mut numbers = vec![take(&fixture), take(&fixture)];
    wait_for_count(&queue, 2);
    // This one is lost with the folder; its number is in somebody's hands all the same.
    fixture.kill_courier();
    numbers.push(take(&fixture));
    fixture.kill_kiosk();
    empty(&fixture.path("data"));
    fixture.start_kiosk();
    numbers.push(take(&fixture));
    fixture.start_courier();
    wait_for_count(&queue, 3);
    wait_for_warning(&queue, "lost its outbox and goes on numbering at A");
    numbers.push(take(&fixture));
    wait_for_count(&queue, 4);
    assert_all_different(&numbers);
    let lost = numbers.remove(2);
    assert!(numbers[2] >= lost + 100, "{numbers:?}");
    assert_called(&fixture, &numbers);
}

#[test]
fn a_database_with_bytes_flipped_gives_no_number_twice_and_keeps_the_screen() {
    let rounds = number_from_env("RECEPTION_DAMAGES", 4);
    let mut random = fastrand::Rng::with_seed(seed("damage"));
    let mut fixture = Fixture::running("damage");
    wait_until_heard(&mut fixture);
    let queue = fixture.queue();
    let mut numbers = vec![take(&fixture)];
    let mut set_aside = 0;
    for round in 1..=rounds {
        // Half of the rounds take the next number before the queue is heard again.
        let heard = random.bool();
        numbers.push(take(&fixture));
        wait_for_count(&queue, numbers.len() as u64);
        fixture.kill_courier();
        fixture.kill_kiosk();
        let flipped = flip(&fixture.path("data/outbox.db"), &mut random);
        fixture.start_kiosk();
        if heard {
            fixture.start_courier();
            wait_until_heard(&mut fixture);
        }
        numbers.extend([take(&fixture), take(&fixture)]);
        if !heard {
            fixture.start_courier();
        }
        wait_for_count(&queue, numbers.len() as u64);
        let aside = fs::read_dir(fixture.path("data"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains(".damaged-") && !name.ends_with("-wal"))
            .count();
        println!("round {round}: {flipped} bytes flipped, heard {heard}, {aside} set aside, {numbers:?}");
        if aside > set_aside {
            wait_for_warning(&queue, "outbox was damaged and put aside");
            wait_for_warning(&queue, "goes on numbering at A");
        }
        set_aside = aside;
        assert_all_different(&numbers);
    }
    assert!(set_aside > 0, "no damage was ever found");
    assert_called(&fixture, &numbers);
}

/// Flips bytes of a database: a few anywhere, or a run of them. How many.
fn flip(path: &Path, random: &mut fastrand::Rng) -> usize {
    let mut bytes = fs::read(path).unwrap();
    let count = random.usize(20..2_000).min(bytes.len());
    let start = random.usize(0..bytes.len());
    let together = random.bool();
    for step in 0..count {
        let at = if together {
            (start + step) % bytes.len()
        } else {
            random.usize(0..bytes.len())
        };
        bytes[at] ^= random.u8(1..);
    }
    fs::write(path, bytes).unwrap();
    count
}

#[test]
fn a_clock_set_to_2027_and_back_gives_no_number_twice_and_is_told() {
    let mut fixture = Fixture::new("clock_2027");
    let kiosk_clock = FakeClock::new(&fixture.path(""), "kiosk");
    let queue_clock = kiosk_clock.beside("queue");
    for program in ["reception-kiosk", "reception-courier"] {
        fixture.set_environment(program, kiosk_clock.environment());
    }
    fixture.set_environment("office-queue", queue_clock.environment());
    fixture.start_queue();
    fixture.start_kiosk();
    fixture.start_courier();
    wait_until_heard(&mut fixture);
    let queue = fixture.queue();
    let mut numbers = vec![take(&fixture), take(&fixture)];
    wait_for_count(&queue, 2);

    kiosk_clock.set(days_to(&kiosk_clock, 2027));
    // The last one is not at the queue before the next: what the queue has heard is no help.
    numbers.extend([take(&fixture), take(&fixture)]);
    wait_for_count(&queue, 4);
    wait_for_warning(&queue, "its clock is");
    wait_for_warning(
        &queue,
        "The kiosk's clock was set while it ran. Numbers go on at A003",
    );

    fixture.kill_courier();
    numbers.push(take(&fixture));
    kiosk_clock.set(TimeDelta::zero());
    numbers.push(take(&fixture));
    kiosk_clock.set(days_to(&kiosk_clock, 2027));
    numbers.push(take(&fixture));
    fixture.kill_kiosk();
    kiosk_clock.set(TimeDelta::zero());
    fixture.start_kiosk();
    numbers.push(take(&fixture));
    fixture.start_courier();
    wait_for_count(&queue, 8);
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    until("no warning of the clock any more", TOLD, || {
        (!warnings(&queue).iter().any(|text| text.contains("its clock is"))).then_some(())
    });
    assert_called(&fixture, &numbers);
    visitor::take_ticket(fixture.screen(), "rent");
}

#[test]
fn a_clock_set_to_and_fro_while_tickets_are_taken_gives_no_number_twice() {
    let count = number_from_env("RECEPTION_CLOCK_TICKETS", 1_500);
    let seed = seed("clock_to_and_fro");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut fixture = Fixture::new("clock_to_and_fro");
    let clock = FakeClock::new(&fixture.path(""), "kiosk");
    fixture.start_queue();
    fixture.start_courier();
    let journal = fixture.path("journal");
    let mut start = command(Path::new(env!("CARGO_BIN_EXE_sender")));
    start
        .arg(fixture.path("data"))
        .arg(fixture.path("handover.sock"))
        .arg(&journal)
        .args([count, 200, seed].map(|number| number.to_string()))
        .envs(clock.environment());
    let mut sender = Process::start("sender", &fixture.path(""), start);
    let numbers = || -> Vec<String> {
        let text = fs::read_to_string(&journal).unwrap_or_default();
        let tickets = text.lines().filter_map(|line| line.strip_prefix("ticket "));
        tickets
            .filter_map(|words| Some(words.split(' ').next()?.to_owned()))
            .collect()
    };
    let mut set = 0;
    while (numbers().len() as u64) < count {
        assert!(sender.ended().is_none(), "{}", sender.last_words());
        let off = random.choice([0, 190, 191, -3]).unwrap();
        clock.set(TimeDelta::days(off));
        set += 1;
        std::thread::sleep(Duration::from_millis(random.u64(5..120)));
    }
    sender.kill();
    println!("{count} tickets, the clock set {set} times");
    let expected: Vec<String> = (1..=count).map(|number| format!("A{number:03}")).collect();
    assert_eq!(numbers(), expected);
}

/// From the right day to the first of June of a year.
fn days_to(clock: &FakeClock, year: i32) -> TimeDelta {
    let today = clock.right_time().with_timezone(&London).date_naive();
    let then = NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
    then.signed_duration_since(today)
}
