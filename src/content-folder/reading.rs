//! Takes one unit: copies its files inside, reads the copies, and says whether they can be shown.

use std::collections::{BTreeSet, HashMap};
use std::io;

use flow::content::{
    Finding, Office, PageAddress, PageFile, Severity, Sources, Workbooks, check_setting, read_page,
};

use crate::candidates::Candidate;
use crate::folder::{FileStat, Folder};
use crate::generation::{BlobId, StoredFile, Unit};
use crate::languages::KnownLanguages;
use crate::pictures::{self, PictureError};
use crate::scan::Scan;
use crate::store::{Store, StoreError};

/// Largest text file read, in bytes. One byte more is read, so that the reader can say that it is too long.
const LARGEST_TEXT: u64 = 256 * 1024;

/// Largest workbook read, in bytes.
const LARGEST_WORKBOOK: u64 = spreadsheet::LARGEST_FILE as u64;

/// Whether a setting is a workbook.
pub(crate) fn is_workbook(name: &str) -> bool {
    name.ends_with(".xlsx")
}

/// Sources without anything in them but the names of the languages.
pub(crate) fn sources<'a>(languages: &KnownLanguages) -> Sources<'a> {
    Sources {
        workbooks: Workbooks {
            language_names: languages.names(),
            ..Workbooks::default()
        },
        ..Sources::default()
    }
}

/// A unit that can be published.
#[derive(Debug)]
pub(crate) struct Taken {
    pub unit: Unit,
    pub findings: Vec<Finding>,
    /// Whether a picture is named that is not there, or cannot be shown.
    pub lacks_picture: bool,
    /// Whether a picture that is there cannot be shown.
    pub bad_picture: bool,
}

/// Why a unit is not taken.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// A file changed while it was copied; it is looked at again.
    Moving,
    /// It cannot be shown; the findings say why.
    Bad(Vec<Finding>),
    /// It cannot be kept.
    NoRoom(StoreError),
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::NoRoom(error)
    }
}

/// What units are taken from and into.
pub(crate) struct Taking<'a> {
    pub folder: &'a Folder,
    pub scan: &'a Scan,
    pub store: &'a Store,
    /// The pictures there are.
    pub pictures: &'a BTreeSet<&'a str>,
    languages: &'a KnownLanguages,
    /// Pictures that were taken already in this look: thirty languages may show the same one.
    taken: HashMap<(String, bool), Result<BlobId, PictureProblem>>,
}

#[derive(Clone, Debug)]
struct PictureProblem {
    words: String,
    remedy: &'static str,
}

impl<'a> Taking<'a> {
    pub fn new(
        folder: &'a Folder,
        scan: &'a Scan,
        store: &'a Store,
        pictures: &'a BTreeSet<&'a str>,
        languages: &'a KnownLanguages,
    ) -> Self {
        Self {
            folder,
            scan,
            store,
            pictures,
            languages,
            taken: HashMap::new(),
        }
    }

    /// Takes a settings file.
    pub fn setting(
        &self,
        name: &'static str,
        candidate: &Candidate,
        office: Option<&Office>,
    ) -> Result<Taken, NotTaken> {
        let workbook = is_workbook(name);
        let limit = if workbook { LARGEST_WORKBOOK } else { LARGEST_TEXT };
        let (bytes, stat) = self.bytes(&candidate.main, limit)?;
        let mut sources = sources(self.languages);
        if workbook {
            sources
                .workbooks
                .by_path
                .insert(name.to_owned(), spreadsheet::read(&bytes));
        } else {
            sources.settings.insert(name, &bytes);
        }
        let (usable, findings) = check_setting(name, &sources, office, &self.languages.tags());
        if !usable {
            return Err(NotTaken::Bad(findings));
        }
        let unit = Unit {
            files: vec![self.keep(&candidate.main, stat, &bytes)?],
            summary: None,
            flaws: errors(&findings),
            told: false,
        };
        Ok(Taken {
            unit,
            findings,
            lacks_picture: false,
            bad_picture: false,
        })
    }

