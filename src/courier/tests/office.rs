//! A kiosk's side of the handover socket, and a courier that runs beside it.

use std::io::{BufReader, Write};
use std::net::SocketAddr;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use courier::{Backoff, Pace, Settings, Timeouts};
use handover::{PROTOCOL, ToCourier, ToScreen};
use stamp::Clock;
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

/// How long a test waits for what should come.
pub const SOON: Duration = Duration::from_secs(10);

/// The pace of an office, some ten times as fast.
pub fn fast() -> Pace {
    Pace {
        poll: Duration::from_millis(300),
        poll_away: Duration::from_millis(300),
        poll_after_acceptance: Duration::from_millis(50),
        backoff: Backoff {
            base: Duration::from_millis(50),
            cap: Duration::from_millis(300),
        },
        patience: Duration::from_millis(500),
        alive: Duration::from_millis(500),
        given_back: Duration::from_secs(1),
        reconnect: Duration::from_millis(100),
        timeouts: Timeouts {
            connect: Duration::from_millis(500),
            whole: Duration::from_millis(800),
        },
    }
}

pub struct Office {
    pub folder: TempDir,
    pub screen: Screen,
    order: watch::Sender<bool>,
    courier: Option<JoinHandle<Result<(), courier::ClientError>>>,
}

impl Office {
    /// A courier for the queue at this address, and the screen it has said hello to.
    pub fn open(queue: SocketAddr, pace: Pace) -> Self {
        Self::open_with(&format!("http://{queue}"), pace, |_| {})
    }

    pub fn open_with(url: &str, pace: Pace, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("queue-token"), "  first-token\r\n").unwrap();
        let listener = UnixListener::bind(folder.path().join("handover.sock")).unwrap();
        let mut settings = Settings {
            office: "canal-street".into(),
            kiosk: "front".into(),
            series: "A".parse().unwrap(),
            socket: folder.path().join("handover.sock"),
            queue: config::Queue {
                url: url.parse().unwrap(),
                token_file: folder.path().join("queue-token"),
                ca_file: None,
                proxy: None,
            },
            pace,
        };
        change(&mut settings);
        let (order, stop) = watch::channel(false);
        let courier = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(courier::run(&settings, stop))
        });
        let screen = Screen::accept(&listener);
        Self {
            folder,
            screen,
            order,
            courier: Some(courier),
        }
    }

    /// Tells the courier to stop and waits until it has.
    pub fn close(&mut self) {
        let _ = self.order.send(true);
        if let Some(courier) = self.courier.take() {
            courier.join().unwrap().unwrap();
        }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.close();
        }
    }
}

pub struct Screen {
    writing: UnixStream,
    heard: Receiver<ToScreen>,
}

impl Screen {
    /// Waits for a courier and greets it.
    pub fn accept(listener: &UnixListener) -> Self {
        let (stream, _) = listener.accept().unwrap();
        let (sender, heard) = channel();
        let mut reading = BufReader::new(stream.try_clone().unwrap());
        let hello = handover::read::<ToScreen>(&mut reading).unwrap();
        assert!(
            matches!(
                hello,
                Some(ToScreen::Hello {
                    protocol: PROTOCOL,
                    ..
                })
            ),
            "{hello:?}"
        );
        std::thread::spawn(move || {
            while let Ok(Some(message)) = handover::read::<ToScreen>(&mut reading) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut screen = Self {
            writing: stream,
            heard,
        };
        let series = "A".parse().unwrap();
        screen.say(&ToCourier::Hello {
            protocol: PROTOCOL,
            version: "test".into(),
            series,
        });
        screen
    }

    pub fn say(&mut self, message: &ToCourier) {
        self.writing
            .write_all(&handover::encode(message).unwrap())
            .unwrap();
    }

    /// Hands an event over and returns its id and its bytes.
    pub fn hand_over(&mut self, number: u128, fresh: bool) -> (Uuid, String) {
        let id = Uuid::from_u128(number);
        // Spacing and order as no serialiser of ours writes them: the bytes must pass untouched.
        let body = format!("{{ \"type\":\"t\",\n \"n\": 1.0, \"name\":\"\\u09a2াকা\",\"id\":\"{id}\" }}");
        let stamp = Clock::new().now();
        self.say(&ToCourier::Waiting {
            id,
            visit: id,
            body: body.clone(),
            stamp,
            fresh,
        });
        (id, body)
    }

    /// The next message that `wanted` finds something in; others are passed over.
    pub fn wait_for<T>(&self, what: &str, wanted: impl Fn(ToScreen) -> Option<T>) -> T {
        let until = Instant::now() + SOON;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let message = self
                .heard
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("waited for {what} in vain"));
            if let Some(found) = wanted(message) {
                return found;
            }
        }
    }

    /// Everything that was said up to now.
    pub fn heard_so_far(&self) -> Vec<ToScreen> {
        self.heard.try_iter().collect()
    }
}

/// Waits until something is so.
pub fn eventually(what: &str, mut so: impl FnMut() -> bool) {
    let until = Instant::now() + SOON;
    while !so() {
        assert!(Instant::now() < until, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
