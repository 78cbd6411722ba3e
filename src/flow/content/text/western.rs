//! Windows-1252, the encoding that older programs on a British office's computers save text in.
//!
//! A file does not say that it is in it, and every single-byte encoding looks alike: Polish saved by a Polish
//! Windows, Turkish by a Turkish one, Arabic, Cyrillic and the Macintosh's English all decode to nonsense. So it is
//! taken only for a language that it can write, and only if what comes out looks like words: the letters of Western
//! Europe and not many of them in a row, and every other sign where people put it. When in doubt it is not: staff
//! then save the file as UTF-8, which takes a minute, and nobody has read nonsense.

use encoding_rs::WINDOWS_1252;

/// Languages whose letters are all in Windows-1252 and whose Windows saves text in it.
const LANGUAGES: [&str; 16] = [
    "ca", "cy", "da", "de", "en", "es", "fr", "ga", "gd", "gl", "it", "nb", "nl", "pt", "so", "sv",
];

/// Letters with accents in a row; "créée" has two.
const MAX_IN_A_ROW: usize = 2;

/// The text of bytes in Windows-1252.
///
/// # Errors
/// They are probably in some other encoding: the place of the byte that says so, or `None` where it is the language.
pub(super) fn read(bytes: &[u8], language: &str) -> Result<String, Option<usize>> {
    let language = language.split('-').next().unwrap_or("").to_ascii_lowercase();
    // A file such as office.toml is read before its language is known.
    if !language.is_empty() && !LANGUAGES.contains(&language.as_str()) {
        return Err(None);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    // One byte is one character, so that a character's number is its byte's place.
    match odd_place(&text) {
        Some(place) => Err(Some(place)),
        None => Ok(text.into_owned()),
    }
}

/// The word around a character, counted from 0.
pub(super) fn word_at(text: &str, place: usize) -> &str {
    let Some((at, _)) = text.char_indices().nth(place) else {
        return "";
    };
    let (before, after) = text.split_at(at);
    let start = before.rfind(char::is_whitespace).map_or(0, |space| {
        space
            + before
                .get(space..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
    });
    let end = after
        .find(char::is_whitespace)
        .map_or(text.len(), |space| at + space);
    text.get(start..end).unwrap_or("")
}

/// The number of the first character that does not stand as it would in words.
fn odd_place(text: &str) -> Option<usize> {
    let (mut before, mut in_a_row) = (' ', 0);
    let (mut letters, mut accented, mut first_accented) = (0_usize, 0_usize, None);
    let mut characters = text.chars().enumerate().peekable();
    while let Some((place, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, after)| *after);
        if is_accented(character) {
            in_a_row += 1;
            accented += 1;
            first_accented.get_or_insert(place);
        } else {
            in_a_row = 0;
        }
        letters += usize::from(is_letter(character));
        if in_a_row > MAX_IN_A_ROW || !fits(before, character, after) {
            return Some(place);
        }
        before = character;
    }
    // Letter by letter it may be words, but a text that is mostly accents is another alphabet.
    if accented > 2 && accented * 3 > letters {
        return first_accented;
    }
    None
}

/// Whether a character can stand between these two.
fn fits(before: char, character: char, after: char) -> bool {
    let (letter_before, letter_after) = (is_letter(before), is_letter(after));
    match character {
        '\u{0}'..='\u{7f}' => true,
        // French only: Polish "ś" has the same byte.
        'œ' | 'Œ' => matches!(after, 'u' | 'U' | 'i' | 'I'),
        // The Macintosh has its quotes where Windows has capitals, so "it’s" would be "itÕs".
        letter if is_accented(letter) => !(letter.is_uppercase() && before.is_lowercase()),
        '’' | '‘' | '–' | '—' | '…' | '\u{a0}' | '\u{ad}' | '·' => true,
        // DOS and Polish have letters where these are.
        '‚' | '„' | '¿' | '¡' | '£' | '€' => {
            !(letter_before || letter_after && matches!(character, '£' | '€'))
        }
        '²' | '³' | '¹' => (before.is_ascii_digit() || before == 'm') && !letter_after,
        '“' | '”' | '«' | '»' | '‹' | '›' | '•' | '§' | '©' | '®' | '™' | '°' | '±' | '´' | 'º' | 'ª'
        | '¼' | '½' | '¾' | '×' | '÷' => !(letter_before && letter_after),
        _ => false,
    }
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || is_accented(character) || matches!(character, 'œ' | 'Œ')
}

/// The letters with accents of Western Europe. Left out are those that only Icelandic, Czech or old spellings use,
/// since Turkish, Polish and DOS have common letters in their places.
fn is_accented(character: char) -> bool {
    matches!(
        character,
        'À'..='Å' | 'Ç'..='Ï' | 'Ñ'..='Ö' | 'Ø'..='Ü' | 'ß' | 'à'..='å' | 'ç'..='ï' | 'ñ'..='ö' | 'ø'..='ü'
    )
}
