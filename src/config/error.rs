//! One mistake in a `kiosk.toml`.

use std::fmt;
use std::path::{Path, PathBuf};

/// A mistake, as one sentence with the file, the line if there is one, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigError {
    path: PathBuf,
    line: Option<usize>,
    message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl ConfigError {
    /// A mistake of the file as a whole.
    pub(crate) fn of_file(path: &Path, message: String) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            message,
        }
    }

    /// A mistake at a place in the text, given in bytes.
    pub(crate) fn at(path: &Path, text: &str, offset: usize, message: String) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Self {
            path: path.to_owned(),
            line: Some(line),
            message,
        }
    }

    /// A text that is not TOML.
    pub(crate) fn of_toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let message = format!("this is not TOML: {}", error.message().replace('\n', ", "));
        match error.span() {
            Some(span) => Self::at(path, text, span.start, message),
            None => Self::of_file(path, message),
        }
    }

    /// The line of the mistake, from 1, if it is in one line.
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}
