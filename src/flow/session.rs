//! One visitor's time at the screen: where they are and what they have chosen.
//!
//! Nothing of it outlives the session: ending one replaces the whole value by a fresh one.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::event::GivenTicket;

/// A screen that a visitor can be at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Home; while the office is closed it shows that.
    Home,
    /// Choose a service.
    Services,
    /// The summary before Confirm.
    Visit,
    /// The number.
    Ticket,
    /// The language chooser.
    Languages,
    /// The list of leaflets.
    Leaflets,
    /// One leaflet.
    Leaflet(String),
    /// The list of notices.
    Notices,
    /// One notice.
    Notice(String),
    /// Opening hours and contacts.
    Hours,
    /// The page on privacy.
    Privacy,
    /// The page on service standards.
    Standards,
    /// One event.
    OfficeEvent(String),
}

/// How far a Confirm has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Not pressed.
    #[default]
    Choosing,
    /// Pressed; the answer is awaited, and further presses do nothing.
    Storing {
        /// The request whose answer is awaited.
        request: u64,
        /// What was promised in it.
        promised_by: DateTime<Utc>,
    },
    /// It could not be stored.
    Failed,
}

impl Progress {
    /// Whether the answer to this request is awaited.
    pub fn is_storing(self, asked: u64) -> bool {
        matches!(self, Self::Storing { request, .. } if request == asked)
    }
}

/// A ticket on the screen, and what has become known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTicket {
    /// The number and its visit.
    pub given: GivenTicket,
    /// The service it is for.
    pub service: Option<String>,
    /// When someone will have spoken to them.
    pub promised_by: DateTime<Utc>,
    /// Whether the queue has it.
    pub accepted: bool,
    /// How many people are ahead, if the queue has said.
    pub ahead: Option<u32>,
    /// Since when it is shown, by the boot clock.
    pub since: Duration,
}

/// One visitor's session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The language chosen, or `None` for the office's own.
    pub language: Option<String>,
    /// Where the visitor is, under everything they came from; never empty below Home.
    pub trail: Vec<Place>,
    /// The service chosen: `Some(None)` is "something else".
    pub service: Option<Option<String>>,
    /// How far Confirm has come.
    pub progress: Progress,
    /// The ticket on the screen.
    pub ticket: Option<ShownTicket>,
    /// When the last touch was, by the boot clock.
    pub touched: Duration,
}

impl Session {
    /// A fresh session that begins at this time.
    pub fn new(now: Duration) -> Self {
        Self {
            language: None,
            trail: Vec::new(),
            service: None,
            progress: Progress::Choosing,
            ticket: None,
            touched: now,
        }
    }

    /// Where the visitor is.
    pub fn place(&self) -> &Place {
        self.trail.last().unwrap_or(&Place::Home)
    }

    /// Goes on to a place. A place the visitor came by already is gone back to, so that a walk in circles stays
    /// short.
    pub fn go(&mut self, place: Place) {
        match self.trail.iter().position(|passed| *passed == place) {
            Some(index) => self.trail.truncate(index + 1),
            None => self.trail.push(place),
        }
    }

    /// Whether anything would be lost by starting again.
    pub fn is_at_rest(&self) -> bool {
        self.trail.is_empty()
    }
}
