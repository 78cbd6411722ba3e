//! Opening, pausing and closing services; and the languages that staff can choose from.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{DeskRequest, known_office, parsed, schema, staff, word};
use crate::app::App;
use crate::arrival::service_day;
use crate::http::audit::Done;
use crate::languages::LanguageLabel;
use crate::problem::{Refusable, Refusal};
use crate::store::{Stop, StopKind};

/// The reasons there are. Each is a message id that the kiosks' locales have, so that a visitor reads it in their own
/// language.
const REASONS: &[&str] = &[
    "reason-staff-away",
    "reason-very-busy",
    "reason-system-fault",
    "reason-closed-early",
    "reason-meeting",
];

/// What is set.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct ServiceChange {
    #[serde(flatten)]
    by: DeskRequest,
    /// The service's id; null for the whole office, which takes the place of every service's own setting.
    service: Option<String>,
    /// What is set until the end of the day.
    stop: StopKind,
    /// Why, one of `reason-staff-away`, `reason-very-busy`, `reason-system-fault`, `reason-closed-early`,
    /// `reason-meeting`; null for no reason given.
    reason: Option<String>,
}

/// What was set.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct ServiceAnswer {
    /// What holds now.
    stop: StopKind,
}

/// Open, pause or close a service, or the whole office, until the end of the day.
#[utoipa::path(post, path = "/desk/services", tag = "desk", request_body = ServiceChange,
    responses(
        (status = 200, description = "Set", body = ServiceAnswer),
        (status = 400, description = "An unknown reason, or a body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such office, or it lists no such service", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn set(
    State(app): State<Arc<App>>,
    request: Request,
) -> Refusable<(Extension<Done>, Json<ServiceAnswer>)> {
    let asked: ServiceChange = parsed(request).await?;
    let staff = staff(&app, asked.by).await?;
    let office = known_office(&app, &staff.office).await?;
    let service = asked.service.map(word).transpose()?;
    if let Some(id) = &service
        && office.service(id).is_none()
        && !office.services.is_empty()
    {
        return Err(Refusal::not_found("This office lists no such service."));
    }
    if let Some(reason) = &asked.reason
        && !REASONS.contains(&reason.as_str())
    {
        let known = REASONS.join(", ");
        return Err(Refusal::bad_request(format!("The reasons are {known}, or none.")));
    }
    let today = service_day(staff.now, office.zone);
    let stop = Stop {
        service,
        kind: asked.stop,
        // An open service needs no reason.
        reason: asked.reason.filter(|_| asked.stop != StopKind::Open),
    };
    let what = stop.service.as_deref().unwrap_or("all services");
    let done = Done(format!("{} {what}", asked.stop.as_str()));
    app.store.set_service(staff, today, stop).await?;
    app.tell_desks();
    Ok((Extension(done), Json(ServiceAnswer { stop: asked.stop })))
}

/// The languages that can be chosen for a visitor or an interpreter, by their English names.
#[utoipa::path(get, path = "/desk/languages", tag = "desk",
    responses((status = 200, description = "The languages with a name here", body = Vec<LanguageLabel>)))]
pub(in crate::http) async fn languages() -> Json<Vec<LanguageLabel>> {
    Json(crate::languages::languages())
}
