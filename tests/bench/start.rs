//! From exec to first content, and memory: the kiosk against Debian's Chromium in kiosk mode on a page that shows
//! the same.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tests::display::Display;
use tests::fixture::Fixture;
use tests::process::{Process, command};
use tests::programs::program;

use crate::kiosk_program::SIZE;
use crate::machine::{chromium, folder_on_disk};
use crate::memory;
use crate::page;
use crate::pixels::Eye;
use crate::table::{Goal, Sample, Table};

/// How long after its first content a program's memory is read.
const SETTLED: Duration = Duration::from_secs(3);

/// How often each program is started before it is measured, to warm the caches and the browser's profile.
const WARM_UP: usize = 2;

/// The goals.
const TIME: Goal = Goal::Ratio(0.20);
const MEMORY: Goal = Goal::Ratio(0.10);

/// A browser that shows one page and does nothing else.
const FLAGS: [&str; 16] = [
    "--kiosk",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--window-position=0,0",
    "--window-size=1080,1920",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--password-store=basic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-pings",
];

/// One start.
struct Start {
    /// Milliseconds from exec to first content.
    ms: f64,
    /// MiB, some seconds later.
    mib: f64,
}

/// Starts both programs in turns, and adds time and memory to the table.
pub fn measure(table: &mut Table, times: usize) {
    let mut fixture = Fixture::new("bench_start");
    let folder = folder_on_disk();
    let page = folder.path().join("home.html");
    fs::write(&page, page::home(&fixture.path("content"))).expect("the page");
    let config = fixture.path("kiosk.toml");
    let logs = fixture.path("");
    let display = fixture.display();
    let eye = Eye::on(display);
    let start_kiosk = || {
        let mut start = command(&program("reception-kiosk"));
        start.arg("--config").arg(&config).args(SIZE);
        start
    };
    let profile = folder.path().join("profile");
    let start_browser = || {
        let mut start = command(&chromium());
        start
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()));
        start.arg(format!("file://{}", page.display()));
        start
    };
    let (mut kiosk, mut browser) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + times {
        let one = once("reception-kiosk", start_kiosk(), display, &eye, &logs);
        let other = once("chromium", start_browser(), display, &eye, &logs);
        eprintln!(
            "start {}: kiosk {:.0} ms, {:.1} MiB; Chromium {:.0} ms, {:.1} MiB{}",
            round + 1,
            one.ms,
            one.mib,
            other.ms,
            other.mib,
            if round < WARM_UP { " (warming up)" } else { "" }
        );
        if round >= WARM_UP {
            kiosk.push(one);
            browser.push(other);
        }
    }
    let ms = |starts: &[Start]| Sample::new(starts.iter().map(|start| start.ms).collect(), "ms");
    let mib = |starts: &[Start]| Sample::new(starts.iter().map(|start| start.mib).collect(), "MiB");
    table.compare("exec → first content", ms(&kiosk), "Chromium", ms(&browser), TIME);
    table.compare(
        "memory (PSS of the process tree)",
        mib(&kiosk),
        "Chromium",
        mib(&browser),
        MEMORY,
    );
    table.note(
        "Start and memory: both fill a private X screen of 1080×1920, started in turns with warm caches (Chromium: its \
         own binary, a warm profile and a static page that shows what Home shows); first content is when the words and \
         the main action of Home are in a strip of pixels that is read every 2 ms; memory is read 3 s later. Assistive \
         technology is announced to both, so the kiosk builds its accessibility tree.",
    );
}

fn once(name: &str, mut start: Command, display: &Display, eye: &Eye, logs: &Path) -> Start {
    display.set(&mut start);
    eye.until("an empty screen", |strip| strip.is_empty());
    let began = Instant::now();
    let process = Process::start(name, logs, start);
    let there = eye.until(name, |strip| strip.has_content());
    thread::sleep(SETTLED);
    let mib = memory::of_tree(process.pid());
    // Asked to end, so that the browser keeps its profile in order.
    process.stop();
    Start {
        ms: there.duration_since(began).as_secs_f64() * 1000.0,
        mib,
    }
}
