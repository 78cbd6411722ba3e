//! Text in two directions: controls that would reach beyond their text are taken out, and numbers inside
//! right-to-left text are kept whole.
//!
//! A phone number with spaces is several numbers to the Unicode Bidirectional Algorithm, and in Arabic they change
//! places: "020 7946 0321" would be dialled as 0321 7946 020. A left-to-right isolate keeps them in order.

const LRI: char = '\u{2066}';
const PDI: char = '\u{2069}';

/// The longest web or e-mail address that is looked for, in bytes.
const MAX_ADDRESS: usize = 300;

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 12] = [
    "ar", "ckb", "dv", "fa", "he", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Whether a language, by its BCP 47 tag, is written from right to left. A script in the tag decides.
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("").to_ascii_lowercase();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => {
            ["arab", "aran", "hebr", "syrc", "thaa"].contains(&script.to_ascii_lowercase().as_str())
        }
        None => RIGHT_TO_LEFT.contains(&language.as_str()),
    }
}

/// Takes out the embeddings, overrides and isolates that are not closed within these texts, read as one, and the
/// ends that have no beginning.
pub(crate) fn strip_unbalanced(texts: &mut [&mut String]) {
    // Almost no text has any.
    if !texts.iter().any(|text| text.chars().any(is_control)) {
        return;
    }
    let unbalanced = unbalanced(texts);
    let mut place = 0;
    for text in texts {
        text.retain(|_| {
            place += 1;
            !unbalanced.contains(&(place - 1))
        });
    }
}

fn is_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The places, counted in characters over all the texts, of the controls to take out.
fn unbalanced(texts: &[&mut String]) -> std::collections::BTreeSet<usize> {
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut isolates = 0_usize;
    let mut out = std::collections::BTreeSet::new();
    for (place, character) in texts.iter().flat_map(|text| text.chars()).enumerate() {
        match character {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push((place, false)),
            '\u{2066}'..='\u{2068}' => {
                open.push((place, true));
                isolates += 1;
            }
            // The end of an isolate closes what was left open within it too.
            PDI if isolates > 0 => {
                while let Some((place, isolate)) = open.pop() {
                    if isolate {
                        break;
                    }
                    out.insert(place);
                }
                isolates -= 1;
            }
            // The end of an embedding does not reach out of the isolate it stands in.
            '\u{202c}' if open.last().is_some_and(|(_, isolate)| !isolate) => {
                open.pop();
            }
            PDI | '\u{202c}' => {
                out.insert(place);
            }
            _ => {}
        }
    }
    out.extend(open.into_iter().map(|(place, _)| place));
    out
}

/// Puts phone numbers, times, dates, e-mail and web addresses inside a right-to-left text between LRI and PDI, so
/// that they read as they do in print. What is already isolated is left alone.
pub fn isolate_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut before = ' ';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if depth == 0 && !before.is_alphanumeric() {
            run(rest)
        } else {
            0
        };
        let (taken, left) = if length > 0 {
            rest.split_at(length)
        } else {
            rest.split_at(first.len_utf8())
        };
        if length > 0 {
            out.extend([LRI].into_iter().chain(taken.chars()).chain([PDI]));
        } else {
            match first {
                '\u{2066}'..='\u{2068}' => depth += 1,
                PDI => depth = depth.saturating_sub(1),
                _ => {}
            }
            out.push(first);
        }
        before = taken.chars().next_back().unwrap_or(' ');
        rest = left;
    }
    out
}

/// The length in bytes of what must stay whole at the start of a text; 0 when nothing does.
fn run(text: &str) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    if first.is_ascii_alphanumeric() {
        let address = address(text);
        if address > 0 {
            return address;
        }
    }
    if is_digit(first) || matches!(first, '+' | '(' | '£' | '€' | '$') {
        number(text)
    } else {
        0
    }
}

/// A web or e-mail address.
fn address(text: &str) -> usize {
    let in_address =
        |character: char| character.is_ascii_graphic() && !matches!(character, '<' | '>' | '"' | '\'');
    // No address is longer; without a bound a page of full stops would take a minute.
    let end = text
        .char_indices()
        .find(|(place, character)| *place == MAX_ADDRESS || !in_address(*character));
    let end = end.map_or(text.len(), |(place, _)| place);
    let word = text
        .get(..end)
        .unwrap_or("")
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
    // Asked at every word of a page, so nothing is copied.
    let web = ["http://", "https://", "www."].iter().any(|start| {
        word.len() > start.len()
            && word
                .get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    });
    let email = word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host
                .split_once('.')
                .is_some_and(|(first, last)| !first.is_empty() && !last.is_empty())
    });
    if web || email { word.len() } else { 0 }
}

/// What may stand between two groups of digits of one number.
const BETWEEN: [&str; 24] = [
    " - ", " – ", " — ", ") (", ") ", " (", ")-", "-(", " ", "\u{a0}", "\u{202f}", ".", ":", "/", "-",
    "\u{2010}", "\u{2011}", "–", "—", "−", ")", "(", ",", "٫",
];

