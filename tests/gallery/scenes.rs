//! The screens to draw: each is reached as a visitor reaches it, by touches on the flow's own state.

use std::sync::Arc;
use std::time::Duration;

use checkin::{
    AppointmentAnswer, AppointmentStatus, Gender, InterpreterMode, Need, NowServing, QueueState,
    ServiceState, Ticket, WaitMinutes,
};
use chrono::{DateTime, Utc};
use flow::{
    Effect, Event, GivenTicket, HeldEvent, Now, OutboxHealth, Pin, Settings, StaffFacts, State, Touch,
};
use uuid::Uuid;

use crate::sample::Sample;

/// One screen.
pub struct Scene {
    /// Its name in file names.
    pub name: String,
    /// The state of the kiosk at it.
    pub state: State,
}

/// Tuesday 24 November 2026, 10:14 in London: an ordinary morning of the sample office.
const MORNING: &str = "2026-11-24T10:14:00Z";
/// The same day after hours.
const EVENING: &str = "2026-11-24T20:30:00Z";

/// A kiosk with this content at a time, with its queue in reach, in a language.
pub fn state_at(sample: &Sample, time: &str, language: &str) -> State {
    let now = Now {
        wall: time.parse::<DateTime<Utc>>().expect("a time"),
        boot: Duration::from_secs(1000),
    };
    let settings = Settings {
        pin: Pin::new("48213"),
        prints: true,
        ..Settings::default()
    };
    let mut state = State::new(settings, now);
    state.update(Event::Content(Arc::clone(&sample.content)));
    state.update(Event::Clock(now));
    state.update(Event::Outbox(OutboxHealth::default()));
    let service = |id: &str, waiting, wait_minutes| ServiceState {
        id: Some(id.to_owned()),
        taking: true,
        reason: None,
        waiting,
        wait_minutes,
    };
    state.update(Event::Queue(QueueState {
        as_of: now.wall,
        last_number: Some(16),
        services: vec![
            service("repairs", 2, Some(WaitMinutes { from: 5, to: 10 })),
            service("rent", 1, None),
            ServiceState {
                taking: false,
                reason: Some("reason-staff-away".to_owned()),
                ..service("leasehold", 0, None)
            },
        ],
        now_serving: vec![NowServing {
            ticket: "A014".to_owned(),
            desk: "Desk 2".to_owned(),
            called_at: now.wall,
        }],
    }));
    state.update(Event::Touch(Touch::Language(language.to_owned())));
    state
}

fn later(mut state: State, seconds: u64) -> State {
    let now = Now {
        wall: MORNING.parse().expect("a time"),
        boot: Duration::from_secs(1000 + seconds),
    };
    state.update(Event::Clock(now));
    state
}

/// A kiosk that shows ticket A017 for repairs.
fn ticket(sample: &Sample, state: State, number: &str) -> State {
    let touches = [Touch::TakeATicket, Touch::Service(Some("repairs".into()))];
    confirmed(sample.touched(state, &touches), number)
}

/// A kiosk that shows the ticket of the visit at its summary.
fn confirmed(mut state: State, number: &str) -> State {
    let effects = state.update(Event::Touch(Touch::Confirm));
    let [Effect::Confirm { request, .. }] = effects.as_slice() else {
        panic!("Confirm asks for a number")
    };
    let ticket: Ticket = number.parse().expect("a ticket");
    let given = GivenTicket {
        ticket,
        visit: Uuid::nil(),
    };
    state.update(Event::Committed {
        request: *request,
        given,
    });
    state
}

/// The way to the summary with everything added that can be.
fn everything() -> Vec<Touch> {
    vec![
        Touch::TakeATicket,
        Touch::Service(Some("repairs".into())),
        Touch::TalkInPrivate,
        Touch::OfficerGender(Some(Gender::Female)),
        Touch::Done,
        Touch::NeedAnInterpreter,
        Touch::SpokenLanguages,
        Touch::SpokenLanguage("bn".into()),
        Touch::InterpreterMode(Some(InterpreterMode::Telephone)),
        Touch::Done,
        Touch::Needs,
        Touch::Need(Need::StepFree),
        Touch::Need(Need::HelpWithForms),
        Touch::MorePeople,
        Touch::Done,
    ]
}

fn scanned(mut state: State) -> State {
    state.update(Event::Scanned("HX3K7".to_owned()));
    state
}

fn facts() -> StaffFacts {
    StaffFacts {
        problems: vec!["The kiosk's clock is 61 minutes fast. Check its network time.".to_owned()],
        waiting: 3,
        oldest_seconds: 400,
        held: vec![HeldEvent {
            id: Uuid::nil(),
            ticket: "A009".parse().ok(),
            reason: "data does not fit its type: missing field `ticket`".to_owned(),
        }],
        held_count: 1,
        clock_offset_seconds: Some(3_660),
        version: "0.1.0".to_owned(),
        courier_version: Some("0.1.0".to_owned()),
        folder_guarded: false,
    }
}

