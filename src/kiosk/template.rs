//! `reception-kiosk template`: writes a workbook for staff to fill in.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::folder;

/// Which workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// The opening hours.
    #[default]
    Hours,
    /// Who is on duty.
    OnDuty,
}

impl Kind {
    fn file_name(self) -> &'static str {
        match self {
            Self::Hours => "hours.xlsx",
            Self::OnDuty => "on-duty.xlsx",
        }
    }
}

/// Writes a template and says where it is. It is filled with what a content folder has now, if one is given; a file
/// that is there is never written over, since someone's hours may be in it.
///
/// # Errors
/// If the content folder has nothing to show, or the file is there already or cannot be written.
pub fn write(kind: Kind, content: Option<&Path>, output: Option<PathBuf>) -> io::Result<PathBuf> {
    let content = match content {
        Some(path) => {
            let read = folder::load(path).map_err(io::Error::other)?;
            Some(read.news.content.clone().ok_or_else(|| {
                io::Error::other("the content folder cannot be shown; `reception-kiosk check` says why")
            })?)
        }
        None => None,
    };
    let which = match kind {
        Kind::Hours => spreadsheet::Template::Hours,
        Kind::OnDuty => spreadsheet::Template::OnDuty,
    };
    let autonym = |tag: &str| {
        let language = i18n::languages().iter().find(|language| language.tag == tag);
        language.map_or_else(|| tag.to_owned(), |language| language.autonym.to_owned())
    };
    let bytes = spreadsheet::template(which, content.as_deref(), autonym).map_err(io::Error::other)?;
    let output = output.unwrap_or_else(|| PathBuf::from(kind.file_name()));
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&output)?
        .write_all(&bytes)?;
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/sample-office");

    #[test]
    fn the_sample_office_moves_to_excel_and_shows_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(SAMPLE);
        let before = folder::load(sample).unwrap().news.content.clone().unwrap();
        std::fs::copy(sample.join("office.toml"), folder.path().join("office.toml")).unwrap();
        for kind in [Kind::Hours, Kind::OnDuty] {
            let output = folder.path().join(kind.file_name());
            assert_eq!(write(kind, Some(sample), Some(output.clone())).unwrap(), output);
            let again = write(kind, Some(sample), Some(output)).unwrap_err();
            assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        }
        let read = folder::load(folder.path()).unwrap();
        let (after, findings) = (read.news.content.clone().unwrap(), &read.news.findings);
        assert!(
            !findings.iter().any(|finding| finding.file.ends_with("xlsx")),
            "{findings:?}"
        );
        assert_eq!(after.hours, before.hours);
        assert_eq!(after.on_duty, before.on_duty);
    }
}
