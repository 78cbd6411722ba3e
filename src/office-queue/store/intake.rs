//! Taking events in: once each, whatever is sent how often.

use checkin::{
    AppointmentAnswer, CheckedIn, Event, InterpreterMode, KioskStatus, Need, Payload, Receipt, Ticket,
};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

use super::appointments::standing as appointment_standing;
use super::{InterpreterStep, Staff, Store, StoreError, standing, stored};
use crate::arrival::Arrival;
use crate::shown::shown_word;
use crate::visit::{Action, VisitState};

/// The most unknown words kept of one check-in; more tell staff nothing more.
const MAX_UNKNOWN: usize = 12;

/// An event to take in, with what the queue itself says of it.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The event, from the office and kiosk that its token names.
    pub event: Event,
    /// The SHA-256 of the exact bytes received.
    pub body_sha256: [u8; 32],
    /// When the visitor confirmed, by the queue's clock.
    pub arrival: Arrival,
    /// The office's services that are called before all others, by id.
    pub urgent_services: Vec<String>,
    /// The queue's clock.
    pub now: DateTime<Utc>,
    /// The office's service day now.
    pub today: NaiveDate,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Stored for the first time; the answer as JSON.
    New(String),
    /// The same event again; the first answer as JSON, or the id alone once the details are erased.
    Again(String),
    /// The id was taken by another body. Nothing was stored.
    OtherBody,
}

impl Store {
    /// Takes an event in. When this returns `Ok`, what it says is on the disk.
    ///
    /// `until_stored` is dropped when the event is stored or has failed, even if the caller goes away before.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of the event is stored.
    pub async fn take(&self, intake: Intake, until_stored: impl Send + 'static) -> Result<Taken, StoreError> {
        self.worker
            .run(move |db| {
                let taken = take(db, &intake);
                drop(until_stored);
                taken
            })
            .await
    }
}

fn take(db: &Connection, intake: &Intake) -> Result<Taken, StoreError> {
    let event = &intake.event;
    let id = event.id.to_string();
    let id_alone = || json!({ "id": event.id }).to_string();
    let before: Option<(Vec<u8>, Option<String>)> = db
        .prepare_cached(
            "SELECT body_sha256, answer FROM events WHERE office = ? AND kiosk = ? AND event = ?",
        )?
        .query_row(params![event.office, event.kiosk, id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    if let Some((body_sha256, answer)) = before {
        let same = body_sha256 == intake.body_sha256;
        return Ok(if same {
            Taken::Again(answer.unwrap_or_else(id_alone))
        } else {
            Taken::OtherBody
        });
    }
    let answer = match &event.payload {
        Payload::CheckedIn(details) => Some(check_in(db, intake, details)?),
        Payload::Cancelled(_) => {
            cancel(db, intake)?;
            None
        }
        Payload::KioskStatus(status) => {
            keep_status(db, intake, status)?;
            None
        }
    };
    db.prepare_cached(
        "INSERT INTO events (office, kiosk, event, body_sha256, answer, stored_at) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        event.office,
        event.kiosk,
        id,
        intake.body_sha256,
        answer,
        stored(intake.now)
    ])?;
    Ok(Taken::New(answer.unwrap_or_else(id_alone)))
}

/// Stores a check-in and says how many are ahead of it.
fn check_in(db: &Connection, intake: &Intake, details: &CheckedIn) -> Result<String, StoreError> {
    let Intake { event, arrival, .. } = intake;
    let state = first_state(db, intake)?;
    let appointment = match &details.appointment {
        Some(given) => Some(appointment_standing(db, &event.office, &given.reference)?),
        None => None,
    };
    let due = appointment
        .as_ref()
        .map_or(arrival.due, |appointment| appointment.due(arrival));
    // Who only gave a reference has come for what the appointment is about.
    let service = details
        .service
        .as_deref()
        .or_else(|| appointment.as_ref().and_then(|appointment| appointment.service()));
    let urgent = service.is_some_and(|id| intake.urgent_services.iter().any(|urgent| urgent == id));
    let appointment = appointment
        .as_ref()
        .map(|appointment| appointment.answer(arrival));
    let id = insert_visit(
        db,
        &NewVisit {
            office: &event.office,
            kiosk: &event.kiosk,
            visit: &event.subject.to_string(),
            today: intake.today,
            arrival: *arrival,
            due,
            service,
            urgent,
            state,
            details,
            appointment: appointment.as_ref(),
            now: intake.now,
        },
    )?;
    // A kiosk whose clock is wrong numbers another day than the office's: both days then know the number.
    for day in [details.service_day, arrival.day] {
        keep_number(db, &event.office, details.ticket, day)?;
    }
    let ahead = if state == VisitState::Waiting {
        Some(ahead_of(db, id)?)
    } else {
        None
    };
    let receipt = Receipt {
        id: event.id,
        ticket: Some(details.ticket.to_string()),
        ahead,
        appointment,
    };
    serde_json::to_string(&receipt).map_err(|error| StoreError::Value(error.to_string()))
}

/// A visit that is not stored yet, from a kiosk or from staff.
pub(super) struct NewVisit<'a> {
    pub office: &'a str,
    /// The kiosk; empty where staff added the visitor.
    pub kiosk: &'a str,
    pub visit: &'a str,
    pub today: NaiveDate,
    pub arrival: Arrival,
    /// By when they are called: what the office promises, or the time of their appointment.
    pub due: DateTime<Utc>,
    pub service: Option<&'a str>,
    pub urgent: bool,
    pub state: VisitState,
    pub details: &'a CheckedIn,
    /// How the appointment that they gave fits to the office's list.
    pub appointment: Option<&'a AppointmentAnswer>,
    pub now: DateTime<Utc>,
}

