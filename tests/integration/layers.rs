//! The arrows of the design: which crate may know which, and what each one may not even be able to ask for.

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use tests::process::{command, run};
use tests::programs::workspace;

use crate::sources::sources;

/// Which crates of ours each of ours may depend on. What is not in this table must be added here on purpose.
const MAY_KNOW: [(&str, &[&str]); 16] = [
    ("checkin", &[]),
    ("message", &[]),
    ("stamp", &[]),
    ("config", &["checkin"]),
    ("flow", &["checkin", "message"]),
    ("content-folder", &["flow", "spreadsheet"]),
    ("i18n", &["message"]),
    ("outbox", &["checkin", "stamp"]),
    ("handover", &["checkin", "stamp"]),
    ("ui", &[]),
    ("printer", &["i18n", "message", "ui"]),
    ("scanner", &[]),
    ("spreadsheet", &["flow"]),
    (
        "kiosk",
        &[
            "checkin",
            "config",
            "content-folder",
            "flow",
            "handover",
            "i18n",
            "message",
            "outbox",
            "printer",
            "scanner",
            "spreadsheet",
            "stamp",
            "ui",
        ],
    ),
    ("courier", &["checkin", "config", "handover", "stamp"]),
    ("office-queue", &["checkin", "i18n", "message"]),
];

/// Crates of others that only some of ours may name: those whose name begins so, and who may.
const ONLY_IN: [(&str, &[&str]); 11] = [
    ("slint", &["ui"]),
    ("i-slint", &["ui"]),
    ("rusqlite", &["outbox", "office-queue"]),
    ("reqwest", &["courier"]),
    ("rustls", &["courier", "office-queue"]),
    ("tokio", &["courier", "office-queue"]),
    ("fluent", &["i18n"]),
    ("icu", &["i18n"]),
    ("hyper", &["office-queue"]),
    ("calamine", &["spreadsheet"]),
    ("zip", &["spreadsheet"]),
];

/// Crates that have no state, no files, no clock and no network, and take time as data.
const PURE: [&str; 3] = ["checkin", "message", "flow"];

/// What a pure crate must not even carry along.
const IMPURE: [&str; 9] = [
    "slint",
    "i-slint",
    "rusqlite",
    "libsqlite3",
    "reqwest",
    "tokio",
    "fluent",
    "icu_",
    "rustix",
];

/// What can speak HTTP or TLS. None of it may be in the kiosk, at any depth.
const NETWORK: [&str; 17] = [
    "reqwest",
    "hyper",
    "h2",
    "h3",
    "quinn",
    "http",
    "httparse",
    "rustls",
    "native-tls",
    "openssl",
    "boring",
    "schannel",
    "ureq",
    "curl",
    "isahc",
    "tungstenite",
    "axum",
];

fn cargo(arguments: &[&str]) -> String {
    let cargo = PathBuf::from(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let cargo = if cargo.is_absolute() {
        cargo
    } else {
        tests::programs::tool("cargo", "cargo")
    };
    let mut command = command(&cargo);
    command
        .current_dir(workspace())
        .args(arguments)
        .args(["--offline", "--locked"]);
    let outcome = run(command, Duration::from_secs(120));
    assert_eq!(
        outcome.code,
        Some(0),
        "cargo {}: {}",
        arguments.join(" "),
        outcome.err
    );
    outcome.out
}

/// The packages of the workspace as their Cargo.toml files declare them.
fn packages() -> Vec<Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--no-deps"])).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// What a package declares for its own build, tests left out.
fn declared(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|dependency| dependency["kind"].is_null())
}

/// Every crate that a package is built with.
fn built_with(package: &str) -> BTreeSet<String> {
    let tree = cargo(&[
        "tree", "-p", package, "-e", "normal", "--prefix", "none", "--format", "{p}",
    ]);
    let names = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned);
    let names: BTreeSet<String> = names.filter(|name| !name.is_empty() && name != package).collect();
    names
}

/// Whether a crate is of the family: it, or one named after it.
fn is_of(name: &str, family: &str) -> bool {
    name == family
        || name
            .strip_prefix(family)
            .is_some_and(|rest| family.ends_with('_') || rest.starts_with(['-', '_']))
}

