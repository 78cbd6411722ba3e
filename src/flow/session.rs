//! One visitor's time at the screen: where they are and what they have chosen.
//!
//! Nothing of it outlives the session: ending one replaces the whole value by a fresh one.

use std::time::Duration;

use checkin::AppointmentAnswer;
use chrono::{DateTime, NaiveDate, Utc};

use crate::asked::Asked;
use crate::event::GivenTicket;
use crate::reading::Reading;

/// A screen that a visitor can be at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Home; while the office is closed it shows that.
    Home,
    /// Choose a service.
    Services,
    /// The keypad for the reference of an appointment.
    Appointment,
    /// The summary before Confirm.
    Visit,
    /// A private room, and the officer's gender.
    Private,
    /// The languages that an interpreter can be asked for.
    SpokenLanguages,
    /// How the interpreter should be there.
    Interpreter,
    /// Other needs, and how many came together.
    Needs,
    /// The number.
    Ticket,
    /// The question whether the number should be taken back.
    TakeBack,
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
    /// The keypad for the staff PIN.
    StaffPin,
    /// The staff screen.
    Staff,
}

impl Place {
    /// Whether a number is on this screen, or a question about it.
    pub fn has_ticket(&self) -> bool {
        matches!(self, Self::Ticket | Self::TakeBack)
    }

    /// Whether it is for staff.
    pub fn is_for_staff(&self) -> bool {
        matches!(self, Self::StaffPin | Self::Staff)
    }
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
    /// The number is being taken back, and the answer is awaited.
    TakingBack {
        /// The request whose answer is awaited.
        request: u64,
    },
    /// It could not be stored.
    Failed,
}

impl Progress {
    /// Whether the answer to this request is awaited.
    pub fn is_storing(self, asked: u64) -> bool {
        matches!(self, Self::Storing { request, .. } | Self::TakingBack { request } if request == asked)
    }

    /// Whether any answer is awaited.
    pub fn is_waiting(self) -> bool {
        matches!(self, Self::Storing { .. } | Self::TakingBack { .. })
    }
}

/// A ticket on the screen, and what has become known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTicket {
    /// The number and its visit.
    pub given: GivenTicket,
    /// The service day it is of.
    pub service_day: NaiveDate,
    /// What was asked for.
    pub asked: Asked,
    /// When someone will have spoken to them.
    pub promised_by: DateTime<Utc>,
    /// Whether the queue has it.
    pub accepted: bool,
    /// How many people are ahead, if the queue has said.
    pub ahead: Option<u32>,
    /// The request it was given for.
    pub request: u64,
    /// Whether a slip was printed; `None` while there is none to wait for or it is not known yet.
    pub slip: Option<bool>,
    /// What the queue knows of the appointment.
    pub appointment: Option<AppointmentAnswer>,
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
    /// The page that is open.
    pub reading: Option<Reading>,
    /// What is asked for; `None` before the first choice.
    pub asked: Option<Asked>,
    /// What is typed on the keypad, or looked for in the list of spoken languages.
    pub typed: String,
    /// What is wrong with what was typed.
    pub typed_wrong: bool,
    /// How far Confirm has come.
    pub progress: Progress,
    /// The ticket on the screen.
    pub ticket: Option<ShownTicket>,
    /// Whether the language chooser is open over an emergency notice.
    pub choosing_over_emergency: bool,
    /// When the last touch was, by the boot clock.
    pub touched: Duration,
}

impl Session {
    /// A fresh session that begins at this time.
    pub fn new(now: Duration) -> Self {
        Self {
            language: None,
            trail: Vec::new(),
            reading: None,
            asked: None,
            typed: String::new(),
            typed_wrong: false,
            progress: Progress::Choosing,
            ticket: None,
            choosing_over_emergency: false,
            touched: now,
        }
    }

    /// Where the visitor is.
    pub fn place(&self) -> &Place {
        self.trail.last().unwrap_or(&Place::Home)
    }

    /// Goes on to a place. A place the visitor came by already is gone back to, so that a walk in circles stays
    /// short. The chooser of languages is nowhere one comes back to: a way on from it, as by a scan, closes it, or
    /// opening it again later would walk back past what was asked for meanwhile.
    pub fn go(&mut self, place: Place) {
        self.forget_typed();
        if *self.place() == Place::Languages {
            self.trail.pop();
        }
        match self.trail.iter().position(|passed| *passed == place) {
            Some(index) => self.trail.truncate(index + 1),
            None => self.trail.push(place),
        }
    }

    /// Forgets what was typed: it belongs to the screen it was typed on.
    pub fn forget_typed(&mut self) {
        self.typed.clear();
        self.typed_wrong = false;
    }

    /// Whether it is at Home with nothing chosen, not even a language.
    pub fn is_untouched_home(&self) -> bool {
        self.trail.is_empty() && self.language.is_none() && !self.choosing_over_emergency
    }

    /// Whether anything would be lost by starting again.
    pub fn is_at_rest(&self) -> bool {
        self.trail.is_empty()
    }
}
