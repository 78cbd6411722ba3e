//! The workspace's own Rust sources, as far as tests of its shape read them: code without comments and tests.

use std::fs;
use std::path::{Path, PathBuf};

use tests::programs::workspace;

/// One source file.
pub struct Source {
    /// Its path from the workspace's folder.
    pub path: String,
    /// Its code; comments are left out, and each string literal is `""`.
    pub code: String,
    /// Its string literals, in order.
    pub literals: Vec<String>,
}

/// The sources of a folder, without test modules.
pub fn sources(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&workspace().join(folder), &mut paths);
    assert!(!paths.is_empty(), "there are no sources in {folder}");
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            // Test modules come last in a file.
            let text = text
                .split("#[cfg(test)]\nmod ")
                .next()
                .unwrap_or_default()
                .to_owned();
            let (code, literals) = read(&text);
            let path = path.strip_prefix(workspace()).unwrap().display().to_string();
            Source { path, code, literals }
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if path.is_dir() {
            if !["tests", "properties"].contains(&name.as_str()) {
                collect(&path, paths);
            }
        } else if name.ends_with(".rs") && !["tests.rs", "properties.rs", "build.rs"].contains(&name.as_str())
        {
            paths.push(path);
        }
    }
}

/// Separates code from comments and literals, as far as rustfmt's output needs it.
fn read(text: &str) -> (String, Vec<String>) {
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("r#\"") {
            let body = &rest[3..];
            let end = body.find("\"#").unwrap_or(body.len());
            literals.push(body[..end].to_owned());
            code.push_str("\"\"");
            rest = body.get(end + 2..).unwrap_or("");
        } else if character == '"' {
            let body = &rest[1..];
            let end = end_of_literal(body);
            literals.push(body[..end].to_owned());
            code.push_str("\"\"");
            rest = body.get(end + 1..).unwrap_or("");
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            // A character literal that is or may hold a quotation mark. What is escaped may be the closing mark itself.
            let inner = if rest.starts_with("'\\") { 3 } else { 2 };
            let end = rest
                .get(inner..)
                .and_then(|more| more.find('\''))
                .map_or(rest.len(), |end| inner + end + 1);
            code.push_str("' '");
            rest = &rest[end..];
        } else {
            code.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    (code, literals)
}

fn end_of_literal(body: &str) -> usize {
    let mut escaped = false;
    for (at, character) in body.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    body.len()
}

#[test]
fn code_comments_and_literals_are_told_apart() {
    let (code, literals) = read("a(\"x // y\\\" z\"); // b(\"c\")\nd('\"', '\\'', r#\"q\"w\"#)");
    assert_eq!(code, "a(\"\"); \nd(' ', ' ', \"\")");
    assert_eq!(literals, ["x // y\\\" z", "q\"w"]);
}
