//! How often somebody may try to sign in: a bucket for each account and one for each address.
//!
//! A bucket refills with time, so nobody is ever locked out for long, and nobody can be locked out on purpose for
//! longer than the attack lasts.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Tries at once and the seconds until one more, for an account: 65 in its first hour.
const PER_ACCOUNT: (i32, i64) = (5, 60);

/// The same for an address. A whole office may stand behind one.
const PER_ADDRESS: (i32, i64) = (20, 15);

/// The most buckets kept. Full ones are forgotten first; beyond this nobody new may try.
const MAX_BUCKETS: usize = 8192;

/// Whose bucket it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Account(String),
    Address(IpAddr),
}

impl Key {
    fn limit(&self) -> (i32, TimeDelta) {
        let (at_once, seconds) = match self {
            Self::Account(_) => PER_ACCOUNT,
            Self::Address(_) => PER_ADDRESS,
        };
        (at_once, TimeDelta::seconds(seconds))
    }
}

/// The buckets, each as the moment when it will be full again.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<Key, DateTime<Utc>>>);

/// One try that was let through.
#[must_use]
pub struct Attempt<'a> {
    attempts: &'a Attempts,
    keys: [Key; 2],
}

impl Attempts {
    /// Takes a try from both buckets, or says how many seconds to wait.
    ///
    /// # Errors
    /// The seconds until the next try is let through.
    pub fn begin(&self, account: &str, address: IpAddr, now: DateTime<Utc>) -> Result<Attempt<'_>, i64> {
        let keys = [Key::Account(account.to_owned()), Key::Address(network(address))];
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_BUCKETS {
            buckets.retain(|_, full_at| *full_at > now);
        }
        if buckets.len() >= MAX_BUCKETS {
            return Err(PER_ACCOUNT.1);
        }
        let mut wait = 0;
        for key in &keys {
            let (at_once, refill) = key.limit();
            // A clock that was set back must not leave a bucket empty for longer than it takes to fill.
            if let Some(full_at) = buckets.get_mut(key) {
                *full_at = (*full_at).min(now + refill * at_once);
                let ready_in = *full_at - refill * (at_once - 1) - now;
                wait = wait.max((ready_in.num_milliseconds() + 999).div_euclid(1000));
            }
        }
        if wait > 0 {
            return Err(wait);
        }
        for key in &keys {
            let (_, refill) = key.limit();
            let full_at = buckets.get(key).copied().unwrap_or(now).max(now);
            buckets.insert(key.clone(), full_at + refill);
        }
        drop(buckets);
        Ok(Attempt { attempts: self, keys })
    }
}

impl Attempt<'_> {
    /// The password was right: this try costs nothing.
    pub fn give_back(self) {
        let mut buckets = self.attempts.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in &self.keys {
            let (_, refill) = key.limit();
            if let Some(full_at) = buckets.get_mut(key) {
                *full_at -= refill;
            }
        }
    }
}

/// What counts as one address: of IPv6 the network, since a single machine has all of it to choose from.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let mut parts = address.segments();
            parts[4..].fill(0);
            IpAddr::from(parts)
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    fn address(words: &str) -> IpAddr {
        words.parse().unwrap()
    }

    fn fail(attempts: &Attempts, account: &str, from: &str, second: i64) -> Result<(), i64> {
        attempts.begin(account, address(from), at(second)).map(drop)
    }

    #[test]
    fn the_sixth_wrong_password_waits_a_minute_and_another_account_does_not() {
        let attempts = Attempts::default();
        for _ in 0..5 {
            assert_eq!(fail(&attempts, "amina", "10.0.0.1", 0), Ok(()));
        }
        assert_eq!(fail(&attempts, "amina", "10.0.0.2", 0), Err(60), "from anywhere");
        assert_eq!(fail(&attempts, "amina", "10.0.0.2", 59), Err(1));
        assert_eq!(fail(&attempts, "bo", "10.0.0.1", 0), Ok(()));
        assert_eq!(fail(&attempts, "amina", "10.0.0.2", 60), Ok(()));
        assert_eq!(fail(&attempts, "amina", "10.0.0.2", 60), Err(60));
    }

    #[test]
    fn one_address_cannot_try_many_names() {
        let attempts = Attempts::default();
        let name = |number: usize| format!("name-{number}");
        for number in 0..20 {
            assert_eq!(fail(&attempts, &name(number), "2001:db8::1", 0), Ok(()));
        }
        assert_eq!(
            fail(&attempts, &name(20), "2001:db8::ffff:1", 0),
            Err(15),
            "one network"
        );
        assert_eq!(fail(&attempts, &name(20), "2001:db8:0:1::1", 0), Ok(()));
    }

    #[test]
    fn a_right_password_costs_nothing() {
        let attempts = Attempts::default();
        for _ in 0..100 {
            attempts
                .begin("amina", address("10.0.0.1"), at(0))
                .map_err(|seconds| panic!("wait {seconds}"))
                .map(Attempt::give_back)
                .unwrap();
        }
    }

    #[test]
    fn a_clock_that_goes_back_a_year_locks_nobody_out() {
        let attempts = Attempts::default();
        for _ in 0..5 {
            assert_eq!(fail(&attempts, "amina", "10.0.0.1", 31_536_000), Ok(()));
        }
        assert_eq!(fail(&attempts, "amina", "10.0.0.1", 0), Err(60));
        assert_eq!(fail(&attempts, "amina", "10.0.0.1", 60), Ok(()));
    }

    #[test]
    fn the_buckets_are_bounded() {
        let attempts = Attempts::default();
        for number in 0..20_000_u32 {
            let from = IpAddr::from(number.to_be_bytes());
            attempts.begin(&number.to_string(), from, at(0)).map(drop).ok();
        }
        assert!(attempts.0.lock().unwrap().len() <= MAX_BUCKETS + 1);
        assert!(attempts.begin("amina", address("10.9.9.9"), at(0)).is_err());
        assert!(attempts.begin("amina", address("10.9.9.9"), at(600)).is_ok());
    }
}
