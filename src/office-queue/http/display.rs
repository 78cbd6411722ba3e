//! What the call display asks for: the calls as they are made, and each of them as a sound.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;

use super::display_access::MaySee;
use super::schema;
use crate::announcement::{Sentence, shown};
use crate::app::App;
use crate::office::Office;
use crate::problem::{Refusable, Refusal};
use crate::speech::SpeechError;

/// How many calls a screen is told of: what it shows, and room for many at once.
const MAX_CALLS: u32 = 30;

/// The least time between two messages to one screen.
const PAUSE: Duration = Duration::from_millis(200);

/// The most time between two: it shows the screen that it is still connected.
const RENEWED: Duration = Duration::from_secs(10);

/// When to ask again where too many calls are being spoken, in seconds.
const BUSY_SECONDS: u32 = 5;

/// What a screen gets each time.
#[derive(Serialize, ToSchema)]
pub(super) struct DisplayCalls {
    /// Tells this version of the page from another; a page of another loads itself anew.
    version: String,
    /// The office's name.
    office: String,
    /// The office's zone, such as `Europe/London`.
    time_zone: String,
    /// The queue's own clock, in milliseconds since 1970.
    now: i64,
    /// The highest id ever given to a call; lower than one seen before only in another database.
    highest_id: i64,
    /// The last call of each visitor, newest first.
    calls: Vec<DisplayCall>,
}

/// One call. It says nothing of the visitor but the number, and the language to call in.
#[derive(Serialize, ToSchema)]
pub(super) struct DisplayCall {
    /// Grows with each call; a visitor who is called again has a new one.
    id: i64,
    /// The number called.
    ticket: String,
    /// Where to.
    desk: String,
    /// How long ago, in seconds.
    age_seconds: i64,
    /// Where to go, in words: in the visitor's language and the office's.
    sentences: Vec<Sentence>,
}

/// Which office is asked for; the first where none is named.
#[derive(Deserialize)]
pub(super) struct AskedOffice {
    office: Option<String>,
}

type Asked = Result<Query<AskedOffice>, QueryRejection>;

/// The office that is asked for, if it may be seen.
async fn office(app: &App, asked: Asked, may_see: &MaySee) -> Refusable<Office> {
    let Query(asked) = asked.map_err(|_| Refusal::bad_request("Ask with ?office= and an office's id."))?;
    let offices = app.offices().await?;
    let found = match &asked.office {
        Some(id) => offices.into_iter().find(|office| office.id == *id),
        None => offices.into_iter().next(),
    };
    // Whoever is bound to an office may see it before anything has come from it.
    let own = may_see
        .0
        .as_deref()
        .filter(|own| asked.office.as_deref() == Some(*own));
    found
        .or_else(|| own.map(|own| app.config.office(own)))
        .ok_or_else(|| Refusal::not_found("There is no such office."))
}

/// The calls as they are made, as server-sent events named `calls` (`DisplayCalls`) and `trouble`.
#[utoipa::path(get, path = "/display/events", tag = "display",
    params(("office" = Option<String>, Query, description = "The office's id; the first office where none is named")),
    responses(
        (status = 200, description = "A stream of calls", body = DisplayCalls, content_type = "text/event-stream"),
        (status = 401, description = "This screen may not show calls", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another office's", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such office", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn live(
    State(app): State<Arc<App>>,
    Extension(may_see): Extension<MaySee>,
    asked: Asked,
) -> Refusable<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let office = office(&app, asked, &may_see).await?;
    let mut changes = app.changes();
    changes.mark_changed();
    let stream = futures_util::stream::unfold((app, changes, None), move |(app, mut changes, last)| {
        let office = office.clone();
        async move {
            let pause = last.map_or_else(Instant::now, |last: Instant| last + PAUSE);
            let changed = async {
                // An error means that the service is gone; `stopped` returns then.
                changes.changed().await.ok();
                tokio::time::sleep_until(pause).await;
            };
            tokio::select! {
                () = app.stopped() => return None,
                _ = tokio::time::timeout(RENEWED, changed) => {}
            }
            // Changes from here on belong to the next message.
            changes.borrow_and_update();
            let event = match calls(&app, &office).await {
                Ok(calls) => Event::default().event("calls").json_data(calls).ok(),
                Err(_) => None,
            };
            let event = event.unwrap_or_else(|| Event::default().event("trouble").data("database"));
            Some((Ok(event), (app, changes, Some(Instant::now()))))
        }
    });
    Ok(Sse::new(stream))
}

async fn calls(app: &App, office: &Office) -> Refusable<DisplayCalls> {
    let rows = app.store.calls(office.id.clone(), MAX_CALLS).await?;
    let ids: Vec<i64> = rows.calls.iter().map(|call| call.id).collect();
    app.speech.keep_only(&office.id, &ids);
    let now = app.clock.now();
    let calls = rows.calls.into_iter().map(|call| DisplayCall {
        sentences: shown(&call, &app.config.language),
        id: call.id,
        age_seconds: (now - call.called_at).num_seconds().max(0),
        ticket: call.ticket,
        desk: call.desk,
    });
    Ok(DisplayCalls {
        version: app.display_page.version.clone(),
        office: office.name.clone(),
        time_zone: office.zone.name().to_owned(),
        now: now.timestamp_millis(),
        highest_id: rows.highest_id,
        calls: calls.collect(),
    })
}

/// A call as a sound: in the visitor's language where this machine has a voice for it, else in the office's.
#[utoipa::path(get, path = "/display/speech/{id}", tag = "display",
    params(
        ("id" = i64, Path, description = "The call's id"),
        ("office" = Option<String>, Query, description = "The office's id; the first office where none is named"),
    ),
    responses(
        (status = 200, description = "The call, spoken", content_type = "audio/wav"),
        (status = 401, description = "This screen may not show calls", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another office's", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such call, or no voice for it", body = schema::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many calls are being spoken", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn speech(
    State(app): State<Arc<App>>,
    Extension(may_see): Extension<MaySee>,
    id: Result<Path<i64>, PathRejection>,
    asked: Asked,
) -> Refusable<impl IntoResponse> {
    let Path(id) = id.map_err(|_| Refusal::not_found("A call's id is a whole number."))?;
    let office = office(&app, asked, &may_see).await?;
    let Some(call) = app.store.call(office.id.clone(), id).await? else {
        return Err(Refusal::not_found("This call is not here any more."));
    };
    match app.speech.call(&office.id, &call, &app.config.language).await {
        Ok(sound) => Ok(([(header::CONTENT_TYPE, "audio/wav")], sound)),
        Err(SpeechError::Busy) => Err(Refusal::too_many(
            "Too many calls are being spoken.",
            BUSY_SECONDS,
        )),
        Err(SpeechError::NoVoice) => Err(Refusal::not_found("This machine has no voice for this call.")),
        Err(SpeechError::Espeak(error)) => {
            tracing::warn!(%error, "a call was not spoken");
            Err(Refusal::not_found("This machine cannot speak at the moment."))
        }
    }
}
