//! For tests: a whole content folder in memory, read at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Content, FileKind, Finding, HeaderWords, Holds, PageFile, PageSummary, PublishedPage, Sources, Tag,
    Workbooks, file_kind, finding_about, language_of, read_office, read_page,
};

/// The files of a content folder. Paths are relative to it, with `/` between names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    /// All files that are not pictures, with their bytes.
    pub texts: BTreeMap<String, Vec<u8>>,
    /// The pictures.
    pub pictures: BTreeSet<String>,
    /// The workbooks, read by whoever read the files.
    pub workbooks: Workbooks,
}

/// A page as [`Content::read`] keeps it until all are put together.
struct ReadPage<'a> {
    path: &'a str,
    section: super::Section,
    item: &'a str,
    language: Tag,
    summary: PageSummary,
}

impl Content {
    /// Reads a whole folder; each page of it is published, whatever else is wrong.
    pub(crate) fn read(files: &Files, known_languages: &[&str]) -> (Option<Self>, Vec<Finding>) {
        let mut sources = Sources {
            workbooks: files.workbooks.clone(),
            ..Sources::default()
        };
        let mut findings = Vec::new();
        let office = files.texts.get("office.toml").map_or(&[][..], Vec::as_slice);
        let languages = read_office(office, known_languages)
            .map(|office| office.languages)
            .unwrap_or_default();
        let pictures: BTreeSet<&str> = files.pictures.iter().map(String::as_str).collect();
        let mut pages = Vec::new();
        for (path, bytes) in &files.texts {
            match file_kind(path) {
                FileKind::Setting(name) => drop(sources.settings.insert(name, bytes)),
                FileKind::Page(_) if languages.is_empty() => {}
                FileKind::Page(at) if at.holds == Holds::Text => {
                    let language = match language_of(path, at.stem, &languages) {
                        Ok(language) => language,
                        Err(finding) => {
                            findings.push(*finding);
                            continue;
                        }
                    };
                    let (page, found) = read_page(&PageFile {
                        path,
                        item: at.item,
                        language,
                        bytes,
                        poster: false,
                        pictures: &pictures,
                        words: HeaderWords::english(),
                    });
                    findings.extend(found);
                    pages.extend(page.map(|(summary, _)| ReadPage {
                        path,
                        section: at.section,
                        item: at.item,
                        language: language.clone(),
                        summary,
                    }));
                }
                _ => findings.extend(finding_about(path)),
            }
        }
        sources.pages = pages
            .iter()
            .map(|page| PublishedPage {
                path: page.path,
                section: page.section,
                item: page.item,
                language: &page.language,
                version: 1,
                summary: &page.summary,
            })
            .collect();
        let (content, mut whole) = Self::assemble(&sources, known_languages);
        findings.append(&mut whole);
        (content, findings)
    }
}
