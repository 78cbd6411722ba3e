//! Barriers in a page, as axe-core finds them in a real browser.

use serde_json::Value;

use crate::browser::Browser;
use crate::tools::axe_core;

/// Asserts that the page as it is shown now has none of the barriers that axe-core knows, best practices included.
///
/// With `RECEPTION_PICTURES` set to a folder, a picture of the page is left there under its name.
///
/// # Panics
/// With every barrier that is there, or if axe-core is not installed.
pub fn assert_none(browser: &Browser, what: &str) {
    if let Some(folder) = std::env::var_os("RECEPTION_PICTURES") {
        let name = format!("{}.png", what.replace(' ', "-"));
        browser.screenshot(&std::path::Path::new(&folder).join(name));
    }
    // Run from outside, as a debugger does: the page's own policy lets no such script in.
    let script = format!(
        "{}; return axe.run(document).then(({{ violations, passes }}) => ({{ passes: passes.length, violations: \
         violations.map(({{ id, help, nodes }}) => `${{id}}: ${{help}}\\n` + nodes.map(({{ html, failureSummary }}) => \
         `  ${{html}}\\n  ${{failureSummary}}`).join('\\n')) }}))",
        axe_core()
    );
    let found = browser.run(&script);
    let violations = found["violations"].as_array().expect("axe-core's answer");
    let shown: Vec<&str> = violations.iter().filter_map(Value::as_str).collect();
    assert!(
        shown.is_empty(),
        "{what} has {} barriers:\n{}",
        shown.len(),
        shown.join("\n")
    );
    // A page that did not load has no barriers either.
    let passes = found["passes"].as_u64().expect("a count");
    assert!(
        passes >= 10,
        "{what}: axe-core had something to look at in {passes} rules only"
    );
    println!("{what}: no barrier, {passes} rules passed");
}
