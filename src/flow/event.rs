//! What can happen to the kiosk, and what the kiosk then wants done.

use std::sync::Arc;
use std::time::Duration;

use checkin::{AppointmentAnswer, Gender, InterpreterMode, Need, QueueState, Ticket};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::asked::Asked;
use crate::content::{Content, Page, PageAddress};
use crate::view::Slip;

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
        /// What the queue knows of the appointment.
        appointment: Option<AppointmentAnswer>,
    },
    /// A cancellation is on the disk.
    TakenBack {
        /// The request of [`Effect::TakeBack`].
        request: u64,
    },
    /// A slip was printed, or was not.
    Slip {
        /// The request of [`Effect::Print`].
        request: u64,
        /// Whether it lies there to be taken.
        printed: bool,
    },
    /// A page was opened.
    Page {
        /// The address of [`Effect::OpenPage`].
        address: PageAddress,
        /// The page; `None` if it could not be read.
        page: Option<Arc<Page>>,
    },
    /// A scanner read something, at most 64 characters.
    Scanned(String),
    /// What the staff screen shows.
    Staff(StaffFacts),
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
    /// I have an appointment.
    Appointment,
    /// A key of the keypad, or the next letter of a spoken language.
    Type(String),
    /// Takes the last key back.
    Erase,
    /// What was typed is whole.
    Typed,
    /// Talk in private.
    TalkInPrivate,
    /// The gender the officer should have, or `None` for no preference.
    OfficerGender(Option<Gender>),
    /// No private room after all.
    NoPrivate,
    /// I need an interpreter.
    NeedAnInterpreter,
    /// Another language for the interpreter than the one chosen.
    SpokenLanguages,
    /// The language the interpreter should speak, by its id.
    SpokenLanguage(String),
    /// How the interpreter should be there, or `None` for no preference.
    InterpreterMode(Option<InterpreterMode>),
    /// The gender the interpreter should have, or `None` for no preference.
    InterpreterGender(Option<Gender>),
    /// No interpreter after all.
    NoInterpreter,
    /// Other needs.
    Needs,
    /// One need, there or not.
    Need(Need),
    /// One more person has come along.
    MorePeople,
    /// One person fewer.
    FewerPeople,
    /// Back to the summary from one of its additions.
    Done,
    /// Confirm the visit.
    Confirm,
    /// I made a mistake.
    Mistake,
    /// Yes, the number should be taken back.
    TakeBack,
    /// No, the number is right.
    KeepTicket,
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
    /// The corner that staff know, held for three seconds.
    Staff,
    /// A held check-in should be sent again.
    SendAgain(Uuid),
    /// The printer should print its test slip.
    PrintTest,
    /// The content folder was emptied on purpose: what is kept on the screen in spite of it may go.
    FolderEmptied,
}

/// What the rim should do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Give a number and store the check-in, then answer with [`Event::Committed`] or [`Event::NotCommitted`].
    Confirm {
        /// Names this attempt in the answer.
        request: u64,
        /// What the visitor asked for.
        draft: Box<Draft>,
    },
    /// Store that a ticket is taken back, then answer with [`Event::TakenBack`] or [`Event::NotCommitted`].
    TakeBack {
        /// Names this attempt in the answer.
        request: u64,
        /// The ticket.
        given: GivenTicket,
        /// The service day it is of.
        service_day: NaiveDate,
    },
    /// Send a held check-in again.
    SendAgain(Uuid),
    /// Print a slip, then answer with [`Event::Slip`]. The visitor does not wait for it.
    Print {
        /// The request of the Confirm it belongs to.
        request: u64,
        /// What stands on it.
        slip: Box<Slip>,
    },
    /// Print the test slip.
    PrintTest,
    /// Read a page, then answer with [`Event::Page`].
    OpenPage(PageAddress),
    /// Take the content folder as it is, though most of what was there is gone.
    ConfirmEmptied,
}

/// What a visitor asked for, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What is asked for.
    pub asked: Asked,
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

/// What the staff screen shows beside what the state knows anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffFacts {
    /// What is wrong, a line for staff each, the most urgent first.
    pub problems: Vec<String>,
    /// Events that wait for the queue.
    pub waiting: u64,
    /// How long the oldest of them has waited, in seconds.
    pub oldest_seconds: u64,
    /// Events that the queue refused for good; the oldest, at most 20.
    pub held: Vec<HeldEvent>,
    /// How many there are in all.
    pub held_count: u64,
    /// This machine's wall clock less the queue's, in seconds, once it is known.
    pub clock_offset_seconds: Option<i64>,
    /// The version of the kiosk program.
    pub version: String,
    /// The version of the courier, while there is one.
    pub courier_version: Option<String>,
    /// Whether the kiosk goes on showing what is no longer in the content folder, because so much is gone that it may
    /// be a mistake.
    pub folder_guarded: bool,
}

/// An event that the queue refused for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldEvent {
    /// Its id.
    pub id: Uuid,
    /// The ticket, if it carries one.
    pub ticket: Option<Ticket>,
    /// The queue's words.
    pub reason: String,
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
