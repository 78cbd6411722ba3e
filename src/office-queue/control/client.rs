//! A command's end: the running service behind its socket, or the store itself where none runs.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};

use super::SOCKET;
use super::line::{LineError, MAX_ANSWER, encode, read};
use super::order::{Answer, Order, carry_out};
use crate::store::{OpenError, Store};

/// How long the service may take to answer. A check of a large database takes seconds.
const ANSWER_TIME: Duration = Duration::from_secs(120);

/// Why a command could not be done; its text is one line for whoever gave it.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// The database could not be opened, and no service answers.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The socket belongs to another user.
    #[error(
        "a service runs here, and this user may not give it orders. Run this as the service's user, or with sudo."
    )]
    NotAllowed,
    /// The running service did not answer as it should.
    #[error("the running service did not answer: {0}. Is it stopping, or of another version? Try again.")]
    NoAnswer(String),
    /// The service refused.
    #[error("{0}")]
    Refused(String),
    /// What came could not be written down.
    #[error("the backup cannot be written: {0}")]
    Write(io::Error),
}

impl From<LineError> for ControlError {
    fn from(error: LineError) -> Self {
        Self::NoAnswer(error.to_string())
    }
}

/// A folder's queue, running or not.
pub enum Queue {
    /// A service runs and is asked.
    Running(Conversation),
    /// None runs: the database is open here until [`Queue::close`].
    Stopped {
        /// The store.
        store: Store,
        /// Its folder.
        data_dir: PathBuf,
    },
}

/// A connection to a running service.
pub struct Conversation {
    reading: BufReader<OwnedReadHalf>,
    writing: OwnedWriteHalf,
}

impl Queue {
    /// Connects to the service that runs on this folder; opens the database where none does.
    ///
    /// # Errors
    /// [`ControlError`].
    pub async fn reach(data_dir: &Path) -> Result<Self, ControlError> {
        if let Some(conversation) = Self::running(data_dir).await? {
            return Ok(Self::Running(conversation));
        }
        Ok(Self::Stopped {
            store: Store::open(data_dir)?,
            data_dir: data_dir.to_owned(),
        })
    }

    /// Connects to the service that runs on this folder, if one does.
    ///
    /// # Errors
    /// [`ControlError::NotAllowed`] where this user may not.
    pub async fn running(data_dir: &Path) -> Result<Option<Conversation>, ControlError> {
        match UnixStream::connect(data_dir.join(SOCKET)).await {
            Ok(stream) => {
                let (reading, writing) = stream.into_split();
                Ok(Some(Conversation {
                    reading: BufReader::new(reading),
                    writing,
                }))
            }
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(ControlError::NotAllowed),
            // No socket, one that was left behind, or a path too long for one: the database's lock decides.
            Err(_) => Ok(None),
        }
    }

    /// Has something done. A refusal is an error here.
    ///
    /// # Errors
    /// [`ControlError`].
    pub async fn order(&mut self, order: Order, now: DateTime<Utc>) -> Result<Answer, ControlError> {
        let answer = match self {
            Self::Running(conversation) => conversation.order(&order).await?,
            Self::Stopped { store, .. } => carry_out(order, store, now).await,
        };
        match answer {
            Answer::Refused { why } => Err(ControlError::Refused(why)),
            other => Ok(other),
        }
    }

    /// Writes a backup.
    ///
    /// # Errors
    /// [`ControlError`]; then what was written is not whole.
    pub async fn backup(
        &mut self,
        to: &mut (impl io::Write + Send),
        now: DateTime<Utc>,
    ) -> Result<(), ControlError> {
        match self {
            Self::Running(conversation) => conversation.backup(to).await,
            Self::Stopped { store, data_dir } => {
                let copy = store
                    .backup(data_dir, now)
                    .await
                    .map_err(|error| ControlError::Refused(error.to_string()))?;
                std::fs::File::open(copy.path())
                    .and_then(|mut file| io::copy(&mut file, to))
                    .map(|_| ())
                    .map_err(ControlError::Write)
            }
        }
    }

    /// Hangs up, or closes the database.
    pub async fn close(self) {
        if let Self::Stopped { store, .. } = self {
            store.close().await;
        }
    }
}

impl Conversation {
    /// Sends an order and reads its answer.
    ///
    /// # Errors
    /// [`ControlError::NoAnswer`].
    pub async fn order(&mut self, order: &Order) -> Result<Answer, ControlError> {
        let line = encode(order)?;
        let answered = async {
            // A service that refuses a user answers without having read; the answer says more than the broken pipe.
            let sent = self.writing.write_all(&line).await;
            match read(&mut self.reading, MAX_ANSWER).await {
                Ok(Some(answer)) => Ok(answer),
                Ok(None) => Err(LineError::Io(
                    sent.err().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()),
                )),
                Err(error) => Err(error),
            }
        };
        match tokio::time::timeout(ANSWER_TIME, answered).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(ControlError::NoAnswer(format!(
                "nothing came for {} seconds",
                ANSWER_TIME.as_secs()
            ))),
        }
    }

    async fn backup(&mut self, to: &mut impl io::Write) -> Result<(), ControlError> {
        let mut left = match self.order(&Order::Backup).await? {
            Answer::Backup { bytes } => bytes,
            Answer::Refused { why } => return Err(ControlError::Refused(why)),
            _ => return Err(LineError::NotAMessage.into()),
        };
        let mut piece = vec![0_u8; 64 * 1024];
        while left > 0 {
            let most = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
            let room = piece.get_mut(..most).unwrap_or_default();
            let read = self.reading.read(room).await.map_err(LineError::Io)?;
            if read == 0 {
                return Err(LineError::Io(io::ErrorKind::UnexpectedEof.into()).into());
            }
            to.write_all(room.get(..read).unwrap_or_default())
                .map_err(ControlError::Write)?;
            left = left.saturating_sub(read as u64);
        }
        Ok(())
    }
}
