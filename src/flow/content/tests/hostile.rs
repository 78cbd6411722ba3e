//! Pages that nobody means well by, all the way from their bytes to their blocks.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::content::finding::{Finding, Findings};
use crate::content::header::{self, HeaderWords};
use crate::content::markdown;
use crate::content::page::{Block, Span};
use crate::content::text::{MAX_TEXT_BYTES, decode};

/// A page as it is read from its bytes; `None` where there is no text in them.
fn page(bytes: &[u8], language: &str) -> Option<(Vec<Block>, Vec<Finding>)> {
    let mut findings = Findings::default();
    let text = decode(bytes, language).ok()?.reported("a/b.md", &mut findings);
    let mut found = findings.into_list();
    let (_, rest, first_line) = header::read("a/b.md", &text, HeaderWords::english(), &mut found);
    let pictures = BTreeSet::from(["a/x.png"]);
    let source = markdown::Source {
        file: "a/b.md",
        first_line,
        pictures: &pictures,
        right_to_left: true,
    };
    let blocks = markdown::read(&source, rest, &mut found);
    Some((blocks, found))
}

fn spans(blocks: &[Block]) -> Vec<&Span> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => found.extend(text),
            Block::List { items, .. } => items.iter().for_each(|item| found.extend(spans(item))),
            Block::Table { header, rows } => {
                found.extend(header.iter().chain(rows.iter().flatten()).flatten());
            }
            Block::Picture { .. } | Block::Rule => {}
        }
    }
    found
}

fn marks_in_a_row(text: &str) -> usize {
    let (mut most, mut now) = (0, 0);
    for character in text.chars() {
        now = if unicode_normalization::char::is_combining_mark(character) {
            now + 1
        } else {
            0
        };
        most = most.max(now);
    }
    most
}

/// A text of the largest size that repeats one piece.
fn repeated(piece: &str) -> String {
    piece.repeat(MAX_TEXT_BYTES / piece.len())
}

/// The worst pages we could think of, by what they are.
fn worst() -> Vec<(&'static str, String)> {
    let nested = |open: &str| {
        let mut text = String::new();
        for depth in 0.. {
            if text.len() + depth * 2 + 8 > MAX_TEXT_BYTES {
                return text;
            }
            text += &format!("{}{open} a\n", "  ".repeat(depth));
        }
        text
    };
    let pile = format!("a{}", "\u{301}".repeat(MAX_TEXT_BYTES / 2 - 1));
    vec![
        ("nested lists", nested("-")),
        ("nested numbered lists", nested("1.")),
        ("open brackets", repeated("[")),
        ("pictures never closed", repeated("![")),
        ("links without an address", repeated("[a](b) ")),
        ("blank links", repeated("[&#32;](tel:1)[&#32;](tel:2)")),
        ("blank bold words", repeated("**&nbsp;**&#9;")),
        (
            "a table of one column",
            format!("|a|\n|-|\n{}", "a|\n".repeat(MAX_TEXT_BYTES / 3 - 4)),
        ),
        (
            "a table of many columns",
            format!("{}\n{}\n", "|a".repeat(60_000), "|-".repeat(60_000)),
        ),
        ("deep quotes", repeated("> ")),
        ("quotes in lists", repeated("> - ")),
        ("open emphasis", repeated("*a _b ")),
        (
            "backticks of every length",
            (1..700).map(|n| "`".repeat(n) + " ").collect(),
        ),
        ("angle brackets", repeated("<a ")),
        ("comments never closed", repeated("<!-- ")),
        (
            "reference links",
            format!("{}\n\n{}", "[a]: b\n".repeat(18_000), "[a]".repeat(40_000)),
        ),
        ("entities", repeated("&#x301;")),
        ("one letter's marks", pile),
        ("overrides", repeated("\u{202e}")),
        ("isolates", repeated("\u{2067}a")),
        ("numbers", repeated("0 ")),
        ("e-mail addresses", repeated("a@a.a,")),
        ("full stops", repeated("a.")),
        ("header lines", repeated("Show from: 03/04/2026\n")),
        ("header keys", repeated("Title:")),
        ("colons", repeated(":")),
        ("dashes", repeated("-")),
        ("lines of dashes", repeated("---\n")),
        ("empty lines", repeated("\n")),
        ("carriage returns", repeated("\r")),
        ("spaces", repeated(" ")),
        ("headings", repeated("a\n=\n")),
        ("hard line ends", repeated("a\\\n")),
    ]
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are for whoever asks with --nocapture"
)]
fn the_largest_and_worst_pages_take_no_long_time_and_have_a_bounded_report() {
    for (name, text) in worst() {
        let started = Instant::now();
        let (_, found) = page(text.as_bytes(), "en-GB").unwrap();
        let took = started.elapsed();
        println!("{took:>12.3?}  {name}");
        // A wrong order of growth takes minutes; this only rules that out on a slow and busy machine.
        assert!(took < Duration::from_secs(10), "{name}: {took:?}");
        assert!(found.len() <= 200, "{name}: {}", found.len());
    }
}

const PIECES: [&[u8]; 26] = [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"Title: ",
    b"**Show until:** 31/12/2026\n",
    b"---\n",
    b"\n\n",
    b"\r\n",
    b"- a\n",
    b"  1. b\n",
    b"> ",
    b"|a|b|\n|-|-|\n",
    b"![x](x.png)",
    b"[x](https://a.b)",
    b"<b>",
    b"**",
    b"`",
    b"\\",
    b"&#x301;",
    b"&#x202e;",
    b"\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    b"\xe2\x80\xae",
    b"020 7946 0321",
    b"caf\xe9 ",
    b"\x93open\x94",
    b"\0",
];

proptest! {
    #[test]
    fn whatever_the_bytes_a_page_is_read_and_its_words_are_clean(
        pieces in prop::collection::vec((0..PIECES.len(), prop::collection::vec(any::<u8>(), 0..3)), 0..40),
        utf_16 in any::<bool>(),
        language in prop::sample::select(vec!["en-GB", "pl", ""]),
    ) {
        let mut bytes: Vec<u8> = pieces
            .into_iter()
            .flat_map(|(piece, noise)| PIECES[piece].iter().copied().chain(noise.into_iter().filter(|byte| *byte % 5 == 0)))
            .collect();
        if utf_16 {
            let text = format!("\u{feff}{}", String::from_utf8_lossy(&bytes));
            bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if let Some((blocks, found)) = page(&bytes, language) {
            for span in spans(&blocks) {
                prop_assert!(!span.text.contains(|c: char| c.is_control() && c != '\n'), "{:?}", span);
                prop_assert!(marks_in_a_row(&span.text) <= 8, "{:?}", span);
                prop_assert!(!span.text.is_empty());
            }
            for finding in found {
                prop_assert!(!finding.shown_instead.is_empty() && !finding.remedy.is_empty(), "{:?}", finding);
            }
        }
    }

    #[test]
    fn random_bytes_never_make_reading_a_page_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = page(&bytes, "en-GB");
    }
}
