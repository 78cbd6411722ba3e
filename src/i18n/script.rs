//! Which font family a name in some script is set in, where the kiosk does not speak its language.

/// First and last character of a script's blocks, and the family that has it (Debian's Noto packages).
const SCRIPTS: [(char, char, &str); 22] = [
    ('\u{530}', '\u{58f}', "Noto Sans Armenian"),
    ('\u{590}', '\u{5ff}', "Noto Sans Hebrew"),
    ('\u{600}', '\u{77f}', "Noto Sans Arabic UI"),
    ('\u{900}', '\u{97f}', "Noto Sans Devanagari"),
    ('\u{980}', '\u{9ff}', "Noto Sans Bengali"),
    ('\u{a00}', '\u{a7f}', "Noto Sans Gurmukhi"),
    ('\u{a80}', '\u{aff}', "Noto Sans Gujarati"),
    ('\u{b80}', '\u{bff}', "Noto Sans Tamil"),
    ('\u{c00}', '\u{c7f}', "Noto Sans Telugu"),
    ('\u{c80}', '\u{cff}', "Noto Sans Kannada"),
    ('\u{d00}', '\u{d7f}', "Noto Sans Malayalam"),
    ('\u{d80}', '\u{dff}', "Noto Sans Sinhala"),
    ('\u{e00}', '\u{e7f}', "Noto Sans Thai"),
    ('\u{e80}', '\u{eff}', "Noto Sans Lao"),
    ('\u{1000}', '\u{109f}', "Noto Sans Myanmar"),
    ('\u{10a0}', '\u{10ff}', "Noto Sans Georgian"),
    ('\u{1200}', '\u{139f}', "Noto Sans Ethiopic"),
    ('\u{1780}', '\u{17ff}', "Noto Sans Khmer"),
    ('\u{3040}', '\u{30ff}', "Noto Sans CJK JP"),
    ('\u{1100}', '\u{11ff}', "Noto Sans CJK KR"),
    ('\u{ac00}', '\u{d7af}', "Noto Sans CJK KR"),
    ('\u{3400}', '\u{9fff}', "Noto Sans CJK SC"),
];

/// The family of the first script in these words that has one of its own; else that of Latin, Greek and Cyrillic.
pub fn script_font(words: &str) -> &'static str {
    words
        .chars()
        .find_map(|char| {
            let (_, _, family) = SCRIPTS
                .iter()
                .find(|(first, last, _)| (*first..=*last).contains(&char))?;
            Some(*family)
        })
        .unwrap_or("Noto Sans")
}

/// Every family that [`script_font`] can name, each once.
pub fn script_fonts() -> impl Iterator<Item = &'static str> {
    let mut seen = Vec::new();
    SCRIPTS
        .iter()
        .map(|(_, _, family)| *family)
        .filter(move |family| {
            let new = !seen.contains(family);
            seen.push(*family);
            new
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_set_in_the_font_of_its_own_script() {
        assert_eq!(script_font("မြန်မာ"), "Noto Sans Myanmar");
        assert_eq!(script_font("ትግርኛ"), "Noto Sans Ethiopic");
        assert_eq!(
            script_font("日本語"),
            "Noto Sans CJK SC",
            "the same signs, drawn the Chinese way"
        );
        assert_eq!(script_font("Ελληνικά"), "Noto Sans");
        assert_eq!(script_font(""), "Noto Sans");
        assert_eq!(
            script_fonts()
                .filter(|family| *family == "Noto Sans CJK KR")
                .count(),
            1
        );
    }
}
