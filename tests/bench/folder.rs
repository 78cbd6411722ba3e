//! A content folder of thirty thousand pages against the sample office: start, memory, rest, and how long a saved
//! file takes to the screen.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use tests::accessibility::Find;
use tests::fixture::Fixture;
use tests::office;
use tests::process::{Process, command};
use tests::programs::program;
use tests::wait::until;

use crate::kiosk_program::{Kiosk, SIZE};
use crate::memory;
use crate::pixels::Eye;
use crate::table::{Goal, Sample, Table};

/// Items with a page in each of the office's languages: 30,000 pages in six.
const LEAFLETS: usize = 1_000;
const NOTICES: usize = 2_000;
const EVENTS: usize = 2_000;
/// How long the kiosk is left alone while its processor time is counted: two rounds over the folder.
const REST: Duration = Duration::from_secs(120);
/// How long the first reading of the folder may take.
const FIRST: Duration = Duration::from_secs(600);
/// How long after its first content a program's memory is read.
const SETTLED: Duration = Duration::from_secs(5);

/// Clock ticks a second, as Linux counts processor time for programs (`USER_HZ`).
const TICKS: f64 = 100.0;

/// Measures and adds the figures to the table.
pub fn measure(table: &mut Table, times: usize) {
    let mut small = Fixture::new("bench_folder_small");
    let mut large = Fixture::new("bench_folder_large");
    let pages = fill(&large.path("content"));
    let first = first_reading(&mut large, pages);
    starts(table, &mut small, &mut large, times);
    table.figure(
        "first reading of 30,000 pages, until all are published",
        Sample::new(vec![first.as_secs_f64()], "s"),
        Goal::None,
    );
    let at_rest = rest(&mut large);
    table.compare(
        "processor time at rest, 30,000 pages",
        at_rest,
        "sample office",
        rest(&mut small),
        Goal::None,
    );
    saves(table, &mut small, times);
    table.note(
        "Folder: 1,000 leaflets, 2,000 notices and 2,000 events in the six languages there are, each as long as the sample \
         office's are, on this machine's disk; starts are restarts with an unchanged folder, in turns with the sample office.",
    );
}

/// Fills a folder; how many pages there are in it.
fn fill(content: &Path) -> usize {
    let sample: Vec<String> = ["repairs", "paying-rent", "damp-and-mould"]
        .iter()
        .map(|name| {
            fs::read_to_string(office::sample().join(format!("leaflets/{name}/en-GB.md"))).expect("a leaflet")
        })
        .map(|text| without_pictures(&text))
        .collect();
    let mut pages = 0;
    for (section, items) in [("leaflets", LEAFLETS), ("notices", NOTICES), ("events", EVENTS)] {
        for item in 0..items {
            let folder = content.join(section).join(format!("number-{item:04}"));
            fs::create_dir_all(&folder).expect("a folder");
            for language in office::languages() {
                let until = if section == "leaflets" || language != "en-GB" {
                    ""
                } else {
                    "Show until: 2020-01-01\n"
                };
                let text = format!("Title: Number {item}\n{until}\n{}", sample[item % sample.len()]);
                fs::write(folder.join(format!("{language}.md")), text).expect("a page");
                pages += 1;
            }
        }
    }
    pages
}

/// A leaflet's text without its header and pictures: the folder is measured, not the decoder.
fn without_pictures(text: &str) -> String {
    let (_, body) = text.split_once("\n\n").expect("a header");
    body.lines()
        .filter(|line| !line.contains("!["))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Starts the kiosk on the folder until all of it is published; how long that took.
fn first_reading(fixture: &mut Fixture, pages: usize) -> Duration {
    let began = Instant::now();
    let kiosk = Kiosk::start(fixture);
    let generations = fixture.path("data/content/generations");
    until("the whole folder", FIRST, || {
        let newest = fs::read_dir(&generations)
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .max()?;
        let manifest = fs::read_to_string(newest).ok()?;
        (manifest.matches("\"summary\"").count() >= pages).then_some(())
    });
    let took = began.elapsed();
    drop(kiosk);
    took
}

fn starts(table: &mut Table, small: &mut Fixture, large: &mut Fixture, times: usize) {
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for round in 0..=times {
        let pair = [start(small), start(large)];
        eprintln!("folder start {}: {pair:?}", round + 1);
        // The first warms the caches.
        if round > 0 {
            one.push(pair[0]);
            other.push(pair[1]);
        }
    }
    let take = |starts: &[Start], part: fn(&Start) -> f64, unit| {
        Sample::new(starts.iter().map(part).collect(), unit)
    };
    let later = other
        .iter()
        .zip(&one)
        .map(|(large, small)| large.ms - small.ms)
        .collect();
    let more = other
        .iter()
        .zip(&one)
        .map(|(large, small)| large.mib - small.mib)
        .collect();
    table.compare(
        "exec → first content, 30,000 pages",
        take(&other, |start| start.ms, "ms"),
        "sample office",
        take(&one, |start| start.ms, "ms"),
        Goal::Value(3_000.0),
    );
    table.figure(
        "  over the sample office",
        Sample::new(later, "ms"),
        Goal::Value(200.0),
    );
    table.compare(
        "memory (PSS), 30,000 pages",
        take(&other, |start| start.mib, "MiB"),
        "sample office",
        take(&one, |start| start.mib, "MiB"),
        Goal::None,
    );
    table.figure(
        "  over the sample office",
        Sample::new(more, "MiB"),
        Goal::Value(60.0),
    );
    table.figure(
        "longest turn of the screen's thread while it loads",
        take(&other, |start| start.longest_ms, "ms"),
        Goal::Value(33.0),
    );
}

/// One start.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// Milliseconds from exec to first content.
    ms: f64,
    /// MiB, some seconds later.
    mib: f64,
    /// The longest turn of the screen's thread after its first content, in milliseconds; 16 if none was longer.
    longest_ms: f64,
}

