//! The optional header of a page: `Key: value` lines before the first blank line.
//!
//! Only the known keys make a header line, so that "Note: closed Friday" stays on the page. The header ends at the
//! first line that is none. There is no quoting to learn: a value is the rest of its line.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::finding::{Finding, quoted};
use super::text::plain_words;

/// Characters in a title.
pub(crate) const MAX_TITLE: usize = 120;

/// Characters in a web address, as many as fit a QR code that a telephone still reads from a screen.
const MAX_WEB: usize = 300;

/// Where a leaflet stands among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Before all others.
    High,
    /// As it comes.
    #[default]
    Normal,
    /// After all others.
    Low,
}

/// What a page's header says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    pub title: Option<String>,
    pub show_from: Option<NaiveDate>,
    pub show_until: Option<NaiveDate>,
    pub review_by: Option<NaiveDate>,
    pub priority: Option<Priority>,
    pub web: Option<String>,
    /// The line of the first key that only the default language's page may have.
    pub shared_key_at: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    ShowFrom,
    ShowUntil,
    ReviewBy,
    Priority,
    Web,
}

const KEYS: [(&str, Key); 6] = [
    ("title", Key::Title),
    ("show from", Key::ShowFrom),
    ("show until", Key::ShowUntil),
    ("review by", Key::ReviewBy),
    ("priority", Key::Priority),
    ("web", Key::Web),
];

/// Splits a page's text into its header, the text after it, and the line (from 1) the text begins on.
pub(crate) fn read<'t>(file: &str, text: &'t str, found: &mut Vec<Finding>) -> (Header, &'t str, u32) {
    let mut header = Header::default();
    let mut rest = text;
    let mut line_number = 1;
    while let Some((key, value)) = key_of(rest) {
        take(&mut header, key, value, file, line_number, found);
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
        line_number += 1;
    }
    if let (Some(from), Some(until)) = (header.show_from, header.show_until)
        && until < from
    {
        found.push(
            Finding::error(
                "dates-reversed",
                file,
                format!("Show until ({until}) is before Show from ({from})."),
            )
            .shown("The page is never shown.")
            .remedy("Put right one of the two dates."),
        );
    }
    (header, rest, line_number)
}

/// The key and value of the first line, if it is a header line.
fn key_of(text: &str) -> Option<(Key, &str)> {
    let line = text.lines().next()?;
    // Chinese keyboards give a full-width colon.
    let (key, value) = line.split_once([':', '：'])?;
    // Bold keys are seen where people copy from a word processor.
    let key = key.trim().trim_matches('*').trim().to_lowercase();
    let (_, key) = KEYS.iter().find(|(name, _)| *name == key)?;
    Some((*key, value.trim().trim_start_matches("**").trim()))
}

fn take(header: &mut Header, key: Key, value: &str, file: &str, line: u32, found: &mut Vec<Finding>) {
    if key != Key::Title {
        header.shared_key_at.get_or_insert(line);
    }
    // "Show until:" left empty means no date.
    if value.is_empty() {
        return;
    }
    match key {
        Key::Title => header.title = title(value, file, line, found),
        Key::ShowFrom => header.show_from = date(value, "Show from", file, line, found),
        Key::ShowUntil => header.show_until = date(value, "Show until", file, line, found),
        Key::ReviewBy => header.review_by = date(value, "Review by", file, line, found),
        Key::Priority => header.priority = priority(value, file, line, found),
        Key::Web => header.web = web(value, file, line, found),
    }
}

fn title(value: &str, file: &str, line: u32, found: &mut Vec<Finding>) -> Option<String> {
    // Quotes around the whole are a habit from other systems; quotes inside are meant.
    let inside = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let value = inside.filter(|inside| !inside.contains('"')).unwrap_or(value);
    let title = bounded_title(value, file, line, found);
    Some(title).filter(|title| !title.is_empty())
}

/// A title that fits the screen, cut with a finding when it does not.
pub(crate) fn bounded_title(words: &str, file: &str, line: u32, found: &mut Vec<Finding>) -> String {
    let title = plain_words(words);
    if title.chars().count() <= MAX_TITLE {
        return title;
    }
    let problem = format!("The title is longer than {MAX_TITLE} letters.");
    found.push(
        Finding::warning("title-too-long", file, problem)
            .at(line)
            .shown("The beginning of the title.")
            .remedy("Write a shorter title."),
    );
    plain_words(&title.chars().take(MAX_TITLE - 1).chain(['…']).collect::<String>())
}

fn date(value: &str, key: &str, file: &str, line: u32, found: &mut Vec<Finding>) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(unquoted(value), "%Y-%m-%d")
        .ok()
        .filter(is_plausible);
    if date.is_none() {
        let shown = match key {
            "Review by" => "The page, without a date to review it by.",
            _ => "The page, as if the date were not there.",
        };
        found.push(
            Finding::error(
                "date-unreadable",
                file,
                format!("{key} is {}, which is not a date.", quoted(value)),
            )
            .at(line)
            .shown(shown)
            .remedy("Write the date as year, month, day: 2026-12-31."),
        );
    }
    date
}

