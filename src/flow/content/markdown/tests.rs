//! Pages of every kind, and pages that nobody should write.

use super::*;
use std::time::{Duration, Instant};

const PICTURES: [&str; 2] = ["leaflets/repairs/stopcock.png", "leaflets/repairs/tap.webp"];

fn read_as(text: &str, right_to_left: bool) -> (Vec<Block>, Vec<&'static str>) {
    let pictures = BTreeSet::from(PICTURES);
    let source = Source {
        file: "leaflets/repairs/en-GB.md",
        first_line: 1,
        pictures: &pictures,
        right_to_left,
    };
    let mut found = Vec::new();
    let blocks = read(&source, text, &mut found);
    (blocks, found.into_iter().map(|finding| finding.code).collect())
}

/// Blocks in short: `#2 words`, `p words`, `ul[item|item]`, with `*strong*`, `_emphasis_` and `<link>`.
fn short(blocks: &[Block]) -> String {
    blocks.iter().map(short_block).collect::<Vec<_>>().join(" / ")
}

fn short_block(block: &Block) -> String {
    let cells = |cells: &[Vec<Span>]| {
        cells
            .iter()
            .map(|cell| short_words(cell))
            .collect::<Vec<_>>()
            .join("|")
    };
    match block {
        Block::Heading { level, text } => format!("#{level} {}", short_words(text)),
        Block::Paragraph(text) => format!("p {}", short_words(text)),
        Block::List { first, items } => {
            let kind = first.map_or("ul".to_owned(), |first| format!("ol{first}"));
            format!(
                "{kind}[{}]",
                items.iter().map(|item| short(item)).collect::<Vec<_>>().join("|")
            )
        }
        Block::Table { header, rows } => {
            let rows = rows.iter().map(|row| cells(row)).collect::<Vec<_>>().join("; ");
            format!("table[{}: {rows}]", cells(header))
        }
        Block::Picture { path, alt } => format!("picture {path} ({alt})"),
        Block::Rule => "rule".to_owned(),
    }
}

fn short_words(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| {
            let mut text = span.text.clone();
            if span.strong {
                text = format!("*{text}*");
            }
            if span.emphasis {
                text = format!("_{text}_");
            }
            span.link
                .iter()
                .fold(text, |text, link| format!("{text}<{link}>"))
        })
        .collect()
}

fn shown(text: &str) -> String {
    short(&read_as(text, false).0)
}

