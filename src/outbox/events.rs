//! Committing, handing out and settling events.

use std::collections::HashSet;

use checkin::{Event, MAX_BODY_BYTES, Payload, Series, Ticket};
use chrono::{DateTime, NaiveDate};
use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior, params};
use stamp::Stamp;
use uuid::Uuid;

use crate::numbering::{Day, Known, MAX_NUMBER, next_number};
use crate::{Numbered, Numbering, Outbox, StoreError};

/// The longest reason that is kept with a held event, in characters. The queue's words are for one line on a screen.
const MAX_REASON_CHARS: usize = 300;

/// A number given longer ago than this, in milliseconds of the boot clock, is of another day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Wall clock and boot clock drift apart by less than this in a day, in milliseconds; beyond it somebody has set one.
const CLOCK_TOLERANCE_MS: i64 = 10 * 60 * 1000;

/// What a new check-in needs to be given a number.
#[derive(Clone, Copy, Debug)]
pub struct NewCheckIn {
    /// The kiosk's series.
    pub series: Series,
    /// The office's calendar day, in its own time zone.
    pub service_day: NaiveDate,
    /// The moment of Confirm.
    pub stamp: Stamp,
    /// What is known outside the database.
    pub numbering: Numbering,
}

/// A check-in that is on the disk.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The number given.
    pub ticket: Ticket,
    /// The event's id, which is the visit's too.
    pub id: Uuid,
    /// How the number was found.
    pub numbered: Numbered,
}

/// An event that may be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The event's id.
    pub id: Uuid,
    /// Its visit.
    pub visit: Uuid,
    /// The exact bytes to send.
    pub body: Vec<u8>,
    /// When it was committed.
    pub stamp: Stamp,
}

/// An event that the queue refused for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The event's id.
    pub id: Uuid,
    /// Its visit.
    pub visit: Uuid,
    /// The ticket, if the event carries one.
    pub ticket: Option<Ticket>,
    /// When it was committed.
    pub stamp: Stamp,
    /// The HTTP status of the refusal.
    pub status: u16,
    /// The queue's words, at most 300 characters.
    pub reason: String,
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The queue has it: its bytes are erased here.
    Accepted,
    /// The queue refused it for good: it is kept, with the reason.
    Held {
        /// The HTTP status of the refusal.
        status: u16,
        /// The queue's words.
        reason: String,
    },
}