/// Whether a date is one that staff could mean; others are slips of the hand.
pub(crate) fn is_plausible(date: &NaiveDate) -> bool {
    use chrono::Datelike;
    (2000..2200).contains(&date.year())
}

fn priority(value: &str, file: &str, line: u32, found: &mut Vec<Finding>) -> Option<Priority> {
    match unquoted(value).to_lowercase().as_str() {
        "high" => Some(Priority::High),
        "normal" => Some(Priority::Normal),
        "low" => Some(Priority::Low),
        _ => {
            found.push(
                Finding::warning(
                    "priority-unknown",
                    file,
                    format!("Priority is {}.", quoted(value)),
                )
                .at(line)
                .shown("The page, with normal priority.")
                .remedy("Write high, normal or low."),
            );
            None
        }
    }
}

fn web(value: &str, file: &str, line: u32, found: &mut Vec<Finding>) -> Option<String> {
    let address = unquoted(value).trim_start_matches('<').trim_end_matches('>');
    if is_web_address(address) {
        return Some(address.to_owned());
    }
    found.push(
        Finding::warning(
            "web-address-unreadable",
            file,
            format!("Web is {}.", quoted(value)),
        )
        .at(line)
        .shown("The page, without a code to take along.")
        .remedy("Write the whole address, such as https://example.org/page."),
    );
    None
}

/// An https address without spaces or control characters, short enough for a QR code.
pub(crate) fn is_web_address(address: &str) -> bool {
    let host = address.strip_prefix("https://").unwrap_or("");
    address.len() <= MAX_WEB
        && host.starts_with(|first: char| first.is_alphanumeric())
        && !address.contains(|character: char| character.is_whitespace() || character.is_control())
}

/// Without the quotes, straight or curly, that a word processor or a habit put around a value.
fn unquoted(value: &str) -> &str {
    value.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '`'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> (Header, String, u32, Vec<&'static str>) {
        let mut found = Vec::new();
        let (header, rest, line) = read("x.md", text, &mut found);
        (
            header,
            rest.to_owned(),
            line,
            found.into_iter().map(|finding| finding.code).collect(),
        )
    }

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn known_keys_up_to_the_first_other_line_are_the_header() {
        let text = "Title: NEW: it's \"open\"\nshow FROM: 2026-01-05\nShow until: “2026-12-31”\nPriority: High\n\
                    Review by：2027-01-31\nWeb: <https://example.org/a>\n\nText\n";
        let (header, rest, line, found) = header(text);
        assert_eq!(header.title.as_deref(), Some("NEW: it's \"open\""));
        assert_eq!(
            (header.show_from, header.show_until),
            (day(2026, 1, 5), day(2026, 12, 31))
        );
        assert_eq!(
            (header.review_by, header.priority),
            (day(2027, 1, 31), Some(Priority::High))
        );
        assert_eq!(header.web.as_deref(), Some("https://example.org/a"));
        assert_eq!((rest.as_str(), line, found), ("\nText\n", 7, vec![]));
    }

    #[test]
    fn a_first_line_that_is_no_known_key_is_text() {
        for text in [
            "Note: closed Friday\nTitle: x\n",
            "\nTitle: x\n",
            "# Title\n",
            "Topic: repairs\n",
            "",
        ] {
            assert_eq!(header(text), (Header::default(), text.to_owned(), 1, vec![]));
        }
        let (found, rest, ..) = header("Title: A\nStraight on.\nWeb: https://example.org\n");
        assert_eq!((found.title.as_deref(), found.web), (Some("A"), None));
        assert_eq!(rest, "Straight on.\nWeb: https://example.org\n");
    }

    #[test]
    fn a_value_that_cannot_be_read_is_said_and_left_out() {
        let text = "Show from: 31/12/2026\nShow until: 2026-13-01\nReview by: 0026-01-01\nPriority: urgent\nWeb: www.x\n";
        let (header, _, _, found) = header(text);
        assert_eq!(
            Header {
                shared_key_at: None,
                ..header
            },
            Header::default()
        );
        let dates = "date-unreadable";
        assert_eq!(
            found,
            [dates, dates, dates, "priority-unknown", "web-address-unreadable"]
        );
    }

    #[test]
    fn reversed_dates_are_an_error() {
        let (_, _, _, found) = header("Show from: 2026-12-31\nShow until: 2026-01-01\n");
        assert_eq!(found, ["dates-reversed"]);
    }

    #[test]
    fn a_long_title_is_cut() {
        let (header, _, _, found) = header(&format!("Title: {}\n", "x".repeat(200)));
        assert_eq!(
            (header.title.unwrap().chars().count(), found),
            (MAX_TITLE, vec!["title-too-long"])
        );
    }
}
