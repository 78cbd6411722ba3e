//! Keeping the outbox open: what fails is opened again, what is damaged is set aside, and staff are told.

use std::path::PathBuf;

use checkin::{CheckedIn, Event, Payload, QueueState, Series, Ticket};
use outbox::{Committed, NewCheckIn, Numbered, Numbering, Outbox, QueueNumber, StoreError, set_aside};
use stamp::Stamp;
use uuid::{NoContext, Timestamp, Uuid};

use super::{CheckInDraft, FailedBecause, OutboxProblem};

/// How long to wait before trying again to open the outbox, in milliseconds. A visitor's Confirm tries at once.
const RETRY_MS: u64 = 5_000;

/// How many problems are kept for the staff screen.
const MAX_PROBLEMS: usize = 20;

/// A clock of the queue may differ by this much from ours before its "today" is doubted, in milliseconds.
const MIDNIGHT_MARGIN_MS: u64 = 10 * 60_000;

/// The outbox, or why there is none.
pub(super) struct Store {
    path: PathBuf,
    outbox: Option<Outbox>,
    /// Why there is none, as staff should read it.
    unavailable: Option<String>,
    tried: Option<Stamp>,
    /// Things that happened, oldest first.
    happened: Vec<OutboxProblem>,
    /// What the queue last said of our series, and when we heard it.
    queue_last_number: Option<(Option<u32>, Stamp)>,
}

