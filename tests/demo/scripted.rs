//! The demo without a display: a visitor who reads a leaflet in Bengali and takes a ticket in Arabic, on a private
//! screen of 1080×1920, with a picture of every step.

use std::env;
use std::fs;
use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use checkin::Ticket;
use i18n::Translator;
use message::Message;
use tests::accessibility::{Find, Screen, plain};
use tests::browser::Browser;
use tests::display::Display;
use tests::fixture::{Fixture, START};
use tests::process::{Process, command};
use tests::programs::program;
use tests::visitor::{self, STEP};
use tests::wait::{until, until_or};

use crate::Over;
use crate::stop::Stop;

/// The whole of the private screen. There is no window manager on it to make a window fill it.
const SIZE: &str = "1080x1920";

/// How often a picture is taken again until the screen rests. A countdown never rests.
const LOOKS: u32 = 8;

/// The leaflet that is read.
const LEAFLET: &str = "leaflet-damp-and-mould";

/// What a visitor does and then sees.
struct Step {
    picture: &'static str,
    /// The accessible id of what is pressed; nothing at the first.
    press: Option<&'static str>,
    sees: Sees,
    said: &'static str,
}

/// By what a step is known to be done.
enum Sees {
    /// Something with this accessible id.
    Id(&'static str),
    /// A message, in a language.
    Words(&'static str, &'static str),
    /// Nothing with this accessible id any more.
    Without(&'static str),
}

const fn step(picture: &'static str, press: &'static str, sees: Sees, said: &'static str) -> Step {
    Step {
        picture,
        press: Some(press),
        sees,
        said,
    }
}

const STEPS: [Step; 10] = [
    Step {
        picture: "home",
        press: None,
        sees: Sees::Words("en-GB", "take-a-ticket"),
        said: "The kiosk is at Home, in English.",
    },
    step(
        "home-in-bengali",
        "language-bn",
        Sees::Words("bn", "take-a-ticket"),
        "A visitor touches বাংলা: everything is in Bengali.",
    ),
    step(
        "leaflets",
        "leaflets",
        Sees::Id(LEAFLET),
        "They open the leaflets.",
    ),
    step(
        "leaflet",
        LEAFLET,
        Sees::Without(LEAFLET),
        "They read the one on damp and mould.",
    ),
    step(
        "home-again",
        "start-again",
        Sees::Words("bn", "take-a-ticket"),
        "They touch Start again and are at Home, still in their language.",
    ),
    step(
        "home-in-arabic",
        "language-ar",
        Sees::Words("ar", "take-a-ticket"),
        "Somebody else touches العربية: the screen is in Arabic and mirrored.",
    ),
    step(
        "services",
        "take-a-ticket",
        Sees::Id("service-repairs"),
        "They want a ticket.",
    ),
    step(
        "visit",
        "service-repairs",
        Sees::Id("confirm"),
        "It is about repairs. This is what will be sent.",
    ),
    step(
        "ticket",
        "confirm",
        Sees::Id("ticket-number"),
        "They confirm and have a number.",
    ),
    step(
        "finished",
        "finish",
        Sees::Words("en-GB", "take-a-ticket"),
        "They touch Finish: nothing of them is left on the screen.",
    ),
];

/// Goes through every step; stays for a person at the terminal, until Ctrl-C.
///
/// # Errors
/// If somebody asks to stop.
pub fn visit(fixture: &mut Fixture, stop: &Stop) -> Result<(), Over> {
    println!("There is no display, so a scripted visitor uses the kiosk on a private one.");
    let pictures = pictures_folder();
    let config = fixture.path("kiosk.toml");
    let mut start = command(&program("reception-kiosk"));
    start.arg("--config").arg(config).args(["--windowed", SIZE]);
    fixture.display().set(&mut start);
    let kiosk = Process::start("reception-kiosk", &fixture.path(""), start);
    let screen = Screen::of(fixture.display().accessibility_bus(), kiosk.pid());
    fixture.start_courier();
    let mut ticket = None;
    for (number, step) in (1..).zip(&STEPS) {
        stop.check()?;
        take(&screen, step, || kiosk.last_words());
        let file = pictures.join(format!("{number:02}-{}.png", step.picture));
        picture(fixture.display(), &file);
        println!("{number:2}. {}  {}", step.said, file.display());
        ticket = ticket.or_else(|| visitor::number(&screen));
    }
    if let Some(ticket) = ticket {
        look_at_desk(fixture, ticket, &pictures.join("11-desk.png"));
    }
    if stdin().is_terminal() {
        println!(
            "The desk page stays at {} until you press Ctrl-C.",
            fixture.desk_page()
        );
        stop.or(|| None::<()>)?;
    }
    Ok(())
}

fn take(screen: &Screen, step: &Step, last_words: impl Fn() -> String) {
    if let Some(id) = step.press {
        screen.press(Find::Id(id), STEP);
    }
    let is_there = || {
        let tree = screen.tree()?;
        let done = match step.sees {
            Sees::Id(id) => tree.find(Find::Id(id)).is_some(),
            Sees::Words(language, id) => {
                let words = Translator::new(language)
                    .expect("a locale")
                    .text(&Message::new(id));
                tree.find(Find::Name(&plain(&words))).is_some()
            }
            Sees::Without(id) => !tree.0.is_empty() && tree.find(Find::Id(id)).is_none(),
        };
        done.then_some(())
    };
    let explain = || format!("{}\n{}", screen.tree().unwrap_or_default().dump(), last_words());
    until_or(step.picture, START, is_there, explain);
}

/// A picture of the screen at rest: what can be read of it may come a frame before its pixels.
fn picture(display: &Display, file: &Path) {
    let mut before = Vec::new();
    for _ in 0..LOOKS {
        thread::sleep(Duration::from_millis(60));
        display.screenshot(file);
        let now = fs::read(file).expect("the picture");
        if now == before {
            return;
        }
        before = now;
    }
}

fn look_at_desk(fixture: &Fixture, ticket: Ticket, file: &Path) {
    let queue = fixture.queue();
    until("the ticket at the desk", STEP, || {
        (queue.counted()? > 0).then_some(())
    });
    println!(
        "    Reception sees {ticket} on the desk page: {}",
        fixture.desk_page()
    );
    if !["chromium", "chromedriver"].iter().all(|name| is_installed(name)) {
        println!("    There is no picture of the desk page: chromium and chromium-driver are not installed.");
        return;
    }
    let desk = Browser::start();
    desk.open(&fixture.desk_page());
    let shown = || {
        let rows = desk.texts("#waiting-rows tr");
        rows.iter()
            .any(|row| row.contains(&ticket.to_string()))
            .then_some(())
    };
    until_or("the ticket on the desk page", STEP, shown, || {
        desk.texts("main").join("\n")
    });
    desk.screenshot(file);
    println!("    The desk page as they see it  {}", file.display());
}

fn is_installed(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// `target/demo`, without the pictures of an earlier demo.
fn pictures_folder() -> PathBuf {
    let own = env::current_exe().expect("the demo's own path");
    let target = own.parent().and_then(Path::parent).expect("the target folder");
    let folder = target.join("demo");
    fs::create_dir_all(&folder).expect("a folder for pictures");
    for entry in fs::read_dir(&folder).expect("the folder for pictures").flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "png") {
            fs::remove_file(entry.path()).expect("an old picture goes");
        }
    }
    folder
}
