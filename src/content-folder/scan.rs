//! One look at the whole folder: every regular file with its state, and what lies there that must not.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

use flow::content::{FileKind, Finding, file_kind, finding_about};
use unicode_normalization::UnicodeNormalization;

use crate::folder::{Entry, FileStat, Folder};

/// Most files looked at; the rest is left out and told. A thousand leaflets in thirty-six languages fit.
const MOST_FILES: usize = 60_000;
/// How deep folders may lie in one another.
const DEEPEST: usize = 6;
/// Most findings of one look.
const MOST_FINDINGS: usize = 200;

/// What a look saw.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Regular files that are not passed over, by path in composed letters (NFC).
    pub files: BTreeMap<String, FileStat>,
    /// As the disk spells them, where that differs.
    pub spelt: BTreeMap<String, String>,
    /// The folders in which something is being written, and what.
    pub arriving: BTreeMap<String, Vec<FileStat>>,
    /// Folders that could not be looked into: what lies in them is not gone.
    pub closed: BTreeSet<String>,
    /// Whether everything was looked at.
    pub whole: bool,
    /// Whether staff say that the folder was emptied on purpose; the state of the file that says so.
    pub emptied: Option<FileStat>,
    /// What is wrong with names and kinds.
    pub findings: Vec<Finding>,
}

/// By which staff say that the folder was emptied on purpose.
pub(crate) const EMPTIED: &str = "_emptied.txt";

impl Scan {
    /// The path as the disk spells it.
    pub fn on_disk<'p>(&'p self, path: &'p str) -> &'p str {
        self.spelt.get(path).map_or(path, String::as_str)
    }

    /// Whether a path lies in a folder that could not be looked into.
    pub fn is_hidden(&self, path: &str) -> bool {
        !self.whole
            || self.closed.iter().any(|folder| {
                path.strip_prefix(folder.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
            })
    }

    /// Another number for another look; as good as always.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let parts = (&self.files, &self.spelt, &self.arriving, &self.closed);
        (parts, self.whole, self.emptied, self.findings.len()).hash(&mut hasher);
        hasher.finish()
    }

    fn tell(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }
}

/// Looks at the whole folder.
///
/// # Errors
/// If the folder itself cannot be opened or listed.
pub(crate) fn scan(root: &Path) -> io::Result<(Folder, Scan)> {
    let folder = Folder::open(root)?;
    let mut scan = Scan {
        whole: true,
        ..Scan::default()
    };
    look(&folder, "", 0, &mut scan)?;
    Ok((folder, scan))
}

fn look(folder: &Folder, path: &str, depth: usize, scan: &mut Scan) -> io::Result<()> {
    for (name, entry) in folder.entries()? {
        let name = match name {
            Ok(name) => name,
            Err(lossy) => {
                scan.tell(unspellable(&joined(path, &lossy)));
                continue;
            }
        };
        let on_disk = joined(path, &name);
        if let FileKind::Passing { arriving } = file_kind(&name) {
            match entry {
                Entry::File(stat) if arriving => {
                    scan.arriving.entry(path.to_owned()).or_default().push(stat);
                }
                Entry::File(stat) if on_disk == EMPTIED => scan.emptied = Some(stat),
                _ => {}
            }
            continue;
        }
        match entry {
            Entry::Folder => look_into(folder, &name, &on_disk, depth, scan),
            Entry::File(stat) => take(on_disk, stat, scan),
            Entry::Link => scan.tell(link(&on_disk)),
            Entry::Special => scan.tell(special(&on_disk)),
        }
    }
    Ok(())
}

fn look_into(folder: &Folder, name: &str, path: &str, depth: usize, scan: &mut Scan) {
    if depth >= DEEPEST {
        scan.tell(too_deep(path));
        return;
    }
    let looked = folder
        .inner(name)
        .and_then(|inner| look(&inner, path, depth + 1, scan));
    if let Err(error) = looked {
        scan.tell(closed(path, &error));
        scan.closed.insert(path.nfc().collect());
    }
}

fn take(on_disk: String, stat: FileStat, scan: &mut Scan) {
    if scan.files.len() >= MOST_FILES {
        if scan.whole {
            scan.whole = false;
            scan.tell(too_many());
        }
        return;
    }
    // Most names are plain, and composing letters takes longer than all else here.
    let path: String = if on_disk.is_ascii() {
        on_disk.clone()
    } else {
        on_disk.nfc().collect()
    };
    if let Some(finding) = finding_about(&path) {
        scan.tell(finding);
        return;
    }
    if scan.files.contains_key(&path) {
        scan.tell(spelt_twice(&path));
        // The composed spelling is the one most systems write.
        if on_disk != path {
            return;
        }
        scan.spelt.remove(&path);
    } else if on_disk != path {
        scan.spelt.insert(path.clone(), on_disk);
    }
    scan.files.insert(path, stat);
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}/{name}")
    }
}

const NOTHING: &str = "Nothing of it.";

fn unspellable(path: &str) -> Finding {
    Finding::warning(
        "name-unreadable",
        path,
        "Its name holds signs that are no letters.",
    )
    .shown(NOTHING)
    .remedy("Give it a new name.")
}

fn link(path: &str) -> Finding {
    Finding::warning(
        "link-not-followed",
        path,
        "This is a link to another file, not a file.",
    )
    .shown(NOTHING)
    .remedy("Put the file itself here.")
}

fn special(path: &str) -> Finding {
    Finding::warning("not-a-file", path, "This is neither a file nor a folder.")
        .shown(NOTHING)
        .remedy("Delete it.")
}

fn too_deep(path: &str) -> Finding {
    Finding::warning("folder-too-deep", path, "This folder lies too deep in others.")
        .shown(NOTHING)
        .remedy("Move it up.")
}

fn closed(path: &str, error: &io::Error) -> Finding {
    Finding::error(
        "folder-unreadable",
        path,
        format!("This folder cannot be looked into ({error})."),
    )
    .shown("What was in it when it could be read last.")
    .remedy("Ask IT to look at its permissions.")
}

fn too_many() -> Finding {
    let problem = format!("There are more than {MOST_FILES} files in the folder.");
    Finding::error("files-too-many", "", problem)
        .shown("What fits, by name.")
        .remedy("Move what is old to _archive.")
}

fn spelt_twice(path: &str) -> Finding {
    let problem =
        "Two files have this name; they only look the same because accents can be written in two ways.";
    Finding::warning("name-twice", path, problem)
        .shown("One of the two.")
        .remedy("Delete one of them, or give it another name.")
}
