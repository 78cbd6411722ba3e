//! From the archive of a workbook to the few parts that are read, within bounds on what really comes out.
//!
//! Sizes that the archive claims are not believed: each part is inflated up to its bound and no further. Pictures,
//! macros, drawings and tables are never unpacked.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};

use flow::content::WorkbookError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::LARGEST_FILE;

/// Members of the archive.
const MOST_MEMBERS: usize = 1_000;
/// All parts that are read, inflated, in bytes; a real one with hours is some 20 KB.
const LARGEST_INFLATED: u64 = 16 * 1024 * 1024;
/// How much larger than packed a part may be; deflate alone can do ten times that.
const LARGEST_RATIO: u64 = 100;
/// Parts up to this size may be packed as tightly as they like, in bytes.
const RATIO_HOLDS_FROM: u64 = 1024 * 1024;

/// What an old .xls and a workbook with a password begin with.
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The parts by name, in lower case.
pub(crate) type Parts = BTreeMap<String, Vec<u8>>;

/// Unpacks the parts that are read.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Parts, WorkbookError> {
    if bytes.len() > LARGEST_FILE {
        return Err(WorkbookError::TooLarge);
    }
    if bytes.starts_with(&COMPOUND_FILE) {
        return Err(if holds_encrypted_package(bytes) {
            WorkbookError::Protected
        } else {
            WorkbookError::OtherFormat
        });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WorkbookError::Damaged)?;
    if archive.len() > MOST_MEMBERS {
        return Err(WorkbookError::TooLarge);
    }
    let mut parts = Parts::new();
    let mut left = LARGEST_INFLATED;
    for index in 0..archive.len() {
        let name = match archive.name_for_index(index) {
            Some(Ok(name)) => name.replace('\\', "/").to_ascii_lowercase(),
            _ => continue,
        };
        if !is_read(&name) {
            continue;
        }
        let part = inflate(&mut archive, index, left)?;
        left -= part.len() as u64;
        // Which of two parts of one name is meant, nobody can say.
        if parts.insert(name, part).is_some() {
            return Err(WorkbookError::Damaged);
        }
    }
    // A text document or a workbook of another kind is a good archive, too.
    let is_workbook = parts.keys().any(|name| name.starts_with("xl/workbook"));
    if is_workbook {
        Ok(parts)
    } else {
        Err(WorkbookError::OtherFormat)
    }
}

fn inflate(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: u64,
) -> Result<Vec<u8>, WorkbookError> {
    let member = archive.by_index(index).map_err(|_| WorkbookError::Damaged)?;
    let by_ratio = member.compressed_size().saturating_mul(LARGEST_RATIO);
    let most = left.min(by_ratio.max(RATIO_HOLDS_FROM));
    let mut part = Vec::new();
    member
        .take(most + 1)
        .read_to_end(&mut part)
        .map_err(|_| WorkbookError::Damaged)?;
    if part.len() as u64 > most {
        Err(WorkbookError::TooLarge)
    } else {
        Ok(part)
    }
}

/// Whether a part is one of those that sheets, their texts and their number formats are in.
fn is_read(name: &str) -> bool {
    let workbook = |name: &str, end: &str| {
        let number = name
            .strip_prefix("workbook")
            .and_then(|rest| rest.strip_suffix(end));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match name.strip_prefix("xl/") {
        None => name == "_rels/.rels",
        Some("sharedstrings.xml" | "styles.xml") => true,
        Some(inner) => {
            let sheet = inner.strip_prefix("worksheets/");
            workbook(inner, ".xml")
                || inner
                    .strip_prefix("_rels/")
                    .is_some_and(|name| workbook(name, ".xml.rels"))
                || sheet.is_some_and(|name| name.ends_with(".xml") && !name.contains('/'))
        }
    }
}

/// Packs the parts again, as they are and nothing else.
pub(crate) fn repack(parts: &Parts) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in parts {
        archive.start_file(name.as_str(), stored)?;
        archive.write_all(part)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Whether a compound file holds a workbook that only the password opens: its folder names the package, in UTF-16.
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}
