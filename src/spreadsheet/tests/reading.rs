//! What a cell is, whoever wrote it.

use chrono::NaiveDate;
use flow::content::{CellValue, Workbook};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Book};

fn words(text: &str) -> CellValue {
    CellValue::Words(text.to_owned())
}

fn number(text: &str) -> CellValue {
    CellValue::Number(text.to_owned())
}

fn date(year: i32, month: u32, day: u32) -> CellValue {
    CellValue::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

/// The values of the first sheet with their rows, cell by cell.
fn values(workbook: &Workbook) -> Vec<(u32, u16, CellValue)> {
    let cells = workbook.sheets[0].rows.iter().flat_map(|row| {
        row.cells
            .iter()
            .map(|cell| (row.number, cell.column, cell.value.clone()))
    });
    cells.collect()
}

#[test]
fn a_cell_is_what_a_person_sees_in_it() {
    let mut book = Book::new();
    let format = |code: &str| Format::new().set_num_format(code);
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "  9am - 5pm \n").unwrap();
    sheet
        .write_number_with_format(1, 0, 0.375, &format("hh:mm"))
        .unwrap();
    sheet
        .write_number_with_format(2, 0, 17.0 / 24.0, &format("h:mm AM/PM"))
        .unwrap();
    sheet
        .write_number_with_format(3, 0, 1.0, &format("[h]:mm:ss"))
        .unwrap();
    sheet.write_number(4, 0, 0.375).unwrap();
    sheet.write_number(5, 0, 900).unwrap();
    sheet.write_boolean(6, 0, true).unwrap();
    let christmas = ExcelDateTime::from_ymd(2026, 12, 24).unwrap();
    sheet
        .write_datetime_with_format(7, 0, &christmas, &format("dd/mm/yyyy"))
        .unwrap();
    sheet
        .write_formula(8, 0, Formula::new("=A1").set_result("closed"))
        .unwrap();
    sheet
        .write_formula(9, 0, Formula::new("=Old!A1").set_result("#REF!"))
        .unwrap();
    sheet
        .write_formula(10, 0, Formula::new("=A1:A9").set_result("#SPILL!"))
        .unwrap();
    sheet.write_blank(11, 0, &format("@")).unwrap();
    sheet.write(12, 2, "   ").unwrap();
    let half_past = ExcelDateTime::from_ymd(2026, 12, 24)
        .unwrap()
        .and_hms(9, 30, 0)
        .unwrap();
    sheet
        .write_datetime_with_format(13, 3, &half_past, &format("dd/mm/yyyy hh:mm"))
        .unwrap();
    let read = spreadsheet::read(&book.save_to_buffer().unwrap()).unwrap();
    let expected = [
        words("9am - 5pm"),
        words("09:00"),
        words("17:00"),
        words("24:00"),
        number("0.375"),
        number("900"),
        words("TRUE"),
        date(2026, 12, 24),
        words("closed"),
    ];
    let mut expected: Vec<_> = (1..).zip(expected).map(|(row, value)| (row, 0, value)).collect();
    // The writer stores the result of a formula as a text; as an error is how Excel does, and the test after this.
    expected.extend([
        (10, 0, words("#REF!")),
        (11, 0, words("#SPILL!")),
        (14, 3, date(2026, 12, 24)),
    ]);
    let values: Vec<_> = values(&read)
        .into_iter()
        .map(|(row, column, value)| match value {
            CellValue::Error(error) => (row, column, CellValue::Words(error)),
            value => (row, column, value),
        })
        .collect();
    assert_eq!(values, expected);
}

#[test]
fn an_error_in_a_cell_is_an_error_there_and_the_other_cells_hold() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "before").unwrap();
    sheet.write(1, 1, "broken").unwrap();
    sheet.write(2, 1, "newer").unwrap();
    sheet.write(3, 0, "after").unwrap();
    let bytes = super::hostile::with_part(
        &book.save_to_buffer().unwrap(),
        "xl/worksheets/sheet1.xml",
        |part| {
            part.replace(
                "<c r=\"B2\" t=\"s\"><v>1</v>",
                "<c r=\"B2\" t=\"e\"><f>Old!A1</f><v>#REF!</v>",
            )
            .replace(
                "<c r=\"B3\" t=\"s\"><v>2</v>",
                "<c r=\"B3\" t=\"e\"><f>A1:A9</f><v>#SPILL!</v>",
            )
        },
    );
    let expected = [
        (1, 0, words("before")),
        (2, 1, CellValue::Error("#REF!".to_owned())),
        // A word that calamine does not know is shown as one that it knows.
        (3, 1, CellValue::Error("#VALUE!".to_owned())),
        (4, 0, words("after")),
    ];
    assert_eq!(values(&spreadsheet::read(&bytes).unwrap()), expected);
}

#[test]
fn dates_of_both_of_excel_s_calendars_are_the_same_days() {
    let mut book = Book::new();
    let day = Format::new().set_num_format("d mmm yyyy");
    book.add_worksheet()
        .write_number_with_format(0, 0, 46_380, &day)
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        values(&spreadsheet::read(&bytes).unwrap()),
        [(1, 0, date(2026, 12, 24))]
    );
    let from_1904 = super::hostile::with_part(&bytes, "xl/workbook.xml", |part| {
        let changed = part.replace("<workbookPr", "<workbookPr date1904=\"1\"");
        assert_ne!(changed, part);
        changed
    });
    // 1,462 days lie between the two.
    assert_eq!(
        values(&spreadsheet::read(&from_1904).unwrap()),
        [(1, 0, date(2030, 12, 25))]
    );
}

#[test]
fn hidden_sheets_are_not_read_and_no_more_than_five_of_the_others() {
    let mut book = Book::new();
    for number in 1..=7 {
        let sheet = book.add_worksheet();
        sheet
            .set_name(format!("Sheet {number}"))
            .unwrap()
            .write(0, 0, number)
            .unwrap();
        if number == 2 {
            sheet.set_hidden(true);
        }
    }
    let read = spreadsheet::read(&book.save_to_buffer().unwrap()).unwrap();
    let names: Vec<_> = read.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Sheet 1", "Sheet 3", "Sheet 4", "Sheet 5", "Sheet 6"]);
    assert!(read.more_sheets);
}

#[test]
fn cells_beyond_the_bounds_are_left_out_and_the_first_is_named() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "first").unwrap();
    sheet.write(1_999, 29, "last").unwrap();
    sheet.write(2_000, 0, "below").unwrap();
    sheet.write(1_048_575, 16_383, "the far corner").unwrap();
    let read = spreadsheet::read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        values(&read),
        [(1, 0, words("first")), (2_000, 29, words("last"))]
    );
    assert_eq!(read.sheets[0].left_out.as_deref(), Some("A2001"));
}
