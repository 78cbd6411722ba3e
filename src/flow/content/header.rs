//! The optional header of a page: `Key: value` lines before the first blank line.
//!
//! Only the known keys make a header line, so that "Note: closed Friday" stays on the page. The header ends at the
//! first line that is none. There is no quoting to learn: a value is the rest of its line. What word processors and
//! other systems do to such lines is put up with; what was probably meant as a header and is none is reported.

mod fence;
mod words;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dates::DateError;
use super::finding::{Finding, quoted};
use super::text::{cap_marks, is_invisible, is_meaningless, plain_words};
use fence::{Fence, fence, is_dashes};
use words::{NAMES, plain_key};

pub use words::{HeaderKey, HeaderWords};

/// Characters in a title.
pub(crate) const MAX_TITLE: usize = 120;

/// Characters in a web address, as many as fit a QR code that a telephone still reads from a screen.
const MAX_WEB: usize = 300;

/// Characters before the colon of a header line.
const MAX_KEY: usize = 60;

/// Lines in a header. There are six keys; more lines are no header.
const MAX_LINES: usize = 40;

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

/// Splits a page's text into its header, the text after it, and the line (from 1) the text begins on.
pub(crate) fn read<'t>(
    file: &str,
    text: &'t str,
    words: &HeaderWords,
    found: &mut Vec<Finding>,
) -> (Header, &'t str, u32) {
    let mut reader = Reader {
        file,
        words,
        found,
        header: Header::default(),
        rest: text,
        line: 1,
        keys: BTreeSet::new(),
    };
    match fence(text, words) {
        Fence::Closed(lines) => reader.fenced(lines),
        Fence::Open => reader.unclosed(),
        Fence::None => reader.lines(),
    }
    reader.say_lines_that_look_like_a_header();
    reader.say_reversed_dates();
    (reader.header, reader.rest, reader.line)
}

struct Reader<'a, 't> {
    file: &'a str,
    words: &'a HeaderWords,
    found: &'a mut Vec<Finding>,
    header: Header,
    /// What has not been read yet.
    rest: &'t str,
    /// The line the rest begins on, from 1.
    line: u32,
    keys: BTreeSet<HeaderKey>,
}

