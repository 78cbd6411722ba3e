//! What can happen to the kiosk, and what the kiosk then wants done.

use std::sync::Arc;
use std::time::Duration;

use checkin::{QueueState, Ticket};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::content::Content;

/// The time, as the rim of the program reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The wall clock. It may jump.
    pub wall: DateTime<Utc>,
    /// Time since the machine started, which never jumps; every waiting time on the screen is measured by it.
    pub boot: Duration,
}

/// Everything that can happen. Nothing else changes the [`State`](crate::State).
#[derive(Clone, Debug)]
pub enum Event {
    /// The time went on. The app sends it before every touch and at least once a second.
    Clock(Now),
    /// A visitor touched the screen or pressed a key.
    Touch(Touch),
    /// A new generation of the content is ready.
    Content(Arc<Content>),
    /// There is no content that could be shown; one line for staff each.
    NoContent(Vec<String>),
    /// The programs cannot run as they are set up; one line for staff each.
    Misconfigured(Vec<String>),
    /// The queue service told how the queue is.
    Queue(QueueState),
    /// Whether the queue service can be reached.
    Reach(bool),
    /// How the outbox is.
    Outbox(OutboxHealth),
    /// A check-in is on the disk, so its ticket may be shown.
    Committed {
        /// The request of [`Effect::Confirm`].
        request: u64,
        /// What was given.
        given: GivenTicket,
    },
    /// A check-in could not be stored.
    NotCommitted {
        /// The request of [`Effect::Confirm`].
        request: u64,
    },
    /// The queue service has a check-in of this visit.
    Accepted {
        /// The visit.
        visit: Uuid,
        /// How many people are ahead, if the queue says so.
        ahead: Option<u32>,
    },
}

/// What a visitor can do, whatever the screen. A touch that the current screen does not offer changes nothing but
/// the idle time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Touch {
    /// A touch or key that meets no control.
    Elsewhere,
    /// Take a ticket.
    TakeATicket,
    /// A service, or `None` for "something else".
    Service(Option<String>),
    /// Confirm the visit.
    Confirm,
    /// Leave the ticket.
    Finish,
    /// The list of leaflets.
    Leaflets,
    /// One leaflet by its folder's name.
    Leaflet(String),
    /// Complaints, compliments and comments.
    Complaints,
    /// The list of notices.
    Notices,
    /// One notice by its folder's name.
    Notice(String),
    /// Opening hours and contacts.
    Hours,
    /// The office's page on privacy.
    Privacy,
    /// The office's page on its service standards.
    Standards,
    /// One event by its folder's name.
    OfficeEvent(String),
    /// The language chooser.
    Languages,
    /// A language by its tag.
    Language(String),
    /// One step back.
    Back,
    /// Home, with everything forgotten but the language.
    StartAgain,
    /// Yes, still here.
    StillHere,
}

/// What the rim should do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Give a number and store the check-in, then answer with [`Event::Committed`] or [`Event::NotCommitted`].
    Confirm {
        /// Names this attempt in the answer.
        request: u64,
        /// What the visitor asked for.
        draft: Draft,
    },
}

/// What a visitor asked for, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The service, or `None` where the visitor would rather not say.
    pub service: Option<String>,
    /// The language of the screen.
    pub language: String,
    /// The office's calendar day.
    pub service_day: NaiveDate,
    /// Minutes since the office's midnight, 0 to 1,500: where numbering goes on when the outbox was lost.
    pub minutes_since_midnight: u16,
    /// When the visitor confirmed, by the wall clock.
    pub time: DateTime<Utc>,
    /// The promise: when someone will have spoken to them.
    pub promised_by: DateTime<Utc>,
}

/// A ticket that is already on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenTicket {
    /// The number.
    pub ticket: Ticket,
    /// The visit it belongs to.
    pub visit: Uuid,
}

/// How the outbox is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxHealth {
    /// Why no ticket can be given, in a line for staff; `None` while tickets can be given.
    pub unusable: Option<String>,
}

/// Why a ticket is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The office is closed.
    Closed,
    /// It closes soon and takes no more tickets today.
    ClosingSoon,
    /// Staff have paused every service, or this one.
    Paused,
    /// The outbox cannot store a check-in.
    OutOfOrder,
}
