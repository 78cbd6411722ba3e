//! What staff do at the desks. Each action reads the state, checks it and writes in one transaction of the one
//! connection, so that two desks can never call the same visitor.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, stored};
use crate::visit::{Action, NotAllowed, VisitState};

/// An action of staff on one visit.
#[derive(Clone, Debug)]
pub struct DeskAction {
    /// The office whose desk it is.
    pub office: String,
    /// The desk's name.
    pub desk: String,
    /// What is done.
    pub action: Action,
    /// The queue's clock.
    pub now: DateTime<Utc>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// Done; the visit stands thus now.
    Done {
        /// The visit's row.
        id: i64,
        /// Its ticket.
        ticket: String,
        /// Its state now.
        state: VisitState,
    },
    /// No such visit in this office, or its details are erased, or nobody is waiting.
    NoVisit,
    /// The state does not allow it.
    NotAllowed(NotAllowed),
    /// Another desk has called this visitor.
    AtDesk(String),
}

impl Store {
    /// Acts on the visit with this row id.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn act(&self, id: i64, action: DeskAction) -> Result<Acted, StoreError> {
        self.worker.run(move |db| act(db, id, &action)).await
    }

    /// Calls the first visitor in the list to a desk.
    ///
    /// # Errors
    /// [`StoreError`]; then nobody was called.
    pub async fn call_next(
        &self,
        office: String,
        desk: String,
        now: DateTime<Utc>,
    ) -> Result<Acted, StoreError> {
        self.worker
            .run(move |db| {
                let first: Option<i64> = db
                    .prepare_cached(
                        "SELECT id FROM visits WHERE office = ? AND state = 'waiting'
                         ORDER BY urgent DESC, due_at, id LIMIT 1",
                    )?
                    .query_row([&office], |row| row.get(0))
                    .optional()?;
                let Some(id) = first else {
                    return Ok(Acted::NoVisit);
                };
                act(
                    db,
                    id,
                    &DeskAction {
                        office,
                        desk,
                        action: Action::Call,
                        now,
                    },
                )
            })
            .await
    }
}

fn act(db: &Connection, id: i64, asked: &DeskAction) -> Result<Acted, StoreError> {
    let found: Option<(String, String, Option<String>)> = db
        .prepare_cached("SELECT ticket, state, desk FROM visits WHERE id = ? AND office = ?")?
        .query_row(params![id, asked.office], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((ticket, word, at_desk)) = found else {
        return Ok(Acted::NoVisit);
    };
    let before = VisitState::from_word(&word).ok_or_else(|| StoreError::Value("a state".to_owned()))?;
    let state = match before.after(asked.action) {
        Ok(state) => state,
        Err(refused) => return Ok(Acted::NotAllowed(refused)),
    };
    match asked.action {
        Action::Call => {
            db.prepare_cached(
                "UPDATE visits SET state = ?, desk = ?, called_at = ?, calls = 1 WHERE id = ?",
            )?
            .execute(params![state.as_str(), asked.desk, stored(asked.now), id])?;
        }
        Action::Recall => {
            // Calling from another desk would be a second call for the same visitor.
            if let Some(other) = at_desk.filter(|desk| *desk != asked.desk) {
                return Ok(Acted::AtDesk(other));
            }
            db.prepare_cached("UPDATE visits SET called_at = ?, calls = calls + 1 WHERE id = ?")?
                .execute(params![stored(asked.now), id])?;
        }
        Action::Accept => {
            db.prepare_cached("UPDATE visits SET state = ? WHERE id = ?")?
                .execute(params![state.as_str(), id])?;
        }
        Action::NoShow | Action::Done | Action::Close | Action::Cancel => {
            db.prepare_cached("UPDATE visits SET state = ?, ended_at = ? WHERE id = ?")?
                .execute(params![state.as_str(), stored(asked.now), id])?;
        }
    }
    Ok(Acted::Done { id, ticket, state })
}
