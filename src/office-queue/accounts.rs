//! Staff accounts: names, roles, and passwords as argon2id hashes. It knows neither SQL nor HTTP.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

/// The shortest password in characters (OWASP ASVS 4.0.3, 2.1.1). Nothing is said about which characters.
pub const MIN_PASSWORD: usize = 12;

/// The longest password in bytes, so that what is hashed is bounded.
pub const MAX_PASSWORD: usize = 256;

/// The longest name of an account.
const MAX_NAME: usize = 64;

/// Memory of a hash in KiB, passes and lanes: the first choice of OWASP's Password Storage Cheat Sheet
/// (argon2id with m=19 MiB, t=2, p=1).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A hash of no password, with our own cost: names that do not exist take as long as those that do.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How many passwords are hashed at once: a flood of sign-ins takes at most this many times 19 MiB.
const AT_ONCE: usize = 2;

/// What an account may do. Each role may also do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Works at a desk.
    Staff,
    /// Also sees counts and the audit log of the office.
    Manager,
    /// Also looks after accounts.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Staff, Self::Manager, Self::Admin];

    /// The role's word, as it is stored and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }

    /// The role with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// Why a name or a password cannot be taken; its text is a sentence for whoever chose it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Not a name.
    #[error("{0:?} cannot be an account's name: use 1 to 64 letters, digits, dots, hyphens and underscores")]
    Name(String),
    /// Too short.
    #[error(
        "a password needs at least {MIN_PASSWORD} characters; three or four words that do not belong together are easy to remember"
    )]
    Short,
    /// Too long.
    #[error("a password has at most {MAX_PASSWORD} bytes")]
    Long,
    /// Easily guessed.
    #[error(
        "this password is too easy to guess: it holds the account's name, or only one or two different characters"
    )]
    Guessable,
    /// Holds what nobody types on purpose.
    #[error("a password must not hold control characters")]
    Control,
    /// The hash could not be made.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
}

/// An account's name as it is stored: small letters, so that `Amina.K` and `amina.k` are one person.
///
/// # Errors
/// [`AccountError::Name`].
pub fn account_name(typed: &str) -> Result<String, AccountError> {
    let name = typed.trim().to_ascii_lowercase();
    let fits = (1..=MAX_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-_@".contains(&byte));
    if fits {
        Ok(name)
    } else {
        // What was typed here by mistake may be a password: only a little of it is said again.
        Err(AccountError::Name(typed.chars().take(12).collect()))
    }
}

/// Checks a new password and hashes it. It takes some 30 ms and 19 MiB.
///
/// # Errors
/// [`AccountError`] with what to choose instead.
pub fn hash_password(name: &str, password: &str) -> Result<String, AccountError> {
    if password.len() > MAX_PASSWORD {
        return Err(AccountError::Long);
    }
    if password.chars().any(char::is_control) {
        return Err(AccountError::Control);
    }
    if password.chars().count() < MIN_PASSWORD {
        return Err(AccountError::Short);
    }
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < 3 || (name.len() > 3 && password.to_lowercase().contains(name)) {
        return Err(AccountError::Guessable);
    }
    let hash = hasher()?
        .hash_password(password.as_bytes())
        .map_err(|error| AccountError::Hash(error.to_string()))?;
    Ok(hash.to_string())
}

fn hasher() -> Result<Argon2<'static>, AccountError> {
    let (memory, passes, lanes) = COST;
    let params =
        Params::new(memory, passes, lanes, None).map_err(|error| AccountError::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Compares passwords, a few at once.
pub struct Verifier {
    places: Semaphore,
}

impl Default for Verifier {
    fn default() -> Self {
        Self {
            places: Semaphore::new(AT_ONCE),
        }
    }
}

impl Verifier {
    /// Whether a password is the one of this hash. Without a hash the answer is no, after the same work.
    pub async fn fits(&self, password: String, hash: Option<String>) -> bool {
        let _place = self.places.acquire().await.ok();
        tokio::task::spawn_blocking(move || {
            let known = hash.is_some();
            fits(&password, hash.as_deref().unwrap_or(NOBODYS)) && known
        })
        .await
        .unwrap_or(false)
    }
}

/// The cost is taken from the hash itself, so that older hashes stay good when [`COST`] grows.
fn fits(password: &str, hash: &str) -> bool {
    if password.len() > MAX_PASSWORD {
        return false;
    }
    match (PasswordHash::new(hash), hasher()) {
        (Ok(hash), Ok(hasher)) => hasher.verify_password(password.as_bytes(), &hash).is_ok(),
        _ => {
            tracing::error!("a stored password's hash cannot be read; nobody can sign in with it");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only_and_two_hashes_of_it_differ() {
        let hash = hash_password("amina", "three brown kettles").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hash_password("amina", "three brown kettles").unwrap());
        assert!(fits("three brown kettles", &hash));
        assert!(!fits("three brown kettle", &hash) && !fits("", &hash));
    }

    #[tokio::test]
    async fn an_unknown_name_costs_as_much_work_as_a_known_one_and_never_fits() {
        let cost = |hash: &str| {
            let hash = PasswordHash::new(hash).unwrap();
            (
                hash.params.to_string(),
                hash.hash.map(|hash| hash.as_bytes().len()),
            )
        };
        let own = hash_password("amina", "three brown kettles").unwrap();
        assert_eq!(cost(NOBODYS), cost(&own));
        assert!(
            !Verifier::default()
                .fits("three brown kettles".to_owned(), None)
                .await
        );
        assert!(!Verifier::default().fits(String::new(), None).await);
    }

    #[test]
    fn weak_passwords_and_strange_names_are_refused_with_a_reason() {
        let cases = [
            ("short", AccountError::Short),
            ("aaaaaaaaaaaaaaaa", AccountError::Guessable),
            ("welcome-Amina-1", AccountError::Guessable),
            ("a tab\tin between", AccountError::Control),
            (&"x1y".repeat(100), AccountError::Long),
        ];
        for (password, expected) in cases {
            assert_eq!(hash_password("amina", password), Err(expected), "{password:?}");
        }
        assert_eq!(account_name(" Amina.K "), Ok("amina.k".to_owned()));
        for name in ["", "two words", "naïve", "a/b", &"x".repeat(65)] {
            assert!(account_name(name).is_err(), "{name:?}");
        }
    }
}
