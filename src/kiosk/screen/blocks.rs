//! The blocks of a page, flattened into rows that Slint draws one under the other.

use flow::content::{Block, Span};
use message::Message;
use ui::slint::{Image, SharedString, StyledText};
use ui::{BlockData, BlockKind, CellData, RowData};

use super::PagePictures;
use super::painter::{Painter, in_direction};
use super::parts::model;
use crate::pictures::Pixels;

/// Marks of list items, by how deep they lie.
const BULLETS: [&str; 3] = ["•", "–", "·"];
/// Joins two characters without a width and without a place to break a line.
const WORD_JOINER: char = '\u{2060}';

/// The rows of a page.
pub(super) fn blocks(
    painter: &Painter,
    pictures: &PagePictures,
    blocks: &[Block],
    right_to_left: bool,
) -> Vec<BlockData> {
    let mut flat = Flat {
        painter,
        pictures,
        right_to_left,
        rows: Vec::new(),
    };
    flat.blocks(blocks, 0);
    flat.rows
}

/// The picture of a page that is one picture, with its words; `None` for any other page, and where the picture is not
/// to be had, so that its words are drawn instead.
pub(super) fn poster(pictures: &PagePictures, blocks: &[Block]) -> Option<(Image, SharedString)> {
    let [Block::Picture { path, alt }] = blocks else {
        return None;
    };
    let pixels = pictures.iter().find_map(|(_, pictures)| pictures.get(path))?;
    Some((image(pixels.clone()), alt.as_str().into()))
}

fn image(pixels: Pixels) -> Image {
    match pixels {
        Pixels::Opaque(pixels) => Image::from_rgb8(pixels),
        Pixels::Transparent(pixels) => Image::from_rgba8(pixels),
    }
}

struct Flat<'a> {
    painter: &'a Painter,
    pictures: &'a PagePictures,
    right_to_left: bool,
    rows: Vec<BlockData>,
}

impl Flat<'_> {
    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    fn block(&mut self, block: &Block, depth: usize) {
        match block {
            Block::Heading { level, text } => {
                self.row(BlockKind::Heading, usize::from(*level), text, "");
            }
            // Inside a list a paragraph stands under its item's words.
            Block::Paragraph(text) if depth > 0 => self.row(BlockKind::Item, depth - 1, text, ""),
            Block::Paragraph(text) => self.row(BlockKind::Paragraph, 0, text, ""),
            Block::List { first, items } => self.list(*first, items, depth),
            Block::Table { header, rows } => self.table(header, rows),
            Block::Picture { path, alt } => self.picture(path, alt),
            Block::Rule => self.rows.push(BlockData {
                kind: BlockKind::Rule,
                ..BlockData::default()
            }),
        }
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>], depth: usize) {
        for (index, item) in items.iter().enumerate() {
            let mark = match first {
                Some(first) => (first + index as u64).to_string(),
                None => BULLETS[depth.min(BULLETS.len() - 1)].to_owned(),
            };
            // Numbered steps at the top are cards with a large number, as in the look.
            let kind = if first.is_some() && depth == 0 {
                BlockKind::Step
            } else {
                BlockKind::Item
            };
            let (words, rest) = match item.split_first() {
                Some((Block::Paragraph(words), rest)) => (words.as_slice(), rest),
                _ => (&[][..], item.as_slice()),
            };
            self.row(kind, depth, words, &mark);
            self.blocks(rest, depth + 1);
        }
    }

    fn table(&mut self, header: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) {
        let shares = shares(header, rows);
        let cells = |row: &[Vec<Span>], strong: bool| {
            model(shares.iter().enumerate().map(|(column, share)| {
                let spans = row.get(column).map_or(&[][..], Vec::as_slice);
                let (styled, plain) = self.styled(spans, strong);
                CellData {
                    styled,
                    plain,
                    share: *share,
                }
            }))
        };
        let mut list = Vec::new();
        if header.iter().any(|cell| !cell.is_empty()) {
            list.push(RowData {
                cells: cells(header, true),
                heading: true,
            });
        }
        list.extend(rows.iter().map(|row| RowData {
            cells: cells(row, false),
            heading: false,
        }));
        self.rows.push(BlockData {
            kind: BlockKind::Table,
            rows: model(list),
            ..BlockData::default()
        });
    }

    fn picture(&mut self, path: &str, alt: &str) {
        let pixels = self.pictures.iter().find_map(|(_, pictures)| pictures.get(path));
        match pixels.cloned() {
            Some(pixels) => self.rows.push(BlockData {
                kind: BlockKind::Picture,
                picture: image(pixels),
                plain: alt.into(),
                ..BlockData::default()
            }),
            // Its words stand in for a picture that is missing or cannot be read.
            None => {
                let words = self
                    .painter
                    .words(&Message::new("picture-missing").words("alt", alt));
                let span = Span {
                    text: words,
                    strong: false,
                    emphasis: true,
                    link: None,
                };
                self.row(BlockKind::Paragraph, 0, &[span], "");
            }
        }
    }

    fn row(&mut self, kind: BlockKind, level: usize, spans: &[Span], mark: &str) {
        let (styled, plain) = self.styled(spans, false);
        self.rows.push(BlockData {
            kind,
            level: i32::try_from(level).unwrap_or(0),
            styled,
            plain,
            mark: mark.into(),
            ..BlockData::default()
        });
    }

    /// The words with their style, and the same words without.
    fn styled(&self, spans: &[Span], strong: bool) -> (StyledText, SharedString) {
        let mut markdown = String::new();
        let mut plain = String::new();
        for span in spans {
            let words = match &span.link {
                Some(address) if !span.text.contains(address.as_str()) => {
                    let message = Message::new("link-at")
                        .words("words", &span.text)
                        .code("address", short(address));
                    self.painter.words(&message)
                }
                _ => span.text.clone(),
            };
            plain.push_str(&words);
            markdown.push_str(&marked_up(&words, span.strong || strong, span.emphasis));
        }
        let plain = in_direction(&plain, self.right_to_left);
        let markdown = in_direction(&markdown, self.right_to_left);
        let styled = StyledText::from_markdown(&markdown).unwrap_or_else(|error| {
            tracing::warn!(%error, "a paragraph lost its bold words");
            StyledText::from_plain_text(&plain)
        });
        (styled, plain.into())
    }
}

