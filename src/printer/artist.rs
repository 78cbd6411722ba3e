//! Draws slips into memory with the screen's own renderer.
//!
//! Slint keeps its platform, fonts and timers for each thread. An artist makes its thread's: one that has no event
//! loop and whose windows are memory, so that the screen's thread and window know nothing of it.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDateTime;
use ui::slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use ui::slint::platform::{
    Platform, PlatformError, WindowAdapter, set_platform, update_timers_and_animations,
};
use ui::slint::{ComponentHandle, ModelRc, PhysicalSize, Rgb8Pixel, VecModel};

use crate::dots::Dots;
use crate::slip::{Drawn, Slip, test_slip};

/// The longest slip in rows: 40 cm. Longer ones are cut off.
const LONGEST: u32 = 3200;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDrawn {
    /// The thread already draws something else.
    #[error("this thread has a Slint platform already")]
    ThreadTaken,
    /// Slint could not make the slip's window.
    #[error("the slip's window cannot be made")]
    NoWindow,
    /// There are no words at all.
    #[error("there are no words for a slip")]
    NoWords,
}

/// The last window that was made.
type Newest = Rc<RefCell<Option<Rc<MinimalSoftwareWindow>>>>;

/// Windows that are memory.
struct Memory(Newest);

impl Platform for Memory {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        self.0.replace(Some(Rc::clone(&window)));
        Ok(window)
    }
}

/// Draws slips. It belongs to the thread that made it, and there is one to a thread.
pub struct Artist {
    newest: Newest,
    /// Dots across.
    width: u32,
}

impl Artist {
    /// Makes this thread the artist's; `width` is in dots, 384 or 576.
    ///
    /// # Errors
    /// If the thread has drawn anything else before.
    pub fn new(width: u32) -> Result<Self, NotDrawn> {
        let newest = Newest::default();
        set_platform(Box::new(Memory(Rc::clone(&newest)))).map_err(|_| NotDrawn::ThreadTaken)?;
        let mut families = Vec::new();
        for language in i18n::languages() {
            if !families.contains(&language.font_family) {
                families.push(language.font_family);
            }
        }
        // The screen tells staff of fonts that are missing.
        let _missing = ui::prefer_families(&families);
        Ok(Self { newest, width })
    }

    /// The picture of a slip.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub fn slip(&self, slip: &Slip) -> Result<Dots, NotDrawn> {
        self.draw(slip.drawn().ok_or(NotDrawn::NoWords)?)
    }

    /// The picture of the test's slip: every language, and the edges of the paper.
    ///
    /// # Errors
    /// If it cannot be drawn.
    pub fn test_slip(&self, office_language: &str, at: NaiveDateTime) -> Result<Dots, NotDrawn> {
        self.draw(test_slip(office_language, at).ok_or(NotDrawn::NoWords)?)
    }

    /// The component lives for this one picture, so that nothing of a visit stays in it.
    fn draw(&self, drawn: Drawn) -> Result<Dots, NotDrawn> {
        let slip = ui::Slip::new().map_err(|_| NotDrawn::NoWindow)?;
        let window = self.newest.take().ok_or(NotDrawn::NoWindow)?;
        fill(&slip, drawn);
        slip.show().map_err(|_| NotDrawn::NoWindow)?;
        window.set_size(PhysicalSize::new(self.width, LONGEST));
        // Heights follow from widths, which follow from the window's: they settle in a few turns.
        for _ in 0..4 {
            update_timers_and_animations();
        }
        let height = (slip.get_needed().ceil().max(1.0) as u32).min(LONGEST);
        window.set_size(PhysicalSize::new(self.width, height));
        update_timers_and_animations();
        let width = self.width as usize;
        let mut pixels = vec![Rgb8Pixel::new(255, 255, 255); width * height as usize];
        window.request_redraw();
        window.draw_if_needed(|renderer| {
            renderer.render(&mut pixels, width);
        });
        let _ = slip.hide();
        Ok(Dots::from_brightness(pixels.iter().map(brightness), width))
    }
}

fn fill(slip: &ui::Slip, drawn: Drawn) {
    slip.set_font(drawn.font.into());
    slip.set_visitor_right_to_left(drawn.visitor_right_to_left);
    slip.set_office_right_to_left(drawn.office_right_to_left);
    slip.set_place(drawn.place);
    slip.set_heading(drawn.heading);
    slip.set_number(drawn.number);
    slip.set_service(drawn.service);
    slip.set_taken(drawn.taken);
    slip.set_lines(ModelRc::from(Rc::new(VecModel::from(drawn.lines))));
    slip.set_ending(drawn.ending);
    slip.set_edges(drawn.edges);
}

/// How bright a pixel is to the eye, 0 to 255 (ITU-R BT.601).
fn brightness(pixel: &Rgb8Pixel) -> u32 {
    (299 * u32::from(pixel.r) + 587 * u32::from(pixel.g) + 114 * u32::from(pixel.b)) / 1000
}
