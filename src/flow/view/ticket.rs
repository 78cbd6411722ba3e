//! Your ticket, and the question whether it should be taken back.

use checkin::{AppointmentAnswer, AppointmentStatus};
use message::Message;

use super::{Line, Screen, Text, whole_seconds};
use crate::asked::Asked;
use crate::event::Touch;
use crate::session::{Progress, ShownTicket};
use crate::state::{State, WARNING};

/// Your ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// The number, such as `A017`.
    pub number: String,
    /// The service it is for.
    pub service: Option<Text>,
    /// What to do now.
    pub instruction: Message,
    /// What else to know.
    pub lines: Vec<Line>,
    /// What the countdown says.
    pub clears: Message,
    /// How much of the time is left, from 0 to 1000.
    pub left_permille: u16,
    /// Whether it warns that it clears soon.
    pub warning: bool,
}

/// One question with two answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// A Lucide icon's name.
    pub icon: &'static str,
    /// The question.
    pub title: Message,
    /// What follows from each answer.
    pub detail: Message,
    /// The answer that changes something, and its words.
    pub yes: (Touch, Message),
    /// The answer that leaves everything as it is, and its words.
    pub no: (Touch, Message),
    /// The answer is being carried out.
    pub busy: bool,
}

impl State {
    pub(super) fn ticket_screen(&self) -> Screen {
        let Some(shown) = &self.session.ticket else {
            return Screen::OutOfService(self.out_of_service());
        };
        let left = self.time_left().unwrap_or(self.settings.ticket);
        let permille = left.as_millis() * 1000 / self.settings.ticket.as_millis().max(1);
        let warning = left <= WARNING;
        let clears = if warning {
            "ticket-clears-warning"
        } else {
            "ticket-clears"
        };
        Screen::Ticket(Ticket {
            number: shown.given.ticket.to_string(),
            service: shown
                .asked
                .service
                .as_deref()
                .map(|service| self.service_name(Some(service))),
            instruction: Message::new("take-a-seat"),
            lines: self.ticket_lines(shown),
            clears: Message::new(clears).count("seconds", whole_seconds(left)),
            left_permille: u16::try_from(permille.min(1000)).unwrap_or(1000),
            warning,
        })
    }

    fn ticket_lines(&self, shown: &ShownTicket) -> Vec<Line> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        if self.session.progress == Progress::Failed {
            lines.push(Line::new(
                "triangle-alert",
                "not-taken-back",
                Some("ask-reception".into()),
            ));
        }
        if shown.asked.appointment.is_some() {
            lines.push(self.appointment_line(shown));
        }
        if let Some(ahead) = shown.ahead {
            let people = Message::new("people-ahead").count("count", ahead);
            lines.push(Line::new("users", people, None));
        }
        let promised = content.hours.local(shown.promised_by).time();
        lines.push(Line::new(
            "clock",
            Message::new("promised-by").time("time", promised),
            Some("promised-by-detail".into()),
        ));
        lines.extend(self.asked_line(shown));
        if !shown.accepted && !self.queue_reached {
            lines.push(Line::new(
                "hand",
                "show-at-desk",
                Some("show-at-desk-detail".into()),
            ));
        }
        lines.push(match shown.slip {
            Some(true) => Line::new("printer", "slip-take", Some("remember-number-detail".into())),
            Some(false) => Line::new("star", "remember-number", Some("slip-not-printed".into())),
            None => Line::new("star", "remember-number", Some("remember-number-detail".into())),
        });
        lines
    }

    /// What was asked for beside the service, in one line.
    fn asked_line(&self, shown: &ShownTicket) -> Option<Line> {
        let all = self.asked_words(&shown.asked);
        (!all.is_empty()).then(|| {
            let words = Message::new("together").with("parts", message::Arg::All(all));
            Line::new("check", "you-asked-for", Some(Text::Message(words)))
        })
    }

    /// A private room, an interpreter, and all other needs, each in a few words.
    pub(super) fn asked_words(&self, asked: &Asked) -> Vec<Message> {
        let private = asked
            .private_interview
            .as_ref()
            .map(super::additions::private_words);
        let interpreter = asked
            .interpreter
            .as_ref()
            .map(|interpreter| self.interpreter_words(interpreter));
        let needs = super::additions::needs_words(asked);
        private.into_iter().chain(interpreter).chain(needs).collect()
    }

    /// What the office knows of the appointment; whatever it is, the visitor has a number and a place.
    fn appointment_line(&self, shown: &ShownTicket) -> Line {
        let told = || {
            Line::new(
                "calendar-check",
                "appointment-told",
                Some("appointment-told-detail".into()),
            )
        };
        let Some(AppointmentAnswer {
            officer,
            time,
            status: Some(status),
        }) = &shown.appointment
        else {
            return told();
        };
        let time = time
            .zip(self.content.as_ref())
            .map(|(time, content)| content.hours.local(time).time());
        let with_time = |id: &'static str, plain: &'static str| match time {
            Some(time) => Message::new(id).time("time", time),
            None => Message::new(plain),
        };
        let (title, detail) = match status {
            AppointmentStatus::Expected => (with_time("appointment-at", "appointment-found"), None),
            AppointmentStatus::Early => (
                with_time("appointment-at", "appointment-found"),
                Some("appointment-early"),
            ),
            AppointmentStatus::Late => (
                with_time("appointment-was-at", "appointment-found"),
                Some("appointment-late"),
            ),
            AppointmentStatus::NotKnown => (
                Message::new("appointment-not-known"),
                Some("appointment-still-seen"),
            ),
            AppointmentStatus::OtherOffice => (
                Message::new("appointment-other-office"),
                Some("appointment-still-seen"),
            ),
            AppointmentStatus::Cancelled => (
                Message::new("appointment-cancelled"),
                Some("appointment-still-seen"),
            ),
            AppointmentStatus::OfficerAway => (
                Message::new("appointment-officer-away"),
                Some("appointment-still-seen"),
            ),
            AppointmentStatus::Unknown(_) => return told(),
        };
        let officer = officer
            .as_ref()
            .map(|officer| Text::Message(Message::new("appointment-with").words("officer", officer.clone())));
        Line::new(
            "calendar-check",
            Text::Message(title),
            detail.map(Text::from).or(officer),
        )
    }

    pub(super) fn take_back_question(&self) -> Question {
        let number = self
            .session
            .ticket
            .as_ref()
            .map(|shown| shown.given.ticket.to_string())
            .unwrap_or_default();
        Question {
            icon: "ticket",
            title: Message::new("take-back-title").code("number", &number),
            detail: Message::new("take-back-detail"),
            yes: (Touch::TakeBack, Message::new("take-back").code("number", &number)),
            no: (
                Touch::KeepTicket,
                Message::new("keep-ticket").code("number", &number),
            ),
            busy: self.session.progress.is_waiting(),
        }
    }
}
