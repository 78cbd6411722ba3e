//! What each screen holds, as a value. How it looks is the screen's business; what it says in a language is i18n's.

mod additions;
mod emergency;
mod home;
mod hours;
mod keypad;
mod pages;
mod slip;
mod staff;
mod ticket;
mod visit;

pub use additions::{Choice, ChoiceGroup, Choices, Spoken, SpokenChoice, Stepper};
pub use emergency::EmergencyView;
pub use home::{Closed, Home, LanguageChoice, StatusCard, Tile, Waiting};
pub use hours::{DayRow, Hours};
pub use keypad::{Keypad, KeypadKind};
pub use pages::{LeafletItem, Leaflets, PageView};
pub use slip::Slip;
pub use staff::{HeldLine, Staff};
pub use ticket::{Question, Ticket};
pub use visit::{Addition, ServiceTile, Services, Visit};

use message::Message;

use crate::content::Localised;
use crate::session::Place;
use crate::state::State;

/// The language of the built-in page and of an office that names none.
pub const BUILT_IN_LANGUAGE: &str = "en-GB";
/// The leaflet that the complaints tile opens while there are no complaints screens (design §3).
pub const COMPLAINTS_LEAFLET: &str = "complaints";

/// A text on the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// A message, in the language of the screen.
    Message(Message),
    /// Words of the content folder, in the language they are written in.
    Words {
        /// The words.
        words: String,
        /// Their language, a BCP 47 tag.
        language: String,
    },
    /// A message in another language than that of the screen.
    MessageIn {
        /// The message.
        message: Message,
        /// The language, a BCP 47 tag; one that has no words here is said in the language of the screen.
        language: String,
    },
}

impl From<Message> for Text {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&'static str> for Text {
    /// A message without arguments, by its id.
    fn from(id: &'static str) -> Self {
        Self::Message(Message::new(id))
    }
}

/// An icon, a heading and a line under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// A Lucide icon's name.
    pub icon: &'static str,
    /// What it is about.
    pub title: Text,
    /// More about it.
    pub detail: Option<Text>,
}

impl Line {
    fn new(icon: &'static str, title: impl Into<Text>, detail: Option<Text>) -> Self {
        Self {
            icon,
            title: title.into(),
            detail,
        }
    }
}

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The language of the screen.
    pub language: String,
    /// Header and footer.
    pub frame: Frame,
    /// What lies between them.
    pub screen: Screen,
}

/// The header and the footer, which never move.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The office's name.
    pub office: Text,
    /// Date and time.
    pub clock: Option<Message>,
    /// Whether the header has Languages.
    pub languages: bool,
    /// Whether the footer has Back and Start again.
    pub back: bool,
    /// Whether the footer has Take a ticket: on pages that a visitor reads before taking one.
    pub take_a_ticket: bool,
}

/// What lies between header and footer.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Home.
    Home(Home),
    /// Home while the office is closed.
    Closed(Closed),
    /// Choose a service.
    Services(Services),
    /// The summary before Confirm.
    Visit(Visit),
    /// A few choices that belong together.
    Choices(Choices),
    /// The languages that an interpreter can be asked for.
    Spoken(Spoken),
    /// A reference or a PIN to type.
    Keypad(Keypad),
    /// The number.
    Ticket(Ticket),
    /// One question with two answers.
    Question(Question),
    /// The staff screen.
    Staff(Staff),
    /// The language chooser.
    Languages(Vec<LanguageChoice>),
    /// A list of leaflets or notices.
    Leaflets(Leaflets),
    /// A page of the content folder.
    Page(PageView),
    /// Opening hours and contacts.
    Hours(Hours),
    /// An emergency notice, which takes the screen over.
    Emergency(EmergencyView),
    /// The question before the session ends.
    StillThere(StillThere),
    /// Nothing works but this.
    OutOfService(OutOfService),
}

/// Are you still there?
#[derive(Clone, Debug, PartialEq)]
pub struct StillThere {
    /// Seconds until the session ends, rounded up.
    pub seconds: u16,
}

/// Why nothing can be shown, and what to do.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfService {
    /// What is wrong, for a visitor.
    pub headline: Message,
    /// What a visitor should do.
    pub what_to_do: Message,
    /// What staff should do.
    pub for_staff: Message,
    /// What is wrong, for staff, in English.
    pub findings: Vec<String>,
}

