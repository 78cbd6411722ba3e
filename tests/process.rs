//! Programs that the tests start. None of them outlives the tests, however those end.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::fake_clock;
use crate::programs::tool;
use crate::wait::until;

/// How long a program may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(5);

/// How much of a log is shown when a test fails, in lines.
const SHOWN_LINES: usize = 40;

/// A command that dies with the tests: the kernel kills it when the thread that started it ends, and that thread
/// lives as long as the tests do ([`start`]).
pub fn command(program: &Path) -> Command {
    dying_by("KILL", program)
}

/// [`command`] for a program that ends its own children only when it is asked to end.
pub fn asked_to_end(program: &Path) -> Command {
    dying_by("TERM", program)
}

fn dying_by(signal: &str, program: &Path) -> Command {
    let mut command = Command::new(tool("setpriv", "util-linux"));
    command
        .args(["--pdeathsig", signal, "--"])
        .arg(program)
        .stdin(Stdio::null());
    // Logs are read as they are in the failure of a test.
    command.env("NO_COLOR", "1");
    // A group of its own, so that what it starts itself can be ended with it.
    command.process_group(0);
    command
}

/// Starts a command on the one thread whose end is the end of the tests.
pub fn start(command: Command) -> io::Result<Child> {
    type Job = (Command, mpsc::Sender<io::Result<Child>>);
    static STARTER: OnceLock<Mutex<mpsc::Sender<Job>>> = OnceLock::new();
    let starter = STARTER.get_or_init(|| {
        let (jobs, taken) = mpsc::channel::<Job>();
        thread::spawn(move || {
            for (mut command, answer) in taken {
                // Whoever asked is waiting for this answer.
                let _ = answer.send(command.spawn());
            }
        });
        Mutex::new(jobs)
    });
    let (answer, started) = mpsc::channel();
    starter
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .send((command, answer))
        .expect("the starter lives");
    started.recv().expect("the starter answers")
}

/// A running program with everything it wrote in one file.
pub struct Process {
    name: String,
    log: PathBuf,
    child: Child,
    ended: Option<ExitStatus>,
}

impl Process {
    /// Starts a command; its output is appended to `<folder>/<name>.log`.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(name: &str, folder: &Path, mut command: Command) -> Self {
        let log = folder.join(format!("{name}.log"));
        let file = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .expect("a log file");
        command
            .stdout(file.try_clone().expect("the same log file"))
            .stderr(file);
        let child = start(command).unwrap_or_else(|error| panic!("{name} cannot be started: {error}"));
        Self {
            name: name.to_owned(),
            log,
            child,
            ended: None,
        }
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has written.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    /// The last lines it wrote, under its name.
    pub fn last_words(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        let shown = lines
            .get(lines.len().saturating_sub(SHOWN_LINES)..)
            .unwrap_or_default();
        format!(
            "---- {} ({}) ----\n{}\n",
            self.name,
            self.log.display(),
            shown.join("\n")
        )
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        if self.ended.is_none() {
            self.ended = self.child.try_wait().expect("our own child");
        }
        self.ended
    }

    /// Waits for it to end by itself.
    ///
    /// # Panics
    /// If it does not within `limit`.
    pub fn wait_for_end(&mut self, limit: Duration) -> ExitStatus {
        let name = self.name.clone();
        until(&format!("the end of {name}"), limit, || self.ended())
    }

    /// Sends it a signal; nothing if it has ended.
    pub fn signal(&mut self, signal: Signal) {
        if self.ended().is_none() {
            kill_process(self.unix_pid(), signal).expect("a signal to our own child");
        }
    }

    /// Kills it as a power cut would, and everything it started.
    pub fn kill(mut self) {
        self.kill_now();
    }

    /// Asks it to end and waits; kills it if it does not.
    pub fn stop(mut self) -> ExitStatus {
        // A stopped program cannot hear anything else.
        self.signal(Signal::CONT);
        self.signal(Signal::TERM);
        let began = Instant::now();
        while self.ended().is_none() && began.elapsed() < GRACE {
            thread::sleep(Duration::from_millis(20));
        }
        self.kill_now();
        self.ended.expect("it has ended")
    }

    fn kill_now(&mut self) {
        // The group may be gone already, which is as well.
        let _ = kill_process_group(self.unix_pid(), Signal::KILL);
        if self.ended.is_none() {
            self.ended = Some(self.child.wait().expect("our own child"));
        }
        fake_clock::tidy_up_after(self.pid());
    }

    fn unix_pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.ended.is_none() {
            self.kill_now();
        }
    }
}

/// What a program that ends by itself said.
pub struct Outcome {
    /// Its exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

/// Runs a command to its end.
///
/// # Panics
/// If it cannot be started, or does not end within `limit`.
pub fn run(mut command: Command, limit: Duration) -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str| File::create(folder.path().join(name)).expect("a file for its output");
    command.stdout(file("out")).stderr(file("err"));
    let shown = format!("{command:?}");
    let child = start(command).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let mut process = Process {
        name: shown,
        log: folder.path().join("err"),
        child,
        ended: None,
    };
    let status = process.wait_for_end(limit);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).expect("its output as UTF-8");
    Outcome {
        code: status.code(),
        out: text("out"),
        err: text("err"),
    }
}
