//! Holds the flow's state, feeds it with what happens and carries out what it wants done.
//!
//! Everything happens on the screen's own thread, one event at a time; other threads put their events into one
//! channel and wake it. What is slow (the disk, the folder, the socket) has threads of its own and never makes the
//! screen wait.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use checkin::{Appointment, ContentProblems};
use chrono::NaiveDate;
use content_folder::{Library, News as ContentNews, Status, Watched};
use flow::{Draft, Effect, Event, GivenTicket, HeldEvent, Now, OutboxHealth, Settings, StaffFacts, State};
use handover::Reach;
use stamp::{Clock, Stamp};
use ui::slint::{self, CloseRequestResponse, ComponentHandle, Global, Timer, TimerMode};

use printer::PrinterNews;
use scanner::ScannerNews;

use crate::attached::{self, Attached, AttachedNews};
use crate::delivery::{CheckInDraft, Delivery, DeliveryConfig, News, OutboxProblem, OutboxReport};
use crate::folder::{self, FolderConfig, Opened, Reader, StatusPages};
use crate::screen::{Screen, WindowSize};
use crate::trouble::Trouble;

/// How often the clock moves on. Countdowns show whole seconds; four a second keep them even.
const TICK: Duration = Duration::from_millis(250);

/// A turn longer than a frame of a 60 Hz screen is noted, for whoever measures.
const LONG_TURN: Duration = Duration::from_millis(16);

/// What the app is made with.
pub struct AppConfig {
    /// What the office may set of the flow.
    pub settings: Settings,
    /// The content folder.
    pub content: FolderConfig,
    /// Where the outbox is and who speaks.
    pub delivery: DeliveryConfig,
    /// The slip printer.
    pub printer: Option<config::Printer>,
    /// The scanners.
    pub scanner: config::Scanner,
    /// The window's size; `None` fills the screen.
    pub window: Option<WindowSize>,
}

/// Something another thread has to say.
enum Said {
    Event(Event),
    Content(ContentNews),
    Opened(Opened),
    News(News),
    Attached(AttachedNews),
}

struct App {
    state: State,
    screen: Screen,
    delivery: Option<Delivery>,
    clock: Clock,
    said: Receiver<Said>,
    trouble: Trouble,
    facts: StaffFacts,
    attached: Attached,
    /// The content folder: what opens its pages, and how it is spoken to.
    library: Option<Library>,
    /// What the folder's thread told last, and the office's day on which staff were told of it.
    folder: Option<ContentNews>,
    told_on: Option<NaiveDate>,
    reader: Option<Reader>,
    watched: Option<Watched>,
    status_pages: Option<StatusPages>,
    kiosk: String,
}

/// Runs the kiosk until its window is closed or it is told to end.
///
/// # Errors
/// If there is no screen to draw on.
pub fn run(config: AppConfig) -> Result<(), slint::PlatformError> {
    let clock = Clock::new();
    let (app, rim) = App::make(config.settings, clock, config.window)?;
    let news = rim.sender(Said::News);
    app.borrow_mut().kiosk.clone_from(&config.delivery.kiosk);
    app.borrow_mut().delivery = Some(Delivery::start(config.delivery, move || clock.now(), news));
    app.borrow_mut().attached = Attached::start(
        config.printer.as_ref(),
        &config.scanner,
        rim.sender(Said::Attached),
    );
    let pages = StatusPages::start(config.content.status.clone(), config.content.content.clone());
    app.borrow_mut().status_pages = Some(pages);
    app.borrow_mut().reader = Some(Reader::start(rim.sender(Said::Opened)));
    match folder::watch(config.content, rim.sender(Said::Content)) {
        Ok(watched) => app.borrow_mut().watched = Some(watched),
        Err(error) => {
            let line = format!("The content folder cannot be read: {error}.");
            tracing::error!("{line}");
            rim.sender(Said::Event)(Event::NoContent(vec![line]));
        }
    }
    show(&app)
}

