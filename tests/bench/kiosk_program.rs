//! The kiosk as a visitor meets it, on the whole of a private screen of 1080×1920.

use std::fs;
use std::path::Path;

use tests::accessibility::Screen;
use tests::fixture::Fixture;
use tests::process::{Process, command};
use tests::programs::program;

/// The whole private screen. There is no window manager on it to make a window fill it.
pub const SIZE: [&str; 2] = ["--windowed", "1080x1920"];

/// A running kiosk, ended when this is dropped.
pub struct Kiosk {
    /// Its accessibility tree.
    pub screen: Screen,
    process: Process,
}

impl Kiosk {
    /// Starts the kiosk of an office. It is not waited for.
    pub fn start(fixture: &mut Fixture) -> Self {
        let settings = fixture.path("kiosk.toml");
        Self::start_with(fixture, &settings)
    }

    /// Starts a kiosk with these settings. It is not waited for.
    pub fn start_with(fixture: &mut Fixture, settings: &Path) -> Self {
        let mut start = command(&program("reception-kiosk"));
        start.arg("--config").arg(settings).args(SIZE);
        fixture.display().set(&mut start);
        let process = Process::start("reception-kiosk", &fixture.path(""), start);
        let screen = Screen::of(fixture.display().accessibility_bus(), process.pid());
        Self { screen, process }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.process.pid()
    }
}

/// Puts an office's outbox into another folder.
///
/// # Panics
/// If its settings cannot be written.
pub fn keep_outbox_in(fixture: &Fixture, folder: &Path) {
    let path = fixture.path("kiosk.toml");
    let settings = fs::read_to_string(&path).expect("the kiosk's settings");
    fs::write(&path, format!("data = \"{}\"\n{settings}", folder.display())).expect("the kiosk's settings");
}
