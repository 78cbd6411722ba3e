//! What a control says, as the flow's own word for it.

use checkin::{Gender, InterpreterMode, Need};
use flow::Touch;
use ui::Action;
use uuid::Uuid;

/// What an argument says that may be left open: empty is "no preference".
fn open<T: From<String>>(argument: &str) -> Option<T> {
    (!argument.is_empty()).then(|| argument.to_owned().into())
}

/// The touch that an action with its argument is.
pub(super) fn touch(action: Action, said: &str) -> Touch {
    let argument = || said.to_owned();
    match action {
        Action::Appointment => Touch::Appointment,
        Action::Type => Touch::Type(argument()),
        Action::Erase => Touch::Erase,
        Action::Typed => Touch::Typed,
        Action::TalkInPrivate => Touch::TalkInPrivate,
        Action::OfficerGender => Touch::OfficerGender(open::<Gender>(said)),
        Action::NoPrivate => Touch::NoPrivate,
        Action::NeedAnInterpreter => Touch::NeedAnInterpreter,
        Action::SpokenLanguages => Touch::SpokenLanguages,
        Action::SpokenLanguage => Touch::SpokenLanguage(argument()),
        Action::InterpreterMode => Touch::InterpreterMode(open::<InterpreterMode>(said)),
        Action::InterpreterGender => Touch::InterpreterGender(open::<Gender>(said)),
        Action::NoInterpreter => Touch::NoInterpreter,
        Action::Needs => Touch::Needs,
        Action::Need => Touch::Need(Need::from(argument())),
        Action::MorePeople => Touch::MorePeople,
        Action::FewerPeople => Touch::FewerPeople,
        Action::Done => Touch::Done,
        Action::Mistake => Touch::Mistake,
        Action::TakeBack => Touch::TakeBack,
        Action::KeepTicket => Touch::KeepTicket,
        Action::Staff => Touch::Staff,
        Action::PrintTest => Touch::PrintTest,
        Action::FolderEmptied => Touch::FolderEmptied,
        // An id that is not one is of nothing that is held.
        Action::SendAgain => Touch::SendAgain(said.parse().unwrap_or(Uuid::nil())),
        Action::Elsewhere => Touch::Elsewhere,
        Action::TakeATicket => Touch::TakeATicket,
        Action::Service => Touch::Service(Some(argument())),
        Action::SomethingElse => Touch::Service(None),
        Action::Confirm => Touch::Confirm,
        Action::Finish => Touch::Finish,
        Action::Leaflets => Touch::Leaflets,
        Action::Leaflet => Touch::Leaflet(argument()),
        Action::Complaints => Touch::Complaints,
        Action::Notices => Touch::Notices,
        Action::Notice => Touch::Notice(argument()),
        Action::Hours => Touch::Hours,
        Action::Privacy => Touch::Privacy,
        Action::Standards => Touch::Standards,
        Action::OfficeEvent => Touch::OfficeEvent(argument()),
        Action::Languages => Touch::Languages,
        Action::Language => Touch::Language(argument()),
        Action::Back => Touch::Back,
        Action::StartAgain => Touch::StartAgain,
        Action::StillHere => Touch::StillHere,
    }
}

fn word(gender: Option<&Gender>) -> &str {
    gender.map_or("", Gender::as_str)
}

/// The action that a touch is, with its argument and the `accessible-id` of its control, the same in every language.
pub(super) fn action(touch: &Touch) -> (Action, String, String) {
    let named = |action, prefix: &str, name: &str| {
        let id = if name.is_empty() { "any" } else { name };
        (action, name.to_owned(), format!("{prefix}-{id}"))
    };
    let plain = |action, id: &str| (action, String::new(), id.to_owned());
    match touch {
        Touch::Elsewhere => plain(Action::Elsewhere, ""),
        Touch::TakeATicket => plain(Action::TakeATicket, "take-a-ticket"),
        Touch::Service(Some(service)) => named(Action::Service, "service", service),
        Touch::Service(None) => plain(Action::SomethingElse, "something-else"),
        Touch::Appointment => plain(Action::Appointment, "appointment"),
        Touch::Type(key) => named(Action::Type, "key", key),
        Touch::Erase => plain(Action::Erase, "erase"),
        Touch::Typed => plain(Action::Typed, "enter"),
        Touch::TalkInPrivate => plain(Action::TalkInPrivate, "talk-in-private"),
        Touch::OfficerGender(gender) => named(Action::OfficerGender, "officer-gender", word(gender.as_ref())),
        Touch::NoPrivate => plain(Action::NoPrivate, "no-private"),
        Touch::NeedAnInterpreter => plain(Action::NeedAnInterpreter, "need-an-interpreter"),
        Touch::SpokenLanguages => plain(Action::SpokenLanguages, "spoken-languages"),
        Touch::SpokenLanguage(id) => named(Action::SpokenLanguage, "spoken", id),
        Touch::InterpreterMode(mode) => {
            let mode = mode.as_ref().map_or("", InterpreterMode::as_str);
            named(Action::InterpreterMode, "interpreter-mode", mode)
        }
        Touch::InterpreterGender(gender) => named(
            Action::InterpreterGender,
            "interpreter-gender",
            word(gender.as_ref()),
        ),
        Touch::NoInterpreter => plain(Action::NoInterpreter, "no-interpreter"),
        Touch::Needs => plain(Action::Needs, "needs"),
        Touch::Need(need) => named(Action::Need, "need", need.as_str()),
        Touch::MorePeople => plain(Action::MorePeople, "more-people"),
        Touch::FewerPeople => plain(Action::FewerPeople, "fewer-people"),
        Touch::Done => plain(Action::Done, "done"),
        Touch::Mistake => plain(Action::Mistake, "mistake"),
        Touch::TakeBack => plain(Action::TakeBack, "take-back"),
        Touch::KeepTicket => plain(Action::KeepTicket, "keep-ticket"),
        Touch::PrintTest => plain(Action::PrintTest, "print-test"),
        Touch::FolderEmptied => plain(Action::FolderEmptied, "folder-emptied"),
        Touch::Staff => plain(Action::Staff, "staff"),
        Touch::SendAgain(id) => named(Action::SendAgain, "send-again", &id.to_string()),
        Touch::Confirm => plain(Action::Confirm, "confirm"),
        Touch::Finish => plain(Action::Finish, "finish"),
        Touch::Leaflets => plain(Action::Leaflets, "leaflets"),
        Touch::Leaflet(name) => named(Action::Leaflet, "leaflet", name),
        Touch::Complaints => plain(Action::Complaints, "complaints"),
        Touch::Notices => plain(Action::Notices, "all-notices"),
        Touch::Notice(name) => named(Action::Notice, "notice", name),
        Touch::Hours => plain(Action::Hours, "hours"),
        Touch::Privacy => plain(Action::Privacy, "privacy"),
        Touch::Standards => plain(Action::Standards, "standards"),
        Touch::OfficeEvent(name) => named(Action::OfficeEvent, "event", name),
        Touch::Languages => plain(Action::Languages, "languages"),
        Touch::Language(tag) => named(Action::Language, "language", tag),
        Touch::Back => plain(Action::Back, "back"),
        Touch::StartAgain => plain(Action::StartAgain, "start-again"),
        Touch::StillHere => plain(Action::StillHere, "still-here"),
    }
}
