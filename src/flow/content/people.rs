//! on-duty.toml or on-duty.xlsx, and spoken-languages.toml: who is here, and which languages an interpreter can be asked for.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Localised;
use super::duty_sheet;
use super::entry::Entry;
use super::finding::{Finding, Findings, quoted};
use super::settings::{self, Table};
use super::workbook::{self, Languages, Workbooks};

/// Entries of the duty list: a year of days with a few roles each.
pub(crate) const MAX_DUTIES: usize = 2_000;

/// Spoken languages.
const MAX_SPOKEN: usize = 300;

/// A role that someone fills on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// When.
    pub on: DutyDay,
    /// The role; never empty.
    pub role: Localised,
    /// The team or person, if the office names one.
    pub officer: Option<Localised>,
}

/// The day or days of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyDay {
    /// One day.
    Date(NaiveDate),
    /// Every week.
    Weekday(Weekday),
}

impl Duty {
    /// Whether it is on a day. Where a role is given for the date itself, that entry should be preferred.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        match self.on {
            DutyDay::Date(date) => date == day,
            DutyDay::Weekday(weekday) => weekday == day.weekday(),
        }
    }
}

/// A language that an interpreter can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenLanguage {
    /// Its BCP 47 tag, such as `syl`.
    pub id: String,
    /// Its own name.
    pub autonym: String,
    /// Its name in English, for the desk.
    pub name: String,
    /// Whether it is signed.
    pub sign: bool,
}

pub(crate) const ON_DUTY: &str = "on-duty.toml";
pub(crate) const SPOKEN_LANGUAGES: &str = "spoken-languages.toml";

/// Reads on-duty.toml, or else on-duty.xlsx; an office need not have either.
pub(crate) fn on_duty(
    bytes: Option<&[u8]>,
    workbooks: &Workbooks,
    languages: Languages,
    findings: &mut Findings,
) -> Vec<Duty> {
    let instead = bytes.map(|_| (ON_DUTY, "the duties"));
    let workbook = workbooks.open(workbook::ON_DUTY, instead, findings);
    if let Some(workbook) = workbook {
        return duty_sheet::read(workbook, languages, findings);
    }
    let Some(bytes) = bytes else { return Vec::new() };
    settings::read(ON_DUTY, bytes, languages.default(), findings, |table| {
        table.tables("duty", MAX_DUTIES, |table| duty(table))
    })
    .unwrap_or_default()
}

/// One duty of either source.
pub(crate) fn duty(table: &mut impl Entry) -> Option<Duty> {
    let (date, weekday) = (table.date("date"), table.words("weekday", 20));
    let (role, officer) = (table.localised("role", 80), table.localised("officer", 60));
    let weekday = weekday.and_then(|name| {
        let weekday = name.parse::<Weekday>();
        if weekday.is_err() {
            table.say("weekday", |file| {
                Finding::error(
                    "weekday-unknown",
                    file,
                    format!("{} is not a day of the week.", quoted(&name)),
                )
                .shown("The other entries.")
                .remedy("Write monday, tuesday and so on.")
            });
        }
        weekday.ok()
    });
    let on = date.map(DutyDay::Date).or(weekday.map(DutyDay::Weekday));
    if on.is_none() && !table.has("date") && !table.has("weekday") {
        table.say_missing(
            "date",
            "The other entries.",
            "Add date = 2026-12-31 or weekday = \"monday\".",
        );
    }
    if role.is_none() {
        table.say_missing("role", "The other entries.", "Add the role.");
    }
    Some(Duty {
        on: on?,
        role: role?,
        officer,
    })
}

/// Reads spoken-languages.toml; without it, interpreters are asked for in the languages of the screens.
pub(crate) fn spoken_languages(
    bytes: Option<&[u8]>,
    default: &str,
    findings: &mut Findings,
) -> Vec<SpokenLanguage> {
    let Some(bytes) = bytes else {
        let finding = Finding::warning(
            "spoken-languages-missing",
            SPOKEN_LANGUAGES,
            "There is no spoken-languages.toml.",
        );
        findings.add(
            finding
                .shown("Interpreters only in the languages of the screens.")
                .remedy("Put spoken-languages.toml in the content folder."),
        );
        return Vec::new();
    };
    let mut languages: Vec<SpokenLanguage> = Vec::new();
    settings::read(SPOKEN_LANGUAGES, bytes, default, findings, |table| {
        table.tables("language", MAX_SPOKEN, |table| {
            let language = spoken_language(table)?;
            if languages.iter().any(|other| other.id == language.id) {
                table.say("id", |file| {
                    Finding::error(
                        "id-twice",
                        file,
                        format!("Two languages have the id {}.", quoted(&language.id)),
                    )
                    .shown("The first of them.")
                    .remedy("Take one of them out.")
                });
                return None;
            }
            languages.push(language);
            Some(())
        })
    });
    languages
}

fn spoken_language(table: &mut Table) -> Option<SpokenLanguage> {
    let (id, autonym, name) = (
        table.words("id", 35),
        table.words("autonym", 60),
        table.words("name", 60),
    );
    let sign = table.flag("sign");
    let id = id.filter(|id| {
        id.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let Some(id) = id else {
        table.say_missing(
            "id",
            "The other languages.",
            "Add its language tag, such as id = \"syl\".",
        );
        return None;
    };
    let Some(autonym) = autonym else {
        table.say_missing("autonym", "The other languages.", "Add the language's own name.");
        return None;
    };
    let name = name.unwrap_or_else(|| {
        table.say_missing(
            "name",
            "The language, to the desk by its own name.",
            "Add its name in English.",
        );
        autonym.clone()
    });
    Some(SpokenLanguage {
        id,
        autonym,
        name,
        sign,
    })
}
