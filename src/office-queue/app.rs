//! What the service's requests share: configuration, tokens, store and clock. And its one chore, erasing.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, header};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::accounts::Verifier;
use crate::arrival::service_day;
use crate::attempts::Attempts;
use crate::boards::Boards;
use crate::clock::Clock;
use crate::config::Config;
use crate::display_page::DisplayPage;
use crate::importing::ImportTroubles;
use crate::in_progress::InProgress;
use crate::office::Office;
use crate::problem::{Refusable, Refusal};
use crate::queue_answer::QueueAnswers;
use crate::speech::Speech;
use crate::store::{AuditEntry, Store, StoreError};
use crate::token::{KioskId, Tokens};

/// How often it is looked whether an office's day has ended.
const ERASE_EVERY: Duration = Duration::from_secs(300);

/// What the service's requests share.
pub struct App {
    pub(crate) config: Config,
    pub(crate) tokens: Tokens,
    import_tokens: Tokens,
    pub(crate) display_tokens: Tokens,
    pub(crate) display_page: DisplayPage,
    pub(crate) speech: Speech,
    pub(crate) import_troubles: ImportTroubles,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) in_progress: InProgress,
    pub(crate) queue_answers: QueueAnswers,
    pub(crate) passwords: Verifier,
    pub(crate) attempts: Attempts,
    /// Changes whenever a session may have ended before its time.
    sessions_ended: watch::Sender<()>,
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
            import_tokens: Tokens::for_imports(&config.data_dir),
            display_tokens: Tokens::for_displays(&config.data_dir),
            display_page: DisplayPage::new(&config.language),
            speech: Speech::default(),
            import_troubles: ImportTroubles::default(),
            config,
            store,
            clock,
            in_progress: InProgress::default(),
            queue_answers: QueueAnswers::default(),
            passwords: Verifier::default(),
            attempts: Attempts::default(),
            sessions_ended: watch::Sender::new(()),
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

    /// Says that a session may have ended before its time.
    pub(crate) fn tell_sessions(&self) {
        self.sessions_ended.send_replace(());
    }

    /// Hears whenever a session may have ended before its time.
    pub(crate) fn session_ends(&self) -> watch::Receiver<()> {
        self.sessions_ended.subscribe()
    }

    /// Writes in the audit log what was done. What cannot be written is said in the service's own log: the action
    /// itself has happened.
    pub(crate) async fn record(&self, office: &str, account: Option<&str>, action: &str, visit: Option<i64>) {
        let entry = AuditEntry {
            at: self.clock.now(),
            office: office.to_owned(),
            account: account.map(str::to_owned),
            action: action.to_owned(),
            visit,
        };
        if let Err(error) = self.store.record(entry).await {
            tracing::error!(%error, action, "an entry of the audit log could not be written");
        }
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
        let token = bearer(headers).ok_or_else(|| {
            Refusal::unauthorised("Send the kiosk's token as `Authorization: Bearer <token>`.")
        })?;
        self.tokens
            .holder(token)?
            .ok_or_else(|| Refusal::unauthorised("This token is not known here."))
    }

    /// The importer whose token came with a request; its name stands where a kiosk's would.
    pub(crate) fn importer(&self, headers: &HeaderMap) -> Refusable<KioskId> {
        let token = bearer(headers).ok_or_else(|| {
            Refusal::unauthorised("Send the import token as `Authorization: Bearer <token>`.")
        })?;
        match self.import_tokens.holder(token)? {
            Some(importer) => Ok(importer),
            None if self.tokens.holder(token)?.is_some() => Err(Refusal::forbidden(
                "This is a kiosk's token, and kiosks do not import appointments.",
            )),
            None => Err(Refusal::unauthorised("This token is not known here.")),
        }
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
            if self.store.end_before(id.clone(), today, now).await? > 0 {
                self.tell_desks();
            }
            let keep_from = today - chrono::Days::new(self.config.keep_details_days.into());
            let erased = self.store.erase_before(id, keep_from).await?;
            if erased > 0 {
                tracing::info!(visits = erased, "erased the details of visits of earlier days");
                *wal_is_clean = false;
                self.speech.forget_all();
                self.tell_desks();
            }
        }
        for id in self.store.offices_with_appointments().await? {
            let today = service_day(now, self.config.office(&id).zone);
            let erased = self.store.erase_appointments_before(id, today).await?;
            if erased > 0 {
                tracing::info!(appointments = erased, "erased appointments of earlier days");
                *wal_is_clean = false;
            }
        }
        self.store.forget_ids(now).await?;
        self.store.erase_sessions(now).await?;
        let keep_audit = TimeDelta::days(self.config.keep_audit_days.into());
        if self.store.erase_audit(now - keep_audit).await? > 0 {
            *wal_is_clean = false;
        }
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

    /// Reads the voices at the start, unless the service stops first.
    pub(crate) async fn prepare_speech(self: Arc<Self>) {
        tokio::select! {
            () = self.speech.prepare() => {}
            () = self.stopped() => {}
        }
    }

    /// Closes the store, once nothing else uses the service.
    pub(crate) async fn close(self) {
        self.store.close().await;
    }
}

/// The token of a request.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
