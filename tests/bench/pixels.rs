//! Looks at a display's pixels: the same narrow strip, the same way, whatever program draws it.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tests::display::Display;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};
use x11rb::rust_connection::RustConnection;

/// How often it is looked. It is the error of every figure that comes from pixels.
const EVERY: Duration = Duration::from_millis(2);

/// How long nothing may change before the screen counts as drawn.
const REST: Duration = Duration::from_millis(150);

/// No start, switch or ticket takes longer.
const LIMIT: Duration = Duration::from_secs(30);

/// The strip: through the words at the start side of every screen. The header is left out, its clock moves.
const LEFT: i16 = 150;
const WIDTH: u16 = 16;
const TOP: i16 = 146;
const HEIGHT: u16 = 1920 - 146;

/// The colours of the look's main action: at rest and while it works.
const BRAND: [u8; 3] = [0x0b, 0x4f, 0x55];
const BRAND_LIFTED: [u8; 3] = [0x2f, 0x68, 0x6e];

/// Fewer rows of the main action's colour than this are a rule or a letter, not a button.
const BUTTON_ROWS: usize = 60;

/// More colours than this are words with smooth edges, and not only boxes.
const WORD_COLOURS: usize = 12;

/// An eye on a display.
pub struct Eye {
    x: RustConnection,
    root: u32,
}

/// What the strip looks like: blue, green, red and nothing for each pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip(Vec<u8>);

impl Eye {
    /// Opens an eye on a display.
    ///
    /// # Panics
    /// If its X server does not answer.
    pub fn on(display: &Display) -> Self {
        // The display tells its name only to programs that are to be shown on it.
        let mut shown = Command::new("");
        display.set(&mut shown);
        let name = shown
            .get_envs()
            .find_map(|(key, value)| (key == "DISPLAY").then_some(value?.to_str()?))
            .expect("the display's name");
        let (x, screen) = RustConnection::connect(Some(name)).expect("the X server");
        let root = x.setup().roots[screen].root;
        Self { x, root }
    }

    /// The strip as it is now.
    ///
    /// # Panics
    /// If the X server has gone.
    pub fn look(&self) -> Strip {
        let image = self
            .x
            .get_image(
                ImageFormat::Z_PIXMAP,
                self.root,
                LEFT,
                TOP,
                WIDTH,
                HEIGHT,
                u32::MAX,
            )
            .expect("a request")
            .reply()
            .expect("the screen's pixels");
        Strip(image.data)
    }

    /// Looks until the strip is as wanted, and says when.
    ///
    /// # Panics
    /// If that takes longer than anything here may.
    pub fn until(&self, what: &str, wanted: impl Fn(&Strip) -> bool) -> Instant {
        let began = Instant::now();
        loop {
            let strip = self.look();
            let now = Instant::now();
            if wanted(&strip) {
                return now;
            }
            assert!(began.elapsed() < LIMIT, "waited in vain for {what} on the screen");
            thread::sleep(EVERY);
        }
    }

    /// Waits for a change, and for the end of all that changes with it; says when the last pixel changed.
    ///
    /// # Panics
    /// If nothing changes.
    pub fn last_change_after(&self, before: &Strip) -> Instant {
        let mut changed = self.until("a change", |strip| strip != before);
        let mut last = self.look();
        while changed.elapsed() < REST {
            let strip = self.look();
            if strip != last {
                changed = Instant::now();
                last = strip;
            }
            thread::sleep(EVERY);
        }
        changed
    }
}

impl Strip {
    /// Whether nothing is on the screen.
    pub fn is_empty(&self) -> bool {
        self.pixels().all(|pixel| pixel == [0, 0, 0])
    }

    /// Whether the screen's main action is there, with words.
    pub fn has_content(&self) -> bool {
        let mut colours: Vec<[u8; 3]> = self.pixels().collect();
        colours.sort_unstable();
        colours.dedup();
        colours.len() > WORD_COLOURS && self.has_main_action()
    }

    /// Whether the screen's main action is there: Take a ticket on Home, Confirm on the summary of a visit.
    pub fn has_main_action(&self) -> bool {
        let rows = self.0.chunks_exact(usize::from(WIDTH) * 4);
        let of_it = |row: &[u8]| {
            let pixels = row.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]);
            pixels
                .filter(|pixel| [BRAND, BRAND_LIFTED].contains(pixel))
                .count()
                > usize::from(WIDTH) / 2
        };
        rows.filter(|row| of_it(row)).count() > BUTTON_ROWS
    }

    fn pixels(&self) -> impl Iterator<Item = [u8; 3]> {
        self.0.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]])
    }
}
