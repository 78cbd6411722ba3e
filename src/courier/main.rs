//! `reception-courier --config kiosk.toml`: reads the settings, starts the log and carries until it is told to stop.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use config::Config;
use courier::Settings;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

const USAGE: &str = "usage: reception-courier --config kiosk.toml";

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("RECEPTION_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // This one line is for the person who started the program; the log's own form would bury it.
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

fn start() -> Result<(), String> {
    let path = config_path()?;
    let config = Config::read(&path).map_err(|error| error.to_string())?;
    let settings = Settings::from_config(&config);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the program cannot be started: {error}"))?;
    runtime.block_on(carry(&settings))
}

fn config_path() -> Result<PathBuf, String> {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(option), Some(path), None) if option == "--config" => Ok(path.into()),
        _ => Err(USAGE.to_owned()),
    }
}

async fn carry(settings: &Settings) -> Result<(), String> {
    let (order, stop) = watch::channel(false);
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    let carrying = courier::run(settings, stop);
    tokio::pin!(carrying);
    tokio::select! {
        done = &mut carrying => return done.map_err(|error| error.to_string()),
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("told to stop");
    // The other end is in this function's own future and cannot be gone.
    let _ = order.send(true);
    carrying.await.map_err(|error| error.to_string())
}
