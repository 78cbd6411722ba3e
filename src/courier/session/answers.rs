//! What the answers of the network change, and what the screen is told of them.

use std::time::{Duration, SystemTime};

use checkin::QueueState;
use chrono::{DateTime, Utc};
use handover::{Outcome, ToScreen};
use tokio::time::Instant;
use uuid::Uuid;

use super::{Done, Ended, Session};
use crate::line::AfterFailure;
use crate::reach::Asked;
use crate::verdict::{Answer, NoAnswer, Verdict, verdict};

/// The least time between statuses.
const STATUS_GAP: Duration = Duration::from_secs(1);

/// A clock offset is said again when it changed by this many seconds; `Date` counts whole ones.
const OFFSET_STEP: i64 = 2;

impl Session<'_> {
    pub(super) async fn done(&mut self, done: Done) -> Result<(), Ended> {
        match done {
            Done::Event { id, started, answer } => self.event_done(id, started, &answer).await,
            Done::State { answer } => self.state_done(answer).await,
            Done::Status => {
                self.sending_status = false;
                self.status_allowed = Instant::now() + STATUS_GAP;
                Ok(())
            }
        }
    }

    async fn event_done(
        &mut self,
        id: Uuid,
        started: Instant,
        answer: &Result<Answer, NoAnswer>,
    ) -> Result<(), Ended> {
        let now = Instant::now();
        let outcome = match verdict(id, answer, SystemTime::now()) {
            Verdict::Accepted { ahead, appointment } => Outcome::Accepted { ahead, appointment },
            Verdict::Held { status, reason } => Outcome::Held { status, reason },
            Verdict::TryAgain { kind, after } => {
                self.watch.failed(Asked::Event, kind.clone(), now, Utc::now());
                self.refresh_token(answer);
                if self
                    .line
                    .failed(id, &kind, after, started, self.watch.is_open(), now)
                    == AfterFailure::GivenBack
                {
                    let after_seconds = jittered(self.settings.pace.given_back).as_secs();
                    self.say(&ToScreen::NotYet { id, after_seconds }).await?;
                }
                return Ok(());
            }
        };
        self.watch.succeeded(Asked::Event);
        self.line.ended(id, now);
        self.poll_due = self.poll_due.min(now + self.settings.pace.poll_after_acceptance);
        self.say(&ToScreen::Outcome { id, outcome }).await?;
        self.tell_offset(answer).await
    }

    async fn state_done(&mut self, answer: Result<Answer, NoAnswer>) -> Result<(), Ended> {
        self.polling = false;
        let now = Instant::now();
        match read_state(&answer, self.state.as_ref()) {
            Some(state) => {
                self.poll_failures = 0;
                self.poll_due = now + jittered(self.settings.pace.poll);
                if self.watch.succeeded(Asked::State) {
                    // The queue is back: whatever only waited for it goes now.
                    self.line.way_works(now);
                }
                let etag = answer.as_ref().ok().and_then(|answer| answer.etag.clone());
                let etag = etag.or_else(|| self.state.take().and_then(|(_, etag)| etag));
                self.state = Some((state.clone(), etag));
                self.say(&ToScreen::QueueState {
                    state,
                    received: self.clock.now(),
                })
                .await?;
                self.tell_offset(&answer).await
            }
            None => {
                let kind = match &answer {
                    Ok(answer) => answer.trouble(),
                    Err(no_answer) => no_answer.kind(),
                };
                self.watch.failed(Asked::State, kind, now, Utc::now());
                self.refresh_token(&answer);
                let pace = &self.settings.pace;
                let bound = pace
                    .poll
                    .saturating_mul(2_u32.saturating_pow(self.poll_failures))
                    .min(pace.poll_away);
                self.poll_failures = self.poll_failures.saturating_add(1);
                self.poll_due = now + jittered(bound);
                if let Some(after) = answer
                    .ok()
                    .and_then(|answer| answer.retry_after(SystemTime::now()))
                {
                    self.poll_allowed = now + after;
                }
                Ok(())
            }
        }
    }

    /// After a 401 the token's file may hold a new one; it is looked into every few seconds at most.
    fn refresh_token(&mut self, answer: &Result<Answer, NoAnswer>) {
        let refused = matches!(answer, Ok(answer) if answer.status == 401);
        if !refused || self.token_read.elapsed() < self.settings.pace.poll {
            return;
        }
        self.token_read = Instant::now();
        match self.client.read_token() {
            Ok(token) => *self.authorization = token,
            Err(error) => tracing::warn!(%error, "the token could not be read again"),
        }
    }

    /// Says how far this machine's clock is from the queue's, if that is new.
    async fn tell_offset(&mut self, answer: &Result<Answer, NoAnswer>) -> Result<(), Ended> {
        let Some(sent) = answer.as_ref().ok().and_then(Answer::sent_at) else {
            return Ok(());
        };
        let seconds = (self.clock.now().time - DateTime::<Utc>::from(sent)).num_seconds();
        if self
            .told_offset
            .is_some_and(|told| told.abs_diff(seconds) < OFFSET_STEP.unsigned_abs())
        {
            return Ok(());
        }
        self.told_offset = Some(seconds);
        self.say(&ToScreen::ClockOffset { seconds }).await
    }
}

/// The queue's state from a poll: a new one, or the one we have if the queue says it is the same.
fn read_state(
    answer: &Result<Answer, NoAnswer>,
    known: Option<&(QueueState, Option<String>)>,
) -> Option<QueueState> {
    let answer = answer.as_ref().ok()?;
    match answer.status {
        200 if answer.is_media_type("application/json") => serde_json::from_slice(&answer.body).ok(),
        304 => known.map(|(state, _)| state.clone()),
        _ => None,
    }
}

/// Half to one and a half times as long, so that kiosks started together do not ask together.
fn jittered(duration: Duration) -> Duration {
    duration.mul_f64(0.75 + 0.5 * fastrand::f64())
}
