//! Every message the programs say is written, and everything written is said.

use std::collections::BTreeSet;
use std::fs;

use tests::programs::workspace;

use crate::sources::sources;

/// The icon of whatever has none of its own; ui/icons.slint returns it without naming it.
const ICON_OF_THE_REST: &str = "circle-question-mark";

struct English {
    ids: BTreeSet<String>,
    /// What stands in braces: arguments and other messages.
    named: BTreeSet<String>,
}

fn english() -> English {
    let text = fs::read_to_string(workspace().join("locales/en-GB.ftl")).unwrap();
    let mut english = English {
        ids: BTreeSet::new(),
        named: BTreeSet::new(),
    };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =")
            && line.starts_with(|first: char| first.is_ascii_lowercase())
        {
            english.ids.insert(id.to_owned());
        }
        for part in line.split('{').skip(1) {
            let name: String = part
                .trim_start()
                .trim_start_matches('$')
                .chars()
                .take_while(|character| is_id_character(*character))
                .collect();
            english.named.insert(name);
        }
    }
    assert!(english.ids.len() > 50, "en-GB.ftl is read");
    english
}

fn is_id_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-'
}

/// Whether a literal is written as ids are; a language's tag such as `en-GB` is not.
fn is_id(literal: &str) -> bool {
    let lower = |character: char| is_id_character(character) && !character.is_ascii_uppercase();
    literal.starts_with(|first: char| first.is_ascii_lowercase()) && literal.chars().all(lower)
}

#[test]
fn every_message_the_screens_name_is_in_english() {
    let english = english();
    let icons = fs::read_to_string(workspace().join("ui/icons.slint")).unwrap();
    let known = |literal: &str| {
        let icon = literal == ICON_OF_THE_REST || icons.contains(&format!("name == \"{literal}\""));
        icon || english.ids.contains(literal) || english.named.contains(literal)
    };
    let mut unknown = Vec::new();
    // What a screen holds is said here: a literal is a message, one of its arguments, or an icon.
    let views = sources("src/flow")
        .into_iter()
        .filter(|source| source.path.starts_with("src/flow/view"));
    let screens = sources("src/kiosk/screen")
        .into_iter()
        .filter(|source| source.path.ends_with("show.rs"));
    let mut seen = 0;
    for source in views.chain(screens) {
        for literal in source.literals.iter().filter(|literal| is_id(literal)) {
            seen += 1;
            if !known(literal) {
                unknown.push(format!("{}: {literal}", source.path));
            }
        }
    }
    assert!(seen > 80, "the screens' sources are read");
    assert!(
        unknown.is_empty(),
        "neither a message of en-GB.ftl nor an icon:\n{}",
        unknown.join("\n")
    );
}

#[test]
fn every_message_in_english_is_said_somewhere() {
    let english = english();
    let mut said = BTreeSet::new();
    for folder in [
        "src/flow",
        "src/kiosk",
        "src/i18n",
        "src/office-queue",
        "src/printer",
    ] {
        for source in sources(folder) {
            said.extend(source.literals);
        }
    }
    let unsaid: Vec<&String> = english
        .ids
        .iter()
        // A language's name is looked up by its tag.
        .filter(|id| !id.starts_with("language-name-"))
        .filter(|id| !said.contains(*id) && !english.named.contains(*id))
        .collect();
    assert!(unsaid.is_empty(), "in en-GB.ftl and said nowhere: {unsaid:?}");
}
