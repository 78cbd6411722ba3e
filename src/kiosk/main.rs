//! Wires the kiosk together. See the crate's library for what it does.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use kiosk::app::{self, AppConfig};
use kiosk::check::{self, Format};
use kiosk::delivery::DeliveryConfig;
use kiosk::folder::FolderConfig;
use kiosk::screen::{self, WindowSize};
use kiosk::template;
use tracing_subscriber::EnvFilter;

/// The reception kiosk: opening hours, leaflets and tickets on a touchscreen, in the visitor's language.
#[derive(Parser)]
#[command(name = "reception-kiosk", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// The settings file.
    #[arg(long, value_name = "FILE", default_value = "kiosk.toml")]
    config: PathBuf,
    /// Runs in a window of this size, such as 540x960, instead of the whole screen.
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    windowed: Option<WindowSize>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Says what the kiosk would make of a content folder; exits 0 if there is no error, else 1.
    Check {
        /// The folder.
        folder: PathBuf,
        /// How to write what was found.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Writes a workbook for staff to fill in and put in the content folder.
    Template {
        /// Which one.
        #[arg(value_enum, default_value_t)]
        kind: template::Kind,
        /// Fills it with the hours and duties of this content folder.
        #[arg(long, value_name = "FOLDER")]
        content: Option<PathBuf>,
        /// Where to write it; hours.xlsx or on-duty.xlsx here, if not given. A file that is there is kept.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("RECEPTION_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    let arguments = Arguments::parse();
    match &arguments.command {
        Some(Command::Check { folder, format }) => {
            match check::check(folder, *format, &mut std::io::stdout().lock()) {
                Ok(true) => ExitCode::SUCCESS,
                Ok(false) | Err(_) => ExitCode::FAILURE,
            }
        }
        Some(Command::Template {
            kind,
            content,
            output,
        }) => written(template::write(*kind, content.as_deref(), output.clone())),
        None => run(&arguments),
    }
}

/// Says where a template is, or why it could not be written.
fn written(template: std::io::Result<PathBuf>) -> ExitCode {
    match template {
        Ok(path) => {
            tracing::info!("the template is in {}", path.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!("the template could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> ExitCode {
    let config = match config::Config::read(&arguments.config) {
        Ok(config) => config,
        Err(error) => {
            tracing::warn!("{error}");
            // At a terminal a person reads the line and corrects it; on a device the screen must say it.
            if std::io::stderr().is_terminal() {
                return ExitCode::from(2);
            }
            set_up_fonts();
            return ended(app::run_misconfigured(
                vec![error.to_string()],
                arguments.windowed,
            ));
        }
    };
    set_up_fonts();
    ended(app::run(AppConfig {
        settings: flow::Settings {
            idle: Duration::from_secs(config.session.idle_seconds.into()),
            ticket: Duration::from_secs(config.session.ticket_seconds.into()),
            pin: config.staff_pin.and_then(|pin| flow::Pin::new(&pin.0)),
            prints: config.printer.is_some(),
        },
        printer: config.printer,
        scanner: config.scanner,
        content: FolderConfig {
            content: config.content,
            copy: config.data.join("content"),
            status: config.data.join("status"),
            settle: Duration::from_secs(config.settle_seconds.into()),
        },
        delivery: DeliveryConfig {
            data_dir: config.data,
            socket: config.socket,
            office: config.office,
            kiosk: config.kiosk,
            series: config.series,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        window: arguments.windowed,
    }))
}

/// Chooses the fonts; a language without its font is told to staff.
fn set_up_fonts() {
    let missing = screen::set_up_fonts();
    if !missing.is_empty() {
        tracing::warn!(
            ?missing,
            "fonts are not installed; some languages cannot be drawn"
        );
    }
}

fn ended(result: Result<(), ui::slint::PlatformError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "there is no screen to draw on");
            ExitCode::FAILURE
        }
    }
}
