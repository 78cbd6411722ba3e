//! The screens of what is added to a visit.

use flow::view::{Addition, Choice, Choices, Spoken};
use i18n::Language;
use ui::slint::{Global, ModelRc};
use ui::{AdditionData, AppWindow, ChoiceData, ChoiceGroupData, Phrase, SpokenData};

use super::super::painter::{LATIN, Painter, in_direction, phrase};
use super::super::parts::model;
use super::super::touches;

pub(super) fn additions(painter: &Painter, additions: &[Addition]) -> ModelRc<AdditionData> {
    model(additions.iter().map(|addition| {
        let (action, _, id) = touches::action(&addition.touch);
        AdditionData {
            action,
            id: id.into(),
            icon: addition.icon.into(),
            title: painter.message(&addition.title),
            detail: painter.text(&addition.detail),
            chosen: addition.chosen,
        }
    }))
}

pub(super) fn choices(window: &AppWindow, painter: &Painter, view: &Choices) {
    let adapter = ui::ChoicesAdapter::get(window);
    adapter.set_title(painter.message(&view.title));
    adapter.set_lead(model(view.lead.iter().map(|line| painter.text(line))));
    adapter.set_groups(model(view.groups.iter().map(|group| ChoiceGroupData {
        title: painter.message(&group.title),
        choices: model(group.choices.iter().map(|one| choice(painter, one))),
    })));
    let stepper = view.stepper.as_ref();
    adapter.set_counted(painter.maybe_message(stepper.map(|stepper| &stepper.title)));
    adapter.set_count(painter.maybe_message(stepper.map(|stepper| &stepper.value)));
    adapter.set_fewer_label(painter.id("fewer-people"));
    adapter.set_more_label(painter.id("more-people"));
    adapter.set_fewer(stepper.is_some_and(|stepper| stepper.fewer));
    adapter.set_more(stepper.is_some_and(|stepper| stepper.more));
    adapter.set_other(painter.maybe_message(view.other.as_ref().map(|(_, words)| words)));
    if let Some((touch, _)) = &view.other {
        adapter.set_other_action(touches::action(touch).0);
    }
    adapter.set_remove(painter.maybe_message(view.remove.as_ref().map(|(_, words)| words)));
    if let Some((touch, _)) = &view.remove {
        adapter.set_remove_action(touches::action(touch).0);
    }
    adapter.set_done(painter.id("done"));
}

fn choice(painter: &Painter, choice: &Choice) -> ChoiceData {
    let (action, argument, id) = touches::action(&choice.touch);
    ChoiceData {
        action,
        argument: argument.into(),
        id: id.into(),
        label: painter.alone(&choice.label),
        chosen: choice.chosen,
    }
}

pub(super) fn spoken(window: &AppWindow, painter: &Painter, view: &Spoken) {
    let adapter = ui::SpokenAdapter::get(window);
    adapter.set_title(painter.id("spoken-title"));
    adapter.set_lead(painter.id("interpreter-lead"));
    adapter.set_typed(own_script(painter, &view.typed));
    adapter.set_erase(painter.id("erase"));
    adapter.set_letters(model(
        view.letters.iter().map(|letter| own_script(painter, letter)),
    ));
    adapter.set_languages(model(view.languages.iter().map(|language| {
        SpokenData {
            id: language.id.as_str().into(),
            autonym: autonym(&language.id, &language.autonym),
            name: language
                .name
                .as_ref()
                .map(|name| phrase(name, LATIN))
                .unwrap_or_default(),
            chosen: language.chosen,
        }
    })));
}

/// A language's own name as the office writes it: in that language's font where the kiosk speaks it, else in one of
/// its script, since a fallback picked letter by letter breaks words.
fn autonym(id: &str, words: &str) -> Phrase {
    match i18n::language(id) {
        Some(Language {
            font_family,
            right_to_left,
            ..
        }) => phrase(&in_direction(words, *right_to_left), font_family),
        None => phrase(words, i18n::script_font(words)),
    }
}

/// Letters of the visitor's own script, or Latin ones, which every font here has.
fn own_script(painter: &Painter, words: &str) -> Phrase {
    phrase(words, painter.language().font_family)
}
