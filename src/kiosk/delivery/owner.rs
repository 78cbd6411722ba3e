//! The thread that owns the outbox. Commands of the visitor first, then what the courier said, and its outcomes
//! stored in batches; nothing here waits for the socket.

mod telling;

use std::sync::Arc;
use std::sync::mpsc::TrySendError;
use std::time::Duration;

use checkin::{Cancelled, ContentProblems, Event, KioskStatus, Payload};
use handover::{HandoverError, Outcome as Heard, PROTOCOL, Reach, ToCourier, ToScreen, encode};
use outbox::{Outcome, Waiting};
use stamp::Stamp;
use uuid::Uuid;

use super::inbox::{Command, Courier, FromCourier, Inbox, Taken};
use super::store::{Store, new_id};
use super::window::Window;
use super::{CheckInDraft, DeliveryConfig, News, OutboxReport};

/// How often the owner looks around while something waits for time to pass, and while nothing does.
const TICK: Duration = Duration::from_secs(1);
const IDLE_TICK: Duration = Duration::from_secs(5);

/// Traces of accepted events are erased when settling has paused for this long, or has gone on for that long.
const ERASE_AFTER_PAUSE_MS: u64 = 1_000;
const ERASE_AT_LATEST_MS: u64 = 10_000;

/// The longest time an event is given back for.
const MAX_LATER_SECONDS: u64 = 600;

/// Problems in a status, and the length of each in characters.
const MAX_PROBLEMS: usize = 32;
const MAX_PROBLEM_CHARS: usize = 300;

struct Owner<'a> {
    config: DeliveryConfig,
    clock: Box<dyn Fn() -> Stamp + Send>,
    news: &'a (dyn Fn(News) + Send + Sync),
    inbox: &'a Inbox,
    store: Store,
    window: Window,
    courier: Option<Courier>,
    /// When the courier was last heard, or when it was lost, or when we started.
    heard: Stamp,
    /// What the courier last said of the queue.
    heard_reach: Option<Reach>,
    told_reach: Option<Reach>,
    clock_offset_seconds: Option<i64>,
    /// What became of events and is not stored yet.
    outcomes: Vec<(Uuid, Outcome)>,
    /// Why there is no socket.
    socket_problem: Option<String>,
    /// What the rest of the kiosk says is wrong, for the queue's staff.
    problems: Vec<String>,
    content: ContentProblems,
    told_report: Option<(OutboxReport, Stamp)>,
    told_status: Option<(KioskStatus, Stamp)>,
    /// When there were last no traces of accepted events, and when outcomes were stored last.
    erased: Stamp,
    settled: Stamp,
    stopping: bool,
}

/// Runs until the inbox is stopped.
pub(super) fn run(
    config: DeliveryConfig,
    clock: Box<dyn Fn() -> Stamp + Send>,
    news: &Arc<dyn Fn(News) + Send + Sync>,
    inbox: &Arc<Inbox>,
) {
    let now = clock();
    let store = Store::new(config.data_dir.join("outbox.db"));
    let mut owner = Owner {
        config,
        clock,
        news: news.as_ref(),
        inbox: inbox.as_ref(),
        store,
        window: Window::default(),
        courier: None,
        heard: now,
        heard_reach: None,
        told_reach: None,
        clock_offset_seconds: None,
        outcomes: Vec::new(),
        socket_problem: None,
        problems: Vec::new(),
        content: ContentProblems::default(),
        told_report: None,
        told_status: None,
        erased: now,
        settled: now,
        stopping: false,
    };
    while !owner.stopping {
        owner.round();
    }
}