#[test]
fn no_crate_of_ours_knows_one_it_should_not() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        if ["tests", "gallery", "bench", "claims"].contains(&name) {
            continue;
        }
        let (_, may) = MAY_KNOW
            .iter()
            .find(|(crate_name, _)| *crate_name == name)
            .unwrap_or_else(|| {
                panic!(
                    "{name} is a new crate: say in tests/integration/layers.rs which of ours it may depend on"
                )
            });
        for dependency in declared(package) {
            let knows = dependency["name"].as_str().unwrap();
            assert!(
                !ours.contains(knows) || may.contains(&knows),
                "{name} must not depend on {knows}"
            );
            for (family, only_in) in ONLY_IN {
                let fine = !is_of(knows, family) || only_in.contains(&name);
                assert!(
                    fine,
                    "{name} must not depend on {knows}: that is for {}",
                    only_in.join(" and ")
                );
            }
        }
    }
}

#[test]
fn pure_crates_cannot_ask_for_the_time_or_reach_anything() {
    let packages = packages();
    for name in PURE {
        let package = packages.iter().find(|package| package["name"] == name).unwrap();
        let chrono = declared(package).find(|dependency| dependency["name"] == "chrono");
        if let Some(chrono) = chrono {
            let features: Vec<&str> = chrono["features"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            assert_eq!(
                chrono["uses_default_features"], false,
                "{name}: chrono's default features hold its clock"
            );
            assert!(
                !features.iter().any(|feature| ["clock", "now"].contains(feature)),
                "{name}: {features:?}"
            );
        }
        for built in built_with(name) {
            let impure = IMPURE.iter().find(|family| is_of(&built, family));
            assert!(impure.is_none(), "{name} carries {built} along");
        }
    }
}

#[test]
fn the_kiosk_holds_nothing_that_speaks_http_or_tls() {
    let crates = built_with("kiosk");
    assert!(
        crates.contains("slint") && crates.contains("rusqlite"),
        "the tree is read: {crates:?}"
    );
    let found: Vec<&String> = crates
        .iter()
        .filter(|name| NETWORK.iter().any(|family| is_of(name, family)))
        .collect();
    assert!(
        found.is_empty(),
        "the kiosk must not be able to reach the network: {found:?}"
    );
    let courier = built_with("courier");
    assert!(
        courier.contains("reqwest") && !courier.contains("rusqlite"),
        "the courier has the network and no disk"
    );
}

#[test]
fn nothing_asks_a_clock_but_those_who_may() {
    const CLOCKS: [&str; 5] = [
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "Clock::new",
    ];
    for name in [
        "checkin", "message", "flow", "i18n", "handover", "outbox", "config",
    ] {
        for source in sources(&format!("src/{name}")) {
            for clock in CLOCKS {
                assert!(!source.code.contains(clock), "{} asks {clock}", source.path);
            }
        }
    }
}

#[test]
fn slint_s_types_stay_in_the_screen() {
    let may = |path: &str| {
        let path = path.trim_start_matches("src/kiosk/");
        path.starts_with("screen/") || ["screen.rs", "app.rs", "main.rs", "pictures.rs"].contains(&path)
    };
    for source in sources("src/kiosk").iter().filter(|source| !may(&source.path)) {
        for path in ["slint::", "use slint", " ui::", "(ui::", "<ui::", "&ui::"] {
            assert!(
                !source.code.contains(path),
                "{} knows the screen's types ({path})",
                source.path
            );
        }
    }
}

#[test]
fn the_kiosk_s_modules_point_one_way() {
    let never = [
        (
            "src/kiosk/screen",
            &["crate::app", "crate::delivery", "crate::folder"][..],
        ),
        (
            "src/kiosk/delivery",
            &["crate::app", "crate::screen", "crate::folder", "flow::", "i18n::"],
        ),
        ("src/kiosk/folder", &["crate::app", "crate::delivery"]),
        ("src/kiosk/pictures", &["crate::app", "crate::delivery"]),
    ];
    for source in sources("src/kiosk") {
        for (module, paths) in never {
            let of_module =
                source.path == format!("{module}.rs") || source.path.starts_with(&format!("{module}/"));
            for path in paths {
                assert!(
                    !(of_module && source.code.contains(path)),
                    "{} must not know {path}",
                    source.path
                );
            }
        }
    }
}
