//! `office-queue`: the queue service and the commands of those who look after it.
//!
//! It only wires: arguments, configuration, log, signals, exit codes (2: the configuration is wrong; 1: anything else).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use office_queue::app::App;
use office_queue::clock::Clock;
use office_queue::config::{Config, DEFAULT_LISTEN, listen_address};
use office_queue::notify;
use office_queue::server::Running;
use office_queue::store::Store;
use office_queue::tls::Tls;
use office_queue::token::Tokens;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

mod account_command;
mod audit_command;
mod backup_command;
mod check_command;
mod owner;

use account_command::AccountCommand;
use audit_command::AuditCommand;
use backup_command::{BackupCommand, RestoreCommand};

/// The queue service: takes check-ins from kiosks and shows them to staff.
#[derive(Parser)]
#[command(name = "office-queue", version)]
struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Say what is not as it should be, and start nothing. Exit code 0: all is well; 1: something is to be put right;
    /// 2: the config file is wrong
    #[arg(long)]
    check: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where things are.
#[derive(Args)]
struct Place {
    /// The config file
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// The folder of database and tokens; before the one in the config file
    #[arg(long, value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// Address and port to listen on; before the one in the config file
    #[arg(long, value_name = "ADDRESS:PORT", global = true)]
    listen: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Give kiosks their tokens, or take them away
    #[command(subcommand)]
    Token(TokenCommand),
    /// Accounts of staff for the desk page, whether the service runs or not
    #[command(subcommand)]
    Account(AccountCommand),
    /// Print the audit log as CSV, whether the service runs or not
    Audit(AuditCommand),
    /// Write everything into one file, whether the service runs or not: visits, accounts, counts, hashes of tokens
    Backup(BackupCommand),
    /// Put a backup in the place of the database; the service must be stopped. What was there is kept beside it
    Restore(RestoreCommand),
}

#[derive(Subcommand)]
enum TokenCommand {
    /// Print a new token for a kiosk, once; only its hash is stored
    Add {
        /// The office's id, as in the kiosk's configuration
        office: String,
        /// The kiosk's id
        kiosk: String,
    },
    /// Print a new token for a program that imports appointments, once; only its hash is stored
    AddImport {
        /// The office's id
        office: String,
        /// A name for the program, such as `calendar`
        name: String,
    },
    /// Remove every token of a program that imports appointments
    RemoveImport {
        /// The office's id
        office: String,
        /// The program's name
        name: String,
    },
    /// Print a new token for a screen that shows calls, once; only its hash is stored
    AddDisplay {
        /// The office's id
        office: String,
        /// A name for the screen, such as `hall`
        name: String,
    },
    /// Remove every token of a screen that shows calls
    RemoveDisplay {
        /// The office's id
        office: String,
        /// The screen's name
        name: String,
    },
    /// List the kiosks that have a token, the programs that import, and the screens that show calls
    List,
    /// Remove every token of a kiosk
    Remove {
        /// The office's id
        office: String,
        /// The kiosk's id
        kiosk: String,
    },
}

/// Why the program ends: an exit code and a line for whoever started it.
struct Failure {
    code: u8,
    line: String,
}

fn wrong_configuration(error: impl ToString) -> Failure {
    Failure {
        code: 2,
        line: error.to_string(),
    }
}

fn failed(error: impl ToString) -> Failure {
    Failure {
        code: 1,
        line: error.to_string(),
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let file = arguments.place.config.clone();
    let outcome = configuration(arguments.place).and_then(|config| match arguments.command {
        None if arguments.check => as_owner(config, |config| check_command::run(file.as_deref(), config)),
        Some(_) if arguments.check => Err(wrong_configuration("--check goes without a command")),
        Some(Command::Token(command)) => as_owner(config, |config| token(&command, config)),
        Some(Command::Account(command)) => as_owner(config, |config| account_command::run(command, config)),
        Some(Command::Audit(command)) => as_owner(config, |config| audit_command::run(&command, config)),
        // These two read and write files of whoever calls them, and give rights up by themselves.
        Some(Command::Backup(command)) => backup_command::back_up(&command, &config),
        Some(Command::Restore(command)) => backup_command::restore(&command, &config),
        None => serve(config),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { code, line }) => {
            say_aside(&line);
            ExitCode::from(code)
        }
    }
}

/// The configuration from the file and the arguments, which go before it.
fn configuration(place: Place) -> Result<Config, Failure> {
    let mut config = match (&place.config, &place.data_dir) {
        (Some(file), _) => Config::read(file).map_err(wrong_configuration)?,
        (None, Some(folder)) => {
            let listen = listen_address(DEFAULT_LISTEN).map_err(wrong_configuration)?;
            Config::without_file(listen, folder.clone())
        }
        (None, None) => {
            return Err(wrong_configuration(
                "name a config file with --config, or a folder with --data-dir",
            ));
        }
    };
    if let Some(folder) = place.data_dir {
        config.data_dir = folder;
    }
    if let Some(words) = place.listen {
        config.listen = listen_address(&words)
            .map_err(|what| wrong_configuration(format!("--listen {words}: {what}")))?;
    }
    let listen = config.listen;
    config
        .check_reach()
        .map_err(|what| wrong_configuration(format!("listen on {listen}: {what}")))?;
    Ok(config)
}

/// Does what a command asks for as the owner of the data folder.
fn as_owner(config: Config, command: impl FnOnce(&Config) -> Result<(), Failure>) -> Result<(), Failure> {
    owner::become_owner(&config.data_dir)?;
    command(&config)
}

/// Refuses a command that needs a database where there is none.
fn need_database(config: &Config) -> Result<(), Failure> {
    let folder = config.data_dir.display();
    match Store::is_in(&config.data_dir) {
        Ok(true) => Ok(()),
        Ok(false) => Err(failed(format!("there is no database in {folder}"))),
        Err(error) => Err(failed(format!(
            "{folder}: {error}. Run this as the service's user, or with sudo."
        ))),
    }
}

/// Runs one command's work to its end.
fn once<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    runtime.block_on(work)
}

