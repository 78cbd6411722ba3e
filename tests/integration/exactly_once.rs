//! Exactly once, whatever fails: thousands of check-ins through a network that does everything a network can, with
//! programs killed and clocks set, and in the end each is at the queue once.
//!
//! Most visitors are a headless sender's (the kiosk's own delivery), some press the real screen. `RECEPTION_CHECK_INS`
//! says how many there are, `RECEPTION_SEED` repeats a run's schedule: the faults drawn request by request, what is
//! killed or set, and when.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use rusqlite::{Connection, OpenFlags};
use tests::accessibility::Find;
use tests::fake_clock::FakeClock;
use tests::fault_proxy::FaultProxy;
use tests::faults::{Fault, told};
use tests::fixture::{Fixture, SERIES};
use tests::process::{Process, command};
use tests::untrusted::Untrusted;
use tests::visitor::{self, STEP};
use tests::wait::until_or;
use tests::{number_from_env, seed};

/// How many take a ticket in a second; a hundred times what an office sees.
const PER_SECOND: u64 = 16;

/// Between two things that go wrong beside the network, in milliseconds.
const BETWEEN: std::ops::Range<u64> = 700..2_500;

/// How long everything may take to arrive once nothing fails any more. An event that failed four times by its own
/// fault is put aside for up to 75 s, and the courier backs off to a minute.
const CATCH_UP: Duration = Duration::from_secs(200);

/// What goes wrong beside the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    KillSender,
    KillCourier,
    KillQueue,
    Refuse,
    WrongTls,
    KioskClock,
    QueueClock,
}

const ACTS: [Act; 7] = [
    Act::KillSender,
    Act::KillCourier,
    Act::KillQueue,
    Act::Refuse,
    Act::WrongTls,
    Act::KioskClock,
    Act::QueueClock,
];

/// An office with everything that can go wrong in it.
struct Storm {
    // Dropped in this order: the programs before what they speak to.
    sender: Option<Process>,
    fixture: Fixture,
    proxy: FaultProxy,
    untrusted: Untrusted,
    kiosk_clock: FakeClock,
    queue_clock: FakeClock,
    random: fastrand::Rng,
    seed: u64,
    began: Instant,
    acts: Vec<Act>,
    done: BTreeMap<String, u64>,
    /// Kills of whoever owned the outbox: each may have cut off one commit before it was written down.
    owners_killed: usize,
    /// Tickets seen on the screen, and those of them that were taken back there.
    shown: Vec<String>,
    taken_back: BTreeSet<String>,
}

#[test]
fn every_check_in_is_at_the_queue_exactly_once_whatever_fails() {
    let all = number_from_env("RECEPTION_CHECK_INS", 300);
    let by_screen = (all / 200).max(5).min(all);
    let phases = (by_screen / 10).max(1);
    let mut storm = Storm::new(seed("exactly_once"));
    storm.calm_beginning();
    for phase in 1..=phases {
        storm.bulk((all - by_screen) * phase / phases, phase == 1);
        let visitors = by_screen * phase / phases - by_screen * (phase - 1) / phases;
        storm.at_the_screen(visitors);
    }
    storm.calm_end(all - by_screen);
    storm.assert_exactly_once(all);
}

impl Storm {
    fn new(seed: u64) -> Self {
        let mut fixture = Fixture::new("exactly_once");
        let kiosk_clock = FakeClock::new(&fixture.path(""), "kiosk");
        let queue_clock = kiosk_clock.beside("queue");
        let proxy = FaultProxy::new(fixture.queue_address(), seed);
        fixture.point_courier_at(proxy.address());
        for program in ["reception-kiosk", "reception-courier"] {
            fixture.set_environment(program, kiosk_clock.environment());
        }
        fixture.set_environment("office-queue", queue_clock.environment());
        fs::write(fixture.path("another-ca.pem"), Untrusted::another_authority()).unwrap();
        Self {
            sender: None,
            fixture,
            proxy,
            untrusted: Untrusted::new(),
            kiosk_clock,
            queue_clock,
            random: fastrand::Rng::with_seed(seed),
            seed,
            began: Instant::now(),
            acts: Vec::new(),
            done: BTreeMap::new(),
            owners_killed: 0,
            shown: Vec::new(),
            taken_back: BTreeSet::new(),
        }
    }

    fn journal_path(&self) -> PathBuf {
        self.fixture.path("journal")
    }

    fn journal(&self) -> Journal {
        Journal::read(&self.journal_path())
    }

    /// The queue is heard before the first number is given, so that numbers begin at 1 and none may be missing.
    fn calm_beginning(&mut self) {
        self.fixture.start_queue();
        self.fixture.start_courier();
    }

