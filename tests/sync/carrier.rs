//! The tools that bring a folder to a kiosk.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::syncthing::Syncthing;
use crate::process::{command, run};
use crate::programs::tool;
use crate::tools::outside_tool;

/// How fast a tool that is run may write, in KiB a second: slow enough that a kiosk can look at half a file, fast
/// enough that a run of it is over before a kiosk takes the first page of it.
const KIB_A_SECOND: &str = "1500";

/// How long one run may take.
const RUN: Duration = Duration::from_secs(120);

/// What names the status pages of kiosks: a tool that makes one folder like the other would delete them.
const STATUS: &str = "_STATUS-*";

/// A tool by how it is told to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Two Syncthings that watch their folders.
    Syncthing,
    /// rsync, which writes beside a file and renames.
    Rsync,
    /// rsync, which writes into the file that is there.
    RsyncInPlace,
    /// rclone sync, which writes beside a file and renames.
    RcloneSync,
    /// rclone copy, which writes the same way and deletes nothing.
    RcloneCopy,
    /// rclone copy into the file that is there, as rclone before 1.63 and remotes without renaming do.
    RcloneCopyInPlace,
}

impl Tool {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Syncthing,
        Self::Rsync,
        Self::RsyncInPlace,
        Self::RcloneSync,
        Self::RcloneCopy,
        Self::RcloneCopyInPlace,
    ];

    /// Its name, as a file may be called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syncthing => "syncthing",
            Self::Rsync => "rsync",
            Self::RsyncInPlace => "rsync-inplace",
            Self::RcloneSync => "rclone-sync",
            Self::RcloneCopy => "rclone-copy",
            Self::RcloneCopyInPlace => "rclone-copy-inplace",
        }
    }

    /// Whether what is deleted at the source is deleted at the kiosk.
    pub fn deletes(self) -> bool {
        !matches!(self, Self::RcloneCopy | Self::RcloneCopyInPlace)
    }
}

/// A tool between two folders.
pub struct Carrier {
    tool: Tool,
    from: PathBuf,
    to: PathBuf,
    /// For what the tool keeps for itself.
    home: PathBuf,
    syncthing: Option<Syncthing>,
}

impl Carrier {
    /// Sets a tool up, and starts it if it is one that runs all the time.
    ///
    /// # Panics
    /// If it is not installed or does not start.
    pub fn new(tool: Tool, from: &Path, to: &Path, home: &Path) -> Self {
        let syncthing = (tool == Tool::Syncthing).then(|| Syncthing::start(from, to, home));
        std::fs::create_dir_all(to).expect("the kiosk's folder");
        Self {
            tool,
            from: from.to_owned(),
            to: to.to_owned(),
            home: home.to_owned(),
            syncthing,
        }
    }

    /// Has the tool run once; one that runs all the time needs no telling.
    ///
    /// # Panics
    /// If it fails, with what it said.
    pub fn carry(&self) {
        let Some(command) = self.command() else { return };
        let shown = format!("{command:?}");
        let outcome = run(command, RUN);
        // 24: a file was gone before rsync came to it.
        assert!(
            matches!(outcome.code, Some(0 | 24)),
            "{shown}: {:?}\n{}{}",
            outcome.code,
            outcome.out,
            outcome.err
        );
    }

    /// The last words of what runs all the time.
    pub fn last_words(&self) -> String {
        self.syncthing
            .as_ref()
            .map(Syncthing::last_words)
            .unwrap_or_default()
    }

    fn command(&self) -> Option<Command> {
        let contents = |path: &Path| format!("{}/", path.display());
        let mut carry = match self.tool {
            Tool::Syncthing => return None,
            Tool::Rsync | Tool::RsyncInPlace => {
                let mut rsync = command(&tool("rsync", "rsync"));
                // Without the window, two saves of the same length in one second are the same to it.
                rsync.args(["--archive", "--delete", "--modify-window=-1", "--exclude", STATUS]);
                rsync.arg(format!("--bwlimit={KIB_A_SECOND}"));
                if self.tool == Tool::RsyncInPlace {
                    rsync.arg("--inplace");
                }
                rsync
            }
            Tool::RcloneSync | Tool::RcloneCopy | Tool::RcloneCopyInPlace => {
                let mut rclone = command(&outside_tool("rclone"));
                rclone.arg(if self.tool.deletes() { "sync" } else { "copy" });
                rclone.arg("--config").arg(self.home.join("rclone.conf"));
                rclone.args(["--exclude", STATUS, "--bwlimit", KIB_A_SECOND]);
                if self.tool == Tool::RcloneCopyInPlace {
                    rclone.arg("--inplace");
                }
                rclone
            }
        };
        carry.arg(contents(&self.from)).arg(contents(&self.to));
        carry.env("HOME", &self.home);
        Some(carry)
    }
}
