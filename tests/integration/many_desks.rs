//! Fifty streams of the desk page are open at once beside three browsers, and some that never read: each of the others
//! shows a new visitor within seconds, and taking a check-in in is no slower for it.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests::browser::Browser;
use tests::fixture::{Fixture, KIOSK, SERIES};
use tests::queue::{checked_in, open_stream};
use tests::seed;
use tests::wait::until_or;

/// Pages that read what they get.
const PAGES: usize = 50;

/// Pages that are open and read nothing, as a browser in a laptop that was closed.
const DEAF: usize = 10;

/// Browsers, each with a profile of its own, as on three computers.
const BROWSERS: usize = 3;

/// Visitors of this test.
const VISITORS: u64 = 40;

/// How soon every page is to show a visitor.
const SHOWN: Duration = Duration::from_secs(5);

/// The browsers are looked at after each so many visitors: a look takes longer than the page does.
const LOOKED_AT: u64 = 5;

/// How long taking one check-in in may take beside them.
const TAKEN: Duration = Duration::from_secs(2);

/// How many visits a board counts, wherever they stand.
fn counted(data: &str) -> Option<u64> {
    let page: Value = serde_json::from_str(data.trim()).ok()?;
    let counts = page["board"]["counts"].as_object()?;
    counts.values().map(Value::as_u64).sum()
}

/// Reads a stream to its end and keeps the number of visits it shows.
fn read(stream: TcpStream, shown: &AtomicU64) {
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if let Some(count) = line.strip_prefix("data:").and_then(counted) {
            shown.store(count, Ordering::SeqCst);
        }
    }
    // A page without its stream shows nothing new any more.
    shown.store(u64::MAX, Ordering::SeqCst);
}

#[test]
fn fifty_pages_and_three_browsers_show_each_visitor_within_seconds_beside_pages_that_never_read() {
    let mut random = fastrand::Rng::with_seed(seed("many_desks"));
    let mut fixture = Fixture::new("many_desks");
    fixture.start_queue();
    let queue = fixture.queue_address();
    let kiosk = fixture.queue();
    let deaf: Vec<TcpStream> = (0..DEAF).map(|_| open_stream(queue)).collect();
    let pages: Vec<Arc<AtomicU64>> = (0..PAGES)
        .map(|_| {
            let shown = Arc::new(AtomicU64::new(0));
            let (stream, showing) = (open_stream(queue), Arc::clone(&shown));
            thread::spawn(move || read(stream, &showing));
            shown
        })
        .collect();
    let browsers: Vec<Browser> = (0..BROWSERS).map(|_| Browser::start()).collect();
    for browser in &browsers {
        browser.open(&fixture.desk_page());
    }
    let (mut slowest_shown, mut slowest_taken) = (Duration::ZERO, Duration::ZERO);
    let mut slowest_browser = Duration::ZERO;
    for number in 1..=VISITORS {
        thread::sleep(Duration::from_millis(random.u64(0..400)));
        let ticket = format!("{SERIES}{number:03}");
        let began = Instant::now();
        kiosk.check_in(KIOSK, &checked_in(&ticket, "repairs", "bn"), 0);
        let taken = began.elapsed();
        until_or(
            &format!("visitor {number} on every page"),
            SHOWN,
            || {
                let there = |page: &Arc<AtomicU64>| (number..u64::MAX).contains(&page.load(Ordering::SeqCst));
                pages.iter().all(there).then_some(())
            },
            || format!("{pages:?}"),
        );
        slowest_shown = slowest_shown.max(began.elapsed());
        if number % LOOKED_AT == 0 {
            for (at, browser) in browsers.iter().enumerate() {
                let script = format!(
                    "return document.getElementById('waiting-rows').textContent.includes('{ticket}')"
                );
                until_or(
                    &format!("{ticket} in browser {at}"),
                    SHOWN,
                    || (browser.run(&script) == true).then_some(()),
                    || browser.texts("body").join("\n"),
                );
            }
            slowest_browser = slowest_browser.max(began.elapsed());
        }
        slowest_taken = slowest_taken.max(taken);
    }
    println!(
        "{VISITORS} visitors on {PAGES} pages beside {DEAF} that never read: taken in within {slowest_taken:.0?}, shown \
         within {slowest_shown:.0?}, in all of {BROWSERS} browsers within {slowest_browser:.0?}"
    );
    assert!(slowest_taken < TAKEN, "{slowest_taken:?}");
    drop(deaf);
    assert_eq!(fixture.queue().counted(), Some(VISITORS));
}