/// Every screen in one language.
pub fn scenes(sample: &Sample, language: &str) -> Vec<Scene> {
    let home = || state_at(sample, MORNING, language);
    let at = |touches: &[Touch]| sample.touched(home(), touches);
    let repairs = || Touch::Service(Some("repairs".into()));
    let mut accepted = ticket(sample, home(), "A017");
    accepted.update(Event::Accepted {
        visit: Uuid::nil(),
        ahead: Some(3),
        appointment: None,
    });
    let asked = || at(&everything());
    let mut late = confirmed(scanned(asked()), "A018");
    late.update(Event::Accepted {
        visit: Uuid::nil(),
        ahead: Some(2),
        appointment: Some(AppointmentAnswer {
            officer: Some("Ms Khan".to_owned()),
            time: MORNING.parse().ok(),
            status: Some(AppointmentStatus::Late),
        }),
    });
    late.update(Event::Slip {
        request: 1,
        printed: true,
    });
    let typed = |keys: &str| {
        keys.chars()
            .map(|key| Touch::Type(key.to_string()))
            .collect::<Vec<_>>()
    };
    let pin = [vec![Touch::Staff], typed("48213")].concat();
    let mut staff = sample.touched(home(), &[pin.clone(), vec![Touch::Typed]].concat());
    staff.update(Event::Staff(facts()));
    let mut guarded = staff.clone();
    guarded.update(Event::Staff(StaffFacts {
        problems: vec!["Most of the content folder is gone. What was there is still shown.".to_owned()],
        folder_guarded: true,
        held: Vec::new(),
        held_count: 0,
        ..facts()
    }));
    let poster = |name: &str| {
        let day = &sample.days["posters"];
        day.touched(
            state_at(day, MORNING, language),
            &[Touch::Notice(name.to_owned())],
        )
    };
    let emergency = |name: &str| {
        let (day, mut state) = (&sample.days[name], home());
        day.update(&mut state, Event::Content(Arc::clone(&day.content)));
        state
    };
    let mut away = ticket(sample, home(), "A1204");
    away.update(Event::Reach(false));
    let mut broken = home();
    broken.update(Event::Outbox(OutboxHealth {
        unusable: Some("the disk is full".into()),
    }));
    let mut no_content = State::new(
        Settings::default(),
        Now {
            wall: MORNING.parse().expect("a time"),
            boot: Duration::ZERO,
        },
    );
    no_content.update(Event::NoContent(vec![
        "content: The content folder cannot be read.".into(),
    ]));
    let mut list = vec![
        ("home", home()),
        ("home-no-tickets", broken),
        ("closed", state_at(sample, EVENING, language)),
        ("services", at(&[Touch::TakeATicket])),
        ("visit", at(&[Touch::TakeATicket, repairs()])),
        ("visit-with-additions", asked()),
        ("private", at(&[Touch::TalkInPrivate, Touch::TalkInPrivate])),
        (
            "spoken",
            at(&[
                Touch::TakeATicket,
                repairs(),
                Touch::NeedAnInterpreter,
                Touch::SpokenLanguages,
            ]),
        ),
        (
            "spoken-found",
            at(&[
                &[
                    Touch::TakeATicket,
                    repairs(),
                    Touch::NeedAnInterpreter,
                    Touch::SpokenLanguages,
                ][..],
                &typed("B"),
            ]
            .concat()),
        ),
        (
            "interpreter",
            sample.touched(asked(), &[Touch::NeedAnInterpreter]),
        ),
        ("needs", sample.touched(asked(), &[Touch::Needs])),
        (
            "appointment",
            at(&[&[Touch::Appointment][..], &typed("HX3K7")].concat()),
        ),
        (
            "appointment-wrong",
            at(&[&[Touch::Appointment][..], &typed("HX"), &[Touch::Typed]].concat()),
        ),
        ("ticket", accepted.clone()),
        ("ticket-late", late),
        ("take-back", sample.touched(accepted, &[Touch::Mistake])),
        ("staff-pin", sample.touched(home(), &pin)),
        ("staff", staff),
        ("staff-folder-emptied", guarded),
        ("ticket-queue-away", later(away, 30)),
        ("languages", at(&[Touch::Languages])),
        ("leaflets", at(&[Touch::Leaflets])),
        (
            "leaflet",
            at(&[Touch::Leaflets, Touch::Leaflet("damp-and-mould".into())]),
        ),
        ("notices", at(&[Touch::Notices])),
        ("notice", at(&[Touch::Notice("lift-repair".into())])),
        ("poster", poster("open-day")),
        ("poster-with-code", poster("fresh-air")),
        ("emergency", emergency("plain")),
        ("emergency-title-alone", emergency("title-alone")),
        ("emergency-long", emergency("long")),
        ("hours", at(&[Touch::Hours])),
        ("privacy", at(&[Touch::Hours, Touch::Privacy])),
        ("standards", at(&[Touch::Hours, Touch::Standards])),
        ("still-there", later(at(&[Touch::TakeATicket]), 70)),
    ];
    if language == flow::view::BUILT_IN_LANGUAGE {
        list.push(("out-of-service", no_content));
    }
    list.into_iter()
        .map(|(name, state)| Scene {
            name: name.to_owned(),
            state,
        })
        .collect()
}
