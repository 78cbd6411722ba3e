//! A page's file, read: a text with its header, or a poster with its spoken text.
//!
//! It is read twice. When the file is published, for the [`PageSummary`] that lists, dates and staff need; and when a
//! visitor opens the page, for its words. So a folder of thirty thousand pages is not kept in memory.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::bidi::is_right_to_left;
use super::finding::Finding;
use super::header::{self, Header, HeaderWords, Priority, bounded_title};
use super::line::words;
use super::markdown;
use super::page::{Block, Page};
use super::text::decode;

/// A page's file and what lies around it.
#[derive(Clone, Copy, Debug)]
pub struct PageFile<'a> {
    /// Its path in the content folder; a poster's is that of its picture.
    pub path: &'a str,
    /// The folder it shares with its translations; empty if it has none.
    pub item: &'a str,
    /// The language it is in.
    pub language: &'a str,
    /// The bytes of the text; for a poster those of its spoken text, empty if there is none.
    pub bytes: &'a [u8],
    /// Whether it is a poster: a picture that is the page.
    pub poster: bool,
    /// The pictures the content folder holds, by path.
    pub pictures: &'a BTreeSet<&'a str>,
    /// What the keys, priorities and dates of its header are called in its language.
    pub words: &'a HeaderWords,
}

/// What lists, dates and staff need of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSummary {
    /// Its title; never empty.
    pub title: String,
    /// The first day it is shown; `None` for always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_from: Option<NaiveDate>,
    /// The last day it is shown; `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_until: Option<NaiveDate>,
    /// The day by which staff want to look at it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<NaiveDate>,
    /// Where it stands among the others, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// An https address to take along as a QR code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// The line of the first key that only the default language's page may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_key_at: Option<u32>,
    /// The pictures it shows, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<String>,
    /// Whether it names a picture that is not there; it may be on its way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lacks_picture: bool,
}

/// A page with what lists show of it, if there is one, and what there is to tell of its file.
pub type ReadPage = (Option<(PageSummary, Page)>, Vec<Finding>);

/// Reads a page's file. There is no page when the file is no text, or has no words; the findings say why.
pub fn read_page(file: &PageFile) -> ReadPage {
    let mut found = Vec::new();
    let text = match decode(file.bytes, file.language) {
        Ok(decoded) => decoded.reported(file.path, &mut found),
        Err(error) => {
            let finding = Finding::error("text-unreadable", file.path, error.to_string()).at(error.line());
            found.push(
                finding
                    .shown("The page as it was before, or else in another language.")
                    .remedy(error.remedy()),
            );
            return (None, found);
        }
    };
    let (header, text, first_line) = header::read(file.path, &text, file.words, &mut found);
    let page = if file.poster {
        Some(poster(file, &header, text, &mut found))
    } else {
        written(file, &header, text, first_line, &mut found)
    };
    let Some(mut page) = page else {
        let finding = Finding::error("page-empty", file.path, "There is no text in this page.");
        found.push(
            finding
                .shown("The page as it was before, or else in another language.")
                .remedy("Write the page, or delete the file."),
        );
        return (None, found);
    };
    if is_right_to_left(file.language) {
        page.title = super::bidi::isolate_numbers(&page.title);
    }
    let summary = summary(header, &page, &found);
    (Some((summary, page)), found)
}

fn summary(header: Header, page: &Page, found: &[Finding]) -> PageSummary {
    let mut pictures = BTreeSet::new();
    collect_pictures(&page.blocks, &mut pictures);
    PageSummary {
        title: page.title.clone(),
        show_from: header.show_from,
        show_until: header.show_until,
        review_by: header.review_by,
        priority: header.priority,
        web: header.web,
        shared_key_at: header.shared_key_at,
        pictures: pictures.into_iter().collect(),
        lacks_picture: found.iter().any(|finding| finding.code == "picture-missing"),
    }
}

fn collect_pictures(blocks: &[Block], names: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Picture { path, .. } => {
                names.insert(path.clone());
            }
            Block::List { items, .. } => items.iter().for_each(|item| collect_pictures(item, names)),
            _ => {}
        }
    }
}

fn written(
    file: &PageFile,
    header: &Header,
    text: &str,
    first_line: u32,
    found: &mut Vec<Finding>,
) -> Option<Page> {
    let source = markdown::Source {
        file: file.path,
        first_line,
        pictures: file.pictures,
        right_to_left: is_right_to_left(file.language),
    };
    let blocks = markdown::read(&source, text, found);
    titled(file, header.title.clone(), blocks, found)
}

/// A picture that is the page; its spoken text is what those hear who do not see it.
fn poster(file: &PageFile, header: &Header, text: &str, found: &mut Vec<Finding>) -> Page {
    let spoken = super::text::plain_words(text);
    if spoken.is_empty() {
        let text = file.path.rsplit_once('.').map_or(file.path, |(stem, _)| stem);
        found.push(
            Finding::warning(
                "poster-without-words",
                file.path,
                "The poster has no spoken text.",
            )
            .shown("The poster, which nobody who cannot see or read it can use.")
            .remedy(format!("Write what the poster says into {text}.txt, beside it.")),
        );
    }
    let title = header.title.clone().unwrap_or_else(|| {
        match text
            .lines()
            .find(|line| !super::text::plain_words(line).is_empty())
        {
            Some(line) => bounded_title(line, file.path, 1, found),
            None => from_folder_name(file.item, file.path),
        }
    });
    Page {
        blocks: vec![Block::Picture {
            path: file.path.to_owned(),
            alt: if spoken.is_empty() { title.clone() } else { spoken },
        }],
        title,
    }
}

/// The title is the header's, or else the page's first heading, or else the folder's name. `None` for a page
/// without any words.
fn titled(
    file: &PageFile,
    title: Option<String>,
    mut blocks: Vec<Block>,
    found: &mut Vec<Finding>,
) -> Option<Page> {
    if blocks.is_empty() && title.is_none() {
        return None;
    }
    let first_heading = match blocks.first() {
        Some(Block::Heading { level, text }) => {
            Some((*level, bounded_title(&words(text), file.path, 1, found)))
        }
        _ => None,
    };
    let title = match (title, first_heading) {
        // A first heading that repeats the title would be read out twice.
        (Some(title), Some((_, heading))) if heading == title => {
            blocks.remove(0);
            title
        }
        (Some(title), _) => title,
        (None, Some((_, heading))) if !heading.is_empty() => {
            blocks.remove(0);
            heading
        }
        (None, _) => {
            let title = from_folder_name(file.item, file.path);
            let finding = Finding::warning("title-missing", file.path, "The page has no title.").at(1);
            found.push(
                finding
                    .shown(format!("“{title}”, from the name of its folder."))
                    .remedy("Write Title: and the title on the first line."),
            );
            title
        }
    };
    for block in &mut blocks {
        if let Block::Heading { level, .. } = block {
            *level = (*level).clamp(2, 3);
        }
    }
    Some(Page { title, blocks })
}

/// "moving-home" as "Moving home".
fn from_folder_name(name: &str, path: &str) -> String {
    let name = if name.is_empty() {
        path.split('/').next().unwrap_or(path)
    } else {
        name
    };
    let words = super::text::plain_words(&name.replace(['-', '_'], " "));
    let mut letters = words.chars();
    letters.next().map_or_else(
        || name.to_owned(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}
