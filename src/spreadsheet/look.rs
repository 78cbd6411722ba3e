//! A look through the parts of a workbook before calamine reads them.
//!
//! calamine 0.38 trusts three things in them. It asks for as much memory as `uniqueCount` claims there are texts; it
//! adds and subtracts the numbers in the names of cells, which stops a program that is built with overflow checks as
//! ours are; and it counts the brackets of a number format in eight bits. A part with any of these beyond what Excel
//! could write is refused here. The fuzz test of this crate is what says that there is nothing more.

use std::ops::Range;

use flow::content::WorkbookError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements in one part: a sheet of 2,000 rows with 30 cells each has about 130,000.
const MOST_ELEMENTS: usize = 300_000;
/// Brackets and escapes in one number format; Excel's formats are at most 255 letters.
const MOST_BRACKETS: usize = 200;

/// The errors that calamine knows; a sheet with any other could not be read at all.
const KNOWN_ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
/// What stands for the others, such as `#SPILL!`.
const OTHER_ERROR: &str = "#VALUE!";

/// A part as calamine can be given it; refuses one that could not come from a real workbook.
pub(crate) fn look_through(part: &[u8]) -> Result<Vec<u8>, WorkbookError> {
    let text = std::str::from_utf8(part).map_err(|_| WorkbookError::Damaged)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !is_declared_utf8(text) {
        return Err(WorkbookError::Damaged);
    }
    let mut reader = Reader::from_str(text);
    // As calamine reads, so that both see the same elements.
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut elements, mut in_error, mut others) = (0, false, Vec::new());
    loop {
        let before = reader.buffer_position();
        match reader.read_event().map_err(|_| WorkbookError::Damaged)? {
            Event::Start(element) => {
                elements += 1;
                if elements > MOST_ELEMENTS {
                    return Err(WorkbookError::TooLarge);
                }
                look_at(&element, text.len())?;
                let mut attributes = attributes(element.attributes_raw());
                in_error = match element.local_name().as_ref() {
                    "c" => attributes.any(|attribute| attribute == ("t", "e")),
                    _ => in_error,
                };
            }
            Event::Text(word) if in_error && !KNOWN_ERRORS.contains(&word.as_ref()) => {
                others.push((before, reader.buffer_position()));
            }
            Event::End(element) if element.local_name().as_ref() == "c" => in_error = false,
            Event::Eof => break,
            _ => {}
        }
    }
    let others = others
        .into_iter()
        .filter_map(|(start, end)| Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?));
    Ok(with_known_errors(text, others))
}

/// The part with one known error in place of others. White space between elements of such a cell is replaced too;
/// nothing reads it.
fn with_known_errors(text: &str, others: impl Iterator<Item = Range<usize>>) -> Vec<u8> {
    let mut part = String::with_capacity(text.len());
    let mut copied = 0;
    for other in others {
        part.push_str(text.get(copied..other.start).unwrap_or(""));
        part.push_str(OTHER_ERROR);
        copied = other.end;
    }
    part.push_str(text.get(copied..).unwrap_or(""));
    part.into_bytes()
}

/// Whether a part says nothing of its encoding, or UTF-8. All that write workbooks do.
fn is_declared_utf8(text: &str) -> bool {
    let Some(declaration) = text.strip_prefix("<?xml") else {
        return true;
    };
    let declaration = declaration.split("?>").next().unwrap_or("");
    attributes(declaration).all(|(key, value)| key != "encoding" || value.eq_ignore_ascii_case("utf-8"))
}

fn look_at(element: &BytesStart, length: usize) -> Result<(), WorkbookError> {
    let name = element.local_name();
    for (key, value) in attributes(element.attributes_raw()) {
        let fine = match (name.as_ref(), key) {
            ("sst", "uniqueCount") => value.parse().is_ok_and(|count: usize| count <= length),
            ("row" | "c", "r") => cell(value).is_some(),
            ("dimension", "ref") => is_range(value),
            ("numFmt", "formatCode") => value.matches(['[', '&']).count() <= MOST_BRACKETS,
            _ => true,
        };
        if !fine {
            return Err(WorkbookError::Damaged);
        }
    }
    Ok(())
}

/// The attributes of a tag as calamine splits them: whatever stands before `=`, and what is in the next quotes.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        let after = after.get(1..)?;
        let (value, after) = after.split_once(quote).unwrap_or((after, ""));
        rest = after;
        Some((key.trim_ascii(), value))
    })
}

/// The row and column of a cell's name, from 1; the column is 0 where only the row is named. At most three letters
/// and seven digits, so that no sum of them is large.
fn cell(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(letters)?;
    let fits = letters.len() <= 3 && (1..=7).contains(&digits.len());
    if !fits || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| {
        sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    Some((digits.parse().ok().filter(|row| *row > 0)?, column))
}

/// Whether a range such as `A1:C9` runs from its start to its end.
fn is_range(range: &str) -> bool {
    let (start, end) = range.split_once(':').unwrap_or((range, range));
    match (cell(start), cell(end)) {
        (Some(start), Some(end)) => start.0 <= end.0 && start.1 <= end.1 && start.1 > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_read_up_to_what_a_sheet_can_have() {
        assert_eq!(cell("A1"), Some((1, 1)));
        assert_eq!(cell("xfd1048576"), Some((1_048_576, 16_384)));
        assert_eq!(cell("12"), Some((12, 0)));
        for wrong in ["", "A", "A0", "ABCD1", "A12345678", "1A", "A-1", "é1"] {
            assert_eq!(cell(wrong), None, "{wrong}");
        }
        assert!(is_range("A1:C9") && is_range("B2"));
        assert!(!is_range("B7:A1") && !is_range("A9:A1") && !is_range("A1:B2:C3") && !is_range("1:2"));
    }

    #[test]
    fn what_calamine_would_trust_is_refused() {
        let damaged = [
            "<sst uniqueCount=\"99999999999999\"><si/></sst>",
            "<worksheet><dimension ref=\"B7:A1\"/><sheetData/></worksheet>",
            "<sheetData><row r=\"4294967296\"/></sheetData>",
            "<sheetData><row><c r=\"ZZZZZZZ1\"/></row></sheetData>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><sst/>",
        ];
        for part in damaged {
            assert_eq!(
                look_through(part.as_bytes()),
                Err(WorkbookError::Damaged),
                "{part}"
            );
        }
        let brackets = format!("<numFmt formatCode='{}'/>", "[".repeat(300));
        assert_eq!(look_through(brackets.as_bytes()), Err(WorkbookError::Damaged));
        let many = "<si/>".repeat(MOST_ELEMENTS + 1);
        assert_eq!(look_through(many.as_bytes()), Err(WorkbookError::TooLarge));
        assert!(look_through(b"<sst uniqueCount='1'><si/></sst>").is_ok());
    }

    #[test]
    fn an_error_that_calamine_does_not_know_becomes_one_that_it_knows() {
        let sheet = "<c t='e'><v>#REF!</v></c><c r='B1' t=\"e\"><f>A1#</f><v>#SPILL!</v></c><c><v>#x</v></c>";
        let known =
            "<c t='e'><v>#REF!</v></c><c r='B1' t=\"e\"><f>#VALUE!</f><v>#VALUE!</v></c><c><v>#x</v></c>";
        assert_eq!(look_through(sheet.as_bytes()), Ok(known.as_bytes().to_vec()));
    }
}