#[test]
fn a_leaflet_with_every_kind_of_block_reads_as_it_should() {
    let text = "\
Ring us **at any
time**, or see [our page](https://canalstreet.example/a).

## How soon

![The stopcock under the sink](stopcock.png)

- cleaning
- **Every year:**
  - lighting
  - lifts

3. Fill in *the form*
4. Send it

| Kind | How soon |
| --- | --- |
| Leak | **1** day |
| Tap |

***

### Last\\
line
";
    let expected = [
        "p Ring us *at any time*, or see our page<https://canalstreet.example/a>.",
        "#2 How soon",
        "picture leaflets/repairs/stopcock.png (The stopcock under the sink)",
        "ul[p cleaning|p *Every year:* / ul[p lighting|p lifts]]",
        "ol3[p Fill in _the form_|p Send it]",
        "table[Kind|How soon: Leak|*1* day; Tap|]",
        "rule",
        "#3 Last\\",
        "p line",
    ];
    let (blocks, found) = read_as(text, false);
    assert_eq!(short(&blocks), expected.join(" / "));
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn quotations_code_and_breaks_become_plain_words() {
    assert_eq!(shown("> said\n> so\n>\n> twice\n"), "p said so / p twice");
    assert_eq!(
        shown("Use `Ctrl`.\n\n    indented\n    words\n"),
        "p Use Ctrl. / p indented\nwords"
    );
    assert_eq!(shown("one  \ntwo<br>three"), "p one\ntwo\nthree");
    assert_eq!(shown("**one** two *three*four"), "p *one* two _three_four");
    assert_eq!(shown("a &amp; b &#7; &copy;"), "p a & b  ©");
    assert_eq!(shown("- # big\n- \n- small"), "ul[p *big*|p small]");
}

#[test]
fn html_loses_its_tags_and_keeps_its_words() {
    let (blocks, found) = read_as(
        "<div class=\"x\">Closed <b>Friday</b></div>\n\nAnd <u>Monday</u>.\n",
        false,
    );
    assert_eq!(short(&blocks), "p Closed Friday / p And Monday.");
    assert_eq!(found, ["html-left-out"]);
    assert_eq!(shown("<script>\nalert(1)\n</script>\n\nText"), "p Text");
    let (blocks, found) = read_as("<!-- for staff only -->\n\nText <!-- here too -->\n", false);
    assert_eq!((short(&blocks).as_str(), found.len()), ("p Text", 0));
}

#[test]
fn a_picture_that_cannot_be_shown_leaves_its_description() {
    let (blocks, found) = read_as("Turn ![a tap](gone.png) off", false);
    assert_eq!(
        (short(&blocks).as_str(), found),
        ("p Turn a tap off", vec!["picture-missing"])
    );
    let (blocks, found) = read_as("Before ![](tap.webp) after", false);
    assert_eq!(
        short(&blocks),
        "p Before / picture leaflets/repairs/tap.webp () / p after"
    );
    assert_eq!(found, ["picture-undescribed"]);
    let (blocks, found) = read_as("| a |\n| --- |\n| ![a tap](tap.webp) |\n", false);
    assert_eq!((short(&blocks).as_str(), found.len()), ("table[a: a tap]", 0));
    assert_eq!(
        read_as("![x](https://example.org/x.png)", false).1,
        ["picture-outside"]
    );
    assert_eq!(
        shown("![one ![two](tap.webp) three](stopcock.png)"),
        "picture leaflets/repairs/stopcock.png (one two three)"
    );
}

#[test]
fn only_addresses_that_can_be_taken_along_are_links() {
    assert_eq!(
        shown("<hello@a.example> [ring](tel:+442079460321)"),
        "p hello@a.example<mailto:hello@a.example> ring<tel:+442079460321>"
    );
    let (blocks, found) = read_as(
        "[a](javascript:x) [b](../x/en-GB.md) [c](http://a.example)",
        false,
    );
    assert_eq!(
        (short(&blocks).as_str(), found),
        ("p a b c", vec!["link-unusable"; 3])
    );
}

#[test]
fn an_address_that_does_not_look_like_what_it_is_is_no_link() {
    let (blocks, found) = read_as(
        "[a](mailto:a&#x202e;b) [b](https://a.example/&#x2066;b) [c](tel:&#x200b;1) [d](<tel:1 2>) [e](mailto:a&#10;b)",
        false,
    );
    assert_eq!(
        (short(&blocks).as_str(), found),
        ("p a b c d e", vec!["link-unusable"; 5])
    );
}

#[test]
fn what_text_cannot_hold_does_not_come_back_as_an_entity() {
    assert_eq!(shown("a&#xFEFF;b&#xFFFF;c&#8232;d&#8233;e&#127;f"), "p abc d ef");
}

#[test]
fn numbers_are_isolated_in_right_to_left_pages_only() {
    let text = "اتصل بالرقم **020 7946 0321**";
    assert_eq!(
        short(&read_as(text, true).0),
        "p اتصل بالرقم *\u{2066}020 7946 0321\u{2069}*"
    );
    assert_eq!(short(&read_as(text, false).0), "p اتصل بالرقم *020 7946 0321*");
}

#[test]
fn a_control_that_reaches_beyond_its_paragraph_is_taken_out() {
    assert_eq!(shown("a \u{202e}b\n\nc\u{2069}"), "p a b / p c");
    assert_eq!(shown("a \u{2067}**b**\u{2069} c"), "p a \u{2067}*b*\u{2069} c");
}

#[test]
fn deep_lists_are_flattened_and_lose_no_word() {
    let text: String = (0..9)
        .map(|depth| format!("{}- w{depth}\n", "  ".repeat(depth)))
        .collect();
    let (blocks, found) = read_as(&text, false);
    let expected = "ul[p w0 / ul[p w1 / ul[p w2 / ul[p w3 / p w4 / p w5 / p w6 / p w7 / p w8]]]]";
    assert_eq!(
        (short(&blocks).as_str(), found),
        (expected, vec!["list-too-deep"])
    );
}

#[test]
fn large_tables_and_long_pages_are_cut_and_said() {
    let wide = format!(
        "|{}\n|{}\n|{}\n",
        " a |".repeat(12),
        " - |".repeat(12),
        " b |".repeat(12)
    );
    let (blocks, found) = read_as(&wide, false);
    let Some(Block::Table { header, rows }) = blocks.first() else {
        panic!("{blocks:?}")
    };
    assert_eq!(
        (header.len(), rows[0].len(), found),
        (MAX_COLUMNS, MAX_COLUMNS, vec!["table-too-large"])
    );
    let long = format!("| a |\n| - |\n{}", "| b |\n".repeat(500));
    let (blocks, found) = read_as(&long, false);
    let Some(Block::Table { rows, .. }) = blocks.first() else {
        panic!("{blocks:?}")
    };
    assert_eq!((rows.len(), found), (MAX_ROWS, vec!["table-too-large"]));
    let (blocks, found) = read_as(&"word\n\n".repeat(3_000), false);
    assert_eq!((blocks.len(), found), (MAX_BLOCKS, vec!["page-too-long"]));
    let (blocks, found) = read_as(&format!("- word\n{}", "- word\n".repeat(3_000)), false);
    assert_eq!(found, ["page-too-long"]);
    assert!(matches!(blocks.as_slice(), [Block::List { items, .. }] if items.len() == MAX_BLOCKS));
}

#[test]
fn findings_say_the_line() {
    let pictures = BTreeSet::new();
    let source = Source {
        file: "a/b.md",
        first_line: 5,
        pictures: &pictures,
        right_to_left: false,
    };
    let mut found = Vec::new();
    read(&source, "one\n\ntwo ![x](y.png)\n\n<b>z</b>\n", &mut found);
    let lines: Vec<_> = found.iter().map(|finding| (finding.code, finding.line)).collect();
    assert_eq!(lines, [("picture-missing", Some(7)), ("html-left-out", Some(9))]);
}

#[test]
fn no_page_of_the_largest_size_takes_long() {
    let size = super::super::text::MAX_TEXT_BYTES;
    for unit in [
        ">",
        "> ",
        "- ",
        "* ",
        "[",
        "![",
        "](",
        "**a",
        "*a_",
        "`",
        "<",
        "<a",
        "&",
        "|",
        "|a|\n|-|\n",
        "a\n===\n",
        "1. ",
        "[a](b",
        "![a](b) ",
        "[x]: y\n",
        "a.",
        "((",
        "\u{202a}",
        "\u{2069}",
        "  - a\n",
        "<!--",
        "0 ",
        "a@a.a",
        "\\",
        "# a\n",
    ] {
        let text: String = unit.chars().cycle().take(size / unit.len().max(2)).collect();
        let started = Instant::now();
        let _ = read_as(&text, true);
        // A wrong order of growth takes minutes; ten seconds only rules that out on a slow and busy machine.
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{unit:?}: {:?}",
            started.elapsed()
        );
    }
}
