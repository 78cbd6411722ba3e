//! Putting a backup in the place of a folder's database, while no service runs.
//!
//! The backup is unpacked and checked in a folder beside the database first; what takes its place is one rename. The
//! database and the tokens that were there are kept under dated names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::backup::{Backup, BackupError, inspect, unpack};
use super::{FILE_NAME, OpenError, Store, create_data_folder, prepare};
use crate::token::{self, Tokens};

/// Where a backup is unpacked, in the data folder.
const STAGE: &str = "restoring";

/// What joins a file's name and the time from which it was kept.
pub const KEPT: &str = ".before-";

/// What a restore has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What was in the backup.
    pub backup: Backup,
    /// What was there before and is kept under another name.
    pub kept: Vec<PathBuf>,
}

/// Why nothing was restored; its text is one line for whoever asked.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The file is no good.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The tokens in it cannot be read.
    #[error("its tokens cannot be read ({0}). Take another one.")]
    Tokens(String),
    /// A service runs.
    #[error(transparent)]
    InUse(OpenError),
    /// The folder cannot be written to.
    #[error("the data folder {folder} cannot be written to: {source}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Store {
    /// Restores a backup into a folder in which no service runs. What else is there stays.
    ///
    /// # Errors
    /// [`RestoreError`]; then the folder's database is as it was.
    pub fn restore(
        data_dir: &Path,
        backup: &mut impl Read,
        now: DateTime<Utc>,
    ) -> Result<Restored, RestoreError> {
        let folder = |source: io::Error| RestoreError::Folder {
            folder: data_dir.to_owned(),
            source,
        };
        create_data_folder(data_dir).map_err(folder)?;
        let stage = Stage::new(data_dir).map_err(folder)?;
        let new = stage.path.join(FILE_NAME);
        stage.receive(backup).map_err(folder)?;
        let found = inspect(&new)?;
        stage.write_tokens(&found)?;
        unpack(&new, now).map_err(|error| BackupError::Damaged(error.to_string()))?;

        let dated = format!("{KEPT}{}", now.format("%Y-%m-%dT%H%M%SZ"));
        let file = data_dir.join(FILE_NAME);
        // It is held until the new one is in place, so that no service can start on either meanwhile.
        let held = take_hold(&file)?;
        let mut kept = Vec::new();
        // Tokens first: a restore that breaks off in between leaves the old database, which fits either.
        if found.made_at.is_some() {
            for name in token::files_in(data_dir).map_err(folder)? {
                let own = data_dir.join(name);
                kept.extend(keep(&own, &dated).map_err(folder)?);
                fs::remove_file(&own).map_err(folder)?;
            }
            for (name, _) in &found.tokens {
                fs::rename(stage.path.join(name), data_dir.join(name)).map_err(folder)?;
            }
        }
        kept.extend(keep(&file, &dated).map_err(folder)?);
        // What could not be opened may have a WAL still, which must not be taken for the new database's.
        for end in ["-wal", "-shm", "-journal"] {
            let beside = data_dir.join(format!("{FILE_NAME}{end}"));
            if let Some(also) = keep(&beside, &dated).map_err(folder)? {
                fs::remove_file(&beside).map_err(folder)?;
                kept.push(also);
            }
        }
        File::open(&new)
            .and_then(|file| file.sync_all())
            .map_err(folder)?;
        fs::rename(&new, &file).map_err(folder)?;
        File::open(data_dir)
            .and_then(|folder| folder.sync_all())
            .map_err(folder)?;
        drop(held);
        Ok(Restored { backup: found, kept })
    }
}

/// Opens the database that is there, for nobody else, and empties its WAL into it. `None`: there is none, or it is so
/// damaged that nothing could run on it either.
fn take_hold(file: &Path) -> Result<Option<Connection>, RestoreError> {
    if !file.exists() {
        return Ok(None);
    }
    let held = Connection::open(file).and_then(|db| {
        prepare(&db)?;
        db.pragma_update(None, "journal_mode", "DELETE")?;
        db.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(db)
    });
    match held {
        Ok(db) => Ok(Some(db)),
        Err(error) => match OpenError::from_sqlite(file, error) {
            in_use @ OpenError::InUse(_) => Err(RestoreError::InUse(in_use)),
            _ => Ok(None),
        },
    }
}

