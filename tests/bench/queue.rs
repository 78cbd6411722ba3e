//! What the queue service can take: durable check-ins from many kiosks at once, and calls from the desks while fifty
//! pages are open.

use std::fs::File;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use tests::fixture::Fixture;
use tests::office::{KIOSK, SERIES};
use tests::queue::{Queue, checked_in, open_stream};

use crate::table::{Goal, Sample, Table};

/// How many send at the same time; a large office has fewer kiosks.
const SENDERS: u64 = 8;
/// How many desks call at the same time.
const DESKS: u64 = 4;
/// Open desk pages.
const PAGES: usize = 50;
/// How often one fsync is measured.
const FSYNCS: usize = 400;

/// Sends this many check-ins, calls this many visitors, and adds the figures to the table.
pub fn measure(table: &mut Table, check_ins: u64, visitors: u64) {
    let mut fixture = Fixture::new("bench_queue");
    fixture.start_queue();
    let fsyncs = fsyncs_per_second(&fixture);
    let (took, mut each) = check_in(&fixture, check_ins);
    let rate = |count: u64, took: Duration| count as f64 / took.as_secs_f64();
    table.compare(
        "durable check-ins a second, eight senders",
        Sample::new(vec![rate(check_ins, took)], "/s"),
        "4 KiB and fsync, one writer",
        Sample::new(vec![fsyncs], "/s"),
        Goal::None,
    );
    table.figure("… one takes", Sample::new(each.clone(), "ms"), Goal::None);
    table.figure(
        "… p99",
        Sample::new(vec![percentile_99(&mut each)], "ms"),
        Goal::None,
    );
    eprintln!("check-ins are measured");

    // One at a time: the next waits for this one's end.
    drop(fixture);
    let mut fixture = Fixture::new("bench_calls");
    fixture.start_queue();
    check_in(&fixture, visitors);
    let pages: Vec<TcpStream> = (0..PAGES).map(|_| open_page(fixture.queue_address())).collect();
    let (took, mut each) = call(&fixture, visitors);
    table.figure(
        "calls a second, four desks, 50 pages open",
        Sample::new(vec![rate(visitors, took)], "/s"),
        Goal::None,
    );
    table.figure("… one takes", Sample::new(each.clone(), "ms"), Goal::None);
    table.figure(
        "… p99",
        Sample::new(vec![percentile_99(&mut each)], "ms"),
        Goal::None,
    );
    drop(pages);
    table.note(format!(
        "Queue: {check_ins} check-ins over HTTP on loopback by {SENDERS} senders, each waiting for its answer, which \
         comes after the commit is on the disk; then, at a queue of its own, {visitors} waiting visitors are called and done with by {DESKS} desks. The \
         pages read their streams, and each call is a new board for every one of them."
    ));
    eprintln!("calls are measured");
}

/// How often a second a file can be appended to so that it is on the disk.
fn fsyncs_per_second(fixture: &Fixture) -> f64 {
    let mut file = File::create(fixture.path("plain")).expect("a file");
    let began = Instant::now();
    for _ in 0..FSYNCS {
        file.write_all(&[0x5a; 4096]).expect("a write");
        file.sync_all().expect("an fsync");
    }
    FSYNCS as f64 / began.elapsed().as_secs_f64()
}

/// How long all took, and each in milliseconds.
fn check_in(fixture: &Fixture, check_ins: u64) -> (Duration, Vec<f64>) {
    let next = AtomicU64::new(0);
    let work = || {
        let queue = fixture.queue();
        let mut took = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed) + 1;
            if number > check_ins {
                return took;
            }
            let data = checked_in(&format!("{SERIES}{number:03}"), "rent", "bn");
            let began = Instant::now();
            queue.check_in(KIOSK, &data, 0);
            took.push(began.elapsed().as_secs_f64() * 1000.0);
        }
    };
    together(SENDERS, |_| work())
}

fn call(fixture: &Fixture, visitors: u64) -> (Duration, Vec<f64>) {
    let (took, each) = together(DESKS, |desk| work_at(&fixture.queue(), &format!("Desk {desk}")));
    assert_eq!(each.len() as u64, visitors, "everybody was called once");
    (took, each)
}

/// Calls until nobody waits; how long each call took, in milliseconds. Only the call is timed.
fn work_at(queue: &Queue, desk: &str) -> Vec<f64> {
    let by = json!({ "desk": desk });
    let mut took = Vec::new();
    loop {
        let began = Instant::now();
        let (status, answer) = queue.desk("/desk/next", &by);
        let elapsed = began.elapsed();
        assert_eq!(status, 200, "{answer}");
        let Some(id) = answer["visit"]["id"].as_i64() else {
            return took;
        };
        took.push(elapsed.as_secs_f64() * 1000.0);
        let (status, answer) = queue.desk(&format!("/desk/visits/{id}/done"), &by);
        assert_eq!(status, 200, "{answer}");
    }
}

/// Lets so many work at once, and says how long that took and what each of their steps took.
fn together(workers: u64, work: impl Fn(u64) -> Vec<f64> + Sync) -> (Duration, Vec<f64>) {
    let ready = Barrier::new(usize::try_from(workers).expect("a few") + 1);
    thread::scope(|scope| {
        let (ready, work) = (&ready, &work);
        let workers: Vec<_> = (1..=workers)
            .map(|worker| {
                scope.spawn(move || {
                    ready.wait();
                    work(worker)
                })
            })
            .collect();
        // Before the barrier: this thread may be the last to be woken.
        let began = Instant::now();
        ready.wait();
        let each = workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("a worker"))
            .collect();
        (began.elapsed(), each)
    })
}

/// Opens the stream of boards and reads it as long as it lasts.
fn open_page(queue: SocketAddr) -> TcpStream {
    let stream = open_stream(queue);
    let mut reading = stream.try_clone().expect("a stream");
    thread::spawn(move || {
        // It ends with the service.
        let _ = io::copy(&mut reading, &mut io::sink());
    });
    stream
}

fn percentile_99(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * 99 / 100).min(values.len() - 1)]
}
