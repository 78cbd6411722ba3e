//! The audit log: who did what when. It holds nothing of a visitor but the number of a row that is erased.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, moment, stored};

/// The most entries read at once.
const MAX_ENTRIES: u32 = 1000;

/// How many entries a page of the whole log has.
const PAGE: u32 = 500;

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// When, by the queue's clock.
    pub at: DateTime<Utc>,
    /// In which office.
    pub office: String,
    /// By which account; `None` where nobody was signed in.
    pub account: Option<String>,
    /// What: a route's words such as `call`, or `sign-in`.
    pub action: String,
    /// The row of the visit, if it was done to one.
    pub visit: Option<i64>,
}

/// A piece of the audit log, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// The number of its last entry, from which the next page goes on; `None`: there are no more.
    pub last: Option<i64>,
}

/// Writes an entry inside a transaction that is under way.
pub(super) fn record(db: &Connection, entry: &AuditEntry) -> Result<(), StoreError> {
    db.prepare_cached("INSERT INTO audit (office, at, account, action, visit) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![
            entry.office,
            stored(entry.at),
            entry.account,
            entry.action,
            entry.visit
        ])?;
    Ok(())
}

impl Store {
    /// Writes an entry.
    ///
    /// # Errors
    /// [`StoreError`]; then it is not written.
    pub async fn record(&self, entry: AuditEntry) -> Result<(), StoreError> {
        self.worker.run(move |db| record(db, &entry)).await
    }

    /// The last entries between two moments, newest first; of every office where none is named.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn audit(
        &self,
        office: Option<String>,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        self.worker
            .run(move |db| {
                let mut statement = db.prepare(
                    "SELECT at, office, account, action, visit FROM audit
                     WHERE (?1 IS NULL OR office = ?1) AND at >= ?2 AND at < ?3 ORDER BY at DESC, id DESC LIMIT ?4",
                )?;
                let mut rows = statement.query(params![office, stored(from), stored(to), MAX_ENTRIES])?;
                let mut entries = Vec::new();
                while let Some(row) = rows.next()? {
                    entries.push(AuditEntry {
                        at: moment(row.get(0)?)?,
                        office: row.get(1)?,
                        account: row.get(2)?,
                        action: row.get(3)?,
                        visit: row.get(4)?,
                    });
                }
                Ok(entries)
            })
            .await
    }

    /// The whole log of all offices between two moments, a page at a time: what comes after the entry numbered `after`,
    /// at first 0.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn audit_page(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        after: i64,
    ) -> Result<AuditPage, StoreError> {
        self.worker
            .run(move |db| {
                let mut statement = db.prepare(
                    "SELECT id, at, office, account, action, visit FROM audit
                     WHERE id > ? AND at >= ? AND at < ? ORDER BY id LIMIT ?",
                )?;
                let mut rows = statement.query(params![after, stored(from), stored(to), PAGE])?;
                let mut page = AuditPage::default();
                while let Some(row) = rows.next()? {
                    page.last = Some(row.get(0)?);
                    page.entries.push(AuditEntry {
                        at: moment(row.get(1)?)?,
                        office: row.get(2)?,
                        account: row.get(3)?,
                        action: row.get(4)?,
                        visit: row.get(5)?,
                    });
                }
                Ok(page)
            })
            .await
    }

    /// Erases the entries made before a moment.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn erase_audit(&self, before: DateTime<Utc>) -> Result<usize, StoreError> {
        self.worker
            .run(move |db| Ok(db.execute("DELETE FROM audit WHERE at < ?", [stored(before)])?))
            .await
    }
}
