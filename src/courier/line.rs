//! The events the screen has handed over, and which of them is sent next. Pure: time comes in as values.
//!
//! One slot is kept for tickets just taken; the others work through the rest in the order of commit. What fails
//! waits: by itself where the fault seems to be its own, and all together where the whole way to the queue is out of
//! order. A ticket just taken is always tried once at once, unless the queue asked us to wait.

use std::collections::BTreeMap;
use std::time::Duration;

use handover::TroubleKind;
use stamp::Stamp;
use tokio::time::Instant;
use uuid::Uuid;

use crate::backoff::Backoff;

/// Requests at a time for what is not fresh, and in all.
pub const BACKLOG_SLOTS: usize = 4;
/// One more than for the backlog: the place that is kept for tickets just taken.
pub const SLOTS: usize = BACKLOG_SLOTS + 1;

/// Events held at most. The screen hands out fewer; more would be a fault of its.
pub const MAX_EVENTS: usize = 256;

/// After this many failures of its own an event is given back to the screen, so that others get its place.
const TRIES: u32 = 4;

/// Failures in a row after which the whole line pauses, whatever their kind.
const FAILURES_IN_A_ROW: u32 = SLOTS as u32;

/// An event on its way.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id.
    pub id: Uuid,
    /// The exact bytes.
    pub body: String,
    /// When it was committed.
    pub stamp: Stamp,
    /// Whether its ticket was just taken.
    pub fresh: bool,
}

#[derive(Debug)]
struct Place {
    event: Event,
    tries: u32,
    /// Whether it was ever tried, by any cause.
    tried: bool,
    due: Instant,
    in_flight: bool,
}

/// What to do about an event that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterFailure {
    /// It keeps its place and is tried again.
    Keeps,
    /// It has left the line: tell the screen.
    GivenBack,
}

/// The line of events.
#[derive(Debug)]
pub struct Line {
    /// By order of arrival.
    places: BTreeMap<u64, Place>,
    arrivals: u64,
    backoff: Backoff,
    /// The whole line waits until then.
    paused: Option<Pause>,
    failures_in_a_row: u32,
    pauses_in_a_row: u32,
}

#[derive(Clone, Copy, Debug)]
struct Pause {
    since: Instant,
    until: Instant,
    /// The queue asked for it: neither a success nor a fresh ticket shortens it.
    asked_for: bool,
}

impl Line {
    /// An empty line.
    pub fn new(backoff: Backoff) -> Self {
        Self {
            places: BTreeMap::new(),
            arrivals: 0,
            backoff,
            paused: None,
            failures_in_a_row: 0,
            pauses_in_a_row: 0,
        }
    }

    /// Adds an event. False if there is no room, or it is there already.
    pub fn add(&mut self, event: Event, now: Instant) -> bool {
        if self.places.len() >= MAX_EVENTS || self.places.values().any(|place| place.event.id == event.id) {
            return false;
        }
        self.arrivals += 1;
        let place = Place {
            event,
            tries: 0,
            tried: false,
            due: now,
            in_flight: false,
        };
        self.places.insert(self.arrivals, place);
        true
    }

    /// The next event to send now, if a slot is free for one. It counts as in flight from here on.
    pub fn start_next(&mut self, now: Instant) -> Option<Event> {
        if self.in_flight(|_| true) >= SLOTS {
            return None;
        }
        let backlog_has_room = self.in_flight(|place| !place.event.fresh) < BACKLOG_SLOTS;
        let ready = |place: &Place| !place.in_flight && self.due(place) <= now;
        let fresh = self
            .places
            .iter()
            .find(|(_, place)| place.event.fresh && ready(place));
        let next = fresh.or_else(|| {
            self.places
                .iter()
                .find(|(_, place)| backlog_has_room && ready(place))
        });
        let order = *next?.0;
        let place = self.places.get_mut(&order)?;
        place.in_flight = true;
        place.tried = true;
        Some(place.event.clone())
    }

