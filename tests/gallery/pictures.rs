//! What the eye cannot be trusted with: that no text is clipped on any screen, in any language and orientation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::thread;

use gallery::{Canvas, Shape, scenes};

/// Draws every screen in every language in one shape; returns how many, and the texts that do not fit.
fn draw_all(shape: Shape) -> (usize, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-office");
    let loaded = kiosk::folder::load(&folder);
    let content = loaded.content.clone().expect("the sample office");
    let mut canvas = Canvas::new(&loaded);
    let mut clipped = Vec::new();
    let mut drawn = 0;
    for language in &content.office.languages {
        for scene in scenes(&content, language) {
            let (picture, texts) = canvas.draw(&scene.state.view(), shape);
            let colours: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
            let place = format!("{language} {} {}", shape.name, scene.name);
            assert!(colours.len() > 16, "{place} is blank");
            clipped.extend(texts.iter().map(|text| format!("{place}: {text}")));
            drawn += 1;
        }
    }
    (drawn, clipped)
}

#[test]
fn no_text_is_clipped_on_any_screen_in_any_language_and_orientation() {
    // Slint has a platform for each thread, so each shape has a canvas of its own.
    let upright = thread::spawn(|| draw_all(Shape::PORTRAIT));
    let (across, mut clipped) = draw_all(Shape::LANDSCAPE);
    let (upright, more) = upright.join().expect("the upright screens are drawn");
    clipped.extend(more);
    assert!(
        across + upright >= 6 * 2 * 28,
        "only {across} and {upright} screens were drawn"
    );
    assert!(clipped.is_empty(), "{clipped:#?}");
}
