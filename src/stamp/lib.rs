//! A moment by two clocks, and how long ago it was.
//!
//! A kiosk's wall clock can be wrong by years (no battery, no network yet) and can jump while a check-in waits. So
//! a moment is kept by the wall clock *and* by the boot clock (`CLOCK_BOOTTIME`, which also counts sleep and never
//! goes back), with the boot it belongs to. Within one boot, time passed is the boot clock's; across a reboot only
//! the wall clock is left, and it is never believed to have run backwards.
//!
//! Without the feature `clock` this crate cannot ask for the time.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One moment on one machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// By the wall clock.
    pub time: DateTime<Utc>,
    /// The boot that `boot_ms` counts from: Linux's `boot_id`.
    pub boot: Uuid,
    /// Milliseconds since that boot, sleep included.
    pub boot_ms: u64,
}

impl Stamp {
    /// Milliseconds from `self` to `now`: by the boot clock within one boot, by the wall clock across a reboot,
    /// and 0 where the wall clock says less than nothing.
    pub fn ms_until(&self, now: &Stamp) -> u64 {
        if self.boot == now.boot {
            return now.boot_ms.saturating_sub(self.boot_ms);
        }
        u64::try_from((now.time - self.time).num_milliseconds()).unwrap_or(0)
    }

    /// Whole seconds from `self` to `now`, as [`Stamp::ms_until`] counts them.
    pub fn seconds_until(&self, now: &Stamp) -> u64 {
        self.ms_until(now) / 1000
    }

    /// The same moment moved by `ms` milliseconds on both clocks, as an undisturbed machine would count them.
    #[must_use]
    pub fn plus_ms(self, ms: u64) -> Self {
        let step = i64::try_from(ms)
            .ok()
            .and_then(TimeDelta::try_milliseconds)
            .unwrap_or(TimeDelta::MAX);
        let time = self
            .time
            .checked_add_signed(step)
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        Self {
            time,
            boot: self.boot,
            boot_ms: self.boot_ms.saturating_add(ms),
        }
    }
}

/// Reads this machine's clocks.
#[cfg(feature = "clock")]
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    boot: Uuid,
}

#[cfg(feature = "clock")]
impl Clock {
    /// Reads which boot this is, once.
    ///
    /// Where the kernel does not say (`/proc` not mounted), the boot is the nil UUID: time is then still counted by
    /// the boot clock, which is right as long as the program was not carried over a reboot.
    pub fn new() -> Self {
        let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Self {
            boot: text.trim().parse().unwrap_or(Uuid::nil()),
        }
    }

    /// This moment.
    pub fn now(&self) -> Stamp {
        let since_boot = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let seconds = u64::try_from(since_boot.tv_sec).unwrap_or(0);
        let millis = u64::try_from(since_boot.tv_nsec / 1_000_000).unwrap_or(0);
        Stamp {
            time: Utc::now(),
            boot: self.boot,
            boot_ms: seconds * 1000 + millis,
        }
    }
}

#[cfg(feature = "clock")]
impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(wall_seconds: i64, boot: u128, boot_ms: u64) -> Stamp {
        Stamp {
            time: DateTime::from_timestamp(wall_seconds, 0).unwrap(),
            boot: Uuid::from_u128(boot),
            boot_ms,
        }
    }

    #[test]
    fn within_one_boot_a_jump_of_the_wall_clock_changes_nothing() {
        let then = at(1_000_000, 1, 5_000);
        assert_eq!(then.seconds_until(&at(0, 1, 9_900)), 4);
        assert_eq!(then.seconds_until(&at(9_000_000, 1, 9_900)), 4);
        assert_eq!(then.seconds_until(&at(1_000_000, 1, 4_000)), 0);
    }

    #[test]
    fn across_a_reboot_the_wall_clock_counts_and_never_less_than_nothing() {
        let then = at(1_000_000, 1, 5_000);
        assert_eq!(then.seconds_until(&at(1_000_060, 2, 10)), 60);
        assert_eq!(then.seconds_until(&at(0, 2, 10)), 0);
    }

    #[cfg(feature = "clock")]
    #[test]
    fn the_boot_clock_goes_on() {
        let clock = Clock::new();
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(20));
        let passed = first.ms_until(&clock.now());
        assert!((20..10_000).contains(&passed), "{passed}");
    }
}
