//! The accept loop: connections with time limits, a cap on their number, and an orderly end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::task::JoinHandle;

use crate::app::App;
use crate::http::router;
use crate::tls::Tls;

mod connection;

/// The most connections at once; more wait to be accepted. An office has a few kiosks and desks.
const MAX_CONNECTIONS: usize = 256;

/// How long requests under way may take after the service was told to stop.
const STOP_TIME: Duration = Duration::from_secs(5);

/// How long to wait after a connection could not be accepted, so that a lack of file handles does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How often it is looked whether the certificate's files have changed.
const CERTIFICATE_CHECKED: Duration = Duration::from_secs(60);

/// A service that is running.
pub struct Running {
    address: SocketAddr,
    reload: Arc<Notify>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Starts the service on a listening socket, with TLS where it is given.
    ///
    /// # Errors
    /// Where the socket has no address.
    pub fn start(app: App, listener: TcpListener, tls: Option<Tls>) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let reload = Arc::new(Notify::new());
        let task = tokio::spawn(serve(
            app,
            listener,
            tls.map(Arc::new),
            Arc::clone(&reload),
            stopped,
        ));
        Ok(Self {
            address,
            reload,
            stop,
            task,
        })
    }

    /// Reads the certificate's files again now, if they have changed.
    pub fn reload(&self) {
        self.reload.notify_one();
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it: no new connections, requests under way are answered, the store is closed.
    pub async fn stop(self) {
        // Either may have ended before; then there is nothing left to stop.
        self.stop.send(()).ok();
        self.task.await.ok();
    }
}

async fn serve(
    app: App,
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    reload: Arc<Notify>,
    mut stop: oneshot::Receiver<()>,
) {
    let app = Arc::new(app);
    let erasing = tokio::spawn(Arc::clone(&app).keep_erasing());
    let importing = tokio::spawn(Arc::clone(&app).keep_importing());
    let commands = tokio::spawn(Arc::clone(&app).keep_answering_commands());
    let watchdog = tokio::spawn(Arc::clone(&app).keep_watchdog_quiet());
    let voices = tokio::spawn(Arc::clone(&app).prepare_speech());
    let renewing = tls
        .clone()
        .map(|tls| tokio::spawn(keep_certificate(tls, reload, app.stopped())));
    let routes = router(&app);
    let graceful = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = async {
            let slot = Arc::clone(&slots).acquire_owned().await.ok();
            (listener.accept().await, slot)
        };
        let (accepted, slot) = tokio::select! {
            accepted = accepted => accepted,
            _ = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        if tls.is_none() && !app.config.may_speak_plainly(peer.ip()) {
            tracing::debug!("a connection from elsewhere than the trusted proxies is closed");
            continue;
        }
        let served = connection::serve(stream, peer.ip(), tls.clone(), routes.clone(), graceful.watcher());
        tokio::spawn(async move {
            served.await;
            drop(slot);
        });
    }
    drop(listener);
    app.stop();
    if tokio::time::timeout(STOP_TIME, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests were still under way and are cut off");
    }
    erasing.await.ok();
    importing.await.ok();
    commands.await.ok();
    watchdog.await.ok();
    voices.await.ok();
    if let Some(renewing) = renewing {
        renewing.await.ok();
    }
    drop(routes);
    close(app).await;
}

/// Keeps the certificate as its files are: they are renewed by others, every few weeks.
async fn keep_certificate(tls: Arc<Tls>, reload: Arc<Notify>, stopped: impl Future<Output = ()>) {
    let mut stopped = std::pin::pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => return,
            () = reload.notified() => {}
            () = tokio::time::sleep(CERTIFICATE_CHECKED) => {}
        }
        match tls.reload() {
            Ok(true) => tracing::info!("the certificate was read again"),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the new certificate cannot be used; the former one stays"),
        }
    }
}

/// Closes the store. A connection that was cut off may hold it still; then it is closed as the program ends, and
/// what was answered is on the disk in any case.
async fn close(app: Arc<App>) {
    match Arc::try_unwrap(app) {
        Ok(app) => app.close().await,
        Err(_) => tracing::warn!("the store is left to be closed by the system"),
    }
}
