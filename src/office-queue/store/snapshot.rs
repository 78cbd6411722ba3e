//! Copies of the running database, and its check.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{OpenError, Store, StoreError, newest, prepare};

/// A copy that is being made; it lies in the data folder and is removed once it is handed on.
const COPY_NAME: &str = "queue.db.copy";

/// What a look at a database found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Its schema.
    pub schema: u32,
    /// The newest schema this version knows.
    pub known: u32,
    /// What SQLite's integrity check complains of; empty where all is well.
    pub complaints: Vec<String>,
}

/// A whole copy of the database in a file of its own, which is removed when this is dropped.
pub struct Copy {
    path: PathBuf,
}

impl Copy {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // One that cannot be removed now is removed before the next copy is made.
        std::fs::remove_file(&self.path).ok();
    }
}

impl Store {
    /// Makes a copy of the database as it is between two groups of work. It holds no erased bytes: SQLite writes it
    /// anew from what is there.
    ///
    /// # Errors
    /// [`StoreError`]; then there is no copy.
    pub async fn copy(&self, data_dir: &Path) -> Result<Copy, StoreError> {
        let path = data_dir.join(COPY_NAME);
        remove_if_there(&path).map_err(|_| StoreError::ReadOnly)?;
        // SQLite writes into an empty file that is there, and so into one that only this user can read.
        super::own_file(&path).map_err(|_| StoreError::ReadOnly)?;
        let copy = Copy { path };
        self.worker.copy(copy.path.clone()).await?;
        Ok(copy)
    }

    /// Checks the database, without stopping anything.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read at all.
    pub async fn health(&self) -> Result<Health, StoreError> {
        self.worker.run(health).await
    }

    /// Checks the database of a folder in which no service runs. Nothing is migrated. `None`: there is none yet.
    ///
    /// # Errors
    /// [`OpenError`] where it cannot be opened, or a service runs.
    pub fn health_of(file: &Path) -> Result<Option<Health>, OpenError> {
        if !file.exists() {
            return Ok(None);
        }
        let unusable = |error: rusqlite::Error| OpenError::from_sqlite(file, error);
        let db = Connection::open(file).map_err(unusable)?;
        prepare(&db).map_err(unusable)?;
        health(&db).map(Some).map_err(|error| OpenError::Unusable {
            file: file.to_owned(),
            error,
        })
    }
}

fn health(db: &Connection) -> Result<Health, StoreError> {
    let schema = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut statement = db.prepare("PRAGMA integrity_check(20)")?;
    let lines: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(Health {
        schema,
        known: newest(),
        complaints: lines.into_iter().filter(|line| line != "ok").collect(),
    })
}

/// Removes the copy that a killed process may have left: nobody would erase its details with the day.
pub(super) fn remove_left_over(data_dir: &Path) {
    // What cannot be removed is replaced by the next copy.
    remove_if_there(&data_dir.join(COPY_NAME)).ok();
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
