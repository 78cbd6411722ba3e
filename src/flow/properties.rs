//! Random visitors, and what must hold after everything they do (design §7).

mod emergency;
mod long_list;
mod midnight;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use checkin::{
    AppointmentAnswer, AppointmentStatus, Gender, InterpreterMode, Need, QueueState, ServiceState,
};
use chrono::{TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use crate::content::{Content, Files, Page, PageAddress};
use crate::session::{Place, Session};
use crate::view::Screen;
use crate::{Effect, Event, GivenTicket, Now, OutboxHealth, Pin, Settings, StaffFacts, State, Touch};

/// Everything that can happen to a kiosk.
#[derive(Clone, Debug, PartialEq)]
enum Op {
    Touch(Touch),
    /// Seconds that pass.
    Wait(u16),
    /// The wall clock jumps by this many minutes; the boot clock does not.
    ClockJump(i32),
    Committed,
    NotCommitted,
    /// A late or doubled answer to a request that is not awaited.
    StaleAnswer(u64),
    Accepted,
    /// The queue has never heard of the appointment.
    NotKnown,
    TakenBack,
    /// A slip for this request was printed, or was not.
    Slip(u64, bool),
    Scan(&'static str),
    /// The queue tells: it takes tickets or not.
    Queue(bool),
    Reach(bool),
    OutboxUsable(bool),
    /// The content comes again.
    Content(Folder),
    /// The kiosk holds back that most of the content folder is gone, or does not.
    Guarded(bool),
    /// A page that was asked for is read, or cannot be.
    PageRead(bool),
}

/// What the content folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folder {
    Whole,
    /// Without its first leaflet.
    Less,
    /// With an emergency notice in two of the languages.
    Emergency,
}

impl Folder {
    fn content(self) -> Arc<Content> {
        Arc::clone(match self {
            Self::Whole => &CONTENT,
            Self::Less => &LESS,
            Self::Emergency => &EMERGENCY,
        })
    }
}

static CONTENT: LazyLock<Arc<Content>> = LazyLock::new(|| Arc::new(sample_office()));

/// The same without its first leaflet.
static LESS: LazyLock<Arc<Content>> = LazyLock::new(|| {
    let mut content = sample_office();
    content.leaflets.remove(0);
    Arc::new(content)
});

static EMERGENCY: LazyLock<Arc<Content>> = LazyLock::new(|| {
    let mut files = sample_files();
    for (language, text) in [("en-GB", "# Leave the building"), ("bn", "# ভবন ছেড়ে যান")]
    {
        files
            .texts
            .insert(format!("emergency/{language}.md"), text.into());
    }
    Arc::new(read(&files))
});

fn sample_office() -> Content {
    read(&sample_files())
}

fn sample_files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sample-office");
    let mut files = Files {
        texts: BTreeMap::new(),
        ..Files::default()
    };
    collect(&folder, &folder, &mut files);
    files
}

fn read(files: &Files) -> Content {
    let known = ["en-GB", "bn", "tr", "ar", "pl", "zh-Hans"];
    Content::read(files, &known)
        .0
        .expect("the sample office can be read")
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        match path.extension().and_then(|ending| ending.to_str()) {
            _ if path.is_dir() => collect(root, &path, files),
            Some("png") => drop(files.pictures.insert(name)),
            _ => drop(files.texts.insert(name, std::fs::read(&path).unwrap())),
        }
    }
}

