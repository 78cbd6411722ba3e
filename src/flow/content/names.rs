//! The names in the content folder: what each file is by its path, and which are left alone.
//!
//! Sync tools and office programs leave copies and half-written files behind. Those that only pass by are ignored;
//! copies made in a conflict are never shown and always reported, because someone's work is in them. A language is
//! known only as the whole name of a file and only if the office lists it: `bn-LAPTOP.md` would parse as a
//! language tag.

use serde::{Deserialize, Serialize};

use super::Tag;
use super::finding::{Finding, quoted};
use super::text::first_words;
use super::workbook::{WorkbookError, Workbooks};

/// Bytes in a path.
const MAX_PATH: usize = 400;

/// A page by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Leaflets.
    Leaflets,
    /// Notices and posters.
    Notices,
    /// Events.
    Events,
    /// What happens to what a visitor enters.
    Privacy,
    /// What the office promises.
    Standards,
    /// What takes the screen over.
    Emergency,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 6] = [
        Self::Leaflets,
        Self::Notices,
        Self::Events,
        Self::Privacy,
        Self::Standards,
        Self::Emergency,
    ];

    /// The name of its folder.
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

    /// Whether a picture can stand in it as a page of its own.
    pub fn has_posters(self) -> bool {
        matches!(self, Self::Notices | Self::Events)
    }
}

/// What a file of the content folder is, by its path alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind<'a> {
    /// What passes by or was set aside: never read, never mentioned. `arriving` when a sync tool or program is
    /// writing a file beside it.
    Passing {
        /// Whether something is being written here.
        arriving: bool,
    },
    /// A second copy that was made in a conflict: never shown, always mentioned.
    ConflictCopy,
    /// One of [`SETTINGS`].
    Setting(&'static str),
    /// A file that may be a page in a language.
    Page(PagePath<'a>),
    /// A picture that pages can show.
    Picture,
    /// A document of a word processor or a PDF, which the kiosk does not open.
    Document,
    /// A workbook of another kind than the kiosk reads, in the place of one that it does read, which is named.
    OtherWorkbook(&'static str),
    /// Its name is too long, or holds what names cannot.
    Strange,
    /// None of these.
    Unknown,
}

/// Where a page's file lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagePath<'a> {
    /// What it is for.
    pub section: Section,
    /// The folder it shares with its translations; empty in a section that has no items.
    pub item: &'a str,
    /// The name without its ending, which should be a language.
    pub stem: &'a str,
    /// What the file holds.
    pub holds: Holds,
}

/// What a page's file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The page.
    Text,
    /// A picture, which is a poster if its name is a language and there is no such page.
    Picture,
    /// The spoken text of a poster.
    Spoken,
}

/// The files that are not pages.
pub const SETTINGS: [&str; 7] = [
    "office.toml",
    "services.toml",
    "hours.toml",
    "hours.xlsx",
    "spoken-languages.toml",
    "on-duty.toml",
    "on-duty.xlsx",
];

