//! Marks on a letter: accents, vowel signs and the like, which a font draws above and below it.
//!
//! Nothing in Unicode bounds how many a letter has, and a pile of them is drawn over the lines around it. No living
//! language puts more than a handful on one; the rest is a joke or an attack.

use unicode_normalization::char::is_combining_mark;

/// Marks that a letter keeps. Hebrew with cantillation, Tibetan and Vietnamese stay below it.
pub(super) const MAX: usize = 8;

/// Leaves out the marks beyond [`MAX`] on each letter of these texts, read as one. Gives the first place, in bytes,
/// where one was left out; the place counts over all the texts as they were.
pub(crate) fn cap_marks(texts: &mut [&mut String]) -> Option<usize> {
    // Most text has no such letter, and then nothing is copied.
    let first = first_left_out(texts.iter().flat_map(|text| text.chars()));
    first?;
    let mut marks = Marks::default();
    for text in texts {
        text.retain(|character| marks.keeps(character));
    }
    first
}

/// How many marks the letter has so far.
#[derive(Default)]
struct Marks(usize);

impl Marks {
    fn keeps(&mut self, character: char) -> bool {
        if character < '\u{300}' {
            self.0 = 0;
        } else if is_combining_mark(character) {
            self.0 += 1;
        } else if !is_invisible(character) {
            self.0 = 0;
        }
        self.0 <= MAX
    }
}

fn first_left_out(characters: impl Iterator<Item = char>) -> Option<usize> {
    let (mut marks, mut place) = (Marks::default(), 0);
    for character in characters {
        if !marks.keeps(character) {
            return Some(place);
        }
        place += character.len_utf8();
    }
    None
}

/// Joiners and controls of direction, which have no shape: a mark after one still falls on the letter before it.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}
