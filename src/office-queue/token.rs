//! The tokens by which kiosks show who they are, and the file that holds their hashes.
//!
//! A token is 256 random bits, so a plain SHA-256 is enough to keep it: a slow password hash guards short secrets
//! that people choose, and there is nothing here to guess. The file is separate from the database, so that
//! `office-queue token add` works while the service runs and the database is opened by one process only.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::office::is_id;
use crate::store::create_data_folder;

/// The name of the file in the data folder.
const FILE_NAME: &str = "kiosk-tokens";

/// How the file begins, for whoever opens it.
const FILE_HEADER: &str =
    "# Kiosk tokens: office, kiosk, SHA-256 of the token. Written by `office-queue token`.\n";

/// The tokens of programs that import appointments: a file of its own, so that no kiosk's token can ever be one.
const IMPORT_FILE_NAME: &str = "import-tokens";

/// How that file begins.
const IMPORT_FILE_HEADER: &str =
    "# Import tokens: office, name, SHA-256 of the token. Written by `office-queue token`.\n";

/// How the name of each file of tokens ends, by which a backup finds them.
const FILES_END: &str = "-tokens";

/// Whether this is the name of a file of tokens, and of nothing outside its folder.
pub(crate) fn is_file_name(name: &str) -> bool {
    name.len() <= 64
        && name
            .strip_suffix(FILES_END)
            .is_some_and(|whose| !whose.is_empty() && whose.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The files of tokens in a data folder, by name.
///
/// # Errors
/// What the system says.
pub(crate) fn files_in(data_dir: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(data_dir)? {
        names.extend(
            entry?
                .file_name()
                .into_string()
                .ok()
                .filter(|name| is_file_name(name)),
        );
    }
    names.sort();
    Ok(names)
}
/// The tokens of call displays: a file of its own, for the same reason.
const DISPLAY_FILE_NAME: &str = "display-tokens";

/// How that file begins.
const DISPLAY_FILE_HEADER: &str =
    "# Display tokens: office, name, SHA-256 of the token. Written by `office-queue token`.\n";

/// Who a token says is speaking.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KioskId {
    /// The office's id.
    pub office: String,
    /// The kiosk's id within its office.
    pub kiosk: String,
}

/// Why the token file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file could not be read or written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line that is not a token's.
    #[error(
        "{file}, line {line}: this is not a token's line. Restore the file, or remove the line and add the kiosk's token again."
    )]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// An id that cannot be one.
    #[error("{0:?} cannot be an id: use 1 to 64 letters, digits and hyphens")]
    Id(String),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers: {0}")]
    Random(String),
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: KioskId,
    sha256: [u8; 32],
}

/// What tells one version of the file from the next.
type Version = Option<(u64, i64, i64, u64)>;

/// The token file of a data folder. Changes to it count from the next request on.
pub struct Tokens {
    path: PathBuf,
    header: &'static str,
    known: Mutex<(Version, Arc<[Entry]>)>,
}

