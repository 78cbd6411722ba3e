//! The config file `queue.toml`: read whole, or refused with the file, the line and what to write instead.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use checkin::Series;
use chrono_tz::Tz;
use serde::Deserialize;
use toml::Spanned;

mod network;

pub use network::{TlsFiles, listen_address};

use crate::office::{DEFAULT_PROMISE_MINUTES, DEFAULT_ZONE, Office, Service, is_id};

/// Where the queue listens unless told otherwise.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8470";

/// The language of an office that names none.
const DEFAULT_LANGUAGE: &str = "en-GB";

/// Promises that can be meant, in minutes: a day at most.
const PROMISE_RANGE: std::ops::RangeInclusive<u32> = 1..=1440;

/// How many days details may be kept after their own: none is the promise made to visitors, a month the most that
/// reception can need.
const KEEP_DETAILS: std::ops::RangeInclusive<u16> = 0..=31;

/// How many days the audit log may be kept.
const KEEP_AUDIT: std::ops::RangeInclusive<u16> = 1..=3650;

/// How many days the audit log is kept unless told otherwise.
const DEFAULT_KEEP_AUDIT: u16 = 365;

/// The most private rooms of an office.
const MAX_ROOMS: usize = 20;

/// The longest name of a room, in characters.
const MAX_ROOM: usize = 40;

/// What the program was configured to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The folder of its database and tokens.
    pub data_dir: PathBuf,
    /// The folder where lists of appointments are put down; none where they are not imported from files.
    pub appointments_dir: Option<PathBuf>,
    /// The language the office speaks to everyone, a tag of `locales/`.
    pub language: String,
    /// The offices listed. An office that has only a token gets [`Config::office`]'s defaults.
    pub offices: Vec<Office>,
    /// The zone of an office that names none.
    pub zone: Tz,
    /// The promise of an office that names none, in minutes.
    pub promise_minutes: u32,
    /// The TLS files, where the service speaks TLS itself.
    pub tls: Option<TlsFiles>,
    /// The TLS proxies whose word is taken for where a request came from.
    pub trusted_proxies: Vec<IpAddr>,
    /// How many days details of visits are kept after their own.
    pub keep_details_days: u16,
    /// How many days the audit log is kept.
    pub keep_audit_days: u16,
    /// The series of the numbers that staff give, of an office that names none.
    pub desk_series: Series,
}

/// Why a config file was refused; its text is one line for the person who edits the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("{file}: {reason}. Check the path given to --config and that this user may read it.")]
    Unreadable {
        /// The file, as it was named.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// Something in the file is wrong.
    #[error("{file}, line {line}: {what}")]
    Wrong {
        /// The file, as it was named.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to write instead.
        what: String,
    },
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<Spanned<String>>,
    data_dir: Option<PathBuf>,
    appointments_dir: Option<PathBuf>,
    language: Option<Spanned<String>>,
    time_zone: Option<Spanned<String>>,
    promise_minutes: Option<Spanned<i64>>,
    tls_certificate: Option<Spanned<PathBuf>>,
    tls_key: Option<Spanned<PathBuf>>,
    #[serde(default)]
    trusted_proxies: Vec<Spanned<String>>,
    keep_details_days: Option<Spanned<i64>>,
    keep_audit_days: Option<Spanned<i64>>,
    desk_series: Option<Spanned<String>>,
    #[serde(default, rename = "office")]
    offices: Vec<OfficeTable>,
    #[serde(default, rename = "service")]
    services: Vec<ServiceTable>,
}

/// One `[[office]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeTable {
    id: Spanned<String>,
    name: Option<String>,
    time_zone: Option<Spanned<String>>,
    promise_minutes: Option<Spanned<i64>>,
    desk_series: Option<Spanned<String>>,
    #[serde(default)]
    rooms: Vec<Spanned<String>>,
    #[serde(default, rename = "service")]
    services: Vec<ServiceTable>,
}

/// One `[[service]]`, of all offices, or `[[office.service]]`, of one.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceTable {
    id: Spanned<String>,
    name: Option<String>,
    #[serde(default)]
    urgent: bool,
}

impl Config {
    /// The configuration without a file.
    pub fn without_file(listen: SocketAddr, data_dir: PathBuf) -> Self {
        Self {
            listen,
            data_dir,
            appointments_dir: None,
            language: DEFAULT_LANGUAGE.to_owned(),
            offices: Vec::new(),
            zone: DEFAULT_ZONE,
            promise_minutes: DEFAULT_PROMISE_MINUTES,
            tls: None,
            trusted_proxies: Vec::new(),
            keep_details_days: 0,
            keep_audit_days: DEFAULT_KEEP_AUDIT,
            desk_series: Series::OF_DESKS,
        }
    }

