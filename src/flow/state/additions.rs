//! What a visitor adds to their visit: a private room, an interpreter, other needs, more people.

use checkin::{Interpreter, InterpreterMode, PrivateInterview};

use super::State;
use crate::content::SpokenLanguage;
use crate::event::Touch;
use crate::session::{Place, Progress};
use crate::spoken;

impl State {
    /// A touch that adds something, or changes or takes back what was added.
    pub(super) fn add(&mut self, touch: Touch) {
        match touch {
            Touch::TalkInPrivate => self.talk_in_private(),
            Touch::NeedAnInterpreter => self.need_an_interpreter(),
            Touch::SpokenLanguages => self.session.go(Place::SpokenLanguages),
            Touch::SpokenLanguage(id) => self.choose_spoken_language(&id),
            Touch::Needs => self.session.go(Place::Needs),
            Touch::Done => self.back(),
            change => self.change(change),
        }
    }

    fn change(&mut self, touch: Touch) {
        let Some(asked) = self.session.asked.as_mut() else {
            return;
        };
        let interpreter = asked.interpreter.as_mut();
        match touch {
            Touch::OfficerGender(officer_gender) => {
                asked.private_interview = Some(PrivateInterview { officer_gender });
            }
            Touch::NoPrivate => {
                asked.private_interview = None;
                self.back();
            }
            Touch::InterpreterMode(mode) => {
                // A sign language has one mode, which was set with the language.
                if let Some(chosen) = interpreter.filter(|chosen| chosen.mode != Some(InterpreterMode::Sign))
                {
                    chosen.mode = mode;
                }
            }
            Touch::InterpreterGender(gender) => {
                if let Some(chosen) = interpreter {
                    chosen.gender = gender;
                }
            }
            Touch::NoInterpreter => {
                asked.interpreter = None;
                self.back();
            }
            Touch::Need(need) => asked.toggle(&need),
            Touch::MorePeople => asked.change_party(1),
            Touch::FewerPeople => asked.change_party(-1),
            _ => {}
        }
    }

    /// From Home straight to the summary: two touches are a private interview. From the summary to its own screen.
    fn talk_in_private(&mut self) {
        let at_home = *self.session.place() == Place::Home;
        if at_home && self.refusal().is_some() {
            return;
        }
        let asked = self.session.asked.get_or_insert_default();
        if asked.private_interview.is_none() {
            asked.private_interview = Some(PrivateInterview::default());
        }
        self.session.progress = Progress::Choosing;
        self.session
            .go(if at_home { Place::Visit } else { Place::Private });
    }

    /// A visitor who has chosen their language needs no list; all others get the list first.
    fn need_an_interpreter(&mut self) {
        let at_home = *self.session.place() == Place::Home;
        if at_home && self.refusal().is_some() {
            return;
        }
        if !at_home
            && self
                .session
                .asked
                .as_ref()
                .is_some_and(|asked| asked.interpreter.is_some())
        {
            self.session.go(Place::Interpreter);
            return;
        }
        let own = self.language().to_owned();
        let known = own != self.default_language() && self.spoken_language(&own).is_some();
        if known {
            self.choose_spoken_language(&own);
            if !at_home {
                self.session.go(Place::Interpreter);
            }
        } else {
            self.session.go(Place::SpokenLanguages);
        }
    }

    /// A language that an interpreter can be asked for, by its id.
    pub(crate) fn spoken_language(&self, id: &str) -> Option<&SpokenLanguage> {
        let content = self.content.as_ref()?;
        content.spoken_languages.iter().find(|language| language.id == id)
    }

    fn choose_spoken_language(&mut self, id: &str) {
        let Some(sign) = self.spoken_language(id).map(|language| language.sign) else {
            return;
        };
        let asked = self.session.asked.get_or_insert_default();
        let before = asked.interpreter.take();
        let (mode, gender) = before.map_or((None, None), |before| (before.mode, before.gender));
        let mode = if sign {
            Some(InterpreterMode::Sign)
        } else {
            mode.filter(|mode| *mode != InterpreterMode::Sign)
        };
        asked.interpreter = Some(Interpreter {
            language: id.to_owned(),
            mode,
            gender,
        });
        self.session.progress = Progress::Choosing;
        // The list closes over the choice: Back leads to what was before it.
        if *self.session.place() == Place::SpokenLanguages {
            self.session.trail.pop();
        }
        if *self.session.place() != Place::Interpreter {
            self.session.go(Place::Visit);
        }
        self.session.forget_typed();
    }

    /// One more letter of a language's name.
    pub(super) fn look_for(&mut self, letter: &str) {
        let Some(content) = &self.content else { return };
        let longer = format!("{}{letter}", self.session.typed);
        if spoken::matching(&content.spoken_languages, &longer)
            .next()
            .is_some()
        {
            self.session.typed = longer;
        }
    }

    /// One letter fewer.
    pub(super) fn look_less(&mut self) {
        let shorter = spoken::without_last_letter(&self.session.typed);
        self.session.typed.truncate(shorter);
    }
}
