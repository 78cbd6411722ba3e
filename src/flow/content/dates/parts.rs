//! The parts a written date is made of: numbers and names, and what may stand between them.

use chrono::Weekday;

use super::words::DateWords;
use super::{DateError, Number};
use crate::fold::fold;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Number(Number),
    /// From 1.
    Month(u32),
    Weekday(Weekday),
}

/// Words that stand in a date and say nothing: "31st of December", "31 grudnia 2026 r.", "2026年12月31日".
const SAY_NOTHING: [&str; 8] = ["of", "the", "r", "年", "月", "日", "号", "م"];

/// What follows a number in English: "31st".
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// Splits a date into its parts.
pub(super) fn parts(text: &str, words: &DateWords) -> Result<Vec<Part>, DateError> {
    let text = fold(text);
    if has_time(&text) {
        return Err(DateError::Time);
    }
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let (number, length) = number(rest)?;
            parts.push(Part::Number(number));
            length
        } else if let Some((month, length)) = words.month_at(rest) {
            parts.push(Part::Month(month));
            length
        } else if let Some((weekday, length)) = words.weekday_at(rest) {
            parts.push(Part::Weekday(weekday));
            length
        } else if let Some(word) = says_nothing(rest) {
            word.len()
        } else if is_between(first) {
            first.len_utf8()
        } else {
            return Err(DateError::NotADate);
        };
        rest = rest.get(length..).unwrap_or("");
    }
    Ok(parts)
}

fn number(text: &str) -> Result<(Number, usize), DateError> {
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let value = text.get(..digits).and_then(|digits| digits.parse().ok());
    let (Some(value), 1 | 2 | 4 | 8) = (value, digits) else {
        return Err(DateError::NotADate);
    };
    let after = text.get(digits..).unwrap_or("");
    let ordinal = ORDINALS.into_iter().find(|ordinal| {
        digits <= 2
            && after
                .strip_prefix(ordinal)
                .is_some_and(|after| !after.starts_with(char::is_alphabetic))
    });
    Ok((Number { value, digits }, digits + ordinal.map_or(0, str::len)))
}

fn says_nothing(text: &str) -> Option<&'static str> {
    SAY_NOTHING.into_iter().find(|word| {
        let spaced = word.is_ascii() || *word == "م";
        text.strip_prefix(word)
            .is_some_and(|after| !spaced || !after.starts_with(char::is_alphabetic))
    })
}

/// Whether a character may stand between the parts of a date.
fn is_between(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '.' | ',' | '/' | '-' | '\u{2010}'
                ..='\u{2015}' | '\u{2212}' | '،' | '、' | '(' | ')' | '\'' | '’'
        )
}

/// Whether a time of day stands in the text: "17:00", "5pm".
fn has_time(text: &str) -> bool {
    let mut before = ' ';
    for (place, character) in text.char_indices() {
        let after = text.get(place + character.len_utf8()..).unwrap_or("");
        let half = matches!(character, 'a' | 'p') && after.starts_with('m');
        let half = half && !after.chars().nth(1).is_some_and(char::is_alphabetic);
        let clock = character == ':' && after.starts_with(|next: char| next.is_ascii_digit());
        if before.is_ascii_digit() && (half || clock) {
            return true;
        }
        before = character;
    }
    false
}
