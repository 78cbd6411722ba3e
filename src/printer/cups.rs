//! A printer behind CUPS, by CUPS's own programs and its local socket.
//!
//! `lp` and `lpstat` are told the socket's path, so they ask no other machine, and each has a limit on its time.
//! The queue must pass on what it is given; the bytes are ESC/POS.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use crate::dots::Dots;
use crate::escpos::job;
use crate::timed::{read, write_all};
use crate::trouble::PrinterTrouble;

/// How long each of CUPS's programs has.
const PROGRAM: Duration = Duration::from_secs(5);
/// How long a job runs before what CUPS says of its printer is about this job: the reasons of the last one stay
/// until the next has begun.
const SETTLED: Duration = Duration::from_secs(3);
/// How often a job is looked at until it is done.
const LOOK: Duration = Duration::from_millis(300);
/// Most bytes of an answer that are read.
const MOST_ANSWER: usize = 16 * 1024;

/// A queue of CUPS.
pub(crate) struct Queue {
    name: String,
    socket: PathBuf,
    cuts: bool,
}

impl Queue {
    pub fn new(name: String, socket: PathBuf, cuts: bool) -> Self {
        Self { name, socket, cuts }
    }

    /// Prints a picture; says what is wrong although it was printed, or why it was not.
    pub fn print(&self, dots: &Dots, until: Instant) -> Result<Option<PrinterTrouble>, PrinterTrouble> {
        if let Some(trouble) = self.check(until).filter(takes_no_job) {
            return Err(trouble);
        }
        // The title is the same for every slip: it stays in CUPS's list of jobs.
        let arguments = ["-d", &self.name, "-o", "raw", "-t", "slip"];
        let answer = self.run("lp", &arguments, &job(dots, self.cuts), until)?;
        let job = answer
            .split_whitespace()
            .find(|word| is_job(word, &self.name))
            .ok_or(PrinterTrouble::NotAPrinter)?
            .to_owned();
        self.follow(&job, until)
    }

    /// What is wrong now.
    pub fn check(&self, until: Instant) -> Option<PrinterTrouble> {
        match self.run("lpstat", &["-l", "-a", &self.name, "-p", &self.name], &[], until) {
            Ok(answer) => trouble_of(&answer),
            Err(trouble) => Some(trouble),
        }
    }

    /// Waits until a job has left the queue. One that stays is taken back: nobody waits for it any more.
    fn follow(&self, job: &str, until: Instant) -> Result<Option<PrinterTrouble>, PrinterTrouble> {
        let mut trouble = None;
        let settled = Instant::now() + SETTLED;
        while Instant::now() < until {
            let waiting = self.run("lpstat", &["-W", "not-completed", "-o", &self.name], &[], until)?;
            if !waiting.lines().any(|line| first_word(line) == job) {
                return match self.end_of(job, until) {
                    Some(trouble) => Err(trouble),
                    None => Ok(self.check(until).filter(PrinterTrouble::prints)),
                };
            }
            trouble = self.check(until).filter(|trouble| !trouble.prints());
            if trouble.is_some() && Instant::now() >= settled {
                break;
            }
            thread::sleep(LOOK);
        }
        let _ = self.run("cancel", &[job], &[], Instant::now() + PROGRAM);
        Err(trouble.unwrap_or(PrinterTrouble::Hung))
    }

    /// Why a job that has ended was not printed; `None` if it was, or if CUPS keeps no list of such jobs.
    fn end_of(&self, job: &str, until: Instant) -> Option<PrinterTrouble> {
        let ended = self
            .run("lpstat", &["-l", "-W", "completed", "-o", &self.name], &[], until)
            .ok()?;
        let mut lines = ended.lines().skip_while(|line| first_word(line) != job);
        lines.next()?;
        let details = lines.take_while(|line| line.starts_with(char::is_whitespace));
        let bad = ["aborted", "canceled", "job-stopped"];
        let failed = details
            .filter_map(|line| line.trim().strip_prefix("Alerts:"))
            .any(|alerts| bad.iter().any(|word| alerts.contains(word)));
        failed.then(|| {
            self.check(until)
                .filter(|trouble| !trouble.prints())
                .unwrap_or_else(|| PrinterTrouble::Fault("its job was ended".to_owned()))
        })
    }

    /// Runs one of CUPS's programs and gives what it says.
    fn run(
        &self,
        program: &str,
        arguments: &[&str],
        input: &[u8],
        until: Instant,
    ) -> Result<String, PrinterTrouble> {
        let until = until.min(Instant::now() + PROGRAM);
        let mut child = Command::new(program)
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C")
            .env("CUPS_SERVER", &self.socket)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| PrinterTrouble::NoPrintingSystem)?;
        let answer = converse(&mut child, input, until);
        let success = end(&mut child, until);
        match (answer, success) {
            (Some(answer), Some(true)) => Ok(answer),
            // It has said no: there is no such queue, it takes no jobs, or CUPS is not there.
            (_, Some(false)) if self.socket.exists() => Err(self.why_not(program)),
            _ => Err(PrinterTrouble::NoPrintingSystem),
        }
    }

    /// A program's no. The one that asks for the queue's state fails where there is no such queue, the others where
    /// it takes no jobs.
    fn why_not(&self, program: &str) -> PrinterTrouble {
        if program == "lpstat" {
            PrinterTrouble::NotAPrinter
        } else {
            PrinterTrouble::QueueStopped
        }
    }
}

