//! Lists the files of `locales/` for the crate to embed, so that a new language needs no list to be kept by hand.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../locales");
    // Cargo looks at every file below a folder; a locale added, changed or taken away builds the crate anew.
    println!("cargo::rerun-if-changed={}", locales.display());

    let mut tags = Vec::new();
    for entry in fs::read_dir(&locales).map_err(|error| format!("{}: {error}", locales.display()))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let tag = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        if tag.is_empty() || !tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(format!("{} is not named by a BCP 47 tag", path.display()).into());
        }
        tags.push(tag);
    }
    tags.sort();

    let mut rows = String::from("&[\n");
    for tag in tags {
        rows += &format!(
            "    ({tag:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../../locales/{tag}.ftl\"))),\n"
        );
    }
    rows += "]\n";
    fs::write(Path::new(&env::var("OUT_DIR")?).join("locales.rs"), rows)?;
    Ok(())
}
