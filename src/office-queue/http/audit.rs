//! The audit log's way in: every change asked for under /desk that was done is written down, with the words of its
//! path and the row of its visit.

use axum::body::{Body, to_bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::app::App;
use crate::problem::Refusal;
use crate::session::SignedIn;

/// The largest answer that is looked into for a visit's id. Answers of desk actions are a hundred bytes.
const MAX_ANSWER: usize = 256 * 1024;

/// What a handler says was done, in an answer's extensions, where its path does not say it all.
#[derive(Clone)]
pub(super) struct Done(pub String);

/// Writes down what a request did, if it did something, and passes its answer on.
pub(super) async fn recorded(
    app: &App,
    signed_in: Option<&SignedIn>,
    path: &str,
    response: Response,
) -> Response {
    // A page that stays signed in has done nothing.
    if !response.status().is_success() || path == "/desk/session" {
        return response;
    }
    let (mut action, mut visit) = what_was_done(path);
    let (parts, mut body) = response.into_parts();
    if let Some(Done(said)) = parts.extensions.get() {
        action.clone_from(said);
    }
    let is_json = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    if visit.is_none() && is_json {
        let Ok(bytes) = to_bytes(body, MAX_ANSWER).await else {
            return Refusal::too_large(MAX_ANSWER).into_response();
        };
        let answer: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        visit = answer["visit"]["id"].as_i64();
        // "Call next" with nobody waiting did nothing.
        if answer.get("visit").is_some_and(Value::is_null) {
            return Response::from_parts(parts, Body::from(bytes));
        }
        body = Body::from(bytes);
    }
    let office = match signed_in {
        Some(signed_in) => signed_in.office.clone(),
        None => visit_office(app).await,
    };
    let account = signed_in.map(|signed_in| signed_in.account.as_str());
    app.record(&office, account, &action, visit).await;
    Response::from_parts(parts, body)
}

/// The first office: without accounts the desk page of this machine is in use, and that is the one it shows.
async fn visit_office(app: &App) -> String {
    let first = app
        .offices()
        .await
        .ok()
        .and_then(|offices| offices.into_iter().next());
    first.map(|office| office.id).unwrap_or_default()
}

/// A path's words, and the row it names: `/desk/visits/17/call` is `call` of 17.
fn what_was_done(path: &str) -> (String, Option<i64>) {
    let mut visit = None;
    let mut words = Vec::new();
    for word in path
        .split('/')
        .filter(|word| !["", "desk", "visits"].contains(word))
    {
        match word.parse() {
            Ok(id) => visit = Some(id),
            Err(_) => words.push(word),
        }
    }
    // A new visit has no row in its path yet.
    let action = if words.is_empty() {
        "add".to_owned()
    } else {
        words.join(" ")
    };
    (action, visit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_was_done_to_which_row() {
        assert_eq!(
            what_was_done("/desk/visits/17/call"),
            ("call".to_owned(), Some(17))
        );
        assert_eq!(what_was_done("/desk/next"), ("next".to_owned(), None));
        assert_eq!(what_was_done("/desk/visits"), ("add".to_owned(), None));
    }
}
