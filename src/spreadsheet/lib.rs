//! Workbooks that staff fill in: the bytes of an .xlsx to a small bounded value, and templates to bytes.
//!
//! A workbook comes from a folder that others write to, so nothing in it is believed: [`read`] unpacks only the parts
//! it needs, within bounds on what really comes out, looks through them for what would make the library that reads
//! them panic or ask for all the memory, and hands it a fresh archive of those parts alone. It opens no file and
//! knows neither hours nor duties; what the cells mean is the flow's business.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod cells;
mod look;
mod parts;
mod template;
mod writing;

use flow::content::{Workbook, WorkbookError};

pub use template::{Template, template};
pub use writing::{Draft, DraftCell, Style, WriteError, write};

/// Largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// Sheets that are read.
pub const MOST_SHEETS: usize = 5;
/// Rows of a sheet that are read: a year of duties, three a day.
pub const MOST_ROWS: u32 = 2_000;
/// Columns of a sheet that are read.
pub const MOST_COLUMNS: u16 = 30;

/// Reads the visible sheets of a workbook. It does not panic, and asks for no more than some 100 MB for a moment,
/// whatever the bytes are.
///
/// # Errors
/// If nothing of it can be read; the error's text says why, to staff.
pub fn read(bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    let mut parts = parts::unpack(bytes)?;
    for part in parts.values_mut() {
        *part = look::look_through(part)?;
    }
    let archive = parts::repack(&parts).map_err(|_| WorkbookError::Damaged)?;
    // Twice in memory is enough.
    drop(parts);
    cells::read(archive)
}
