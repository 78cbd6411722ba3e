//! A backup: one whole SQLite file with everything a service needs to go on, and what a look at such a file finds.
//!
//! It is a [`Copy`] of the database, so it holds nothing that was erased. The hashes of tokens, which lie in files of
//! their own, are put into a table of it; sessions are left out, so that nobody is signed in again by a restore. The
//! config file and the TLS key are not in it: they are the administrator's, and a backup is kept elsewhere.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::{AuditEntry, Copy, Store, StoreError, audit, moment, newest, stored};
use crate::token;

/// How long a look may wait for another program that has the file open.
const WAIT: std::time::Duration = std::time::Duration::from_secs(2);

/// What a backup is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was made; `None` for a bare database, such as one that a restore has set aside.
    pub made_at: Option<DateTime<Utc>>,
    /// Its schema.
    pub schema: u32,
    /// How many visits it has details of.
    pub visits: u32,
    /// The files of hashed tokens in it, by name; empty for a bare database.
    pub tokens: Vec<(String, String)>,
}

/// Why a file cannot be a backup; its text says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// Not an SQLite file, or one that is cut off or overwritten.
    #[error("it is damaged, or no backup of office-queue at all ({0}). Take another one.")]
    Damaged(String),
    /// Made by a later version.
    #[error(
        "it was made by a later version of office-queue (schema {found}; this one knows {known}). Use that version."
    )]
    TooNew {
        /// Its schema.
        found: u32,
        /// The newest this version knows.
        known: u32,
    },
}

impl Store {
    /// Makes a backup in a file of its own in the data folder, and writes in the audit log that it was made.
    ///
    /// # Errors
    /// [`StoreError`]; then there is no backup.
    pub async fn backup(&self, data_dir: &Path, now: DateTime<Utc>) -> Result<Copy, StoreError> {
        self.worker
            .run(move |db| record_in_every_office(db, now, "backup"))
            .await?;
        let mut tokens = Vec::new();
        let unreadable = |_| StoreError::Value("a file of tokens".to_owned());
        for name in token::files_in(data_dir).map_err(unreadable)? {
            let text = std::fs::read_to_string(data_dir.join(&name)).map_err(unreadable)?;
            tokens.push((name, text));
        }
        let copy = self.copy(data_dir).await?;
        tokio::task::spawn_blocking(move || {
            complete(copy.path(), now, &tokens)?;
            Ok(copy)
        })
        .await
        .map_err(|_| StoreError::Stopped)?
    }

    /// Whether the store answers. It waits for the work sent before, and writes nothing.
    ///
    /// # Errors
    /// [`StoreError`] where it does not.
    pub async fn answers(&self) -> Result<(), StoreError> {
        self.worker.run(|_| Ok(())).await
    }

    /// Whether there is a database in this folder.
    ///
    /// # Errors
    /// What the system says where this user may not look.
    pub fn is_in(data_dir: &Path) -> std::io::Result<bool> {
        data_dir.join(super::FILE_NAME).try_exists()
    }
}

/// Writes in the audit log of each office that has staff; where none has, once without an office.
pub(super) fn record_in_every_office(
    db: &Connection,
    at: DateTime<Utc>,
    action: &str,
) -> Result<(), StoreError> {
    let mut statement = db.prepare("SELECT DISTINCT office FROM accounts ORDER BY office")?;
    let mut offices: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if offices.is_empty() {
        offices.push(String::new());
    }
    for office in offices {
        let entry = AuditEntry {
            at,
            office,
            account: None,
            action: action.to_owned(),
            visit: None,
        };
        audit::record(db, &entry)?;
    }
    Ok(())
}

