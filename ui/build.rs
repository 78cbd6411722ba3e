//! Compiles the Slint components. Element debug info is what the tests find controls by; a release has none.

use std::collections::HashMap;
use std::path::PathBuf;

fn main() {
    let library = HashMap::from([("lucide".to_owned(), PathBuf::from(lucide_slint::lib()))]);
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let config = slint_build::CompilerConfiguration::new()
        .with_library_paths(library)
        .with_style("fluent-light".to_owned())
        .with_debug_info(!release);
    if let Err(error) = slint_build::compile_with_config("app.slint", config) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
