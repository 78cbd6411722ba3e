//! Accounts and sessions.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, moment, stored};
use crate::accounts::Role;
use crate::session::{IDLE, LONGEST, SignedIn};

/// How often it is written down that somebody is still there: each write is a flush to the disk.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The most sessions of one account; the oldest ends for a new one.
const MAX_SESSIONS: u32 = 20;

/// An account without its password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// The office it belongs to.
    pub office: String,
    /// What it may do.
    pub role: Role,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// How a request stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has an account yet.
    NoAccounts,
    /// No session, or one that has ended.
    SignedOut,
    /// A good session.
    SignedIn(SignedIn),
}

impl Store {
    /// Adds an account. `false`: the name is taken, and nothing has changed.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn add_account(&self, account: AccountRow, password: String) -> Result<bool, StoreError> {
        self.worker
            .run(move |db| {
                let added = db.execute(
                    "INSERT INTO accounts (name, office, role, password, created_at) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT (name) DO NOTHING",
                    params![
                        account.name,
                        account.office,
                        account.role.as_str(),
                        password,
                        stored(account.created_at)
                    ],
                )?;
                Ok(added == 1)
            })
            .await
    }

    /// Every account, by office and name.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        self.worker
            .run(|db| {
                let mut statement =
                    db.prepare("SELECT name, office, role, created_at FROM accounts ORDER BY office, name")?;
                let mut rows = statement.query([])?;
                let mut accounts = Vec::new();
                while let Some(row) = rows.next()? {
                    accounts.push(account(row)?);
                }
                Ok(accounts)
            })
            .await
    }

    /// An account with the hash of its password.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn account(&self, name: String) -> Result<Option<(AccountRow, String)>, StoreError> {
        self.worker
            .run(move |db| {
                let mut statement = db.prepare_cached(
                    "SELECT name, office, role, created_at, password FROM accounts WHERE name = ?",
                )?;
                let mut rows = statement.query([name])?;
                match rows.next()? {
                    Some(row) => Ok(Some((account(row)?, row.get(4)?))),
                    None => Ok(None),
                }
            })
            .await
    }

    /// Removes an account and ends its sessions. Answers with its office, or `None` where there was no such account.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn remove_account(&self, name: String) -> Result<Option<String>, StoreError> {
        self.worker
            .run(move |db| {
                db.execute("DELETE FROM sessions WHERE account = ?", [&name])?;
                Ok(db
                    .query_row(
                        "DELETE FROM accounts WHERE name = ? RETURNING office",
                        [&name],
                        |row| row.get(0),
                    )
                    .optional()?)
            })
            .await
    }

    /// Gives an account another password and ends its sessions. Answers as [`Store::remove_account`] does.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn set_password(&self, name: String, password: String) -> Result<Option<String>, StoreError> {
        self.worker
            .run(move |db| {
                db.execute("DELETE FROM sessions WHERE account = ?", [&name])?;
                Ok(db
                    .query_row(
                        "UPDATE accounts SET password = ? WHERE name = ? RETURNING office",
                        [&password, &name],
                        |row| row.get(0),
                    )
                    .optional()?)
            })
            .await
    }

    /// Opens a session for an account whose password was just compared. `false`: the account was removed or got
    /// another password meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; then there is no session.
    pub async fn open_session(
        &self,
        name: String,
        compared: String,
        id: [u8; 32],
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.worker
            .run(move |db| {
                end_old_sessions(db, now)?;
                db.execute(
                    "DELETE FROM sessions WHERE id_sha256 IN (SELECT id_sha256 FROM sessions WHERE account = ?
                     ORDER BY created_at DESC LIMIT -1 OFFSET ?)",
                    params![name, MAX_SESSIONS - 1],
                )?;
                let opened = db.execute(
                    "INSERT INTO sessions (id_sha256, office, account, created_at, seen_at)
                     SELECT ?1, office, name, ?2, ?2 FROM accounts WHERE name = ?3 AND password = ?4",
                    params![id, stored(now), name, compared],
                )?;
                Ok(opened == 1)
            })
            .await
    }

    /// Ends a session. Answers with who it was.
    ///
    /// # Errors
    /// [`StoreError`]; then it may still be good.
    pub async fn end_session(&self, id: [u8; 32]) -> Result<Option<(String, String)>, StoreError> {
        self.worker
            .run(move |db| {
                Ok(db
                    .query_row(
                        "DELETE FROM sessions WHERE id_sha256 = ? RETURNING office, account",
                        params![id],
                        |row| Ok((row.get(0)?, row.get(1)?)),
                    )
                    .optional()?)
            })
            .await
    }

    /// How a request with this session id stands. `active`: its person did something, which the session remembers.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read; nobody is let in then.
    pub async fn standing(
        &self,
        id: Option<[u8; 32]>,
        active: bool,
        now: DateTime<Utc>,
    ) -> Result<Standing, StoreError> {
        self.worker.run(move |db| standing(db, id, active, now)).await
    }

    /// Erases the sessions that have ended.
    ///
    /// # Errors
    /// [`StoreError`]; then they are tried again later.
    pub async fn erase_sessions(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.worker.run(move |db| end_old_sessions(db, now)).await
    }
}

fn end_old_sessions(db: &Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    db.execute(
        "DELETE FROM sessions WHERE created_at <= ? OR seen_at <= ?",
        params![stored(now - LONGEST), stored(now - IDLE)],
    )?;
    Ok(())
}

fn standing(
    db: &Connection,
    id: Option<[u8; 32]>,
    active: bool,
    now: DateTime<Utc>,
) -> Result<Standing, StoreError> {
    if let Some(id) = id
        && let Some(mut signed_in) = session(db, id)?
        && signed_in.is_good(now)
    {
        if active && now - signed_in.seen_at >= SEEN_EVERY {
            db.prepare_cached("UPDATE sessions SET seen_at = ? WHERE id_sha256 = ?")?
                .execute(params![stored(now), id])?;
            signed_in.seen_at = now;
        }
        return Ok(Standing::SignedIn(signed_in));
    }
    let any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM accounts)")?
        .query_row([], |row| row.get(0))?;
    Ok(if any {
        Standing::SignedOut
    } else {
        Standing::NoAccounts
    })
}

/// A session with what its account may do now.
fn session(db: &Connection, id: [u8; 32]) -> Result<Option<SignedIn>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT accounts.office, accounts.name, accounts.role, sessions.created_at, sessions.seen_at
         FROM sessions JOIN accounts ON accounts.name = sessions.account WHERE sessions.id_sha256 = ?",
    )?;
    let mut rows = statement.query(params![id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(SignedIn {
        office: row.get(0)?,
        account: row.get(1)?,
        role: role(row, 2)?,
        created_at: moment(row.get(3)?)?,
        seen_at: moment(row.get(4)?)?,
    }))
}

fn account(row: &Row<'_>) -> Result<AccountRow, StoreError> {
    Ok(AccountRow {
        name: row.get(0)?,
        office: row.get(1)?,
        role: role(row, 2)?,
        created_at: moment(row.get(3)?)?,
    })
}

fn role(row: &Row<'_>, column: usize) -> Result<Role, StoreError> {
    let word: String = row.get(column)?;
    Role::from_word(&word).ok_or_else(|| StoreError::Value("a role".to_owned()))
}
