//! `POST /v1/events`: the check-in protocol's way in.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use checkin::{Event, MAX_BODY_BYTES};
use uuid::Uuid;

use super::schema;
use super::{body, is_type};
use crate::app::App;
use crate::arrival::{Arrival, held_millis, service_day, written_hold};
use crate::problem::{Refusable, Refusal};
use crate::store::{Intake, Taken};
use crate::token::sha256;

/// The type of a CloudEvents body.
const EVENT_TYPE: &str = "application/cloudevents+json";

/// The longest text of an error that is sent back, in characters: it can quote what was sent.
const MAX_DETAIL: usize = 300;

/// Take an event in.
///
/// A success means that the event is durably stored. The same event again gets the first answer.
#[utoipa::path(post, path = "/v1/events", tag = "kiosk", operation_id = "take_event",
    security(("kiosk_token" = [])),
    params(
        ("Idempotency-Key" = String, Header, description = "The event's id as an RFC 8941 string, with its quotes"),
        ("Reception-Held-Seconds" = Option<f64>, Header, description = "Seconds since the visitor confirmed, whole or with up to three decimal places"),
    ),
    request_body(content = schema::Event, content_type = "application/cloudevents+json"),
    responses(
        (status = 201, description = "Accepted", body = schema::Receipt),
        (status = 200, description = "The same event again, with the first answer; the id alone once its details are erased", body = schema::Receipt),
        (status = 400, description = "A header is missing or not well-formed", body = schema::Problem, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is not known", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "The event's source is not the token's office and kiosk", body = schema::Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "The same event is being stored at this moment", body = schema::Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = schema::Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is of another type", body = schema::Problem, content_type = "application/problem+json"),
        (status = 422, description = "Not a well-formed event, or its id was used for another body", body = schema::Problem, content_type = "application/problem+json"),
        (status = 503, description = "The queue cannot store it now; see Retry-After", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn take_event(State(app): State<Arc<App>>, request: Request) -> Refusable<Response> {
    let (parts, sent) = request.into_parts();
    let kiosk = app.kiosk(&parts.headers)?;
    if !is_type(&parts.headers, EVENT_TYPE) {
        return Err(Refusal::media_type(EVENT_TYPE));
    }
    let key = idempotency_key(&parts.headers)?;
    let bytes = body(sent, MAX_BODY_BYTES).await?;
    let event = Event::from_bytes(&bytes).map_err(|error| {
        Refusal::malformed(error.to_string().chars().take(MAX_DETAIL).collect::<String>())
    })?;
    if key != event.id {
        return Err(Refusal::bad_request("Idempotency-Key must be the event's id."));
    }
    if (&event.office, &event.kiosk) != (&kiosk.office, &kiosk.kiosk) {
        return Err(Refusal::forbidden(
            "The event's source is not the office and kiosk that this token is for.",
        ));
    }
    let place = app
        .in_progress
        .enter(kiosk, event.id)
        .ok_or_else(Refusal::in_progress)?;
    let intake = intake(&app, event, sha256(&bytes), said_held(&parts.headers));
    let taken = app.store.take(intake, place).await?;
    Ok(match taken {
        Taken::New(answer) => {
            app.tell_desks();
            json(StatusCode::CREATED, answer)
        }
        Taken::Again(answer) => json(StatusCode::OK, answer),
        Taken::OtherBody => Refusal::other_body().into_response(),
    })
}

/// What the queue itself says of an event: when it arrived, and what is urgent.
fn intake(app: &App, event: Event, body_sha256: [u8; 32], said_held: Option<u64>) -> Intake {
    let office = app.config.office(&event.office);
    let now = app.clock.now();
    let held = held_millis(said_held, event.time, now);
    let urgent = office.services.iter().filter(|service| service.urgent);
    let urgent_services = urgent.map(|service| service.id.clone()).collect();
    Intake {
        arrival: Arrival::new(now, held, office.promise_minutes, office.zone),
        today: service_day(now, office.zone),
        event,
        body_sha256,
        urgent_services,
        now,
    }
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// The one `Idempotency-Key`, an RFC 8941 string that holds a UUID in its usual spelling.
fn idempotency_key(headers: &HeaderMap) -> Refusable<Uuid> {
    let mut keys = headers.get_all("idempotency-key").iter();
    let (Some(key), None) = (keys.next(), keys.next()) else {
        return Err(Refusal::bad_request(
            "One Idempotency-Key header with the event's id is needed.",
        ));
    };
    let quoted = key.to_str().ok().map(str::trim);
    quoted
        .and_then(|key| key.strip_prefix('"')?.strip_suffix('"'))
        // 36 characters leave one spelling of a UUID: neither braces nor a URN fits, and no escape is needed.
        .filter(|id| id.len() == 36)
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| {
            Refusal::bad_request(
                "Idempotency-Key must be the event's id in double quotes (an RFC 8941 string).",
            )
        })
}

/// For how many milliseconds the sender says it held the event. What cannot be read counts as not said: a visitor is
/// not refused for it.
fn said_held(headers: &HeaderMap) -> Option<u64> {
    written_hold(headers.get("reception-held-seconds")?.to_str().ok()?.trim())
}
