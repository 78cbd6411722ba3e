//! Writes a workbook: sheets of texts, as templates for staff need them.
//!
//! A library for this adds a megabyte to the program; what a template needs of the format is in this file. Its cells
//! are formatted as Text, column by column, so that Excel keeps what is typed and makes no dates of "9-5".

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The name on its tab: at most 31 letters, none of `[]:*?/\`.
    pub name: String,
    /// The widths of its columns, in letters; each column is formatted as Text.
    pub widths: Vec<u16>,
    /// Its rows.
    pub rows: Vec<Vec<DraftCell>>,
    /// Whether the first row stays while the others are scrolled.
    pub frozen: bool,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct DraftCell {
    /// What stands in it.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Something staff may change.
    #[default]
    Value,
    /// A heading above a column, or a name before a row.
    Heading,
    /// The title of a sheet.
    Title,
    /// A paragraph to read.
    Paragraph,
    /// An example.
    Example,
}

/// A workbook could not be written; only for want of memory.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be put together: {0}")]
pub struct WriteError(#[from] std::io::Error);

impl Style {
    /// Its place among the cell formats of [`STYLES`].
    fn format(self) -> u8 {
        match self {
            Self::Value => 1,
            Self::Heading => 2,
            Self::Title => 3,
            Self::Paragraph => 4,
            Self::Example => 5,
        }
    }
}

/// Number format 49 is Text. Colours: a dark green heading on a light one, grey examples.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<fonts count="4"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>
<font><b/><sz val="11"/><color rgb="FF0B4F55"/><name val="Calibri"/><family val="2"/></font>
<font><b/><sz val="16"/><color rgb="FF0B4F55"/><name val="Calibri"/><family val="2"/></font>
<font><i/><sz val="11"/><color rgb="FF6B6B6B"/><name val="Calibri"/><family val="2"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE3F0F0"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>
<border><left/><right/><top/><bottom style="thin"><color rgb="FF0B4F55"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="49" fontId="3" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The bytes of a workbook; the same for the same sheets.
///
/// # Errors
/// If it cannot be put together in memory.
pub fn write(drafts: &[Draft]) -> Result<Vec<u8>, WriteError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut put = |name: &str, part: &str| -> Result<(), WriteError> {
        archive.start_file(name, packed).map_err(std::io::Error::from)?;
        archive.write_all(DECLARATION.as_bytes())?;
        Ok(archive.write_all(part.as_bytes())?)
    };
    put("[Content_Types].xml", &content_types(drafts.len()))?;
    let relation = relationship("rId1", "officeDocument", "xl/workbook.xml");
    put("_rels/.rels", &relationships(&relation))?;
    put("xl/workbook.xml", &workbook(drafts))?;
    put("xl/_rels/workbook.xml.rels", &workbook_relations(drafts.len()))?;
    put("xl/styles.xml", STYLES)?;
    for (index, draft) in drafts.iter().enumerate() {
        put(
            &format!("xl/worksheets/sheet{}.xml", index + 1),
            &sheet(draft, index == 0),
        )?;
    }
    Ok(archive.finish().map_err(std::io::Error::from)?.into_inner())
}

fn content_types(sheets: usize) -> String {
    let mut types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/>"
    );
    for number in 1..=sheets {
        types += &format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
        );
    }
    types + "</Types>"
}

fn relationship(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
}

fn relationships(all: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn workbook(drafts: &[Draft]) -> String {
    let mut sheets = String::new();
    for (index, draft) in drafts.iter().enumerate() {
        let number = index + 1;
        sheets += &format!(
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
            escaped(&draft.name)
        );
    }
    format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>")
}

fn workbook_relations(sheets: usize) -> String {
    let mut all = String::new();
    for number in 1..=sheets {
        let target = format!("worksheets/sheet{number}.xml");
        all += &relationship(&format!("rId{number}"), "worksheet", &target);
    }
    all += &relationship(&format!("rId{}", sheets + 1), "styles", "styles.xml");
    relationships(&all)
}

fn sheet(draft: &Draft, chosen: bool) -> String {
    let frozen = if draft.frozen {
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>"
    } else {
        ""
    };
    let chosen = if chosen { " tabSelected=\"1\"" } else { "" };
    let mut columns = String::new();
    for (index, width) in draft.widths.iter().enumerate() {
        let (number, format) = (index + 1, Style::Value.format());
        columns += &format!(
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" style=\"{format}\" customWidth=\"1\"/>"
        );
    }
    if !columns.is_empty() {
        columns = format!("<cols>{columns}</cols>");
    }
    let rows: String = (1..)
        .zip(&draft.rows)
        .map(|(number, cells)| row(number, cells))
        .collect();
    format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"{chosen}>{frozen}</sheetView>\
         </sheetViews>{columns}<sheetData>{rows}</sheetData></worksheet>"
    )
}

fn row(number: u32, cells: &[DraftCell]) -> String {
    let cells = (0..).zip(cells).map(|(column, cell)| {
        let (place, format) = (flow::content::cell_name(column, number), cell.style.format());
        if cell.text.is_empty() {
            return format!("<c r=\"{place}\" s=\"{format}\"/>");
        }
        let text = escaped(&cell.text);
        format!("<c r=\"{place}\" s=\"{format}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// A text as XML can hold it: what XML has no way to write is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