/// A web address as people write it down.
fn short(address: &str) -> &str {
    let address = address
        .strip_prefix("mailto:")
        .or_else(|| address.strip_prefix("tel:"))
        .unwrap_or(address);
    address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .unwrap_or(address)
}

/// Words as Slint's Markdown: what could be read as a mark is escaped, then the style is put around.
fn marked_up(words: &str, strong: bool, emphasis: bool) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    for letter in words.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(if letter == '\n' { ' ' } else { letter });
    }
    if !(strong || emphasis) {
        return escaped;
    }
    let (start, inner, end) = without_outer_spaces(&escaped);
    if inner.is_empty() {
        return escaped;
    }
    let mark = if strong { "**" } else { "*" };
    // CommonMark opens and closes bold only beside a letter; a full stop before the mark would leave it open, which
    // happens in every Chinese sentence.
    let joiner = |letter: Option<char>| match letter {
        Some(letter) if letter.is_alphanumeric() => String::new(),
        _ => WORD_JOINER.to_string(),
    };
    let (before, after) = (joiner(inner.chars().next()), joiner(inner.chars().last()));
    format!("{start}{mark}{before}{inner}{after}{mark}{end}")
}

fn without_outer_spaces(words: &str) -> (&str, &str, &str) {
    let inner = words.trim_start();
    let start = &words[..words.len() - inner.len()];
    let trimmed = inner.trim_end();
    (start, trimmed, &inner[trimmed.len()..])
}

/// How wide each column of a table is: by its longest cell, but none much narrower or wider than the others.
fn shares(header: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Vec<f32> {
    let columns = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let length = |cell: &Vec<Span>| cell.iter().map(|span| span.text.chars().count()).sum::<usize>();
    let weights: Vec<f32> = (0..columns)
        .map(|column| {
            let cells = rows
                .iter()
                .chain([&header.to_vec()])
                .filter_map(|row| row.get(column).map(length))
                .max();
            f32::from(u8::try_from(cells.unwrap_or(0).clamp(12, 30)).unwrap_or(30))
        })
        .collect();
    let total: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_read_as_marks() {
        for words in [
            "1. not a list",
            "# not a heading",
            "a*b*c_d_ <b>",
            "[a](b)",
            "`code` & more",
            "- dash",
        ] {
            assert!(
                StyledText::from_markdown(&marked_up(words, false, false)).is_ok(),
                "{words}"
            );
            assert!(
                StyledText::from_markdown(&marked_up(words, true, true)).is_ok(),
                "{words}"
            );
        }
    }

    #[test]
    fn the_shares_of_a_table_are_the_whole_width() {
        let cell = |text: &str| {
            vec![Span {
                text: text.into(),
                strong: false,
                emphasis: false,
                link: None,
            }]
        };
        let header = [cell("What"), cell("How soon")];
        let rows = [vec![
            cell("A very long description of what is wrong"),
            cell("24 hours"),
        ]];
        let shares = shares(&header, &rows);
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 0.001);
        assert!(shares[0] > shares[1]);
    }
}
