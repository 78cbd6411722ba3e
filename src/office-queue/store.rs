//! The store: the only place that knows SQL. One thread owns the one connection; everyone else sends it work and
//! awaits the outcome, so that no write ever blocks the async side.
//!
//! WAL with `synchronous=FULL`: what was answered with success is on the disk. `secure_delete`: what was erased is
//! overwritten. The lock is exclusive: a second service on the same folder is refused at its start.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, ErrorCode};

mod accounts;
mod add;
mod appointments;
mod audit;
mod backup;
mod calls;
mod care;
mod day_counts;
mod desk;
mod find;
mod intake;
#[cfg(test)]
mod model;
mod restore;
mod retention;
mod services;
mod snapshot;
mod standing;
#[cfg(test)]
mod upgrade;
mod views;
mod waits;
mod worker;

pub use accounts::{AccountRow, Standing};
pub use add::Added;
pub use appointments::{ImportOutcome, Imported};
pub use audit::{AuditEntry, AuditPage};
pub use backup::{Backup, BackupError, inspect};
pub use calls::{CallRow, CallRows};
pub use care::{Arranged, Arrangement, InterpreterStep};
pub use day_counts::DayCount;
pub use desk::{Acted, Filter, LastStep, Staff};
pub use find::Search;
pub use intake::{Intake, Taken};
pub use restore::{KEPT, RestoreError, Restored};
pub use services::{Stop, StopKind, stop_of};
pub use snapshot::{Copy, Health};
pub use standing::Target;
pub use views::{BoardRows, Counts, KioskRow, QueueRows, VisitRow};
use worker::Worker;

/// The schema's versions, each with a file that brings the one before it up to date.
const MIGRATIONS: &[(u32, &str)] = &[
    (1, include_str!("store/001_visits.sql")),
    (2, include_str!("store/002_desk.sql")),
    (3, include_str!("store/003_accounts.sql")),
    (4, include_str!("store/004_appointments.sql")),
];

/// The database's file in the data folder.
pub(crate) const FILE_NAME: &str = "queue.db";

/// How many statements stay prepared; more than there are.
const STATEMENTS: usize = 64;

/// Why something could not be stored or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room left.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be written.
    #[error("the database cannot be written to")]
    ReadOnly,
    /// Anything else SQLite reports.
    #[error("the database reports an error: {0}")]
    Database(String),
    /// A stored value that this version cannot read.
    #[error("a stored value cannot be read: {0}")]
    Value(String),
    /// The store has been closed.
    #[error("the store has stopped")]
    Stopped,
}

/// Why the store could not be opened; its text is one line for whoever starts the program.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder is not there and could not be made.
    #[error("the data folder {folder} cannot be used: {source}. Name one that this user may write to.")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another program has it open.
    #[error("{0} is in use by another program, most likely another office-queue. Stop that one first.")]
    InUse(PathBuf),
    /// Made by a later version.
    #[error(
        "{file} was made by a later version of office-queue (schema {found}; this one knows {known}). Run that version."
    )]
    TooNew {
        /// The file.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest this version knows.
        known: u32,
    },
    /// SQLite could not open or prepare it.
    #[error("{file} cannot be used: {error}. Check free space and that this user may write to it.")]
    Unusable {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        error: StoreError,
    },
}

impl OpenError {
    fn from_sqlite(file: &Path, error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(file.to_owned()),
            _ => Self::Unusable {
                file: file.to_owned(),
                error: error.into(),
            },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            // The text of a statement's error can hold a value that was sent, which must not reach the log; SQLite's
            // own code says enough.
            _ => match error {
                rusqlite::Error::SqliteFailure(code, _) => Self::Database(code.to_string()),
                rusqlite::Error::FromSqlConversionFailure(column, ..) => {
                    Self::Value(format!("column {column}"))
                }
                _ => Self::Database("a statement failed".to_owned()),
            },
        }
    }
}

/// The store of a data folder.
pub struct Store {
    worker: Worker,
}