    fn start_sender(&mut self, count: u64) {
        let mut start = command(Path::new(env!("CARGO_BIN_EXE_sender")));
        start
            .arg(self.fixture.path("data"))
            .arg(self.fixture.path("handover.sock"))
            .arg(self.journal_path())
            .args([count, PER_SECOND, self.seed].map(|number| number.to_string()))
            .envs(self.kiosk_clock.environment());
        self.sender = Some(Process::start("sender", &self.fixture.path(""), start));
    }

    fn kill_sender(&mut self) {
        if let Some(sender) = self.sender.take() {
            sender.kill();
            self.owners_killed += 1;
        }
    }

    /// Tickets by the headless sender until there are `count`, with the network and everything else failing; with
    /// `everything` until each thing has gone wrong once.
    fn bulk(&mut self, count: u64, everything: bool) {
        self.start_sender(count);
        self.wait_for_tickets(count.min(10));
        self.proxy.fine(false);
        self.acts.clear();
        while (self.journal().tickets.len() as u64) < count || (everything && self.done.len() < ACTS.len()) {
            if self.acts.is_empty() {
                self.acts = ACTS.to_vec();
                self.random.shuffle(&mut self.acts);
            }
            let pause = self.random.u64(BETWEEN);
            std::thread::sleep(Duration::from_millis(pause));
            if let Some(act) = self.acts.pop() {
                self.act(act, count);
            }
            self.assert_sender_lives();
        }
    }

    fn wait_for_tickets(&mut self, count: u64) {
        until_or(
            "the sender's first tickets",
            STEP,
            || (self.journal().tickets.len() as u64 >= count).then_some(()),
            || self.sender.as_ref().map(Process::last_words).unwrap_or_default(),
        );
    }

    fn assert_sender_lives(&mut self) {
        if let Some(sender) = &mut self.sender
            && let Some(status) = sender.ended()
        {
            panic!("the sender ended: {status}\n{}", sender.last_words());
        }
    }

    fn act(&mut self, act: Act, count: u64) {
        let what = match act {
            Act::KillSender => {
                self.kill_sender();
                self.start_sender(count);
                String::new()
            }
            Act::KillCourier => {
                self.fixture.kill_courier();
                self.fixture.start_courier();
                String::new()
            }
            Act::KillQueue => {
                self.fixture.kill_queue();
                self.fixture.start_queue();
                String::new()
            }
            Act::Refuse => {
                let time = Duration::from_millis(self.random.u64(300..1_500));
                self.proxy.refuse_for(time);
                format!(" for {time:?}")
            }
            Act::WrongTls => {
                self.speak_to_a_stranger();
                String::new()
            }
            Act::KioskClock => {
                // Years, days and hours off in both directions, and right again.
                let off = [
                    TimeDelta::days(190),
                    TimeDelta::days(-3),
                    TimeDelta::hours(5),
                    TimeDelta::hours(-2),
                ];
                let off = self.random.choice(off).unwrap();
                self.kiosk_clock.set(off);
                let time = Duration::from_millis(self.random.u64(500..1_500));
                std::thread::sleep(time);
                self.kiosk_clock.set(TimeDelta::zero());
                format!(" by {} h for {time:?}", off.num_hours())
            }
            Act::QueueClock => {
                // Within the day: the queue erases a visit's details when its day is over, as it is meant to.
                let off = TimeDelta::minutes(if self.random.bool() { 50 } else { -50 });
                self.queue_clock.set(off);
                let time = Duration::from_millis(self.random.u64(500..1_500));
                std::thread::sleep(time);
                self.queue_clock.set(TimeDelta::zero());
                format!(" by {} min for {time:?}", off.num_minutes())
            }
        };
        *self.done.entry(format!("{act:?}")).or_default() += 1;
        println!(
            "{:6.1} s, {} tickets: {act:?}{what}",
            self.began.elapsed().as_secs_f64(),
            self.journal().tickets.len()
        );
    }

    /// The courier meets a server with a certificate that is not to be trusted in the queue's place.
    fn speak_to_a_stranger(&mut self) {
        let before = self.untrusted.connections();
        let settings = self.fixture.path("kiosk.toml");
        let right = fs::read_to_string(&settings).unwrap();
        let wrong = right.replace(
            &format!("url = \"http://{}\"", self.proxy.address()),
            &format!("url = \"{}\"\nca_file = \"another-ca.pem\"", self.untrusted.url()),
        );
        assert_ne!(wrong, right);
        fs::write(&settings, wrong).unwrap();
        self.fixture.kill_courier();
        self.fixture.start_courier();
        let untrusted = &self.untrusted;
        let courier = self.fixture.courier_process();
        until_or(
            "the courier at the stranger's",
            STEP,
            || (untrusted.connections() > before + 2).then_some(()),
            || courier.last_words(),
        );
        fs::write(&settings, right).unwrap();
        self.fixture.kill_courier();
        self.fixture.start_courier();
    }

