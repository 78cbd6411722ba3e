//! Says a message in one language.

use chrono::{NaiveDate, NaiveTime, Weekday};
use message::{Arg, Message};

use crate::bidi::{foreign_message, left_to_right, own_direction, right_to_left_paragraphs};
use crate::dates;
use crate::language::{Language, language};
use crate::locale::{Locale, english, locale};
use crate::messages::Value;

/// Why a message could not be said as it should be. It names the message and none of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The language has no text for the message, though English may.
    #[error("{0} has no text in this language")]
    Untranslated(&'static str),
    /// No language has a text for the message: its id is misspelt or new.
    #[error("{0} has no text in any language")]
    Unknown(&'static str),
    /// The text names an argument that the message does not have.
    #[error("the text of {0} names an argument that was not given")]
    Argument(&'static str),
}

/// Turns messages into the text of one language. It is a reference to what is embedded in the program, so it is
/// cheap to copy and can go to any thread.
#[derive(Clone, Copy)]
pub struct Translator {
    locale: &'static Locale,
}

impl Translator {
    /// The translator of the language with exactly this tag; `None` if there is none.
    pub fn new(tag: &str) -> Option<Self> {
        Some(Self { locale: locale(tag)? })
    }

    /// The language it speaks.
    pub fn language(&self) -> &'static Language {
        self.locale.language
    }

    /// Whether the language itself has a text for the message.
    pub fn has(&self, id: &str) -> bool {
        self.locale.messages.has(id)
    }

    /// The text of a message, ready for the screen: arguments are isolated by what they are, and each paragraph of a
    /// right-to-left language begins with a mark of that direction.
    ///
    /// There is always a text: a message the language lacks is said in English, and one that no language has is its
    /// id. The latter, or an argument that was not given, is an error of the program and is logged with the id of the
    /// message alone. A missing translation is not logged, since that would tell which language a visitor reads.
    pub fn text(&self, message: &Message) -> String {
        let (text, errors) = self.text_and_errors(message);
        for error in errors
            .iter()
            .filter(|error| !matches!(error, TextError::Untranslated(_)))
        {
            tracing::error!("{error}");
        }
        text
    }

    /// The same text, or the first reason why it is not what it should be: for the tests of what makes messages.
    ///
    /// # Errors
    ///
    /// The message or one within it is not translated, is unknown, or lacks an argument.
    pub fn complete_text(&self, message: &Message) -> Result<String, TextError> {
        let (text, errors) = self.text_and_errors(message);
        errors.first().map_or(Ok(text), |error| Err(*error))
    }

    /// A time of day as in a text: `09:00`, isolated.
    pub fn time(&self, time: NaiveTime) -> String {
        left_to_right(&dates::time(time))
    }

    /// Two times of day as in a text: `09:00–17:00`, isolated.
    pub fn time_range(&self, from: NaiveTime, to: NaiveTime) -> String {
        left_to_right(&dates::time_range(from, to))
    }

    /// A day with weekday, day and month: "Saturday 21 November".
    pub fn date(&self, date: NaiveDate) -> String {
        self.locale.dates.day(date)
    }

    /// A day with day, month and year: "21 November 2026".
    pub fn date_with_year(&self, date: NaiveDate) -> String {
        self.locale.dates.day_with_year(date)
    }

    /// A weekday by name, as it stands alone: "Saturday".
    pub fn weekday(&self, weekday: Weekday) -> String {
        self.locale.dates.weekday(weekday)
    }

    /// The name of a language in this language, isolated, from the message `language-name-<tag>`; without one, its
    /// English name, then its own name, and at last its tag.
    pub fn language_name(&self, tag: &str) -> String {
        let id = format!("language-name-{tag}");
        let named = |locale: &Locale| locale.messages.text(&id, &[]).map(|(name, _)| name);
        let name = named(self.locale)
            .or_else(|| english().and_then(named))
            .or_else(|| language(tag).map(|language| language.autonym.to_owned()));
        own_direction(name.as_deref().unwrap_or(tag))
    }

    fn text_and_errors(&self, message: &Message) -> (String, Vec<TextError>) {
        let mut errors = Vec::new();
        let said = self.say(message, &mut errors);
        let mirrored = self.language().right_to_left && !said.foreign;
        (
            if mirrored {
                right_to_left_paragraphs(&said.text)
            } else {
                said.text
            },
            errors,
        )
    }

    fn say(&self, message: &Message, errors: &mut Vec<TextError>) -> Said {
        if self.has(message.id) {
            return Said {
                text: self.fill(message, errors),
                foreign: false,
            };
        }
        match english().filter(|english| english.messages.has(message.id)) {
            Some(english) => {
                errors.push(TextError::Untranslated(message.id));
                // The arguments are in English too: half a sentence in each language helps nobody.
                Said {
                    text: Self { locale: english }.fill(message, errors),
                    foreign: true,
                }
            }
            None => {
                errors.push(TextError::Unknown(message.id));
                Said {
                    text: message.id.to_owned(),
                    foreign: true,
                }
            }
        }
    }

    fn fill(&self, message: &Message, errors: &mut Vec<TextError>) -> String {
        let values: Vec<_> = message
            .args
            .iter()
            .map(|(name, arg)| (*name, self.value(arg, errors)))
            .collect();
        let (text, complete) = self.locale.messages.text(message.id, &values).unwrap_or_default();
        if !complete {
            errors.push(TextError::Argument(message.id));
        }
        text
    }

    fn value(&self, arg: &Arg, errors: &mut Vec<TextError>) -> Value {
        let text = match arg {
            Arg::Number(number) => return Value::Number(*number),
            Arg::Words(words) => own_direction(words),
            Arg::Code(code) => left_to_right(code),
            Arg::Time(time) => self.time(*time),
            Arg::TimeRange(from, to) => self.time_range(*from, *to),
            Arg::Date(date) => self.date(*date),
            Arg::DateWithYear(date) => self.date_with_year(*date),
            Arg::Weekday(weekday) => self.weekday(*weekday),
            Arg::Language(tag) => self.language_name(tag),
            Arg::Message(message) => self.part(message, errors),
            Arg::All(messages) => {
                let parts: Vec<_> = messages
                    .iter()
                    .map(|message| self.part(message, errors))
                    .collect();
                self.locale.all(&parts)
            }
        };
        Value::Text(text)
    }

    /// A message within another.
    fn part(&self, message: &Message, errors: &mut Vec<TextError>) -> String {
        let said = self.say(message, errors);
        if said.foreign {
            foreign_message(&said.text)
        } else {
            said.text
        }
    }
}

/// A message in words, and whether those are not of the translator's language.
struct Said {
    text: String,
    foreign: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bidi::without_isolates;
    use crate::language::rows;

    /// A translator with messages of its own. What it lacks comes from the English that is embedded.
    fn translator(tag: &str, messages: &'static str) -> Translator {
        let language = rows().iter().find(|row| row.tag == tag).unwrap();
        Translator {
            locale: Box::leak(Box::new(Locale::read(language, messages).unwrap())),
        }
    }

    fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_translator_can_go_to_any_thread() {
        fn sent_and_shared<T: Send + Sync + Copy>() {}
        sent_and_shared::<Translator>();
    }

    #[test]
    fn there_is_a_translator_for_every_language_and_for_nothing_else() {
        for language in crate::languages() {
            assert_eq!(
                Translator::new(language.tag).unwrap().language().tag,
                language.tag
            );
        }
        assert!(Translator::new("en").is_none());
        assert!(Translator::new("xx").is_none());
    }

    #[test]
    fn codes_and_times_in_arabic_are_set_apart_left_to_right() {
        let ar = translator(
            "ar",
            "call = اتصل بالرقم { $phone }\nhours = اليوم { $hours } { $from }",
        );
        let call = Message::new("call").code("phone", "028 9031 2780");
        assert_eq!(
            ar.text(&call),
            "\u{200F}اتصل بالرقم \u{2066}028 9031 2780\u{2069}"
        );
        let hours = Message::new("hours")
            .with("hours", Arg::TimeRange(at(9, 0), at(17, 0)))
            .time("from", at(8, 5));
        assert_eq!(
            ar.text(&hours),
            "\u{200F}اليوم \u{2066}09:00–17:00\u{2069} \u{2066}08:05\u{2069}"
        );
    }

    #[test]
    fn words_of_the_content_folder_are_set_apart_once() {
        let en = translator("en-GB", "only = About { $title }.\nbare = { $title }");
        let title = "الإيجار\u{202E}";
        assert_eq!(
            en.text(&Message::new("only").words("title", title)),
            "About \u{2068}الإيجار\u{2069}."
        );
        assert_eq!(
            en.text(&Message::new("bare").words("title", title)),
            "\u{2068}الإيجار\u{2069}"
        );
    }

    #[test]
    fn a_paragraph_that_begins_with_a_ticket_is_right_to_left_in_arabic_only() {
        let message = Message::new("m").code("ticket", "A017");
        let ar = translator("ar", "m =\n    { $ticket } رقمك\n    { $ticket } فضلك");
        assert_eq!(
            ar.text(&message),
            "\u{200F}\u{2066}A017\u{2069} رقمك\n\u{200F}\u{2066}A017\u{2069} فضلك"
        );
        let pl = translator("pl", "m = { $ticket } to Twój numer");
        assert_eq!(pl.text(&message), "\u{2066}A017\u{2069} to Twój numer");
    }

    #[test]
    fn counts_are_in_latin_digits_without_grouping() {
        for tag in ["bn", "ar"] {
            let translator = translator(tag, "n = { $n ->\n *[other] { $n } ×\n}");
            for n in [0_i64, 7, 1204, -3] {
                let text = translator.text(&Message::new("n").count("n", n));
                assert_eq!(without_isolates(&text), format!("{n} ×"), "{tag}");
            }
        }
    }

    #[test]
    fn a_list_of_messages_is_joined_by_the_language() {
        let pl = translator("pl", "all = { $all }\na = alfa\nb = { $n } beta\nc = gamma");
        let parts = vec![
            Message::new("a"),
            Message::new("b").count("n", 2),
            Message::new("c"),
        ];
        assert_eq!(
            pl.complete_text(&Message::new("all").with("all", Arg::All(parts))),
            Ok("alfa, 2 beta i gamma".into())
        );
        assert_eq!(
            pl.text(&Message::new("all").with("all", Arg::All(vec![Message::new("a")]))),
            "alfa"
        );
        assert_eq!(pl.text(&Message::new("all").with("all", Arg::All(vec![]))), "");
    }

    #[test]
    fn dates_and_weekdays_are_in_the_language_of_the_text() {
        let tr = translator("tr", "opens = { $day }, { $date }, { $full } { $time }");
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let message = Message::new("opens")
            .weekday("day", Weekday::Mon)
            .date("date", date)
            .with("full", Arg::DateWithYear(date))
            .time("time", at(9, 0));
        assert_eq!(
            without_isolates(&tr.text(&message)),
            "Pazartesi, 21 Kasım Cumartesi, 21 Kasım 2026 09:00"
        );
    }

    #[test]
    fn a_language_is_named_in_the_language_of_the_text_or_else_in_english_or_by_its_tag() {
        let tr = translator("tr", "only-in = Yalnızca { $language }\nlanguage-name-pl = Lehçe");
        let named =
            |tag: &str| tr.text(&Message::new("only-in").with("language", Arg::Language(tag.to_owned())));
        assert_eq!(named("pl"), "Yalnızca \u{2068}Lehçe\u{2069}");
        assert_eq!(named("en-GB"), "Yalnızca \u{2068}English\u{2069}");
        assert_eq!(named("x-y { $z }"), "Yalnızca \u{2068}x-y { $z }\u{2069}");
    }

    #[test]
    fn a_missing_message_is_said_in_english_with_english_arguments_and_direction() {
        let ar = translator("ar", "outer = قبل { $inner } بعد");
        let english = Message::new("opens-date")
            .date("date", NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())
            .time("time", at(9, 0));
        let text = "Opens on Saturday 21 November at \u{2066}09:00\u{2069}";
        assert_eq!(ar.text(&english), text);
        assert_eq!(
            ar.complete_text(&english),
            Err(TextError::Untranslated("opens-date"))
        );
        let outer = Message::new("outer").message("inner", english);
        assert_eq!(ar.text(&outer), format!("\u{200F}قبل \u{2068}{text}\u{2069} بعد"));
        assert_eq!(
            ar.complete_text(&outer),
            Err(TextError::Untranslated("opens-date"))
        );
    }

    #[test]
    fn a_message_no_language_has_is_its_id() {
        let ar = translator("ar", "");
        for translator in [ar, Translator::new("en-GB").unwrap()] {
            let message = Message::new("no-such-message");
            assert!(!translator.has("no-such-message"));
            assert_eq!(translator.text(&message), "no-such-message");
            assert_eq!(
                translator.complete_text(&message),
                Err(TextError::Unknown("no-such-message"))
            );
        }
    }

    #[test]
    fn an_argument_that_was_not_given_is_an_error_and_still_a_text() {
        let en = translator(
            "en-GB",
            "m = At { $time }\ncount = { $n ->\n [one] One\n *[other] Some\n}",
        );
        assert_eq!(
            en.complete_text(&Message::new("m")),
            Err(TextError::Argument("m"))
        );
        assert!(en.text(&Message::new("m")).starts_with("At "));
        assert_eq!(
            en.complete_text(&Message::new("count")),
            Err(TextError::Argument("count"))
        );
        assert_eq!(en.text(&Message::new("count")), "Some");
    }

    #[test]
    fn messages_within_messages_keep_their_own_arguments() {
        let en = translator("en-GB", "outer = { $n }: { $inner }\ninner = { $n }");
        let inner = Message::new("inner").count("n", 2);
        let text = en.text(&Message::new("outer").count("n", 1).message("inner", inner));
        assert_eq!(text, "1: 2");
    }
}
