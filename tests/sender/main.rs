//! Check-ins in bulk: the kiosk's own delivery (outbox and handover socket) with a random visitor instead of a screen.
//!
//! `sender DATA SOCKET JOURNAL COUNT PER_SECOND SEED` takes tickets until the journal has COUNT of them, and then only
//! serves the courier until it is killed. It can be killed at any moment and started again: what it did stands in the
//! journal, one line each, written before the next thing is done.
//!
//! ```text
//! ticket <number> <visit>   the check-in is committed
//! cancel <visit>            a cancellation is about to be asked for
//! cancelled <visit>         the cancellation is committed
//! done                      COUNT is reached
//! empty                     the queue has everything that this outbox ever held
//! problem <what>            staff would be told of this
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed step of a test is a failed test"
)]

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use checkin::Ticket;
use chrono::{NaiveDate, TimeDelta, Timelike};
use chrono_tz::Europe::London;
use kiosk::delivery::{CheckInDraft, Delivery, DeliveryConfig, News, OutboxReport};
use stamp::{Clock, Stamp};
use tests::office::{KIOSK, OFFICE, SERIES};
use uuid::Uuid;

/// A commit that takes longer is a hung one.
const LIMIT: Duration = Duration::from_secs(60);

/// One visitor in this many takes the ticket back.
const CANCELS: u64 = 6;

/// How many others take a ticket before that, at most.
const CANCELS_WITHIN: u64 = 20;

struct Visit {
    id: Uuid,
    ticket: Ticket,
    service_day: NaiveDate,
    /// How many others are still to come before it is cancelled.
    after: u64,
}

struct Sending {
    clock: Clock,
    delivery: Delivery,
    news: Receiver<News>,
    journal: File,
    random: fastrand::Rng,
    requests: u64,
    told: Vec<String>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, socket, journal, count, per_second, seed] = &arguments[..] else {
        panic!("sender DATA SOCKET JOURNAL COUNT PER_SECOND SEED");
    };
    let count: u64 = count.parse().expect("a count");
    let per_second: u64 = per_second.parse().expect("a rate");
    let taken = tickets_in(Path::new(journal));
    let (mut sending, reports) = Sending::start(
        Path::new(data),
        Path::new(socket),
        Path::new(journal),
        // After each kill another stretch of the same seed's luck.
        seed.parse::<u64>().expect("a seed").wrapping_add(taken),
    );
    if taken == 0 {
        // So that the first number is A001 and every number up to the last must be found in the end.
        sending.wait_for("the queue", |news| {
            matches!(news, News::Queue { .. }).then_some(())
        });
    }
    let mut to_cancel = VecDeque::new();
    for _ in taken..count {
        let visit = sending.take_ticket();
        if sending.random.u64(0..CANCELS) == 0 {
            to_cancel.push_back(visit);
        }
        for _ in 0..to_cancel.len() {
            let Some(mut visit) = to_cancel.pop_front() else {
                break;
            };
            if visit.after == 0 {
                sending.cancel(&visit);
            } else {
                visit.after -= 1;
                to_cancel.push_back(visit);
            }
        }
        sending.pause(per_second);
    }
    to_cancel.iter().for_each(|visit| sending.cancel(visit));
    sending.write("done");
    serve(&mut sending, &reports);
}

