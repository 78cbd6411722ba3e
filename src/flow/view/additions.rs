//! The screens of what is added to a visit: a private room, an interpreter, other needs.

use checkin::{Gender, Interpreter, InterpreterMode, Need, PrivateInterview};
use message::{Arg, Message};

use super::Text;
use crate::asked::{Asked, MAX_PARTY};
use crate::event::Touch;
use crate::spoken;
use crate::state::State;

/// A few choices that belong together; each takes effect at once, and one button leads back to the summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// What it is about; no two screens of this kind have the same.
    pub title: Message,
    /// What a visitor should know first.
    pub lead: Vec<Text>,
    /// The choices.
    pub groups: Vec<ChoiceGroup>,
    /// A number to set.
    pub stepper: Option<Stepper>,
    /// Leads elsewhere: another language.
    pub other: Option<(Touch, Message)>,
    /// Takes the whole addition back.
    pub remove: Option<(Touch, Message)>,
}

/// Choices under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceGroup {
    /// The heading.
    pub title: Message,
    /// In reading order.
    pub choices: Vec<Choice>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it does.
    pub touch: Touch,
    /// Its words, which are its accessible name.
    pub label: Message,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A number that goes up and down.
#[derive(Clone, Debug, PartialEq)]
pub struct Stepper {
    /// What is counted.
    pub title: Message,
    /// The number in words.
    pub value: Message,
    /// Whether there can be fewer.
    pub fewer: bool,
    /// Whether there can be more.
    pub more: bool,
}