/// Shows that the kiosk cannot run as it is set up, until its window is closed.
///
/// # Errors
/// If there is no screen to draw on.
pub fn run_misconfigured(
    findings: Vec<String>,
    window: Option<WindowSize>,
) -> Result<(), slint::PlatformError> {
    let (app, rim) = App::make(Settings::default(), Clock::new(), window)?;
    rim.sender(Said::Event)(Event::Misconfigured(findings));
    show(&app)
}

/// How other threads reach the app.
struct Rim {
    said: Sender<Said>,
    window: slint::Weak<ui::AppWindow>,
}

impl Rim {
    fn sender<T>(&self, say: fn(T) -> Said) -> impl Fn(T) + Send + Sync + use<T> {
        let (said, window) = (self.said.clone(), self.window.clone());
        move |what| {
            // Either fails only when the program is ending.
            let _ = said.send(say(what));
            let _ = window.upgrade_in_event_loop(|window| ui::Visitor::get(&window).invoke_wake());
        }
    }
}

impl App {
    fn make(
        settings: Settings,
        clock: Clock,
        size: Option<WindowSize>,
    ) -> Result<(Rc<RefCell<Self>>, Rim), slint::PlatformError> {
        let screen = Screen::new()?;
        screen.set_size(size);
        let (said, heard) = mpsc::channel();
        let rim = Rim {
            said: said.clone(),
            window: screen.window().as_weak(),
        };
        let state = State::new(settings, now(&clock.now()));
        let app = Self {
            state,
            screen,
            delivery: None,
            clock,
            said: heard,
            trouble: Trouble::default(),
            facts: StaffFacts {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                ..StaffFacts::default()
            },
            attached: Attached::default(),
            library: None,
            folder: None,
            told_on: None,
            reader: None,
            watched: None,
            status_pages: None,
            kiosk: String::new(),
        };
        let app = Rc::new(RefCell::new(app));

        let woken = Rc::downgrade(&app);
        let wake = move || {
            // While the app is at work the event stays in the channel, and the app takes it before it rests.
            if let Some(app) = woken.upgrade()
                && let Ok(mut app) = app.try_borrow_mut()
            {
                app.turn();
            }
        };
        ui::Visitor::get(app.borrow().screen.window()).on_wake(wake.clone());
        app.borrow().screen.on_touch(move |touch| {
            let _ = said.send(Said::Event(Event::Touch(touch)));
            wake();
        });
        Ok((app, rim))
    }

    /// Takes in everything that was said, with the time before each, and draws what came of it.
    fn turn(&mut self) {
        let began = Instant::now();
        self.update(Event::Clock(now(&self.clock.now())));
        while let Ok(said) = self.said.try_recv() {
            match said {
                Said::Event(event) => self.update(event),
                Said::Content(news) => self.take(news),
                Said::Opened(opened) => self.take_page(opened),
                Said::News(news) => self.hear(news),
                Said::Attached(news) => self.hear_device(news),
            }
        }
        if self.is_another_day() {
            self.tell_of_folder();
        }
        self.screen.fit();
        self.screen.show(&self.state.view());
        let took = began.elapsed();
        if took > LONG_TURN {
            tracing::debug!(took_ms = took.as_secs_f64() * 1000.0, "a turn took long");
        }
    }

    fn update(&mut self, event: Event) {
        for effect in self.state.update(event) {
            match effect {
                Effect::Confirm { request, draft } => match &self.delivery {
                    Some(delivery) => delivery.confirm(request, check_in(*draft)),
                    None => self.update(Event::NotCommitted { request }),
                },
                Effect::TakeBack {
                    request,
                    given,
                    service_day,
                } => match &self.delivery {
                    Some(delivery) => delivery.cancel(request, given.visit, given.ticket, service_day),
                    None => self.update(Event::NotCommitted { request }),
                },
                Effect::Print { request, slip } => {
                    if let Some(printer) = self.attached.printer() {
                        printer.print(request, attached::printed(&slip));
                    }
                }
                Effect::PrintTest => self.print_test(),
                Effect::ConfirmEmptied => {
                    if let Some(watched) = &self.watched {
                        watched.confirm_emptied();
                    }
                }
                Effect::OpenPage(address) => match (&self.reader, &self.library) {
                    (Some(reader), Some(library)) => reader.open(library.clone(), address),
                    _ => self.update(Event::Page { address, page: None }),
                },
                Effect::SendAgain(id) => {
                    if let Some(delivery) = &self.delivery {
                        delivery.send_again(id);
                    }
                }
            }
        }
    }

