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

/// The modules of the staff page's script, by their file names.
const MODULES: &[(&str, &str)] = &[("desk.js", include_str!("../desk/desk.js"))];

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
