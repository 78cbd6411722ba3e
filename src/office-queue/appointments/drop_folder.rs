//! The drop folder: lists that another program or a person puts down to be read.
//!
//! A file is read once two looks at it, some seconds apart, saw the same size, time and inode, so that one that is
//! still being written is never read half. What was read is removed, since the store has it now and erases it after
//! the day. What was refused stays, with a text beside it that says what is wrong in which line, until it changes.
//!
//! Lists lie in a folder named after their office; where there is one office only, also in the drop folder itself.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::{Faults, List, MAX_LIST_BYTES, csv, icalendar};

/// The most files that are looked at in one folder.
const MAX_FILES: usize = 200;

/// What the text beside a refused file is called after its name.
const PROBLEM: &str = "problem.txt";

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values and their like.
    Csv,
    /// iCalendar.
    ICalendar,
}

impl Form {
    /// Reads a list of this form.
    ///
    /// # Errors
    /// Every line that is wrong, up to a number.
    pub fn read(self, bytes: &[u8], zone: Tz) -> Result<List, Faults> {
        match self {
            Self::Csv => csv::read(bytes, zone),
            Self::ICalendar => icalendar::read(bytes, zone),
        }
    }

    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" | "tsv" => Some(Self::Csv),
            "ics" | "ical" => Some(Self::ICalendar),
            _ => None,
        }
    }
}

/// What tells one version of a file from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    inode: u64,
    bytes: u64,
    changed: (i64, i64),
}

impl Version {
    fn of(data: &Metadata) -> Self {
        Self {
            inode: data.ino(),
            bytes: data.len(),
            changed: (data.mtime(), data.mtime_nsec()),
        }
    }
}

/// How far a file has come.
#[derive(Clone, Copy, Debug)]
struct Seen {
    version: Version,
    /// Read and refused, or read and not removable: it waits for a change.
    settled: bool,
}

/// A list that lies ready, whole.
#[derive(Debug)]
pub struct Ready {
    /// The office it is for.
    pub office: String,
    /// The source: the file's name.
    pub source: String,
    /// What it is written in.
    pub form: Form,
    /// What it holds, or none where it is too large.
    pub bytes: Option<Vec<u8>>,
    path: PathBuf,
    version: Version,
}

/// The drop folder and what was seen in it.
pub struct DropFolder {
    folder: PathBuf,
    seen: HashMap<PathBuf, Seen>,
}

impl DropFolder {
    /// The drop folder at this path.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            seen: HashMap::new(),
        }
    }

    /// Looks once. Answers with the lists that have not changed since the look before and were not dealt with yet.
    ///
    /// # Errors
    /// What the system says where the folder cannot be looked into. An office without a folder has no lists.
    pub fn look(&mut self, offices: &[String]) -> io::Result<Vec<Ready>> {
        let mut places: Vec<(&str, PathBuf)> = Vec::new();
        if let [only] = offices {
            places.push((only, self.folder.clone()));
        }
        for office in offices {
            let own = self.folder.join(office);
            if own.is_dir() {
                places.push((office, own));
            }
        }
        fs::metadata(&self.folder)?;
        let (mut ready, mut seen) = (Vec::new(), HashMap::new());
        for (office, place) in places {
            for (path, version) in lists_in(&place)? {
                let before = self.seen.get(&path).filter(|before| before.version == version);
                let settled = before.is_some_and(|before| before.settled);
                seen.insert(path.clone(), Seen { version, settled });
                if before.is_some()
                    && !settled
                    && let (Some(form), Some(source)) = (Form::of(&path), file_name(&path))
                    // One that changed while it was read is looked at again the next time.
                    && let Ok(bytes) = read_as(&path, version)
                {
                    ready.push(Ready {
                        office: office.to_owned(),
                        source,
                        form,
                        bytes,
                        path,
                        version,
                    });
                }
            }
        }
        // Files that are gone are forgotten, so that this never grows.
        self.seen = seen;
        Ok(ready)
    }

    /// Removes a list that counts now.
    ///
    /// # Errors
    /// What the system says; the list is then not read again before it changes.
    pub fn taken(&mut self, ready: &Ready) -> io::Result<()> {
        self.settle(ready);
        match fs::remove_file(problem_path(&ready.path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // A newer one may have been put in its place meanwhile.
        if Version::of(&fs::symlink_metadata(&ready.path)?) == ready.version {
            fs::remove_file(&ready.path)?;
        }
        Ok(())
    }

    /// Says beside a list why it was refused.
    ///
    /// # Errors
    /// What the system says; the list is refused all the same.
    pub fn refused(&mut self, ready: &Ready, why: &[String]) -> io::Result<()> {
        self.settle(ready);
        let text = format!(
            "“{}” was not taken over; nothing has changed. Put this right and save it again:\n\n{}\n",
            ready.source,
            why.join("\n")
        );
        fs::write(problem_path(&ready.path), text)
    }

    fn settle(&mut self, ready: &Ready) {
        if let Some(seen) = self.seen.get_mut(&ready.path) {
            seen.settled = seen.version == ready.version;
        }
    }
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}

fn problem_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(PROBLEM);
    path.with_file_name(name)
}

