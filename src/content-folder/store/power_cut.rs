//! The power goes at any step of what the store does. The disk then holds what was put on it for good, and of
//! everything since then any part: names that were given or not, files that are there whole, cut off or as zeros,
//! deletions that happened or not. Whatever it is, the last good generation is shown, and everything can be kept anew.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use proptest::prelude::*;

use super::{Step, Store};
use crate::folder::Folder;
use crate::generation::{FORMAT, Manifest, StoredFile, Unit, UnitKey};
use crate::scan::scan;

/// The files of a folder with their bytes.
type Files = BTreeMap<PathBuf, Vec<u8>>;

thread_local! {
    static DISK: RefCell<Option<Disk>> = const { RefCell::new(None) };
}

/// What is for good on the disk under a store, and what might be there after a power cut.
struct Disk {
    root: PathBuf,
    /// What the last `sync` put on the disk.
    durable: Files,
    /// Bytes that are on the disk, under whatever name.
    data: HashSet<Vec<u8>>,
    random: Choices,
    /// A state after a power cut for each step, with the number of generations that were published for good by then
    /// and how many may have been.
    cuts: Vec<(Files, u64, u64)>,
    published: u64,
    begun: u64,
}

/// A small generator of choices, so that a run can be repeated from its seed alone.
struct Choices(u64);

impl Choices {
    fn next(&mut self, end: u64) -> u64 {
        // xorshift64, G. Marsaglia, 2003.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Called by the store at each of its steps.
pub(super) fn reached(step: Step) {
    DISK.with_borrow_mut(|disk| {
        if let Some(disk) = disk {
            disk.reached(step);
        }
    });
}

impl Disk {
    fn reached(&mut self, step: Step) {
        let now = files(&self.root);
        // Before the step's own promise counts: the power may go in the moment before it.
        self.cut(&now);
        match step {
            Step::Synced => {
                self.data.extend(now.values().cloned());
                self.durable = now.clone();
            }
            Step::Named => {
                // The folder of the generations alone was put on the disk.
                let is_name = |path: &Path| path.starts_with("generations");
                self.durable.retain(|path, _| !is_name(path));
                let names = now.iter().filter(|(path, _)| is_name(path));
                self.durable
                    .extend(names.map(|(path, bytes)| (path.clone(), bytes.clone())));
                self.published = self.begun;
            }
            Step::Written | Step::Renaming | Step::Renamed | Step::Deleted => {}
        }
        self.cut(&now);
    }

    /// One of the states that a power cut at this moment may leave.
    fn cut(&mut self, now: &Files) {
        let mut left = Files::new();
        let paths: HashSet<&PathBuf> = now.keys().chain(self.durable.keys()).collect();
        let mut paths: Vec<&PathBuf> = paths.into_iter().collect();
        paths.sort();
        for path in paths {
            let (before, after) = (self.durable.get(path), now.get(path));
            if before == after || self.random.next(2) == 0 {
                left.extend(before.map(|bytes| (path.clone(), bytes.clone())));
                continue;
            }
            let Some(bytes) = after else { continue };
            let mut bytes = bytes.clone();
            if !self.data.contains(&bytes) && !bytes.is_empty() {
                let part = usize::try_from(self.random.next(bytes.len() as u64)).unwrap();
                match self.random.next(4) {
                    0 => bytes.truncate(part),
                    1 => bytes[part..].fill(0),
                    2 => bytes.clear(),
                    _ => {}
                }
            }
            left.insert(path.clone(), bytes);
        }
        self.cuts.push((left, self.published, self.begun));
    }
}

fn files(root: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn lay_out(files: &Files, root: &Path) -> io::Result<()> {
    for (path, bytes) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap())?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// What is published, one generation after the other: a page with its picture in each of three languages, of which
/// each generation changes some.
fn play(store: &Store, generations: &[Vec<u8>], mut before_each: impl FnMut(u64)) {
    let stat = a_stat();
    let mut manifest = Manifest {
        format: FORMAT,
        number: store.highest(),
        program: "test".to_owned(),
        ..Manifest::default()
    };
    for (turn, changed) in generations.iter().enumerate() {
        manifest.number += 1;
        before_each(manifest.number);
        for (place, language) in ["en-GB", "bn", "ar"].into_iter().enumerate() {
            if turn > 0 && !changed.contains(&u8::try_from(place).unwrap()) {
                continue;
            }
            let key: UnitKey = format!("leaflets/repairs/{language}").parse().unwrap();
            let page = format!("page {language} {turn}");
            let picture = format!("picture {language} {turn}").repeat(9);
            let files = [("md", page), ("png", picture)].map(|(ending, bytes)| StoredFile {
                path: format!("leaflets/repairs/{language}.{ending}"),
                stat,
                blob: store.keep(bytes.as_bytes()).unwrap(),
            });
            let unit = Unit {
                files: files.to_vec(),
                summary: None,
                flaws: 0,
                told: false,
            };
            manifest.units.insert(key, unit);
        }
        store.publish(&manifest).unwrap();
        if manifest.number.is_multiple_of(3) {
            store.sweep().unwrap();
        }
    }
}

fn a_stat() -> crate::folder::FileStat {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("office.toml"), "x").unwrap();
    let (_, scan): (Folder, _) = scan(folder.path()).unwrap();
    scan.files["office.toml"]
}

/// Everything that a generation shows, read from the store.
fn shown(store: &Store, manifest: &Manifest) -> Vec<Vec<u8>> {
    let files = manifest.units.values().flat_map(|unit| &unit.files);
    files
        .map(|file| {
            store
                .get(file.blob)
                .unwrap_or_else(|error| panic!("{} of generation {}: {error}", file.path, manifest.number))
        })
        .collect()
}

/// A folder in memory where there is such a thing: a real `syncfs` takes its time, and here it decides nothing.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = tempfile::tempdir_in(if memory.is_dir() {
        memory
    } else {
        Path::new("/tmp")
    });
    made.unwrap()
}

