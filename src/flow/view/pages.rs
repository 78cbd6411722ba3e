//! Leaflets, notices and the office's own pages.

use chrono::NaiveDate;
use message::Message;

use super::{Screen, Text};
use crate::content::{Block, Leaflet, Translations};
use crate::event::Touch;
use crate::state::State;

/// A list of leaflets or notices.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaflets {
    /// What the list is.
    pub title: Message,
    /// The leaflets; those in the visitor's language first.
    pub items: Vec<LeafletItem>,
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
    /// What it says.
    pub blocks: Vec<Block>,
    /// A web address to take along as a QR code.
    pub web: Option<String>,
}

impl State {
    pub(super) fn today(&self) -> NaiveDate {
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
        }
    }

    pub(super) fn notices(&self) -> Leaflets {
        let notices = self.notices_today();
        Leaflets {
            title: Message::new("all-notices"),
            items: self.items(notices.into_iter(), Touch::Notice),
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
    fn only_in(&self, language: &str) -> Option<Message> {
        let only = || Message::new("only-in").with("language", message::Arg::Language(language.to_owned()));
        (language != self.language()).then(only)
    }

    pub(super) fn leaflet_page(&self, name: &str) -> Screen {
        self.named_page(name, "leaflets", |content| &content.leaflets)
    }

    pub(super) fn notice_page(&self, name: &str) -> Screen {
        self.named_page(name, "all-notices", |content| &content.notices)
    }

    pub(super) fn event_page(&self, name: &str) -> Screen {
        self.named_page(name, "events", |content| &content.events)
    }

    fn named_page(
        &self,
        name: &str,
        trail: &'static str,
        list: impl Fn(&crate::content::Content) -> &Vec<Leaflet>,
    ) -> Screen {
        let leaflets = self.content.as_ref().map(|content| list(content));
        match leaflets
            .into_iter()
            .flatten()
            .find(|leaflet| leaflet.name == name)
        {
            Some(leaflet) => self.page(trail, &leaflet.pages, leaflet.web.clone()),
            // It went while it was being read.
            None => self.home(),
        }
    }

    pub(super) fn privacy_page(&self) -> Screen {
        self.office_page("privacy", |content| &content.privacy)
    }

    pub(super) fn standards_page(&self) -> Screen {
        self.office_page("standards", |content| &content.standards)
    }

    fn office_page(
        &self,
        trail: &'static str,
        pages: impl Fn(&crate::content::Content) -> &Translations,
    ) -> Screen {
        match &self.content {
            Some(content) => self.page(trail, pages(content), None),
            None => self.home(),
        }
    }

    fn page(&self, trail: &'static str, pages: &Translations, web: Option<String>) -> Screen {
        let Some((page, language)) = pages.best(self.language(), self.default_language()) else {
            return self.home();
        };
        Screen::Page(PageView {
            trail: Message::new(trail),
            title: Text::Words {
                words: page.title.clone(),
                language: language.to_owned(),
            },
            note: self.only_in(language),
            language: language.to_owned(),
            blocks: page.blocks.clone(),
            web,
        })
    }
}
