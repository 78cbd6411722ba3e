//! What stays of visits when their details are erased: numbers by day, service and language.

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use serde::Serialize;

use super::{Store, StoreError, day};

/// The column that holds when a visit was first called. Which share kept the promise hangs on it.
const FIRST_CALL: &str = "first_called_at";

/// The visits of one day, service and language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The service day on which they arrived.
    pub day: NaiveDate,
    /// The service; empty where the visitor would rather not say.
    pub service: String,
    /// The language of the screen.
    pub language: String,
    /// All of them, also those taken back.
    pub visits: u32,
    /// Called to a desk.
    pub seen: u32,
    /// Called by the promised time.
    pub within_promise: u32,
    /// Called, and nobody came.
    pub no_shows: u32,
    /// Taken back at the kiosk.
    pub cancelled: u32,
    /// A private room was asked for.
    pub private_interviews: u32,
    /// An interpreter was asked for.
    pub interpreters: u32,
    /// Documents in large print were asked for.
    pub large_print: u32,
    /// Documents as audio were asked for.
    pub audio: u32,
    /// Documents in Braille were asked for.
    pub braille: u32,
}

/// Adds the visits of an office that were stored before its service day `today` to the counts. It must run once for
/// each visit, in the transaction that erases it.
pub(super) fn count_before(db: &Connection, office: &str, today: &str) -> Result<(), StoreError> {
    let needs = |need: &str| {
        format!(
            "SUM(EXISTS (SELECT 1 FROM json_each(details, '$.needs') AS need WHERE need.value = '{need}'))"
        )
    };
    db.execute(
        &format!(
            "INSERT INTO day_counts
             SELECT office, arrived_day, IFNULL(details ->> '$.service', ''), language, COUNT(*),
                    COUNT({FIRST_CALL}), SUM(IFNULL({FIRST_CALL} <= due_at, 0)), SUM(state = 'no-show'),
                    SUM(state = 'cancelled'), SUM(json_type(details, '$.private_interview') IS 'object'),
                    SUM(json_type(details, '$.interpreter') IS 'object'), {}, {}, {}
             FROM visits WHERE office = ? AND stored_day < ? GROUP BY 1, 2, 3, 4
             ON CONFLICT (office, day, service, language) DO UPDATE SET
                visits = visits + excluded.visits, seen = seen + excluded.seen,
                within_promise = within_promise + excluded.within_promise, no_shows = no_shows + excluded.no_shows,
                cancelled = cancelled + excluded.cancelled,
                private_interviews = private_interviews + excluded.private_interviews,
                interpreters = interpreters + excluded.interpreters, large_print = large_print + excluded.large_print,
                audio = audio + excluded.audio, braille = braille + excluded.braille",
            needs("large-print"),
            needs("audio"),
            needs("braille")
        ),
        params![office, today],
    )?;
    db.execute(
        "INSERT INTO interpreter_counts
         SELECT office, arrived_day, IFNULL(details ->> '$.interpreter.language', ''),
                IFNULL(details ->> '$.interpreter.mode', ''), COUNT(*)
         FROM visits WHERE office = ? AND stored_day < ? AND json_type(details, '$.interpreter') IS 'object'
         GROUP BY 1, 2, 3, 4
         ON CONFLICT (office, day, language, mode) DO UPDATE SET asked = asked + excluded.asked",
        params![office, today],
    )?;
    Ok(())
}

impl Store {
    /// An office's counts of the days from one to another, both included.
    ///
    /// # Errors
    /// [`StoreError`] where they cannot be read.
    pub async fn day_counts(
        &self,
        office: String,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<DayCount>, StoreError> {
        self.worker
            .run(move |db| {
                let mut statement = db.prepare(
                    "SELECT day, service, language, visits, seen, within_promise, no_shows, cancelled,
                            private_interviews, interpreters, large_print, audio, braille
                     FROM day_counts WHERE office = ? AND day BETWEEN ? AND ? ORDER BY day DESC, service, language",
                )?;
                let mut rows = statement.query(params![office, from.to_string(), to.to_string()])?;
                let mut counts = Vec::new();
                while let Some(row) = rows.next()? {
                    counts.push(DayCount {
                        day: day(&row.get::<_, String>(0)?)?,
                        service: row.get(1)?,
                        language: row.get(2)?,
                        visits: row.get(3)?,
                        seen: row.get(4)?,
                        within_promise: row.get(5)?,
                        no_shows: row.get(6)?,
                        cancelled: row.get(7)?,
                        private_interviews: row.get(8)?,
                        interpreters: row.get(9)?,
                        large_print: row.get(10)?,
                        audio: row.get(11)?,
                        braille: row.get(12)?,
                    });
                }
                Ok(counts)
            })
            .await
    }

    /// The interpreters asked for in an office, by day, language and mode (empty where none was chosen).
    ///
    /// # Errors
    /// [`StoreError`] where they cannot be read.
    pub async fn interpreter_counts(
        &self,
        office: String,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<(NaiveDate, String, String, u32)>, StoreError> {
        self.worker
            .run(move |db| {
                let mut statement = db.prepare(
                    "SELECT day, language, mode, asked FROM interpreter_counts
                     WHERE office = ? AND day BETWEEN ? AND ? ORDER BY day DESC, language, mode",
                )?;
                let mut rows = statement.query(params![office, from.to_string(), to.to_string()])?;
                let mut counts = Vec::new();
                while let Some(row) = rows.next()? {
                    counts.push((
                        day(&row.get::<_, String>(0)?)?,
                        row.get(1)?,
                        row.get(2)?,
                        row.get(3)?,
                    ));
                }
                Ok(counts)
            })
            .await
    }
}
