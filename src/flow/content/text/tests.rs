//! Files as every program saves them, and files that nobody can read.

use super::*;
use crate::content::finding::Findings;
use proptest::prelude::*;

fn decoded(bytes: &[u8]) -> (String, Vec<Doubt>) {
    let decoded = decode(bytes, "en-GB").unwrap_or_else(|error| panic!("{bytes:?}: {error}"));
    (decoded.text, decoded.doubts)
}

/// Text as a Windows program saves it, with no mark.
fn utf16_bytes(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

fn windows_1252(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!lost, "{text}");
    bytes.into_owned()
}

#[test]
fn marks_and_line_ends_of_every_system_are_read() {
    let bytes = "\u{feff}a\r\nb\rc\u{85}d\u{2028}e\nf\u{1b}\tg\u{feff}\u{ffff}h".as_bytes();
    assert_eq!(decoded(bytes), ("a\nb\nc\nd\ne\nf\tgh".to_owned(), vec![]));
}

#[test]
fn utf_16_is_read_with_and_without_its_mark() {
    let english = "Title: Moving home\r\n\r\nRing £9 “us”.\r\n";
    let bengali = "Title: মেরামত\r\n\r\nআমাদের অফিস সোমবার থেকে শুক্রবার পর্যন্ত খোলা থাকে।\r\n";
    for text in [english, bengali, "😀 Title: x y\n"] {
        let expected = (text.replace("\r\n", "\n"), vec![]);
        for little in [true, false] {
            let plain = utf16_bytes(text, little);
            assert_eq!(decoded(&plain), expected, "{text}");
            let marked = utf16_bytes(&format!("\u{feff}{text}"), little);
            assert_eq!(decoded(&marked), expected, "{text}");
        }
    }
}

#[test]
fn utf_16_that_has_not_arrived_whole_is_refused_with_its_line() {
    let mut half = utf16_bytes("\u{feff}one\ntwo", true);
    half.pop();
    assert_eq!(decode(&half, ""), Err(TextError::BrokenUtf16 { line: 2 }));
    assert_eq!(
        decode(b"\xff\xfea\0\n\0\x00\xd8b\0", ""),
        Err(TextError::BrokenUtf16 { line: 2 })
    );
    let mut hole = utf16_bytes("\u{feff}one\ntwo", true);
    hole.extend([0; 64]);
    assert_eq!(decode(&hole, ""), Err(TextError::Binary { line: 2 }));
}

#[test]
fn what_is_not_text_says_where_it_stops_being_text() {
    assert_eq!(decode(b"one\ntwo\x81", "en"), Err(TextError::NotUtf8 { line: 2 }));
    assert_eq!(decode(b"one\n\0\0", "en"), Err(TextError::Binary { line: 2 }));
    assert_eq!(decode(b"one\n\0", "en"), Err(TextError::Binary { line: 2 }));
    assert_eq!(
        decode(b"caf\xe9\n\0\0\0\0", "en"),
        Err(TextError::Binary { line: 2 })
    );
    assert_eq!(
        decode(&vec![b'a'; MAX_TEXT_BYTES + 1], "en"),
        Err(TextError::TooLarge)
    );
    assert!(decode(&vec![b'a'; MAX_TEXT_BYTES], "en").is_ok());
    // Each of these letters is two bytes here and three as UTF-8.
    let wide = utf16_bytes(&"一".repeat(MAX_TEXT_BYTES / 2 - 1), true);
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
    assert_eq!(decode(&marked, "zh-Hans"), Err(TextError::TooLarge));
}

#[test]
fn windows_1252_is_read_and_said_where_it_looks_like_words() {
    for text in [
        "Title: It’s “open”\n\nRent is £95.50 – ask for the “blue” form… €5, 20°C, 3½ m², §4 • ©",
        "Café",
        "Déjà vu : l’œuvre a été créée à Noël, où ça ? « Oui »",
        "¿Dónde está el baño? ¡Aquí! La señora Núñez, 1º",
        "Straße, Öffnungszeiten, Tür, ÖFFNUNGSZEITEN",
        "Não há água; informações às 9h",
        "5–10 minutes, wait…then ring the O’Briens",
    ] {
        let (read, doubts) = decoded(&windows_1252(text));
        assert_eq!(read, text);
        assert!(
            matches!(doubts.as_slice(), [Doubt::Guessed { .. }]),
            "{text}: {doubts:?}"
        );
    }
    let (_, doubts) = decoded(&windows_1252("one\ntwo, a café there\n"));
    let guessed = Doubt::Guessed {
        line: 2,
        word: "café".to_owned(),
    };
    assert_eq!(doubts, [guessed]);
}

