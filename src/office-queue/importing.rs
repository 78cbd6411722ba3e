//! Taking lists of appointments over: those that are posted, and those in the drop folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::App;
use crate::appointments::MAX_LIST_BYTES;
use crate::appointments::drop_folder::{DropFolder, Form, Ready};
use crate::arrival::service_day;
use crate::board::Warning;
use crate::shown::shown_word;
use crate::store::{ImportOutcome, Imported, StoreError};

/// How often the drop folder is looked into. A list is read at the second look that sees it unchanged.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The most sources whose troubles are remembered.
const MAX_TROUBLES: usize = 50;

/// Why a list does not count.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It was refused; one sentence for each thing that is wrong, none of which repeats what it says of a visitor.
    #[error("{}", .0.join("; "))]
    Refused(Vec<String>),
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with the last list of each source, until a good one comes.
#[derive(Default)]
pub struct ImportTroubles(Mutex<BTreeMap<(String, String), String>>);

impl ImportTroubles {
    fn set(&self, office: &str, source: &str, trouble: Option<String>) {
        let mut troubles = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (office.to_owned(), source.to_owned());
        match trouble {
            Some(trouble) if troubles.len() < MAX_TROUBLES || troubles.contains_key(&key) => {
                troubles.insert(key, trouble);
            }
            Some(_) => {}
            None => {
                troubles.remove(&key);
            }
        }
    }

    /// A sentence for staff of this office for each source whose last list was refused.
    pub fn of(&self, office: &str) -> Vec<String> {
        let troubles = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        troubles
            .iter()
            .filter(|((of, _), _)| of == office)
            .map(|(_, trouble)| trouble.clone())
            .collect()
    }
}

impl App {
    /// What staff of an office should know of its lists.
    pub(crate) fn import_warnings(&self, office: &str) -> Vec<Warning> {
        let of = self.import_troubles.of(office).into_iter();
        of.map(|text| Warning::new("appointments", text)).collect()
    }

    /// Takes a list over, whole or not at all, and remembers for staff what is wrong with it.
    pub(crate) async fn import(
        &self,
        office: &str,
        source: &str,
        form: Form,
        bytes: &[u8],
    ) -> Result<Imported, ImportError> {
        let outcome = self.try_import(office, source, form, bytes).await;
        let trouble = match &outcome {
            Ok(_) => None,
            Err(ImportError::Refused(why)) => Some(format!(
                "The list of appointments “{}” was not taken over: {}{}",
                shown_word(source),
                why.first().map(String::as_str).unwrap_or_default(),
                match why.len() {
                    0 | 1 => String::new(),
                    more => format!(" (and {} more)", more - 1),
                }
            )),
            // The list is not to blame.
            Err(ImportError::Store(_)) => return outcome,
        };
        self.import_troubles.set(office, source, trouble);
        self.tell_desks();
        outcome
    }

    async fn try_import(
        &self,
        office: &str,
        source: &str,
        form: Form,
        bytes: &[u8],
    ) -> Result<Imported, ImportError> {
        let zone = self.config.office(office).zone;
        let list = form
            .read(bytes, zone)
            .map_err(|faults| ImportError::Refused(faults.lines()))?;
        let today = service_day(self.clock.now(), zone);
        match self
            .store
            .import(office.to_owned(), source.to_owned(), list, today)
            .await?
        {
            ImportOutcome::Imported(imported) => Ok(imported),
            ImportOutcome::TooShort { has, before } => Err(ImportError::Refused(vec![format!(
                "it has {has} appointments where the list before had {before}, as if it had been cut off. If they are \
                 cancelled, list them with the status “cancelled”."
            )])),
        }
    }

    /// Reads the drop folder on a thread of its own until the service stops: the folder may be on a file server that
    /// hangs. Returns at once where there is none.
    pub(crate) async fn keep_importing(self: Arc<Self>) {
        let runtime = tokio::runtime::Handle::current();
        let own_thread = tokio::task::spawn_blocking(move || runtime.block_on(self.keep_looking()));
        // It fails only by a bug, and then everything else goes on.
        own_thread.await.ok();
    }

    async fn keep_looking(self: Arc<Self>) {
        let Some(folder) = self.config.appointments_dir.clone() else {
            return;
        };
        let mut drop_folder = DropFolder::new(folder.clone());
        let mut was_readable = true;
        loop {
            let readable = match self.import_dropped(&mut drop_folder).await {
                Ok(()) => true,
                Err(error) => {
                    if was_readable {
                        tracing::warn!(folder = %folder.display(), %error, "the folder of appointments cannot be read");
                    }
                    false
                }
            };
            was_readable = readable;
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = self.stopped() => return,
            }
        }
    }

    /// One look into the drop folder.
    pub(crate) async fn import_dropped(&self, drop_folder: &mut DropFolder) -> std::io::Result<()> {
        let offices = match self.offices().await {
            Ok(offices) => offices.into_iter().map(|office| office.id).collect::<Vec<_>>(),
            Err(_) => return Err(std::io::Error::other("the offices are not known at the moment")),
        };
        for list in drop_folder.look(&offices)? {
            self.import_ready(drop_folder, &list).await;
        }
        Ok(())
    }

    async fn import_ready(&self, drop_folder: &mut DropFolder, list: &Ready) {
        let outcome = match &list.bytes {
            Some(bytes) => self.import(&list.office, &list.source, list.form, bytes).await,
            None => Err(ImportError::Refused(vec![format!(
                "it is larger than {MAX_LIST_BYTES} bytes, which no list of appointments is"
            )])),
        };
        let file = Path::new(&list.source).display();
        match outcome {
            Ok(imported) => {
                tracing::info!(
                    %file,
                    appointments = imported.appointments,
                    cancelled = imported.cancelled + imported.withdrawn,
                    "a list of appointments counts now"
                );
                if let Err(error) = drop_folder.taken(list) {
                    tracing::warn!(%file, %error, "a list of appointments was read and cannot be removed");
                }
            }
            Err(ImportError::Refused(why)) => {
                tracing::warn!(%file, why = %why.join("; "), "a list of appointments was refused");
                if let Err(error) = drop_folder.refused(list, &why) {
                    tracing::warn!(%file, %error, "the reason could not be written beside the list");
                }
            }
            // Tried again at the next look.
            Err(ImportError::Store(error)) => {
                tracing::warn!(%file, %error, "a list of appointments could not be stored; trying again");
            }
        }
    }
}
