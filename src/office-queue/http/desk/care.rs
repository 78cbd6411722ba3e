//! What staff arrange for a visit beside calling it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use checkin::InterpreterMode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::visit_id;
use super::{DeskRequest, known_office, named, parsed, schema, staff, word};
use crate::app::App;
use crate::problem::{Refusable, Refusal};
use crate::store::{Arranged, Arrangement, InterpreterStep, Staff};

/// What was arranged.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct ArrangedAnswer {
    /// The ticket of the visit.
    ticket: String,
}

async fn arrange(
    app: &App,
    id: i64,
    staff: Staff,
    arrangement: Arrangement,
) -> Refusable<Json<ArrangedAnswer>> {
    match app.store.arrange(id, staff, arrangement).await? {
        Arranged::Done(ticket) => {
            app.tell_desks();
            Ok(Json(ArrangedAnswer { ticket }))
        }
        Arranged::NoVisit => Err(Refusal::not_found(
            "This visit is not here any more, or has ended.",
        )),
        Arranged::Refused(why) => Err(Refusal::conflict(why)),
    }
}

/// "I am going": this desk goes to the visitor, and the ringing ends at every desk.
#[utoipa::path(post, path = "/desk/visits/{id}/going", tag = "desk", request_body = DeskRequest,
    params(("id" = i64, Path, description = "The visit's id on the board")),
    responses(
        (status = 200, description = "Done", body = ArrangedAnswer),
        (status = 400, description = "No desk, or a body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such visit, or it has ended", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "Another desk is going", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn going(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Refusable<Json<ArrangedAnswer>> {
    let id = visit_id(id)?;
    let staff = named(staff(&app, parsed(request).await?).await?)?;
    arrange(&app, id, staff, Arrangement::Going).await
}

/// How far an interpreter request has come.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct InterpreterChange {
    #[serde(flatten)]
    by: DeskRequest,
    /// The step it comes to.
    step: InterpreterStep,
    /// `in-person`, `telephone`, `video` or `sign`, where that is known or has changed.
    mode: Option<String>,
    /// The language, for a request that staff make themselves.
    language: Option<String>,
}

/// Move an interpreter request on, or make one.
#[utoipa::path(post, path = "/desk/visits/{id}/interpreter", tag = "desk", request_body = InterpreterChange,
    params(("id" = i64, Path, description = "The visit's id on the board")),
    responses(
        (status = 200, description = "Done", body = ArrangedAnswer),
        (status = 400, description = "A body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such visit, or it has ended", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "The request has come further already, or has no language", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn interpreter(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Refusable<Json<ArrangedAnswer>> {
    let id = visit_id(id)?;
    let asked: InterpreterChange = parsed(request).await?;
    let staff = staff(&app, asked.by).await?;
    let change = Arrangement::Interpreter {
        step: asked.step,
        mode: asked.mode.map(word).transpose()?.map(InterpreterMode::from),
        language: asked.language.map(word).transpose()?,
    };
    arrange(&app, id, staff, change).await
}

/// A private room to take or free.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct RoomChange {
    #[serde(flatten)]
    by: DeskRequest,
    /// The room's name, as in queue.toml; null to free the one that is taken.
    room: Option<String>,
}

/// Take a private room for a visit, or free it.
#[utoipa::path(post, path = "/desk/visits/{id}/room", tag = "desk", request_body = RoomChange,
    params(("id" = i64, Path, description = "The visit's id on the board")),
    responses(
        (status = 200, description = "Done", body = ArrangedAnswer),
        (status = 400, description = "A body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such visit or room, or the visit has ended", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "The room is taken", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn room(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Refusable<Json<ArrangedAnswer>> {
    let id = visit_id(id)?;
    let asked: RoomChange = parsed(request).await?;
    let staff = staff(&app, asked.by).await?;
    if let Some(room) = &asked.room
        && !known_office(&app, &staff.office).await?.rooms.contains(room)
    {
        return Err(Refusal::not_found("This office lists no such room."));
    }
    arrange(&app, id, staff, Arrangement::Room(asked.room)).await
}

/// Staff have apologised for a wait that overran.
#[utoipa::path(post, path = "/desk/visits/{id}/apology", tag = "desk", request_body = DeskRequest,
    params(("id" = i64, Path, description = "The visit's id on the board")),
    responses(
        (status = 200, description = "Done", body = ArrangedAnswer),
        (status = 400, description = "A body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such visit, or it has ended", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn apology(
    State(app): State<Arc<App>>,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Refusable<Json<ArrangedAnswer>> {
    let id = visit_id(id)?;
    let staff = staff(&app, parsed(request).await?).await?;
    arrange(&app, id, staff, Arrangement::Apology).await
}
