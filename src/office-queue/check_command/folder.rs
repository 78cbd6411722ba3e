//! The data folder's rights, its files', and what lies about in it; and the folder of appointments.

use std::fs::{self, Metadata};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;

use office_queue::store::KEPT;
use rustix::fs::{Access, access, statvfs};

use super::Findings;

/// Rights of anybody but the owner.
const OF_OTHERS: u32 = 0o077;

/// How much room there should be: some years of counts, or a day of a very large office.
const ROOM: u64 = 100 * 1024 * 1024;

/// Checks the folder. Answers whether there is one that can be looked into.
pub(super) fn check(folder: &Path, findings: &mut Findings) -> bool {
    let shown = folder.display();
    let data = match fs::metadata(folder) {
        Ok(data) => data,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            findings.note(format!(
                "the data folder {shown} is not there yet; the service makes it at its first start"
            ));
            return false;
        }
        Err(error) => {
            findings.wrong(format!("the data folder {shown}: {error}"));
            return false;
        }
    };
    if !data.is_dir() {
        findings.wrong(format!(
            "{shown} is no folder. Name one in data_dir or with --data-dir."
        ));
        return false;
    }
    let needed = Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK;
    if access(folder, needed).is_err() {
        findings.wrong(format!(
            "the data folder {shown} cannot be written to by this user. Run this as the service's user, or with sudo."
        ));
        return false;
    }
    let fine = rights(folder, &data, findings);
    let mut all_fine = fine;
    let mut kept = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(data) = entry.metadata() else { continue };
        if entry.file_name().to_string_lossy().contains(KEPT) {
            kept.push(entry.path().display().to_string());
        }
        if data.is_file() || data.file_type().is_socket() {
            all_fine &= rights(&entry.path(), &data, findings);
        }
    }
    if all_fine {
        findings.ok(format!(
            "the data folder {shown} and its files are this user's alone"
        ));
    }
    room(folder, findings);
    kept.sort();
    for kept in kept {
        findings.note(format!(
            "{kept} was kept by a restore and holds what visitors asked for. Delete it once you need it no more."
        ));
    }
    true
}

fn rights(path: &Path, data: &Metadata, findings: &mut Findings) -> bool {
    let shown = path.display();
    let own = rustix::process::geteuid().as_raw();
    if data.uid() != own {
        findings.wrong(format!(
            "{shown} belongs to another user ({}). Run `chown {own} {shown}`.",
            data.uid()
        ));
        return false;
    }
    if data.mode() & OF_OTHERS != 0 {
        findings.wrong(format!(
            "{shown} is open to other users of this machine. Run `chmod go= {shown}`."
        ));
        return false;
    }
    true
}

fn room(folder: &Path, findings: &mut Findings) {
    let Ok(disk) = statvfs(folder) else { return };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let free_mib = free / (1024 * 1024);
    if free < ROOM {
        findings.wrong(format!(
            "only {free_mib} MiB are free on the data folder's disk. Make room: check-ins are refused when it is full."
        ));
    } else {
        findings.ok(format!("{free_mib} MiB are free"));
    }
}

/// Checks the folder in which lists of appointments are put down.
pub(super) fn check_appointments(folder: &Path, findings: &mut Findings) {
    let shown = folder.display();
    let needed = Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK;
    if !folder.is_dir() {
        findings.wrong(format!(
            "the folder of appointments {shown} is not there. Make it, or take appointments_dir out."
        ));
    } else if access(folder, needed).is_err() {
        findings.wrong(format!(
            "the folder of appointments {shown} cannot be written to by this user: lists are removed once they are read."
        ));
    } else {
        findings.ok(format!("the folder of appointments {shown}"));
    }
}
