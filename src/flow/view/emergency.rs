//! The emergency notice that takes the screen over.

use std::sync::Arc;

use message::Message;

use super::{LanguageChoice, Line, Screen, Text};
use crate::content::Page;
use crate::state::State;

/// An emergency notice. Nothing on it can be touched but a language.
#[derive(Clone, Debug, PartialEq)]
pub struct EmergencyView {
    /// Its title.
    pub title: Text,
    /// Says so if it is not in the visitor's language.
    pub note: Option<Message>,
    /// The language it is written in.
    pub language: String,
    /// What it says; `None` until it has been read, and if it cannot be: then the title says what there is.
    pub page: Option<Arc<Page>>,
    /// Whom to ring.
    pub phones: Vec<Line>,
    /// The office's first languages.
    pub languages: Vec<LanguageChoice>,
    /// Whether there are more languages than these.
    pub more_languages: bool,
}

impl State {
    /// The emergency notice, or the language chooser over it; `None` while the screen is the visitor's.
    pub(super) fn emergency_screen(&self) -> Option<Screen> {
        let notice = self.emergency.as_ref().filter(|_| self.is_taken_over())?;
        if self.session.choosing_over_emergency {
            return Some(Screen::Languages(self.language_choices()));
        }
        let language = &notice.address.language;
        let (languages, more_languages) = self.home_languages();
        Some(Screen::Emergency(EmergencyView {
            title: Text::Words {
                words: notice.title.clone(),
                language: language.clone(),
            },
            note: self.only_in(language),
            language: language.clone(),
            page: notice.page.here(),
            phones: self.phones(true),
            languages,
            more_languages,
        }))
    }
}
