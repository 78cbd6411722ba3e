//! `reception-kiosk check`: the sample office is right, and a broken copy is told so.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tests::fixture::START;
use tests::office;
use tests::process::{Outcome, command, run};
use tests::programs::program;

fn check(folder: &Path, more: &[&str]) -> Outcome {
    let mut check = command(&program("reception-kiosk"));
    check.arg("check").arg(folder).args(more);
    // Whoever checks a folder has no screen there.
    check.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    run(check, START)
}

#[test]
fn the_sample_office_has_nothing_to_put_right() {
    let outcome = check(&office::sample(), &[]);
    assert_eq!(
        (outcome.code, outcome.out.trim()),
        (Some(0), "Nothing is wrong with this folder."),
        "{}",
        outcome.err
    );
    let outcome = check(&office::sample(), &["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(
        (outcome.code, &report["findings"]),
        (Some(0), &Value::Array(Vec::new()))
    );
}

#[test]
fn a_broken_folder_is_told_with_file_line_and_remedy() {
    let folder = tempfile::tempdir().unwrap();
    office::always_open(folder.path());
    let hours = folder.path().join("hours.toml");
    fs::write(
        &hours,
        fs::read_to_string(&hours)
            .unwrap()
            .replacen("00:00-24:00", "9-5", 1),
    )
    .unwrap();

    let outcome = check(folder.path(), &[]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.out);
    assert!(outcome.out.contains("hours.toml, line 1"), "{}", outcome.out);

    let outcome = check(folder.path(), &["--format", "json"]);
    assert_eq!(outcome.code, Some(1));
    let report: Value = serde_json::from_str(&outcome.out).unwrap();
    let finding = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|found| found["file"] == "hours.toml")
        .unwrap();
    assert_eq!(finding["line"], 1);
    for words in ["problem", "shown_instead", "remedy"] {
        assert!(
            finding[words].as_str().is_some_and(|text| !text.is_empty()),
            "{finding}"
        );
    }
    let outcome = check(&folder.path().join("none"), &[]);
    assert_eq!(
        outcome.code,
        Some(1),
        "a folder that is not there: {}",
        outcome.out
    );
}
