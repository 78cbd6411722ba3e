//! The accept loop: connections with time limits, a cap on their number, and an orderly end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;

use crate::app::App;
use crate::http::router;

/// How long a connection may take to send a request's headers, and so also how long it may stay idle.
const HEADER_TIME: Duration = Duration::from_secs(20);

/// The most connections at once; more wait to be accepted. An office has a few kiosks and desks.
const MAX_CONNECTIONS: usize = 256;

/// How long requests under way may take after the service was told to stop.
const STOP_TIME: Duration = Duration::from_secs(5);

/// How long to wait after a connection could not be accepted, so that a lack of file handles does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A service that is running.
pub struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Starts the service on a listening socket.
    ///
    /// # Errors
    /// Where the socket has no address.
    pub fn start(app: App, listener: TcpListener) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(app, listener, stopped));
        Ok(Self { address, stop, task })
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

async fn serve(app: App, listener: TcpListener, mut stop: oneshot::Receiver<()>) {
    let app = Arc::new(app);
    let erasing = tokio::spawn(Arc::clone(&app).keep_erasing());
    let service = TowerToHyperService::new(router(&app));
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
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // A board is written in pieces; without this the last piece waits for the browser's delayed acknowledgement.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            // A client that goes away or sends no HTTP ends its own connection and nothing else.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
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
    drop(service);
    close(app).await;
}

/// Closes the store. A connection that was cut off may hold it still; then it is closed as the program ends, and
/// what was answered is on the disk in any case.
async fn close(app: Arc<App>) {
    match Arc::try_unwrap(app) {
        Ok(app) => app.close().await,
        Err(_) => tracing::warn!("the store is left to be closed by the system"),
    }
}