impl Outbox {
    /// Gives the next number and stores the check-in that carries it, in one transaction. When this returns `Ok`,
    /// both are on the disk.
    ///
    /// # Errors
    /// One [`StoreError`]; no number was given then.
    pub fn confirm(
        &mut self,
        request: &NewCheckIn,
        make: impl FnOnce(Ticket) -> Event,
    ) -> Result<Committed, StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known = known(&transaction, request, self.damages)?;
        let (day, numbered) = next_number(known, request.numbering);
        if day.last > MAX_NUMBER {
            return Err(StoreError::NumbersUsedUp);
        }
        store_day(&transaction, request, day)?;
        let ticket = Ticket::new(request.series, day.last);
        let event = make(ticket);
        match &event.payload {
            Payload::CheckedIn(data) if data.ticket == ticket && data.service_day == request.service_day => {}
            _ => return Err(StoreError::WrongTicket),
        }
        store_event(&transaction, &event, &request.stamp)?;
        transaction.commit()?;
        Ok(Committed {
            ticket,
            id: event.id,
            numbered,
        })
    }

    /// Stores a later event of a visit, such as its cancellation. It is handed out only after everything of the
    /// same visit that was committed before it.
    ///
    /// # Errors
    /// One [`StoreError`]; nothing was stored then.
    pub fn append(&mut self, event: &Event, stamp: &Stamp) -> Result<(), StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        store_event(&transaction, event, stamp)?;
        Ok(transaction.commit()?)
    }

    /// At most `limit` events that may be sent now, in the order of commit: of each visit only the oldest
    /// unaccepted one, nothing held, and none of `exclude`.
    ///
    /// # Errors
    /// One [`StoreError`].
    pub fn next(&self, limit: usize, exclude: &HashSet<Uuid>) -> Result<Vec<Waiting>, StoreError> {
        // The ids are read first and the bodies of the chosen ones after, so that a long list of excluded events
        // costs its ids and not its bodies.
        let mut query = self.connection.prepare_cached(
            "SELECT id FROM events AS this WHERE held_status IS NULL AND NOT EXISTS
                 (SELECT 1 FROM events AS earlier WHERE earlier.visit = this.visit AND earlier.seq < this.seq)
             ORDER BY seq",
        )?;
        let mut rows = query.query([])?;
        let mut chosen = Vec::new();
        while chosen.len() < limit {
            let Some(row) = rows.next()? else { break };
            let id = uuid_at(row, 0)?;
            if !exclude.contains(&id) {
                chosen.push(id);
            }
        }
        chosen
            .into_iter()
            .filter_map(|id| self.waiting(id).transpose())
            .collect()
    }

    /// The event with this id, if it may be sent now.
    ///
    /// # Errors
    /// One [`StoreError`].
    pub fn waiting(&self, id: Uuid) -> Result<Option<Waiting>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, visit, wall_ms, boot, boot_ms, body FROM events AS this
             WHERE id = ?1 AND held_status IS NULL AND NOT EXISTS
                 (SELECT 1 FROM events AS earlier WHERE earlier.visit = this.visit AND earlier.seq < this.seq)",
        )?;
        let waiting = query.query_row([id.to_string()], |row| {
            Ok(Waiting {
                id: uuid_at(row, 0)?,
                visit: uuid_at(row, 1)?,
                stamp: stamp_at(row, 2)?,
                body: row.get(5)?,
            })
        });
        Ok(waiting.optional()?)
    }

    /// Stores what became of events, all in one transaction. One that is not there any more (its outcome was
    /// reported twice) is passed over.
    ///
    /// # Errors
    /// One [`StoreError`]; none of the outcomes was stored then.
    pub fn settle(&mut self, outcomes: &[(Uuid, Outcome)]) -> Result<(), StoreError> {
        if outcomes.is_empty() {
            return Ok(());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (id, outcome) in outcomes {
            match outcome {
                Outcome::Accepted => {
                    transaction
                        .prepare_cached("DELETE FROM events WHERE id = ?1")?
                        .execute([id.to_string()])?;
                }
                Outcome::Held { status, reason } => {
                    let reason: String = reason.chars().take(MAX_REASON_CHARS).collect();
                    transaction
                        .prepare_cached("UPDATE events SET held_status = ?2, held_reason = ?3 WHERE id = ?1")?
                        .execute(params![id.to_string(), status, reason])?;
                }
            }
        }
        transaction.commit()?;
        self.traces = true;
        Ok(())
    }

    /// Rebuilds the pages that held events and empties the WAL, so that no bytes of accepted events remain in either
    /// (`erase_traces.sql` says why deleting alone is not enough). That writes every event that still waits once
    /// more, so its owner does this when settling has paused, and not after each event.
    ///
    /// # Errors
    /// One [`StoreError`]; it is to be asked again later.
    pub fn erase_traces(&mut self) -> Result<(), StoreError> {
        if !self.traces {
            return Ok(());
        }
        if let Err(error) = self.connection.execute_batch(include_str!("erase_traces.sql")) {
            // A batch that failed half way leaves its transaction open. If there is none, there is nothing to undo.
            let _ = self.connection.execute_batch("ROLLBACK");
            return Err(error.into());
        }
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            return Err(StoreError::Sqlite("the WAL could not be emptied".to_owned()));
        }
        self.traces = false;
        Ok(())
    }

    /// Whether [`Outbox::erase_traces`] has something to do.
    pub fn has_traces(&self) -> bool {
        self.traces
    }

    /// The events that the queue refused for good, oldest first, at most `limit`.
    ///
    /// # Errors
    /// One [`StoreError`].
    pub fn held(&self, limit: usize) -> Result<Vec<Held>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, visit, wall_ms, boot, boot_ms, body, held_status, held_reason FROM events
             WHERE held_status IS NOT NULL ORDER BY seq LIMIT ?1",
        )?;
        let rows = query.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            let body: Vec<u8> = row.get(5)?;
            let ticket = Event::from_bytes(&body)
                .ok()
                .and_then(|event| match event.payload {
                    Payload::CheckedIn(data) => Some(data.ticket),
                    Payload::Cancelled(data) => Some(data.ticket),
                    Payload::KioskStatus(_) => None,
                });
            Ok(Held {
                id: uuid_at(row, 0)?,
                visit: uuid_at(row, 1)?,
                ticket,
                stamp: stamp_at(row, 2)?,
                status: row.get(6)?,
                reason: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lets a held event wait again, in its old place. True if it was held.
    ///
    /// # Errors
    /// One [`StoreError`].
    pub fn send_again(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let changed = self.connection.execute(
            "UPDATE events SET held_status = NULL, held_reason = NULL WHERE id = ?1 AND held_status IS NOT NULL",
            [id.to_string()],
        )?;
        Ok(changed > 0)
    }

    /// How many events wait for the queue, and how many it refused for good.
    ///
    /// # Errors
    /// One [`StoreError`].
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FILTER (WHERE held_status IS NULL), count(held_status) FROM events",
        )?;
        Ok(query.query_row([], |row| {
            Ok(Counts {
                waiting: count_at(row, 0)?,
                held: count_at(row, 1)?,
            })
        })?)
    }

    /// How long the oldest waiting event has waited, in seconds; `None` if none waits.
    ///
    /// # Errors
    /// One [`StoreError`].
    pub fn oldest_age(&self, now: &Stamp) -> Result<Option<u64>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT wall_ms, boot, boot_ms FROM events WHERE held_status IS NULL ORDER BY seq LIMIT 1",
        )?;
        let oldest = query.query_row([], |row| stamp_at(row, 0)).optional()?;
        Ok(oldest.map(|stamp| stamp.seconds_until(now)))
    }
}

