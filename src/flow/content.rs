//! The content folder as values: the office, its services and hours, leaflets, notices and the rest.
//!
//! [`file_kind`] says what a file is by its path, [`read_page`] reads one page, and [`Content::assemble`] puts the
//! settings and the pages together. Nothing here opens a file or asks a clock. Whatever the bytes are, it does not
//! fail: a value that cannot be used is left out, reported in words for staff, and the rest still holds; only without
//! a usable office.toml is there nothing to show. Everything it gives is bounded in number and length.

mod bidi;
mod columns;
mod dates;
mod duty_sheet;
mod entry;
mod finding;
mod header;
mod hours_sheet;
mod leaflet;
mod line;
mod localised;
mod markdown;
mod names;
mod office;
mod opening;
mod page;
mod page_file;
mod people;
mod picture;
mod services;
mod settings;
mod sheet;
mod text;
#[cfg(test)]
mod whole_folder;
mod workbook;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use bidi::{is_right_to_left, isolate_numbers};
pub use dates::{DateError, DateWords};
pub use finding::{Finding, Severity};
pub use header::{HeaderKey, HeaderWords, Priority};
pub use leaflet::Leaflet;
pub use localised::Localised;
pub use names::{FileKind, Holds, PagePath, SETTINGS, Section, file_kind, finding_about, language_of};
pub use office::{Address, AddressKind, Colour, Office, Phone};
pub use page::{Block, Page, PageAddress, PageTitle, Span, Translations};
pub use page_file::{PageFile, PageSummary, ReadPage, read_page};
pub use people::{Duty, DutyDay, SpokenLanguage};
pub use services::Service;
#[cfg(test)]
pub(crate) use whole_folder::Files;
pub use workbook::{Cell, CellValue, Row, Sheet, Workbook, WorkbookError, Workbooks, cell_name};

use crate::hours::{BankHolidays, OfficeHours};
use finding::Findings;
use workbook::Languages;

/// Most leaflets, notices and events each.
const MAX_ITEMS: usize = 2_000;

/// A BCP 47 tag, spelt exactly as in office.toml's list.
pub type Tag = String;

/// What the content is made of.
#[derive(Clone, Debug, Default)]
pub struct Sources<'a> {
    /// The bytes of the settings that are text, by the names in [`SETTINGS`].
    pub settings: BTreeMap<&'a str, &'a [u8]>,
    /// The settings that are workbooks.
    pub workbooks: Workbooks,
    /// The pages that are published, in any order.
    pub pages: Vec<PublishedPage<'a>>,
}

/// A page that is published.
#[derive(Clone, Copy, Debug)]
pub struct PublishedPage<'a> {
    /// The path of its file.
    pub path: &'a str,
    /// What it is for.
    pub section: Section,
    /// The folder it shares with its translations; empty in a section that has no items.
    pub item: &'a str,
    /// The language it is in, as the office spells it.
    pub language: &'a str,
    /// Another number for another state of its files.
    pub version: u64,
    /// What was read of it.
    pub summary: &'a PageSummary,
}

/// One complete state of the content folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The office.
    pub office: Office,
    /// Its services, in the order shown.
    pub services: Vec<Service>,
    /// Its opening hours.
    pub hours: OfficeHours,
    /// The leaflets: by priority, then by name.
    pub leaflets: Vec<Leaflet>,
    /// The notices, in the same order.
    pub notices: Vec<Leaflet>,
    /// The events, in the same order.
    pub events: Vec<Leaflet>,
    /// What happens to what a visitor enters.
    pub privacy: Translations,
    /// What the office promises, and how it kept it.
    pub standards: Translations,
    /// While there is any page, it takes the screen over.
    pub emergency: Translations,
    /// Who is on duty.
    pub on_duty: Vec<Duty>,
    /// The languages an interpreter can be asked for; empty when the office does not say.
    pub spoken_languages: Vec<SpokenLanguage>,
    /// The pages that have no leaflet to keep it in, by folder, and when staff want to look at them again.
    reviews: Vec<(&'static str, NaiveDate)>,
}

/// The office as its office.toml describes it, with those of its languages that the kiosk has screens in. `None` when
/// it cannot be used at all; what is wrong with it is told by [`check_setting`] and [`Content::assemble`].
pub fn read_office(bytes: &[u8], known_languages: &[&str]) -> Option<Office> {
    office::read(Some(bytes), known_languages, &mut Findings::default())
}

