//! The headings of a sheet: which column is which, whatever their order.
//!
//! The row of headings is found by its words, so that staff may add a title above it, move columns or leave some out.

use super::Tag;
use super::finding::{Finding, Findings};
use super::text::plain_words;
use super::workbook::{Languages, Row, Sheet, Workbook, cell_name};

/// How many rows from the top are looked through for the headings.
const HEADINGS_WITHIN: usize = 30;

/// What a column can be headed.
pub(crate) struct Heading {
    /// The key of its values.
    pub key: &'static str,
    /// The words it is known by, in lower case; the first is what staff are told to write.
    pub words: &'static [&'static str],
    /// Whether there can be one such column for each language.
    pub localised: bool,
}

/// What kind of sheet is looked for.
pub(crate) struct Kind {
    /// The names of its tab, in lower case.
    pub names: &'static [&'static str],
    /// Its columns.
    pub headings: &'static [Heading],
    /// Keys that must each be headed, any one of a group.
    pub required: &'static [&'static [&'static str]],
    /// The key of a column that is headed by a language alone.
    pub language_alone: Option<&'static str>,
}

/// One column whose heading is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub key: &'static str,
    /// The language of a column for one language.
    pub language: Option<Tag>,
    /// Its place; A is 0.
    pub place: u16,
    /// The heading as staff wrote it.
    pub heading: String,
}

/// A sheet whose headings were found.
pub(crate) struct Headed<'a> {
    pub sheet: &'a Sheet,
    pub columns: Vec<Column>,
    /// The rows below the headings.
    pub rows: &'a [Row],
    /// The cells that head columns nobody knows, and what is in them.
    unknown: Vec<(u16, u32, String)>,
}

impl Kind {
    /// The sheet of this kind: by the name of its tab, or else the first with its headings.
    pub fn find<'a>(&self, workbook: &'a Workbook, languages: Languages) -> Option<Headed<'a>> {
        let named = workbook.sheets.iter().filter(|sheet| self.is_named(sheet));
        let others = workbook.sheets.iter().filter(|sheet| !self.is_named(sheet));
        named
            .chain(others)
            .find_map(|sheet| self.headed(sheet, languages))
    }

    /// The sheet that only by the name of its tab is of this kind, and has something in it.
    pub fn find_named<'a>(&self, workbook: &'a Workbook) -> Option<&'a Sheet> {
        workbook
            .sheets
            .iter()
            .find(|sheet| self.is_named(sheet) && !sheet.rows.is_empty())
    }

    fn is_named(&self, sheet: &Sheet) -> bool {
        let name = plain(&sheet.name);
        self.names.contains(&name.as_str())
    }

    /// What must be in the row of headings, for a sentence.
    pub fn required_words(&self) -> String {
        let words = self.required.iter().filter_map(|keys| {
            let heading = self.headings.iter().find(|heading| keys.contains(&heading.key))?;
            Some(capital(heading.words.first()?))
        });
        words.collect::<Vec<_>>().join(", ")
    }

    fn headed<'a>(&self, sheet: &'a Sheet, languages: Languages) -> Option<Headed<'a>> {
        let mut rows = sheet.rows.iter().enumerate().take(HEADINGS_WITHIN);
        rows.find_map(|(index, row)| {
            let (columns, unknown) = self.columns(row, languages);
            let has = |key: &&str| columns.iter().any(|column| column.key == *key);
            let all = self.required.iter().all(|keys| keys.iter().any(has));
            all.then(|| Headed {
                sheet,
                columns,
                rows: sheet.rows.get(index + 1..).unwrap_or(&[]),
                unknown,
            })
        })
    }

    fn columns(&self, row: &Row, languages: Languages) -> (Vec<Column>, Vec<(u16, u32, String)>) {
        let (mut columns, mut unknown) = (Vec::<Column>::new(), Vec::new());
        for cell in &row.cells {
            let written = cell.value.shown();
            let known = self
                .key_of(&plain(&written), languages)
                .filter(|(key, language)| {
                    !columns
                        .iter()
                        .any(|column| column.key == *key && column.language == *language)
                });
            match known {
                Some((key, language)) => columns.push(Column {
                    key,
                    language,
                    place: cell.column,
                    heading: written,
                }),
                None => unknown.push((cell.column, row.number, written)),
            }
        }
        (columns, unknown)
    }

    fn key_of(&self, heading: &str, languages: Languages) -> Option<(&'static str, Option<Tag>)> {
        let whole = |wanted: &&Heading| wanted.words.contains(&heading);
        if let Some(wanted) = self.headings.iter().find(whole) {
            return Some((wanted.key, None));
        }
        for wanted in self.headings.iter().filter(|wanted| wanted.localised) {
            for word in wanted.words {
                let rest = heading
                    .strip_prefix(word)
                    .filter(|rest| rest.starts_with(BETWEEN));
                let language = rest.and_then(|rest| languages.named(rest));
                if let Some(language) = language {
                    return Some((wanted.key, Some(language.clone())));
                }
            }
        }
        Some((self.language_alone?, Some(languages.named(heading)?.clone())))
    }
}

/// What can stand between "Reason" and the language.
const BETWEEN: [char; 10] = [' ', ':', '(', ')', '[', ']', '/', ',', '–', '—'];

impl Headed<'_> {
    /// Reports the columns that nobody knows, once for all rows; a heading without a value below is a mere note.
    pub fn say_unknown(&self, file: &str, findings: &mut Findings) {
        for (column, row, heading) in &self.unknown {
            let place = cell_name(*column, *row);
            let problem = format!(
                "{}!{place}: The heading {} is not known here.",
                self.sheet.shown_name(),
                super::finding::quoted(heading)
            );
            let finding = Finding::warning("column-unknown", file, problem).at(*row);
            findings.add(
                finding
                    .shown("All else, as if this column were not there.")
                    .remedy("Look for a spelling mistake, name the language as it names itself, or delete the column."),
            );
        }
    }
}

/// A heading or tab in one form: lower case, single spaces, no colon or star at its end.
pub(crate) fn plain(text: &str) -> String {
    let words = plain_words(text).to_lowercase();
    words.trim_end_matches([':', '*', '.', ' ']).to_owned()
}

/// The words with a capital letter, as on a heading.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