/// How full the outbox is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events that wait for the queue, not counting held ones.
    pub waiting: u64,
    /// Events that the queue refused for good.
    pub held: u64,
}

fn known(transaction: &Transaction<'_>, request: &NewCheckIn, damages: u32) -> Result<Known, StoreError> {
    let NewCheckIn {
        series, service_day, ..
    } = request;
    let day = transaction
        .prepare_cached("SELECT first, last, settled FROM numbers WHERE series = ?1 AND service_day = ?2")?
        .query_row([series.to_string(), service_day.to_string()], |row| {
            Ok(Day {
                first: row.get(0)?,
                last: row.get(1)?,
                settled: row.get(2)?,
            })
        })
        .optional()?;
    let any = transaction
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM numbers WHERE series = ?1)")?
        .query_row([series.to_string()], |row| row.get(0))?;
    // A missing row counts as damage: the careful answer costs a jump in the numbers and nothing else.
    let after_damage: bool =
        transaction.query_row("SELECT coalesce(max(after_damage), 1) FROM origin", [], |row| {
            row.get(0)
        })?;
    Ok(Known {
        day,
        any,
        damages: if after_damage { damages.max(1) } else { 0 },
        before_clock_was_set: before_clock_was_set(transaction, request)?,
    })
}

/// The highest number that was given under another day's name within the last day by the boot clock, where the wall
/// clock says that it was at another time: one of the two days is not what the clock took it for.
fn before_clock_was_set(
    transaction: &Transaction<'_>,
    request: &NewCheckIn,
) -> Result<Option<u32>, StoreError> {
    let stamp = &request.stamp;
    Ok(transaction
        .prepare_cached(
            "SELECT max(last) FROM numbers WHERE series = ?1 AND service_day <> ?2 AND boot = ?3
                 AND ?4 - boot_ms BETWEEN 0 AND ?5 AND abs((?6 - wall_ms) - (?4 - boot_ms)) > ?7",
        )?
        .query_row(
            params![
                request.series.to_string(),
                request.service_day.to_string(),
                stamp.boot.to_string(),
                i64::try_from(stamp.boot_ms).unwrap_or(i64::MAX),
                DAY_MS,
                stamp.time.timestamp_millis(),
                CLOCK_TOLERANCE_MS
            ],
            |row| row.get(0),
        )?)
}

fn store_day(transaction: &Transaction<'_>, request: &NewCheckIn, day: Day) -> Result<(), StoreError> {
    let stamp = &request.stamp;
    transaction
        .prepare_cached(
            "INSERT INTO numbers (series, service_day, first, last, settled, wall_ms, boot, boot_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (series, service_day) DO UPDATE SET last = excluded.last, settled = excluded.settled,
                 wall_ms = excluded.wall_ms, boot = excluded.boot, boot_ms = excluded.boot_ms",
        )?
        .execute(params![
            request.series.to_string(),
            request.service_day.to_string(),
            day.first,
            day.last,
            day.settled,
            stamp.time.timestamp_millis(),
            stamp.boot.to_string(),
            i64::try_from(stamp.boot_ms).unwrap_or(i64::MAX)
        ])?;
    Ok(())
}

fn store_event(transaction: &Transaction<'_>, event: &Event, stamp: &Stamp) -> Result<(), StoreError> {
    let body = event.to_bytes()?;
    if body.len() > MAX_BODY_BYTES {
        return Err(StoreError::TooLarge(body.len()));
    }
    let boot_ms = i64::try_from(stamp.boot_ms).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "INSERT INTO events (id, visit, body, wall_ms, boot, boot_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            event.id.to_string(),
            event.subject.to_string(),
            body,
            stamp.time.timestamp_millis(),
            stamp.boot.to_string(),
            boot_ms
        ])?;
    Ok(())
}

fn uuid_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error: uuid::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// A stamp from three columns, the first of which is `column`.
fn stamp_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Stamp> {
    let wall_ms: i64 = row.get(column)?;
    let time = DateTime::from_timestamp_millis(wall_ms)
        .ok_or(rusqlite::Error::IntegralValueOutOfRange(column, wall_ms))?;
    Ok(Stamp {
        time,
        boot: uuid_at(row, column + 1)?,
        boot_ms: count_at(row, column + 2)?,
    })
}

/// A whole number from 0; SQLite knows only signed ones.
fn count_at(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let count: i64 = row.get(column)?;
    u64::try_from(count).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, count))
}
