//! Check-ins on their way from the visitor's Confirm to the courier.
//!
//! This module is the kiosk's only user of the outbox and of the handover socket. One thread owns the database and
//! does nothing that can block but write to it; the socket has threads of its own behind bounded queues, so that a
//! courier that hangs, is stopped or floods never delays a Confirm. Everything it has to say comes as [`News`].
//!
//! It knows nothing of screens, content or the visitor's flow.

mod inbox;
mod news;
mod owner;
mod socket;
mod store;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use checkin::{Appointment, ContentProblems, Interpreter, Need, PrivateInterview, Series, Ticket};
use chrono::{DateTime, NaiveDate, Utc};
use stamp::Stamp;
use uuid::Uuid;

use inbox::{Command, Inbox};
pub use news::{FailedBecause, News, OutboxProblem, OutboxReport};

/// Where things are and who speaks.
#[derive(Clone, Debug)]
pub struct DeliveryConfig {
    /// The folder of `outbox.db`.
    pub data_dir: PathBuf,
    /// The path of the handover socket.
    pub socket: PathBuf,
    /// The office's id: letters, digits and hyphens.
    pub office: String,
    /// The kiosk's id: letters, digits and hyphens.
    pub kiosk: String,
    /// The kiosk's series.
    pub series: Series,
    /// The version of the kiosk program.
    pub version: String,
}

/// What the visitor asked for, before it has a number.
#[derive(Clone, Debug)]
pub struct CheckInDraft {
    /// The service's id, or `None` where the visitor would rather not say.
    pub service: Option<String>,
    /// The language of the screen, a BCP 47 tag.
    pub language: String,
    /// The appointment.
    pub appointment: Option<Appointment>,
    /// A private room.
    pub private_interview: Option<PrivateInterview>,
    /// An interpreter.
    pub interpreter: Option<Interpreter>,
    /// Other needs, in the order chosen.
    pub needs: Vec<Need>,
    /// How many people came together, from 1.
    pub party: u16,
    /// The office's calendar day, in its own time zone.
    pub service_day: NaiveDate,
    /// Minutes since midnight in the office's time zone, 0 to 1439.
    pub minutes_since_midnight: u16,
    /// Until when the office promises to speak to them.
    pub promised_by: Option<DateTime<Utc>>,
    /// When Confirm was touched, by the wall clock.
    pub time: DateTime<Utc>,
}

/// The running delivery. Dropping it stores what was already asked for, and stops.
pub struct Delivery {
    inbox: Arc<Inbox>,
    news: Arc<dyn Fn(News) + Send + Sync>,
    owner: Option<JoinHandle<()>>,
    acceptor: Option<JoinHandle<()>>,
    socket: PathBuf,
}

impl Delivery {
    /// Starts. This never fails: an outbox that cannot be opened and a socket that cannot be made are told as
    /// [`News::Outbox`] and tried again every few seconds.
    ///
    /// `clock` tells the moment. `news` is called from the thread that owns the outbox and must not block: it is to
    /// pass the news on and return.
    pub fn start(
        config: DeliveryConfig,
        clock: impl Fn() -> Stamp + Send + 'static,
        news: impl Fn(News) + Send + Sync + 'static,
    ) -> Self {
        let inbox = Arc::new(Inbox::default());
        let news: Arc<dyn Fn(News) + Send + Sync> = Arc::new(news);
        let socket = config.socket.clone();
        let acceptor = {
            let (inbox, socket) = (Arc::clone(&inbox), socket.clone());
            spawn("handover", move || socket::accept(&socket, &inbox))
        };
        let owner = {
            let (inbox, news) = (Arc::clone(&inbox), Arc::clone(&news));
            spawn("outbox", move || {
                owner::run(config, Box::new(clock), &news, &inbox)
            })
        };
        Self {
            inbox,
            news,
            owner,
            acceptor,
            socket,
        }
    }

    /// Gives a number and stores the check-in. [`News::Committed`] or [`News::Failed`] follows with the same
    /// `request`.
    pub fn confirm(&self, request: u64, draft: CheckInDraft) {
        self.ask(
            request,
            Command::Confirm {
                request,
                draft: Box::new(draft),
            },
        );
    }

    /// Takes a check-in back. [`News::Cancelled`] or [`News::Failed`] follows with the same `request`.
    pub fn cancel(&self, request: u64, visit: Uuid, ticket: Ticket, service_day: NaiveDate) {
        self.ask(
            request,
            Command::Cancel {
                request,
                visit,
                ticket,
                service_day,
            },
        );
    }

    /// Lets a held event be sent again; [`News::Outbox`] shows the effect.
    pub fn send_again(&self, id: Uuid) {
        self.inbox.command(Command::SendAgain { id });
    }

    /// What is wrong with the kiosk just now, one plain English sentence each, and with its content folder, for the
    /// queue's staff. The outbox adds its own figures; only the latest call counts.
    pub fn status(&self, problems: Vec<String>, content: ContentProblems) {
        self.inbox.command(Command::Status { problems, content });
    }

    fn ask(&self, request: u64, command: Command) {
        // Without its thread (the system could not start one) nobody would answer.
        if self.owner.as_ref().is_some_and(|owner| !owner.is_finished()) {
            self.inbox.command(command);
        } else {
            (self.news)(News::Failed {
                request,
                reason: FailedBecause::OutboxUnavailable,
            });
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.inbox.stop();
        if let Some(owner) = self.owner.take() {
            // A panic there was told by its own thread already.
            let _ = owner.join();
        }
        if let Some(acceptor) = self.acceptor.take()
            && socket::wake(&self.socket)
        {
            let _ = acceptor.join();
        }
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(body)
        .inspect_err(|error| tracing::error!(%error, thread = name, "a thread could not be started"))
        .ok()
}

#[cfg(test)]
mod tests;
