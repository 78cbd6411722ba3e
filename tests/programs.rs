//! Where the programs under test and the tools they are tested with are.

use std::env;
use std::path::{Path, PathBuf};

/// A program of this workspace, built.
///
/// They are looked for in the folder `RECEPTION_PROGRAMS`, and without it in the target folder that the running test
/// was built into. `cargo test -p tests` builds none of them.
///
/// # Panics
/// If it is not there.
pub fn program(name: &str) -> PathBuf {
    let folder = folder();
    let path = folder.join(name);
    assert!(
        path.is_file(),
        "{name} is not in {}.\nBuild the programs first: cargo build --workspace (or run `make test`).\n\
         If they are elsewhere, set RECEPTION_PROGRAMS to their folder.",
        folder.display()
    );
    path
}

fn folder() -> PathBuf {
    if let Some(folder) = env::var_os("RECEPTION_PROGRAMS") {
        return PathBuf::from(folder);
    }
    let own = env::current_exe().expect("the test's own path");
    // target/debug/deps/integration-… lies beside target/debug/reception-kiosk's folder.
    let folder = own.parent().expect("the test's folder");
    if folder.ends_with("deps") {
        folder.parent().unwrap_or(folder).to_owned()
    } else {
        folder.to_owned()
    }
}

/// The workspace's folder, for tests that read its files.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace above tests/")
        .to_owned()
}

/// A tool of the system, from `PATH` or from one of the folders that Debian keeps services in.
///
/// # Panics
/// If it is not installed, with the package to install.
pub fn tool(name: &str, package: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let services = ["/usr/libexec", "/usr/lib/at-spi2-core", "/usr/sbin", "/sbin"].map(PathBuf::from);
    env::split_paths(&path)
        .chain(services)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("{name} is not installed. Run: apt-get install {package}"))
}
