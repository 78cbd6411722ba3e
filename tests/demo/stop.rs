//! Ctrl-C and its relatives: asked once, the demo ends in good order; asked twice, at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use crate::Over;

/// How soon a wish to stop is noticed.
const NOTICE: Duration = Duration::from_millis(100);

/// The exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Whether somebody wants the demo to end.
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for the signals from now on.
    ///
    /// # Panics
    /// If the system does not let it.
    pub fn listen() -> Self {
        let asked = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // Whoever asks again does not want to wait. The kernel then ends what was started (`process::command`).
            flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&asked)).expect("a handler");
            flag::register(signal, Arc::clone(&asked)).expect("a handler");
        }
        Self(asked)
    }

    /// Goes on, unless somebody asked to stop.
    ///
    /// # Errors
    /// If somebody did.
    pub fn check(&self) -> Result<(), Over> {
        if self.0.load(Ordering::Relaxed) {
            Err(Over::Asked)
        } else {
            Ok(())
        }
    }

    /// Waits until `look` finds something.
    ///
    /// # Errors
    /// If somebody asks to stop first.
    pub fn or<T>(&self, mut look: impl FnMut() -> Option<T>) -> Result<T, Over> {
        loop {
            self.check()?;
            if let Some(found) = look() {
                return Ok(found);
            }
            thread::sleep(NOTICE);
        }
    }
}
