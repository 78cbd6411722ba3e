//! What staff have opened, paused or closed, per service or for the whole office. It holds until its day ends.

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Staff, Store, StoreError, stored};

/// Whether a service takes tickets, as staff have set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StopKind {
    /// It takes tickets.
    Open,
    /// Not for a while.
    Paused,
    /// Not again today.
    Closed,
}

/// One setting of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The service; `None` for all that have no setting of their own.
    pub service: Option<String>,
    /// What is set.
    pub kind: StopKind,
    /// The message id that kiosks show; `None` for no reason given.
    pub reason: Option<String>,
}

impl StopKind {
    /// The word in the store and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Paused, Self::Closed]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

impl Store {
    /// Opens, pauses or closes a service, or the whole office, for the rest of its day. Setting the whole office takes
    /// the place of every service's own setting.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn set_service(&self, staff: Staff, today: NaiveDate, stop: Stop) -> Result<(), StoreError> {
        self.worker
            .run(move |db| set_service(db, &staff, today, &stop))
            .await
    }
}

fn set_service(db: &Connection, staff: &Staff, today: NaiveDate, stop: &Stop) -> Result<(), StoreError> {
    // Settings of earlier days count for nothing; they would only be in the way of the rule below.
    db.prepare_cached("DELETE FROM service_stops WHERE office = ? AND day <> ?")?
        .execute(params![staff.office, today.to_string()])?;
    let service = match &stop.service {
        Some(id) => id.as_str(),
        None => {
            db.prepare_cached("DELETE FROM service_stops WHERE office = ?")?
                .execute([&staff.office])?;
            ""
        }
    };
    db.prepare_cached(
        "INSERT INTO service_stops (office, service, day, stop, reason, since) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET day = excluded.day, stop = excluded.stop, reason = excluded.reason,
            since = excluded.since",
    )?
    .execute(params![
        staff.office,
        service,
        today.to_string(),
        stop.kind.as_str(),
        stop.reason,
        stored(staff.now)
    ])?;
    Ok(())
}

/// The settings of an office's day.
pub(super) fn stops(db: &Connection, office: &str, today: NaiveDate) -> Result<Vec<Stop>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT service, stop, reason FROM service_stops WHERE office = ? AND day = ? ORDER BY service",
    )?;
    let mut rows = statement.query(params![office, today.to_string()])?;
    let mut stops = Vec::new();
    while let Some(row) = rows.next()? {
        let (service, word): (String, String) = (row.get(0)?, row.get(1)?);
        stops.push(Stop {
            service: (!service.is_empty()).then_some(service),
            kind: StopKind::from_word(&word).ok_or_else(|| StoreError::Value("a stop".to_owned()))?,
            reason: row.get(2)?,
        });
    }
    Ok(stops)
}

/// The setting that counts for a service: its own, or the whole office's; open where there is neither.
pub fn stop_of(stops: &[Stop], service: Option<&str>) -> (StopKind, Option<String>) {
    let own = service.and_then(|id| stops.iter().find(|stop| stop.service.as_deref() == Some(id)));
    own.or_else(|| stops.iter().find(|stop| stop.service.is_none()))
        .map_or((StopKind::Open, None), |stop| (stop.kind, stop.reason.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_services_own_setting_counts_before_the_whole_offices() {
        let stop = |service: Option<&str>, kind| Stop {
            service: service.map(str::to_owned),
            kind,
            reason: None,
        };
        let stops = [stop(None, StopKind::Closed), stop(Some("rent"), StopKind::Open)];
        assert_eq!(stop_of(&stops, Some("rent")).0, StopKind::Open);
        assert_eq!(stop_of(&stops, Some("repairs")).0, StopKind::Closed);
        assert_eq!(stop_of(&stops, None).0, StopKind::Closed);
        assert_eq!(stop_of(&[], None).0, StopKind::Open);
    }
}
