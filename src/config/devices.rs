//! `[printer]` and `[scanner]`: what is plugged into the kiosk. Neither is there unless its section is.

use std::path::{Path, PathBuf};

use crate::ConfigError;
use crate::section::Section;

/// Where CUPS listens on this machine unless said otherwise.
const CUPS_SOCKET: &str = "/run/cups/cups.sock";
/// Most scanners of one kiosk.
const MOST_SCANNERS: usize = 8;

/// `[printer]`: where slips are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// How the printer is reached.
    pub route: PrinterRoute,
    /// The width of its paper in millimetres: 80 (the default) or 58.
    pub paper_mm: u32,
    /// Whether it has a knife; yes unless said otherwise.
    pub cuts: bool,
}

/// How the printer is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrinterRoute {
    /// By its device file, such as `/dev/usb/lp0`.
    Device(PathBuf),
    /// By a queue of CUPS that passes on what it is given.
    Queue {
        /// The queue's name.
        name: String,
        /// CUPS's own socket. It is a file: no slip goes to a CUPS of another machine.
        socket: PathBuf,
    },
}

/// `[scanner]`: where bar codes are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanner {
    /// The input devices, such as `/dev/input/by-id/usb-…-event-kbd`.
    pub devices: Vec<PathBuf>,
}

pub(crate) fn read_printer(root: &Section<'_>) -> Result<Option<Printer>, ConfigError> {
    let Some(printer) = root.section("printer")? else {
        return Ok(None);
    };
    printer.only(&["device", "queue", "cups_socket", "paper_mm", "cuts"])?;
    let route = match (printer.text("device")?, printer.text("queue")?) {
        (Some(device), None) => PrinterRoute::Device(absolute(&printer, "device", &device, "/dev/usb/lp0")?),
        (None, Some(name)) => PrinterRoute::Queue {
            name: queue_name(&printer, name)?,
            socket: match printer.text("cups_socket")? {
                Some(socket) => absolute(&printer, "cups_socket", &socket, CUPS_SOCKET)?,
                None => CUPS_SOCKET.into(),
            },
        },
        (None, None) => {
            let example = "device = \"/dev/usb/lp0\" or queue = \"slips\"";
            return Err(printer.lacks(example));
        }
        (Some(_), Some(_)) => {
            return Err(printer.wrong("queue", "either device or queue, not both"));
        }
    };
    let paper_mm = printer.whole("paper_mm", 58, 80)?.unwrap_or(80);
    if ![58, 80].contains(&paper_mm) {
        return Err(printer.wrong("paper_mm", "58 or 80"));
    }
    Ok(Some(Printer {
        route,
        paper_mm,
        cuts: printer.flag("cuts")?.unwrap_or(true),
    }))
}

pub(crate) fn read_scanner(root: &Section<'_>) -> Result<Scanner, ConfigError> {
    let Some(scanner) = root.section("scanner")? else {
        return Ok(Scanner::default());
    };
    scanner.only(&["devices"])?;
    let instead = "a list of input devices, such as [\"/dev/input/by-id/usb-Scanner-event-kbd\"], at most 8";
    let Some(names) = scanner.texts("devices", MOST_SCANNERS, instead)? else {
        return Err(scanner.lacks("devices = [\"/dev/input/by-id/usb-Scanner-event-kbd\"]"));
    };
    let paths = names.iter().map(PathBuf::from);
    let devices: Vec<PathBuf> = paths.filter(|path| path.is_absolute()).collect();
    if devices.len() != names.len() {
        return Err(scanner.wrong("devices", instead));
    }
    Ok(Scanner { devices })
}

/// A device's path. It is not taken from the file's folder: devices lie in `/dev`.
fn absolute(section: &Section<'_>, key: &str, path: &str, example: &str) -> Result<PathBuf, ConfigError> {
    let path = Path::new(path);
    if path.is_absolute() {
        return Ok(path.to_owned());
    }
    Err(section.wrong(key, &format!("a whole path, such as \"{example}\"")))
}

/// A name as CUPS allows it. Not beginning with a hyphen, so that `lp` never takes it for an option.
fn queue_name(section: &Section<'_>, name: String) -> Result<String, ConfigError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && name.len() <= 127 && name.chars().all(allowed) {
        return Ok(name);
    }
    Err(section.wrong("queue", "the name of a CUPS queue, such as \"slips\""))
}
