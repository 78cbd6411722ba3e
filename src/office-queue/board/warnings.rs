//! What staff should know or put right, one plain sentence each.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::content_warnings::{Detail, content_warnings};
use crate::office::Office;
use crate::shown::{shown_sentence, shown_word};
use crate::store::{BoardRows, KioskRow};

/// A kiosk's clock further off than this is shown to staff, in seconds.
const CLOCK_TOLERANCE_SECONDS: i64 = 600;

/// A kiosk says how it is each minute; after this it is said to be silent.
const SILENT_AFTER: TimeDelta = TimeDelta::minutes(5);

/// The most problems shown of one kiosk.
const MAX_PROBLEMS: usize = 6;

/// Something that staff should know or put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Warning {
    /// What it is about: `service`, `unknown-word`, `number-twice`, `clock`, `kiosk`, `content` or `appointments`.
    pub about: &'static str,
    /// One sentence or two: what is the matter, and what to do.
    pub text: String,
    /// The list behind it, where it has one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

impl Warning {
    /// A warning that says all in its text.
    pub fn new(about: &'static str, text: String) -> Self {
        Self {
            about,
            text,
            details: Vec::new(),
        }
    }
}

pub(super) fn warnings(office: &Office, rows: &BoardRows, now: DateTime<Utc>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |about, text| warnings.push(Warning::new(about, text));
    for (ticket, kiosks) in &rows.given_twice {
        // Staff's own numbers carry no kiosk.
        let kiosks: Vec<&str> = kiosks
            .split(',')
            .map(|kiosk| if kiosk.is_empty() { "a desk" } else { kiosk })
            .collect();
        let kiosks = kiosks.join(" and ");
        warn(
            "number-twice",
            format!(
                "{ticket} was given more than once (kiosk {kiosks}). Each is shown with its kiosk; ask the visitor where they took it. \
             Give each kiosk a series of its own."
            ),
        );
    }
    // Without a list of services nothing can be said to be unknown.
    for (service, count) in rows.services.iter().filter(|_| !office.services.is_empty()) {
        if office.service(service).is_none() {
            let times = if *count == 1 {
                "1 visitor".to_owned()
            } else {
                format!("{count} visitors")
            };
            warn(
                "service",
                format!(
                    "{times} asked for “{}”, a service this queue does not list. Add it to queue.toml.",
                    shown_word(service)
                ),
            );
        }
    }
    for (words, ticket) in &rows.unknown {
        warn(
            "unknown-word",
            format!(
                "A check-in ({ticket}) has the {words}, which this version does not know. Ask the visitor, and have office-queue updated."
            ),
        );
    }
    for kiosk in &rows.in_desk_series {
        warn(
            "number-twice",
            format!(
                "Kiosk {kiosk} gives numbers of series {}, which is for numbers given at the desks. \
                 Give the kiosk another series, or set desk_series in queue.toml.",
                office.desk_series
            ),
        );
    }
    for kiosk in &rows.wrong_day {
        warn(
            "clock",
            format!("Kiosk {kiosk} gave tickets for another day. Its clock is wrong: have it put right."),
        );
    }
    for kiosk in &rows.kiosks {
        for (about, text) in kiosk_warnings(kiosk, now) {
            warn(about, text);
        }
    }
    let heard = rows.kiosks.iter().filter(|kiosk| !is_silent(kiosk, now));
    warnings.extend(content_warnings(heard));
    warnings
}

/// Whether what a kiosk said last may no longer be so.
fn is_silent(row: &KioskRow, now: DateTime<Utc>) -> bool {
    now.signed_duration_since(row.at) > SILENT_AFTER
}

/// What is the matter with one kiosk, each with what it is about.
fn kiosk_warnings(row: &KioskRow, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let KioskRow { kiosk, at, status } = row;
    if is_silent(row, now) {
        let minutes = now.signed_duration_since(*at).num_minutes();
        let since = if minutes < 120 {
            format!("{minutes} minutes")
        } else {
            format!("{} hours", minutes / 60)
        };
        // What it said then may no longer be so; that it is silent is what matters.
        let text =
            format!("Kiosk {kiosk} has not been heard from for {since}. Look at its screen and its network.");
        return vec![("kiosk", text)];
    }
    let mut texts = Vec::new();
    if let Some(offset) = status
        .clock_offset_seconds
        .filter(|offset| offset.abs() > CLOCK_TOLERANCE_SECONDS)
    {
        let way = if offset > 0 { "fast" } else { "slow" };
        let text = format!(
            "Kiosk {kiosk}: its clock is {} minutes {way}. Have it put right.",
            offset.abs() / 60
        );
        texts.push(("clock", text));
    }
    if status.held > 0 {
        let text = format!(
            "Kiosk {kiosk}: {} check-ins were refused and are kept there. They can be sent again from its staff screen.",
            status.held
        );
        texts.push(("kiosk", text));
    }
    texts.extend(
        status
            .problems
            .iter()
            .take(MAX_PROBLEMS)
            .map(|problem| ("kiosk", format!("Kiosk {kiosk}: {}", shown_sentence(problem)))),
    );
    if status.problems.len() > MAX_PROBLEMS {
        texts.push((
            "kiosk",
            format!(
                "Kiosk {kiosk}: and {} more problems.",
                status.problems.len() - MAX_PROBLEMS
            ),
        ));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use checkin::KioskStatus;

    fn texts(status: KioskStatus, silent_minutes: i64) -> Vec<String> {
        let now: DateTime<Utc> = "2026-11-21T10:14:07Z".parse().unwrap();
        let row = KioskRow {
            kiosk: "front".to_owned(),
            at: now - TimeDelta::minutes(silent_minutes),
            status,
        };
        kiosk_warnings(&row, now)
            .into_iter()
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn a_kiosk_that_is_well_is_not_mentioned() {
        let status = KioskStatus {
            clock_offset_seconds: Some(600),
            ..KioskStatus::default()
        };
        assert!(texts(status, 5).is_empty());
    }

    #[test]
    fn a_wrong_clock_held_check_ins_and_problems_are_said() {
        let status = KioskStatus {
            clock_offset_seconds: Some(-660),
            held: 2,
            problems: vec!["The printer is out of paper.".to_owned()],
            ..KioskStatus::default()
        };
        let texts = texts(status, 0);
        assert!(texts[0].contains("11 minutes slow") && texts[1].contains("2 check-ins were refused"));
        assert_eq!(texts[2], "Kiosk front: The printer is out of paper.");
    }

    #[test]
    fn a_silent_kiosk_is_said_to_be_silent_and_nothing_else() {
        let status = KioskStatus {
            held: 2,
            ..KioskStatus::default()
        };
        assert_eq!(texts(status.clone(), 6).len(), 1);
        assert!(texts(status, 300)[0].contains("5 hours"));
    }
}
