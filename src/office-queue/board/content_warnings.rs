//! What is wrong with the content folders of the kiosks: one sentence with a list behind it.

use checkin::{ContentProblem, ContentProblems};
use serde::Serialize;
use utoipa::ToSchema;

use super::warnings::Warning;
use crate::shown::shown_sentence;
use crate::store::KioskRow;

/// Folders that staff know by what lies in them.
const FOLDERS: [&str; 3] = ["leaflets", "notices", "events"];

/// One line of the list behind a warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Detail {
    /// The file and the line in it; empty if it is about none.
    pub place: String,
    /// What is wrong, and what to do.
    pub text: String,
}

/// One warning for each list of problems; kiosks that read the same folder share one.
pub(super) fn content_warnings<'a>(kiosks: impl Iterator<Item = &'a KioskRow>) -> Vec<Warning> {
    let mut found: Vec<(&ContentProblems, Vec<&str>)> = Vec::new();
    for row in kiosks.filter(|row| !row.status.content.is_empty()) {
        match found
            .iter_mut()
            .find(|(content, _)| **content == row.status.content)
        {
            Some((_, names)) => names.push(&row.kiosk),
            None => found.push((&row.status.content, vec![&row.kiosk])),
        }
    }
    found
        .into_iter()
        .map(|(content, names)| Warning {
            details: details(content),
            ..Warning::new("content", text(content, &names))
        })
        .collect()
}

fn text(content: &ContentProblems, names: &[&str]) -> String {
    let kiosks = match names {
        [one] => format!("Kiosk {one}"),
        [first @ .., last] => format!("Kiosks {} and {last}", first.join(", ")),
        [] => String::new(),
    };
    let problems = match content.count {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    format!("{kiosks}: {problems} with {}.", with_what(content))
}

/// "leaflets" where every problem is there, or else the folder as a whole.
fn with_what(content: &ContentProblems) -> &'static str {
    let all_told = content.count == u64::try_from(content.first.len()).unwrap_or(u64::MAX);
    let only = FOLDERS.into_iter().find(|folder| {
        let is_in = |problem: &ContentProblem| problem.file.split('/').next() == Some(folder);
        all_told && content.first.iter().all(is_in)
    });
    only.unwrap_or("the content folder")
}

fn details(content: &ContentProblems) -> Vec<Detail> {
    let told = content.first.iter().map(|found| {
        let file = shown_sentence(&found.file);
        let place = match found.line {
            Some(line) if !file.is_empty() => format!("{file}, line {line}"),
            _ => file,
        };
        Detail {
            place,
            text: [&found.problem, &found.remedy]
                .map(|sentence| shown_sentence(sentence))
                .join(" ")
                .trim()
                .to_owned(),
        }
    });
    let left_out = content
        .count
        .saturating_sub(u64::try_from(content.first.len()).unwrap_or(u64::MAX));
    let more = (left_out > 0).then(|| Detail {
        place: String::new(),
        text: format!("And {left_out} more. The status page beside the content folder lists them all."),
    });
    told.chain(more).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn kiosk(name: &str, count: u64, files: &[&str]) -> KioskRow {
        let problem = |file: &&str| ContentProblem {
            code: "date-unreadable".to_owned(),
            file: (*file).to_owned(),
            line: Some(3),
            problem: "“31 June” is no date.".to_owned(),
            remedy: "Write it as 2026-06-30.".to_owned(),
        };
        KioskRow {
            kiosk: name.to_owned(),
            at: DateTime::UNIX_EPOCH,
            status: checkin::KioskStatus {
                content: ContentProblems {
                    count,
                    first: files.iter().map(problem).collect(),
                },
                ..checkin::KioskStatus::default()
            },
        }
    }

    fn texts(kiosks: &[KioskRow]) -> Vec<String> {
        let warnings = content_warnings(kiosks.iter()).into_iter();
        warnings.map(|warning| warning.text).collect()
    }

    #[test]
    fn problems_are_counted_and_named_by_what_they_are_with() {
        let leaflets = kiosk("front", 2, &["leaflets/rent/bn.md", "leaflets/moving/en-GB.md"]);
        assert_eq!(texts(&[leaflets]), ["Kiosk front: 2 problems with leaflets."]);
        let notice = kiosk("front", 1, &["notices/lift/en-GB.md"]);
        assert_eq!(texts(&[notice]), ["Kiosk front: 1 problem with notices."]);
        for others in [
            &["leaflets/rent/bn.md", "hours.toml"][..],
            &["leaflets-old"],
            &[""],
        ] {
            let mixed = kiosk("front", others.len() as u64, others);
            assert!(
                texts(&[mixed])[0].ends_with(" with the content folder."),
                "{others:?}"
            );
        }
    }

    #[test]
    fn kiosks_that_read_one_folder_share_a_warning() {
        let kiosks = ["back", "front", "side"].map(|name| kiosk(name, 1, &["leaflets/rent/bn.md"]));
        assert_eq!(
            texts(&kiosks),
            ["Kiosks back, front and side: 1 problem with leaflets."]
        );
    }

    #[test]
    fn the_list_says_where_and_what_to_do_and_how_many_are_left_out() {
        let warnings = content_warnings([kiosk("front", 60, &["leaflets/rent/bn.md"])].iter());
        assert_eq!(
            warnings[0].details[0],
            Detail {
                place: "leaflets/rent/bn.md, line 3".to_owned(),
                text: "“31 June” is no date. Write it as 2026-06-30.".to_owned(),
            }
        );
        assert!(warnings[0].details[1].text.starts_with("And 59 more."));
    }
}
