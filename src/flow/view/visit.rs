//! Choose a service, and Your visit.

use message::{Arg, Message};

use super::{Line, Text};
use crate::asked::Asked;
use crate::event::{Refusal, Touch};
use crate::session::Progress;
use crate::state::State;

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
    /// What can be added.
    pub additions: Vec<Addition>,
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

/// Something that can be added to the visit, or was.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// Opens its screen.
    pub touch: Touch,
    /// A Lucide icon's name.
    pub icon: &'static str,
    /// What it is; its accessible name.
    pub title: Message,
    /// What was chosen, or what it is about.
    pub detail: Text,
    /// Whether it is asked for.
    pub chosen: bool,
}

impl State {
    pub(super) fn services(&self) -> Services {
        let Some(content) = &self.content else {
            return Services { tiles: Vec::new() };
        };
        let refusal = |id: Option<&str>| {
            self.service_refusal(id)
                .map(|refusal| match self.paused_service(id) {
                    Some(service) => Message::new(super::home::reason_words(service.reason.as_deref())),
                    None => self.refusal_words(refusal).0,
                })
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
    pub(super) fn service_name(&self, id: Option<&str>) -> Text {
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
        let asked = self.session.asked.clone().unwrap_or_default();
        let out_of_order = self.session.progress == Progress::Failed || self.outbox.unusable.is_some();
        let waiting = self.session.progress.is_waiting();
        Visit {
            lines: self.visit_lines(&asked),
            additions: self.additions(&asked),
            what_is_sent: Message::new("what-is-sent"),
            privacy: self
                .content
                .as_ref()
                .is_some_and(|content| !content.privacy.is_empty()),
            can_confirm: self.outbox.unusable.is_none() && !waiting,
            storing: waiting,
            failed: out_of_order.then(|| self.refusal_words(Refusal::OutOfOrder)),
        }
    }

    fn visit_lines(&self, asked: &Asked) -> Vec<Line> {
        let mut lines = Vec::new();
        match &asked.appointment {
            Some(reference) => lines.push(Line::new(
                "calendar-check",
                Message::new("your-appointment").code("reference", reference.as_str()),
                None,
            )),
            None => lines.push(Line::new(
                "ticket",
                self.service_name(asked.service.as_deref()),
                self.service_detail(asked.service.as_deref()),
            )),
        }
        let language =
            Message::new("visit-language").with("language", Arg::Language(self.language().to_owned()));
        lines.push(Line::new("globe", language, Some("visit-language-detail".into())));
        if let Some(content) = &self.content {
            let promise = Message::new("visit-promise").count("minutes", content.office.promise_minutes);
            lines.push(Line::new("clock", promise, Some("visit-promise-detail".into())));
        }
        lines
    }

    fn additions(&self, asked: &Asked) -> Vec<Addition> {
        let mut additions = vec![Addition {
            touch: Touch::TalkInPrivate,
            icon: "lock",
            title: Message::new("talk-in-private"),
            detail: match &asked.private_interview {
                Some(private) => Text::Message(super::additions::private_words(private)),
                None => "talk-in-private-detail".into(),
            },
            chosen: asked.private_interview.is_some(),
        }];
        let speaks = self
            .content
            .as_ref()
            .is_some_and(|content| !content.spoken_languages.is_empty());
        if speaks {
            additions.push(Addition {
                touch: Touch::NeedAnInterpreter,
                icon: "languages",
                title: Message::new("need-an-interpreter"),
                detail: match &asked.interpreter {
                    Some(interpreter) => Text::Message(self.interpreter_words(interpreter)),
                    None => "need-an-interpreter-detail".into(),
                },
                chosen: asked.interpreter.is_some(),
            });
        }
        let needs = super::additions::needs_words(asked);
        additions.push(Addition {
            touch: Touch::Needs,
            icon: "accessibility",
            title: Message::new("other-needs"),
            chosen: needs.is_some(),
            detail: needs.map_or_else(|| "other-needs-detail".into(), Text::Message),
        });
        additions
    }
}