    /// Reads a config file. A relative `data_dir` is taken from the file's own folder.
    ///
    /// # Errors
    /// [`ConfigError`] with the line to change.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        })?;
        // A byte order mark is what some editors leave behind; it means nothing here.
        let text = text.trim_start_matches('\u{FEFF}');
        let folder = path.parent().unwrap_or(Path::new(""));
        parse(text, folder).map_err(|wrong| ConfigError::Wrong {
            file,
            line: text
                .bytes()
                .take(wrong.offset)
                .filter(|byte| *byte == b'\n')
                .count()
                + 1,
            what: wrong.what,
        })
    }

    /// The office with this id: as it is listed, or with the defaults.
    pub fn office(&self, id: &str) -> Office {
        self.offices
            .iter()
            .find(|office| office.id == id)
            .cloned()
            .unwrap_or_else(|| Office {
                id: id.to_owned(),
                name: id.to_owned(),
                zone: self.zone,
                promise_minutes: self.promise_minutes,
                desk_series: self.desk_series,
                rooms: Vec::new(),
                services: Vec::new(),
            })
    }
}

/// What is wrong, and where in the text.
struct Wrong {
    offset: usize,
    what: String,
}

fn wrong<T>(at: &Spanned<T>, what: String) -> Wrong {
    Wrong {
        offset: at.span().start,
        what,
    }
}

fn parse(text: &str, folder: &Path) -> Result<Config, Wrong> {
    let file: File = toml::from_str(text).map_err(|error| Wrong {
        offset: error.span().map_or(0, |span| span.start),
        what: error.message().trim().replace('\n', " "),
    })?;
    let listen = match &file.listen {
        Some(words) => listen_address(words.get_ref()).map_err(|what| {
            wrong(
                words,
                format!("listen = {words:?}: {what}", words = words.get_ref()),
            )
        })?,
        None => listen_address(DEFAULT_LISTEN).map_err(|what| Wrong { offset: 0, what })?,
    };
    let zone = zone(file.time_zone.as_ref())?.unwrap_or(DEFAULT_ZONE);
    let promise_minutes = promise(file.promise_minutes.as_ref())?.unwrap_or(DEFAULT_PROMISE_MINUTES);
    let desk_series = series(file.desk_series.as_ref())?.unwrap_or(Series::OF_DESKS);
    let shared = services(&file.services)?;
    let mut offices: Vec<Office> = Vec::new();
    for table in &file.offices {
        let id = checked_id(&table.id, "office")?;
        if offices.iter().any(|office| office.id == id) {
            return Err(wrong(
                &table.id,
                format!("the office {id:?} is listed twice. Remove one of the two."),
            ));
        }
        let own = services(&table.services)?;
        offices.push(Office {
            name: table.name.clone().unwrap_or_else(|| id.clone()),
            id,
            zone: self::zone(table.time_zone.as_ref())?.unwrap_or(zone),
            promise_minutes: promise(table.promise_minutes.as_ref())?.unwrap_or(promise_minutes),
            desk_series: series(table.desk_series.as_ref())?.unwrap_or(desk_series),
            rooms: rooms(&table.rooms)?,
            services: if own.is_empty() { shared.clone() } else { own },
        });
    }
    if offices.is_empty() && !shared.is_empty() {
        return Err(Wrong {
            offset: 0,
            what: "services are listed but no office. Add [[office]] with its id.".to_owned(),
        });
    }
    let data_dir = folder.join(file.data_dir.unwrap_or_else(|| PathBuf::from("data")));
    let config = Config {
        listen,
        data_dir,
        appointments_dir: file.appointments_dir.map(|own| folder.join(own)),
        language: language(file.language.as_ref())?,
        offices,
        zone,
        promise_minutes,
        tls: network::tls(file.tls_certificate.as_ref(), file.tls_key.as_ref(), folder)?,
        trusted_proxies: network::proxies(&file.trusted_proxies)?,
        keep_details_days: days(
            file.keep_details_days.as_ref(),
            "keep_details_days",
            KEEP_DETAILS,
            0,
        )?,
        keep_audit_days: days(
            file.keep_audit_days.as_ref(),
            "keep_audit_days",
            KEEP_AUDIT,
            DEFAULT_KEEP_AUDIT,
        )?,
        desk_series,
    };
    config.check_reach().map_err(|what| match &file.listen {
        Some(words) => wrong(words, format!("listen = {:?}: {what}", words.get_ref())),
        None => Wrong { offset: 0, what },
    })?;
    Ok(config)
}

