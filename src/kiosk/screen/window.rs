//! The window's size and fonts.

use ui::slint::platform::WindowEvent;
use ui::slint::{ComponentHandle, Global, LogicalSize, PhysicalSize};

use super::Screen;

/// The short side of the screen in the lengths that the theme is written in.
const SHORT_SIDE: f32 = 1080.0;

/// The size of a window in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl std::str::FromStr for WindowSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || format!("a window's size reads 540x960, not {text:?}");
        let (width, height) = text.split_once('x').ok_or_else(refused)?;
        let side = |text: &str| {
            text.parse()
                .ok()
                .filter(|side| (240..=8192).contains(side))
                .ok_or_else(refused)
        };
        Ok(Self {
            width: side(width)?,
            height: side(height)?,
        })
    }
}

impl Screen {
    /// Fits what is drawn to the window as it is now: the same picture at every resolution, upright or across.
    pub fn fit(&self) {
        let size = self.window.window().size();
        if size.width == 0 || size.height == 0 {
            return;
        }
        let scale_factor = size.width.min(size.height) as f32 / SHORT_SIDE;
        if (self.window.window().scale_factor() - scale_factor).abs() > 0.001 {
            self.window
                .window()
                .dispatch_event(WindowEvent::ScaleFactorChanged { scale_factor });
            let logical = LogicalSize::new(
                size.width as f32 / scale_factor,
                size.height as f32 / scale_factor,
            );
            self.window
                .window()
                .dispatch_event(WindowEvent::Resized { size: logical });
        }
        ui::Shape::get(&self.window).set_portrait(size.height > size.width);
    }

    /// Makes the window this size, or as large as the screen.
    pub fn set_size(&self, size: Option<WindowSize>) {
        match size {
            Some(WindowSize { width, height }) => {
                self.window.window().set_size(PhysicalSize::new(width, height));
                ui::Shape::get(&self.window).set_portrait(height > width);
            }
            None => self.window.window().set_fullscreen(true),
        }
    }
}

/// Makes the fonts of all languages stand in for one another, in the order of the languages; returns the families
/// that are not installed.
pub fn set_up_fonts() -> Vec<&'static str> {
    let mut families = Vec::new();
    for language in i18n::languages() {
        if !families.contains(&language.font_family) {
            families.push(language.font_family);
        }
    }
    // Names of languages that the screens do not speak; a kiosk without one of these still works.
    let names: Vec<_> = i18n::script_fonts()
        .filter(|family| !families.contains(family))
        .collect();
    let spoken = families.len();
    families.extend(names);
    let mut missing = ui::prefer_families(&families);
    missing.retain(|family| families[..spoken].contains(family));
    missing
}