fn touch() -> impl Strategy<Value = Touch> {
    let service = prop_oneof![
        Just(None),
        prop::sample::select(vec!["repairs", "rent", "homeless", "no-such-service"])
            .prop_map(|id| Some(id.to_owned())),
    ];
    let name = prop::sample::select(vec![
        "damp-and-mould",
        "lift-repair",
        "tenant-forum",
        "no-such-page",
    ]);
    let language = prop::sample::select(vec!["en-GB", "bn", "ar", "xx"]);
    prop_oneof![
        12 => addition(),
        3 => Just(Touch::TakeATicket),
        3 => service.prop_map(Touch::Service),
        3 => Just(Touch::Confirm),
        1 => Just(Touch::Finish),
        1 => Just(Touch::Elsewhere),
        1 => Just(Touch::StillHere),
        1 => Just(Touch::Back),
        1 => Just(Touch::StartAgain),
        1 => Just(Touch::Leaflets),
        1 => Just(Touch::Complaints),
        1 => Just(Touch::Notices),
        1 => Just(Touch::Hours),
        1 => Just(Touch::Privacy),
        1 => Just(Touch::Standards),
        1 => Just(Touch::Languages),
        1 => language.prop_map(|tag| Touch::Language(tag.to_owned())),
        1 => name.clone().prop_map(|name| Touch::Leaflet(name.to_owned())),
        1 => name.clone().prop_map(|name| Touch::Notice(name.to_owned())),
        1 => name.prop_map(|name| Touch::OfficeEvent(name.to_owned())),
    ]
}

/// What can be added to a visit, typed, or done about a ticket.
fn addition() -> impl Strategy<Value = Touch> {
    let gender = || prop::sample::select(vec![None, Some(Gender::Female), Some(Gender::Male)]);
    let mode = prop::sample::select(vec![
        None,
        Some(InterpreterMode::Video),
        Some(InterpreterMode::Sign),
    ]);
    let spoken = prop::sample::select(vec!["bfi", "bn", "syl", "no-such-language"]);
    let key = prop::sample::select(vec!["A", "B", "4", "8", "O", "বাং", "", "AB"]);
    let need = prop::sample::select(vec![
        Need::StepFree,
        Need::Braille,
        Need::Unknown("trampoline".into()),
    ]);
    prop_oneof![
        3 => Just(Touch::TalkInPrivate),
        3 => Just(Touch::NeedAnInterpreter),
        2 => Just(Touch::Appointment),
        6 => key.prop_map(|key| Touch::Type(key.to_owned())),
        1 => Just(Touch::Erase),
        2 => Just(Touch::Typed),
        1 => gender().prop_map(Touch::OfficerGender),
        1 => Just(Touch::NoPrivate),
        1 => Just(Touch::SpokenLanguages),
        3 => spoken.prop_map(|id| Touch::SpokenLanguage(id.to_owned())),
        1 => mode.prop_map(Touch::InterpreterMode),
        1 => gender().prop_map(Touch::InterpreterGender),
        1 => Just(Touch::NoInterpreter),
        2 => Just(Touch::Needs),
        2 => need.prop_map(Touch::Need),
        2 => Just(Touch::MorePeople),
        1 => Just(Touch::FewerPeople),
        2 => Just(Touch::Done),
        2 => Just(Touch::Mistake),
        2 => Just(Touch::TakeBack),
        1 => Just(Touch::KeepTicket),
        1 => Just(Touch::Staff),
        1 => Just(Touch::SendAgain(Uuid::nil())),
        1 => Just(Touch::PrintTest),
        1 => Just(Touch::FolderEmptied),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        20 => touch().prop_map(Op::Touch),
        3 => (0_u16..90).prop_map(Op::Wait),
        1 => (-100_000_i32..100_000).prop_map(Op::ClockJump),
        4 => Just(Op::Committed),
        1 => Just(Op::NotCommitted),
        1 => any::<u64>().prop_map(Op::StaleAnswer),
        2 => Just(Op::Accepted),
        1 => Just(Op::NotKnown),
        3 => Just(Op::TakenBack),
        1 => (1_u64..5, any::<bool>()).prop_map(|(request, printed)| Op::Slip(request, printed)),
        1 => prop::sample::select(vec!["HX3K7", "hx 3k7", "?", ""]).prop_map(Op::Scan),
        1 => any::<bool>().prop_map(Op::Queue),
        1 => any::<bool>().prop_map(Op::Reach),
        1 => prop::bool::weighted(0.8).prop_map(Op::OutboxUsable),
        2 => prop::sample::select(vec![Folder::Whole, Folder::Less, Folder::Emergency]).prop_map(Op::Content),
        1 => any::<bool>().prop_map(Op::Guarded),
        3 => any::<bool>().prop_map(Op::PageRead),
    ]
}

