//! What is said when a number is called, on the screen and aloud: the number and the desk, in the visitor's language
//! and the office's. It holds no words; they are in `locales/`.

use i18n::{Translator, without_isolates};
use message::{Arg, Message};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::CallRow;

/// Names of places that every language has a word for, as staff write them before a number.
const PLACES: [(&str, &str); 3] = [
    ("desk", "display-desk"),
    ("room", "display-room"),
    ("interview room", "display-interview-room"),
];

/// Stands for the number while the words around it are made safe for SSML: a private use character is in no word.
const TICKET: &str = "\u{E000}";

/// A sentence in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sentence {
    /// Its language, a BCP 47 tag.
    pub language: &'static str,
    /// Whether it runs from right to left.
    pub right_to_left: bool,
    /// The words. What is not of the language is isolated.
    pub text: String,
}

impl Sentence {
    /// A message in a language.
    pub fn new(translator: &Translator, message: &Message) -> Self {
        Self {
            language: translator.language().tag,
            right_to_left: translator.language().right_to_left,
            text: translator.text(message),
        }
    }
}

/// Where to go: first in the visitor's language, where there are words in it, then in the office's.
pub fn shown(call: &CallRow, office_language: &str) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for tag in [call.language.as_str(), office_language] {
        if let Some(translator) = Translator::new(tag)
            && sentences.iter().all(|sentence| sentence.language != tag)
        {
            let message = Message::new("display-go-to").with("desk", place(&call.desk));
            sentences.push(Sentence::new(&translator, &message));
        }
    }
    sentences
}

/// The call as SSML in one language. The number is read letter by letter: "A zero one seven".
pub fn spoken(call: &CallRow, translator: &Translator) -> String {
    let message = Message::new("display-spoken")
        .code("ticket", TICKET)
        .with("desk", place(&call.desk));
    let words = escaped(&without_isolates(&translator.text(&message)));
    let ticket = format!(
        "<say-as interpret-as=\"characters\">{}</say-as>",
        escaped(&call.ticket)
    );
    format!("<speak>{}</speak>", words.replace(TICKET, &ticket))
}

/// A desk as an argument: "Desk 2" and "Room 3" in each language's own word, so that a voice can say it; every other
/// name as staff wrote it.
fn place(desk: &str) -> Arg {
    let named = desk.rsplit_once(' ').and_then(|(word, number)| {
        let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit());
        let (_, id) = PLACES
            .iter()
            .find(|(place, _)| word.trim().eq_ignore_ascii_case(place))?;
        is_number.then(|| Message::new(id).code("number", number))
    });
    named.map_or_else(
        || Arg::Words(desk.to_owned()),
        |place| Arg::Message(Box::new(place)),
    )
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(language: &str, desk: &str) -> CallRow {
        CallRow {
            id: 1,
            ticket: "A017".to_owned(),
            desk: desk.to_owned(),
            language: language.to_owned(),
            called_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn texts(language: &str, desk: &str) -> Vec<String> {
        let sentences = shown(&call(language, desk), "en-GB");
        sentences
            .iter()
            .map(|sentence| without_isolates(&sentence.text))
            .collect()
    }

    #[test]
    fn a_call_is_shown_in_the_visitor_s_language_and_the_office_s_once_each() {
        assert_eq!(
            texts("pl", "Desk 2"),
            ["Prosimy podejść: okienko 2", "Please go to Desk 2"]
        );
        assert_eq!(texts("en-GB", "Desk 2"), ["Please go to Desk 2"]);
        assert_eq!(texts("tlh", "desk 12"), ["Please go to Desk 12"]);
        assert!(shown(&call("ar", "Desk 2"), "en-GB")[0].right_to_left);
    }

    #[test]
    fn a_name_that_is_no_desk_with_a_number_stays_as_staff_wrote_it() {
        for desk in [
            "Housing advice",
            "Desk two",
            "Desk",
            "Help Desk 2",
            "Desk 12345",
            "Desk 2b",
        ] {
            assert_eq!(texts("tr", desk)[0], format!("Lütfen buraya gelin: {desk}"));
        }
    }

    #[test]
    fn a_spoken_number_is_spelt_and_no_name_of_a_desk_becomes_markup() {
        let english = Translator::new("en-GB").unwrap();
        assert_eq!(
            spoken(&call("en-GB", "Desk 2"), &english),
            "<speak>Number <say-as interpret-as=\"characters\">A017</say-as>. Please go to Desk 2.</speak>"
        );
        let marked = spoken(&call("en-GB", "<audio src='/etc/passwd'/> & co"), &english);
        assert!(
            marked.ends_with("Please go to &lt;audio src='/etc/passwd'/&gt; &amp; co.</speak>"),
            "{marked}"
        );
    }

    #[test]
    fn every_language_says_all_of_it() {
        for language in i18n::languages() {
            let translator = Translator::new(language.tag).unwrap();
            let message = Message::new("display-spoken")
                .code("ticket", "A017")
                .with("desk", place("Room 3"));
            let text = without_isolates(&translator.complete_text(&message).unwrap());
            assert!(text.contains("A017") && text.contains('3'), "{text}");
            assert_eq!(text.contains("Room"), language.tag == "en-GB", "{text}");
        }
    }
}
