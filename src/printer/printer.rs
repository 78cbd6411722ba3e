//! The printer's thread and its handle.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;

use crate::artist::{Artist, NotDrawn};
use crate::cups::Queue;
use crate::device::Device;
use crate::dots::Dots;
use crate::slip::Slip;
use crate::trouble::PrinterTrouble;

/// How often the printer is looked at while nothing is printed, so that staff know before a visitor does.
const LOOK: Duration = Duration::from_secs(30);
/// A slip that is not printed by then never is: its visitor has the number from the screen.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many slips may wait.
const MOST_WAITING: usize = 4;

/// How the printer is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// By its device file.
    Device(PathBuf),
    /// By a queue of CUPS that passes ESC/POS on as it is.
    Queue {
        /// The queue's name.
        name: String,
        /// CUPS's socket.
        socket: PathBuf,
    },
}

/// What a printer is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterConfig {
    /// How it is reached.
    pub route: Route,
    /// The width of its paper in millimetres. Paper of 80 mm has 576 dots across, paper of 58 mm 384.
    pub paper_mm: u32,
    /// Whether it has a knife.
    pub cuts: bool,
}

/// Which slip is meant; the caller's own number.
pub type SlipId = u64;

/// What the printer has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrinterNews {
    /// The slip was printed; or, by a printer that says nothing of itself, taken.
    Printed(SlipId),
    /// The slip was not printed and will not be.
    NotPrinted(SlipId, PrinterTrouble),
    /// The printer works, or what is wrong. Told at the start and after each change.
    State(Option<PrinterTrouble>),
}

/// A printer. Dropping the handle ends its thread.
pub struct Printer {
    jobs: SyncSender<Job>,
    tell: Arc<dyn Fn(PrinterNews) + Send + Sync>,
}

struct Job {
    id: SlipId,
    asked: Instant,
    what: What,
}

enum What {
    Slip(Box<Slip>),
    Test {
        office_language: String,
        at: NaiveDateTime,
    },
}

impl Printer {
    /// Starts the printer's thread and tells what comes of it; `tell` must not wait.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub fn start(
        config: PrinterConfig,
        tell: impl Fn(PrinterNews) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let tell: Arc<dyn Fn(PrinterNews) + Send + Sync> = Arc::new(tell);
        let (jobs, waiting) = sync_channel(MOST_WAITING);
        let telling = Arc::clone(&tell);
        thread::Builder::new()
            .name("printer".to_owned())
            .spawn(move || Worker::new(config, telling).run(&waiting))?;
        Ok(Self { jobs, tell })
    }

    /// Prints a slip. Returns at once; the news says what became of it.
    pub fn print(&self, id: SlipId, slip: Slip) {
        self.ask(id, What::Slip(Box::new(slip)));
    }

    /// Prints the test's slip: every language, and the edges of the paper. `at` is the office's time.
    pub fn print_test(&self, id: SlipId, office_language: &str, at: NaiveDateTime) {
        let office_language = office_language.to_owned();
        self.ask(id, What::Test { office_language, at });
    }

    fn ask(&self, id: SlipId, what: What) {
        let asked = Instant::now();
        match self.jobs.try_send(Job { id, asked, what }) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => (self.tell)(PrinterNews::NotPrinted(id, PrinterTrouble::TooMany)),
            // The thread ends before its handle only if drawing failed badly.
            Err(TrySendError::Disconnected(_)) => {
                (self.tell)(PrinterNews::NotPrinted(id, PrinterTrouble::NotDrawn));
            }
        }
    }
}

/// Either way to a printer.
enum Way {
    Device(Device),
    Queue(Queue),
}

struct Worker {
    artist: Result<Artist, NotDrawn>,
    way: Way,
    tell: Arc<dyn Fn(PrinterNews) + Send + Sync>,
    told: Option<Option<PrinterTrouble>>,
}

impl Worker {
    fn new(config: PrinterConfig, tell: Arc<dyn Fn(PrinterNews) + Send + Sync>) -> Self {
        let width = if config.paper_mm < 80 { 384 } else { 576 };
        let way = match config.route {
            Route::Device(path) => Way::Device(Device::new(path, config.cuts)),
            Route::Queue { name, socket } => Way::Queue(Queue::new(name, socket, config.cuts)),
        };
        Self {
            artist: Artist::new(width),
            way,
            tell,
            told: None,
        }
    }

    fn run(mut self, waiting: &Receiver<Job>) {
        self.look();
        loop {
            match waiting.recv_timeout(LOOK) {
                Ok(job) => self.work(job),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn look(&mut self) {
        let trouble = match &mut self.way {
            Way::Device(device) => device.check(),
            Way::Queue(queue) => queue.check(Instant::now() + PATIENCE),
        };
        self.state(trouble);
    }

    fn work(&mut self, job: Job) {
        let until = job.asked + PATIENCE;
        let outcome = if Instant::now() < until {
            self.draw(&job.what).and_then(|dots| match &mut self.way {
                Way::Device(device) => device.print(&dots, until),
                Way::Queue(queue) => queue.print(&dots, until),
            })
        } else {
            // Those before it took all of its time.
            let why = self.told.clone().flatten();
            Err(why.unwrap_or(PrinterTrouble::TooMany))
        };
        match outcome {
            Ok(trouble) => {
                self.state(trouble);
                (self.tell)(PrinterNews::Printed(job.id));
            }
            Err(trouble) => {
                self.state(Some(trouble.clone()));
                (self.tell)(PrinterNews::NotPrinted(job.id, trouble));
            }
        }
    }

    fn draw(&self, what: &What) -> Result<Dots, PrinterTrouble> {
        let drawn = match (&self.artist, what) {
            (Ok(artist), What::Slip(slip)) => artist.slip(slip),
            (Ok(artist), What::Test { office_language, at }) => artist.test_slip(office_language, *at),
            (Err(error), _) => Err(error.clone()),
        };
        drawn.map_err(|error| {
            tracing::error!(%error, "a slip cannot be drawn");
            PrinterTrouble::NotDrawn
        })
    }

    fn state(&mut self, trouble: Option<PrinterTrouble>) {
        if self.told.as_ref() == Some(&trouble) {
            return;
        }
        match &trouble {
            Some(trouble) => tracing::warn!("{trouble}"),
            None => tracing::info!("the slip printer is ready"),
        }
        self.told = Some(trouble.clone());
        (self.tell)(PrinterNews::State(trouble));
    }
}
