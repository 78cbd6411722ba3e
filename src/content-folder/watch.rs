//! Runs a publisher on a thread of its own.
//!
//! On a disk of this machine the system tells of changes, which only brings the next look forward: it may fail, miss
//! or overflow without consequence. On a network nothing is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use flow::content::{Content, Finding};
use notify::{RecursiveMode, Watcher};

use crate::languages::KnownLanguages;
use crate::library::Library;
use crate::publisher::{Publisher, Timing};
use crate::store::Store;

/// After a change, the look waits this long, so that a burst of changes is one.
const BURST: Duration = Duration::from_millis(200);
/// Looks are never closer together than this, however much changes.
const APART: Duration = Duration::from_millis(500);
/// A look that takes longer than this is told: the share hangs.
const HANGS: Duration = Duration::from_secs(30);

/// What the watching tells.
#[derive(Clone)]
pub struct News {
    /// What is published; `None` while there was never anything to show.
    pub content: Option<Arc<Content>>,
    /// The number of the generation.
    pub generation: u64,
    /// What opens its pages.
    pub library: Library,
    /// What is wrong with the folder, the worst first.
    pub findings: Vec<Finding>,
    /// Whether most of the folder is gone and somebody must say whether that is meant.
    pub guarded: bool,
}

impl News {
    pub(crate) fn of(publisher: &Publisher) -> Self {
        Self {
            content: publisher.content(),
            generation: publisher.generation(),
            library: publisher.library(),
            findings: publisher.findings().to_vec(),
            guarded: publisher.is_guarded(),
        }
    }
}

/// How the watching is spoken to.
#[derive(Clone, Debug)]
pub struct Watched(Sender<Wake>);

impl Watched {
    /// Somebody says that what is gone was meant to go.
    pub fn confirm_emptied(&self) {
        // It fails only when the program is ending.
        let _ = self.0.send(Wake::Emptied);
    }
}

/// What brings the next look forward.
#[derive(Debug)]
enum Wake {
    Changed,
    Emptied,
}

/// What comes of looking.
enum Heard {
    /// What there is, of which nobody need be told before the folder was looked at.
    Known(News),
    Told(News),
    Began,
    Ended,
}

/// Publishes the folder for as long as the program runs. What the store holds is told at once; the folder is looked
/// at after that.
pub fn watch(
    root: PathBuf,
    store: Store,
    languages: KnownLanguages,
    timing: Timing,
    tell: impl Fn(News) + Send + 'static,
) -> Watched {
    let (wake, woken) = mpsc::channel();
    let (heard, hear) = mpsc::channel();
    let watched = Watched(wake.clone());
    let looking = thread::Builder::new()
        .name("content-folder".to_owned())
        .spawn(move || {
            let publisher = Publisher::new(&root, store, languages, timing);
            look_on(publisher, &root, &wake, &woken, &heard);
        });
    let telling = thread::Builder::new()
        .name("content-news".to_owned())
        .spawn(move || tell_on(&hear, tell));
    for started in [looking, telling] {
        if let Err(error) = started {
            tracing::error!(%error, "cannot start the thread that reads the content folder");
        }
    }
    watched
}

fn look_on(
    mut publisher: Publisher,
    root: &Path,
    wake: &Sender<Wake>,
    woken: &Receiver<Wake>,
    heard: &Sender<Heard>,
) {
    let began = Instant::now();
    let news = News::of(&publisher);
    let _ = heard.send(if news.content.is_some() {
        Heard::Told(news)
    } else {
        Heard::Known(news)
    });
    let mut watcher = None;
    let mut first = true;
    loop {
        let looked = Instant::now();
        let _ = heard.send(Heard::Began);
        // This looks at the folder too, and may hang as well.
        if watcher.is_none() {
            watcher = watcher_of(root, wake);
        }
        let outcome = publisher.look(began.elapsed());
        let _ = heard.send(Heard::Ended);
        let news = News::of(&publisher);
        // While there is neither anything to show nor anything wrong, the folder has yet to come to rest.
        let is_known = news.content.is_some() || !news.findings.is_empty();
        if is_known && (outcome.told || outcome.published || std::mem::take(&mut first)) {
            first = false;
            let _ = heard.send(Heard::Told(news));
        }
        let due = began + outcome.next;
        match woken.recv_timeout(
            due.saturating_duration_since(Instant::now())
                .max(Duration::from_millis(1)),
        ) {
            Ok(Wake::Emptied) => publisher.confirm_emptied(),
            Ok(_) => thread::sleep(BURST.max(APART.saturating_sub(looked.elapsed()))),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        while let Ok(more) = woken.try_recv() {
            if matches!(more, Wake::Emptied) {
                publisher.confirm_emptied();
            }
        }
    }
}

/// Passes the news on, and says so when a look does not end.
fn tell_on(hear: &Receiver<Heard>, tell: impl Fn(News)) {
    let mut last: Option<News> = None;
    let mut since = None;
    let mut hanging = false;
    loop {
        let wait = match since {
            Some(since) if !hanging => HANGS.saturating_sub(Instant::elapsed(&since)),
            _ => Duration::from_secs(3600),
        };
        match hear.recv_timeout(wait) {
            Ok(Heard::Began) => since = Some(Instant::now()),
            Ok(Heard::Ended) => {
                since = None;
                if std::mem::take(&mut hanging)
                    && let Some(news) = &last
                {
                    tell(news.clone());
                }
            }
            Ok(Heard::Known(news)) => last = Some(news),
            Ok(Heard::Told(news)) => {
                tell(news.clone());
                last = Some(news);
            }
            Err(RecvTimeoutError::Timeout) => {
                if since.is_some() && !hanging {
                    hanging = true;
                    if let Some(news) = &last {
                        let mut news = news.clone();
                        news.findings.insert(0, hangs());
                        tell(news);
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn hangs() -> Finding {
    Finding::error("folder-hangs", "", "The content folder does not answer.")
        .shown("What was in it last.")
        .remedy("Ask IT to look at the share and the network. The kiosk goes on as soon as it answers.")
}

/// Has the system tell of changes, where it can.
fn watcher_of(root: &Path, wake: &Sender<Wake>) -> Option<notify::RecommendedWatcher> {
    let wake = wake.clone();
    let config = notify::Config::default().with_follow_symlinks(false);
    let told = move |event: notify::Result<notify::Event>| {
        // That a file was opened or read is no change; our own reading would wake us for ever.
        let is_change = event.map_or(true, |event| !matches!(event.kind, notify::EventKind::Access(_)));
        if is_change {
            let _ = wake.send(Wake::Changed);
        }
    };
    let mut watcher = notify::RecommendedWatcher::new(told, config).ok()?;
    watcher.watch(root, RecursiveMode::Recursive).ok()?;
    Some(watcher)
}
