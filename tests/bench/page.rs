//! The page that Chromium shows: what Home shows, with the same words, fonts and colours, as static HTML.
//!
//! It is made from the kiosk's own view of Home, so that both always show the same. It is as light as such a page can
//! be: no script, no web font, no picture but five icons drawn in it.

use std::fmt::Write;
use std::path::Path;

use flow::view::{Home, LanguageChoice, Screen, Text, Tile, View};
use i18n::Translator;
use kiosk::folder;
use message::Message;

use crate::drawing;

const STYLE: &str = "
* { box-sizing: border-box; margin: 0; }
body { width: 1080px; height: 1920px; background: #FBF8F3; color: #14232B; font: 36px 'Noto Sans'; overflow: hidden;
  display: flex; flex-direction: column; }
svg { width: 56px; height: 56px; fill: none; stroke: currentColor; stroke-width: 2; flex: none; }
header { height: 144px; padding: 0 48px; background: #FFF; border-bottom: 2px solid #D5CEC2; display: flex;
  align-items: center; gap: 24px; }
header > div, .status > div:nth-child(2), .notice > b { flex: 1; }
header b { font-size: 34px; } header span, .tile span { font-size: 28px; color: #40525B; display: block; }
.mark { background: #0B4F55; color: #FFF; border-radius: 18px; padding: 8px; width: 72px; height: 72px; }
button { font: inherit; color: inherit; background: #FFF; border: 2px solid #8A8578; border-radius: 28px; }
main { flex: 1; padding: 40px 48px; display: flex; flex-direction: column; gap: 24px; }
.status { background: #E4F1E7; color: #14532B; border-radius: 28px; padding: 24px 32px; display: flex;
  align-items: center; gap: 24px; }
.status p { font-size: 30px; color: #14232B; }
.notices { display: flex; gap: 24px; } .notices button { padding: 20px 28px; font-size: 28px; }
.notice { flex: 1; display: flex; gap: 24px; align-items: center; text-align: left; }
h1 { font-size: 52px; }
.hero { flex: 2; background: #0B4F55; color: #FFF; border: 0; padding: 36px; text-align: left; display: flex;
  flex-direction: column; justify-content: space-between; }
.hero b { font-size: 60px; display: block; } .hero span { font-size: 30px; color: #D6E8E6; }
.badge { background: #2F686E; border-radius: 24px; padding: 16px; width: 88px; height: 88px; }
.tiles { flex: 2; display: flex; flex-wrap: wrap; gap: 24px; }
.tile { flex: 1 1 40%; display: flex; gap: 28px; align-items: center; padding: 20px 32px; text-align: left; }
.tile .badge { background: #E2EEEC; color: #0B4F55; }
.languages { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; }
.languages button { height: 92px; border-radius: 46px; font-size: 34px; }
.languages .current { background: #14232B; color: #FFF; }
";

/// Icons as strokes on a square of 24.
const BUILDING: &str = "M6 22V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v18M10 6h4M10 10h4M10 14h4M3 22h18";
const CLOCK: &str = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M12 6v6l4 2";
const TICKET: &str = "M2 9a3 3 0 0 1 0 6v3h20v-3a3 3 0 0 1 0-6V6H2zM13 6v12";
const BOOK: &str = "M12 5v16M12 5c-2-2-6-2-10-1v15c4-1 8-1 10 2c2-3 6-3 10-2V4c-4-1-8-1-10 1";
const SPEECH: &str = "M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z";

/// Home of an office in its first language.
///
/// # Panics
/// If the folder has no content, or the office is closed.
pub fn home(content: &Path) -> String {
    let content = folder::load(content)
        .expect("room for a copy")
        .news
        .content
        .clone()
        .expect("the sample office");
    let view = drawing::home(&content).view();
    let Screen::Home(home) = &view.screen else {
        panic!("the office is open")
    };
    let words = Words(Translator::new(&view.language).expect("a locale"));
    let mut page = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><title>Home</title><style>{STYLE}</style><body>",
        view.language
    );
    page += &words.header(&view);
    page += "<main>";
    page += &words.status(home);
    page += &words.notices(home);
    page += &format!("<h1>{}</h1>", words.id("home-title"));
    page += &format!(
        "<button class=hero><div class=badge>{}</div><div><b>{}</b><span>{}</span></div></button>",
        icon(TICKET),
        words.id("take-a-ticket"),
        words.id("take-a-ticket-detail")
    );
    page += &words.tiles(&home.tiles);
    page += &words.languages(&home.languages);
    page + "</main>"
}

struct Words(Translator);

impl Words {
    fn id(&self, id: &'static str) -> String {
        escaped(&self.0.text(&Message::new(id)))
    }

    fn message(&self, message: Option<&Message>) -> String {
        message
            .map(|message| escaped(&self.0.text(message)))
            .unwrap_or_default()
    }

    fn text(&self, text: Option<&Text>) -> String {
        match text {
            Some(Text::Message(message) | Text::MessageIn { message, .. }) => self.message(Some(message)),
            Some(Text::Words { words, language }) => {
                format!("<span lang=\"{language}\">{}</span>", escaped(words))
            }
            None => String::new(),
        }
    }

    fn header(&self, view: &View) -> String {
        format!(
            "<header><div class=mark style=\"flex:none\">{}</div><div><b>{}</b><span>{}</span></div>\
             <button style=\"height:92px;width:92px\">{}</button></header>",
            icon(BUILDING),
            self.text(Some(&view.frame.office)),
            self.message(view.frame.clock.as_ref()),
            icon(SPEECH)
        )
    }

    fn status(&self, home: &Home) -> String {
        format!(
            "<div class=status><div>{}</div><div><b>{}</b><p>{}<p>{}</div></div>",
            icon(CLOCK),
            self.message(Some(&home.status.headline)),
            self.message(home.status.until.as_ref()),
            self.text(home.status.today.as_ref())
        )
    }

    fn notices(&self, home: &Home) -> String {
        let Some((title, _)) = &home.notice else {
            return String::new();
        };
        let all = if home.more_notices {
            format!("<button>{}</button>", self.id("all-notices"))
        } else {
            String::new()
        };
        format!(
            "<div class=notices><button class=notice>{}<b>{}</b></button>{all}</div>",
            icon(SPEECH),
            self.text(Some(title))
        )
    }

    fn tiles(&self, tiles: &[Tile]) -> String {
        let mut text = "<div class=tiles>".to_owned();
        for tile in tiles {
            let (title, detail) = (
                self.message(Some(&tile.title)),
                self.message(tile.detail.as_ref()),
            );
            // Writing to a string does not fail.
            let _ = write!(
                text,
                "<button class=tile><div class=badge>{}</div><div><b>{title}</b><span>{detail}</span></div></button>",
                icon(BOOK)
            );
        }
        text + "</div>"
    }

    fn languages(&self, choices: &[LanguageChoice]) -> String {
        let mut text = "<div class=languages>".to_owned();
        for choice in choices {
            let language = i18n::language(&choice.tag).expect("a language of the sample office");
            let class = if choice.current { "current" } else { "other" };
            let _ = write!(
                text,
                "<button class={class} lang=\"{}\" style=\"font-family:'{}'\">{}</button>",
                language.tag,
                language.font_family,
                escaped(language.autonym)
            );
        }
        text + "</div>"
    }
}

fn icon(strokes: &str) -> String {
    format!("<svg viewBox=\"0 0 24 24\"><path d=\"{strokes}\"/></svg>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
