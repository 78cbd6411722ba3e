//! Home, Office closed and the language chooser.

use message::{Arg, Message};

use super::{COMPLAINTS_LEAFLET, Line, Screen, Text};
use crate::event::{Refusal, Touch};
use crate::hours::{ClosedFor, Status};
use crate::state::State;

/// How many languages Home offers beside "More languages".
const HOME_LANGUAGES: usize = 7;
/// So many tiles leave room for a line under each.
const FEW_TILES: usize = 4;
/// How many calls Home shows.
const SERVING: usize = 2;

/// Home.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// Open until when, today's hours.
    pub status: StatusCard,
    /// How many wait, how long, and who is called, while it is known.
    pub waiting: Option<Waiting>,
    /// The top notice: its title and folder name.
    pub notice: Option<(Text, String)>,
    /// Whether there are more notices behind it.
    pub more_notices: bool,
    /// Why no ticket is given, instead of the biggest tile: what is so, and what to do.
    pub refusal: Option<(Message, Message)>,
    /// The quieter tiles, in reading order.
    pub tiles: Vec<Tile>,
    /// The office's first languages.
    pub languages: Vec<LanguageChoice>,
    /// Whether there are more languages than these.
    pub more_languages: bool,
}

/// The queue, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// How many wait.
    pub people: Message,
    /// How long, where it was measured.
    pub minutes: Option<Message>,
    /// Whom the desks are calling.
    pub serving: Option<Message>,
}

/// Open or closed, until when, and today's hours.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusCard {
    /// Whether the office is open.
    pub open: bool,
    /// "Open now", "Closed".
    pub headline: Message,
    /// Until when, or when it opens.
    pub until: Option<Message>,
    /// Today's hours, or why it is closed today.
    pub today: Option<Text>,
}

/// A quieter tile of Home.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// What it does.
    pub touch: Touch,
    /// A Lucide icon's name.
    pub icon: &'static str,
    /// Its words; the title is its accessible name.
    pub title: Message,
    /// A line under the title.
    pub detail: Option<Message>,
}

/// One language to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageChoice {
    /// Its BCP 47 tag; the screen shows its autonym.
    pub tag: String,
    /// Whether it is in use.
    pub current: bool,
}

/// Home while the office is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// Closed, when it opens, and why.
    pub status: StatusCard,
    /// Whom to ring now.
    pub phones: Vec<Line>,
    /// What can still be done: leaflets, hours.
    pub tiles: Vec<Tile>,
    /// The office's first languages.
    pub languages: Vec<LanguageChoice>,
    /// Whether there are more languages than these.
    pub more_languages: bool,
}

impl State {
    pub(super) fn home(&self) -> Screen {
        let open = self.office.as_ref().is_some_and(|office| office.is_open());
        let status = self.status_card();
        let (languages, more_languages) = self.home_languages();
        if !open {
            return Screen::Closed(Closed {
                status,
                phones: self.phones(true),
                tiles: self.tiles(),
                languages,
                more_languages,
            });
        }
        let notices = self.notices_today();
        let notice = notices.first().and_then(|notice| {
            let (page, language) = notice.pages.best(self.language(), self.default_language())?;
            Some((
                Text::Words {
                    words: page.title.clone(),
                    language: language.to_owned(),
                },
                notice.name.clone(),
            ))
        });
        Screen::Home(Home {
            status,
            waiting: self.waiting(),
            notice,
            more_notices: notices.len() > 1,
            refusal: self.refusal().map(|refusal| self.refusal_words(refusal)),
            tiles: self.tiles(),
            languages,
            more_languages,
        })
    }

    fn tiles(&self) -> Vec<Tile> {
        let tile = |touch, icon, title, detail| Tile {
            touch,
            icon,
            title: Message::new(title),
            detail: Some(Message::new(detail)),
        };
        let mut tiles = Vec::new();
        if self.refusal().is_none() {
            tiles.push(tile(
                Touch::Appointment,
                "calendar-check",
                "appointment",
                "appointment-detail",
            ));
            tiles.push(tile(
                Touch::TalkInPrivate,
                "lock",
                "talk-in-private",
                "talk-in-private-detail",
            ));
            let speaks = self
                .content
                .as_ref()
                .is_some_and(|content| !content.spoken_languages.is_empty());
            if speaks {
                tiles.push(tile(
                    Touch::NeedAnInterpreter,
                    "languages",
                    "need-an-interpreter",
                    "need-an-interpreter-detail",
                ));
            }
        }
        tiles.extend([
            tile(Touch::Leaflets, "book-open", "leaflets", "leaflets-detail"),
            tile(
                Touch::Hours,
                "phone",
                "hours-and-contacts",
                "hours-and-contacts-detail",
            ),
        ]);
        let complaints = self.content.as_ref().is_some_and(|content| {
            content
                .leaflets
                .iter()
                .any(|leaflet| leaflet.name == COMPLAINTS_LEAFLET && leaflet.shown_on(self.today()))
        });
        if complaints {
            tiles.push(tile(
                Touch::Complaints,
                "message-square-heart",
                "complaints",
                "complaints-detail",
            ));
        }
        // Home has room for all the tiles or for every line under them, and these two need theirs least.
        if tiles.len() > FEW_TILES {
            for tile in &mut tiles {
                if matches!(tile.touch, Touch::Hours | Touch::Complaints) {
                    tile.detail = None;
                }
            }
        }
        tiles
    }