/// The regular files of a folder that are lists by their names. Links are not followed: they could lead anywhere.
fn lists_in(folder: &Path) -> io::Result<Vec<(PathBuf, Version)>> {
    let mut lists = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = file_name(&path).is_none_or(|name| name.starts_with(['.', '_', '~']));
        if hidden || Form::of(&path).is_none() {
            continue;
        }
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_file() => lists.push((path, Version::of(&data))),
            // Gone again, or no file.
            _ => {}
        }
    }
    // In the order of names, so that two lists that contradict each other always do so in the same way.
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    lists.truncate(MAX_FILES);
    Ok(lists)
}

/// A file's bytes, if it is this version before and after; none where it is too large to be a list.
fn read_as(path: &Path, version: Version) -> io::Result<Option<Vec<u8>>> {
    let most = u64::try_from(MAX_LIST_BYTES).unwrap_or(u64::MAX);
    if version.bytes > most {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    if Version::of(&file.metadata()?) == version {
        (&mut file).take(most + 1).read_to_end(&mut bytes)?;
    }
    let same = Version::of(&file.metadata()?) == version && u64::try_from(bytes.len()) == Ok(version.bytes);
    if same {
        Ok(Some(bytes))
    } else {
        Err(io::Error::other("the file changed while it was read"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn offices() -> Vec<String> {
        vec!["canal-street".to_owned()]
    }

    #[test]
    fn a_file_that_is_still_being_written_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut drop_folder = DropFolder::new(folder.path().to_owned());
        let mut file = File::create(folder.path().join("today.csv")).unwrap();
        for part in ["reference,date,", "time\n", "HX3K7,2026-11-23,10:30\n"] {
            file.write_all(part.as_bytes()).unwrap();
            assert!(drop_folder.look(&offices()).unwrap().is_empty(), "{part}");
        }
        let ready = drop_folder.look(&offices()).unwrap();
        assert_eq!(ready[0].bytes.as_ref().unwrap().len(), 43);
        assert_eq!(
            (ready[0].source.as_str(), ready[0].form),
            ("today.csv", Form::Csv)
        );
        drop_folder.taken(&ready[0]).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "it is removed");
    }

    #[test]
    fn a_refused_file_stays_with_its_reason_and_is_read_again_when_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("today.ics");
        fs::write(&path, "BEGIN:VCALENDAR\n").unwrap();
        let mut drop_folder = DropFolder::new(folder.path().to_owned());
        drop_folder.look(&offices()).unwrap();
        let ready = drop_folder.look(&offices()).unwrap();
        drop_folder
            .refused(&ready[0], &["line 1: it breaks off".to_owned()])
            .unwrap();
        let beside = fs::read_to_string(folder.path().join("today.ics.problem.txt")).unwrap();
        assert!(beside.contains("line 1: it breaks off"), "{beside}");
        assert!(
            drop_folder.look(&offices()).unwrap().is_empty(),
            "it is not read twice"
        );
        fs::write(&path, "BEGIN:VCALENDAR\nEND:VCALENDAR\n").unwrap();
        assert!(drop_folder.look(&offices()).unwrap().is_empty());
        let ready = drop_folder.look(&offices()).unwrap();
        drop_folder.taken(&ready[0]).unwrap();
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "its reason goes with it"
        );
    }

    #[test]
    fn links_hidden_files_and_other_files_are_left_alone_and_huge_ones_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("canal-street");
        fs::create_dir(&own).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", own.join("passwd.csv")).unwrap();
        for name in [".hidden.csv", "~lock.csv", "notes.txt"] {
            fs::write(own.join(name), "x").unwrap();
        }
        File::create(own.join("huge.csv"))
            .unwrap()
            .set_len(u64::try_from(MAX_LIST_BYTES).unwrap() + 1)
            .unwrap();
        let two = ["canal-street".to_owned(), "mill-lane".to_owned()];
        fs::write(folder.path().join("whose.csv"), "x").unwrap();
        let mut drop_folder = DropFolder::new(folder.path().to_owned());
        drop_folder.look(&two).unwrap();
        let ready = drop_folder.look(&two).unwrap();
        assert_eq!(ready.len(), 1, "{ready:?}");
        assert_eq!((ready[0].source.as_str(), &ready[0].bytes), ("huge.csv", &None));
    }
}
