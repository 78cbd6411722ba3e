//! The services with what staff have set for them, and the private rooms.

use checkin::WaitMinutes;
use serde::Serialize;
use utoipa::ToSchema;

use super::service_words;
use crate::office::Office;
use crate::store::{BoardRows, Stop, StopKind, stop_of};

/// One service as staff set it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceRow {
    /// Its id; null for visitors who would rather not say.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether its visitors are called before all others.
    pub urgent: bool,
    /// Whether staff can add visitors for it, send them to it and stop it: not where a kiosk alone knows it.
    pub on_offer: bool,
    /// Whether it takes tickets.
    pub stop: StopKind,
    /// Why not, a message id that kiosks show.
    pub reason: Option<String>,
    /// Few of the last hour waited less, in minutes; null where too few were seen to say.
    pub wait_from: Option<u32>,
    /// Few of the last hour waited longer, in minutes.
    pub wait_to: Option<u32>,
}

/// What staff have set for the whole office; a service's own setting goes before it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeStop {
    /// Whether it takes tickets.
    pub stop: StopKind,
    /// Why not, a message id that kiosks show.
    pub reason: Option<String>,
}

/// A private room.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Room {
    /// Its name.
    pub name: String,
    /// The visit it is taken for; null while it is free.
    pub visit: Option<i64>,
    /// The ticket of that visit.
    pub ticket: Option<String>,
}

impl OfficeStop {
    pub(super) fn new(stops: &[Stop]) -> Self {
        let (stop, reason) = stop_of(stops, None);
        Self { stop, reason }
    }
}

/// The listed services in their order, those that visitors of today asked for besides, and "not said".
pub(super) fn services(office: &Office, rows: &BoardRows) -> Vec<ServiceRow> {
    let listed = office.services.iter().map(|service| &service.id);
    let others = rows
        .services
        .iter()
        .map(|(id, _)| id)
        .filter(|id| office.service(id).is_none());
    listed
        .chain(others)
        .map(|id| Some(id.as_str()))
        .chain([None])
        .map(|id| {
            let (stop, reason) = stop_of(&rows.stops, id);
            let wait: Option<&WaitMinutes> = rows.waits.get(&id.map(str::to_owned));
            ServiceRow {
                id: id.map(str::to_owned),
                name: service_words(office, id),
                urgent: id
                    .and_then(|id| office.service(id))
                    .is_some_and(|service| service.urgent),
                on_offer: office.services.is_empty() || id.is_none_or(|id| office.service(id).is_some()),
                stop,
                reason,
                wait_from: wait.map(|wait| wait.from),
                wait_to: wait.map(|wait| wait.to),
            }
        })
        .collect()
}

/// The configured rooms, and any that was taken before it left the config file.
pub(super) fn rooms(office: &Office, rows: &BoardRows) -> Vec<Room> {
    let others = rows
        .rooms
        .iter()
        .map(|(name, ..)| name)
        .filter(|name| !office.rooms.contains(name));
    office
        .rooms
        .iter()
        .chain(others)
        .map(|name| {
            let taken = rows.rooms.iter().find(|(room, ..)| room == name);
            Room {
                name: name.clone(),
                visit: taken.map(|(_, id, _)| *id),
                ticket: taken.map(|(_, _, ticket)| ticket.clone()),
            }
        })
        .collect()
}
