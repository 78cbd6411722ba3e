//! The workbooks that staff begin with: empty, or filled with the hours and duties an office has now.
//!
//! Hours stand in one column, written as on the sign at the door: there is one way of writing to learn for every sheet,
//! a lunch break needs no further columns, and no row can be half filled in. Every cell is formatted as Text, since
//! Excel makes a date of "9-5". Examples are dated 2020, so that the kiosk never shows them.

use std::fmt::Write;

use chrono::{NaiveDate, Weekday};
use flow::content::{Content, Duty, DutyDay, Localised};
use flow::hours::{DayHours, Exception};

use crate::writing::{Draft, DraftCell, Style, WriteError, write};

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// hours.xlsx.
    Hours,
    /// on-duty.xlsx.
    OnDuty,
}

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

const HOURS_HELP: [&str; 6] = [
    "Fill in the sheets Hours and Exceptions (the tabs below), save this workbook as hours.xlsx, and put it in the kiosk's content folder.",
    "Hours: write them as on the sign at the door: 9am - 5pm, or 09:00-12:30, 13:30-17:00 with a break, or closed. Bank holidays can also be: as usual.",
    "Exceptions: one row for each closure, or for days with other hours. Write dates as year-month-day, such as 2026-12-31. Leave Last day empty for a single day.",
    "The grey rows are examples from 2020. The kiosk does not show days that are past: write over them, or delete them.",
    "Reason: what visitors read. For another language add a column headed Reason with the language in brackets, such as Reason (Polski).",
    "Leave the other headings as they are. What the kiosk cannot read, its status page names by the cell.",
];

const DUTY_HELP: [&str; 4] = [
    "Fill in the sheet On duty (the tab below), save this workbook as on-duty.xlsx, and put it in the kiosk's content folder.",
    "One row for each duty: a day of the week such as Monday, or a date as year-month-day such as 2026-12-31; the role; and the team or person, if visitors are to read it.",
    "The grey row is an example from 2020, which the kiosk does not show: write over it, or delete it. For another language add a column such as Role (Polski).",
    "Leave the other headings as they are. What the kiosk cannot read, its status page names by the cell.",
];

/// The bytes of a template, filled with what the content has; `name` gives a language's own name for its tag.
///
/// # Errors
/// If it cannot be put together in memory.
pub fn template(
    which: Template,
    content: Option<&Content>,
    name: impl Fn(&str) -> String,
) -> Result<Vec<u8>, WriteError> {
    let languages = Languages::of(content, name);
    match which {
        Template::Hours => write(&[
            help("Opening hours on the reception kiosk", &HOURS_HELP),
            week(content),
            exceptions(content, &languages),
        ]),
        Template::OnDuty => write(&[
            help("Who is on duty, on the reception kiosk", &DUTY_HELP),
            duties(content, &languages),
        ]),
    }
}

/// The default language, and the others with their names.
struct Languages {
    default: String,
    others: Vec<(String, String)>,
}

impl Languages {
    fn of(content: Option<&Content>, name: impl Fn(&str) -> String) -> Self {
        let tags = content.map_or(&[][..], |content| &content.office.languages);
        let others = tags.iter().skip(1).map(|tag| (tag.clone(), name(tag)));
        Self {
            default: tags.first().cloned().unwrap_or_default(),
            others: others.collect(),
        }
    }

    /// The text in the default language and then in each other one, where it differs.
    fn texts(&self, words: &Localised) -> Vec<DraftCell> {
        let default = words.get(&self.default, &self.default);
        let others = self.others.iter().map(|(tag, _)| {
            let own = words.get(tag, &self.default);
            if words.is_in(tag) && own != default {
                own
            } else {
                ""
            }
        });
        std::iter::once(default).chain(others).map(value).collect()
    }

    fn headings(&self, first: &[&str], localised: &str) -> Vec<DraftCell> {
        let others = self
            .others
            .iter()
            .map(|(_, name)| format!("{localised} ({name})"));
        let headings = first.iter().map(|text| (*text).to_owned()).chain(others);
        headings.map(|text| styled(&text, Style::Heading)).collect()
    }
}

fn styled(text: &str, style: Style) -> DraftCell {
    DraftCell {
        text: text.to_owned(),
        style,
    }
}

fn value(text: &str) -> DraftCell {
    styled(text, Style::Value)
}

fn help(title: &str, paragraphs: &[&str]) -> Draft {
    let paragraphs = paragraphs.iter().map(|text| vec![styled(text, Style::Paragraph)]);
    Draft {
        name: "Read me".to_owned(),
        widths: vec![100],
        rows: std::iter::once(vec![styled(title, Style::Title)])
            .chain(paragraphs)
            .collect(),
        frozen: false,
    }
}

