//! Headers as people and their programs write them.

use super::*;
use proptest::prelude::*;

fn header(text: &str) -> (Header, String, u32, Vec<&'static str>) {
    let mut found = Vec::new();
    let (header, rest, line) = read("x.md", text, HeaderWords::english(), &mut found);
    (
        header,
        rest.to_owned(),
        line,
        found.into_iter().map(|finding| finding.code).collect(),
    )
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn known_keys_up_to_the_first_other_line_are_the_header() {
    let text = "Title: NEW: it's \"open\"\nshow FROM: 2026-01-05\nShow until: “2026-12-31”\nPriority: High\n\
                Review by：2027-01-31\nWeb: <https://example.org/a>\n\nText\n";
    let (header, rest, line, found) = header(text);
    assert_eq!(header.title.as_deref(), Some("NEW: it's \"open\""));
    assert_eq!(
        (header.show_from, header.show_until),
        (day(2026, 1, 5), day(2026, 12, 31))
    );
    assert_eq!(
        (header.review_by, header.priority),
        (day(2027, 1, 31), Some(Priority::High))
    );
    assert_eq!(header.web.as_deref(), Some("https://example.org/a"));
    assert_eq!((rest.as_str(), line, found), ("\nText\n", 7, vec![]));
}

#[test]
fn a_first_line_that_is_no_known_key_is_text() {
    for text in [
        "Note: closed Friday\nTitle: x\n",
        "\nWeb: https://example.org\n",
        "- Web: https://example.org\n- Telephone: 020 7946 0321\n",
        "---\n\nText\n\n---\n\nMore: text\n",
        "-----\n\nTitle of the page\n",
        "# Title\n",
        "Topic: repairs\n",
        "",
    ] {
        assert_eq!(header(text), (Header::default(), text.to_owned(), 1, vec![]));
    }
    let (found, rest, ..) = header("Title: A\nStraight on.\nWeb: https://example.org\n");
    assert_eq!((found.title.as_deref(), found.web), (Some("A"), None));
    assert_eq!(rest, "Straight on.\nWeb: https://example.org\n");
}

#[test]
fn a_value_that_cannot_be_read_is_said_and_left_out() {
    let text = "Show from: 03/04/2026\nShow until: 2026-13-01\nReview by: 0026-01-01\nPriority: urgent\nWeb: www.x\n";
    let (header, _, _, found) = header(text);
    assert_eq!(
        Header {
            shared_key_at: None,
            ..header
        },
        Header::default()
    );
    assert_eq!(
        found,
        [
            "date-ambiguous",
            "date-unreadable",
            "date-unreadable",
            "priority-unknown",
            "web-address-unreadable"
        ]
    );
    let mut found = Vec::new();
    read(
        "x.md",
        "Title: A\nShow until: 03/04/2026\n",
        HeaderWords::english(),
        &mut found,
    );
    let found = found.remove(0);
    assert_eq!(
        (found.line, found.problem.as_str(), found.remedy.as_str()),
        (
            Some(2),
            "Show until is “03/04/2026”: it may be 3 April 2026 or 4 March 2026.",
            "Write 2026-04-03 or 2026-03-04."
        )
    );
}

#[test]
fn what_word_processors_make_of_a_header_is_read_as_the_plain_one() {
    let plain = header("Title: It’s open\nShow until: 2026-12-31\nPriority: high\n\nText\n");
    assert_eq!(plain.3, Vec::<&str>::new());
    for text in [
        "**Title:** It’s open\n**Show until:** 31 December 2026\n**Priority:** High\n\nText\n",
        "**Title**: It’s open\n**Show until: 31/12/2026**\n__Priority:__ HIGH\n\nText\n",
        "• Title: It’s open\n•\tShow until: “31.12.2026”\n\u{f0b7}\u{a0}Priority: ‘high’\n\nText\n",
        "- Title: It’s open\n- Show until: 2026-12-31\n* Priority: high\n\nText\n",
        "Title\u{a0}: It’s open\nShow\u{a0}until\u{202f}: 31\u{a0}December\u{a0}2026\nPriority:\u{a0}high\u{a0}\n\nText\n",
        "Title：It’s open\nShow until﹕2026-12-31\nPriority∶ high\n\nText\n",
        "Title: It’s open\\\nShow until: 2026-12-31\\\nPriority: high\n\nText\n",
        "TITLE: \"It’s open\"\nShow_until: Thursday 31st December 2026\nshow-until:\npriority: 'high'\n\nText\n",
        "\u{200e}Title: It’s open\nＳｈｏｗ ｕｎｔｉｌ： ２０２６－１２－３１\nPriority: high\n\nText\n",
    ] {
        let (header, rest, _, found) = header(text);
        assert_eq!(header, plain.0, "{text}");
        assert_eq!((rest.as_str(), found), ("\nText\n", vec![]), "{text}");
    }
}

#[test]
fn a_title_keeps_what_is_meant() {
    for (written, title) in [
        ("NEW: it's \"open\"", "NEW: it's \"open\""),
        ("\"Open\" and \"closed\"", "\"Open\" and \"closed\""),
        ("“Open”", "“Open”"),
        ("'Open'", "Open"),
        ("Don't and can't", "Don't and can't"),
        ("Repairs_and_rent *new*", "Repairs_and_rent *new*"),
    ] {
        let (header, _, _, found) = header(&format!("Title: {written}\n"));
        assert_eq!(
            (header.title.as_deref(), found),
            (Some(title), vec![]),
            "{written}"
        );
    }
}

#[test]
fn a_header_between_dashes_is_read_and_said() {
    let jekyll = "---\nlayout: page\ntitle: 'Moving'\ntags:\n  - home\nshow until: 2026-12-31\n---\n\nText\n";
    let (found_header, rest, line, found) = header(jekyll);
    assert_eq!(
        (found_header.title.as_deref(), found_header.show_until),
        (Some("Moving"), day(2026, 12, 31))
    );
    assert_eq!((rest.as_str(), line), ("\nText\n", 8));
    assert_eq!(found, ["header-fenced", "header-line-unknown"]);
    // Word makes one long dash of three, and people close what none opened.
    let (found_header, rest, ..) = header("—\nTitle: A\n—\nText\n");
    assert_eq!(
        (found_header.title.as_deref(), rest.as_str()),
        (Some("A"), "Text\n")
    );
    let (found_header, rest, line, found) = header("Title: A\n---\n\nText\n");
    assert_eq!(
        (found_header.title.as_deref(), rest.as_str(), line),
        (Some("A"), "\nText\n", 3)
    );
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn an_unclosed_header_loses_no_word_of_the_page() {
    for (text, rest) in [
        ("---\nTitle: A\n\nText\n", "\nText\n"),
        ("---\nTitle: A\nText\n", "Text\n"),
        (
            "---\nTitle: A\n\nText\n\n---\n\nMore\n",
            "\nText\n\n---\n\nMore\n",
        ),
        ("---\nTitle: A\n\nNote: closed\n---\n", "\nNote: closed\n---\n"),
        (
            "---\nTitle: A\n\n- one\n- two\n\n---\n",
            "\n- one\n- two\n\n---\n",
        ),
        ("---\nTitle: A", ""),
    ] {
        let (header, left, _, found) = header(text);
        assert_eq!(
            (header.title.as_deref(), left.as_str()),
            (Some("A"), rest),
            "{text}"
        );
        assert_eq!(found, ["header-unclosed"], "{text}");
    }
}

#[test]
fn what_was_probably_meant_as_a_header_is_said_and_shown_as_text() {
    for (text, code, line) in [
        ("\nTitle: x\n", "header-below-blank-line", 2),
        (
            "Title: x\n\n\nShow until: 2026-12-31\n",
            "header-below-blank-line",
            4,
        ),
        ("Title: x\nShow untill: 2026-12-31\n", "header-key-misspelt", 2),
        ("**Show form:** 2026-12-31\n", "header-key-misspelt", 1),
        ("Title: x\nTitle: y\nTitle: z\n", "header-key-twice", 2),
    ] {
        let mut found = Vec::new();
        read("x.md", text, HeaderWords::english(), &mut found);
        let said: Vec<_> = found.iter().map(|finding| (finding.code, finding.line)).collect();
        assert_eq!(said, [(code, Some(line))], "{text}");
        assert!(!found[0].shown_instead.is_empty() && !found[0].remedy.is_empty());
    }
    for text in [
        "Title: x\n\nWeb: https://example.org\n",
        "Title: x\nNote: y\n",
        "Topic: x\n",
    ] {
        assert_eq!(header(text).3, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn words_of_a_language_come_in_as_data() {
    let mut words = HeaderWords::default();
    words.add_key("Pokazuj do", HeaderKey::ShowUntil);
    words.add_key("العنوان", HeaderKey::Title);
    words.add_priority("wysoki", Priority::High);
    words.add_month("grudnia", 12);
    // What is there already keeps its meaning.
    words.add_key("Title", HeaderKey::Web);
    words.add_priority("high", Priority::Low);
    let text = "العنوان : نص\npokazuj do: 31 grudnia 2026 r.\nPriority: Wysoki\n";
    let mut found = Vec::new();
    let (header, rest, _) = read("x.md", text, &words, &mut found);
    assert_eq!(
        (header.title.as_deref(), header.show_until),
        (Some("نص"), day(2026, 12, 31))
    );
    assert_eq!((header.priority, rest, found), (Some(Priority::High), "", vec![]));
    let (header, ..) = read("x.md", "Title: A\nPriority: high\n", &words, &mut Vec::new());
    assert_eq!(
        (header.title.as_deref(), header.priority),
        (Some("A"), Some(Priority::High))
    );
}

#[test]
fn reversed_dates_are_an_error() {
    let (_, _, _, found) = header("Show from: 2026-12-31\nShow until: 2026-01-01\n");
    assert_eq!(found, ["dates-reversed"]);
}

#[test]
fn a_long_title_is_cut() {
    let (header, _, _, found) = header(&format!("Title: {}\n", "x".repeat(200)));
    assert_eq!(
        (header.title.unwrap().chars().count(), found),
        (MAX_TITLE, vec!["title-too-long"])
    );
}

#[test]
fn a_header_without_end_is_cut() {
    let (_, rest, line, found) = header(&"Show from: soon\n".repeat(10_000));
    assert_eq!((line, rest.len()), (41, 9_960 * 16));
    assert!(found.len() <= 42, "{}", found.len());
}

proptest! {
    #[test]
    fn no_text_makes_reading_a_header_panic_and_none_of_it_is_lost(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24),
        noise in "\\PC{0,40}",
    ) {
        let text = pieces.concat() + &noise;
        let mut found = Vec::new();
        let (header, rest, line) = read("x.md", &text, HeaderWords::english(), &mut found);
        prop_assert!(text.ends_with(rest));
        let before = text.len() - rest.len();
        prop_assert_eq!(line as usize, text[..before].lines().count() + 1);
        // A line is left out only if it was read, or staff are told that it was left out.
        let words = text[..before].lines().filter(|line| line.contains("words")).count();
        prop_assert!(words == 0 || found.iter().any(|finding| finding.code == "header-line-unknown") || header.title.is_some());
        for finding in found {
            prop_assert!(!finding.shown_instead.is_empty() && !finding.remedy.is_empty());
        }
    }
}

const PIECES: [&str; 18] = [
    "---\n",
    "—\n",
    "Title: words\n",
    "**Title:** x\n",
    "Show from: 2026-12-31\n",
    "Show until: 2026-01-01\n",
    "Show until: 03/04/26\n",
    "Review by:\n",
    "Priority: high\n",
    "Web: x\n",
    "Note: words\n",
    "  - words\n",
    "plain words\n",
    "\n",
    ":\n",
    "• ",
    "Show",
    "\u{a0}",
];
