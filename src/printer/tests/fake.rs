//! Printers for tests: a pipe, and a pseudo-terminal behind which somebody answers as the manual says a printer does.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use printer::{Dots, Printer, PrinterConfig, PrinterNews, PrinterTrouble, Route};
use rustix::fs::{CWD, FileType, Mode, OFlags, fcntl_setfl, mknodat};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::paper::Paper;

/// Longer than any limit of the crate.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// A pipe where the device file should be.
pub fn pipe(folder: &Path) -> PathBuf {
    let path = folder.join("lp0");
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    path
}

/// Opens a pipe's reading end, so that a writer finds somebody there.
pub fn reader(path: &Path) -> File {
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new()
        .read(true)
        .custom_flags(flags)
        .open(path)
        .unwrap()
}

/// Reads until the bytes end so, or what came within the time.
pub fn read_until(file: &mut File, ending: &[u8], patience: Duration) -> Vec<u8> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 65536]);
    let until = Instant::now() + patience;
    while !bytes.ends_with(ending) && Instant::now() < until {
        match file.read(&mut buffer) {
            Ok(count) => bytes.extend(&buffer[..count]),
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        }
        thread::sleep(Duration::from_millis(2));
    }
    bytes
}

pub fn start(route: Route) -> (Printer, Receiver<PrinterNews>) {
    let config = PrinterConfig {
        route,
        paper_mm: 80,
        cuts: true,
    };
    let (said, heard) = mpsc::channel();
    let printer = Printer::start(config, move |news| {
        let _ = said.send(news);
    });
    (printer.unwrap(), heard)
}

pub fn state(heard: &Receiver<PrinterNews>) -> Option<PrinterTrouble> {
    match heard.recv_timeout(PATIENCE).unwrap() {
        PrinterNews::State(trouble) => trouble,
        other => panic!("{other:?} came before the state"),
    }
}

/// What became of a slip, and the states told on the way.
pub fn outcome(heard: &Receiver<PrinterNews>) -> (PrinterNews, Vec<Option<PrinterTrouble>>) {
    let mut states = Vec::new();
    loop {
        match heard.recv_timeout(PATIENCE).unwrap() {
            PrinterNews::State(state) => states.push(state),
            done => return (done, states),
        }
    }
}

/// Whether the paper shows the picture, but for a dot added where the picture's bytes would be a command.
pub fn shows(paper: &Paper, picture: &Dots) -> bool {
    let same = |(printed, drawn): (&u8, &u8)| printed == drawn || (*drawn == 0x10 && *printed == 0x18);
    paper.stride == picture.stride()
        && paper.dots.len() == picture.bytes().len()
        && paper.dots.iter().zip(picture.bytes()).all(same)
}

/// How the printer behind a pseudo-terminal is.
#[derive(Clone, Copy, Default)]
pub struct Health {
    /// What it answers to `DLE EOT 2`, 3 and 4 besides the bits that are always the same.
    pub answers: [u8; 3],
    /// Its health after this many bytes of slips.
    pub worsens: Option<(usize, [u8; 3])>,
    /// It stands still: it neither takes nor answers anything.
    pub hung: bool,
    /// It takes everything and answers nothing, as cheap printers do.
    pub mute: bool,
}

/// A printer behind a pseudo-terminal. Dropping it pulls the cable.
pub struct Machine {
    pub path: PathBuf,
    pub health: Arc<Mutex<Health>>,
    /// Everything that it took.
    pub taken: Arc<Mutex<Vec<u8>>>,
    /// Its closing ends the thread.
    _cable: mpsc::Sender<()>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Machine {
    pub fn start(health: Health) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        fcntl_setfl(&master, OFlags::NONBLOCK).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = PathBuf::from(ptsname(&master, Vec::new()).unwrap().into_string().unwrap());
        let (health, taken) = (Arc::new(Mutex::new(health)), Arc::new(Mutex::new(Vec::new())));
        let (cable, pulled) = mpsc::channel();
        let (its_health, its_taken) = (Arc::clone(&health), Arc::clone(&taken));
        let thread = thread::spawn(move || work(File::from(master), &its_health, &its_taken, &pulled));
        Self {
            path,
            health,
            taken,
            _cable: cable,
            thread: Some(thread),
        }
    }

    pub fn set(&self, change: impl FnOnce(&mut Health)) {
        change(&mut self.health.lock().unwrap());
    }

    pub fn taken(&self) -> Vec<u8> {
        self.taken.lock().unwrap().clone()
    }

    pub fn pull_the_cable(mut self) {
        let thread = self.thread.take().unwrap();
        drop(self);
        thread.join().unwrap();
    }
}

fn work(mut line: File, health: &Mutex<Health>, taken: &Mutex<Vec<u8>>, pulled: &Receiver<()>) {
    let mut buffer = [0; 512];
    let mut bytes = Vec::new();
    while pulled.try_recv() == Err(mpsc::TryRecvError::Empty) {
        let mut now = *health.lock().unwrap();
        match line.read(&mut buffer) {
            _ if now.hung => thread::sleep(Duration::from_millis(1)),
            Ok(count) => {
                for byte in &buffer[..count] {
                    bytes.push(*byte);
                    if let Some((_, worse)) = now.worsens.filter(|(after, _)| bytes.len() > *after) {
                        now.answers = worse;
                        *health.lock().unwrap() = now;
                    }
                    if let Some(answer) = answer(&bytes, &now).filter(|_| !now.mute) {
                        line.write_all(&[answer]).unwrap();
                    }
                }
                *taken.lock().unwrap() = bytes.clone();
            }
            // Nobody has the other end open, or nothing came.
            Err(_) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// What a printer answers when these bytes are the last that came.
fn answer(bytes: &[u8], health: &Health) -> Option<u8> {
    let last = bytes.last_chunk::<3>()?;
    match last {
        [0x10, 0x04, which @ 2..=4] => Some(0x12 | health.answers[usize::from(*which) - 2]),
        // Off-line it prints nothing, so it never comes to this.
        [0x1D, 0x72, 1] if health.answers[0] == 0 => Some(health.answers[2] & 0x0F),
        _ => None,
    }
}
