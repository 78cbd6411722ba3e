//! Turns the flow's texts into phrases that can be drawn: words, and the font of their language.

use flow::view::Text;
use i18n::{Language, Translator};
use message::Message;
use ui::Phrase;

/// Right-to-left mark: begins a paragraph that must run from right to left whatever its first letter is.
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';
/// The font of what is in no language: numbers, addresses.
pub(super) const LATIN: &str = "Noto Sans";

/// Knows the language of the screen.
pub(super) struct Painter {
    translator: Translator,
}

impl Painter {
    pub fn new(translator: Translator) -> Self {
        Self { translator }
    }

    /// The language of the screen.
    pub fn language(&self) -> &'static Language {
        self.translator.language()
    }

    /// A message without arguments, by its id.
    pub fn id(&self, id: &'static str) -> Phrase {
        self.message(&Message::new(id))
    }

    /// A message.
    pub fn message(&self, message: &Message) -> Phrase {
        spoken(&self.translator.text(message), self.language())
    }

    /// A message that stands alone, such as a button's: it begins with a capital letter where the script has them.
    pub fn alone(&self, message: &Message) -> Phrase {
        let words = self.translator.text(message);
        let mut chars = words.chars();
        let first: String = match chars.next() {
            // Turkish keeps the dot.
            Some('i') if self.language().tag == "tr" => "İ".to_owned(),
            Some(first) => first.to_uppercase().collect(),
            None => String::new(),
        };
        spoken(&(first + chars.as_str()), self.language())
    }

    /// A message as plain words, for text that is put together from several.
    pub fn words(&self, message: &Message) -> String {
        self.translator.text(message)
    }

    /// A message or words of the content folder.
    pub fn text(&self, text: &Text) -> Phrase {
        match text {
            Text::Message(message) => self.message(message),
            Text::Words { words, language } => match i18n::language(language) {
                Some(language) => spoken(&in_direction(words, language.right_to_left), language),
                None => phrase(words, LATIN),
            },
            Text::MessageIn { message, language } => match Translator::new(language) {
                Some(translator) => spoken(
                    &in_direction(&translator.text(message), translator.language().right_to_left),
                    translator.language(),
                ),
                None => self.message(message),
            },
        }
    }

    /// A text that may be absent; absent is empty.
    pub fn maybe(&self, text: Option<&Text>) -> Phrase {
        text.map(|text| self.text(text)).unwrap_or_default()
    }

    /// A message that may be absent; absent is empty.
    pub fn maybe_message(&self, message: Option<&Message>) -> Phrase {
        message.map(|message| self.message(message)).unwrap_or_default()
    }

    /// The autonym of a language, in its own font.
    pub fn autonym(&self, tag: &str) -> Phrase {
        match i18n::language(tag) {
            Some(language) => spoken(language.autonym, language),
            None => phrase(tag, LATIN),
        }
    }
}

/// Words in a font.
pub(super) fn phrase(words: &str, font: &str) -> Phrase {
    Phrase {
        text: words.into(),
        font: font.into(),
        spacing: 1.0,
    }
}

/// Words in a language.
fn spoken(words: &str, language: &Language) -> Phrase {
    Phrase {
        text: words.into(),
        font: language.font_family.into(),
        spacing: language.line_spacing,
    }
}

/// Makes every paragraph of a right-to-left text run that way even if it begins with a number or a foreign word.
pub(super) fn in_direction(words: &str, right_to_left: bool) -> String {
    if !right_to_left || words.starts_with(RIGHT_TO_LEFT_MARK) {
        return words.to_owned();
    }
    words
        .lines()
        .map(|line| format!("{RIGHT_TO_LEFT_MARK}{line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
