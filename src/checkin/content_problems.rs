//! What is wrong with a kiosk's content folder, as far as it fits its status.

use serde::{Deserialize, Serialize};

/// The most problems that are told one by one.
const MOST: usize = 50;
/// The longest text of one, in characters.
const LONGEST_TEXT: usize = 300;
/// Room for all of them in bytes of JSON, so that a status stays well under [`MAX_BODY_BYTES`](crate::MAX_BODY_BYTES)
/// in every script.
const ROOM: usize = 24 * 1024;

/// What is wrong with a kiosk's content folder: how much in all, and the first of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentProblems {
    /// How many problems there are.
    pub count: u64,
    /// The first of them, the worst before the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<ContentProblem>,
}

/// One thing that is wrong with a file, in plain English for staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentProblem {
    /// A fixed word for the kind of problem, such as `date-unreadable`.
    pub code: String,
    /// The file, by its path in the content folder; empty if it is about none.
    #[serde(default)]
    pub file: String,
    /// The line in the file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    #[serde(default)]
    pub remedy: String,
}

impl ContentProblems {
    /// Counts all of them and keeps as many as fit a status.
    pub fn bounded(all: impl IntoIterator<Item = ContentProblem>) -> Self {
        let mut bounded = Self::default();
        let mut room = ROOM;
        for problem in all {
            bounded.count += 1;
            if bounded.first.len() == MOST || room == 0 {
                continue;
            }
            let problem = problem.shortened();
            let size = serde_json::to_string(&problem).map_or(ROOM, |json| json.len() + 1);
            // One that does not fit ends the list, so that it stays the first ones in their order.
            room = room.saturating_sub(size);
            if room > 0 {
                bounded.first.push(problem);
            }
        }
        bounded
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl ContentProblem {
    fn shortened(mut self) -> Self {
        for text in [
            &mut self.code,
            &mut self.file,
            &mut self.problem,
            &mut self.remedy,
        ] {
            if let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) {
                text.truncate(end);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KioskStatus, MAX_BODY_BYTES};

    fn problem(letters: &str) -> ContentProblem {
        let text = letters.repeat(LONGEST_TEXT + 1);
        ContentProblem {
            code: "page-empty".to_owned(),
            file: text.clone(),
            line: Some(u32::MAX),
            problem: text.clone(),
            remedy: text,
        }
    }

    #[test]
    fn any_number_of_problems_in_any_script_fits_a_status_and_all_are_counted() {
        for letters in ["a", "ব", "\u{1F600}", "\"", "\u{1}"] {
            let content = ContentProblems::bounded(vec![problem(letters); 3_000]);
            assert_eq!(content.count, 3_000);
            assert!((1..=MOST).contains(&content.first.len()), "{letters:?}");
            let status = KioskStatus {
                content,
                ..KioskStatus::default()
            };
            let size = serde_json::to_string(&status).unwrap().len();
            assert!(size < MAX_BODY_BYTES / 2, "{letters:?} takes {size} bytes");
        }
    }

    #[test]
    fn short_problems_are_told_in_their_order_up_to_fifty() {
        let numbered = |line| ContentProblem {
            line: Some(line),
            ..ContentProblem::default()
        };
        let content = ContentProblems::bounded((1..=60).map(numbered));
        assert_eq!(content.count, 60);
        let lines: Vec<_> = content.first.iter().filter_map(|problem| problem.line).collect();
        assert_eq!(lines, (1..=50).collect::<Vec<_>>());
    }

    #[test]
    fn the_status_of_a_kiosk_that_tells_no_problems_of_content_is_still_read() {
        let old = r#"{"outbox_depth":0,"outbox_age_seconds":0,"held":0,"problems":[],"version":"0.1.0"}"#;
        let status: KioskStatus = serde_json::from_str(old).unwrap();
        assert!(status.content.is_empty());
        assert_eq!(serde_json::to_string(&status).unwrap(), old);
    }
}
