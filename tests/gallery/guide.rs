//! The guide for staff, docs/content-folder.md: its examples as files of an office, and the pictures in it.
//!
//! A fenced block whose info string names a file is that file: `md leaflets/parking/en-GB.md`. One that is marked
//! `wrong` is the mistake that the guide shows. Nothing here is written twice: who changes the guide changes the
//! office that is tested and drawn.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use content_folder::Status;
use flow::content::Finding;
use flow::{Event, State, Touch};

use crate::canvas::{Canvas, Shape};
use crate::sample::{Sample, sample_folder};
use crate::scenes::state_at;
use crate::special::Copy;

/// The Tuesday on which the guide's pictures are taken.
pub const DAY: &str = "2026-11-24T10:14:00Z";

/// The guide.
pub struct Guide {
    /// All of it.
    pub text: String,
}

/// An example of the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The file that it is, by its path in the content folder.
    pub path: String,
    /// What stands in it.
    pub text: String,
    /// Whether it is shown as a mistake.
    pub wrong: bool,
}

impl Guide {
    /// Reads it.
    ///
    /// # Panics
    /// If it is not there.
    pub fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/content-folder.md");
        let text = fs::read_to_string(path).expect("the guide");
        Self { text }
    }

    /// Its examples, in order.
    pub fn examples(&self) -> Vec<Example> {
        let mut examples = Vec::new();
        let mut lines = self.text.lines();
        while let Some(line) = lines.next() {
            let Some((indent, info)) = line.split_once("```") else {
                continue;
            };
            let body: String = lines
                .by_ref()
                .take_while(|line| !line.trim_start().starts_with("```"))
                .map(|line| format!("{}\n", line.strip_prefix(indent).unwrap_or(line.trim_start())))
                .collect();
            let (wrong, path) = match info.split_whitespace().collect::<Vec<_>>()[..] {
                [_, "wrong", path] => (true, path),
                [_, path] => (false, path),
                _ => continue,
            };
            examples.push(Example {
                path: path.to_owned(),
                text: body,
                wrong,
            });
        }
        examples
    }

    /// The cells below the row of a table that begins with this heading.
    pub fn table(&self, heading: &str) -> Vec<Vec<String>> {
        let cells = |line: &str| -> Vec<String> {
            let inner = line.trim().trim_matches('|');
            inner.split('|').map(|cell| cell.trim().to_owned()).collect()
        };
        self.text
            .lines()
            .skip_while(|line| !line.starts_with(&format!("| {heading} |")))
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .map(cells)
            .collect()
    }

    /// The sample office with what the guide has staff add on an ordinary day.
    pub fn office(&self) -> Sample {
        self.office_with(
            |example| !example.wrong && !example.path.starts_with("emergency/"),
            &[],
        )
    }

    /// The same in the emergency of the guide.
    pub fn emergency(&self) -> Sample {
        self.office_with(|example| !example.wrong, &[])
    }

    /// The same with the guide's mistake.
    pub fn mistake(&self) -> Sample {
        self.office_with(|example| !example.path.starts_with("emergency/"), &[])
    }

    /// The same with its hours in a workbook.
    pub fn with_workbook(&self, workbook: &[u8]) -> Sample {
        let wanted = |example: &Example| {
            !example.wrong && !example.path.starts_with("emergency/") && example.path != "hours.toml"
        };
        self.office_with(wanted, workbook)
    }

    fn office_with(&self, wanted: impl Fn(&Example) -> bool, workbook: &[u8]) -> Sample {
        let folder = Copy::of_sample();
        for example in self.examples().iter().filter(|example| wanted(example)) {
            let mut text = String::new();
            // "Add these lines at the end": settings hold more than an example shows.
            if example.path.ends_with(".toml") {
                text = fs::read_to_string(folder.path(&example.path)).expect("settings");
                text.push('\n');
            }
            folder.write(&example.path, (text + &example.text).as_bytes());
        }
        folder.write("leaflets/parking/map.png", include_bytes!("guide/map.png"));
        if !workbook.is_empty() {
            fs::remove_file(folder.path("hours.toml")).expect("hours.toml");
            folder.write("hours.xlsx", workbook);
        }
        Sample::of(folder.root())
    }
}

/// The status page of an office with these findings, as it is in the guide.
pub fn status_page(sample: &Sample, findings: &[Finding]) -> Status {
    let office = &sample.content.office;
    let default = office.default_language();
    let now = DAY.parse().expect("a time");
    Status {
        kiosk: "front".to_owned(),
        office: Some(office.name.get(default, default).to_owned()),
        at: Some(sample.content.hours.local(now)),
        generation: 1,
        findings: findings.to_vec(),
    }
}

/// Draws the guide's pictures of the screen into a folder, and writes the status page that it shows.
///
/// # Panics
/// If a picture cannot be drawn or written, or a text does not fit.
pub fn draw(out: &Path) {
    fs::create_dir_all(out).expect("a folder to write to");
    let guide = Guide::read();
    let (office, emergency, mistake) = (guide.office(), guide.emergency(), guide.mistake());
    let at = |language: &str, touches: &[Touch]| office.touched(state_at(&office, DAY, language), touches);
    let parking = [Touch::Leaflets, Touch::Leaflet("parking".to_owned())];
    let pictures = [
        ("leaflet", at("en-GB", &parking)),
        ("translation", at("pl", &parking)),
        ("notice", at("en-GB", &[])),
        (
            "poster",
            at("en-GB", &[Touch::Notice("coffee-morning".to_owned())]),
        ),
        ("closure", at("en-GB", &[Touch::Hours])),
        ("emergency", in_emergency(&office, &emergency)),
    ];
    let mut canvas = Canvas::new(&office);
    for (name, state) in pictures {
        let (picture, clipped) = canvas.draw(&state.view(), Shape::PORTRAIT);
        assert!(clipped.is_empty(), "{name}: {clipped:?}");
        picture
            .save(out.join(format!("{name}.png")))
            .expect("a picture is written");
    }
    let status = status_page(&mistake, mistake.findings());
    fs::write(out.join("status.html"), status.html()).expect("the status page is written");
}

/// A kiosk of an office in which an emergency notice has just been saved.
pub fn in_emergency(before: &Sample, emergency: &Sample) -> State {
    let mut state = state_at(before, DAY, "en-GB");
    emergency.update(&mut state, Event::Content(Arc::clone(&emergency.content)));
    state
}

/// Where the sample office is, whose poster the guide shows.
pub fn poster() -> PathBuf {
    sample_folder().join("notices/coffee-morning/en-GB.txt")
}
