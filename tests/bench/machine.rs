//! What the figures were measured on. Figures without it mean nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;
use tests::process::{command, run};
use tests::programs::{program, tool};

/// How long a program may take to say its version.
const PATIENCE: Duration = Duration::from_secs(30);

/// The machine and the versions, a line each.
pub fn facts() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let target = target_folder();
    let disk = said(
        command(&tool("stat", "coreutils")),
        &["-f", "-c", "%T", &target.display().to_string()],
    );
    [
        format!("machine   {cores} cores, {}, {} of memory", processor(), memory()),
        format!(
            "system    {}, Linux {}",
            distribution(),
            first_line("/proc/sys/kernel/osrelease")
        ),
        format!("disk      {disk} under {}", target.display()),
        format!("load      {} (1, 5, 15 minutes) at the start", loads()),
        format!(
            "kiosk     {}",
            said(command(&program("reception-kiosk")), &["--version"])
        ),
        format!(
            "compared  {}",
            said(command(&chromium()), &["--version", "--no-sandbox"])
        ),
    ]
    .join("\n")
}

/// The browser's own binary. Debian's start script before it costs time that is not the browser's.
pub fn chromium() -> PathBuf {
    let binary = Path::new("/usr/lib/chromium/chromium");
    if binary.is_file() {
        binary.to_owned()
    } else {
        tool("chromium", "chromium")
    }
}

/// A temporary folder on the disk that the target folder is on: `/tmp` may be memory, where an fsync costs nothing.
///
/// # Panics
/// If it cannot be made.
pub fn folder_on_disk() -> TempDir {
    tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(target_folder())
        .expect("a temporary folder")
}

fn target_folder() -> PathBuf {
    let own = std::env::current_exe().expect("the bench's own path");
    own.parent()
        .and_then(Path::parent)
        .expect("the target folder")
        .to_owned()
}

fn said(mut command: std::process::Command, arguments: &[&str]) -> String {
    command.args(arguments);
    run(command, PATIENCE).out.trim().to_owned()
}

fn first_line(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

fn field(path: &str, name: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let value = line
        .and_then(|line| line.split_once([':', '=']))
        .map(|(_, value)| value);
    value
        .unwrap_or("unknown")
        .trim_matches([' ', '"', '\t'])
        .to_owned()
}

fn processor() -> String {
    field("/proc/cpuinfo", "model name")
}

fn memory() -> String {
    let kib: Option<f64> = field("/proc/meminfo", "MemTotal")
        .trim_end_matches(" kB")
        .parse()
        .ok();
    kib.map_or("unknown".to_owned(), |kib| {
        format!("{:.1} GiB", kib / 1024.0 / 1024.0)
    })
}

fn distribution() -> String {
    field("/etc/os-release", "PRETTY_NAME")
}

fn loads() -> String {
    let line = first_line("/proc/loadavg");
    line.split(' ').take(3).collect::<Vec<_>>().join(", ")
}
