//! What slips look like, in every script.

use std::thread;

use printer::{Artist, Dots, Slip};

use crate::slips::{LANGUAGES, slip};

/// Draws on a thread of its own, as the printer does: Slint keeps one platform for each thread.
fn drawn<T: Send + 'static>(width: u32, draw: impl FnOnce(&Artist) -> T + Send + 'static) -> T {
    thread::spawn(move || draw(&Artist::new(width).unwrap()))
        .join()
        .unwrap()
}

pub fn picture(slip: Slip, width: u32) -> Dots {
    drawn(width, move |artist| artist.slip(&slip).unwrap())
}

/// Puts a picture where people can look at it.
fn show(name: &str, dots: &Dots) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("slips");
    std::fs::create_dir_all(&folder).unwrap();
    let (width, height) = (dots.width() as u32, dots.height() as u32);
    image::GrayImage::from_fn(width, height, |x, y| {
        image::Luma([if dots.is_black(x as usize, y as usize) {
            0
        } else {
            255
        }])
    })
    .save(folder.join(format!("{name}.png")))
    .unwrap();
}

/// How many dots of some rows are black.
fn ink(dots: &Dots, rows: std::ops::Range<usize>) -> usize {
    rows.map(|y| (0..dots.width()).filter(|x| dots.is_black(*x, y)).count())
        .sum()
}

#[test]
fn a_slip_is_as_wide_as_the_paper_and_has_ink_and_white_in_every_language() {
    for width in [576, 384] {
        for language in LANGUAGES {
            let dots = picture(slip(language), width);
            show(&format!("{language}-{width}"), &dots);
            assert_eq!(dots.width(), width as usize);
            assert!(
                (400..1600).contains(&dots.height()),
                "{language}: {} rows",
                dots.height()
            );
            let all = dots.width() * dots.height();
            let black = ink(&dots, 0..dots.height());
            assert!(
                (all / 40..all / 4).contains(&black),
                "{language}: {black} of {all}"
            );
            // The last line is whole: there is white below it.
            assert_eq!(ink(&dots, dots.height() - 8..dots.height()), 0, "{language}");
        }
    }
}

#[test]
fn the_test_s_slip_has_a_frame_on_all_four_sides() {
    let at = slip("en-GB").taken;
    for width in [576_u32, 384] {
        let dots = drawn(width, move |artist| artist.test_slip("en-GB", at).unwrap());
        show(&format!("test-{width}"), &dots);
        let (right, bottom) = (dots.width() - 1, dots.height() - 1);
        assert!((0..dots.width()).all(|x| dots.is_black(x, 0) && dots.is_black(x, bottom)));
        assert!((0..dots.height()).all(|y| dots.is_black(0, y) && dots.is_black(right, y)));
    }
}