impl Store {
    /// Opens the database in this folder, or makes it.
    ///
    /// # Errors
    /// [`OpenError`], whose text says what to do.
    pub fn open(data_dir: &Path) -> Result<Self, OpenError> {
        create_data_folder(data_dir).map_err(|source| OpenError::Folder {
            folder: data_dir.to_owned(),
            source,
        })?;
        let file = data_dir.join(FILE_NAME);
        let unusable = |error: StoreError| OpenError::Unusable {
            file: file.clone(),
            error,
        };
        own_file(&file).map_err(|source| OpenError::Folder {
            folder: data_dir.to_owned(),
            source,
        })?;
        let mut db = Connection::open(&file).map_err(|error| unusable(error.into()))?;
        prepare(&db).map_err(|error| OpenError::from_sqlite(&file, error))?;
        let found: u32 = db
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| unusable(error.into()))?;
        let known = newest();
        if found > known {
            return Err(OpenError::TooNew { file, found, known });
        }
        snapshot::remove_left_over(data_dir);
        restore::remove_left_over(data_dir);
        migrate(&mut db, found).map_err(|error| unusable(error.into()))?;
        let worker = Worker::start(db)
            .map_err(|error| unusable(StoreError::Database(format!("its thread did not start: {error}"))))?;
        Ok(Self { worker })
    }

    /// Stops after the work already sent, and closes the database.
    pub async fn close(self) {
        self.worker.stop().await;
    }

    /// Holds the store's thread for a while, so that tests can see what happens meanwhile.
    #[cfg(test)]
    pub(crate) async fn hold(&self, until: std::sync::mpsc::Receiver<()>) -> Result<(), StoreError> {
        self.worker
            .run(move |_| {
                // Either way the test has seen enough: the sender spoke or is gone.
                until.recv().ok();
                Ok(())
            })
            .await
    }
}

/// Makes the data folder for this user alone, where it is not there yet.
pub(crate) fn create_data_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// Makes the database's file for this user alone, where it is not there yet; SQLite gives the WAL the same rights.
fn own_file(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(file)
        .map(drop)
}

fn prepare(db: &Connection) -> rusqlite::Result<()> {
    // No waiting: one process opens the file, so a lock means a mistake that should be said at once.
    db.busy_timeout(Duration::ZERO)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // What SQLite sets aside while it works must not reach a temporary file either.
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // Takes the lock, and finds out now whether the folder can be written to.
    db.execute_batch("BEGIN EXCLUSIVE; COMMIT;")
}

/// The newest schema this version knows.
fn newest() -> u32 {
    MIGRATIONS.iter().map(|(version, _)| *version).max().unwrap_or(0)
}

fn migrate(db: &mut Connection, found: u32) -> rusqlite::Result<()> {
    for (version, migration) in MIGRATIONS.iter().filter(|(version, _)| *version > found) {
        let step = db.transaction()?;
        step.execute_batch(migration)?;
        step.pragma_update(None, "user_version", version)?;
        step.commit()?;
    }
    Ok(())
}

/// A moment as it is stored.
fn stored(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A stored moment.
fn moment(millis: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(millis).ok_or_else(|| StoreError::Value("a time".to_owned()))
}

/// A stored day.
fn day(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(|_| StoreError::Value("a day".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[tokio::test]
    async fn the_database_is_this_users_alone_and_a_second_service_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let first = Store::open(folder.path()).unwrap();
        assert!(matches!(Store::open(folder.path()), Err(OpenError::InUse(_))));
        let mode = |name| {
            std::fs::metadata(folder.path().join(name))
                .unwrap()
                .permissions()
                .mode()
                & 0o777
        };
        assert_eq!(
            (mode("queue.db"), mode("queue.db-wal")),
            (0o600, 0o600),
            "nobody else may read it"
        );
        first.close().await;
        Store::open(folder.path()).unwrap().close().await;
    }

    #[tokio::test]
    async fn a_database_of_a_later_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        Store::open(folder.path()).unwrap().close().await;
        let db = Connection::open(folder.path().join(FILE_NAME)).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        drop(db);
        assert!(matches!(
            Store::open(folder.path()),
            Err(OpenError::TooNew { found: 99, .. })
        ));
    }

    #[test]
    fn what_is_not_a_database_or_not_a_folder_is_said_in_one_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), vec![b'x'; 4096]).unwrap();
        let message = Store::open(folder.path()).err().unwrap().to_string();
        assert!(
            message.contains("queue.db cannot be used") && !message.contains('\n'),
            "{message}"
        );
        let message = Store::open(&folder.path().join(FILE_NAME).join("below"))
            .err()
            .unwrap()
            .to_string();
        assert!(message.contains("data folder"), "{message}");
    }
}