/// Makes a copy of the database a backup.
fn complete(copy: &Path, now: DateTime<Utc>, tokens: &[(String, String)]) -> Result<(), StoreError> {
    let mut db = Connection::open(copy)?;
    // A backup is one file. The journal may be lost with the power, since the copy is thrown away then.
    db.pragma_update(None, "journal_mode", "MEMORY")?;
    db.pragma_update(None, "secure_delete", "ON")?;
    let step = db.transaction()?;
    step.execute_batch(
        "DELETE FROM sessions;
         CREATE TABLE backup (part TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;",
    )?;
    let mut insert = step.prepare("INSERT INTO backup (part, content) VALUES (?, ?)")?;
    insert.execute(params!["made-at", stored(now).to_string()])?;
    for (name, text) in tokens {
        insert.execute(params![name, text])?;
    }
    drop(insert);
    step.commit()?;
    db.close().map_err(|(_, error)| StoreError::from(error))?;
    std::fs::File::open(copy)
        .and_then(|file| file.sync_all())
        .map_err(|_| StoreError::ReadOnly)
}

/// Looks at a file as a backup, whole: its pages, its indexes and the tables this version reads. Nothing is written.
///
/// # Errors
/// [`BackupError`] with what to do instead.
pub fn inspect(file: &Path) -> Result<Backup, BackupError> {
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(damaged)?;
    db.busy_timeout(WAIT).map_err(damaged)?;
    let schema: u32 = db
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(damaged)?;
    let known = newest();
    if schema > known {
        return Err(BackupError::TooNew { found: schema, known });
    }
    if schema == 0 {
        return Err(BackupError::Damaged("no queue's tables are in it".to_owned()));
    }
    for check in ["PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"] {
        let complaint: Option<String> = db
            .query_row(check, [], |row| row.get(0))
            .optional()
            .map_err(damaged)?;
        if let Some(complaint) = complaint.filter(|line| line != "ok") {
            // SQLite's own words, with page numbers and names of tables; only the first line.
            let line = complaint.lines().next().unwrap_or_default().to_owned();
            return Err(BackupError::Damaged(line));
        }
    }
    let visits = db
        .query_row("SELECT COUNT(*) FROM visits", [], |row| row.get(0))
        .map_err(damaged)?;
    let parts = parts(&db).map_err(damaged)?;
    let made_at = parts
        .iter()
        .find(|(part, _)| part == "made-at")
        .and_then(|(_, millis)| moment(millis.parse().ok()?).ok());
    let tokens = parts.into_iter().filter(|(part, _)| part != "made-at").collect();
    Ok(Backup {
        made_at,
        schema,
        visits,
        tokens,
    })
}

fn parts(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let is_there: bool = db.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup')",
        [],
        |row| row.get(0),
    )?;
    if !is_there {
        return Ok(Vec::new());
    }
    let mut statement = db.prepare("SELECT part, content FROM backup ORDER BY part")?;
    statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn damaged(error: rusqlite::Error) -> BackupError {
    BackupError::Damaged(StoreError::from(error).to_string())
}

/// How far numbers go on above those of a backup: what was given since it was made is not known. It is the margin
/// that a kiosk without its outbox takes, too.
const MARGIN: u32 = 100;

/// How far the rows' own ids go on: a desk page that is still open must not act on another visit.
const ID_MARGIN: i64 = 1_000_000;

/// Makes a database of a backup, which lies in a file of its own, without a journal of its own.
pub(super) fn unpack(file: &Path, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut db = Connection::open(file)?;
    db.pragma_update(None, "journal_mode", "DELETE")?;
    db.pragma_update(None, "secure_delete", "ON")?;
    let step = db.transaction()?;
    step.execute_batch("DROP TABLE IF EXISTS backup")?;
    // A bare database still has its sessions. An early schema has none.
    let has = |table: &str| -> rusqlite::Result<bool> {
        step.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)",
            [table],
            |row| row.get(0),
        )
    };
    if has("sessions")? {
        step.execute("DELETE FROM sessions", [])?;
    }
    // Days by the offices' calendars, so that yesterday by UTC can be today somewhere.
    let since = now.date_naive() - chrono::Days::new(1);
    step.execute(
        "UPDATE numbers SET last_number = last_number + ? WHERE day >= ?",
        params![MARGIN, since.to_string()],
    )?;
    step.execute(
        "UPDATE sqlite_sequence SET seq = seq + ? WHERE name IN ('visits', 'calls')",
        [ID_MARGIN],
    )?;
    if has("audit")? && has("accounts")? {
        record_in_every_office(&step, now, "restore")?;
    }
    step.commit()?;
    db.close().map_err(|(_, error)| StoreError::from(error))
}
