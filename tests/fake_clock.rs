//! A wall clock that a test can set, for the real programs: libfaketime between a program and the C library.
//!
//! Only the wall clock is moved. The boot clock and the monotonic clock go on as they do when somebody sets a real
//! machine's clock, and the times of files are left as they are.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::London;

/// A machine's clock: every program started with its [`environment`](FakeClock::environment) reads it.
pub struct FakeClock {
    file: PathBuf,
    library: PathBuf,
    /// What the clock is ahead of the real one while it is right.
    right: TimeDelta,
}

impl FakeClock {
    /// A clock that is right, kept in a file of this folder.
    ///
    /// "Right" is ten in the morning in London when the clock is made, whatever the hour is: a test that crosses
    /// midnight would be another test.
    ///
    /// # Panics
    /// If libfaketime is not installed, or the file cannot be written.
    pub fn new(folder: &Path, name: &str) -> Self {
        Self::ahead(folder, name, to_ten_o_clock(Utc::now()))
    }

    /// Another machine's clock that is as right as this one.
    ///
    /// # Panics
    /// If the file cannot be written.
    pub fn beside(&self, name: &str) -> Self {
        let folder = self.file.parent().expect("the clock's folder");
        Self::ahead(folder, name, self.right)
    }

    fn ahead(folder: &Path, name: &str, right: TimeDelta) -> Self {
        let clock = Self {
            file: folder.join(format!("{name}.clock")),
            library: library(),
            right,
        };
        clock.set(TimeDelta::zero());
        clock
    }

    /// Sets the clock this far from the right time, for the programs that run as well.
    ///
    /// # Panics
    /// If the file cannot be written.
    pub fn set(&self, off: TimeDelta) {
        // Renamed into place, so that no program reads half a line.
        let new = self.file.with_extension("new");
        fs::write(&new, format!("{:+}\n", (self.right + off).num_seconds())).expect("the clock's file");
        fs::rename(new, &self.file).expect("the clock's file in its place");
    }

    /// The time by this clock while it is right.
    pub fn right_time(&self) -> DateTime<Utc> {
        Utc::now() + self.right
    }

    /// What a program needs to read this clock.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("LD_PRELOAD", self.library.clone().into()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.clone().into()),
            ("FAKETIME_NO_CACHE", "1".into()),
            // Each of the two names is read by some versions.
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
            ("DONT_FAKE_MONOTONIC", "1".into()),
            ("NO_FAKE_STAT", "1".into()),
        ]
    }
}

/// Removes what libfaketime leaves behind in `/dev/shm` where a program was killed.
pub fn tidy_up_after(pid: u32) {
    for name in [format!("faketime_shm_{pid}"), format!("sem.faketime_sem_{pid}")] {
        // A program without a fake clock has left nothing.
        let _ = fs::remove_file(Path::new("/dev/shm").join(name));
    }
}

fn to_ten_o_clock(now: DateTime<Utc>) -> TimeDelta {
    let ten = NaiveTime::from_hms_opt(10, 0, 0).expect("a time");
    let local = now.with_timezone(&London);
    let then = local.with_time(ten).single().expect("ten o'clock is once a day");
    then.signed_duration_since(local)
}

fn library() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    folders
        .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.is_file())
        .expect("libfaketime is not installed. Run: apt-get install libfaketime")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_is_ten_in_the_morning_of_the_same_day() {
        for now in [
            "2026-11-23T23:59:00Z",
            "2026-07-01T23:30:00Z",
            "2026-03-29T00:30:00Z",
        ] {
            let now: DateTime<Utc> = now.parse().unwrap();
            let right = (now + to_ten_o_clock(now)).with_timezone(&London);
            assert_eq!(right.time().to_string(), "10:00:00");
            assert_eq!(right.date_naive(), now.with_timezone(&London).date_naive());
        }
    }
}
