//! Which events are being stored at this moment, so that a second request with the same id is told to wait.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use crate::token::KioskId;

/// An event's name: its id is its sender's own.
type Key = (KioskId, Uuid);

/// The events being stored.
#[derive(Clone, Default)]
pub struct InProgress(Arc<Mutex<HashSet<Key>>>);

/// Holds an event's place until it is dropped.
pub struct Place {
    events: InProgress,
    key: Key,
}

impl InProgress {
    /// Takes the place of an event, or `None` where the same event is being stored already.
    pub fn enter(&self, kiosk: KioskId, event: Uuid) -> Option<Place> {
        let key = (kiosk, event);
        let entered = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key.clone());
        entered.then(|| Place {
            events: self.clone(),
            key,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.events
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.key);
    }
}
