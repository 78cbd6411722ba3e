//! The content folder as values: the office, its services and hours, leaflets, notices and the rest.
//!
//! [`Content::read`] takes the bytes of the files and gives what can be shown and what is wrong. It opens nothing
//! and asks no clock. Whatever the bytes are, it does not fail: a value that cannot be used is left out, reported in
//! words for staff, and the rest still holds; only without a usable office.toml is there nothing to show. Everything
//! it gives is bounded in number and length.

mod bidi;
mod finding;
mod folder;
mod header;
mod leaflet;
mod line;
mod localised;
mod markdown;
mod office;
mod opening;
mod page;
mod people;
mod picture;
mod services;
mod settings;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use bidi::{is_right_to_left, isolate_numbers};
pub use finding::{Finding, Severity};
pub use header::Priority;
pub use leaflet::Leaflet;
pub use localised::Localised;
pub use office::{Address, AddressKind, Colour, Office, Phone};
pub use page::{Block, Page, Span, Translations};
pub use people::{Duty, DutyDay, SpokenLanguage};
pub use services::Service;

use crate::hours::{BankHolidays, OfficeHours};
use finding::Findings;
use folder::{Folder, Section};

/// A BCP 47 tag, spelt exactly as in office.toml's list.
pub type Tag = String;

/// The files of a content folder. Paths are relative to it, with `/` between names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// All files that are not pictures, with their bytes.
    pub texts: BTreeMap<String, Vec<u8>>,
    /// The pictures that can be shown. They are not read here.
    pub pictures: BTreeSet<String>,
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

impl Content {
    /// Reads a content folder; `known_languages` are those the kiosk has screens in.
    ///
    /// There is no content only when office.toml is missing, is not TOML, or names no language that is known. The
    /// findings say everything that is wrong, in the order it was met.
    pub fn read(files: &Files, known_languages: &[&str]) -> (Option<Self>, Vec<Finding>) {
        let mut findings = Findings::default();
        let folder = Folder::sort(files, &mut findings);
        let setting = |file: &str| folder.settings.get(file).copied();
        let Some(office) = office::read(setting(office::FILE), known_languages, &mut findings) else {
            return (None, findings.into_list());
        };
        let default = office.default_language();
        let services = services::read(setting(services::FILE), default, &mut findings);
        let hours = opening::read(setting(opening::FILE), &office, &mut findings);
        let on_duty = people::on_duty(setting(people::ON_DUTY), default, &mut findings);
        let spoken_languages =
            people::spoken_languages(setting(people::SPOKEN_LANGUAGES), default, &mut findings);

        let mut sections: BTreeMap<Section, Vec<Leaflet>> = BTreeMap::new();
        for item in folder.items(&office.languages, &mut findings) {
            let leaflet = leaflet::read(&item, default, &folder.pictures, &mut findings);
            sections.entry(item.section).or_default().extend(leaflet);
        }
        let mut items = |section: Section| {
            let mut items = sections.remove(&section).unwrap_or_default();
            items.sort_by(|one, other| (one.priority, &one.name).cmp(&(other.priority, &other.name)));
            items
        };
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