/// Stores a visit and returns its row id.
pub(super) fn insert_visit(db: &Connection, new: &NewVisit<'_>) -> Result<i64, StoreError> {
    let NewVisit { arrival, details, .. } = new;
    let unknown = unknown_words(details);
    let json = |value| serde_json::to_string(value).map_err(|error| StoreError::Value(error.to_string()));
    let interpreter = details.interpreter.as_ref();
    db.prepare_cached(
        "INSERT INTO visits (office, kiosk, visit, ticket, ticket_day, stored_day, arrived_at, arrived_day, due_at,
                             late, service, urgent, language, details, unknown, state, ended_at, come_to_me,
                             interpreter, interpreter_mode, appointment)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    )?
    .execute(params![
        new.office,
        new.kiosk,
        new.visit,
        details.ticket.to_string(),
        details.service_day.to_string(),
        new.today.to_string(),
        stored(arrival.at),
        arrival.day.to_string(),
        stored(new.due),
        arrival.late,
        new.service,
        new.urgent,
        details.language,
        json(&serde_json::to_value(details).map_err(|error| StoreError::Value(error.to_string()))?)?,
        if unknown.is_empty() { None } else { Some(json(&unknown.into())?) },
        new.state.as_str(),
        (new.state == VisitState::Cancelled).then(|| stored(new.now)),
        details.needs.contains(&Need::ComeToMe),
        interpreter.map(|_| InterpreterStep::Asked.as_str()),
        interpreter.and_then(|asked| asked.mode.as_ref().map(InterpreterMode::as_str)),
        new.appointment.map(serde_json::to_string).transpose().map_err(|error| StoreError::Value(error.to_string()))?,
    ])?;
    Ok(db.last_insert_rowid())
}

/// Where a new check-in begins: in the list, among the late arrivals, or cancelled where that was known before it.
fn first_state(db: &Connection, intake: &Intake) -> Result<VisitState, StoreError> {
    let event = &intake.event;
    let cancelled = db
        .prepare_cached("DELETE FROM early_cancellations WHERE office = ? AND kiosk = ? AND visit = ?")?
        .execute(params![event.office, event.kiosk, event.subject.to_string()])?;
    Ok(match (cancelled > 0, intake.arrival.late) {
        (true, _) => VisitState::Cancelled,
        (false, true) => VisitState::ArrivedOffline,
        (false, false) => VisitState::Waiting,
    })
}

