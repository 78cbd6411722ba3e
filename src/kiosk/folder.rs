//! Reads the content folder on a thread of its own and hands over what could be read.
//!
//! It reads the folder when the kiosk starts and again whenever a stat pass finds it changed; what the files mean
//! is the flow's business. A folder that is missing or cannot be used is told once and looked for again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use flow::content::{Content, Files, Finding};

use crate::pictures::{self, Picture};

/// How often the folder is compared with what was read.
const EVERY: Duration = Duration::from_secs(5);
/// Most files read; more are left out and reported.
const MOST_FILES: usize = 2_000;
/// Largest text file read, in bytes.
const LARGEST_TEXT: u64 = 256 * 1024;
/// How deep folders may lie in one another.
const DEEPEST: usize = 6;

/// One reading of the folder.
pub struct Loaded {
    /// What can be shown, if anything can.
    pub content: Option<Arc<Content>>,
    /// Its pictures, packed, by path.
    pub pictures: Arc<HashMap<String, Picture>>,
    /// What is wrong, one line for staff each.
    pub findings: Vec<String>,
}

/// What a stat pass sees of a file. It is compared for equality, never for "newer": sync tools set old times.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Reads the folder now and after each change, for as long as the program runs.
pub fn watch(folder: PathBuf, tell: impl Fn(Loaded) + Send + 'static) {
    let watching = thread::Builder::new().name("folder".to_owned()).spawn(move || {
        let mut before = None;
        loop {
            let seen = look(&folder);
            if before.as_ref() != Some(&seen) {
                tell(load(&folder));
                before = Some(seen);
            }
            thread::sleep(EVERY);
        }
    });
    if let Err(error) = watching {
        tracing::error!(%error, "cannot start the thread that reads the content folder");
    }
}

/// Reads the folder once.
pub fn load(folder: &Path) -> Loaded {
    let (content, findings) = read(folder);
    let findings: Vec<String> = findings.iter().map(line).collect();
    for finding in &findings {
        tracing::warn!("content folder: {finding}");
    }
    let (pictures, unreadable) = match &content {
        Some(content) => pictures::read(folder, content),
        None => (HashMap::new(), Vec::new()),
    };
    for finding in &unreadable {
        tracing::warn!("content folder: {finding}");
    }
    let findings = findings.into_iter().chain(unreadable).collect();
    Loaded {
        content: content.map(Arc::new),
        pictures: Arc::new(pictures),
        findings,
    }
}

/// Reads the folder's texts and says what is wrong with them.
pub fn read(folder: &Path) -> (Option<Content>, Vec<Finding>) {
    let known: Vec<&str> = i18n::languages().iter().map(|language| language.tag).collect();
    let (files, unread) = read_files(folder);
    let (content, mut findings) = Content::read(&files, &known);
    findings.splice(0..0, unread);
    (content, findings)
}

/// A finding as one line.
pub fn line(finding: &Finding) -> String {
    let place = match finding.line {
        Some(line) => format!("{}, line {line}", finding.file),
        None => finding.file.clone(),
    };
    format!("{place}: {} {}", finding.problem, finding.remedy)
}

fn look(folder: &Path) -> Seen {
    let mut seen = Seen::new();
    walk(folder, 0, &mut |path, metadata| {
        seen.insert(path.to_owned(), (metadata.len(), metadata.modified().ok()));
    });
    seen
}

fn read_files(folder: &Path) -> (Files, Vec<Finding>) {
    let mut texts = BTreeMap::new();
    let mut pictures = BTreeSet::new();
    let mut findings = Vec::new();
    if let Err(error) = fs::read_dir(folder) {
        findings.push(
            Finding::error(
                "folder-unreadable",
                &folder.display().to_string(),
                format!("The content folder cannot be read ({error})."),
            )
            .shown("the built-in page")
            .remedy("Put the folder back, or correct `content` in kiosk.toml."),
        );
    }
    walk(folder, 0, &mut |path, metadata| {
        let Some(name) = path.strip_prefix(folder).ok().and_then(Path::to_str) else {
            return;
        };
        match path
            .extension()
            .and_then(|ending| ending.to_str())
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            Some("png" | "jpg" | "jpeg" | "webp") => {
                pictures.insert(name.to_owned());
            }
            Some("toml" | "md" | "txt") if metadata.len() <= LARGEST_TEXT => match fs::read(path) {
                Ok(bytes) => {
                    texts.insert(name.to_owned(), bytes);
                }
                Err(error) => findings.push(
                    Finding::error(
                        "file-unreadable",
                        name,
                        format!("The file cannot be read ({error})."),
                    )
                    .shown("nothing of this file")
                    .remedy("Save it again, or ask IT to look at its permissions."),
                ),
            },
            Some("toml" | "md" | "txt") => findings.push(
                Finding::error("file-too-large", name, "The file is larger than 256 KiB.")
                    .shown("nothing of this file")
                    .remedy("Make it shorter, or put its pictures beside it as files."),
            ),
            _ => {}
        }
    });
    (Files { texts, pictures }, findings)
}

/// Visits the regular files below a folder. Links are not followed: they could lead out of it.
fn walk(folder: &Path, depth: usize, visit: &mut impl FnMut(&Path, &fs::Metadata)) {
    let mut left = MOST_FILES;
    walk_within(folder, depth, &mut left, visit);
}

fn walk_within(folder: &Path, depth: usize, left: &mut usize, visit: &mut impl FnMut(&Path, &fs::Metadata)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_none_or(|name| name.starts_with(['.', '_']));
        if hidden || *left == 0 {
            continue;
        }
        let Ok(metadata) = fs::symlink_metadata(&path) else {
            continue;
        };
        if metadata.is_dir() && depth < DEEPEST {
            walk_within(&path, depth + 1, left, visit);
        } else if metadata.is_file() {
            *left -= 1;
            visit(&path, &metadata);
        }
    }
}
