//! A place that speaks TLS with a certificate which nobody trusts, and counts who came and what they said.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// No visitor may keep a thread longer.
const LIMIT: Duration = Duration::from_secs(10);

/// The listener. It is gone when this is dropped.
pub struct Untrusted {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicU64,
    /// Bytes that came through the secured connection: a client that does not trust it sends none.
    bytes: AtomicU64,
    gone: AtomicBool,
}

impl Untrusted {
    /// Listens as `localhost`.
    ///
    /// # Panics
    /// If no certificate can be made or no port listened on.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let config = Arc::new(self_signed().0);
        let seen = Arc::new(Seen::default());
        let counting = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if counting.gone.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(stream), config) = (stream, Arc::clone(&config)) else {
                    continue;
                };
                let counting = Arc::clone(&counting);
                thread::spawn(move || greet(stream, config, &counting));
            }
        });
        Self { address, seen }
    }

    /// Its address as a courier's `url`.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// The certificate of another authority as PEM, for a courier that trusts only that one.
    ///
    /// # Panics
    /// If it cannot be made.
    pub fn another_authority() -> String {
        self_signed().1
    }

    /// How many connections were made.
    pub fn connections(&self) -> u64 {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How many bytes were said in confidence.
    pub fn bytes(&self) -> u64 {
        self.seen.bytes.load(Ordering::SeqCst)
    }
}

impl Default for Untrusted {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Untrusted {
    fn drop(&mut self) {
        self.seen.gone.store(true, Ordering::SeqCst);
        // One more connection wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

fn greet(stream: TcpStream, config: Arc<ServerConfig>, seen: &Seen) {
    // Either fails only for a connection that is broken already.
    let _ = stream.set_read_timeout(Some(LIMIT));
    let Ok(connection) = ServerConnection::new(config) else {
        return;
    };
    seen.connections.fetch_add(1, Ordering::SeqCst);
    let mut stream = StreamOwned::new(connection, stream);
    let mut bytes = [0; 1024];
    while let Ok(count @ 1..) = stream.read(&mut bytes) {
        seen.bytes.fetch_add(count as u64, Ordering::SeqCst);
    }
}

fn self_signed() -> (ServerConfig, String) {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a certificate's names");
    let certificate = params.self_signed(&key).expect("a certificate");
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .expect("a server's settings");
    (config, certificate.pem())
}
