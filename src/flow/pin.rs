//! The PIN of the staff screen, and how wrong ones slow further tries down.

use std::fmt;
use std::time::Duration;

/// The longest wait after wrong PINs.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// How many wrong ones in a row cost nothing: a finger slips.
const FREE_TRIES: u32 = 2;

/// The PIN from the config: 4 to 12 digits. It is never written to a log or a screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// The longest PIN.
    pub const MAX_DIGITS: usize = 12;

    /// A PIN of 4 to 12 digits; `None` for anything else.
    pub fn new(digits: &str) -> Option<Self> {
        let fits = (4..=Self::MAX_DIGITS).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit());
        fits.then(|| Self(digits.to_owned()))
    }

    /// Whether this is it. Every digit is looked at, so that the time it takes does not tell how many were right.
    pub fn is(&self, typed: &str) -> bool {
        let differences = self
            .0
            .bytes()
            .zip(typed.bytes())
            .fold(0, |sum, (ours, theirs)| sum | (ours ^ theirs));
        self.0.len() == typed.len() && differences == 0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pin")
    }
}

/// Wrong PINs in a row, by the boot clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WrongPins {
    count: u32,
    until: Duration,
}

impl WrongPins {
    /// How long no PIN is taken.
    pub fn wait(&self, now: Duration) -> Option<Duration> {
        self.until.checked_sub(now).filter(|left| !left.is_zero())
    }

    /// One more wrong one. After two the wait begins at 10 s and doubles, up to five minutes.
    pub fn add(&mut self, now: Duration) {
        self.count = self.count.saturating_add(1);
        let doublings = self.count.saturating_sub(FREE_TRIES);
        if doublings > 0 {
            let wait = Duration::from_secs(10).saturating_mul(1 << (doublings - 1).min(8));
            self.until = now + wait.min(LONGEST_WAIT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_twelve_digits_and_never_shows_itself() {
        assert!(
            Pin::new("123").is_none() && Pin::new("12a4").is_none() && Pin::new("1234567890123").is_none()
        );
        let pin = Pin::new("4821").unwrap();
        assert!(pin.is("4821") && !pin.is("482") && !pin.is("48210") && !pin.is("4822") && !pin.is(""));
        assert_eq!(format!("{pin:?}"), "Pin");
    }

    #[test]
    fn wrong_pins_wait_longer_each_time_up_to_five_minutes() {
        let mut wrong = WrongPins::default();
        let mut now = Duration::from_secs(100);
        let mut waits = Vec::new();
        for _ in 0..9 {
            wrong.add(now);
            let wait = wrong.wait(now).unwrap_or_default();
            waits.push(wait.as_secs());
            now += wait;
            assert_eq!(wrong.wait(now), None);
        }
        assert_eq!(waits, [0, 0, 10, 20, 40, 80, 160, 300, 300]);
    }
}