    /// Visitors at the real screen, which has taken over the sender's outbox, in the same weather.
    fn at_the_screen(&mut self, visitors: u64) {
        self.kill_sender();
        self.fixture.start_kiosk();
        for visitor in 0..visitors {
            let taken = visitor::take_ticket(self.fixture.screen(), "repairs");
            self.shown.push(taken.ticket.to_string());
            let last = visitor + 1 == visitors;
            if self.random.u64(0..4) == 0 {
                self.take_back();
            } else if !last {
                visitor::finish(self.fixture.screen());
            }
            // The last ticket is still on the screen when the kiosk is killed.
            match self.random.u64(0..10) {
                0 => {
                    self.fixture.kill_courier();
                    self.fixture.start_courier();
                }
                1 => {
                    self.fixture.kill_queue();
                    self.fixture.start_queue();
                }
                2 => {
                    self.fixture.kill_kiosk();
                    self.fixture.start_kiosk();
                }
                _ => {}
            }
            if !last {
                self.fixture.screen().wait_for(Find::Id("take-a-ticket"), STEP);
            }
        }
        println!(
            "{:6.1} s: {visitors} visitors at the screen, up to {}",
            self.began.elapsed().as_secs_f64(),
            self.shown.last().map_or("", String::as_str)
        );
        self.fixture.kill_kiosk();
    }

    /// The visitor takes back the ticket that is on the screen.
    fn take_back(&mut self) {
        let screen = self.fixture.screen();
        screen.press(Find::Id("mistake"), STEP);
        screen.press(Find::Id("take-back"), STEP);
        screen.wait_for(Find::Id("take-a-ticket"), STEP);
        self.taken_back.extend(self.shown.last().cloned());
    }

    /// Nothing fails any more, until nothing waits any more.
    fn calm_end(&mut self, by_sender: u64) {
        self.proxy.fine(true);
        let before = self.journal().empty;
        self.start_sender(by_sender);
        let began = Instant::now();
        until_or(
            "an outbox without anything that waits or is held",
            CATCH_UP,
            || (self.journal().empty > before).then_some(()),
            || {
                let words = self.sender.as_ref().map(Process::last_words).unwrap_or_default();
                format!("{:?} at the queue\n{words}", self.fixture.queue().counted())
            },
        );
        self.proxy.settle();
        println!(
            "{:6.1} s: everything is accepted, {:.1} s after the weather cleared",
            self.began.elapsed().as_secs_f64(),
            began.elapsed().as_secs_f64()
        );
    }

    fn assert_exactly_once(&mut self, all: u64) {
        let journal = self.journal();
        let seen = self.proxy.seen();
        println!("requests met: {}", told(&seen.met));
        println!("and beside the network: {:?}", self.done);
        let counted = self.fixture.queue().counted();
        let state = self.fixture.queue().state(SERIES).expect("the queue's state");
        self.kill_sender();
        self.fixture.kill_queue();
        let given = given(&self.fixture.path("data/outbox.db"));
        let visits = visits(&self.fixture.path("queue/queue.db"));

        // What the outbox gave out, by its own account: every number from 1 to the last, on whatever day.
        let last = given.values().copied().max().unwrap_or(0);
        let expected: BTreeSet<String> = (1..=last).map(|number| format!("{SERIES}{number:03}")).collect();
        let stored: BTreeSet<String> = visits.values().map(|visit| visit.ticket.clone()).collect();
        let lost: Vec<&String> = expected.difference(&stored).collect();
        assert!(lost.is_empty(), "given and lost: {lost:?} of {given:?}");
        let strange: Vec<&String> = stored.difference(&expected).collect();
        assert!(strange.is_empty(), "at the queue and never given: {strange:?}");
        let twice = twice(&visits);
        assert!(twice.is_empty(), "given or counted twice:\n{}", twice.join("\n"));
        assert_eq!(counted, Some(u64::from(last)), "the board counts each once");
        assert_eq!(state["last_number"], last, "GET /v1/queue knows the last number");

        // What whoever stood there was told.
        for (visit, ticket) in &journal.tickets {
            let at_queue = visits.get(visit).map(|visit| visit.ticket.as_str());
            assert_eq!(at_queue, Some(ticket.as_str()), "the visit {visit}");
        }
        let unshown: Vec<&String> = self
            .shown
            .iter()
            .filter(|ticket| !stored.contains(*ticket))
            .collect();
        assert!(unshown.is_empty(), "shown and lost: {unshown:?}");
        let told_of = journal.tickets.len() + self.shown.len();
        assert!(told_of as u64 >= all, "{told_of} of {all} visitors");
        assert!(
            visits.len() <= told_of + self.owners_killed,
            "{} visits of {told_of} visitors and {} cut off",
            visits.len(),
            self.owners_killed
        );
        assert_order_kept(&journal, &self.taken_back, &visits);

        assert_eq!(seen.broken, Vec::<String>::new());
        assert_eq!(seen.redirects_followed, 0, "a redirect was followed");
        assert_eq!(self.untrusted.bytes(), 0, "something was told to a stranger");
        let unmet: Vec<Fault> = Fault::all()
            .filter(|fault| !seen.met.contains_key(fault))
            .collect();
        // A run of a few hundred requests goes through a deck or two, shared with polls.
        assert!(
            unmet.len() <= if all >= 1_000 { 0 } else { 3 },
            "never met: {unmet:?}"
        );
        assert_eq!(
            self.done.len(),
            ACTS.len(),
            "everything was done: {:?}",
            self.done
        );
    }
}

