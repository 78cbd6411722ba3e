//! From Markdown (CommonMark with pipe tables) to the blocks of a page.
//!
//! Only words come through: HTML loses its tags, quotations and code become paragraphs, pictures must lie in the
//! content folder, and a link is an address to take along. What is left out is reported. Nothing here recurses, so
//! that no nesting can exhaust the stack; lists deeper than [`MAX_LIST_DEPTH`] are flattened.

mod inline;
mod table;

use std::collections::BTreeSet;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::finding::Finding;
use super::line::Line;
use super::page::{Block, Span};
use super::text::line_at;

/// Lists within lists; more do not fit the width of a screen in large text.
const MAX_LIST_DEPTH: usize = 4;

/// Blocks on a page: some sixty screens.
const MAX_BLOCKS: usize = 1_000;

/// Columns in a table.
const MAX_COLUMNS: usize = 8;

/// Rows in a table.
const MAX_ROWS: usize = 200;

/// Pictures on a page.
const MAX_PICTURES: usize = 60;

/// Unusable links that are reported, each with its line.
const MAX_LINKS_SAID: usize = 100;

/// Where a page's text comes from.
pub(crate) struct Source<'a> {
    /// The file, by its path in the content folder.
    pub file: &'a str,
    /// The line of the file on which the text begins, from 1.
    pub first_line: u32,
    /// The pictures the content folder holds.
    pub pictures: &'a BTreeSet<&'a str>,
    pub right_to_left: bool,
}

/// Reads the text of a page. Headings have their level in the text, 1 to 6.
pub(crate) fn read(source: &Source, text: &str, found: &mut Vec<Finding>) -> Vec<Block> {
    let mut builder = Builder::new(source, found);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if builder.cut {
            break;
        }
        builder.line_number = source.first_line - 1 + builder.lines_until(text, range.start);
        builder.take(event);
    }
    builder.finish()
}

/// What is being filled; the innermost is last.
enum Frame {
    List {
        first: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Table {
        header: Vec<Vec<Span>>,
        rows: Vec<Vec<Vec<Span>>>,
        row: Vec<Vec<Span>>,
    },
}

struct Builder<'a, 'f> {
    source: &'a Source<'a>,
    found: &'f mut Vec<Finding>,
    page: Vec<Block>,
    frames: Vec<Frame>,
    line: Line,
    /// Lists that are open but not kept as lists, because they are too deep.
    flattened: usize,
    /// A picture's address and what has been read of its description.
    picture: Option<(String, String)>,
    /// Pictures within a picture's description.
    inner_pictures: usize,
    pictures: usize,
    /// Unusable links so far.
    unusable_links: usize,
    html: String,
    in_heading: bool,
    in_cell: bool,
    blocks: usize,
    cut: bool,
    line_number: u32,
    counted: (usize, u32),
    said: BTreeSet<&'static str>,
}

impl<'a, 'f> Builder<'a, 'f> {
    fn new(source: &'a Source<'a>, found: &'f mut Vec<Finding>) -> Self {
        Self {
            source,
            found,
            page: Vec::new(),
            frames: Vec::new(),
            line: Line::default(),
            flattened: 0,
            picture: None,
            inner_pictures: 0,
            pictures: 0,
            unusable_links: 0,
            html: String::new(),
            in_heading: false,
            in_cell: false,
            blocks: 0,
            cut: false,
            line_number: source.first_line,
            counted: (0, 1),
            said: BTreeSet::new(),
        }
    }