/// The kiosk and what a bystander knows of it.
struct Kiosk {
    state: State,
    now: Now,
    /// The request that is being stored.
    asked: Option<u64>,
    /// The request that a ticket be taken back.
    taking_back: Option<u64>,
    /// Tickets that are on the disk.
    stored: Vec<GivenTicket>,
    /// Pages that were asked for.
    opening: Vec<PageAddress>,
    /// Whether there is an emergency.
    emergency: bool,
}

impl Kiosk {
    fn new() -> Self {
        // A Tuesday morning on which the sample office is open.
        let now = Now {
            wall: "2026-11-24T10:14:00Z".parse().unwrap(),
            boot: Duration::from_secs(60),
        };
        let settings = Settings {
            pin: Pin::new("4848"),
            prints: true,
            ..Settings::default()
        };
        let mut state = State::new(settings, now);
        state.update(Event::Content(Arc::clone(&CONTENT)));
        state.update(Event::Clock(now));
        Self {
            state,
            now,
            asked: None,
            taking_back: None,
            stored: Vec::new(),
            opening: Vec::new(),
            emergency: false,
        }
    }

    fn apply(&mut self, op: &Op) {
        let event = match op {
            Op::Touch(touch) => Event::Touch(touch.clone()),
            Op::Wait(seconds) => {
                self.now.boot += Duration::from_secs(u64::from(*seconds));
                self.now.wall += TimeDelta::seconds(i64::from(*seconds));
                Event::Clock(self.now)
            }
            Op::ClockJump(minutes) => {
                self.now.wall += TimeDelta::minutes(i64::from(*minutes));
                Event::Clock(self.now)
            }
            Op::Committed => match self.asked.take() {
                Some(request) => {
                    let number = u32::try_from(self.stored.len()).unwrap() + 1;
                    let ticket = checkin::Ticket::new("A".parse().unwrap(), number);
                    let given = GivenTicket {
                        ticket,
                        visit: Uuid::from_u128(u128::from(number)),
                    };
                    self.stored.push(given.clone());
                    Event::Committed { request, given }
                }
                None => return,
            },
            Op::NotCommitted => match self.asked.take().or(self.taking_back.take()) {
                Some(request) => Event::NotCommitted { request },
                None => return,
            },
            Op::StaleAnswer(request) if [self.asked, self.taking_back].contains(&Some(*request)) => return,
            Op::StaleAnswer(request) => Event::NotCommitted { request: *request },
            Op::Accepted => {
                let visit = self.stored.last().map_or(Uuid::nil(), |given| given.visit);
                Event::Accepted {
                    visit,
                    ahead: Some(2),
                    appointment: None,
                }
            }
            Op::NotKnown => Event::Accepted {
                visit: Uuid::nil(),
                ahead: None,
                appointment: Some(AppointmentAnswer {
                    officer: None,
                    time: None,
                    status: Some(AppointmentStatus::NotKnown),
                }),
            },
            Op::TakenBack => match self.taking_back.take() {
                Some(request) => Event::TakenBack { request },
                None => return,
            },
            Op::Slip(request, printed) => Event::Slip {
                request: *request,
                printed: *printed,
            },
            Op::Scan(text) => Event::Scanned((*text).to_owned()),
            Op::Queue(taking) => Event::Queue(queue(*taking, self.now.wall)),
            Op::Reach(reached) => Event::Reach(*reached),
            Op::OutboxUsable(usable) => Event::Outbox(OutboxHealth {
                unusable: (!usable).then(|| "the disk is full".to_owned()),
            }),
            Op::Content(folder) => Event::Content(folder.content()),
            Op::Guarded(folder_guarded) => Event::Staff(StaffFacts {
                folder_guarded: *folder_guarded,
                ..StaffFacts::default()
            }),
            Op::PageRead(_) if self.opening.is_empty() => return,
            Op::PageRead(readable) => {
                let address = self.opening.remove(0);
                let page = Page {
                    title: address.item.clone(),
                    blocks: Vec::new(),
                };
                Event::Page {
                    address,
                    page: readable.then(|| Arc::new(page)),
                }
            }
        };
        let ended_before = self.session_is_over(op);
        let read_before = self.page_read();
        let taken_over = self.is_taken_over();
        let session_before = self.state.session.clone();
        let effects = self.state.update(event);
        if let Op::Content(folder) = op {
            self.emergency = *folder == Folder::Emergency;
        }
        if taken_over && matches!(op, Op::Touch(_) | Op::Scan(_)) && *op != Op::Touch(Touch::Staff) {
            self.verify_unseen_session_rests(&session_before, &effects);
        }
        for effect in effects {
            match effect {
                Effect::Confirm { request, draft } => {
                    assert!(
                        self.asked.is_none(),
                        "a second Confirm went out while one was being stored"
                    );
                    assert!((1..=crate::MAX_PARTY).contains(&draft.asked.party));
                    assert!(draft.asked.needs.iter().all(|need| Need::KNOWN.contains(need)));
                    self.asked = Some(request);
                }
                Effect::TakeBack { request, given, .. } => {
                    assert!(self.taking_back.is_none(), "a ticket is taken back twice");
                    assert!(
                        self.stored.contains(&given),
                        "a ticket is taken back that was never given"
                    );
                    self.taking_back = Some(request);
                }
                Effect::SendAgain(_) => panic!("nothing is held that could be sent again"),
                Effect::Print { slip, .. } => {
                    let given = self
                        .stored
                        .last()
                        .expect("a slip is of a ticket that is on the disk");
                    assert_eq!(slip.number, given.ticket.to_string());
                }
                Effect::PrintTest => assert_eq!(*self.state.place(), Place::Staff),
                Effect::ConfirmEmptied => {
                    assert!(*self.state.place() == Place::Staff && self.state.staff.folder_guarded);
                }
                Effect::OpenPage(address) => self.opening.push(address),
            }
        }
        if matches!(op, Op::Content(_)) {
            assert_eq!(self.page_read(), read_before, "a page changed under its reader");
        }
        if ended_before {
            assert!(self.state.is_fresh(), "something of the last visitor is left");
        }
    }

