//! How a visit stands, and what each action makes of that. The only place that changes a visit's state.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{StoreError, stored};
use crate::store::Staff;
use crate::visit::{Action, NotAllowed, VisitState};

/// Where a transfer leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To whoever deals with this service; `None` for "not said".
    Service {
        /// The service's id.
        id: Option<String>,
        /// Whether it is called before all others.
        urgent: bool,
    },
    /// To this desk, whatever it filters by.
    Desk(String),
}

/// Everything of a visit that a move changes. As JSON it is what Undo goes back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Standing {
    pub state: VisitState,
    pub service: Option<String>,
    pub urgent: bool,
    pub for_desk: Option<String>,
    pub desk: Option<String>,
    pub called_at: Option<i64>,
    pub calls: u32,
    pub first_called_at: Option<i64>,
    pub first_called_service: Option<String>,
    pub served_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub room: Option<String>,
}

/// A visit as an action meets it.
pub(super) struct Found {
    pub id: i64,
    pub ticket: String,
    pub revision: i64,
    pub standing: Standing,
}

impl Standing {
    /// How the visit stands after an action. A transfer's target is set by [`Standing::transferred`].
    pub fn after(&self, action: Action, staff: &Staff) -> Result<Self, NotAllowed> {
        let now = stored(staff.now);
        let mut next = Self {
            state: self.state.after(action)?,
            ..self.clone()
        };
        match action {
            Action::Call => {
                next.desk = Some(staff.desk.clone());
                next.called_at = Some(now);
                next.calls += 1;
                next.for_desk = None;
                if next.first_called_at.is_none() {
                    next.first_called_at = Some(now);
                    next.first_called_service = next.service.clone();
                }
            }
            Action::Recall => {
                next.called_at = Some(now);
                next.calls += 1;
            }
            Action::Serve => next.served_at = Some(now),
            // Who is dealt with was at the desk, whether or not that was pressed; a late arrival was at none.
            Action::Done if self.state == VisitState::Called => next.served_at = Some(now),
            _ => {}
        }
        if matches!(next.state, VisitState::Waiting | VisitState::Held) {
            next.desk = None;
            next.called_at = None;
            next.served_at = None;
        }
        next.ended_at = next.state.has_ended().then_some(now);
        if next.state.has_ended() {
            next.room = None;
        }
        Ok(next)
    }

    /// The same with the transfer's target. Number, arrival and promise stay.
    pub fn transferred(mut self, target: Target) -> Self {
        match target {
            Target::Service { id, urgent } => {
                self.service = id;
                self.urgent = urgent;
                self.for_desk = None;
            }
            Target::Desk(desk) => self.for_desk = Some(desk),
        }
        self
    }
}

/// The visit with this row id in this office.
pub(super) fn find(db: &Connection, office: &str, id: i64) -> Result<Option<Found>, StoreError> {
    let found = db
        .prepare_cached(
            "SELECT id, ticket, revision, state, service, urgent, for_desk, desk, called_at, calls, first_called_at,
                    first_called_service, served_at, ended_at, room
             FROM visits WHERE id = ? AND office = ?",
        )?
        .query_row(params![id, office], |row| Ok(read(row)))
        .optional()?;
    found.transpose()
}

fn read(row: &Row<'_>) -> Result<Found, StoreError> {
    let word: String = row.get(3)?;
    Ok(Found {
        id: row.get(0)?,
        ticket: row.get(1)?,
        revision: row.get(2)?,
        standing: Standing {
            state: VisitState::from_word(&word).ok_or_else(|| StoreError::Value("a state".to_owned()))?,
            service: row.get(4)?,
            urgent: row.get(5)?,
            for_desk: row.get(6)?,
            desk: row.get(7)?,
            called_at: row.get(8)?,
            calls: row.get(9)?,
            first_called_at: row.get(10)?,
            first_called_service: row.get(11)?,
            served_at: row.get(12)?,
            ended_at: row.get(13)?,
            room: row.get(14)?,
        },
    })
}

/// Writes how a visit stands now.
pub(super) fn write(db: &Connection, found: &Found, next: &Standing) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE visits SET state = ?2, service = ?3, urgent = ?4, for_desk = ?5, desk = ?6, called_at = ?7, calls = ?8,
                first_called_at = ?9, first_called_service = ?10, served_at = ?11, ended_at = ?12, room = ?13,
                revision = ?14
         WHERE id = ?1",
    )?
    .execute(params![
        found.id,
        next.state.as_str(),
        next.service,
        next.urgent,
        next.for_desk,
        next.desk,
        next.called_at,
        next.calls,
        next.first_called_at,
        next.first_called_service,
        next.served_at,
        next.ended_at,
        next.room,
        found.revision + 1,
    ])?;
    Ok(())
}
