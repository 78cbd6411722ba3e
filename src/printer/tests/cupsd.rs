//! A real CUPS of its own: its settings, spool and socket lie in a folder of the test, and nothing of the system's CUPS
//! is asked or changed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use printer::Route;

/// What stands behind the queues: a CUPS backend that writes the job where its address says, unless a fault lies
/// there, which it reports as drivers do.
const BACKEND: &str = r#"#!/bin/sh
[ $# -gt 0 ] || { echo 'direct paper "Test" "Paper"'; exit 0; }
path="${DEVICE_URI#paper:}"
if [ -e "$path.fault" ]; then
    echo "STATE: $(cat "$path.fault")" >&2
    exec sleep 60
fi
if [ -e "$path.low" ]; then echo "STATE: media-low-warning" >&2; else echo "STATE: none" >&2; fi
exec cat "$6" >> "$path"
"#;

/// Everything local is allowed, nothing is kept.
const SETTINGS: &str = "Browsing No\nWebInterface No\nPreserveJobFiles No\nLogLevel warn\n\
    <Location />\nOrder allow,deny\nAllow all\n</Location>\n\
    <Policy default>\n<Limit All>\nOrder allow,deny\n</Limit>\n</Policy>\n";

/// A running CUPS with the queues `slips` and `stopped`. It ends when it is dropped.
pub struct Cups {
    folder: tempfile::TempDir,
    daemon: Child,
}

impl Cups {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("cups").tempdir().unwrap();
        // CUPS's own user runs backends and must get to where they are.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["etc/ppd", "cache", "run", "spool/tmp", "bin/backend"] {
            fs::create_dir_all(at(name)).unwrap();
        }
        for name in ["daemon", "notifier"] {
            symlink(Path::new("/usr/lib/cups").join(name), at("bin").join(name)).unwrap();
        }
        fs::write(at("bin/backend/paper"), BACKEND).unwrap();
        // Only its owner may run it, so CUPS runs it as its own user and not as `lp`, who could not write here.
        fs::set_permissions(at("bin/backend/paper"), fs::Permissions::from_mode(0o700)).unwrap();
        let settings = format!("Listen {}\n{SETTINGS}", at("run/cups.sock").display());
        fs::write(at("etc/cupsd.conf"), settings).unwrap();
        let root = folder.path().display();
        let files = format!(
            "ServerRoot {root}/etc\nServerBin {root}/bin\nCacheDir {root}/cache\nStateDir {root}/run\n\
             RequestRoot {root}/spool\nTempDir {root}/spool/tmp\nErrorLog {root}/error_log\n\
             AccessLog {root}/access_log\nPageLog {root}/page_log\n"
        );
        fs::write(at("etc/cups-files.conf"), files).unwrap();
        let queue = |name: &str, state: &str| {
            format!(
                "<Printer {name}>\nDeviceURI paper:{root}/paper\nState {state}\nAccepting Yes\n</Printer>\n"
            )
        };
        let queues = queue("slips", "Idle") + &queue("stopped", "Stopped");
        fs::write(at("etc/printers.conf"), queues).unwrap();
        let daemon = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(at("etc/cupsd.conf"))
            .arg("-s")
            .arg(at("etc/cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("cupsd is installed: Debian's packages cups-daemon and cups-client");
        let cups = Self { folder, daemon };
        let until = Instant::now() + Duration::from_secs(20);
        while !cups.socket().exists() {
            assert!(Instant::now() < until, "cupsd does not start: {}", cups.errors());
            thread::sleep(Duration::from_millis(20));
        }
        cups
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("run/cups.sock")
    }

    pub fn route(&self, queue: &str) -> Route {
        Route::Queue {
            name: queue.to_owned(),
            socket: self.socket(),
        }
    }

    /// What was printed so far.
    pub fn paper(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("paper")).unwrap_or_default()
    }

    /// Gives the printer a fault, by CUPS's word for it, or mends it.
    pub fn fault(&self, reason: Option<&str>) {
        let path = self.folder.path().join("paper.fault");
        match reason {
            Some(reason) => fs::write(path, reason).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
    }

    pub fn low(&self) {
        fs::write(self.folder.path().join("paper.low"), "").unwrap();
    }

    /// Files of jobs that CUPS still holds.
    pub fn kept(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path().join("spool")).unwrap();
        names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with('d'))
            .collect()
    }

    /// Stops the daemon in the middle of whatever it does, or lets it go on.
    pub fn freeze(&self, frozen: bool) {
        use rustix::process::{Pid, Signal, kill_process};
        let signal = if frozen { Signal::STOP } else { Signal::CONT };
        kill_process(Pid::from_child(&self.daemon), signal).unwrap();
    }

    fn errors(&self) -> String {
        fs::read_to_string(self.folder.path().join("error_log")).unwrap_or_default()
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        self.freeze(false);
        // Asked to end it ends its backends too.
        let _ = rustix::process::kill_process(
            rustix::process::Pid::from_child(&self.daemon),
            rustix::process::Signal::TERM,
        );
        let until = Instant::now() + Duration::from_secs(5);
        while matches!(self.daemon.try_wait(), Ok(None)) && Instant::now() < until {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
