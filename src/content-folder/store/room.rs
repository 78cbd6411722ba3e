//! Leaves room on the disk for check-ins: the outbox lies beside the content, and a ticket that cannot be stored is
//! not given.
//!
//! What may be large, pictures, leaves all of the reserve. Texts may take half of it, since an emergency notice or a
//! closure must come through after pictures have filled the disk. The other half is never touched.

use std::fs::File;
use std::path::Path;

use super::StoreError;

/// What is left free, in bytes; on a small disk, an eighth of it.
const RESERVE: u64 = 64 * 1024 * 1024;
/// The largest file that may go into the reserve, in bytes: as long as a text may be.
const SMALL: u64 = 256 * 1024;
/// Room that a name and its folder may take beside the bytes.
const OVERHEAD: u64 = 16 * 1024;

/// Whether there is room for a file of this many bytes.
pub(super) fn for_file(root: &Path, length: usize) -> Result<(), StoreError> {
    room(root, length, length as u64 <= SMALL)
}

/// Whether there is room for a manifest, without which nothing that was kept is shown.
pub(super) fn for_manifest(root: &Path, length: usize) -> Result<(), StoreError> {
    room(root, length, true)
}

fn room(root: &Path, length: usize, small: bool) -> Result<(), StoreError> {
    let disk = rustix::fs::fstatvfs(File::open(root)?).map_err(std::io::Error::from)?;
    let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
    if fits(bytes(disk.f_blocks), bytes(disk.f_bavail), length as u64, small) {
        Ok(())
    } else {
        Err(StoreError::Full)
    }
}

fn fits(disk: u64, free: u64, length: u64, small: bool) -> bool {
    // Some network file systems do not know their size, and say so by zeros.
    if disk == 0 {
        return true;
    }
    let reserve = RESERVE.min(disk / 8);
    let left = if small { reserve / 2 } else { reserve };
    free >= left.saturating_add(length).saturating_add(OVERHEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1024 * 1024;

    #[test]
    fn pictures_leave_the_reserve_and_texts_half_of_it() {
        let disk = 8 * 1024 * MIB;
        assert!(fits(disk, 80 * MIB, 15 * MIB, false));
        assert!(!fits(disk, 70 * MIB, 15 * MIB, false));
        assert!(fits(disk, 70 * MIB, 4_000, true));
        assert!(fits(disk, 33 * MIB, 4_000, true));
        assert!(!fits(disk, 32 * MIB, 4_000, true));
        assert!(!fits(disk, 0, 1, true));
    }

    #[test]
    fn a_small_disk_keeps_an_eighth_and_one_of_unknown_size_is_tried() {
        assert!(fits(8 * MIB, 4 * MIB, 2 * MIB, false));
        assert!(!fits(8 * MIB, 2 * MIB, 3 * MIB / 2, false));
        assert!(fits(8 * MIB, 3 * MIB / 4, 1_000, true));
        assert!(fits(0, 0, 15 * MIB, false));
    }
}
