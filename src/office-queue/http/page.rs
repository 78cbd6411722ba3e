//! The desk page's files, which are in the program.

use axum::http::header;
use axum::response::IntoResponse;

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

/// The staff page's script.
#[utoipa::path(get, path = "/desk/desk.js", tag = "desk",
    responses((status = 200, description = "The staff page's script", content_type = "text/javascript")))]
pub(super) async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("../desk/desk.js"),
    )
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
