//! `office-queue backup` and `office-queue restore`.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use clap::Args;
use office_queue::clock::Clock;
use office_queue::config::Config;
use office_queue::control::Queue;
use office_queue::store::{Backup, RestoreError, Store, inspect};

use crate::owner::{as_owner, other_owner};
use crate::{Failure, failed, need_database, once, say_aside};

/// Standard input or output, in place of a file's name.
const STANDARD: &str = "-";

#[derive(Args)]
pub(crate) struct BackupCommand {
    /// Where to; one that is there is replaced. `-`: standard output
    file: PathBuf,
}

#[derive(Args)]
pub(crate) struct RestoreCommand {
    /// The backup. `-`: standard input
    file: PathBuf,
}

/// Makes a backup, checks it whole, and only then gives it its name.
pub(crate) fn back_up(command: &BackupCommand, config: &Config) -> Result<(), Failure> {
    need_database(config)?;
    if command.file.as_os_str() == STANDARD {
        return once(write_backup(config, &mut io::stdout()));
    }
    let unfinished = Unfinished::beside(&command.file)?;
    let mut file = unfinished.file()?;
    let reached = once(async { Queue::running(&config.data_dir).await.map_err(failed) })?;
    match (reached, other_owner(&config.data_dir)) {
        // Nothing runs: what has to open the database does so as its owner, and this one writes where root may.
        (None, Some(owner)) => write_as_owner(config, owner, &file)?,
        _ => once(write_backup(config, &mut file))?,
    }
    file.sync_all().map_err(failed)?;
    let backup = inspect(&unfinished.path)
        .map_err(|error| failed(format!("the backup was written and cannot be used: {error}")))?;
    unfinished.finish(&command.file)?;
    say_aside(&format!(
        "{} holds {} and is whole. It holds what visitors asked for: keep it as safe as the queue itself, and \
         delete it when it is no longer needed.",
        command.file.display(),
        described(&backup)
    ));
    Ok(())
}

async fn write_backup(config: &Config, to: &mut (impl Write + Send)) -> Result<(), Failure> {
    let mut queue = Queue::reach(&config.data_dir).await.map_err(failed)?;
    let written = queue.backup(to, Clock::system().now()).await.map_err(failed);
    queue.close().await;
    written
}

fn write_as_owner(config: &Config, owner: (u32, u32), file: &File) -> Result<(), Failure> {
    let output = file.try_clone().map_err(failed)?;
    let status = as_owner(owner)
        .arg("--data-dir")
        .arg(&config.data_dir)
        .args(["backup", STANDARD])
        .stdin(Stdio::null())
        .stdout(output)
        .status()
        .map_err(failed)?;
    if status.success() {
        Ok(())
    } else {
        Err(failed("nothing was backed up"))
    }
}

/// Puts a backup in the place of the database of a stopped service.
pub(crate) fn restore(command: &RestoreCommand, config: &Config) -> Result<(), Failure> {
    let named = command.file.as_os_str() != STANDARD;
    let open = || File::open(&command.file);
    if let Some(owner) = other_owner(&config.data_dir) {
        // Root may be the only one who can read the backup, and must not be the one who writes the database.
        let input = if named {
            Stdio::from(open().map_err(|error| unreadable(&command.file, &error))?)
        } else {
            Stdio::inherit()
        };
        let error = std::os::unix::process::CommandExt::exec(
            as_owner(owner)
                .arg("--data-dir")
                .arg(&config.data_dir)
                .args(["restore", STANDARD])
                .stdin(input),
        );
        return Err(failed(error));
    }
    if once(async { Queue::running(&config.data_dir).await.map_err(failed) })?.is_some() {
        return Err(failed("the service runs. Stop it first; nothing was changed."));
    }
    let now = Clock::system().now();
    let restored = if named {
        let mut file = open().map_err(|error| unreadable(&command.file, &error))?;
        Store::restore(&config.data_dir, &mut file, now)
    } else {
        Store::restore(&config.data_dir, &mut io::stdin().lock(), now)
    };
    let restored = restored.map_err(|error| match error {
        RestoreError::InUse(error) => failed(format!("{error} Nothing was changed.")),
        other => failed(format!("nothing was restored: {other}")),
    })?;
    say_aside(&format!("restored {}.", described(&restored.backup)));
    for kept in &restored.kept {
        say_aside(&format!("what was there before is {}", kept.display()));
    }
    if !restored.kept.is_empty() {
        say_aside("It holds what visitors asked for: delete it once you need it no more.");
    }
    say_aside(
        "Accounts and tokens are as they were when the backup was made: take those away again that were taken away \
         since.",
    );
    Ok(())
}

fn unreadable(file: &Path, error: &io::Error) -> Failure {
    failed(format!("{}: {error}", file.display()))
}

fn described(backup: &Backup) -> String {
    let made = backup.made_at.map_or_else(
        || "a bare database without tokens".to_owned(),
        |at| format!("the queue as it was at {}", at.format("%Y-%m-%d %H:%M:%S UTC")),
    );
    let visits = match backup.visits {
        1 => "1 visit".to_owned(),
        visits => format!("{visits} visits"),
    };
    format!("{made}, with details of {visits}")
}

/// A file that has not got its name yet; removed unless it gets it.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn beside(file: &Path) -> Result<Self, Failure> {
        let name = file
            .file_name()
            .ok_or_else(|| failed(format!("{} cannot be the name of a file", file.display())))?;
        // What takes its name would take the place of a device or a link, too.
        if file.symlink_metadata().is_ok_and(|there| !there.is_file()) {
            return Err(failed(format!(
                "{} is there and no ordinary file; name another one, or - for standard output",
                file.display()
            )));
        }
        let mut unfinished = name.to_owned();
        unfinished.push(format!(".unfinished-{}", std::process::id()));
        Ok(Self {
            path: file.with_file_name(unfinished),
        })
    }

    /// Makes it, for this user alone. One that lies there already may be anybody's and is not written to.
    fn file(&self) -> Result<File, Failure> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.path)
            .map_err(|error| failed(format!("{} cannot be written: {error}", self.path.display())))
    }

    fn finish(self, name: &Path) -> Result<(), Failure> {
        let finished = std::fs::rename(&self.path, name).and_then(|()| {
            let folder = match name.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            File::open(folder)?.sync_all()
        });
        finished.map_err(|error| failed(format!("{} cannot be written: {error}", name.display())))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After a finish there is nothing by this name any more.
        std::fs::remove_file(&self.path).ok();
    }
}
