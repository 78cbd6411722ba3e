//! An office as the queue knows it.

use checkin::Series;
use chrono_tz::Tz;

/// The promise where no other is configured, in minutes.
pub const DEFAULT_PROMISE_MINUTES: u32 = 10;

/// The time zone where no other is configured.
pub const DEFAULT_ZONE: Tz = Tz::Europe__London;

/// One office of the queue service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its id, as in `urn:reception-kiosk:<office>:<kiosk>`.
    pub id: String,
    /// Its name for staff; the id where none is configured.
    pub name: String,
    /// The zone of its service day.
    pub zone: Tz,
    /// The waiting time it promises, in minutes.
    pub promise_minutes: u32,
    /// The series of the numbers that staff give; no kiosk should have it.
    pub desk_series: Series,
    /// Its private rooms, by the names staff call them; empty where none are configured.
    pub rooms: Vec<String>,
    /// Its services in the order of the config file; empty where none are configured.
    pub services: Vec<Service>,
}

/// A service that the office lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The id that check-ins carry.
    pub id: String,
    /// Its name for staff.
    pub name: String,
    /// Whether its visitors are called before all others.
    pub urgent: bool,
}

impl Office {
    /// The listed service with this id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }
}

/// Whether a word can be an office's or a kiosk's id: one to 64 letters, digits and hyphens, so that the URN in an
/// event's source has one reading.
pub fn is_id(word: &str) -> bool {
    (1..=64).contains(&word.len())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
