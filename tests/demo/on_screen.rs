//! The demo on the display of whoever started it.

use std::fs;

use tests::fixture::Fixture;
use tests::process::{Process, command};
use tests::programs::program;

use crate::Over;
use crate::stop::Stop;

/// The window's size: half a kiosk's screen each way, which fits a laptop's.
const SIZE: &str = "540x960";

/// Shows the kiosk in a window until that is closed.
///
/// # Errors
/// If somebody asks to stop, or the kiosk does not end well.
pub fn show(fixture: &mut Fixture, stop: &Stop) -> Result<(), Over> {
    let config = with_a_kiosk_s_patience(fixture);
    fixture.start_courier();
    let mut start = command(&program("reception-kiosk"));
    start.arg("--config").arg(config).args(["--windowed", SIZE]);
    let folder = fixture.path("");
    let mut kiosk = Process::start("reception-kiosk", &folder, start);
    println!("The kiosk is on your display. Close its window, or press Ctrl-C here, to end the demo.");
    let status = stop.or(|| kiosk.ended())?;
    if status.success() {
        println!("The window was closed.");
        Ok(())
    } else {
        println!(
            "The kiosk ended by itself ({status}). Its last words:\n{}",
            kiosk.last_words()
        );
        Err(Over::Failed)
    }
}

/// A harness gives its visitors ten minutes a screen; people at a demo are to see what a kiosk does by itself.
fn with_a_kiosk_s_patience(fixture: &Fixture) -> std::path::PathBuf {
    let path = fixture.path("kiosk.toml");
    let text = fs::read_to_string(&path).expect("the kiosk's settings");
    let settings = text.split("[session]").next().unwrap_or_default();
    fs::write(&path, settings).expect("the kiosk's settings");
    path
}
