//! A network between courier and queue that does everything a network can, by a seeded [`Schedule`].
//!
//! Where [`Wire`](crate::wire::Wire) does one thing at a time on a test's word, this proxy draws a fault for each
//! request, can refuse connections, sends things twice and late, and watches what the courier promises: that a
//! redirect is not followed, that an event's bytes never change, and that no cancellation overtakes its check-in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::faults::{Fault, Schedule};
use crate::wire::Request;

/// No peer may keep a thread longer.
const LIMIT: Duration = Duration::from_secs(30);

/// How long a hung answer is held; the courier gives up after fifteen seconds.
const HANG: Duration = Duration::from_secs(20);

/// How often the listening thread looks whether it is to refuse or to end.
const LOOK: Duration = Duration::from_millis(5);

/// Requests kept to be sent again.
const REMEMBERED: usize = 64;

/// What the proxy has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How often a check-in or a cancellation met each fault, and how often it passed.
    pub met: BTreeMap<Fault, u64>,
    /// Connections to the place a redirect pointed to.
    pub redirects_followed: u64,
    /// What the courier did and must not do.
    pub broken: Vec<String>,
}

/// The proxy. It is gone when this is dropped.
pub struct FaultProxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    queue: SocketAddr,
    trap: SocketAddr,
    state: Mutex<State>,
    /// Requests that were put off and have not reached the queue yet.
    late: AtomicU64,
    redirected: AtomicU64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Open,
    Refusing,
    Gone,
}

struct State {
    schedule: Schedule,
    /// No faults for now.
    fine: bool,
    door: Door,
    streams: HashMap<u64, TcpStream>,
    connections: u64,
    seen: Seen,
    /// The body of each event, to find out whether it ever changes.
    bodies: HashMap<String, Vec<u8>>,
    /// Visits whose check-in the queue has taken.
    taken: HashSet<String>,
    past: Vec<Request>,
}

