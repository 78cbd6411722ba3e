//! Workbooks: what comes out is bounded and in order, and the office that is read from it can be shown.

use std::io::{Cursor, Write};

use flow::content::{CellValue, Sheet, Workbook, WorkbookError, Workbooks};
use spreadsheet::{LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::settings::{assert_content, office};

/// What stands before the name of a part in a workbook that is written as one text.
const PART: &str = "\n#### ";

/// A workbook: the file itself, or its parts as one text, each after a line with its name. In an archive almost every
/// change is caught by its checksums, so that little would be tried of what is in it.
pub fn spreadsheet(bytes: &[u8]) {
    let packed = parts(bytes).and_then(|parts| pack(&parts).ok());
    let bytes = packed.as_deref().unwrap_or(bytes);
    let read = spreadsheet::read(bytes);
    assert!(bytes.len() <= LARGEST_FILE || read == Err(WorkbookError::TooLarge));
    if let Ok(workbook) = &read {
        assert_workbook(workbook);
    }
    let mut sources = office();
    sources.workbooks = Workbooks {
        by_path: ["hours.xlsx", "on-duty.xlsx"]
            .map(|path| (path.to_owned(), read.clone()))
            .into(),
        language_names: [("polski", "pl"), ("العربية", "ar")]
            .map(|(name, tag)| (name.to_owned(), tag.to_owned()))
            .into(),
    };
    assert_content(&sources, &Workbooks::READ);
}

fn assert_workbook(workbook: &Workbook) {
    assert!(workbook.sheets.len() <= MOST_SHEETS);
    let texts: usize = workbook.sheets.iter().map(assert_sheet).sum();
    assert!(texts <= 4 * 1024 * 1024, "{texts} bytes");
}

/// How many bytes of text are in it.
fn assert_sheet(sheet: &Sheet) -> usize {
    assert!(sheet.name.chars().count() <= 100);
    assert!(sheet.rows.is_sorted_by(|one, next| one.number < next.number));
    let mut texts = 0;
    for row in &sheet.rows {
        assert!((1..=MOST_ROWS).contains(&row.number) && !row.cells.is_empty());
        assert!(row.cells.is_sorted_by(|one, next| one.column < next.column));
        for cell in &row.cells {
            assert!(cell.column < MOST_COLUMNS);
            if let CellValue::Words(text) | CellValue::Number(text) | CellValue::Error(text) = &cell.value {
                assert!(!text.is_empty() && text.chars().count() <= 2_000, "{text:?}");
                texts += text.len();
            }
        }
    }
    texts
}

/// The parts of a workbook that is written as one text, by name.
fn parts(bytes: &[u8]) -> Option<Vec<(&str, &str)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let parts = text.strip_prefix(PART.trim_start())?.split(PART).take(20);
    Some(
        parts
            .map(|part| part.split_once('\n').unwrap_or((part, "")))
            .collect(),
    )
}

fn pack(parts: &[(&str, &str)]) -> std::io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in parts {
        archive.start_file(*name, stored)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
