//! Waiting for something to become so, with a limit and a reason.

use std::thread;
use std::time::{Duration, Instant};

/// How often it is looked.
const EVERY: Duration = Duration::from_millis(20);

/// Looks until `look` finds something, and returns it.
///
/// # Panics
/// After `limit`, with what was waited for and what `explain` says of the state then.
pub fn until_or<T>(
    what: &str,
    limit: Duration,
    mut look: impl FnMut() -> Option<T>,
    explain: impl FnOnce() -> String,
) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        if began.elapsed() >= limit {
            panic!(
                "waited {:.1} s in vain for {what}\n{}",
                limit.as_secs_f64(),
                explain()
            );
        }
        thread::sleep(EVERY);
    }
}

/// [`until_or`] with nothing to explain.
pub fn until<T>(what: &str, limit: Duration, look: impl FnMut() -> Option<T>) -> T {
    until_or(what, limit, look, String::new)
}
