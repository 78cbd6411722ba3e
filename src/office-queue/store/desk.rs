//! What staff do with a visit at the desks. Each action reads how the visit stands, checks it and writes in one
//! transaction of the one connection, so that two desks can never call the same visitor.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::standing::{self, Found, Standing, Target};
use super::{Store, StoreError};
use crate::visit::{Action, NotAllowed, VisitState};

/// Who acts, where and when.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The office.
    pub office: String,
    /// The desk's name; empty where a page has none yet, and then nothing can be called and nothing undone.
    pub desk: String,
    /// The queue's clock.
    pub now: DateTime<Utc>,
}

/// Whom a desk calls next. `None` is everybody.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The services this desk deals with; `None` among them is "not said".
    pub services: Option<Vec<Option<String>>>,
    /// The languages the officer speaks, as tags. A visitor whose interpreter is here is called in any language.
    pub languages: Option<Vec<String>>,
}

/// What became of an action.
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
    /// This desk has nothing to undo.
    NothingToUndo,
    /// Something else has happened to the visit with this ticket since the step that was to be undone.
    ChangedSince(String),
}

/// A desk's last step that can still be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastStep {
    /// The desk.
    pub desk: String,
    /// The ticket of the visit.
    pub ticket: String,
    /// An action's word, or `add`.
    pub step: String,
}

/// The last step that added a visitor; the others are actions' words.
pub(super) const ADDED: &str = "add";

impl Store {
    /// Acts on the visit with this row id. A transfer is [`Store::transfer`].
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn act(&self, id: i64, staff: Staff, action: Action) -> Result<Acted, StoreError> {
        self.worker.run(move |db| act(db, id, &staff, action, None)).await
    }

    /// Sends a visit on to another service or desk. It keeps its number, its arrival and its promise.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn transfer(&self, id: i64, staff: Staff, target: Target) -> Result<Acted, StoreError> {
        self.worker
            .run(move |db| act(db, id, &staff, Action::Transfer, Some(target)))
            .await
    }

    /// Calls the first visitor in the list to a desk: urgent services first, then the earliest promise. Those who were
    /// transferred to this desk pass its filter; those who were transferred to another are left to that one.
    ///
    /// # Errors
    /// [`StoreError`]; then nobody was called.
    pub async fn call_next(&self, staff: Staff, filter: Filter) -> Result<Acted, StoreError> {
        self.worker
            .run(move |db| match next_of(db, &staff, &filter)? {
                Some(id) => act(db, id, &staff, Action::Call, None),
                None => Ok(Acted::NoVisit),
            })
            .await
    }

    /// Takes back the last step of a desk, unless something else has happened to that visit since.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn undo(&self, staff: Staff) -> Result<Acted, StoreError> {
        self.worker.run(move |db| undo(db, &staff)).await
    }
}

fn next_of(db: &Connection, staff: &Staff, filter: &Filter) -> Result<Option<i64>, StoreError> {
    let json = |value: serde_json::Result<String>| {
        value.map_err(|error| StoreError::Value(format!("a filter: {error}")))
    };
    let services = filter.services.as_ref().map(serde_json::to_string);
    let languages = filter.languages.as_ref().map(serde_json::to_string);
    Ok(db
        .prepare_cached(
            "SELECT id FROM visits WHERE office = ?1 AND state = 'waiting' AND (for_desk = ?2 OR for_desk IS NULL
                 AND (?3 IS NULL OR EXISTS (SELECT 1 FROM json_each(?3) WHERE value IS service))
                 AND (?4 IS NULL OR interpreter IS 'here'
                      OR EXISTS (SELECT 1 FROM json_each(?4) WHERE value = language)))
             ORDER BY urgent DESC, due_at, arrived_at, id LIMIT 1",
        )?
        .query_row(
            params![
                staff.office,
                staff.desk,
                services.map(json).transpose()?,
                languages.map(json).transpose()?
            ],
            |row| row.get(0),
        )
        .optional()?)
}