/// What is wrong with one of the [`SETTINGS`], and whether anything in it can be used. It is among the sources, alone
/// or with others.
pub fn check_setting(
    name: &str,
    sources: &Sources,
    office: Option<&Office>,
    known_languages: &[&str],
) -> (bool, Vec<Finding>) {
    let mut findings = Findings::default();
    let default = office.map_or("", Office::default_language);
    let (bytes, workbooks) = (sources.settings.get(name).copied(), &sources.workbooks);
    let usable = match (name, office) {
        (office::FILE, _) => office::read(bytes, known_languages, &mut findings).is_some(),
        (services::FILE, _) => !services::read(bytes, default, &mut findings).is_empty(),
        (people::SPOKEN_LANGUAGES, _) => !people::spoken_languages(bytes, default, &mut findings).is_empty(),
        // Without an office nobody can say, and nothing is shown.
        (_, None) => true,
        (opening::FILE | workbook::HOURS, Some(office)) => {
            opening::read(bytes, workbooks, office, &mut findings).is_known()
        }
        (people::ON_DUTY | workbook::ON_DUTY, Some(office)) => {
            let languages = Languages::new(office, workbooks);
            people::on_duty(bytes, workbooks, languages, &mut findings);
            true
        }
        _ => false,
    };
    let mut findings = findings.into_list();
    // An empty list is no mistake in itself, but what is held back is always told.
    if !usable && findings.is_empty() {
        findings.push(nothing_in(name));
    }
    let unreadable = |finding: &Finding| matches!(finding.code, "file-unreadable" | "workbook-unreadable");
    (usable && !findings.iter().any(unreadable), findings)
}

impl Content {
    /// Puts the settings and pages together; `known_languages` are those the kiosk has screens in.
    ///
    /// There is no content only when office.toml is missing, is not TOML, or names no language that is known. The
    /// findings say everything that is wrong but what [`read_page`] has said, in the order it was met.
    pub fn assemble(sources: &Sources, known_languages: &[&str]) -> (Option<Self>, Vec<Finding>) {
        let mut findings = Findings::default();
        let setting = |file: &str| sources.settings.get(file).copied();
        let Some(office) = office::read(setting(office::FILE), known_languages, &mut findings) else {
            return (None, findings.into_list());
        };
        let default = office.default_language();
        let services = services::read(setting(services::FILE), default, &mut findings);
        let workbooks = &sources.workbooks;
        let hours = opening::read(setting(opening::FILE), workbooks, &office, &mut findings);
        let languages = Languages::new(&office, workbooks);
        let on_duty = people::on_duty(setting(people::ON_DUTY), workbooks, languages, &mut findings);
        let spoken_languages =
            people::spoken_languages(setting(people::SPOKEN_LANGUAGES), default, &mut findings);
        let mut sections = sections(&sources.pages, &office.languages, &mut findings);
        let mut items = |section: Section| sections.remove(&section).unwrap_or_default();
        let (leaflets, notices, events) = (
            items(Section::Leaflets),
            items(Section::Notices),
            items(Section::Events),
        );
        let mut reviews = Vec::new();
        let mut standing = |section: Section| {
            let Some(leaflet) = items(section).pop() else {
                return Translations::default();
            };
            reviews.extend(leaflet.review_by.map(|day| (section.folder(), day)));
            if leaflet.show_from.or(leaflet.show_until).is_some() {
                findings.add(dates_not_used(section.folder()));
            }
            leaflet.pages
        };
        let (privacy, standards, emergency) = (
            standing(Section::Privacy),
            standing(Section::Standards),
            standing(Section::Emergency),
        );
        if privacy.is_empty() {
            findings.add(privacy_missing());
        }
        let content = Self {
            office,
            services,
            hours,
            leaflets,
            notices,
            events,
            privacy,
            standards,
            emergency,
            on_duty,
            spoken_languages,
            reviews,
        };
        (Some(content), findings.into_list())
    }

    /// A leaflet, notice or event by its name; `None` in a section that has no items.
    pub fn item(&self, section: Section, name: &str) -> Option<&Leaflet> {
        let items = match section {
            Section::Leaflets => &self.leaflets,
            Section::Notices => &self.notices,
            Section::Events => &self.events,
            Section::Privacy | Section::Standards | Section::Emergency => return None,
        };
        items.iter().find(|leaflet| leaflet.name == name)
    }

