//! Words from outside, made safe to show to staff.

/// The longest word shown, in characters; an id is rarely longer than twenty.
const MAX_SHOWN: usize = 60;

/// An id or word as it was sent, without what could disturb the text around it: control characters and the
/// invisible marks that turn reading direction are left out, and the rest is cut to a length that fits a table.
pub fn shown_word(word: &str) -> String {
    let mut kept = word.chars().filter(|char| !disturbs(*char));
    let mut shown: String = kept.by_ref().take(MAX_SHOWN).collect();
    if kept.next().is_some() {
        shown.push('…');
    }
    if shown.trim().is_empty() {
        "(empty)".to_owned()
    } else {
        shown
    }
}

/// A sentence as a kiosk sent it, without control characters; three hundred characters say any of them.
pub fn shown_sentence(sentence: &str) -> String {
    sentence
        .chars()
        .filter(|char| !char.is_control())
        .take(300)
        .collect()
}

/// Control characters, zero-width and direction marks.
fn disturbs(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_cannot_turn_or_flood_the_text_around_it() {
        assert_eq!(shown_word("re\u{202E}pairs\n"), "repairs");
        assert_eq!(shown_word(&"x".repeat(5000)).chars().count(), MAX_SHOWN + 1);
        assert_eq!(shown_word("\u{200B} "), "(empty)");
    }
}
