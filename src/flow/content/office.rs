//! office.toml: the office itself.

use chrono_tz::Tz;

use super::finding::{Finding, Findings, quoted};
use super::settings::{self, Table};
use super::{Localised, Tag};
use crate::hours::Division;

/// Languages of the screens.
const MAX_LANGUAGES: usize = 60;

/// The office, from office.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: Localised,
    /// The lines of its address.
    pub address: Vec<String>,
    /// Its time zone.
    pub time_zone: Tz,
    /// Whose bank holidays it keeps.
    pub bank_holidays: Division,
    /// The languages of its screens in the order shown; never empty, the first is its default. Each is one the
    /// kiosk knows.
    pub languages: Vec<Tag>,
    /// How long a visitor waits at most, as promised; minutes, 1 to 240.
    pub promise_minutes: u16,
    /// How long before closing the last ticket is given; minutes, 0 to 240.
    pub last_ticket_minutes: u16,
    /// Telephone numbers, in the order shown.
    pub phones: Vec<Phone>,
    /// Other ways to reach it, in the order shown.
    pub addresses: Vec<Address>,
    /// The colour of its brand.
    pub brand: Option<Colour>,
}

impl Office {
    /// The default language.
    pub fn default_language(&self) -> &str {
        self.languages.first().map_or("", String::as_str)
    }
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The number as printed, with spaces.
    pub number: String,
    /// What it is for.
    pub name: Localised,
    /// Whether it is shown while the office is closed, too.
    pub emergency: bool,
}

/// A way to reach the office that is no telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// What kind of address it is.
    pub kind: AddressKind,
    /// The address itself; a web address begins with `https://`.
    pub value: String,
}

/// The kinds of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// An e-mail address.
    Email,
    /// An address on the web.
    Web,
}

impl Address {
    /// Whether it is an e-mail address.
    pub fn is_email(&self) -> bool {
        self.kind == AddressKind::Email
    }
}

/// A colour, 8 bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Colour {
    fn read(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(Self {
            red: part(0)?,
            green: part(2)?,
            blue: part(4)?,
        })
    }
}

pub(crate) const FILE: &str = "office.toml";

/// Reads office.toml. `None` when there is none, when it is no TOML, or when none of its languages is known.
pub(crate) fn read(
    bytes: Option<&[u8]>,
    known_languages: &[&str],
    findings: &mut Findings,
) -> Option<Office> {
    let Some(bytes) = bytes else {
        let finding = Finding::error("office-missing", FILE, "There is no office.toml.");
        findings.add(
            finding
                .shown("The last content that was good, or the built-in page.")
                .remedy("Put office.toml in the content folder."),
        );
        return None;
    };
    settings::read(FILE, bytes, "", findings, |table| office(table, known_languages)).flatten()
}

fn office(table: &mut Table, known_languages: &[&str]) -> Option<Office> {
    let languages = languages(table, known_languages);
    let Some(default) = languages.first() else {
        table.say_missing(
            "languages",
            "The last content that was good, or the built-in page.",
            "Add a line such as languages = [\"en-GB\", \"pl\"] with languages the kiosk knows.",
        );
        return None;
    };
    table.set_default(default);
    let name = table.localised("name", 80).unwrap_or_else(|| {
        table.say_missing("name", "No name.", "Add the office's name.");
        Localised::default()
    });
    Some(Office {
        name,
        address: table.lines("address", 8, 80),
        time_zone: time_zone(table),
        bank_holidays: bank_holidays(table),
        promise_minutes: table.number("promise_minutes", 1..=240, 10),
        last_ticket_minutes: table.number("last_ticket_minutes", 0..=240, 15),
        phones: table.tables("phones", 20, phone),
        addresses: table.tables("addresses", 10, address),
        brand: brand(table),
        languages,
    })
}

