//! Which files have come to rest.
//!
//! A file is at rest when two looks, far enough apart, saw the same state of it. One look is never enough, and the
//! size alone says nothing: some tools set the last size first and fill it afterwards.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::folder::FileStat;
use crate::scan::Scan;

/// Something that is being written and does not change for this long was left behind by a tool that failed.
/// Syncthing keeps such files for a day.
const LITTER_AFTER: Duration = Duration::from_secs(10 * 60);

/// Since when each file is as it is.
#[derive(Debug, Default)]
pub(crate) struct Settling {
    seen: HashMap<String, (FileStat, Duration)>,
    arriving: HashMap<String, (Vec<FileStat>, Duration)>,
}

impl Settling {
    /// Takes in a look at a time of the boot clock. Files that are `known` to be published as they are need no
    /// watching.
    pub fn take(&mut self, scan: &Scan, at: Duration, known: impl Fn(&str, &FileStat) -> bool) {
        let before = std::mem::take(&mut self.seen);
        for (path, stat) in &scan.files {
            if known(path, stat) {
                continue;
            }
            let since = match before.get(path) {
                Some((was, since)) if was == stat => *since,
                _ => at,
            };
            self.seen.insert(path.clone(), (*stat, since));
        }
        let before = std::mem::take(&mut self.arriving);
        for (folder, stats) in &scan.arriving {
            let since = match before.get(folder) {
                Some((was, since)) if was == stats => *since,
                _ => at,
            };
            self.arriving.insert(folder.clone(), (stats.clone(), since));
        }
    }

    /// When a file will have been as it is for `quiet`; `None` if it is published as it is, or is not there.
    pub fn rests_at(&self, path: &str, quiet: Duration) -> Option<Duration> {
        self.seen.get(path).map(|(_, since)| *since + quiet)
    }

    /// Since when nothing has changed of a file that is not published as it is.
    pub fn since(&self, path: &str) -> Option<Duration> {
        self.seen.get(path).map(|(_, since)| *since)
    }

    /// Until when a folder must be waited for, because something is being written in it.
    pub fn arrives_until(&self, folder: &str, at: Duration) -> Option<Duration> {
        let (_, since) = self.arriving.get(folder)?;
        Some(*since + LITTER_AFTER).filter(|until| *until > at)
    }
}

/// When something that was published was first missed.
#[derive(Debug)]
pub(crate) struct Missing<K: Ord>(BTreeMap<K, Duration>);

impl<K: Ord> Default for Missing<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Missing<K> {
    /// Takes in what is missing now.
    pub fn take(&mut self, missing: impl Iterator<Item = K>, at: Duration) {
        let before = std::mem::take(&mut self.0);
        self.0 = missing
            .map(|key| {
                let since = before.get(&key).copied().unwrap_or(at);
                (key, since)
            })
            .collect();
    }

    /// What is missing, and since when.
    pub fn iter(&self) -> impl Iterator<Item = (&K, Duration)> {
        self.0.iter().map(|(key, since)| (key, *since))
    }

    /// How much is missing.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::scan;

    const QUIET: Duration = Duration::from_secs(3);

    #[test]
    fn a_file_rests_once_two_looks_far_enough_apart_saw_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("office.toml");
        let mut settling = Settling::default();
        let mut look = |at: u64| {
            let (_, scan) = scan(folder.path()).unwrap();
            settling.take(&scan, Duration::from_secs(at), |_, _| false);
            settling.rests_at("office.toml", QUIET)
        };
        assert_eq!(look(0), None);
        std::fs::write(&file, "a").unwrap();
        assert_eq!(look(1), Some(Duration::from_secs(4)));
        assert_eq!(look(3), Some(Duration::from_secs(4)));
        // As long and, as far as its own time says, as old as before.
        let time = std::fs::metadata(&file).unwrap().modified().unwrap();
        std::fs::write(&file, "b").unwrap();
        std::fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(time)
            .unwrap();
        assert_eq!(look(5), Some(Duration::from_secs(8)));
    }

    #[test]
    fn what_a_tool_left_behind_is_waited_for_ten_minutes_and_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("notices")).unwrap();
        std::fs::write(folder.path().join("notices/.syncthing.a.md.tmp"), "a").unwrap();
        let (_, scan) = scan(folder.path()).unwrap();
        let mut settling = Settling::default();
        for minute in 0..10 {
            let at = Duration::from_secs(minute * 60);
            settling.take(&scan, at, |_, _| false);
            assert_eq!(
                settling.arrives_until("notices", at),
                Some(LITTER_AFTER),
                "{minute}"
            );
        }
        assert_eq!(settling.arrives_until("notices", LITTER_AFTER), None);
        assert_eq!(settling.arrives_until("leaflets", Duration::ZERO), None);
    }
}
