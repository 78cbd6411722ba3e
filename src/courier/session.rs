//! One connection to the screen: events in, outcomes and the queue's state out.

use std::time::{Duration, SystemTime};

use checkin::{KioskStatus, Payload, QueueState, Series};
use chrono::{DateTime, Utc};
use handover::{Decoder, HandoverError, Outcome, PROTOCOL, ToCourier, ToScreen, encode};
use stamp::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use uuid::{NoContext, Timestamp, Uuid};

use crate::client::{Authorization, send};
use crate::line::{AfterFailure, Event, Line};
use crate::reach::{Asked, Watch};
use crate::verdict::{Answer, NoAnswer, Verdict, verdict};
use crate::{Client, Settings};

/// How long the screen may take to say hello, and to take a line.
const SCREEN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long requests under way may take after the order to stop.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// The least time between statuses.
const STATUS_GAP: Duration = Duration::from_secs(1);

/// A clock offset is said again when it changed by this many seconds; `Date` counts whole ones.
const OFFSET_STEP: i64 = 2;

/// What came back from the network.
enum Done {
    Event { id: Uuid, started: Instant, answer: Result<Answer, NoAnswer> },
    State { answer: Result<Answer, NoAnswer> },
    Status,
}

/// Why a session ended. Only the log is interested.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("the screen went away")]
    Gone,
    #[error("the screen does not take what is said to it")]
    Stuck,
    #[error("the screen speaks protocol {0}: install both programs together")]
    Protocol(u32),
    #[error("the screen did not say hello")]
    NoHello,
    #[error(transparent)]
    Handover(#[from] HandoverError),
    #[error("stopping")]
    Stopped,
}

struct Session<'a> {
    stream: UnixStream,
    settings: &'a Settings,
    client: &'a Client,
    authorization: &'a mut Authorization,
    clock: Clock,
    series: Series,
    line: Line,
    watch: Watch,
    requests: JoinSet<Done>,
    /// The last state, to repeat when the queue says that it is the same, and its ETag.
    state: Option<(QueueState, Option<String>)>,
    poll_due: Instant,
    /// The earliest time that the queue allows for a poll.
    poll_allowed: Instant,
    poll_failures: u32,
    polling: bool,
    /// The latest status, until it is sent.
    status: Option<KioskStatus>,
    status_allowed: Instant,
    sending_status: bool,
    told_offset: Option<i64>,
    said: Instant,
    token_read: Instant,
}

