//! A printer at its device file: `/dev/usb/lp0`, a serial port, a pipe.
//!
//! The file is open only while something is printed or asked, so that a printer that was unplugged is found again by
//! its name.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::termios::{OptionalActions, isatty, tcgetattr, tcsetattr};

use crate::dots::Dots;
use crate::escpos::{ASK_WHEN_DONE, Ask, FORGET, is_done, job, rest_of_a_slip};
use crate::timed::{drain, read, write_all};
use crate::trouble::PrinterTrouble;

/// How long a printer has for an answer about itself. They take a few milliseconds; a busy computer may take longer.
const ANSWER: Duration = Duration::from_millis(1500);
/// How long it has for printing what it took. A slip takes about a second.
const DONE: Duration = Duration::from_secs(4);

/// A printer's device file and what is known of who is behind it.
pub(crate) struct Device {
    path: PathBuf,
    cuts: bool,
    /// It has answered before, so that silence means something.
    answers: bool,
    /// It has been asked and has never answered, as many cheap printers; no slip waits for its answer.
    mute: bool,
    /// The last job was cut short, and the printer may still wait for the rest of a picture.
    unfinished: bool,
}

impl Device {
    pub fn new(path: PathBuf, cuts: bool) -> Self {
        Self {
            path,
            cuts,
            answers: false,
            mute: false,
            unfinished: false,
        }
    }

    /// Prints a picture; says what is wrong although it was printed, or why it was not.
    pub fn print(&mut self, dots: &Dots, until: Instant) -> Result<Option<PrinterTrouble>, PrinterTrouble> {
        let mut port = self.open()?;
        if let Some(trouble) = self.ask(&mut port).filter(|trouble| !trouble.prints()) {
            return Err(trouble);
        }
        let mut bytes = if self.unfinished {
            rest_of_a_slip(dots.width(), self.cuts)
        } else {
            Vec::new()
        };
        bytes.extend(job(dots, self.cuts));
        if self.answers {
            bytes.extend(ASK_WHEN_DONE);
        }
        if let Err(cut) = write_all(&mut port.file, &bytes, until) {
            self.unfinished = self.unfinished || cut.written > 0;
            // What it says of itself tells more than that it takes nothing.
            return Err(self
                .ask(&mut port)
                .filter(|trouble| !trouble.prints())
                .unwrap_or_else(|| PrinterTrouble::of(&cut.error)));
        }
        self.unfinished = false;
        if self.answers {
            wait_until_done(&mut port, until.min(Instant::now() + DONE));
        }
        match self.ask(&mut port) {
            Some(trouble) if !trouble.prints() => {
                // What it still holds of the slip must not come out with the new roll.
                let _ = write_all(&mut port.file, &FORGET, Instant::now() + ANSWER);
                Err(trouble)
            }
            trouble => Ok(trouble),
        }
    }

    /// What is wrong now, as far as can be seen without printing.
    pub fn check(&mut self) -> Option<PrinterTrouble> {
        self.mute = false;
        match self.open() {
            Ok(mut port) => self.ask(&mut port),
            Err(trouble) => Some(trouble),
        }
    }

    /// Opens the device file. What is plugged in after it was not there may be another printer.
    fn open(&mut self) -> Result<Port, PrinterTrouble> {
        open(&self.path).inspect_err(|_| {
            self.answers = false;
            self.mute = false;
        })
    }

    /// Asks a printer about itself. One that has never answered is taken to be well.
    fn ask(&mut self, port: &mut Port) -> Option<PrinterTrouble> {
        if !port.answers || self.mute {
            return None;
        }
        drain(&mut port.file);
        for ask in Ask::ALL {
            match self.answer(port, ask) {
                Ok(answer) => {
                    self.answers = true;
                    if let Some(trouble) = ask.trouble(answer) {
                        return Some(trouble);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    self.mute = !self.answers;
                    return self.answers.then_some(PrinterTrouble::Hung);
                }
                Err(error) => return Some(PrinterTrouble::of(&error)),
            }
        }
        None
    }

    fn answer(&self, port: &mut Port, ask: Ask) -> io::Result<u8> {
        let until = Instant::now() + ANSWER;
        write_all(&mut port.file, &ask.bytes(), until).map_err(|cut| cut.error)?;
        byte(port, until, Ask::is_answer)
    }
}

/// Waits for the word that everything was printed. A printer that never gives it is asked why by the caller.
fn wait_until_done(port: &mut Port, until: Instant) {
    let _ = byte(port, until, is_done);
}

/// The first byte from the printer that is one of these.
fn byte(port: &mut Port, until: Instant, is: impl Fn(u8) -> bool) -> io::Result<u8> {
    let mut buffer = [0; 1];
    loop {
        if read(&mut port.file, &mut buffer, until)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if is(buffer[0]) {
            return Ok(buffer[0]);
        }
        if Instant::now() >= until {
            return Err(io::ErrorKind::TimedOut.into());
        }
    }
}

/// An open device file.
struct Port {
    file: File,
    /// Whether it can be read from: a device can, a pipe would give back what was written.
    answers: bool,
}

fn open(path: &Path) -> Result<Port, PrinterTrouble> {
    let kind = std::fs::metadata(path)
        .map_err(|error| PrinterTrouble::of(&error))?
        .file_type();
    let answers = kind.is_char_device();
    // Nothing is ever written into a file: a mistyped path would fill the disk with slips.
    if !answers && !kind.is_fifo() {
        return Err(PrinterTrouble::NotAPrinter);
    }
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = OpenOptions::new()
        .read(answers)
        .write(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .map_err(|error| PrinterTrouble::of(&error))?;
    if isatty(&file) {
        raw(&file).map_err(|error| PrinterTrouble::of(&error.into()))?;
    }
    Ok(Port { file, answers })
}

/// A serial line would change some bytes of a picture and echo the printer's answers back to it.
fn raw(file: &File) -> rustix::io::Result<()> {
    let mut line = tcgetattr(file)?;
    line.make_raw();
    tcsetattr(file, OptionalActions::Now, &line)
}
