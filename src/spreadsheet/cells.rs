//! From the checked parts of a workbook to its cells, as a person sees them.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;
use flow::content::{Cell, CellValue, Row, Sheet, Workbook, WorkbookError, cell_name};

use crate::{MOST_COLUMNS, MOST_ROWS, MOST_SHEETS};

/// Letters of one cell that are read.
const LONGEST_TEXT: usize = 2_000;
/// Letters of a sheet's name; Excel allows 31.
const LONGEST_NAME: usize = 100;
/// All texts of a workbook, in bytes: one text can be in every cell without taking room in the file.
const LARGEST_TEXTS: usize = 4 * 1024 * 1024;
/// Seconds in a day, which is 1 to Excel.
const SECONDS_A_DAY: f64 = 86_400.0;

/// Reads the visible sheets of an archive that was looked through.
pub(crate) fn read(archive: Vec<u8>) -> Result<Workbook, WorkbookError> {
    let mut xlsx: Xlsx<_> = Xlsx::new(Cursor::new(archive)).map_err(|_| WorkbookError::Damaged)?;
    let names: Vec<String> = xlsx
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut workbook = Workbook {
        sheets: Vec::new(),
        more_sheets: names.len() > MOST_SHEETS,
    };
    let mut room = LARGEST_TEXTS;
    for name in names.into_iter().take(MOST_SHEETS) {
        workbook.sheets.push(sheet(&mut xlsx, name, &mut room)?);
    }
    Ok(workbook)
}

fn sheet(xlsx: &mut Xlsx<Cursor<Vec<u8>>>, name: String, room: &mut usize) -> Result<Sheet, WorkbookError> {
    let mut cells = xlsx
        .worksheet_cells_reader(&name)
        .map_err(|_| WorkbookError::Damaged)?;
    // A map, since the file need not have its cells in order, and may have one twice.
    let mut rows: BTreeMap<u32, BTreeMap<u16, CellValue>> = BTreeMap::new();
    let mut beyond: Option<(u32, u32)> = None;
    while let Some(cell) = cells.next_cell().map_err(|_| WorkbookError::Damaged)? {
        let Some(value) = value(cell.get_value()) else {
            continue;
        };
        let (row, column) = cell.get_position();
        let Some(place) = u16::try_from(column)
            .ok()
            .filter(|column| row < MOST_ROWS && *column < MOST_COLUMNS)
        else {
            beyond = Some(beyond.map_or((row, column), |first| first.min((row, column))));
            continue;
        };
        *room = room.checked_sub(size_of(&value)).ok_or(WorkbookError::TooLarge)?;
        rows.entry(row).or_default().insert(place, value);
    }
    let rows = rows.into_iter().map(|(row, cells)| Row {
        number: row + 1,
        cells: cells
            .into_iter()
            .map(|(column, value)| Cell { column, value })
            .collect(),
    });
    Ok(Sheet {
        name: name.chars().take(LONGEST_NAME).collect(),
        rows: rows.collect(),
        left_out: beyond.map(|(row, column)| cell_name(u16::try_from(column).unwrap_or(u16::MAX), row + 1)),
    })
}

/// What a person sees in a cell; `None` when it is empty.
fn value(data: &DataRef) -> Option<CellValue> {
    match data {
        DataRef::Empty => None,
        DataRef::String(words) => words_of(words),
        DataRef::SharedString(words) => words_of(words),
        DataRef::Int(number) => Some(CellValue::Number(number.to_string())),
        DataRef::Float(number) => Some(CellValue::Number(number_of(*number))),
        DataRef::Bool(truth) => words_of(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => Some(moment_of(moment)),
        DataRef::DateTimeIso(written) | DataRef::DurationIso(written) => iso_of(written),
        DataRef::Error(error) => Some(CellValue::Error(error.to_string())),
    }
}

fn words_of(words: &str) -> Option<CellValue> {
    let words: String = words.trim().chars().take(LONGEST_TEXT).collect();
    (!words.is_empty()).then_some(CellValue::Words(words))
}

/// A number as Excel shows it where there is room; what is longer than any number staff write, in powers of ten.
fn number_of(number: f64) -> String {
    if number.abs() < 1e15 {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// A date, or a time of day. A cell that holds both looks like a date, and is one.
fn moment_of(moment: &ExcelDateTime) -> CellValue {
    let number = moment.as_f64();
    if !(0.0..1e7).contains(&number) {
        return CellValue::Number(number_of(number));
    }
    if moment.is_duration() || number < 1.0 {
        return CellValue::Words(time_of(number));
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    // Excel has a 29 February 1900, the calendar has not.
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .map_or_else(|| CellValue::Number(number_of(number)), CellValue::Date)
}

/// A share of a day as hours and minutes; seconds only where there are some, since no opening time has them.
fn time_of(days: f64) -> String {
    // At most 1e7 days, which 64 bits hold with ease.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (days * SECONDS_A_DAY).round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// A date or time as a few programs write it, by ISO 8601.
fn iso_of(written: &str) -> Option<CellValue> {
    let written = written.trim();
    let day = written
        .get(..10)
        .and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    match day {
        Some(day) => Some(CellValue::Date(day)),
        None => words_of(
            written
                .strip_suffix(":00")
                .filter(|rest| rest.contains(':'))
                .unwrap_or(written),
        ),
    }
}

/// How much room a value takes, in bytes.
fn size_of(value: &CellValue) -> usize {
    match value {
        CellValue::Words(words) | CellValue::Number(words) | CellValue::Error(words) => words.len(),
        CellValue::Date(_) => 0,
    }
}
