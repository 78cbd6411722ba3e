//! Clients that send too slowly or too much are refused and cost nobody else anything.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use tests::PATIENCE;
use tests::fixture::{Fixture, KIOSK};

/// A slow client is given up after this: 15 seconds for a body, 20 for a head.
const GIVEN_UP: Duration = Duration::from_secs(20);

/// How soon a check-in is taken in beside them.
const TAKEN: Duration = Duration::from_secs(1);

/// Of each kind; together they leave places among the 256 connections of the service.
const CLIENTS: usize = 50;

/// Sends the beginning of a request and then a byte each second, and reads what is said to that.
fn dribble(queue: SocketAddr, beginning: &str) -> (String, Duration) {
    let mut stream = TcpStream::connect(queue).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    stream.write_all(beginning.as_bytes()).unwrap();
    let (began, mut answer, mut part) = (Instant::now(), Vec::new(), [0; 4096]);
    while began.elapsed() < GIVEN_UP * PATIENCE {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(count) => answer.extend_from_slice(&part[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
        // It may be closed by now, which the next read says.
        let _ = stream.write_all(b" ");
        thread::sleep(Duration::from_millis(500));
    }
    (String::from_utf8_lossy(&answer).into_owned(), began.elapsed())
}

fn head(fixture: &Fixture, more: &str) -> String {
    let token = std::fs::read_to_string(fixture.path("queue-token")).unwrap();
    format!(
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/cloudevents+json\r\n\
         Idempotency-Key: \"0199f3c2-0000-7000-8000-000000000000\"\r\n{more}\r\n",
        token.trim()
    )
}

#[test]
fn slow_clients_are_refused_and_check_ins_are_taken_in_beside_them() {
    let mut fixture = Fixture::new("slow_clients");
    fixture.start_queue();
    let (queue, address) = (fixture.queue(), fixture.queue_address());
    let slow_body = head(&fixture, "Content-Length: 60000\r\n");
    let slow_head = "GET /v1/queue?series=A HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    let today = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive();
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS * 2)
            .map(|index| {
                let beginning = if index % 2 == 0 {
                    slow_body.as_str()
                } else {
                    slow_head
                };
                (index % 2 == 0, scope.spawn(move || dribble(address, beginning)))
            })
            .collect();
        let mut slowest = Duration::ZERO;
        for number in 1..=20 {
            let data = json!({ "ticket": format!("A{number:03}"), "service_day": today, "service": "repairs", "language": "bn" });
            let began = Instant::now();
            queue.check_in(KIOSK, &data, 0);
            slowest = slowest.max(began.elapsed());
            thread::sleep(Duration::from_millis(200));
        }
        assert!(slowest < TAKEN * PATIENCE, "{slowest:?}");
        let mut longest = Duration::ZERO;
        for (body, client) in clients {
            let (answer, lasted) = client.join().unwrap();
            longest = longest.max(lasted);
            assert!(lasted < GIVEN_UP * PATIENCE, "a slow client was never given up");
            let expected = if body { "HTTP/1.1 408" } else { "" };
            assert!(answer.starts_with(expected), "{answer}");
            assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
        }
        println!(
            "{} slow clients were given up within {longest:.0?}; beside them a check-in took {slowest:.0?} at most",
            CLIENTS * 2
        );
    });
    assert_eq!(queue.counted(), Some(20));
}

#[test]
fn a_body_without_end_is_refused_once_it_is_too_large() {
    let mut fixture = Fixture::new("endless_body");
    fixture.start_queue();
    let mut stream = TcpStream::connect(fixture.queue_address()).unwrap();
    stream.set_read_timeout(Some(GIVEN_UP)).unwrap();
    stream
        .write_all(head(&fixture, "Transfer-Encoding: chunked\r\n").as_bytes())
        .unwrap();
    let chunk = format!("2000\r\n{}\r\n", " ".repeat(0x2000));
    let mut sent = 0_usize;
    // Far more than is read: the service answers and closes, and then nothing more can be sent.
    while sent < 1 << 28 && stream.write_all(chunk.as_bytes()).is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 1 << 28, "the service went on reading");
    let mut answer = Vec::new();
    // What was sent and not read makes the system cut the connection, and the answer with it at times.
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 413"),
        "{answer}"
    );
    assert_eq!(fixture.queue().counted(), Some(0));
}
