//! The status page as plain text, in lines that fit a window of Notepad.

use std::fmt::Write as _;

use super::topics::file;
use super::{Status, kind, topics};

/// Characters in a line.
const WIDTH: usize = 78;

pub(super) fn page(status: &Status) -> String {
    let heading = status.heading();
    let mut text = format!(
        "{heading}\n{}\n\n",
        "=".repeat(heading.chars().count().min(WIDTH))
    );
    paragraph(&mut text, "", &status.summary());
    paragraph(&mut text, "", status.meaning());
    for topic in topics(&status.findings) {
        // Writing into a string cannot fail.
        let _ = write!(text, "\n\n{}\n", topic.name());
        text.push_str(&"-".repeat(topic.name().chars().count().min(WIDTH)));
        text.push('\n');
        for finding in &topic.findings {
            let mut place = kind(finding.severity).to_uppercase();
            let file = file(&topic, finding);
            if !file.is_empty() {
                let _ = write!(place, " in {file}");
            }
            if let Some(line) = finding.line {
                let _ = write!(place, ", line {line}");
            }
            let _ = write!(text, "\n{place}\n");
            paragraph(&mut text, "  What is wrong:     ", &finding.problem);
            paragraph(&mut text, "  What to do:        ", &finding.remedy);
            paragraph(&mut text, "  What visitors see: ", &finding.shown_instead);
            paragraph(&mut text, "  For IT:            ", finding.code);
        }
    }
    text.push_str("\n\n");
    // In one line, so that the page is not written again for another time alone.
    let _ = writeln!(text, "{}", status.foot());
    text.replace('\n', "\r\n")
}

/// Words under one another, after a label.
fn paragraph(text: &mut String, label: &str, words: &str) {
    let indent = label.chars().count();
    text.push_str(label);
    let mut column = indent;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            column = indent;
        }
        if column > indent {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
}
