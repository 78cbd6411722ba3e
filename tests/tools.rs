//! The tools that `tests/install-tools` installs: they check the running programs from outside, or bring them their folders,
//! and are no part of the repository.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::programs::workspace;

/// A command of theirs, such as `schemathesis`.
///
/// # Panics
/// If they are not installed, with what to run.
pub fn outside_tool(name: &str) -> PathBuf {
    found(&folder(), &folder().join("bin").join(name))
}

/// The script of axe-core, which finds barriers in a page.
///
/// # Panics
/// If it is not installed, with what to run.
pub fn axe_core() -> String {
    let libraries = folder().join("lib");
    let python = fs::read_dir(&libraries).ok().and_then(|mut found| found.next());
    let python = python
        .and_then(Result::ok)
        .map_or(libraries, |entry| entry.path());
    let script = python.join("site-packages/axe_playwright_python/axe.min.js");
    fs::read_to_string(found(&folder(), &script)).expect("axe-core as text")
}

/// `RECEPTION_TOOLS`, and without it `tools` in the target folder that the running test was built into.
fn folder() -> PathBuf {
    if let Some(folder) = env::var_os("RECEPTION_TOOLS") {
        return PathBuf::from(folder);
    }
    let own = env::current_exe().expect("the test's own path");
    // target/debug/deps/integration-…
    let target = own.ancestors().nth(3).expect("the target folder");
    target.join("tools")
}

fn found(folder: &Path, path: &Path) -> PathBuf {
    assert!(
        path.is_file(),
        "{} is not there. Run: {} {}\nIf the tools are elsewhere, set RECEPTION_TOOLS to their folder.",
        path.display(),
        workspace().join("tests/install-tools").display(),
        folder.display()
    );
    path.to_owned()
}
