//! What every file in `locales/` must hold, so that no visitor meets a missing word, a wrong plural or a number that
//! was left out of a sentence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod plurals;
mod reading;

use std::collections::BTreeSet;

use fluent_syntax::ast::Entry;
use i18n::{Translator, languages};
use message::{Arg, Message};

use plurals::plurals;
use reading::{Messages, files, locales, parsed, parts};

const ENGLISH: &str = "en-GB";

/// Messages that read the same in a language and in English, and rightly so: tag and id.
const SAME_AS_ENGLISH: &[(&str, &str)] = &[];

/// The counts that between them take every plural form of every language we know of.
const COUNTS: [i64; 10] = [0, 1, 2, 3, 5, 11, 12, 21, 22, 100];

/// Every locale but English, with English beside it.
fn translations() -> Vec<(String, Messages, Messages)> {
    let mut locales = locales();
    let english = locales.remove(ENGLISH).expect("en-GB.ftl");
    locales
        .into_iter()
        .map(|(tag, messages)| (tag, messages, english.clone()))
        .collect()
}

#[test]
fn no_file_is_left_out_of_the_program() {
    let files: BTreeSet<_> = files().into_keys().collect();
    let embedded: BTreeSet<_> = languages()
        .iter()
        .map(|language| language.tag.to_owned())
        .collect();
    assert!(files.contains(ENGLISH));
    assert_eq!(files, embedded);
    for tag in files {
        assert!(Translator::new(&tag).is_some(), "{tag}");
    }
}

#[test]
fn every_file_can_be_read_and_gives_each_id_once() {
    for (tag, text) in files() {
        let mut ids = BTreeSet::new();
        for entry in &parsed(&tag, &text).body {
            let id = match entry {
                Entry::Message(message) => {
                    assert!(message.value.is_some(), "{tag}: {} has no text", message.id.name);
                    assert!(
                        message.attributes.is_empty(),
                        "{tag}: {} has attributes",
                        message.id.name
                    );
                    message.id.name.clone()
                }
                Entry::Term(term) => format!("-{}", term.id.name),
                Entry::Junk { content } => panic!("{tag}: {content}"),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            };
            assert!(ids.insert(id.clone()), "{tag}: {id} stands twice");
        }
    }
}

#[test]
fn every_language_has_the_messages_of_english_and_no_others() {
    for (tag, messages, english) in translations() {
        let missing: Vec<_> = english.keys().filter(|id| !messages.contains_key(*id)).collect();
        let obsolete: Vec<_> = messages.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(
            missing.is_empty() && obsolete.is_empty(),
            "{tag} lacks {missing:?}, has besides {obsolete:?}"
        );
    }
}

#[test]
fn every_message_uses_the_arguments_of_the_english_one() {
    for (tag, messages, english) in translations() {
        for (id, pattern) in &messages {
            let Some(original) = english.get(id) else { continue };
            assert_eq!(parts(pattern).variables, parts(original).variables, "{tag}: {id}");
        }
    }
}

#[test]
fn every_choice_by_a_count_has_exactly_the_plural_forms_of_its_language() {
    for (tag, messages) in locales() {
        let plurals = plurals(&tag);
        for (id, pattern) in &messages {
            let parts = parts(pattern);
            assert!(parts.refused.is_empty(), "{tag}: {id} uses {:?}", parts.refused);
            for selector in &parts.selectors {
                let complaints = plurals.complaints(selector);
                assert!(
                    complaints.is_empty(),
                    "{tag}: {id}, by {}: {complaints:?}",
                    selector.variable
                );
            }
        }
    }
}

#[test]
fn every_choice_english_makes_by_a_count_is_made_in_each_language() {
    for (tag, messages, english) in translations() {
        let plurals = plurals(&tag);
        for (id, original) in &english {
            let Some(pattern) = messages.get(id) else { continue };
            let selectors = parts(pattern).selectors;
            for wanted in parts(original).selectors {
                let same: Vec<_> = selectors
                    .iter()
                    .filter(|found| found.variable == wanted.variable)
                    .collect();
                // A language whose every number is `other` has nothing to choose but the numbers singled out.
                let needed = plurals.categories.len() > 1 || !wanted.numbers.is_empty();
                assert!(
                    !needed || !same.is_empty(),
                    "{tag}: {id} does not choose by {}",
                    wanted.variable
                );
                for number in &wanted.numbers {
                    let found = same.iter().any(|selector| plurals.singles_out(selector, number));
                    assert!(found, "{tag}: {id} has no form for [{number}]");
                }
            }
        }
    }
}

#[test]
fn every_message_says_something_for_every_count() {
    for (tag, messages) in locales() {
        let translator = Translator::new(&tag).unwrap();
        for (id, pattern) in messages {
            let parts = parts(&pattern);
            let id: &'static str = id.leak();
            for count in COUNTS {
                let mut message = Message::new(id);
                for variable in &parts.variables {
                    let counted = parts
                        .selectors
                        .iter()
                        .any(|selector| selector.variable == *variable);
                    let arg = if counted {
                        Arg::Number(count)
                    } else {
                        Arg::Words("Ω".to_owned())
                    };
                    message = message.with(variable.clone().leak(), arg);
                }
                let text = translator
                    .complete_text(&message)
                    .unwrap_or_else(|error| panic!("{tag}: {error}"));
                assert!(
                    !i18n::without_isolates(&text).trim().is_empty(),
                    "{tag}: {id} is empty for {count}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    for (tag, messages, english) in translations() {
        let left: Vec<_> = english
            .iter()
            .filter(|(id, pattern)| messages.get(*id) == Some(*pattern))
            .filter(|(id, pattern)| {
                // A message of arguments and punctuation alone has no words to translate.
                parts(pattern).words.chars().any(char::is_alphabetic)
                    && !SAME_AS_ENGLISH.contains(&(tag.as_str(), id.as_str()))
            })
            .map(|(id, _)| id)
            .collect();
        assert!(left.is_empty(), "{tag}: {left:?}");
    }
    for (tag, id) in SAME_AS_ENGLISH {
        let (messages, english) = (&locales()[*tag], &locales()[ENGLISH]);
        assert!(
            english.contains_key(*id) && messages.get(*id) == english.get(*id),
            "{tag}: {id} differs by now"
        );
    }
}

#[test]
fn every_language_is_named_in_every_language() {
    for (tag, messages) in locales() {
        for language in languages() {
            let id = format!("language-name-{}", language.tag);
            assert!(messages.contains_key(&id), "{tag}: {id}");
        }
    }
}

#[test]
fn no_two_arguments_share_a_dash_where_it_would_turn_them_round() {
    // "10–15" typed between right-to-left words is shown as "15–10"; words ("from 10 to 15") or one argument for
    // the whole range keep the order.
    for language in languages().iter().filter(|language| language.right_to_left) {
        for (id, pattern) in &locales()[language.tag] {
            assert!(!parts(pattern).joined_by_a_dash, "{}: {id}", language.tag);
        }
    }
}
