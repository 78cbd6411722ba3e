//! What stands before the routes: who may come to the pages of staff, for which office, and what is written in the
//! audit log. A new route under /desk is guarded, bound to the office and logged without knowing of it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::StreamExt;
use serde_json::Value;

use super::{audit, body, display_access, door};
use crate::accounts::Role;
use crate::app::App;
use crate::problem::{Refusable, Refusal};
use crate::session::{self, SignedIn};
use crate::store::Standing;

/// A header that a page of another site cannot send without being asked first, and is then refused.
const DESK_HEADER: &str = "x-reception-desk";

/// Nothing but the page's own files; no inline script or style; nobody may frame it.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The largest body of a desk's request.
const MAX_DESK_BYTES: usize = 64 * 1024;

/// How often an open stream asks whether its session is still good.
const SESSION_CHECKED: std::time::Duration = std::time::Duration::from_secs(30);

/// Guards the paths of staff and sets the headers that every answer has.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let answered = if path == "/desk" || path.starts_with("/desk/") {
        desk(&app, request, next).await
    } else if path == "/display" || path.starts_with("/display/") {
        display_access::guard(&app, request, next).await
    } else if path == "/sign-in" || path == "/sign-out" {
        sign_in(&app, request, next).await
    } else {
        Ok(next.run(request).await)
    };
    let mut response = answered.unwrap_or_else(IntoResponse::into_response);
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The sign-in page is for everyone whom the desk page may be shown to, but its form only from itself.
async fn sign_in(app: &App, mut request: Request, next: Next) -> Refusable<Response> {
    let client = door::client(&app.config, &request)?;
    if !is_reading(&request) {
        let host = door::host(&request)?;
        // A form cannot send a header of ours, so a browser that says nothing of the origin is refused here.
        if door::says_own_page(request.headers(), &host, client.secure) != Some(true) {
            return Err(Refusal::forbidden(
                "This can be asked only by the sign-in page itself.",
            ));
        }
    }
    request.extensions_mut().insert(client);
    Ok(next.run(request).await)
}

/// A request to the desk's paths: by whom, for which office, and what became of it.
async fn desk(app: &Arc<App>, mut request: Request, next: Next) -> Refusable<Response> {
    let client = door::client(&app.config, &request)?;
    let host = door::host(&request)?;
    let reading = is_reading(&request);
    if !reading {
        let own = request.headers().contains_key(DESK_HEADER)
            && door::says_own_page(request.headers(), &host, client.secure) != Some(false);
        if !own {
            return Err(Refusal::forbidden(
                "This can be asked only by the desk page itself.",
            ));
        }
    }
    let id = session::id_in(request.headers(), client.secure);
    let path = request.uri().path().to_owned();
    // What a page asks by itself is no sign of a person.
    let active = !(reading && ["/desk/events", "/desk/session"].contains(&path.as_str()));
    let signed_in = match app.store.standing(id, active, app.clock.now()).await? {
        Standing::SignedIn(signed_in) => Some(signed_in),
        Standing::SignedOut => return signed_out(&request),
        Standing::NoAccounts if app.config.is_open_without_accounts() && door::is_this_machine(&host) => None,
        Standing::NoAccounts => {
            return Err(Refusal::forbidden(
                "Nobody has an account yet. On the server, run `office-queue account add <office> <name>`.",
            ));
        }
    };
    if let Some(signed_in) = &signed_in {
        if signed_in.role < needed_role(&path) {
            return Err(Refusal::forbidden(format!(
                "This is for the role {}; {} has the role {}.",
                needed_role(&path).as_str(),
                signed_in.account,
                signed_in.role.as_str()
            )));
        }
        request = bound_to_office(request, &signed_in.office).await?;
        request.extensions_mut().insert(signed_in.clone());
    }
    request.extensions_mut().insert(client);
    let response = next.run(request).await;
    if !reading {
        return Ok(audit::recorded(app, signed_in.as_ref(), &path, response).await);
    }
    Ok(match (signed_in, id) {
        (Some(_), Some(id)) if is_stream(&response) => ended_with_session(Arc::clone(app), id, response),
        (None, _) if is_stream(&response) => ended_with_first_account(Arc::clone(app), response),
        _ => response,
    })
}

