//! What stands among the words of a page: links, pictures and HTML.

use pulldown_cmark::{CowStr, LinkType};

use super::{Builder, MAX_LINKS_SAID, MAX_PICTURES};
use crate::content::bidi::isolate_numbers;
use crate::content::finding::{Finding, quoted};
use crate::content::header::{fits_code, is_web_address};
use crate::content::page::Block;
use crate::content::picture;
use crate::content::text::plain_words;

impl Builder<'_, '_> {
    pub(super) fn link(&mut self, link_type: LinkType, address: &str) {
        let address = match link_type {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.to_owned(),
        };
        let takes_along = ["mailto:", "tel:"]
            .iter()
            .any(|scheme| address.starts_with(scheme))
            && fits_code(&address);
        if is_web_address(&address) || takes_along {
            self.line.link(Some(address));
            return;
        }
        self.line.link(None);
        self.unusable_links += 1;
        if self.unusable_links > MAX_LINKS_SAID {
            return;
        }
        let finding = Finding::warning(
            "link-unusable",
            self.source.file,
            format!("A link leads to {}.", quoted(&address)),
        )
        .at(self.line_number)
        .shown("The words of the link, without an address.")
        .remedy("Use a whole address that begins with https://.");
        self.found.push(finding);
    }

    pub(super) fn picture_begins(&mut self, address: CowStr) {
        match self.picture {
            Some(_) => self.inner_pictures += 1,
            None => self.picture = Some((address.into_string(), String::new())),
        }
    }

    pub(super) fn picture_ends(&mut self) {
        if self.inner_pictures > 0 {
            self.inner_pictures -= 1;
            return;
        }
        let Some((address, description)) = self.picture.take() else {
            return;
        };
        let alt = plain_words(&description);
        self.pictures += 1;
        if self.pictures > MAX_PICTURES {
            self.say_once(
                "pictures-too-many",
                "The page has more than 60 pictures.",
                "The first 60, and the descriptions of the others.",
                "Split it into several leaflets.",
            );
            return self.line.add(&alt);
        }
        let found = picture::find(self.source.file, &address, self.source.pictures);
        if let Err(problem) = &found {
            self.found
                .push(problem.finding(self.source.file, &address).at(self.line_number));
        } else if alt.is_empty() {
            let finding = Finding::warning(
                "picture-undescribed",
                self.source.file,
                format!("The picture {} has no description.", quoted(&address)),
            )
            .at(self.line_number)
            .shown("The picture; people who cannot see it are not told what it shows.")
            .remedy(
                "Write what it shows between the square brackets: ![what the picture shows](picture.png).",
            );
            self.found.push(finding);
        }
        match found {
            Ok(path) if !self.in_cell && !self.in_heading => {
                self.end_of_words();
                let alt = if self.source.right_to_left {
                    isolate_numbers(&alt)
                } else {
                    alt
                };
                self.push(Block::Picture { path, alt });
            }
            // Where no picture can stand, its description does.
            _ => self.line.add(&alt),
        }
    }

    pub(super) fn inline_html(&mut self, html: &str) {
        let tag = html.to_ascii_lowercase();
        if tag.starts_with("<br") {
            self.words("\n");
        } else if !tag.starts_with("<!--") {
            self.html_found();
        }
    }

    pub(super) fn html_block_ends(&mut self) {
        let html = std::mem::take(&mut self.html);
        if html.trim_start().starts_with("<!--") && html.trim_end().ends_with("-->") {
            return;
        }
        self.html_found();
        self.line.add(&without_tags(&html));
        self.end_of_words();
    }

    pub(super) fn html_found(&mut self) {
        self.say_once(
            "html-left-out",
            "The page holds HTML.",
            "The words, without what the HTML does to them.",
            "Write it as Markdown: **bold**, lists with -, tables with |.",
        );
    }
}

/// The words of an HTML block: tags and comments gone, what scripts and styles hold gone too.
fn without_tags(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    if ["<script", "<style"]
        .iter()
        .any(|tag| lower.trim_start().starts_with(tag))
    {
        return String::new();
    }
    let mut words = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                words.push(' ');
            }
            _ if !in_tag => words.push(character),
            _ => {}
        }
    }
    plain_words(&words)
}
