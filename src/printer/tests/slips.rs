//! Slips as tests print them: one in each of four languages, with everything a slip can say.

use chrono::{NaiveDate, NaiveTime};
use message::Message;
use printer::{Slip, Words};

/// The languages the issue names: Latin script, right to left, conjuncts, ideographs.
pub const LANGUAGES: [&str; 4] = ["en-GB", "ar", "bn", "zh-Hans"];

/// A slip of an office whose language is English.
pub fn slip(language: &str) -> Slip {
    let service = match language {
        "ar" => "الإصلاحات",
        "bn" => "মেরামত",
        "zh-Hans" => "房屋维修",
        _ => "Repairs",
    };
    let both = |visitor: (&str, &str), office: &str| Words::Content {
        visitor: (visitor.0.to_owned(), visitor.1.to_owned()),
        office: (office.to_owned(), "en-GB".to_owned()),
    };
    let name = "Canal Street Housing Office";
    let language_asked =
        Message::new("visit-language").with("language", message::Arg::Language(language.to_owned()));
    Slip {
        language: language.to_owned(),
        office_language: "en-GB".to_owned(),
        office: both((name, "en-GB"), name),
        number: "A017".to_owned(),
        service: Some(both((service, language), "Repairs")),
        taken: NaiveDate::from_ymd_opt(2026, 11, 23)
            .unwrap()
            .and_hms_opt(10, 14, 0)
            .unwrap(),
        promise: Some(Message::new("promised-by").time("time", NaiveTime::from_hms_opt(10, 24, 0).unwrap())),
        asked_for: vec![
            Words::Message(language_asked),
            Words::Message(Message::new("promised-by-detail")),
        ],
        instruction: Message::new("take-a-seat"),
    }
}
