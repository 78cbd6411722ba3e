//! The content folder as the kiosk uses it: watched on one thread, its pages opened on another.
//!
//! Neither is the screen's. A share that hangs holds up the first; the second only ever reads the kiosk's own copy.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use checkin::ContentProblem;
use chrono::{DateTime, Utc};
use content_folder::{
    KnownLanguage, KnownLanguages, Library, News, Once, Status, Store, StoreError, Timing, Watched,
};
use flow::content::{Finding, Page, PageAddress};

use crate::page_words::header_words;
use crate::pictures::Pixels;

/// Where the content comes from and is kept.
pub struct FolderConfig {
    /// The content folder.
    pub content: PathBuf,
    /// Where the kiosk keeps its own copy.
    pub copy: PathBuf,
    /// Where the status page is always written.
    pub status: PathBuf,
    /// How long a file must have been as it is before it is taken.
    pub settle: Duration,
}

/// Writes the status page, each place on a thread of its own: the content folder may hang.
pub struct StatusPages(Vec<Sender<Status>>);

impl StatusPages {
    /// Starts writing into these folders; the first is the kiosk's own and is made.
    pub fn start(own: PathBuf, content: PathBuf) -> Self {
        if let Err(error) = std::fs::create_dir_all(&own) {
            tracing::warn!(%error, "there is no folder for the status page");
        }
        Self([own, content].into_iter().map(write_into).collect())
    }

    /// Has the page written everywhere.
    pub fn write(&self, status: &Status) {
        for writer in &self.0 {
            // It fails only when the program is ending.
            let _ = writer.send(status.clone());
        }
    }
}

fn write_into(folder: PathBuf) -> Sender<Status> {
    let (send, sent) = mpsc::channel::<Status>();
    let writing = thread::Builder::new().name("status-page".to_owned()).spawn(move || {
        while let Ok(mut status) = sent.recv() {
            // Only the last counts.
            while let Ok(later) = sent.try_recv() {
                status = later;
            }
            // Many offices let kiosks only read the folder; then the page is in the kiosk's own.
            if let Err(error) = status.write(&folder) {
                tracing::debug!(%error, folder = %folder.display(), "the status page is not written here");
            }
        }
    });
    if let Err(error) = writing {
        tracing::error!(%error, "cannot start the thread that writes the status page");
    }
    send
}

/// A page that was opened.
pub struct Opened {
    /// Which.
    pub address: PageAddress,
    /// The page; `None` if it cannot be read.
    pub page: Option<Arc<Page>>,
    /// Its pictures, by path.
    pub pictures: Arc<HashMap<String, Pixels>>,
}

/// Publishes the folder for as long as the program runs.
///
/// # Errors
/// If the kiosk's own copy cannot be opened.
pub fn watch(config: FolderConfig, tell: impl Fn(News) + Send + 'static) -> Result<Watched, StoreError> {
    let timing = Timing {
        quiet: config.settle,
        quiet_on_network: config.settle.max(Timing::default().quiet_on_network),
        ..Timing::default()
    };
    let store = Store::open(&config.copy)?;
    Ok(content_folder::watch(
        config.content,
        store,
        languages(),
        timing,
        tell,
    ))
}

/// Reads a folder once.
///
/// # Errors
/// If there is no room for a copy of it.
pub fn load(folder: &Path) -> Result<Once, StoreError> {
    content_folder::read_once(folder, languages())
}

/// The languages that there are screens in.
fn languages() -> KnownLanguages {
    let known = i18n::languages().iter().map(|language| KnownLanguage {
        tag: language.tag.to_owned(),
        names: vec![language.autonym.to_owned(), language.english_name.to_owned()],
        words: header_words(language.tag),
    });
    known.collect()
}

/// Opens pages, one after the other.
pub struct Reader(Sender<(Library, PageAddress)>);

impl Reader {
    /// Starts the thread.
    pub fn start(tell: impl Fn(Opened) + Send + 'static) -> Self {
        let (ask, asked) = mpsc::channel::<(Library, PageAddress)>();
        let reading = thread::Builder::new().name("pages".to_owned()).spawn(move || {
            while let Ok((library, address)) = asked.recv() {
                tell(open(&library, address));
            }
        });
        if let Err(error) = reading {
            tracing::error!(%error, "cannot start the thread that opens pages");
        }
        Self(ask)
    }

    /// Opens a page of what is published.
    pub fn open(&self, library: Library, address: PageAddress) {
        // It fails only when the program is ending.
        let _ = self.0.send((library, address));
    }
}

/// Opens one page.
pub fn open(library: &Library, address: PageAddress) -> Opened {
    match library.open(&address) {
        Ok(opened) => {
            let pictures = opened.pictures.into_iter();
            Opened {
                address,
                page: Some(Arc::new(opened.page)),
                pictures: Arc::new(pictures.map(|(path, pixels)| (path, pixels.into())).collect()),
            }
        }
        Err(error) => {
            // Which page somebody reads is nobody's business; the folder's thread notes what is damaged.
            tracing::warn!(%error, "a page cannot be opened");
            Opened {
                address,
                page: None,
                pictures: Arc::default(),
            }
        }
    }
}

/// A finding as the queue's staff are told of it.
pub fn problem(finding: &Finding) -> ContentProblem {
    ContentProblem {
        code: finding.code.to_string(),
        file: finding.file.clone(),
        line: finding.line,
        problem: finding.problem.clone(),
        remedy: finding.remedy.clone(),
    }
}

/// What is wrong with the folder at a time, with what falls due on that day of the office.
pub fn findings_at(news: &News, wall: DateTime<Utc>) -> Vec<Finding> {
    let mut findings = news.findings.clone();
    if let Some(content) = &news.content {
        findings.extend(content.findings_on(content.hours.local(wall).date()));
    }
    findings
}

/// A finding as one line.
pub fn line(finding: &Finding) -> String {
    let place = match finding.line {
        Some(line) => format!("{}, line {line}: ", finding.file),
        None if finding.file.is_empty() => String::new(),
        None => format!("{}: ", finding.file),
    };
    format!("{place}{} {}", finding.problem, finding.remedy)
}