impl Tokens {
    /// The token file of this data folder, which need not exist yet.
    pub fn of(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join(FILE_NAME),
            header: FILE_HEADER,
            known: Mutex::new((None, Arc::new([]))),
        }
    }

    /// A file of tokens by its name, to look at.
    pub(crate) fn in_file(data_dir: &Path, name: &str) -> Self {
        Self {
            path: data_dir.join(name),
            ..Self::of(data_dir)
        }
    }

    /// The file of import tokens of this data folder; an importer's name stands where a kiosk's does.
    pub fn for_imports(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join(IMPORT_FILE_NAME),
            header: IMPORT_FILE_HEADER,
            ..Self::of(data_dir)
        }
    }

    /// The file of display tokens of this data folder; a screen's name stands where a kiosk's does.
    pub fn for_displays(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join(DISPLAY_FILE_NAME),
            header: DISPLAY_FILE_HEADER,
            ..Self::of(data_dir)
        }
    }

    /// Makes a new token for a kiosk and stores its hash. A kiosk may have several, so that a new one can be put in
    /// place before the old one is removed.
    ///
    /// # Errors
    /// [`TokenError`]; then nothing has changed.
    pub fn add(&self, office: &str, kiosk: &str) -> Result<String, TokenError> {
        for id in [office, kiosk] {
            if !is_id(id) {
                return Err(TokenError::Id(id.to_owned()));
            }
        }
        let mut random = [0_u8; 32];
        getrandom::fill(&mut random).map_err(|error| TokenError::Random(error.to_string()))?;
        let token = hex(&random);
        let _lock = self.lock()?;
        let mut entries = self.read()?.to_vec();
        let id = KioskId {
            office: office.to_owned(),
            kiosk: kiosk.to_owned(),
        };
        entries.push(Entry {
            id,
            sha256: sha256(token.as_bytes()),
        });
        self.write(&entries)?;
        Ok(token)
    }

    /// Removes every token of a kiosk and says how many there were.
    ///
    /// # Errors
    /// [`TokenError`]; then nothing has changed.
    pub fn remove(&self, office: &str, kiosk: &str) -> Result<usize, TokenError> {
        let _lock = self.lock()?;
        let entries = self.read()?;
        let kept: Vec<Entry> = entries
            .iter()
            .filter(|entry| entry.id.office != office || entry.id.kiosk != kiosk)
            .cloned()
            .collect();
        if kept.len() < entries.len() {
            self.write(&kept)?;
        }
        Ok(entries.len() - kept.len())
    }

    /// The kiosks that have a token, in order, once for each token.
    ///
    /// # Errors
    /// [`TokenError`] where the file cannot be read.
    pub fn kiosks(&self) -> Result<Vec<KioskId>, TokenError> {
        let mut kiosks: Vec<KioskId> = self.read()?.iter().map(|entry| entry.id.clone()).collect();
        kiosks.sort();
        Ok(kiosks)
    }

    /// Who holds this token. Every hash is compared to its end, so that the time taken tells nothing about them.
    ///
    /// # Errors
    /// [`TokenError`] where the file cannot be read; nobody is let in then.
    pub fn holder(&self, token: &str) -> Result<Option<KioskId>, TokenError> {
        let asked = sha256(token.as_bytes());
        let entries = self.read()?;
        let mut found = None;
        for entry in entries.iter() {
            if bool::from(entry.sha256.ct_eq(&asked)) {
                found = Some(entry.id.clone());
            }
        }
        Ok(found)
    }

    /// The entries, read again only where the file has changed.
    fn read(&self) -> Result<Arc<[Entry]>, TokenError> {
        let version = match std::fs::metadata(&self.path) {
            Ok(data) => Some((data.ino(), data.mtime(), data.mtime_nsec(), data.len())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(self.file_error(error)),
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != version {
            let entries = if version.is_some() {
                self.parse()?
            } else {
                Vec::new()
            };
            *known = (version, entries.into());
        }
        Ok(Arc::clone(&known.1))
    }

    fn parse(&self) -> Result<Vec<Entry>, TokenError> {
        let text = std::fs::read_to_string(&self.path).map_err(|error| self.file_error(error))?;
        let mut entries = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let refused = || TokenError::Line {
                file: self.path.clone(),
                line: index + 1,
            };
            let mut words = line.split_whitespace();
            let (Some(office), Some(kiosk), Some(hash), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                return Err(refused());
            };
            let sha256 = unhex(hash)
                .filter(|_| is_id(office) && is_id(kiosk))
                .ok_or_else(refused)?;
            entries.push(Entry {
                id: KioskId {
                    office: office.to_owned(),
                    kiosk: kiosk.to_owned(),
                },
                sha256,
            });
        }
        Ok(entries)
    }

    /// Keeps a second command from changing the file between our reading and our writing; ends when it is dropped.
    fn lock(&self) -> Result<File, TokenError> {
        let locked = || -> std::io::Result<File> {
            if let Some(folder) = self.path.parent() {
                create_data_folder(folder)?;
            }
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(self.path.with_extension("lock"))?;
            file.lock()?;
            Ok(file)
        };
        locked().map_err(|error| self.file_error(error))
    }

    /// Writes the file beside the old one and puts it in its place, so that a running service never reads half.
    fn write(&self, entries: &[Entry]) -> Result<(), TokenError> {
        let mut text = self.header.to_owned();
        for Entry { id, sha256 } in entries {
            text.push_str(&format!("{} {} {}\n", id.office, id.kiosk, hex(sha256)));
        }
        let new = self.path.with_extension("new");
        let written = || -> std::io::Result<()> {
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&new)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&new, &self.path)
        };
        written().map_err(|error| self.file_error(error))
    }

    fn file_error(&self, source: std::io::Error) -> TokenError {
        TokenError::File {
            file: self.path.clone(),
            source,
        }
    }
}

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes as small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    let mut bytes = [0_u8; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_token_names_its_kiosk_until_it_is_removed_and_is_never_stored() {
        let folder = tempfile::tempdir().unwrap();
        let (service, command) = (Tokens::of(folder.path()), Tokens::of(folder.path()));
        let token = command.add("canal-street", "front").unwrap();
        let other = command.add("canal-street", "side").unwrap();
        assert_eq!(service.holder(&token).unwrap().unwrap().kiosk, "front");
        assert_eq!(service.holder(&other).unwrap().unwrap().kiosk, "side");
        assert_eq!(service.holder("").unwrap(), None);
        let path = folder.path().join(FILE_NAME);
        assert!(!std::fs::read_to_string(&path).unwrap().contains(&token));
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );

        assert_eq!(command.remove("canal-street", "front").unwrap(), 1);
        assert_eq!(service.holder(&token).unwrap(), None);
        assert_eq!(service.kiosks().unwrap().len(), 1);
    }

    #[test]
    fn commands_that_run_at_once_lose_no_token() {
        let folder = tempfile::tempdir().unwrap();
        let add = |kiosk: usize| {
            Tokens::of(folder.path())
                .add("canal-street", &format!("kiosk-{kiosk}"))
                .unwrap()
        };
        std::thread::scope(|scope| {
            for kiosk in 0..16 {
                scope.spawn(move || add(kiosk));
            }
        });
        assert_eq!(Tokens::of(folder.path()).kiosks().unwrap().len(), 16);
    }

    #[test]
    fn a_damaged_file_lets_nobody_in_and_names_the_line() {
        let folder = tempfile::tempdir().unwrap();
        let tokens = Tokens::of(folder.path());
        let token = tokens.add("canal-street", "front").unwrap();
        std::fs::write(
            folder.path().join(FILE_NAME),
            "# header\ncanal-street front abc\n",
        )
        .unwrap();
        assert!(tokens.holder(&token).unwrap_err().to_string().contains("line 2"));
    }

    #[test]
    fn every_file_of_tokens_is_found_by_its_name_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for tokens in [Tokens::of(folder.path()), Tokens::for_imports(folder.path())] {
            tokens.add("canal-street", "front").unwrap();
        }
        std::fs::write(folder.path().join("kiosk-tokens.before-2026-11-23T000000Z"), "").unwrap();
        assert_eq!(files_in(folder.path()).unwrap(), [IMPORT_FILE_NAME, FILE_NAME]);
        for name in ["../kiosk-tokens", "-tokens", "a/b-tokens", "queue.db", ".-tokens"] {
            assert!(!is_file_name(name), "{name}");
        }
    }

    #[test]
    fn an_id_that_would_break_the_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let tokens = Tokens::of(folder.path());
        for id in ["", "two words", "new\nline", "colon:ed", "naïve"] {
            assert!(
                matches!(tokens.add("canal-street", id), Err(TokenError::Id(_))),
                "{id:?}"
            );
        }
    }
}
