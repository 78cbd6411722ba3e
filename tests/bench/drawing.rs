//! How long a whole screen takes to draw, and a language to switch: in memory, where nothing but the kiosk's own
//! state, words, layout and renderer takes part, and on a screen, from the press to the last pixel.

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use flow::content::Content;
use flow::{Event, Now, OutboxHealth, Settings, State, Touch};
use kiosk::folder;
use kiosk::screen::{Screen, set_up_fonts};
use stamp::Clock;
use tests::accessibility::Find;
use tests::fixture::{Fixture, START};
use tests::office;
use ui::slint::platform::software_renderer::{
    MinimalSoftwareWindow, PremultipliedRgbaColor, RepaintBufferType,
};
use ui::slint::platform::{
    Platform, PlatformError, WindowAdapter, set_platform, update_timers_and_animations,
};
use ui::slint::{ComponentHandle, PhysicalSize};

use crate::kiosk_program::Kiosk;
use crate::pixels::Eye;
use crate::table::{Goal, Sample, Table};

const WIDTH: u32 = 1080;
const HEIGHT: u32 = 1920;

struct Memory {
    window: Rc<MinimalSoftwareWindow>,
    began: Instant,
}

impl Platform for Memory {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.window.clone())
    }

    fn duration_since_start(&self) -> Duration {
        self.began.elapsed()
    }
}

/// The kiosk's screen, drawn into memory with four bytes a pixel as a display has them.
struct Canvas {
    window: Rc<MinimalSoftwareWindow>,
    screen: Screen,
    state: State,
    pixels: Vec<PremultipliedRgbaColor>,
}

impl Canvas {
    fn new(content: &Arc<Content>) -> Self {
        // Every frame is drawn as a whole.
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        set_platform(Box::new(Memory {
            window: window.clone(),
            began: Instant::now(),
        }))
        .expect("one canvas a process");
        let missing = set_up_fonts();
        assert!(missing.is_empty(), "fonts are not installed: {missing:?}");
        let screen = Screen::new().expect("a window in memory");
        screen.window().show().expect("a window in memory");
        window.set_size(PhysicalSize::new(WIDTH, HEIGHT));
        screen.fit();
        let pixels = vec![PremultipliedRgbaColor::default(); (WIDTH * HEIGHT) as usize];
        Self {
            window,
            screen,
            state: home(content),
            pixels,
        }
    }

    /// Draws the whole screen, whether or not it changed.
    fn draw(&mut self) {
        update_timers_and_animations();
        self.window.request_redraw();
        let drawn = self.window.draw_if_needed(|renderer| {
            renderer.render(&mut self.pixels, WIDTH as usize);
        });
        assert!(drawn, "a frame was asked for");
    }

    /// Whether words have been drawn: their smooth edges have many colours.
    fn has_words(&self) -> bool {
        let mut colours: Vec<_> = self
            .pixels
            .iter()
            .map(|pixel| (pixel.red, pixel.green, pixel.blue))
            .collect();
        colours.sort_unstable();
        colours.dedup();
        colours.len() > 100
    }

    /// What the kiosk does when a language is touched.
    fn switch(&mut self, language: &str) {
        self.state
            .update(Event::Touch(Touch::Language(language.to_owned())));
        self.screen.show(&self.state.view());
        self.draw();
    }
}

/// A kiosk at Home, now, with an outbox in order.
pub fn home(content: &Arc<Content>) -> State {
    let stamp = Clock::new().now();
    let now = Now {
        wall: stamp.time,
        boot: Duration::from_millis(stamp.boot_ms),
    };
    let mut state = State::new(Settings::default(), now);
    state.update(Event::Content(Arc::clone(content)));
    state.update(Event::Outbox(OutboxHealth::default()));
    state.update(Event::Clock(now));
    state
}

/// Draws in memory and adds the figures to the table.
pub fn measure(table: &mut Table, times: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    office::always_open(folder.path());
    let content = folder::load(folder.path())
        .expect("room for a copy")
        .news
        .content
        .clone()
        .expect("the sample office");
    let languages = office::languages();
    let mut canvas = Canvas::new(&content);
    // Every language once, so that its font is read.
    for language in &languages {
        canvas.switch(language);
    }
    let redraws = (0..times)
        .map(|at| {
            canvas.switch(&languages[at % languages.len()]);
            timed(|| canvas.draw())
        })
        .collect();
    let switches = (0..times)
        .map(|at| timed(|| canvas.switch(&languages[at % languages.len()])))
        .collect();
    assert!(canvas.has_words(), "nothing was drawn");
    table.figure(
        "full redraw of Home, 1080×1920, in memory",
        Sample::new(redraws, "ms"),
        Goal::None,
    );
    table.figure(
        "language switch with full redraw, in memory",
        Sample::new(switches, "ms"),
        Goal::None,
    );
    table.note(
        "Drawing in memory: the kiosk's own state, words, layout and software renderer on one core, all six languages \
         in turn, every pixel drawn each time.",
    );
    eprintln!("drawing in memory is measured");
}

/// Switches languages on a screen and adds the figure to the table.
pub fn measure_on_screen(table: &mut Table, times: usize) {
    let mut fixture = Fixture::new("bench_language");
    let kiosk = Kiosk::start(&mut fixture);
    let eye = Eye::on(fixture.display());
    kiosk.screen.wait_for(Find::Id("take-a-ticket"), START);
    let languages = office::languages();
    let mut values = Vec::new();
    for at in 0..languages.len() + times {
        let id = format!("language-{}", languages[(at + 1) % languages.len()]);
        let button = kiosk.screen.wait_for(Find::Id(&id), START);
        let before = eye.look();
        let pressed = Instant::now();
        assert!(kiosk.screen.press_node(&button), "{id} is on the screen");
        let ms = eye
            .last_change_after(&before)
            .duration_since(pressed)
            .as_secs_f64()
            * 1000.0;
        // The first of each reads its font.
        if at >= languages.len() {
            values.push(ms);
        }
    }
    table.figure(
        "language switch on the screen, press → last pixel",
        Sample::new(values, "ms"),
        Goal::None,
    );
    eprintln!("language switches on the screen are measured");
}

fn timed(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64() * 1000.0
}
