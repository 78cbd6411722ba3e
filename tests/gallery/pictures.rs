//! What the eye cannot be trusted with: that no text is clipped on any screen, in any language and orientation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use gallery::{Canvas, Shape, scenes};

#[test]
fn no_text_is_clipped_on_any_screen_in_any_language_and_orientation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-office");
    let loaded = kiosk::folder::load(&folder);
    let content = loaded.content.clone().expect("the sample office");
    let mut canvas = Canvas::new(&loaded);
    let mut clipped = Vec::new();
    let mut drawn = 0;
    for language in &content.office.languages {
        for shape in [Shape::PORTRAIT, Shape::LANDSCAPE] {
            for scene in scenes(&content, language) {
                let (picture, texts) = canvas.draw(&scene.state.view(), shape);
                let colours: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
                assert!(
                    colours.len() > 16,
                    "{language} {} {} is blank",
                    shape.name,
                    scene.name
                );
                clipped.extend(
                    texts
                        .iter()
                        .map(|text| format!("{language} {} {}: {text}", shape.name, scene.name)),
                );
                drawn += 1;
            }
        }
    }
    assert!(drawn >= 6 * 2 * 16, "only {drawn} screens were drawn");
    assert!(clipped.is_empty(), "{clipped:#?}");
}
