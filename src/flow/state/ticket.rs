//! From Confirm to the number, and the number while it is on the screen.

use checkin::{AppointmentAnswer, AppointmentStatus};
use chrono::{TimeDelta, Timelike};
use uuid::Uuid;

use super::State;
use crate::event::{Draft, Effect, GivenTicket, Touch};
use crate::session::{Place, Progress, ShownTicket};

impl State {
    pub(super) fn confirm(&mut self) -> Vec<Effect> {
        if self.outbox.unusable.is_some() {
            return Vec::new();
        }
        let (Some(asked), Some(content), Some(office)) = (
            self.session.asked.clone(),
            self.content.as_ref(),
            self.office.as_ref(),
        ) else {
            return Vec::new();
        };
        let promise = TimeDelta::minutes(i64::from(content.office.promise_minutes));
        let minutes = office.local.hour() * 60 + office.local.minute();
        let draft = Draft {
            asked,
            language: self.language().to_owned(),
            service_day: office.service_day(),
            minutes_since_midnight: u16::try_from(minutes).unwrap_or(u16::MAX),
            time: self.now.wall,
            promised_by: self.now.wall + promise,
        };
        let request = self.request();
        self.session.progress = Progress::Storing {
            request,
            promised_by: draft.promised_by,
        };
        vec![Effect::Confirm {
            request,
            draft: Box::new(draft),
        }]
    }

    fn request(&mut self) -> u64 {
        let request = self.next_request;
        self.next_request += 1;
        request
    }

    pub(super) fn committed(&mut self, request: u64, given: GivenTicket) -> Vec<Effect> {
        let Progress::Storing {
            request: awaited,
            promised_by,
        } = self.session.progress
        else {
            return Vec::new();
        };
        let Some(office) = self.office.as_ref().filter(|_| awaited == request) else {
            return Vec::new();
        };
        self.session.ticket = Some(ShownTicket {
            given,
            service_day: office.service_day(),
            asked: self.session.asked.take().unwrap_or_default(),
            promised_by,
            accepted: false,
            ahead: None,
            request,
            slip: None,
            appointment: None,
            since: self.now.boot,
        });
        self.session.progress = Progress::Choosing;
        // Nothing lies under a ticket: there is no way back into a visit that is done.
        self.session.trail = vec![Place::Ticket];
        self.session.touched = self.now.boot;
        self.slip()
            .filter(|_| self.settings.prints)
            .map(|slip| Effect::Print {
                request,
                slip: Box::new(slip),
            })
            .into_iter()
            .collect()
    }

    pub(super) fn slip_told(&mut self, request: u64, printed: bool) {
        let shown = self.session.ticket.as_mut();
        if let Some(ticket) = shown.filter(|ticket| ticket.request == request) {
            ticket.slip = Some(printed);
        }
    }

    pub(super) fn not_committed(&mut self, request: u64) {
        if !self.session.progress.is_storing(request) {
            return;
        }
        self.session.progress = Progress::Failed;
        if *self.session.place() == Place::TakeBack {
            self.session.trail = vec![Place::Ticket];
        }
    }

    pub(super) fn accepted(
        &mut self,
        visit: Uuid,
        ahead: Option<u32>,
        appointment: Option<AppointmentAnswer>,
    ) {
        let status = appointment.as_ref().and_then(|answer| answer.status.clone());
        if let Some(AppointmentStatus::NotKnown) = status {
            self.wrong_references.add(self.now.boot);
        }
        let shown = self.session.ticket.as_mut();
        if let Some(ticket) = shown.filter(|ticket| ticket.given.visit == visit) {
            ticket.accepted = true;
            ticket.ahead = ahead;
            ticket.appointment = appointment;
        }
    }

    /// A touch while a ticket is up.
    pub(super) fn touch_ticket(&mut self, touch: &Touch) -> Vec<Effect> {
        let asked = *self.session.place() == Place::TakeBack;
        match touch {
            Touch::Finish if !asked => self.end_session(),
            Touch::Mistake if !asked => {
                self.session.progress = Progress::Choosing;
                self.session.trail = vec![Place::TakeBack];
            }
            Touch::KeepTicket | Touch::Back if asked => self.session.trail = vec![Place::Ticket],
            Touch::TakeBack if asked => return self.take_back(),
            _ => {}
        }
        Vec::new()
    }

    fn take_back(&mut self) -> Vec<Effect> {
        let Some(ticket) = self.session.ticket.clone() else {
            return Vec::new();
        };
        let request = self.request();
        self.session.progress = Progress::TakingBack { request };
        vec![Effect::TakeBack {
            request,
            given: ticket.given,
            service_day: ticket.service_day,
        }]
    }

    /// The number is taken back: Home, where the visitor can begin anew in their language.
    pub(super) fn taken_back(&mut self, request: u64) {
        if self.session.progress == (Progress::TakingBack { request }) {
            self.start_again();
        }
    }
}
