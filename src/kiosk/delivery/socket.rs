//! The handover socket: one thread that accepts, and for each connection one that reads and one that writes.
//!
//! Who may connect is decided by the socket file's mode (owner and group only). What comes in is bounded, and the
//! thread that owns the outbox never waits for any of these.

use std::fs::{self, Permissions};
use std::io::{self, BufReader, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use handover::{PROTOCOL, ToScreen};

use super::inbox::{Courier, FromCourier, Inbox};
use super::spawn;
use super::window::{KEPT_FOR_FRESH, WINDOW};

/// How long a new connection may take to say hello.
const HELLO_TIMEOUT: Duration = Duration::from_secs(5);

/// How long to wait before trying again to make the socket.
const RETRY: Duration = Duration::from_secs(5);

/// Connections at a time. There is one courier; the rest is room for its successor and for a test of who listens.
const MAX_CONNECTIONS: usize = 8;

/// Lines that may wait for the writing thread: a whole window twice over, since events are also taken back.
const MAX_LINES: usize = 2 * (WINDOW + KEPT_FOR_FRESH);

/// Accepts couriers until the delivery stops.
pub(super) fn accept(path: &Path, inbox: &Arc<Inbox>) {
    let mut told: Option<String> = None;
    let listener = loop {
        match bind(path) {
            Ok(listener) => break listener,
            Err(error) => {
                let detail = format!("{}: {error}", path.display());
                if told.as_ref() != Some(&detail) {
                    tracing::error!(%error, socket = %path.display(), "the handover socket cannot be made; trying again");
                    told = Some(detail.clone());
                    inbox.courier(FromCourier::Socket(Some(detail)));
                }
            }
        }
        for _ in 0..RETRY.as_millis() / 100 {
            std::thread::sleep(Duration::from_millis(100));
            if inbox.is_stopped() {
                return;
            }
        }
    };
    inbox.courier(FromCourier::Socket(None));
    serve(&listener, inbox);
    // The file is ours, and the next start would find it stale. It may be gone already.
    let _ = fs::remove_file(path);
}

fn serve(listener: &UnixListener, inbox: &Arc<Inbox>) {
    let open = Arc::new(AtomicUsize::new(0));
    let mut number = 0;
    loop {
        let accepted = listener.accept();
        if inbox.is_stopped() {
            return;
        }
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a courier could not be let in");
                std::thread::sleep(Duration::from_secs(1));
                continue;
            }
        };
        if open.load(Ordering::Relaxed) >= MAX_CONNECTIONS {
            tracing::warn!("too many connections to the handover socket");
            continue;
        }
        number += 1;
        open.fetch_add(1, Ordering::Relaxed);
        let (thread_inbox, thread_open) = (Arc::clone(inbox), Arc::clone(&open));
        let reader = spawn("courier-reader", move || {
            converse(stream, number, &thread_inbox);
            thread_open.fetch_sub(1, Ordering::Relaxed);
        });
        if reader.is_none() {
            open.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Wakes the accepting thread, so that it sees that the delivery has stopped. False if it cannot be reached: then
/// it is not listening, or somebody has removed the socket's file, and nobody should wait for it.
pub(super) fn wake(path: &Path) -> bool {
    UnixStream::connect(path).is_ok()
}

/// Makes the socket. A file that is left of an earlier run is replaced, but only if it is a socket and nobody
/// listens on it.
fn bind(path: &Path) -> io::Result<UnixListener> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.file_type().is_socket() => {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "a file that is no socket is in its place",
            ));
        }
        Ok(_) => match UnixStream::connect(path) {
            Ok(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::AddrInUse,
                    "another kiosk program listens on it",
                ));
            }
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path)?,
            Err(error) => return Err(error),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let listener = UnixListener::bind(path)?;
    // Owner and group: on the image the courier is another user of the same group.
    fs::set_permissions(path, Permissions::from_mode(0o660))?;
    Ok(listener)
}

/// Reads one connection to its end.
fn converse(stream: UnixStream, number: u64, inbox: &Arc<Inbox>) {
    match greet(&stream, number) {
        Ok((courier, version, writer)) => {
            let write_to = stream.try_clone();
            let writing = write_to
                .ok()
                .and_then(|stream| spawn("courier-writer", move || write(stream, &writer)));
            if writing.is_some() && inbox.courier(FromCourier::Arrived(courier, version)) {
                listen(stream, number, inbox);
                inbox.courier(FromCourier::Left { number });
            }
        }
        // Also a kiosk program that looked whether anybody listens here.
        Err(problem) => tracing::debug!(problem, "a connection to the handover socket was not a courier's"),
    }
}

/// The courier that said hello, its version, and what is to be written to it.
fn greet(stream: &UnixStream, number: u64) -> Result<(Courier, String, Receiver<Vec<u8>>), String> {
    let said = |error: io::Error| error.to_string();
    stream.set_read_timeout(Some(HELLO_TIMEOUT)).map_err(said)?;
    // One byte at a time up to the end of the line, so that nothing after the hello is taken with it.
    let mut first = BufReader::with_capacity(1, stream);
    let version = match handover::read::<ToScreen>(&mut first).map_err(|error| error.to_string())? {
        Some(ToScreen::Hello {
            protocol: PROTOCOL,
            version,
        }) => {
            tracing::info!(version, "a courier has come");
            version
        }
        Some(ToScreen::Hello { protocol, version }) => {
            tracing::error!(
                protocol,
                version,
                "a courier of another version was refused; install both together"
            );
            return Err("another protocol".to_owned());
        }
        Some(_) => return Err("no hello".to_owned()),
        None => return Err("nothing said".to_owned()),
    };
    stream.set_read_timeout(None).map_err(said)?;
    let (lines, writer) = sync_channel(MAX_LINES);
    Ok((
        Courier {
            number,
            lines,
            stream: stream.try_clone().map_err(said)?,
        },
        version,
        writer,
    ))
}

fn listen(stream: UnixStream, number: u64, inbox: &Arc<Inbox>) {
    let mut stream = BufReader::new(stream);
    loop {
        match handover::read::<ToScreen>(&mut stream) {
            Ok(Some(message)) => {
                if !inbox.courier(FromCourier::Said { number, message }) {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "the courier's connection was ended");
                return;
            }
        }
    }
}

/// Writes lines until the owner lets go of the connection or it fails. This thread may wait as long as a stopped
/// courier likes: the owner shuts the connection when another one comes.
fn write(mut stream: UnixStream, lines: &Receiver<Vec<u8>>) {
    for line in lines {
        if stream.write_all(&line).is_err() {
            break;
        }
    }
    // So that the reading thread ends with it.
    let _ = stream.shutdown(std::net::Shutdown::Both);
}