    pub(crate) fn status_card(&self) -> StatusCard {
        let Some(office) = &self.office else {
            return StatusCard {
                open: false,
                headline: Message::new("closed"),
                until: None,
                today: None,
            };
        };
        if !office.hours_known {
            return StatusCard {
                open: true,
                headline: Message::new("hours-unknown"),
                until: Some(Message::new("hours-unknown-detail")),
                today: None,
            };
        }
        let today = match (office.today.spans.is_empty(), &office.today.closed_for) {
            (false, _) => Some(Text::Message(
                Message::new("today-hours")
                    .message("hours", super::hours::spans_message(&office.today.spans)),
            )),
            (true, Some(reason)) => Some(self.closed_for(reason)),
            (true, None) => None,
        };
        match &office.status {
            Status::Open { closes, .. } => {
                let until = closes.filter(|closes| *closes - office.local < chrono::TimeDelta::hours(24));
                StatusCard {
                    open: true,
                    headline: Message::new("open-now"),
                    until: until.map(|closes| Message::new("closes-at").time("time", closes.time())),
                    today,
                }
            }
            Status::Closed { opens, .. } => StatusCard {
                open: false,
                headline: Message::new("closed"),
                until: opens.map(|opens| {
                    let days = (opens.date() - office.local.date()).num_days();
                    let message = match days {
                        0 => Message::new("opens-today"),
                        1 => Message::new("opens-tomorrow"),
                        2..=6 => {
                            Message::new("opens-weekday").weekday("day", chrono::Datelike::weekday(&opens))
                        }
                        _ => Message::new("opens-date").date("date", opens.date()),
                    };
                    message.time("time", opens.time())
                }),
                today,
            },
        }
    }

    pub(super) fn closed_for(&self, reason: &ClosedFor) -> Text {
        match reason {
            ClosedFor::BankHoliday => "bank-holiday".into(),
            ClosedFor::Exception(words) => self.localised(words),
        }
    }

    /// How many wait, and the wait where it was measured; nothing while the queue is away.
    fn waiting(&self) -> Option<Waiting> {
        let queue = self.fresh_queue()?;
        let people: u32 = queue.services.iter().map(|service| service.waiting).sum();
        let waits = queue.services.iter().filter_map(|service| service.wait_minutes);
        let from = waits.clone().map(|wait| wait.from).min();
        let to = waits.map(|wait| wait.to).max();
        let minutes = from
            .zip(to)
            .map(|(from, to)| Message::new("wait-minutes").count("from", from).count("to", to));
        let calls: Vec<_> = queue
            .now_serving
            .iter()
            .take(SERVING)
            .map(|call| {
                Message::new("serving-at")
                    .code("ticket", &call.ticket)
                    .words("desk", call.desk.clone())
            })
            .collect();
        let serving = (!calls.is_empty()).then(|| Message::new("now-serving").with("calls", Arg::All(calls)));
        Some(Waiting {
            people: Message::new("people-waiting").count("count", people),
            minutes,
            serving,
        })
    }

    pub(super) fn home_languages(&self) -> (Vec<LanguageChoice>, bool) {
        let mut all = self.language_choices();
        // "More languages" takes a place of its own, so it is there only when it leads to something.
        let more = all.len() > HOME_LANGUAGES + 1;
        if more {
            all.truncate(HOME_LANGUAGES);
        }
        if all.len() < 2 {
            all.clear();
        }
        (all, more)
    }

    pub(super) fn language_choices(&self) -> Vec<LanguageChoice> {
        let Some(content) = &self.content else {
            return Vec::new();
        };
        let current = self.language();
        let choice = |tag: &String| LanguageChoice {
            tag: tag.clone(),
            current: tag == current,
        };
        content.office.languages.iter().map(choice).collect()
    }

    /// What a refusal says, and what to do about it. Staff who pause everything for one reason have it said.
    pub(super) fn refusal_words(&self, refusal: Refusal) -> (Message, Message) {
        let (what, then) = match refusal {
            Refusal::Closed => ("closed", "no-tickets-closed"),
            Refusal::ClosingSoon => ("no-tickets-today", "no-tickets-closing"),
            Refusal::Paused => (self.reason_of_all(), "ask-reception"),
            Refusal::OutOfOrder => ("no-tickets-out-of-order", "ask-reception"),
        };
        (Message::new(what), Message::new(then))
    }

    fn reason_of_all(&self) -> &'static str {
        let queue = self.fresh_queue();
        let mut reasons = queue
            .iter()
            .flat_map(|queue| &queue.services)
            .map(|service| reason_words(service.reason.as_deref()));
        let first = reasons.next().unwrap_or(PAUSED);
        if reasons.all(|reason| reason == first) {
            first
        } else {
            PAUSED
        }
    }
}

/// What is said where staff give no reason, or one that this version does not know.
const PAUSED: &str = "no-tickets-paused";

/// The reasons that the queue can give for a service that takes no tickets; each is a message.
const REASONS: [&str; 5] = [
    "reason-staff-away",
    "reason-very-busy",
    "reason-system-fault",
    "reason-closed-early",
    "reason-meeting",
];

/// The message for the queue's reason.
pub(super) fn reason_words(reason: Option<&str>) -> &'static str {
    REASONS
        .into_iter()
        .find(|known| Some(*known) == reason)
        .unwrap_or(PAUSED)
}
