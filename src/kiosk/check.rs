//! `reception-kiosk check <content-folder>`: says what the kiosk would make of a folder.

use std::io::{self, Write};
use std::path::Path;

use flow::content::{Finding, Severity};
use serde_json::json;
use stamp::Clock;

use crate::folder;

/// How the findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Checks a folder and writes what was found; true if there is no error.
///
/// # Errors
/// If the output cannot be written.
pub fn check(folder: &Path, format: Format, out: &mut impl Write) -> io::Result<bool> {
    let read = match folder::load(folder) {
        Ok(read) => read,
        Err(error) => {
            writeln!(out, "The folder cannot be checked: {error}.")?;
            return Ok(false);
        }
    };
    let content = &read.news.content;
    let findings = folder::findings_at(&read.news, Clock::new().now().time);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    match format {
        Format::Text => write_text(&findings, errors, content.is_some(), out)?,
        Format::Json => write_json(&findings, errors, out)?,
    }
    Ok(errors == 0 && content.is_some())
}

fn write_text(findings: &[Finding], errors: usize, usable: bool, out: &mut impl Write) -> io::Result<()> {
    for finding in findings {
        let word = if finding.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        writeln!(out, "{word} [{}] {}", finding.code, folder::line(finding))?;
        writeln!(out, "    The kiosk shows instead: {}", finding.shown_instead)?;
    }
    let warnings = findings.len() - errors;
    match (usable, errors, warnings) {
        (false, ..) => writeln!(out, "The kiosk cannot show this folder at all."),
        (true, 0, 0) => writeln!(out, "Nothing is wrong with this folder."),
        (true, ..) => writeln!(out, "{errors} errors, {warnings} warnings."),
    }
}

fn write_json(findings: &[Finding], errors: usize, out: &mut impl Write) -> io::Result<()> {
    let list: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({ "code": finding.code, "error": finding.severity == Severity::Error, "file": finding.file,
                "line": finding.line, "problem": finding.problem, "shown_instead": finding.shown_instead,
                "remedy": finding.remedy })
        })
        .collect();
    writeln!(out, "{}", json!({ "errors": errors, "findings": list }))
}
