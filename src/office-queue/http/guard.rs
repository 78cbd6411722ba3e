//! What stands before the routes: the desk page is for this machine's own browser only.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::problem::{Refusable, Refusal};

/// A header that a page of another site cannot send without being asked first, and is then refused.
const DESK_HEADER: &str = "x-reception-desk";

/// Nothing but the page's own files; no inline script or style; nobody may frame it.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Guards the desk's paths and sets the headers that every answer has.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let at_desk = path == "/desk" || path.starts_with("/desk/");
    let mut response = match desk_refused(at_desk, &app, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_POLICY),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

fn desk_refused(at_desk: bool, app: &App, request: &Request) -> Refusable<()> {
    if !at_desk {
        return Ok(());
    }
    if !app.config.listen.ip().is_loopback() {
        return Err(Refusal::forbidden(
            "The desk page is served only where the service listens on this machine alone.",
        ));
    }
    let host = host(request)?;
    // Another site's name that resolves to this machine would otherwise read the page as its own.
    if !is_this_machine(&host) {
        return Err(Refusal::forbidden(
            "The desk page answers only to localhost, 127.0.0.1 or [::1].",
        ));
    }
    // A proxy of this machine is there to bring in others, whatever Host it writes.
    if ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
        .iter()
        .any(|name| request.headers().contains_key(*name))
    {
        return Err(Refusal::forbidden("The desk page is not served through a proxy."));
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        Ok(())
    } else {
        own_page(request.headers(), &host)
    }
}

fn host(request: &Request) -> Refusable<Authority> {
    let value = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    value
        .and_then(|host| host.parse().ok())
        .ok_or_else(|| Refusal::bad_request("A Host header is needed."))
}

fn is_this_machine(host: &Authority) -> bool {
    matches!(host.host(), "localhost" | "127.0.0.1" | "[::1]")
}

/// A change must come from the desk page itself, not from another site open in the same browser.
fn own_page(headers: &HeaderMap, host: &Authority) -> Refusable<()> {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let own = said(DESK_HEADER).is_some()
        && said("sec-fetch-site").is_none_or(|site| site == "same-origin")
        && said("origin").is_none_or(|origin| {
            origin.strip_prefix("http://").or(origin.strip_prefix("https://")) == Some(host.as_str())
        });
    if own {
        Ok(())
    } else {
        Err(Refusal::forbidden(
            "This can be asked only by the desk page itself.",
        ))
    }
}
