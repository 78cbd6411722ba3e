//! Printed slips of the sample office, as the printer gets them: black dots and white.

use std::thread;

use chrono::{NaiveDate, NaiveTime};
use flow::content::{Content, Localised};
use image::{Rgb, RgbImage};
use message::Message;
use printer::{Artist, Dots, Slip, Words};

/// Each slip in one language with its name: one with all that a slip can say, and the plainest on narrow paper.
pub fn slips(content: &Content, language: &str) -> Vec<(String, RgbImage)> {
    let whole = slip(content, language);
    let plain = Slip {
        asked_for: Vec::new(),
        service: None,
        ..whole.clone()
    };
    vec![
        ("slip-80mm".to_owned(), picture(576, whole)),
        ("slip-58mm".to_owned(), picture(384, plain)),
    ]
}

fn slip(content: &Content, language: &str) -> Slip {
    let office = content.office.default_language();
    let both = |text: &Localised| {
        let in_language = |tag: &str| {
            let (words, tag) = text.get_with_language(tag, office);
            (words.to_owned(), tag.to_owned())
        };
        Words::Content {
            visitor: in_language(language),
            office: in_language(office),
        }
    };
    let message = |id: &'static str| Words::Message(Message::new(id));
    Slip {
        language: language.to_owned(),
        office_language: office.to_owned(),
        office: both(&content.office.name),
        number: "A017".to_owned(),
        service: content.services.first().map(|service| both(&service.name)),
        taken: NaiveDate::from_ymd_opt(2026, 11, 24)
            .and_then(|day| day.and_hms_opt(10, 14, 0))
            .expect("a time"),
        promise: NaiveTime::from_hms_opt(10, 24, 0)
            .map(|time| Message::new("promised-by").time("time", time)),
        asked_for: vec![message("private-room-with-woman"), message("need-step-free")],
        instruction: Message::new("take-a-seat"),
    }
}

/// A thread draws either screens or slips.
fn picture(width: u32, slip: Slip) -> RgbImage {
    let drawing = thread::spawn(move || Artist::new(width).and_then(|artist| artist.slip(&slip)));
    let dots: Dots = drawing
        .join()
        .expect("a slip is drawn")
        .expect("a slip can be drawn");
    let side = |length: usize| u32::try_from(length).expect("a slip's length");
    RgbImage::from_fn(side(dots.width()), side(dots.height()), |x, y| {
        let black = dots.is_black(x as usize, y as usize);
        Rgb([if black { 0 } else { 255 }; 3])
    })
}
