//! The status page as a web page: one file that runs nothing and loads nothing.

use std::fmt::Write as _;

use flow::content::{Finding, Severity};

use super::topics::{Topic, file};
use super::{Status, kind, problems, things, topics};

const STYLE: &str = include_str!("page.css");

/// From so many topics on, a list of them stands at the top.
const LIST_FROM: usize = 4;

/// From so many topics on, the list is folded, so that it does not hide the first of them.
const FOLDED_FROM: usize = 13;

pub(super) fn page(status: &Status) -> String {
    let topics = topics(&status.findings);
    let title = escaped(&status.heading());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n"
    );
    head(status, &mut page);
    if topics.len() >= LIST_FROM {
        list(&topics, &mut page);
    }
    for (number, topic) in topics.iter().enumerate() {
        section(number, topic, &mut page);
    }
    let _ = write!(
        page,
        "<p class=\"foot\">{}</p>\n</main>\n</body>\n</html>\n",
        escaped(&status.foot())
    );
    page
}

fn head(status: &Status, page: &mut String) {
    let office = status.office.as_deref().unwrap_or("");
    // Writing into a string cannot fail.
    let _ = write!(
        page,
        "<p class=\"office\">{}</p>\n<h1>The content folder of kiosk “{}”</h1>\n\
         <div class=\"sum {}\">{}<div><p class=\"how-many\">{}</p><p>{}</p></div></div>\n",
        escaped(office),
        escaped(&status.kiosk),
        class(status.worst()),
        sign(status.worst()),
        escaped(&status.summary()),
        status.meaning()
    );
}

fn list(topics: &[Topic], page: &mut String) {
    page.push_str("<nav aria-label=\"What is on this page\">\n");
    let folded = topics.len() >= FOLDED_FROM;
    if folded {
        let _ = writeln!(page, "<details><summary>List of all {}</summary>", topics.len());
    }
    page.push_str("<ul>\n");
    for (number, topic) in topics.iter().enumerate() {
        let severity = topic.severity();
        let of = topic
            .findings
            .iter()
            .filter(|finding| finding.severity == severity);
        let many = match severity {
            Severity::Error => problems(of.count()),
            Severity::Warning => things(of.count()),
        };
        let _ = writeln!(
            page,
            "<li class=\"{}\"><a href=\"#topic-{number}\"><bdi dir=\"ltr\">{}</bdi></a> {many}</li>",
            class(Some(severity)),
            escaped(topic.name())
        );
    }
    page.push_str("</ul>\n");
    if folded {
        page.push_str("</details>\n");
    }
    page.push_str("</nav>\n");
}

fn section(number: usize, topic: &Topic, page: &mut String) {
    let _ = write!(
        page,
        "<section id=\"topic-{number}\" aria-labelledby=\"name-{number}\">\n<h2 id=\"name-{number}\"><bdi dir=\"ltr\">{}</bdi></h2>\n",
        breakable(topic.name())
    );
    for finding in &topic.findings {
        article(topic, finding, page);
    }
    page.push_str("</section>\n");
}

fn article(topic: &Topic, finding: &Finding, page: &mut String) {
    let file = file(topic, finding);
    let mut place = String::new();
    if !file.is_empty() {
        let _ = write!(place, "<bdi dir=\"ltr\">{}</bdi>", breakable(file));
    }
    if let Some(line) = finding.line {
        let comma = if place.is_empty() { "" } else { ", " };
        let _ = write!(place, "{comma}line {line}");
    }
    let _ = write!(
        page,
        "<article class=\"{}\">\n<p class=\"place\"><strong>{}</strong> {place}</p>\n<h3>{}</h3>\n\
         <dl>\n<div class=\"do\"><dt>What to do</dt><dd>{}</dd></div>\n\
         <div><dt>What visitors see</dt><dd>{}</dd></div>\n</dl>\n<p class=\"code\">For IT: {}</p>\n</article>\n",
        class(Some(finding.severity)),
        kind(finding.severity),
        escaped(&finding.problem),
        escaped(&finding.remedy),
        escaped(&finding.shown_instead),
        finding.code
    );
}

fn class(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        None => "well",
    }
}

/// A tick, a sign to look, a sign to act. They only say again what the words beside them say.
fn sign(severity: Option<Severity>) -> &'static str {
    match severity {
        None => {
            "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" r=\"22\" fill=\"#2f6b3c\"/>\
             <path d=\"M13 25l8 8 15-17\" fill=\"none\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\"/></svg>"
        }
        Some(Severity::Warning) => {
            "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" r=\"22\" fill=\"#8a5300\"/>\
             <path d=\"M24 22v12\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\"/>\
             <circle cx=\"24\" cy=\"14\" r=\"3\" fill=\"#fff\"/></svg>"
        }
        Some(Severity::Error) => {
            "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path d=\"M24 3l22 40H2z\" fill=\"#a8201a\" \
             stroke=\"#a8201a\" stroke-width=\"3\" stroke-linejoin=\"round\"/>\
             <path d=\"M24 18v12\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\"/>\
             <circle cx=\"24\" cy=\"37\" r=\"3\" fill=\"#fff\"/></svg>"
        }
    }
}

/// A path that a narrow window may break after each folder.
fn breakable(path: &str) -> String {
    escaped(path).replace('/', "/<wbr>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
