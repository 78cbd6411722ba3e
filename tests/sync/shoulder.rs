//! Looks over a kiosk's shoulder: reads every generation that it keeps and finds what must never be in one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use content_folder::{KeptGeneration, kept, kept_numbers};

use super::stamped;
use super::written::{Files, Lasting};
use crate::office;
use crate::wait::until_or;

/// How often it is looked. A kiosk publishes at most twice a second and keeps three generations, so none is missed.
const EVERY: Duration = Duration::from_millis(80);

/// The onlooker.
pub struct Shoulder {
    stop: Arc<AtomicBool>,
    looking: Option<JoinHandle<Seen>>,
}

/// What was seen.
#[derive(Default)]
pub struct Seen {
    /// Generations that were read.
    pub generations: usize,
    /// What was wrong with them.
    pub wrong: Vec<String>,
}

impl Shoulder {
    /// Begins to look at a kiosk's copy of the content.
    pub fn look(copy: &Path, lasting: Lasting) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let looking = {
            let (stop, copy) = (Arc::clone(&stop), copy.to_owned());
            thread::spawn(move || look(&copy, &lasting, &stop))
        };
        Self {
            stop,
            looking: Some(looking),
        }
    }

    /// Stops looking.
    ///
    /// # Panics
    /// If looking failed.
    pub fn end(mut self) -> Seen {
        self.stop.store(true, Ordering::Relaxed);
        let looking = self.looking.take().expect("it looks");
        looking.join().expect("it looked to the end")
    }
}