    /// When time alone makes something ready, if anything waits for time.
    pub fn next_due(&self) -> Option<Instant> {
        if self.in_flight(|_| true) >= SLOTS {
            return None;
        }
        let backlog_has_room = self.in_flight(|place| !place.event.fresh) < BACKLOG_SLOTS;
        let may_go = |place: &&Place| !place.in_flight && (place.event.fresh || backlog_has_room);
        self.places
            .values()
            .filter(may_go)
            .map(|place| self.due(place))
            .min()
    }

    fn due(&self, place: &Place) -> Instant {
        let first_try = place.event.fresh && !place.tried;
        match self.paused {
            Some(pause) if pause.asked_for || !first_try => place.due.max(pause.until),
            _ => place.due,
        }
    }

    fn in_flight(&self, which: impl Fn(&Place) -> bool) -> usize {
        self.places
            .values()
            .filter(|place| place.in_flight && which(place))
            .count()
    }

    /// Whether any request is under way.
    pub fn is_sending(&self) -> bool {
        self.places.values().any(|place| place.in_flight)
    }

    /// Forgets an event, unless it is being sent just now.
    pub fn take_back(&mut self, id: Uuid) {
        self.places
            .retain(|_, place| place.in_flight || place.event.id != id);
    }

    /// Notes that the queue ended an event's wait. The way works, so the others need not wait either.
    pub fn ended(&mut self, id: Uuid, now: Instant) {
        self.places.retain(|_, place| place.event.id != id);
        self.failures_in_a_row = 0;
        self.way_works(now);
    }

    /// Notes that the way to the queue works (again): what waited only for the way goes at once.
    pub fn way_works(&mut self, now: Instant) {
        self.pauses_in_a_row = 0;
        if self
            .paused
            .is_some_and(|pause| !pause.asked_for || pause.until <= now)
        {
            self.paused = None;
        }
    }

    /// Notes a failure. `started` is when the request was sent, `way_is_open` whether the queue is otherwise heard.
    pub fn failed(
        &mut self,
        id: Uuid,
        kind: &TroubleKind,
        after: Option<Duration>,
        started: Instant,
        way_is_open: bool,
        now: Instant,
    ) -> AfterFailure {
        self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
        // Nothing to wait for is nothing asked: our own pace holds then.
        let after = after.filter(|after| !after.is_zero());
        if let Some(after) = after {
            // One request was asked to wait; the same answer to each of the others would only be more load.
            self.pause(Pause {
                since: now,
                until: now + after,
                asked_for: true,
            });
        }
        let its_own_fault = matches!(kind, TroubleKind::Failing(_)) && way_is_open;
        if (!its_own_fault || self.failures_in_a_row >= FAILURES_IN_A_ROW)
            // Several requests fail together when the way closes; they are one failure.
            && self.paused.is_none_or(|pause| started > pause.since)
        {
            let wait = self.backoff.wait(self.pauses_in_a_row);
            self.pauses_in_a_row = self.pauses_in_a_row.saturating_add(1);
            self.pause(Pause {
                since: now,
                until: now + wait,
                asked_for: false,
            });
        }
        let Some((order, place)) = self.places.iter_mut().find(|(_, place)| place.event.id == id) else {
            return AfterFailure::Keeps;
        };
        place.in_flight = false;
        place.due = now;
        if its_own_fault {
            place.due = now + self.backoff.wait(place.tries).max(after.unwrap_or_default());
            place.tries += 1;
            if place.tries >= TRIES {
                let order = *order;
                self.places.remove(&order);
                return AfterFailure::GivenBack;
            }
        }
        AfterFailure::Keeps
    }

    fn pause(&mut self, new: Pause) {
        match &mut self.paused {
            // What the queue asked for is not shortened by a pause of our own.
            Some(running) if running.asked_for && running.until > new.since => {
                if new.asked_for {
                    running.until = running.until.max(new.until);
                }
            }
            _ => self.paused = Some(new),
        }
    }
}

#[cfg(test)]
mod tests;