    fn take(&mut self, news: ContentNews) {
        self.library = Some(news.library.clone());
        match &news.content {
            Some(content) => self.update(Event::Content(Arc::clone(content))),
            None => self.update(Event::NoContent(news.findings.iter().map(folder::line).collect())),
        }
        self.folder = Some(news);
        self.tell_of_folder();
    }

    /// Tells staff what is wrong with the folder, today: pages fall due for a review, and bank holidays run out.
    fn tell_of_folder(&mut self) {
        let Some(news) = &self.folder else { return };
        let wall = self.clock.now().time;
        let local = news.content.as_ref().map(|content| content.hours.local(wall));
        self.told_on = local.map(|local| local.date());
        let content = news.content.as_deref();
        let findings = folder::findings_at(news, wall);
        let guarded = news.guarded;
        if let Some(pages) = &self.status_pages {
            pages.write(&Status {
                kiosk: self.kiosk.clone(),
                office: content.map(|content| {
                    let default = content.office.default_language();
                    content.office.name.get(default, default).to_owned()
                }),
                at: local,
                generation: news.generation,
                findings: findings.clone(),
            });
        }
        let lines: Vec<String> = findings.iter().map(folder::line).collect();
        for line in lines.iter().filter(|line| !self.trouble.folder.contains(line)) {
            tracing::warn!("content folder: {line}");
        }
        let told = ContentProblems::bounded(findings.iter().map(folder::problem));
        self.tell_staff_screen(|facts| facts.folder_guarded = guarded);
        self.tell_staff(|trouble| {
            trouble.folder = lines;
            trouble.content = told;
        });
    }

    /// Whether another day has begun at the office since staff were told of the folder.
    fn is_another_day(&self) -> bool {
        let wall = self.clock.now().time;
        let content = self.folder.as_ref().and_then(|news| news.content.as_deref());
        content.is_some_and(|content| self.told_on != Some(content.hours.local(wall).date()))
    }

    fn take_page(&mut self, opened: Opened) {
        self.screen.take_pictures(&opened.address, &opened.pictures);
        self.update(Event::Page {
            address: opened.address,
            page: opened.page,
        });
    }

    /// Tells the queue's staff what is wrong, if that has changed.
    fn tell_staff(&mut self, change: impl FnOnce(&mut Trouble)) {
        let before = (self.trouble.of_the_kiosk(), self.trouble.content.clone());
        change(&mut self.trouble);
        let now = (self.trouble.of_the_kiosk(), self.trouble.content.clone());
        if now != before
            && let Some(delivery) = &self.delivery
        {
            delivery.status(now.0, now.1);
        }
        let lines = self.trouble.lines();
        self.tell_staff_screen(|facts| facts.problems = lines);
    }

    /// Tells the staff screen, if something has changed.
    fn tell_staff_screen(&mut self, change: impl FnOnce(&mut StaffFacts)) {
        let before = self.facts.clone();
        change(&mut self.facts);
        if self.facts != before {
            self.update(Event::Staff(self.facts.clone()));
        }
    }

    fn print_test(&self) {
        if let Some(printer) = self.attached.printer() {
            // No ticket has this number, so nobody's screen takes the answer for its own.
            let (language, at) = self.state.office_now(&self.clock.now().time);
            printer.print_test(0, &language, at);
        }
    }

