//! The names in the content folder: what each file is by its path, and which are left alone.
//!
//! Sync tools and office programs leave copies and half-written files behind. Those that only pass by are ignored;
//! copies made in a conflict are never shown and always reported, because someone's work is in them. A language is
//! known only as the whole name of a file and only if the office lists it: `bn-LAPTOP.md` would parse as a
//! language tag.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Findings, quoted};
use super::{Files, Tag};

/// Bytes in a path.
const MAX_PATH: usize = 400;

/// Leaflets, notices and events each.
const MAX_ITEMS: usize = 300;

/// A page by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    Leaflets,
    Notices,
    Events,
    Privacy,
    Standards,
    Emergency,
}

impl Section {
    pub const ALL: [Self; 6] = [
        Self::Leaflets,
        Self::Notices,
        Self::Events,
        Self::Privacy,
        Self::Standards,
        Self::Emergency,
    ];

    pub fn folder(self) -> &'static str {
        match self {
            Self::Leaflets => "leaflets",
            Self::Notices => "notices",
            Self::Events => "events",
            Self::Privacy => "privacy",
            Self::Standards => "standards",
            Self::Emergency => "emergency",
        }
    }

    /// Whether it holds many things, each in a folder of its own.
    pub fn has_items(self) -> bool {
        matches!(self, Self::Leaflets | Self::Notices | Self::Events)
    }
}

/// A page's path and bytes.
type PageFile<'a> = (&'a str, &'a [u8]);

/// The content folder sorted by what its files are for. Paths and bytes are those of [`Files`].
#[derive(Debug, Default)]
pub(crate) struct Folder<'a> {
    pub settings: BTreeMap<&'a str, &'a [u8]>,
    /// By section and item (empty in a section that has none), then by file name.
    pages: BTreeMap<(Section, &'a str), BTreeMap<&'a str, PageFile<'a>>>,
    pub pictures: BTreeSet<&'a str>,
}

/// The files that are not pages.
pub(crate) const SETTINGS: [&str; 5] = [
    "office.toml",
    "services.toml",
    "hours.toml",
    "spoken-languages.toml",
    "on-duty.toml",
];

/// One page's files by language.
pub(crate) struct Item<'a> {
    pub section: Section,
    /// The name of its folder; empty in a section that has no items.
    pub name: &'a str,
    /// In the order of the office's languages: tag, path, bytes.
    pub files: Vec<(&'a Tag, &'a str, &'a [u8])>,
}

impl<'a> Folder<'a> {
    /// Sorts the files of the folder.
    pub fn sort(files: &'a Files, findings: &mut Findings) -> Self {
        let mut folder = Self::default();
        for (path, bytes) in &files.texts {
            if is_kept(path, findings) {
                folder.place(path, bytes, findings);
            }
        }
        let pictures = files.pictures.iter().filter(|path| is_kept(path, findings));
        folder.pictures = pictures.map(String::as_str).collect();
        folder
    }

    fn place(&mut self, path: &'a str, bytes: &'a [u8], findings: &mut Findings) {
        let parts: Vec<&str> = path.split('/').collect();
        let section = |name: &str| Section::ALL.into_iter().find(|section| section.folder() == name);
        match parts.as_slice() {
            [name] if SETTINGS.contains(name) => {
                self.settings.insert(path, bytes);
            }
            [first, item, file] if section(first).is_some_and(Section::has_items) => {
                if let Some(section) = section(first) {
                    self.pages
                        .entry((section, *item))
                        .or_default()
                        .insert(*file, (path, bytes));
                }
            }
            [first, file] if section(first).is_some_and(|section| !section.has_items()) => {
                if let Some(section) = section(first) {
                    self.pages
                        .entry((section, ""))
                        .or_default()
                        .insert(*file, (path, bytes));
                }
            }
            _ => findings.add(not_used(path, "Its name or place is not one the kiosk knows.")),
        }
    }

    /// The pages in the languages of the office.
    pub fn items(&self, languages: &'a [Tag], findings: &mut Findings) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        let mut counts: BTreeMap<Section, usize> = BTreeMap::new();
        for ((section, name), files) in &self.pages {
            let count = counts.entry(*section).or_default();
            *count += 1;
            if *count > MAX_ITEMS {
                let problem = format!("There are more than {MAX_ITEMS} folders here.");
                let path = format!("{}/{name}", section.folder());
                let finding =
                    Finding::error("items-too-many", &path, problem).shown("The first of them by name.");
                findings.add(finding.remedy("Move what is old to _archive."));
                continue;
            }
            let mut by_language = BTreeMap::new();
            for (file, (path, bytes)) in files {
                if let Some(place) = language_of(file, path, languages, findings) {
                    by_language.insert(place, (*path, *bytes));
                }
            }
            let files = by_language
                .into_iter()
                .filter_map(|(place, (path, bytes))| languages.get(place).map(|tag| (tag, path, bytes)));
            items.push(Item {
                section: *section,
                name,
                files: files.collect(),
            });
        }
        items
    }
}

