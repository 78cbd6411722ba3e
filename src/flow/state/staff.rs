//! The staff screen: its PIN, and what staff can do there.

use std::time::Duration;

use uuid::Uuid;

use super::State;
use crate::event::Effect;
use crate::session::Place;

impl State {
    /// How long no PIN is taken after wrong ones.
    pub(crate) fn pin_wait(&self) -> Option<Duration> {
        self.wrong_pins.wait(self.now.boot)
    }

    pub(super) fn enter_pin(&mut self) {
        if self.pin_wait().is_some() || self.session.typed.is_empty() {
            return;
        }
        let right = self
            .settings
            .pin
            .as_ref()
            .is_some_and(|pin| pin.is(&self.session.typed));
        self.session.typed.clear();
        if right {
            self.wrong_pins = Default::default();
            // Back leads out, not to the keypad.
            self.session.trail.pop();
            self.session.go(Place::Staff);
        } else {
            self.wrong_pins.add(self.now.boot);
            self.session.typed_wrong = true;
        }
    }

    pub(super) fn send_again(&mut self, id: Uuid) -> Vec<Effect> {
        if self.staff.held.iter().any(|held| held.id == id) {
            vec![Effect::SendAgain(id)]
        } else {
            Vec::new()
        }
    }
}
