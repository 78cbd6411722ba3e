//! The content lines of a calendar: unfolded, taken apart, and each with the line of the file it begins on.

use std::borrow::Cow;

use super::Faults;

/// One content line, `NAME;PARAMETER=value:value`.
pub(super) struct Line<'a> {
    /// The line of the file on which it begins, from 1.
    pub(super) number: u64,
    /// Its name in capital letters.
    pub(super) name: String,
    /// What follows the colon, still escaped.
    pub(super) value: Cow<'a, str>,
    parameters: Vec<(String, String)>,
}

impl Line<'_> {
    /// The value of a parameter, without its quotation marks.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(found, _)| found == name)?;
        Some(&found.1)
    }
}

/// The content lines of a file.
///
/// # Errors
/// The first line that is none, or that breaks off.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line<'_>>, Faults> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let breaks = valid.iter().filter(|byte| **byte == b'\n').count();
        Faults::one(number(breaks), "this is not UTF-8")
    })?;
    if !text.is_empty() && !text.ends_with('\n') && !text.trim_end().ends_with("END:VCALENDAR") {
        let last = text.lines().count().saturating_sub(1);
        return Err(Faults::one(
            number(last),
            "the calendar breaks off in the middle of a line",
        ));
    }
    let mut unfolded: Vec<(u64, Cow<'_, str>)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(rest) = line.strip_prefix([' ', '\t']) {
            let Some((_, before)) = unfolded.last_mut() else {
                return Err(Faults::one(1, "a calendar begins with BEGIN:VCALENDAR"));
            };
            before.to_mut().push_str(rest);
        } else if !line.trim().is_empty() {
            unfolded.push((number(index), Cow::Borrowed(line)));
        }
    }
    if unfolded.is_empty() {
        return Err(Faults::one(1, "the calendar is empty"));
    }
    unfolded
        .into_iter()
        .map(|(number, line)| {
            taken_apart(number, line)
                .ok_or_else(|| Faults::one(number, "this is not a line of a calendar, such as NAME:value"))
        })
        .collect()
}

fn number(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1)
}

fn taken_apart(number: u64, line: Cow<'_, str>) -> Option<Line<'_>> {
    // A colon or semicolon between quotation marks belongs to a parameter's value.
    let (mut quoted, mut ends, mut colon) = (false, Vec::new(), None);
    for (at, char) in line.char_indices() {
        match char {
            '"' => quoted = !quoted,
            ';' if !quoted => ends.push(at),
            ':' if !quoted => {
                colon = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    let head = line.get(..colon)?;
    ends.push(colon);
    let mut parts = Vec::new();
    let mut from = 0;
    for end in ends {
        parts.push(head.get(from..end)?);
        from = end + 1;
    }
    let (name, parameters) = parts.split_first()?;
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let parameters = parameters
        .iter()
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| {
            (
                name.trim().to_ascii_uppercase(),
                value.trim_matches('"').to_owned(),
            )
        })
        .collect();
    let name = name.to_ascii_uppercase();
    let value = match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.get(colon + 1..)?),
        Cow::Owned(ref line) => Cow::Owned(line.get(colon + 1..)?.to_owned()),
    };
    named.then_some(Line {
        number,
        name,
        value,
        parameters,
    })
}