impl<'t> Reader<'_, 't> {
    /// Header lines up to the first other line.
    fn lines(&mut self) {
        for _ in 0..MAX_LINES {
            let line = self.rest.lines().next();
            let Some((key, value)) = line.and_then(|line| key_of(line, self.words)) else {
                break;
            };
            self.take(key, value);
            self.next_line();
        }
        // Dashes that close a header that none opened.
        if !self.keys.is_empty() && self.rest.lines().next().is_some_and(is_dashes) {
            self.next_line();
        }
    }

    /// A header between dashes: all of it is header, whatever it holds.
    fn fenced(&mut self, lines: usize) {
        let finding = Finding::warning(
            "header-fenced",
            self.file,
            "The header stands between lines of dashes.",
        );
        let finding = finding.at(self.line).shown("The page, without the dashes.");
        self.found
            .push(finding.remedy("Take the lines of dashes out; they are not needed."));
        self.next_line();
        let mut unknown = None;
        for _ in 0..lines {
            let line = self.rest.lines().next().unwrap_or("");
            match key_of(line, self.words) {
                Some((key, value)) => self.take(key, value),
                None if line.trim().is_empty() => {}
                None => {
                    unknown.get_or_insert((self.line, line));
                }
            }
            self.next_line();
        }
        self.next_line();
        if let Some((at, line)) = unknown {
            let problem = format!(
                "The header has the line {}, which the kiosk does not know.",
                quoted(line)
            );
            let finding = Finding::warning("header-line-unknown", self.file, problem).at(at);
            let finding = finding.shown("The page, without that line and others like it.");
            self.found
                .push(finding.remedy("Take the line out, or write it below the header."));
        }
    }

    /// Dashes, a header, and no dashes after it.
    fn unclosed(&mut self) {
        let problem = "The page begins with a line of dashes.";
        let finding = Finding::warning("header-unclosed", self.file, problem).at(self.line);
        let finding = finding.shown("The page, without that line.");
        self.found
            .push(finding.remedy("Take the line of dashes out; the header ends with an empty line."));
        self.next_line();
        self.lines();
    }

    fn next_line(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, after)| after);
        self.line = self.line.saturating_add(1);
    }

    fn take(&mut self, key: HeaderKey, value: &str) {
        if key != HeaderKey::Title {
            self.header.shared_key_at.get_or_insert(self.line);
        }
        // "Show until:" left empty means no date.
        if value.is_empty() {
            return;
        }
        if !self.keys.insert(key) {
            let problem = format!("{} stands in the header twice or more.", name(key));
            let finding = Finding::warning("header-key-twice", self.file, problem).at(self.line);
            let finding = finding
                .shown("What the last of them says.")
                .remedy("Keep one of them.");
            // Once is enough, however many there are.
            if !self
                .found
                .iter()
                .any(|found| found.code == finding.code && found.problem == finding.problem)
            {
                self.found.push(finding);
            }
        }
        match key {
            HeaderKey::Title => self.header.title = title(value, self.file, self.line, self.found),
            HeaderKey::ShowFrom => self.header.show_from = self.date(value, key),
            HeaderKey::ShowUntil => self.header.show_until = self.date(value, key),
            HeaderKey::ReviewBy => self.header.review_by = self.date(value, key),
            HeaderKey::Priority => self.header.priority = self.priority(value),
            HeaderKey::Web => self.header.web = web(value, self.file, self.line, self.found),
        }
    }

    fn date(&mut self, value: &str, key: HeaderKey) -> Option<NaiveDate> {
        let error = match self.words.date(unquoted(value)) {
            Ok(date) => return Some(date),
            Err(error) => error,
        };
        let problem = format!("{} is {}: {error}.", name(key), quoted(value));
        let shown = match key {
            HeaderKey::ReviewBy => "The page, without a date to review it by.",
            _ => "The page, as if the date were not there.",
        };
        let finding = Finding::error(date_code(&error), self.file, problem).at(self.line);
        self.found.push(finding.shown(shown).remedy(error.remedy()));
        None
    }

    fn priority(&mut self, value: &str) -> Option<Priority> {
        let priority = self.words.priority(unquoted(value));
        if priority.is_none() {
            let problem = format!("Priority is {}.", quoted(value));
            let finding = Finding::warning("priority-unknown", self.file, problem).at(self.line);
            let finding = finding.shown("The page, with normal priority.");
            self.found.push(finding.remedy("Write high, normal or low."));
        }
        priority
    }

    /// Lines that were probably meant as a header and are shown as text: a slip in a key, or a header below a blank
    /// line, where a date would be on the page for all to read and never hold.
    fn say_lines_that_look_like_a_header(&mut self) {
        let line = self.rest.lines().next().unwrap_or("");
        let slip = written_key(line).and_then(|written| {
            let key = self.words.near(&plain_key(written))?;
            Some((written, key))
        });
        if let Some((written, key)) = slip {
            let problem = format!(
                "{} is not known here; it may be meant as {}.",
                quoted(written),
                name(key)
            );
            let finding = Finding::warning("header-key-misspelt", self.file, problem).at(self.line);
            let finding = finding.shown("The line, and those below it, as text of the page.");
            self.found
                .push(finding.remedy(format!("Write {}: and what it is to be.", name(key))));
            return;
        }
        let blank = self
            .rest
            .lines()
            .take_while(|line| line.trim().is_empty())
            .count();
        let below = self
            .rest
            .lines()
            .nth(blank)
            .and_then(|line| key_of(line, self.words));
        let (Some((key, _)), true) = (below, blank > 0) else {
            return;
        };
        // An address may well be meant as text.
        if key == HeaderKey::Web {
            return;
        }
        let at = self.line.saturating_add(u32::try_from(blank).unwrap_or(u32::MAX));
        let problem = format!(
            "{} stands below an empty line, where the header has ended.",
            name(key)
        );
        let finding = Finding::warning("header-below-blank-line", self.file, problem).at(at);
        let finding = finding.shown("The line as text of the page; it does nothing.");
        self.found
            .push(finding.remedy("Take the empty line above it out."));
    }

    fn say_reversed_dates(&mut self) {
        if let (Some(from), Some(until)) = (self.header.show_from, self.header.show_until)
            && until < from
        {
            let problem = format!("Show until ({until}) is before Show from ({from}).");
            let finding = Finding::error("dates-reversed", self.file, problem);
            let finding = finding
                .at(self.header.shared_key_at)
                .shown("The page is never shown.");
            self.found.push(finding.remedy("Put right one of the two dates."));
        }
    }
}

