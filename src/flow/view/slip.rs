//! What stands on a printed slip: each text as the visitor reads it, and as the office does.

use chrono::NaiveDateTime;
use message::Message;

use super::Text;
use crate::content::Localised;
use crate::state::State;

/// A slip.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The language of the screen.
    pub language: String,
    /// The office's own language.
    pub office_language: String,
    /// The office's name, for the visitor and for the office.
    pub office: (Text, Text),
    /// The number, such as `A017`.
    pub number: String,
    /// The service, for the visitor and for the office; `None` where the visitor would rather not say.
    pub service: Option<(Text, Text)>,
    /// When the number was given, by the office's clock.
    pub taken: NaiveDateTime,
    /// By when somebody will speak to the visitor.
    pub promise: Message,
    /// What was asked for besides.
    pub asked_for: Vec<Message>,
    /// What to do now.
    pub instruction: Message,
}

impl State {
    /// The slip of the ticket on the screen.
    pub(crate) fn slip(&self) -> Option<Slip> {
        let shown = self.session.ticket.as_ref()?;
        let content = self.content.as_ref()?;
        let default = self.default_language();
        let both = |text: &Localised| (self.localised(text), in_language(text, default));
        let service = shown.asked.service.as_ref().and_then(|id| {
            let known = content.services.iter().find(|service| service.id == *id)?;
            Some(both(&known.name))
        });
        let promised = content.hours.local(shown.promised_by).time();
        Some(Slip {
            language: self.language().to_owned(),
            office_language: default.to_owned(),
            office: both(&content.office.name),
            number: shown.given.ticket.to_string(),
            service,
            taken: content.hours.local(self.now.wall),
            promise: Message::new("promised-by").time("time", promised),
            asked_for: self.asked_words(&shown.asked),
            instruction: Message::new(if self.queue_reached {
                "take-a-seat"
            } else {
                "show-at-desk"
            }),
        })
    }
}

fn in_language(text: &Localised, language: &str) -> Text {
    let (words, language) = text.get_with_language(language, language);
    Text::Words {
        words: words.to_owned(),
        language: language.to_owned(),
    }
}
