//! Visitors whom staff add: greeted in person, or while every kiosk is down. Their numbers are the desks' own series,
//! counted here in the same transaction.

use checkin::{CheckedIn, Interpreter, Need, PrivateInterview, Series, Ticket};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Map;
use uuid::Uuid;

use super::desk::{ADDED, remember};
use super::{Acted, Staff, Store, StoreError, intake, standing};
use crate::arrival::Arrival;
use crate::visit::VisitState;

/// A visitor to add.
#[derive(Clone, Debug)]
pub struct Added {
    /// The desk page's own key of this visitor: the same key again adds nobody.
    pub key: Uuid,
    /// The desks' series in this office.
    pub series: Series,
    /// The office's service day now.
    pub today: NaiveDate,
    /// When they came and until when the office promises to speak to them.
    pub arrival: Arrival,
    /// The service's id; `None` for not said.
    pub service: Option<String>,
    /// Whether that is called before all others.
    pub urgent: bool,
    /// The language they speak, a tag.
    pub language: String,
    /// What they need.
    pub needs: Vec<Need>,
    /// Whether they asked to talk in private.
    pub private_interview: Option<PrivateInterview>,
    /// The interpreter they asked for.
    pub interpreter: Option<Interpreter>,
    /// How many came together.
    pub party: u16,
}

impl Store {
    /// Adds a visitor and gives them the next number of the desks' series.
    ///
    /// # Errors
    /// [`StoreError`]; then nobody was added and no number was used.
    pub async fn add(&self, staff: Staff, added: Added) -> Result<Acted, StoreError> {
        self.worker.run(move |db| add(db, &staff, added)).await
    }
}

fn add(db: &Connection, staff: &Staff, added: Added) -> Result<Acted, StoreError> {
    let key = added.key.to_string();
    let before: Option<i64> = db
        .prepare_cached("SELECT id FROM visits WHERE office = ? AND kiosk = '' AND visit = ?")?
        .query_row([&staff.office, &key], |row| row.get(0))
        .optional()?;
    let id = match before {
        Some(id) => id,
        None => insert(db, staff, &key, &added)?,
    };
    let Some(found) = standing::find(db, &staff.office, id)? else {
        return Ok(Acted::NoVisit);
    };
    if before.is_none() {
        remember(db, staff, &found, ADDED, None)?;
    }
    Ok(Acted::Done {
        id,
        ticket: found.ticket,
        state: found.standing.state,
    })
}

fn insert(db: &Connection, staff: &Staff, key: &str, added: &Added) -> Result<i64, StoreError> {
    let last: u32 = db
        .prepare_cached(
            "SELECT COALESCE(MAX(last_number), 0) FROM numbers WHERE office = ? AND series = ? AND day = ?",
        )?
        .query_row(
            params![staff.office, added.series.to_string(), added.today.to_string()],
            |row| row.get(0),
        )?;
    let details = CheckedIn {
        ticket: Ticket::new(added.series, last.saturating_add(1)),
        service_day: added.today,
        service: added.service.clone(),
        language: added.language.clone(),
        appointment: None,
        private_interview: added.private_interview.clone(),
        interpreter: added.interpreter.clone(),
        needs: added.needs.clone(),
        party: added.party,
        promised_by: Some(added.arrival.due),
        other: Map::new(),
    };
    intake::keep_number(db, &staff.office, details.ticket, added.today)?;
    intake::insert_visit(
        db,
        &intake::NewVisit {
            office: &staff.office,
            kiosk: "",
            visit: key,
            today: added.today,
            arrival: added.arrival,
            due: added.arrival.due,
            service: added.service.as_deref(),
            urgent: added.urgent,
            state: VisitState::Waiting,
            details: &details,
            appointment: None,
            now: staff.now,
        },
    )
}