    /// The page that the visitor reads, or will read on when an emergency is over.
    fn page_read(&self) -> Option<(Place, Arc<Page>)> {
        let mut beneath = self.state.clone();
        beneath.emergency = None;
        match beneath.view().screen {
            Screen::Page(view) => Some((self.state.place().clone(), view.page?)),
            _ => None,
        }
    }

    /// Whether an emergency has the screen.
    fn is_taken_over(&self) -> bool {
        self.emergency && !self.state.place().is_for_staff()
    }

    /// What a visitor cannot see, their touches and scans do not change.
    fn verify_unseen_session_rests(&self, before: &Session, effects: &[Effect]) {
        let now = &self.state.session;
        let as_before = Session {
            language: now.language.clone(),
            // In another language it is asked for anew.
            reading: now.reading.clone(),
            choosing_over_emergency: now.choosing_over_emergency,
            touched: now.touched,
            ..before.clone()
        };
        assert_eq!(*now, as_before);
        assert_eq!(now.reading.is_some(), before.reading.is_some());
        let only_pages = effects.iter().all(|effect| matches!(effect, Effect::OpenPage(_)));
        assert!(only_pages, "{effects:?}");
    }

    /// Whether this op ends the session.
    fn session_is_over(&self, op: &Op) -> bool {
        match op {
            Op::Wait(seconds) => self
                .state
                .time_left()
                .is_some_and(|left| left <= Duration::from_secs(u64::from(*seconds))),
            Op::Touch(Touch::Finish) => *self.state.place() == Place::Ticket && !self.is_taken_over(),
            _ => false,
        }
    }

