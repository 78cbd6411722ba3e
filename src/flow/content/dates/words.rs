//! Names of months and weekdays, as data: this crate has only the English ones that the office's staff write.

use chrono::Weekday;
use unicode_normalization::char::is_combining_mark;

use crate::fold::fold;

/// The names of months and weekdays in the languages of a page. [`Default`] has the English ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWords {
    /// Folded name and month, from 1.
    months: Vec<(String, u32)>,
    /// Folded name and weekday.
    weekdays: Vec<(String, Weekday)>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Default for DateWords {
    fn default() -> Self {
        let mut words = Self {
            months: Vec::new(),
            weekdays: Vec::new(),
        };
        for (month, name) in (1..).zip(MONTHS) {
            words.add_month(name, month);
            words.add_month(name.get(..3).unwrap_or(name), month);
        }
        words.add_month("sept", 9);
        for (name, weekday) in WEEKDAYS {
            words.add_weekday(name, weekday);
            words.add_weekday(name.get(..3).unwrap_or(name), weekday);
        }
        for (name, weekday) in [
            ("tues", Weekday::Tue),
            ("weds", Weekday::Wed),
            ("thur", Weekday::Thu),
            ("thurs", Weekday::Thu),
        ] {
            words.add_weekday(name, weekday);
        }
        words
    }
}

impl DateWords {
    /// Adds a name of a month, in whatever form it is written; a month that is not 1 to 12 is left out. A name that
    /// is there already keeps its month, so that no language can change what an English date means.
    pub fn add_month(&mut self, name: &str, month: u32) {
        let name = fold_name(name);
        if (1..=12).contains(&month)
            && has_letters(&name)
            && self.months.iter().all(|(known, _)| *known != name)
        {
            self.months.push((name, month));
        }
    }

    /// Adds a name of a weekday, in whatever form it is written.
    pub fn add_weekday(&mut self, name: &str, weekday: Weekday) {
        let name = fold_name(name);
        if has_letters(&name) && self.weekdays.iter().all(|(known, _)| *known != name) {
            self.weekdays.push((name, weekday));
        }
    }

    /// The longest month at the start of a folded text, with its length in bytes.
    pub(super) fn month_at(&self, text: &str) -> Option<(u32, usize)> {
        longest(&self.months, text)
    }

    /// The longest weekday at the start of a folded text, with its length in bytes.
    pub(super) fn weekday_at(&self, text: &str) -> Option<(Weekday, usize)> {
        longest(&self.weekdays, text)
    }
}

fn longest<T: Copy>(names: &[(String, T)], text: &str) -> Option<(T, usize)> {
    let fitting = names.iter().filter(|(name, _)| is_whole_word(text, name));
    fitting
        .max_by_key(|(name, _)| name.len())
        .map(|(name, value)| (*value, name.len()))
}

/// Whether a text begins with a name as a word of its own; "mayor" does not begin with May.
fn is_whole_word(text: &str, name: &str) -> bool {
    let Some(after) = text.strip_prefix(name) else {
        return false;
    };
    // Chinese and Japanese put no space between words.
    name.chars().any(is_ideograph)
        || !after.starts_with(|next: char| next.is_alphabetic() || is_combining_mark(next))
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn has_letters(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

/// A name as it is compared: "Sept." is "sept". A dot within a name stays.
fn fold_name(name: &str) -> String {
    fold(name).trim().trim_end_matches('.').to_owned()
}
