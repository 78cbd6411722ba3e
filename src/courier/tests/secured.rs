//! TLS: whom the courier trusts, and that it says so when it does not.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use handover::{Reach, ToScreen, TroubleKind};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::office::{Office, fast};
use crate::server::{Reply, Server};

/// One TLS stream, read and written by the same thread.
#[derive(Clone)]
struct Secured(Arc<Mutex<StreamOwned<ServerConnection, TcpStream>>>);

impl Read for Secured {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().read(buffer)
    }
}

impl Write for Secured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.lock().unwrap().flush()
    }
}

/// A queue behind TLS with a certificate of its own authority: its port, the authority as PEM, and what it sees.
fn secured_queue() -> (u16, String, Server) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = Server::start(|_| Reply::Properly);
    let behind = server.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let stream = Secured(Arc::new(Mutex::new(StreamOwned::new(
                connection,
                stream.unwrap(),
            ))));
            let behind = behind.clone();
            std::thread::spawn(move || behind.serve(stream.clone(), stream));
        }
    });
    (port, authority.pem(), server)
}

fn wait_for_acceptance(office: &Office) {
    office.screen.wait_for("acceptance", |message| {
        matches!(message, ToScreen::Outcome { .. }).then_some(())
    });
}

#[test]
fn a_queue_with_a_certificate_of_the_offices_authority_is_trusted() {
    let (port, authority, server) = secured_queue();
    let files = tempfile::tempdir().unwrap();
    let path = files.path().join("office-ca.pem");
    std::fs::write(&path, authority).unwrap();
    let mut office = Office::open_with(&format!("https://localhost:{port}"), fast(), |settings| {
        settings.queue.ca_file = Some(path);
    });
    office.screen.hand_over(1, true);
    wait_for_acceptance(&office);
    assert_eq!(server.events().len(), 1);
}

#[test]
fn another_certificate_is_not_trusted_and_hears_nothing() {
    let (port, _, server) = secured_queue();
    let (_, another_authority, _) = secured_queue();
    let files = tempfile::tempdir().unwrap();
    let path = files.path().join("office-ca.pem");
    std::fs::write(&path, another_authority).unwrap();
    let mut office = Office::open_with(&format!("https://localhost:{port}"), fast(), |settings| {
        settings.queue.ca_file = Some(path);
    });
    office.screen.hand_over(1, true);
    let kind = office.screen.wait_for("trouble", |message| match message {
        ToScreen::Reach {
            reach: Reach::Trouble(trouble),
        } => Some(trouble.kind),
        _ => None,
    });
    assert_eq!(kind, TroubleKind::NotTrusted);
    assert!(server.seen().is_empty());
}
