//! The cases of the synced folder, one by one: real files, real links and pipes, a clock that is a number.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flow::content::{Block, HeaderWords, PageAddress, Section};
use tempfile::TempDir;

use super::*;
use crate::languages::KnownLanguage;
use crate::store::Store;

mod arriving;
mod damage;
mod names;
mod sequences;

const LANGUAGES: [&str; 4] = ["en-GB", "bn", "ar", "pl"];

const OFFICE: &str = "name = \"Canal Street\"\naddress = [\"12 Canal Street\"]\ntime_zone = \"Europe/London\"\n\
    bank_holidays = \"england-and-wales\"\nlanguages = [\"en-GB\", \"bn\", \"ar\", \"pl\"]\npromise_minutes = 10\n\
    last_ticket_minutes = 15\n";
const SERVICES: &str = "[[service]]\nid = \"repairs\"\nicon = \"wrench\"\nname = \"Repairs\"\n";
const HOURS: &str = "monday = \"09:00-17:00\"\ntuesday = \"09:00-17:00\"\nwednesday = \"09:00-17:00\"\n\
    thursday = \"09:00-17:00\"\nfriday = \"09:00-17:00\"\nsaturday = \"closed\"\nsunday = \"closed\"\n";

const SPOKEN: &str = "[[language]]\nid = \"syl\"\nautonym = \"ছিলটী\"\nname = \"Sylheti\"\n";

/// An office's folder and the kiosk that looks at it.
struct Office {
    root: TempDir,
    copy: TempDir,
    publisher: Publisher,
    now: Duration,
}

impl Office {
    /// A folder with nothing in it, never looked at.
    fn empty() -> Self {
        let (root, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        Self {
            publisher: publisher(root.path(), copy.path()),
            root,
            copy,
            now: Duration::from_secs(100),
        }
    }

    /// A folder in order, published.
    fn new() -> Self {
        Self::with(&[])
    }

    fn with(more: &[(&str, &[u8])]) -> Self {
        let mut office = Self::empty();
        let settings = [
            ("office.toml", OFFICE),
            ("services.toml", SERVICES),
            ("hours.toml", HOURS),
            ("spoken-languages.toml", SPOKEN),
        ];
        for (path, text) in settings {
            office.write(path, text);
        }
        office.write("privacy/en-GB.md", "# Your privacy\n\nNothing is kept.\n");
        office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nOne\n");
        office.write("leaflets/repairs/bn.md", "# মেরামত\n\nএক\n");
        office.write("leaflets/rent/en-GB.md", "# Rent\n\nOne\n");
        for (path, bytes) in more {
            office.write_bytes(path, bytes);
        }
        office.rest();
        assert!(
            office.publisher.content().is_some(),
            "{:?}",
            office.publisher.findings()
        );
        office
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn delete(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }

    /// Looks now.
    fn look(&mut self) -> Outcome {
        self.publisher.look(self.now)
    }

    /// Lets time pass, with every look that falls due.
    fn wait(&mut self, seconds: u64) {
        let end = self.now + Duration::from_secs(seconds);
        loop {
            let next = self.look().next.max(self.now + Duration::from_millis(100));
            if next > end {
                break;
            }
            self.now = next;
        }
        self.now = end;
        self.look();
    }

    /// Until everything has come to rest.
    fn rest(&mut self) {
        self.wait(4);
    }

    fn restart(&mut self) {
        self.publisher = publisher(self.root.path(), self.copy.path());
        self.now += Duration::from_secs(5);
    }

    fn title(&self, section: Section, item: &str, language: &str) -> Option<String> {
        let content = self.publisher.content()?;
        let (title, found) = content.translations(section, item)?.best(language, "en-GB")?;
        (found == language).then(|| title.title.clone())
    }

    /// The leaflet's page in a language as a visitor reads it: its words.
    fn reads(&self, item: &str, language: &str) -> Option<String> {
        self.opened(Section::Leaflets, item, language).map(|opened| {
            opened
                .page
                .blocks
                .iter()
                .filter_map(words)
                .collect::<Vec<_>>()
                .join(" ")
        })
    }

    fn opened(&self, section: Section, item: &str, language: &str) -> Option<crate::Opened> {
        self.title(section, item, language)?;
        let address = PageAddress {
            section,
            item: item.to_owned(),
            language: language.to_owned(),
        };
        Some(self.publisher.library().open(&address).unwrap())
    }

    fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self
            .publisher
            .findings()
            .iter()
            .map(|finding| finding.code)
            .collect();
        codes.sort_unstable();
        codes
    }

    /// The finding of this kind; it names the file, and says what is shown and what to do.
    fn finding(&self, code: &str) -> Finding {
        let found = self
            .publisher
            .findings()
            .iter()
            .find(|finding| finding.code == code);
        let finding = found
            .unwrap_or_else(|| panic!("{code} is not among {:?}", self.codes()))
            .clone();
        assert!(
            !finding.problem.is_empty() && !finding.shown_instead.is_empty() && !finding.remedy.is_empty()
        );
        finding
    }
}

fn publisher(root: &Path, copy: &Path) -> Publisher {
    let languages = LANGUAGES.map(|tag| KnownLanguage {
        tag: tag.to_owned(),
        names: Vec::new(),
        words: HeaderWords::default(),
    });
    Publisher::new(
        root,
        Store::open(copy).unwrap(),
        languages.into_iter().collect(),
        Timing::default(),
    )
}

fn words(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(spans) => Some(spans.iter().map(|span| span.text.as_str()).collect()),
        _ => None,
    }
}

