//! The state of the kiosk and the one place that changes it.

use std::sync::Arc;
use std::time::Duration;

use checkin::QueueState;
use chrono::{TimeDelta, Timelike};

use crate::content::Content;
use crate::event::{Draft, Effect, Event, GivenTicket, Now, OutboxHealth, Refusal, Touch};
use crate::office_now::OfficeNow;
use crate::session::{Place, Progress, Session, ShownTicket};

/// A queue state older than this is not shown: people act on it.
const QUEUE_FRESH: Duration = Duration::from_secs(60);
/// How long before the end a visitor is asked whether they are still there (EN 301 549 11.2.2.1: at least 20 s).
pub(crate) const WARNING: Duration = Duration::from_secs(20);

/// What an office may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long without a touch before the visitor is asked whether they are still there.
    pub idle: Duration,
    /// How long the ticket stays.
    pub ticket: Duration,
}

impl Default for Settings {
    /// 60 s without a touch, and 45 s for a ticket (design §3).
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(60),
            ticket: Duration::from_secs(45),
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
            next_request: 1,
        }
    }

    /// Takes in what happened and says what to do about it.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
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
            Event::Committed { request, given } => self.committed(request, given),
            Event::NotCommitted { request } => {
                if self.session.progress.is_storing(request) {
                    self.session.progress = Progress::Failed;
                }
            }
            Event::Accepted { visit, ahead } => {
                if let Some(ticket) = self
                    .session
                    .ticket
                    .as_mut()
                    .filter(|ticket| ticket.given.visit == visit)
                {
                    ticket.accepted = true;
                    ticket.ahead = ahead;
                }
            }
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
    }

    fn take_content(&mut self, content: Arc<Content>) {
        self.office = Some(OfficeNow::at(&content, self.now.wall));
        if let Some(language) = &self.session.language
            && !content.office.languages.contains(language)
        {
            self.session.language = None;
        }
        self.content = Some(content);
        self.findings.clear();
    }

    /// How long until the session ends by itself; `None` while nothing would be lost and nothing is shown that
    /// belongs to somebody, or while a check-in is being stored.
    pub fn time_left(&self) -> Option<Duration> {
        let limit = match self.session.place() {
            Place::Ticket => self.settings.ticket,
            Place::Home if self.session.language.is_none() => return None,
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
        // Any touch while the question is up is an answer to it and nothing else: whoever touches has not seen
        // what lies beneath. The ticket stays visible while it warns, so its own controls go on working.
        let asked = self.warning().is_some() && *self.session.place() != Place::Ticket;
        self.session.touched = self.now.boot;
        if self.misconfigured || self.content.is_none() {
            return Vec::new();
        }
        if asked {
            if touch == Touch::StartAgain {
                self.start_again();
            }
            return Vec::new();
        }
        if matches!(self.session.progress, Progress::Storing { .. }) {
            return Vec::new();
        }
        if *self.session.place() == Place::Ticket {
            if touch == Touch::Finish {
                self.end_session();
            }
            return Vec::new();
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
        let reading = !matches!(place, At::Services | At::Visit | At::Ticket | At::Languages);
        match touch {
            Touch::Elsewhere | Touch::StillHere | Touch::Languages => true,
            Touch::Finish => *place == At::Ticket,
            Touch::Back | Touch::StartAgain => *place != At::Home,
            Touch::TakeATicket => reading && self.session.service.is_none(),
            Touch::Service(_) => *place == At::Services,
            Touch::Confirm => *place == At::Visit,
            Touch::Leaflets | Touch::Complaints | Touch::Notices | Touch::Hours => *place == At::Home,
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
            Touch::Elsewhere | Touch::StillHere | Touch::Finish => {}
            Touch::TakeATicket => {
                if self.refusal().is_none() {
                    self.session.go(Place::Services);
                }
            }
            Touch::Service(service) => {
                if self.service_refusal(service.as_deref()).is_none() {
                    self.session.service = Some(service);
                    self.session.progress = Progress::Choosing;
                    self.session.go(Place::Visit);
                }
            }
            Touch::Confirm => return self.confirm(),
            Touch::Leaflets => self.session.go(Place::Leaflets),
            Touch::Leaflet(name) => self.go_if(
                |content| has(&content.leaflets, &name),
                Place::Leaflet(name.clone()),
            ),
            Touch::Complaints => {
                let name = crate::view::COMPLAINTS_LEAFLET.to_owned();
                self.go_if(
                    |content| has(&content.leaflets, &name),
                    Place::Leaflet(name.clone()),
                );
            }
            Touch::Notices => self.session.go(Place::Notices),
            Touch::Notice(name) => self.go_if(
                |content| has(&content.notices, &name),
                Place::Notice(name.clone()),
            ),
            Touch::Hours => self.session.go(Place::Hours),
            Touch::Privacy => self.session.go(Place::Privacy),
            Touch::Standards => self.session.go(Place::Standards),
            Touch::OfficeEvent(name) => {
                self.go_if(
                    |content| has(&content.events, &name),
                    Place::OfficeEvent(name.clone()),
                );
            }
            Touch::Languages => self.session.go(Place::Languages),
            Touch::Language(tag) => self.choose_language(tag),
            Touch::Back => self.back(),
            Touch::StartAgain => self.start_again(),
        }
        Vec::new()
    }

    fn go_if(&mut self, exists: impl Fn(&Content) -> bool, place: Place) {
        if self.content.as_deref().is_some_and(exists) {
            self.session.go(place);
        }
    }

    fn choose_language(&mut self, tag: String) {
        let offered = self
            .content
            .as_ref()
            .is_some_and(|content| content.office.languages.contains(&tag));
        if !offered {
            return;
        }
        let is_default = self.default_language() == tag;
        self.session.language = (!is_default).then_some(tag);
        // Choosing a language never loses what the visitor has entered: the chooser closes over it.
        if *self.session.place() == Place::Languages {
            self.session.trail.pop();
        }
    }

    fn back(&mut self) {
        self.session.trail.pop();
        match self.session.place() {
            Place::Home | Place::Services => {
                self.session.service = None;
                self.session.progress = Progress::Choosing;
            }
            _ => {}
        }
    }

    /// Home with everything forgotten but the language: the visitor is still there and still reads it.
    fn start_again(&mut self) {
        let language = self.session.language.take();
        self.end_session();
        self.session.language = language;
    }

    fn confirm(&mut self) -> Vec<Effect> {
        if self.outbox.unusable.is_some() {
            return Vec::new();
        }
        let (Some(service), Some(content), Some(office)) = (
            self.session.service.clone(),
            self.content.as_ref(),
            self.office.as_ref(),
        ) else {
            return Vec::new();
        };
        let promise = TimeDelta::minutes(i64::from(content.office.promise_minutes));
        let request = self.next_request;
        self.next_request += 1;
        let minutes = office.local.hour() * 60 + office.local.minute();
        let draft = Draft {
            service,
            language: self.language().to_owned(),
            service_day: office.service_day(),
            minutes_since_midnight: u16::try_from(minutes).unwrap_or(u16::MAX),
            time: self.now.wall,
            promised_by: self.now.wall + promise,
        };
        self.session.progress = Progress::Storing {
            request,
            promised_by: draft.promised_by,
        };
        vec![Effect::Confirm { request, draft }]
    }

    fn committed(&mut self, request: u64, given: GivenTicket) {
        let Progress::Storing {
            request: awaited,
            promised_by,
        } = self.session.progress
        else {
            return;
        };
        if awaited != request {
            return;
        }
        self.session.ticket = Some(ShownTicket {
            given,
            service: self.session.service.take().flatten(),
            promised_by,
            accepted: false,
            ahead: None,
            since: self.now.boot,
        });
        self.session.progress = Progress::Choosing;
        // Nothing lies under a ticket: there is no way back into a visit that is done.
        self.session.trail = vec![Place::Ticket];
        self.session.touched = self.now.boot;
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
        self.refusal().or_else(|| {
            let services = &self.fresh_queue()?.services;
            services
                .iter()
                .any(|known| known.id.as_deref() == service && !known.taking)
                .then_some(Refusal::Paused)
        })
    }
}

fn has(leaflets: &[crate::content::Leaflet], name: &str) -> bool {
    leaflets.iter().any(|leaflet| leaflet.name == name)
}
