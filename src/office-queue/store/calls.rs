//! The calls that the waiting room's display shows. They are written by triggers of the schema, whatever calls.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, StoreError, moment};

/// One call. It says nothing of the visitor but the number and the language to call in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// Grows with each call and is never used again.
    pub id: i64,
    /// The number called.
    pub ticket: String,
    /// Where to.
    pub desk: String,
    /// The language of the visitor's screen, a BCP 47 tag.
    pub language: String,
    /// When.
    pub called_at: DateTime<Utc>,
}

/// What the display of one office shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallRows {
    /// The last call of each visitor, newest first.
    pub calls: Vec<CallRow>,
    /// The highest id ever given to a call, in any office; lower than one seen before only in another database.
    pub highest_id: i64,
}

const COLUMNS: &str =
    "calls.id, visits.ticket, calls.desk, json_extract(visits.details, '$.language'), calls.called_at
     FROM calls JOIN visits ON visits.id = calls.visit";

impl Store {
    /// The last calls of an office, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] where they cannot be read.
    pub async fn calls(&self, office: String, limit: u32) -> Result<CallRows, StoreError> {
        self.worker.run(move |db| calls(db, &office, limit)).await
    }

    /// One call of an office, while it is kept.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn call(&self, office: String, id: i64) -> Result<Option<CallRow>, StoreError> {
        self.worker
            .run(move |db| {
                let sql = format!("SELECT {COLUMNS} WHERE calls.office = ? AND calls.id = ?");
                db.prepare_cached(&sql)?
                    .query_row(params![office, id], |row| Ok(call(row)))
                    .optional()?
                    .transpose()
            })
            .await
    }
}

fn calls(db: &Connection, office: &str, limit: u32) -> Result<CallRows, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE calls.office = ?
            AND NOT EXISTS (SELECT 1 FROM calls AS later WHERE later.visit = calls.visit AND later.id > calls.id)
         ORDER BY calls.id DESC LIMIT ?"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query(params![office, limit])?;
    let mut calls = Vec::new();
    while let Some(row) = found.next()? {
        calls.push(call(row)?);
    }
    let highest_id = db
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'calls'")?
        .query_row([], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    Ok(CallRows { calls, highest_id })
}

fn call(row: &Row<'_>) -> Result<CallRow, StoreError> {
    Ok(CallRow {
        id: row.get(0)?,
        ticket: row.get(1)?,
        desk: row.get(2)?,
        language: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        called_at: moment(row.get(4)?)?,
    })
}
