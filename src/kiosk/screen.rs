//! Binds the Slint components to the flow's views, and touches to events.
//!
//! The only module that knows Slint. It decides nothing: a [`View`] comes in and is drawn, a control's touch goes
//! out as a [`Touch`]. What has not changed is not set again, so that an idle screen costs nothing.

mod blocks;
mod codes;
mod painter;
mod parts;
mod show;
mod touches;
mod window;

use std::collections::HashMap;
use std::sync::Arc;

use flow::Touch;
use flow::content::PageAddress;
use flow::view::{Screen as Part, View};
use i18n::Translator;
use ui::slint::{self, Global};

use crate::pictures::Pixels;
use painter::Painter;
pub use window::{WindowSize, set_up_fonts};

/// The pictures of the pages that were opened last, the newest first.
type PagePictures = Vec<(PageAddress, Arc<HashMap<String, Pixels>>)>;

/// The kiosk's screen.
pub struct Screen {
    window: ui::AppWindow,
    painter: Option<Painter>,
    pictures: PagePictures,
    shown: Option<View>,
}

impl Screen {
    /// Makes the window. It is not shown yet.
    ///
    /// # Errors
    /// If the platform has no screen for it.
    pub fn new() -> Result<Self, slint::PlatformError> {
        Ok(Self {
            window: ui::AppWindow::new()?,
            painter: None,
            pictures: Vec::new(),
            shown: None,
        })
    }

    /// The window itself, to run it and to draw it in tests.
    pub fn window(&self) -> &ui::AppWindow {
        &self.window
    }

    /// Sends every touch here.
    pub fn on_touch(&self, send: impl Fn(Touch) + 'static) {
        ui::Visitor::get(&self.window)
            .on_touch(move |action, argument| send(touches::touch(action, &argument)));
    }

    /// Takes the pictures of a page that was opened, by their path in the content folder. Those of the page that was
    /// opened before it stay for a page beneath an emergency notice.
    pub fn take_pictures(&mut self, page: &PageAddress, pictures: &Arc<HashMap<String, Pixels>>) {
        self.pictures.retain(|(address, _)| address != page);
        self.pictures.truncate(1);
        self.pictures.insert(0, (page.clone(), Arc::clone(pictures)));
        // The same view may now have other pictures.
        self.shown = None;
    }

    /// Draws a view.
    pub fn show(&mut self, view: &View) {
        if self.shown.as_ref() == Some(view) {
            return;
        }
        let before = self.shown.replace(view.clone());
        if before.as_ref().map(|before| &before.language) != Some(&view.language) {
            self.speak(&view.language);
        }
        let Some(painter) = &self.painter else { return };
        let place_changed = before
            .as_ref()
            .is_none_or(|before| !same_place(&before.screen, &view.screen));
        let screen_changed = before
            .as_ref()
            .is_none_or(|before| before.screen != view.screen || before.language != view.language);
        show::frame(&self.window, painter, &view.frame);
        if screen_changed {
            let was_page = before.is_some_and(|before| matches!(before.screen, Part::Page(_)));
            if was_page && !matches!(view.screen, Part::Page(_)) {
                show::clear_page(&self.window);
            }
            // A page beneath a question or an emergency notice will need its pictures again; at Home nobody does.
            if matches!(view.screen, Part::Home(_) | Part::Closed(_)) {
                self.pictures.clear();
            }
            show::screen(&self.window, painter, &self.pictures, &view.screen);
        }
        let kind = show::kind(&view.screen);
        if self.window.get_screen() != kind || place_changed {
            if self.window.get_screen() == kind {
                // Another page of the same kind begins at its top, not where the last one was left.
                self.window.set_screen(ui::ScreenKind::Blank);
            }
            self.window.set_screen(kind);
            self.window.invoke_begin_at_top();
        }
    }

    /// Changes the language of the screen.
    fn speak(&mut self, language: &str) {
        let translator = Translator::new(language).or_else(|| Translator::new(flow::view::BUILT_IN_LANGUAGE));
        let Some(translator) = translator else {
            tracing::error!(language, "there are no words at all");
            return;
        };
        let painter = Painter::new(translator);
        show::words(&self.window, &painter);
        self.painter = Some(painter);
    }
}

/// Whether two views are of one place, so that a change between them is no new screen to a visitor.
fn same_place(before: &Part, after: &Part) -> bool {
    match (before, after) {
        (Part::Page(before), Part::Page(after)) => before.trail == after.trail && before.title == after.title,
        (Part::Leaflets(before), Part::Leaflets(after)) => before.title == after.title,
        (Part::Choices(before), Part::Choices(after)) => before.title == after.title,
        (Part::Keypad(before), Part::Keypad(after)) => before.kind == after.kind,
        _ => std::mem::discriminant(before) == std::mem::discriminant(after),
    }
}
