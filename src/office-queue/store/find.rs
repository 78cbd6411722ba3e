//! Finding a visit of today, in whatever state it is.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::views::{VISIT_COLUMNS, VisitRow, visit};
use super::{Store, StoreError, stored};

/// The most visits that are found at once; a busy office has some hundreds a day.
const MAX_FOUND: u32 = 1000;

/// What is looked for; `None` is anything.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// A ticket, or only its digits, such as `A017` or `17`.
    pub ticket: Option<String>,
    /// A service's id; `Some(None)` is "not said".
    pub service: Option<Option<String>>,
    /// A language's tag.
    pub language: Option<String>,
    /// Arrived at or after.
    pub from: Option<DateTime<Utc>>,
    /// Arrived before.
    pub to: Option<DateTime<Utc>>,
}

impl Store {
    /// The visits of an office's day that fit, the earliest first.
    ///
    /// # Errors
    /// [`StoreError`] where they cannot be read.
    pub async fn find(&self, office: String, search: Search) -> Result<Vec<VisitRow>, StoreError> {
        self.worker
            .run(move |db| {
                let sql = format!(
                    "SELECT {VISIT_COLUMNS} FROM visits
                     WHERE office = ?1 AND (?2 IS NULL OR ticket = ?2 OR ltrim(substr(ticket, 2), '0') = ltrim(?2, '0'))
                       AND (NOT ?3 OR service IS ?4) AND (?5 IS NULL OR language = ?5)
                       AND (?6 IS NULL OR arrived_at >= ?6) AND (?7 IS NULL OR arrived_at < ?7)
                     ORDER BY arrived_at, id LIMIT {MAX_FOUND}"
                );
                let mut statement = db.prepare_cached(&sql)?;
                let mut rows = statement.query(params![
                    office,
                    search.ticket,
                    search.service.is_some(),
                    search.service.flatten(),
                    search.language,
                    search.from.map(stored),
                    search.to.map(stored),
                ])?;
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(visit(row)?);
                }
                Ok(found)
            })
            .await
    }
}
