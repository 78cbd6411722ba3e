//! What holds of every text that goes on a screen.

use flow::content::Finding;
use unicode_normalization::char::is_combining_mark;

/// Letters of one sentence to staff.
const LONGEST_SENTENCE: usize = 1_000;

/// Asserts that a text can be drawn: it holds nothing without a shape or a meaning, no control of direction reaches
/// out of it, and no pile of marks out of its line.
pub(crate) fn assert_clean(text: &str, may_break: bool) {
    for letter in text.chars() {
        let breaks = letter == '\n' && may_break;
        assert!(breaks || !letter.is_control(), "{letter:?} in {text:?}");
        let separates = matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}');
        assert!(!separates && !is_noncharacter(letter), "{letter:?} in {text:?}");
    }
    assert_balanced(text);
    assert!(longest_pile(text) <= 8, "marks in {text:?}");
}

/// Asserts the same of a line with words in it.
pub(crate) fn assert_line(text: &str) {
    assert_clean(text, false);
    assert!(!text.trim().is_empty(), "empty");
}

/// Asserts that what staff are told can be read, is not endless, and says what to do.
pub(crate) fn assert_findings(findings: &[Finding], most: usize) {
    assert!(findings.len() <= most, "{} findings", findings.len());
    for finding in findings {
        for text in [&finding.problem, &finding.shown_instead, &finding.remedy] {
            assert_line(text);
            assert!(text.chars().count() <= LONGEST_SENTENCE, "{finding:?}");
        }
        assert!(finding.line != Some(0), "{finding:?}");
        let mut code = finding.code.chars();
        assert!(code.all(|letter| letter.is_ascii_lowercase() || letter == '-'));
    }
}

/// Every control of direction is closed, and none is closed that was not opened (Unicode Standard Annex 9, BD9-11).
fn assert_balanced(text: &str) {
    let mut open = Vec::new();
    for letter in text.chars() {
        match letter {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push('\u{202c}'),
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            '\u{202c}' | '\u{2069}' => assert_eq!(open.pop(), Some(letter), "{text:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{text:?}");
}

fn is_noncharacter(letter: char) -> bool {
    let code = u32::from(letter);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// The most marks on one letter.
fn longest_pile(text: &str) -> usize {
    let (mut pile, mut longest) = (0, 0);
    for letter in text.chars() {
        if is_combining_mark(letter) {
            pile += 1;
            longest = longest.max(pile);
        } else if !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        {
            pile = 0;
        }
    }
    longest
}
