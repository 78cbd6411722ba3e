//! Carries check-ins to the queue service, and the queue's state to the screen.
//!
//! The only program of the kiosk that speaks over a network. It stores nothing: it is told of waiting events over a
//! Unix socket, sends their exact bytes until the queue itself has taken or refused them, and reports that. It can
//! be killed at any moment; the screen hands everything unanswered to the next one, and the queue knows an event it
//! has by its id.
//!
//! [`verdict`], [`line`] and [`reach`] decide and do no I/O; `client` does HTTP and decides nothing; `session`
//! joins them. Nothing about a visitor is logged, at any level: no ticket, no language, no body, no id.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod backoff;
mod client;
pub mod line;
pub mod reach;
mod session;
pub mod verdict;

use std::path::PathBuf;
use std::time::Duration;

use checkin::Series;
use config::Config;
use stamp::Clock;
use tokio::net::UnixStream;
use tokio::sync::watch;

pub use backoff::Backoff;
pub use client::{Client, ClientError, Timeouts};

/// What a courier needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The office's id.
    pub office: String,
    /// The kiosk's id.
    pub kiosk: String,
    /// The kiosk's series.
    pub series: Series,
    /// The handover socket.
    pub socket: PathBuf,
    /// The queue service.
    pub queue: config::Queue,
    /// How fast things go.
    pub pace: Pace,
}

impl Settings {
    /// The courier's part of `kiosk.toml`.
    pub fn from_config(config: &Config) -> Self {
        Self {
            office: config.office.clone(),
            kiosk: config.kiosk.clone(),
            series: config.series,
            socket: config.socket.clone(),
            queue: config.queue.clone(),
            pace: Pace::default(),
        }
    }
}

/// How fast things go. The defaults are for offices; tests go faster.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between polls of the queue's state.
    pub poll: Duration,
    /// The longest time between polls while the queue does not answer.
    pub poll_away: Duration,
    /// From an acceptance to the poll that follows it.
    pub poll_after_acceptance: Duration,
    /// After failures.
    pub backoff: Backoff,
    /// How long trouble lasts before the screen is told of it.
    pub patience: Duration,
    /// The least time between two sayings to the screen.
    pub alive: Duration,
    /// How long an event that the queue chokes on is given back for.
    pub given_back: Duration,
    /// The longest time between attempts to reach the screen's socket.
    pub reconnect: Duration,
    /// How long requests may take.
    pub timeouts: Timeouts,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            poll: Duration::from_secs(5),
            poll_away: Duration::from_secs(10),
            poll_after_acceptance: Duration::from_millis(300),
            backoff: Backoff {
                base: Duration::from_millis(500),
                cap: Duration::from_secs(60),
            },
            patience: Duration::from_secs(10),
            alive: Duration::from_secs(10),
            given_back: Duration::from_secs(60),
            reconnect: Duration::from_secs(2),
            timeouts: Timeouts {
                connect: Duration::from_secs(5),
                whole: Duration::from_secs(15),
            },
        }
    }
}

/// Carries until `stop` becomes true (or its sender is gone). What goes wrong on the way is waited out.
///
/// # Errors
/// One [`ClientError`] at the start: a token, a certificate or a setting that cannot be used.
pub async fn run(settings: &Settings, mut stop: watch::Receiver<bool>) -> Result<(), ClientError> {
    let client = Client::new(&settings.queue, settings.pace.timeouts)?;
    let mut authorization = client.read_token()?;
    let clock = Clock::new();
    let mut away = 0;
    while !*stop.borrow() {
        match UnixStream::connect(&settings.socket).await {
            Ok(stream) => {
                away = 0;
                session::run(stream, settings, &client, &mut authorization, clock, &mut stop).await;
            }
            Err(error) if away == 0 => tracing::info!(%error, "the screen is not there yet; trying again"),
            Err(_) => {}
        }
        let wait = Backoff {
            base: Duration::from_millis(100),
            cap: settings.pace.reconnect,
        }
        .wait(away);
        away = away.saturating_add(1);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    Ok(())
}
