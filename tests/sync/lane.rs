//! A kiosk at the end of a tool: the folder of staff, the tool, the kiosk's own folder, the kiosk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::carrier::{Carrier, Tool};
use super::shoulder::{self, Seen, Shoulder};
use super::stamped::{self, LANGUAGES};
use super::written::{Files, Written};
use crate::accessibility::{Find, Screen, Tree};
use crate::display::Display;
use crate::fixture::START;
use crate::office::{self, KIOSK};
use crate::process::{Process, command};
use crate::programs::program;
use crate::visitor::STEP;
use crate::wait::{until, until_or};

/// How long the kiosk waits for a file to come to rest, in seconds, as offices run it.
const SETTLE: u32 = 3;

/// So tall that most lists and pages need no scrolling: each screenful takes a while to read from outside.
const WINDOW: &str = "540x1900";

/// How long reading a list from its top to its end may take: what is not brought away by a tool makes it long, and the
/// other tools are at work beside it.
const LISTED: Duration = Duration::from_secs(240);

/// How long a touch is given before it is made again.
const WORKED: Duration = Duration::from_secs(3);

/// How long a page may take to move.
const MOVED: Duration = Duration::from_millis(200);

/// A kiosk's Home for certain, whatever takes the screen over.
const HOME: &str = "leaflets";

/// The whole lane. What runs is ended when this is dropped, with its last words if the test failed.
pub struct Lane {
    tool: Tool,
    folder: PathBuf,
    /// What staff write.
    pub written: Written,
    carrier: Carrier,
    kiosk: Process,
    screen: Screen,
    shoulder: Option<Shoulder>,
    /// What the kiosk's folder should hold once everything has arrived.
    expected: Files,
}

