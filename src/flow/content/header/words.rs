//! The words of a page's header, as data: English ones are here, those of other languages come from whoever knows
//! words.

use std::sync::LazyLock;

use chrono::{NaiveDate, Weekday};

use super::Priority;
use crate::content::dates::{self, DateError, DateWords};
use crate::fold::fold;

/// A line of a page's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeaderKey {
    /// The page's title.
    Title,
    /// The first day the page is shown.
    ShowFrom,
    /// The last day the page is shown.
    ShowUntil,
    /// The day by which staff want to look at the page again.
    ReviewBy,
    /// Where the page stands among the others.
    Priority,
    /// An address to take along.
    Web,
}

/// What staff may write in a page's header. [`Default`] has the English words, which hold in every language; those
/// of the page's own language are added. A word that is there already keeps its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderWords {
    keys: Vec<(String, HeaderKey)>,
    priorities: Vec<(String, Priority)>,
    dates: DateWords,
}

/// The English name of each key, as findings say it.
pub(super) const NAMES: [(&str, HeaderKey); 6] = [
    ("Title", HeaderKey::Title),
    ("Show from", HeaderKey::ShowFrom),
    ("Show until", HeaderKey::ShowUntil),
    ("Review by", HeaderKey::ReviewBy),
    ("Priority", HeaderKey::Priority),
    ("Web", HeaderKey::Web),
];

impl Default for HeaderWords {
    fn default() -> Self {
        let mut words = Self {
            keys: Vec::new(),
            priorities: Vec::new(),
            dates: DateWords::default(),
        };
        for (name, key) in NAMES {
            words.add_key(name, key);
        }
        words.add_priority("high", Priority::High);
        words.add_priority("normal", Priority::Normal);
        words.add_priority("low", Priority::Low);
        words
    }
}

impl HeaderWords {
    /// The English words alone.
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<HeaderWords> = LazyLock::new(HeaderWords::default);
        &ENGLISH
    }

    /// Adds a word for a key. Capitals, accents and spaces do not matter.
    pub fn add_key(&mut self, word: &str, key: HeaderKey) {
        let word = plain_key(word);
        if !word.is_empty() && self.key(&word).is_none() {
            self.keys.push((word, key));
        }
    }

    /// Adds a word for a priority.
    pub fn add_priority(&mut self, word: &str, priority: Priority) {
        let word = plain_key(word);
        if !word.is_empty() && self.priority(&word).is_none() {
            self.priorities.push((word, priority));
        }
    }

    /// Adds a name of a month, from 1, in whatever form it is written.
    pub fn add_month(&mut self, name: &str, month: u32) {
        self.dates.add_month(name, month);
    }

    /// Adds a name of a weekday, in whatever form it is written.
    pub fn add_weekday(&mut self, name: &str, weekday: Weekday) {
        self.dates.add_weekday(name, weekday);
    }

    /// The key and value of a line, if it is one of a header.
    pub fn key_and_value<'t>(&self, line: &'t str) -> Option<(HeaderKey, &'t str)> {
        super::key_of(line, self)
    }

    /// A date as people write it.
    ///
    /// # Errors
    /// It is no date, or may be two.
    pub fn date(&self, text: &str) -> Result<NaiveDate, DateError> {
        dates::read(text, &self.dates)
    }

    /// The key of a plain word.
    pub(super) fn key(&self, word: &str) -> Option<HeaderKey> {
        self.keys
            .iter()
            .find(|(known, _)| known == word)
            .map(|(_, key)| *key)
    }

    /// The priority of a word.
    pub fn priority(&self, word: &str) -> Option<Priority> {
        let word = plain_key(word);
        self.priorities
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, priority)| *priority)
    }

    /// The known key that a word is probably a slip of: one letter wrong, two in a long word.
    pub(super) fn near(&self, word: &str) -> Option<HeaderKey> {
        let length = word.chars().count();
        if !(4..=40).contains(&length) {
            return None;
        }
        let allowed = if length > 6 { 2 } else { 1 };
        let near =
            |known: &&(String, HeaderKey)| known.0.chars().count() > 3 && distance(&known.0, word) <= allowed;
        self.keys.iter().find(near).map(|(_, key)| *key)
    }
}

/// A key as it is compared: folded, with single spaces, without what word processors and lists put around it.
pub(super) fn plain_key(written: &str) -> String {
    let folded = fold(written).replace(['_', '-', '\u{2010}', '\u{2011}'], " ");
    let bare = folded.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(character, '*' | '"' | '“' | '”' | '\'' | '‘' | '’')
            || BULLETS.contains(&character)
    });
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What word processors put before the lines of a list; U+F0B7 is the bullet of Word's font Symbol.
const BULLETS: [char; 9] = ['•', '·', '▪', '‣', '◦', '●', '○', '■', '\u{f0b7}'];

/// How many letters must be put in, taken out, replaced or swapped with the next to make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut rows: [Vec<usize>; 2] = [Vec::new(), (0..=other.len()).collect()];
    let mut before = None;
    for (row, letter) in one.chars().enumerate() {
        let mut next = vec![row + 1];
        for (column, wanted) in other.iter().enumerate() {
            let at = |row: &Vec<usize>, column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let [older, last] = &rows;
            let replaced = at(last, column) + usize::from(letter != *wanted);
            let added = at(&next, column) + 1;
            let taken = at(last, column + 1) + 1;
            let mut least = replaced.min(added).min(taken);
            let swapped = column > 0 && before == Some(*wanted) && other.get(column - 1) == Some(&letter);
            if swapped {
                least = least.min(at(older, column - 1) + 1);
            }
            next.push(least);
        }
        let [_, last] = rows;
        rows = [last, next];
        before = Some(letter);
    }
    let [_, last] = rows;
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_near_and_another_word_is_not() {
        let words = HeaderWords::default();
        for (written, key) in [
            ("show untill", Some(HeaderKey::ShowUntil)),
            ("show form", Some(HeaderKey::ShowFrom)),
            ("reveiw by", Some(HeaderKey::ReviewBy)),
            ("titel", Some(HeaderKey::Title)),
            ("tilte", Some(HeaderKey::Title)),
            ("prioriy", Some(HeaderKey::Priority)),
            ("topic", None),
            ("note", None),
            ("we", None),
            ("wed", None),
            ("shown", None),
        ] {
            assert_eq!(words.near(written), key, "{written}");
        }
        assert_eq!(distance("abcd", "abcd"), 0);
        assert_eq!(distance("abcd", "abdc"), 1);
        assert_eq!(distance("abcd", ""), 4);
        assert_eq!(distance("", "ab"), 2);
    }
}
