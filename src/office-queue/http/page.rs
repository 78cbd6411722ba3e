//! The desk page's files, which are in the program.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;

use super::schema;
use crate::problem::{Refusable, Refusal};

/// The staff page. It is served on this machine only.
#[utoipa::path(get, path = "/desk", tag = "desk",
    responses((status = 200, description = "The staff page", content_type = "text/html")))]
pub(super) async fn page() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        include_str!("../desk/desk.html"),
    )
}

/// The staff page's style.
#[utoipa::path(get, path = "/desk/desk.css", tag = "desk",
    responses((status = 200, description = "The staff page's style", content_type = "text/css")))]
pub(super) async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../desk/desk.css"),
    )
}

/// The style of today's list on paper.
#[utoipa::path(get, path = "/desk/print.css", tag = "desk",
    responses((status = 200, description = "The style of today's list on paper", content_type = "text/css")))]
pub(super) async fn print_style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../desk/print.css"),
    )
}

/// The modules of the staff page's script, by their file names.
const MODULES: &[(&str, &str)] = &[
    ("actions.js", include_str!("../desk/actions.js")),
    ("add.js", include_str!("../desk/add.js")),
    ("alarm.js", include_str!("../desk/alarm.js")),
    ("ask.js", include_str!("../desk/ask.js")),
    ("desk.js", include_str!("../desk/desk.js")),
    ("draw.js", include_str!("../desk/draw.js")),
    ("filters.js", include_str!("../desk/filters.js")),
    ("find.js", include_str!("../desk/find.js")),
    ("list.js", include_str!("../desk/list.js")),
    ("page.js", include_str!("../desk/page.js")),
    ("services.js", include_str!("../desk/services.js")),
    ("source.js", include_str!("../desk/source.js")),
    ("stream.js", include_str!("../desk/stream.js")),
    ("visit.js", include_str!("../desk/visit.js")),
    ("warnings.js", include_str!("../desk/warnings.js")),
    ("worker.js", include_str!("../desk/worker.js")),
];

/// A module of the staff page's script.
#[utoipa::path(get, path = "/desk/js/{file}", tag = "desk",
    params(("file" = String, Path, description = "The module's file name", example = "desk.js")),
    responses(
        (status = 200, description = "A module of the staff page's script", content_type = "text/javascript"),
        (status = 404, description = "No such module", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn script(Path(file): Path<String>) -> Refusable<impl IntoResponse> {
    let (_, text) = MODULES
        .iter()
        .find(|(name, _)| *name == file)
        .ok_or_else(|| Refusal::not_found("The desk page has no such file."))?;
    Ok(([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], *text))
}

/// The staff page's icon.
#[utoipa::path(get, path = "/desk/icon.svg", tag = "desk",
    responses((status = 200, description = "The staff page's icon", content_type = "image/svg+xml")))]
pub(super) async fn icon() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "image/svg+xml")],
        include_str!("../desk/icon.svg"),
    )
}