impl Lane {
    /// Sets it up with this many leaflets, and waits until the kiosk shows what staff have written.
    ///
    /// # Panics
    /// If something is not installed or does not start.
    pub fn start(tool: Tool, folder: &Path, display: &Display, leaflets: usize, seed: u64) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        let (from, to, home) = (folder.join("staff"), folder.join("content"), folder.join("tool"));
        fs::create_dir_all(&home).expect("a folder");
        let mut written = Written::new(&from, leaflets, seed);
        written.may_alarm = tool.deletes();
        let carrier = Carrier::new(tool, &from, &to, &home);
        carrier.carry();
        let kiosk = start_kiosk(folder, display);
        let screen = Screen::of(display.accessibility_bus(), kiosk.pid());
        let mut lane = Self {
            tool,
            folder: folder.to_owned(),
            expected: written.files(),
            written,
            carrier,
            kiosk,
            screen,
            shoulder: None,
        };
        lane.arrived(START);
        lane.shoulder = Some(Shoulder::look(&lane.copy(), lane.written.lasting()));
        lane.screen.wait_for(Find::Id(HOME), START);
        lane
    }

    /// The kiosk's screen.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Has the tool bring what staff have written.
    ///
    /// # Panics
    /// If it fails.
    pub fn carry(&mut self) {
        self.carrier.carry();
        let files = self.written.files();
        if self.tool.deletes() {
            self.expected = files;
        } else {
            self.expected.extend(files);
        }
    }

    /// Waits until the last generation is what staff have written, to the byte.
    ///
    /// # Panics
    /// If it does not become so, with what differs.
    pub fn arrived(&mut self, limit: Duration) {
        shoulder::wait_for(
            &self.copy(),
            &format!(
                "everything from staff's folder in the kiosk's, by {}",
                self.tool.name()
            ),
            limit,
            |shown| *shown == self.expected,
            |shown| difference(&self.expected, shown),
        );
    }

    fn copy(&self) -> PathBuf {
        self.folder.join("data/content")
    }

    /// Asserts that the screen is not blank, whatever is on it.
    ///
    /// # Panics
    /// If it is, or the kiosk has ended.
    pub fn assert_not_blank(&mut self) {
        let ended = self.kiosk.ended();
        assert!(
            ended.is_none(),
            "{}: the kiosk ended: {ended:?}",
            self.tool.name()
        );
        // The tree cannot be read in the moment in which it changes.
        until_or(
            "something on the screen",
            STEP,
            || {
                let tree = self.screen.tree()?;
                (tree.find(Find::Id(HOME)).is_some() || tree.find(Find::Containing("Stamp ")).is_some())
                    .then_some(())
            },
            || self.screen.tree().unwrap_or_default().dump(),
        );
    }

    /// Ends the looking over the kiosk's shoulder.
    pub fn seen(&mut self) -> Seen {
        self.shoulder.take().map(Shoulder::end).unwrap_or_default()
    }

    /// Walks through every leaflet on the screen in two languages, and asserts that it is what staff have written.
    /// Returns how many pages were read.
    ///
    /// # Panics
    /// With what differs.
    pub fn walk(&self) -> usize {
        LANGUAGES[..2].iter().map(|language| self.walk_in(language)).sum()
    }

    fn walk_in(&self, language: &str) -> usize {
        let leaflets = self.leaflets(language);
        let wanted: BTreeMap<String, String> = leaflets
            .iter()
            .map(|(name, (stamp, in_language))| (name.clone(), stamped::title(*stamp, in_language)))
            .collect();
        until_or(
            &format!("the list of leaflets in {language}"),
            LISTED,
            || {
                self.go_to_list(language);
                (self.list() == wanted).then_some(())
            },
            || {
                let tree = self.screen.tree().unwrap_or_default().dump();
                format!("wanted: {wanted:#?}\nlast seen: {:#?} in\n{tree}", self.list())
            },
        );
        for (name, (stamp, _)) in &leaflets {
            self.open(name, &wanted[name]);
            self.reads(*stamp);
            self.back();
        }
        leaflets.len()
    }

    /// Goes to the list of leaflets in a language by Home, wherever it is now.
    fn go_to_list(&self, language: &str) {
        self.touch("start-again", |tree| tree.find(Find::Id(HOME)).is_some());
        if language != LANGUAGES[0] {
            self.screen.press(Find::Id(&format!("language-{language}")), STEP);
            thread::sleep(MOVED);
        }
        self.touch(HOME, |tree| tree.find(Find::Id("back")).is_some());
    }

    /// Touches a button until what it brings has come. Each touch is given time to work: one that was made too early
    /// would meet what has come in the button's place.
    fn touch(&self, id: &str, come: impl Fn(&Tree) -> bool) {
        let mut pressed: Option<Instant> = None;
        until_or(
            &format!("what {id} brings"),
            START,
            || {
                if come(&read(&self.screen)) {
                    return Some(());
                }
                if pressed.is_none_or(|at| at.elapsed() > WORKED) && self.screen.try_press(Find::Id(id)) {
                    pressed = Some(Instant::now());
                }
                None
            },
            || self.screen.tree().unwrap_or_default().dump(),
        );
    }

    /// The list of leaflets from its top to its end: titles by name.
    fn list(&self) -> BTreeMap<String, String> {
        let mut listed = BTreeMap::new();
        while turned(&self.screen, "page-up") {}
        loop {
            for node in read(&self.screen).0 {
                if let Some(name) = node.id.strip_prefix("leaflet-") {
                    listed.insert(name.to_owned(), node.name);
                }
            }
            if !turned(&self.screen, "page-down") {
                return listed;
            }
        }
    }

    /// Opens a leaflet of the list, wherever in it it is. A page that is opened by mistake is left again, as a visitor
    /// would do: a list that changes under a touch is not what is tested here.
    fn open(&self, name: &str, title: &str) {
        let id = format!("leaflet-{name}");
        let mut way = "page-down";
        until_or(
            &format!("the page {title:?} of {id}"),
            START,
            || {
                let tree = read(&self.screen);
                if tree.find(Find::Containing("Begin ")).is_some() {
                    let opened = tree.find(Find::Containing(title)).is_some();
                    if !opened {
                        self.back();
                    }
                    return opened.then_some(());
                }
                if self.screen.try_press(Find::Id(&id)) {
                    let opened = || self.screen.tree()?.find(Find::Containing("Begin ")).map(|_| ());
                    come_within(WORKED, opened);
                } else if !turned(&self.screen, way) {
                    way = if way == "page-down" {
                        "page-up"
                    } else {
                        "page-down"
                    };
                }
                None
            },
            || self.screen.tree().unwrap_or_default().dump(),
        );
    }

    /// Leaves the open page for the list.
    fn back(&self) {
        self.touch("back", |tree| tree.find(Find::Containing("Begin ")).is_none());
    }

    /// Reads the open page to its end.
    fn reads(&self, stamp: u64) {
        let words = [
            format!("Begin {stamp}"),
            format!("Line 4 of {stamp}"),
            format!("End {stamp}"),
        ];
        let mut unread: BTreeSet<String> = words.into();
        until_or(
            &format!("{unread:?} on the page"),
            STEP,
            || {
                let tree = self.screen.tree()?;
                unread.retain(|words| tree.find(Find::Containing(words)).is_none());
                if !unread.is_empty() {
                    turned(&self.screen, "page-down");
                }
                unread.is_empty().then_some(())
            },
            || self.screen.tree().unwrap_or_default().dump(),
        );
    }

    /// The leaflets as they should be shown in a language: the stamp of each, and the language it is in.
    fn leaflets(&self, language: &str) -> BTreeMap<String, (u64, String)> {
        let mut shown = BTreeMap::new();
        for path in self.expected.keys() {
            let Some(name) = path
                .strip_prefix("leaflets/")
                .and_then(|rest| rest.split('/').next())
            else {
                continue;
            };
            let page = |language: &str| {
                let bytes = self.expected.get(&format!("leaflets/{name}/{language}.md"))?;
                let stamp = stamped::stamp_of(std::str::from_utf8(bytes).ok()?)?;
                Some((stamp, language.to_owned()))
            };
            if let Some(found) = page(language).or_else(|| page(LANGUAGES[0])) {
                shown.insert(name.to_owned(), found);
            }
        }
        shown
    }

    /// The status page that the kiosk writes into a folder, as text; `staff`, `content` or `data/status`.
    pub fn status(&self, folder: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(folder).join(format!("_STATUS-{KIOSK}.txt"))).ok()
    }

    /// The kiosk's content folder.
    pub fn content(&self) -> PathBuf {
        self.folder.join("content")
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("{}{}", self.kiosk.last_words(), self.carrier.last_words());
        }
    }
}

