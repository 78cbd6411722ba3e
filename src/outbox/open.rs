//! Opening the database: one owner, one schema, and what to do with a damaged file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use crate::error::is_damage;
use crate::place::Place;
use crate::{OpenError, Outbox};

/// Each migration once, in order; `user_version` counts the ones that ran.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_numbers_and_events.sql"),
    include_str!("migrations/002_when_numbers_were_given.sql"),
];

/// An open outbox, and what happened on the way.
#[derive(Debug)]
pub struct Opened {
    /// The outbox.
    pub outbox: Outbox,
    /// Where a damaged database was put, if there was one; staff should be told.
    pub set_aside: Option<PathBuf>,
}

/// Why one attempt at opening failed.
pub(crate) enum Attempt {
    Damaged(String),
    Failed(OpenError),
}

impl From<rusqlite::Error> for Attempt {
    fn from(error: rusqlite::Error) -> Self {
        if is_damage(&error) {
            Self::Damaged(error.to_string())
        } else {
            Self::Failed(error.into())
        }
    }
}

impl Outbox {
    /// Opens the outbox at `path`, making it and its folder if they are not there, and locks it for this process.
    ///
    /// A damaged database is renamed to `<name>.damaged-<now in UTC>`, with its WAL beside it, and a new one is
    /// begun that knows it took a damaged one's place. `now` is only used for that name.
    ///
    /// # Errors
    /// One [`OpenError`]; nothing was changed then, and a later attempt may do better.
    pub fn open(path: &Path, now: DateTime<Utc>) -> Result<Opened, OpenError> {
        fs::create_dir_all(folder_of(path)).map_err(OpenError::Folder)?;
        match attempt(path) {
            Ok(outbox) => Ok(Opened {
                outbox,
                set_aside: None,
            }),
            Err(Attempt::Failed(error)) => Err(error),
            Err(Attempt::Damaged(_)) => {
                let aside = set_aside(path, now).map_err(OpenError::SetAside)?;
                match attempt(path) {
                    Ok(outbox) => Ok(Opened {
                        outbox,
                        set_aside: Some(aside),
                    }),
                    Err(Attempt::Failed(error)) => Err(error),
                    Err(Attempt::Damaged(detail)) => Err(OpenError::Sqlite(detail)),
                }
            }
        }
    }
}

/// Renames the database at `path` and the files SQLite keeps beside it, and returns the new path. Nothing is
/// deleted: the file may hold the only copy of somebody's check-in.
///
/// [`Outbox::open`] does this by itself. It is public for an owner whose database opens and then fails as damaged
/// again and again.
///
/// # Errors
/// Those of the file system.
pub fn set_aside(path: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let base = format!("{}.damaged-{}", path.display(), now.format("%Y%m%dT%H%M%SZ"));
    let names = std::iter::once(base.clone()).chain((2..1000).map(|count| format!("{base}-{count}")));
    let aside = names
        .map(PathBuf::from)
        .find(|name| !name.exists())
        .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
    // The database goes first. Cut off between the renames, the next opening finds a WAL without its database,
    // which is damage as well; the other way round it might find a database that reads well and lacks its last
    // numbers.
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let from = with_suffix(path, suffix);
        if from.exists() {
            fs::rename(&from, with_suffix(&aside, suffix))?;
        }
    }
    File::open(folder_of(path))?.sync_all()?;
    Ok(aside)
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// How many damaged databases of this name were set aside here. The folder itself is the record, so that a power cut
/// between the renaming and the new database's first transaction cannot lose it.
fn damages(path: &Path) -> u32 {
    let Some(name) = path.file_name() else {
        return 0;
    };
    let prefix = format!("{}.damaged-", name.to_string_lossy());
    let names = fs::read_dir(folder_of(path))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    // A database and the WAL beside it are one damage, and so is a WAL alone.
    let times: BTreeSet<String> = names
        .filter_map(|name| Some(name.strip_prefix(&prefix)?.trim_end_matches("-wal").to_owned()))
        .collect();
    u32::try_from(times.len()).unwrap_or(u32::MAX)
}

pub(crate) fn attempt(path: &Path) -> Result<Outbox, Attempt> {
    if !path.exists() && with_suffix(path, "-wal").exists() {
        return Err(Attempt::Damaged("there is a WAL without its database".to_owned()));
    }
    let damages = damages(path);
    let mut connection = Connection::open(path)?;
    // There is nobody to wait for: the kiosk is the only process that opens this file.
    connection.busy_timeout(Duration::ZERO)?;
    // Exclusive before WAL, so that the WAL's index stays in this process's memory and no -shm file is made.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    // Erasing traces keeps rows in a temporary table for a moment; it must not be a file.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    if connection.is_readonly("main")? {
        return Err(Attempt::Failed(OpenError::ReadOnly));
    }
    migrate(&mut connection, damages > 0)?;
    check(&connection)?;
    // A real write, so that a full or read-only disk is found before a visitor finds it.
    connection.execute("UPDATE origin SET one = one", [])?;
    // What an earlier run left in the WAL is put into the database and leaves no traces behind.
    let mut outbox = Outbox {
        connection,
        traces: true,
        place: Place::of(path),
        damages,
    };
    outbox
        .erase_traces()
        .map_err(|error| Attempt::Failed(OpenError::Sqlite(error.to_string())))?;
    Ok(outbox)
}

/// Brings the schema up to date; each migration in a transaction of its own. The first statement also takes the
/// lock that this process then keeps.
fn migrate(connection: &mut Connection, after_damage: bool) -> Result<(), Attempt> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > known {
            return Err(Attempt::Failed(OpenError::NewerSchema { found, known }));
        }
        let Some(migration) = usize::try_from(found).ok().and_then(|done| MIGRATIONS.get(done)) else {
            return if found < 0 {
                Err(Attempt::Damaged(format!("schema {found}")))
            } else {
                Ok(())
            };
        };
        transaction.execute_batch(migration)?;
        if found == 0 {
            transaction.execute(
                "INSERT INTO origin (one, after_damage) VALUES (1, ?1)",
                [after_damage],
            )?;
        }
        transaction.pragma_update(None, "user_version", found + 1)?;
        transaction.commit()?;
    }
}

/// Reads every page. A kiosk's outbox is small (5,000 waiting check-ins are some 5 MB), and damage found now is
/// found before a visitor is standing there.
fn check(connection: &Connection) -> Result<(), Attempt> {
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Attempt::Damaged(verdict));
    }
    // A table that should be there and is not is damage too, though every page of the file may be sound.
    for table in ["origin", "numbers", "events"] {
        let there: i64 = connection.query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1",
            [table],
            |row| row.get(0),
        )?;
        if there == 0 {
            return Err(Attempt::Damaged(format!("there is no table {table}")));
        }
    }
    Ok(())
}
