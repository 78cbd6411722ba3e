//! Reads again what the fuzzer has kept, on every `make test`: the corpus, and the files that once broke something.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use claims::CLAIMS;

/// Files and bytes of one corpus: what a person can still look through, and the repository can carry.
const MOST_FILES: usize = 300;
const MOST_BYTES: u64 = 1024 * 1024;

fn folder(kind: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz")
        .join(kind)
        .join(name)
}

/// The files of a folder in the order of their names; none if there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn replay(name: &str) {
    let (_, claim) = CLAIMS.iter().find(|(claim, _)| *claim == name).unwrap();
    let (kept, broke) = (files(&folder("corpus", name)), files(&folder("known", name)));
    assert!(kept.len() >= 10, "the corpus of {name} has {} files", kept.len());
    let failed: Vec<_> = kept
        .iter()
        .chain(&broke)
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            catch_unwind(|| claim(&bytes)).is_err()
        })
        .collect();
    assert!(failed.is_empty(), "{name} does not hold of {failed:?}");
}

#[test]
fn what_is_claimed_of_headers_holds_of_the_corpus() {
    replay("header");
}

#[test]
fn what_is_claimed_of_hours_holds_of_the_corpus() {
    replay("hours");
}

#[test]
fn what_is_claimed_of_pages_holds_of_the_corpus() {
    replay("markdown");
}

#[test]
fn what_is_claimed_of_pictures_holds_of_the_corpus() {
    replay("pictures");
}

#[test]
fn what_is_claimed_of_settings_holds_of_the_corpus() {
    replay("settings");
}

#[test]
fn what_is_claimed_of_workbooks_holds_of_the_corpus() {
    replay("spreadsheet");
}

#[test]
fn each_corpus_is_small_and_of_a_claim_that_there_is() {
    for kind in ["corpus", "known"] {
        for path in files(&folder(kind, "")) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_claim = CLAIMS.iter().any(|(claim, _)| *claim == name);
            assert!(
                is_claim || path.is_file(),
                "nothing is claimed of {}",
                path.display()
            );
            let sizes: Vec<_> = files(&path)
                .iter()
                .map(|file| file.metadata().unwrap().len())
                .collect();
            assert!(sizes.len() <= MOST_FILES, "{name} has {} files", sizes.len());
            assert!(sizes.iter().sum::<u64>() <= MOST_BYTES, "{name} is too large");
        }
    }
}
