//! How long to wait after a failure: exponential, with full jitter.

use std::time::Duration;

/// Full jitter: a random time from nothing to a bound that doubles with each failure. Many kiosks that lost the same
/// queue then do not come back in one wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The bound after the first failure.
    pub base: Duration,
    /// The greatest bound.
    pub cap: Duration,
}

/// Never quite at once: a failure that takes no time must not become a loop that takes all of it.
const LEAST: Duration = Duration::from_millis(50);

impl Backoff {
    /// A random wait after `failures` earlier ones.
    pub fn wait(&self, failures: u32) -> Duration {
        self.bound(failures).mul_f64(fastrand::f64()).max(LEAST)
    }

    fn bound(&self, failures: u32) -> Duration {
        self.base
            .saturating_mul(2_u32.saturating_pow(failures))
            .min(self.cap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_cap_and_differ() {
        let backoff = Backoff {
            base: Duration::from_millis(500),
            cap: Duration::from_secs(60),
        };
        let bounds: Vec<u64> = (0..9)
            .map(|failures| backoff.bound(failures).as_millis() as u64)
            .collect();
        assert_eq!(
            bounds,
            [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]
        );
        assert_eq!(backoff.bound(u32::MAX), backoff.cap);
        let waits: Vec<Duration> = (0..100).map(|_| backoff.wait(20)).collect();
        assert!(waits.iter().all(|wait| (LEAST..=backoff.cap).contains(wait)));
        assert!(
            waits.iter().any(|wait| *wait < backoff.cap / 2)
                && waits.iter().any(|wait| *wait > backoff.cap / 2)
        );
    }
}
