//! The thread that owns the connection, and the group commit.
//!
//! Work that is waiting when the thread comes round shares one transaction and so one flush to the disk; each piece
//! has a savepoint of its own, so that one that fails takes nothing else with it. Nobody hears of success before the
//! commit.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::StoreError;

/// The most pieces of work in one transaction; it bounds how long the first of them waits for the last.
const GROUP: usize = 64;

/// A piece of work with its way of answering.
trait Job: Send {
    /// Does the work inside the group's transaction.
    fn run(&mut self, db: &Connection) -> Result<(), StoreError>;
    /// Answers, once the group is committed or has failed.
    fn finish(self: Box<Self>, group: Result<(), StoreError>);
}

enum Order {
    Job(Box<dyn Job>),
    /// Move the whole WAL into the database and cut it, so that what was erased is in neither.
    Truncate(oneshot::Sender<Result<(), StoreError>>),
    /// Write a whole copy of the database into an empty file, and flush it to the disk.
    Copy(PathBuf, oneshot::Sender<Result<(), StoreError>>),
    Stop,
}

struct Task<T, F> {
    work: Option<F>,
    outcome: Result<T, StoreError>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> Result<T, StoreError> + Send,
{
    fn run(&mut self, db: &Connection) -> Result<(), StoreError> {
        if let Some(work) = self.work.take() {
            self.outcome = work(db);
        }
        self.outcome.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn finish(self: Box<Self>, group: Result<(), StoreError>) {
        // Whoever asked may have gone: then nobody needs the answer.
        self.answer.send(group.and(self.outcome)).ok();
    }
}

/// The thread and the way to it.
pub(super) struct Worker {
    orders: Sender<Order>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    pub(super) fn start(db: Connection) -> std::io::Result<Self> {
        let (orders, received) = channel();
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || work(&db, &received))?;
        Ok(Self {
            orders,
            thread: Some(thread),
        })
    }

    /// Does some work in the store's thread. It has happened, and durably, if this returns `Ok`; it still happens
    /// if the caller goes away meanwhile.
    pub(super) async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let task = Task {
            work: Some(work),
            outcome: Err(StoreError::Stopped),
            answer,
        };
        self.orders
            .send(Order::Job(Box::new(task)))
            .map_err(|_| StoreError::Stopped)?;
        answered.await.map_err(|_| StoreError::Stopped)?
    }

    /// Empties the WAL into the database.
    pub(super) async fn truncate(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.orders
            .send(Order::Truncate(answer))
            .map_err(|_| StoreError::Stopped)?;
        answered.await.map_err(|_| StoreError::Stopped)?
    }

    /// Copies the database into an empty file.
    pub(super) async fn copy(&self, to: PathBuf) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.orders
            .send(Order::Copy(to, answer))
            .map_err(|_| StoreError::Stopped)?;
        answered.await.map_err(|_| StoreError::Stopped)?
    }

    pub(super) async fn stop(mut self) {
        self.orders.send(Order::Stop).ok();
        if let Some(thread) = self.thread.take() {
            tokio::task::spawn_blocking(move || thread.join()).await.ok();
        }
    }
}

fn work(db: &Connection, orders: &Receiver<Order>) {
    while let Ok(first) = orders.recv() {
        let mut jobs = Vec::new();
        let mut next = Some(first);
        let other = loop {
            match next {
                Some(Order::Job(job)) => jobs.push(job),
                other => break other,
            }
            next = if jobs.len() < GROUP {
                orders.try_recv().ok()
            } else {
                None
            };
        };
        if !jobs.is_empty() {
            run_group(db, jobs);
        }
        match other {
            Some(Order::Truncate(answer)) => {
                answer.send(truncate(db)).ok();
            }
            Some(Order::Copy(to, answer)) => {
                answer.send(copy(db, &to)).ok();
            }
            Some(Order::Stop) => break,
            Some(Order::Job(_)) | None => {}
        }
    }
}

fn run_group(db: &Connection, mut jobs: Vec<Box<dyn Job>>) {
    let group = try_group(db, &mut jobs);
    if let Err(error) = &group {
        tracing::error!(%error, "nothing of this group was stored");
        // A transaction that SQLite has not ended itself must not stay open for the next group.
        if !db.is_autocommit()
            && let Err(error) = db.execute_batch("ROLLBACK")
        {
            tracing::error!(error = %StoreError::from(error), "the transaction could not be ended");
        }
    }
    for job in jobs {
        job.finish(group.clone());
    }
}

fn try_group(db: &Connection, jobs: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    for job in jobs {
        db.execute_batch("SAVEPOINT job")?;
        match job.run(db) {
            Ok(()) => db.execute_batch("RELEASE job")?,
            // A full disk can end the whole transaction, and the work before this one with it.
            Err(error) if db.is_autocommit() => return Err(error),
            Err(_) => db.execute_batch("ROLLBACK TO job; RELEASE job")?,
        }
    }
    db.execute_batch("COMMIT")?;
    Ok(())
}

fn copy(db: &Connection, to: &Path) -> Result<(), StoreError> {
    let name = to
        .to_str()
        .ok_or_else(|| StoreError::Value("a path that is not text".to_owned()))?;
    db.execute("VACUUM INTO ?", [name])?;
    std::fs::File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|_| StoreError::ReadOnly)
}

fn truncate(db: &Connection) -> Result<(), StoreError> {
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 {
        Ok(())
    } else {
        Err(StoreError::Database("the WAL could not be emptied".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(db: &Connection) -> Result<i64, StoreError> {
        Ok(db.query_row("SELECT COUNT(*) FROM t", [], |row| row.get(0))?)
    }

    #[tokio::test]
    async fn work_that_fails_in_a_group_takes_nothing_else_with_it() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE t (x INTEGER NOT NULL)").unwrap();
        let worker = Worker::start(db).unwrap();
        let (release, held) = channel::<()>();
        // The first holds the thread, so that the other three are one group.
        let (first, good, bad, also_good) = tokio::join!(
            worker.run(move |_| {
                held.recv().ok();
                Ok(())
            }),
            worker.run(|db| Ok(db.execute("INSERT INTO t VALUES (1)", [])?)),
            worker.run(|db| {
                db.execute("INSERT INTO t VALUES (2)", [])?;
                Ok(db.execute("INSERT INTO t VALUES (NULL)", [])?)
            }),
            async {
                release.send(()).unwrap();
                worker
                    .run(|db| Ok(db.execute("INSERT INTO t VALUES (3)", [])?))
                    .await
            },
        );
        assert!(first.is_ok() && good.is_ok() && also_good.is_ok());
        assert!(matches!(bad, Err(StoreError::Database(_))));
        assert_eq!(worker.run(counted).await, Ok(2));
        worker.stop().await;
    }

    #[tokio::test]
    async fn a_full_disk_is_said_to_all_and_nothing_is_half_stored() {
        let folder = tempfile::tempdir().unwrap();
        let db = Connection::open(folder.path().join("t.db")).unwrap();
        db.execute_batch("CREATE TABLE t (x BLOB NOT NULL); PRAGMA max_page_count = 4;")
            .unwrap();
        let worker = Worker::start(db).unwrap();
        let full = worker
            .run(|db| Ok(db.execute("INSERT INTO t VALUES (zeroblob(100000))", [])?))
            .await;
        assert_eq!(full, Err(StoreError::Full));
        assert_eq!(worker.run(counted).await, Ok(0));
        assert!(
            worker
                .run(|db| Ok(db.execute("INSERT INTO t VALUES (x'01')", [])?))
                .await
                .is_ok()
        );
        worker.stop().await;
    }
}
