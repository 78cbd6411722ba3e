//! What the system's service manager is told: ready, stopping, still alive. See sd_notify(3).
//!
//! It is one datagram to a socket that the environment names; where it names none, nothing is said. What cannot be sent
//! is not tried again: the service manager then acts by its own time limits.

use std::ffi::OsString;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::Arc;
use std::time::Duration;

use crate::app::App;

/// How long the store may take to answer before it counts as hung, beside the watchdog's own time.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Says that requests are answered from now on.
pub fn ready() {
    say("READY=1");
}

/// Says that the service is stopping.
pub fn stopping() {
    say("STOPPING=1");
}

fn say(state: &str) {
    if let Some(socket) = std::env::var_os("NOTIFY_SOCKET") {
        tell(&socket, state).ok();
    }
}

fn tell(socket: &OsString, state: &str) -> std::io::Result<()> {
    let address = match socket.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name)?,
        None => SocketAddr::from_pathname(socket)?,
    };
    let sender = UnixDatagram::unbound()?;
    sender.set_nonblocking(true)?;
    sender.send_to_addr(state.as_bytes(), &address).map(drop)
}

/// How often the watchdog wants to hear from this process, halved as sd_watchdog_enabled(3) advises.
fn watchdog_pace(usec: Option<&str>, pid: Option<&str>) -> Option<Duration> {
    if pid.is_some_and(|pid| pid != std::process::id().to_string()) {
        return None;
    }
    let usec: u64 = usec?.parse().ok()?;
    (usec > 0).then(|| Duration::from_micros(usec) / 2)
}

impl App {
    /// Tells the watchdog that the service lives for as long as its store answers, until the service stops.
    pub(crate) async fn keep_watchdog_quiet(self: Arc<Self>) {
        let usec = std::env::var("WATCHDOG_USEC").ok();
        let pid = std::env::var("WATCHDOG_PID").ok();
        let Some(pace) = watchdog_pace(usec.as_deref(), pid.as_deref()) else {
            return;
        };
        loop {
            match tokio::time::timeout(ANSWER_TIME, self.store.answers()).await {
                Ok(Ok(())) => say("WATCHDOG=1"),
                _ => tracing::warn!("the store does not answer; the watchdog is not told that all is well"),
            }
            tokio::select! {
                () = tokio::time::sleep(pace) => {}
                () = self.stopped() => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_reaches_a_socket_by_path_and_by_abstract_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let name = format!("office-queue-test-{}", std::process::id());
        let sockets = [
            (UnixDatagram::bind(&path).unwrap(), path.clone().into_os_string()),
            (
                UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap(),
                OsString::from(format!("@{name}")),
            ),
        ];
        for (socket, named) in sockets {
            tell(&named, "READY=1").unwrap();
            let mut heard = [0_u8; 64];
            let length = socket.recv(&mut heard).unwrap();
            assert_eq!(&heard[..length], b"READY=1");
        }
    }

    #[test]
    fn the_watchdog_hears_twice_in_its_time_and_only_from_the_process_it_means() {
        let own = std::process::id().to_string();
        let half = Some(Duration::from_secs(30));
        assert_eq!(watchdog_pace(Some("60000000"), None), half);
        assert_eq!(watchdog_pace(Some("60000000"), Some(&own)), half);
        assert_eq!(watchdog_pace(Some("60000000"), Some("1")), None);
        for none in [None, Some("0"), Some("soon")] {
            assert_eq!(watchdog_pace(none, None), None);
        }
    }
}