    fn verify_invariants(&self) {
        let view = self.state.view();
        if let Screen::Ticket(shown) = &view.screen {
            let ticket = self.state.ticket().expect("a ticket screen has a ticket");
            assert!(
                self.stored.contains(&ticket.given),
                "a ticket is shown that is not on the disk"
            );
            assert_eq!(shown.number, ticket.given.ticket.to_string());
        }
        assert_eq!(self.state.place().has_ticket(), self.state.ticket().is_some());
        let leads_out = view.frame.back
            || matches!(
                view.screen,
                Screen::Home(_)
                    | Screen::Closed(_)
                    | Screen::Ticket(_)
                    | Screen::Question(_)
                    | Screen::StillThere(_)
                    | Screen::Emergency(_)
            );
        assert!(leads_out, "a visitor is stuck at {:?}", self.state.place());
        let shows_emergency = match &view.screen {
            Screen::Emergency(_) => true,
            Screen::Languages(_) => self.is_taken_over() && self.state.session.choosing_over_emergency,
            _ => false,
        };
        assert_eq!(shows_emergency, self.is_taken_over(), "{:?}", view.screen);
        assert!(
            CONTENT.office.languages.contains(&view.language),
            "nobody can read {}",
            view.language
        );
        assert!(
            self.state.session.trail.len() <= 12,
            "the way back is endless: {:?}",
            self.state.session.trail
        );
        if self.state.time_left().is_none() {
            let storing = self.asked.is_some();
            assert!(
                self.state.is_fresh() || storing,
                "a session that never ends has something in it"
            );
        }
    }
}

fn queue(taking: bool, as_of: chrono::DateTime<Utc>) -> QueueState {
    let service = ServiceState {
        id: Some("repairs".into()),
        taking,
        reason: None,
        waiting: 1,
        wait_minutes: None,
    };
    QueueState {
        as_of,
        last_number: Some(3),
        services: vec![service],
        now_serving: Vec::new(),
    }
}

/// How many random visitors; `make test-full` asks for more.
fn cases() -> u32 {
    std::env::var("RECEPTION_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(300)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_visitors_do_the_invariants_hold(ops in prop::collection::vec(op(), 1..80)) {
        let mut kiosk = Kiosk::new();
        kiosk.verify_invariants();
        for op in &ops {
            kiosk.apply(op);
            kiosk.verify_invariants();
        }
    }
}

/// A kiosk after these touches.
fn after(touches: &[Touch]) -> Kiosk {
    let mut kiosk = Kiosk::new();
    for touch in touches {
        kiosk.apply(&Op::Touch(touch.clone()));
    }
    kiosk
}

fn repairs() -> Touch {
    Touch::Service(Some("repairs".to_owned()))
}

#[test]
fn choosing_a_language_twice_keeps_what_was_scanned_between() {
    let mut kiosk = after(&[Touch::Languages]);
    kiosk.apply(&Op::Scan("HX3K7"));
    kiosk.apply(&Op::Touch(Touch::Languages));
    kiosk.apply(&Op::Touch(Touch::Language("ar".to_owned())));
    assert_eq!(*kiosk.state.place(), Place::Visit);
    let asked = kiosk
        .state
        .session
        .asked
        .as_ref()
        .expect("the appointment is still asked for");
    assert!(asked.appointment.is_some());
    assert_eq!(kiosk.state.view().language, "ar");
}

