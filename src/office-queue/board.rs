//! What the desk page shows, made from the store's rows. Pure: rows and the time come in, words for staff go out.

use checkin::{CheckedIn, Gender, InterpreterMode, Need};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::arrival::service_day;
use crate::languages::{LanguageLabel, language_label};
use crate::office::Office;
use crate::shown::shown_word;
use crate::store::{BoardRows, VisitRow};

mod warnings;

pub use warnings::Warning;

/// The desk page of one office at one moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Board {
    /// The queue's clock, so that a page whose machine's clock is wrong still counts minutes rightly.
    pub now: DateTime<Utc>,
    /// The office's id.
    pub office: String,
    /// The office's name for staff.
    pub office_name: String,
    /// The zone that times are shown in, an IANA name.
    pub time_zone: &'static str,
    /// Whether a list of services is configured; without one, services are shown by their ids.
    pub services_listed: bool,
    /// The waiting list in the order of calling; at most 300 rows.
    pub waiting: Vec<Visit>,
    /// Those at the desks, the last call first.
    pub called: Vec<Visit>,
    /// Arrived while offline, the earliest first; at most 300 rows.
    pub arrived_offline: Vec<Visit>,
    /// How many visits stand where today.
    pub counts: Counts,
    /// What staff should know or put right.
    pub warnings: Vec<Warning>,
}

/// How many visits stand where today.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Counts {
    /// In the waiting list.
    pub waiting: u32,
    /// At a desk.
    pub called: u32,
    /// Arrived while offline, not decided yet.
    pub arrived_offline: u32,
    /// Done.
    pub done: u32,
    /// Did not come when called.
    pub no_show: u32,
    /// Taken back at the kiosk.
    pub cancelled: u32,
}

/// One visit as staff read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Visit {
    /// The id to act on.
    pub id: i64,
    /// The number the visitor holds.
    pub ticket: String,
    /// The kiosk that gave it; only where the number alone does not say who is meant.
    pub kiosk: Option<String>,
    /// The service in words.
    pub service: String,
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
    /// The reference of an appointment.
    pub appointment: Option<String>,
    /// How many came together.
    pub party: u16,
    /// The desk of the last call.
    pub desk: Option<String>,
    /// When it was.
    pub called_at: Option<DateTime<Utc>>,
    /// How often the visitor was called.
    pub calls: u32,
}

/// One need in words: "Interpreter: Sylheti · ছিলটী, in person, a woman".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NeedWords {
    /// Whether something must be arranged before the visitor is called: an interpreter or a private room.
    pub arrange: bool,
    /// The words before the language, or all of them.
    pub text: String,
    /// The interpreter's language.
    pub language: Option<LanguageLabel>,
    /// The words after the language.
    pub rest: String,
}

impl Board {
    /// The page of an office, from its rows at this moment.
    pub fn new(office: &Office, rows: &BoardRows, now: DateTime<Utc>) -> Self {
        let visits = |rows: &[VisitRow]| rows.iter().map(|row| visit(office, row, now)).collect();
        let counts = rows.counts;
        Self {
            now,
            office: office.id.clone(),
            office_name: office.name.clone(),
            time_zone: office.zone.name(),
            services_listed: !office.services.is_empty(),
            waiting: visits(&rows.waiting),
            called: visits(&rows.called),
            arrived_offline: visits(&rows.arrived_offline),
            counts: Counts {
                waiting: counts.waiting,
                called: counts.called,
                arrived_offline: counts.arrived_offline,
                done: counts.done,
                no_show: counts.no_show,
                cancelled: counts.cancelled,
            },
            warnings: warnings::warnings(office, rows, now),
        }
    }
}

fn visit(office: &Office, row: &VisitRow, now: DateTime<Utc>) -> Visit {
    let details = &row.details;
    let (desk, called_at) = row.called.clone().unzip();
    Visit {
        id: row.id,
        ticket: details.ticket.to_string(),
        kiosk: row.ticket_shared.then(|| row.kiosk.clone()),
        service: service_words(office, details.service.as_deref()),
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
            .map(|appointment| shown_word(&appointment.reference)),
        party: details.party,
        desk,
        called_at,
        calls: row.calls,
    }
}

/// A service by its name, or by its id where it is not listed.
fn service_words(office: &Office, service: Option<&str>) -> String {
    match service {
        None => "Not said".to_owned(),
        Some(id) => office
            .service(id)
            .map_or_else(|| shown_word(id), |service| service.name.clone()),
    }
}

