//! Looks at the folder and publishes what is whole.
//!
//! The only thing that knows how one generation follows from another. It has no clock and no thread: each
//! [`look`](Publisher::look) takes the time of the boot clock and says when the next one is due.

mod again;
mod findings;
mod pages;
mod translations;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use flow::content::{Content, Finding, PublishedPage};

use crate::candidates::{self, Candidate, Candidates};
use crate::folder::{FileStat, Folder};
use crate::generation::{FORMAT, Manifest, Unit, UnitKey};
use crate::guard::needs_a_word;
use crate::languages::KnownLanguages;
use crate::library::Library;
use crate::reading::{NotTaken, Taken, Taking, is_workbook, sources};
use crate::scan::{Scan, scan};
use crate::settle::{Missing, Settling};
use crate::store::{Store, StoreError};

/// The settings without which there is nothing to show, or nothing right: they are never taken away, only replaced.
/// The second of a pair is what may stand in place of the first.
const NEEDED: [(&str, Option<&str>); 4] = [
    ("office.toml", None),
    ("services.toml", None),
    ("hours.toml", Some("hours.xlsx")),
    ("hours.xlsx", Some("hours.toml")),
];
/// Most units taken in one look, so that a folder of thirty thousand shows its first pages soon.
const MOST_AT_ONCE: usize = 2_000;
/// An emergency notice waits no longer than this for its file to come to rest.
const EMERGENCY_QUIET: Duration = Duration::from_secs(1);

/// What moved while it was read, or has something being copied beside it, is not looked at again sooner than this,
/// however short a time files have to come to rest: a look costs something.
const AGAIN: Duration = Duration::from_secs(1);

/// How soon a folder that cannot be opened is looked for again.
const AWAY: Duration = Duration::from_secs(5);

/// How long is waited for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// How long a file must have been as it is before it is taken, on a disk of this machine.
    pub quiet: Duration,
    /// The same on a network, where a look may see what was there a while ago.
    pub quiet_on_network: Duration,
    /// How long what was deleted is still shown, and a picture that is missing is waited for: tools that replace a
    /// file may delete it first, and Syncthing deletes last.
    pub grace: Duration,
    /// How often everything is looked at when nothing has told of a change.
    pub period: Duration,
    /// The same on a network, where nothing tells of changes.
    pub period_on_network: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            quiet: Duration::from_secs(3),
            quiet_on_network: Duration::from_secs(10),
            grace: Duration::from_secs(90),
            period: Duration::from_secs(60),
            period_on_network: Duration::from_secs(15),
        }
    }
}

/// What came of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether there is a new generation.
    pub published: bool,
    /// Whether what staff are told has changed.
    pub told: bool,
    /// When the next look is due, by the boot clock.
    pub next: Duration,
}

/// A unit that was not taken, and the state of the files that made it so.
#[derive(Debug)]
struct Refused {
    files: Vec<(String, Option<FileStat>)>,
    findings: Vec<Finding>,
}

/// Turns looks at the folder into generations.
pub struct Publisher {
    root: PathBuf,
    store: Arc<Store>,
    languages: Arc<KnownLanguages>,
    timing: Timing,
    current: Arc<Manifest>,
    content: Option<Arc<Content>>,
    library: Library,
    /// The state of the files that are published as they are, by path.
    published: HashMap<String, FileStat>,
    /// Files whose copy is damaged: they are taken anew, whatever their state.
    damaged: BTreeSet<String>,
    settling: Settling,
    missing: Missing<UnitKey>,
    refused: BTreeMap<UnitKey, Refused>,
    /// What is told of published pages.
    told: BTreeMap<UnitKey, Vec<Finding>>,
    /// Pages that were taken without a picture they name, and the pictures there were then.
    lacking: BTreeMap<UnitKey, usize>,
    guard: Option<Guard>,
    sentences: findings::Sentences,
    network: bool,
    fresh: bool,
    /// What the last look saw, if it left nothing to wait for.
    at_rest: Option<u64>,
}

/// The guard is up: most of the folder is gone.
#[derive(Debug)]
struct Guard {
    /// The file by which staff could have said so, as it was before.
    emptied: Option<FileStat>,
    confirmed: bool,
}

/// The content of a generation, if there is any to show, and what is wrong with it as a whole.
type Made = (Option<Content>, Vec<Finding>);

/// What one look gathers.
struct Look<'a> {
    at: Duration,
    scan: &'a Scan,
    /// How many pictures there are.
    pictures: usize,
    /// What becomes of units: another state of them, or none.
    edits: BTreeMap<UnitKey, Option<Unit>>,
    taken: usize,
    next: Duration,
    /// Whether anything is due at some time, though nothing changes until then.
    waits: bool,
    no_room: Option<StoreError>,
}

impl Look<'_> {
    fn again_at(&mut self, at: Duration) {
        self.waits = true;
        self.next = self.next.min(at);
    }
}

impl Publisher {
    /// Begins with the last good generation in the store, without touching the folder.
    pub fn new(root: &Path, store: Store, languages: KnownLanguages, timing: Timing) -> Self {
        let store = Arc::new(store);
        let languages = Arc::new(languages);
        let shown = |manifest: &Manifest| {
            let made = assemble(&store, manifest, &languages);
            made.0.is_some().then_some(made)
        };
        let (current, made) = store.last(shown).unwrap_or_else(|| {
            let nothing = Manifest::default();
            let made = assemble(&store, &nothing, &languages);
            (nothing, made)
        });
        let current = Arc::new(current);
        let mut publisher = Self {
            root: root.to_owned(),
            library: Library::new(Arc::clone(&store), Arc::clone(&current), Arc::clone(&languages)),
            store,
            languages,
            timing,
            current,
            content: None,
            published: HashMap::new(),
            damaged: BTreeSet::new(),
            settling: Settling::default(),
            missing: Missing::default(),
            refused: BTreeMap::new(),
            told: BTreeMap::new(),
            lacking: BTreeMap::new(),
            guard: None,
            sentences: findings::Sentences::default(),
            network: false,
            fresh: true,
            at_rest: None,
        };
        publisher.show(made);
        publisher
    }

