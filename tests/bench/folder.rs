//! A content folder of thirty thousand pages against the sample office: start, memory, rest, and how long a saved
//! file takes to the screen, on this machine's disk and behind a network mount.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tests::accessibility::Find;
use tests::fixture::Fixture;
use tests::office;
use tests::process::{Process, command};
use tests::programs::program;
use tests::sync::mount::{Mount, can_mount};
use tests::turns;
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
/// A kiosk that takes less than so many percent of a processor for so long has read its folder.
const BUSY: f64 = 10.0;
const CALM: Duration = Duration::from_secs(20);
/// How long the mount keeps what it knows of a folder. Where the system keeps it, that is 3 to 60 s (nfs(5)).
const LISTED_ANEW: Duration = Duration::from_secs(10);
/// How long the first reading of the folder may take.
const FIRST: Duration = Duration::from_secs(600);
/// How long after its first content a program's memory is read.
const SETTLED: Duration = Duration::from_secs(5);

/// Clock ticks a second, as Linux counts processor time for programs (`USER_HZ`).
const TICKS: f64 = 100.0;

/// A kiosk's settings, content and data, in a folder of their own.
struct Office(PathBuf);

impl Office {
    /// The fixture's own office once more, in one of its folders.
    fn new(fixture: &Fixture, name: &str) -> Self {
        let office = Self(fixture.path(name));
        fs::create_dir_all(&office.0).expect("a folder");
        let settings = fs::read_to_string(fixture.path("kiosk.toml")).expect("the kiosk's settings");
        // Files rest for as long as in an office.
        fs::write(office.settings(), settings.replace("settle_seconds = 0\n", ""))
            .expect("the kiosk's settings");
        fs::copy(fixture.path("queue-token"), office.0.join("queue-token")).expect("the token");
        office::always_open(&office.content());
        office
    }

    fn settings(&self) -> PathBuf {
        self.0.join("kiosk.toml")
    }

    fn content(&self) -> PathBuf {
        self.0.join("content")
    }

    fn start(&self, fixture: &mut Fixture) -> Kiosk {
        Kiosk::start_with(fixture, &self.settings())
    }
}

/// Measures and adds the figures to the table.
pub fn measure(table: &mut Table, times: usize) {
    let mut fixture = Fixture::new("bench_folder");
    let small = Office::new(&fixture, "small");
    let large = Office::new(&fixture, "large");
    let pages = fill(&large.content());
    let first = first_reading(&mut fixture, &large, pages);
    eprintln!("first reading: {first:?}");
    starts(table, &mut fixture, [&small, &large], times);
    table.figure(
        "first reading of 30,000 pages, until all are published",
        Sample::new(vec![first.as_secs_f64()], "s"),
        Goal::None,
    );
    table.compare(
        "processor time at rest, 30,000 pages (goal 0.5 %)",
        rest(&mut fixture, &large),
        "sample office",
        rest(&mut fixture, &small),
        Goal::None,
    );
    table.figure(
        "a file saved → on the screen (3 s of them at rest)",
        saves(&mut fixture, &large, &large.content(), times),
        Goal::Value(6.0),
    );
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
fn first_reading(fixture: &mut Fixture, office: &Office, pages: usize) -> Duration {
    let began = Instant::now();
    let kiosk = office.start(fixture);
    let generations = office.0.join("data/content/generations");
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

fn starts(table: &mut Table, fixture: &mut Fixture, [small, large]: [&Office; 2], times: usize) {
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for round in 0..=times {
        let pair = [start(fixture, small), start(fixture, large)];
        eprintln!("start {}: {pair:?}", round + 1);
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

fn start(fixture: &mut Fixture, office: &Office) -> Start {
    let mut start = command(&program("reception-kiosk"));
    start.arg("--config").arg(office.settings()).args(SIZE);
    start.env("RECEPTION_LOG", turns::LOG);
    let logs = office.0.clone();
    let display = fixture.display();
    display.set(&mut start);
    let eye = Eye::on(display);
    eye.until("an empty screen", |strip| strip.is_empty());
    let began = Instant::now();
    let process = Process::start("reception-kiosk", &logs, start);
    let there = eye.until("reception-kiosk", |strip| strip.has_content());
    thread::sleep(SETTLED);
    let mib = memory::of_tree(process.pid());
    // The first makes the window, before anything is on the screen.
    let longest_ms = turns::longest(&process.log(), 1).as_secs_f64() * 1000.0;
    process.stop();
    Start {
        ms: there.duration_since(began).as_secs_f64() * 1000.0,
        mib,
        longest_ms,
    }
}

/// The share of one processor that a kiosk takes which nobody touches, in percent.
fn rest(fixture: &mut Fixture, office: &Office) -> Sample {
    let kiosk = office.start(fixture);
    kiosk
        .screen
        .wait_for(Find::Id("take-a-ticket"), Duration::from_secs(60));
    until("a kiosk that has read its folder", FIRST, || {
        (share(kiosk.pid(), CALM) < BUSY).then_some(())
    });
    Sample::new(vec![share(kiosk.pid(), REST)], "%")
}

/// The share of one processor that a program takes, in percent.
fn share(pid: u32, during: Duration) -> f64 {
    let before = ticks(pid);
    thread::sleep(during);
    (ticks(pid) - before) / TICKS / during.as_secs_f64() * 100.0
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

/// How long a notice saved in a folder takes to Home.
fn saves(fixture: &mut Fixture, office: &Office, saved_in: &Path, times: usize) -> Sample {
    let kiosk = office.start(fixture);
    kiosk
        .screen
        .wait_for(Find::Id("take-a-ticket"), Duration::from_secs(60));
    let notice = saved_in.join("notices/a-bench");
    fs::create_dir_all(&notice).expect("a folder");
    let took = (0..times).map(|round| {
        // Not in step with the kiosk's rounds.
        thread::sleep(Duration::from_millis(700 * round as u64));
        let title = format!("Saved {round} times at {}", saved_in.display());
        let text = format!("Title: {title}\nPriority: high\n\nText\n");
        fs::write(notice.join("en-GB.md"), text).expect("a notice");
        let saved = Instant::now();
        kiosk
            .screen
            .wait_for(Find::Containing(&title), Duration::from_secs(180));
        saved.elapsed().as_secs_f64()
    });
    Sample::new(took.collect(), "s")
}

/// Measures the same folder behind a mount, of which nobody tells what changes.
pub fn measure_behind_a_mount(table: &mut Table, times: usize) {
    if !can_mount() {
        table.note("NOT MEASURED: a network mount, as this machine has no /dev/fuse.");
        return;
    }
    let mut fixture = Fixture::new("bench_mount");
    let office = Office::new(&fixture, "mounted");
    let share = office.0.join("share");
    fill(&office.content());
    fs::rename(office.content(), &share).expect("the folder as a share");
    let _mount = Mount::new(&share, &office.content(), &office.0.join("mount"), LISTED_ANEW);
    table.figure(
        "processor time at rest, 30,000 pages behind a mount",
        rest(&mut fixture, &office),
        Goal::Value(1.0),
    );
    table.figure(
        "a file saved at the other end → on the screen (10 s of them at rest)",
        saves(&mut fixture, &office, &share, times),
        Goal::Value(45.0),
    );
}
