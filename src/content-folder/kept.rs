//! The generations in a kiosk's own copy, as anybody sees them from outside while it runs: for support, and for tests
//! that look over its shoulder. Nothing here changes anything.

use std::collections::BTreeMap;
use std::path::Path;

use crate::store::{Store, StoreError, read_manifest};

/// A generation with the bytes of all its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptGeneration {
    /// Its number.
    pub number: u64,
    /// Its units by name, such as `office.toml` and `leaflets/repairs/bn`.
    pub units: BTreeMap<String, Vec<KeptFile>>,
}

/// A file of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Its path in the content folder.
    pub path: String,
    /// What is kept of it: the file's bytes, or those of a smaller picture.
    pub bytes: Vec<u8>,
}

/// The numbers of the generations that a copy holds, the last one first.
///
/// # Errors
/// If the copy cannot be looked into.
pub fn kept_numbers(copy: &Path) -> Result<Vec<u64>, StoreError> {
    let generations = Store::of_another(copy).generations()?;
    Ok(generations.into_iter().map(|(number, _)| number).collect())
}

/// A generation by its number.
///
/// # Errors
/// If there is none (the kiosk keeps three, and may just have let go of this one), or some of it is damaged.
pub fn kept(copy: &Path, number: u64) -> Result<KeptGeneration, StoreError> {
    let store = Store::of_another(copy);
    let generations = store.generations()?;
    let path = generations.iter().find(|(of, _)| *of == number);
    let manifest = path
        .and_then(|(_, path)| read_manifest(path))
        .ok_or(StoreError::Damaged)?;
    let mut units = BTreeMap::new();
    for (key, unit) in &manifest.units {
        let mut files = Vec::new();
        for file in &unit.files {
            files.push(KeptFile {
                path: file.path.clone(),
                bytes: store.read(file.blob)?,
            });
        }
        units.insert(key.to_string(), files);
    }
    Ok(KeptGeneration { number, units })
}
