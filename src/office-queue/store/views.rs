//! What is read from the store: the desk page's rows and the queue as a kiosk may show it.

use std::collections::BTreeMap;

use checkin::{AppointmentAnswer, CheckedIn, KioskStatus, NowServing, Series, WaitMinutes};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{InterpreterStep, LastStep, Stop, Store, StoreError, day, desk, moment, services, waits};
use crate::visit::VisitState;

/// The most rows of one list that a page gets; the counts say how many there are.
const MAX_ROWS: u32 = 300;

/// A visit as the desk page needs it.
#[derive(Clone, Debug)]
pub struct VisitRow {
    /// The row's id.
    pub id: i64,
    /// The kiosk that gave the ticket; empty where staff added the visitor.
    pub kiosk: String,
    /// The service they are to be called for; staff may have transferred them.
    pub service: Option<String>,
    /// Where the visit stands.
    pub state: VisitState,
    /// Whether it is called before others.
    pub urgent: bool,
    /// When the visitor confirmed.
    pub arrived_at: DateTime<Utc>,
    /// The service day of that moment.
    pub arrived_day: NaiveDate,
    /// Until when the office promises to speak to them.
    pub due_at: DateTime<Utc>,
    /// What the visitor asked for.
    pub details: CheckedIn,
    /// The desk it was called to, and when.
    pub called: Option<(String, DateTime<Utc>)>,
    /// How often it was called.
    pub calls: u32,
    /// The first call.
    pub first_called_at: Option<DateTime<Utc>>,
    /// When they came to the desk.
    pub served_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The desk it was transferred to.
    pub for_desk: Option<String>,
    /// Whether someone is to go to them.
    pub come_to_me: bool,
    /// The desk that said it goes.
    pub going: Option<String>,
    /// How far the interpreter request has come; `None` where there is none.
    pub interpreter: Option<InterpreterStep>,
    /// How the interpreter will be there, as a word on the wire.
    pub interpreter_mode: Option<String>,
    /// The private room taken for them.
    pub room: Option<String>,
    /// When staff apologised for a wait that overran.
    pub apology_at: Option<DateTime<Utc>>,
    /// How the appointment that the visitor gave fits to the office's list.
    pub appointment: Option<AppointmentAnswer>,
    /// Whether another visit that is kept today has the same ticket.
    pub ticket_shared: bool,
}

/// How many visits stand where today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Taken back at the kiosk.
    pub cancelled: u32,
}

/// A kiosk's latest status.
#[derive(Clone, Debug)]
pub struct KioskRow {
    /// The kiosk.
    pub kiosk: String,
    /// When it came, by the queue's clock.
    pub at: DateTime<Utc>,
    /// What it says.
    pub status: KioskStatus,
}

/// Everything the desk page of one office shows.
#[derive(Clone, Debug, Default)]
pub struct BoardRows {
    /// The waiting list in the order of calling: urgent visits first, then whoever is due first.
    pub waiting: Vec<VisitRow>,
    /// Those called, the last call first.
    pub called: Vec<VisitRow>,
    /// Those at the desks, the last to come first.
    pub serving: Vec<VisitRow>,
    /// Those set aside, in the order of calling.
    pub held: Vec<VisitRow>,
    /// Late arrivals, the earliest first.
    pub arrived_offline: Vec<VisitRow>,
    /// How many there are of each.
    pub counts: Counts,
    /// The services of today's visits, with how many asked for each.
    pub services: Vec<(String, u32)>,
    /// Tickets given more than once on one day, each with the kiosks that gave it.
    pub given_twice: Vec<(String, String)>,
    /// Words in check-ins that this version does not know, each with one ticket.
    pub unknown: Vec<(String, String)>,
    /// Kiosks whose tickets carry another day than the office's.
    pub wrong_day: Vec<String>,
    /// The latest status of each kiosk.
    pub kiosks: Vec<KioskRow>,
    /// The kiosks that give numbers of the desks' own series.
    pub in_desk_series: Vec<String>,
    /// What staff have opened, paused or closed today.
    pub stops: Vec<Stop>,
    /// The measured wait of each service that has one.
    pub waits: BTreeMap<Option<String>, WaitMinutes>,
    /// The desks' last steps that can still be undone.
    pub last_steps: Vec<LastStep>,
    /// The private rooms that are taken, each with the visit's row and ticket.
    pub rooms: Vec<(String, i64, String)>,
}

/// The queue as a kiosk may show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRows {
    /// The highest number of the series today; 0 for none today, `None` if the series was never seen.
    pub last_number: Option<u32>,
    /// How many wait for each service of today.
    pub waiting: Vec<(Option<String>, u32)>,
    /// Whom the desks are calling, newest first.
    pub now_serving: Vec<NowServing>,
    /// What staff have opened, paused or closed today.
    pub stops: Vec<Stop>,
    /// The measured wait of each service that has one.
    pub waits: BTreeMap<Option<String>, WaitMinutes>,
}

