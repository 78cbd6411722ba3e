//! The queue service by TLS, as staff and couriers of other machines meet it: a real handshake with the certificate of
//! queue.toml, which is read again when it is renewed; what is not TLS gets nothing; and a proxy is believed only where
//! it is listed.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustix::process::Signal;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tests::fixture::{Fixture, OFFICE, START};
use tests::process::{Process, command};
use tests::programs::program;
use tests::staff::add_account;
use tests::wait::{until, until_or};

const LIMIT: Duration = Duration::from_secs(20);

/// An authority that issues certificates for this machine.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap().der().clone();
        Self {
            issuer: Issuer::new(params, key),
            certificate,
        }
    }

    /// Writes a new certificate and its key where queue.toml names them; the certificate as the service will show it.
    fn issue(&self, folder: &Path) -> CertificateDer<'static> {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, "localhost");
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        // Each beside its place and then into it, as programs that renew certificates do.
        for (name, text) in [("tls.pem", certificate.pem()), ("tls.key", key.serialize_pem())] {
            let new = folder.join(format!("{name}.new"));
            let mut file = fs::OpenOptions::new()
                .create(true)
                .truncate(true)
                .write(true)
                .mode(0o600)
                .open(&new)
                .unwrap();
            file.write_all(text.as_bytes()).unwrap();
            fs::rename(new, folder.join(name)).unwrap();
        }
        certificate.der().clone()
    }
}

/// What a client that trusts this authority alone gets for a request: the service's certificate and the answer.
fn ask(
    queue: SocketAddr,
    authority: &Authority,
    request: &str,
) -> Result<(CertificateDer<'static>, String), String> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.certificate.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let stream = TcpStream::connect(queue).map_err(|error| error.to_string())?;
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    let mut stream = StreamOwned::new(connection, stream);
    stream
        .write_all(request.as_bytes())
        .map_err(|error| error.to_string())?;
    let mut answer = Vec::new();
    stream
        .read_to_end(&mut answer)
        .map_err(|error| error.to_string())?;
    let certificate = stream.conn.peer_certificates().unwrap()[0].clone().into_owned();
    Ok((certificate, String::from_utf8_lossy(&answer).into_owned()))
}

fn plain(queue: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(queue).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    // Whoever is not listened to may find the connection closed while they still speak.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{more}\r\n")
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

/// Adds lines to the top of queue.toml.
fn set(fixture: &Fixture, lines: &str) {
    let path = fixture.path("queue.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{lines}\n{text}")).unwrap();
}

/// Starts the service and waits until it listens.
fn start(fixture: &Fixture) -> Process {
    let mut start = command(&program("office-queue"));
    start.arg("--config").arg(fixture.path("queue.toml"));
    let process = Process::start("office-queue", &fixture.path(""), start);
    until_or(
        "the service",
        START,
        || TcpStream::connect(fixture.queue_address()).ok().map(|_| ()),
        || process.last_words(),
    );
    process
}

#[test]
fn a_client_that_trusts_the_right_authority_is_served_by_tls_and_nobody_else_is() {
    let fixture = Fixture::new("tls");
    let (authority, other) = (Authority::new("The council"), Authority::new("Somebody else"));
    let first = authority.issue(&fixture.path(""));
    set(&fixture, "tls_certificate = \"tls.pem\"\ntls_key = \"tls.key\"");
    let mut process = start(&fixture);
    let said = || process.log().contains("listens on https://").then_some(());
    until("its address", LIMIT, said);
    let queue = fixture.queue_address();
    let token = fs::read_to_string(fixture.path("queue-token")).unwrap();
    let state = get(
        "/v1/queue?series=A",
        &format!("Authorization: Bearer {}\r\n", token.trim()),
    );

    let (shown, answer) = ask(queue, &authority, &state).unwrap();
    assert_eq!((shown, status(&answer)), (first.clone(), "200"), "{answer}");
    let refused = ask(queue, &other, &state).unwrap_err();
    assert!(refused.contains("UnknownIssuer"), "{refused}");

    // In the clear nothing is served, and it keeps nobody else from being served.
    let in_the_clear: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = TcpStream::connect(queue).unwrap();
            stream.write_all(b"GET /v1/queue").unwrap();
            stream
        })
        .collect();
    for request in [state.as_str(), &get("/desk", ""), "\r\n\r\n", "\u{16}\u{3}\u{1}"] {
        let answer = plain(queue, request);
        assert!(
            !answer.contains("HTTP/") && !answer.contains("as_of"),
            "{request:?}: {answer:?}"
        );
    }
    assert_eq!(status(&ask(queue, &authority, &state).unwrap().1), "200");
    drop(in_the_clear);

    // A renewed certificate is shown from the next connection on, without a stop.
    let second = authority.issue(&fixture.path(""));
    assert_ne!(first, second);
    assert_eq!(
        ask(queue, &authority, &state).unwrap().0,
        first,
        "not before it is told"
    );
    process.signal(Signal::HUP);
    until("the new certificate", LIMIT, || {
        (ask(queue, &authority, &state).unwrap().0 == second).then_some(())
    });
    // A certificate that cannot be used leaves the one that can.
    fs::write(fixture.path("tls.pem"), "-----BEGIN CERTIFICATE-----\ncut off").unwrap();
    process.signal(Signal::HUP);
    until("what is wrong with it", LIMIT, || {
        process.log().contains("cannot be used").then_some(())
    });
    assert_eq!(ask(queue, &authority, &state).unwrap().0, second);
    assert!(process.stop().success());
}

#[test]
fn only_a_listed_proxy_is_believed_and_only_by_https() {
    let fixture = Fixture::new("tls_proxy");
    add_account(&fixture, OFFICE, "mona", "manager");
    set(&fixture, "trusted_proxies = [\"127.0.0.1\"]");
    let process = start(&fixture);
    let queue = fixture.queue_address();
    let session = |more: &str| plain(queue, &get("/desk/session", more));
    // Nobody is signed in, which is what somebody is told who may ask at all.
    let by_https = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\n";
    assert_eq!(status(&session(by_https)), "401");
    for (what, headers) in [
        (
            "by http",
            "X-Forwarded-Proto: http\r\nX-Forwarded-For: 192.0.2.7\r\n",
        ),
        ("without the client", "X-Forwarded-Proto: https\r\n"),
        (
            "with no address",
            "X-Forwarded-Proto: https\r\nX-Forwarded-For: nobody\r\n",
        ),
    ] {
        assert_eq!(status(&session(headers)), "403", "{what}");
    }
    drop(process);

    // The same machine, now with another proxy on the list: its word counts for nothing.
    let path = fixture.path("queue.toml");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("[\"127.0.0.1\"]", "[\"192.0.2.1\"]");
    fs::write(path, text).unwrap();
    let _process = start(&fixture);
    let answer = session(by_https);
    assert_eq!(status(&answer), "403");
    assert!(answer.contains("trusted_proxies"), "{answer}");
}