/// Chinese and Japanese keyboards give wide colons, and some signs only look like one.
const COLONS: [char; 5] = [':', '：', '﹕', '∶', '꞉'];

/// What stands before the colon of a line, as written.
fn written_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(COLONS)?;
    let fits = key.char_indices().nth(MAX_KEY).is_none() && !key.trim().is_empty();
    fits.then_some(key.trim())
}

/// The key and value of a line, if it is a header line.
fn key_of<'t>(line: &'t str, words: &HeaderWords) -> Option<(HeaderKey, &'t str)> {
    let written = written_key(line)?;
    let (_, value) = line.split_once(COLONS)?;
    // A Markdown list of addresses is one; a list of header lines comes from a word processor.
    let bare = written.strip_prefix("- ").or_else(|| written.strip_prefix("* "));
    let key = words.key(&plain_key(bare.unwrap_or(written)))?;
    if bare.is_some() && key == HeaderKey::Web {
        return None;
    }
    // Some converters end each line with the backslash that keeps it a line.
    let value = value.trim().trim_end_matches('\\').trim_end();
    // Bold keys are seen where people copy from a word processor; the bold may end before or after the value.
    if written.contains(['*', '_']) {
        let value = value.trim_start_matches(['*', '_']).trim_end_matches(['*', '_']);
        return Some((key, value.trim()));
    }
    Some((key, value))
}

/// The English name of a key, for findings.
fn name(key: HeaderKey) -> &'static str {
    NAMES
        .iter()
        .find(|(_, named)| *named == key)
        .map_or("", |(name, _)| *name)
}

/// The code of a finding about a date.
pub(crate) fn date_code(error: &DateError) -> &'static str {
    match error {
        DateError::DayOrMonthFirst(..) => "date-ambiguous",
        _ => "date-unreadable",
    }
}

fn title(value: &str, file: &str, line: u32, found: &mut Vec<Finding>) -> Option<String> {
    // Quotes around the whole are a habit from other systems; quotes inside are meant.
    let inside = |quote: char| {
        let inside = value.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(inside).filter(|inside| !inside.contains(quote))
    };
    let value = inside('"').or_else(|| inside('\'')).unwrap_or(value);
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

/// An https address that [`fits_code`].
pub(crate) fn is_web_address(address: &str) -> bool {
    let host = address.strip_prefix("https://").unwrap_or("");
    host.starts_with(|first: char| first.is_alphanumeric()) && fits_code(address)
}

/// Whether an address is short enough for a QR code, and what is drawn beside the code is all there is of it: no
/// spaces, nothing that cannot be seen or that makes the rest look like another address, and no pile of marks.
pub(crate) fn fits_code(address: &str) -> bool {
    let hidden =
        |character: char| character.is_whitespace() || is_meaningless(character) || is_invisible(character);
    address.len() <= MAX_WEB
        && !address.contains(hidden)
        && cap_marks(&mut [&mut address.to_owned()]).is_none()
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
mod tests;