/// A number of days, within what can be meant.
fn days(
    said: Option<&Spanned<i64>>,
    key: &str,
    range: std::ops::RangeInclusive<u16>,
    default: u16,
) -> Result<u16, Wrong> {
    let Some(said) = said else { return Ok(default) };
    u16::try_from(*said.get_ref())
        .ok()
        .filter(|days| range.contains(days))
        .ok_or_else(|| {
            let (from, to) = (range.start(), range.end());
            wrong(
                said,
                format!(
                    "{key} = {}: write whole days from {from} to {to}, such as {default}.",
                    said.get_ref()
                ),
            )
        })
}

fn zone(words: Option<&Spanned<String>>) -> Result<Option<Tz>, Wrong> {
    words
        .map(|words| {
            words.get_ref().parse().map_err(|_| {
                let zone = words.get_ref();
                wrong(
                    words,
                    format!("time_zone = {zone:?} is not a known zone. Write one such as \"Europe/London\"."),
                )
            })
        })
        .transpose()
}

fn language(tag: Option<&Spanned<String>>) -> Result<String, Wrong> {
    let Some(tag) = tag else {
        return Ok(DEFAULT_LANGUAGE.to_owned());
    };
    if i18n::language(tag.get_ref()).is_some() {
        return Ok(tag.get_ref().clone());
    }
    let known: Vec<&str> = i18n::languages().iter().map(|language| language.tag).collect();
    Err(wrong(
        tag,
        format!(
            "language = {:?} is none that this program speaks. Write one of {}.",
            tag.get_ref(),
            known.join(", ")
        ),
    ))
}

fn promise(minutes: Option<&Spanned<i64>>) -> Result<Option<u32>, Wrong> {
    minutes
        .map(|minutes| {
            u32::try_from(*minutes.get_ref())
                .ok()
                .filter(|minutes| PROMISE_RANGE.contains(minutes))
                .ok_or_else(|| {
                    let said = minutes.get_ref();
                    wrong(
                        minutes,
                        format!("promise_minutes = {said}: write whole minutes from 1 to 1440, such as 10."),
                    )
                })
        })
        .transpose()
}

fn series(letter: Option<&Spanned<String>>) -> Result<Option<Series>, Wrong> {
    letter
        .map(|letter| {
            letter.get_ref().parse().map_err(|_| {
                let said = letter.get_ref();
                wrong(
                    letter,
                    format!(
                        "desk_series = {said:?}: write one capital letter that no kiosk has, such as \"R\"."
                    ),
                )
            })
        })
        .transpose()
}

fn rooms(names: &[Spanned<String>]) -> Result<Vec<String>, Wrong> {
    let mut rooms: Vec<String> = Vec::new();
    for spanned in names {
        let name = spanned.get_ref().trim();
        let length = name.chars().count();
        if length == 0 || length > MAX_ROOM || name.chars().any(char::is_control) {
            let what = format!(
                "rooms: {name:?} cannot be a room's name. Use 1 to {MAX_ROOM} characters in one line."
            );
            return Err(wrong(spanned, what));
        }
        if rooms.iter().any(|room| room == name) {
            let what = format!("rooms: {name:?} is listed twice. Remove one of the two.");
            return Err(wrong(spanned, what));
        }
        if rooms.len() == MAX_ROOMS {
            return Err(wrong(
                spanned,
                format!("rooms: at most {MAX_ROOMS} can be listed."),
            ));
        }
        rooms.push(name.to_owned());
    }
    Ok(rooms)
}

fn services(tables: &[ServiceTable]) -> Result<Vec<Service>, Wrong> {
    let mut services: Vec<Service> = Vec::new();
    for table in tables {
        let id = checked_id(&table.id, "service")?;
        if services.iter().any(|service| service.id == id) {
            return Err(wrong(
                &table.id,
                format!("the service {id:?} is listed twice. Remove one of the two."),
            ));
        }
        services.push(Service {
            name: table.name.clone().unwrap_or_else(|| id.clone()),
            id,
            urgent: table.urgent,
        });
    }
    Ok(services)
}