impl State {
    /// What the screen holds now.
    pub fn view(&self) -> View {
        let screen = self.screen();
        View {
            language: self.language().to_owned(),
            frame: self.frame(&screen),
            screen,
        }
    }

    fn screen(&self) -> Screen {
        match self.session.place() {
            Place::StaffPin if self.warning().is_none() => return Screen::Keypad(self.pin_keypad()),
            Place::Staff if self.warning().is_none() => return Screen::Staff(self.staff_screen()),
            _ => {}
        }
        if self.misconfigured || self.content.is_none() {
            return Screen::OutOfService(self.out_of_service());
        }
        if let Some(emergency) = self.emergency_screen() {
            return emergency;
        }
        match self.warning() {
            Some(left) if !self.session.place().has_ticket() => {
                return Screen::StillThere(StillThere {
                    seconds: whole_seconds(left),
                });
            }
            _ => {}
        }
        match self.session.place() {
            Place::Home => self.home(),
            Place::Services => Screen::Services(self.services()),
            Place::Appointment => Screen::Keypad(self.reference_keypad()),
            Place::Visit => Screen::Visit(self.visit()),
            Place::Private => Screen::Choices(self.private_choices()),
            Place::SpokenLanguages => Screen::Spoken(self.spoken_languages()),
            Place::Interpreter => Screen::Choices(self.interpreter_choices()),
            Place::Needs => Screen::Choices(self.needs_choices()),
            Place::Ticket => self.ticket_screen(),
            Place::TakeBack => Screen::Question(self.take_back_question()),
            Place::StaffPin => Screen::Keypad(self.pin_keypad()),
            Place::Staff => Screen::Staff(self.staff_screen()),
            Place::Languages => Screen::Languages(self.language_choices()),
            Place::Leaflets => Screen::Leaflets(self.leaflets()),
            Place::Notices => Screen::Leaflets(self.notices()),
            Place::Hours => Screen::Hours(self.hours()),
            Place::Leaflet(_)
            | Place::Notice(_)
            | Place::OfficeEvent(_)
            | Place::Privacy
            | Place::Standards => self.open_page(),
        }
    }

    fn frame(&self, screen: &Screen) -> Frame {
        let office = match &self.content {
            Some(content) => self.localised(&content.office.name),
            None => "built-in-office".into(),
        };
        let clock = self.office.as_ref().map(|office| {
            Message::new("header-clock")
                .date("date", office.local.date())
                .time("time", office.local.time())
        });
        let alone = matches!(
            screen,
            Screen::OutOfService(_) | Screen::StillThere(_) | Screen::Question(_) | Screen::Emergency(_)
        );
        let for_staff = self.session.place().is_for_staff();
        let reading = matches!(screen, Screen::Leaflets(_) | Screen::Page(_) | Screen::Hours(_));
        Frame {
            office,
            clock,
            languages: !alone && !for_staff && self.offers_languages(),
            back: !alone && !matches!(screen, Screen::Home(_) | Screen::Closed(_) | Screen::Ticket(_)),
            take_a_ticket: reading && self.session.asked.is_none() && self.refusal().is_none(),
        }
    }

    fn offers_languages(&self) -> bool {
        self.content
            .as_ref()
            .is_some_and(|content| content.office.languages.len() > 1)
    }

    fn out_of_service(&self) -> OutOfService {
        let (headline, what_to_do, for_staff) = if self.misconfigured {
            (
                "out-of-service",
                "out-of-service-visitor",
                "out-of-service-settings",
            )
        } else if self.findings.is_empty() {
            ("starting", "starting-visitor", "starting-staff")
        } else {
            (
                "out-of-service",
                "out-of-service-visitor",
                "out-of-service-content",
            )
        };
        OutOfService {
            headline: Message::new(headline),
            what_to_do: Message::new(what_to_do),
            for_staff: Message::new(for_staff),
            findings: self.findings.clone(),
        }
    }

    /// Words of the content folder, in the visitor's language if they exist in it.
    pub(crate) fn localised(&self, text: &Localised) -> Text {
        let (words, language) = text.get_with_language(self.language(), self.default_language());
        Text::Words {
            words: words.to_owned(),
            language: language.to_owned(),
        }
    }
}

/// Seconds, rounded up, so that the last one shown is 1 and not 0.
fn whole_seconds(left: std::time::Duration) -> u16 {
    u16::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u16::MAX)
}
