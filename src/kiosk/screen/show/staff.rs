//! The keypads and the staff screen.

use flow::view::{Keypad, KeypadKind, Staff};
use ui::AppWindow;
use ui::slint::Global;

use super::super::painter::{LATIN, Painter, phrase};
use super::super::parts::{kept, lines, model};

pub(super) fn keypad(window: &AppWindow, painter: &Painter, view: &Keypad) {
    let adapter = ui::KeypadAdapter::get(window);
    adapter.set_title(painter.message(&view.title));
    adapter.set_lead(painter.message(&view.lead));
    adapter.set_typed(phrase(&view.typed, LATIN));
    adapter.set_digits(view.kind == KeypadKind::Pin);
    let keys = model(view.keys.iter().map(|key| phrase(&key.to_string(), LATIN)));
    adapter.set_keys(kept(adapter.get_keys(), keys));
    adapter.set_wrong(painter.maybe_message(view.wrong.as_ref()));
    adapter.set_enabled(view.enabled);
    adapter.set_complete(view.complete);
    adapter.set_erase(painter.id("erase"));
    adapter.set_enter(painter.message(&view.enter));
}

pub(super) fn staff(window: &AppWindow, painter: &Painter, view: &Staff) {
    let adapter = ui::StaffAdapter::get(window);
    let english = |words: &str| phrase(words, LATIN);
    adapter.set_title(painter.id("staff-title"));
    adapter.set_problems_title(painter.id("staff-problems"));
    adapter.set_problems(model(view.problems.iter().map(|problem| english(problem))));
    adapter.set_no_problems(painter.id("staff-no-problems"));
    adapter.set_facts(lines(painter, &view.facts));
    adapter.set_held_title(painter.maybe_message(view.held_title.as_ref()));
    adapter.set_print_test(if view.prints {
        painter.id("print-test")
    } else {
        Default::default()
    });
    let (emptied, detail) = if view.folder_guarded {
        (painter.id("folder-emptied"), painter.id("folder-emptied-detail"))
    } else {
        Default::default()
    };
    adapter.set_folder_emptied(emptied);
    adapter.set_folder_emptied_detail(detail);
    adapter.set_send_again(painter.id("send-again"));
    adapter.set_held(model(view.held.iter().map(|held| ui::HeldData {
        id: held.id.to_string().into(),
        ticket: phrase(&held.ticket, LATIN),
        reason: english(&held.reason),
    })));
}
