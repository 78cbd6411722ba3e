//! Whether an open outbox's files are still where they were opened, and writing them there again if not.
//!
//! A folder that is emptied while the kiosk runs takes the names away and leaves the open files. SQLite goes on
//! writing to them as if nothing had happened, and with the program's end all of it would be gone: tickets on the
//! screen that are on no disk. What is open is still whole, so it is written again under its own name.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::open::{Attempt, attempt, folder_of, set_aside, with_suffix};
use crate::{OpenError, Outbox};

/// A file whatever its name: device and inode. `None` where there is none.
type FileId = Option<(u64, u64)>;

/// Where an outbox was opened.
#[derive(Debug)]
pub(crate) struct Place {
    path: PathBuf,
    database: FileId,
    wal: FileId,
}

impl Place {
    /// The files at this path as they are now.
    pub(crate) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            database: id(path),
            wal: id(&with_suffix(path, "-wal")),
        }
    }
}

fn id(path: &Path) -> FileId {
    let found = fs::symlink_metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

impl Outbox {
    /// Whether the open files still have their names. Without them, what is stored would be lost with the program.
    pub fn is_in_place(&self) -> bool {
        let Place { path, database, wal } = &self.place;
        id(path) == *database && id(&with_suffix(path, "-wal")) == *wal
    }

    /// Writes everything that is open to its place again and opens it there. A stranger's database that has taken the
    /// place is set aside first; `now` is for its name.
    ///
    /// # Errors
    /// One [`OpenError`]. If the files could not be written, this outbox is as it was, and another attempt may do
    /// better. If they were and cannot be opened, this outbox is empty of everything and is to be dropped:
    /// [`Outbox::is_in_place`] is true then, and [`Outbox::open`] finds what was written.
    pub fn put_back(&mut self, now: DateTime<Utc>) -> Result<(), OpenError> {
        let path = self.place.path.clone();
        let copy = with_suffix(&path, ".again");
        fs::create_dir_all(folder_of(&path)).map_err(OpenError::Folder)?;
        if copy.exists() {
            // Of an attempt that was cut off; what it was a copy of is open here.
            fs::remove_file(&copy).map_err(OpenError::Folder)?;
        }
        self.connection
            .execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
        File::open(&copy)
            .and_then(|file| file.sync_all())
            .map_err(OpenError::Folder)?;
        if id(&path).is_some_and(|found| Some(found) != self.place.database) {
            set_aside(&path, now).map_err(OpenError::SetAside)?;
        }
        // Closed before its place is taken: on closing, SQLite removes a WAL by its name.
        let nothing = Connection::open_in_memory()?;
        drop(std::mem::replace(&mut self.connection, nothing));
        let wal = with_suffix(&path, "-wal");
        if wal.exists() {
            fs::remove_file(&wal).map_err(OpenError::Folder)?;
        }
        fs::rename(&copy, &path).map_err(OpenError::Folder)?;
        File::open(folder_of(&path))
            .and_then(|folder| folder.sync_all())
            .map_err(OpenError::Folder)?;
        self.place = Place::of(&path);
        match attempt(&path) {
            Ok(outbox) => {
                *self = outbox;
                Ok(())
            }
            Err(Attempt::Failed(error)) => Err(error),
            Err(Attempt::Damaged(detail)) => Err(OpenError::Sqlite(detail)),
        }
    }
}
