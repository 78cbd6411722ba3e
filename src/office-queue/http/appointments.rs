//! `POST /v1/appointments`: a list of appointments from another program of the office.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use serde::Deserialize;

use super::{body, is_type, schema};
use crate::app::App;
use crate::appointments::MAX_LIST_BYTES;
use crate::appointments::drop_folder::Form;
use crate::importing::ImportError;
use crate::office::is_id;
use crate::problem::{Refusable, Refusal};
use crate::store::Imported;

/// The most reasons that an answer gives.
const MAX_REASONS: usize = 10;

/// Which list it is.
#[derive(Deserialize)]
pub(super) struct Asked {
    source: Option<String>,
}

/// Take a list of appointments over.
///
/// It is taken over whole or refused whole. It says everything of its days: what the same source said of them before
/// and says no more is cancelled. The columns and properties that are read are in the module `appointments`.
#[utoipa::path(post, path = "/v1/appointments", tag = "import", operation_id = "import_appointments",
    security(("import_token" = [])),
    params(("source" = Option<String>, Query, description = "Which list this is, where a program sends several: an id; the token's name where none is given")),
    request_body(content(
        (String = "text/csv", example = "reference,date,time,officer,service,status\nHX3K7,2026-11-23,10:30,A. Obi,repairs,confirmed\n"),
        (String = "text/calendar"),
    )),
    responses(
        (status = 200, description = "The list counts now", body = Imported),
        (status = 400, description = "A source that is no id, or a body that did not arrive whole", body = schema::Problem, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is not known", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "A token that is not for importing", body = schema::Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = schema::Problem, content_type = "application/problem+json"),
        (status = 413, description = "The list is too large", body = schema::Problem, content_type = "application/problem+json"),
        (status = 415, description = "Neither text/csv nor text/calendar", body = schema::Problem, content_type = "application/problem+json"),
        (status = 422, description = "The list was refused, with the lines that are wrong; nothing has changed", body = schema::Problem, content_type = "application/problem+json"),
        (status = 503, description = "It could not be stored now; see Retry-After", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn import(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Refusable<Json<Imported>> {
    let (parts, sent) = request.into_parts();
    let importer = app.importer(&parts.headers)?;
    let form = if is_type(&parts.headers, "text/csv") {
        Form::Csv
    } else if is_type(&parts.headers, "text/calendar") {
        Form::ICalendar
    } else {
        return Err(Refusal::media_type("text/csv or text/calendar"));
    };
    let source = match asked.map(|Query(asked)| asked.source) {
        Ok(None) => importer.kiosk,
        // A source of one importer can never be another's, nor a file's of the drop folder.
        Ok(Some(source)) if is_id(&source) => format!("{}/{source}", importer.kiosk),
        _ => {
            return Err(Refusal::bad_request(
                "A source is 1 to 64 letters, digits and hyphens.",
            ));
        }
    };
    let bytes = body(sent, MAX_LIST_BYTES).await?;
    match app
        .import(&importer.office, &format!("/{source}"), form, &bytes)
        .await
    {
        Ok(imported) => Ok(Json(imported)),
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(ImportError::Refused(why)) => {
            let mut reasons = why
                .iter()
                .take(MAX_REASONS)
                .cloned()
                .collect::<Vec<_>>()
                .join("; ");
            if why.len() > MAX_REASONS {
                reasons.push_str(&format!("; and {} more", why.len() - MAX_REASONS));
            }
            Err(Refusal::list(reasons))
        }
    }
}
