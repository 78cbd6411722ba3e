//! Opens the pages of what is published, from the kiosk's own copy.
//!
//! It never touches the folder itself, so a share that hangs holds up no reader.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use flow::content::{Page, PageAddress, PageFile, ReadPage, read_page};

use crate::generation::{Manifest, Unit, UnitKey};
use crate::languages::KnownLanguages;
use crate::pictures::{self, Pixels};
use crate::store::{Store, StoreError};

/// What is published now.
#[derive(Clone)]
pub struct Library {
    store: Arc<Store>,
    languages: Arc<KnownLanguages>,
    shelves: Arc<Mutex<Shelves>>,
}

#[derive(Default)]
struct Shelves {
    manifest: Arc<Manifest>,
    /// Units whose bytes are not what they were.
    damaged: BTreeSet<UnitKey>,
}

/// An open page.
#[derive(Clone)]
pub struct Opened {
    /// The page.
    pub page: Page,
    /// Its pictures that can be shown, by path.
    pub pictures: HashMap<String, Pixels>,
}

/// Why a page cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not published any more.
    #[error("the page is gone")]
    Gone,
    /// It cannot be had from the disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was readable when it was taken and is not now.
    #[error("the page cannot be read")]
    Unreadable,
}

impl Library {
    pub(crate) fn new(store: Arc<Store>, manifest: Arc<Manifest>, languages: Arc<KnownLanguages>) -> Self {
        let shelves = Shelves {
            manifest,
            damaged: BTreeSet::new(),
        };
        Self {
            store,
            languages,
            shelves: Arc::new(Mutex::new(shelves)),
        }
    }

    /// Opens a page with its pictures, some milliseconds' work.
    ///
    /// # Errors
    /// If it is gone or cannot be read. It is then taken anew from the folder.
    pub fn open(&self, address: &PageAddress) -> Result<Opened, OpenError> {
        let key = UnitKey::Page(address.clone());
        let manifest = Arc::clone(&self.shelves().manifest);
        let opened = self.read(&manifest, &key, address);
        let damaged = match &opened {
            Ok((_, whole)) => !whole,
            Err(error) => !matches!(error, OpenError::Gone),
        };
        if damaged {
            self.shelves().damaged.insert(key);
        }
        opened.map(|(opened, _)| opened)
    }

    /// A page, and whether all of its pictures are what they were: without one, its words are still shown.
    fn read(
        &self,
        manifest: &Manifest,
        key: &UnitKey,
        address: &PageAddress,
    ) -> Result<(Opened, bool), OpenError> {
        let unit = manifest.units.get(key).ok_or(OpenError::Gone)?;
        let (page, _) = read_kept(&self.store, &self.languages, unit, address)?;
        let (summary, page) = page.ok_or(OpenError::Unreadable)?;
        let (mut shown, mut whole) = (HashMap::new(), true);
        for file in unit
            .files
            .iter()
            .filter(|file| summary.pictures.contains(&file.path))
        {
            match self.store.get(file.blob).map(|bytes| pictures::unpacked(&bytes)) {
                Ok(Ok(pixels)) => drop(shown.insert(file.path.clone(), pixels)),
                Ok(Err(_)) | Err(_) => whole = false,
            }
        }
        let opened = Opened {
            page,
            pictures: shown,
        };
        Ok((opened, whole))
    }

    pub(crate) fn replace(&self, manifest: Arc<Manifest>) {
        self.shelves().manifest = manifest;
    }

    /// Whether any unit was found damaged since this was last asked.
    pub(crate) fn has_damaged(&self) -> bool {
        !self.shelves().damaged.is_empty()
    }

    /// The units that were found damaged since this was last asked.
    pub(crate) fn damaged(&self) -> BTreeSet<UnitKey> {
        std::mem::take(&mut self.shelves().damaged)
    }

    fn shelves(&self) -> std::sync::MutexGuard<'_, Shelves> {
        // Nothing that holds the lock can panic half-way through a change.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a page from what is kept of it, with what there is to tell of it.
///
/// # Errors
/// If its words cannot be had.
pub(crate) fn read_kept(
    store: &Store,
    languages: &KnownLanguages,
    unit: &Unit,
    address: &PageAddress,
) -> Result<ReadPage, OpenError> {
    let main = unit.main().ok_or(OpenError::Gone)?;
    let words = unit.words().map(|file| store.get(file.blob)).transpose()?;
    let pictures: BTreeSet<&str> = unit.files.iter().map(|file| file.path.as_str()).collect();
    Ok(read_page(&PageFile {
        path: &main.path,
        item: &address.item,
        language: &address.language,
        bytes: words.as_deref().unwrap_or(&[]),
        poster: unit.is_poster(),
        pictures: &pictures,
        words: languages.words(&address.language),
    }))
}
