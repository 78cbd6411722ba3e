//! Erasing: a visit's details after the office's day, ids and hashes after 90 days.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, params};

use super::{Store, StoreError, stored};

/// How long an event's id is kept with the hash of its body.
pub const KEEP_IDS: TimeDelta = TimeDelta::days(90);

impl Store {
    /// Erases the details of an office's visits that were stored before its service day `today`, answers included.
    /// The ids stay, and the numbers by service and language. Returns how many visits were erased.
    ///
    /// # Errors
    /// [`StoreError`]; then everything is as before.
    pub async fn erase_before(&self, office: String, today: NaiveDate) -> Result<usize, StoreError> {
        self.worker.run(move |db| erase_before(db, &office, today)).await
    }

    /// Ends an office's visits that were stored before its service day `today` and are still open, so that details which
    /// are kept longer are on no list of the new day. Nobody was seen by it. Returns how many were ended.
    ///
    /// # Errors
    /// [`StoreError`]; then everything is as before.
    pub async fn end_before(
        &self,
        office: String,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        self.worker
            .run(move |db| {
                Ok(db.execute(
                    "UPDATE visits SET state = 'done', ended_at = ?3, room = NULL, revision = revision + 1
                     WHERE office = ?1 AND stored_day < ?2 AND state NOT IN ('done', 'no-show', 'cancelled')",
                    params![office, today.to_string(), stored(now)],
                )?)
            })
            .await
    }

    /// Forgets the ids of events stored more than [`KEEP_IDS`] ago.
    ///
    /// # Errors
    /// [`StoreError`]; then everything is as before.
    pub async fn forget_ids(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.worker
            .run(move |db| {
                let before = stored(now - KEEP_IDS);
                db.execute("DELETE FROM events WHERE stored_at < ?", [before])?;
                db.execute("DELETE FROM early_cancellations WHERE stored_at < ?", [before])?;
                Ok(())
            })
            .await
    }

    /// Moves the WAL into the database and cuts it, so that erased bytes are in neither.
    ///
    /// # Errors
    /// [`StoreError`] where the disk does not let it.
    pub async fn empty_wal(&self) -> Result<(), StoreError> {
        self.worker.truncate().await
    }
}

fn erase_before(db: &Connection, office: &str, today: NaiveDate) -> Result<usize, StoreError> {
    let today = today.to_string();
    super::day_counts::count_before(db, office, &today)?;
    // Check-in and answer carry the same id, since the subject of a check-in is its own id.
    db.execute(
        "UPDATE events SET answer = NULL WHERE answer IS NOT NULL AND EXISTS
            (SELECT 1 FROM visits WHERE visits.office = ?1 AND visits.stored_day < ?2 AND visits.office = events.office
                AND visits.kiosk = events.kiosk AND visits.visit = events.event)",
        params![office, today],
    )?;
    let erased = db.execute(
        "DELETE FROM visits WHERE office = ? AND stored_day < ?",
        params![office, today],
    )?;
    // A desk's last step holds how its visit stood, and what staff paused was for that day.
    db.execute(
        "DELETE FROM last_steps WHERE office = ? AND visit NOT IN (SELECT id FROM visits)",
        [office],
    )?;
    db.execute(
        "DELETE FROM service_stops WHERE office = ? AND day < ?",
        params![office, today],
    )?;
    Ok(erased)
}

#[cfg(test)]
mod tests {
    use super::super::{Acted, Arrangement, Filter, Intake, Staff, Taken};
    use super::*;
    use crate::arrival::Arrival;
    use crate::visit::Action;

    const OFFICE: &str = "canal-street";

    fn staff(desk: &str, now: DateTime<Utc>) -> Staff {
        Staff {
            office: OFFICE.to_owned(),
            desk: desk.to_owned(),
            now,
        }
    }

