//! Pages put together: a leaflet, notice or event with its languages, dates and place among the others.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::bidi::is_right_to_left;
use super::finding::{Finding, Findings};
use super::folder::Item;
use super::header::{self, Header, Priority, bounded_title};
use super::line::words;
use super::markdown;
use super::page::{Block, Page, Translations};
use super::text::decode;

/// A leaflet, a notice or an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaflet {
    /// The name of its folder; the same in every language.
    pub name: String,
    /// Its page, in at least one language.
    pub pages: Translations,
    /// Where it stands among the others.
    pub priority: Priority,
    /// The first day it is shown; `None` for always.
    pub show_from: Option<NaiveDate>,
    /// The last day it is shown; `None` for ever.
    pub show_until: Option<NaiveDate>,
    /// The day by which staff want to look at it again.
    pub review_by: Option<NaiveDate>,
    /// An https address to take along as a QR code.
    pub web: Option<String>,
}

impl Leaflet {
    /// Whether it is shown on a day of the office's calendar; both dates are included.
    pub fn shown_on(&self, day: NaiveDate) -> bool {
        self.show_from.is_none_or(|from| from <= day) && self.show_until.is_none_or(|until| day <= until)
    }
}

/// Reads all languages of one item. `None` when no language of it can be shown.
pub(crate) fn read(
    item: &Item,
    default: &str,
    pictures: &BTreeSet<&str>,
    findings: &mut Findings,
) -> Option<Leaflet> {
    let mut pages = Vec::new();
    let mut header: Option<Header> = None;
    for (tag, path, bytes) in &item.files {
        let Some((found, page)) = page(item.name, tag, path, bytes, pictures, findings) else {
            continue;
        };
        // The files come in the order of the office's languages, its default first.
        match &header {
            None => header = Some(found),
            Some(_) => say_shared_keys(&found, path, default, findings),
        }
        pages.push(((*tag).clone(), page));
    }
    let header = header?;
    if !pages.iter().any(|(tag, _)| tag == default) {
        let path = item.files.first().map_or(item.name, |(_, path, _)| path);
        let finding = Finding::warning(
            "default-language-missing",
            path,
            format!("There is no page in {default}."),
        );
        findings.add(
            finding
                .shown("The page in a language it has, also to visitors who chose another.")
                .remedy(format!("Add {default}.md; its dates hold for all languages.")),
        );
    }
    Some(Leaflet {
        name: item.name.to_owned(),
        pages: pages.into_iter().collect(),
        priority: header.priority.unwrap_or_default(),
        show_from: header.show_from,
        show_until: header.show_until,
        review_by: header.review_by,
        web: header.web,
    })
}

fn say_shared_keys(header: &Header, path: &str, default: &str, findings: &mut Findings) {
    if header.shared_key_at.is_some() {
        let problem = "Dates, Priority and Web hold for all languages, so a translation has only a title.";
        let finding = Finding::warning("shared-key-in-translation", path, problem).at(header.shared_key_at);
        findings.add(
            finding
                .shown(format!("What {default}.md says."))
                .remedy(format!("Write them in {default}.md and take them out here.")),
        );
    }
}

fn page(
    name: &str,
    tag: &str,
    path: &str,
    bytes: &[u8],
    pictures: &BTreeSet<&str>,
    findings: &mut Findings,
) -> Option<(Header, Page)> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => {
            let finding = Finding::error("text-unreadable", path, error.to_string()).at(error.line());
            findings.add(
                finding
                    .shown("The page in another language, if there is one.")
                    .remedy(error.remedy()),
            );
            return None;
        }
    };
    let mut found = Vec::new();
    let (header, text, first_line) = header::read(path, &text, &mut found);
    let source = markdown::Source {
        file: path,
        first_line,
        pictures,
        right_to_left: is_right_to_left(tag),
    };
    let blocks = markdown::read(&source, text, &mut found);
    let page = titled(name, header.title.clone(), blocks, path, &mut found);
    found.into_iter().for_each(|finding| findings.add(finding));
    if page.is_none() {
        let finding = Finding::error("page-empty", path, "There is no text in this page.");
        findings.add(
            finding
                .shown("The page in another language, if there is one.")
                .remedy("Write the page, or delete the file."),
        );
    }
    let mut page = page?;
    if is_right_to_left(tag) {
        page.title = super::bidi::isolate_numbers(&page.title);
    }
    Some((header, page))
}

/// The title is the header's, or else the page's first heading, or else the folder's name. `None` for a page
/// without any words.
fn titled(
    name: &str,
    title: Option<String>,
    mut blocks: Vec<Block>,
    path: &str,
    found: &mut Vec<Finding>,
) -> Option<Page> {
    if blocks.is_empty() && title.is_none() {
        return None;
    }
    let first_heading = match blocks.first() {
        Some(Block::Heading { level, text }) => Some((*level, bounded_title(&words(text), path, 1, found))),
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
            let title = from_folder_name(name, path);
            let finding = Finding::warning("title-missing", path, "The page has no title.").at(1);
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