/// A phone number, time, range of times, date or amount: at least two groups of digits, or three digits.
fn number(text: &str) -> usize {
    // A sign and a bracket at most.
    let signs = text
        .chars()
        .take(3)
        .take_while(|character| matches!(character, '+' | '(' | '£' | '€' | '$'));
    let start = signs.map(char::len_utf8).sum();
    let (mut end, mut groups, mut digits) = (start, 0, 0);
    loop {
        let rest = text.get(end..).unwrap_or("");
        let group = rest.find(|character| !is_digit(character)).unwrap_or(rest.len());
        if group == 0 {
            break;
        }
        digits += rest.get(..group).unwrap_or("").chars().count();
        groups += 1;
        end += group;
        end += half_of_day(text.get(end..).unwrap_or(""));
        let rest = text.get(end..).unwrap_or("");
        let between = BETWEEN.iter().find(|between| {
            rest.strip_prefix(**between)
                .and_then(|after| after.chars().next())
                .is_some_and(is_digit)
        });
        match between {
            Some(between) => end += between.len(),
            None => break,
        }
    }
    let rest = text.get(end..).unwrap_or("");
    if rest.starts_with('%')
        || (rest.starts_with(')') && text.get(..end).unwrap_or("").matches('(').count() > 0)
    {
        end += 1;
    }
    if groups >= 2 || digits >= 3 { end } else { 0 }
}

/// "am" or "pm" after a time, with or without a space.
fn half_of_day(text: &str) -> usize {
    ["am", "pm", " am", " pm"]
        .into_iter()
        .find(|half| {
            let ends = text.get(half.len()..).and_then(|after| after.chars().next());
            text.get(..half.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(half))
                && !ends.is_some_and(char::is_alphanumeric)
        })
        .map_or(0, str::len)
}

/// A European digit, or an Arabic-Indic one.
fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The isolated runs of a text.
    fn isolated(text: &str) -> Vec<String> {
        let out = isolate_numbers(text);
        out.split(LRI)
            .skip(1)
            .map(|part| part.split(PDI).next().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn numbers_that_would_change_places_are_kept_whole() {
        for number in [
            "020 7946 0321",
            "+44 20 7946 0321",
            "(020) 7946 0321",
            "18001 020 7946 0100",
            "999",
            "0800-111-999",
            "09:00-17:00",
            "09:00 – 17:00",
            "10:30am - 5pm",
            "24/12/2026",
            "2026-12-24",
            "£250",
            "£1,250.50",
            "100%",
            "٠٢٠ ٧٩٤٦ ٠٣٢١",
            "hello@canalstreet.example",
            "https://canalstreet.example/repairs?x=1",
            "www.gov.uk",
        ] {
            assert_eq!(
                isolated(&format!("اتصل بنا {number}، شكرا.")),
                [number],
                "{number}"
            );
        }
    }

    #[test]
    fn short_numbers_words_and_sentence_ends_are_left_alone() {
        for text in [
            "شارع القناة 12 لندن",
            "E8 4QX",
            "خلال 5 أيام",
            "A017",
            "Relay UK",
            "(12)",
        ] {
            assert_eq!(isolate_numbers(text), text);
        }
        assert_eq!(isolated("رقم 020 7946 0321. 3 غرف"), ["020 7946 0321"]);
        assert_eq!(isolated("(020 7946 0321)"), ["(020 7946 0321)"]);
        assert_eq!(
            isolated("انظر https://canalstreet.example/a."),
            ["https://canalstreet.example/a"]
        );
    }

    #[test]
    fn what_is_isolated_already_is_not_isolated_again() {
        let once = isolate_numbers("رقم 020 7946 0321");
        assert_eq!(isolate_numbers(&once), once);
    }

    #[test]
    fn controls_without_their_other_half_are_taken_out() {
        let clean = |text: &str| {
            let mut text = text.to_owned();
            strip_unbalanced(&mut [&mut text]);
            text
        };
        assert_eq!(clean("a\u{202e}b"), "ab");
        assert_eq!(clean("a\u{2069}b\u{202c}"), "ab");
        assert_eq!(clean("a\u{2066}b\u{2069}c"), "a\u{2066}b\u{2069}c");
        assert_eq!(clean("\u{2066}a\u{202e}b\u{2069}"), "\u{2066}ab\u{2069}");
        assert_eq!(
            clean("\u{202a}a\u{2066}b\u{202c}c\u{2069}\u{202c}"),
            "\u{202a}a\u{2066}bc\u{2069}\u{202c}"
        );
        let (mut one, mut two) = ("a\u{2067}b".to_owned(), "c\u{2069}d\u{2069}".to_owned());
        strip_unbalanced(&mut [&mut one, &mut two]);
        assert_eq!((one.as_str(), two.as_str()), ("a\u{2067}b", "c\u{2069}d"));
    }

    #[test]
    fn the_script_in_a_tag_decides_its_direction() {
        for tag in [
            "ar",
            "ar-EG",
            "ckb",
            "fa",
            "ur",
            "he",
            "yi",
            "ps",
            "ku-Arab",
            "pa-Arab-PK",
        ] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en-GB", "ku", "kmr", "zh-Hans", "pa", "ar-Latn", ""] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }

    proptest! {
        #[test]
        fn isolating_adds_only_controls_and_balances_them(text in "[0-9a-z ()+£@.:/،ا-ي-]{0,40}|\\PC{0,30}") {
            let out = isolate_numbers(&text);
            let without = |text: &str| text.chars().filter(|c| !is_control(*c)).collect::<String>();
            prop_assert_eq!(without(&out), without(&text));
            let mut balanced = text.clone();
            strip_unbalanced(&mut [&mut balanced]);
            let mut again = isolate_numbers(&balanced);
            let before = again.clone();
            strip_unbalanced(&mut [&mut again]);
            prop_assert_eq!(again, before);
        }
    }
}
