//! An office's folder as staff write it: edits, renames and deletions at random, repeatable by a seed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::stamped::{self, LANGUAGES};
use crate::office;

/// Somewhat longer than a kiosk goes on showing what was deleted.
const WHILE: Duration = Duration::from_secs(100);

/// Bytes by path in the folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The pages that were in the folder from the beginning on and never taken away, by path.
#[derive(Clone, Default)]
pub struct Lasting(Arc<Mutex<BTreeSet<String>>>);

impl Lasting {
    /// Those that are left.
    pub fn paths(&self) -> BTreeSet<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remove(&self, path: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
    }
}

/// What was done, for a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    /// Pages and settings saved.
    pub saved: usize,
    /// Leaflets given another name.
    pub renamed: usize,
    /// Pages and leaflets deleted.
    pub deleted: usize,
}

/// The folder.
pub struct Written {
    root: PathBuf,
    /// Where a file is written that then takes its place in one step.
    aside: PathBuf,
    random: fastrand::Rng,
    stamp: u64,
    /// How many leaflets there are at first. There are never half as many, and never a third more.
    size: usize,
    leaflets: BTreeMap<String, BTreeSet<&'static str>>,
    notices: BTreeSet<String>,
    emergency: bool,
    taken_away: VecDeque<Instant>,
    lasting: Lasting,
    names: usize,
    /// Whether emergency notices come and go.
    pub may_alarm: bool,
    /// What was done so far.
    pub done: Done,
}