/// Waits until something has come, but no longer than this.
fn come_within(limit: Duration, come: impl Fn() -> Option<()>) {
    let end = Instant::now() + limit;
    while come().is_none() && Instant::now() < end {
        thread::sleep(MOVED / 4);
    }
}

/// What is on the screen, which cannot be read while it changes.
fn read(screen: &Screen) -> Tree {
    until("a screen that can be read", STEP, || screen.tree())
}

/// Turns a long page by a screenful; false if it is at its end.
fn turned(screen: &Screen, way: &str) -> bool {
    let tree = read(screen);
    let button = tree.find(Find::Id(way)).filter(|button| button.enabled);
    let pressed = button.is_some_and(|button| screen.press_node(button));
    if pressed {
        // What is read before it has moved is read twice, and what comes after it never.
        thread::sleep(MOVED);
    }
    pressed
}

fn start_kiosk(folder: &Path, display: &Display) -> Process {
    // Nobody listens there: what is tested needs no queue.
    let settings = office::kiosk_toml(([127, 0, 0, 1], 9).into());
    let settings = settings.replace("settle_seconds = 0", &format!("settle_seconds = {SETTLE}"));
    fs::write(folder.join("kiosk.toml"), settings).expect("kiosk.toml");
    let mut start = command(&program("reception-kiosk"));
    start
        .arg("--config")
        .arg(folder.join("kiosk.toml"))
        .args(["--windowed", WINDOW])
        .env("RECEPTION_LOG", "info")
        .env_remove("RECEPTION_TERMINAL");
    display.set(&mut start);
    Process::start("reception-kiosk", folder, start)
}

fn difference(expected: &Files, shown: &Files) -> String {
    let paths: BTreeSet<&String> = expected.keys().chain(shown.keys()).collect();
    let mut text = String::new();
    for path in paths {
        let words = match (expected.get(path), shown.get(path)) {
            (Some(_), None) => "is not shown",
            (None, Some(_)) => "is still shown",
            (Some(one), Some(other)) if one != other => "is shown in another version",
            _ => continue,
        };
        text += &format!("{path} {words}\n");
    }
    text
}
