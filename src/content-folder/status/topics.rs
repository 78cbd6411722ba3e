//! What is wrong, by the leaflet, notice or setting that it is about: nobody corrects a folder line by line.

use std::collections::HashMap;

use flow::content::{Finding, Section, Severity};

/// One leaflet, notice or setting with what is wrong with it.
pub(super) struct Topic<'a> {
    /// Its folder or file; empty for the folder as a whole.
    pub place: &'a str,
    /// The worst first.
    pub findings: Vec<&'a Finding>,
}

impl Topic<'_> {
    /// How bad the worst of it is.
    pub fn severity(&self) -> Severity {
        let worst = self.findings.iter().map(|finding| finding.severity).max();
        worst.unwrap_or(Severity::Warning)
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        if self.place.is_empty() {
            "The whole folder"
        } else {
            self.place
        }
    }
}

/// The topics, in the order of the worst finding of each.
pub(super) fn topics(findings: &[Finding]) -> Vec<Topic<'_>> {
    let mut topics: Vec<Topic> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for finding in findings {
        let place = place(&finding.file);
        let at = *known.entry(place).or_insert(topics.len());
        match topics.get_mut(at) {
            Some(topic) => topic.findings.push(finding),
            None => topics.push(Topic {
                place,
                findings: vec![finding],
            }),
        }
    }
    for topic in &mut topics {
        topic
            .findings
            .sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.severity()));
    topics
}

/// Where a finding's file lies inside its topic; empty where the topic is the file itself.
pub(super) fn file<'a>(topic: &Topic, finding: &'a Finding) -> &'a str {
    let rest = finding.file.strip_prefix(topic.place).unwrap_or(&finding.file);
    rest.trim_start_matches('/')
}

/// The folder of a leaflet, notice or event with all its languages; of anything else the file itself.
fn place(file: &str) -> &str {
    let with_items = Section::ALL.into_iter().filter(|section| section.has_items());
    for section in with_items {
        let within = file
            .strip_prefix(section.folder())
            .and_then(|rest| rest.strip_prefix('/'));
        if let Some(item) = within.and_then(|rest| rest.split('/').next()) {
            return file
                .get(..section.folder().len() + 1 + item.len())
                .unwrap_or(file);
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_a_leaflet_are_one_topic_and_the_most_urgent_topic_is_first() {
        let findings = [
            Finding::warning("a", "leaflets/parking/bn.md", ""),
            Finding::warning("b", "hours.toml", ""),
            Finding::error("c", "privacy/en-GB.md", ""),
            Finding::error("d", "leaflets/parking/map.png", ""),
            Finding::warning("e", "leaflets/parking", ""),
        ];
        let topics = topics(&findings);
        let told: Vec<(&str, Vec<&str>)> = topics
            .iter()
            .map(|topic| {
                (
                    topic.place,
                    topic.findings.iter().map(|finding| finding.code).collect(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("leaflets/parking", vec!["d", "a", "e"]),
                ("privacy/en-GB.md", vec!["c"]),
                ("hours.toml", vec!["b"]),
            ]
        );
        let files: Vec<&str> = topics[0]
            .findings
            .iter()
            .map(|finding| file(&topics[0], finding))
            .collect();
        assert_eq!(files, ["map.png", "bn.md", ""]);
        assert_eq!(file(&topics[2], topics[2].findings[0]), "");
    }
}