    /// The line of a place, from 1. Places come in order, so that each byte is counted once.
    fn lines_until(&mut self, text: &str, place: usize) -> u32 {
        let (counted, line) = self.counted;
        if place > counted {
            let ends = line_at(text.as_bytes().get(counted..).unwrap_or(&[]), place - counted) - 1;
            self.counted = (place, line.saturating_add(ends));
        }
        self.counted.1
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Rule => {
                self.end_of_words();
                self.push(Block::Rule);
            }
            // The options that would bring these are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(&text)
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis => self.line.emphasis(true),
            Tag::Strong => self.line.strong(true),
            Tag::Link {
                link_type, dest_url, ..
            } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.picture_begins(dest_url),
            Tag::Heading { .. } => {
                self.end_of_words();
                self.in_heading = true;
            }
            Tag::List(first) => {
                self.end_of_words();
                let depth = self
                    .frames
                    .iter()
                    .filter(|frame| matches!(frame, Frame::List { .. }))
                    .count();
                if depth >= MAX_LIST_DEPTH {
                    self.flattened += 1;
                    self.say_once(
                        "list-too-deep",
                        "Lists stand in lists more than four deep.",
                        "The same words, less deep.",
                        "Use fewer levels.",
                    );
                } else {
                    self.frames.push(Frame::List {
                        first,
                        items: Vec::new(),
                    });
                }
            }
            Tag::Item if self.flattened == 0 => {
                self.end_of_words();
                self.frames.push(Frame::Item(Vec::new()));
            }
            Tag::Table(_) => {
                self.end_of_words();
                self.frames.push(Frame::Table {
                    header: Vec::new(),
                    rows: Vec::new(),
                    row: Vec::new(),
                });
            }
            Tag::TableCell => self.in_cell = true,
            Tag::HtmlBlock => {
                self.end_of_words();
                self.html.clear();
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Item => self.end_of_words(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.line.emphasis(false),
            TagEnd::Strong => self.line.strong(false),
            TagEnd::Link => self.line.link_ends(),
            TagEnd::Image => self.picture_ends(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::List(_) if self.flattened > 0 => {
                self.end_of_words();
                self.flattened -= 1;
            }
            TagEnd::List(_) => self.list_ends(),
            TagEnd::Item if self.flattened == 0 => self.item_ends(),
            TagEnd::TableCell => self.cell_ends(),
            TagEnd::TableHead | TagEnd::TableRow => self.row_ends(tag == TagEnd::TableHead),
            TagEnd::Table => self.table_ends(),
            TagEnd::HtmlBlock => self.html_block_ends(),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Item => {
                self.end_of_words()
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        match &mut self.picture {
            Some((_, description)) => description.push_str(text),
            None => self.line.add(text),
        }
    }

    /// What has been read so far becomes a paragraph, if there is anything.
    fn end_of_words(&mut self) {
        // Within a cell or heading there are no paragraphs.
        if self.in_cell || self.in_heading {
            return;
        }
        let spans = self.line.take(self.source.right_to_left);
        if !spans.is_empty() {
            self.push(Block::Paragraph(spans));
        }
    }

    fn push(&mut self, block: Block) {
        self.blocks += 1;
        if self.blocks > MAX_BLOCKS {
            self.cut = true;
            self.say_once(
                "page-too-long",
                "The page is too long.",
                "The beginning of the page.",
                "Split it into several leaflets.",
            );
            return;
        }
        match self.frames.last_mut() {
            Some(Frame::Item(blocks)) => blocks.push(block),
            Some(Frame::List { items, .. }) => items.push(vec![block]),
            Some(Frame::Table { .. }) | None => self.page.push(block),
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        self.in_heading = false;
        let mut text = self.line.take(self.source.right_to_left);
        if text.is_empty() {
            return;
        }
        if self.frames.is_empty() {
            self.push(Block::Heading {
                level: level as u8,
                text,
            });
        } else {
            // A heading within a list would break the order of headings that people jump by.
            text.iter_mut().for_each(|span| span.strong = true);
            self.push(Block::Paragraph(text));
        }
    }

    fn item_ends(&mut self) {
        self.end_of_words();
        if !matches!(self.frames.last(), Some(Frame::Item(_))) {
            return;
        }
        let Some(Frame::Item(blocks)) = self.frames.pop() else {
            return;
        };
        if let Some(Frame::List { items, .. }) = self.frames.last_mut()
            && !blocks.is_empty()
        {
            items.push(blocks);
        }
    }

    fn list_ends(&mut self) {
        self.end_of_words();
        if !matches!(self.frames.last(), Some(Frame::List { .. })) {
            return;
        }
        if let Some(Frame::List { first, items }) = self.frames.pop()
            && !items.is_empty()
        {
            self.push(Block::List { first, items });
        }
    }

    /// Reports a problem the first time it is met on a page.
    fn say_once(&mut self, code: &'static str, problem: &str, shown: &str, remedy: &str) {
        if self.said.insert(code) {
            let finding = Finding::warning(code, self.source.file, problem).at(self.line_number);
            self.found.push(finding.shown(shown).remedy(remedy));
        }
    }

    /// Closes what is still open, which only a page that was cut leaves.
    fn finish(mut self) -> Vec<Block> {
        self.cut = false;
        self.blocks = 0;
        while let Some(frame) = self.frames.last() {
            match frame {
                Frame::Item(_) => self.item_ends(),
                Frame::List { .. } => self.list_ends(),
                Frame::Table { .. } => self.table_ends(),
            }
        }
        self.page
    }
}

#[cfg(test)]
mod tests;
