//! A generation: one complete, checked state of the content, as a list of its units.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use flow::content::{PageAddress, PageSummary, SETTINGS, Section};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::folder::FileStat;

/// The form in which manifests are written; another number is not read.
pub(crate) const FORMAT: u32 = 1;

/// A unit of publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub(crate) enum UnitKey {
    /// A settings file.
    Setting(&'static str),
    /// One language of a page, with its pictures.
    Page(PageAddress),
}

impl UnitKey {
    /// Whether it takes the screen over.
    pub fn is_emergency(&self) -> bool {
        matches!(self, Self::Page(address) if address.section == Section::Emergency)
    }
}

impl fmt::Display for UnitKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(name) => formatter.write_str(name),
            Self::Page(address) => {
                let section = address.section.folder();
                write!(formatter, "{section}/{}/{}", address.item, address.language)
            }
        }
    }
}

impl From<UnitKey> for String {
    fn from(key: UnitKey) -> Self {
        key.to_string()
    }
}

/// Words that name no unit.
#[derive(Debug, thiserror::Error)]
#[error("a manifest names no such unit")]
pub(crate) struct NoUnit;

impl<'de> Deserialize<'de> for UnitKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

impl FromStr for UnitKey {
    type Err = NoUnit;

    fn from_str(key: &str) -> Result<Self, NoUnit> {
        if let Some(name) = SETTINGS.iter().find(|name| **name == key) {
            return Ok(Self::Setting(name));
        }
        let mut parts = key.split('/');
        let (Some(section), Some(item), Some(language), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NoUnit);
        };
        let section = Section::ALL
            .into_iter()
            .find(|known| known.folder() == section)
            .ok_or(NoUnit)?;
        Ok(Self::Page(PageAddress {
            section,
            item: item.to_owned(),
            language: language.to_owned(),
        }))
    }
}

/// A file as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    /// Its path in the content folder.
    pub path: String,
    /// Its state there when it was taken.
    pub stat: FileStat,
    /// The hash of what is kept of it.
    pub blob: BlobId,
}

/// A unit as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unit {
    /// Its files; the first gives it its name. A poster's is its picture.
    pub files: Vec<StoredFile>,
    /// What was read of a page; none for a setting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<PageSummary>,
    /// How many things are wrong with it that keep something from being shown as meant. They are read again from
    /// what is kept, so that their words are those of the program that runs.
    #[serde(default)]
    pub flaws: usize,
    /// Whether anything is to be told of it.
    #[serde(default)]
    pub told: bool,
}

impl Unit {
    /// Another number for another state of its bytes.
    pub fn version(&self) -> u64 {
        // FNV-1a over the hashes: no more is needed than that a change is seen.
        self.files
            .iter()
            .flat_map(|file| file.blob.0)
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
    }

    /// The file that gives it its name.
    pub fn main(&self) -> Option<&StoredFile> {
        self.files.first()
    }

    /// The file that holds its words; a poster may have none.
    pub fn words(&self) -> Option<&StoredFile> {
        self.files.iter().find(|file| {
            let lower = file.path.to_lowercase();
            [".md", ".txt", ".toml", ".xlsx"]
                .iter()
                .any(|end| lower.ends_with(end))
        })
    }

    /// Whether the unit is a poster: a picture with its spoken text.
    pub fn is_poster(&self) -> bool {
        self.summary.is_some()
            && self
                .main()
                .is_some_and(|file| !file.path.to_lowercase().ends_with(".md"))
    }
}

/// The SHA-256 of bytes that are kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct BlobId(pub [u8; 32]);

impl fmt::Display for BlobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl From<BlobId> for String {
    fn from(blob: BlobId) -> Self {
        blob.to_string()
    }
}

/// What is no hash.
#[derive(Debug, thiserror::Error)]
#[error("a manifest holds what is no hash")]
pub(crate) struct NoHash;

impl TryFrom<String> for BlobId {
    type Error = NoHash;

    fn try_from(hex: String) -> Result<Self, NoHash> {
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(NoHash);
        }
        for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NoHash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoHash)?;
        }
        Ok(Self(bytes))
    }
}

/// A generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// One more than the generation before.
    pub number: u64,
    /// The version of the program that read the pages.
    pub program: String,
    /// Its units.
    pub units: BTreeMap<UnitKey, Unit>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_named_by_its_place_and_found_by_its_name() {
        for name in ["office.toml", "leaflets/repairs/zh-Hans", "emergency//en-GB"] {
            assert_eq!(name.parse::<UnitKey>().unwrap().to_string(), name);
        }
        for name in [
            "",
            "other.toml",
            "leaflets/repairs",
            "places/repairs/bn",
            "a/b/c/d",
        ] {
            assert!(name.parse::<UnitKey>().is_err(), "{name}");
        }
    }

    #[test]
    fn a_hash_is_written_and_read_back() {
        let blob = BlobId(std::array::from_fn(|place| u8::try_from(place * 7).unwrap()));
        assert_eq!(BlobId::try_from(blob.to_string()).unwrap(), blob);
        for wrong in ["", "zz", &"g".repeat(64), &"é".repeat(32)] {
            assert!(BlobId::try_from(wrong.to_owned()).is_err());
        }
    }
}
