//! From the bytes of a file to text that can go on a screen.
//!
//! A file says how it is written by a byte order mark or by being UTF-8. Anything else is a guess, and a guess is
//! made only where it is safe ([`western`]) and is always said; otherwise the file is refused with the line.

mod marks;
mod western;

use super::finding::{Finding, quoted};

pub(crate) use marks::{cap_marks, is_invisible};

/// The longest text that is read, in bytes, as it lies in the file and as UTF-8.
pub(crate) const MAX_TEXT_BYTES: usize = 256 * 1024;

/// Why the bytes of a file are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TextError {
    #[error("The file is longer than 256 KiB.")]
    TooLarge,
    #[error("The file is saved as UTF-16, and is damaged or has not arrived whole.")]
    BrokenUtf16 { line: u32 },
    #[error("The file is not saved as UTF-8, and its letters cannot be told for certain.")]
    NotUtf8 { line: u32 },
    #[error("The file is not text, or has not arrived whole.")]
    Binary { line: u32 },
}

impl TextError {
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::BrokenUtf16 { line } | Self::NotUtf8 { line } | Self::Binary { line } => Some(*line),
            Self::TooLarge => None,
        }
    }

    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge => "Make it shorter, or split it into several leaflets.",
            Self::BrokenUtf16 { .. } | Self::NotUtf8 { .. } => {
                "Open it where its letters look right, and save it again with the encoding UTF-8."
            }
            Self::Binary { .. } => "Wait until it has been copied whole, or save it again as plain text.",
        }
    }
}

/// The text of a file, and what about it may not be as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    pub doubts: Vec<Doubt>,
}

/// Something about a text that staff should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// It was taken for Windows-1252; the line and word of the first letter for which that matters.
    Guessed { line: u32, word: String },
    /// It holds the sign that other programs put for letters they have lost.
    LettersLost { line: u32 },
    /// More marks stood on one letter than any language writes, and were left out.
    MarksLeftOut { line: u32 },
}

impl Doubt {
    fn finding(&self, file: &str) -> Finding {
        match self {
            Self::Guessed { line, word } => {
                let problem = format!(
                    "The file is not saved as UTF-8. Its letters were guessed (as Windows-1252), such as those of {}.",
                    quoted(word)
                );
                Finding::warning("encoding-guessed", file, problem)
                    .at(*line)
                    .shown("The text, with its letters as guessed.")
                    .remedy(
                        "Save the file again with the encoding UTF-8, and look at its letters on the screen.",
                    )
            }
            Self::LettersLost { line } => Finding::warning(
                "letters-lost",
                file,
                "A program has put the sign “\u{fffd}” in place of letters it could not save.",
            )
            .at(*line)
            .shown("The text with that sign in it.")
            .remedy("Write the missing letters again, and save the file with the encoding UTF-8."),
            Self::MarksLeftOut { line } => Finding::warning(
                "marks-left-out",
                file,
                format!(
                    "More than {} accents or other marks stand on one letter.",
                    marks::MAX
                ),
            )
            .at(*line)
            .shown("The text, without the marks that are too many.")
            .remedy("Take them out, or write the letter again."),
        }
    }
}

impl Decoded {
    /// The text, once what is doubtful about it has been reported.
    pub fn reported(self, file: &str, findings: &mut impl Extend<Finding>) -> String {
        findings.extend(self.doubts.iter().map(|doubt| doubt.finding(file)));
        self.text
    }
}

/// The text of a file: the byte order mark gone, one kind of line end, no control characters but tab and line end,
/// and no more marks on a letter than a line has room for.
///
/// `language` is the tag of the language it is written in, or empty where that is not known.
///
/// # Errors
/// The bytes are not text, or are text of which nobody can say what letters it has.
pub(crate) fn decode(bytes: &[u8], language: &str) -> Result<Decoded, TextError> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(TextError::TooLarge);
    }
    let mut doubts = Vec::new();
    let text = match utf16_order(bytes) {
        Some((order, start)) => utf16(bytes.get(start..).unwrap_or(&[]), order)?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let (text, doubt) = guessed(bytes, error.valid_up_to(), language)?;
                doubts.push(doubt);
                text
            }
        },
    };
    // A preallocated file that is still being copied holds zeros.
    if let Some(position) = text.find('\0') {
        let line = line_at(text.as_bytes(), position);
        return Err(TextError::Binary { line });
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(TextError::TooLarge);
    }
    let mut text = clean(&text);
    if let Some(position) = text.find('\u{fffd}') {
        let line = line_at(text.as_bytes(), position);
        doubts.push(Doubt::LettersLost { line });
    }
    if let Some(position) = cap_marks(&mut [&mut text]) {
        let line = line_at(text.as_bytes(), position);
        doubts.push(Doubt::MarksLeftOut { line });
    }
    Ok(Decoded { text, doubts })
}