impl Store {
    /// What the desk page of an office shows, at this moment of this service day. `desk_series` is the desks' own.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn board(
        &self,
        office: String,
        desk_series: Series,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<BoardRows, StoreError> {
        self.worker
            .run(move |db| board(db, &office, desk_series, today, now))
            .await
    }

    /// The queue of an office, as asked by a kiosk with this series.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn queue(
        &self,
        office: String,
        series: Series,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<QueueRows, StoreError> {
        self.worker
            .run(move |db| queue(db, &office, series, today, now))
            .await
    }

    /// The offices that have visits or kiosks here.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read.
    pub async fn offices(&self) -> Result<Vec<String>, StoreError> {
        self.worker
            .run(|db| {
                let mut statement =
                    db.prepare_cached("SELECT office FROM visits UNION SELECT office FROM kiosk_status")?;
                let offices = statement
                    .query_map([], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                Ok(offices)
            })
            .await
    }
}

/// The order of calling: urgent services first, then the earliest promise.
const CALL_ORDER: &str = "urgent DESC, due_at, arrived_at, id";

fn board(
    db: &Connection,
    office: &str,
    desk_series: Series,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<BoardRows, StoreError> {
    Ok(BoardRows {
        waiting: visits(db, office, VisitState::Waiting, CALL_ORDER)?,
        called: visits(db, office, VisitState::Called, "called_at DESC, id DESC")?,
        serving: visits(db, office, VisitState::Serving, "served_at DESC, id DESC")?,
        held: visits(db, office, VisitState::Held, CALL_ORDER)?,
        arrived_offline: visits(db, office, VisitState::ArrivedOffline, "arrived_at, id")?,
        counts: counts(db, office)?,
        services: rows(
            db,
            "SELECT service, COUNT(*) FROM visits WHERE office = ? AND service IS NOT NULL
             GROUP BY service ORDER BY service LIMIT 100",
            office,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
        given_twice: rows(
            db,
            "SELECT ticket, group_concat(DISTINCT kiosk) FROM visits WHERE office = ?
             GROUP BY ticket, ticket_day HAVING COUNT(*) > 1 ORDER BY ticket LIMIT 20",
            office,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
        unknown: rows(
            db,
            "SELECT words.value, MIN(visits.ticket) FROM visits, json_each(visits.unknown) AS words
             WHERE office = ? AND unknown IS NOT NULL GROUP BY words.value ORDER BY words.value LIMIT 20",
            office,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
        wrong_day: rows(
            db,
            "SELECT DISTINCT kiosk FROM visits WHERE office = ? AND ticket_day <> arrived_day ORDER BY kiosk",
            office,
            |row| row.get(0),
        )?,
        kiosks: kiosks(db, office)?,
        in_desk_series: db
            .prepare_cached(
                "SELECT DISTINCT kiosk FROM visits WHERE office = ?1 AND kiosk <> '' AND substr(ticket, 1, 1) = ?2
                 ORDER BY kiosk",
            )?
            .query_map([office, &desk_series.to_string()], |row| row.get(0))?
            .collect::<Result<_, _>>()?,
        stops: services::stops(db, office, today)?,
        waits: waits::waits(db, office, now)?,
        last_steps: desk::last_steps(db, office)?,
        rooms: rows(
            db,
            "SELECT room, id, ticket FROM visits WHERE office = ? AND room IS NOT NULL ORDER BY room",
            office,
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?,
    })
}

fn rows<T>(
    db: &Connection,
    sql: &str,
    office: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    Ok(db
        .prepare_cached(sql)?
        .query_map([office], read)?
        .collect::<Result<_, _>>()?)
}

/// What [`visit`] reads, in its order.
pub(super) const VISIT_COLUMNS: &str = "id, kiosk, urgent, arrived_at, arrived_day, due_at, details, desk, called_at, calls,
    EXISTS (SELECT 1 FROM visits AS other
            WHERE other.office = visits.office AND other.ticket = visits.ticket AND other.id <> visits.id),
    service, state, first_called_at, served_at, ended_at, for_desk, come_to_me, going, interpreter, interpreter_mode,
    room, apology_at, appointment";

/// The visits in one state. `order` is one of the literals above, never anything from outside.
fn visits(
    db: &Connection,
    office: &str,
    state: VisitState,
    order: &'static str,
) -> Result<Vec<VisitRow>, StoreError> {
    let sql = format!(
        "SELECT {VISIT_COLUMNS} FROM visits WHERE office = ?1 AND state = ?2 ORDER BY {order} LIMIT {MAX_ROWS}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query(params![office, state.as_str()])?;
    let mut visits = Vec::new();
    while let Some(row) = found.next()? {
        visits.push(visit(row)?);
    }
    Ok(visits)
}

/// A row of [`VISIT_COLUMNS`].
pub(super) fn visit(row: &Row<'_>) -> Result<VisitRow, StoreError> {
    let desk: Option<String> = row.get(7)?;
    let at = |column: usize| -> Result<Option<DateTime<Utc>>, StoreError> {
        row.get::<_, Option<i64>>(column)?.map(moment).transpose()
    };
    let interpreter: Option<String> = row.get(19)?;
    Ok(VisitRow {
        id: row.get(0)?,
        kiosk: row.get(1)?,
        service: row.get(11)?,
        state: VisitState::from_word(&row.get::<_, String>(12)?)
            .ok_or_else(|| StoreError::Value("a state".to_owned()))?,
        urgent: row.get(2)?,
        arrived_at: moment(row.get(3)?)?,
        arrived_day: day(&row.get::<_, String>(4)?)?,
        due_at: moment(row.get(5)?)?,
        details: serde_json::from_str(&row.get::<_, String>(6)?)
            .map_err(|_| StoreError::Value("a check-in's details".to_owned()))?,
        called: desk.zip(at(8)?),
        calls: row.get(9)?,
        first_called_at: at(13)?,
        served_at: at(14)?,
        ended_at: at(15)?,
        for_desk: row.get(16)?,
        come_to_me: row.get(17)?,
        going: row.get(18)?,
        interpreter: interpreter.as_deref().and_then(InterpreterStep::from_word),
        interpreter_mode: row.get(20)?,
        room: row.get(21)?,
        apology_at: at(22)?,
        appointment: row
            .get::<_, Option<String>>(23)?
            .map(|json| serde_json::from_str(&json))
            .transpose()
            .map_err(|_| StoreError::Value("an appointment".to_owned()))?,
        ticket_shared: row.get(10)?,
    })
}

fn counts(db: &Connection, office: &str) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    let found: Vec<(String, u32)> = rows(
        db,
        "SELECT state, COUNT(*) FROM visits WHERE office = ? GROUP BY state",
        office,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (word, count) in found {
        match VisitState::from_word(&word) {
            Some(VisitState::Waiting) => counts.waiting = count,
            Some(VisitState::Held) => counts.held = count,
            Some(VisitState::Called) => counts.called = count,
            Some(VisitState::Serving) => counts.serving = count,
            Some(VisitState::ArrivedOffline) => counts.arrived_offline = count,
            Some(VisitState::Done) => counts.done = count,
            Some(VisitState::NoShow) => counts.no_show = count,
            Some(VisitState::Cancelled) => counts.cancelled = count,
            None => {}
        }
    }
    Ok(counts)
}

fn kiosks(db: &Connection, office: &str) -> Result<Vec<KioskRow>, StoreError> {
    let found: Vec<(String, i64, String)> = rows(
        db,
        "SELECT kiosk, stored_at, status FROM kiosk_status WHERE office = ? ORDER BY kiosk",
        office,
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    found
        .into_iter()
        .map(|(kiosk, at, status)| {
            let status =
                serde_json::from_str(&status).map_err(|_| StoreError::Value("a status".to_owned()))?;
            Ok(KioskRow {
                kiosk,
                at: moment(at)?,
                status,
            })
        })
        .collect()
}

fn queue(
    db: &Connection,
    office: &str,
    series: Series,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<QueueRows, StoreError> {
    let (seen, number): (bool, Option<u32>) = db
        .prepare_cached(
            "SELECT COUNT(*) > 0, MAX(CASE WHEN day = ?3 THEN last_number END) FROM numbers
             WHERE office = ?1 AND series = ?2",
        )?
        .query_row(params![office, series.to_string(), today.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?
        .unwrap_or((false, None));
    let waiting = rows(
        db,
        "SELECT service, SUM(state = 'waiting') FROM visits WHERE office = ? GROUP BY service ORDER BY service",
        office,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let called: Vec<(String, String, i64)> = rows(
        db,
        "SELECT ticket, desk, called_at FROM visits
         WHERE office = ? AND state = 'called' ORDER BY called_at DESC, id DESC LIMIT 20",
        office,
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let now_serving = called
        .into_iter()
        .map(|(ticket, desk, at)| {
            Ok(NowServing {
                ticket,
                desk,
                called_at: moment(at)?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(QueueRows {
        last_number: seen.then_some(number.unwrap_or(0)),
        waiting,
        now_serving,
        stops: services::stops(db, office, today)?,
        waits: waits::waits(db, office, now)?,
    })
}
