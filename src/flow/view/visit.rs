//! Choose a service, Your visit, Your ticket.

use message::{Arg, Message};

use super::{Line, Screen, Text, whole_seconds};
use crate::session::Progress;
use crate::state::{State, WARNING};

/// Choose a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Services {
    /// The services in the office's order, "something else" last.
    pub tiles: Vec<ServiceTile>,
}

/// One service to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceTile {
    /// Its id; `None` is "something else".
    pub id: Option<String>,
    /// A Lucide icon's name, as the office wrote it.
    pub icon: String,
    /// Its name, which is its accessible name too.
    pub name: Text,
    /// What belongs to it.
    pub detail: Option<Text>,
    /// Why it takes no ticket now.
    pub refusal: Option<Message>,
}

/// The summary before Confirm.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// What is asked for.
    pub lines: Vec<Line>,
    /// What is sent and when it is erased.
    pub what_is_sent: Message,
    /// Whether there is a page on privacy.
    pub privacy: bool,
    /// Confirm was pressed and the answer is awaited.
    pub storing: bool,
    /// Whether Confirm can be pressed.
    pub can_confirm: bool,
    /// It could not be stored: what is so, and what to do.
    pub failed: Option<(Message, Message)>,
}

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

impl State {
    pub(super) fn services(&self) -> Services {
        let Some(content) = &self.content else {
            return Services { tiles: Vec::new() };
        };
        let refusal = |id: Option<&str>| {
            self.service_refusal(id)
                .map(|refusal| super::home::refusal_words(refusal).0)
        };
        let mut tiles: Vec<_> = content
            .services
            .iter()
            .map(|service| ServiceTile {
                id: Some(service.id.clone()),
                icon: service.icon.clone(),
                name: self.localised(&service.name),
                detail: service.detail.as_ref().map(|detail| self.localised(detail)),
                refusal: refusal(Some(&service.id)),
            })
            .collect();
        tiles.push(ServiceTile {
            id: None,
            icon: "circle-question-mark".to_owned(),
            name: "something-else".into(),
            detail: Some("something-else-detail".into()),
            refusal: refusal(None),
        });
        Services { tiles }
    }

    /// The name of a service, or of "something else".
    fn service_name(&self, id: Option<&str>) -> Text {
        let known = |id| {
            self.content
                .as_ref()?
                .services
                .iter()
                .find(|service| service.id == id)
        };
        match id.map(|id| known(id).map(|service| self.localised(&service.name))) {
            Some(Some(name)) => name,
            _ => "something-else".into(),
        }
    }

    fn service_detail(&self, id: Option<&str>) -> Option<Text> {
        let content = self.content.as_ref()?;
        let service = content
            .services
            .iter()
            .find(|service| Some(service.id.as_str()) == id)?;
        service.detail.as_ref().map(|detail| self.localised(detail))
    }

    pub(super) fn visit(&self) -> Visit {
        let service = self
            .session
            .service
            .as_ref()
            .and_then(|service| service.as_deref());
        let language =
            Message::new("visit-language").with("language", Arg::Language(self.language().to_owned()));
        let mut lines = vec![
            Line::new("ticket", self.service_name(service), self.service_detail(service)),
            Line::new("languages", language, Some("visit-language-detail".into())),
        ];
        if let Some(content) = &self.content {
            let promise = Message::new("visit-promise").count("minutes", content.office.promise_minutes);
            lines.push(Line::new("clock", promise, Some("visit-promise-detail".into())));
        }
        let out_of_order = self.session.progress == Progress::Failed || self.outbox.unusable.is_some();
        Visit {
            lines,
            what_is_sent: Message::new("what-is-sent"),
            privacy: self
                .content
                .as_ref()
                .is_some_and(|content| !content.privacy.is_empty()),
            can_confirm: self.outbox.unusable.is_none()
                && !matches!(self.session.progress, Progress::Storing { .. }),
            storing: matches!(self.session.progress, Progress::Storing { .. }),
            failed: out_of_order.then(|| super::home::refusal_words(crate::Refusal::OutOfOrder)),
        }
    }

    pub(super) fn ticket_screen(&self) -> Screen {
        let (Some(shown), Some(content)) = (&self.session.ticket, &self.content) else {
            return Screen::OutOfService(self.out_of_service());
        };
        let promised = content.hours.local(shown.promised_by).time();
        let mut lines = Vec::new();
        if let Some(ahead) = shown.ahead {
            lines.push(Line::new(
                "users",
                Message::new("people-ahead").count("count", ahead),
                None,
            ));
        }
        lines.push(Line::new(
            "clock",
            Message::new("promised-by").time("time", promised),
            Some("promised-by-detail".into()),
        ));
        if !shown.accepted && !self.queue_reached {
            lines.push(Line::new(
                "hand",
                "show-at-desk",
                Some("show-at-desk-detail".into()),
            ));
        }
        lines.push(Line::new(
            "star",
            "remember-number",
            Some("remember-number-detail".into()),
        ));
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
                .service
                .as_deref()
                .map(|service| self.service_name(Some(service))),
            instruction: Message::new("take-a-seat"),
            lines,
            clears: Message::new(clears).count("seconds", whole_seconds(left)),
            left_permille: u16::try_from(permille.min(1000)).unwrap_or(1000),
            warning,
        })
    }
}