fn token(command: &TokenCommand, config: &Config) -> Result<(), Failure> {
    let tokens = Tokens::of(&config.data_dir);
    let imports = Tokens::for_imports(&config.data_dir);
    let displays = Tokens::for_displays(&config.data_dir);
    match command {
        TokenCommand::Add { office, kiosk } => {
            let token = tokens.add(office, kiosk).map_err(failed)?;
            say(&token);
            say_aside(
                "Keep this token in the kiosk's token file now: it is not shown again, only its hash is stored.",
            );
        }
        TokenCommand::AddImport { office, name } => {
            let token = imports.add(office, name).map_err(failed)?;
            say(&token);
            say_aside("Give this token to the program now: it is not shown again, only its hash is stored.");
        }
        TokenCommand::RemoveImport { office, name } => {
            let removed = imports.remove(office, name).map_err(failed)?;
            if removed == 0 {
                return Err(failed(format!(
                    "program {name} of office {office} has no import token; see `token list`"
                )));
            }
            say_aside(&format!(
                "Removed {removed}. It is refused from its next request on."
            ));
        }
        TokenCommand::AddDisplay { office, name } => {
            let token = displays.add(office, name).map_err(failed)?;
            say(&token);
            say_aside(
                "Open /display# with this token behind it once in the screen's browser, which then keeps it. It is \
                 not shown again: only its hash is stored.",
            );
        }
        TokenCommand::RemoveDisplay { office, name } => {
            let removed = displays.remove(office, name).map_err(failed)?;
            if removed == 0 {
                return Err(failed(format!(
                    "screen {name} of office {office} has no display token; see `token list`"
                )));
            }
            say_aside(&format!(
                "Removed {removed}. The screen shows no more calls within a minute."
            ));
        }
        TokenCommand::List => {
            for kiosk in tokens.kiosks().map_err(failed)? {
                say(&format!("{} {}", kiosk.office, kiosk.kiosk));
            }
            for program in imports.kiosks().map_err(failed)? {
                say(&format!(
                    "{} {} (imports appointments)",
                    program.office, program.kiosk
                ));
            }
            for screen in displays.kiosks().map_err(failed)? {
                say(&format!("{} {} (shows calls)", screen.office, screen.kiosk));
            }
        }
        TokenCommand::Remove { office, kiosk } => {
            let removed = tokens.remove(office, kiosk).map_err(failed)?;
            if removed == 0 {
                return Err(failed(format!(
                    "kiosk {kiosk} of office {office} has no token; see `token list`"
                )));
            }
            say_aside(&format!(
                "Removed {removed}. A running service refuses this kiosk from its next request on."
            ));
        }
    }
    Ok(())
}

fn serve(config: Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_from_env("RECEPTION_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| failed(format!("the program's threads could not be started: {error}")))?;
    runtime.block_on(run(config))
}

async fn run(config: Config) -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let listen = config.listen;
    // The socket first: a second service on the same machine should say so before it looks at the database.
    let listener = TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => failed(format!(
            "{listen} is in use by another program. Stop that one, or listen on another port with --listen."
        )),
        _ => failed(format!("cannot listen on {listen}: {error}")),
    })?;
    let data_dir = config.data_dir.clone();
    let store = Store::open(&data_dir).map_err(failed)?;
    let tokens = Tokens::of(&data_dir).kiosks().map_err(failed)?;
    if config.is_beyond_this_machine() && store.accounts().await.map_err(failed)?.is_empty() {
        store.close().await;
        return Err(failed(format!(
            "{listen} can be reached from other machines, and nobody has an account yet, so anybody could use the \
             desk page. Run `office-queue account add <office> <name>` first, or listen on 127.0.0.1."
        )));
    }
    let tls = config.tls.clone().map(Tls::load).transpose().map_err(failed)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let running = Running::start(App::new(config, store, Clock::system()), listener, tls).map_err(failed)?;
    let address = running.address();
    say(&format!(
        "office-queue listens on {scheme}://{address} (staff page: {scheme}://{address}/desk)"
    ));
    notify::ready();
    if tokens.is_empty() {
        tracing::warn!(
            "no kiosk has a token yet: run `office-queue token add <office> <kiosk>` with the same folder"
        );
    }
    loop {
        tokio::select! {
            _ = hang_up.recv() => running.reload(),
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        }
    }
    notify::stopping();
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// A line for scripts, on standard output. A closed pipe is no reason to fail.
fn say(line: &str) {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}").ok();
}

/// A line for people, on standard error.
fn say_aside(line: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "office-queue: {line}").ok();
}