/// The most needs shown of one visit; there are seven known ones.
const MAX_NEEDS: usize = 12;

fn need_words(details: &CheckedIn) -> Vec<NeedWords> {
    let plain = |arrange, text: &str| NeedWords {
        arrange,
        text: text.to_owned(),
        language: None,
        rest: String::new(),
    };
    let mut needs = Vec::new();
    if let Some(private) = &details.private_interview {
        let officer = private
            .officer_gender
            .as_ref()
            .map(|gender| format!(", with {}", gender_words(gender)));
        needs.push(plain(
            true,
            &format!("Private room{}", officer.unwrap_or_default()),
        ));
    }
    if let Some(interpreter) = &details.interpreter {
        let mode = interpreter
            .mode
            .as_ref()
            .map(|mode| format!(", {}", mode_words(mode)));
        let gender = interpreter
            .gender
            .as_ref()
            .map(|gender| format!(", {}", gender_words(gender)));
        needs.push(NeedWords {
            arrange: true,
            text: "Interpreter:".to_owned(),
            language: Some(language_label(&interpreter.language)),
            rest: mode.unwrap_or_default() + &gender.unwrap_or_default(),
        });
    }
    needs.extend(
        details
            .needs
            .iter()
            .take(MAX_NEEDS)
            .map(|need| plain(false, &one_need(need))),
    );
    if details.needs.len() > MAX_NEEDS {
        needs.push(plain(
            false,
            &format!("and {} more", details.needs.len() - MAX_NEEDS),
        ));
    }
    needs
}

fn one_need(need: &Need) -> String {
    match need {
        Need::StepFree => "Step-free".to_owned(),
        Need::HearingLoop => "Hearing loop".to_owned(),
        Need::HelpWithForms => "Help with forms".to_owned(),
        Need::ComeToMe => "Go to the visitor".to_owned(),
        Need::LargePrint => "Large print".to_owned(),
        Need::Audio => "Audio".to_owned(),
        Need::Braille => "Braille".to_owned(),
        Need::Unknown(word) => shown_word(word),
    }
}

fn mode_words(mode: &InterpreterMode) -> String {
    match mode {
        InterpreterMode::InPerson => "in person".to_owned(),
        InterpreterMode::Telephone => "by telephone".to_owned(),
        InterpreterMode::Video => "by video".to_owned(),
        InterpreterMode::Sign => "sign language".to_owned(),
        InterpreterMode::Unknown(word) => shown_word(word),
    }
}

fn gender_words(gender: &Gender) -> String {
    match gender {
        Gender::Female => "a woman".to_owned(),
        Gender::Male => "a man".to_owned(),
        Gender::Unknown(word) => shown_word(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn needs_of(data: serde_json::Value) -> Vec<String> {
        let mut whole = json!({ "ticket": "A017", "service_day": "2026-11-21", "language": "bn" });
        whole
            .as_object_mut()
            .unwrap()
            .extend(data.as_object().unwrap().clone());
        let words = need_words(&serde_json::from_value(whole).unwrap());
        words
            .iter()
            .map(|need| match &need.language {
                Some(language) => format!("{} {}{}", need.text, language.name, need.rest),
                None => need.text.clone(),
            })
            .collect()
    }

    #[test]
    fn needs_are_words_with_what_must_be_arranged_first() {
        let data = json!({
            "private_interview": { "officer_gender": "female" },
            "interpreter": { "language": "syl", "mode": "in-person", "gender": "female" },
            "needs": ["step-free", "come-to-me"],
        });
        assert_eq!(
            needs_of(data),
            [
                "Private room, with a woman",
                "Interpreter: Sylheti, in person, a woman",
                "Step-free",
                "Go to the visitor"
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_shown_by_its_id() {
        let data =
            json!({ "interpreter": { "language": "tlh", "mode": "hologram" }, "needs": ["trampoline"] });
        assert_eq!(needs_of(data), ["Interpreter: tlh, hologram", "trampoline"]);
    }

    #[test]
    fn a_flood_of_needs_is_counted_and_not_shown() {
        let needs: Vec<String> = (0..3000).map(|index| format!("need-{index}")).collect();
        let words = needs_of(json!({ "needs": needs }));
        assert_eq!(
            (words.len(), words.last().unwrap().as_str()),
            (MAX_NEEDS + 1, "and 2988 more")
        );
    }
}
