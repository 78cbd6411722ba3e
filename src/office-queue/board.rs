//! What the desk page shows, made from the store's rows. Pure: rows and the time come in, words for staff go out.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::office::Office;
use crate::shown::shown_word;
use crate::store::{BoardRows, VisitRow};

mod content_warnings;
mod needs;
mod services;
mod visit;

mod warnings;

pub use services::{OfficeStop, Room, ServiceRow};
pub use visit::Visit;
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
    /// The waiting time the office promises, in minutes.
    pub promise_minutes: u32,
    /// Whether a list of services is configured; without one, services are shown by their ids.
    pub services_listed: bool,
    /// The waiting list in the order of calling; at most 300 rows.
    pub waiting: Vec<Visit>,
    /// Those called, the last call first.
    pub called: Vec<Visit>,
    /// Those at the desks, the last to come first.
    pub serving: Vec<Visit>,
    /// Those set aside, in the order of calling; at most 300 rows.
    pub held: Vec<Visit>,
    /// Arrived while offline, the earliest first; at most 300 rows.
    pub arrived_offline: Vec<Visit>,
    /// How many visits stand where today.
    pub counts: Counts,
    /// The services in their order, each with whether it takes tickets.
    pub services: Vec<ServiceRow>,
    /// What staff have set for the whole office.
    pub office_stop: OfficeStop,
    /// The private rooms, each with who is in it.
    pub rooms: Vec<Room>,
    /// What each desk can undo.
    pub last_steps: Vec<DeskStep>,
    /// What staff should know or put right.
    pub warnings: Vec<Warning>,
}

/// How many visits stand where today.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Counts {
    /// In the waiting list.
    pub waiting: u32,
    /// Set aside.
    pub held: u32,
    /// Called and not at the desk yet.
    pub called: u32,
    /// At a desk.
    pub serving: u32,
    /// Arrived while offline, not decided yet.
    pub arrived_offline: u32,
    /// Done.
    pub done: u32,
    /// Did not come when called.
    pub no_show: u32,
    /// Taken back.
    pub cancelled: u32,
}

/// A desk's last step, as its Undo names it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskStep {
    /// The desk.
    pub desk: String,
    /// The ticket of the visit.
    pub ticket: String,
    /// An action's word, or `add`.
    pub step: String,
}

impl Board {
    /// The page of an office, from its rows at this moment.
    pub fn new(office: &Office, rows: &BoardRows, now: DateTime<Utc>) -> Self {
        let visits = |rows: &[VisitRow]| rows.iter().map(|row| Visit::new(office, row, now)).collect();
        let counts = rows.counts;
        Self {
            now,
            office: office.id.clone(),
            office_name: office.name.clone(),
            time_zone: office.zone.name(),
            promise_minutes: office.promise_minutes,
            services_listed: !office.services.is_empty(),
            waiting: visits(&rows.waiting),
            called: visits(&rows.called),
            serving: visits(&rows.serving),
            held: visits(&rows.held),
            arrived_offline: visits(&rows.arrived_offline),
            counts: Counts {
                waiting: counts.waiting,
                held: counts.held,
                called: counts.called,
                serving: counts.serving,
                arrived_offline: counts.arrived_offline,
                done: counts.done,
                no_show: counts.no_show,
                cancelled: counts.cancelled,
            },
            services: services::services(office, rows),
            office_stop: OfficeStop::new(&rows.stops),
            rooms: services::rooms(office, rows),
            last_steps: rows
                .last_steps
                .iter()
                .map(|last| DeskStep {
                    desk: last.desk.clone(),
                    ticket: last.ticket.clone(),
                    step: last.step.clone(),
                })
                .collect(),
            warnings: warnings::warnings(office, rows, now),
        }
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
