//! What staff arrange for a visit beside calling it: someone who goes to the visitor, an interpreter, a private room,
//! an apology. None of it moves the visit, so none of it is undone by Undo; each can be set back by itself.

use checkin::{Interpreter, InterpreterMode};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Staff, Store, StoreError, stored};

/// How far an interpreter request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InterpreterStep {
    /// The visitor or staff have asked for one.
    Asked,
    /// One is on the way, or a call is booked.
    Booked,
    /// In the room or on the line.
    Here,
    /// No longer needed.
    Done,
}

impl InterpreterStep {
    /// Whether a request may go from here to `next`: onwards, in one step or several since a telephone interpreter
    /// needs no booking, or back to "asked" where the one booked does not come.
    pub fn may_become(self, next: Self) -> bool {
        next > self || (next == Self::Asked && self != Self::Asked)
    }

    /// The word in the store and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Booked => "booked",
            Self::Here => "here",
            Self::Done => "done",
        }
    }

    /// The step with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Asked, Self::Booked, Self::Here, Self::Done]
            .into_iter()
            .find(|step| step.as_str() == word)
    }
}

/// What is arranged.
#[derive(Clone, Debug)]
pub enum Arrangement {
    /// This desk goes to the visitor; the ringing ends.
    Going,
    /// The interpreter request goes on, with how they will be there if that has changed.
    Interpreter {
        /// The step it comes to.
        step: InterpreterStep,
        /// How they will be there.
        mode: Option<InterpreterMode>,
        /// The language, for a request that staff make themselves.
        language: Option<String>,
    },
    /// A private room is taken, or freed with `None`.
    Room(Option<String>),
    /// Staff have apologised for a wait that overran.
    Apology,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arranged {
    /// Arranged for the visit with this ticket.
    Done(String),
    /// No such visit in this office, or it has ended.
    NoVisit,
    /// Someone else was faster, or it does not fit: a sentence for staff.
    Refused(String),
}

impl Store {
    /// Arranges something for the visit with this row id.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    pub async fn arrange(
        &self,
        id: i64,
        staff: Staff,
        arrangement: Arrangement,
    ) -> Result<Arranged, StoreError> {
        self.worker
            .run(move |db| arrange(db, id, &staff, arrangement))
            .await
    }
}

/// The visit that has a room, with its ticket.
pub(super) fn room_holder(
    db: &Connection,
    office: &str,
    room: &str,
) -> Result<Option<(i64, String)>, StoreError> {
    Ok(db
        .prepare_cached("SELECT id, ticket FROM visits WHERE office = ? AND room = ?")?
        .query_row([office, room], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn arrange(
    db: &Connection,
    id: i64,
    staff: &Staff,
    arrangement: Arrangement,
) -> Result<Arranged, StoreError> {
    let found = super::standing::find(db, &staff.office, id)?;
    let Some(found) = found.filter(|found| !found.standing.state.has_ended()) else {
        return Ok(Arranged::NoVisit);
    };
    match arrangement {
        Arrangement::Going => {
            let going: Option<String> = db
                .prepare_cached("SELECT going FROM visits WHERE id = ?")?
                .query_row([id], |row| row.get(0))?;
            if let Some(other) = going.filter(|desk| *desk != staff.desk) {
                return Ok(Arranged::Refused(format!("{other} is going already.")));
            }
            db.prepare_cached("UPDATE visits SET going = ? WHERE id = ?")?
                .execute(params![staff.desk, id])?;
        }
        Arrangement::Interpreter { step, mode, language } => {
            if let Some(refused) = interpreter(db, id, step, mode, language)? {
                return Ok(Arranged::Refused(refused));
            }
        }
        Arrangement::Room(room) => {
            if let Some(room) = &room
                && let Some((holder, ticket)) = room_holder(db, &staff.office, room)?
                && holder != id
            {
                return Ok(Arranged::Refused(format!("{room} is taken by {ticket}.")));
            }
            db.prepare_cached("UPDATE visits SET room = ? WHERE id = ?")?
                .execute(params![room, id])?;
        }
        Arrangement::Apology => {
            db.prepare_cached("UPDATE visits SET apology_at = ? WHERE id = ?")?
                .execute(params![stored(staff.now), id])?;
        }
    }
    Ok(Arranged::Done(found.ticket))
}

/// Moves an interpreter request on, or makes one. Returns why not, where it does not fit.
fn interpreter(
    db: &Connection,
    id: i64,
    step: InterpreterStep,
    mode: Option<InterpreterMode>,
    language: Option<String>,
) -> Result<Option<String>, StoreError> {
    let (word, details): (Option<String>, String) = db
        .prepare_cached("SELECT interpreter, details FROM visits WHERE id = ?")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mode_word = mode.as_ref().map(|mode| mode.as_str().to_owned());
    let Some(word) = word else {
        let Some(language) = language else {
            return Ok(Some(
                "No interpreter was asked for. Choose the language first.".to_owned(),
            ));
        };
        let unreadable = || StoreError::Value("a check-in's details".to_owned());
        let mut details: checkin::CheckedIn = serde_json::from_str(&details).map_err(|_| unreadable())?;
        details.interpreter = Some(Interpreter {
            language,
            mode,
            gender: None,
        });
        let details = serde_json::to_string(&details).map_err(|_| unreadable())?;
        db.prepare_cached(
            "UPDATE visits SET interpreter = ?2, interpreter_mode = ?3, details = ?4 WHERE id = ?1",
        )?
        .execute(params![id, step.as_str(), mode_word, details])?;
        return Ok(None);
    };
    let before =
        InterpreterStep::from_word(&word).ok_or_else(|| StoreError::Value("an interpreter".to_owned()))?;
    // The same step again may say another mode.
    if step != before && !before.may_become(step) {
        return Ok(Some(format!(
            "The interpreter request is at “{}” already.",
            before.as_str()
        )));
    }
    db.prepare_cached(
        "UPDATE visits SET interpreter = ?2, interpreter_mode = COALESCE(?3, interpreter_mode) WHERE id = ?1",
    )?
    .execute(params![id, step.as_str(), mode_word])?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_request_goes_on_or_starts_again_and_never_otherwise() {
        use InterpreterStep::{Asked, Booked, Done, Here};
        for (from, to) in [
            (Asked, Booked),
            (Asked, Here),
            (Booked, Here),
            (Here, Done),
            (Booked, Asked),
        ] {
            assert!(from.may_become(to), "{from:?} {to:?}");
        }
        for (from, to) in [(Here, Booked), (Done, Here), (Done, Booked), (Asked, Asked)] {
            assert!(!from.may_become(to), "{from:?} {to:?}");
        }
    }
}
