//! Root gives its rights up: what a command makes in the data folder must belong to the service's user, or the service
//! could not open it at its next start.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::{Failure, failed};

/// The user and group that own the data folder, where that is somebody else and this is root.
pub(crate) fn other_owner(data_dir: &Path) -> Option<(u32, u32)> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let folder = std::fs::metadata(data_dir).ok()?;
    (folder.uid() != 0).then(|| (folder.uid(), folder.gid()))
}

/// This program once more with other arguments, as the owner of the data folder and with no further groups.
pub(crate) fn as_owner(owner: (u32, u32)) -> Command {
    let mut again = Command::new("/proc/self/exe");
    again.uid(owner.0).gid(owner.1);
    again
}

/// Goes on as the owner of the data folder, with the same arguments; returns at once where there is nothing to change.
pub(crate) fn become_owner(data_dir: &Path) -> Result<(), Failure> {
    let Some(owner) = other_owner(data_dir) else {
        return Ok(());
    };
    let error = as_owner(owner).args(std::env::args_os().skip(1)).exec();
    Err(failed(format!(
        "this command must run as the owner of {}, and that cannot be done: {error}",
        data_dir.display()
    )))
}