/// How many visits will be called before this one.
fn ahead_of(db: &Connection, id: i64) -> Result<u32, StoreError> {
    Ok(db
        .prepare_cached(
            "SELECT COUNT(*) FROM visits AS other JOIN visits AS own ON own.id = ?1
             WHERE other.office = own.office AND other.state = 'waiting'
               AND (-other.urgent, other.due_at, other.arrived_at, other.id)
                   < (-own.urgent, own.due_at, own.arrived_at, own.id)",
        )?
        .query_row([id], |row| row.get(0))?)
}

/// Remembers the highest number of a series and day.
pub(super) fn keep_number(
    db: &Connection,
    office: &str,
    ticket: Ticket,
    day: NaiveDate,
) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO numbers (office, series, day, last_number) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET last_number = MAX(last_number, excluded.last_number)",
    )?
    .execute(params![
        office,
        ticket.series.to_string(),
        day.to_string(),
        ticket.number
    ])?;
    Ok(())
}

/// Cancels the kiosk's own visit. One that has ended stays as it ended; one that has not come yet is remembered.
fn cancel(db: &Connection, intake: &Intake) -> Result<(), StoreError> {
    let event = &intake.event;
    let key = params![event.office, event.kiosk, event.subject.to_string()];
    let id: Option<i64> = db
        .prepare_cached("SELECT id FROM visits WHERE office = ? AND kiosk = ? AND visit = ?")?
        .query_row(key, |row| row.get(0))
        .optional()?;
    let found = match id {
        Some(id) => standing::find(db, &event.office, id)?,
        None => None,
    };
    let Some(found) = found else {
        db.prepare_cached(
            "INSERT INTO early_cancellations (office, kiosk, visit, stored_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(params![event.office, event.kiosk, event.subject.to_string(), stored(intake.now)])?;
        return Ok(());
    };
    let kiosk = Staff {
        office: event.office.clone(),
        desk: String::new(),
        now: intake.now,
    };
    if let Ok(next) = found.standing.after(Action::Cancel, &kiosk) {
        standing::write(db, &found, &next)?;
    }
    Ok(())
}

fn keep_status(db: &Connection, intake: &Intake, status: &KioskStatus) -> Result<(), StoreError> {
    let json = serde_json::to_string(status).map_err(|error| StoreError::Value(error.to_string()))?;
    db.prepare_cached(
        "INSERT INTO kiosk_status (office, kiosk, status, stored_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET status = excluded.status, stored_at = excluded.stored_at",
    )?
    .execute(params![
        intake.event.office,
        intake.event.kiosk,
        json,
        stored(intake.now)
    ])?;
    Ok(())
}

/// What this version does not know in a check-in, as staff are warned of it. The service is not among it: whether it
/// is known depends on the config file, which may be put right during the day.
fn unknown_words(details: &CheckedIn) -> Vec<String> {
    let mut unknown = Vec::new();
    for need in &details.needs {
        if let Need::Unknown(word) = need {
            unknown.push(format!("need “{}”", shown_word(word)));
        }
    }
    if let Some(InterpreterMode::Unknown(word)) =
        details.interpreter.as_ref().and_then(|asked| asked.mode.as_ref())
    {
        unknown.push(format!("interpreter mode “{}”", shown_word(word)));
    }
    let genders = [
        details
            .interpreter
            .as_ref()
            .and_then(|asked| asked.gender.as_ref()),
        details
            .private_interview
            .as_ref()
            .and_then(|asked| asked.officer_gender.as_ref()),
    ];
    for gender in genders.into_iter().flatten() {
        if let checkin::Gender::Unknown(word) = gender {
            unknown.push(format!("gender “{}”", shown_word(word)));
        }
    }
    unknown.extend(
        details
            .other
            .keys()
            .map(|field| format!("field “{}”", shown_word(field))),
    );
    unknown.truncate(MAX_UNKNOWN);
    unknown
}
