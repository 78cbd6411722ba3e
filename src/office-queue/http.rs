//! The routes. Each one is bound together with its part of the OpenAPI document, so that neither can miss the other.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Json};
use http_body_util::LengthLimitError;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::{Refusable, Refusal};

mod appointments;
mod audit;
mod desk;
mod display;
mod display_access;
mod display_files;
mod document;
mod door;
mod events;
mod guard;
mod html;
mod manager;
mod page;
mod queue;
mod schema;
mod session;
mod sign_in;

pub use door::Peer;

use schema::Tokens;

/// How long a body may take to arrive.
const BODY_TIME: std::time::Duration = std::time::Duration::from_secs(15);

/// What the document says beside the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Reception queue",
        description = "Takes check-ins from reception kiosks (CloudEvents 1.0 with an Idempotency-Key) and tells them \
            how the queue stands. The paths under /desk serve the staff page of the same machine and may change \
            with any version.",
        license(name = "GPL-3.0-or-later", identifier = "GPL-3.0-or-later")
    ),
    modifiers(&Tokens)
)]
struct Document;

/// The service's routes and their document.
fn routes_with_document() -> (Router<Arc<App>>, utoipa::openapi::OpenApi) {
    let (routes, mut document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(events::take_event))
        .routes(routes!(queue::queue))
        .routes(routes!(appointments::import))
        .routes(routes!(page::page))
        .routes(routes!(page::style))
        .routes(routes!(page::print_style))
        .routes(routes!(page::script))
        .routes(routes!(page::icon))
        .merge(desk::routes())
        .routes(routes!(sign_in::page, sign_in::sign_in))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(session::session, session::stay))
        .routes(routes!(session::style))
        .routes(routes!(session::session_style))
        .routes(routes!(session::sign_in_script))
        .routes(routes!(session::session_script))
        .routes(routes!(session::icon))
        .routes(routes!(manager::audit))
        .routes(routes!(manager::counts))
        .routes(routes!(manager::counts_csv))
        .routes(routes!(display_files::page))
        .routes(routes!(display_files::style))
        .routes(routes!(display_files::script))
        .routes(routes!(display_files::calls_script))
        .routes(routes!(display_files::sound_script))
        .routes(routes!(display_files::stream_script))
        .routes(routes!(display::live))
        .routes(routes!(display::speech))
        .routes(routes!(display_access::session, display_access::begin))
        .routes(routes!(openapi_json))
        .split_for_parts();
    document::complete(&mut document);
    (routes, document)
}

/// The service's routes with everything around them.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let (routes, _) = routes_with_document();
    routes
        .fallback(async || Refusal::not_found("See /openapi.json for what can be asked."))
        .method_not_allowed_fallback(async || Refusal::method())
        .layer(from_fn_with_state(Arc::clone(app), guard::guard))
        .with_state(Arc::clone(app))
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "document",
    responses((status = 200, description = "The OpenAPI 3.1 document of this service", content_type = "application/json")))]
async fn openapi_json() -> impl IntoResponse {
    let (_, document) = routes_with_document();
    Json(document)
}

/// Whether a request says that its body is of this type, whatever parameters follow.
fn is_type(headers: &HeaderMap, expected: &str) -> bool {
    let said = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    said.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case(expected)
}

/// A whole body, if it is small enough and comes in time.
async fn body(body: Body, limit: usize) -> Refusable<Vec<u8>> {
    let whole = tokio::time::timeout(BODY_TIME, to_bytes(body, limit))
        .await
        .map_err(|_| Refusal::too_slow())?;
    whole.map(Vec::from).map_err(|error| {
        let too_large =
            std::error::Error::source(&error).is_some_and(|source| source.is::<LengthLimitError>());
        if too_large {
            Refusal::too_large(limit)
        } else {
            Refusal::bad_request("The body did not arrive whole.")
        }
    })
}

#[cfg(test)]
mod tests;
