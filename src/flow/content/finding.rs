//! What is wrong with the content folder, in words for the person who can put it right.

use super::text::{first_words, plain_words};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// All is shown, but probably not as meant.
    Warning,
    /// Something is not shown, or could be shown wrongly.
    Error,
}

/// One thing that is wrong with a file, and how to put it right. The texts are plain English for staff and hold
/// nothing about visitors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A fixed word for the kind of problem, such as `date-unreadable`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file, by its path in the content folder with `/` between names.
    pub file: String,
    /// The line in the file, from 1.
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: String,
    /// What visitors see meanwhile.
    pub shown_instead: String,
    /// What to do about it.
    pub remedy: String,
}

impl Finding {
    /// Something is not shown, or could be shown wrongly.
    pub fn error(code: &'static str, file: &str, problem: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, file, problem.into())
    }

    /// All is shown, but probably not as meant.
    pub fn warning(code: &'static str, file: &str, problem: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, file, problem.into())
    }

    fn new(code: &'static str, severity: Severity, file: &str, problem: String) -> Self {
        let (shown_instead, remedy) = (String::new(), String::new());
        Self {
            code,
            severity,
            file: file.to_owned(),
            line: None,
            problem,
            shown_instead,
            remedy,
        }
    }

    /// The same finding with the line of the file, from 1.
    #[must_use]
    pub fn at(mut self, line: impl Into<Option<u32>>) -> Self {
        self.line = line.into();
        self
    }

    /// The same finding with what visitors see meanwhile.
    #[must_use]
    pub fn shown(mut self, instead: impl Into<String>) -> Self {
        self.shown_instead = instead.into();
        self
    }

    /// The same finding with what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

/// The findings of one reading; no more of them than a person could work through.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    left_out: usize,
}

impl Findings {
    /// Findings that are listed one by one.
    pub const MAX: usize = 300;

    pub fn add(&mut self, finding: Finding) {
        if self.list.len() < Self::MAX {
            self.list.push(finding);
        } else {
            self.left_out += 1;
        }
    }

    pub fn into_list(mut self) -> Vec<Finding> {
        if self.left_out > 0 {
            let problem = format!("There are {} more problems that are not listed.", self.left_out);
            let more = Finding::error("more-problems", "", problem)
                .shown("What could be read is shown.")
                .remedy("Put right the ones listed; the others are listed then.");
            self.list.push(more);
        }
        self.list
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, found: I) {
        found.into_iter().for_each(|finding| self.add(finding));
    }
}

/// Bounds a name or value for a sentence: staff see what they wrote, and nothing endless.
pub(crate) fn quoted(text: &str) -> String {
    const MAX: usize = 60;
    let words = plain_words(text);
    if words.chars().count() <= MAX {
        return format!("“{words}”");
    }
    format!("“{}…”", first_words(&words, MAX))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_is_cut_from_a_quoted_value_takes_no_direction_with_it() {
        let value = format!("start \u{202a}{}\u{202c}", "x".repeat(80));
        let said = quoted(&value);
        assert_eq!(said, format!("“start {}…”", "x".repeat(53)));
    }
}
