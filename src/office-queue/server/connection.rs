//! One connection: in TLS or plain, its time limits, and who is at its other end.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::http::Peer;
use crate::tls::Tls;

/// How long a connection may take to send a request's headers, and so also how long it may stay idle.
const HEADER_TIME: Duration = Duration::from_secs(20);

/// How long a TLS handshake may take.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);

/// Serves one connection to its end. A client that goes away or sends no HTTP ends its own and nothing else.
pub(super) async fn serve(
    stream: TcpStream,
    address: IpAddr,
    tls: Option<Arc<Tls>>,
    routes: axum::Router,
    watcher: Watcher,
) {
    // Answers are small and people wait for them; without this the second part of one waits for an acknowledgement.
    stream.set_nodelay(true).ok();
    let peer = Peer {
        address,
        tls: tls.is_some(),
    };
    let Some(tls) = tls else {
        return speak(stream, peer, routes, watcher).await;
    };
    match tokio::time::timeout(HANDSHAKE_TIME, tls.acceptor().accept(stream)).await {
        Ok(Ok(stream)) => speak(stream, peer, routes, watcher).await,
        Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
        Err(_) => tracing::debug!("a TLS handshake took too long"),
    }
}

async fn speak<S>(stream: S, peer: Peer, routes: axum::Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        routes.call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    let connection = watcher.watch(http.serve_connection(TokioIo::new(stream), service));
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection ended early");
    }
}
