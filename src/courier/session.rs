//! One connection to the screen: events in, outcomes and the queue's state out.

mod answers;

use std::time::Duration;

use checkin::{KioskStatus, Payload, QueueState, Series};
use handover::{Decoder, HandoverError, PROTOCOL, ToCourier, ToScreen, encode};
use stamp::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use uuid::{NoContext, Timestamp, Uuid};

use crate::client::{Authorization, send};
use crate::line::{Event, Line};
use crate::reach::Watch;
use crate::verdict::{Answer, NoAnswer};
use crate::{Client, Settings};

/// How long the screen may take to say hello, and to take a line.
const SCREEN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long requests under way may take after the order to stop.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// What came back from the network.
enum Done {
    Event {
        id: Uuid,
        started: Instant,
        answer: Result<Answer, NoAnswer>,
    },
    State {
        answer: Result<Answer, NoAnswer>,
    },
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
        Err(Ended::Gone | Ended::Stopped) | Ok(()) => {
            tracing::info!("the conversation with the screen has ended")
        }
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
        self.say(&ToScreen::Hello {
            protocol: PROTOCOL,
            version,
        })
        .await?;
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
                Some(ToCourier::Hello {
                    protocol: PROTOCOL,
                    series,
                    ..
                }) => {
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
            ToCourier::Waiting {
                id,
                body,
                stamp,
                fresh,
                ..
            } => {
                if !self.line.add(
                    Event {
                        id,
                        body,
                        stamp,
                        fresh,
                    },
                    Instant::now(),
                ) {
                    tracing::error!("the screen handed over an event twice, or more than were asked for");
                }
            }
            ToCourier::TakeBack { id } => self.line.take_back(id),
            ToCourier::Status(status) => self.status = Some(status),
            ToCourier::Hello { .. } => {}
        }
    }

    /// Starts whatever may start now.
    fn start_requests(&mut self) {
        let now = Instant::now();
        while let Some(Event { id, body, stamp, .. }) = self.line.start_next(now) {
            let held_ms = stamp.ms_until(&self.clock.now());
            let request = self.client.post(id, body, held_ms, self.authorization);
            self.requests.spawn(async move {
                Done::Event {
                    id,
                    started: now,
                    answer: send(request).await,
                }
            });
        }
        if !self.polling && now >= self.poll_due.max(self.poll_allowed) {
            self.polling = true;
            let etag = self.state.as_ref().and_then(|(_, etag)| etag.as_deref());
            let request = self.client.get(self.series, etag, self.authorization);
            self.requests.spawn(async move {
                Done::State {
                    answer: send(request).await,
                }
            });
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
        let id = Uuid::new_v7(Timestamp::from_unix(
            NoContext,
            seconds,
            now.time.timestamp_subsec_nanos(),
        ));
        let event = checkin::Event {
            id,
            office: self.settings.office.clone(),
            kiosk: self.settings.kiosk.clone(),
            subject: id,
            time: now.time,
            payload: Payload::KioskStatus(status),
        };
        let body = event
            .to_bytes()
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
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
        due.into_iter()
            .flatten()
            .fold(self.said + self.settings.pace.alive, Instant::min)
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
