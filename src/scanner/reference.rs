//! Finds the reference of an appointment in what was scanned: by itself, in a web address, in a sentence.
//!
//! It does not know whether the reference exists; that is for the office's list.

/// How many letters and digits a reference has.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=12;
/// What stands before a reference in an address or a text.
const KEYS: [&str; 4] = ["appointment", "reference", "booking", "ref"];

/// The reference in a text: capitals and digits, 4 to 12 of them, as written but for case, spaces and hyphens.
///
/// It is what follows `ref=` or `Reference:` (or `appointment`, `booking`), else the whole text if that is nothing
/// but a reference. Anything else is none: the 13 digits of a parcel are no appointment. What looks alike (`O` and
/// `0`, `I` and `1`) is left as it is; `checkin::Reference` knows about that.
pub fn reference_in(text: &str) -> Option<String> {
    let text = text.trim();
    after_a_key(text).or_else(|| bare(text))
}

/// A text that is nothing but a reference. Spaces and hyphens are for the eye.
fn bare(text: &str) -> Option<String> {
    let letters: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let fits = LENGTH.contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then_some(letters)
}

fn after_a_key(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    KEYS.iter().find_map(|key| {
        lower.match_indices(key).find_map(|(at, _)| {
            let begins = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let rest = &text[at + key.len()..];
            let value = rest.strip_prefix(['=', ':'])?.trim_start();
            begins.then(|| bare(value_of(value))).flatten()
        })
    })
}

/// The value up to what cannot be part of it. Hyphens are.
fn value_of(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reference_is_found_by_itself_in_an_address_and_in_a_sentence() {
        for (text, reference) in [
            ("HX3K7", "HX3K7"),
            (" hx3k7\r\n", "HX3K7"),
            ("HX3-K7", "HX3K7"),
            ("HX3 K7", "HX3K7"),
            ("202611230017", "202611230017"),
            ("https://book.example.org/a?ref=HX3K7", "HX3K7"),
            ("https://book.example.org/a?day=2&REF=hx3k7&lang=bn", "HX3K7"),
            ("https://book.example.org/?reference=HX3-K7#top", "HX3K7"),
            ("https://book.example.org/?appointment=HX3K7", "HX3K7"),
            ("ref=HX3K7", "HX3K7"),
            ("Reference: HX3K7", "HX3K7"),
            ("Your appointment, ref: HX3K7, Friday", "HX3K7"),
            ("Booking:HX3K7", "HX3K7"),
            // The second key is the one with a value.
            ("reference of your ref:HX3K7", "HX3K7"),
        ] {
            assert_eq!(reference_in(text).as_deref(), Some(reference), "{text:?}");
        }
    }

    #[test]
    fn anything_else_is_no_reference() {
        for text in [
            "",
            "   ",
            "HX3",
            "HX3K7HX3K7HX3",
            "https://book.example.org/a",
            "https://book.example.org/?xref=HX3K7",
            "https://book.example.org/?ref=",
            "https://book.example.org/?ref=HX",
            "ref=%00%0A%1B",
            "5012345678900",
            "WIFI:S:Office;T:WPA;P:secret;;",
            "HX3K7; DROP",
            "قريب",
            "ref=١٢٣٤٥",
        ] {
            assert_eq!(reference_in(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_scanned_a_reference_is_a_few_capitals_and_digits(text in "\\PC{0,80}") {
            if let Some(reference) = reference_in(&text) {
                prop_assert!(LENGTH.contains(&reference.len()));
                prop_assert!(reference.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
            }
        }

        #[test]
        fn a_reference_comes_out_of_every_wrapping_as_it_went_in(reference in "[A-Z0-9]{4,12}") {
            for text in [
                reference.clone(),
                reference.to_lowercase(),
                format!("https://book.example.org/a?ref={reference}&x=1"),
                format!("Reference: {reference}."),
            ] {
                prop_assert_eq!(reference_in(&text), Some(reference.clone()), "{}", text);
            }
        }
    }
}