fn act(
    db: &Connection,
    id: i64,
    staff: &Staff,
    action: Action,
    target: Option<Target>,
) -> Result<Acted, StoreError> {
    let Some(found) = standing::find(db, &staff.office, id)? else {
        return Ok(Acted::NoVisit);
    };
    let next = match found.standing.after(action, staff) {
        Ok(next) => next,
        Err(refused) => return Ok(Acted::NotAllowed(refused)),
    };
    // Calling from another desk would be a second call for the same visitor, and they can sit at one desk only.
    if matches!(action, Action::Recall | Action::Serve)
        && let Some(other) = found.standing.desk.clone().filter(|desk| *desk != staff.desk)
    {
        return Ok(Acted::AtDesk(other));
    }
    let next = match target {
        Some(target) => next.transferred(target),
        None => next,
    };
    standing::write(db, &found, &next)?;
    remember(db, staff, &found, action.as_str(), Some(&found.standing))?;
    Ok(done(found, next.state))
}

fn done(found: Found, state: VisitState) -> Acted {
    Acted::Done {
        id: found.id,
        ticket: found.ticket,
        state,
    }
}

/// Keeps a desk's last step; `before` is how the visit stood, or `None` where the step added it.
pub(super) fn remember(
    db: &Connection,
    staff: &Staff,
    found: &Found,
    step: &str,
    before: Option<&Standing>,
) -> Result<(), StoreError> {
    if staff.desk.is_empty() {
        return Ok(());
    }
    let revision = found.revision + i64::from(before.is_some());
    let before = before
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| StoreError::Value(error.to_string()))?;
    db.prepare_cached(
        "INSERT INTO last_steps (office, desk, visit, revision, step, before) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET visit = excluded.visit, revision = excluded.revision, step = excluded.step,
            before = excluded.before",
    )?
    .execute(params![
        staff.office,
        staff.desk,
        found.id,
        revision,
        step,
        before
    ])?;
    Ok(())
}

fn undo(db: &Connection, staff: &Staff) -> Result<Acted, StoreError> {
    let last: Option<(i64, i64, Option<String>)> = db
        .prepare_cached("SELECT visit, revision, before FROM last_steps WHERE office = ? AND desk = ?")?
        .query_row([&staff.office, &staff.desk], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((id, revision, before)) = last else {
        return Ok(Acted::NothingToUndo);
    };
    let Some(found) = standing::find(db, &staff.office, id)? else {
        return Ok(Acted::NothingToUndo);
    };
    if found.revision != revision {
        return Ok(Acted::ChangedSince(found.ticket));
    }
    let mut next = match before {
        Some(json) => serde_json::from_str(&json).map_err(|_| StoreError::Value("a last step".to_owned()))?,
        // Whom this desk added by mistake is taken back.
        None => match found.standing.after(Action::Cancel, staff) {
            Ok(next) => next,
            Err(refused) => return Ok(Acted::NotAllowed(refused)),
        },
    };
    // A room that was freed by the step may be another's by now.
    if let Some(room) = &next.room
        && super::care::room_holder(db, &staff.office, room)?.is_some_and(|(holder, _)| holder != id)
    {
        next.room = None;
    }
    standing::write(db, &found, &next)?;
    db.prepare_cached("DELETE FROM last_steps WHERE office = ? AND desk = ?")?
        .execute([&staff.office, &staff.desk])?;
    Ok(done(found, next.state))
}

/// The last steps of an office's desks that can still be undone, by desk.
pub(super) fn last_steps(db: &Connection, office: &str) -> Result<Vec<LastStep>, StoreError> {
    Ok(db
        .prepare_cached(
            "SELECT last_steps.desk, visits.ticket, last_steps.step FROM last_steps
             JOIN visits ON visits.id = last_steps.visit AND visits.revision = last_steps.revision
             WHERE last_steps.office = ? ORDER BY last_steps.desk LIMIT 100",
        )?
        .query_map([office], |row| {
            Ok(LastStep {
                desk: row.get(0)?,
                ticket: row.get(1)?,
                step: row.get(2)?,
            })
        })?
        .collect::<Result<_, _>>()?)
}