fn week(content: Option<&Content>) -> Draft {
    let rules = content
        .filter(|content| content.hours.is_known())
        .map(|content| content.hours.rules());
    let hours = |day: usize| {
        rules
            .and_then(|rules| rules.week.get(day))
            .map_or(String::new(), written)
    };
    // Closed is what an office means that says nothing of them.
    let bank_holidays = match rules.map(|rules| &rules.bank_holidays) {
        Some(None) => "as usual".to_owned(),
        Some(Some(hours)) => written(hours),
        None => "closed".to_owned(),
    };
    let mut rows = vec![vec![
        styled("Day", Style::Heading),
        styled("Hours", Style::Heading),
    ]];
    rows.extend(
        DAYS.iter()
            .enumerate()
            .map(|(day, name)| vec![value(name), value(&hours(day))]),
    );
    rows.push(vec![value("Bank holidays"), value(&bank_holidays)]);
    Draft {
        name: "Hours".to_owned(),
        widths: vec![18, 34],
        rows,
        frozen: true,
    }
}

fn exceptions(content: Option<&Content>, languages: &Languages) -> Draft {
    let exceptions = content.map_or(&[][..], |content| &content.hours.rules().exceptions);
    let mut rows = vec![languages.headings(&["First day", "Last day", "Hours", "Reason"], "Reason")];
    rows.extend(exceptions.iter().map(|exception| {
        let mut row = vec![
            value(&day(exception.from)),
            value(&last_day(exception)),
            value(&written(&exception.hours)),
        ];
        row.extend(languages.texts(&exception.reason));
        row
    }));
    if exceptions.is_empty() {
        rows.push(example(&[
            "2020-12-24",
            "",
            "9am - 1pm",
            "Example: Christmas Eve",
        ]));
        rows.push(example(&[
            "2020-12-29",
            "2020-12-31",
            "closed",
            "Example: closed for staff training",
        ]));
    }
    let mut widths = vec![14, 14, 26, 40];
    widths.resize(4 + languages.others.len(), 40);
    Draft {
        name: "Exceptions".to_owned(),
        widths,
        rows,
        frozen: true,
    }
}

fn duties(content: Option<&Content>, languages: &Languages) -> Draft {
    let duties = content.map_or(&[][..], |content| &content.on_duty);
    let mut rows = vec![languages.headings(&["Date or weekday", "Officer", "Role"], "Role")];
    rows.extend(duties.iter().map(|duty| {
        let officer = duty.officer.as_ref();
        let officer = officer.map_or("", |officer| officer.get(&languages.default, &languages.default));
        let mut row = vec![value(&duty_day(duty)), value(officer)];
        row.extend(languages.texts(&duty.role));
        row
    }));
    if duties.is_empty() {
        rows.push(example(&[
            "2020-12-24",
            "Example: Heron team",
            "Example: Duty housing officer",
        ]));
    }
    let mut widths = vec![18, 24, 36];
    widths.resize(3 + languages.others.len(), 36);
    Draft {
        name: "On duty".to_owned(),
        widths,
        rows,
        frozen: true,
    }
}

fn example(texts: &[&str]) -> Vec<DraftCell> {
    texts.iter().map(|text| styled(text, Style::Example)).collect()
}

fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn last_day(exception: &Exception) -> String {
    if exception.to == exception.from {
        String::new()
    } else {
        day(exception.to)
    }
}

fn duty_day(duty: &Duty) -> String {
    match duty.on {
        DutyDay::Date(date) => day(date),
        DutyDay::Weekday(weekday) => weekday_name(weekday).to_owned(),
    }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    let place = weekday.num_days_from_monday() as usize;
    DAYS.get(place).copied().unwrap_or_default()
}

/// A day's hours as they are read again.
fn written(hours: &DayHours) -> String {
    match hours.spans() {
        [] => return "closed".to_owned(),
        [(0, 1440)] => return "24 hours".to_owned(),
        _ => {}
    }
    let mut text = String::new();
    for (from, to) in hours.spans() {
        let to = if *to > 1440 { to - 1440 } else { *to };
        let gap = if text.is_empty() { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "{gap}{:02}:{:02}-{:02}:{:02}",
            from / 60,
            from % 60,
            to / 60,
            to % 60
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hours_are_read_again_as_they_were(
            spans in prop::collection::vec((0u16..1440, 1u16..720), 0..6)
        ) {
            let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let texts: Vec<_> = spans
                .iter()
                .map(|(from, length)| format!("{}-{}", time(*from), time((from + length) % 1440)))
                .collect();
            let text = if texts.is_empty() { "closed".to_owned() } else { texts.join(", ") };
            let hours = DayHours::read(&text).unwrap();
            // Joined stretches can be longer than one that is written.
            prop_assume!(hours.spans().iter().all(|(from, to)| *to <= 1440 || to - from <= 720));
            let again = DayHours::read(&written(&hours)).unwrap();
            prop_assert_eq!(again.spans(), hours.spans());
        }
    }
}
