//! What slips look like, in every script.

use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

use message::Message;
use printer::{Artist, Dots, Slip, Words};
use ui::slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use ui::slint::platform::{EventLoopProxy, Platform, PlatformError, WindowAdapter, set_platform};
use ui::slint::{ComponentHandle, EventLoopError, PhysicalSize, Rgb8Pixel};

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

/// A service that no office would name so, in one word where the language has such words.
fn long_service(language: &str) -> &'static str {
    match language {
        "bn" => "গৃহহীনতা প্রতিরোধ ও অস্থায়ী আবাসন সংক্রান্ত পরামর্শ",
        "tr" => "Evsizleştirilmeyi önleme ve geçici konaklama danışmanlığı",
        "ar" => "الوقاية من التشرد والسكن المؤقت والاستشارات القانونية",
        "pl" => "Przeciwdziałanie bezdomności i mieszkania tymczasowe",
        "zh-Hans" => "预防无家可归、临时住房及住房福利咨询服务",
        _ => "Homelessness prevention, temporary accommodation and housing benefit",
    }
}

#[test]
fn however_long_the_words_no_ink_reaches_the_edge_of_the_paper_in_any_language() {
    for width in [576_u32, 384] {
        for language in i18n::languages() {
            let mut long = slip(language.tag);
            let words = |language: &str| (long_service(language).to_owned(), language.to_owned());
            long.service = Some(Words::Content {
                visitor: words(language.tag),
                office: words("en-GB"),
            });
            long.number = "W99999".to_owned();
            let short = picture(long.clone(), width).height();
            long.asked_for.push(Words::Message(Message::new("what-is-sent")));
            let dots = picture(long, width);
            show(&format!("long-{}-{width}", language.tag), &dots);
            let edge = |x: usize| (0..dots.height()).any(|y| dots.is_black(x, y));
            let right = dots.width() - 8;
            assert!(
                !(0..8).any(edge) && !(right..dots.width()).any(edge),
                "{} {width}",
                language.tag
            );
            assert!(
                dots.height() > short + 60,
                "{}: more words make a longer slip",
                language.tag
            );
        }
    }
}

/// A screen's platform as far as it could get into the printer's way: one with an event loop that others can reach.
struct Screen(Rc<MinimalSoftwareWindow>);

struct Loop;

impl EventLoopProxy for Loop {
    fn quit_event_loop(&self) -> Result<(), EventLoopError> {
        Ok(())
    }

    fn invoke_from_event_loop(&self, _: Box<dyn FnOnce() + Send>) -> Result<(), EventLoopError> {
        Ok(())
    }
}

impl Platform for Screen {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.0.clone())
    }

    fn new_event_loop_proxy(&self) -> Option<Box<dyn EventLoopProxy>> {
        Some(Box::new(Loop))
    }
}

#[test]
fn the_screen_and_the_printer_draw_in_one_process_each_in_its_own_window() {
    let alone = picture(slip("ar"), 576);
    let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
    set_platform(Box::new(Screen(Rc::clone(&window)))).unwrap();
    let screen = ui::AppWindow::new().unwrap();
    screen.show().unwrap();
    window.set_size(PhysicalSize::new(540, 960));
    let look = || {
        let mut pixels = vec![Rgb8Pixel::default(); 540 * 960];
        window.request_redraw();
        assert!(window.draw_if_needed(|renderer| {
            renderer.render(&mut pixels, 540);
        }));
        pixels
    };
    let before = look();
    let (begin, begun) = mpsc::channel();
    let printing = thread::spawn(move || {
        let artist = Artist::new(576).unwrap();
        begin.send(()).unwrap();
        artist.slip(&slip("ar")).unwrap()
    });
    begun.recv().unwrap();
    assert!(look() == before, "the screen is as it was while a slip is drawn");
    assert!(
        printing.join().unwrap() == alone,
        "and the slip is as without a screen"
    );
    assert!(look() == before);
    assert!(
        Artist::new(576).is_err(),
        "the screen's own thread has its platform"
    );
}
