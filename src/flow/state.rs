//! The state of the kiosk and the one place that changes it.

mod additions;
mod appointment;
mod emergency;
mod staff;
mod ticket;

use std::sync::Arc;
use std::time::Duration;

use checkin::{PrivateInterview, QueueState, ServiceState};
use chrono::NaiveDate;

use crate::content::Content;
use crate::event::{Effect, Event, Now, OutboxHealth, Refusal, StaffFacts, Touch};
use crate::office_now::OfficeNow;
use crate::pin::{Pin, WrongPins};
use crate::reading::Reading;
use crate::session::{Place, Progress, Session, ShownTicket};
use appointment::WrongReferences;

/// A queue state older than this is not shown: people act on it.
const QUEUE_FRESH: Duration = Duration::from_secs(60);
/// How long before the end a visitor is asked whether they are still there (EN 301 549 11.2.2.1: at least 20 s).
pub(crate) const WARNING: Duration = Duration::from_secs(20);

/// What an office may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long without a touch before the visitor is asked whether they are still there.
    pub idle: Duration,
    /// How long the ticket stays.
    pub ticket: Duration,
    /// The PIN of the staff screen; without one there is no staff screen.
    pub pin: Option<Pin>,
    /// Whether slips are printed.
    pub prints: bool,
}

impl Default for Settings {
    /// 60 s without a touch, and 45 s for a ticket (design §3).
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(60),
            ticket: Duration::from_secs(45),
            pin: None,
            prints: false,
        }
    }
}

/// The whole state of the kiosk.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) settings: Settings,
    pub(crate) now: Now,
    pub(crate) content: Option<Arc<Content>>,
    pub(crate) office: Option<OfficeNow>,
    /// Why there is nothing to show, one line for staff each.
    pub(crate) findings: Vec<String>,
    /// Whether the programs are set up so that they can run at all.
    pub(crate) misconfigured: bool,
    queue: Option<(QueueState, Duration)>,
    pub(crate) queue_reached: bool,
    pub(crate) outbox: OutboxHealth,
    pub(crate) session: Session,
    /// The emergency notice that takes the screen over.
    pub(crate) emergency: Option<Reading>,
    pub(crate) staff: StaffFacts,
    wrong_pins: WrongPins,
    wrong_references: WrongReferences,
    next_request: u64,
}

impl State {
    /// The state before anything is known but the time.
    pub fn new(settings: Settings, now: Now) -> Self {
        Self {
            settings,
            now,
            content: None,
            office: None,
            findings: Vec::new(),
            misconfigured: false,
            queue: None,
            queue_reached: false,
            outbox: OutboxHealth::default(),
            session: Session::new(now.boot),
            emergency: None,
            staff: StaffFacts::default(),
            wrong_pins: WrongPins::default(),
            wrong_references: WrongReferences::default(),
            next_request: 1,
        }
    }