impl Drop for Shoulder {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The last generation of a kiosk's copy.
pub fn last(copy: &Path) -> Option<KeptGeneration> {
    let numbers = kept_numbers(copy).ok()?;
    numbers.into_iter().find_map(|number| kept(copy, number).ok())
}

/// Waits for a generation that holds what it should.
///
/// # Panics
/// If none does within `limit`, with what `explain` says of the last one.
pub fn wait_for(
    copy: &Path,
    what: &str,
    limit: Duration,
    holds: impl Fn(&Files) -> bool,
    explain: impl Fn(&Files) -> String,
) {
    let mut newest = None;
    until_or(
        what,
        limit,
        || {
            // Reading all of it takes a while, so each is read once.
            let number = kept_numbers(copy).ok()?.first().copied();
            if number == newest {
                return None;
            }
            let shown = files(&last(copy)?);
            newest = number;
            holds(&shown).then_some(())
        },
        || explain(&last(copy).map(|last| files(&last)).unwrap_or_default()),
    );
}

/// The files of a generation, by path.
pub fn files(generation: &KeptGeneration) -> Files {
    let files = generation.units.values().flatten();
    files
        .map(|file| (file.path.clone(), file.bytes.clone()))
        .collect()
}

fn look(copy: &Path, lasting: &Lasting, stop: &AtomicBool) -> Seen {
    let mut seen = Seen::default();
    let (mut newest, mut shown) = (0, BTreeSet::new());
    while !stop.load(Ordering::Relaxed) {
        thread::sleep(EVERY);
        let mut numbers = kept_numbers(copy).unwrap_or_default();
        numbers.retain(|number| *number > newest);
        numbers.reverse();
        for number in numbers {
            if newest > 0 && number > newest + 1 {
                seen.wrong.push(format!(
                    "generations {} to {} were not seen",
                    newest + 1,
                    number - 1
                ));
            }
            newest = number;
            match kept(copy, number) {
                Ok(generation) => {
                    seen.generations += 1;
                    seen.wrong.extend(wrong(&generation, &shown, &lasting.paths()));
                    shown = files(&generation).into_keys().collect();
                }
                Err(error) => seen.wrong.push(format!("generation {number}: {error}")),
            }
        }
    }
    seen
}

/// What is wrong with a generation after one that showed these paths. Nothing of what was never taken away may go
/// once it was there.
fn wrong(generation: &KeptGeneration, before: &BTreeSet<String>, lasting: &BTreeSet<String>) -> Vec<String> {
    let files = files(generation);
    let mut wrong: Vec<String> = before
        .intersection(lasting)
        .filter(|path| !files.contains_key(*path))
        .map(|path| format!("{path} is gone"))
        .collect();
    wrong.extend(torn(generation));
    for problem in &mut wrong {
        *problem = format!("generation {}: {problem}", generation.number);
    }
    wrong
}

/// The units of a generation that are torn or mix two versions.
pub fn torn(generation: &KeptGeneration) -> Vec<String> {
    let mut torn = Vec::new();
    for (unit, parts) in &generation.units {
        let parts: BTreeMap<&str, &[u8]> = parts
            .iter()
            .map(|part| (part.path.as_str(), part.bytes.as_slice()))
            .collect();
        torn.extend(about(unit, &parts).map(|problem| format!("{unit} {problem}")));
    }
    torn
}

/// What is wrong with a unit, whose files are all of one version.
fn about(unit: &str, parts: &BTreeMap<&str, &[u8]>) -> Option<String> {
    if unit == "hours.toml" {
        let text = String::from_utf8_lossy(parts.get(unit)?);
        let stamp = |word: &str| {
            text.split(word)
                .nth(1)?
                .split_whitespace()
                .next()
                .map(str::to_owned)
        };
        return (stamp("# Begin") != stamp("# End")).then(|| format!("is torn: {text:?}"));
    }
    let language = unit.rsplit('/').next()?;
    let (path, bytes) = parts.iter().find(|(path, _)| path.ends_with(".md"))?;
    if is_of_the_sample(path, bytes) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let Some(stamp) = stamped::stamp_of(&text) else {
        return Some(format!("is torn: {text:?}"));
    };
    let name = format!("picture-{language}.png");
    let pictured = text.contains("![");
    if text != stamped::page(stamp, language, pictured.then_some(&name)) {
        return Some(format!("is torn or mixed: {text:?}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match parts.get(format!("{folder}/{name}").as_str()) {
        None if pictured => Some(format!("of stamp {stamp} has lost its picture")),
        Some(picture) if **picture != stamped::picture(stamp) => Some(format!(
            "of stamp {stamp} is shown with another version's picture"
        )),
        _ => None,
    }
}

/// Whether it is a page of the sample office, which bears no stamp and is never edited.
fn is_of_the_sample(path: &str, bytes: &[u8]) -> bool {
    fs::read(office::sample().join(path)).is_ok_and(|sample| sample == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use content_folder::KeptFile;

    fn generation(page: &str, picture: u64) -> KeptGeneration {
        let file = |path: &str, bytes: &[u8]| KeptFile {
            path: path.to_owned(),
            bytes: bytes.to_owned(),
        };
        let files = vec![
            file("leaflets/a/bn.md", page.as_bytes()),
            file("leaflets/a/picture-bn.png", &stamped::picture(picture)),
        ];
        KeptGeneration {
            number: 1,
            units: BTreeMap::from([("leaflets/a/bn".to_owned(), files)]),
        }
    }

    #[test]
    fn a_torn_a_mixed_and_a_lost_page_are_seen() {
        let none = BTreeSet::new();
        let page = stamped::page(7, "bn", Some("picture-bn.png"));
        let sees = |page: &str, picture, before: &[&str]| {
            let paths: BTreeSet<String> = before.iter().map(|path| (*path).to_owned()).collect();
            !wrong(&generation(page, picture), &paths, &paths).is_empty()
        };
        assert!(!sees(&page, 7, &[]));
        assert!(sees(&page[..page.len() - 3], 7, &[]));
        assert!(sees(&page.replace("End 7", "End 8"), 7, &[]));
        assert!(sees("\0\0\0\0", 7, &[]));
        assert!(sees(&page, 8, &[]));
        assert!(sees(&page, 7, &["leaflets/b/bn.md"]));
        assert!(wrong(&generation(&page, 7), &none, &none).is_empty());
    }
}
