//! What a visitor needs, in words for staff.

use checkin::{CheckedIn, Gender, InterpreterMode, Need};
use serde::Serialize;
use utoipa::ToSchema;

use crate::languages::{LanguageLabel, language_label};
use crate::shown::shown_word;

/// One need in words: "Interpreter: Sylheti · ছিলটী, in person, a woman".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NeedWords {
    /// Whether something must be arranged before the visitor is called: an interpreter or a private room.
    pub arrange: bool,
    /// The words before the language, or all of them.
    pub text: String,
    /// The interpreter's language.
    pub language: Option<LanguageLabel>,
    /// The words after the language.
    pub rest: String,
}

/// The most needs shown of one visit; there are seven known ones.
const MAX_NEEDS: usize = 12;

/// Needs in words, the most important first.
pub(super) fn need_words(details: &CheckedIn) -> Vec<NeedWords> {
    let plain = |arrange, text: &str| NeedWords {
        arrange,
        text: text.to_owned(),
        language: None,
        rest: String::new(),
    };
    let mut needs = Vec::new();
    if let Some(private) = &details.private_interview {
        let officer = private
            .officer_gender
            .as_ref()
            .map(|gender| format!(", with {}", gender_words(gender)));
        needs.push(plain(
            true,
            &format!("Private room{}", officer.unwrap_or_default()),
        ));
    }
    if let Some(interpreter) = &details.interpreter {
        let mode = interpreter
            .mode
            .as_ref()
            .map(|mode| format!(", {}", mode_words(mode)));
        let gender = interpreter
            .gender
            .as_ref()
            .map(|gender| format!(", {}", gender_words(gender)));
        needs.push(NeedWords {
            arrange: true,
            text: "Interpreter:".to_owned(),
            language: Some(language_label(&interpreter.language)),
            rest: mode.unwrap_or_default() + &gender.unwrap_or_default(),
        });
    }
    needs.extend(
        details
            .needs
            .iter()
            .take(MAX_NEEDS)
            .map(|need| plain(false, &one_need(need))),
    );
    if details.needs.len() > MAX_NEEDS {
        needs.push(plain(
            false,
            &format!("and {} more", details.needs.len() - MAX_NEEDS),
        ));
    }
    needs
}

fn one_need(need: &Need) -> String {
    match need {
        Need::StepFree => "Step-free".to_owned(),
        Need::HearingLoop => "Hearing loop".to_owned(),
        Need::HelpWithForms => "Help with forms".to_owned(),
        Need::ComeToMe => "Go to the visitor".to_owned(),
        Need::LargePrint => "Large print".to_owned(),
        Need::Audio => "Audio".to_owned(),
        Need::Braille => "Braille".to_owned(),
        Need::Unknown(word) => shown_word(word),
    }
}

fn mode_words(mode: &InterpreterMode) -> String {
    match mode {
        InterpreterMode::InPerson => "in person".to_owned(),
        InterpreterMode::Telephone => "by telephone".to_owned(),
        InterpreterMode::Video => "by video".to_owned(),
        InterpreterMode::Sign => "sign language".to_owned(),
        InterpreterMode::Unknown(word) => shown_word(word),
    }
}

fn gender_words(gender: &Gender) -> String {
    match gender {
        Gender::Female => "a woman".to_owned(),
        Gender::Male => "a man".to_owned(),
        Gender::Unknown(word) => shown_word(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn needs_of(data: serde_json::Value) -> Vec<String> {
        let mut whole = json!({ "ticket": "A017", "service_day": "2026-11-21", "language": "bn" });
        whole
            .as_object_mut()
            .unwrap()
            .extend(data.as_object().unwrap().clone());
        let words = need_words(&serde_json::from_value(whole).unwrap());
        words
            .iter()
            .map(|need| match &need.language {
                Some(language) => format!("{} {}{}", need.text, language.name, need.rest),
                None => need.text.clone(),
            })
            .collect()
    }

    #[test]
    fn needs_are_words_with_what_must_be_arranged_first() {
        let data = json!({
            "private_interview": { "officer_gender": "female" },
            "interpreter": { "language": "syl", "mode": "in-person", "gender": "female" },
            "needs": ["step-free", "come-to-me"],
        });
        assert_eq!(
            needs_of(data),
            [
                "Private room, with a woman",
                "Interpreter: Sylheti, in person, a woman",
                "Step-free",
                "Go to the visitor"
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_shown_by_its_id() {
        let data =
            json!({ "interpreter": { "language": "tlh", "mode": "hologram" }, "needs": ["trampoline"] });
        assert_eq!(needs_of(data), ["Interpreter: tlh, hologram", "trampoline"]);
    }

    #[test]
    fn a_flood_of_needs_is_counted_and_not_shown() {
        let needs: Vec<String> = (0..3000).map(|index| format!("need-{index}")).collect();
        let words = needs_of(json!({ "needs": needs }));
        assert_eq!(
            (words.len(), words.last().unwrap().as_str()),
            (MAX_NEEDS + 1, "and 2988 more")
        );
    }
}
