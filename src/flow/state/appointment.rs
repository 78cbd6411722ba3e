//! The reference of an appointment: typed on the keypad or read by a scanner.

use std::time::Duration;

use checkin::Reference;

use super::State;
use crate::session::{Place, Progress};

/// This many wrong references...
const MOST_WRONG: usize = 5;
/// ... within this time pause the keypad ...
const WITHIN: Duration = Duration::from_secs(60);
/// ... for this long: somebody is guessing, or needs a person to help.
const PAUSE: Duration = Duration::from_secs(120);
/// The most that can be typed: a reference with its separators.
const MOST_TYPED: usize = Reference::MAX_CHARS;

/// When wrong references were given, by the boot clock. It holds no reference.
#[derive(Clone, Debug, Default)]
pub(super) struct WrongReferences {
    times: Vec<Duration>,
    paused_until: Duration,
}

impl WrongReferences {
    pub fn add(&mut self, now: Duration) {
        self.times.retain(|time| now.saturating_sub(*time) < WITHIN);
        self.times.push(now);
        if self.times.len() >= MOST_WRONG {
            self.times.clear();
            self.paused_until = now + PAUSE;
        }
    }

    pub fn are_paused(&self, now: Duration) -> bool {
        now < self.paused_until
    }
}

impl State {
    /// Whether no reference is taken for a while.
    pub(crate) fn references_paused(&self) -> bool {
        self.wrong_references.are_paused(self.now.boot)
    }

    pub(super) fn begin_appointment(&mut self) {
        if self.refusal().is_none() {
            self.session.go(Place::Appointment);
        }
    }

    pub(super) fn type_key(&mut self, key: &str) {
        if *self.session.place() == Place::SpokenLanguages {
            self.look_for(key);
            return;
        }
        let (most, fits): (usize, fn(char) -> bool) = match self.session.place() {
            Place::Appointment if !self.references_paused() => {
                (MOST_TYPED, |key| Reference::ALPHABET.contains(key))
            }
            Place::StaffPin if self.pin_wait().is_none() => {
                (crate::Pin::MAX_DIGITS, |key| key.is_ascii_digit())
            }
            _ => return,
        };
        let mut keys = key.chars();
        if let (Some(key), None) = (keys.next(), keys.next())
            && fits(key)
            && self.session.typed.len() < most
        {
            self.session.typed.push(key);
            self.session.typed_wrong = false;
        }
    }

    pub(super) fn erase_key(&mut self) {
        if *self.session.place() == Place::SpokenLanguages {
            self.look_less();
        } else {
            self.session.typed.pop();
        }
        self.session.typed_wrong = false;
    }

    pub(super) fn typed(&mut self) {
        if *self.session.place() == Place::StaffPin {
            self.enter_pin();
            return;
        }
        if self.references_paused() || self.session.typed.is_empty() {
            return;
        }
        match Reference::normalised(&self.session.typed) {
            Some(reference) => self.take_reference(reference),
            None => {
                self.session.typed_wrong = true;
                self.wrong_references.add(self.now.boot);
            }
        }
    }

    /// A scan does at any screen what its visitor expects: it goes on to the summary with their appointment. While a
    /// number is on the screen, a check-in is under way, or no ticket is given, it does nothing.
    pub(super) fn scanned(&mut self, text: &str) {
        let place = self.session.place();
        let busy = place.has_ticket()
            || place.is_for_staff()
            || self.session.progress.is_waiting()
            || self.is_taken_over();
        if busy || self.content.is_none() || self.misconfigured || self.refusal().is_some() {
            return;
        }
        self.session.touched = self.now.boot;
        if self.references_paused() {
            self.session.go(Place::Appointment);
            return;
        }
        match Reference::normalised(text) {
            Some(reference) => self.take_reference(reference),
            None => {
                self.session.go(Place::Appointment);
                self.session.typed_wrong = true;
                self.wrong_references.add(self.now.boot);
            }
        }
    }

    fn take_reference(&mut self, reference: Reference) {
        self.session.asked.get_or_insert_default().appointment = Some(reference);
        self.session.progress = Progress::Choosing;
        self.session.go(Place::Visit);
    }
}
