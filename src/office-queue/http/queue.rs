//! `GET /v1/queue`: the queue as a kiosk may show it.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use checkin::Series;
use serde::Deserialize;

use super::schema;
use crate::app::App;
use crate::arrival::service_day;
use crate::problem::{Refusable, Refusal};
use crate::store::StoreError;

/// What is asked.
#[derive(Deserialize)]
pub(super) struct Asked {
    series: Series,
}

/// How the queue stands.
///
/// `last_number` is the highest number of the series today: 0 if none today, null if the series was never seen. A
/// wait is stated only where it was measured.
#[utoipa::path(get, path = "/v1/queue", tag = "kiosk", operation_id = "queue",
    security(("kiosk_token" = [])),
    params(
        ("series" = String, Query, description = "The kiosk's series, one capital letter", example = "A"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of the last answer"),
    ),
    responses(
        (status = 200, description = "The queue of the token's office", body = schema::QueueState,
            headers(("ETag" = String, description = "A strong tag of this answer"))),
        (status = 304, description = "As the answer with this tag"),
        (status = 400, description = "No series, or not one capital letter", body = schema::Problem, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is not known", body = schema::Problem, content_type = "application/problem+json"),
        (status = 503, description = "The queue cannot be read now; see Retry-After", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn queue(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Refusable<Response> {
    let kiosk = app.kiosk(&headers)?;
    let Query(Asked { series }) = asked
        .map_err(|_| Refusal::bad_request("Ask with ?series= and one capital letter, such as ?series=A."))?;
    let office = app.config.office(&kiosk.office);
    let now = app.clock.now();
    let rows = app
        .store
        .queue(kiosk.office, series, service_day(now, office.zone), now)
        .await?;
    let unwritable = |error: serde_json::Error| Refusal::from(StoreError::Value(error.to_string()));
    let answer = app
        .queue_answers
        .answer(&office, series, rows, now)
        .map_err(unwritable)?;
    let known = matches_tag(&headers, &answer.etag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], answer.body).into_response()
    };
    if let Ok(etag) = HeaderValue::from_str(&answer.etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    // A client may keep it, and must ask each time whether it still holds.
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok(response)
}

/// Whether `If-None-Match` names this tag. The comparison is the weak one, as RFC 9110 wants it here.
fn matches_tag(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|tags| {
            tags.split(',')
                .map(str::trim)
                .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
        })
}
