//! A page of the content folder as the screen draws it: a title and blocks of words, no Markdown.

use std::collections::BTreeMap;

use super::Tag;
use super::names::Section;

/// One page in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title; never empty.
    pub title: String,
    /// Its text, in order. It may be empty where the title says it all.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 2 or 3; the page's title is 1.
        level: u8,
        /// Its words.
        text: Vec<Span>,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// The number of the first item; `None` for bullets.
        first: Option<u64>,
        /// Its items, each of any blocks but headings.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// The cells of the first row.
        header: Vec<Vec<Span>>,
        /// The other rows, each with as many cells as the header.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A picture.
    Picture {
        /// Its path in the content folder, one of those the folder holds.
        path: String,
        /// What it shows, for those who do not see it; empty only if staff did not say.
        alt: String,
    },
    /// A line across.
    Rule,
}

/// Words that look the same. In right-to-left pages numbers and addresses in it are isolated (LRI … PDI).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The words, with the spaces at their ends that part them from the next; a line end is `\n`.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic in the source; many scripts have none, so the screen may show it otherwise.
    pub emphasis: bool,
    /// The address of a link; a kiosk shows it to take along and opens nothing.
    pub link: Option<String>,
}

/// What lists show of a page: the page itself is read when it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageTitle {
    /// Its title; never empty.
    pub title: String,
    /// Another number for another state of its files.
    pub version: u64,
}

/// A page in its languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translations(BTreeMap<Tag, PageTitle>);

impl Translations {
    /// The page in a language, or else in the office's default language, or else in any; with whether it is in the
    /// language asked for. `None` when there is no page at all.
    pub fn get(&self, language: &str, default: &str) -> Option<(&PageTitle, bool)> {
        self.best(language, default)
            .map(|(page, found)| (page, found == language))
    }

    /// As [`get`](Self::get), with the language it is in.
    pub fn best(&self, language: &str, default: &str) -> Option<(&PageTitle, &str)> {
        let found = [language, default]
            .into_iter()
            .find_map(|tag| self.0.get_key_value(tag));
        found
            .or_else(|| self.0.first_key_value())
            .map(|(tag, page)| (page, tag.as_str()))
    }

    /// The languages it is in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether there is no page in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Tag, PageTitle)> for Translations {
    fn from_iter<I: IntoIterator<Item = (Tag, PageTitle)>>(pages: I) -> Self {
        Self(pages.into_iter().collect())
    }
}

/// Which page is meant, whatever state its files are in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageAddress {
    /// What it is for.
    pub section: Section,
    /// Its folder's name; empty in a section that has no items.
    pub item: String,
    /// The language it is in.
    pub language: Tag,
}
