//! The kiosk's own copy: bytes by their hash, and the last generations.
//!
//! ```text
//! blobs/ab/ab12…            bytes that were taken, once each
//! generations/000000000012-1f2e….json   a manifest, with the beginning of its own hash in its name
//! incoming/                 what is being written
//! ```
//! Bytes are written first, then one `syncfs` puts all of them on the disk, then the manifest takes its name. So a
//! generation that can be read is whole, whatever was pulled out when.

#[cfg(test)]
mod power_cut;
mod room;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::generation::{BlobId, FORMAT, Manifest};

/// Generations kept.
const KEPT: usize = 3;

/// The kiosk's own copy of what was taken from the folder.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    next: AtomicU64,
}

/// Why something cannot be kept, or not be had again.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk has no room.
    #[error("the kiosk's own disk is full")]
    Full,
    /// The disk does not do what it should.
    #[error("the kiosk's own disk: {0}")]
    Disk(io::Error),
    /// What is kept is not what was put there.
    #[error("what was kept has changed")]
    Damaged,
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Disk(error),
        }
    }
}

impl Store {
    /// The folder of a kiosk that is perhaps running, to be looked at and not changed.
    pub(crate) fn of_another(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            next: AtomicU64::new(0),
        }
    }

    /// Opens the folder in which everything is kept, and makes it if there is none.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        make_folders(root)?;
        let store = Self::of_another(root);
        // What was being written when the power went is of no use.
        store.clear_incoming();
        Ok(store)
    }

    /// Whether the generation of this number is still there.
    pub(crate) fn holds(&self, number: u64) -> bool {
        self.generations()
            .is_ok_and(|generations| generations.iter().any(|(there, _)| *there == number))
    }

    /// Makes the folders again, if somebody has removed them.
    pub(crate) fn mend(&self) -> Result<(), StoreError> {
        Ok(make_folders(&self.root)?)
    }

    fn clear_incoming(&self) {
        if let Ok(entries) = fs::read_dir(self.root.join("incoming")) {
            for entry in entries.flatten() {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn incoming(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.root.join("incoming").join(number.to_string())
    }

    fn blob_path(&self, blob: BlobId) -> PathBuf {
        let name = blob.to_string();
        self.root.join("blobs").join(&name[..2]).join(name)
    }

    /// Keeps bytes.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<BlobId, StoreError> {
        let blob = BlobId(Sha256::digest(bytes).into());
        let path = self.blob_path(blob);
        // One of the right length but other bytes is found out when it is read, and then written anew.
        if fs::metadata(&path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64) {
            return Ok(blob);
        }
        room::for_file(&self.root, bytes.len())?;
        let incoming = self.incoming();
        let kept = write(&incoming, bytes).and_then(|()| {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            step(Step::Renaming);
            fs::rename(&incoming, &path)
        });
        step(Step::Renamed);
        if kept.is_err() {
            let _ = fs::remove_file(&incoming);
        }
        kept?;
        Ok(blob)
    }

    /// The bytes that were kept. What is damaged is deleted, so that it can be kept anew.
    pub(crate) fn get(&self, blob: BlobId) -> Result<Vec<u8>, StoreError> {
        let read = self.read(blob);
        if matches!(read, Err(StoreError::Damaged)) {
            let _ = fs::remove_file(self.blob_path(blob));
        }
        read
    }

    /// The bytes that were kept; whatever is wrong, nothing is changed.
    pub(crate) fn read(&self, blob: BlobId) -> Result<Vec<u8>, StoreError> {
        let bytes = fs::read(self.blob_path(blob)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::Damaged,
            _ => StoreError::from(error),
        })?;
        if BlobId(Sha256::digest(&bytes).into()) == blob {
            Ok(bytes)
        } else {
            Err(StoreError::Damaged)
        }
    }

    /// Makes a generation the last one. It is on the disk when this returns.
    pub(crate) fn publish(&self, manifest: &Manifest) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(manifest).map_err(io::Error::other)?;
        let hash = BlobId(Sha256::digest(&bytes).into()).to_string();
        let folder = self.root.join("generations");
        let path = folder.join(format!("{:012}-{}.json", manifest.number, &hash[..16]));
        room::for_manifest(&self.root, bytes.len())?;
        let incoming = self.incoming();
        let published = write(&incoming, &bytes)
            .and_then(|()| Ok(rustix::fs::syncfs(File::open(&self.root)?)?))
            .inspect(|()| step(Step::Synced))
            .and_then(|()| fs::rename(&incoming, &path))
            .inspect(|()| step(Step::Renamed))
            .and_then(|()| File::open(&folder)?.sync_all())
            .inspect(|()| step(Step::Named));
        if published.is_err() {
            let _ = fs::remove_file(&incoming);
        }
        published?;
        for (_, old) in self.generations()?.iter().skip(KEPT) {
            let _ = fs::remove_file(old);
            step(Step::Deleted);
        }
        Ok(())
    }

    /// The generations there are, the last one first.
    pub(crate) fn generations(&self) -> Result<Vec<(u64, PathBuf)>, StoreError> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.root.join("generations"))?.flatten() {
            let name = entry.file_name();
            let number = name
                .to_str()
                .and_then(|name| name.split_once('-')?.0.parse().ok());
            if let Some(number) = number {
                found.push((number, entry.path()));
            }
        }
        found.sort_by(|one, other| other.cmp(one));
        Ok(found)
    }

    /// The last generation that is whole and of which `made` can make something, with what it made.
    pub(crate) fn last<T>(&self, made: impl Fn(&Manifest) -> Option<T>) -> Option<(Manifest, T)> {
        let generations = self.generations().unwrap_or_default();
        generations
            .iter()
            .filter_map(|(_, path)| read_manifest(path))
            .find_map(|manifest| made(&manifest).map(|made| (manifest, made)))
    }

    /// The highest number that any generation has, readable or not.
    pub(crate) fn highest(&self) -> u64 {
        self.generations()
            .ok()
            .and_then(|generations| generations.first().map(|(number, _)| *number))
            .unwrap_or(0)
    }

    /// Deletes the bytes that none of the kept generations needs; how many there were.
    pub(crate) fn sweep(&self) -> Result<usize, StoreError> {
        let mut needed = HashSet::new();
        for (_, path) in self.generations()? {
            let Some(manifest) = read_manifest(&path) else {
                continue;
            };
            let files = manifest.units.values().flat_map(|unit| &unit.files);
            needed.extend(files.map(|file| file.blob.to_string()));
        }
        let mut swept = 0;
        for folder in fs::read_dir(self.root.join("blobs"))?.flatten() {
            for blob in fs::read_dir(folder.path())?.flatten() {
                let is_needed = blob
                    .file_name()
                    .to_str()
                    .is_some_and(|name| needed.contains(name));
                if !is_needed && fs::remove_file(blob.path()).is_ok() {
                    step(Step::Deleted);
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }
}

fn make_folders(root: &Path) -> io::Result<()> {
    ["blobs", "generations", "incoming"]
        .iter()
        .try_for_each(|folder| fs::create_dir_all(root.join(folder)))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    step(Step::Written);
    Ok(())
}

/// What has just been done, or is about to be: a power cut may come at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A file was written beside the others.
    Written,
    /// It is about to take its name.
    Renaming,
    /// It has taken its name.
    Renamed,
    /// Everything written so far is on the disk.
    Synced,
    /// The name of the generation is on the disk.
    Named,
    /// Something that is not needed any more was deleted.
    Deleted,
}

/// Tests cut the power here.
#[cfg(test)]
fn step(step: Step) {
    power_cut::reached(step);
}

#[cfg(not(test))]
fn step(_: Step) {}

/// A manifest, if its bytes are those that its name says.
pub(crate) fn read_manifest(path: &Path) -> Option<Manifest> {
    let bytes = fs::read(path).ok()?;
    let name = path.file_stem()?.to_str()?;
    let hash = BlobId(Sha256::digest(&bytes).into()).to_string();
    if name.split_once('-')?.1 != &hash[..16] {
        tracing::warn!(generation = name, "a generation of the content is damaged");
        return None;
    }
    let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
    (manifest.format == FORMAT).then_some(manifest)
}
