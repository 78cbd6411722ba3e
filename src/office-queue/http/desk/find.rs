//! Finding a visitor by number, or by service, time and language; and today's list, which is everybody found.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use chrono::{DateTime, LocalResult, NaiveTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{known_office, schema};
use crate::app::App;
use crate::arrival::service_day;
use crate::board::Visit;
use crate::office::Office;
use crate::problem::{Refusable, Refusal};
use crate::store::Search;

/// What is looked for; left out or empty is anything.
#[derive(Deserialize)]
pub(in crate::http) struct Asked {
    office: Option<String>,
    ticket: Option<String>,
    service: Option<String>,
    not_said: Option<bool>,
    language: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// Whom was found.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Found {
    /// The visits of today that fit, in every state, the earliest first; at most 1000.
    visits: Vec<Visit>,
}

/// Find visits of today, in every state.
#[utoipa::path(get, path = "/desk/visits", tag = "desk",
    params(
        ("office" = Option<String>, Query, description = "The office's id; the first office where none is named"),
        ("ticket" = Option<String>, Query, description = "A ticket, or only its number", example = "A017"),
        ("service" = Option<String>, Query, description = "A service's id"),
        ("not_said" = Option<bool>, Query, description = "Only visitors who would rather not say what they came for"),
        ("language" = Option<String>, Query, description = "A language's tag"),
        ("from" = Option<String>, Query, description = "Arrived at this time of day or later, in the office's zone", example = "10:00"),
        ("to" = Option<String>, Query, description = "Arrived before the end of this minute", example = "10:30"),
    ),
    responses(
        (status = 200, description = "Whom was found", body = Found),
        (status = 400, description = "A parameter that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such office", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn find(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Refusable<Json<Found>> {
    let Query(asked) =
        asked.map_err(|_| Refusal::bad_request("See /openapi.json for what can be looked for."))?;
    let said = |words: Option<String>| {
        words
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
    };
    let office = match asked.office {
        Some(id) => known_office(&app, &id).await?,
        None => match app.offices().await?.into_iter().next() {
            Some(office) => office,
            None => return Ok(Json(Found { visits: Vec::new() })),
        },
    };
    let now = app.clock.now();
    let service = if asked.not_said == Some(true) {
        Some(None)
    } else {
        said(asked.service).map(Some)
    };
    let from = said(asked.from).map(|time| time_of_day(&time)).transpose()?;
    let search = Search {
        ticket: said(asked.ticket).map(|ticket| ticket_words(&ticket)),
        service,
        language: said(asked.language),
        // From the day's first minute, since details can be kept longer than a day.
        from: Some(moment(&office, now, from.unwrap_or_default()).0),
        to: said(asked.to)
            .map(|time| time_of_day(&time))
            .transpose()?
            .map(|time| moment(&office, now, time).1 + TimeDelta::minutes(1)),
    };
    let rows = app.store.find(office.id.clone(), search).await?;
    Ok(Json(Found {
        visits: rows.iter().map(|row| Visit::new(&office, row, now)).collect(),
    }))
}

/// A ticket as it is stored, however it was typed: `a17`, `A 017` and `17` are what people type.
fn ticket_words(typed: &str) -> String {
    let typed: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(12)
        .collect::<String>()
        .to_ascii_uppercase();
    match typed.split_at_checked(1) {
        Some((letter, digits)) if letter.chars().all(|char| char.is_ascii_alphabetic()) => {
            format!("{letter}{:0>3}", digits.trim_start_matches('0'))
        }
        _ => typed,
    }
}

fn time_of_day(words: &str) -> Refusable<NaiveTime> {
    NaiveTime::parse_from_str(words, "%H:%M")
        .map_err(|_| Refusal::bad_request("Write a time of day as hours and minutes, such as 10:30."))
}

/// The first and the last moment of today that the office's clocks show this time: they differ in the hour that comes
/// twice in autumn. In the hour that is left out in spring it is the moment an hour later.
fn moment(office: &Office, now: DateTime<Utc>, time: NaiveTime) -> (DateTime<Utc>, DateTime<Utc>) {
    let local = service_day(now, office.zone).and_time(time);
    let both = |first: DateTime<chrono_tz::Tz>, last: DateTime<chrono_tz::Tz>| {
        (first.with_timezone(&Utc), last.with_timezone(&Utc))
    };
    match office.zone.from_local_datetime(&local) {
        LocalResult::Single(only) => both(only, only),
        LocalResult::Ambiguous(first, last) => both(first, last),
        LocalResult::None => match office.zone.from_local_datetime(&(local + TimeDelta::hours(1))) {
            LocalResult::Single(later) | LocalResult::Ambiguous(later, _) => both(later, later),
            LocalResult::None => (now, now),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_found_however_it_is_typed() {
        for typed in ["a17", "A 017", "A017", "a-17"] {
            assert_eq!(ticket_words(typed), "A017");
        }
        assert_eq!(ticket_words("A1204"), "A1204");
        assert_eq!(ticket_words("17"), "17");
    }

    #[test]
    fn the_hour_that_comes_twice_is_searched_whole() {
        let office =
            crate::config::Config::without_file("127.0.0.1:0".parse().unwrap(), "".into()).office("a");
        let half_past_one = time_of_day("01:30").unwrap();
        let autumn = "2026-10-25T12:00:00Z".parse().unwrap();
        let (first, last) = moment(&office, autumn, half_past_one);
        assert_eq!(last - first, TimeDelta::hours(1));
        let spring = "2026-03-29T12:00:00Z".parse().unwrap();
        assert_eq!(
            moment(&office, spring, half_past_one).0,
            "2026-03-29T01:30:00Z".parse::<DateTime<Utc>>().unwrap(),
            "01:30 is not on the clocks that night; 02:30 is"
        );
    }
}
