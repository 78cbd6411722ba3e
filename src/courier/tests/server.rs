//! An HTTP server that answers each request as a test tells it to, byte for byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub at: Instant,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The id of the event in the body.
    pub fn id(&self) -> String {
        let event: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        event["id"].as_str().unwrap().to_owned()
    }

    pub fn is_event(&self) -> bool {
        self.method == "POST" && !self.body.contains("kiosk.status")
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Takes it, as the queue does: 201, or the state for a GET.
    Properly,
    /// As `Properly`, after this long.
    Slowly(Duration),
    /// These bytes, and then the connection is closed.
    Raw(String),
    /// These bytes one at a time, with this long between them.
    Dribble(String, Duration),
    /// The connection is closed without an answer.
    Drop,
}

type Script = Box<dyn FnMut(&Request) -> Reply + Send>;

#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    script: Arc<Mutex<Script>>,
    seen: Arc<Mutex<Vec<Request>>>,
    stopped: Arc<AtomicBool>,
}

pub const STATE: &str = r#"{"as_of":"2026-11-21T10:14:03Z","last_number":17,"services":[],"now_serving":[]}"#;

impl Server {
    pub fn start(script: impl FnMut(&Request) -> Reply + Send + 'static) -> Self {
        Self::start_on("127.0.0.1:0".parse().unwrap(), script)
    }

    pub fn start_on(address: SocketAddr, script: impl FnMut(&Request) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            script: Arc::new(Mutex::new(Box::new(script))),
            seen: Arc::default(),
            stopped: Arc::default(),
        };
        let accepting = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (server, stream) = (accepting.clone(), stream.unwrap());
                std::thread::spawn(move || server.serve(&stream, &stream));
            }
        });
        server
    }

    /// From now on requests are answered like this.
    pub fn answer(&self, script: impl FnMut(&Request) -> Reply + Send + 'static) {
        *self.script.lock().unwrap() = Box::new(script);
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        // Until the port is refused, so that a test can count on it.
        while TcpStream::connect(self.address).is_ok() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn seen(&self) -> MutexGuard<'_, Vec<Request>> {
        self.seen.lock().unwrap()
    }

    /// The check-ins that came in.
    pub fn events(&self) -> Vec<Request> {
        self.seen()
            .iter()
            .filter(|request| request.is_event())
            .cloned()
            .collect()
    }

    /// Answers requests on one connection until it ends. The stream comes twice because it is read and written.
    pub fn serve(&self, reading: impl Read, mut writing: impl Write) {
        let mut reading = BufReader::new(reading);
        while let Some(request) = read_request(&mut reading) {
            if self.stopped.load(Ordering::SeqCst) {
                return;
            }
            self.seen().push(request.clone());
            let reply = (self.script.lock().unwrap())(&request);
            let sent = match reply {
                Reply::Properly => writing.write_all(properly(&request).as_bytes()),
                Reply::Slowly(wait) => {
                    std::thread::sleep(wait);
                    writing.write_all(properly(&request).as_bytes())
                }
                Reply::Raw(text) => {
                    let _ = writing.write_all(text.as_bytes());
                    return;
                }
                Reply::Dribble(text, wait) => {
                    for byte in text.bytes() {
                        std::thread::sleep(wait);
                        if writing.write_all(&[byte]).is_err() {
                            return;
                        }
                    }
                    return;
                }
                Reply::Drop => return,
            };
            if sent.is_err() {
                return;
            }
        }
    }
}

fn read_request(reading: &mut impl BufRead) -> Option<Request> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reading.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut start = lines.first()?.split(' ');
    let (method, path) = (start.next()?.to_owned(), start.next()?.to_owned());
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let mut request = Request {
        method,
        path,
        headers,
        body: String::new(),
        at: Instant::now(),
    };
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reading.read_exact(&mut body).ok()?;
    request.body = String::from_utf8(body).unwrap();
    Some(request)
}

/// As the queue answers.
pub fn properly(request: &Request) -> String {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now());
    if request.method == "GET" {
        if request.header("if-none-match") == Some("\"one\"") {
            return format!("HTTP/1.1 304 Not Modified\r\nDate: {date}\r\nETag: \"one\"\r\n\r\n");
        }
        return json(200, "OK", &format!("Date: {date}\r\nETag: \"one\"\r\n"), STATE);
    }
    let receipt = format!(
        r#"{{"id":"{}","ticket":"A017","ahead":3,"appointment":null}}"#,
        request.id()
    );
    json(201, "Created", &format!("Date: {date}\r\n"), &receipt)
}

pub fn json(status: u16, words: &str, headers: &str, body: &str) -> String {
    answer(
        status,
        words,
        &format!("Content-Type: application/json\r\n{headers}"),
        body,
    )
}

pub fn answer(status: u16, words: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} {words}\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
