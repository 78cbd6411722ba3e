//! `kill -9` while a folder is being staged, and a full disk: after a restart the last good generation shows, and
//! then everything is taken.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tests::accessibility::Find;
use tests::fixture::Fixture;
use tests::office::KIOSK;
use tests::sync::shoulder;
use tests::sync::stamped::{self, LANGUAGES};
use tests::sync::written::Files;
use tests::visitor::{self, STEP};
use tests::wait::until_or;
use tests::{number_from_env, seed};

use crate::disk_full::{fill_but, on_a_small_disk};

/// Leaflets, each in three languages.
const LEAFLETS: usize = 100;
/// How long staging them may take, by a debug build on a busy machine.
const STAGED: Duration = Duration::from_secs(120);

/// Writes a version of all leaflets; their bytes by path.
fn write_all(content: &Path, version: u64) -> Files {
    let mut files = Files::new();
    for leaflet in 0..LEAFLETS {
        let stamp = version * 1000 + leaflet as u64;
        let folder = content.join(format!("leaflets/crash-{leaflet:03}"));
        fs::create_dir_all(&folder).unwrap();
        for language in LANGUAGES {
            let name = format!("picture-{language}.png");
            let pictured = leaflet % 10 == 0;
            let mut parts = vec![(
                format!("{language}.md"),
                stamped::page(stamp, language, pictured.then_some(&name)).into_bytes(),
            )];
            if pictured {
                parts.push((name.clone(), stamped::picture(stamp)));
            }
            for (name, bytes) in parts {
                fs::write(folder.join(&name), &bytes).unwrap();
                files.insert(format!("leaflets/crash-{leaflet:03}/{name}"), bytes);
            }
        }
    }
    files
}

/// What a generation shows of these leaflets.
fn of_these(mut files: Files) -> Files {
    files.retain(|path, _| path.starts_with("leaflets/crash-"));
    files
}

fn staged(copy: &Path, files: &Files) {
    shoulder::wait_for(
        copy,
        "the whole folder in the kiosk's copy",
        STAGED,
        |shown| of_these(shown.clone()) == *files,
        |shown| format!("{} files", shown.len()),
    );
}

#[test]
fn a_kiosk_killed_while_it_stages_a_folder_shows_its_last_good_generation() {
    let kills = number_from_env("RECEPTION_CRASHES", 3);
    let mut random = fastrand::Rng::with_seed(seed("content_crash"));
    let mut fixture = Fixture::new("content_crash");
    let (content, aside) = (fixture.path("content"), fixture.path("content.aside"));
    let copy = fixture.path("data/content");
    let mut before = write_all(&content, 1);
    let began = Instant::now();
    fixture.start_kiosk_process();
    staged(&copy, &before);
    let whole = began.elapsed();
    fixture.kill_kiosk();
    let (mut cut_short, mut numbers) = (0, BTreeSet::new());
    for round in 0..kills {
        let after = write_all(&content, 2 + round);
        fixture.start_kiosk_process();
        let moment = whole.mul_f64(random.f64() * 1.2);
        thread::sleep(moment);
        fixture.kill_kiosk();

        fs::rename(&content, &aside).unwrap();
        fixture.start_kiosk();
        let last = shoulder::last(&copy).expect("a generation");
        assert_eq!(
            shoulder::torn(&last),
            Vec::<String>::new(),
            "killed after {moment:?}"
        );
        let files = of_these(shoulder::files(&last));
        for (path, bytes) in &files {
            assert!(
                Some(bytes) == before.get(path) || Some(bytes) == after.get(path),
                "{path} is neither the old version nor the new one after a kill after {moment:?}"
            );
        }
        assert_eq!(
            files.len(),
            before.len(),
            "something is gone after a kill after {moment:?}"
        );
        cut_short += usize::from(files != after);
        numbers.insert(last.number);
        fixture.screen().press(Find::Id("leaflets"), STEP);
        let stamp =
            stamped::stamp_of(std::str::from_utf8(&files["leaflets/crash-000/en-GB.md"]).unwrap()).unwrap();
        fixture.screen().press(Find::Id("leaflet-crash-000"), STEP);
        fixture
            .screen()
            .wait_for(Find::Containing(&format!("Begin {stamp}")), STEP);
        fixture.kill_kiosk();

        fs::rename(&aside, &content).unwrap();
        fixture.start_kiosk();
        staged(&copy, &after);
        fixture.kill_kiosk();
        before = after;
    }
    println!(
        "{kills} kills within {whole:?} of a start; {cut_short} before everything was staged; generations {numbers:?}"
    );
}

