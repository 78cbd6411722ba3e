//! Pages: the header, and the text below it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use flow::content::{
    Block, DateError, HeaderKey, HeaderWords, Page, PageFile, PageSummary, Priority, Severity, Span,
    read_page,
};

use crate::words::{assert_clean, assert_findings, assert_line};

/// Languages that a page is read as: by the first byte of the input.
const LANGUAGES: [&str; 8] = ["en-GB", "ar", "pl", "bn", "", "ur", "zh-Hans", "yi"];

/// The pictures there are.
const PICTURES: [&str; 3] = [
    "leaflets/moving-home/tap.png",
    "leaflets/moving-home/stop cock.jpg",
    "leaflets/shared/Logo.webp",
];

/// Most findings about one page.
const MOST_FINDINGS: usize = 400;

/// The header's words in English, Polish, Arabic and Chinese, as an office with these languages has them.
static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| {
    let mut words = HeaderWords::default();
    let keys = [
        ("Tytuł", HeaderKey::Title),
        ("العنوان", HeaderKey::Title),
        ("标题", HeaderKey::Title),
        ("Pokaż od", HeaderKey::ShowFrom),
        ("Pokaż do", HeaderKey::ShowUntil),
        ("يُعرض حتى", HeaderKey::ShowUntil),
        ("Przejrzeć do", HeaderKey::ReviewBy),
        ("Ważność", HeaderKey::Priority),
        ("Strona", HeaderKey::Web),
    ];
    keys.iter().for_each(|(word, key)| words.add_key(word, *key));
    words.add_priority("wysoka", Priority::High);
    words.add_month("grudnia", 12);
    words.add_month("ديسمبر", 12);
    words.add_weekday("czwartek", chrono::Weekday::Thu);
    words
});

/// A whole page as it lies in the folder. The first byte says in which language it is read, and whether it is the
/// spoken text of a poster; the rest is the file.
pub fn header(bytes: &[u8]) {
    let (first, bytes) = bytes.split_first().unwrap_or((&0, &[]));
    let language = LANGUAGES[usize::from(first % 8)];
    let poster = first & 8 != 0;
    read(bytes, language, poster);
    if let Ok(text) = std::str::from_utf8(bytes) {
        for line in text.lines().take(8) {
            let value = WORDS.key_and_value(line).map_or(line, |(_, value)| value);
            date(value);
        }
    }
}

/// The text of a page below a header. The first byte says in which language it is read.
pub fn markdown(bytes: &[u8]) {
    let (first, bytes) = bytes.split_first().unwrap_or((&0, &[]));
    let page = [b"Title: A page\n\n".as_slice(), bytes].concat();
    read(&page, LANGUAGES[usize::from(first % 8)], false);
}

/// A date as people write it.
fn date(text: &str) {
    let again = |date: NaiveDate| WORDS.date(&date.to_string());
    match WORDS.date(text) {
        Ok(date) => {
            assert!((2000..2200).contains(&date.year()), "{text:?} is {date}");
            assert_eq!(again(date), Ok(date), "{text:?}");
        }
        Err(error) => {
            assert_line(&error.to_string());
            assert_line(&error.remedy());
            // What staff are told to write is then read.
            let readings = match error {
                DateError::DayOrMonthFirst(one, other) => vec![one, other],
                DateError::TwoDigitYear(dates) => dates,
                _ => Vec::new(),
            };
            for date in readings {
                assert_eq!(again(date), Ok(date), "{text:?}");
            }
        }
    }
}

