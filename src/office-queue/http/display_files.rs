//! The call display's files, which are in the program. They hold nothing of anybody, so no access is needed: a screen
//! needs its page to show its token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::app::App;

/// The call display: the numbers that are called, for a screen across the waiting room.
#[utoipa::path(get, path = "/display", tag = "display",
    params(("office" = Option<String>, Query, description = "The office's id; the page asks for it, and the first office is shown where none is named")),
    responses((status = 200, description = "The call display's page", content_type = "text/html")))]
pub(super) async fn page(State(app): State<Arc<App>>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        app.display_page.html.clone(),
    )
}

/// The handlers of the other files differ in path, type and content only.
macro_rules! files {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $file:literal, $kind:literal;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "display",
            responses((status = 200, description = "A file of the call display", content_type = $kind)))]
        pub(super) async fn $name() -> impl IntoResponse {
            ([(header::CONTENT_TYPE, concat!($kind, "; charset=utf-8"))], include_str!($file))
        }
    )+};
}

files! {
    /// The call display's style.
    style, "/display/display.css", "../display/display.css", "text/css";
    /// The call display's script: what is shown.
    script, "/display/display.js", "../display/display.js", "text/javascript";
    /// Which call is shown, and which are to come.
    calls_script, "/display/calls.js", "../display/calls.js", "text/javascript";
    /// Chime and speech.
    sound_script, "/display/sound.js", "../display/sound.js", "text/javascript";
    /// What the service sends.
    stream_script, "/display/stream.js", "../display/stream.js", "text/javascript";
}
