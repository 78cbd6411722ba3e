//! `make gallery`: every screen × language × orientation as PNG, an index page, a contact sheet each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a development tool may stop at once"
)]
#![allow(clippy::print_stdout, reason = "it talks to a person at a terminal")]

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use flow::Touch;
use gallery::{Canvas, Sample, Scene, Shape, contact_sheet, guide, index_page, scenes, slips, state_at};

/// The screens that README shows; `screens.png` has them side by side.
const README: [&str; 4] = [
    "en-GB-portrait-home.png",
    "en-GB-portrait-ticket.png",
    "bn-portrait-services.png",
    "ar-portrait-leaflet.png",
];

/// Arguments: the folder to write, then languages to draw (all of them if none is named); or `guide` and the folder to
/// write the pictures of docs/content-folder.md into.
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if_eq("guide").is_some() {
        guide::draw(&PathBuf::from(
            arguments.next().unwrap_or_else(|| "target/guide".into()),
        ));
        return ExitCode::SUCCESS;
    }
    let out = PathBuf::from(arguments.next().unwrap_or_else(|| "target/gallery".into()));
    let wanted: Vec<String> = arguments.collect();
    fs::create_dir_all(&out).expect("a folder to write to");
    let sample = Sample::read();
    let content = &sample.content;
    let mut canvas = Canvas::new(&sample);
    let mut files = Vec::new();
    let mut readme = Vec::new();
    let mut clipped = 0;
    for language in content
        .office
        .languages
        .iter()
        .filter(|tag| wanted.is_empty() || wanted.contains(tag))
    {
        for (name, picture) in slips(content, language) {
            let file = format!("{language}-{name}.png");
            picture.save(out.join(&file)).expect("a picture is written");
            files.push(file);
        }
        for shape in [Shape::PORTRAIT, Shape::LANDSCAPE, Shape::LONG] {
            let list = if shape == Shape::LONG {
                pages(&sample, language)
            } else {
                scenes(&sample, language)
            };
            let mut sheet = Vec::new();
            for scene in list {
                let (picture, texts) = canvas.draw(&scene.state.view(), shape);
                let file = format!("{language}-{}-{}.png", shape.name, scene.name);
                picture.save(out.join(&file)).expect("a picture is written");
                for text in &texts {
                    println!("clipped in {file}: {text}");
                }
                clipped += texts.len();
                if README.contains(&file.as_str()) {
                    readme.push(picture.clone());
                }
                files.push(file);
                sheet.push(picture);
            }
            let file = format!("sheet-{language}-{}.png", shape.name);
            let (height, columns) = if shape == Shape::LANDSCAPE {
                (400, 4)
            } else {
                (900, 6)
            };
            contact_sheet(&sheet, height, columns)
                .save(out.join(&file))
                .expect("a sheet is written");
            files.insert(0, file);
        }
    }
    if readme.len() == README.len() {
        contact_sheet(&readme, 720, README.len())
            .save(out.join("screens.png"))
            .expect("a sheet is written");
    }
    fs::write(out.join("index.html"), index_page(&files)).expect("the index is written");
    println!(
        "{} pictures in {}; {clipped} clipped texts",
        files.len(),
        out.display()
    );
    if clipped == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Every leaflet, whole.
fn pages(sample: &Sample, language: &str) -> Vec<Scene> {
    let leaflets = sample.content.leaflets.iter().map(|leaflet| leaflet.name.clone());
    leaflets
        .map(|name| {
            let state = state_at(sample, "2026-11-24T10:14:00Z", language);
            let state = sample.touched(state, &[Touch::Leaflets, Touch::Leaflet(name.clone())]);
            Scene { name, state }
        })
        .collect()
}