    /// What is published; `None` if nothing that could be shown ever was.
    pub fn content(&self) -> Option<Arc<Content>> {
        self.content.clone()
    }

    /// What opens its pages.
    pub fn library(&self) -> Library {
        self.library.clone()
    }

    /// The number of the generation; 0 if there is none.
    pub fn generation(&self) -> u64 {
        self.current.number
    }

    /// Whether most of the folder is gone and somebody must say whether that is meant.
    pub fn is_guarded(&self) -> bool {
        self.guard.as_ref().is_some_and(|guard| !guard.confirmed)
    }

    /// What is wrong with the folder, the worst first.
    pub fn findings(&self) -> &[Finding] {
        &self.sentences.list
    }

    /// Somebody says that what is gone was meant to go.
    pub fn confirm_emptied(&mut self) {
        if let Some(guard) = &mut self.guard {
            guard.confirmed = true;
        }
    }

    /// Looks at the folder at a time of the boot clock, and publishes what is whole.
    pub fn look(&mut self, at: Duration) -> Outcome {
        let before = self.sentences.list.clone();
        if std::mem::take(&mut self.fresh) {
            self.begin();
        }
        let (published, next) = match scan(&self.root) {
            Ok((folder, scan)) => {
                self.sentences.away = None;
                self.take_in(&folder, &scan, at)
            }
            Err(error) => {
                self.sentences.away = Some(findings::away(&self.root, &error, self.content.is_some()));
                self.refresh_sentences();
                (false, at + AWAY)
            }
        };
        Outcome {
            published,
            told: published || self.sentences.list != before,
            next,
        }
    }

    /// What is left over from before the power went, and what only reading can tell.
    fn begin(&mut self) {
        self.tidy_up();
        self.read_again();
    }

    fn tidy_up(&self) {
        if let Err(error) = self.store.sweep() {
            tracing::warn!(%error, "the kiosk's copy of the content cannot be tidied");
        }
    }

    fn take_in(&mut self, folder: &Folder, scan: &Scan, at: Duration) -> (bool, Duration) {
        self.network = folder.is_on_network();
        if self.current.number > 0 && !self.store.holds(self.current.number) {
            self.take_all_anew();
        }
        let fingerprint = scan.fingerprint();
        let period = if self.network {
            self.timing.period_on_network
        } else {
            self.timing.period
        };
        if self.at_rest == Some(fingerprint) && !self.library.has_damaged() {
            return (false, at + period);
        }
        let published = &self.published;
        self.settling
            .take(scan, at, |path, stat| published.get(path) == Some(stat));
        let pictures = candidates::pictures(scan);
        let mut look = Look {
            at,
            scan,
            pictures: pictures.len(),
            edits: BTreeMap::new(),
            taken: 0,
            next: at + period,
            waits: false,
            no_room: None,
        };
        for key in self.library.damaged() {
            self.take_anew(&key);
        }
        self.sentences.begin(scan);
        let (store, languages) = (Arc::clone(&self.store), Arc::clone(&self.languages));
        let mut taking = Taking::new(folder, scan, &store, &pictures, &languages);
        let settings = candidates::settings(scan);
        self.take_settings(&taking, &settings, &mut look);
        let offered = self
            .office(&look)
            .map(|office| office.languages)
            .unwrap_or_default();
        let pages = candidates::pages(scan, &offered);
        self.sentences.names.extend(settings.findings.iter().cloned());
        // Without an office, nothing can be said of its pages.
        if !offered.is_empty() {
            self.take_pages(&mut taking, &pages, &mut look);
            self.sentences.names.extend(pages.findings.iter().cloned());
        }
        self.let_go(&settings, &pages, &mut look);
        let (published, waits, next) = self.finish(look);
        // What has just been published is looked at once more: a unit may have been waiting for another.
        let at_rest = !published && !waits && self.guard.is_none();
        self.at_rest = at_rest.then_some(fingerprint);
        (published, next)
    }
}

/// Makes the content of a generation.
fn assemble(store: &Store, manifest: &Manifest, languages: &KnownLanguages) -> Made {
    let mut settings = BTreeMap::new();
    let mut pages = Vec::new();
    for (key, unit) in &manifest.units {
        match (key, unit.main(), &unit.summary) {
            (UnitKey::Setting(name), Some(file), _) => match store.get(file.blob) {
                Ok(bytes) => drop(settings.insert(*name, bytes)),
                Err(error) => tracing::warn!(%error, name, "a setting cannot be read from the kiosk's copy"),
            },
            (UnitKey::Page(address), Some(file), Some(summary)) => pages.push(PublishedPage {
                path: &file.path,
                section: address.section,
                item: &address.item,
                language: &address.language,
                version: unit.version(),
                summary,
            }),
            _ => {}
        }
    }
    let mut sources = sources(languages);
    for (name, bytes) in &settings {
        if is_workbook(name) {
            let workbook = spreadsheet::read(bytes);
            sources.workbooks.by_path.insert((*name).to_owned(), workbook);
        } else {
            sources.settings.insert(name, bytes);
        }
    }
    sources.pages = pages;
    Content::assemble(&sources, &languages.tags())
}

#[cfg(test)]
mod tests;