/// What a file is, by its path in the content folder with `/` between names.
pub fn file_kind(path: &str) -> FileKind<'_> {
    let passing = path.split('/').rfind(|name| is_passing(name));
    if let Some(name) = passing {
        return FileKind::Passing {
            arriving: is_arriving(name),
        };
    }
    let strange = path.len() > MAX_PATH
        || path.contains(|character: char| character.is_control() || character == '\\')
        || path.split('/').any(|part| part.is_empty() || part == "..");
    if strange {
        return FileKind::Strange;
    }
    if path.split('/').any(is_conflict_copy) {
        return FileKind::ConflictCopy;
    }
    let parts: Vec<&str> = path.split('/').collect();
    let section = |name: &str| {
        let name = name.to_lowercase();
        Section::ALL.into_iter().find(|section| section.folder() == name)
    };
    let (section, item, file) = match parts.as_slice() {
        [name] => (None, "", *name),
        [first, item, file] => (section(first).filter(|section| section.has_items()), *item, *file),
        [first, file] => (section(first).filter(|section| !section.has_items()), "", *file),
        [.., file] => (None, "", *file),
        [] => (None, "", ""),
    };
    if parts.len() == 1
        && let Some(setting) = SETTINGS.iter().find(|setting| setting.eq_ignore_ascii_case(file))
    {
        return FileKind::Setting(setting);
    }
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if let Some(wanted) = other_workbook(parts.len(), stem, ending) {
        return FileKind::OtherWorkbook(wanted);
    }
    let holds = match ending.to_ascii_lowercase().as_str() {
        "md" => Some(Holds::Text),
        "png" | "jpg" | "jpeg" | "webp" => Some(Holds::Picture),
        "txt" => Some(Holds::Spoken),
        "doc" | "docx" | "odt" | "rtf" | "pdf" | "ppt" | "pptx" | "pages" => return FileKind::Document,
        _ => None,
    };
    match (section, holds) {
        (Some(section), Some(Holds::Picture)) if !section.has_posters() => FileKind::Picture,
        (Some(section), Some(Holds::Spoken)) if !section.has_posters() => FileKind::Unknown,
        (Some(section), Some(holds)) => FileKind::Page(PagePath {
            section,
            item,
            stem,
            holds,
        }),
        (None, Some(Holds::Picture)) => FileKind::Picture,
        _ => FileKind::Unknown,
    }
}

/// The workbook that is meant by one saved in an older format or by another program.
fn other_workbook(depth: usize, stem: &str, ending: &str) -> Option<&'static str> {
    let other = ["xls", "xlsm", "xlsb", "ods", "numbers"];
    if depth != 1 || !other.iter().any(|known| known.eq_ignore_ascii_case(ending)) {
        return None;
    }
    let mut wanted = Workbooks::READ.into_iter();
    wanted.find(|name| {
        name.strip_suffix(".xlsx")
            .is_some_and(|known| known.eq_ignore_ascii_case(stem))
    })
}

/// What staff are told about a file that is never shown; `None` for files that are, and those that pass by.
pub fn finding_about(path: &str) -> Option<Finding> {
    match file_kind(path) {
        FileKind::ConflictCopy => Some(
            Finding::warning(
                "conflict-copy",
                path,
                "This is a copy that was made when two people changed a file.",
            )
            .shown("The file that kept its name.")
            .remedy("Compare the two, keep what is right, and delete this one."),
        ),
        FileKind::Document => Some(
            Finding::warning(
                "document-not-opened",
                path,
                "The kiosk does not open documents of Word, LibreOffice or Acrobat.",
            )
            .shown("Nothing of this file.")
            .remedy(
                "Copy its words into a text file that ends in .md and is named by its language, such as en-GB.md.",
            ),
        ),
        FileKind::OtherWorkbook(wanted) => Some(
            Finding::error(
                "workbook-unreadable",
                path,
                WorkbookError::OtherFormat.to_string(),
            )
            .shown("Nothing of this file.")
            .remedy(format!(
                "{} Its name must be {wanted}.",
                WorkbookError::OtherFormat.remedy()
            )),
        ),
        FileKind::Strange => {
            Some(not_used(
                &first_words(path, 80),
                "Its name is too long or holds signs that names cannot have.",
            ))
        }
        FileKind::Unknown => Some(not_used(path, "Its name or place is not one the kiosk knows.")),
        FileKind::Passing { .. } | FileKind::Setting(_) | FileKind::Page(_) | FileKind::Picture => None,
    }
}