fn start(fixture: &mut Fixture) -> Start {
    let mut start = command(&program("reception-kiosk"));
    start.arg("--config").arg(fixture.path("kiosk.toml")).args(SIZE);
    start.env("RECEPTION_LOG", "info,kiosk::app=debug");
    let logs = fixture.path("");
    let display = fixture.display();
    display.set(&mut start);
    let eye = Eye::on(display);
    eye.until("an empty screen", |strip| strip.is_empty());
    let began = Instant::now();
    let process = Process::start("reception-kiosk", &logs, start);
    let there = eye.until("reception-kiosk", |strip| strip.has_content());
    thread::sleep(SETTLED);
    let mib = memory::of_tree(process.pid());
    let longest_ms = longest_turn(&process.log());
    process.stop();
    Start {
        ms: there.duration_since(began).as_secs_f64() * 1000.0,
        mib,
        longest_ms,
    }
}

/// The longest turn in a log, the first left out: it makes the window, before anything is on the screen.
fn longest_turn(log: &str) -> f64 {
    let turns = log.lines().filter_map(|line| {
        let (_, rest) = line.split_once("took_ms=")?;
        rest.split_whitespace().next()?.parse::<f64>().ok()
    });
    turns.skip(1).fold(16.0, f64::max)
}

/// The share of one processor that a kiosk takes which nobody touches, in percent.
fn rest(fixture: &mut Fixture) -> Sample {
    let kiosk = Kiosk::start(fixture);
    kiosk
        .screen
        .wait_for(Find::Id("take-a-ticket"), Duration::from_secs(60));
    thread::sleep(SETTLED);
    let before = ticks(kiosk.pid());
    thread::sleep(REST);
    let share = (ticks(kiosk.pid()) - before) / TICKS / REST.as_secs_f64() * 100.0;
    Sample::new(vec![share], "%")
}

/// The processor time a program has taken, in clock ticks.
fn ticks(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("a running program");
    let (_, rest) = stat.rsplit_once(')').expect("a name");
    // Fields 14 and 15 of proc_pid_stat(5); the first here is the third.
    let times: Vec<f64> = rest
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse().expect("a number"))
        .collect();
    times.iter().sum()
}

/// How long a saved notice takes to Home, with the settling a kiosk has unless told otherwise.
fn saves(table: &mut Table, fixture: &mut Fixture, times: usize) {
    let path = fixture.path("kiosk.toml");
    let settings = fs::read_to_string(&path).expect("the kiosk's settings");
    fs::write(&path, settings.replace("settle_seconds = 0\n", "")).expect("the kiosk's settings");
    let kiosk = Kiosk::start(fixture);
    kiosk
        .screen
        .wait_for(Find::Id("take-a-ticket"), Duration::from_secs(60));
    let notice = fixture.path("content/notices/a-bench");
    fs::create_dir_all(&notice).expect("a folder");
    let took = (0..times).map(|round| {
        let title = format!("Saved {round} times");
        fs::write(
            notice.join("en-GB.md"),
            format!("Title: {title}\nPriority: high\n\nText\n"),
        )
        .expect("a notice");
        let saved = Instant::now();
        kiosk
            .screen
            .wait_for(Find::Containing(&title), Duration::from_secs(60));
        saved.elapsed().as_secs_f64()
    });
    table.figure(
        "a file saved → on the screen (3 s of them at rest)",
        Sample::new(took.collect(), "s"),
        Goal::Value(6.0),
    );
}
