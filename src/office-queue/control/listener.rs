//! The running service's end of the control socket.

use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

use super::line::{MAX_ORDER, encode, read};
use super::order::{Answer, Order, carry_out};
use super::{SOCKET, line::LineError};
use crate::app::App;

/// The most commands at once; more wait.
const AT_ONCE: usize = 4;

/// How long a command may take to say what it wants, or to take an answer.
const LINE_TIME: Duration = Duration::from_secs(30);

/// How long a command may take to take a whole backup.
const BACKUP_TIME: Duration = Duration::from_secs(600);

/// How long to wait after a connection could not be accepted.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

impl App {
    /// Answers commands at the control socket until the service stops. Without the socket the service goes on: only
    /// commands are lost.
    pub(crate) async fn keep_answering_commands(self: Arc<Self>) {
        let path = self.config.data_dir.join(SOCKET);
        let listener = match bind(&path) {
            Ok(listener) => listener,
            Err(error) => {
                tracing::warn!(
                    socket = %path.display(), %error,
                    "the control socket cannot be opened; commands such as `backup` need the service stopped"
                );
                return;
            }
        };
        let slots = Arc::new(Semaphore::new(AT_ONCE));
        // One copy is made at a time, since each has the same name.
        let copying = Arc::new(Mutex::new(()));
        let mut commands = JoinSet::new();
        loop {
            let accepted = async {
                let slot = Arc::clone(&slots).acquire_owned().await.ok();
                (listener.accept().await, slot)
            };
            let (accepted, slot) = tokio::select! {
                accepted = accepted => accepted,
                () = self.stopped() => break,
            };
            while commands.try_join_next().is_some() {}
            match accepted {
                Ok((stream, _)) => {
                    let (app, copying) = (Arc::clone(&self), Arc::clone(&copying));
                    commands.spawn(async move {
                        if let Err(error) = converse(&app, stream, &copying).await {
                            tracing::debug!(%error, "a command's connection ended early");
                        }
                        drop(slot);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a command could not be heard");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
        commands.shutdown().await;
        // It may have been removed by others; then there is nothing left to do.
        std::fs::remove_file(&path).ok();
    }
}

/// Opens the socket for this user. What lies there is of a service that was killed: this one holds the database.
fn bind(path: &Path) -> io::Result<UnixListener> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Whether a user may give orders: the service's own, and root, who can read the database anyway.
fn may_order(user: u32, own: u32) -> bool {
    user == own || user == 0
}

async fn converse(app: &App, stream: UnixStream, copying: &Mutex<()>) -> Result<(), LineError> {
    let user = stream.peer_cred()?.uid();
    let (reading, mut writing) = stream.into_split();
    if !may_order(user, rustix::process::geteuid().as_raw()) {
        tracing::warn!(
            user,
            "another user of this machine was refused at the control socket"
        );
        let why = "this is for the service's own user and root".to_owned();
        return send(&mut writing, &encode(&Answer::Refused { why })?).await;
    }
    let mut reading = BufReader::new(reading);
    loop {
        let order = match timely(read::<Order>(&mut reading, MAX_ORDER)).await {
            Ok(Some(order)) => order,
            Ok(None) => return Ok(()),
            Err(LineError::Io(error)) => return Err(error.into()),
            Err(other) => {
                let why =
                    format!("{other}. Command and service must be of one version: restart the service.");
                return send(&mut writing, &encode(&Answer::Refused { why })?).await;
            }
        };
        if order == Order::Backup {
            let _one = copying.lock().await;
            send_backup(app, &mut writing).await?;
            continue;
        }
        let ends_sessions = order.ends_sessions();
        let answer = carry_out(order, &app.store, app.clock.now()).await;
        if ends_sessions {
            app.tell_sessions();
        }
        send(&mut writing, &encode(&answer)?).await?;
    }
}

async fn send_backup(app: &App, writing: &mut (impl AsyncWriteExt + Unpin)) -> Result<(), LineError> {
    let copy = match app.store.backup(&app.config.data_dir, app.clock.now()).await {
        Ok(copy) => copy,
        Err(error) => {
            let why = error.to_string();
            return send(writing, &encode(&Answer::Refused { why })?).await;
        }
    };
    let mut file = tokio::fs::File::open(copy.path()).await?;
    let bytes = file.metadata().await?.len();
    send(writing, &encode(&Answer::Backup { bytes })?).await?;
    match tokio::time::timeout(BACKUP_TIME, tokio::io::copy(&mut file, writing)).await {
        Ok(copied) => copied.map(|_| ()).map_err(LineError::Io),
        Err(_) => Err(LineError::Io(io::ErrorKind::TimedOut.into())),
    }
}

async fn send(writing: &mut (impl AsyncWriteExt + Unpin), line: &[u8]) -> Result<(), LineError> {
    timely(async { writing.write_all(line).await.map_err(LineError::Io) }).await
}

async fn timely<T>(what: impl Future<Output = Result<T, LineError>>) -> Result<T, LineError> {
    match tokio::time::timeout(LINE_TIME, what).await {
        Ok(outcome) => outcome,
        Err(_) => Err(LineError::Io(io::ErrorKind::TimedOut.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_services_own_user_and_root_may_give_orders() {
        assert!(may_order(999, 999) && may_order(0, 999));
        assert!(!may_order(1000, 999) && !may_order(65534, 0));
    }
}
