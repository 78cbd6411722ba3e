//! The sample office, made independent of the day the tests run on, and the settings of its programs.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::programs::workspace;

/// The office's id.
pub const OFFICE: &str = "canal-street";
/// The kiosk's id.
pub const KIOSK: &str = "front";
/// The kiosk's series.
pub const SERIES: &str = "A";

/// Open round the clock, also on bank holidays, so that a test on Sunday is a test as on Monday.
const ALWAYS_OPEN: &str = r#"monday = "00:00-24:00"
tuesday = "00:00-24:00"
wednesday = "00:00-24:00"
thursday = "00:00-24:00"
friday = "00:00-24:00"
saturday = "00:00-24:00"
sunday = "00:00-24:00"
bank_holidays = "as usual"
"#;

/// The sample office as it is in the repository.
pub fn sample() -> PathBuf {
    workspace().join("tests/sample-office")
}

/// Copies the sample office to `folder`, with hours that never close it.
///
/// # Panics
/// If it cannot be copied.
pub fn always_open(folder: &Path) {
    copy(&sample(), folder);
    fs::write(folder.join("hours.toml"), ALWAYS_OPEN).expect("its hours");
}

/// Copies a folder with everything in it.
///
/// # Panics
/// If something cannot be copied.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        }
    }
}

/// A service's name in a language, as services.toml has it.
///
/// # Panics
/// If the sample office has no such service or no such name.
pub fn service_name(id: &str, language: &str) -> String {
    let text = fs::read_to_string(sample().join("services.toml")).expect("services.toml");
    let file: toml::Table = text.parse().expect("services.toml as TOML");
    let services = file["service"].as_array().expect("a list of services");
    let service = services
        .iter()
        .find(|service| service["id"].as_str() == Some(id))
        .expect("the service");
    service["name"][language]
        .as_str()
        .expect("its name in the language")
        .to_owned()
}

/// The office's languages, in its order.
///
/// # Panics
/// If office.toml cannot be read.
pub fn languages() -> Vec<String> {
    let text = fs::read_to_string(sample().join("office.toml")).expect("office.toml");
    let file: toml::Table = text.parse().expect("office.toml as TOML");
    let languages = file["languages"].as_array().expect("a list of languages");
    languages
        .iter()
        .map(|tag| tag.as_str().expect("a tag").to_owned())
        .collect()
}

/// The queue service's settings: it listens here and knows the office's services.
pub fn queue_toml(listen: SocketAddr) -> String {
    let mut text = format!(
        "listen = \"{listen}\"\ndata_dir = \"queue\"\n\n\
         [[office]]\nid = \"{OFFICE}\"\nname = \"Canal Street\"\n"
    );
    for id in ["repairs", "rent", "homeless", "moving", "neighbours", "leasehold"] {
        let (name, urgent) = (service_name(id, "en-GB"), id == "homeless");
        text += &format!("\n[[office.service]]\nid = \"{id}\"\nname = \"{name}\"\nurgent = {urgent}\n");
    }
    text
}

/// The kiosk's and the courier's settings. Nothing is to clear the screen while a test reads it.
pub fn kiosk_toml(queue: SocketAddr) -> String {
    format!(
        "office = \"{OFFICE}\"\nkiosk = \"{KIOSK}\"\nseries = \"{SERIES}\"\nsettle_seconds = 0\n\n\
         [queue]\nurl = \"http://{queue}\"\ntoken_file = \"queue-token\"\n\n\
         [session]\nidle_seconds = 600\nticket_seconds = 300\n"
    )
}