fn guessed(bytes: &[u8], valid_up_to: usize, language: &str) -> Result<(String, Doubt), TextError> {
    // Zeros say that a file has not arrived; which letters it will have is the lesser question.
    if let Some(position) = bytes.iter().position(|byte| *byte == 0) {
        let line = line_at(bytes, position);
        return Err(TextError::Binary { line });
    }
    let at = |position| TextError::NotUtf8 {
        line: line_at(bytes, position),
    };
    let text = western::read(bytes, language).map_err(|odd| at(odd.unwrap_or(valid_up_to)))?;
    // Where the first byte stands that is no ASCII, which the guess is about.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let word = western::word_at(&text, first).to_owned();
    let line = line_at(bytes, first);
    Ok((text, Doubt::Guessed { line, word }))
}

#[derive(Clone, Copy)]
enum Order {
    LittleEndian,
    BigEndian,
}

/// How a UTF-16 file orders its bytes, and where its text begins; `None` for a file that is not UTF-16.
fn utf16_order(bytes: &[u8]) -> Option<(Order, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => return Some((Order::LittleEndian, 2)),
        [0xfe, 0xff, ..] => return Some((Order::BigEndian, 2)),
        _ => {}
    }
    // Without a mark: the spaces, line ends and Latin letters of UTF-16 have one byte that is zero, on the same side
    // but for a rare sign. UTF-8 text has no zeros at all, and a file with a hole in it has them on both sides.
    let start = bytes.get(..1024).unwrap_or(bytes);
    let zeros = |side: usize| {
        start
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let enough = (start.len() / 20).max(4);
    match (zeros(0), zeros(1)) {
        (high, low) if low >= enough && high * 8 <= low => Some((Order::LittleEndian, 0)),
        (high, low) if high >= enough && low * 8 <= high => Some((Order::BigEndian, 0)),
        _ => None,
    }
}

fn utf16(bytes: &[u8], order: Order) -> Result<String, TextError> {
    let pairs = bytes.chunks_exact(2);
    let half = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| {
        let pair = [
            pair.first().copied().unwrap_or(0),
            pair.get(1).copied().unwrap_or(0),
        ];
        match order {
            Order::LittleEndian => u16::from_le_bytes(pair),
            Order::BigEndian => u16::from_be_bytes(pair),
        }
    });
    let mut text = String::with_capacity(bytes.len());
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(character) => text.push(character),
            Err(_) => {
                let line = line_at(text.as_bytes(), text.len());
                return Err(TextError::BrokenUtf16 { line });
            }
        }
    }
    // Half a letter at the end: the rest is still on its way.
    if half {
        let line = line_at(text.as_bytes(), text.len());
        return Err(TextError::BrokenUtf16 { line });
    }
    Ok(text)
}

/// One kind of line end, and nothing that has neither a shape nor a meaning.
fn clean(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    text.chars()
        .filter(|character| matches!(character, '\n' | '\t') || !is_meaningless(*character))
        .collect()
}

/// What has neither a shape nor a meaning in text: controls, U+FEFF (the byte order mark; where files were joined it
/// stands in their midst), and the code points that Unicode keeps out of text for ever. Markdown and TOML can write
/// them as entities and escapes, so that they are looked for again in what is read.
pub(crate) fn is_meaningless(character: char) -> bool {
    character.is_control() || character == '\u{feff}' || is_noncharacter(character)
}

fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// The line of a byte, from 1.
pub(crate) fn line_at(bytes: &[u8], position: usize) -> u32 {
    let before = bytes.get(..position).unwrap_or(bytes);
    let ends = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(ends + 1).unwrap_or(u32::MAX)
}

/// One line of words: white space made single spaces, control characters gone, bidirectional controls balanced, and
/// no letter with more marks than a line has room for. Empty if nothing of it could be seen.
pub(crate) fn plain_words(text: &str) -> String {
    let mut spaced: String = text
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !is_meaningless(*character))
        .collect();
    super::bidi::strip_unbalanced(&mut [&mut spaced]);
    if spaced
        .chars()
        .all(|character| character == ' ' || is_invisible(character))
    {
        return String::new();
    }
    // Runs of plain spaces only: the map above has already turned every other space into one.
    let mut words = spaced
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    cap_marks(&mut [&mut words]);
    words
}

/// The first of the [`plain_words`] of a text, no more than this many characters.
pub(crate) fn first_words(text: &str, max: usize) -> String {
    let words = plain_words(text);
    match words.char_indices().nth(max) {
        // The cut may have left out the end of a run in the other direction.
        Some((end, _)) => plain_words(words.get(..end).unwrap_or_default()),
        None => words,
    }
}

#[cfg(test)]
mod tests;
