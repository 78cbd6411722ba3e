//! The office's lists of appointments, and what they say of a reference.

use checkin::Reference;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, day, moment, stored};
use crate::appointments::{Appointment, List, Standing, officer_key};

/// A list may cancel this many appointments by leaving them out, however few it keeps.
const FEW: usize = 5;

/// What a list changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Imported {
    /// Appointments in the list.
    pub appointments: usize,
    /// Those of them that it says are cancelled.
    pub cancelled: usize,
    /// Appointments that the same source had told of before and tells of no more: they count as cancelled now.
    pub withdrawn: usize,
    /// Days on which an officer is away.
    pub away: usize,
    /// Entries without a reference, and days that are over.
    pub left_out: usize,
}

/// What became of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// It counts now.
    Imported(Imported),
    /// It leaves out most of what the same source said of its days, as a list does that was cut off. Nothing changed.
    TooShort {
        /// How many appointments of its days it has.
        has: usize,
        /// How many the source had told of before.
        before: usize,
    },
}

impl Store {
    /// Takes a list over, whole or not at all.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn import(
        &self,
        office: String,
        source: String,
        list: List,
        today: NaiveDate,
    ) -> Result<ImportOutcome, StoreError> {
        self.worker
            .run(move |db| import(db, &office, &source, &list, today))
            .await
    }

    /// Erases appointments and absences of days before `today`. Returns how many there were.
    ///
    /// # Errors
    /// [`StoreError`]; then everything is as before.
    pub async fn erase_appointments_before(
        &self,
        office: String,
        today: NaiveDate,
    ) -> Result<usize, StoreError> {
        self.worker
            .run(move |db| {
                let key = params![office, today.to_string()];
                Ok(
                    db.execute("DELETE FROM appointments WHERE office = ? AND day < ?", key)?
                        + db.execute("DELETE FROM officers_away WHERE office = ? AND day < ?", key)?,
                )
            })
            .await
    }

    /// The offices of which lists are kept.
    ///
    /// # Errors
    /// [`StoreError`] where they cannot be read.
    pub async fn offices_with_appointments(&self) -> Result<Vec<String>, StoreError> {
        self.worker
            .run(|db| {
                let offices = db
                    .prepare_cached("SELECT office FROM appointments UNION SELECT office FROM officers_away")?
                    .query_map([], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                Ok(offices)
            })
            .await
    }
}

fn import(
    db: &Connection,
    office: &str,
    source: &str,
    list: &List,
    today: NaiveDate,
) -> Result<ImportOutcome, StoreError> {
    let mut imported = Imported {
        left_out: list.left_out,
        ..Imported::default()
    };
    if !list.only_news {
        let (before, kept) = kept_of_before(db, office, source, list, today)?;
        let gone = before - kept;
        if gone > FEW && gone > before / 2 {
            return Ok(ImportOutcome::TooShort {
                has: list.appointments.len(),
                before,
            });
        }
        imported.withdrawn = gone;
        withdraw(db, office, source, list)?;
    }
    for appointment in &list.appointments {
        // What is over is not kept for a moment longer than need be.
        if appointment.day < today {
            imported.left_out += 1;
            continue;
        }
        imported.appointments += 1;
        imported.cancelled += usize::from(appointment.cancelled);
        put(db, office, source, appointment)?;
    }
    for (day, officer) in list.away.iter().filter(|(day, _)| *day >= today) {
        imported.away += 1;
        db.prepare_cached(
            "INSERT INTO officers_away (office, day, officer, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(params![office, day.to_string(), officer, source])?;
    }
    Ok(ImportOutcome::Imported(imported))
}

/// How many appointments that are on the source has told of for the days of a list that are not over, and how many
/// of them are in the list still.
fn kept_of_before(
    db: &Connection,
    office: &str,
    source: &str,
    list: &List,
    today: NaiveDate,
) -> Result<(usize, usize), StoreError> {
    let listed: std::collections::HashSet<&str> = list
        .appointments
        .iter()
        .map(|appointment| appointment.reference.as_str())
        .collect();
    let (mut before, mut kept) = (0, 0);
    for day in list.days.iter().filter(|day| **day >= today) {
        let mut statement = db.prepare_cached(
            "SELECT reference FROM appointments WHERE office = ? AND source = ? AND day = ? AND cancelled = 0",
        )?;
        let mut found = statement.query(params![office, source, day.to_string()])?;
        while let Some(row) = found.next()? {
            before += 1;
            kept += usize::from(listed.contains(row.get_ref(0)?.as_str().unwrap_or_default()));
        }
    }
    Ok((before, kept))
}

/// Takes back what the source has told of the days of a list; the list then says what counts.
fn withdraw(db: &Connection, office: &str, source: &str, list: &List) -> Result<(), StoreError> {
    for day in &list.days {
        let key = params![office, source, day.to_string()];
        db.prepare_cached(
            "UPDATE appointments SET cancelled = 1 WHERE office = ? AND source = ? AND day = ?",
        )?
        .execute(key)?;
        db.prepare_cached("DELETE FROM officers_away WHERE office = ? AND source = ? AND day = ?")?
            .execute(key)?;
    }
    Ok(())
}

fn put(db: &Connection, office: &str, source: &str, appointment: &Appointment) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO appointments (office, reference, source, day, starts_at, officer, service, cancelled)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        office,
        appointment.reference.as_str(),
        source,
        appointment.day.to_string(),
        stored(appointment.starts_at),
        appointment.officer,
        appointment.service,
        appointment.cancelled,
    ])?;
    Ok(())
}

/// What the lists say of a reference as a visitor of this office gave it.
pub(super) fn standing(db: &Connection, office: &str, given: &str) -> Result<Standing, StoreError> {
    let Some(reference) = Reference::normalised(given) else {
        return Ok(Standing::NotKnown);
    };
    type Row = (String, i64, Option<String>, Option<String>, bool);
    let found: Option<Row> = db
        .prepare_cached(
            "SELECT day, starts_at, officer, service, cancelled FROM appointments WHERE office = ? AND reference = ?",
        )?
        .query_row(params![office, reference.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((on, starts_at, officer, service, cancelled)) = found else {
        let elsewhere = db
            .prepare_cached("SELECT 1 FROM appointments WHERE reference = ? AND office <> ?")?
            .exists(params![reference.as_str(), office])?;
        return Ok(if elsewhere {
            Standing::OtherOffice
        } else {
            Standing::NotKnown
        });
    };
    let officer_away = match &officer {
        Some(officer) => db
            .prepare_cached("SELECT 1 FROM officers_away WHERE office = ? AND day = ? AND officer = ?")?
            .exists(params![office, on, officer_key(officer)])?,
        None => false,
    };
    Ok(Standing::Known {
        appointment: Appointment {
            reference,
            starts_at: moment(starts_at)?,
            day: day(&on)?,
            officer,
            service,
            cancelled,
        },
        officer_away,
    })
}
