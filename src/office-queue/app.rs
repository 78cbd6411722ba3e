//! What the service's requests share: configuration, tokens, store and clock. And its one chore, erasing.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::arrival::service_day;
use crate::boards::Boards;
use crate::clock::Clock;
use crate::config::Config;
use crate::in_progress::InProgress;
use crate::office::Office;
use crate::problem::{Refusable, Refusal};
use crate::queue_answer::QueueAnswers;
use crate::store::{Store, StoreError};
use crate::token::{KioskId, Tokens};

/// How often it is looked whether an office's day has ended.
const ERASE_EVERY: Duration = Duration::from_secs(300);

/// What the service's requests share.
pub struct App {
    pub(crate) config: Config,
    pub(crate) tokens: Tokens,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) in_progress: InProgress,
    pub(crate) queue_answers: QueueAnswers,
    /// Grows whenever something on the desk page may have changed.
    changed: watch::Sender<u64>,
    pub(crate) boards: Boards,
    /// Turns true once the service is to stop.
    stopping: watch::Sender<bool>,
}

impl App {
    /// The service over an open store.
    pub fn new(config: Config, store: Store, clock: Clock) -> Self {
        Self {
            tokens: Tokens::of(&config.data_dir),
            config,
            store,
            clock,
            in_progress: InProgress::default(),
            queue_answers: QueueAnswers::default(),
            changed: watch::Sender::new(0),
            boards: Boards::default(),
            stopping: watch::Sender::new(false),
        }
    }

    /// Says that something on the desk page may have changed.
    pub(crate) fn tell_desks(&self) {
        self.changed.send_modify(|changes| *changes += 1);
    }

    /// Hears whenever something on the desk page may have changed; the value is how often it has.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Ends what would never end by itself.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Returns once the service is to stop.
    pub(crate) fn stopped(&self) -> impl Future<Output = ()> + use<> {
        let mut stopping = self.stopping.subscribe();
        async move {
            // An error means that the service is gone, which is a stop too.
            stopping.wait_for(|stopping| *stopping).await.ok();
        }
    }

    /// The kiosk whose token came with a request.
    pub(crate) fn kiosk(&self, headers: &HeaderMap) -> Refusable<KioskId> {
        let missing = || Refusal::unauthorised("Send the kiosk's token as `Authorization: Bearer <token>`.");
        let value = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .ok_or_else(missing)?;
        let (scheme, token) = value.split_once(' ').ok_or_else(missing)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(missing());
        }
        self.tokens
            .holder(token.trim())?
            .ok_or_else(|| Refusal::unauthorised("This token is not known here."))
    }

    /// Every office there is: listed, with a token, or with visits; the listed ones first.
    pub(crate) async fn offices(&self) -> Result<Vec<Office>, Refusal> {
        let mut offices = self.config.offices.clone();
        let with_tokens = self.tokens.kiosks()?.into_iter().map(|kiosk| kiosk.office);
        for id in with_tokens.chain(self.store.offices().await?) {
            if !offices.iter().any(|office| office.id == id) {
                offices.push(self.config.office(&id));
            }
        }
        Ok(offices)
    }

    /// Erases what is due now. `wal_is_clean` says whether the WAL is known to hold nothing erased; it is kept by the
    /// caller, so that a WAL that could not be emptied is tried again.
    pub(crate) async fn erase(&self, now: DateTime<Utc>, wal_is_clean: &mut bool) -> Result<(), StoreError> {
        for id in self.store.offices().await? {
            let today = service_day(now, self.config.office(&id).zone);
            let erased = self.store.erase_before(id, today).await?;
            if erased > 0 {
                tracing::info!(visits = erased, "erased the details of visits of earlier days");
                *wal_is_clean = false;
                self.tell_desks();
            }
        }
        self.store.forget_ids(now).await?;
        if !*wal_is_clean {
            self.store.empty_wal().await?;
            *wal_is_clean = true;
        }
        Ok(())
    }

    /// Erases at the start and then as each office's day ends, until the service stops.
    pub(crate) async fn keep_erasing(self: Arc<Self>) {
        // A crash may have come between the erasing and the emptying of the WAL.
        let mut wal_is_clean = false;
        loop {
            if let Err(error) = self.erase(self.clock.now(), &mut wal_is_clean).await {
                tracing::error!(%error, "details of earlier days could not be erased; trying again in five minutes");
            }
            tokio::select! {
                () = tokio::time::sleep(ERASE_EVERY) => {}
                () = self.stopped() => return,
            }
        }
    }

    /// Closes the store, once nothing else uses the service.
    pub(crate) async fn close(self) {
        self.store.close().await;
    }
}
