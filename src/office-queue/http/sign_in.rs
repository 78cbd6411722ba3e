//! Signing in and out: plain forms that work without JavaScript.

use std::sync::Arc;

use axum::extract::{Form, FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, body::Body};
use serde::Deserialize;
use utoipa::ToSchema;

use super::door::Client;
use super::html::{escaped, html};
use super::{body, is_type, schema};
use crate::accounts::account_name;
use crate::app::App;
use crate::problem::{Refusable, Refusal};
use crate::session;
use crate::store::Standing;

/// The largest form.
const MAX_FORM: usize = 4096;

/// What is typed.
#[derive(Deserialize, ToSchema)]
pub(super) struct SignInForm {
    /// The account's name.
    name: String,
    /// Its password.
    password: String,
}

/// What the page says above the form.
enum Said {
    Nothing,
    Wrong,
    Wait(i64),
}

/// The sign-in page.
#[utoipa::path(get, path = "/sign-in", tag = "desk",
    responses((status = 200, description = "The sign-in page", content_type = "text/html")))]
pub(super) async fn page(State(app): State<Arc<App>>) -> Refusable<Response> {
    if app.store.standing(None, false, app.clock.now()).await? == Standing::NoAccounts {
        let open = if app.config.is_open_without_accounts() {
            "<p>Until then the desk page is open to whoever uses this computer.</p>\n  \
             <p><a class=\"button primary\" href=\"/desk\">Open the desk page</a></p>"
        } else {
            ""
        };
        let page = include_str!("../pages/no-accounts.html").replace("{open}", open);
        return Ok(html(StatusCode::OK, page));
    }
    Ok(form(StatusCode::OK, "", &Said::Nothing))
}

/// Sign in with an account's name and password.
#[utoipa::path(post, path = "/sign-in", tag = "desk",
    request_body(content = SignInForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Signed in; the session's cookie is set, and the desk page is at /desk"),
        (status = 401, description = "The name or the password is wrong", content_type = "text/html"),
        (status = 403, description = "Not asked by the sign-in page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong passwords for this account or from this address", content_type = "text/html"),
    ))]
pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Refusable<Response> {
    let old = session::id_in(request.headers(), client.secure);
    let SignInForm {
        name: typed,
        password,
    } = read(request).await?;
    let now = app.clock.now();
    // A name that cannot be one shares a bucket with all others that cannot, and takes as long as any.
    let name = account_name(&typed).unwrap_or_default();
    let attempt = match app.attempts.begin(&name, client.address, now) {
        Ok(attempt) => attempt,
        Err(seconds) => {
            tracing::warn!("a sign-in was refused: too many wrong passwords");
            let mut response = form(StatusCode::TOO_MANY_REQUESTS, &typed, &Said::Wait(seconds));
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            return Ok(response);
        }
    };
    let account = app.store.account(name).await?;
    let hash = account.as_ref().map(|(_, hash)| hash.clone());
    let fits = app.passwords.fits(password, hash).await;
    let Some((account, hash)) = account else {
        return Ok(form(StatusCode::UNAUTHORIZED, &typed, &Said::Wrong));
    };
    let id = session::new_id().map_err(|error| {
        tracing::error!(%error, "the system gave no random numbers");
        Refusal::forbidden("The system gave no random numbers, so nobody can sign in.")
    })?;
    let stored = session::stored_id(&id);
    if !fits
        || !app
            .store
            .open_session(account.name.clone(), hash, stored, now)
            .await?
    {
        app.record(&account.office, Some(&account.name), "sign-in refused", None)
            .await;
        return Ok(form(StatusCode::UNAUTHORIZED, &typed, &Said::Wrong));
    }
    attempt.give_back();
    // The session this browser had before ends with the new one.
    if let Some(old) = old {
        app.store.end_session(old).await?;
        app.tell_sessions();
    }
    app.record(&account.office, Some(&account.name), "sign-in", None)
        .await;
    Ok(with_cookie(&session::cookie(&id, client.secure), "/desk"))
}

/// Sign out.
#[utoipa::path(post, path = "/sign-out", tag = "desk",
    responses(
        (status = 303, description = "Signed out; the cookie is taken away"),
        (status = 403, description = "Not asked by a page of ours", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Refusable<Response> {
    if let Some(id) = session::id_in(request.headers(), client.secure)
        && let Some((office, account)) = app.store.end_session(id).await?
    {
        app.tell_sessions();
        app.record(&office, Some(&account), "sign-out", None).await;
    }
    Ok(with_cookie(&session::no_cookie(client.secure), "/sign-in"))
}

async fn read(request: Request) -> Refusable<SignInForm> {
    if !is_type(request.headers(), "application/x-www-form-urlencoded") {
        return Err(Refusal::media_type("application/x-www-form-urlencoded"));
    }
    let (parts, sent) = request.into_parts();
    let bytes = body(sent, MAX_FORM).await?;
    let whole = Request::from_parts(parts, Body::from(bytes));
    let form = Form::from_request(whole, &()).await;
    form.map(|Form(form)| form)
        .map_err(|_| Refusal::bad_request("Send the fields name and password."))
}

fn form(status: StatusCode, name: &str, said: &Said) -> Response {
    let message = match said {
        Said::Nothing => String::new(),
        Said::Wrong => wrong("The name or the password is not right."),
        Said::Wait(seconds) if *seconds <= 60 => wrong(&format!(
            "Too many wrong passwords. Please try again in {seconds} seconds."
        )),
        Said::Wait(seconds) => wrong(&format!(
            "Too many wrong passwords. Please try again in {} minutes.",
            (seconds + 59) / 60
        )),
    };
    // A browser's tab and a screen reader say the title first.
    let title = match said {
        Said::Nothing => "Sign in – Reception desk",
        Said::Wrong | Said::Wait(_) => "Not signed in – Reception desk",
    };
    let (name_focus, password_focus) = if name.is_empty() {
        (" autofocus", "")
    } else {
        ("", " autofocus")
    };
    let page = include_str!("../pages/sign-in.html")
        .replace("{title}", title)
        .replace("{message}", &message)
        .replace("{name_focus}", name_focus)
        .replace("{password_focus}", password_focus)
        // What was typed comes last, so that nothing in it is taken for a place to fill.
        .replace("{name}", &escaped(name));
    html(status, page)
}

fn wrong(sentence: &str) -> String {
    format!("<p class=\"wrong\" role=\"alert\">{}</p>", escaped(sentence))
}

fn with_cookie(cookie: &str, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