impl Owner<'_> {
    fn round(&mut self) {
        self.store.keep_open(&(self.clock)());
        self.report();
        let Taken {
            commands,
            courier,
            stop,
        } = self.inbox.take(self.patience());
        self.stopping = stop;
        commands.into_iter().for_each(|command| self.command(command));
        courier.into_iter().for_each(|word| self.word(word));
        // Somebody at the screen goes first: what the courier said is stored when no command waits.
        if !self.inbox.has_commands() {
            self.settle();
            self.erase_traces();
        }
        self.hand_out();
        self.tell_status();
        self.tell_reach();
    }

    fn patience(&self) -> Duration {
        let busy = self.has_traces() || self.window.waits_for_time() || !self.outcomes.is_empty();
        if busy { TICK } else { IDLE_TICK }
    }

    fn has_traces(&self) -> bool {
        self.store.outbox().is_some_and(outbox::Outbox::has_traces)
    }

    fn command(&mut self, command: Command) {
        let now = (self.clock)();
        match command {
            Command::Confirm { request, draft } => self.confirm(request, &draft, &now),
            Command::Cancel {
                request,
                visit,
                ticket,
                service_day,
            } => {
                let id = new_id(&now);
                let payload = Payload::Cancelled(Cancelled { ticket, service_day });
                let (office, kiosk) = (self.config.office.clone(), self.config.kiosk.clone());
                let event = Event {
                    id,
                    office,
                    kiosk,
                    subject: visit,
                    time: now.time,
                    payload,
                };
                match self.store.with(&now, |outbox| outbox.append(&event, &now)) {
                    Ok(()) => {
                        self.window.committed(id, now.boot_ms);
                        (self.news)(News::Cancelled { request });
                    }
                    Err(reason) => (self.news)(News::Failed { request, reason }),
                }
            }
            Command::SendAgain { id } => {
                // A failure is in the next report already.
                let _ = self.store.with(&now, |outbox| outbox.send_again(id));
            }
            Command::Status { problems, content } => {
                self.content = content;
                let short = |problem: &String| problem.chars().take(MAX_PROBLEM_CHARS).collect();
                self.problems = problems.iter().take(MAX_PROBLEMS).map(short).collect();
            }
        }
    }

    fn confirm(&mut self, request: u64, draft: &CheckInDraft, now: &Stamp) {
        let DeliveryConfig {
            office,
            kiosk,
            series,
            ..
        } = &self.config;
        match self.store.confirm(office, kiosk, *series, draft, now) {
            Ok(committed) => {
                (self.news)(News::Committed {
                    request,
                    ticket: committed.ticket,
                    id: committed.id,
                });
                self.window.committed(committed.id, now.boot_ms);
            }
            Err(reason) => (self.news)(News::Failed { request, reason }),
        }
    }

    fn word(&mut self, word: FromCourier) {
        match word {
            FromCourier::Socket(problem) => self.socket_problem = problem,
            FromCourier::Arrived(courier, version) => {
                (self.news)(News::Courier(Some(version)));
                self.heard = (self.clock)();
                self.heard_reach = None;
                self.told_status = None;
                self.window.courier_changed();
                // The one before, if any, is dropped and with it its connection.
                self.courier = Some(courier);
                let hello = ToCourier::Hello {
                    protocol: PROTOCOL,
                    version: self.config.version.clone(),
                    series: self.config.series,
                };
                self.say(&hello);
            }
            FromCourier::Left { number } if self.is_current(number) => {
                tracing::info!("the courier has gone");
                (self.news)(News::Courier(None));
                self.heard = (self.clock)();
                self.courier = None;
                self.window.courier_changed();
            }
            FromCourier::Left { .. } => {}
            // What a former courier heard from the queue is as true as it was.
            FromCourier::Said { number, message } => self.said(message, self.is_current(number)),
        }
    }

    fn is_current(&self, number: u64) -> bool {
        self.courier
            .as_ref()
            .is_some_and(|courier| courier.number == number)
    }

    fn said(&mut self, message: ToScreen, current: bool) {
        let now = (self.clock)();
        if current {
            self.heard = now;
        }
        match message {
            ToScreen::Outcome { id, outcome } => {
                let outcome = match outcome {
                    Heard::Accepted { ahead, appointment } => {
                        (self.news)(News::Accepted {
                            id,
                            ahead,
                            appointment,
                        });
                        Outcome::Accepted
                    }
                    Heard::Held { status, reason } => {
                        tracing::warn!(
                            status,
                            "the queue refused an event for good; staff can send it again"
                        );
                        Outcome::Held { status, reason }
                    }
                };
                self.outcomes.push((id, outcome));
            }
            ToScreen::NotYet { id, after_seconds } if current => {
                let due = now.boot_ms + after_seconds.min(MAX_LATER_SECONDS) * 1000;
                self.window.given_back(id, due);
            }
            ToScreen::QueueState { state, received } => {
                self.store.queue_said(&state, received);
                (self.news)(News::Queue { state, received });
            }
            ToScreen::Reach { reach } if current => self.heard_reach = Some(reach),
            ToScreen::ClockOffset { seconds } => {
                self.clock_offset_seconds = Some(seconds);
                (self.news)(News::ClockOffset { seconds });
            }
            _ => {}
        }
    }

    /// Stores what became of events, all that is there in one transaction. What could not be stored stays, and its
    /// place in the window with it, so that it cannot grow.
    fn settle(&mut self) {
        if self.outcomes.is_empty() {
            return;
        }
        let now = (self.clock)();
        if !self.has_traces() {
            self.erased = now;
        }
        let outcomes = std::mem::take(&mut self.outcomes);
        if self.store.with(&now, |outbox| outbox.settle(&outcomes)).is_ok() {
            for (id, _) in &outcomes {
                self.window.answered(*id);
            }
            self.settled = now;
        } else {
            self.outcomes = outcomes;
        }
    }

    fn erase_traces(&mut self) {
        let now = (self.clock)();
        let paused = self.settled.ms_until(&now) >= ERASE_AFTER_PAUSE_MS;
        let long = self.erased.ms_until(&now) >= ERASE_AT_LATEST_MS;
        if self.has_traces() && (self.stopping || paused || long) {
            self.erased = now;
            // A failure is in the next report already.
            let _ = self.store.with(&now, outbox::Outbox::erase_traces);
        }
    }

    fn hand_out(&mut self) {
        if self.courier.is_none() || !self.store.is_available() {
            return;
        }
        let now = (self.clock)();
        for id in self.window.fresh(now.boot_ms) {
            let excluded = self.window.excluded(now.boot_ms);
            if excluded.contains(&id) {
                continue;
            }
            if let Ok(Some(waiting)) = self.store.with(&now, |outbox| outbox.waiting(id)) {
                if let Some(id) = self.window.in_the_way()
                    && self.say(&ToCourier::TakeBack { id })
                {
                    self.window.answered(id);
                }
                if self.window.room_for_fresh() == 0 || self.courier.is_none() {
                    return;
                }
                self.hand_over(waiting, true);
            }
        }
        let room = self.window.room_for_backlog();
        if room == 0 {
            return;
        }
        let excluded = self.window.excluded(now.boot_ms);
        if let Ok(ready) = self.store.with(&now, |outbox| outbox.next(room, &excluded)) {
            ready
                .into_iter()
                .for_each(|waiting| self.hand_over(waiting, false));
        }
    }

    fn hand_over(&mut self, waiting: Waiting, fresh: bool) {
        let Waiting {
            id,
            visit,
            body,
            stamp,
        } = waiting;
        let said = match String::from_utf8(body) {
            Ok(body) => self.try_say(&ToCourier::Waiting {
                id,
                visit,
                body,
                stamp,
                fresh,
            }),
            Err(_) => Err(Unsayable::Message),
        };
        match said {
            Ok(true) => self.window.handed_out(id, fresh),
            Ok(false) => {}
            Err(Unsayable::Message) => {
                // SQLite has no checksums: a flipped bit in a body is found here. It can never be sent.
                tracing::error!("a stored event cannot be read any more and is held");
                let reason = "the stored event is damaged and cannot be sent".to_owned();
                self.outcomes.push((id, Outcome::Held { status: 0, reason }));
                self.window.handed_out(id, false);
            }
        }
    }

    fn say(&mut self, message: &ToCourier) -> bool {
        self.try_say(message).unwrap_or(false)
    }

    /// Whether the message is on its way. A full queue is a courier that does not read: it gets no more.
    fn try_say(&mut self, message: &ToCourier) -> Result<bool, Unsayable> {
        let line = encode(message).map_err(|_: HandoverError| Unsayable::Message)?;
        let Some(courier) = &self.courier else {
            return Ok(false);
        };
        match courier.lines.try_send(line) {
            Ok(()) => Ok(true),
            Err(TrySendError::Full(_)) => Ok(false),
            Err(TrySendError::Disconnected(_)) => {
                self.courier = None;
                self.window.courier_changed();
                Ok(false)
            }
        }
    }
}

/// A message that cannot be said to any courier.
enum Unsayable {
    Message,
}
