//! `office-queue account`: the accounts of staff, while the service is stopped. Passwords come from the terminal
//! without echo, or as one line of standard input; never as an argument, which every user of the machine can see.

use std::io::{BufRead, IsTerminal, Write};

use clap::Subcommand;
use office_queue::accounts::{MAX_PASSWORD, Role, account_name, hash_password};
use office_queue::clock::Clock;
use office_queue::config::Config;
use office_queue::office::is_id;
use office_queue::store::{AccountRow, AuditEntry, Store};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use crate::{Failure, failed, say, say_aside};

#[derive(Subcommand)]
pub(crate) enum AccountCommand {
    /// Add an account; the password is asked for
    Add {
        /// The office's id
        office: String,
        /// The account's name, the same for signing in
        name: String,
        /// staff, manager or admin
        #[arg(long, default_value = "staff")]
        role: String,
    },
    /// List the accounts: office, name, role
    List,
    /// Remove an account and end its sessions
    Remove {
        /// The account's name
        name: String,
    },
    /// Give an account another password and end its sessions
    Password {
        /// The account's name
        name: String,
    },
}

/// Does what was asked for.
pub(crate) fn run(command: AccountCommand, config: &Config) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    runtime.block_on(async {
        let store = Store::open(&config.data_dir).map_err(failed)?;
        let outcome = carry_out(command, &store).await;
        store.close().await;
        outcome
    })
}

async fn carry_out(command: AccountCommand, store: &Store) -> Result<(), Failure> {
    let no_such = |name: &str| failed(format!("there is no account {name}; see `account list`"));
    match command {
        AccountCommand::Add { office, name, role } => {
            let name = account_name(&name).map_err(failed)?;
            if !is_id(&office) {
                return Err(failed(format!("{office:?} cannot be an office's id")));
            }
            let role = Role::from_word(&role)
                .ok_or_else(|| failed("the role is one of staff, manager and admin"))?;
            let hash = hash_password(&name, &ask_password()?).map_err(failed)?;
            let account = AccountRow {
                name: name.clone(),
                office: office.clone(),
                role,
                created_at: Clock::system().now(),
            };
            if !store.add_account(account, hash).await.map_err(failed)? {
                return Err(failed(format!("there is an account {name} already")));
            }
            record(store, &office, format!("account add {name} {}", role.as_str())).await
        }
        AccountCommand::List => {
            for account in store.accounts().await.map_err(failed)? {
                say(&format!(
                    "{} {} {}",
                    account.office,
                    account.name,
                    account.role.as_str()
                ));
            }
            Ok(())
        }
        AccountCommand::Remove { name } => {
            let name = account_name(&name).map_err(failed)?;
            let office = store.remove_account(name.clone()).await.map_err(failed)?;
            let office = office.ok_or_else(|| no_such(&name))?;
            record(store, &office, format!("account remove {name}")).await
        }
        AccountCommand::Password { name } => {
            let name = account_name(&name).map_err(failed)?;
            let hash = hash_password(&name, &ask_password()?).map_err(failed)?;
            let office = store.set_password(name.clone(), hash).await.map_err(failed)?;
            let office = office.ok_or_else(|| no_such(&name))?;
            record(store, &office, format!("account password {name}")).await
        }
    }
}

/// Writes in the audit log what the command line did; nobody was signed in.
async fn record(store: &Store, office: &str, action: String) -> Result<(), Failure> {
    let entry = AuditEntry {
        at: Clock::system().now(),
        office: office.to_owned(),
        account: None,
        action,
        visit: None,
    };
    store.record(entry).await.map_err(failed)
}

/// Asks twice at a terminal, and reads one line otherwise.
fn ask_password() -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return read_line();
    }
    let first = hidden("Password: ")?;
    if first != hidden("The same again: ")? {
        return Err(failed("the two are not the same; nothing was changed"));
    }
    Ok(first)
}

/// A line typed without echo. As in getpass(3), Ctrl-C is only a letter meanwhile, so that it cannot leave a terminal
/// without echo behind.
fn hidden(prompt: &str) -> Result<String, Failure> {
    write!(std::io::stderr(), "{prompt}").ok();
    let stdin = std::io::stdin();
    let before = tcgetattr(&stdin).map_err(failed)?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
    tcsetattr(&stdin, OptionalActions::Flush, &silent).map_err(failed)?;
    let typed = read_line();
    tcsetattr(&stdin, OptionalActions::Flush, &before).map_err(failed)?;
    say_aside("");
    typed
}

fn read_line() -> Result<String, Failure> {
    use std::io::Read;
    let mut line = String::new();
    let limit = MAX_PASSWORD as u64 + 2;
    std::io::stdin()
        .lock()
        .take(limit)
        .read_line(&mut line)
        .map_err(failed)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