/// A picture of one colour, as PNG.
fn png(shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(32, 32, image::Rgb([shade; 3]));
    let mut bytes = Vec::new();
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

#[test]
fn a_folder_in_order_is_published_and_nothing_is_told() {
    let office = Office::new();
    assert_eq!(office.codes(), Vec::<&str>::new());
    assert_eq!(office.reads("repairs", "bn").as_deref(), Some("এক"));
    assert_eq!(office.reads("repairs", "ar"), None);
}

#[test]
fn an_unchanged_folder_makes_no_generation_and_is_not_read() {
    let mut office = Office::new();
    let generation = office.publisher.generation();
    for _ in 0..5 {
        office.wait(120);
    }
    assert_eq!(office.publisher.generation(), generation);
    office.restart();
    assert!(
        office.publisher.content().is_some(),
        "the copy is shown before the folder is looked at"
    );
    office.wait(120);
    assert_eq!(office.publisher.generation(), generation);
}

#[test]
fn a_saved_page_is_published_when_it_has_come_to_rest_and_one_torn_page_holds_up_no_other() {
    let mut office = Office::new();
    office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nTwo\n");
    office.write_bytes("leaflets/repairs/bn.md", b"# \xe0\xa6\0\0\0\0");
    office.wait(2);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    office.wait(2);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Two"));
    assert_eq!(office.reads("repairs", "bn").as_deref(), Some("এক"));
    let finding = office.finding("text-unreadable");
    assert_eq!(finding.file, "leaflets/repairs/bn.md");
    assert_eq!(finding.shown_instead, "The version before, as it was.");
    office.write("leaflets/repairs/bn.md", "# মেরামত\n\nদুই\n");
    office.rest();
    assert_eq!(office.reads("repairs", "bn").as_deref(), Some("দুই"));
    assert_eq!(office.codes(), Vec::<&str>::new());
}

#[test]
fn what_is_deleted_goes_after_the_grace_and_an_emergency_at_once() {
    let mut office = Office::with(&[("emergency/en-GB.md", b"# Leave the building\n")]);
    assert!(!office.publisher.content().unwrap().emergency.is_empty());
    office.delete("leaflets/rent");
    office.delete("emergency");
    office.look();
    assert!(office.publisher.content().unwrap().emergency.is_empty());
    office.wait(80);
    assert!(office.title(Section::Leaflets, "rent", "en-GB").is_some());
    office.wait(15);
    assert!(office.title(Section::Leaflets, "rent", "en-GB").is_none());
}

#[test]
fn an_emergency_comes_within_two_seconds_whatever_else_is_going_on() {
    let mut office = Office::new();
    for item in 0..10 {
        office.write(&format!("leaflets/new{item}/en-GB.md"), "# New\n");
        office.write(&format!("emergency/.syncthing.{item}.md.tmp"), "…");
    }
    office.delete("leaflets/repairs");
    office.delete("leaflets/rent");
    office.write("emergency/en-GB.md", "# Leave the building\n");
    office.wait(2);
    let content = office.publisher.content().unwrap();
    assert_eq!(
        content.emergency.get("en-GB", "en-GB").unwrap().0.title,
        "Leave the building"
    );
}

#[test]
fn a_translation_older_than_its_source_by_days_is_told() {
    let mut office = Office::new();
    let file = fs::File::options()
        .write(true)
        .open(office.path("leaflets/repairs/bn.md"))
        .unwrap();
    let days = |days: u64| std::time::SystemTime::now() - Duration::from_secs(days * 24 * 3600 + 60);
    file.set_modified(days(1)).unwrap();
    office.rest();
    assert_eq!(office.codes(), Vec::<&str>::new());
    file.set_modified(days(3)).unwrap();
    office.rest();
    assert_eq!(
        office.finding("translation-older").file,
        "leaflets/repairs/en-GB.md"
    );
}

#[test]
fn a_poster_is_a_page_and_its_text_is_what_is_heard() {
    let mut office = Office::with(&[
        ("notices/fair/en-GB.png", &png(9)),
        ("notices/fair/en-GB.txt", b"Jobs fair\nOn Friday from nine."),
        ("notices/fair/bn.png", &png(8)),
    ]);
    assert_eq!(
        office.title(Section::Notices, "fair", "en-GB").as_deref(),
        Some("Jobs fair")
    );
    let opened = office.opened(Section::Notices, "fair", "en-GB").unwrap();
    assert_eq!(
        opened.page.blocks,
        [Block::Picture {
            path: "notices/fair/en-GB.png".to_owned(),
            alt: "Jobs fair On Friday from nine.".to_owned(),
        }]
    );
    assert!(opened.pictures.contains_key("notices/fair/en-GB.png"));
    assert_eq!(office.codes(), ["poster-without-words"]);
    office.write("notices/fair/bn.txt", "চাকরি মেলা");
    office.rest();
    assert_eq!(
        office.title(Section::Notices, "fair", "bn").as_deref(),
        Some("চাকরি মেলা")
    );
    assert_eq!(office.codes(), Vec::<&str>::new());
}

#[test]
fn settings_with_more_mistakes_than_before_wait_and_with_fewer_do_not() {
    let mut office = Office::new();
    let monday = |office: &Office| {
        let content = office.publisher.content().unwrap();
        content.hours.status("2026-11-23T10:00:00Z".parse().unwrap())
    };
    let before = monday(&office);
    office.write(
        "hours.toml",
        &HOURS.replace("monday = \"09:00-17:00\"", "monday = \"25:00\""),
    );
    office.rest();
    assert_eq!(monday(&office), before);
    assert_eq!(
        office.finding("hours-unreadable").shown_instead,
        "The version before, as it was."
    );
    office.write("hours.toml", "monday");
    office.rest();
    assert_eq!(monday(&office), before);
    office.write(
        "hours.toml",
        &HOURS.replace("monday = \"09:00-17:00\"", "monday = \"closed\""),
    );
    office.rest();
    assert_ne!(monday(&office), before);
    assert_eq!(office.codes(), Vec::<&str>::new());
    for needed in ["office.toml", "services.toml", "hours.toml"] {
        office.delete(needed);
    }
    office.wait(200);
    assert_eq!(office.codes(), ["setting-gone"; 3]);
    assert!(office.publisher.content().unwrap().hours.is_known());
}