    fn hear_device(&mut self, news: AttachedNews) {
        self.tell_staff(|trouble| {
            trouble.attached.hear(&news);
        });
        match news {
            AttachedNews::Scanner(ScannerNews::Scan(scan)) => {
                // Nothing that is no reference changes the screen: it was not meant for the kiosk.
                if let Some(reference) = scanner::reference_in(&scan.0) {
                    self.update(Event::Scanned(reference));
                }
            }
            AttachedNews::Printer(PrinterNews::Printed(request)) => self.update(Event::Slip {
                request,
                printed: true,
            }),
            AttachedNews::Printer(PrinterNews::NotPrinted(request, _)) => self.update(Event::Slip {
                request,
                printed: false,
            }),
            _ => {}
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Committed { request, ticket, id } => {
                self.update(Event::Committed {
                    request,
                    given: GivenTicket { ticket, visit: id },
                });
            }
            News::Failed { request, .. } => self.update(Event::NotCommitted { request }),
            News::Accepted {
                id,
                ahead,
                appointment,
            } => self.update(Event::Accepted {
                visit: id,
                ahead,
                appointment,
            }),
            News::Queue { state, .. } => self.update(Event::Queue(state)),
            News::Reach(reach) => self.update(Event::Reach(matches!(reach, Reach::Up))),
            News::Outbox(report) => {
                self.update(Event::Outbox(health(&report)));
                self.tell_staff_screen(|facts| {
                    facts.waiting = report.depth;
                    facts.oldest_seconds = report.oldest_age_seconds;
                    facts.held_count = report.held;
                    facts.held = report.held_events.iter().map(held).collect();
                });
                self.tell_staff(|trouble| trouble.outbox = report.problems);
            }
            News::ClockOffset { seconds } => {
                self.tell_staff_screen(|facts| facts.clock_offset_seconds = Some(seconds));
                self.tell_staff(|trouble| trouble.clock_offset = seconds);
            }
            News::Courier(version) => self.tell_staff_screen(|facts| facts.courier_version = version),
            News::Cancelled { request } => self.update(Event::TakenBack { request }),
        }
    }
}

fn show(app: &Rc<RefCell<App>>) -> Result<(), slint::PlatformError> {
    let timer = Timer::default();
    let ticking = Rc::downgrade(app);
    timer.start(TimerMode::Repeated, TICK, move || {
        if let Some(app) = ticking.upgrade()
            && let Ok(mut app) = app.try_borrow_mut()
        {
            app.turn();
        }
    });
    let window = app.borrow().screen.window().clone_strong();
    window.window().on_close_requested(|| {
        let _ = slint::quit_event_loop();
        CloseRequestResponse::HideWindow
    });
    app.borrow_mut().turn();
    window.run()
}

fn now(stamp: &Stamp) -> Now {
    Now {
        wall: stamp.time,
        boot: Duration::from_millis(stamp.boot_ms),
    }
}

fn check_in(draft: Draft) -> CheckInDraft {
    CheckInDraft {
        service: draft.asked.service,
        language: draft.language,
        appointment: draft.asked.appointment.map(|reference| Appointment {
            reference: reference.into(),
        }),
        private_interview: draft.asked.private_interview,
        interpreter: draft.asked.interpreter,
        needs: draft.asked.needs,
        party: draft.asked.party,
        service_day: draft.service_day,
        minutes_since_midnight: draft.minutes_since_midnight,
        promised_by: Some(draft.promised_by),
        time: draft.time,
    }
}

fn health(report: &OutboxReport) -> OutboxHealth {
    let why = report.problems.iter().find_map(|problem| match problem {
        OutboxProblem::Unavailable(why) => Some(why.clone()),
        _ => None,
    });
    OutboxHealth {
        unusable: (!report.available).then(|| why.unwrap_or_else(|| "the outbox is closed".to_owned())),
    }
}

fn held(held: &outbox::Held) -> HeldEvent {
    HeldEvent {
        id: held.id,
        ticket: held.ticket,
        reason: held.reason.clone(),
    }
}
