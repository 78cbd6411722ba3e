//! One office with its three programs, each of which can be started, stopped, stopped in mid-work and killed.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::accessibility::{Find, Screen};
use crate::display::{Display, failures};
use crate::office;
pub use crate::office::{KIOSK, OFFICE, SERIES};
use crate::process::{self, Process, command};
use crate::programs::program;
use crate::queue::Queue;
use crate::wait::until_or;
use crate::wire::Wire;

/// How long a program may take to start. Debug builds on a busy machine are slow.
pub const START: Duration = Duration::from_secs(60);

/// One test with programs at a time: two cores cannot run more without measuring each other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// An office. Nothing runs at first; what runs is ended when this is dropped. If the test failed by then, logs and a
/// picture of the screen are left in `target/failures` and the logs' last lines are printed.
pub struct Fixture {
    test: String,
    folder: TempDir,
    token: String,
    queue_address: SocketAddr,
    wire: Option<Wire>,
    queue: Option<Process>,
    courier: Option<Process>,
    kiosk: Option<(Process, Screen)>,
    display: Option<Display>,
    log_filter: String,
    environment: Vec<(&'static str, Vec<(&'static str, OsString)>)>,
    _turn: MutexGuard<'static, ()>,
}

impl Fixture {
    /// An office whose courier speaks to the queue directly.
    ///
    /// # Panics
    /// If a program or a tool is missing.
    pub fn new(test: &str) -> Self {
        Self::make(test, false)
    }

    /// An office with a [`Wire`] between courier and queue.
    ///
    /// # Panics
    /// If a program or a tool is missing.
    pub fn behind_wire(test: &str) -> Self {
        Self::make(test, true)
    }

    /// An office with everything running, the kiosk at Home.
    ///
    /// # Panics
    /// If something does not start.
    pub fn running(test: &str) -> Self {
        let mut fixture = Self::new(test);
        fixture.start_queue();
        fixture.start_kiosk();
        fixture.start_courier();
        fixture
    }

    fn make(test: &str, behind_wire: bool) -> Self {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::Builder::new()
            .prefix("reception-")
            .tempdir()
            .expect("a temporary folder");
        let queue_address = free_address();
        let wire = behind_wire.then(|| Wire::new(queue_address));
        let fixture = Self {
            test: test.to_owned(),
            token: add_token(folder.path(), KIOSK),
            queue_address,
            wire,
            queue: None,
            courier: None,
            kiosk: None,
            display: None,
            log_filter: "info".to_owned(),
            environment: Vec::new(),
            folder,
            _turn: turn,
        };
        office::always_open(&fixture.path("content"));
        secret_file(&fixture.path("queue-token"), &fixture.token);
        let queue = fixture.wire.as_ref().map_or(queue_address, Wire::address);
        fs::write(fixture.path("queue.toml"), office::queue_toml(queue_address)).expect("queue.toml");
        fs::write(fixture.path("kiosk.toml"), office::kiosk_toml(queue)).expect("kiosk.toml");
        fixture
    }

    /// A file or folder of this office: `content`, `data`, `kiosk.toml`, `queue` …
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the programs that are started from now on write to their logs; `info` unless said otherwise.
    pub fn set_log_filter(&mut self, filter: &str) {
        filter.clone_into(&mut self.log_filter);
    }

