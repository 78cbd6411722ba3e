//! The page that is open: which one is wanted, and what has come of it.
//!
//! Content holds titles only, so a page is asked for when a visitor opens it and comes a moment later. Whoever reads
//! keeps their page until they leave it, whatever becomes of its file meanwhile. An emergency notice is no reader's
//! own: it changes while it is shown, and goes when its file goes.

use std::sync::Arc;

use crate::content::{Page, PageAddress, Section};
use crate::event::Effect;
use crate::session::Place;
use crate::state::State;

/// A page that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The page, in the language there was.
    pub address: PageAddress,
    /// Its state.
    pub version: u64,
    /// The visitor's language when it was asked for.
    pub asked_in: String,
    /// Its title, which is known at once.
    pub title: String,
    /// An https address to take along as a QR code.
    pub web: Option<String>,
    /// The page itself.
    pub page: OpenPage,
}

/// How far the opening of a page has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OpenPage {
    /// It is being read.
    #[default]
    Awaited,
    /// It is here.
    Here(Arc<Page>),
    /// It could not be read.
    Unreadable,
}

impl Reading {
    /// Whether it is the same page in the same state.
    fn is_same(&self, other: &Self) -> bool {
        (&self.address, self.version) == (&other.address, other.version)
    }
}

impl OpenPage {
    /// The page, once it is here.
    pub(crate) fn here(&self) -> Option<Arc<Page>> {
        match self {
            Self::Here(page) => Some(Arc::clone(page)),
            Self::Awaited | Self::Unreadable => None,
        }
    }
}

impl Place {
    /// The page that is read here, by its section and item.
    pub(crate) fn page(&self) -> Option<(Section, &str)> {
        match self {
            Self::Leaflet(name) => Some((Section::Leaflets, name)),
            Self::Notice(name) => Some((Section::Notices, name)),
            Self::OfficeEvent(name) => Some((Section::Events, name)),
            Self::Privacy => Some((Section::Privacy, "")),
            Self::Standards => Some((Section::Standards, "")),
            _ => None,
        }
    }
}

impl State {
    /// Asks for the pages that are wanted now and not there yet.
    pub(crate) fn open_pages(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let wanted = match self.session.place().page() {
            None => None,
            Some((section, item)) => {
                let kept = self.session.reading.as_ref().filter(|reading| {
                    (reading.address.section, reading.address.item.as_str()) == (section, item)
                        && reading.asked_in == self.language()
                });
                match kept {
                    Some(kept) => Some(kept.clone()),
                    None => self.found(section, item),
                }
            }
        };
        take(&mut self.session.reading, wanted, &mut effects);
        let wanted = self.found(Section::Emergency, "");
        let same = |reading: &&Reading| wanted.as_ref().is_some_and(|wanted| wanted.is_same(reading));
        let wanted = self.emergency.as_ref().filter(same).cloned().or(wanted);
        take(&mut self.emergency, wanted, &mut effects);
        effects
    }

    /// A page as it is in the content now, in the best language for the visitor.
    fn found(&self, section: Section, item: &str) -> Option<Reading> {
        let content = self.content.as_deref()?;
        let (title, language) = content
            .translations(section, item)?
            .best(self.language(), self.default_language())?;
        Some(Reading {
            address: PageAddress {
                section,
                item: item.to_owned(),
                language: language.to_owned(),
            },
            version: title.version,
            asked_in: self.language().to_owned(),
            title: title.title.clone(),
            web: content
                .item(section, item)
                .and_then(|leaflet| leaflet.web.clone()),
            page: OpenPage::Awaited,
        })
    }

    /// A page was read, or could not be.
    pub(crate) fn page_came(&mut self, address: &PageAddress, page: Option<Arc<Page>>) {
        for reading in [&mut self.session.reading, &mut self.emergency]
            .into_iter()
            .flatten()
        {
            if reading.address == *address && reading.page == OpenPage::Awaited {
                reading.page = match &page {
                    Some(page) => {
                        reading.title.clone_from(&page.title);
                        OpenPage::Here(Arc::clone(page))
                    }
                    None => OpenPage::Unreadable,
                };
            }
        }
    }

    /// Whether an emergency notice takes the screen over.
    pub(crate) fn is_emergency(&self) -> bool {
        self.content
            .as_ref()
            .is_some_and(|content| !content.emergency.is_empty())
    }
}

/// Puts what is wanted in the place of what was, and asks for it if it is new.
fn take(reading: &mut Option<Reading>, wanted: Option<Reading>, effects: &mut Vec<Effect>) {
    let new = wanted.as_ref().filter(|wanted| {
        wanted.page == OpenPage::Awaited && !reading.as_ref().is_some_and(|reading| reading.is_same(wanted))
    });
    effects.extend(new.map(|new| Effect::OpenPage(new.address.clone())));
    *reading = wanted;
}