/// The office's language that a page's name means, exactly as the office spells it. Capitals are forgiven: Windows
/// does not show a difference.
///
/// # Errors
/// What staff are told when it means none of them.
pub fn language_of<'l>(path: &str, stem: &str, languages: &'l [Tag]) -> Result<&'l Tag, Box<Finding>> {
    if let Some(tag) = languages.iter().find(|tag| tag.eq_ignore_ascii_case(stem)) {
        return Ok(tag);
    }
    let problem = format!("{} is not one of the office's languages.", quoted(stem));
    let finding = Finding::warning("language-unknown", path, problem)
        .shown("The page in its other languages.")
        .remedy(format!(
            "Name it by one of the office's languages: {}.",
            languages.join(", ")
        ));
    Err(Box::new(finding))
}

fn not_used(path: &str, problem: &str) -> Finding {
    Finding::warning("file-not-used", path, problem)
        .shown("Nothing of this file.")
        .remedy("Give it a name that the kiosk knows, or move it to a folder whose name begins with _.")
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

/// Whether a passing name is one that a tool gives to a file while it writes it.
fn is_arriving(name: &str) -> bool {
    let lower = name.to_lowercase();
    let hidden_and_odd = lower.starts_with('.')
        && lower
            .rsplit_once('.')
            // rsync writes `.NAME.XXXXXX`, Nextcloud `.NAME.~hex`.
            .is_some_and(|(start, end)| {
                start.len() > 1
                    && (end.starts_with('~')
                        || (end.len() == 6 && end.bytes().all(|b| b.is_ascii_alphanumeric())))
            });
    lower.starts_with(".syncthing.")
        || lower.starts_with("~syncthing~")
        || hidden_and_odd
        || [".part", ".partial", ".crdownload", ".filepart"]
            .iter()
            .any(|end| lower.ends_with(end))
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
    fn what_is_being_written_is_told_from_what_lies_about() {
        for name in [
            ".syncthing.bn.md.tmp",
            "~syncthing~bn.md.tmp",
            ".bn.md.Xb3f9K",
            ".bn.md.~1f2e",
            "bn.md.1a2b3c4d.partial",
        ] {
            let path = format!("leaflets/a/{name}");
            assert_eq!(file_kind(&path), FileKind::Passing { arriving: true }, "{name}");
        }
        for name in [
            ".stfolder",
            "._bn.md",
            "~$bn.docx",
            "Thumbs.db",
            ".~lock.bn.md#",
            "bn.md~",
        ] {
            let path = format!("leaflets/a/{name}");
            assert_eq!(file_kind(&path), FileKind::Passing { arriving: false }, "{name}");
        }
    }

    #[test]
    fn every_place_of_the_folder_is_known_by_its_path() {
        let page = |section, item, stem, holds| {
            FileKind::Page(PagePath {
                section,
                item,
                stem,
                holds,
            })
        };
        for (path, kind) in [
            ("office.toml", FileKind::Setting("office.toml")),
            ("hours.xlsx", FileKind::Setting("hours.xlsx")),
            ("Hours.xls", FileKind::OtherWorkbook("hours.xlsx")),
            ("leaflets/hours.xls", FileKind::Unknown),
            ("Office.TOML", FileKind::Setting("office.toml")),
            (
                "leaflets/a/bn.md",
                page(Section::Leaflets, "a", "bn", Holds::Text),
            ),
            ("leaflets/a/tap.png", FileKind::Picture),
            (
                "notices/fair/bn.JPG",
                page(Section::Notices, "fair", "bn", Holds::Picture),
            ),
            (
                "notices/fair/bn.txt",
                page(Section::Notices, "fair", "bn", Holds::Spoken),
            ),
            (
                "emergency/en-GB.md",
                page(Section::Emergency, "", "en-GB", Holds::Text),
            ),
            ("leaflets/a/bn.docx", FileKind::Document),
            ("leaflets/bn.md", FileKind::Unknown),
            ("leaflets/a/b/bn.md", FileKind::Unknown),
            ("leaflets/a//bn.md", FileKind::Strange),
            ("leaflets/a/bn (2).md", FileKind::ConflictCopy),
        ] {
            assert_eq!(file_kind(path), kind, "{path}");
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
