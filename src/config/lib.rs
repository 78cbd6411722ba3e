//! `kiosk.toml`, read once by the screen and by the courier.
//!
//! Both programs read the whole file, so that a mistake is found whichever is started first. A mistake is one
//! sentence with the file, the line and what to write instead, for the person who set the kiosk up. It names
//! the file that holds the token, and this crate does not read that one; the one secret in it is the staff PIN, which
//! opens nothing but a screen, and is never shown.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod devices;
mod error;
mod section;

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use checkin::Series;
use toml::de::DeTable;
use url::{Host, Url};

pub use devices::{Printer, PrinterRoute, Scanner};
pub use error::ConfigError;
use section::Section;

/// A file longer than this, in bytes, is not a kiosk.toml.
const MAX_FILE_BYTES: u64 = 64 * 1024;

/// Everything in `kiosk.toml`. Paths are as they stand in the file, taken from the file's own folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The office's id: letters, digits and hyphens.
    pub office: String,
    /// The kiosk's id: letters, digits and hyphens.
    pub kiosk: String,
    /// The kiosk's series.
    pub series: Series,
    /// The content folder; `content` unless said otherwise.
    pub content: PathBuf,
    /// How long a file in the content folder must have been as it is before it is taken, in seconds, 0 to 600; 3
    /// unless said otherwise.
    pub settle_seconds: u32,
    /// The folder of the outbox; `data` unless said otherwise.
    pub data: PathBuf,
    /// The handover socket; `handover.sock` unless said otherwise.
    pub socket: PathBuf,
    /// The queue service.
    pub queue: Queue,
    /// The screen's measures.
    pub screen: Screen,
    /// How long things stay.
    pub session: Session,
    /// The PIN of the staff screen; without one there is no staff screen.
    pub staff_pin: Option<StaffPin>,
    /// Where slips are printed; nowhere unless said so.
    pub printer: Option<Printer>,
    /// Where bar codes are read; nowhere unless said so.
    pub scanner: Scanner,
}

/// `[queue]`: where check-ins go.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// The address of the queue service: https, or http on this machine. It has no query and no password.
    pub url: Url,
    /// The file that holds the kiosk's token.
    pub token_file: PathBuf,
    /// The office's own certificate authority, a PEM file. With it, no other is trusted.
    pub ca_file: Option<PathBuf>,
    /// An HTTP proxy on the way. The environment's proxy settings are not used.
    pub proxy: Option<Url>,
}

/// `[screen]`: measures in millimetres, from which sizes of text and buttons follow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Screen {
    /// The width of the visible picture, 100 to 3000.
    pub width_mm: Option<f64>,
    /// Its height, 100 to 3000.
    pub height_mm: Option<f64>,
    /// From the visitor's eyes to the screen, 200 to 3000.
    pub viewing_distance_mm: Option<f64>,
    /// From the floor to the lower edge of the picture, 0 to 2000.
    pub bottom_mm_from_floor: Option<f64>,
}

/// `[session]`: times in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Without a touch for this long the kiosk asks "Are you still there?"; 20 to 600, else 60.
    pub idle_seconds: u32,
    /// How long the ticket stays on the screen; 20 to 300, else 45.
    pub ticket_seconds: u32,
}

/// `[staff] pin`: 4 to 12 digits.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffPin(pub String);

impl fmt::Debug for StaffPin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StaffPin")
    }
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// One [`ConfigError`], the first mistake in the file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let unreadable = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => ConfigError::of_file(
                path,
                "there is no such file. Name it with --config <file>".to_owned(),
            ),
            _ => ConfigError::of_file(path, format!("it cannot be read: {error}")),
        };
        let length = fs::metadata(path).map_err(unreadable)?.len();
        if length > MAX_FILE_BYTES {
            return Err(ConfigError::of_file(
                path,
                format!("it has {length} bytes and is no kiosk.toml"),
            ));
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            ConfigError::of_file(path, "it is not UTF-8 text. Save it again as UTF-8".to_owned())
        })?;
        Self::parse(path, &text)
    }

    /// Reads the text of a file that stands at `path`.
    ///
    /// # Errors
    /// One [`ConfigError`], the first mistake in the text.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        // An editor's byte order mark says nothing, and would be part of the first key.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let table = DeTable::parse(text).map_err(|error| ConfigError::of_toml(path, text, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let root = Section::new(path, text, "", table.get_ref());
        root.only(&[
            "office",
            "kiosk",
            "series",
            "content",
            "settle_seconds",
            "data",
            "socket",
            "queue",
            "screen",
            "session",
            "printer",
            "scanner",
            "staff",
        ])?;
        let place = |key, default: &str| {
            Ok::<_, ConfigError>(folder.join(root.text(key)?.unwrap_or_else(|| default.to_owned())))
        };
        Ok(Self {
            office: root.id("office", "canal-street")?,
            kiosk: root.id("kiosk", "front")?,
            series: read_series(&root)?,
            content: place("content", "content")?,
            settle_seconds: root.whole("settle_seconds", 0, 600)?.unwrap_or(3),
            data: place("data", "data")?,
            socket: place("socket", "handover.sock")?,
            queue: read_queue(&root, folder)?,
            screen: read_screen(&root)?,
            session: read_session(&root)?,
            staff_pin: read_staff(&root)?,
            printer: devices::read_printer(&root)?,
            scanner: devices::read_scanner(&root)?,
        })
    }
}

