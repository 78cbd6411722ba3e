//! What staff may write in the header of a page: the words of the locales, told to those who read pages.

use flow::content::{HeaderKey, HeaderWords, Priority};
use i18n::PageWords;

/// The words of a page in the language with this tag: the English ones, and those of the language if it is known.
pub fn header_words(tag: &str) -> HeaderWords {
    let mut words = HeaderWords::default();
    let Some(page) = i18n::page_words(tag) else {
        return words;
    };
    for (key, names) in keys(&page) {
        names.iter().for_each(|name| words.add_key(name, key));
    }
    for (priority, names) in priorities(&page) {
        names.iter().for_each(|name| words.add_priority(name, priority));
    }
    for (month, name) in &page.months {
        words.add_month(name, *month);
    }
    for (weekday, name) in &page.weekdays {
        words.add_weekday(name, *weekday);
    }
    words
}

fn keys(page: &PageWords) -> [(HeaderKey, &[String]); 6] {
    [
        (HeaderKey::Title, &page.title),
        (HeaderKey::ShowFrom, &page.show_from),
        (HeaderKey::ShowUntil, &page.show_until),
        (HeaderKey::ReviewBy, &page.review_by),
        (HeaderKey::Priority, &page.priority),
        (HeaderKey::Web, &page.web),
    ]
}

fn priorities(page: &PageWords) -> [(Priority, &[String]); 3] {
    [
        (Priority::High, &page.high),
        (Priority::Normal, &page.normal),
        (Priority::Low, &page.low),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate};

    #[test]
    fn every_translated_header_reads_as_the_english_one_does() {
        let mut read = 0;
        for language in i18n::languages() {
            let tag = language.tag;
            let words = header_words(tag);
            let page = i18n::page_words(tag).unwrap();
            for (key, names) in keys(&page) {
                for name in names {
                    for line in [
                        format!("{name}: x"),
                        format!("**{}：** x", name.to_uppercase()),
                        format!("\u{200f}{}\u{a0}: x", name.replace(' ', "\u{a0}")),
                    ] {
                        assert_eq!(words.key_and_value(&line), Some((key, "x")), "{tag}: {line}");
                        read += 1;
                    }
                }
            }
            for (priority, names) in priorities(&page) {
                for name in names {
                    assert_eq!(words.priority(name), Some(priority), "{tag}: {name}");
                }
            }
            // The English header holds in every language.
            assert_eq!(
                words.key_and_value("Show until: x"),
                Some((HeaderKey::ShowUntil, "x")),
                "{tag}"
            );
            assert_eq!(words.priority("low"), Some(Priority::Low), "{tag}");
        }
        assert!(read > 200, "{read}");
    }

    #[test]
    fn every_day_that_a_screen_or_a_person_writes_in_a_language_reads_back() {
        for language in i18n::languages() {
            let tag = language.tag;
            let words = header_words(tag);
            let translator = i18n::Translator::new(tag).unwrap();
            let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
            for day in first.iter_days().take(365) {
                let long = translator.date_with_year(day);
                assert_eq!(words.date(&long), Ok(day), "{tag}: {long}");
                let with_weekday = format!("{} {long}", translator.weekday(day.weekday()));
                assert_eq!(words.date(&with_weekday), Ok(day), "{tag}: {with_weekday}");
            }
            for (month, name) in i18n::page_words(tag).unwrap().months {
                let day = NaiveDate::from_ymd_opt(2027, month, 28).unwrap();
                // A Chinese month is written before the day, with the sign for a day after it.
                let text = if tag == "zh-Hans" {
                    format!("2027年{name}28日")
                } else {
                    format!("28 {} 2027", name.to_uppercase())
                };
                assert_eq!(words.date(&text), Ok(day), "{tag}: {text}");
            }
        }
    }

    #[test]
    fn a_language_that_is_not_known_has_the_english_words() {
        assert_eq!(header_words("xx"), HeaderWords::default());
    }
}
