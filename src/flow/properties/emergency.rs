//! An emergency notice comes, is read, and goes.

use super::*;
use crate::content::PageTitle;
use crate::view::EmergencyView;

fn emergency(kiosk: &Kiosk) -> EmergencyView {
    match kiosk.state.view().screen {
        Screen::Emergency(view) => view,
        other => panic!("{other:?}"),
    }
}

fn words(text: &crate::view::Text) -> (&str, &str) {
    match text {
        crate::view::Text::Words { words, language } => (words, language),
        other => panic!("{other:?}"),
    }
}

/// A kiosk after these touches, with an emergency that has come since.
fn taken_over(touches: &[Touch]) -> Kiosk {
    let mut kiosk = after(touches);
    kiosk.apply(&Op::Content(Folder::Emergency));
    kiosk
}

#[test]
fn an_emergency_shows_its_title_at_once_and_its_text_when_it_has_been_read() {
    let mut kiosk = taken_over(&[]);
    let view = emergency(&kiosk);
    assert_eq!(words(&view.title), ("Leave the building", "en-GB"));
    assert_eq!((view.page, view.note), (None, None));
    assert_eq!(
        view.phones.len(),
        CONTENT
            .office
            .phones
            .iter()
            .filter(|phone| phone.emergency)
            .count()
    );
    assert_eq!(view.languages.len(), CONTENT.office.languages.len());
    kiosk.apply(&Op::PageRead(true));
    assert!(emergency(&kiosk).page.is_some());
    let mut unreadable = taken_over(&[]);
    unreadable.apply(&Op::PageRead(false));
    let view = emergency(&unreadable);
    assert_eq!(
        words(&view.title).0,
        "Leave the building",
        "the title alone still warns"
    );
}

#[test]
fn an_emergency_is_read_in_the_visitors_language_or_says_that_it_is_not() {
    let mut kiosk = taken_over(&[]);
    kiosk.apply(&Op::Touch(Touch::Language("bn".into())));
    let view = emergency(&kiosk);
    assert_eq!(words(&view.title), ("ভবন ছেড়ে যান", "bn"));
    assert_eq!(view.note, None);
    kiosk.apply(&Op::Touch(Touch::Language("pl".into())));
    let view = emergency(&kiosk);
    assert_eq!(words(&view.title).1, "en-GB");
    assert_eq!(view.note.unwrap().id, "only-in");
    kiosk.apply(&Op::Wait(60));
    assert_eq!(
        kiosk.state.view().language,
        "en-GB",
        "the next reader meets the office's own language"
    );
}

#[test]
fn an_emergency_comes_over_every_screen_and_what_was_beneath_is_there_again() {
    let ways: [&[Touch]; 7] = [
        &[],
        &[Touch::TakeATicket],
        &[Touch::TakeATicket, repairs(), Touch::Needs],
        &[Touch::Languages],
        &[Touch::Leaflets, Touch::Leaflet("damp-and-mould".into())],
        &[Touch::Hours, Touch::Privacy],
        &[Touch::Appointment, Touch::Type("H".into())],
    ];
    for touches in ways {
        let before = after(touches).state.view();
        let mut kiosk = taken_over(touches);
        emergency(&kiosk);
        kiosk.apply(&Op::Content(Folder::Whole));
        assert_eq!(kiosk.state.view(), before, "{touches:?}");
    }
}

#[test]
fn an_emergency_comes_over_the_closed_office_and_over_the_question_who_is_still_there() {
    let mut kiosk = after(&[Touch::TakeATicket]);
    kiosk.apply(&Op::Wait(65));
    assert!(matches!(kiosk.state.view().screen, Screen::StillThere(_)));
    kiosk.apply(&Op::Content(Folder::Emergency));
    emergency(&kiosk);
    kiosk.apply(&Op::Wait(20));
    assert!(kiosk.state.is_fresh());
    kiosk.apply(&Op::ClockJump(12 * 60));
    emergency(&kiosk);
    kiosk.apply(&Op::Content(Folder::Whole));
    assert!(matches!(kiosk.state.view().screen, Screen::Closed(_)));
}

