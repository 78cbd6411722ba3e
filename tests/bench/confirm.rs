//! From Confirm to a ticket that is on the disk, inside the kiosk, against one fsync of the same disk.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use chrono_tz::Europe::London;
use kiosk::delivery::{CheckInDraft, Delivery, DeliveryConfig, News};
use stamp::Clock;
use tests::office::{KIOSK, OFFICE, SERIES};

use crate::machine::folder_on_disk;
use crate::table::{Goal, Sample, Table};

/// How long one may take before it counts as hung.
const LIMIT: Duration = Duration::from_secs(30);

/// How many are left out, until the database has its files.
const WARM_UP: usize = 10;

/// Confirms and writes in turns, and adds the figures to the table.
pub fn measure(table: &mut Table, times: usize) {
    let folder = folder_on_disk();
    let clock = Clock::new();
    let (delivery, news) = start(folder.path(), clock);
    let mut file = File::create(folder.path().join("plain")).expect("a file");
    let (mut confirms, mut writes) = (Vec::new(), Vec::new());
    for at in 0..WARM_UP + times {
        let confirm = confirm(&delivery, &news, clock, at as u64);
        let began = Instant::now();
        file.write_all(&[0x5a; 4096]).expect("a write");
        file.sync_all().expect("an fsync");
        let write = began.elapsed();
        if at >= WARM_UP {
            confirms.push(confirm.as_secs_f64() * 1000.0);
            writes.push(write.as_secs_f64() * 1000.0);
        }
    }
    table.compare(
        "Confirm → ticket on the disk, inside the kiosk",
        Sample::new(confirms, "ms"),
        "4 KiB and fsync",
        Sample::new(writes, "ms"),
        Goal::None,
    );
    table.note(
        "Confirm → ticket inside: from the order to the outbox's thread until its answer is back, without a courier, in \
         turns with appending 4 KiB to a file and fsync on the same disk.",
    );
    eprintln!("Confirm is measured");
}

fn start(folder: &Path, clock: Clock) -> (Delivery, Receiver<News>) {
    let (say, heard) = mpsc::channel();
    let config = DeliveryConfig {
        data_dir: folder.to_owned(),
        socket: folder.join("s"),
        office: OFFICE.to_owned(),
        kiosk: KIOSK.to_owned(),
        series: SERIES.parse().expect("a series"),
        version: "bench".to_owned(),
    };
    let tell = move |news| {
        // Nobody hears the last words of a delivery that is being dropped.
        let _ = say.send(news);
    };
    (Delivery::start(config, move || clock.now(), tell), heard)
}

fn confirm(delivery: &Delivery, news: &Receiver<News>, clock: Clock, request: u64) -> Duration {
    let now = clock.now();
    let draft = CheckInDraft {
        service: Some("repairs".to_owned()),
        language: "en-GB".to_owned(),
        appointment: None,
        private_interview: None,
        interpreter: None,
        needs: Vec::new(),
        party: 1,
        service_day: now.time.with_timezone(&London).date_naive(),
        minutes_since_midnight: 600,
        promised_by: Some(now.time + chrono::TimeDelta::minutes(10)),
        time: now.time,
    };
    let began = Instant::now();
    delivery.confirm(request, draft);
    loop {
        match news.recv_timeout(LIMIT).expect("an answer to Confirm") {
            News::Committed {
                request: answered, ..
            } if answered == request => return began.elapsed(),
            News::Failed { reason, .. } => panic!("no ticket: {reason:?}"),
            _ => {}
        }
    }
}