/// Speaks to the screen until either side ends it.
pub(crate) async fn run(
    stream: UnixStream,
    settings: &Settings,
    client: &Client,
    authorization: &mut Authorization,
    clock: Clock,
    stop: &mut watch::Receiver<bool>,
) {
    let now = Instant::now();
    let mut session = Session {
        stream,
        settings,
        client,
        authorization,
        clock,
        series: settings.series,
        line: Line::new(settings.pace.backoff),
        watch: Watch::new(settings.pace.patience),
        requests: JoinSet::new(),
        state: None,
        poll_due: now,
        poll_allowed: now,
        poll_failures: 0,
        polling: false,
        status: None,
        status_allowed: now,
        sending_status: false,
        told_offset: None,
        said: now,
        token_read: now,
    };
    let ended = session.converse(stop).await;
    match ended {
        Err(Ended::Gone | Ended::Stopped) | Ok(()) => tracing::info!("the conversation with the screen has ended"),
        Err(problem) => {
            tracing::warn!(%problem, "the conversation with the screen has ended");
            // A fault that comes back at once must not become a loop.
            tokio::select! {
                () = tokio::time::sleep(settings.pace.reconnect) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

impl Session<'_> {
    async fn converse(&mut self, stop: &mut watch::Receiver<bool>) -> Result<(), Ended> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        self.say(&ToScreen::Hello { protocol: PROTOCOL, version }).await?;
        let mut decoder = Decoder::default();
        let hello = timeout(SCREEN_TIMEOUT, self.hear_hello(&mut decoder)).await;
        hello.map_err(|_| Ended::NoHello)??;
        tracing::info!("speaking with the screen");
        let mut bytes = vec![0; 16 * 1024];
        loop {
            while let Some(message) = decoder.next_message()? {
                self.hear(message);
            }
            self.start_requests();
            if let Some(reach) = self.watch.news(Instant::now()) {
                tracing::info!(?reach, "the way to the queue");
                self.say(&ToScreen::Reach { reach }).await?;
            }
            let wake = self.wake();
            tokio::select! {
                read = self.stream.read(&mut bytes) => match read {
                    Ok(0) => { decoder.finish()?; return Err(Ended::Gone) }
                    Ok(count) => decoder.push(bytes.get(..count).unwrap_or_default()),
                    Err(error) => return Err(HandoverError::Io(error).into()),
                },
                Some(done) = self.requests.join_next() => if let Ok(done) = done { self.done(done).await?; },
                () = sleep_until(wake) => if self.said.elapsed() >= self.settings.pace.alive {
                    self.say(&ToScreen::Alive).await?;
                },
                changed = stop.changed() => if changed.is_err() || *stop.borrow() {
                    return self.last_words().await;
                },
            }
        }
    }

    async fn hear_hello(&mut self, decoder: &mut Decoder) -> Result<(), Ended> {
        let mut bytes = [0; 1024];
        loop {
            match decoder.next_message()? {
                Some(ToCourier::Hello { protocol: PROTOCOL, series, .. }) => {
                    self.series = series;
                    return Ok(());
                }
                Some(ToCourier::Hello { protocol, .. }) => return Err(Ended::Protocol(protocol)),
                Some(_) => return Err(Ended::NoHello),
                None => {}
            }
            match self.stream.read(&mut bytes).await.map_err(HandoverError::Io)? {
                0 => return Err(Ended::Gone),
                count => decoder.push(bytes.get(..count).unwrap_or_default()),
            }
        }
    }

    fn hear(&mut self, message: ToCourier) {
        match message {
            ToCourier::Waiting { id, body, stamp, fresh, .. } => {
                if !self.line.add(Event { id, body, stamp, fresh }, Instant::now()) {
                    tracing::error!("the screen handed over an event twice, or more than were asked for");
                }
            }
            ToCourier::Status(status) => self.status = Some(status),
            ToCourier::Hello { .. } => {}
        }
    }

    /// Starts whatever may start now.
    fn start_requests(&mut self) {
        let now = Instant::now();
        while let Some(Event { id, body, stamp, .. }) = self.line.start_next(now) {
            let held_seconds = stamp.seconds_until(&self.clock.now());
            let request = self.client.post(id, body, held_seconds, self.authorization);
            self.requests.spawn(async move { Done::Event { id, started: now, answer: send(request).await } });
        }
        if !self.polling && now >= self.poll_due.max(self.poll_allowed) {
            self.polling = true;
            let etag = self.state.as_ref().and_then(|(_, etag)| etag.as_deref());
            let request = self.client.get(self.series, etag, self.authorization);
            self.requests.spawn(async move { Done::State { answer: send(request).await } });
        }
        if !self.sending_status && now >= self.status_allowed {
            self.start_status();
        }
    }

    /// Sends the latest status. It is never sent again: the next one comes within a minute and says more.
    fn start_status(&mut self) {
        let Some(status) = self.status.take() else { return };
        let now = self.clock.now();
        let seconds = u64::try_from(now.time.timestamp()).unwrap_or(0);
        let id = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.time.timestamp_subsec_nanos()));
        let event = checkin::Event {
            id,
            office: self.settings.office.clone(),
            kiosk: self.settings.kiosk.clone(),
            subject: id,
            time: now.time,
            payload: Payload::KioskStatus(status),
        };
        let body = event.to_bytes().ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(body) = body else { return };
        self.sending_status = true;
        let request = self.client.post(id, body, 0, self.authorization);
        self.requests.spawn(async move {
            // What became of it shows in the queue's own list of kiosks.
            let _ = send(request).await;
            Done::Status
        });
    }

    /// When to look again if nothing happens before.
    fn wake(&self) -> Instant {
        let status = (self.status.is_some() && !self.sending_status).then_some(self.status_allowed);
        let poll = (!self.polling).then_some(self.poll_due.max(self.poll_allowed));
        let due = [poll, status, self.line.next_due(), self.watch.next_due()];
        due.into_iter().flatten().fold(self.said + self.settings.pace.alive, Instant::min)
    }

    async fn done(&mut self, done: Done) -> Result<(), Ended> {
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
                if self.line.failed(id, &kind, after, started, self.watch.is_open(), now) == AfterFailure::GivenBack {
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
                self.say(&ToScreen::QueueState { state, received: self.clock.now() }).await?;
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
                let bound = pace.poll.saturating_mul(2_u32.saturating_pow(self.poll_failures)).min(pace.poll_away);
                self.poll_failures = self.poll_failures.saturating_add(1);
                self.poll_due = now + jittered(bound);
                if let Some(after) = answer.ok().and_then(|answer| answer.retry_after(SystemTime::now())) {
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
        let Some(sent) = answer.as_ref().ok().and_then(Answer::sent_at) else { return Ok(()) };
        let seconds = (self.clock.now().time - DateTime::<Utc>::from(sent)).num_seconds();
        if self.told_offset.is_some_and(|told| told.abs_diff(seconds) < OFFSET_STEP.unsigned_abs()) {
            return Ok(());
        }
        self.told_offset = Some(seconds);
        self.say(&ToScreen::ClockOffset { seconds }).await
    }

    async fn say(&mut self, message: &ToScreen) -> Result<(), Ended> {
        let line = encode(message)?;
        self.said = Instant::now();
        match timeout(SCREEN_TIMEOUT, self.stream.write_all(&line)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Ended::Gone),
            Err(_) => Err(Ended::Stuck),
        }
    }

    /// Reports what requests under way still bring, for a moment; the queue would only have to answer them again.
    async fn last_words(&mut self) -> Result<(), Ended> {
        let until = Instant::now() + LAST_WORDS;
        while self.line.is_sending() {
            let done = tokio::select! {
                done = self.requests.join_next() => done,
                () = sleep_until(until) => None,
            };
            match done {
                Some(Ok(done)) => self.done(done).await?,
                Some(Err(_)) => {}
                None => break,
            }
        }
        Err(Ended::Stopped)
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
