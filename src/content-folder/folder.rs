//! The folder itself: opened once, and never left.
//!
//! Sync tools bring symbolic links along, so every name is opened below the folder's own handle, one part at a time,
//! and no link is followed. What is not a regular file is never opened: a pipe would hang whoever reads it.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat};
use serde::{Deserialize, Serialize};

/// What tells one state of a file from another: size, time of its bytes, time of its entry, and number. They are
/// compared for equality, never for "newer": sync tools set old times, and a file that takes another's place may
/// keep its size and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct FileStat {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    modified: i64,
    /// Nanoseconds since 1970; the system sets it, so that no tool can keep it.
    changed: i64,
    /// The number of the file on its disk.
    inode: u64,
}

impl FileStat {
    /// By how many whole days the bytes are older than those of another file; 0 if they are not.
    pub fn days_older_than(&self, other: &Self) -> u64 {
        const DAY: i64 = 24 * 3600 * 1_000_000_000;
        u64::try_from(other.modified.saturating_sub(self.modified) / DAY).unwrap_or(0)
    }

    fn new(stat: &Stat) -> Self {
        // Times outside 1677 to 2262 wrap round, which is still another number for another time.
        let nanoseconds = |seconds: i64, rest: u64| {
            let rest = i64::try_from(rest).unwrap_or(0);
            seconds.wrapping_mul(1_000_000_000).wrapping_add(rest)
        };
        Self {
            size: u64::try_from(stat.st_size).unwrap_or(0),
            modified: nanoseconds(stat.st_mtime, stat.st_mtime_nsec),
            changed: nanoseconds(stat.st_ctime, stat.st_ctime_nsec),
            inode: stat.st_ino,
        }
    }
}

/// The kinds of what lies in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    File(FileStat),
    Folder,
    Link,
    Special,
}

/// The content folder, open.
#[derive(Debug)]
pub(crate) struct Folder(OwnedFd);

impl Folder {
    /// Opens the folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    /// A folder in this one.
    pub fn inner(&self, name: &str) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        Ok(Self(rustix::fs::openat(&self.0, name, flags, Mode::empty())?))
    }

    /// What lies here, by name; a name that is not UTF-8 comes as an error with what can be read of it.
    pub fn entries(&self) -> io::Result<Vec<(Result<String, String>, Entry)>> {
        let mut entries = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = entry.file_name();
            if name == c"." || name == c".." {
                continue;
            }
            // It may be gone by now.
            let Ok(stat) = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) else {
                continue;
            };
            let kind = match FileType::from_raw_mode(stat.st_mode) {
                FileType::RegularFile => Entry::File(FileStat::new(&stat)),
                FileType::Directory => Entry::Folder,
                FileType::Symlink => Entry::Link,
                _ => Entry::Special,
            };
            let name = name
                .to_str()
                .map(str::to_owned)
                .map_err(|_| name.to_string_lossy().into_owned());
            entries.push((name, kind));
        }
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(entries)
    }

    /// The bytes of a file below this folder, with its state before and after they were read; at most `limit` of
    /// them and one more, so that a longer file is seen to be.
    pub fn read(&self, path: &str, limit: u64) -> io::Result<(Vec<u8>, FileStat, FileStat)> {
        let mut file = File::from(self.descend(path)?);
        let before = rustix::fs::fstat(&file)?;
        if FileType::from_raw_mode(before.st_mode) != FileType::RegularFile {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(limit + 1).read_to_end(&mut bytes)?;
        let after = rustix::fs::fstat(&file)?;
        Ok((bytes, FileStat::new(&before), FileStat::new(&after)))
    }

    fn descend(&self, path: &str) -> io::Result<OwnedFd> {
        // Without NONBLOCK, opening a pipe that nobody writes to would never return.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        match path.split_once('/') {
            Some((first, rest)) => self.inner(first)?.descend(rest),
            None => Ok(rustix::fs::openat(&self.0, path, flags, Mode::empty())?),
        }
    }

    /// Whether it lies on a network: there the system tells of no change, and a look takes longer.
    pub fn is_on_network(&self) -> bool {
        // Linux, include/uapi/linux/magic.h and fs/smb: NFS, SMB, SMB2, CIFS, FUSE, 9P, AFS, Ceph.
        const NETWORK: [u64; 8] = [
            0x6969,
            0x517b,
            0xfe53_4d42,
            0xff53_4d42,
            0x6573_5546,
            0x0102_1997,
            0x5346_414f,
            0x00c3_6400,
        ];
        rustix::fs::fstatfs(&self.0)
            .is_ok_and(|about| NETWORK.contains(&u64::try_from(about.f_type).unwrap_or(0)))
    }
}