/// The kiosk's disk: so small that a few photographs fill it.
const DISK: &str = "size=12m";
/// What is left of it at first: less than a photograph and the reserve of an eighth, more than texts need.
const LEFT: u64 = 3 * 1024 * 1024;
/// What cannot be kept is tried again every fifteen seconds.
const AGAIN: Duration = Duration::from_secs(60);

/// A photograph of some 2.7 MB, as no packing makes it smaller.
fn photograph() -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(1);
    let side = 950;
    let pixels: Vec<u8> = (0..side * side * 3).map(|_| random.u8(..)).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn a_full_disk_keeps_what_is_shown_lets_a_closure_through_and_leaves_room_for_tickets() {
    let mut fixture = Fixture::new("content_disk_full");
    let (content, data) = (fixture.path("content"), fixture.path("data"));
    fs::create_dir(&data).unwrap();
    fixture.start_queue();
    fixture.start_courier();
    fixture.start_kiosk_by(|kiosk| on_a_small_disk(DISK, &data, kiosk));
    fixture.wait_for_screen(Find::Id("take-a-ticket"));
    let inside = PathBuf::from(format!(
        "/proc/{}/root{}",
        fixture.kiosk_process().pid(),
        data.display()
    ));
    let filler = fill_but(&inside, LEFT);
    let status = || fs::read_to_string(content.join(format!("_STATUS-{KIOSK}.txt"))).unwrap_or_default();

    // The picture comes first, so that the page never waits for it.
    let folder = content.join("leaflets/a-photo");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("photo.png"), photograph()).unwrap();
    fs::write(
        folder.join("en-GB.md"),
        "# A photograph\n\n![The office](photo.png)\n\nWith its words.\n",
    )
    .unwrap();
    until_or(
        "staff are told that the disk is full",
        AGAIN,
        || status().contains("content-not-kept").then_some(()),
        status,
    );
    let own = inside.join(format!("status/_STATUS-{KIOSK}.txt"));
    assert!(fs::read_to_string(own).unwrap().contains("content-not-kept"));

    // A text written later comes through.
    fs::create_dir(content.join("leaflets/closure")).unwrap();
    fs::write(
        content.join("leaflets/closure/en-GB.md"),
        stamped::page(5, "en-GB", None),
    )
    .unwrap();
    let screen = fixture.screen();
    screen.press(Find::Id("leaflets"), STEP);
    screen.wait_for(Find::Id("leaflet-closure"), AGAIN);
    let listed = |id: &str| {
        screen
            .tree()
            .is_some_and(|tree| tree.find(Find::Id(id)).is_some())
    };
    assert!(listed("leaflet-complaints"), "what was shown stays");
    assert!(!listed("leaflet-a-photo"), "the photograph did not fit");
    screen.press(Find::Id("start-again"), STEP);

    let tickets: Vec<String> = (0..20)
        .map(|_| {
            let taken = visitor::take_ticket(screen, "repairs");
            visitor::finish(screen);
            taken.ticket.to_string()
        })
        .collect();
    until_or(
        "every ticket at the queue",
        AGAIN,
        || (fixture.queue().counted()? == tickets.len() as u64).then_some(()),
        || format!("{:?} of {}", fixture.queue().counted(), tickets.len()),
    );

    // Somebody makes room, and it goes on by itself.
    fs::remove_file(filler).unwrap();
    let screen = fixture.screen();
    screen.press(Find::Id("leaflets"), STEP);
    screen.wait_for(Find::Id("leaflet-a-photo"), AGAIN);
    until_or(
        "a status page that says that all is well",
        AGAIN,
        || {
            status()
                .contains("Everything in the folder is shown as it is.")
                .then_some(())
        },
        status,
    );
}