fn read_series(root: &Section<'_>) -> Result<Series, ConfigError> {
    let text = root.required("series", "\"A\"")?;
    text.parse()
        .map_err(|_| root.wrong("series", "one capital letter from A to Z, such as \"A\""))
}

fn read_queue(root: &Section<'_>, folder: &Path) -> Result<Queue, ConfigError> {
    let example =
        "a [queue] section with url = \"https://queue.example.org\" and token_file = \"queue-token\"";
    let Some(queue) = root.section("queue")? else {
        return Err(root.missing_section("queue", example));
    };
    queue.only(&["url", "token_file", "ca_file", "proxy"])?;
    let address = queue.required("url", "\"https://queue.example.org\"")?;
    let url = queue_url(&address).map_err(|instead| queue.wrong("url", instead))?;
    let proxy = match queue.text("proxy")? {
        None => None,
        Some(address) => Some(proxy_url(&address).ok_or_else(|| {
            queue.wrong(
                "proxy",
                "the address of an HTTP proxy, such as \"http://proxy.example.org:3128\"",
            )
        })?),
    };
    let token_file = folder.join(queue.required("token_file", "\"queue-token\"")?);
    let ca_file = queue.text("ca_file")?.map(|name| folder.join(name));
    Ok(Queue {
        url,
        token_file,
        ca_file,
        proxy,
    })
}

/// The queue's address, or what to write instead. A token must not cross a network in the clear.
fn queue_url(address: &str) -> Result<Url, &'static str> {
    const SHAPE: &str = "an address such as \"https://queue.example.org\"";
    let mut url = Url::parse(address).map_err(|_| SHAPE)?;
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(SHAPE),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" => return Err("an https address; http is only for a queue on this machine (127.0.0.1)"),
        _ => return Err(SHAPE),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the address without a user or password; the token belongs in token_file");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the address without anything from ? or # on");
    }
    // One spelling, so that paths can be added to it.
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn proxy_url(address: &str) -> Option<Url> {
    Url::parse(address)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn read_screen(root: &Section<'_>) -> Result<Screen, ConfigError> {
    let Some(screen) = root.section("screen")? else {
        return Ok(Screen::default());
    };
    screen.only(&[
        "width_mm",
        "height_mm",
        "viewing_distance_mm",
        "bottom_mm_from_floor",
    ])?;
    Ok(Screen {
        width_mm: screen.number("width_mm", 100.0, 3000.0)?,
        height_mm: screen.number("height_mm", 100.0, 3000.0)?,
        viewing_distance_mm: screen.number("viewing_distance_mm", 200.0, 3000.0)?,
        bottom_mm_from_floor: screen.number("bottom_mm_from_floor", 0.0, 2000.0)?,
    })
}

fn read_session(root: &Section<'_>) -> Result<Session, ConfigError> {
    let Some(session) = root.section("session")? else {
        return Ok(Session {
            idle_seconds: 60,
            ticket_seconds: 45,
        });
    };
    session.only(&["idle_seconds", "ticket_seconds"])?;
    Ok(Session {
        idle_seconds: session.whole("idle_seconds", 20, 600)?.unwrap_or(60),
        ticket_seconds: session.whole("ticket_seconds", 20, 300)?.unwrap_or(45),
    })
}

fn read_staff(root: &Section<'_>) -> Result<Option<StaffPin>, ConfigError> {
    let Some(staff) = root.section("staff")? else {
        return Ok(None);
    };
    staff.only(&["pin"])?;
    let pin = staff.required("pin", "\"4 to 12 digits\"")?;
    if !(4..=12).contains(&pin.len()) || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(staff.wrong("pin", "4 to 12 digits in quotation marks, such as \"48213\""));
    }
    Ok(Some(StaffPin(pin)))
}

#[cfg(test)]
mod tests;