/// Gives a program its input and takes its answer. `None` if it has not read and said all in time.
fn converse(child: &mut Child, input: &[u8], until: Instant) -> Option<String> {
    let mut stdin = child.stdin.take()?;
    let flags = fcntl_getfl(&stdin).ok()?;
    fcntl_setfl(&stdin, flags | OFlags::NONBLOCK).ok()?;
    // A program that does not read to the end says why by its status.
    let _ = write_all(&mut stdin, input, until);
    drop(stdin);
    let mut stdout = child.stdout.take()?;
    let flags = fcntl_getfl(&stdout).ok()?;
    fcntl_setfl(&stdout, flags | OFlags::NONBLOCK).ok()?;
    read_to_end(&mut stdout, until)
}

fn read_to_end(stdout: &mut ChildStdout, until: Instant) -> Option<String> {
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    while answer.len() < MOST_ANSWER {
        match read(stdout, &mut buffer, until) {
            Ok(0) => break,
            Ok(count) => answer.extend(&buffer[..count]),
            Err(_) => return None,
        }
    }
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// Waits for a program's end, and makes it end when its time is over. `None` if it had to be made.
fn end(child: &mut Child, until: Instant) -> Option<bool> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
            Ok(None) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

/// Whether it is the queue itself that is not there or closed. A printer without paper still has to be tried: CUPS
/// learns of a new roll from the next job only.
fn takes_no_job(trouble: &PrinterTrouble) -> bool {
    use PrinterTrouble::{NoPrintingSystem, NotAPrinter, QueueStopped};
    matches!(trouble, NoPrintingSystem | NotAPrinter | QueueStopped)
}

/// Whether a word is the name of one of the queue's jobs: the queue's name, a hyphen, digits.
fn is_job(word: &str, queue: &str) -> bool {
    let number = word.strip_prefix(queue).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

/// What `lpstat -l -a … -p …` says is wrong: a queue that is disabled or takes nothing, and the reasons that
/// CUPS lists (`printer-state-reasons`, RFC 8011 section 5.4.12).
fn trouble_of(answer: &str) -> Option<PrinterTrouble> {
    let alerts: Vec<&str> = answer
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Alerts:"))
        .flat_map(|reasons| reasons.split([' ', ',']))
        .filter(|reason| !reason.is_empty())
        .collect();
    let any = |names: &[&str]| {
        alerts
            .iter()
            .any(|alert| names.iter().any(|name| alert.starts_with(name)))
    };
    if any(&["cover-open", "door-open", "interlock-open"]) {
        return Some(PrinterTrouble::CoverOpen);
    }
    if any(&["media-empty", "media-needed"]) {
        return Some(PrinterTrouble::PaperOut);
    }
    if any(&["media-jam"]) {
        return Some(PrinterTrouble::Fault("paper is jammed".to_owned()));
    }
    if any(&["offline", "connecting-to-device", "timed-out", "shutdown"]) {
        return Some(PrinterTrouble::Unplugged);
    }
    let stopped = answer.lines().any(|line| {
        let state = line.strip_prefix("printer ").unwrap_or_default();
        state.contains(" disabled since") || line.contains(" not accepting requests")
    });
    if stopped {
        return Some(PrinterTrouble::QueueStopped);
    }
    any(&["media-low"]).then_some(PrinterTrouble::PaperLow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lpstat_says_is_understood() {
        use PrinterTrouble::*;
        let said = |state: &str, alerts: &str| {
            format!(
                "slips accepting requests since Mon Nov 23\nprinter slips {state} since Mon Nov 23 -\n\
                 \tForm mounted:\n\tAlerts: {alerts}\n\tConnection: direct\n"
            )
        };
        for (state, alerts, trouble) in [
            ("is idle.  enabled", "none", None),
            ("now printing slips-7.  enabled", "none", None),
            ("is idle.  enabled", "media-low-warning", Some(PaperLow)),
            (
                "now printing slips-7.  enabled",
                "media-empty-error",
                Some(PaperOut),
            ),
            (
                "now printing slips-7.  enabled",
                "media-low, cover-open",
                Some(CoverOpen),
            ),
            (
                "now printing slips-7.  enabled",
                "connecting-to-device",
                Some(Unplugged),
            ),
            ("is idle.  enabled", "offline-report", Some(Unplugged)),
            ("disabled", "paused", Some(QueueStopped)),
            ("disabled", "media-needed", Some(PaperOut)),
        ] {
            assert_eq!(trouble_of(&said(state, alerts)), trouble, "{state} {alerts}");
        }
        let closed = said("is idle.  enabled", "none").replace("accepting", "not accepting");
        assert_eq!(trouble_of(&closed), Some(QueueStopped));
        assert_eq!(trouble_of(""), None);
    }

    #[test]
    fn a_job_is_named_by_its_queue_and_a_number() {
        assert!(is_job("slips-12", "slips"));
        for word in ["slips", "slips-", "slips-1a", "other-12", "slips-12-3"] {
            assert!(!is_job(word, "slips"), "{word}");
        }
    }
}