fn read(bytes: &[u8], language: &str, poster: bool) {
    let pictures = BTreeSet::from(PICTURES);
    let file = PageFile {
        path: "leaflets/moving-home/page.md",
        item: "moving-home",
        language,
        bytes,
        poster,
        pictures: &pictures,
        words: &WORDS,
    };
    let (read, findings) = read_page(&file);
    assert_findings(&findings, MOST_FINDINGS);
    let lines = bytes
        .iter()
        .filter(|byte| b"\n\r\x85\xa8\xa9()".contains(byte))
        .count()
        + 2;
    for finding in &findings {
        assert_eq!(finding.file, file.path);
        assert!(
            finding.line.is_none_or(|line| line as usize <= lines),
            "{finding:?}"
        );
    }
    let Some((summary, page)) = read else {
        assert!(findings.iter().any(|finding| finding.severity == Severity::Error));
        return;
    };
    assert_summary(&summary, &page, &file);
    let mut seen = Seen::default();
    seen.blocks(&page.blocks, 0, &file);
    assert!(seen.blocks <= 1_020 && seen.pictures <= 61, "{seen:?}");
    // Isolates treble a short number; links are written once and may be used often.
    assert!(seen.bytes <= 4 * bytes.len() + 600_000, "{seen:?}");
}

fn assert_summary(summary: &PageSummary, page: &Page, file: &PageFile) {
    assert_eq!(summary.title, page.title);
    assert_line(&page.title);
    assert!(page.title.chars().count() <= 3 * 120, "{:?}", page.title);
    let dates = [summary.show_from, summary.show_until, summary.review_by];
    for date in dates.into_iter().flatten() {
        assert!((2000..2200).contains(&date.year()), "{date}");
    }
    if let Some(address) = &summary.web {
        assert!(address.starts_with("https://"), "{address:?}");
        assert_address(address);
    }
    assert!(summary.shared_key_at.is_none_or(|line| line > 0));
    assert!(summary.pictures.len() <= 60 && summary.pictures.is_sorted());
    assert!(summary.pictures.iter().all(|path| is_there(path, file)));
}

fn is_there(picture: &str, file: &PageFile) -> bool {
    file.pictures.contains(picture) || file.poster && picture == file.path
}

/// An address goes into a QR code and on the screen beside it.
fn assert_address(address: &str) {
    assert!(address.len() <= 310, "{address:?}");
    assert_clean(address, false);
    let invisible = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    assert!(!address.contains(invisible), "{address:?}");
}

/// What a page holds in all.
#[derive(Debug, Default)]
struct Seen {
    blocks: usize,
    pictures: usize,
    bytes: usize,
}

impl Seen {
    /// Lists within lists are at most four deep, which bounds how deep this goes.
    fn blocks(&mut self, blocks: &[Block], depth: usize, file: &PageFile) {
        assert!(depth <= 4, "a list in {depth} lists");
        for block in blocks {
            self.blocks += 1;
            match block {
                Block::Heading { level, text } => {
                    assert!((2..=3).contains(level) && depth == 0, "level {level}");
                    self.words(text, false);
                }
                Block::Paragraph(text) => self.words(text, false),
                Block::List { items, .. } => {
                    assert!(!items.is_empty() && items.iter().all(|item| !item.is_empty()));
                    items.iter().for_each(|item| self.blocks(item, depth + 1, file));
                }
                Block::Table { header, rows } => {
                    assert!((1..=8).contains(&header.len()) && rows.len() <= 200);
                    assert!(rows.iter().all(|row| row.len() == header.len()));
                    let cells = header.iter().chain(rows.iter().flatten());
                    cells.for_each(|cell| self.words(cell, true));
                }
                Block::Picture { path, alt } => {
                    self.pictures += 1;
                    self.bytes += alt.len();
                    assert!(is_there(path, file), "{path:?}");
                    assert_clean(alt, false);
                }
                Block::Rule => {}
            }
        }
    }

    fn words(&mut self, spans: &[Span], may_be_empty: bool) {
        assert!(may_be_empty || !spans.is_empty());
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(text.trim(), text);
        assert_clean(&text, true);
        self.bytes += text.len();
        for span in spans {
            assert!(!span.text.is_empty());
            if let Some(address) = &span.link {
                self.bytes += address.len();
                let schemes = ["https://", "mailto:", "tel:"];
                assert!(
                    schemes.iter().any(|scheme| address.starts_with(scheme)),
                    "{address:?}"
                );
                assert_address(address);
            }
        }
    }
}
