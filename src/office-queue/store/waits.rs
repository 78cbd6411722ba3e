//! Measured waits: from arrival to first call. A wait is stated only where enough people were seen lately.

use std::collections::BTreeMap;

use checkin::WaitMinutes;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, params};

use super::{StoreError, stored};

/// How far back first calls count.
const MEASURED_OVER: TimeDelta = TimeDelta::hours(1);

/// The fewest waits that a range is stated from: fewer would be an anecdote, and could tell of one visitor.
const FEWEST: usize = 5;

/// The wait of each service with at least five first calls in the last hour; `None` is "not said".
///
/// Late arrivals do not count: what they waited for was a network.
pub(super) fn waits(
    db: &Connection,
    office: &str,
    now: DateTime<Utc>,
) -> Result<BTreeMap<Option<String>, WaitMinutes>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT first_called_service, first_called_at - arrived_at FROM visits
         WHERE office = ? AND first_called_at > ? AND first_called_at <= ? AND late = 0",
    )?;
    let mut rows = statement.query(params![office, stored(now - MEASURED_OVER), stored(now)])?;
    let mut measured: BTreeMap<Option<String>, Vec<i64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        measured.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(measured
        .into_iter()
        .filter_map(|(service, waits)| Some((service, range(waits)?)))
        .collect())
}

/// The range stated from measured waits in milliseconds: the 20th and the 80th percentile by nearest rank, rounded
/// outwards to whole minutes and never empty. So about three in five waited within it, one in five less and one in
/// five longer. `None` for fewer than five.
fn range(mut waits: Vec<i64>) -> Option<WaitMinutes> {
    if waits.len() < FEWEST {
        return None;
    }
    waits.sort_unstable();
    // Nearest rank: the smallest value that at least so many per cent do not exceed.
    let percentile = |percent: usize| {
        let rank = (waits.len() * percent).div_ceil(100).max(1);
        waits.get(rank - 1).map_or(0, |wait| (*wait).max(0))
    };
    let minutes = |millis: i64| u32::try_from(millis).unwrap_or(u32::MAX);
    let from = minutes(percentile(20) / 60_000);
    let to = minutes((percentile(80) + 59_999) / 60_000);
    Some(WaitMinutes {
        from,
        to: to.max(from + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of_minutes(minutes: &[i64]) -> Option<WaitMinutes> {
        range(minutes.iter().map(|minutes| minutes * 60_000).collect())
    }

    #[test]
    fn four_waits_say_nothing_and_five_say_a_range() {
        assert_eq!(of_minutes(&[4, 5, 6, 7]), None);
        assert_eq!(
            of_minutes(&[8, 4, 6, 5, 30]),
            Some(WaitMinutes { from: 4, to: 8 })
        );
        assert_eq!(of_minutes(&[0; 5]), Some(WaitMinutes { from: 0, to: 1 }));
    }

    proptest! {
        #[test]
        fn most_of_those_measured_waited_within_the_range(
            waits in prop::collection::vec(0i64..5_400_000, 5..80),
        ) {
            let range = range(waits.clone()).unwrap();
            prop_assert!(range.from < range.to);
            let (from, to) = (i64::from(range.from) * 60_000, i64::from(range.to) * 60_000);
            let within = waits.iter().filter(|wait| (from..=to).contains(*wait)).count();
            prop_assert!(within * 10 >= waits.len() * 6, "{within} of {} in {range:?}", waits.len());
        }
    }
}
