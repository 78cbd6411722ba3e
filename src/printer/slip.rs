//! What a slip says, as a value: in the visitor's language and, where that is another, in the office's too.

use chrono::NaiveDateTime;
use i18n::{Language, Translator};
use message::Message;
use ui::{Phrase, SlipLine};

/// Right-to-left mark: begins a paragraph that must run from right to left whatever its first letter is.
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';
/// The font of what is in no language.
const LATIN: &str = "Noto Sans";
/// The language that every message is written in.
const WRITTEN_IN: &str = "en-GB";

/// A text of a slip.
#[derive(Clone, PartialEq)]
pub enum Words {
    /// A message; it is said in each language of the slip.
    Message(Message),
    /// Words of the content folder: as the screen shows them to this visitor, and as the office has them. Each with
    /// the tag of the language it is really in.
    Content {
        /// The words and their language.
        visitor: (String, String),
        /// The words and their language.
        office: (String, String),
    },
}

/// A slip. It shows itself to no log.
#[derive(Clone, PartialEq)]
pub struct Slip {
    /// The language of the screen, by its tag.
    pub language: String,
    /// The office's own language, by its tag.
    pub office_language: String,
    /// The office's name.
    pub office: Words,
    /// The number, such as `A017`.
    pub number: String,
    /// What it is about.
    pub service: Option<Words>,
    /// When the number was given, by the office's clock.
    pub taken: NaiveDateTime,
    /// By when somebody will speak to the visitor.
    pub promise: Option<Message>,
    /// What was asked for besides: an interpreter, a private room, other needs.
    pub asked_for: Vec<Words>,
    /// What to do now.
    pub instruction: Message,
}

/// What is drawn: every text of a slip ready to be set.
#[derive(Default)]
pub(crate) struct Drawn {
    pub font: &'static str,
    pub visitor_right_to_left: bool,
    pub office_right_to_left: bool,
    pub place: SlipLine,
    pub heading: SlipLine,
    pub number: Phrase,
    pub service: SlipLine,
    pub taken: SlipLine,
    pub lines: Vec<SlipLine>,
    pub ending: SlipLine,
    pub edges: bool,
}

impl Slip {
    pub(crate) fn drawn(&self) -> Option<Drawn> {
        let speakers = Speakers::of(&self.language, &self.office_language)?;
        let message = |id: &'static str| Words::Message(Message::new(id));
        let mut lines: Vec<_> = self
            .promise
            .iter()
            .map(|promise| speakers.line(&Words::Message(promise.clone())))
            .collect();
        if !self.asked_for.is_empty() {
            lines.push(speakers.line(&message("slip-asked-for")));
        }
        lines.extend(self.asked_for.iter().map(|asked| SlipLine {
            listed: true,
            ..speakers.line(asked)
        }));
        Some(Drawn {
            place: speakers.line(&self.office),
            heading: speakers.line(&message("ticket-title")),
            number: phrase(&self.number, LATIN, 1.0),
            service: self
                .service
                .as_ref()
                .map(|service| speakers.line(service))
                .unwrap_or_default(),
            taken: speakers.line(&Words::Message(taken(self.taken))),
            lines,
            ending: speakers.line(&Words::Message(self.instruction.clone())),
            ..speakers.blank()
        })
    }
}

/// The slip of the printer's test: a line in each language, and the edges of the paper.
pub(crate) fn test_slip(office_language: &str, at: NaiveDateTime) -> Option<Drawn> {
    let speakers = Speakers::of(office_language, office_language)?;
    let line = |id: &'static str| speakers.line(&Words::Message(Message::new(id)));
    let languages = i18n::languages().iter().filter_map(|language| {
        let heading = Translator::new(language.tag)?.text(&Message::new("ticket-title"));
        Some(SlipLine {
            visitor: spoken(language.autonym, language),
            office: spoken(&heading, language),
            listed: true,
        })
    });
    Some(Drawn {
        heading: line("slip-test"),
        taken: speakers.line(&Words::Message(taken(at))),
        lines: languages.collect(),
        ending: line("slip-test-right"),
        edges: true,
        ..speakers.blank()
    })
}

fn taken(at: NaiveDateTime) -> Message {
    Message::new("header-clock")
        .date("date", at.date())
        .time("time", at.time())
}

/// Who says what stands on a slip.
struct Speakers {
    visitor: Translator,
    /// Where the office's language is another.
    office: Option<Translator>,
}

impl Speakers {
    /// A language without words is left to the office's, and that to the one all messages are written in.
    fn of(language: &str, office_language: &str) -> Option<Self> {
        let office = Translator::new(office_language).or_else(|| Translator::new(WRITTEN_IN))?;
        let visitor = Translator::new(language).unwrap_or(office);
        let same = visitor.language().tag == office.language().tag;
        Some(Self {
            visitor,
            office: (!same).then_some(office),
        })
    }

    fn line(&self, words: &Words) -> SlipLine {
        let visitor = match words {
            Words::Message(message) => spoken(&self.visitor.text(message), self.visitor.language()),
            Words::Content { visitor, .. } => content(visitor),
        };
        let office = self.office.map(|office| match words {
            Words::Message(message) => spoken(&office.text(message), office.language()),
            Words::Content { office, .. } => content(office),
        });
        SlipLine {
            // What reads the same in both is said once: a name, a text without a translation.
            office: office
                .filter(|office| *office.text != *visitor.text)
                .unwrap_or_default(),
            visitor,
            listed: false,
        }
    }

    fn blank(&self) -> Drawn {
        let language = self.visitor.language();
        Drawn {
            font: language.font_family,
            visitor_right_to_left: language.right_to_left,
            office_right_to_left: self.office.is_some_and(|office| office.language().right_to_left),
            ..Drawn::default()
        }
    }
}

fn content((words, language): &(String, String)) -> Phrase {
    match i18n::language(language) {
        Some(language) => spoken(&in_direction(words, language), language),
        None => phrase(words, LATIN, 1.0),
    }
}

fn in_direction(words: &str, language: &Language) -> String {
    if language.right_to_left && !words.starts_with(RIGHT_TO_LEFT_MARK) {
        format!("{RIGHT_TO_LEFT_MARK}{words}")
    } else {
        words.to_owned()
    }
}

fn spoken(words: &str, language: &Language) -> Phrase {
    phrase(words, language.font_family, language.line_spacing)
}

fn phrase(words: &str, font: &str, spacing: f32) -> Phrase {
    Phrase {
        text: words.into(),
        font: font.into(),
        spacing,
    }
}