impl Drop for Storm {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!(
                "the faults by request, repeated with RECEPTION_SEED={}:\n{}",
                self.seed,
                self.proxy.schedule()
            );
            if let Some(sender) = &self.sender {
                println!("{}", sender.last_words());
            }
        }
    }
}

/// The visits that share their number with another one.
fn twice(visits: &BTreeMap<String, Visit>) -> Vec<String> {
    let mut by_ticket: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, visit) in visits {
        let told = format!("{} of {} is {id}, {}", visit.ticket, visit.day, visit.state);
        by_ticket.entry(&visit.ticket).or_default().push(told);
    }
    by_ticket
        .into_values()
        .filter(|same| same.len() > 1)
        .flatten()
        .collect()
}

/// A visit that was cancelled is cancelled, and no other: a cancellation that came first, or a check-in that came
/// again after it, would show here.
fn assert_order_kept(journal: &Journal, taken_back: &BTreeSet<String>, visits: &BTreeMap<String, Visit>) {
    for (id, visit) in visits {
        let cancelled = visit.state == "cancelled";
        if journal.cancelled.contains(id) || taken_back.contains(&visit.ticket) {
            assert!(cancelled, "{} was cancelled and is {}", visit.ticket, visit.state);
        } else if !journal.cancelling.contains(id) {
            assert!(!cancelled, "{} was cancelled by nobody", visit.ticket);
        }
    }
    assert!(!journal.cancelled.is_empty(), "nobody cancelled");
}

/// What the sender wrote down.
#[derive(Default)]
struct Journal {
    /// Visit and number.
    tickets: Vec<(String, String)>,
    cancelling: BTreeSet<String>,
    cancelled: BTreeSet<String>,
    /// How often it said that nothing waits.
    empty: u64,
}

impl Journal {
    fn read(path: &Path) -> Self {
        let mut journal = Self::default();
        for line in fs::read_to_string(path).unwrap_or_default().lines() {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["ticket", number, visit] => {
                    journal.tickets.push((visit.to_owned(), number.to_owned()));
                }
                ["cancel", visit] => {
                    journal.cancelling.insert(visit.to_owned());
                }
                ["cancelled", visit] => {
                    journal.cancelled.insert(visit.to_owned());
                }
                ["empty"] => journal.empty += 1,
                _ => {}
            }
        }
        journal
    }
}

/// A visit as the queue stored it.
struct Visit {
    ticket: String,
    /// The service day on the ticket.
    day: String,
    state: String,
}

fn read_only(path: &Path) -> Connection {
    // A killed program leaves its WAL, which a read-only connection cannot take in; nobody else has the file now.
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The last number of each service day, by the outbox's own account. Nothing waits in it and nothing is held.
fn given(path: &Path) -> BTreeMap<String, u32> {
    let outbox = read_only(path);
    let left: u32 = outbox
        .query_row("SELECT count(*) FROM events", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "the outbox holds nothing any more");
    let mut query = outbox.prepare("SELECT service_day, last FROM numbers").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The queue's visits by their ids.
fn visits(path: &Path) -> BTreeMap<String, Visit> {
    let queue = read_only(path);
    let mut query = queue
        .prepare("SELECT visit, ticket, ticket_day, state FROM visits")
        .unwrap();
    let rows = query.query_map([], |row| {
        Ok((
            row.get(0)?,
            Visit {
                ticket: row.get(1)?,
                day: row.get(2)?,
                state: row.get(3)?,
            },
        ))
    });
    let visits: Vec<(String, Visit)> = rows.unwrap().map(Result::unwrap).collect();
    let count = visits.len();
    let visits: BTreeMap<String, Visit> = visits.into_iter().collect();
    assert_eq!(visits.len(), count, "a visit is at the queue twice");
    visits
}
