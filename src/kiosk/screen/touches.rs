//! What a control says, as the flow's own word for it.

use flow::Touch;
use ui::Action;

/// The touch that an action with its argument is.
pub(super) fn touch(action: Action, argument: &str) -> Touch {
    let argument = || argument.to_owned();
    match action {
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

/// The action that a touch is, with its argument and the `accessible-id` of its control, the same in every language.
pub(super) fn action(touch: &Touch) -> (Action, String, String) {
    let named = |action, prefix: &str, name: &str| (action, name.to_owned(), format!("{prefix}-{name}"));
    let plain = |action, id: &str| (action, String::new(), id.to_owned());
    match touch {
        Touch::Elsewhere => plain(Action::Elsewhere, ""),
        Touch::TakeATicket => plain(Action::TakeATicket, "take-a-ticket"),
        Touch::Service(Some(service)) => named(Action::Service, "service", service),
        Touch::Service(None) => plain(Action::SomethingElse, "something-else"),
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
