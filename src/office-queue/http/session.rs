//! What the pages of staff ask about their session, and the files that they share.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::guard::Who;
use super::schema;
use crate::accounts::Role;
use crate::app::App;

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionAnswer {
    /// The account; null where nobody has one yet and the desk page is open.
    account: Option<String>,
    /// What it may do: `staff`, `manager` or `admin`.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    /// The office it belongs to.
    office: Option<String>,
    /// Whole minutes until the session ends, rounded up.
    minutes_left: i64,
    /// Whole minutes until it ends if nothing is done, rounded up.
    idle_minutes_left: i64,
}

/// How the session stands. Asking does not keep it alive.
#[utoipa::path(get, path = "/desk/session", tag = "desk",
    responses(
        (status = 200, description = "Who is signed in", body = SessionAnswer),
        (status = 401, description = "Nobody is", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn session(State(app): State<Arc<App>>, who: Who) -> Json<SessionAnswer> {
    answer(&app, who)
}

/// Stay signed in: this counts as doing something.
#[utoipa::path(post, path = "/desk/session", tag = "desk",
    responses(
        (status = 200, description = "Who is signed in", body = SessionAnswer),
        (status = 401, description = "Nobody is", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn stay(State(app): State<Arc<App>>, who: Who) -> Json<SessionAnswer> {
    answer(&app, who)
}

fn answer(app: &App, who: Who) -> Json<SessionAnswer> {
    let now = app.clock.now();
    let who = who.map(|axum::Extension(signed_in)| signed_in);
    let minutes = |until: chrono::DateTime<chrono::Utc>| ((until - now).num_seconds() + 59).div_euclid(60);
    Json(SessionAnswer {
        minutes_left: who.as_ref().map_or(0, |who| minutes(who.ends_at())),
        idle_minutes_left: who.as_ref().map_or(0, |who| minutes(who.idle_at())),
        role: who.as_ref().map(|who| who.role),
        office: who.as_ref().map(|who| who.office.clone()),
        account: who.map(|who| who.account),
    })
}

/// The handlers of the files differ in path, type and content only. They hold nothing of anybody, so that the sign-in
/// page can use them too.
macro_rules! files {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $file:literal, $kind:literal;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "desk",
            responses((status = 200, description = "A file of the pages of staff", content_type = $kind)))]
        pub(super) async fn $name() -> impl IntoResponse {
            ([(header::CONTENT_TYPE, concat!($kind, "; charset=utf-8"))], include_str!($file))
        }
    )+};
}

files! {
    /// The style of the sign-in page and the manager's pages.
    style, "/staff/staff.css", "../pages/staff.css", "text/css";
    /// The style of who is signed in.
    session_style, "/staff/session.css", "../pages/session.css", "text/css";
    /// The sign-in page's script.
    sign_in_script, "/staff/sign-in.js", "../pages/sign-in.js", "text/javascript";
    /// Who is signed in, on every page of staff.
    session_script, "/staff/session.js", "../pages/session.js", "text/javascript";
    /// The icon of the pages of staff.
    icon, "/staff/icon.svg", "../desk/icon.svg", "image/svg+xml";
}
