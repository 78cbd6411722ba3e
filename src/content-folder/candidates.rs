//! What the files of a look would be as units: which file is which language of which page.

use std::collections::{BTreeMap, BTreeSet};

use flow::content::{FileKind, Finding, Holds, PageAddress, PagePath, Tag, file_kind, language_of};

use crate::generation::UnitKey;
use crate::scan::Scan;

/// The files that would make a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The file that gives it its name: a setting, a page's text, a poster's picture.
    pub main: String,
    /// A poster's spoken text, if it is there.
    pub spoken: Option<String>,
    /// Whether it is a poster.
    pub poster: bool,
}

impl Candidate {
    fn new(main: &str, poster: bool) -> Self {
        Self {
            main: main.to_owned(),
            spoken: None,
            poster,
        }
    }

    /// The folder its files lie in.
    pub fn folder(&self) -> &str {
        self.main.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// What could be published of a look.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    pub units: BTreeMap<UnitKey, Candidate>,
    pub findings: Vec<Finding>,
}

/// The pictures that pages can show, by path.
pub(crate) fn pictures(scan: &Scan) -> BTreeSet<&str> {
    let is_picture = |path: &&str| {
        matches!(
            file_kind(path),
            FileKind::Picture
                | FileKind::Page(PagePath {
                    holds: Holds::Picture,
                    ..
                })
        )
    };
    scan.files.keys().map(String::as_str).filter(is_picture).collect()
}

/// The settings files that are there.
pub(crate) fn settings(scan: &Scan) -> Candidates {
    let mut candidates = Candidates::default();
    for path in scan.files.keys() {
        if let FileKind::Setting(name) = file_kind(path) {
            let exact = path == name;
            let key = UnitKey::Setting(name);
            candidates.add(key, Candidate::new(path, false), exact);
        }
    }
    candidates
}

/// The pages that are there in a language of the office.
pub(crate) fn pages(scan: &Scan, languages: &[Tag]) -> Candidates {
    let mut candidates = Candidates::default();
    let mut posters = Vec::new();
    let mut spoken = Vec::new();
    for path in scan.files.keys() {
        let FileKind::Page(at) = file_kind(path) else {
            continue;
        };
        let language = language_of(path, at.stem, languages);
        match (at.holds, language) {
            (Holds::Text, Ok(tag)) => {
                let exact = tag == at.stem;
                candidates.add(key(&at, tag), Candidate::new(path, false), exact);
            }
            (Holds::Text | Holds::Spoken, Err(finding)) => candidates.findings.push(*finding),
            // A picture by another name is one that pages show.
            (Holds::Picture, Err(_)) => {}
            (Holds::Picture, Ok(tag)) => posters.push((key(&at, tag), path, tag == at.stem)),
            (Holds::Spoken, Ok(tag)) => spoken.push((key(&at, tag), path)),
        }
    }
    for (key, path, exact) in posters {
        // Beside a text, a picture of the same name is one that the text may show.
        if candidates.units.get(&key).is_none_or(|unit| unit.poster) {
            candidates.add(key, Candidate::new(path, true), exact);
        }
    }
    for (key, path) in spoken {
        match candidates.units.get_mut(&key) {
            Some(unit) if unit.poster => unit.spoken = Some(path.clone()),
            _ => candidates.findings.push(words_alone(path)),
        }
    }
    candidates
}

/// Capitals in the name of a folder are forgiven: Windows does not show a difference.
fn key(at: &PagePath, tag: &Tag) -> UnitKey {
    UnitKey::Page(PageAddress {
        section: at.section,
        item: at.item.to_lowercase(),
        language: tag.clone(),
    })
}

impl Candidates {
    /// Adds a unit; of two files that would be the same one, that which is spelt as the office spells it.
    fn add(&mut self, key: UnitKey, unit: Candidate, exact: bool) {
        if let Some(other) = self.units.get(&key) {
            let (kept, left) = if exact {
                (&unit.main, &other.main)
            } else {
                (&other.main, &unit.main)
            };
            self.findings.push(twice(left, kept));
            if !exact {
                return;
            }
        }
        self.units.insert(key, unit);
    }
}

fn twice(left: &str, kept: &str) -> Finding {
    let problem = format!("{left} and {kept} are the same page: capitals make no difference.");
    Finding::warning("name-twice", left, problem)
        .shown(format!("{kept}."))
        .remedy("Keep what is right of the two, and delete the other.")
}

fn words_alone(path: &str) -> Finding {
    Finding::warning(
        "words-without-poster",
        path,
        "This is the spoken text of a poster, but there is no picture beside it.",
    )
    .shown("Nothing of this file.")
    .remedy("Put the picture beside it under the same name, or end the name in .md to make it a page.")
}
