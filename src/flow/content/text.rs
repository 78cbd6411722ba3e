//! From the bytes of a file to text that can go on a screen.

/// The largest text file that is read, in bytes.
pub(crate) const MAX_TEXT_BYTES: usize = 256 * 1024;

/// Why the bytes of a file are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TextError {
    #[error("The file is larger than 256 KiB.")]
    TooLarge,
    #[error("The file is saved as UTF-16.")]
    Utf16,
    #[error("The file has a letter that is not UTF-8.")]
    NotUtf8 { line: u32 },
    #[error("The file is not text, or has not arrived whole.")]
    Binary { line: u32 },
}

impl TextError {
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::NotUtf8 { line } | Self::Binary { line } => Some(*line),
            _ => None,
        }
    }

    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge => "Make it shorter, or split it into several leaflets.",
            Self::Utf16 | Self::NotUtf8 { .. } => "Save it again with the encoding UTF-8.",
            Self::Binary { .. } => "Wait until it has been copied whole, or save it again as plain text.",
        }
    }
}

/// The text of a file: the byte order mark gone, one kind of line end, no control characters but tab and line end.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, TextError> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(TextError::TooLarge);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(TextError::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| TextError::NotUtf8 {
        line: line_at(bytes, error.valid_up_to()),
    })?;
    // A preallocated file that is still being copied holds zeros.
    if let Some(position) = text.find('\0') {
        return Err(TextError::Binary {
            line: line_at(bytes, position),
        });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    Ok(text
        .chars()
        .filter(|character| matches!(character, '\n' | '\t') || !character.is_control())
        .collect())
}

/// The line of a byte, from 1.
pub(crate) fn line_at(bytes: &[u8], position: usize) -> u32 {
    let before = bytes.get(..position).unwrap_or(bytes);
    let ends = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(ends + 1).unwrap_or(u32::MAX)
}

/// One line of words: white space made single spaces, control characters gone, bidirectional controls balanced.
pub(crate) fn plain_words(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !character.is_control() && *character != '\u{feff}')
        .collect();
    // Runs of plain spaces only: the map above has already turned every other space into one.
    let mut words = spaced
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    super::bidi::strip_unbalanced(&mut [&mut words]);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_line_ends_of_every_system_are_read() {
        assert_eq!(
            decode("\u{feff}a\r\nb\rc\nd\u{1b}\te".as_bytes()).unwrap(),
            "a\nb\nc\nd\te"
        );
    }

    #[test]
    fn what_is_not_text_says_where_it_stops_being_text() {
        assert_eq!(decode(b"one\ntwo\xff"), Err(TextError::NotUtf8 { line: 2 }));
        assert_eq!(decode(b"one\n\0\0"), Err(TextError::Binary { line: 2 }));
        assert_eq!(decode(b"\xff\xfeT\0"), Err(TextError::Utf16));
        assert_eq!(decode(&vec![b'a'; MAX_TEXT_BYTES + 1]), Err(TextError::TooLarge));
        assert!(decode(&vec![b'a'; MAX_TEXT_BYTES]).is_ok());
    }

    #[test]
    fn words_are_one_line_without_hidden_characters() {
        assert_eq!(plain_words(" a\u{a0} b\n\u{7}c\u{202e} "), "a b c");
    }
}
