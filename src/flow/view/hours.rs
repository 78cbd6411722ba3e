//! Opening hours and contacts, with who is on duty, privacy, standards and events.

use chrono::{Days, NaiveTime};
use message::{Arg, Message};

use super::{LeafletItem, Line, StatusCard, Text};
use crate::event::Touch;
use crate::state::State;

/// Opening hours and contacts.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Open or closed now.
    pub status: StatusCard,
    /// Today and the six days after it.
    pub days: Vec<DayRow>,
    /// The office's address, line by line.
    pub address: Vec<Text>,
    /// Phones, e-mail and web.
    pub contacts: Vec<Line>,
    /// Who is on duty today.
    pub on_duty: Vec<Line>,
    /// Privacy, standards and events.
    pub pages: Vec<LeafletItem>,
}

/// The hours of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayRow {
    /// Its weekday and date.
    pub day: Message,
    /// When it is open.
    pub hours: Message,
    /// Why it is different from other weeks.
    pub reason: Option<Text>,
    /// Whether it is today.
    pub today: bool,
}

/// "09:00–12:30 and 13:30–17:00", or "closed".
pub(super) fn spans_message(spans: &[(NaiveTime, NaiveTime)]) -> Message {
    let span = |(from, to): &(NaiveTime, NaiveTime)| {
        Message::new("time-range").with("range", Arg::TimeRange(*from, *to))
    };
    match spans {
        [] => Message::new("closed"),
        // From midnight to midnight.
        [(from, to)] if from == to => Message::new("all-day"),
        [one] => span(one),
        several => Message::new("time-ranges").with("ranges", Arg::All(several.iter().map(span).collect())),
    }
}

impl State {
    pub(super) fn hours(&self) -> Hours {
        let Some(content) = &self.content else {
            return Hours {
                status: self.status_card(),
                days: Vec::new(),
                address: Vec::new(),
                contacts: Vec::new(),
                on_duty: Vec::new(),
                pages: Vec::new(),
            };
        };
        let default = self.default_language().to_owned();
        let words = |words: &String| Text::Words {
            words: words.clone(),
            language: default.clone(),
        };
        Hours {
            status: self.status_card(),
            days: self.week(),
            address: content.office.address.iter().map(words).collect(),
            contacts: self
                .phones(false)
                .into_iter()
                .chain(self.other_contacts())
                .collect(),
            on_duty: self.on_duty(),
            pages: self.office_pages(),
        }
    }

    fn week(&self) -> Vec<DayRow> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        if !content.hours.is_known() {
            return Vec::new();
        }
        let today = self.today();
        (0..7)
            .filter_map(|days| today.checked_add_days(Days::new(days)))
            .map(|date| {
                let day = content.hours.day(date);
                DayRow {
                    day: Message::new("hours-day").date("date", date),
                    hours: spans_message(&day.spans),
                    reason: day.changed_for.as_ref().map(|reason| self.closed_for(reason)),
                    today: date == today,
                }
            })
            .collect()
    }

    /// The office's phones, or only those for emergencies.
    pub(super) fn phones(&self, emergency_only: bool) -> Vec<Line> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        let wanted = content
            .office
            .phones
            .iter()
            .filter(|phone| phone.emergency || !emergency_only);
        wanted
            .map(|phone| {
                let number = Message::new("code").code("code", &phone.number);
                Line::new("phone", number, Some(self.localised(&phone.name)))
            })
            .collect()
    }

    fn other_contacts(&self) -> Vec<Line> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        let contact = |address: &crate::content::Address| {
            let icon = if address.is_email() { "mail" } else { "globe" };
            Line::new(icon, Message::new("code").code("code", &address.value), None)
        };
        content.office.addresses.iter().map(contact).collect()
    }

    fn on_duty(&self) -> Vec<Line> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        let today = self.today();
        let duties = content.on_duty.iter().filter(|duty| duty.is_on(today));
        duties
            .map(|duty| {
                Line::new(
                    "user-check",
                    self.localised(&duty.role),
                    duty.officer.as_ref().map(|officer| self.localised(officer)),
                )
            })
            .collect()
    }

    fn office_pages(&self) -> Vec<LeafletItem> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        let page = |touch, name: &str, title: &'static str| LeafletItem {
            touch,
            name: name.to_owned(),
            title: title.into(),
            note: None,
        };
        let mut pages = Vec::new();
        if !content.privacy.is_empty() {
            pages.push(page(Touch::Privacy, "privacy", "privacy"));
        }
        if !content.standards.is_empty() {
            pages.push(page(Touch::Standards, "standards", "standards"));
        }
        let events = content.events.iter().filter(|event| event.shown_on(self.today()));
        pages.extend(self.items(events, Touch::OfficeEvent));
        pages
    }
}