fn checked_id(id: &Spanned<String>, of: &str) -> Result<String, Wrong> {
    let word = id.get_ref();
    if is_id(word) {
        Ok(word.clone())
    } else {
        Err(wrong(
            id,
            format!("{word:?} cannot be the id of an {of}. Use 1 to 64 letters, digits and hyphens."),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("queue.toml");
        std::fs::write(&path, text).unwrap();
        let message = Config::read(&path).unwrap_err().to_string();
        message
            .strip_prefix(&format!("{}, ", folder.path().join("queue.toml").display()))
            .unwrap()
            .to_owned()
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "\u{FEFF}listen = \"[::1]:9000\"\r\ndata_dir = \"store\"\r\npromise_minutes = 15\n\
            [[office]]\nid = \"canal-street\"\nname = \"Canal Street\"\n\
            [[office.service]]\nid = \"homeless\"\nname = \"Nowhere to stay tonight\"\nurgent = true\n\
            [[office]]\nid = \"mill-lane\"\ntime_zone = \"Europe/Dublin\"\npromise_minutes = 5\n\
            desk_series = \"S\"\nrooms = [\"Room 1\", \"The quiet room\"]\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("queue.toml");
        std::fs::write(&path, text).unwrap();
        let config = Config::read(&path).unwrap();
        assert_eq!(config.listen.to_string(), "[::1]:9000");
        assert_eq!(config.data_dir, folder.path().join("store"));
        let office = config.office("canal-street");
        assert_eq!(
            (office.name.as_str(), office.promise_minutes),
            ("Canal Street", 15)
        );
        assert!(office.service("homeless").unwrap().urgent);
        assert_eq!(config.office("mill-lane").zone, Tz::Europe__Dublin);
        assert_eq!(config.office("mill-lane").desk_series.to_string(), "S");
        assert_eq!(config.office("mill-lane").rooms, ["Room 1", "The quiet room"]);
        assert_eq!(office.desk_series, Series::OF_DESKS);
        assert_eq!(config.office("unlisted").promise_minutes, 15);
    }

    #[test]
    fn a_wrong_line_is_named_with_what_to_write_instead() {
        let cases = [
            (
                "promise_minutes = 10\nlissten = \"127.0.0.1:1\"\n",
                "line 2: unknown field `lissten`, expected one of",
            ),
            (
                "listen = \"localhost\"\n",
                "line 1: listen = \"localhost\": this is not an address with a port. Write",
            ),
            (
                "\n\nlisten = \"0.0.0.0:8470\"",
                "line 3: listen = \"0.0.0.0:8470\": this address can be reached",
            ),
            (
                "tls_key = \"key.pem\"",
                "line 1: tls_key is set and tls_certificate is not. Add",
            ),
            (
                "trusted_proxies = [\"proxy.example\"]",
                "line 1: trusted_proxies: \"proxy.example\" is not an IP address. Write",
            ),
            (
                "\nkeep_details_days = 32",
                "line 2: keep_details_days = 32: write whole days from 0 to 31",
            ),
            (
                "keep_audit_days = 0",
                "line 1: keep_audit_days = 0: write whole days from 1 to 3650",
            ),
            (
                "promise_minutes = 0",
                "line 1: promise_minutes = 0: write whole minutes from 1 to 1440",
            ),
            (
                "time_zone = \"Mars/Olympus\"",
                "line 1: time_zone = \"Mars/Olympus\" is not a known zone. Write",
            ),
            (
                "[[office]]\nid = \"a b\"",
                "line 2: \"a b\" cannot be the id of an office. Use",
            ),
            (
                "[[office]]\nid = \"a\"\n[[office]]\nid = \"a\"",
                "line 4: the office \"a\" is listed twice. Remove",
            ),
            (
                "desk_series = \"RR\"",
                "line 1: desk_series = \"RR\": write one capital letter that no kiosk has",
            ),
            (
                "[[office]]\nid = \"a\"\nrooms = [\"Room 1\",\n\"Room 1\"]",
                "line 4: rooms: \"Room 1\" is listed twice. Remove",
            ),
            (
                "[[office]]\nid = \"a\"\nrooms = [\"\"]",
                "line 3: rooms: \"\" cannot be a room's name. Use 1 to 40",
            ),
            (
                "promise_minutes = \"ten\"",
                "line 1: invalid type: string \"ten\"",
            ),
            ("listen = ", "line 1: "),
        ];
        for (text, expected) in cases {
            let message = refused(text);
            assert!(
                message.starts_with(expected),
                "{text:?} was refused with {message:?}"
            );
        }
    }
}
