//! Pages put together: a leaflet, notice or event with its languages, dates and place among the others.

use chrono::NaiveDate;

use super::finding::{Finding, Findings};
use super::header::Priority;
use super::page::{PageTitle, Translations};
use super::page_file::PageSummary;
use super::{PublishedPage, Tag};

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

/// Puts all languages of one item together. `None` when it has no page in a language of the office.
pub(crate) fn read(
    name: &str,
    pages: &[&PublishedPage],
    languages: &[Tag],
    findings: &mut Findings,
) -> Option<Leaflet> {
    let default = languages.first()?;
    // Dates and priority come from the default language, or else from the next that there is.
    let first = languages
        .iter()
        .find_map(|tag| pages.iter().find(|page| page.language == tag))?;
    for page in pages {
        if page.path != first.path && page.summary.shared_key_at.is_some() {
            findings.add(shared_key(page, default));
        }
    }
    if first.language != default {
        let finding = Finding::warning(
            "default-language-missing",
            first.path,
            format!("There is no page in {default}."),
        );
        findings.add(
            finding
                .shown("The page in a language it has, also to visitors who chose another.")
                .remedy(format!("Add {default}.md; its dates hold for all languages.")),
        );
    }
    let PageSummary {
        priority,
        show_from,
        show_until,
        review_by,
        web,
        ..
    } = first.summary;
    let titles = pages
        .iter()
        .filter(|page| languages.iter().any(|tag| tag == page.language))
        .map(|page| {
            let title = PageTitle {
                title: page.summary.title.clone(),
                version: page.version,
            };
            (page.language.to_owned(), title)
        });
    Some(Leaflet {
        name: name.to_owned(),
        pages: titles.collect(),
        priority: priority.unwrap_or_default(),
        show_from: *show_from,
        show_until: *show_until,
        review_by: *review_by,
        web: web.clone(),
    })
}

fn shared_key(page: &PublishedPage, default: &str) -> Finding {
    let problem = "Dates, Priority and Web hold for all languages, so a translation has only a title.";
    Finding::warning("shared-key-in-translation", page.path, problem)
        .at(page.summary.shared_key_at)
        .shown(format!("What {default}.md says."))
        .remedy(format!("Write them in {default}.md and take them out here."))
}