fn verify(cut: &Files, published: u64, begun: u64, generations: &[Vec<u8>]) {
    let folder = folder();
    lay_out(cut, folder.path()).unwrap();
    let store = Store::open(folder.path()).unwrap();
    let last = store.last(|_| Some(())).map(|(last, ())| last);
    let number = last.as_ref().map_or(0, |manifest| manifest.number);
    assert!(
        (published..=begun).contains(&number),
        "generation {number} is shown; {published} was on the disk, {begun} was about to be"
    );
    if let Some(manifest) = &last {
        shown(&store, manifest);
    }
    // The kiosk starts again: it tidies up, and takes everything anew, the same bytes as before.
    let highest = store.highest();
    store.sweep().unwrap();
    play(&store, generations, |_| {});
    let (last, ()) = store.last(|_| Some(())).unwrap();
    assert_eq!(last.number, highest + generations.len() as u64);
    assert_eq!(shown(&store, &last).len(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn wherever_the_power_goes_the_last_generation_that_was_published_is_whole(
        generations in prop::collection::vec(prop::collection::vec(0..3u8, 1..3), 1..7),
        seed in 1..u64::MAX,
    ) {
        let folder = folder();
        let store = Store::open(folder.path()).unwrap();
        let disk = Disk {
            root: folder.path().to_owned(),
            durable: Files::new(),
            data: HashSet::new(),
            random: Choices(seed),
            cuts: Vec::new(),
            published: 0,
            begun: 0,
        };
        DISK.set(Some(disk));
        play(&store, &generations, |number| {
            DISK.with_borrow_mut(|disk| disk.as_mut().unwrap().begun = number);
        });
        let disk = DISK.take().unwrap();
        prop_assert!(disk.cuts.len() > generations.len() * 8, "the power was cut at each step");
        for (cut, published, begun) in &disk.cuts {
            verify(cut, *published, *begun, &generations[..1]);
        }
    }
}

/// Each case cuts the power at a few hundred steps.
fn cases() -> u32 {
    std::env::var("RECEPTION_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .map_or(12, |cases: u32| cases / 40)
}
