//! Who may see an office's calls: a screen with a display token, anybody signed in, and without accounts whoever uses
//! this machine. Every path under /display needs it but the page's own files and the showing of a token.
//!
//! A token is shown once, in the body of a request, and comes back as a cookie that no script can read. The cookie is
//! the token itself, so it is as good as the token and is worth nothing once that is removed.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::door::Client;
use super::{body, door, guard, is_type, schema};
use crate::app::App;
use crate::problem::{Refusable, Refusal};
use crate::session;
use crate::store::Standing;

/// The paths that anybody may read.
const FILES: [&str; 6] = [
    "/display",
    "/display/display.css",
    "/display/display.js",
    "/display/calls.js",
    "/display/sound.js",
    "/display/stream.js",
];

/// The cookie's name where it cannot be set without TLS (RFC 6265bis 4.1.3.1).
const SECURE_NAME: &str = "__Secure-reception-display";

/// The cookie's name on this machine without TLS, where browsers refuse the other.
const LOCAL_NAME: &str = "reception-display-local";

/// How long a browser keeps it: the most that browsers grant, 400 days, from the last time the screen connected.
const COOKIE_SECONDS: u32 = 400 * 24 * 3600;

/// How often an open stream asks whether its token is still there.
const TOKEN_CHECKED: Duration = Duration::from_secs(15);

/// The largest body with a token in it.
const MAX_TOKEN_BYTES: usize = 512;

/// Which office a request may see; none where it may see any.
#[derive(Clone)]
pub(super) struct MaySee(pub Option<String>);

/// Lets through who may see calls, bound to their office.
pub(super) async fn guard(app: &Arc<App>, mut request: Request, next: Next) -> Refusable<Response> {
    let client = door::client(&app.config, &request)?;
    let host = door::host(&request)?;
    request.extensions_mut().insert(client);
    if !guard::is_reading(&request) {
        if door::says_own_page(request.headers(), &host, client.secure) != Some(true) {
            return Err(Refusal::forbidden(
                "This can be asked only by the call display itself.",
            ));
        }
        return Ok(next.run(request).await);
    }
    if FILES.contains(&request.uri().path()) {
        return Ok(next.run(request).await);
    }
    if let Some(token) = token_in(request.headers(), client.secure)
        && let Some(screen) = app.display_tokens.holder(&token)?
    {
        request = guard::bound_to_office(request, &screen.office).await?;
        request.extensions_mut().insert(MaySee(Some(screen.office)));
        let mut response = next.run(request).await;
        if guard::is_stream(&response) {
            set_cookie(&mut response, &token, client.secure);
            response = ended_with_token(Arc::clone(app), token, response);
        }
        return Ok(response);
    }
    let id = session::id_in(request.headers(), client.secure);
    // A screen that is left on is no sign of a person, so it does not keep a session alive.
    match app.store.standing(id, false, app.clock.now()).await? {
        Standing::SignedIn(who) => {
            request = guard::bound_to_office(request, &who.office).await?;
            request.extensions_mut().insert(MaySee(Some(who.office)));
            let response = next.run(request).await;
            Ok(match id {
                Some(id) if guard::is_stream(&response) => {
                    guard::ended_with_session(Arc::clone(app), id, response)
                }
                _ => response,
            })
        }
        Standing::NoAccounts if app.config.is_open_without_accounts() && door::is_this_machine(&host) => {
            request.extensions_mut().insert(MaySee(None));
            Ok(next.run(request).await)
        }
        Standing::SignedOut | Standing::NoAccounts => Err(Refusal::unauthorised(
            "This screen may not show calls. Open it once with a token from `office-queue token add-display`, or sign in.",
        )),
    }
}

/// What a screen is told of its access.
#[derive(Serialize, ToSchema)]
pub(super) struct DisplayAccess {
    /// The only office it may show; null where it may show any.
    office: Option<String>,
}

/// Whether this screen may show calls. A stream of events cannot say why it was refused, so the page asks here first.
#[utoipa::path(get, path = "/display/session", tag = "display",
    params(("office" = Option<String>, Query, description = "The office's id")),
    responses(
        (status = 200, description = "It may", body = DisplayAccess),
        (status = 401, description = "No token, or one that was removed, and nobody is signed in", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another office's", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn session(Extension(MaySee(office)): Extension<MaySee>) -> Json<DisplayAccess> {
    Json(DisplayAccess { office })
}

/// A display token.
#[derive(Deserialize, ToSchema)]
pub(super) struct ShownToken {
    /// The token, as `office-queue token add-display` printed it.
    token: String,
}

/// Show the screen's token, once; it comes back as a cookie.
#[utoipa::path(post, path = "/display/session", tag = "display", request_body = ShownToken,
    responses(
        (status = 204, description = "The cookie is set"),
        (status = 400, description = "A body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is not known here", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the call display itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = schema::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong tokens from this address", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn begin(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Refusable<Response> {
    if !is_type(request.headers(), "application/json") {
        return Err(Refusal::media_type("application/json"));
    }
    let bytes = body(request.into_body(), MAX_TOKEN_BYTES).await?;
    let ShownToken { token } = serde_json::from_slice(&bytes)
        .map_err(|_| Refusal::bad_request("Send a JSON object with the screen's token."))?;
    // No account's name holds a space, so nobody's sign-in shares this bucket.
    let bucket = format!("display {}", client.address);
    let attempt = app
        .attempts
        .begin(&bucket, client.address, app.clock.now())
        .map_err(|seconds| {
            tracing::warn!("a display token was refused: too many wrong ones");
            Refusal::too_many(
                "Too many wrong tokens.",
                u32::try_from(seconds).unwrap_or(u32::MAX),
            )
        })?;
    if app.display_tokens.holder(&token)?.is_none() {
        return Err(Refusal::unauthorised("This token is not known here."));
    }
    attempt.give_back();
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, &token, client.secure);
    Ok(response)
}

fn name(secure: bool) -> &'static str {
    if secure { SECURE_NAME } else { LOCAL_NAME }
}

fn set_cookie(response: &mut Response, token: &str, secure: bool) {
    let (name, only_secure) = (name(secure), if secure { "; Secure" } else { "" });
    let cookie = format!(
        "{name}={token}; Path=/display; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Strict{only_secure}"
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn token_in(headers: &HeaderMap, secure: bool) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(found, _)| *found == name(secure))
        .map(|(_, token)| token.to_owned())
}

/// Lets a stream end when its token is removed.
fn ended_with_token(app: Arc<App>, token: String, response: Response) -> Response {
    let (parts, stream) = response.into_parts();
    let ended = async move {
        while let Ok(Some(_)) = app.display_tokens.holder(&token) {
            tokio::time::sleep(TOKEN_CHECKED).await;
        }
    };
    let stream = stream.into_data_stream().take_until(Box::pin(ended));
    Response::from_parts(parts, Body::from_stream(stream))
}
