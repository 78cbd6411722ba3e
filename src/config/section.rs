//! Reading one section of the file, with the line of each mistake.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::ConfigError;

/// One table of the file: the top or a section.
pub(crate) struct Section<'a> {
    path: &'a Path,
    text: &'a str,
    /// What stands between the brackets; empty at the top.
    name: &'a str,
    table: &'a DeTable<'a>,
}

impl<'a> Section<'a> {
    pub(crate) fn new(path: &'a Path, text: &'a str, name: &'a str, table: &'a DeTable<'a>) -> Self {
        Self {
            path,
            text,
            name,
            table,
        }
    }

    /// Refuses every key but the known ones. The first in the file is told.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), ConfigError> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else {
            return Ok(());
        };
        let written = key.get_ref();
        let distance = |candidate: &&&str| strsim::damerau_levenshtein(written, candidate);
        let nearest = known
            .iter()
            .min_by_key(distance)
            .filter(|candidate| distance(candidate) <= 3);
        let hint = match nearest {
            Some(nearest) => format!("Did you mean \"{nearest}\"?"),
            None => format!("Known here: {}", known.join(", ")),
        };
        let message = format!("unknown key \"{written}\"{}. {hint}", self.place());
        Err(ConfigError::at(self.path, self.text, key.span().start, message))
    }

    /// A text, if the key is there.
    pub(crate) fn text(&self, key: &str) -> Result<Option<String>, ConfigError> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() && !text.contains('\0') => {
                Ok(Some(text.clone().into_owned()))
            }
            _ => Err(self.wrong(key, "a text in quotation marks")),
        }
    }

    /// A text that must be there; `example` is what its line could say.
    pub(crate) fn required(&self, key: &str, example: &str) -> Result<String, ConfigError> {
        self.text(key)?.ok_or_else(|| {
            let message = format!(
                "\"{key}\" is missing{}. Add a line such as {key} = {example}",
                self.place()
            );
            ConfigError::of_file(self.path, message)
        })
    }

    /// An id: 1 to 64 letters, digits and hyphens.
    pub(crate) fn id(&self, key: &str, example: &str) -> Result<String, ConfigError> {
        let text = self.required(key, &format!("\"{example}\""))?;
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            return Ok(text);
        }
        Err(self.wrong(
            key,
            &format!("letters, digits and hyphens, at most 64, such as \"{example}\""),
        ))
    }

    /// A number, whole or not, from `least` to `greatest`.
    pub(crate) fn number(&self, key: &str, least: f64, greatest: f64) -> Result<Option<f64>, ConfigError> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let number: Option<f64> = match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            DeValue::Float(digits) => digits.as_str().parse().ok(),
            _ => None,
        };
        match number.filter(|number| (least..=greatest).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(self.wrong(
                key,
                &format!("a number from {least} to {greatest}, without quotation marks"),
            )),
        }
    }

    /// A whole number from `least` to `greatest`.
    pub(crate) fn whole(&self, key: &str, least: u32, greatest: u32) -> Result<Option<u32>, ConfigError> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let number: Option<u32> = match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            _ => None,
        };
        match number.filter(|number| (least..=greatest).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => {
                let instead = format!("a whole number from {least} to {greatest}, without quotation marks");
                Err(self.wrong(key, &instead))
            }
        }
    }

    /// Yes or no.
    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, ConfigError> {
        match self.table.get(key).map(|value| value.get_ref()) {
            None => Ok(None),
            Some(DeValue::Boolean(flag)) => Ok(Some(*flag)),
            Some(_) => Err(self.wrong(key, "true or false, without quotation marks")),
        }
    }

    /// A list of texts, one at least; `instead` says what to write if it is none.
    pub(crate) fn texts(
        &self,
        key: &str,
        most: usize,
        instead: &str,
    ) -> Result<Option<Vec<String>>, ConfigError> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let DeValue::Array(values) = value.get_ref() else {
            return Err(self.wrong(key, instead));
        };
        let texts: Option<Vec<String>> = values
            .iter()
            .map(|value| match value.get_ref() {
                DeValue::String(text) if !text.contains('\0') => Some(text.clone().into_owned()),
                _ => None,
            })
            .collect();
        match texts.filter(|texts| (1..=most).contains(&texts.len())) {
            Some(texts) => Ok(Some(texts)),
            None => Err(self.wrong(key, instead)),
        }
    }

    /// A section below this one.
    pub(crate) fn section(&self, name: &'a str) -> Result<Option<Section<'a>>, ConfigError> {
        let Some(value) = self.table.get(name) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(Section::new(self.path, self.text, name, table))),
            _ => Err(self.wrong(name, &format!("a section, which begins with a line [{name}]"))),
        }
    }

    /// A value that is not what it should be; `instead` says what to write.
    pub(crate) fn wrong(&self, key: &str, instead: &str) -> ConfigError {
        let offset = self
            .table
            .get(key)
            .map_or(0, |value: &Spanned<DeValue<'_>>| value.span().start);
        let message = format!("\"{key}\" cannot be read{}. Write {instead}", self.place());
        ConfigError::at(self.path, self.text, offset, message)
    }

    /// A section that is not there.
    pub(crate) fn missing_section(&self, name: &str, example: &str) -> ConfigError {
        ConfigError::of_file(
            self.path,
            format!("the section [{name}] is missing. Add {example}"),
        )
    }

    /// A section without the line it is there for; `example` is that line.
    pub(crate) fn lacks(&self, example: &str) -> ConfigError {
        let name = self.name;
        ConfigError::of_file(
            self.path,
            format!("the section [{name}] says too little. Add {example}"),
        )
    }

    fn place(&self) -> String {
        if self.name.is_empty() {
            String::new()
        } else {
            format!(" in [{}]", self.name)
        }
    }
}