    /// Takes in what happened and says what to do about it.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.take_in(event);
        effects.extend(self.open_pages());
        effects
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Clock(now) => self.clock(now),
            Event::Touch(touch) => return self.touch(touch),
            Event::Content(content) => self.take_content(content),
            Event::NoContent(findings) => {
                // What is shown already is better than nothing.
                if self.content.is_none() {
                    self.findings = findings;
                }
            }
            Event::Misconfigured(findings) => {
                self.misconfigured = true;
                self.findings = findings;
            }
            Event::Queue(queue) => {
                self.queue_reached = true;
                self.queue = Some((queue, self.now.boot));
            }
            Event::Reach(reached) => self.queue_reached = reached,
            Event::Outbox(health) => self.outbox = health,
            Event::Committed { request, given } => return self.committed(request, given),
            Event::NotCommitted { request } => self.not_committed(request),
            Event::Accepted {
                visit,
                ahead,
                appointment,
            } => self.accepted(visit, ahead, appointment),
            Event::TakenBack { request } => self.taken_back(request),
            Event::Slip { request, printed } => self.slip_told(request, printed),
            Event::Page { address, page } => self.page_came(&address, page),
            Event::Scanned(text) => self.scanned(&text),
            Event::Staff(facts) => self.staff = facts,
        }
        Vec::new()
    }

    fn clock(&mut self, now: Now) {
        self.now = now;
        if let Some(content) = &self.content
            && !self
                .office
                .as_ref()
                .is_some_and(|office| office.holds_at(now.wall))
        {
            self.office = Some(OfficeNow::at(content, now.wall));
        }
        if self.time_left() == Some(Duration::ZERO) {
            self.end_session();
        }
        self.close_forgotten_chooser();
    }

    fn take_content(&mut self, content: Arc<Content>) {
        self.office = Some(OfficeNow::at(&content, self.now.wall));
        if let Some(language) = &self.session.language
            && !content.office.languages.contains(language)
        {
            self.session.language = None;
        }
        // An emergency that is over leaves nothing of itself behind.
        self.session.choosing_over_emergency &= !content.emergency.is_empty();
        self.content = Some(content);
        self.findings.clear();
    }

    /// How long until the session ends by itself; `None` while nothing would be lost and nothing is shown that
    /// belongs to somebody, or while a check-in is being stored.
    pub fn time_left(&self) -> Option<Duration> {
        let limit = match self.session.place() {
            Place::Ticket | Place::TakeBack => self.settings.ticket,
            Place::Home if self.session.is_untouched_home() => return None,
            // A language alone ends without a question: nothing else would be lost.
            Place::Home => self.settings.idle,
            _ => self.settings.idle + WARNING,
        };
        if matches!(self.session.progress, Progress::Storing { .. }) && self.session.ticket.is_none() {
            return None;
        }
        Some(limit.saturating_sub(self.now.boot.saturating_sub(self.session.touched)))
    }

    /// Whether the visitor is being asked if they are still there, and for how long yet.
    pub fn warning(&self) -> Option<Duration> {
        self.time_left()
            .filter(|left| *left <= WARNING && !self.session.is_at_rest())
    }

    fn end_session(&mut self) {
        self.session = Session::new(self.now.boot);
    }

    fn touch(&mut self, touch: Touch) -> Vec<Effect> {
        if self.is_taken_over() {
            self.touch_emergency(touch);
            return Vec::new();
        }
        // Any touch while the question is up is an answer to it and nothing else: whoever touches has not seen
        // what lies beneath. The ticket stays visible while it warns, so its own controls go on working.
        let asked = self.warning().is_some() && !self.session.place().has_ticket();
        self.session.touched = self.now.boot;
        // Staff must get to their screen whatever is wrong.
        let for_staff = touch == Touch::Staff || self.session.place().is_for_staff();
        if (self.misconfigured || self.content.is_none()) && !for_staff {
            return Vec::new();
        }
        if asked {
            if touch == Touch::StartAgain {
                self.start_again();
            }
            return Vec::new();
        }
        if self.session.progress.is_waiting() {
            return Vec::new();
        }
        if self.session.place().has_ticket() {
            return self.touch_ticket(&touch);
        }
        if !self.offers(&touch) {
            return Vec::new();
        }
        self.free_touch(touch)
    }

    /// Whether the screen has a control for this touch. A touch meant for a screen that is just gone does nothing.
    fn offers(&self, touch: &Touch) -> bool {
        use Place as At;
        let place = self.session.place();
        let choosing = matches!(
            place,
            At::Services
                | At::Visit
                | At::Languages
                | At::Appointment
                | At::Private
                | At::SpokenLanguages
                | At::Interpreter
                | At::Needs
        );
        match touch {
            Touch::Elsewhere | Touch::StillHere => true,
            Touch::Staff => self.settings.pin.is_some() && !place.is_for_staff(),
            Touch::SendAgain(_) => *place == At::Staff,
            Touch::PrintTest => *place == At::Staff && self.settings.prints,
            Touch::FolderEmptied => *place == At::Staff && self.staff.folder_guarded,
            Touch::Languages => !place.is_for_staff(),
            Touch::Back | Touch::StartAgain => *place != At::Home,
            Touch::TakeATicket => !choosing && !place.is_for_staff() && self.session.asked.is_none(),
            Touch::Service(_) => *place == At::Services,
            Touch::Confirm => *place == At::Visit,
            Touch::Appointment | Touch::Leaflets | Touch::Complaints | Touch::Notices | Touch::Hours => {
                *place == At::Home
            }
            Touch::TalkInPrivate | Touch::NeedAnInterpreter => matches!(place, At::Home | At::Visit),
            Touch::Needs => *place == At::Visit,
            Touch::OfficerGender(_) | Touch::NoPrivate => *place == At::Private,
            Touch::SpokenLanguages | Touch::InterpreterMode(_) | Touch::InterpreterGender(_) => {
                *place == At::Interpreter
            }
            Touch::NoInterpreter => *place == At::Interpreter,
            Touch::SpokenLanguage(_) => *place == At::SpokenLanguages,
            Touch::Need(_) | Touch::MorePeople | Touch::FewerPeople => *place == At::Needs,
            Touch::Done => matches!(place, At::Private | At::Interpreter | At::Needs),
            Touch::Type(_) | Touch::Erase => {
                matches!(place, At::Appointment | At::SpokenLanguages | At::StaffPin)
            }
            Touch::Typed => matches!(place, At::Appointment | At::StaffPin),
            Touch::Finish | Touch::Mistake | Touch::TakeBack | Touch::KeepTicket => false,
            Touch::Leaflet(_) => *place == At::Leaflets,
            Touch::Notice(_) => matches!(place, At::Home | At::Notices),
            Touch::Privacy => matches!(place, At::Visit | At::Hours),
            Touch::Standards | Touch::OfficeEvent(_) => *place == At::Hours,
            Touch::Language(_) => matches!(place, At::Home | At::Languages),
        }
    }

    /// A touch while no check-in is under way and no ticket is up.
    fn free_touch(&mut self, touch: Touch) -> Vec<Effect> {
        match touch {
            Touch::Elsewhere | Touch::StillHere => {}
            Touch::TakeATicket => {
                if self.refusal().is_none() {
                    self.session.go(Place::Services);
                }
            }
            Touch::Service(service) => self.choose_service(service),
            Touch::Confirm => return self.confirm(),
            Touch::Languages => self.session.go(Place::Languages),
            Touch::Language(tag) => self.choose_language(tag),
            Touch::Back => self.back(),
            Touch::StartAgain => self.start_again(),
            Touch::Appointment => self.begin_appointment(),
            Touch::Type(key) => self.type_key(&key),
            Touch::Erase => self.erase_key(),
            Touch::Typed => self.typed(),
            Touch::Staff => self.session.go(Place::StaffPin),
            Touch::SendAgain(id) => return self.send_again(id),
            Touch::PrintTest => return vec![Effect::PrintTest],
            Touch::FolderEmptied => return vec![Effect::ConfirmEmptied],
            Touch::Finish | Touch::Mistake | Touch::TakeBack | Touch::KeepTicket => {}
            Touch::Leaflets
            | Touch::Leaflet(_)
            | Touch::Complaints
            | Touch::Notices
            | Touch::Notice(_)
            | Touch::Hours
            | Touch::Privacy
            | Touch::Standards
            | Touch::OfficeEvent(_) => self.read(touch),
            addition => self.add(addition),
        }
        Vec::new()
    }

    /// A touch that opens something to read.
    fn read(&mut self, touch: Touch) {
        match touch {
            Touch::Leaflets => self.session.go(Place::Leaflets),
            Touch::Leaflet(name) => self.go_if(
                |content, today| shows(&content.leaflets, &name, today),
                Place::Leaflet(name.clone()),
            ),
            Touch::Complaints => {
                let name = crate::view::COMPLAINTS_LEAFLET.to_owned();
                self.go_if(
                    |content, today| shows(&content.leaflets, &name, today),
                    Place::Leaflet(name.clone()),
                );
            }
            Touch::Notices => self.session.go(Place::Notices),
            Touch::Notice(name) => self.go_if(
                |content, today| shows(&content.notices, &name, today),
                Place::Notice(name.clone()),
            ),
            Touch::Hours => self.session.go(Place::Hours),
            Touch::Privacy => self.session.go(Place::Privacy),
            Touch::Standards => self.session.go(Place::Standards),
            Touch::OfficeEvent(name) => self.go_if(
                |content, today| shows(&content.events, &name, today),
                Place::OfficeEvent(name.clone()),
            ),
            _ => {}
        }
    }

    fn choose_service(&mut self, service: Option<String>) {
        if self.service_refusal(service.as_deref()).is_some() {
            return;
        }
        let private = self.content.as_ref().is_some_and(|content| {
            content
                .services
                .iter()
                .any(|known| known.private && Some(&known.id) == service.as_ref())
        });
        let asked = self.session.asked.get_or_insert_default();
        asked.service = service;
        if private && asked.private_interview.is_none() {
            asked.private_interview = Some(PrivateInterview::default());
        }
        self.session.progress = Progress::Choosing;
        self.session.go(Place::Visit);
    }

    /// Goes to a page that is shown today. One that went at midnight is no longer there for a late touch.
    fn go_if(&mut self, exists: impl Fn(&Content, NaiveDate) -> bool, place: Place) {
        let today = self.today();
        if self
            .content
            .as_deref()
            .is_some_and(|content| exists(content, today))
        {
            self.session.go(place);
        }
    }

    fn choose_language(&mut self, tag: String) {
        // Choosing a language never loses what the visitor has entered: the chooser closes over it.
        if self.speak(tag) && *self.session.place() == Place::Languages {
            self.session.trail.pop();
        }
    }

    /// Changes the language of the screen, if the office has it.
    fn speak(&mut self, tag: String) -> bool {
        let offered = self
            .content
            .as_ref()
            .is_some_and(|content| content.office.languages.contains(&tag));
        if offered {
            let is_default = self.default_language() == tag;
            self.session.language = (!is_default).then_some(tag);
        }
        offered
    }

    fn back(&mut self) {
        self.session.trail.pop();
        self.session.forget_typed();
        match self.session.place() {
            Place::Home => {
                self.session.asked = None;
                self.session.progress = Progress::Choosing;
            }
            Place::Services => self.session.progress = Progress::Choosing,
            _ => {}
        }
    }

    /// Home with everything forgotten but the language: the visitor is still there and still reads it.
    fn start_again(&mut self) {
        let language = self.session.language.take();
        self.end_session();
        self.session.language = language;
    }

    /// The language of the screen.
    pub fn language(&self) -> &str {
        self.session
            .language
            .as_deref()
            .unwrap_or_else(|| self.default_language())
    }

    pub(crate) fn default_language(&self) -> &str {
        self.content
            .as_ref()
            .and_then(|content| content.office.languages.first())
            .map_or(crate::view::BUILT_IN_LANGUAGE, String::as_str)
    }

    /// Where the visitor is.
    pub fn place(&self) -> &Place {
        self.session.place()
    }

    /// The office's own language and its wall clock at a time.
    pub fn office_now(&self, wall: &chrono::DateTime<chrono::Utc>) -> (String, chrono::NaiveDateTime) {
        let local = self
            .content
            .as_ref()
            .map_or_else(|| wall.naive_utc(), |content| content.hours.local(*wall));
        (self.default_language().to_owned(), local)
    }

    /// The ticket on the screen.
    pub fn ticket(&self) -> Option<&ShownTicket> {
        self.session.ticket.as_ref()
    }

    /// Whether the session is as a fresh one begun now, whatever the last visitor did (invariant 7).
    pub fn is_fresh(&self) -> bool {
        self.session == Session::new(self.session.touched)
    }

    /// The queue's state while it is fresh enough to be shown.
    pub(crate) fn fresh_queue(&self) -> Option<&QueueState> {
        let (queue, seen) = self.queue.as_ref()?;
        (self.now.boot.saturating_sub(*seen) <= QUEUE_FRESH).then_some(queue)
    }

    /// Why no ticket at all is given now.
    pub fn refusal(&self) -> Option<Refusal> {
        let office = self.office.as_ref()?;
        if self.outbox.unusable.is_some() {
            return Some(Refusal::OutOfOrder);
        }
        if !office.is_open() {
            return Some(Refusal::Closed);
        }
        match self.fresh_queue() {
            // Staff know better than the hours. A queue that lists no service has paused none.
            Some(queue) if !queue.services.is_empty() => {
                (!queue.services.iter().any(|service| service.taking)).then_some(Refusal::Paused)
            }
            _ => office.closing_soon.then_some(Refusal::ClosingSoon),
        }
    }

    /// Why this service takes no ticket now.
    pub(crate) fn service_refusal(&self, service: Option<&str>) -> Option<Refusal> {
        self.refusal()
            .or_else(|| self.paused_service(service).map(|_| Refusal::Paused))
    }

    /// What the queue says of a service that staff have paused or closed.
    pub(crate) fn paused_service(&self, service: Option<&str>) -> Option<&ServiceState> {
        self.fresh_queue()?
            .services
            .iter()
            .find(|known| known.id.as_deref() == service && !known.taking)
    }
}

fn shows(leaflets: &[crate::content::Leaflet], name: &str, today: NaiveDate) -> bool {
    leaflets
        .iter()
        .any(|leaflet| leaflet.name == name && leaflet.shown_on(today))
}