/// Serves the courier until this program is killed, and says once when nothing waits any more.
fn serve(sending: &mut Sending, reports: &Mutex<Option<OutboxReport>>) {
    // A report may be older than the last commit, so it must stay empty for a second.
    let mut empty_looks = 0;
    loop {
        sending.look();
        let report = reports.lock().unwrap().clone();
        let empty = report.is_some_and(|report| report.available && report.depth == 0 && report.held == 0);
        empty_looks = if empty { empty_looks + 1 } else { 0 };
        if empty_looks == 20 {
            sending.write("empty");
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn tickets_in(journal: &Path) -> u64 {
    let text = fs::read_to_string(journal).unwrap_or_default();
    text.lines().filter(|line| line.starts_with("ticket ")).count() as u64
}

impl Sending {
    fn start(
        data: &Path,
        socket: &Path,
        journal: &Path,
        seed: u64,
    ) -> (Self, Arc<Mutex<Option<OutboxReport>>>) {
        let clock = Clock::new();
        let reports = Arc::new(Mutex::new(None));
        let (said, news): (Sender<News>, _) = channel();
        let said = Mutex::new(said);
        let latest = Arc::clone(&reports);
        let config = DeliveryConfig {
            data_dir: data.to_owned(),
            socket: socket.to_owned(),
            office: OFFICE.to_owned(),
            kiosk: KIOSK.to_owned(),
            series: SERIES.parse().expect("a series"),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let delivery = Delivery::start(
            config,
            move || clock.now(),
            move |news| {
                if let News::Outbox(report) = &news {
                    *latest.lock().unwrap() = Some(report.clone());
                }
                // Nobody listens only when this program ends.
                let _ = said.lock().unwrap().send(news);
            },
        );
        let sending = Self {
            clock,
            delivery,
            news,
            journal: File::options()
                .create(true)
                .append(true)
                .open(journal)
                .expect("a journal"),
            random: fastrand::Rng::with_seed(seed),
            requests: 0,
            told: Vec::new(),
        };
        (sending, reports)
    }

    fn take_ticket(&mut self) -> Visit {
        self.requests += 1;
        let request = self.requests;
        let now = self.clock.now();
        let service_day = day(&now);
        let draft = self.draft(&now);
        self.delivery.confirm(request, draft);
        let (ticket, id) = self.wait_for("a number", move |news| match news {
            News::Committed {
                request: of,
                ticket,
                id,
            } if *of == request => Some((*ticket, *id)),
            News::Failed { reason, .. } => panic!("no number: {reason:?}"),
            _ => None,
        });
        self.write(&format!("ticket {ticket} {id}"));
        Visit {
            id,
            ticket,
            service_day,
            after: self.random.u64(0..CANCELS_WITHIN),
        }
    }

    fn cancel(&mut self, visit: &Visit) {
        self.requests += 1;
        let request = self.requests;
        let id = visit.id;
        self.write(&format!("cancel {id}"));
        self.delivery.cancel(request, id, visit.ticket, visit.service_day);
        self.wait_for("a cancellation", move |news| match news {
            News::Cancelled { request: of } if *of == request => Some(()),
            News::Failed { reason, .. } => panic!("no cancellation: {reason:?}"),
            _ => None,
        });
        self.write(&format!("cancelled {id}"));
    }

    fn draft(&mut self, now: &Stamp) -> CheckInDraft {
        let local = now.time.with_timezone(&London);
        let pick = |random: &mut fastrand::Rng, of: &[&str]| random.choice(of.to_vec()).map(str::to_owned);
        let minutes = local.hour() * 60 + local.minute();
        CheckInDraft {
            service: pick(&mut self.random, &["repairs", "rent", "homeless", "moving"]),
            language: pick(&mut self.random, &["en-GB", "bn", "ar", "pl"]).unwrap_or_default(),
            appointment: None,
            private_interview: None,
            interpreter: None,
            needs: Vec::new(),
            party: self.random.u16(1..5),
            service_day: day(now),
            minutes_since_midnight: u16::try_from(minutes).expect("minutes of a day"),
            promised_by: now.time.checked_add_signed(TimeDelta::minutes(10)),
            time: now.time,
        }
    }

    /// Waits as long as visitors come apart, evenly around the rate.
    fn pause(&mut self, per_second: u64) {
        let mean = 1_000_000 / per_second.max(1);
        thread::sleep(Duration::from_micros(self.random.u64(0..=2 * mean)));
    }

    /// Takes in what was said, without waiting.
    fn look(&mut self) {
        while let Ok(news) = self.news.try_recv() {
            self.note(&news);
        }
    }

    fn wait_for<T>(&mut self, what: &str, wanted: impl Fn(&News) -> Option<T>) -> T {
        loop {
            let news = self
                .news
                .recv_timeout(LIMIT)
                .unwrap_or_else(|_| panic!("waited in vain for {what}"));
            self.note(&news);
            if let Some(found) = wanted(&news) {
                return found;
            }
        }
    }

    /// Writes down what staff would be told, each once.
    fn note(&mut self, news: &News) {
        let News::Outbox(report) = news else { return };
        for problem in &report.problems {
            let problem = format!("problem {problem:?}");
            if !self.told.contains(&problem) {
                self.write(&problem);
                self.told.push(problem);
            }
        }
    }

    fn write(&mut self, line: &str) {
        // One write for the line and its end, so that a kill leaves no half of it.
        self.journal
            .write_all(format!("{line}\n").as_bytes())
            .expect("a line in the journal");
    }
}

fn day(now: &Stamp) -> NaiveDate {
    now.time.with_timezone(&London).date_naive()
}