    /// What one of the programs (`reception-kiosk`, …) finds in its environment when it is started from now on.
    pub fn set_environment(&mut self, program: &'static str, variables: Vec<(&'static str, OsString)>) {
        self.environment.retain(|(name, _)| *name != program);
        self.environment.push((program, variables));
    }

    fn environment_of(&self, program: &str) -> impl Iterator<Item = (&'static str, OsString)> + use<> {
        let found = self.environment.iter().find(|(name, _)| *name == program);
        found
            .map(|(_, variables)| variables.clone())
            .unwrap_or_default()
            .into_iter()
    }

    /// Where the queue listens, whoever stands in front of it.
    pub fn queue_address(&self) -> SocketAddr {
        self.queue_address
    }

    /// Has the courier speak to another address than the queue's when it is started from now on.
    ///
    /// # Panics
    /// If the settings cannot be written.
    pub fn point_courier_at(&self, queue: SocketAddr) {
        fs::write(self.path("kiosk.toml"), office::kiosk_toml(queue)).expect("kiosk.toml");
    }

    /// What all programs have written so far.
    pub fn logs(&self) -> Vec<(&'static str, String)> {
        let log = |name| {
            (
                name,
                fs::read_to_string(self.path(&format!("{name}.log"))).unwrap_or_default(),
            )
        };
        ["reception-kiosk", "reception-courier", "office-queue"]
            .map(log)
            .to_vec()
    }

    /// The screen's server, started when it is first asked for.
    pub fn display(&mut self) -> &Display {
        self.display.get_or_insert_with(Display::start)
    }

    /// The network between courier and queue.
    ///
    /// # Panics
    /// If this office has none of its own.
    pub fn wire(&self) -> &Wire {
        self.wire.as_ref().expect("an office behind a wire")
    }

    /// The queue, to be asked. It need not run.
    pub fn queue(&self) -> Queue {
        Queue::new(&format!("http://{}", self.queue_address), &self.token)
    }

    /// The queue, asked by another kiosk of this office, which gets its token now.
    ///
    /// # Panics
    /// If it gets none.
    pub fn queue_of(&self, kiosk: &str) -> Queue {
        Queue::new(
            &format!("http://{}", self.queue_address),
            &add_token(self.folder.path(), kiosk),
        )
    }

    /// The desk page's address.
    pub fn desk_page(&self) -> String {
        format!("http://{}/desk", self.queue_address)
    }

    /// The kiosk's screen.
    ///
    /// # Panics
    /// If the kiosk is not running.
    pub fn screen(&self) -> &Screen {
        &self.kiosk.as_ref().expect("a running kiosk").1
    }

    /// Starts the queue service and waits until it answers.
    ///
    /// # Panics
    /// If it does not.
    pub fn start_queue(&mut self) {
        let mut start = command(&program("office-queue"));
        start
            .arg("--config")
            .arg(self.path("queue.toml"))
            .env("RECEPTION_LOG", &self.log_filter)
            .envs(self.environment_of("office-queue"));
        let mut process = Process::start("office-queue", self.folder.path(), start);
        let queue = self.queue();
        let ended = |process: &mut Process| {
            process
                .ended()
                .map(|status| format!("office-queue ended: {status}"))
        };
        let answer = until_or(
            "the queue's first answer",
            START,
            || {
                ended(&mut process)
                    .map(Err)
                    .or_else(|| queue.state(SERIES).map(|_| Ok(())))
            },
            || "it runs and does not answer".to_owned(),
        );
        answer.unwrap_or_else(|error| panic!("{error}\n{}", process.last_words()));
        self.queue = Some(process);
    }

    /// Starts the courier.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start_courier(&mut self) {
        let mut start = command(&program("reception-courier"));
        start
            .arg("--config")
            .arg(self.path("kiosk.toml"))
            .env("RECEPTION_LOG", &self.log_filter)
            .envs(self.environment_of("reception-courier"));
        self.courier = Some(Process::start("reception-courier", self.folder.path(), start));
    }

    /// Starts the kiosk and waits for Home.
    ///
    /// # Panics
    /// If it does not come.
    pub fn start_kiosk(&mut self) {
        self.start_kiosk_process();
        self.wait_for_screen(Find::Id("take-a-ticket"));
    }

    /// Starts the kiosk, whatever it will show.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start_kiosk_process(&mut self) {
        self.start_kiosk_by(command);
    }

    /// Starts the kiosk by another command, which is to become it (`exec`).
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start_kiosk_by(&mut self, make: impl FnOnce(&Path) -> Command) {
        let mut start = make(&program("reception-kiosk"));
        start
            .arg("--config")
            .arg(self.path("kiosk.toml"))
            .args(["--windowed", "540x960"])
            .env("RECEPTION_LOG", &self.log_filter)
            .envs(self.environment_of("reception-kiosk"));
        // It is no terminal that reads this kiosk's errors.
        start.env_remove("RECEPTION_TERMINAL");
        self.display().set(&mut start);
        let process = Process::start("reception-kiosk", self.folder.path(), start);
        let screen = Screen::of(self.display().accessibility_bus(), process.pid());
        self.kiosk = Some((process, screen));
    }

    /// Waits for something on the kiosk's screen, as long as a start may take.
    ///
    /// # Panics
    /// If it does not come, or the kiosk ends.
    pub fn wait_for_screen(&mut self, what: Find<'_>) {
        let (process, screen) = self.kiosk.as_mut().expect("a running kiosk");
        let ended = until_or(
            &format!("{what:?} on the screen"),
            START,
            || match process.ended() {
                Some(status) => Some(Some(status)),
                None => screen.tree()?.find(what).map(|_| None),
            },
            || screen.tree().unwrap_or_default().dump(),
        );
        assert!(ended.is_none(), "the kiosk ended: {ended:?}");
    }

    /// The courier's process.
    ///
    /// # Panics
    /// If it is not running.
    pub fn courier_process(&mut self) -> &mut Process {
        self.courier.as_mut().expect("a running courier")
    }

    /// The kiosk's process.
    ///
    /// # Panics
    /// If it is not running.
    pub fn kiosk_process(&mut self) -> &mut Process {
        &mut self.kiosk.as_mut().expect("a running kiosk").0
    }

    /// The queue's process.
    ///
    /// # Panics
    /// If it is not running.
    pub fn queue_process(&mut self) -> &mut Process {
        self.queue.as_mut().expect("a running queue")
    }

    /// Kills the queue as a power cut would, and waits until it has gone.
    pub fn kill_queue(&mut self) {
        self.queue.take().map(Process::kill).unwrap_or_default();
    }

    /// Kills the courier and waits until it has gone.
    pub fn kill_courier(&mut self) {
        self.courier.take().map(Process::kill).unwrap_or_default();
    }

    /// Kills the kiosk and waits until it has gone.
    pub fn kill_kiosk(&mut self) {
        if let Some((process, _)) = self.kiosk.take() {
            process.kill();
        }
    }

    /// Stops the courier in mid-work (SIGSTOP): it is there and does nothing.
    ///
    /// # Panics
    /// If it is not running.
    pub fn freeze_courier(&mut self) {
        self.courier_process().signal(Signal::STOP);
    }

    /// Lets a stopped courier go on.
    ///
    /// # Panics
    /// If it is not running.
    pub fn thaw_courier(&mut self) {
        self.courier_process().signal(Signal::CONT);
    }

    fn show_failure(&mut self) {
        let folder = failures().join(&self.test);
        // Whatever of this fails, the failure that is being told is the other one.
        let _ = fs::create_dir_all(&folder);
        for process in [&self.queue, &self.courier]
            .into_iter()
            .flatten()
            .chain(self.kiosk.as_ref().map(|(process, _)| process))
        {
            eprintln!("{}", process.last_words());
        }
        for name in ["office-queue.log", "reception-courier.log", "reception-kiosk.log"] {
            let _ = fs::copy(self.path(name), folder.join(name));
        }
        if let (Some(display), true) = (&self.display, self.kiosk.is_some()) {
            let picture = folder.join("screen.png");
            let taken =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| display.screenshot(&picture)));
            eprintln!(
                "Logs{} are in {}",
                if taken.is_ok() { " and a picture" } else { "" },
                folder.display()
            );
        }
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.show_failure();
        }
        // The kiosk before its display, and all of them before their folder.
        self.kill_kiosk();
        self.kill_courier();
        self.kill_queue();
    }
}

/// An address that nobody listens on. It is not reserved, but the system gives each one once in a long while.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
}

/// Gets a kiosk its token, as an administrator would.
fn add_token(folder: &Path, kiosk: &str) -> String {
    let mut add = command(&program("office-queue"));
    add.arg("--data-dir")
        .arg(folder.join("queue"))
        .args(["token", "add", OFFICE, kiosk]);
    let outcome = process::run(add, START);
    assert_eq!(outcome.code, Some(0), "office-queue token add: {}", outcome.err);
    outcome.out.trim().to_owned()
}

fn secret_file(path: &Path, secret: &str) {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .expect("the token's file");
    writeln!(file, "{secret}").expect("the token in its file");
}
