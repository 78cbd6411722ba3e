//! The delivery with a real outbox, a real socket and couriers of every temper.

mod taken_away;

use std::cell::Cell;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};

use checkin::QueueState;
use handover::{Outcome, PROTOCOL, Reach, ToCourier, ToScreen, TroubleKind};
use tempfile::TempDir;

use super::window::{KEPT_FOR_FRESH, WINDOW};
use super::*;

const SOON: Duration = Duration::from_secs(10);

/// A kiosk's delivery, its news, and a clock that a test can put forward.
struct Kiosk {
    // Dropped before its folder.
    delivery: Option<Delivery>,
    folder: TempDir,
    news: Mutex<Receiver<News>>,
    ahead_ms: Arc<AtomicU64>,
}

impl Kiosk {
    fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    fn in_folder(folder: TempDir) -> Self {
        let (sender, news) = channel();
        let sender = Mutex::new(sender);
        let ahead_ms = Arc::new(AtomicU64::new(0));
        let clock = {
            let (clock, ahead_ms) = (stamp::Clock::new(), Arc::clone(&ahead_ms));
            move || clock.now().plus_ms(ahead_ms.load(Ordering::SeqCst))
        };
        let config = DeliveryConfig {
            data_dir: folder.path().join("data"),
            socket: folder.path().join("handover.sock"),
            office: "canal-street".into(),
            kiosk: "front".into(),
            series: "A".parse().unwrap(),
            version: "test".into(),
        };
        let delivery = Delivery::start(config, clock, move |news| {
            // A test that has ended listens no more.
            let _ = sender.lock().unwrap().send(news);
        });
        Self {
            folder,
            delivery: Some(delivery),
            news: Mutex::new(news),
            ahead_ms,
        }
    }

    fn delivery(&self) -> &Delivery {
        self.delivery.as_ref().unwrap()
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("handover.sock")
    }

    /// Puts the clock forward and has the owner look at it.
    fn later(&self, ms: u64) {
        self.ahead_ms.fetch_add(ms, Ordering::SeqCst);
        self.delivery()
            .status(Vec::new(), checkin::ContentProblems::default());
    }

    fn wait_for<T>(&self, what: &str, wanted: impl Fn(News) -> Option<T>) -> T {
        let until = Instant::now() + SOON;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let news = self.news.lock().unwrap().recv_timeout(left);
            if let Some(found) = wanted(news.unwrap_or_else(|_| panic!("waited for {what} in vain"))) {
                return found;
            }
        }
    }

    fn confirm(&self, request: u64, reference: &str) -> (Ticket, Uuid) {
        self.delivery().confirm(request, draft(reference));
        self.wait_for("the number", |news| match news {
            News::Committed {
                request: of,
                ticket,
                id,
            } if of == request => Some((ticket, id)),
            News::Failed { request: of, reason } if of == request => panic!("it failed: {reason:?}"),
            _ => None,
        })
    }

    fn wait_for_report(&self, what: &str, wanted: impl Fn(&OutboxReport) -> bool) -> OutboxReport {
        self.wait_for(what, |news| match news {
            News::Outbox(report) if wanted(&report) => Some(report),
            _ => None,
        })
    }

    fn wait_for_trouble(&self) -> TroubleKind {
        self.wait_for("trouble", |news| match news {
            News::Reach(Reach::Trouble(trouble)) => Some(trouble.kind),
            _ => None,
        })
    }
}

fn draft(reference: &str) -> CheckInDraft {
    CheckInDraft {
        service: Some("repairs".into()),
        language: "bn".into(),
        appointment: Some(Appointment {
            reference: reference.into(),
        }),
        private_interview: None,
        interpreter: None,
        needs: Vec::new(),
        party: 1,
        service_day: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
        minutes_since_midnight: 614,
        promised_by: None,
        time: DateTime::UNIX_EPOCH,
    }
}

/// A courier as a test plays it.
struct PlayedCourier {
    writing: UnixStream,
    reading: BufReader<UnixStream>,
}

