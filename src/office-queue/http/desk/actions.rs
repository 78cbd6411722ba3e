//! Calling, and everything else that moves a visit.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{DeskAnswer, DeskRequest, answer, desk_name, known_office, named, parsed, schema, staff, word};
use crate::app::App;
use crate::problem::{Refusable, Refusal};
use crate::store::{Acted, Filter, Target};
use crate::visit::Action;

/// The most services or languages of a filter.
const MAX_FILTER: usize = 200;

/// Who calls, and whom.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct NextRequest {
    #[serde(flatten)]
    by: DeskRequest,
    /// The ids of the services this desk deals with, null among them for "not said"; all where it is left out.
    services: Option<Vec<Option<String>>>,
    /// The languages the officer speaks, as tags; all where it is left out. A visitor whose interpreter is here is
    /// called in any language.
    languages: Option<Vec<String>>,
}

/// Call the first visitor in the list whom this desk can deal with.
#[utoipa::path(post, path = "/desk/next", tag = "desk", request_body = NextRequest,
    responses(
        (status = 200, description = "Who was called; null where nobody is waiting", body = DeskAnswer),
        (status = 400, description = "No desk, or a body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn next(
    State(app): State<Arc<App>>,
    request: Request,
) -> Refusable<Json<DeskAnswer>> {
    let asked: NextRequest = parsed(request).await?;
    let too_many = |count: Option<usize>| count.is_some_and(|count| count > MAX_FILTER);
    if too_many(asked.services.as_ref().map(Vec::len)) || too_many(asked.languages.as_ref().map(Vec::len)) {
        return Err(Refusal::bad_request(format!(
            "A filter has at most {MAX_FILTER} entries."
        )));
    }
    let staff = named(staff(&app, asked.by).await?)?;
    let filter = Filter {
        services: asked.services,
        languages: asked.languages,
    };
    match app.store.call_next(staff, filter).await? {
        Acted::NoVisit => Ok(Json(DeskAnswer { visit: None })),
        acted => answer(&app, acted),
    }
}

/// Take back this desk's last step.
#[utoipa::path(post, path = "/desk/undo", tag = "desk", request_body = DeskRequest,
    responses(
        (status = 200, description = "The visit as it stands again", body = DeskAnswer),
        (status = 400, description = "No desk, or a body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "Nothing to undo, or something else has happened to the visit since", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn undo(
    State(app): State<Arc<App>>,
    request: Request,
) -> Refusable<Json<DeskAnswer>> {
    let staff = named(staff(&app, parsed(request).await?).await?)?;
    let acted = app.store.undo(staff).await?;
    answer(&app, acted)
}

/// Where a visitor is sent on to: a service or a desk.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct TransferRequest {
    #[serde(flatten)]
    by: DeskRequest,
    /// A service's id.
    to_service: Option<String>,
    /// A desk's name; before the service.
    to_desk: Option<String>,
}

/// Send a visitor on to another service or desk, with number and promise.
#[utoipa::path(post, path = "/desk/visits/{id}/transfer", tag = "desk", request_body = TransferRequest,
    params(("id" = i64, Path, description = "The visit's id on the board")),
    responses(
        (status = 200, description = "Done", body = DeskAnswer),
        (status = 400, description = "Neither service nor desk, or a body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such visit, or the office lists no such service", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "The visit's state does not allow it", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn transfer(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Refusable<Json<DeskAnswer>> {
    let id = visit_id(id)?;
    let asked: TransferRequest = parsed(request).await?;
    let staff = staff(&app, asked.by).await?;
    let desk = desk_name(asked.to_desk.as_deref().unwrap_or_default())?;
    let target = match asked.to_service {
        _ if !desk.is_empty() => Target::Desk(desk),
        Some(service) => {
            let service = word(service)?;
            let office = known_office(&app, &staff.office).await?;
            let listed = office.service(&service);
            if listed.is_none() && !office.services.is_empty() {
                return Err(Refusal::not_found("This office lists no such service."));
            }
            Target::Service {
                urgent: listed.is_some_and(|service| service.urgent),
                id: Some(service),
            }
        }
        None => return Err(Refusal::bad_request("Name a service or a desk to send them to.")),
    };
    let acted = app.store.transfer(id, staff, target).await?;
    answer(&app, acted)
}

/// The id in a path.
pub(super) fn visit_id(id: Result<Path<i64>, PathRejection>) -> Refusable<i64> {
    let Path(id) = id.map_err(|_| Refusal::not_found("A visit's id is a whole number."))?;
    Ok(id)
}

/// An action on one visit.
async fn act(
    app: &App,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
    action: Action,
) -> Refusable<Json<DeskAnswer>> {
    let id = visit_id(id)?;
    let staff = staff(app, parsed(request).await?).await?;
    let staff = match action {
        Action::Call | Action::Recall | Action::Serve => named(staff)?,
        // Whoever is at the counter may tidy up, so the others need no desk.
        _ => staff,
    };
    let acted = app.store.act(id, staff, action).await?;
    answer(app, acted)
}

/// The handlers of the actions differ in path and action only.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $action:ident;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "desk", request_body = DeskRequest,
            params(("id" = i64, Path, description = "The visit's id on the board")),
            responses(
                (status = 200, description = "Done", body = DeskAnswer),
                (status = 400, description = "A body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
                (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
                (status = 404, description = "No such visit", body = schema::Problem, content_type = "application/problem+json"),
                (status = 409, description = "The visit's state does not allow it", body = schema::Problem, content_type = "application/problem+json"),
            ))]
        pub(in crate::http) async fn $name(
            State(app): State<Arc<App>>,
            id: Result<Path<i64>, PathRejection>,
            request: Request,
        ) -> Refusable<Json<DeskAnswer>> {
            act(&app, id, request, Action::$action).await
        }
    )+};
}

actions! {
    /// Call this visitor.
    call, "/desk/visits/{id}/call", Call;
    /// Call again, from the same desk.
    recall, "/desk/visits/{id}/recall", Recall;
    /// The visitor has come to the desk that called.
    serve, "/desk/visits/{id}/serve", Serve;
    /// Set the visit aside.
    hold, "/desk/visits/{id}/hold", Hold;
    /// Put what was set aside back in the list, at its place.
    resume, "/desk/visits/{id}/resume", Resume;
    /// Nobody came.
    no_show, "/desk/visits/{id}/no-show", NoShow;
    /// A no-show came after all: put them back in the list, at their place.
    come_back, "/desk/visits/{id}/return", Return;
    /// The visit is dealt with; also for a late arrival that is not put in the list.
    done, "/desk/visits/{id}/done", Done;
    /// Put a late arrival in the list, at its place.
    accept, "/desk/visits/{id}/accept", Accept;
}