#[test]
fn a_ticket_takes_three_touches_from_home() {
    let mut kiosk = after(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    assert!(
        kiosk.state.ticket().is_none(),
        "nothing is shown before it is on the disk"
    );
    kiosk.apply(&Op::Committed);
    assert_eq!(*kiosk.state.place(), Place::Ticket);
}

#[test]
fn a_double_tap_on_confirm_asks_once() {
    let mut kiosk = after(&[
        Touch::TakeATicket,
        repairs(),
        Touch::Confirm,
        Touch::Confirm,
        Touch::Confirm,
    ]);
    kiosk.apply(&Op::Committed);
    kiosk.apply(&Op::Touch(Touch::Confirm));
    assert_eq!(kiosk.stored.len(), 1);
    assert!(kiosk.asked.is_none());
}

#[test]
fn a_ticket_stays_its_time_and_any_touch_extends_it() {
    let mut kiosk = after(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    kiosk.apply(&Op::Committed);
    kiosk.apply(&Op::Wait(44));
    assert_eq!(*kiosk.state.place(), Place::Ticket);
    kiosk.apply(&Op::Touch(Touch::Elsewhere));
    kiosk.apply(&Op::Wait(44));
    assert_eq!(*kiosk.state.place(), Place::Ticket);
    kiosk.apply(&Op::Wait(1));
    assert!(kiosk.state.is_fresh());
}

#[test]
fn a_visitor_is_asked_for_twenty_seconds_before_the_session_ends() {
    let mut kiosk = after(&[Touch::Language("bn".into()), Touch::TakeATicket, repairs()]);
    kiosk.apply(&Op::Wait(60));
    assert!(matches!(kiosk.state.view().screen, Screen::StillThere(_)));
    kiosk.apply(&Op::Touch(Touch::StillHere));
    assert_eq!(
        *kiosk.state.place(),
        Place::Visit,
        "one touch stays, and nothing is lost"
    );
    kiosk.apply(&Op::Wait(80));
    assert!(kiosk.state.is_fresh());
    assert_eq!(kiosk.state.language(), "en-GB");
}

#[test]
fn a_touch_that_answers_the_question_does_nothing_else() {
    let mut kiosk = after(&[Touch::TakeATicket, repairs()]);
    kiosk.apply(&Op::Wait(65));
    kiosk.apply(&Op::Touch(Touch::Confirm));
    assert!(kiosk.asked.is_none(), "the visitor did not see Confirm");
}

#[test]
fn choosing_a_language_loses_nothing() {
    let kiosk = after(&[
        Touch::TakeATicket,
        repairs(),
        Touch::Languages,
        Touch::Language("ar".into()),
    ]);
    assert_eq!(*kiosk.state.place(), Place::Visit);
    assert_eq!(kiosk.state.language(), "ar");
}

#[test]
fn without_a_queue_no_ticket_is_given_shortly_before_closing() {
    let mut kiosk = Kiosk::new();
    // The sample office closes at 17:00 and gives its last ticket a quarter of an hour before.
    kiosk.apply(&Op::ClockJump(6 * 60 + 29));
    assert_eq!(kiosk.state.refusal(), None);
    kiosk.apply(&Op::ClockJump(2));
    assert_eq!(kiosk.state.refusal(), Some(crate::Refusal::ClosingSoon));
    kiosk.apply(&Op::Queue(true));
    assert_eq!(kiosk.state.refusal(), None, "staff who take visitors know better");
    kiosk.apply(&Op::ClockJump(60));
    assert_eq!(kiosk.state.refusal(), Some(crate::Refusal::Closed));
    assert!(matches!(kiosk.state.view().screen, Screen::Closed(_)));
}

#[test]
fn staff_who_pause_every_service_stop_tickets() {
    let mut kiosk = Kiosk::new();
    kiosk.apply(&Op::Queue(false));
    assert_eq!(kiosk.state.refusal(), Some(crate::Refusal::Paused));
    kiosk.apply(&Op::Wait(61));
    assert_eq!(
        kiosk.state.refusal(),
        None,
        "what the queue said a minute ago is no longer known"
    );
}

#[test]
fn a_check_in_that_cannot_be_stored_is_told_and_can_be_left() {
    let mut kiosk = after(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    kiosk.apply(&Op::NotCommitted);
    let Screen::Visit(visit) = kiosk.state.view().screen else {
        panic!("the visitor stays at their visit")
    };
    assert!(visit.failed.is_some());
    kiosk.apply(&Op::Touch(Touch::Confirm));
    assert!(kiosk.asked.is_some(), "trying again is allowed");
}

fn at(kiosk: &Kiosk) -> Place {
    kiosk.state.place().clone()
}

/// What the visitor has asked for when they confirm now.
fn confirmed(mut kiosk: Kiosk) -> crate::Asked {
    let mut effects = kiosk.state.update(Event::Touch(Touch::Confirm));
    match effects.pop() {
        Some(Effect::Confirm { draft, .. }) => draft.asked,
        other => panic!("Confirm asks for a number, not for {other:?}"),
    }
}

#[test]
fn a_private_interview_takes_two_touches_and_no_reason() {
    let kiosk = after(&[Touch::TalkInPrivate]);
    assert_eq!(at(&kiosk), Place::Visit);
    let asked = confirmed(kiosk);
    assert!(asked.private_interview.is_some() && asked.service.is_none());
}

#[test]
fn an_interpreter_takes_three_touches_in_the_visitors_own_language() {
    let asked = confirmed(after(&[Touch::Language("bn".into()), Touch::NeedAnInterpreter]));
    assert_eq!(asked.interpreter.unwrap().language, "bn");
    let syl = Touch::SpokenLanguage("syl".into());
    let asked = confirmed(after(&[Touch::NeedAnInterpreter, syl]));
    assert_eq!(asked.interpreter.unwrap().language, "syl");
}

#[test]
fn a_sign_language_has_the_mode_sign_and_another_language_loses_it() {
    let bsl = Touch::SpokenLanguage("bfi".into());
    let signed = [Touch::NeedAnInterpreter, bsl];
    let interpreter = confirmed(after(&signed)).interpreter.unwrap();
    assert_eq!(interpreter.mode, Some(InterpreterMode::Sign));
    let other = [
        Touch::NeedAnInterpreter,
        Touch::SpokenLanguages,
        Touch::SpokenLanguage("bn".into()),
        Touch::Done,
    ];
    let interpreter = confirmed(after(&[&signed[..], &other].concat()))
        .interpreter
        .unwrap();
    assert_eq!((interpreter.language.as_str(), interpreter.mode), ("bn", None));
}

#[test]
fn additions_come_back_to_the_summary_and_can_be_taken_back() {
    let mut kiosk = after(&[
        Touch::TakeATicket,
        repairs(),
        Touch::Needs,
        Touch::Need(Need::Braille),
        Touch::Need(Need::StepFree),
        Touch::MorePeople,
        Touch::Done,
        Touch::TalkInPrivate,
        Touch::OfficerGender(Some(Gender::Female)),
        Touch::Done,
    ]);
    assert_eq!(at(&kiosk), Place::Visit);
    let asked = confirmed(after(&[
        Touch::TalkInPrivate,
        Touch::Needs,
        Touch::FewerPeople,
        Touch::Done,
    ]));
    assert_eq!(asked.party, 1);
    kiosk.apply(&Op::Touch(Touch::TalkInPrivate));
    kiosk.apply(&Op::Touch(Touch::NoPrivate));
    assert_eq!(at(&kiosk), Place::Visit);
    let asked = confirmed(kiosk);
    assert_eq!(
        asked.needs,
        [Need::StepFree, Need::Braille],
        "in the order of the list"
    );
    assert_eq!((asked.party, asked.private_interview), (2, None));
}

#[test]
fn a_reference_is_typed_or_scanned_and_comes_to_the_summary() {
    let typed = ["H", "X", "3", "K", "7"].map(|key| Touch::Type(key.to_owned()));
    let kiosk = after(&[&[Touch::Appointment][..], &typed, &[Touch::Typed]].concat());
    assert_eq!(confirmed(kiosk).appointment.unwrap().as_str(), "HX3K7");
    for start in [&[][..], &[Touch::Leaflets], &[Touch::TakeATicket, repairs()]] {
        let mut kiosk = after(start);
        kiosk.apply(&Op::Scan("hx 3k7"));
        assert_eq!(at(&kiosk), Place::Visit);
        assert_eq!(confirmed(kiosk).appointment.unwrap().as_str(), "HX3K7");
    }
}

#[test]
fn a_scan_while_a_number_is_up_does_nothing() {
    let mut kiosk = after(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    kiosk.apply(&Op::Scan("HX3K7"));
    kiosk.apply(&Op::Committed);
    kiosk.apply(&Op::Scan("HX3K7"));
    assert_eq!(at(&kiosk), Place::Ticket);
    assert!(kiosk.asked.is_none());
}

#[test]
fn five_wrong_references_in_a_minute_pause_the_keypad_for_two() {
    let mut kiosk = Kiosk::new();
    for _ in 0..4 {
        kiosk.apply(&Op::NotKnown);
    }
    kiosk.apply(&Op::Touch(Touch::Appointment));
    kiosk.apply(&Op::Scan("?"));
    let keypad = |kiosk: &Kiosk| match kiosk.state.view().screen {
        Screen::Keypad(keypad) => keypad,
        other => panic!("{other:?}"),
    };
    assert!(!keypad(&kiosk).enabled);
    kiosk.apply(&Op::Scan("HX3K7"));
    assert_eq!(at(&kiosk), Place::Appointment, "nor is a right one taken now");
    kiosk.apply(&Op::Wait(59));
    kiosk.apply(&Op::Touch(Touch::Elsewhere));
    kiosk.apply(&Op::Wait(59));
    kiosk.apply(&Op::Touch(Touch::Elsewhere));
    kiosk.apply(&Op::Wait(3));
    assert!(keypad(&kiosk).enabled);
}

#[test]
fn a_ticket_is_taken_back_only_after_a_question_and_once() {
    let mut kiosk = after(&[Touch::TakeATicket, repairs(), Touch::Confirm]);
    kiosk.apply(&Op::Committed);
    kiosk.apply(&Op::Touch(Touch::TakeBack));
    assert!(kiosk.taking_back.is_none(), "nobody has asked yet");
    kiosk.apply(&Op::Touch(Touch::Mistake));
    kiosk.apply(&Op::Touch(Touch::KeepTicket));
    assert_eq!(at(&kiosk), Place::Ticket);
    for touch in [Touch::Mistake, Touch::TakeBack, Touch::TakeBack] {
        kiosk.apply(&Op::Touch(touch));
    }
    kiosk.apply(&Op::NotCommitted);
    assert_eq!(
        at(&kiosk),
        Place::Ticket,
        "it could not be stored, so the number still counts"
    );
    kiosk.apply(&Op::Touch(Touch::Mistake));
    kiosk.apply(&Op::Touch(Touch::TakeBack));
    kiosk.apply(&Op::TakenBack);
    assert!(kiosk.state.is_fresh());
}

#[test]
fn the_staff_screen_opens_by_its_pin_alone_and_waits_after_wrong_ones() {
    let type_pin = |kiosk: &mut Kiosk, pin: &str| {
        for digit in pin.chars() {
            kiosk.apply(&Op::Touch(Touch::Type(digit.to_string())));
        }
        kiosk.apply(&Op::Touch(Touch::Typed));
    };
    let mut kiosk = after(&[Touch::Staff]);
    type_pin(&mut kiosk, "4848");
    assert_eq!(at(&kiosk), Place::Staff);
    kiosk.apply(&Op::Touch(Touch::Back));
    assert_eq!(at(&kiosk), Place::Home);
    kiosk.apply(&Op::Touch(Touch::Staff));
    for _ in 0..3 {
        type_pin(&mut kiosk, "4844");
    }
    type_pin(&mut kiosk, "4848");
    assert_eq!(at(&kiosk), Place::StaffPin, "the right one too must wait now");
    kiosk.apply(&Op::Wait(10));
    type_pin(&mut kiosk, "4848");
    assert_eq!(at(&kiosk), Place::Staff);
    let mut without = Kiosk::new();
    without.state.settings.pin = None;
    without.apply(&Op::Touch(Touch::Staff));
    assert_eq!(
        at(&without),
        Place::Home,
        "without a PIN there is no staff screen"
    );
}

#[test]
fn a_paused_service_says_why_and_takes_no_ticket() {
    let mut kiosk = after(&[Touch::TakeATicket]);
    let mut paused = queue(true, kiosk.now.wall);
    paused.services.push(ServiceState {
        id: Some("rent".into()),
        taking: false,
        reason: Some("reason-staff-away".into()),
        waiting: 0,
        wait_minutes: None,
    });
    kiosk.state.update(Event::Queue(paused));
    let Screen::Services(services) = kiosk.state.view().screen else {
        panic!("still choosing")
    };
    let rent = services
        .tiles
        .iter()
        .find(|tile| tile.id.as_deref() == Some("rent"))
        .unwrap();
    assert_eq!(rent.refusal.as_ref().unwrap().id, "reason-staff-away");
    kiosk.apply(&Op::Touch(Touch::Service(Some("rent".into()))));
    assert_eq!(at(&kiosk), Place::Services);
}
