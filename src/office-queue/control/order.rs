//! What can be asked for, and the doing of it: the same on a running service's store and on one opened for a command.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::{Role, account_name};
use crate::office::is_id;
use crate::store::{AccountRow, AuditEntry, AuditPage, Health, Store, StoreError};

/// How the hash of a password begins, as [`crate::accounts::hash_password`] writes it. Passwords never cross the
/// socket.
const HASH_BEGINS: &str = "$argon2id$";

/// The longest hash of a password, in bytes.
const MAX_HASH: usize = 512;

/// What a command asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Order {
    /// Every account.
    Accounts,
    /// Add an account.
    AddAccount {
        /// The office's id.
        office: String,
        /// The account's name, in small letters.
        name: String,
        /// What it may do.
        role: Role,
        /// Its password, hashed.
        password_hash: String,
    },
    /// Remove an account and end its sessions.
    RemoveAccount {
        /// The account's name.
        name: String,
    },
    /// Give an account another password and end its sessions.
    SetPassword {
        /// The account's name.
        name: String,
        /// The password, hashed.
        password_hash: String,
    },
    /// A page of the audit log.
    Audit {
        /// From this moment on.
        from: DateTime<Utc>,
        /// Until before this one.
        to: DateTime<Utc>,
        /// After the entry with this number; 0 at first.
        after: i64,
    },
    /// Check the database.
    Health,
    /// A backup, whose bytes follow the answer. Only a running service is asked this way.
    Backup,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// It is done.
    Done,
    /// It is not; nothing has changed.
    Refused {
        /// Why, and what to do.
        why: String,
    },
    /// Every account, by office and name.
    Accounts {
        /// They.
        accounts: Vec<AccountRow>,
    },
    /// A page of the audit log.
    Audit(AuditPage),
    /// How the database is.
    Health(Health),
    /// A backup; its bytes follow.
    Backup {
        /// How many.
        bytes: u64,
    },
}

impl Order {
    /// Whether somebody's session may have ended by it, or the desk page have closed to whoever has no account.
    pub(super) fn ends_sessions(&self) -> bool {
        matches!(
            self,
            Self::AddAccount { .. } | Self::RemoveAccount { .. } | Self::SetPassword { .. }
        )
    }
}

/// Does what was asked for.
pub(super) async fn carry_out(order: Order, store: &Store, now: DateTime<Utc>) -> Answer {
    match try_to(order, store, now).await {
        Ok(answer) => answer,
        Err(Refused(why)) => Answer::Refused { why },
    }
}

/// Why something is not done.
struct Refused(String);

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

async fn try_to(order: Order, store: &Store, now: DateTime<Utc>) -> Result<Answer, Refused> {
    match order {
        Order::Accounts => Ok(Answer::Accounts {
            accounts: store.accounts().await?,
        }),
        Order::AddAccount {
            office,
            name,
            role,
            password_hash,
        } => {
            if !is_id(&office) {
                return Err(Refused(format!("{office:?} cannot be an office's id")));
            }
            let name = checked(&name, &password_hash)?;
            let account = AccountRow {
                name: name.clone(),
                office: office.clone(),
                role,
                created_at: now,
            };
            if !store.add_account(account, password_hash).await? {
                return Err(Refused(format!("there is an account {name} already")));
            }
            let action = format!("account add {name} {}", role.as_str());
            record(store, now, Some(office), &name, action).await
        }
        Order::RemoveAccount { name } => {
            let office = store.remove_account(name.clone()).await?;
            let action = format!("account remove {name}");
            record(store, now, office, &name, action).await
        }
        Order::SetPassword { name, password_hash } => {
            let name = checked(&name, &password_hash)?;
            let office = store.set_password(name.clone(), password_hash).await?;
            let action = format!("account password {name}");
            record(store, now, office, &name, action).await
        }
        Order::Audit { from, to, after } => Ok(Answer::Audit(store.audit_page(from, to, after).await?)),
        Order::Health => Ok(Answer::Health(store.health().await?)),
        Order::Backup => Err(Refused("a backup is asked for in another way".to_owned())),
    }
}

/// An account's name as it is stored, and a look at whether a hash can be one.
fn checked(name: &str, hash: &str) -> Result<String, Refused> {
    if hash.len() > MAX_HASH || !hash.starts_with(HASH_BEGINS) {
        return Err(Refused("this is not the hash of a password".to_owned()));
    }
    account_name(name).map_err(|error| Refused(error.to_string()))
}

/// Writes in the audit log what the command line did to an account; nobody was signed in.
async fn record(
    store: &Store,
    at: DateTime<Utc>,
    office: Option<String>,
    name: &str,
    action: String,
) -> Result<Answer, Refused> {
    let Some(office) = office else {
        return Err(Refused(format!("there is no account {name}; see `account list`")));
    };
    let entry = AuditEntry {
        at,
        office,
        account: None,
        action,
        visit: None,
    };
    store.record(entry).await?;
    Ok(Answer::Done)
}