/// The place in the office's list of the language that a file is in.
fn language_of(file: &str, path: &str, languages: &[Tag], findings: &mut Findings) -> Option<usize> {
    let (stem, kind) = file.rsplit_once('.').unwrap_or((file, ""));
    if kind != "md" {
        findings.add(not_used(path, "Only pages that end in .md are shown."));
        return None;
    }
    let found = languages.iter().position(|tag| tag == stem);
    if found.is_none() {
        let similar = languages.iter().find(|tag| tag.eq_ignore_ascii_case(stem));
        let remedy = match similar {
            Some(tag) => format!("Name it {tag}.md, with the same capitals."),
            None => format!(
                "Name it by one of the office's languages: {}.",
                languages.join(", ")
            ),
        };
        let problem = format!("{} is not one of the office's languages.", quoted(stem));
        let finding = Finding::warning("language-unknown", path, problem);
        findings.add(finding.shown("The page in its other languages.").remedy(remedy));
    }
    found
}

fn not_used(path: &str, problem: &str) -> Finding {
    Finding::warning("file-not-used", path, problem)
        .shown("Nothing of this file.")
        .remedy("Give it a name that the kiosk knows, or move it to a folder whose name begins with _.")
}

/// Whether a path is to be read: not ignored, not a conflict copy, not absurd.
fn is_kept(path: &str, findings: &mut Findings) -> bool {
    if path.split('/').any(is_passing) {
        return false;
    }
    let strange = path.len() > MAX_PATH
        || path.contains(|character: char| character.is_control() || character == '\\')
        || path.split('/').any(|part| part.is_empty() || part == "..");
    if strange {
        let name: String = path
            .chars()
            .take(80)
            .filter(|character| !character.is_control())
            .collect();
        findings.add(not_used(
            &name,
            "Its name is too long or holds signs that names cannot have.",
        ));
        return false;
    }
    if path.split('/').any(is_conflict_copy) {
        let finding = Finding::warning(
            "conflict-copy",
            path,
            "This is a copy that was made when two people changed a file.",
        );
        findings.add(
            finding
                .shown("The file that kept its name.")
                .remedy("Compare the two, keep what is right, and delete this one."),
        );
        return false;
    }
    true
}

/// Names that sync tools, systems and programs use for what passes by, and names that staff set aside.
fn is_passing(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "@eadir",
        "#recycle",
        "$recycle.bin",
        "system volume information",
        "thumbs.db",
        "desktop.ini",
        "icon\r",
        "lost+found",
    ];
    const ENDS: [&str; 9] = [
        "~",
        ".tmp",
        ".temp",
        ".part",
        ".partial",
        ".crdownload",
        ".filepart",
        ".lock",
        ".swp",
    ];
    let lower = name.to_lowercase();
    let office_temporary =
        name.len() == 8 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) && name == name.to_uppercase();
    ["_", ".", "~$", "~syncthing~"]
        .iter()
        .any(|start| lower.starts_with(start))
        || NAMES.contains(&lower.as_str())
        || ENDS.iter().any(|end| lower.ends_with(end))
        || office_temporary
}

/// Names that sync tools and Explorer give to a second copy. See docs of Syncthing, Nextcloud, Dropbox, rclone and
/// the OneDrive clients.
fn is_conflict_copy(name: &str) -> bool {
    const MARKS: [&str; 10] = [
        ".sync-conflict-",
        "conflicted copy",
        "_conflict-",
        "(case conflict",
        "(unicode encoding conflict",
        "white space conflict",
        "-safebackup-",
        "..path1",
        "..path2",
        ".conflict",
    ];
    let lower = name.to_lowercase();
    let stem = lower.rsplit_once('.').map_or(lower.as_str(), |(stem, _)| stem);
    let numbered = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once(" ("))
        .is_some_and(|(_, number)| {
            !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
        });
    MARKS.iter().any(|mark| lower.contains(mark))
        || numbered
        || stem.ends_with(" - copy")
        || lower.starts_with("copy of ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_is_ignored() {
        for name in [
            ".stfolder",
            "._en-GB.md",
            "_drafts",
            "~$en-GB.docx",
            "~syncthing~en-GB.md.tmp",
            ".syncthing.en-GB.md.tmp",
            "Thumbs.db",
            "desktop.ini",
            "en-GB.md~",
            "en-GB.md.part",
            "en-GB.md.1a2b3c4d.partial",
            "@eaDir",
            "5F2A91C0",
            ".~lock.en-GB.md#",
        ] {
            assert!(is_passing(name), "{name}");
        }
        for name in ["en-GB.md", "deadbeef", "repairs", "office.toml"] {
            assert!(!is_passing(name), "{name}");
        }
    }

    #[test]
    fn conflict_copies_are_known_by_their_names() {
        for name in [
            "bn.sync-conflict-20261121-101500-ABCDEFG.md",
            "bn (conflicted copy 2026-11-21 101500).md",
            "bn (Ann's conflicted copy 2026-11-21).md",
            "bn_conflict-20261121.md",
            "bn-PC7-safeBackup-0001.md",
            "bn.md..path1",
            "bn.conflict1.md",
            "bn (2).md",
            "bn - Copy.md",
            "Copy of bn.md",
            "repairs (2)",
            "bn (Case Conflict).md",
        ] {
            assert!(is_conflict_copy(name), "{name}");
        }
        for name in [
            "bn.md",
            "zh-Hans.md",
            "money (general)",
            "covid (2020)",
            "copying",
        ] {
            assert!(!is_conflict_copy(name), "{name}");
        }
    }
}
