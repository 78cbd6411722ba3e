//! `make demo`: the three programs with the sample office, to look at.
//!
//! With a display the kiosk comes up in a window of its own and stays until that is closed. Without one a scripted
//! visitor uses the same programs on a private screen, and leaves a picture of every step in `target/demo`. Either
//! way the desk page is there to be opened in a browser. Nothing that is started here outlives the demo.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a demo that cannot go on says why and stops; what it says is for a person at a terminal"
)]

mod on_screen;
mod scripted;
mod stop;

use std::env;
use std::process::ExitCode;

use tests::fixture::Fixture;

use stop::Stop;

/// Why a demo is over before its end.
pub enum Over {
    /// Somebody asked for it.
    Asked,
    /// Something is wrong; what it is has been said.
    Failed,
}

fn main() -> ExitCode {
    let stop = Stop::listen();
    println!(
        "The sample office, Canal Street, with its hours set to round the clock so that it can be tried at any time."
    );
    let mut fixture = Fixture::new("demo");
    fixture.start_queue();
    println!(
        "office-queue runs. The desk page, for a browser on this machine: {}",
        fixture.desk_page()
    );
    let over = if has_display() {
        on_screen::show(&mut fixture, &stop)
    } else {
        scripted::visit(&mut fixture, &stop)
    };
    drop(fixture);
    match over {
        Ok(()) | Err(Over::Asked) => {
            println!("Everything is ended and its temporary files are removed.");
            ExitCode::SUCCESS
        }
        Err(Over::Failed) => ExitCode::FAILURE,
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
