//! Reads a folder once, as it is, without waiting for anything to come to rest: for checks and for drawing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::languages::KnownLanguages;
use crate::publisher::{Publisher, Timing};
use crate::store::{Store, StoreError};
use crate::watch::News;

/// A folder as it was read, with the copy it was read from. Dropping it deletes the copy.
pub struct Once {
    /// What a kiosk would tell.
    pub news: News,
    scratch: PathBuf,
}

impl Drop for Once {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// Reads a folder into a copy among the system's temporary files.
///
/// # Errors
/// If the copy cannot be made.
pub fn read_once(root: &Path, languages: KnownLanguages) -> Result<Once, StoreError> {
    let scratch = scratch()?;
    let timing = Timing {
        quiet: Duration::ZERO,
        quiet_on_network: Duration::ZERO,
        grace: Duration::ZERO,
        ..Timing::default()
    };
    let mut publisher = Publisher::new(root, Store::open(&scratch)?, languages, timing);
    // A large folder is taken in several looks.
    while publisher.look(Duration::ZERO).next == Duration::ZERO {}
    Ok(Once {
        news: News::of(&publisher),
        scratch,
    })
}

/// A new folder that only this user can look into.
fn scratch() -> Result<PathBuf, StoreError> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let process = std::process::id();
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("reception-content-{process}-{number}"));
        match rustix::fs::mkdir(&path, rustix::fs::Mode::RWXU) {
            Ok(()) => return Ok(path),
            Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(io::Error::from(error).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_into_which_something_is_being_copied_is_read_once_and_what_waits_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let leaflet = folder.path().join("leaflets/repairs");
        fs::create_dir_all(&leaflet).unwrap();
        fs::write(folder.path().join("office.toml"), "languages = [\"en-GB\"]").unwrap();
        fs::write(leaflet.join("en-GB.md"), "# Repairs\n\nText\n").unwrap();
        fs::write(leaflet.join(".syncthing.bn.md.tmp"), "half").unwrap();
        let english = crate::KnownLanguage {
            tag: "en-GB".to_owned(),
            names: Vec::new(),
            words: flow::content::HeaderWords::default(),
        };
        let read = read_once(folder.path(), [english].into_iter().collect()).unwrap();
        let waits = |finding: &flow::content::Finding| {
            (finding.code, finding.file.as_str()) == ("waits-for-copy", "leaflets/repairs/en-GB.md")
        };
        assert!(read.news.findings.iter().any(waits), "{:?}", read.news.findings);
    }
}
