//! The settings files that are text, and the content that is put together from them.

use chrono::{NaiveDate, TimeDelta};
use flow::content::{Content, Localised, Sources, check_setting, read_office};

use crate::words::{assert_clean, assert_findings, assert_line};

/// The languages the kiosk has screens in.
const KNOWN: [&str; 6] = ["en-GB", "ar", "bn", "pl", "tr", "zh-Hans"];

/// Most findings of one reading.
const MOST_FINDINGS: usize = 301;

/// The office whose other files are read: small, since what else is there is read again with each input.
const OFFICE: &str = "name = \"Canal Street\"\nbank_holidays = \"england-and-wales\"\n\
                      languages = [\"en-GB\", \"pl\", \"ar\", \"zh-Hans\"]\n";

/// The settings that are text, in the order in which the first byte chooses one.
const TEXTS: [&str; 5] = [
    "hours.toml",
    "office.toml",
    "on-duty.toml",
    "services.toml",
    "spoken-languages.toml",
];

/// A settings file: the first byte says which. There is a small office.toml beside it.
pub fn settings(bytes: &[u8]) {
    let (first, bytes) = bytes.split_first().unwrap_or((&0, &[]));
    let mut sources = office();
    let name = TEXTS[usize::from(*first) % TEXTS.len()];
    sources.settings.insert(name, bytes);
    assert_content(&sources, &[name]);
}

/// An office and nothing else.
pub(crate) fn office() -> Sources<'static> {
    Sources {
        settings: [("office.toml", OFFICE.as_bytes())].into(),
        ..Sources::default()
    }
}

/// Asserts what holds of any content, and that staff are told when there is none, or when one of these settings
/// cannot be used.
pub(crate) fn assert_content(sources: &Sources, names: &[&str]) {
    let office = sources
        .settings
        .get("office.toml")
        .and_then(|bytes| read_office(bytes, &KNOWN));
    for name in names {
        let (usable, findings) = check_setting(name, sources, office.as_ref(), &KNOWN);
        assert_findings(&findings, MOST_FINDINGS);
        assert!(
            usable || !findings.is_empty(),
            "{name} is not usable, and nobody is told why"
        );
    }
    let (content, findings) = Content::assemble(sources, &KNOWN);
    assert_findings(&findings, MOST_FINDINGS);
    assert_eq!(content.is_some(), office.is_some());
    match content {
        None => assert!(!findings.is_empty()),
        Some(content) => assert_shown(&content),
    }
}

fn assert_shown(content: &Content) {
    let office = &content.office;
    assert!(!office.languages.is_empty() && office.languages.iter().all(|tag| KNOWN.contains(&tag.as_str())));
    assert_localised(&office.name);
    office.address.iter().for_each(|line| assert_line(line));
    for phone in &office.phones {
        assert_line(&phone.number);
        assert_localised(&phone.name);
    }
    office
        .addresses
        .iter()
        .for_each(|address| assert_line(&address.value));
    assert!(
        content.services.len() <= 30
            && content.spoken_languages.len() <= 300
            && content.on_duty.len() <= 2_000
    );
    for service in &content.services {
        assert_line(&service.id);
        assert_localised(&service.name);
    }
    for language in &content.spoken_languages {
        assert_line(&language.autonym);
        assert_line(&language.name);
    }
    for duty in &content.on_duty {
        assert_localised(&duty.role);
        duty.officer.iter().for_each(assert_localised);
    }
    let exceptions = &content.hours.rules().exceptions;
    assert!(exceptions.len() <= 200);
    exceptions
        .iter()
        .for_each(|exception| assert_localised(&exception.reason));
    if !content.hours.is_known() {
        return;
    }
    let Some(day) = NaiveDate::from_ymd_opt(2026, 12, 24) else {
        return;
    };
    assert_findings(&content.findings_on(day), MOST_FINDINGS);
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    let _ = content.hours.status(midnight + TimeDelta::hours(23));
}

/// A text in every language; it may be empty.
fn assert_localised(text: &Localised) {
    for language in KNOWN {
        assert_clean(text.get(language, "en-GB"), false);
    }
}
