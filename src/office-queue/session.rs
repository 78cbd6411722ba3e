//! Sessions of signed-in staff: ids, how long they last, and the cookie that carries them.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, TimeDelta, Utc};

use crate::accounts::Role;
use crate::token::{hex, sha256};

/// How long a session lasts at most: a working day (NIST SP 800-63B 4.2.3: at least once in 12 hours).
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How long it lasts while its person does nothing. A talk with a visitor takes half an hour and more, so 30 minutes
/// would sign people out in the middle of their work; the page says it five minutes before.
pub const IDLE: TimeDelta = TimeDelta::minutes(60);

/// How far a session may begin in the future, after the clock was set back, before it is taken for ended.
const CLOCK_SLACK: TimeDelta = TimeDelta::minutes(5);

/// The cookie's name where it cannot be set by another host or path (RFC 6265bis 4.1.3.2).
const SECURE_NAME: &str = "__Host-reception";

/// The cookie's name on this machine without TLS, where browsers refuse the other.
const LOCAL_NAME: &str = "reception-local";

/// Somebody who has signed in; handlers of the desk page find it among the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The office the account belongs to.
    pub office: String,
    /// The account's name.
    pub account: String,
    /// What it may do.
    pub role: Role,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// The last thing it did, to the minute.
    pub seen_at: DateTime<Utc>,
}

impl SignedIn {
    /// Whether the session is still good.
    pub fn is_good(&self, now: DateTime<Utc>) -> bool {
        now < self.ends_at() && now < self.idle_at() && self.created_at <= now + CLOCK_SLACK
    }

    /// When it ends whatever happens.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.created_at + LONGEST
    }

    /// When it ends if nothing is done.
    pub fn idle_at(&self) -> DateTime<Utc> {
        self.seen_at + IDLE
    }
}

/// A new session's id: 256 random bits.
///
/// # Errors
/// What the system said where it gave no random numbers.
pub fn new_id() -> Result<String, getrandom::Error> {
    let mut random = [0_u8; 32];
    getrandom::fill(&mut random)?;
    Ok(hex(&random))
}

/// How an id is stored. It is random, so a plain hash is enough, as for tokens.
pub fn stored_id(id: &str) -> [u8; 32] {
    sha256(id.as_bytes())
}

/// The session's id in a request's cookies, as it is stored.
pub fn id_in(headers: &HeaderMap, secure: bool) -> Option<[u8; 32]> {
    let name = if secure { SECURE_NAME } else { LOCAL_NAME };
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(found, _)| *found == name)
        .map(|(_, id)| stored_id(id))
}

/// The cookie that carries an id. It goes with the browser's own session at the latest.
pub fn cookie(id: &str, secure: bool) -> String {
    if secure {
        format!("{SECURE_NAME}={id}; Path=/; Secure; HttpOnly; SameSite=Strict")
    } else {
        format!("{LOCAL_NAME}={id}; Path=/; HttpOnly; SameSite=Strict")
    }
}

/// The cookie that takes the id away.
pub fn no_cookie(secure: bool) -> String {
    format!("{}; Max-Age=0", cookie("", secure))
}
