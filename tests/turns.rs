//! How long the turns of the kiosk's screen took, by its own log. It tells only of those that were longer than a frame
//! of sixty a second.

use std::time::Duration;

/// What `RECEPTION_LOG` must be for the log to tell of turns.
pub const LOG: &str = "info,kiosk::app=debug";

/// A frame at sixty a second; shorter turns are not told.
const FRAME: Duration = Duration::from_millis(16);

/// The longest turn in a log, the first so many left out; a frame if none was longer.
pub fn longest(log: &str, left_out: usize) -> Duration {
    log.lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("took_ms=")?;
            rest.split_whitespace().next()?.parse::<f64>().ok()
        })
        .skip(left_out)
        .map(|milliseconds| Duration::from_secs_f64(milliseconds / 1000.0))
        .fold(FRAME, Duration::max)
}