impl Store {
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            outbox: None,
            unavailable: None,
            tried: None,
            happened: Vec::new(),
            queue_last_number: None,
        }
    }

    /// Opens the outbox if it is not open and the last attempt is some seconds ago.
    pub fn keep_open(&mut self, now: &Stamp) {
        if self.outbox.is_some() {
            self.keep_in_place(now);
        } else if self.is_due(now) {
            self.open(now);
        }
    }

    fn is_due(&self, now: &Stamp) -> bool {
        self.tried.is_none_or(|tried| tried.ms_until(now) >= RETRY_MS)
    }

    /// Writes an outbox whose files were taken away under it to its place again. False while that cannot be done:
    /// then nothing is stored, because it would be on no disk.
    fn keep_in_place(&mut self, now: &Stamp) -> bool {
        let due = self.is_due(now);
        let Some(outbox) = &mut self.outbox else {
            return false;
        };
        if outbox.is_in_place() {
            // Where an earlier attempt failed, somebody has put the files back.
            self.unavailable = None;
            return true;
        }
        if self.unavailable.is_some() && !due {
            return false;
        }
        self.tried = Some(*now);
        match outbox.put_back(now.time) {
            Ok(()) => {
                tracing::error!("the outbox was taken away while it was open and is written again");
                self.unavailable = None;
                self.note(OutboxProblem::TakenAway(self.path.clone()));
                true
            }
            Err(error) if outbox.is_in_place() => {
                self.lose(error.to_string());
                false
            }
            Err(error) => {
                self.cannot(error.to_string());
                false
            }
        }
    }

    fn open(&mut self, now: &Stamp) {
        self.outbox = None;
        self.tried = Some(*now);
        match Outbox::open(&self.path, now.time) {
            Ok(opened) => {
                if let Some(path) = opened.set_aside {
                    tracing::error!(path = %path.display(), "a damaged outbox was set aside and a new one begun");
                    self.note(OutboxProblem::SetAside(path));
                }
                if self.unavailable.take().is_some() {
                    tracing::info!("the outbox can be used again");
                }
                self.outbox = Some(opened.outbox);
            }
            Err(error) => self.lose(error.to_string()),
        }
    }

    fn lose(&mut self, detail: String) {
        self.outbox = None;
        self.cannot(detail);
    }

    fn cannot(&mut self, detail: String) {
        if self.unavailable.as_ref() != Some(&detail) {
            tracing::error!(detail, "the outbox cannot be used; trying again");
        }
        self.unavailable = Some(detail);
    }

    fn note(&mut self, problem: OutboxProblem) {
        self.happened.push(problem);
        if self.happened.len() > MAX_PROBLEMS {
            self.happened.remove(0);
        }
    }

    /// The outbox, to look at.
    pub fn outbox(&self) -> Option<&Outbox> {
        self.outbox.as_ref()
    }

    /// Whether something can be stored, as far as is known.
    pub fn is_available(&self) -> bool {
        self.outbox.is_some() && self.unavailable.is_none()
    }

    /// What staff should know.
    pub fn problems(&self) -> impl Iterator<Item = OutboxProblem> {
        self.unavailable
            .iter()
            .cloned()
            .map(OutboxProblem::Unavailable)
            .chain(self.happened.iter().cloned())
    }

    /// Does something with the outbox. If the database fails it is opened again, which sets a damaged one aside,
    /// and the same is tried once more; a database that opens well and is damaged in use is set aside by hand.
    pub fn with<T>(
        &mut self,
        now: &Stamp,
        mut work: impl FnMut(&mut Outbox) -> Result<T, StoreError>,
    ) -> Result<T, FailedBecause> {
        for attempt in 0..3 {
            if self.outbox.is_none() {
                self.open(now);
            }
            if !self.keep_in_place(now) {
                return Err(FailedBecause::OutboxUnavailable);
            }
            let Some(outbox) = &mut self.outbox else {
                return Err(FailedBecause::OutboxUnavailable);
            };
            let error = match work(outbox) {
                Ok(done) => return Ok(done),
                Err(error) if !error.is_of_the_database() => {
                    tracing::error!(%error, "an event could not be stored");
                    return Err(FailedBecause::NotStorable);
                }
                Err(error) => error,
            };
            self.lose(error.to_string());
            if attempt == 1 && matches!(error, StoreError::Damaged(_)) {
                match set_aside(&self.path, now.time) {
                    Ok(path) => self.note(OutboxProblem::SetAside(path)),
                    Err(error) => tracing::error!(%error, "a damaged outbox could not be set aside"),
                }
            }
        }
        Err(FailedBecause::OutboxUnavailable)
    }

    /// Notes what the queue said of our series.
    pub fn queue_said(&mut self, state: &QueueState, received: Stamp) {
        self.queue_last_number = Some((state.last_number, received));
    }

    /// The queue's word as far as it is about the day that is `minutes` old: what was heard before midnight says
    /// that the series is known, and nothing of today's numbers.
    fn numbering(&self, minutes_since_midnight: u16, now: &Stamp) -> Numbering {
        let queue_last_number = match self.queue_last_number {
            None => QueueNumber::Unknown,
            Some((None, _)) => QueueNumber::NeverSeen,
            Some((Some(last), received)) => {
                let heard_today =
                    received.ms_until(now) + MIDNIGHT_MARGIN_MS < u64::from(minutes_since_midnight) * 60_000;
                QueueNumber::Last(if heard_today { last } else { 0 })
            }
        };
        Numbering {
            queue_last_number,
            minutes_since_midnight,
        }
    }

    /// Gives a number and stores the check-in.
    pub fn confirm(
        &mut self,
        office: &str,
        kiosk: &str,
        series: Series,
        draft: &CheckInDraft,
        now: &Stamp,
    ) -> Result<Committed, FailedBecause> {
        let id = new_id(now);
        let numbering = self.numbering(draft.minutes_since_midnight, now);
        let request = NewCheckIn {
            series,
            service_day: draft.service_day,
            // The time that the service day was read from. A clock set between that and this moment would otherwise
            // store the number with a day and a time that do not belong together.
            stamp: Stamp {
                time: draft.time,
                ..*now
            },
            numbering,
        };
        let committed = self.with(now, |outbox| {
            // A commit that failed may have reached the disk after all. Then this second attempt finds it, and the
            // visitor gets the number that is stored.
            if let Some(ticket) = outbox.waiting(id)?.and_then(|stored| ticket_of(&stored.body)) {
                return Ok(Committed {
                    ticket,
                    id,
                    numbered: Numbered::Next,
                });
            }
            outbox.confirm(&request, |ticket| check_in(id, office, kiosk, draft, ticket))
        })?;
        if committed.numbered != Numbered::Next {
            tracing::warn!(how = ?committed.numbered, "numbering made a jump so that no number is given twice");
            self.note(match committed.numbered {
                Numbered::ClockWasSet => OutboxProblem::ClockWasSet(committed.ticket),
                _ => OutboxProblem::NumberingJumped(committed.ticket),
            });
        }
        Ok(committed)
    }
}

/// A UUIDv7 of this moment. A clock before 1970 counts as 1970.
pub(super) fn new_id(now: &Stamp) -> Uuid {
    let seconds = u64::try_from(now.time.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(
        NoContext,
        seconds,
        now.time.timestamp_subsec_nanos(),
    ))
}

fn ticket_of(body: &[u8]) -> Option<Ticket> {
    match Event::from_bytes(body).ok()?.payload {
        Payload::CheckedIn(data) => Some(data.ticket),
        _ => None,
    }
}

fn check_in(id: Uuid, office: &str, kiosk: &str, draft: &CheckInDraft, ticket: Ticket) -> Event {
    let data = CheckedIn {
        ticket,
        service_day: draft.service_day,
        service: draft.service.clone(),
        language: draft.language.clone(),
        appointment: draft.appointment.clone(),
        private_interview: draft.private_interview.clone(),
        interpreter: draft.interpreter.clone(),
        needs: draft.needs.clone(),
        party: draft.party,
        promised_by: draft.promised_by,
        other: Default::default(),
    };
    Event {
        id,
        office: office.to_owned(),
        kiosk: kiosk.to_owned(),
        subject: id,
        time: draft.time,
        payload: Payload::CheckedIn(data),
    }
}
