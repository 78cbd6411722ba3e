//! Leaflets, notices and the office's own pages.

use std::sync::Arc;

use chrono::NaiveDate;
use message::Message;

use super::{Screen, Text};
use crate::content::{Leaflet, Page};
use crate::event::Touch;
use crate::reading::{OpenPage, Reading};
use crate::session::Place;
use crate::state::State;

/// A list of leaflets or notices.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaflets {
    /// What the list is.
    pub title: Message,
    /// The leaflets; those in the visitor's language first.
    pub items: Vec<LeafletItem>,
    /// What stands in place of an empty list.
    pub none: Message,
}

/// One leaflet in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct LeafletItem {
    /// What opens it.
    pub touch: Touch,
    /// Its folder's name.
    pub name: String,
    /// Its title, which is its accessible name.
    pub title: Text,
    /// Says so if it is not in the visitor's language.
    pub note: Option<Message>,
}

/// A page of the content folder.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    /// What it belongs to.
    pub trail: Message,
    /// Its title.
    pub title: Text,
    /// Says so if it is not in the visitor's language.
    pub note: Option<Message>,
    /// The language it is written in.
    pub language: String,
    /// What it says; `None` for the moment until it has been read.
    pub page: Option<Arc<Page>>,
    /// A web address to take along as a QR code.
    pub web: Option<String>,
}

impl State {
    pub(crate) fn today(&self) -> NaiveDate {
        self.office
            .as_ref()
            .map_or_else(|| self.now.wall.date_naive(), |office| office.service_day())
    }

    pub(super) fn leaflets(&self) -> Leaflets {
        let leaflets = self.content.as_ref().map_or(&[][..], |content| &content.leaflets);
        let shown = leaflets.iter().filter(|leaflet| leaflet.shown_on(self.today()));
        Leaflets {
            title: Message::new("leaflets"),
            items: self.items(shown, Touch::Leaflet),
            none: Message::new("no-leaflets"),
        }
    }

    pub(super) fn notices(&self) -> Leaflets {
        let notices = self.notices_today();
        Leaflets {
            title: Message::new("all-notices"),
            items: self.items(notices.into_iter(), Touch::Notice),
            none: Message::new("no-notices"),
        }
    }

    pub(super) fn notices_today(&self) -> Vec<&Leaflet> {
        let notices = self.content.as_ref().map_or(&[][..], |content| &content.notices);
        notices
            .iter()
            .filter(|notice| notice.shown_on(self.today()))
            .collect()
    }

    /// The items of a list, those in the visitor's language first and otherwise in the office's order.
    pub(super) fn items<'a>(
        &'a self,
        leaflets: impl Iterator<Item = &'a Leaflet>,
        touch: impl Fn(String) -> Touch,
    ) -> Vec<LeafletItem> {
        let mut items: Vec<_> = leaflets
            .filter_map(|leaflet| {
                let (page, language) = leaflet.pages.best(self.language(), self.default_language())?;
                Some(LeafletItem {
                    touch: touch(leaflet.name.clone()),
                    name: leaflet.name.clone(),
                    title: Text::Words {
                        words: page.title.clone(),
                        language: language.to_owned(),
                    },
                    note: self.only_in(language),
                })
            })
            .collect();
        items.sort_by_key(|item| item.note.is_some());
        items
    }

    /// Says in which language a page is, if that is not the visitor's.
    pub(super) fn only_in(&self, language: &str) -> Option<Message> {
        let only = || Message::new("only-in").with("language", message::Arg::Language(language.to_owned()));
        (language != self.language()).then(only)
    }

    /// The page that is open.
    pub(super) fn open_page(&self) -> Screen {
        match &self.session.reading {
            Some(reading) => Screen::Page(self.page(trail(self.session.place()), reading)),
            // It went in the moment it was touched.
            None => self.home(),
        }
    }

    fn page(&self, trail: &'static str, reading: &Reading) -> PageView {
        let language = &reading.address.language;
        PageView {
            trail: Message::new(trail),
            title: Text::Words {
                words: reading.title.clone(),
                language: language.clone(),
            },
            note: match reading.page {
                OpenPage::Unreadable => Some(Message::new("page-unreadable")),
                _ => self.only_in(language),
            },
            language: language.clone(),
            page: reading.page.here(),
            web: reading.web.clone(),
        }
    }
}

/// What a page belongs to.
fn trail(place: &Place) -> &'static str {
    match place {
        Place::Notice(_) => "all-notices",
        Place::OfficeEvent(_) => "events",
        Place::Privacy => "privacy",
        Place::Standards => "standards",
        _ => "leaflets",
    }
}