    /// Takes one language of a page with its pictures.
    pub fn page(&mut self, address: &PageAddress, candidate: &Candidate) -> Result<Taken, NotTaken> {
        let words = match (&candidate.spoken, candidate.poster) {
            (Some(spoken), _) => Some((spoken.as_str(), self.bytes(spoken, LARGEST_TEXT)?)),
            (None, true) => None,
            (None, false) => Some((
                candidate.main.as_str(),
                self.bytes(&candidate.main, LARGEST_TEXT)?,
            )),
        };
        let file = PageFile {
            path: &candidate.main,
            item: &address.item,
            language: &address.language,
            bytes: words.as_ref().map_or(&[][..], |(_, (bytes, _))| bytes),
            poster: candidate.poster,
            pictures: self.pictures,
            words: self.languages.words(&address.language),
        };
        let (page, mut findings) = read_page(&file);
        let Some((summary, _)) = page else {
            return Err(NotTaken::Bad(findings));
        };
        let mut files = Vec::new();
        if let Some((path, (bytes, stat))) = &words {
            files.push(self.keep(path, *stat, bytes)?);
        }
        let mut bad_picture = false;
        for picture in &summary.pictures {
            match self.picture(picture, candidate.poster)? {
                // A poster is named by its picture.
                Ok(file) if candidate.poster => files.insert(0, file),
                Ok(file) => files.push(file),
                Err(problem) => {
                    bad_picture = true;
                    findings.push(unreadable_picture(picture, &candidate.main, &problem));
                }
            }
        }
        if candidate.poster && bad_picture {
            return Err(NotTaken::Bad(findings));
        }
        let lacks_picture = summary.lacks_picture || bad_picture;
        let unit = Unit {
            files,
            flaws: errors(&findings),
            told: !findings.is_empty(),
            summary: Some(summary),
        };
        Ok(Taken {
            unit,
            findings,
            lacks_picture,
            bad_picture,
        })
    }

    fn picture(&mut self, path: &str, poster: bool) -> Result<Result<StoredFile, PictureProblem>, NotTaken> {
        let Some(stat) = self.scan.files.get(path).copied() else {
            return Err(NotTaken::Moving);
        };
        let stored = |blob| StoredFile {
            path: path.to_owned(),
            stat,
            blob,
        };
        if let Some(taken) = self.taken.get(&(path.to_owned(), poster)) {
            return Ok(taken.clone().map(stored));
        }
        let (bytes, _) = self.bytes(path, pictures::LARGEST_FILE)?;
        let taken = match pictures::packed(bytes, poster) {
            Ok(packed) => Ok(self.store.keep(&packed)?),
            Err(error) => Err(PictureProblem {
                words: error.to_string(),
                remedy: PictureError::remedy(&error),
            }),
        };
        self.taken.insert((path.to_owned(), poster), taken.clone());
        Ok(taken.map(stored))
    }

    fn keep(&self, path: &str, stat: FileStat, bytes: &[u8]) -> Result<StoredFile, StoreError> {
        Ok(StoredFile {
            path: path.to_owned(),
            stat,
            blob: self.store.keep(bytes)?,
        })
    }

    /// A file's bytes, if it is still as the look saw it.
    fn bytes(&self, path: &str, limit: u64) -> Result<(Vec<u8>, FileStat), NotTaken> {
        let Some(seen) = self.scan.files.get(path).copied() else {
            return Err(NotTaken::Moving);
        };
        match self.folder.read(self.scan.on_disk(path), limit) {
            Ok((bytes, before, after)) if before == seen && after == seen => Ok((bytes, seen)),
            Ok(_) => Err(NotTaken::Moving),
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Err(NotTaken::Moving),
                _ => Err(NotTaken::Bad(vec![unreadable(path, &error)])),
            },
        }
    }
}

fn errors(findings: &[Finding]) -> usize {
    findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

fn unreadable(path: &str, error: &io::Error) -> Finding {
    Finding::error(
        "file-unreadable",
        path,
        format!("The file cannot be read ({error})."),
    )
    .shown("Nothing of this file.")
    .remedy("Save it again, or ask IT to look at its permissions.")
}

fn unreadable_picture(picture: &str, page: &str, problem: &PictureProblem) -> Finding {
    Finding::error("picture-unreadable", picture, problem.words.clone())
        .shown(format!("The picture's description, in {page}."))
        .remedy(problem.remedy)
}
