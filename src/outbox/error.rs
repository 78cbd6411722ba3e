//! What can go wrong with the outbox, as its owner has to tell it apart.

use std::io;

use checkin::EventError;
use rusqlite::ErrorCode;

/// Why the outbox could not be opened. Each is worth another attempt some seconds later.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("another process has the outbox open")]
    InUse,
    /// Written by a newer version of this program; nothing in it was touched.
    #[error(
        "the outbox has schema {found}, and this version knows none above {known}: install the newer version"
    )]
    NewerSchema {
        /// The schema of the file.
        found: i64,
        /// The newest that this version knows.
        known: i64,
    },
    /// The file or its file system cannot be written to.
    #[error("the outbox cannot be written to: the disk or the file is read-only")]
    ReadOnly,
    /// No room left.
    #[error("no room left on the disk of the outbox")]
    Full,
    /// Damaged, and it could not be set aside either.
    #[error("the outbox is damaged and could not be set aside: {0}")]
    SetAside(#[source] io::Error),
    /// Its folder cannot be made or written to.
    #[error("the folder of the outbox cannot be used: {0}")]
    Folder(#[source] io::Error),
    /// Anything else that SQLite reports, such as an input or output error of the disk.
    #[error("the outbox cannot be opened: {0}")]
    Sqlite(String),
}

/// Why something could not be stored or read. Nothing was stored then; the owner drops the outbox and opens it
/// again, which finds damage and sets it aside.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database turned out damaged.
    #[error("the outbox is damaged: {0}")]
    Damaged(String),
    /// The file or its file system has become read-only.
    #[error("the outbox has become read-only")]
    ReadOnly,
    /// No room left.
    #[error("no room left on the disk of the outbox")]
    Full,
    /// The event cannot be written, or is larger than a queue takes.
    #[error("the event cannot be stored: {0}")]
    Event(#[from] EventError),
    /// The event is larger than a queue takes, in bytes.
    #[error("the event has {0} bytes, more than a queue takes")]
    TooLarge(usize),
    /// The event does not carry the number that was given for it.
    #[error("the event does not carry the ticket and the service day it was made for")]
    WrongTicket,
    /// Every number a ticket can spell was given on this day.
    #[error("every number of this service day was given")]
    NumbersUsedUp,
    /// Anything else that SQLite reports.
    #[error("the outbox failed: {0}")]
    Sqlite(String),
}

impl StoreError {
    /// Whether opening the outbox again could help. A faulty event would be as faulty again.
    pub fn is_of_the_database(&self) -> bool {
        matches!(
            self,
            Self::Damaged(_) | Self::ReadOnly | Self::Full | Self::Sqlite(_)
        )
    }
}

/// Whether the error says that the bytes of the database are not what SQLite wrote.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
        // A column of another type than the STRICT tables allow can only come from damage.
        || matches!(
            error,
            rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
        )
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            _ if is_damage(&error) => Self::Damaged(error.to_string()),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Sqlite(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Sqlite(error.to_string()),
        }
    }
}