/// The languages that an interpreter can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// What was looked for so far.
    pub typed: String,
    /// The letters with which a name can go on.
    pub letters: Vec<String>,
    /// The languages that are left.
    pub languages: Vec<SpokenChoice>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenChoice {
    /// Its id.
    pub id: String,
    /// Its own name.
    pub autonym: String,
    /// Its English name, where it is another.
    pub name: Option<String>,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

fn choice(touch: Touch, label: &'static str, chosen: bool) -> Choice {
    Choice {
        touch,
        label: Message::new(label),
        chosen,
    }
}

impl State {
    pub(super) fn private_choices(&self) -> Choices {
        let private = self.asked().private_interview.unwrap_or_default();
        Choices {
            title: Message::new("talk-in-private"),
            lead: vec!["private-lead".into()],
            groups: vec![genders(
                "officer-gender",
                private.officer_gender.as_ref(),
                Touch::OfficerGender,
            )],
            stepper: None,
            other: None,
            remove: Some((Touch::NoPrivate, Message::new("no-private"))),
        }
    }

    pub(super) fn interpreter_choices(&self) -> Choices {
        let interpreter = self.asked().interpreter;
        let language = interpreter.as_ref().map(|chosen| chosen.language.clone());
        let mode = interpreter.as_ref().and_then(|chosen| chosen.mode.clone());
        let gender = interpreter.as_ref().and_then(|chosen| chosen.gender.clone());
        let mut groups = Vec::new();
        if mode != Some(InterpreterMode::Sign) {
            let modes = [
                (None, "no-preference"),
                (Some(InterpreterMode::InPerson), "mode-in-person"),
                (Some(InterpreterMode::Telephone), "mode-telephone"),
                (Some(InterpreterMode::Video), "mode-video"),
            ];
            groups.push(ChoiceGroup {
                title: Message::new("interpreter-mode"),
                choices: modes
                    .into_iter()
                    .map(|(one, label)| choice(Touch::InterpreterMode(one.clone()), label, one == mode))
                    .collect(),
            });
        }
        groups.push(genders(
            "interpreter-gender",
            gender.as_ref(),
            Touch::InterpreterGender,
        ));
        let mut lead = Vec::new();
        if let Some(interpreter) = &interpreter {
            lead.push(Text::Message(self.interpreter_words(interpreter)));
        }
        lead.push(Text::MessageIn {
            message: Message::new("interpreter-lead"),
            language: language.unwrap_or_default(),
        });
        Choices {
            title: Message::new("interpreter-title"),
            lead,
            groups,
            stepper: None,
            other: Some((Touch::SpokenLanguages, Message::new("another-language"))),
            remove: Some((Touch::NoInterpreter, Message::new("no-interpreter"))),
        }
    }

    pub(super) fn needs_choices(&self) -> Choices {
        let asked = self.asked();
        let needs = Need::KNOWN.iter().map(|need| {
            choice(
                Touch::Need(need.clone()),
                need_id(need),
                asked.needs.contains(need),
            )
        });
        Choices {
            title: Message::new("other-needs"),
            lead: Vec::new(),
            groups: vec![ChoiceGroup {
                title: Message::new("needs-lead"),
                choices: needs.collect(),
            }],
            stepper: Some(Stepper {
                title: Message::new("party-title"),
                value: party_words(asked.party),
                fewer: asked.party > 1,
                more: asked.party < MAX_PARTY,
            }),
            other: None,
            remove: None,
        }
    }

    pub(super) fn spoken_languages(&self) -> Spoken {
        let Some(content) = &self.content else {
            return Spoken {
                typed: String::new(),
                letters: Vec::new(),
                languages: Vec::new(),
            };
        };
        let typed = &self.session.typed;
        let own = self
            .spoken_language(self.language())
            .map_or("", |language| language.autonym.as_str());
        let chosen = self.asked().interpreter.map(|interpreter| interpreter.language);
        Spoken {
            typed: typed.clone(),
            letters: spoken::next_letters(&content.spoken_languages, typed, own),
            languages: spoken::matching(&content.spoken_languages, typed)
                .map(|language| SpokenChoice {
                    id: language.id.clone(),
                    autonym: language.autonym.clone(),
                    name: (!language.autonym.starts_with(&language.name)).then(|| language.name.clone()),
                    chosen: chosen.as_ref() == Some(&language.id),
                })
                .collect(),
        }
    }

    fn asked(&self) -> Asked {
        self.session.asked.clone().unwrap_or_default()
    }

    /// "Bengali, by telephone, a woman".
    pub(super) fn interpreter_words(&self, interpreter: &Interpreter) -> Message {
        let name = self
            .spoken_language(&interpreter.language)
            .map_or(interpreter.language.as_str(), |language| {
                language.autonym.as_str()
            });
        let mut parts = vec![Message::new("interpreter-in").words("language", name)];
        let mode = match &interpreter.mode {
            Some(InterpreterMode::InPerson) => Some("mode-in-person"),
            Some(InterpreterMode::Telephone) => Some("mode-telephone"),
            Some(InterpreterMode::Video) => Some("mode-video"),
            _ => None,
        };
        parts.extend(mode.map(Message::new));
        parts.extend(gender_id(interpreter.gender.as_ref()).map(Message::new));
        Message::new("together").with("parts", Arg::All(parts))
    }
}

fn genders(title: &'static str, chosen: Option<&Gender>, touch: fn(Option<Gender>) -> Touch) -> ChoiceGroup {
    let one = |gender: Option<Gender>, label| choice(touch(gender.clone()), label, gender.as_ref() == chosen);
    ChoiceGroup {
        title: Message::new(title),
        choices: vec![
            one(None, "no-preference"),
            one(Some(Gender::Female), "gender-female"),
            one(Some(Gender::Male), "gender-male"),
        ],
    }
}

fn gender_id(gender: Option<&Gender>) -> Option<&'static str> {
    match gender {
        Some(Gender::Female) => Some("gender-female"),
        Some(Gender::Male) => Some("gender-male"),
        _ => None,
    }
}

/// "A private room, with a woman".
pub(super) fn private_words(private: &PrivateInterview) -> Message {
    Message::new(match private.officer_gender {
        Some(Gender::Female) => "private-room-with-woman",
        Some(Gender::Male) => "private-room-with-man",
        _ => "private-room",
    })
}

/// All other needs and the party in one line; `None` where there is nothing to say.
pub(super) fn needs_words(asked: &Asked) -> Option<Message> {
    let mut parts: Vec<_> = asked
        .needs
        .iter()
        .map(|need| Message::new(need_id(need)))
        .collect();
    if asked.party > 1 {
        parts.push(party_words(asked.party));
    }
    (!parts.is_empty()).then(|| Message::new("together").with("parts", Arg::All(parts)))
}

fn party_words(party: u16) -> Message {
    Message::new("party").count("count", party)
}

fn need_id(need: &Need) -> &'static str {
    match need {
        Need::StepFree => "need-step-free",
        Need::HearingLoop => "need-hearing-loop",
        Need::HelpWithForms => "need-help-with-forms",
        Need::ComeToMe => "need-come-to-me",
        Need::LargePrint => "need-large-print",
        Need::Audio => "need-audio",
        Need::Braille => "need-braille",
        Need::Unknown(_) => "something-else",
    }
}
