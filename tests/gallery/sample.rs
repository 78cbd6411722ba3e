//! The sample office, read as the kiosk reads it, and the pages of it opened as the kiosk opens them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use content_folder::Once;
use flow::content::{Content, Finding, PageAddress, Section};
use flow::{Effect, Event, State, Touch};
use kiosk::folder;
use kiosk::pictures::Pixels;

use crate::special;

/// The sample office.
pub struct Sample {
    /// Its content.
    pub content: Arc<Content>,
    /// The same office on other days, by their names.
    pub(crate) days: BTreeMap<&'static str, Self>,
    once: Once,
}

impl Sample {
    /// Reads it.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn read() -> Self {
        Self {
            days: special::days(),
            ..Self::of(&sample_folder())
        }
    }

    /// Reads an office.
    pub(crate) fn of(folder: &Path) -> Self {
        let once = folder::load(folder).expect("room for a copy");
        let content = once.news.content.clone().expect("the sample office");
        Self {
            content,
            days: BTreeMap::new(),
            once,
        }
    }

    /// What is wrong with its folder.
    pub fn findings(&self) -> &[Finding] {
        &self.once.news.findings
    }

    /// Has something happen to a state, and opens the page that it asks for.
    pub fn update(&self, state: &mut State, event: Event) -> Vec<Effect> {
        let (pages, others) = state
            .update(event)
            .into_iter()
            .partition::<Vec<_>, _>(|effect| matches!(effect, Effect::OpenPage(_)));
        for effect in pages {
            if let Effect::OpenPage(address) = effect {
                let opened = folder::open(&self.once.news.library, address);
                assert!(opened.page.is_some(), "{:?} cannot be opened", opened.address);
                self.update(
                    state,
                    Event::Page {
                        address: opened.address,
                        page: opened.page,
                    },
                );
            }
        }
        others
    }

    /// A state after these touches.
    pub fn touched(&self, mut state: State, touches: &[Touch]) -> State {
        for touch in touches {
            self.update(&mut state, Event::Touch(touch.clone()));
        }
        state
    }

    /// The pictures of every page.
    pub(crate) fn pictures(&self) -> Arc<HashMap<String, Pixels>> {
        let mut pictures = HashMap::new();
        let items = [
            (Section::Leaflets, &self.content.leaflets),
            (Section::Notices, &self.content.notices),
            (Section::Events, &self.content.events),
        ];
        for (section, item) in items
            .into_iter()
            .flat_map(|(section, items)| items.iter().map(move |item| (section, item)))
        {
            for language in item.pages.languages() {
                let address = PageAddress {
                    section,
                    item: item.name.clone(),
                    language: language.to_owned(),
                };
                let opened = folder::open(&self.once.news.library, address);
                pictures.extend(
                    opened
                        .pictures
                        .iter()
                        .map(|(path, pixels)| (path.clone(), pixels.clone())),
                );
            }
        }
        for day in self.days.values() {
            let of_the_day = day.pictures();
            pictures.extend(
                of_the_day
                    .iter()
                    .map(|(path, pixels)| (path.clone(), pixels.clone())),
            );
        }
        Arc::new(pictures)
    }
}

/// The folder of the sample office.
pub(crate) fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-office")
}