    /// The page in all its languages; `None` when there is no such item.
    pub fn translations(&self, section: Section, item: &str) -> Option<&Translations> {
        match section {
            Section::Leaflets | Section::Notices | Section::Events => {
                self.item(section, item).map(|leaflet| &leaflet.pages)
            }
            Section::Privacy => Some(&self.privacy),
            Section::Standards => Some(&self.standards),
            Section::Emergency => Some(&self.emergency),
        }
    }

    /// What is wrong on a day that was not wrong before: the bank holidays run out, a page is overdue for review, or
    /// Christmas falls on a weekend and nobody has said that the office is closed.
    pub fn findings_on(&self, day: NaiveDate) -> Vec<Finding> {
        let mut findings = Findings::default();
        if BankHolidays::of(self.office.bank_holidays).runs_out_soon(day) {
            let finding = Finding::warning(
                "bank-holidays-run-out",
                office::FILE,
                "The kiosk knows bank holidays for less than six more months.",
            );
            findings.add(
                finding
                    .shown("Later bank holidays as ordinary days.")
                    .remedy("Update the kiosk, or write the bank holidays as exceptions in hours.toml."),
            );
        }
        for doubtful in self.hours.doubtful_days(day, 60) {
            let problem = format!(
                "{} is not a bank holiday, because it falls on a weekend.",
                doubtful.format("%-d %B %Y")
            );
            let finding = Finding::warning("holiday-on-weekend", opening::FILE, problem);
            findings.add(
                finding
                    .shown("Open, as on any such day of the week.")
                    .remedy("Add an exception for this day, even if the office is open."),
            );
        }
        let named = [
            ("leaflets", &self.leaflets),
            ("notices", &self.notices),
            ("events", &self.events),
        ];
        let items = named.into_iter().flat_map(|(folder, items)| {
            items
                .iter()
                .filter_map(move |item| Some((format!("{folder}/{}", item.name), item.review_by?)))
        });
        let standing = self
            .reviews
            .iter()
            .map(|(folder, review_by)| ((*folder).to_owned(), *review_by));
        for (path, review_by) in items.chain(standing).filter(|(_, review_by)| *review_by < day) {
            let problem = format!(
                "The page was to be reviewed by {}.",
                review_by.format("%-d %B %Y")
            );
            let finding = Finding::warning("review-overdue", &path, problem);
            findings.add(
                finding
                    .shown("The page as it is.")
                    .remedy("Read it again, correct it, and set a new date in Review by."),
            );
        }
        findings.into_list()
    }
}

/// The items of each section, in the order shown.
fn sections(
    pages: &[PublishedPage],
    languages: &[Tag],
    findings: &mut Findings,
) -> BTreeMap<Section, Vec<Leaflet>> {
    let mut by_item: BTreeMap<(Section, &str), Vec<&PublishedPage>> = BTreeMap::new();
    for page in pages {
        by_item.entry((page.section, page.item)).or_default().push(page);
    }
    let mut sections: BTreeMap<Section, Vec<Leaflet>> = BTreeMap::new();
    for ((section, name), pages) in by_item {
        let items = sections.entry(section).or_default();
        if items.len() >= MAX_ITEMS {
            findings.add(too_many(section, name));
            continue;
        }
        items.extend(leaflet::read(name, &pages, languages, findings));
    }
    for items in sections.values_mut() {
        items.sort_by(|one, other| (one.priority, &one.name).cmp(&(other.priority, &other.name)));
    }
    sections
}

fn nothing_in(name: &str) -> Finding {
    Finding::error(
        "file-empty",
        name,
        "There is nothing in this file that can be used.",
    )
    .shown("What the file said before.")
    .remedy("Write what is missing, or delete the file if nothing is to be shown.")
}

fn too_many(section: Section, name: &str) -> Finding {
    let problem = format!("There are more than {MAX_ITEMS} folders here.");
    Finding::error("items-too-many", &format!("{}/{name}", section.folder()), problem)
        .shown("The first of them by name.")
        .remedy("Move what is old to _archive.")
}

fn privacy_missing() -> Finding {
    Finding::error(
        "privacy-missing",
        "privacy",
        "There is no page that tells visitors what happens to what they enter.",
    )
    .shown("Only the line before Confirm.")
    .remedy("Put the page in the folder privacy, named by its language, such as privacy/en-GB.md.")
}

fn dates_not_used(folder: &'static str) -> Finding {
    Finding::warning(
        "dates-not-used",
        folder,
        "This page is shown for as long as its file is there; Show from and Show until do nothing.",
    )
    .shown("The page, whatever the dates.")
    .remedy("Take the dates out, and delete the file when it is to go.")
}

#[cfg(test)]
mod tests;
