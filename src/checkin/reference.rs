//! References of appointments: what stands on a visitor's letter, however it was typed, scanned or printed.
//!
//! Letters and keypads differ in what they confuse: `O` and `0`, `I`, `L` and `1`, small and capital letters, spaces
//! and hyphens in between. So each reference has one normal form, in the alphabet of Crockford's Base32
//! (<https://www.crockford.com/base32.html>) and `U` besides, since offices make their references without knowing
//! of it. Two references are the same when their normal forms are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A reference in its normal form: 4 to 12 of the characters in [`Reference::ALPHABET`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// A text was not a reference. It does not repeat the text, which is about a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a reference is {} to {} letters A to Z and digits; spaces and hyphens do not count",
    Reference::MIN_CHARS,
    Reference::MAX_CHARS
)]
pub struct ReferenceError;

impl Reference {
    /// The fewest characters of a reference, after spaces and hyphens are dropped.
    pub const MIN_CHARS: usize = 4;
    /// The most.
    pub const MAX_CHARS: usize = 12;
    /// The characters of a normal form, in the order a keypad shows them. `I`, `L` and `O` are not among them: they
    /// are read as `1` and `0`, and a keypad without them can still enter every reference.
    pub const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// The longest text that is looked at, in bytes; a scanned code can hold thousands.
    const MAX_TEXT_BYTES: usize = 64;

    /// The reference in this text, or `None` where there is none: too short, too long, or with another character.
    pub fn normalised(text: &str) -> Option<Self> {
        if text.len() > Self::MAX_TEXT_BYTES {
            return None;
        }
        let normal: String = text
            .chars()
            .filter(|char| !is_separator(*char))
            .map(normal_char)
            .collect::<Option<_>>()?;
        (Self::MIN_CHARS..=Self::MAX_CHARS)
            .contains(&normal.len())
            .then_some(Self(normal))
    }

    /// The normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What people and printers put between the characters: blanks, and hyphens or dashes of any length.
fn is_separator(char: char) -> bool {
    char.is_whitespace() || matches!(char, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn normal_char(char: char) -> Option<char> {
    match char.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        normal @ ('0'..='9' | 'A'..='Z') => Some(normal),
        _ => None,
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::normalised(text).ok_or(ReferenceError)
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_confuse_is_one_reference() {
        let normal = Reference::normalised("HX3K7").unwrap();
        for text in ["hx3k7", " HX-3K 7", "hx\u{2013}3k7", "Hx3k7\u{a0}"] {
            assert_eq!(Reference::normalised(text), Some(normal.clone()), "{text}");
        }
        assert_eq!(Reference::normalised("oIl0-LoL").unwrap().as_str(), "0110101");
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in [
            "",
            "ABC",
            "A-B-C",
            "ABCDEFGHJKMNP",
            "AB_CD",
            "ABÇD",
            "АВСD",
            "A٠١٧",
            &"A ".repeat(40),
        ] {
            assert_eq!(Reference::normalised(text), None, "{text}");
        }
    }

    /// A text that normalises to the characters given, with what people and printers do to them.
    fn spelt(normal: &str) -> impl Strategy<Value = String> + use<> {
        let chars: Vec<char> = normal.chars().collect();
        prop::collection::vec((any::<bool>(), 0_usize..3, 0_usize..5), chars.len()).prop_map(move |ways| {
            let mut text = String::new();
            for (char, (small, twin, gap)) in chars.iter().zip(ways) {
                let written = match (char, twin) {
                    ('0', 1) => 'O',
                    ('1', 1) => 'I',
                    ('1', 2) => 'L',
                    (char, _) => *char,
                };
                text.push(if small {
                    written.to_ascii_lowercase()
                } else {
                    written
                });
                text.push_str(["", "", "-", " ", "\u{2013}"][gap]);
            }
            text
        })
    }

    proptest! {
        /// However a reference is spelt, it has one normal form, and that is in the keypad's alphabet.
        #[test]
        fn every_spelling_has_the_same_normal_form(
            (normal, text) in "[0-9A-HJKMNP-Z]{4,12}".prop_flat_map(|normal| (Just(normal.clone()), spelt(&normal)))
        ) {
            let reference = Reference::normalised(&text).unwrap();
            prop_assert_eq!(reference.as_str(), &normal);
            prop_assert!(reference.as_str().chars().all(|char| Reference::ALPHABET.contains(char)));
            prop_assert_eq!(Reference::normalised(reference.as_str()), Some(reference));
        }

        /// Whatever is scanned, the answer is nothing or a normal form, and never a panic.
        #[test]
        fn any_text_is_a_reference_or_is_not(text in any::<String>()) {
            if let Some(reference) = Reference::normalised(&text) {
                prop_assert!((Reference::MIN_CHARS..=Reference::MAX_CHARS).contains(&reference.as_str().len()));
                prop_assert_eq!(Reference::normalised(reference.as_str()), Some(reference.clone()));
            }
        }
    }
}