impl FaultProxy {
    /// A proxy in front of the queue at this address. It has fine weather until it is told otherwise.
    ///
    /// # Panics
    /// If no port of 127.0.0.1 can be listened on.
    pub fn new(queue: SocketAddr, seed: u64) -> Self {
        let listener = listen("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let trap = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let state = State {
            schedule: Schedule::new(seed),
            fine: true,
            door: Door::Open,
            streams: HashMap::new(),
            connections: 0,
            seen: Seen::default(),
            bodies: HashMap::new(),
            taken: HashSet::new(),
            past: Vec::new(),
        };
        let shared = Arc::new(Shared {
            queue,
            trap: trap.local_addr().expect("its address"),
            state: Mutex::new(state),
            late: AtomicU64::new(0),
            redirected: AtomicU64::new(0),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(listener, address, &accepting));
        let trapping = Arc::clone(&shared);
        thread::spawn(move || {
            for _ in trap.incoming() {
                if trapping.state().door == Door::Gone {
                    return;
                }
                trapping.redirected.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Passes everything on from now on, or goes on with the schedule.
    pub fn fine(&self, fine: bool) {
        self.shared.state().fine = fine;
    }

    /// Refuses connections for a while, and breaks off those there are.
    pub fn refuse_for(&self, time: Duration) {
        let streams = {
            let mut state = self.shared.state();
            state.door = Door::Refusing;
            std::mem::take(&mut state.streams)
        };
        for stream in streams.values() {
            // It may be gone already, which is what is wanted.
            let _ = stream.shutdown(Shutdown::Both);
        }
        thread::sleep(time);
        self.shared.state().door = Door::Open;
    }

    /// What it has seen so far.
    pub fn seen(&self) -> Seen {
        let mut seen = self.shared.state().seen.clone();
        seen.redirects_followed = self.shared.redirected.load(Ordering::SeqCst);
        seen
    }

    /// The schedule so far, to be printed.
    pub fn schedule(&self) -> String {
        self.shared.state().schedule.printed()
    }

    /// Waits until everything that was put off has reached the queue or failed to.
    ///
    /// # Panics
    /// If it does not within half a minute.
    pub fn settle(&self) {
        let began = Instant::now();
        while self.shared.late.load(Ordering::SeqCst) > 0 {
            assert!(began.elapsed() < LIMIT, "a late request is still under way");
            thread::sleep(LOOK);
        }
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.shared.state().door = Door::Gone;
        // One more connection wakes the thread that waits at the trap.
        let _ = TcpStream::connect(self.shared.trap);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn listen(address: &str) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn accept(first: TcpListener, address: SocketAddr, shared: &Arc<Shared>) {
    let mut listener = Some(first);
    loop {
        match shared.state().door {
            Door::Gone => return,
            Door::Refusing => listener = None,
            // Somebody else's connection may have the port for a moment; then it is refused a little longer.
            Door::Open if listener.is_none() => listener = listen(&address.to_string()).ok(),
            Door::Open => {}
        }
        match listener.as_ref().map(TcpListener::accept) {
            Some(Ok((stream, _))) => {
                let shared = Arc::clone(shared);
                // A connection that breaks off is what this is for.
                thread::spawn(move || converse(&stream, &shared).ok());
            }
            _ => thread::sleep(LOOK),
        }
    }
}

fn converse(stream: &TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(LIMIT))?;
    let number = {
        let mut state = shared.state();
        if state.door != Door::Open {
            return Ok(());
        }
        state.connections += 1;
        let number = state.connections;
        state.streams.insert(number, stream.try_clone()?);
        number
    };
    let ended = serve(stream, shared);
    shared.state().streams.remove(&number);
    // A clone kept elsewhere must not keep the connection open.
    let _ = stream.shutdown(Shutdown::Both);
    ended
}

fn serve(stream: &TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let fault = arrived(&request, shared);
        if !carry_out(fault, &request, stream, shared)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Notes a request and draws what becomes of it.
fn arrived(request: &Request, shared: &Shared) -> Fault {
    let mut state = shared.state();
    let fault = if state.fine {
        Fault::Pass
    } else {
        state.schedule.draw()
    };
    let Some(event) = event_of(request) else {
        return fault;
    };
    *state.seen.met.entry(fault).or_default() += 1;
    if event.is_cancellation && !state.taken.contains(&event.visit) {
        state.seen.broken.push(format!(
            "the cancellation of {} overtook its check-in",
            event.visit
        ));
    }
    let first = state
        .bodies
        .entry(event.id.clone())
        .or_insert_with(|| request.body.clone());
    if *first != request.body {
        state
            .seen
            .broken
            .push(format!("the bytes of {} changed", event.id));
    }
    state.past.push(request.clone());
    if state.past.len() > REMEMBERED {
        state.past.remove(0);
    }
    fault
}

/// Does to a request what was drawn. False if the connection is to be closed.
fn carry_out(
    fault: Fault,
    request: &Request,
    mut stream: &TcpStream,
    shared: &Arc<Shared>,
) -> io::Result<bool> {
    match fault {
        Fault::Pass => stream.write_all(&upstream(request, shared)?)?,
        Fault::DropBefore => return Ok(false),
        Fault::DropAfter => {
            upstream(request, shared)?;
            return Ok(false);
        }
        Fault::Slow => drip(stream, &upstream(request, shared)?, shared)?,
        Fault::Hang => {
            upstream(request, shared)?;
            stream.set_read_timeout(Some(HANG))?;
            // The courier gives up first and closes the connection.
            let _ = stream.read(&mut [0; 1]);
            return Ok(false);
        }
        Fault::HalfRequest => {
            half_request(request, shared)?;
            return Ok(false);
        }
        Fault::HalfAnswer => {
            let answer = upstream(request, shared)?;
            stream.write_all(half_of_body(&answer))?;
            return Ok(false);
        }
        Fault::Garbage => {
            let bytes = shared.state().schedule.bytes(400);
            stream.write_all(&bytes)?;
            return Ok(false);
        }
        Fault::GarbageAfter => {
            upstream(request, shared)?;
            let bytes = shared.state().schedule.bytes(400);
            stream.write_all(&bytes)?;
            return Ok(false);
        }
        Fault::Twice => {
            let (second, second_shared) = (request.clone(), Arc::clone(shared));
            let beside = thread::spawn(move || upstream(&second, &second_shared));
            let answer = upstream(request, shared)?;
            // What the other one is told, nobody hears.
            let _ = beside.join();
            stream.write_all(&answer)?;
        }
        Fault::Replay => {
            let answer = upstream(request, shared)?;
            let again = {
                let mut state = shared.state();
                let chosen = state.past.len();
                let chosen = state.schedule.number(chosen);
                state.past.get(chosen).cloned()
            };
            if let Some(again) = again {
                upstream(&again, shared)?;
            }
            stream.write_all(&answer)?;
        }
        Fault::Late => {
            put_off(request.clone(), shared);
            return Ok(false);
        }
        Fault::Busy
        | Fault::ServerError
        | Fault::Unavailable
        | Fault::Portal
        | Fault::PortalJson
        | Fault::OtherReceipt
        | Fault::PlainRefusal
        | Fault::Redirect => lie(stream, fault, shared.trap)?,
    }
    Ok(true)
}

/// Sends a request to the queue on a connection of its own and returns the whole answer.
fn upstream(request: &Request, shared: &Shared) -> io::Result<Vec<u8>> {
    let mut queue = connect(shared)?;
    queue.write_all(head_for_one(request).as_bytes())?;
    queue.write_all(&request.body)?;
    let mut answer = Vec::new();
    queue.read_to_end(&mut answer)?;
    if answer.is_empty() {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    if answer.starts_with(b"HTTP/1.1 2")
        && let Some(event) = event_of(request)
        && !event.is_cancellation
    {
        shared.state().taken.insert(event.visit);
    }
    Ok(answer)
}

fn connect(shared: &Shared) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(shared.queue)?;
    stream.set_read_timeout(Some(LIMIT))?;
    Ok(stream)
}

/// The end of the answer is to be the end of the connection, so that nothing of the answer need be understood.
fn head_for_one(request: &Request) -> String {
    request.head.trim_end_matches("\r\n").to_owned() + "\r\nConnection: close\r\n\r\n"
}

fn half_request(request: &Request, shared: &Shared) -> io::Result<()> {
    let mut queue = connect(shared)?;
    let half = request.body.get(..request.body.len() / 2).unwrap_or_default();
    queue.write_all(head_for_one(request).as_bytes())?;
    queue.write_all(half)?;
    queue.shutdown(Shutdown::Both)
}

/// Everything up to the middle of the body.
fn half_of_body(answer: &[u8]) -> &[u8] {
    let body = answer
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .map_or(0, |end| end + 4);
    answer.get(..body + (answer.len() - body) / 2).unwrap_or_default()
}

/// Writes an answer in a dozen pieces, the first of them in the middle of its headers.
fn drip(mut stream: &TcpStream, answer: &[u8], shared: &Shared) -> io::Result<()> {
    for piece in answer.chunks(answer.len().div_ceil(12)) {
        stream.write_all(piece)?;
        let pause = shared.state().schedule.time(10..150);
        thread::sleep(pause);
    }
    Ok(())
}

fn put_off(request: Request, shared: &Arc<Shared>) {
    let by = shared.state().schedule.time(200..2_500);
    shared.late.fetch_add(1, Ordering::SeqCst);
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        thread::sleep(by);
        // The queue may be down just then; then it is lost on the way, like others.
        let _ = upstream(&request, &shared);
        shared.late.fetch_sub(1, Ordering::SeqCst);
    });
}

/// Answers in the queue's place.
fn lie(mut stream: &TcpStream, fault: Fault, trap: SocketAddr) -> io::Result<()> {
    const PAGE: &str = "<!doctype html><title>Welcome</title><p>Please accept our terms to go online.";
    const OTHER: &str =
        r#"{"id":"0199f3c2-0000-7000-8000-000000000000","ticket":"A001","ahead":0,"appointment":null}"#;
    const PROBLEM: &str = r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#;
    let (status, more, content_type, body) = match fault {
        Fault::Busy => (
            "429 Too Many Requests",
            "Retry-After: 1\r\n".to_owned(),
            "text/plain",
            "later",
        ),
        Fault::ServerError => (
            "500 Internal Server Error",
            String::new(),
            "application/problem+json",
            PROBLEM,
        ),
        Fault::Portal => ("200 OK", String::new(), "text/html", PAGE),
        Fault::PortalJson => ("200 OK", String::new(), "application/json", r#"{"ok":true}"#),
        Fault::OtherReceipt => ("200 OK", String::new(), "application/json", OTHER),
        Fault::PlainRefusal => ("400 Bad Request", String::new(), "text/html", PAGE),
        Fault::Redirect => (
            "307 Temporary Redirect",
            format!("Location: http://{trap}/v1/events\r\n"),
            "text/html",
            PAGE,
        ),
        _ => ("503 Service Unavailable", String::new(), "text/plain", "later"),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{more}Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// Something a visitor did.
struct VisitEvent {
    id: String,
    visit: String,
    is_cancellation: bool,
}

/// The event in a request, if it is one of a visit and not the kiosk's status or a question.
fn event_of(request: &Request) -> Option<VisitEvent> {
    if !request.is_check_in() {
        return None;
    }
    let event: Value = serde_json::from_slice(&request.body).ok()?;
    Some(VisitEvent {
        id: event["id"].as_str()?.to_owned(),
        visit: event["subject"].as_str()?.to_owned(),
        is_cancellation: event["type"] == "reception.visit.cancelled.v1",
    })
}