    /// Takes in a check-in whose words can be looked for in the files.
    async fn check_in(store: &Store, now: &str) -> (Intake, Taken) {
        let body = br#"{"specversion":"1.0","id":"0199f3c2-0000-7000-8000-000000000001",
            "source":"urn:reception-kiosk:canal-street:front","subject":"0199f3c2-0000-7000-8000-000000000001",
            "type":"reception.visit.checked-in.v1","time":"2026-11-21T10:14:03Z","data":{"ticket":"A017",
            "service_day":"2026-11-21","service":"marker-service","language":"bn",
            "appointment":{"reference":"marker-reference"}}}"#;
        let now: DateTime<Utc> = now.parse().unwrap();
        let intake = Intake {
            event: checkin::Event::from_bytes(body).unwrap(),
            body_sha256: crate::token::sha256(body),
            arrival: Arrival::new(now, 0, 10, chrono_tz::Tz::Europe__London),
            urgent_services: Vec::new(),
            now,
            today: now.date_naive(),
        };
        let taken = store.take(intake.clone(), ()).await.unwrap();
        (intake, taken)
    }

    #[tokio::test]
    async fn details_that_are_kept_longer_are_on_no_list_of_the_next_day() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (intake, _) = check_in(&store, "2026-11-21T10:14:07Z").await;
        let tomorrow = intake.today.succ_opt().unwrap();
        let now = intake.now + TimeDelta::hours(14);
        let end = |day| store.end_before(OFFICE.into(), day, now);
        assert_eq!(end(intake.today).await, Ok(0), "its own day has not ended");
        assert_eq!(end(tomorrow).await, Ok(1));
        assert_eq!(end(tomorrow).await, Ok(0), "once is enough");
        let called = store.call_next(staff("Desk 1", now), Filter::default()).await;
        assert_eq!(called, Ok(Acted::NoVisit));
        store.erase_before(OFFICE.into(), tomorrow).await.unwrap();
        let counts = store.day_counts(OFFICE.into(), intake.today, tomorrow).await;
        assert_eq!(counts.unwrap()[0].seen, 0, "nobody was seen by it");
        store.close().await;
    }

    #[tokio::test]
    async fn after_its_day_a_visit_leaves_its_id_and_a_number_and_no_other_byte() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (intake, first) = check_in(&store, "2026-11-21T10:14:07Z").await;
        let Taken::New(answer) = first else {
            panic!("{first:?}")
        };
        assert!(answer.contains("A017"));
        assert_eq!(store.take(intake.clone(), ()).await, Ok(Taken::Again(answer)));
        let desk = store
            .call_next(staff("Desk marker", intake.now), Filter::default())
            .await
            .unwrap();
        let Acted::Done { id, .. } = desk else {
            panic!("{desk:?}")
        };
        // Its desk's last step, with the room, must go as well.
        let room = Arrangement::Room(Some("Room marker".into()));
        let desk = staff("Desk marker", intake.now);
        store.arrange(id, desk.clone(), room).await.unwrap();
        store.act(id, desk, Action::Done).await.unwrap();

        assert_eq!(
            store.erase_before(OFFICE.into(), intake.today).await,
            Ok(0),
            "its own day has not ended"
        );
        assert_eq!(
            store
                .erase_before(OFFICE.into(), intake.today.succ_opt().unwrap())
                .await,
            Ok(1)
        );
        store.empty_wal().await.unwrap();
        for file in ["queue.db", "queue.db-wal"] {
            let bytes = std::fs::read(folder.path().join(file)).unwrap();
            for word in ["marker-reference", "Desk marker", "Room marker", "A017"] {
                assert!(
                    !bytes.windows(word.len()).any(|window| window == word.as_bytes()),
                    "{word} is in {file}"
                );
            }
        }
        // The service's id stays on purpose, as the name of a number.
        let counts = store
            .day_counts(OFFICE.into(), intake.today, intake.today)
            .await
            .unwrap();
        let kept: Vec<_> = counts
            .iter()
            .map(|count| {
                (
                    count.service.as_str(),
                    count.language.as_str(),
                    count.visits,
                    count.seen,
                )
            })
            .collect();
        assert_eq!(kept, [("marker-service", "bn", 1, 1)]);
        let Taken::Again(alone) = store.take(intake, ()).await.unwrap() else {
            panic!("taken twice")
        };
        assert_eq!(alone, r#"{"id":"0199f3c2-0000-7000-8000-000000000001"}"#);
        store.close().await;
    }

    #[tokio::test]
    async fn ids_are_forgotten_after_90_days_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (intake, _) = check_in(&store, "2026-11-21T10:14:07Z").await;
        store
            .erase_before(OFFICE.into(), intake.today.succ_opt().unwrap())
            .await
            .unwrap();
        store.forget_ids(intake.now + KEEP_IDS).await.unwrap();
        assert!(matches!(
            store.take(intake.clone(), ()).await,
            Ok(Taken::Again(_))
        ));
        store
            .forget_ids(intake.now + KEEP_IDS + TimeDelta::seconds(1))
            .await
            .unwrap();
        assert!(matches!(store.take(intake, ()).await, Ok(Taken::New(_))));
        store.close().await;
    }
}