/// How many restores of one second keep what they found.
const AT_ONE_TIME: u32 = 100;

/// Keeps a file under a dated name too, if it is there.
fn keep(file: &Path, dated: &str) -> io::Result<Option<PathBuf>> {
    let mut last = io::ErrorKind::AlreadyExists.into();
    for turn in 1..=AT_ONE_TIME {
        let mut name = file.as_os_str().to_owned();
        name.push(dated);
        if turn > 1 {
            name.push(format!("-{turn}"));
        }
        let name = PathBuf::from(name);
        match fs::hard_link(file, &name) {
            Ok(()) => return Ok(Some(name)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Removes what a killed restore may have left: nobody would erase its details with the day.
pub(super) fn remove_left_over(data_dir: &Path) {
    // What cannot be removed is removed by the next restore.
    fs::remove_dir_all(data_dir.join(STAGE)).ok();
}

/// The folder where a backup is unpacked; removed when this is dropped.
struct Stage {
    path: PathBuf,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next restore.
        fs::remove_dir_all(&self.path).ok();
    }
}

impl Stage {
    fn new(data_dir: &Path) -> io::Result<Self> {
        let path = data_dir.join(STAGE);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self { path })
    }

    fn create(&self, name: &str) -> io::Result<File> {
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(self.path.join(name))
    }

    fn receive(&self, backup: &mut impl Read) -> io::Result<()> {
        let mut file = self.create(FILE_NAME)?;
        io::copy(backup, &mut file)?;
        file.sync_all()
    }

    /// Writes the token files as they will lie in the data folder, and reads them as the service will.
    fn write_tokens(&self, backup: &Backup) -> Result<(), RestoreError> {
        for (name, text) in &backup.tokens {
            if !token::is_file_name(name) {
                return Err(RestoreError::Tokens(format!("{name:?} is no file of tokens")));
            }
            let written = self.create(name).and_then(|mut file| {
                io::Write::write_all(&mut file, text.as_bytes())?;
                file.sync_all()
            });
            written.map_err(|source| RestoreError::Folder {
                folder: self.path.clone(),
                source,
            })?;
        }
        for (name, _) in &backup.tokens {
            Tokens::in_file(&self.path, name)
                .kiosks()
                .map_err(|error| RestoreError::Tokens(error.to_string()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MIGRATIONS, newest};
    use super::*;

    #[tokio::test]
    async fn a_database_of_the_first_version_is_restored_and_then_brought_up_to_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let early = folder.path().join("early.db");
        let db = Connection::open(&early).unwrap();
        let (version, first) = MIGRATIONS[0];
        db.execute_batch(first).unwrap();
        db.pragma_update(None, "user_version", version).unwrap();
        db.execute(
            "INSERT INTO numbers VALUES ('canal-street', 'A', '2026-11-21', 17), ('canal-street', 'A', '2026-11-01', 9)",
            [],
        )
        .unwrap();
        db.close().unwrap();

        let data_dir = folder.path().join("data");
        let now = "2026-11-21T10:14:07Z".parse().unwrap();
        let restored = Store::restore(&data_dir, &mut File::open(&early).unwrap(), now).unwrap();
        assert_eq!((restored.backup.schema, restored.backup.made_at), (version, None));
        assert!(restored.kept.is_empty(), "{restored:?}");
        let store = Store::open(&data_dir).unwrap();
        assert_eq!(store.health().await.unwrap().schema, newest());
        store.close().await;
        let db = Connection::open(data_dir.join(FILE_NAME)).unwrap();
        let mut statement = db
            .prepare("SELECT last_number FROM numbers ORDER BY day")
            .unwrap();
        let numbers: Vec<u32> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(numbers, [9, 117], "only days that may go on get the margin");
    }

    #[tokio::test]
    async fn what_a_killed_backup_or_restore_left_is_removed_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(STAGE)).unwrap();
        for left in ["queue.db.copy", "restoring/queue.db"] {
            fs::write(folder.path().join(left), "visits").unwrap();
        }
        Store::open(folder.path()).unwrap().close().await;
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, [FILE_NAME]);
    }
}