#[test]
fn a_confirm_under_way_when_an_emergency_comes_is_stored_and_its_ticket_shown_afterwards() {
    let mut kiosk = taken_over(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    kiosk.apply(&Op::Committed);
    emergency(&kiosk);
    kiosk.apply(&Op::Wait(10));
    kiosk.apply(&Op::Content(Folder::Whole));
    assert!(matches!(kiosk.state.view().screen, Screen::Ticket(_)));
    kiosk.apply(&Op::Content(Folder::Emergency));
    kiosk.apply(&Op::Wait(45));
    assert!(kiosk.state.is_fresh(), "it is not kept for somebody else");
}

#[test]
fn the_chooser_over_an_emergency_closes_by_itself_after_twenty_seconds() {
    let mut kiosk = taken_over(&[Touch::TakeATicket]);
    kiosk.apply(&Op::Touch(Touch::Languages));
    assert!(matches!(kiosk.state.view().screen, Screen::Languages(_)));
    kiosk.apply(&Op::Wait(19));
    assert!(matches!(kiosk.state.view().screen, Screen::Languages(_)));
    kiosk.apply(&Op::Wait(1));
    emergency(&kiosk);
    for way_out in [Touch::Back, Touch::StartAgain, Touch::Language("ar".into())] {
        kiosk.apply(&Op::Touch(Touch::Languages));
        kiosk.apply(&Op::Touch(way_out));
        emergency(&kiosk);
    }
    kiosk.apply(&Op::Touch(Touch::Languages));
    kiosk.apply(&Op::Content(Folder::Whole));
    assert_eq!(at(&kiosk), Place::Services, "the chooser goes with the emergency");
    assert!(matches!(kiosk.state.view().screen, Screen::Services(_)));
}

#[test]
fn staff_reach_their_screen_past_an_emergency_also_over_a_ticket() {
    let pin = ["4", "8", "4", "8"].map(|digit| Touch::Type(digit.to_owned()));
    let mut kiosk = taken_over(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    kiosk.apply(&Op::Touch(Touch::Staff));
    emergency(&kiosk);
    kiosk.apply(&Op::Committed);
    kiosk.apply(&Op::Touch(Touch::Staff));
    assert_eq!(at(&kiosk), Place::StaffPin);
    for touch in pin.iter().chain([&Touch::Typed]) {
        kiosk.apply(&Op::Touch(touch.clone()));
    }
    assert!(matches!(kiosk.state.view().screen, Screen::Staff(_)));
    kiosk.apply(&Op::Touch(Touch::Back));
    emergency(&kiosk);
    let mut without = taken_over(&[]);
    without.state.settings.pin = None;
    without.apply(&Op::Touch(Touch::Staff));
    emergency(&without);
}

#[test]
fn an_emergency_that_is_written_anew_shows_its_new_title_at_once_and_is_read_again() {
    let mut kiosk = taken_over(&[]);
    kiosk.apply(&Op::PageRead(true));
    let mut content = Content::clone(&EMERGENCY);
    let anew = PageTitle {
        title: "Stay inside".into(),
        version: 2,
    };
    content.emergency = [("en-GB".to_owned(), anew)].into_iter().collect();
    let effects = kiosk.state.update(Event::Content(Arc::new(content)));
    assert!(matches!(effects.as_slice(), [Effect::OpenPage(_)]), "{effects:?}");
    let view = emergency(&kiosk);
    assert_eq!((words(&view.title).0, view.page), ("Stay inside", None));
}

#[test]
fn staff_say_that_the_folder_was_emptied_only_while_they_are_asked() {
    let pin = ["4", "8", "4", "8"].map(|digit| Touch::Type(digit.to_owned()));
    let mut kiosk = after(&[Touch::Staff]);
    for touch in pin.iter().chain([&Touch::Typed]) {
        kiosk.apply(&Op::Touch(touch.clone()));
    }
    let say = |kiosk: &mut Kiosk| kiosk.state.update(Event::Touch(Touch::FolderEmptied));
    assert!(say(&mut kiosk).is_empty());
    kiosk.apply(&Op::Guarded(true));
    assert_eq!(say(&mut kiosk), [Effect::ConfirmEmptied]);
    kiosk.apply(&Op::Touch(Touch::Back));
    assert!(say(&mut kiosk).is_empty(), "no visitor can say so");
}
