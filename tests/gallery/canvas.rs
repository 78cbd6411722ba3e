//! A screen in memory: Slint's software renderer into a buffer of pixels.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::sample::Sample;
use flow::content::{PageAddress, Section};
use flow::view::View;
use image::RgbImage;
use kiosk::pictures::Pixels;
use kiosk::screen::{Screen, set_up_fonts};
use ui::slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use ui::slint::platform::{
    Platform, PlatformError, WindowAdapter, set_platform, update_timers_and_animations,
};
use ui::slint::{ComponentHandle, Global, PhysicalSize, Rgb8Pixel};

/// The size and so the orientation of a screen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name in file names.
    pub name: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Shape {
    /// Upright.
    pub const PORTRAIT: Self = Self {
        name: "portrait",
        width: 1080,
        height: 1920,
    };
    /// Across.
    pub const LANDSCAPE: Self = Self {
        name: "landscape",
        width: 1920,
        height: 1080,
    };
    /// Upright and so long that a whole leaflet is seen at once.
    pub const LONG: Self = Self {
        name: "long",
        width: 1080,
        height: 5200,
    };
}

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

/// A screen that is drawn into memory. One to a thread.
pub struct Canvas {
    window: Rc<MinimalSoftwareWindow>,
    screen: Screen,
    clipped: Rc<RefCell<Vec<String>>>,
    pictures: Arc<HashMap<String, Pixels>>,
}

impl Canvas {
    /// Makes the canvas with the pictures of the sample office.
    pub fn new(sample: &Sample) -> Self {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        set_platform(Box::new(Memory {
            window: window.clone(),
            began: Instant::now(),
        }))
        .expect("one canvas a thread");
        let missing = set_up_fonts();
        assert!(
            missing.is_empty(),
            "fonts are not installed: {missing:?}; make gallery installs them"
        );
        let screen = Screen::new().expect("a window in memory");
        screen.window().show().expect("a window in memory");
        let clipped = Rc::new(RefCell::new(Vec::new()));
        let heard = Rc::clone(&clipped);
        let watch = ui::LabelWatch::get(screen.window());
        watch.set_on(true);
        watch.on_clipped(move |text| heard.borrow_mut().push(text.to_string()));
        Self {
            window,
            screen,
            clipped,
            pictures: sample.pictures(),
        }
    }

    /// Draws a view; returns the picture and the texts that did not fit.
    pub fn draw(&mut self, view: &View, shape: Shape) -> (RgbImage, Vec<String>) {
        self.window.set_size(PhysicalSize::new(shape.width, shape.height));
        self.screen.fit();
        // The kiosk takes those of the page that is opened; here they lie ready for every page.
        let any = PageAddress {
            section: Section::Leaflets,
            item: String::new(),
            language: String::new(),
        };
        self.screen.take_pictures(&any, &self.pictures);
        self.screen.show(view);
        // Layout that depends on other layout settles in a few turns, as it does between two frames of the kiosk.
        for _ in 0..4 {
            update_timers_and_animations();
        }
        self.clipped.borrow_mut().clear();
        let (width, height) = (shape.width as usize, shape.height as usize);
        let mut pixels = vec![Rgb8Pixel::default(); width * height];
        self.window.request_redraw();
        self.window.draw_if_needed(|renderer| {
            renderer.render(&mut pixels, width);
        });
        for _ in 0..4 {
            update_timers_and_animations();
        }
        let bytes = pixels
            .iter()
            .flat_map(|pixel| [pixel.r, pixel.g, pixel.b])
            .collect();
        let picture = RgbImage::from_raw(shape.width, shape.height, bytes).expect("three bytes a pixel");
        (picture, self.clipped.borrow().clone())
    }
}
