//! The queue's own clock, as a value that tests can replace.

use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// Tells the time whenever it is asked.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::new(|| SystemTime::now().into())
    }

    /// A clock of one's own.
    pub fn new(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}
