//! The queue as a kiosk may show it, with its ETag.
//!
//! `as_of` would make every answer differ. So an answer that would differ in nothing else is given again as it was,
//! bytes and tag, for a while: that is what makes the tag a strong one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use checkin::{QueueState, Series, ServiceState};
use chrono::{DateTime, TimeDelta, Utc};

use crate::office::Office;
use crate::store::{QueueRows, StopKind, stop_of};
use crate::token::{hex, sha256};

/// How old an unchanged answer's `as_of` may be. It bounds what a kiosk that judges freshness by it can see.
const RENEWED_AFTER: TimeDelta = TimeDelta::seconds(30);

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueAnswer {
    /// The JSON.
    pub body: String,
    /// Its tag, with the quotes.
    pub etag: String,
}

/// The last answer to each office and series.
#[derive(Default)]
pub struct QueueAnswers(Mutex<HashMap<(String, Series), (QueueState, QueueAnswer)>>);

impl QueueAnswers {
    /// The answer for these rows: the last one where nothing has changed and it is fresh enough.
    ///
    /// # Errors
    /// Only if the state cannot be written as JSON, which no state does.
    pub fn answer(
        &self,
        office: &Office,
        series: Series,
        rows: QueueRows,
        now: DateTime<Utc>,
    ) -> Result<QueueAnswer, serde_json::Error> {
        let state = queue_state(office, rows, now);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (office.id.clone(), series);
        if let Some((before, answer)) = last.get(&key) {
            let same = QueueState {
                as_of: before.as_of,
                ..state.clone()
            } == *before;
            // A clock that was put back makes an answer of the future, which is renewed too.
            if same && (TimeDelta::zero()..RENEWED_AFTER).contains(&now.signed_duration_since(before.as_of)) {
                return Ok(answer.clone());
            }
        }
        let body = serde_json::to_string(&state)?;
        let etag = format!("\"{}\"", hex(&sha256(body.as_bytes())));
        let answer = QueueAnswer { body, etag };
        last.insert(key, (state, answer.clone()));
        Ok(answer)
    }
}

/// Every listed service in its order, then those that visitors of today asked for besides. A service takes tickets
/// unless staff have paused or closed it; a wait is stated only where it was measured.
fn queue_state(office: &Office, rows: QueueRows, now: DateTime<Utc>) -> QueueState {
    let state = |id: Option<String>, waiting: u32| {
        let (stop, reason) = stop_of(&rows.stops, id.as_deref());
        ServiceState {
            taking: stop == StopKind::Open,
            reason: reason.filter(|_| stop != StopKind::Open),
            waiting,
            wait_minutes: rows.waits.get(&id).copied(),
            id,
        }
    };
    let mut services: Vec<ServiceState> = office
        .services
        .iter()
        .map(|service| state(Some(service.id.clone()), 0))
        .collect();
    for (id, waiting) in &rows.waiting {
        match services.iter_mut().find(|service| service.id == *id) {
            Some(service) => service.waiting = *waiting,
            None => services.push(state(id.clone(), *waiting)),
        }
    }
    // What staff have set for those who would rather not say must reach the kiosk before the first of them.
    if services.iter().all(|service| service.id.is_some()) && !rows.stops.is_empty() {
        services.push(state(None, 0));
    }
    QueueState {
        as_of: now,
        last_number: rows.last_number,
        services,
        now_serving: rows.now_serving,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn an_answer_is_repeated_byte_for_byte_until_it_changes_or_ages() {
        let answers = QueueAnswers::default();
        let office =
            crate::config::Config::without_file("127.0.0.1:0".parse().unwrap(), "".into()).office("a");
        let rows = |last| QueueRows {
            last_number: last,
            waiting: vec![(None, 2)],
            now_serving: Vec::new(),
            stops: Vec::new(),
            waits: BTreeMap::new(),
        };
        let at = |seconds: i64| DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap();
        let ask = |last, seconds| {
            answers
                .answer(&office, "A".parse().unwrap(), rows(last), at(seconds))
                .unwrap()
        };
        let first = ask(Some(3), 0);
        assert_eq!(ask(Some(3), 29), first);
        assert_ne!(ask(Some(4), 29), first);
        let changed = ask(Some(4), 30);
        assert_ne!(ask(Some(4), 59).etag, changed.etag, "as_of must not stand still");
        assert_ne!(
            ask(Some(4), -3600).etag,
            changed.etag,
            "a clock put back must not freeze it"
        );
    }
}
