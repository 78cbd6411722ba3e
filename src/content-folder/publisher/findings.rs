//! What staff are told of the folder as a whole.

use std::io;
use std::path::Path;

use flow::content::{Finding, Severity};

use super::Publisher;
use crate::generation::UnitKey;
use crate::scan::Scan;
use crate::store::StoreError;

/// Most that is told one by one; nobody works through more at once.
const MOST: usize = 300;

/// What there is to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentences {
    /// The folder cannot be had.
    pub away: Option<Finding>,
    /// Nothing new can be kept.
    pub no_room: Option<Finding>,
    /// Names and kinds of files.
    pub names: Vec<Finding>,
    /// What is held for a while.
    pub waiting: Vec<Finding>,
    /// The files of units that are taken later, once they have come to rest.
    pub later: Vec<String>,
    /// What is wrong with all of it put together.
    pub whole: Vec<Finding>,
    /// All of it, the worst first.
    pub list: Vec<Finding>,
}

impl Sentences {
    /// A new look begins.
    pub fn begin(&mut self, scan: &Scan) {
        self.names.clone_from(&scan.findings);
        self.waiting.clear();
        self.later.clear();
    }
}

impl Publisher {
    /// Puts everything that is told together.
    pub(super) fn refresh_sentences(&mut self) {
        let sentences = &self.sentences;
        let mut list: Vec<Finding> = [&sentences.away, &sentences.no_room]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        if self.is_guarded() {
            list.push(guarded(self.missing.len(), self.current.units.len()));
        }
        for (key, _) in self.missing.iter() {
            if let UnitKey::Setting(name) = key
                && self.is_needed(key)
            {
                list.push(needed(name));
            }
        }
        for (key, refused) in &self.refused {
            let is_shown = self.current.units.contains_key(key);
            list.extend(refused.findings.iter().map(|finding| held(finding, is_shown)));
        }
        let is_the_point = |finding: &&Finding| {
            !(finding.code.ends_with("-missing") && self.is_there_but_not_taken(finding))
        };
        if sentences.away.is_none() {
            list.extend(sentences.whole.iter().filter(is_the_point).cloned());
        }
        list.extend(self.told.values().flatten().cloned());
        list.extend(sentences.names.iter().chain(&sentences.waiting).cloned());
        let mut seen = std::collections::HashSet::new();
        list.retain(|finding| seen.insert((finding.code, finding.file.clone(), finding.line)));
        list.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        if list.len() > MOST {
            let left = list.len() - MOST;
            list.truncate(MOST);
            list.push(more(left));
        }
        self.sentences.list = list;
    }

    /// Whether what a finding misses is there, and was refused or is taken later: that it is missing is not the point.
    fn is_there_but_not_taken(&self, missing: &Finding) -> bool {
        let path = missing.file.as_str();
        let is_refused = self.refused.iter().any(|(key, refused)| {
            key.to_string() == path || refused.files.iter().any(|(file, _)| file == path)
        });
        // It names the file, its folder, or another language of the same item.
        let is_later = self.sentences.later.iter().any(|file| {
            file == path
                || folder_of(file).is_some_and(|folder| folder == path || folder_of(path) == Some(folder))
        });
        is_refused || is_later
    }
}

/// The folder a file is in; none at the top.
fn folder_of(file: &str) -> Option<&str> {
    file.rsplit_once('/').map(|(folder, _)| folder)
}

/// A finding about what was not taken, with what is shown in its place.
fn held(finding: &Finding, is_shown: bool) -> Finding {
    if is_shown && finding.severity == Severity::Error {
        finding.clone().shown("The version before, as it was.")
    } else {
        finding.clone()
    }
}

pub(super) fn away(root: &Path, error: &io::Error, shown: bool) -> Finding {
    let name = root.display().to_string();
    Finding::error(
        "folder-away",
        &name,
        format!("The content folder cannot be opened ({error})."),
    )
    .shown(if shown {
        "What was in it last."
    } else {
        "The built-in page."
    })
    .remedy("Put the folder back, connect the share again, or correct `content` in kiosk.toml.")
}

pub(super) fn no_room(error: &StoreError) -> Finding {
    Finding::error(
        "content-not-kept",
        "",
        format!("New content cannot be kept: {error}."),
    )
    .shown("What was kept last.")
    .remedy("Ask IT to look at the kiosk's disk.")
}

fn guarded(missing: usize, published: usize) -> Finding {
    let problem = format!("{missing} of {published} pages and settings are suddenly gone from the folder.");
    Finding::error("folder-emptied", "", problem)
        .shown("Everything as it was.")
        .remedy(
            "Put the files back. If they were meant to go, say so on the kiosk's staff screen, or put a file named \
             _emptied.txt into the content folder.",
        )
}

fn needed(name: &str) -> Finding {
    Finding::error("setting-gone", name, format!("{name} is gone."))
        .shown("What it said last.")
        .remedy("Put it back. To change it, save another one over it.")
}

pub(super) fn waits_for_picture(page: &str) -> Finding {
    Finding::warning(
        "waits-for-picture",
        page,
        "The page names a picture that is not there yet.",
    )
    .shown("The version before, for a minute and a half.")
    .remedy("Put the picture beside the page. If it is there already, wait a moment.")
}

pub(super) fn waits_for_copy(path: &str) -> Finding {
    Finding::warning(
        "waits-for-copy",
        path,
        "Something is still being copied into the folder of this file.",
    )
    .shown("The version before, until it has arrived.")
    .remedy("Wait. After ten minutes without a change the kiosk takes what is there.")
}

fn more(left: usize) -> Finding {
    Finding::error(
        "more-problems",
        "",
        format!("There are {left} more problems that are not listed."),
    )
    .shown("What could be read is shown.")
    .remedy("Put right the ones listed; the others are listed then.")
}
