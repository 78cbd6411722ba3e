//! One visit as staff read it.

use checkin::{AppointmentAnswer, AppointmentStatus};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::needs::{NeedWords, need_words};
use super::service_words;
use crate::arrival::service_day;
use crate::languages::{LanguageLabel, language_label};
use crate::office::Office;
use crate::shown::shown_word;
use crate::store::{InterpreterStep, VisitRow};
use crate::visit::{Action, VisitState};

/// One visit as staff read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Visit {
    /// The id to act on.
    pub id: i64,
    /// The number the visitor holds.
    pub ticket: String,
    /// The kiosk that gave it, empty for a desk; only where the number alone does not say who is meant.
    pub kiosk: Option<String>,
    /// Where the visit stands.
    pub state: VisitState,
    /// What staff may do with it, by the last part of the path; the usual next step first.
    pub actions: Vec<&'static str>,
    /// The service in words.
    pub service: String,
    /// The service's id; null for not said.
    pub service_id: Option<String>,
    /// Called before all others.
    pub urgent: bool,
    /// When the visitor confirmed, by the queue's clock.
    pub arrived_at: DateTime<Utc>,
    /// The day of that moment, only where it is not today.
    pub arrived_day: Option<String>,
    /// Until when the office promises to speak to them.
    pub due_at: DateTime<Utc>,
    /// The language of the visitor's screen.
    pub language: LanguageLabel,
    /// What they need, the most important first.
    pub needs: Vec<NeedWords>,
    /// The appointment they gave.
    pub appointment: Option<AppointmentWords>,
    /// How many came together.
    pub party: u16,
    /// The desk it was transferred to.
    pub for_desk: Option<String>,
    /// The desk of the last call.
    pub desk: Option<String>,
    /// When it was.
    pub called_at: Option<DateTime<Utc>>,
    /// How often the visitor was called.
    pub calls: u32,
    /// The first call: since then the promise counts as kept, or as broken.
    pub first_called_at: Option<DateTime<Utc>>,
    /// When they came to the desk.
    pub served_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether someone is to go to them and nobody has said yet that they go: this rings at every desk.
    pub asks_to_come: bool,
    /// The desk that said it goes.
    pub going: Option<String>,
    /// The interpreter request, where there is one.
    pub interpreter: Option<InterpreterRequest>,
    /// Whether they asked to talk in private.
    pub private: bool,
    /// The private room taken for them.
    pub room: Option<String>,
    /// Whether staff have apologised for a wait that overran.
    pub apologised: bool,
}

/// An appointment as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AppointmentWords {
    /// The reference that the visitor gave.
    pub reference: String,
    /// The time and the officer, such as "10:30 with A. Obi"; empty where no list has it.
    pub what: String,
    /// Whether they came as agreed, such as "late"; empty where they did.
    pub standing: &'static str,
}

/// An interpreter request as staff work on it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InterpreterRequest {
    /// How far it has come.
    pub step: InterpreterStep,
    /// How they will be there, a word such as `telephone`; null for not said.
    pub mode: Option<String>,
    /// The language.
    pub language: LanguageLabel,
}

impl Visit {
    /// A row in words.
    pub fn new(office: &Office, row: &VisitRow, now: DateTime<Utc>) -> Self {
        let details = &row.details;
        let (desk, called_at) = row.called.clone().unzip();
        let not_seen = matches!(
            row.state,
            VisitState::ArrivedOffline | VisitState::Waiting | VisitState::Held
        );
        Self {
            id: row.id,
            ticket: details.ticket.to_string(),
            kiosk: row.ticket_shared.then(|| row.kiosk.clone()),
            state: row.state,
            actions: row.state.staff_actions().map(Action::as_str).collect(),
            service: service_words(office, row.service.as_deref()),
            service_id: row.service.clone(),
            urgent: row.urgent,
            arrived_at: row.arrived_at,
            arrived_day: (row.arrived_day != service_day(now, office.zone))
                .then(|| row.arrived_day.format("%-d %B").to_string()),
            due_at: row.due_at,
            language: language_label(&details.language),
            needs: need_words(details),
            appointment: details
                .appointment
                .as_ref()
                .map(|given| appointment_words(office, &given.reference, row.appointment.as_ref())),
            party: details.party,
            for_desk: row.for_desk.clone(),
            desk,
            called_at,
            calls: row.calls,
            first_called_at: row.first_called_at,
            served_at: row.served_at,
            ended_at: row.ended_at,
            asks_to_come: row.come_to_me && row.going.is_none() && not_seen,
            going: row.going.clone(),
            interpreter: row
                .interpreter
                .zip(details.interpreter.as_ref())
                .map(|(step, asked)| InterpreterRequest {
                    step,
                    mode: row.interpreter_mode.as_deref().map(shown_word),
                    language: language_label(&asked.language),
                }),
            private: details.private_interview.is_some(),
            room: row.room.clone(),
            apologised: row.apology_at.is_some(),
        }
    }
}

fn appointment_words(
    office: &Office,
    reference: &str,
    answer: Option<&AppointmentAnswer>,
) -> AppointmentWords {
    let time = answer.and_then(|answer| answer.time);
    let officer = answer.and_then(|answer| answer.officer.as_deref());
    let what = [
        time.map(|time| time.with_timezone(&office.zone).format("%H:%M").to_string()),
        officer.map(|officer| format!("with {}", shown_word(officer))),
    ];
    AppointmentWords {
        reference: shown_word(reference),
        what: what.into_iter().flatten().collect::<Vec<_>>().join(" "),
        standing: match answer.and_then(|answer| answer.status.as_ref()) {
            Some(AppointmentStatus::Early) => "early",
            Some(AppointmentStatus::Late) => "late",
            Some(AppointmentStatus::NotKnown) => "not in our lists",
            Some(AppointmentStatus::OtherOffice) => "of another office",
            Some(AppointmentStatus::Cancelled) => "cancelled",
            Some(AppointmentStatus::OfficerAway) => "officer away today",
            Some(AppointmentStatus::Expected | AppointmentStatus::Unknown(_)) | None => "",
        },
    }
}