impl Written {
    /// Writes an office of this many leaflets in three languages.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn new(root: &Path, size: usize, seed: u64) -> Self {
        office::always_open(root);
        for section in ["leaflets", "notices", "events", "standards"] {
            fs::remove_dir_all(root.join(section)).expect("a folder of the sample office");
        }
        fs::remove_file(root.join("on-duty.toml")).expect("a file of the sample office");
        let aside = root.with_extension("aside");
        fs::create_dir_all(&aside).expect("a folder beside");
        let mut written = Self {
            root: root.to_owned(),
            aside,
            random: fastrand::Rng::with_seed(seed),
            stamp: 1000,
            size,
            leaflets: BTreeMap::new(),
            notices: BTreeSet::new(),
            emergency: false,
            taken_away: VecDeque::new(),
            lasting: Lasting::default(),
            names: 0,
            may_alarm: true,
            done: Done::default(),
        };
        for _ in 0..size {
            written.new_leaflet();
        }
        written.notice();
        let lasting = written.files().into_keys().collect();
        *written.lasting.0.lock().unwrap_or_else(PoisonError::into_inner) = lasting;
        written.done = Done::default();
        written
    }

    /// What was never taken away.
    pub fn lasting(&self) -> Lasting {
        self.lasting.clone()
    }

    /// Everything in the folder that is content.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        read(&self.root, "", &mut files);
        files
    }

    /// Does one thing.
    ///
    /// # Panics
    /// If it cannot be done.
    pub fn edit(&mut self) {
        self.taken_away.retain(|at| at.elapsed() < WHILE);
        let may_take_away = self.taken_away.len() + LANGUAGES.len() <= self.most_taken_away();
        match self.random.u32(0..100) {
            0..10 if may_take_away => self.rename(),
            10..16 if may_take_away => self.delete_leaflet(),
            16..24 if may_take_away => self.delete_translation(),
            24..34 => self.translate(),
            34..40 if self.leaflets.len() < self.size * 4 / 3 => self.new_leaflet(),
            40..47 => self.notice(),
            47..52 if self.may_alarm => self.take_emergency(!self.emergency),
            52..58 => self.hours(),
            _ => self.save_again(),
        }
    }

    /// No more pages than this are taken away within [`WHILE`]: a kiosk takes the loss of half of a folder for an
    /// accident, which other tests are about. Half of the leaflets may have gone already.
    fn most_taken_away(&self) -> usize {
        self.size * 7 / 6
    }

    /// Takes the emergency notice away, if there is one.
    ///
    /// # Panics
    /// If it cannot be deleted.
    pub fn calm(&mut self) {
        if self.emergency {
            self.take_emergency(false);
        }
    }

    fn take_emergency(&mut self, on: bool) {
        let path = "emergency/en-GB.md";
        if on {
            let stamp = self.next_stamp();
            self.put(path, stamped::page(stamp, "en-GB", None).as_bytes());
            self.done.saved += 1;
        } else {
            self.remove(path);
            self.done.deleted += 1;
        }
        self.emergency = on;
    }

    fn hours(&mut self) {
        let stamp = self.next_stamp();
        let path = self.root.join("hours.toml");
        let text = fs::read_to_string(path).expect("the hours");
        let hours: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let text = format!("# Begin {stamp}\n{}\n# End {stamp}\n", hours.join("\n"));
        self.put("hours.toml", text.as_bytes());
        self.done.saved += 1;
    }

    fn notice(&mut self) {
        if self.notices.len() >= 3 {
            let name = self.any(self.notices.iter().cloned().collect());
            self.remove(&format!("notices/{name}/en-GB.md"));
            self.notices.remove(&name);
            self.done.deleted += 1;
            return;
        }
        let name = self.name("notice");
        let stamp = self.next_stamp();
        let text = stamped::page(stamp, "en-GB", None);
        self.put(&format!("notices/{name}/en-GB.md"), text.as_bytes());
        self.notices.insert(name);
        self.done.saved += 1;
    }

    fn new_leaflet(&mut self) {
        let name = self.name("leaflet");
        for language in LANGUAGES {
            self.save(&name, language);
        }
        self.leaflets.insert(name, LANGUAGES.into());
    }

    fn save_again(&mut self) {
        let name = self.any(self.leaflets.keys().cloned().collect());
        let language = self.any(self.leaflets[&name].iter().copied().collect());
        self.save(&name, language);
    }

    fn translate(&mut self) {
        let name = self.any(self.leaflets.keys().cloned().collect());
        let language = self.any(LANGUAGES.to_vec());
        self.save(&name, language);
        self.leaflets.entry(name).or_default().insert(language);
    }

    /// Saves a page, and its picture just before it.
    fn save(&mut self, name: &str, language: &'static str) {
        let stamp = self.next_stamp();
        // It stays so over all versions of a page, or a picture nobody names would be left.
        let pictured = language != LANGUAGES[2];
        let picture = format!("picture-{language}.png");
        if pictured {
            self.put(&format!("leaflets/{name}/{picture}"), &stamped::picture(stamp));
        }
        let text = stamped::page(stamp, language, pictured.then_some(&picture));
        self.put(&format!("leaflets/{name}/{language}.md"), text.as_bytes());
        self.done.saved += 1;
    }

    fn passing(&mut self) -> Option<String> {
        let names: Vec<String> = self.leaflets.keys().skip(self.size / 3).cloned().collect();
        (!names.is_empty()).then(|| self.any(names))
    }

    fn rename(&mut self) {
        let Some(from) = self.passing() else { return };
        let to = self.name("leaflet");
        let languages = self.leaflets.remove(&from).expect("a leaflet");
        for language in &languages {
            self.forget(&format!("leaflets/{from}/{language}.md"));
        }
        let path = |name: &str| self.root.join("leaflets").join(name);
        fs::rename(path(&from), path(&to)).expect("another name");
        self.leaflets.insert(to, languages);
        self.done.renamed += 1;
    }

    fn delete_leaflet(&mut self) {
        let Some(name) = self.passing() else { return };
        if self.leaflets.len() <= self.size / 2 {
            return;
        }
        for language in self.leaflets.remove(&name).expect("a leaflet") {
            self.forget(&format!("leaflets/{name}/{language}.md"));
        }
        fs::remove_dir_all(self.root.join("leaflets").join(&name)).expect("a deletion");
        self.done.deleted += 1;
    }

    fn delete_translation(&mut self) {
        let Some(name) = self.passing() else { return };
        let language = self.any(LANGUAGES[1..].to_vec());
        if !self
            .leaflets
            .get_mut(&name)
            .is_some_and(|languages| languages.remove(language))
        {
            return;
        }
        self.remove(&format!("leaflets/{name}/{language}.md"));
        let picture = self.root.join(format!("leaflets/{name}/picture-{language}.png"));
        if picture.exists() {
            fs::remove_file(picture).expect("a deletion");
        }
        self.done.deleted += 1;
    }

    fn remove(&mut self, path: &str) {
        self.forget(path);
        fs::remove_file(self.root.join(path)).expect("a deletion");
    }

    fn forget(&mut self, path: &str) {
        // Its picture lasts no longer than the page.
        self.lasting.remove(path);
        let picture = path.replacen(".md", ".png", 1);
        if let Some((folder, name)) = picture.rsplit_once('/') {
            self.lasting.remove(&format!("{folder}/picture-{name}"));
        }
        self.taken_away.push_back(Instant::now());
    }

    /// Writes a file in one of the ways in which programs do.
    fn put(&mut self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        match self.random.u32(0..3) {
            0 => fs::write(&path, bytes).expect("a file"),
            way => {
                let aside = self.aside.join("file");
                fs::write(&aside, bytes).expect("a file");
                if way == 1 {
                    // A time long past, as of a file that was put back.
                    let back = Duration::from_millis(self.random.u64(1..100_000_000_000));
                    let file = fs::File::options().write(true).open(&aside).expect("the file");
                    file.set_modified(SystemTime::now() - back).expect("a time");
                }
                fs::rename(&aside, &path).expect("its name");
            }
        }
    }

    fn next_stamp(&mut self) -> u64 {
        self.stamp += 1;
        self.stamp
    }

    fn name(&mut self, kind: &str) -> String {
        self.names += 1;
        format!("{kind}-{:03}", self.names)
    }

    fn any<T>(&mut self, mut of: Vec<T>) -> T {
        let place = self.random.usize(0..of.len());
        of.swap_remove(place)
    }
}

fn read(root: &Path, below: &str, files: &mut Files) {
    for entry in fs::read_dir(root.join(below)).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        // What begins so is no content: the status pages that come back, and what a tool keeps for itself.
        if name.starts_with(['_', '.']) {
            continue;
        }
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.path().is_dir() {
            read(root, &path, files);
        } else {
            files.insert(path, fs::read(entry.path()).expect("a file"));
        }
    }
}