#[test]
fn no_other_encoding_is_taken_for_windows_1252() {
    use encoding_rs::*;
    let others = [
        (WINDOWS_1250, "Źródło: czynsz i opłaty za mieszkanie"),
        (WINDOWS_1250, "Już jest środa"),
        (WINDOWS_1250, "Był tu pan Wałęsa"),
        (ISO_8859_2, "Opłaty za mieszkanie są różne"),
        (WINDOWS_1254, "Açılış saatleri"),
        (WINDOWS_1254, "Hoş geldiniz, değişiklik"),
        (WINDOWS_1256, "ساعات العمل"),
        (WINDOWS_1256, "Title: مكتب"),
        (WINDOWS_1251, "Часы работы"),
        (WINDOWS_1253, "Ώρες λειτουργίας"),
        (WINDOWS_1255, "שעות פתיחה"),
        (KOI8_R, "Часы работы"),
        (IBM866, "Часы работы"),
        (GBK, "办公时间"),
        (GBK, "Title: 办公时间, open"),
        (BIG5, "辦公時間"),
        (SHIFT_JIS, "営業時間"),
        (EUC_KR, "운영 시간"),
        (MACINTOSH, "It’s “open”"),
        (MACINTOSH, "café"),
        (MACINTOSH, "Straße, Tür"),
    ];
    for (encoding, text) in others {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text}");
        assert_eq!(
            decode(&bytes, "en-GB"),
            Err(TextError::NotUtf8 { line: 1 }),
            "{}: {text} read as {}",
            encoding.name(),
            encoding_rs::WINDOWS_1252.decode(&bytes).0
        );
    }
    // DOS: é, ü, £ and ”.
    for bytes in [&b"caf\x82 there"[..], b"T\x81r", b"\x9c95 a week", b"sch\x94n"] {
        assert!(decode(bytes, "en").is_err(), "{bytes:?}");
    }
    // It writes no Polish, whatever the letters are.
    let bytes = windows_1252("dzie\u{f1}");
    assert_eq!(decode(&bytes, "pl"), Err(TextError::NotUtf8 { line: 1 }));
}

#[test]
fn letters_that_another_program_lost_are_said() {
    let (text, doubts) = decoded("one\ncaf\u{fffd}".as_bytes());
    assert_eq!(
        (text.as_str(), doubts),
        ("one\ncaf\u{fffd}", vec![Doubt::LettersLost { line: 2 }])
    );
}

#[test]
fn a_pile_of_marks_on_a_letter_is_cut_and_the_marks_of_languages_are_kept() {
    let pile = format!("one\na{}b", "\u{301}".repeat(5_000));
    let (text, doubts) = decoded(pile.as_bytes());
    assert_eq!(text, format!("one\na{}b", "\u{301}".repeat(8)));
    assert_eq!(doubts, [Doubt::MarksLeftOut { line: 2 }]);
    let joined = format!("a{}", "\u{301}\u{200d}".repeat(100));
    assert_eq!(decoded(joined.as_bytes()).0.matches('\u{301}').count(), 8);
    for text in ["ক্ষ্ম্যাঁ স্ত্রী", "שָׁלוֹם בְּרֵאשִׁ֖ית", "أُوْلَٰئِكَ", "ệ", "བསྒྲུབས", "👩🏽‍🦽"]
    {
        assert_eq!(decoded(text.as_bytes()), (text.to_owned(), vec![]));
    }
    let mut spans = [format!("a{}", "\u{301}".repeat(7)), "\u{301}".repeat(7)];
    let [one, two] = &mut spans;
    assert_eq!(cap_marks(&mut [one, two]), Some(17));
    assert_eq!(spans[1], "\u{301}");
}

#[test]
fn words_are_one_line_without_hidden_characters() {
    assert_eq!(plain_words(" a\u{a0} b\n\u{7}c\u{202e} "), "a b c");
    assert_eq!(plain_words("\u{202c} a \u{202c}"), "a");
    for nothing_to_see in ["", " \t", "\u{202c}", "\u{200b} \u{200d}", "\u{2067}\u{2069}"] {
        assert_eq!(plain_words(nothing_to_see), "", "{nothing_to_see:?}");
    }
    assert_eq!(
        plain_words(&format!("a{}", "\u{301}".repeat(99))).chars().count(),
        9
    );
}

#[test]
fn every_doubt_tells_staff_what_what_is_shown_and_what_to_do() {
    let mut findings = Findings::default();
    let pile = format!("\u{fffd}a{}", "\u{301}".repeat(50));
    decode(pile.as_bytes(), "en")
        .unwrap()
        .reported("a.md", &mut findings);
    decode(b"caf\xe9", "en").unwrap().reported("b.md", &mut findings);
    let findings = findings.into_list();
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["letters-lost", "marks-left-out", "encoding-guessed"]);
    for finding in findings {
        assert!(
            !finding.shown_instead.is_empty() && !finding.remedy.is_empty(),
            "{finding:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_decoding_panic_and_all_text_is_clean(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        language in prop::sample::select(vec!["", "en-GB", "pl"]),
    ) {
        if let Ok(decoded) = decode(&bytes, language) {
            prop_assert!(!decoded.text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        }
    }

    #[test]
    fn what_is_saved_as_utf_8_or_utf_16_comes_back_as_it_was(text in "[ -~\nА-яأ-يক-হ一-龥£’😀]{0,200}") {
        let expected = (text.clone(), vec![]);
        prop_assert_eq!(&decoded(text.as_bytes()), &expected);
        for little in [true, false] {
            prop_assert_eq!(&decoded(&utf16_bytes(&format!("\u{feff}{text}"), little)), &expected);
        }
    }
}
