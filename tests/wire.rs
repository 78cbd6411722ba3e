//! The network between courier and queue, as it can be: a proxy on 127.0.0.1 that passes requests on or does something
//! else with them.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// No peer may keep a thread longer.
const LIMIT: Duration = Duration::from_secs(30);

/// The largest request that is read, head and body.
const LARGEST: u64 = 1024 * 1024;

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// It reaches the queue, and the answer comes back.
    Pass,
    /// As [`Treatment::Pass`], after a while.
    Late(Duration),
    /// The connection is closed before the queue hears of it.
    DropBefore,
    /// The queue takes it, and the connection is closed before the answer.
    DropAfter,
    /// A captive portal's friendly page: 200 with HTML.
    Portal,
    /// A redirect to the portal's page.
    Redirect,
    /// A server that knows nothing of it.
    NotFound,
    /// 200 with a receipt for another event.
    OtherReceipt,
    /// 400 with a page instead of a problem document.
    PlainRefusal,
    /// 503.
    Unavailable,
}

impl Treatment {
    /// Everything that can go wrong, each once.
    pub const FAULTS: [Self; 9] = [
        Self::DropBefore,
        Self::DropAfter,
        Self::Portal,
        Self::Redirect,
        Self::NotFound,
        Self::OtherReceipt,
        Self::PlainRefusal,
        Self::Unavailable,
        Self::Late(Duration::from_millis(700)),
    ];
}

/// What the proxy does, until it is told otherwise.
#[derive(Debug)]
enum Plan {
    Always(Treatment),
    /// One of these, drawn for each request.
    Drawn(fastrand::Rng, Vec<Treatment>),
}

struct Shared {
    plan: Plan,
    /// How many check-ins were treated how.
    posts: HashMap<Treatment, u32>,
    open: bool,
}

/// The proxy.
pub struct Wire {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

impl Wire {
    /// A proxy in front of the queue at this address, which passes everything on.
    ///
    /// # Panics
    /// If no port of 127.0.0.1 can be listened on.
    pub fn new(queue: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let shared = Shared {
            plan: Plan::Always(Treatment::Pass),
            posts: HashMap::new(),
            open: true,
        };
        let shared = Arc::new(Mutex::new(shared));
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if !lock(&accepting).open {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&accepting);
                // A connection that breaks off is what this is for.
                thread::spawn(move || serve(&stream, queue, &shared).ok());
            }
        });
        Self { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Treats every request so from now on.
    pub fn always(&self, treatment: Treatment) {
        lock(&self.shared).plan = Plan::Always(treatment);
    }

    /// Draws one of these for each request from now on.
    pub fn draw(&self, seed: u64, treatments: &[Treatment]) {
        lock(&self.shared).plan = Plan::Drawn(fastrand::Rng::with_seed(seed), treatments.to_vec());
    }

    /// How many check-ins were treated so.
    pub fn posts(&self, treatment: Treatment) -> u32 {
        lock(&self.shared).posts.get(&treatment).copied().unwrap_or(0)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        lock(&self.shared).open = false;
        // One more connection wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request as it came.
#[derive(Clone)]
pub(crate) struct Request {
    /// Everything up to and with the empty line.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Reads one; `None` at the end of the connection.
    pub(crate) fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut reader = reader.take(LARGEST);
        let mut head = String::new();
        loop {
            if reader.read_line(&mut head)? == 0 {
                return Ok(None);
            }
            if head.ends_with("\r\n\r\n") {
                break;
            }
        }
        let length = header(&head, "content-length")
            .and_then(|value| value.parse().ok())
            .unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        Ok(Some(Self { head, body }))
    }

    /// Whether it carries something a visitor did, and not the kiosk's status or a question.
    pub(crate) fn is_check_in(&self) -> bool {
        self.head.starts_with("POST ") && String::from_utf8_lossy(&self.body).contains("reception.visit.")
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn serve(stream: &TcpStream, queue: SocketAddr, shared: &Mutex<Shared>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(LIMIT))?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let treatment = {
            let mut shared = lock(shared);
            let treatment = match &mut shared.plan {
                Plan::Always(treatment) => *treatment,
                Plan::Drawn(random, treatments) => random
                    .choice(treatments.iter().copied())
                    .unwrap_or(Treatment::Pass),
            };
            if request.is_check_in() {
                *shared.posts.entry(treatment).or_default() += 1;
            }
            treatment
        };
        match treatment {
            Treatment::Pass => forward(&request, queue, Some(stream))?,
            Treatment::Late(by) => {
                thread::sleep(by);
                forward(&request, queue, Some(stream))?;
            }
            Treatment::DropAfter => forward(&request, queue, None)?,
            Treatment::DropBefore => {}
            other => answer(stream, other)?,
        }
        if matches!(treatment, Treatment::DropBefore | Treatment::DropAfter) {
            return Ok(());
        }
    }
    Ok(())
}

/// Sends a request to the queue on a connection of its own and copies the answer back, if anybody is to have it.
fn forward(request: &Request, queue: SocketAddr, back: Option<&TcpStream>) -> std::io::Result<()> {
    let mut upstream = TcpStream::connect(queue)?;
    upstream.set_read_timeout(Some(LIMIT))?;
    // The end of the answer is the end of this connection, so that nothing of the answer need be understood.
    let head = request.head.trim_end_matches("\r\n").to_owned() + "\r\nConnection: close\r\n\r\n";
    upstream.write_all(head.as_bytes())?;
    upstream.write_all(&request.body)?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer)?;
    match back {
        Some(mut back) => back.write_all(&answer),
        None => Ok(()),
    }
}

fn answer(mut stream: &TcpStream, treatment: Treatment) -> std::io::Result<()> {
    const PAGE: &str = "<!doctype html><title>Welcome</title><p>Please accept our terms to go online.";
    const OTHER: &str =
        r#"{"id":"0199f3c2-0000-7000-8000-000000000000","ticket":"A001","ahead":0,"appointment":null}"#;
    let (status, more, content_type, body) = match treatment {
        Treatment::Portal => ("200 OK", "", "text/html", PAGE),
        Treatment::Redirect => (
            "301 Moved Permanently",
            "Location: http://127.0.0.1:9/portal\r\n",
            "text/html",
            PAGE,
        ),
        Treatment::NotFound => ("404 Not Found", "", "text/html", PAGE),
        Treatment::OtherReceipt => ("200 OK", "", "application/json", OTHER),
        Treatment::PlainRefusal => ("400 Bad Request", "", "text/html", PAGE),
        _ => ("503 Service Unavailable", "", "text/plain", "later"),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{more}Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}
