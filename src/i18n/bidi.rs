//! Marks that keep left-to-right and right-to-left text apart (Unicode Standard Annex 9).
//!
//! Without them a phone number in an Arabic sentence is shown with its groups in reverse order, and an Arabic
//! sentence that begins with a ticket is laid out from left to right.

/// Begins text that is left to right whatever it holds.
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
/// Begins text whose own first letter says its direction.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends what an isolate began.
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';
/// Counts as a letter of a right-to-left script and is not shown.
const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

/// Outside text, set apart and left to right: for tickets, phone numbers, times and addresses.
pub(crate) fn left_to_right(text: &str) -> String {
    enclose(LEFT_TO_RIGHT_ISOLATE, &without_open_marks(text))
}

/// Outside text, set apart and in the direction of its own first letter: for names and titles of any language.
pub(crate) fn own_direction(text: &str) -> String {
    enclose(FIRST_STRONG_ISOLATE, &without_open_marks(text))
}

/// A message of another language within a text: the same, but the isolates in it stay, since each is closed.
pub(crate) fn foreign_message(text: &str) -> String {
    enclose(FIRST_STRONG_ISOLATE, text)
}

fn enclose(begin: char, text: &str) -> String {
    format!("{begin}{text}{POP_DIRECTIONAL_ISOLATE}")
}

/// A mark left open, or one closed too often, would reach out of the isolate into the words around it.
fn without_open_marks(text: &str) -> String {
    text.chars().filter(|c| !is_embedding_or_isolate(*c)).collect()
}

/// The text with a mark before each paragraph that has words, so that the paragraph's first strong character, and
/// with it its direction, is right to left even where it begins with a number or a word of another script.
pub(crate) fn right_to_left_paragraphs(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + RIGHT_TO_LEFT_MARK.len_utf8());
    for paragraph in text.split_inclusive('\n') {
        if !paragraph.trim().is_empty() {
            marked.push(RIGHT_TO_LEFT_MARK);
        }
        marked.push_str(paragraph);
    }
    marked
}

/// The text without any mark of direction: for what is sent, spoken or printed, and for tests that compare texts.
///
/// It takes out every character with Unicode's property `Bidi_Control`.
pub fn without_isolates(text: &str) -> String {
    text.chars()
        .filter(|c| !is_embedding_or_isolate(*c) && !matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}'))
        .collect()
}

fn is_embedding_or_isolate(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isolate_keeps_marks_of_direction_inside_itself() {
        assert_eq!(
            own_direction("Rent\u{2069}\u{202E} arrears"),
            "\u{2068}Rent arrears\u{2069}"
        );
        assert_eq!(left_to_right("028\u{2066} 9031"), "\u{2066}028 9031\u{2069}");
    }

    #[test]
    fn every_paragraph_with_words_begins_right_to_left() {
        assert_eq!(
            right_to_left_paragraphs("A017 أهلا\n\n12 دقيقة\n"),
            "\u{200F}A017 أهلا\n\n\u{200F}12 دقيقة\n"
        );
        assert_eq!(right_to_left_paragraphs(""), "");
    }

    #[test]
    fn text_without_isolates_holds_no_mark_of_direction() {
        let marks = "\u{061C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert_eq!(without_isolates(&format!("{marks}A{marks}017{marks}")), "A017");
    }

    #[test]
    fn joiners_that_shape_letters_stay() {
        // Zero-width joiner and non-joiner are part of the spelling in Bengali and Persian.
        assert_eq!(
            without_isolates("র\u{200D}্য می\u{200C}خواهم"),
            "র\u{200D}্য می\u{200C}خواهم"
        );
    }
}
