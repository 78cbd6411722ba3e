//! An emergency notice has the screen: what a touch does then, and what goes on beneath it.
//!
//! The visitor's session goes on unseen. Its time runs as ever, so whoever has left is forgotten and the next reader
//! meets the office's own language; a Confirm that is under way is stored; and when the notice goes, the visitor who
//! is still there finds what they were at.

use super::{State, WARNING};
use crate::event::Touch;
use crate::session::{Place, Session};

impl State {
    /// Whether an emergency notice has the screen. Staff at their own screen keep it: they may have to look after the
    /// kiosk in the middle of an emergency.
    pub(crate) fn is_taken_over(&self) -> bool {
        self.is_emergency() && !self.misconfigured && !self.session.place().is_for_staff()
    }

    /// A touch while an emergency notice has the screen. Only the language can be changed, and only staff get past it.
    pub(super) fn touch_emergency(&mut self, touch: Touch) {
        self.session.touched = self.now.boot;
        let choosing = self.session.choosing_over_emergency;
        match touch {
            Touch::Language(tag) => {
                self.session.choosing_over_emergency = false;
                self.speak(tag);
            }
            Touch::Languages => self.session.choosing_over_emergency = true,
            Touch::Back | Touch::StartAgain if choosing => self.session.choosing_over_emergency = false,
            Touch::Staff if self.settings.pin.is_some() => self.staff_past_emergency(),
            _ => {}
        }
    }

    /// Staff go to their screen. A number beneath is on the disk and at the desk, and nobody can see it here, so its
    /// session ends for them; one that is just being stored is waited for.
    fn staff_past_emergency(&mut self) {
        if self.session.progress.is_waiting() {
            return;
        }
        self.session.choosing_over_emergency = false;
        if self.session.ticket.is_some() {
            self.session = Session::new(self.now.boot);
        }
        self.session.go(Place::StaffPin);
    }

    /// Shows the notice again when the chooser over it has been left open: it must not be hidden for long.
    pub(super) fn close_forgotten_chooser(&mut self) {
        if self.now.boot.saturating_sub(self.session.touched) >= WARNING {
            self.session.choosing_over_emergency = false;
        }
    }
}