fn languages(table: &mut Table, known_languages: &[&str]) -> Vec<Tag> {
    let mut languages: Vec<Tag> = Vec::new();
    for tag in table.lines("languages", MAX_LANGUAGES, 35) {
        if languages.contains(&tag) {
            continue;
        }
        if known_languages.contains(&tag.as_str()) {
            languages.push(tag);
            continue;
        }
        let similar = known_languages
            .iter()
            .find(|known| known.eq_ignore_ascii_case(&tag));
        let remedy = match similar {
            Some(known) => format!("Write it as {known}."),
            None => format!(
                "Use only languages the kiosk is translated into: {}.",
                known_languages.join(", ")
            ),
        };
        table.say("languages", |file| {
            Finding::error(
                "language-unknown",
                file,
                format!("The kiosk has no screens in {}.", quoted(&tag)),
            )
            .shown("The other languages.")
            .remedy(remedy)
        });
    }
    languages
}

fn time_zone(table: &mut Table) -> Tz {
    const DEFAULT: Tz = Tz::Europe__London;
    let Some(name) = table.words("time_zone", 64) else {
        return DEFAULT;
    };
    name.parse().unwrap_or_else(|_| {
        table.say("time_zone", |file| {
            Finding::error(
                "time-zone-unknown",
                file,
                format!("{} is not a time zone.", quoted(&name)),
            )
            .shown("Times of Europe/London.")
            .remedy("Write a name of the IANA time zones, such as Europe/London.")
        });
        DEFAULT
    })
}

fn bank_holidays(table: &mut Table) -> Division {
    const DEFAULT: Division = Division::EnglandAndWales;
    const REMEDY: &str = "Write england-and-wales, scotland or northern-ireland.";
    let Some(name) = table.words("bank_holidays", 40) else {
        table.say_missing("bank_holidays", "The bank holidays of England and Wales.", REMEDY);
        return DEFAULT;
    };
    Division::named(&name).unwrap_or_else(|| {
        table.say("bank_holidays", |file| {
            Finding::error(
                "bank-holidays-unknown",
                file,
                format!("There are no bank holidays of {}.", quoted(&name)),
            )
            .shown("The bank holidays of England and Wales.")
            .remedy(REMEDY)
        });
        DEFAULT
    })
}

fn phone(table: &mut Table) -> Option<Phone> {
    let (number, name) = (
        table.words("number", 40),
        table.localised("name", 80).unwrap_or_default(),
    );
    let emergency = table.flag("emergency");
    let Some(number) = number.filter(|number| number.chars().any(|digit| digit.is_ascii_digit())) else {
        table.say_missing(
            "number",
            "The other numbers.",
            "Add the number between quotation marks.",
        );
        return None;
    };
    Some(Phone {
        number,
        name,
        emergency,
    })
}

fn address(table: &mut Table) -> Option<Address> {
    let (kind, value) = (table.words("kind", 10), table.words("value", 300)?);
    let email = value
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    match kind.as_deref() {
        Some("email") if email => Some(Address {
            kind: AddressKind::Email,
            value,
        }),
        Some("web") if super::header::is_web_address(&value) => Some(Address {
            kind: AddressKind::Web,
            value,
        }),
        _ => {
            table.say("value", |file| {
                Finding::error(
                    "address-unusable",
                    file,
                    format!("{} cannot be used as an address.", quoted(&value)),
                )
                .shown("The other addresses.")
                .remedy("Use kind = \"email\", or kind = \"web\" with an address that begins with https://.")
            });
            None
        }
    }
}

fn brand(table: &mut Table) -> Option<Colour> {
    let text = table.words("brand", 20)?;
    let colour = Colour::read(&text);
    if colour.is_none() {
        table.say("brand", |file| {
            Finding::warning(
                "colour-unreadable",
                file,
                format!("{} is not a colour.", quoted(&text)),
            )
            .shown("The kiosk's own colour.")
            .remedy("Write it as # and six digits, such as #0B4F55.")
        });
    }
    colour
}
