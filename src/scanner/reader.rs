//! Reads scanners, each on a thread of its own, for as long as the handle lives; one that is unplugged is looked for
//! again each second.

use std::io::{PipeReader, PipeWriter};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::device::{Device, ScannerTrouble};
use crate::events::{EVENT_BYTES, Events};
use crate::wedge::{SILENCE, Scan, Wedge};

/// How often a scanner that is not there is looked for.
const RETRY: Duration = Duration::from_secs(1);
/// After a scan, others are dropped for this long: a trigger that is held reads the same code again and again.
const REST: Duration = Duration::from_millis(500);
/// Most devices; more are a mistake in the settings.
const MOST_DEVICES: usize = 8;

/// What a scanner has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScannerNews {
    /// Something was scanned.
    Scan(Scan),
    /// A scanner works, or why it does not. Told at the start and after each change.
    State {
        /// The file of the scanner, as it was named.
        device: PathBuf,
        /// What is wrong; `None` if nothing is.
        trouble: Option<ScannerTrouble>,
    },
}

/// The scanners being read. Dropping it ends the reading and gives the devices back.
pub struct Scanner {
    /// Its closing wakes the threads and ends them.
    _stop: PipeWriter,
}

impl Scanner {
    /// Reads these devices and tells what comes of it; `tell` must not wait.
    ///
    /// # Errors
    /// If the system has no thread or pipe left.
    pub fn start(
        devices: &[PathBuf],
        tell: impl Fn(ScannerNews) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let (stopped, stop) = std::io::pipe()?;
        let tell: Arc<dyn Fn(ScannerNews) + Send + Sync> = Arc::new(tell);
        for path in devices.iter().take(MOST_DEVICES) {
            let watch = Watch {
                path: path.clone(),
                stopped: stopped.try_clone()?,
                tell: Arc::clone(&tell),
                told: None,
                quiet_until: None,
            };
            thread::Builder::new()
                .name("scanner".to_owned())
                .spawn(move || watch.run())?;
        }
        Ok(Self { _stop: stop })
    }
}

/// One scanner's thread.
struct Watch {
    path: PathBuf,
    /// At its end when the handle is dropped.
    stopped: PipeReader,
    tell: Arc<dyn Fn(ScannerNews) + Send + Sync>,
    /// The state last told.
    told: Option<Option<ScannerTrouble>>,
    quiet_until: Option<Instant>,
}

/// What a wait ended with.
enum Woken {
    Stopped,
    Ready,
    Nothing,
}

impl Watch {
    fn run(mut self) {
        loop {
            match Device::open(&self.path) {
                Ok(device) => {
                    self.state(None);
                    match self.listen(device) {
                        Some(trouble) => self.state(Some(trouble)),
                        None => return,
                    }
                }
                Err(trouble) => self.state(Some(trouble)),
            }
            if let Woken::Stopped = self.wait(None, Some(RETRY)) {
                return;
            }
        }
    }

    /// Reads a device until it is gone, and says why it is; `None` when the handle was dropped.
    fn listen(&mut self, mut device: Device) -> Option<ScannerTrouble> {
        let (mut events, mut wedge) = (Events::default(), Wedge::default());
        let mut buffer = [0; 64 * EVENT_BYTES];
        loop {
            let patience = wedge.is_waiting().then_some(SILENCE);
            match self.wait(Some(&device), patience) {
                Woken::Stopped => return None,
                Woken::Nothing => self.scanned(wedge.silence()),
                Woken::Ready => match device.read(&mut buffer) {
                    Ok(None) => {}
                    Ok(Some(0)) => return Some(ScannerTrouble::Unplugged),
                    Ok(Some(count)) => {
                        for event in events.take(&buffer[..count]) {
                            let scan = wedge.take(event);
                            self.scanned(scan);
                        }
                    }
                    Err(error) => return Some(error.into()),
                },
            }
        }
    }

    /// Waits for the device, for the end, or for no longer than `patience`.
    fn wait(&self, device: Option<&Device>, patience: Option<Duration>) -> Woken {
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut waits = vec![PollFd::new(&self.stopped, PollFlags::IN)];
        if let Some(device) = device {
            waits.push(PollFd::from_borrowed_fd(device.as_fd(), PollFlags::IN));
        }
        match poll(&mut waits, patience.as_ref()) {
            Ok(0) => Woken::Nothing,
            Ok(_) if !waits[0].revents().is_empty() => Woken::Stopped,
            // A poll that fails for want of memory is as good as one that found something: the read will tell.
            Ok(_) | Err(_) => Woken::Ready,
        }
    }

    fn scanned(&mut self, scan: Option<Scan>) {
        let Some(scan) = scan else { return };
        let now = Instant::now();
        if self.quiet_until.is_none_or(|until| now >= until) {
            self.quiet_until = Some(now + REST);
            (self.tell)(ScannerNews::Scan(scan));
        }
    }

    fn state(&mut self, trouble: Option<ScannerTrouble>) {
        if self.told.as_ref() == Some(&trouble) {
            return;
        }
        match &trouble {
            Some(trouble) => tracing::warn!(device = %self.path.display(), "{trouble}"),
            None => tracing::info!(device = %self.path.display(), "the scanner is ready"),
        }
        self.told = Some(trouble.clone());
        (self.tell)(ScannerNews::State {
            device: self.path.clone(),
            trouble,
        });
    }
}
