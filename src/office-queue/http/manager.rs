//! The manager's pages: the audit log, and the counts of past days as a page and as CSV. Plain HTML, made here.

use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Utc};
use serde::Deserialize;

use super::guard::Who;
use super::html::{escaped, html};
use super::schema;
use crate::app::App;
use crate::arrival::service_day;
use crate::office::Office;
use crate::problem::{Refusable, Refusal};
use crate::store::DayCount;

/// How many days the audit log shows unless asked for others, the day itself included.
const AUDIT_DAYS: u64 = 7;

/// The same for the counts.
const COUNT_DAYS: u64 = 31;

/// The most days at once.
const MAX_DAYS: i64 = 3700;

/// The years that can be asked for. The calendar's own arithmetic panics where it ends.
const YEARS: RangeInclusive<i32> = 1970..=9999;

/// Which days are asked for.
#[derive(Deserialize)]
pub(super) struct AskedDays {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// The days that are shown, of one office.
struct Shown {
    office: Office,
    from: NaiveDate,
    to: NaiveDate,
}

async fn shown(
    app: &App,
    who: Who,
    asked: Result<Query<AskedDays>, QueryRejection>,
    days: u64,
) -> Refusable<Shown> {
    let Query(asked) =
        asked.map_err(|_| Refusal::bad_request("Ask with ?from= and &to=, as in 2026-11-21."))?;
    let office = match who {
        Some(axum::Extension(who)) => app.config.office(&who.office),
        // Without accounts this machine's page is in use, and that shows the first office.
        None => {
            let first = app.offices().await?.into_iter().next();
            first.unwrap_or_else(|| app.config.office(""))
        }
    };
    let to = asked
        .to
        .unwrap_or_else(|| service_day(app.clock.now(), office.zone));
    if !YEARS.contains(&to.year()) {
        return Err(Refusal::bad_request(
            "The last day must be of the years 1970 to 9999.",
        ));
    }
    let from = asked.from.unwrap_or(to - Days::new(days - 1));
    if from > to || (to - from).num_days() > MAX_DAYS {
        return Err(Refusal::bad_request(
            "The first day must not be after the last, nor ten years before it.",
        ));
    }
    Ok(Shown { office, from, to })
}

/// The audit log of the account's office, newest first.
#[utoipa::path(get, path = "/desk/audit", tag = "desk",
    params(("from" = Option<NaiveDate>, Query, description = "The first day"), ("to" = Option<NaiveDate>, Query, description = "The last day")),
    responses(
        (status = 200, description = "The audit log as a page", content_type = "text/html"),
        (status = 403, description = "Not a manager", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn audit(
    State(app): State<Arc<App>>,
    who: Who,
    asked: Result<Query<AskedDays>, QueryRejection>,
) -> Refusable<Response> {
    let shown = shown(&app, who, asked, AUDIT_DAYS).await?;
    let from = day_start(&shown.office, shown.from);
    let to = day_start(&shown.office, shown.to + Days::new(1));
    let entries = app.store.audit(Some(shown.office.id.clone()), from, to).await?;
    let mut content = format!(
        "<section><h2 id=\"entries\">What staff did</h2>\n<p class=\"hint\">Nothing here names a visitor. “Visit” is a \
         number of the database, whose details are erased. Entries are kept for {} days. The newest thousand of the \
         days asked for are shown.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"entries\">\
         <table><thead><tr><th scope=\"col\">When</th><th scope=\"col\">Who</th><th scope=\"col\">What</th>\
         <th scope=\"col\" class=\"number\">Visit</th></tr></thead><tbody>\n",
        app.config.keep_audit_days
    );
    for entry in &entries {
        let when = entry
            .at
            .with_timezone(&shown.office.zone)
            .format("%a %-d %b %Y %H:%M:%S");
        let who = entry
            .account
            .as_deref()
            .map_or("nobody signed in".to_owned(), escaped);
        let visit = entry.visit.map(|visit| visit.to_string()).unwrap_or_default();
        // Writing to a string cannot fail.
        writeln!(
            content,
            "<tr><td>{when}</td><th scope=\"row\">{who}</th><td>{}</td><td class=\"number\">{visit}</td></tr>",
            escaped(&entry.action)
        )
        .ok();
    }
    content.push_str("</tbody></table></div>");
    if entries.is_empty() {
        content.push_str("<p>Nothing was done on these days.</p>");
    }
    content.push_str("</section>");
    Ok(page("Audit log", &shown, "", &content))
}

/// The numbers of past days, of the account's office.
#[utoipa::path(get, path = "/desk/counts", tag = "desk",
    params(("from" = Option<NaiveDate>, Query, description = "The first day"), ("to" = Option<NaiveDate>, Query, description = "The last day")),
    responses(
        (status = 200, description = "The counts as a page", content_type = "text/html"),
        (status = 403, description = "Not a manager", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn counts(
    State(app): State<Arc<App>>,
    who: Who,
    asked: Result<Query<AskedDays>, QueryRejection>,
) -> Refusable<Response> {
    let shown = shown(&app, who, asked, COUNT_DAYS).await?;
    let counts = app
        .store
        .day_counts(shown.office.id.clone(), shown.from, shown.to)
        .await?;
    let interpreters = app
        .store
        .interpreter_counts(shown.office.id.clone(), shown.from, shown.to)
        .await?;
    let mut content = totals(&counts);
    if !counts.is_empty() {
        by_day(&mut content, &shown.office, &counts);
    }
    if !interpreters.is_empty() {
        content.push_str(
            "<section><h2>Interpreters asked for</h2><table><thead><tr><th scope=\"col\">Day</th>\
             <th scope=\"col\">Language</th><th scope=\"col\">How</th><th scope=\"col\" class=\"number\">Asked</th>\
             </tr></thead><tbody>\n",
        );
        for (day, language, mode, asked) in &interpreters {
            writeln!(
                content,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"number\">{asked}</td></tr>",
                day.format("%a %-d %b %Y"),
                escaped(language),
                escaped(if mode.is_empty() { "any" } else { mode })
            )
            .ok();
        }
        content.push_str("</tbody></table></section>");
    }
    let more = format!(
        "<a class=\"button\" href=\"/desk/counts.csv?from={}&amp;to={}\">Download as CSV</a>",
        shown.from, shown.to
    );
    Ok(page("Counts", &shown, &more, &content))
}

/// The numbers of past days as CSV.
#[utoipa::path(get, path = "/desk/counts.csv", tag = "desk",
    params(("from" = Option<NaiveDate>, Query, description = "The first day"), ("to" = Option<NaiveDate>, Query, description = "The last day")),
    responses(
        (status = 200, description = "The counts as CSV", content_type = "text/csv"),
        (status = 403, description = "Not a manager", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn counts_csv(
    State(app): State<Arc<App>>,
    who: Who,
    asked: Result<Query<AskedDays>, QueryRejection>,
) -> Refusable<Response> {
    let shown = shown(&app, who, asked, COUNT_DAYS).await?;
    let counts = app
        .store
        .day_counts(shown.office.id.clone(), shown.from, shown.to)
        .await?;
    let mut csv = "Day,Service,Language".to_owned();
    for (heading, _) in COLUMNS {
        write!(csv, ",{heading}").ok();
    }
    csv.push_str("\r\n");
    for count in &counts {
        write!(
            csv,
            "{},{},{}",
            count.day,
            field(&count.service),
            field(&count.language)
        )
        .ok();
        for (_, number) in COLUMNS {
            write!(csv, ",{}", number(count)).ok();
        }
        csv.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"counts-{}-{}.csv\"", shown.from, shown.to);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, csv).into_response())
}

/// The columns of the counts.
type Column = (&'static str, fn(&DayCount) -> u32);
const COLUMNS: [Column; 10] = [
    ("Visits", |count| count.visits),
    ("Seen", |count| count.seen),
    ("Within the promise", |count| count.within_promise),
    ("No-shows", |count| count.no_shows),
    ("Taken back", |count| count.cancelled),
    ("Private room", |count| count.private_interviews),
    ("Interpreter", |count| count.interpreters),
    ("Large print", |count| count.large_print),
    ("Audio", |count| count.audio),
    ("Braille", |count| count.braille),
];

/// The table of the counts themselves.
fn by_day(content: &mut String, office: &Office, counts: &[DayCount]) {
    content.push_str(
        "<section><h2 id=\"days\">By day, service and language</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-labelledby=\"days\"><table><thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Service</th>\
         <th scope=\"col\">Language</th>",
    );
    for (heading, _) in COLUMNS {
        write!(content, "<th scope=\"col\" class=\"number\">{heading}</th>").ok();
    }
    content.push_str("</tr></thead><tbody>\n");
    for count in counts {
        let service = match count.service.as_str() {
            "" => "not said".to_owned(),
            id => escaped(office.service(id).map_or(id, |service| &service.name)),
        };
        write!(
            content,
            "<tr><th scope=\"row\">{}</th><td>{service}</td><td>{}</td>",
            count.day.format("%a %-d %b %Y"),
            escaped(&count.language)
        )
        .ok();
        for (_, number) in COLUMNS {
            write!(content, "<td class=\"number\">{}</td>", number(count)).ok();
        }
        content.push_str("</tr>\n");
    }
    content.push_str("</tbody></table></div></section>");
}

/// The first thing a manager asks: was the promise kept?
fn totals(counts: &[DayCount]) -> String {
    let sum = |number: fn(&DayCount) -> u32| counts.iter().map(|count| u64::from(number(count))).sum::<u64>();
    let (visits, seen, within) = (
        sum(|count| count.visits),
        sum(|count| count.seen),
        sum(|count| count.within_promise),
    );
    let mut text = "<section><h2>The promise</h2>\n<p>".to_owned();
    let said = match (within * 100).checked_div(seen) {
        Some(percent) => format!(
            "Of {visits} visits, {seen} were called to a desk; {within} of them ({percent} %) within the promised time."
        ),
        None if visits > 0 => format!("Of {visits} visits, none was called to a desk."),
        None => "There are no counts of these days. They are made when the details of a day are erased."
            .to_owned(),
    };
    text.push_str(&said);
    text.push_str("</p></section>\n");
    text
}

/// A field of CSV. Ids hold letters that need no quotation marks, but kiosks may send others; what a spreadsheet would
/// take for a formula is made text.
fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if guard.is_empty() && !text.contains(['"', ',', '\n', '\r']) {
        text.to_owned()
    } else {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    }
}

/// The first moment of an office's day. Where the clocks leave it out, the day begins an hour later.
fn day_start(office: &Office, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let local = office.zone.from_local_datetime(&midnight).earliest();
    local
        .or_else(|| {
            let later = midnight + chrono::TimeDelta::hours(1);
            office.zone.from_local_datetime(&later).earliest()
        })
        .map_or_else(|| midnight.and_utc(), |start| start.to_utc())
}

fn page(title: &str, shown: &Shown, more: &str, content: &str) -> Response {
    let page = include_str!("../pages/manager.html")
        .replace("{title}", title)
        .replace("{from}", &shown.from.to_string())
        .replace("{to}", &shown.to.to_string())
        .replace("{more}", more)
        .replace("{office}", &escaped(&shown.office.name))
        // Last, so that nothing in it is taken for a place to fill.
        .replace("{content}", content);
    html(StatusCode::OK, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_takes_no_field_for_a_formula() {
        assert_eq!(field("repairs"), "repairs");
        assert_eq!(field("=1+1"), "\"'=1+1\"");
        assert_eq!(field("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
