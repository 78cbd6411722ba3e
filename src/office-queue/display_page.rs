//! The call display's page as it is served: its file with the office's words in it, so that it can say what is wrong
//! before it has heard from the service and after.

use i18n::Translator;
use message::Message;

use crate::announcement::Sentence;
use crate::token::{hex, sha256};

/// What the page is made of, beside itself. Another version of any of them makes every screen load itself anew.
const FILES: [&str; 5] = [
    include_str!("display/display.css"),
    include_str!("display/display.js"),
    include_str!("display/calls.js"),
    include_str!("display/sound.js"),
    include_str!("display/stream.js"),
];

/// Where the page puts the time into a sentence: a private use character, so that no language's words hold it.
const TIME: &str = "\u{E000}";

/// The page, and what tells its version from another.
pub struct DisplayPage {
    /// The page as HTML.
    pub html: String,
    /// A name of this page and all that belongs to it.
    pub version: String,
}

impl DisplayPage {
    /// The page of an office that speaks this language to everyone, a tag of `locales/`.
    pub fn new(office_language: &str) -> Self {
        let mut html = include_str!("display/display.html").to_owned();
        if let Some(office) = Translator::new(office_language) {
            let language = office.language();
            html = html
                .replace("{lang}", language.tag)
                .replace("{dir}", direction(language.right_to_left));
            for (place, message) in office_words() {
                html = html.replace(place, &escaped(&office.text(&message)));
            }
        }
        html = html.replace("{waiting}", &waiting(office_language));
        let whole = [html.as_str(), env!("CARGO_PKG_VERSION")]
            .into_iter()
            .chain(FILES)
            .collect::<String>();
        let version = hex(&sha256(whole.as_bytes()))
            .chars()
            .take(16)
            .collect::<String>();
        Self {
            html: html.replace("{version}", &version),
            version,
        }
    }
}

/// The places in the file, and what stands there in the office's language.
fn office_words() -> [(&'static str, Message); 9] {
    [
        ("{title}", Message::new("display-title")),
        ("{now-calling}", Message::new("display-now-calling")),
        ("{last-called}", Message::new("display-last-called")),
        ("{before}", Message::new("display-before")),
        ("{sound}", Message::new("display-sound")),
        ("{not-up-to-date}", Message::new("display-not-up-to-date")),
        (
            "{not-up-to-date-since}",
            Message::new("display-not-up-to-date-since").code("time", TIME),
        ),
        ("{no-access}", Message::new("display-no-access")),
        ("{no-access-staff}", Message::new("display-no-access-staff")),
    ]
}

/// What stands there before the first call of a day, in every language: nobody's is known yet. The office's is first.
fn waiting(office_language: &str) -> String {
    let office = i18n::languages()
        .iter()
        .filter(|language| language.tag == office_language);
    let others = i18n::languages()
        .iter()
        .filter(|language| language.tag != office_language);
    office
        .chain(others)
        .filter_map(|language| Translator::new(language.tag))
        .map(|translator| {
            let sentence = Sentence::new(&translator, &Message::new("display-waiting"));
            let direction = direction(sentence.right_to_left);
            format!(
                "<li lang=\"{}\" dir=\"{direction}\">{}</li>",
                sentence.language,
                escaped(&sentence.text)
            )
        })
        .collect()
}

fn direction(right_to_left: bool) -> &'static str {
    if right_to_left { "rtl" } else { "ltr" }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_in_every_language_and_each_page_is_its_own_version() {
        let mut versions = Vec::new();
        for language in i18n::languages() {
            let page = DisplayPage::new(language.tag);
            assert!(!page.html.contains('{'), "{}", page.html);
            assert!(page.html.contains(&format!("<html lang=\"{}\"", language.tag)));
            assert_eq!(page.html.matches("<li ").count(), i18n::languages().len());
            assert!(page.html.contains(&page.version) && !versions.contains(&page.version));
            let office = Translator::new(language.tag).unwrap();
            for (_, message) in office_words() {
                assert!(
                    office.complete_text(&message).is_ok(),
                    "{message:?} in {}",
                    language.tag
                );
            }
            versions.push(page.version);
        }
    }
}
