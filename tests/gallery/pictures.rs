//! What the eye cannot be trusted with: that no text is clipped on any screen, in any language and orientation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::thread;

use gallery::{Canvas, Sample, Shape, scenes};

/// Draws every screen in every language in one shape; returns how many, and the texts that do not fit.
fn draw_all(shape: Shape) -> (usize, Vec<String>) {
    let sample = Sample::read();
    let mut canvas = Canvas::new(&sample);
    let mut clipped = Vec::new();
    let mut drawn = 0;
    for language in &sample.content.office.languages {
        for scene in scenes(&sample, language) {
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
        across + upright >= 6 * 2 * 34,
        "only {across} and {upright} screens were drawn"
    );
    assert!(clipped.is_empty(), "{clipped:#?}");
}
