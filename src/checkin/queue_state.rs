//! What a queue service tells a kiosk: `GET /v1/queue?series=A`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The office's queue as one kiosk may show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueState {
    /// When this was true, by the queue's clock.
    pub as_of: DateTime<Utc>,
    /// The highest number of the asked series today; 0 if none today, `None` if the series was never seen.
    pub last_number: Option<u32>,
    /// One entry for each service the queue knows.
    pub services: Vec<ServiceState>,
    /// Whom the desks are calling, newest first.
    pub now_serving: Vec<NowServing>,
}

/// One service as the queue sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceState {
    /// The service's id; `None` for visitors who would rather not say.
    pub id: Option<String>,
    /// Whether it takes tickets; false while staff have paused or closed it.
    pub taking: bool,
    /// Why not, a message id.
    pub reason: Option<String>,
    /// How many people wait.
    pub waiting: u32,
    /// The wait, only where it was measured.
    pub wait_minutes: Option<WaitMinutes>,
}

/// A measured wait, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitMinutes {
    /// Few wait less.
    pub from: u32,
    /// Few wait longer.
    pub to: u32,
}

/// One call that is on now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NowServing {
    /// The ticket called. Text, since it may be of a series this version cannot read.
    pub ticket: String,
    /// Where the visitor should go.
    pub desk: String,
    /// When the call was made.
    pub called_at: DateTime<Utc>,
}
