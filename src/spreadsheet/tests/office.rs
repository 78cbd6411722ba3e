//! A content folder whose hours or duties are in workbooks.

use std::collections::BTreeMap;

use flow::content::{Content, Finding, Sources, Workbooks};

const KNOWN: [&str; 4] = ["en-GB", "pl", "zh-Hans", "ar"];

const OFFICE: &str = "name = \"Canal Street\"\nbank_holidays = \"england-and-wales\"\nlanguages = [\"en-GB\", \"pl\", \"zh-Hans\"]\n";

/// A folder with these workbooks, by path.
pub fn folder(workbooks: &[(&str, &[u8])]) -> Sources<'static> {
    let names = [
        ("polski", "pl"),
        ("polish", "pl"),
        ("简体中文", "zh-Hans"),
        ("chinese (simplified)", "zh-Hans"),
        ("العربية", "ar"),
    ];
    let workbooks = Workbooks {
        by_path: workbooks
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), spreadsheet::read(bytes)))
            .collect(),
        language_names: names.map(|(name, tag)| (name.to_owned(), tag.to_owned())).into(),
    };
    Sources {
        settings: BTreeMap::from([("office.toml", OFFICE.as_bytes())]),
        workbooks,
        pages: Vec::new(),
    }
}

/// What is shown of a folder, and what is found that concerns workbooks or hours.
pub fn content(sources: &Sources) -> (Content, Vec<Finding>) {
    let (content, mut findings) = Content::assemble(sources, &KNOWN);
    for finding in &findings {
        let whole = [&finding.problem, &finding.shown_instead, &finding.remedy];
        assert!(whole.iter().all(|text| !text.is_empty()), "{finding:?}");
    }
    findings.retain(|finding| {
        finding.file.contains("hours") || finding.file.contains("duty") || finding.file.ends_with("xlsx")
    });
    (content.unwrap(), findings)
}

/// The findings as code and problem.
pub fn said(findings: &[Finding]) -> Vec<(&'static str, &str)> {
    findings
        .iter()
        .map(|finding| (finding.code, finding.problem.as_str()))
        .collect()
}