impl PlayedCourier {
    fn connect(path: &Path) -> Self {
        let until = Instant::now() + SOON;
        let stream = loop {
            match UnixStream::connect(path) {
                Ok(stream) => break stream,
                Err(error) => assert!(Instant::now() < until, "{error}"),
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        stream.set_read_timeout(Some(SOON)).unwrap();
        let mut courier = Self {
            reading: BufReader::new(stream.try_clone().unwrap()),
            writing: stream,
        };
        courier.say(&ToScreen::Hello {
            protocol: PROTOCOL,
            version: "test".into(),
        });
        assert!(matches!(
            courier.hear(),
            ToCourier::Hello {
                protocol: PROTOCOL,
                ..
            }
        ));
        courier
    }

    fn say(&mut self, message: &ToScreen) {
        self.writing
            .write_all(&handover::encode(message).unwrap())
            .unwrap();
    }

    fn hear(&mut self) -> ToCourier {
        handover::read(&mut self.reading)
            .unwrap()
            .expect("the kiosk hung up")
    }

    /// The next event handed over: its id, its body and whether it is fresh.
    fn next_event(&mut self) -> (Uuid, String, bool) {
        loop {
            if let ToCourier::Waiting { id, body, fresh, .. } = self.hear() {
                return (id, body, fresh);
            }
        }
    }

    fn accept(&mut self, id: Uuid) {
        let outcome = Outcome::Accepted {
            ahead: Some(3),
            appointment: None,
        };
        self.say(&ToScreen::Outcome { id, outcome });
    }

    /// Whether nothing is handed over for a while.
    fn is_left_alone(&mut self) -> bool {
        self.reading
            .get_ref()
            .set_read_timeout(Some(Duration::from_millis(300)))
            .unwrap();
        let mut alone = true;
        while let Ok(Some(message)) = handover::read::<ToCourier>(&mut self.reading) {
            alone &= !matches!(message, ToCourier::Waiting { .. });
        }
        self.reading.get_ref().set_read_timeout(Some(SOON)).unwrap();
        alone
    }
}

fn bytes_in(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files.flat_map(|path| std::fs::read(path).unwrap()).collect()
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[test]
fn a_check_in_goes_from_confirm_to_accepted_and_leaves_nothing_behind() {
    let kiosk = Kiosk::new();
    let (ticket, id) = kiosk.confirm(7, "ENTERED-HX3K7");
    assert_eq!(ticket.number, 1114, "nobody has said yet that the series is new");
    let data = kiosk.folder.path().join("data");
    assert!(holds(&bytes_in(&data), "ENTERED-HX3K7"), "it is not on the disk");
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    let (handed, body, fresh) = courier.next_event();
    assert_eq!((handed, fresh), (id, true));
    let event = checkin::Event::from_bytes(body.as_bytes()).unwrap();
    assert_eq!(
        (event.id, event.office.as_str(), event.kiosk.as_str()),
        (id, "canal-street", "front")
    );
    courier.accept(id);
    let ahead = kiosk.wait_for("the acceptance", |news| match news {
        News::Accepted { id: of, ahead, .. } if of == id => Some(ahead),
        _ => None,
    });
    assert_eq!(ahead, Some(3));
    let until = Instant::now() + SOON;
    while holds(&bytes_in(&data), "ENTERED-HX3K7") {
        assert!(Instant::now() < until, "what was entered is still on the disk");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_courier_that_does_not_read_delays_no_confirm() {
    let kiosk = Kiosk::new();
    // As one that was stopped by a signal: it is connected, and its socket's buffers fill up.
    let _stopped = PlayedCourier::connect(&kiosk.socket());
    let mut slowest = Duration::ZERO;
    for request in 0..300 {
        let began = Instant::now();
        kiosk.confirm(request, &"x".repeat(3000));
        slowest = slowest.max(began.elapsed());
    }
    assert!(slowest < Duration::from_secs(1), "a Confirm took {slowest:?}");
    // What was handed to nobody is handed to the next one.
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    for _ in 0..300 {
        let (id, ..) = courier.next_event();
        courier.accept(id);
    }
    kiosk.wait_for_report("an empty outbox", |report| report.depth == 0);
}

#[test]
fn a_newer_courier_takes_the_place_of_the_older_and_is_told_everything_again() {
    let kiosk = Kiosk::new();
    let (_, id) = kiosk.confirm(1, "");
    let mut older = PlayedCourier::connect(&kiosk.socket());
    assert_eq!(older.next_event().0, id);
    let mut newer = PlayedCourier::connect(&kiosk.socket());
    assert_eq!(newer.next_event().0, id);
    let ended = loop {
        match handover::read::<ToCourier>(&mut older.reading) {
            Ok(Some(_)) => {}
            ended => break ended,
        }
    };
    assert!(matches!(ended, Ok(None)), "{ended:?}");
}

#[test]
fn a_cancellation_is_handed_over_only_after_its_check_in_was_accepted() {
    let kiosk = Kiosk::new();
    let (ticket, visit) = kiosk.confirm(1, "");
    kiosk.delivery().cancel(2, visit, ticket, draft("").service_day);
    kiosk.wait_for("the cancellation", |news| {
        matches!(news, News::Cancelled { request: 2 }).then_some(())
    });
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    assert_eq!(courier.next_event().0, visit);
    assert!(courier.is_left_alone());
    courier.accept(visit);
    let (_, body, _) = courier.next_event();
    let event = checkin::Event::from_bytes(body.as_bytes()).unwrap();
    assert_eq!(event.subject, visit);
    assert!(matches!(event.payload, checkin::Payload::Cancelled(_)));
}

#[test]
fn a_held_event_is_told_and_can_be_sent_again() {
    let kiosk = Kiosk::new();
    let (ticket, id) = kiosk.confirm(1, "");
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    courier.next_event();
    let outcome = Outcome::Held {
        status: 422,
        reason: "no such day".into(),
    };
    courier.say(&ToScreen::Outcome { id, outcome });
    let report = kiosk.wait_for_report("the held event", |report| report.held == 1);
    let held = &report.held_events[0];
    assert_eq!(
        (held.id, held.ticket, held.reason.as_str()),
        (id, Some(ticket), "no such day")
    );
    kiosk.delivery().send_again(id);
    assert_eq!(courier.next_event().0, id);
}

#[test]
fn during_a_catch_up_a_bounded_number_is_out_and_a_fresh_ticket_goes_at_once() {
    let kiosk = Kiosk::new();
    let backlog = WINDOW + KEPT_FOR_FRESH + 20;
    for request in 0..backlog {
        kiosk.confirm(request as u64, "");
    }
    // An hour later none of them is fresh.
    kiosk.later(3_600_000);
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    let out: Vec<_> = (0..WINDOW).map(|_| courier.next_event()).collect();
    assert!(out.iter().all(|(_, _, fresh)| !fresh));
    assert!(courier.is_left_alone());
    let (_, id) = kiosk.confirm(9999, "");
    let (handed, _, fresh) = courier.next_event();
    assert_eq!((handed, fresh), (id, true));
    // An answer makes room for one more of the backlog, and an event given back makes room as well.
    courier.accept(id);
    courier.accept(out[0].0);
    courier.next_event();
    courier.say(&ToScreen::NotYet {
        id: out[1].0,
        after_seconds: 60,
    });
    assert_ne!(courier.next_event().0, out[1].0);
    assert!(courier.is_left_alone());
    courier.accept(out[2].0);
    kiosk.later(61_000);
    assert_eq!(courier.next_event().0, out[1].0);
}

#[test]
fn what_the_courier_knows_of_the_queue_is_passed_on() {
    let kiosk = Kiosk::new();
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    let state = QueueState {
        as_of: DateTime::UNIX_EPOCH,
        last_number: None,
        services: Vec::new(),
        now_serving: Vec::new(),
    };
    courier.say(&ToScreen::QueueState {
        state: state.clone(),
        received: stamp::Clock::new().now(),
    });
    courier.say(&ToScreen::Reach { reach: Reach::Up });
    courier.say(&ToScreen::ClockOffset { seconds: 4000 });
    let told = kiosk.wait_for("the state", |news| match news {
        News::Queue { state, .. } => Some(state),
        _ => None,
    });
    assert_eq!(told, state);
    // These two may come in either order.
    let (up, offset) = (Cell::new(false), Cell::new(None));
    kiosk.wait_for("reach and offset", |news| {
        match news {
            News::Reach(Reach::Up) => up.set(true),
            News::ClockOffset { seconds } => offset.set(Some(seconds)),
            _ => {}
        }
        (up.get() && offset.get() == Some(4000)).then_some(())
    });
    // The queue has never seen the series, and no number was ever given here.
    assert_eq!(kiosk.confirm(1, "").0.number, 1);
    // The status goes the other way, with the offset in it.
    let problem = checkin::ContentProblem {
        code: "page-empty".to_owned(),
        ..checkin::ContentProblem::default()
    };
    let content = checkin::ContentProblems::bounded([problem]);
    let until = Instant::now() + SOON;
    loop {
        // One without the problems may have gone before.
        kiosk.ahead_ms.fetch_add(6_000, Ordering::SeqCst);
        kiosk
            .delivery()
            .status(vec!["the printer has no paper".into()], content.clone());
        if let ToCourier::Status(status) = courier.hear()
            && status.clock_offset_seconds == Some(4000)
            && status.problems.len() == 1
        {
            assert_eq!(status.content.first.len(), 1, "{status:?}");
            break;
        }
        assert!(Instant::now() < until);
    }
}

#[test]
fn what_the_queue_said_before_midnight_says_nothing_of_todays_numbers() {
    let kiosk = Kiosk::new();
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    let state = QueueState {
        as_of: DateTime::UNIX_EPOCH,
        last_number: Some(1800),
        services: Vec::new(),
        now_serving: Vec::new(),
    };
    courier.say(&ToScreen::QueueState {
        state,
        received: stamp::Clock::new().now(),
    });
    kiosk.wait_for("the state", |news| {
        matches!(news, News::Queue { .. }).then_some(())
    });
    assert_eq!(
        kiosk.confirm(1, "").0.number,
        1900,
        "the same day, in a new database"
    );
    kiosk.later(24 * 3_600_000);
    let mut tomorrow = draft("");
    tomorrow.service_day = tomorrow.service_day.succ_opt().unwrap();
    kiosk.delivery().confirm(2, tomorrow);
    let number = kiosk.wait_for("the number", |news| match news {
        News::Committed {
            request: 2, ticket, ..
        } => Some(ticket.number),
        _ => None,
    });
    assert_eq!(number, 1);
}

#[test]
fn a_missing_and_a_silent_courier_are_told_to_staff() {
    let kiosk = Kiosk::new();
    // Once it has answered it has begun to count.
    kiosk.confirm(1, "");
    kiosk.later(11_000);
    assert_eq!(kiosk.wait_for_trouble(), TroubleKind::NoCourier);
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    courier.say(&ToScreen::Reach { reach: Reach::Up });
    kiosk.wait_for("the queue", |news| {
        matches!(news, News::Reach(Reach::Up)).then_some(())
    });
    kiosk.later(31_000);
    assert_eq!(kiosk.wait_for_trouble(), TroubleKind::NoCourier);
    courier.say(&ToScreen::Alive);
    kiosk.wait_for("the queue again", |news| {
        matches!(news, News::Reach(Reach::Up)).then_some(())
    });
}

#[test]
fn a_damaged_outbox_is_told_and_the_next_number_is_far_above() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/outbox.db"), b"damaged ".repeat(1000)).unwrap();
    let kiosk = Kiosk::in_folder(folder);
    let is_damage =
        |problem: &OutboxProblem| matches!(problem, OutboxProblem::SetAside(path) if path.exists());
    kiosk.wait_for_report("the damage", |report| {
        report.available && report.problems.iter().any(is_damage)
    });
    let (ticket, _) = kiosk.confirm(1, "");
    assert_eq!(ticket.number, 1114);
    let jumped = OutboxProblem::NumberingJumped(ticket);
    kiosk.wait_for_report("the jump", |report| report.problems.contains(&jumped));
}

#[test]
fn without_a_usable_disk_confirm_fails_at_once_and_works_again_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    // A file where the folder should be: nothing can be stored below it.
    std::fs::write(folder.path().join("data"), "").unwrap();
    let kiosk = Kiosk::in_folder(folder);
    let report = kiosk.wait_for_report("the problem", |report| !report.available);
    assert!(
        matches!(report.problems[..], [OutboxProblem::Unavailable(_)]),
        "{report:?}"
    );
    kiosk.delivery().confirm(1, draft(""));
    let reason = kiosk.wait_for("the failure", |news| match news {
        News::Failed { request: 1, reason } => Some(reason),
        _ => None,
    });
    assert_eq!(reason, FailedBecause::OutboxUnavailable);
    std::fs::remove_file(kiosk.folder.path().join("data")).unwrap();
    kiosk.later(6_000);
    kiosk.wait_for_report("the recovery", |report| {
        report.available && report.problems.is_empty()
    });
    kiosk.confirm(2, "");
}

#[test]
fn a_stale_socket_is_replaced_and_only_its_owner_and_group_may_connect() {
    let folder = tempfile::tempdir().unwrap();
    drop(UnixListener::bind(folder.path().join("handover.sock")).unwrap());
    let kiosk = Kiosk::in_folder(folder);
    PlayedCourier::connect(&kiosk.socket());
    let mode = std::fs::metadata(kiosk.socket()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o660);
}

#[test]
fn a_file_in_the_sockets_place_and_a_socket_in_use_are_left_alone_and_told() {
    let is_socket = |report: &OutboxReport| {
        report
            .problems
            .iter()
            .any(|problem| matches!(problem, OutboxProblem::Socket(_)))
    };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("handover.sock"), "somebody's").unwrap();
    let kiosk = Kiosk::in_folder(folder);
    kiosk.wait_for_report("the problem", is_socket);
    assert_eq!(std::fs::read(kiosk.socket()).unwrap(), b"somebody's");
    // Numbers are given all the same.
    kiosk.confirm(1, "");
    let folder = tempfile::tempdir().unwrap();
    let _other = UnixListener::bind(folder.path().join("handover.sock")).unwrap();
    let kiosk = Kiosk::in_folder(folder);
    kiosk.wait_for_report("the problem", is_socket);
}

#[test]
fn garbage_on_the_socket_ends_that_connection_and_nothing_else() {
    let kiosk = Kiosk::new();
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    for garbage in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        &[b'x'; 400_000],
        b"{\"say\":\"hello\",\"protocol\":99,\"version\":\"\"}\n",
    ] {
        let mut stream = UnixStream::connect(kiosk.socket()).unwrap();
        // The kiosk may hang up in the middle of it.
        let _ = stream.write_all(garbage);
        stream.set_read_timeout(Some(SOON)).unwrap();
        let end = std::io::Read::read(&mut stream, &mut [0; 16]);
        assert!(matches!(end, Ok(0) | Err(_)), "{end:?}");
    }
    let (_, id) = kiosk.confirm(1, "");
    assert_eq!(courier.next_event().0, id);
    courier.writing.write_all(b"nonsense\n").unwrap();
    let mut courier = PlayedCourier::connect(&kiosk.socket());
    assert_eq!(courier.next_event().0, id);
}

#[test]
fn what_was_asked_for_before_the_end_is_stored() {
    let mut kiosk = Kiosk::new();
    (0..20).for_each(|request| kiosk.delivery().confirm(request, draft("")));
    kiosk.delivery = None;
    let committed = kiosk
        .news
        .lock()
        .unwrap()
        .try_iter()
        .filter(|news| matches!(news, News::Committed { .. }))
        .count();
    assert_eq!(committed, 20);
    assert!(!kiosk.socket().exists());
    let opened =
        outbox::Outbox::open(&kiosk.folder.path().join("data/outbox.db"), DateTime::UNIX_EPOCH).unwrap();
    assert_eq!(opened.outbox.counts().unwrap().waiting, 20);
}