pub(super) fn is_reading(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Which role a path is for.
fn needed_role(path: &str) -> Role {
    let manager = ["/desk/audit", "/desk/counts"];
    if manager.iter().any(|prefix| path.starts_with(prefix)) {
        Role::Manager
    } else {
        Role::Staff
    }
}

/// A page is shown the way to sign in; a script is told.
fn signed_out(request: &Request) -> Refusable<Response> {
    let wants_page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page && is_reading(request) {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    Err(Refusal::signed_out())
}

/// Makes a request speak of one office only: it may leave the office out, and then it is filled in.
pub(super) async fn bound_to_office(request: Request, office: &str) -> Refusable<Request> {
    let foreign = || Refusal::forbidden("This account belongs to another office.");
    let (mut parts, sent) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default();
    let mut named = false;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        // An office's id is never written with escapes, so one that is, is foreign too.
        if key.contains(['%', '+']) {
            return Err(Refusal::bad_request(
                "The query holds a name that is not known here.",
            ));
        }
        if key == "office" {
            named = true;
            if value != office {
                return Err(foreign());
            }
        }
    }
    if !named {
        let path = parts.uri.path();
        let separator = if query.is_empty() { "" } else { "&" };
        parts.uri = format!("{path}?{query}{separator}office={office}")
            .parse()
            .map_err(|_| Refusal::bad_request("The address cannot be read."))?;
    }
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(Request::from_parts(parts, sent));
    }
    let bytes = body(sent, MAX_DESK_BYTES).await?;
    if bytes.is_empty() {
        return Ok(Request::from_parts(parts, Body::empty()));
    }
    let mut asked: Value =
        serde_json::from_slice(&bytes).map_err(|_| Refusal::bad_request("Send a JSON object."))?;
    let object = asked
        .as_object_mut()
        .ok_or_else(|| Refusal::bad_request("Send a JSON object."))?;
    match object.get("office") {
        None | Some(Value::Null) => {
            object.insert("office".to_owned(), Value::from(office));
        }
        Some(named) if named == office => {}
        Some(_) => return Err(foreign()),
    }
    let whole = asked.to_string();
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    parts.headers.remove(header::TRANSFER_ENCODING);
    Ok(Request::from_parts(parts, Body::from(whole)))
}

pub(super) fn is_stream(response: &Response) -> bool {
    response.status() == StatusCode::OK
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"))
}

/// Lets a stream end when its session does: at sign-out, after its time, or with its account.
pub(super) fn ended_with_session(app: Arc<App>, id: [u8; 32], response: Response) -> Response {
    let (parts, stream) = response.into_parts();
    let ended = async move {
        let mut ends = app.session_ends();
        loop {
            // Whichever comes first, the store is asked; an error means that the service is stopping.
            tokio::time::timeout(SESSION_CHECKED, ends.changed()).await.ok();
            match app.store.standing(Some(id), false, app.clock.now()).await {
                Ok(Standing::SignedIn(_)) => {}
                _ => return,
            }
        }
    };
    let stream = stream.into_data_stream().take_until(Box::pin(ended));
    Response::from_parts(parts, Body::from_stream(stream))
}

/// Lets a stream that was open to whoever sits at this machine end as soon as somebody has an account.
fn ended_with_first_account(app: Arc<App>, response: Response) -> Response {
    let (parts, stream) = response.into_parts();
    let ended = async move {
        let mut ends = app.session_ends();
        loop {
            tokio::time::timeout(SESSION_CHECKED, ends.changed()).await.ok();
            match app.store.standing(None, false, app.clock.now()).await {
                Ok(Standing::NoAccounts) => {}
                _ => return,
            }
        }
    };
    let stream = stream.into_data_stream().take_until(Box::pin(ended));
    Response::from_parts(parts, Body::from_stream(stream))
}

/// Who is signed in, for handlers that need it.
pub(super) type Who = Option<axum::Extension<SignedIn>>;
