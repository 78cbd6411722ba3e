//! A share that hangs: a folder behind a file system in user space whose program can be stopped in mid-work, so that
//! every `stat` below it waits for as long as it is stopped.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Signal;

use crate::process::{Process, command, run};
use crate::programs::tool;
use crate::tools::outside_tool;
use crate::wait::until;

/// How long mounting and unmounting may take.
const LIMIT: Duration = Duration::from_secs(30);

/// A mounted folder. It is unmounted, and answers again before that, when this is dropped.
pub struct Mount {
    at: PathBuf,
    server: Option<Process>,
}

/// Whether this machine can have file systems in user space.
pub fn can_mount() -> bool {
    Path::new("/dev/fuse").exists()
}

impl Mount {
    /// Mounts `folder` at `at`. What is in its folders is asked for anew after so long, as shares do.
    ///
    /// # Panics
    /// If a tool is missing, or it cannot be mounted.
    pub fn new(folder: &Path, at: &Path, home: &Path, listed_anew: Duration) -> Self {
        // rclone calls it by name.
        tool("fusermount3", "fuse3");
        std::fs::create_dir_all(at).expect("a folder to mount at");
        std::fs::create_dir_all(home).expect("a folder");
        let mut mount = command(&outside_tool("rclone"));
        mount.arg("mount").arg(folder).arg(at);
        mount.arg("--config").arg(home.join("rclone.conf"));
        let kept = format!("{}s", listed_anew.as_secs());
        mount.args(["--dir-cache-time", &kept, "--vfs-cache-mode=off"]);
        // A file's state is kept for a second, as on other shares; with nothing kept at all, for no time.
        let state = format!("{}s", listed_anew.as_secs().min(1));
        mount.args(["--attr-timeout", &state]);
        mount.env("HOME", home);
        let mut server = Process::start("rclone-mount", home, mount);
        until("the mounted folder", LIMIT, || {
            let ended = server.ended();
            assert!(ended.is_none(), "{}", server.last_words());
            is_mounted(at).then_some(())
        });
        Self {
            at: at.to_owned(),
            server: Some(server),
        }
    }

    /// From now on nothing below it answers.
    pub fn hang(&mut self) {
        self.signal(Signal::STOP);
    }

    /// It answers again, also what was asked meanwhile.
    pub fn go_on(&mut self) {
        self.signal(Signal::CONT);
    }

    fn signal(&mut self, signal: Signal) {
        if let Some(server) = &mut self.server {
            server.signal(signal);
        }
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        self.go_on();
        // Lazily: a kiosk may still have it open.
        let mut unmount = command(&tool("fusermount3", "fuse3"));
        unmount.args(["-u", "-z"]).arg(&self.at);
        let outcome = run(unmount, LIMIT);
        if outcome.code != Some(0) {
            eprintln!("{} is still mounted: {}", self.at.display(), outcome.err);
        }
        // What still waits for an answer gets an error once its program has gone.
        if let Some(server) = self.server.take() {
            server.kill();
        }
    }
}

fn is_mounted(at: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let at = at.display().to_string();
    mounts.lines().any(|line| line.split(' ').nth(1) == Some(&at))
}
