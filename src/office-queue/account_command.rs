//! `office-queue account`: the accounts of staff, whether the service runs or not. Passwords come from the terminal
//! without echo, or as one line of standard input; never as an argument, which every user of the machine can see.

use std::io::{BufRead, IsTerminal, Write};

use clap::Subcommand;
use office_queue::accounts::{MAX_PASSWORD, Role, account_name, hash_password};
use office_queue::clock::Clock;
use office_queue::config::Config;
use office_queue::control::{Answer, Order, Queue};
use office_queue::office::is_id;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use crate::{Failure, failed, once, say, say_aside};

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
    let order = order(command)?;
    once(async {
        let mut queue = Queue::reach(&config.data_dir).await.map_err(failed)?;
        let answer = queue.order(order, Clock::system().now()).await.map_err(failed);
        queue.close().await;
        if let Answer::Accounts { accounts } = answer? {
            for account in accounts {
                let role = account.role.as_str();
                say(&format!("{} {} {role}", account.office, account.name));
            }
        }
        Ok(())
    })
}

/// What a command asks for. A password is asked for and hashed here, before anything is opened.
fn order(command: AccountCommand) -> Result<Order, Failure> {
    let hashed = |name: &str| hash_password(name, &ask_password()?).map_err(failed);
    Ok(match command {
        AccountCommand::Add { office, name, role } => {
            let name = account_name(&name).map_err(failed)?;
            if !is_id(&office) {
                return Err(failed(format!("{office:?} cannot be an office's id")));
            }
            let role = Role::from_word(&role)
                .ok_or_else(|| failed("the role is one of staff, manager and admin"))?;
            Order::AddAccount {
                password_hash: hashed(&name)?,
                office,
                name,
                role,
            }
        }
        AccountCommand::List => Order::Accounts,
        AccountCommand::Remove { name } => Order::RemoveAccount {
            name: account_name(&name).map_err(failed)?,
        },
        AccountCommand::Password { name } => {
            let name = account_name(&name).map_err(failed)?;
            Order::SetPassword {
                password_hash: hashed(&name)?,
                name,
            }
        }
    })
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
