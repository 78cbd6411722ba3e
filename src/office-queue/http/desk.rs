//! What the desk page asks for: the live board, and actions on visits.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::response::sse::{Event, Sse};
use axum::{Extension, Json};
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;

use super::guard::Who;
use super::{body, is_type, schema};
use crate::app::App;
use crate::board::Board;
use crate::problem::{Refusable, Refusal};
use crate::store::{Acted, DeskAction};
use crate::visit::{Action, VisitState};

/// The largest body of an action.
const MAX_ACTION_BYTES: usize = 4096;

/// The longest name of a desk, in characters.
const MAX_DESK: usize = 40;

/// The least time between two boards to one page: a long catch-up must not flood it.
const BOARD_PAUSE: Duration = Duration::from_millis(300);

/// The most time between two boards: it shows the page that it is still connected, and ages what depends on time.
const BOARD_RENEWED: Duration = Duration::from_secs(15);

/// What a page gets each time.
#[derive(Serialize, ToSchema)]
pub(super) struct DeskPage {
    /// Every office there is, as id and name.
    offices: Vec<(String, String)>,
    /// The asked office's board; null where there is no such office.
    board: Option<Board>,
}

/// Which office is asked for; the first where none is named.
#[derive(Deserialize)]
pub(super) struct AskedOffice {
    office: Option<String>,
}

/// The live board, as server-sent events named `board` (a `DeskPage`) and `trouble` (a sentence).
#[utoipa::path(get, path = "/desk/events", tag = "desk",
    params(("office" = Option<String>, Query, description = "The office's id; the first office where none is named")),
    responses((status = 200, description = "A stream of boards", body = DeskPage, content_type = "text/event-stream")))]
pub(super) async fn live(
    State(app): State<Arc<App>>,
    who: Who,
    asked: Result<Query<AskedOffice>, QueryRejection>,
) -> Refusable<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let Query(asked) = asked.map_err(|_| Refusal::bad_request("Ask with ?office= and an office's id."))?;
    let own_office = who.map(|Extension(signed_in)| signed_in.office);
    let mut changes = app.changes();
    changes.mark_changed();
    let stream = futures_util::stream::unfold((app, changes, None), move |(app, mut changes, last)| {
        let (office, own_office) = (asked.office.clone(), own_office.clone());
        async move {
            let pause = last.map_or_else(Instant::now, |last: Instant| last + BOARD_PAUSE);
            let changed = async {
                // An error means that the service is gone; `stopped` returns then.
                changes.changed().await.ok();
                tokio::time::sleep_until(pause).await;
            };
            tokio::select! {
                () = app.stopped() => return None,
                // Whether it changed or only aged, the board is made anew.
                _ = tokio::time::timeout(BOARD_RENEWED, changed) => {}
            }
            // Changes from here on belong to the next board.
            changes.borrow_and_update();
            let event = match desk_page(&app, office.as_deref(), own_office.as_deref()).await {
                Ok(page) => Event::default().event("board").json_data(page).ok(),
                Err(_) => None,
            };
            let trouble = || {
                Event::default()
                    .event("trouble")
                    .data("The queue's database cannot be read at the moment.")
            };
            Some((
                Ok(event.unwrap_or_else(trouble)),
                (app, changes, Some(Instant::now())),
            ))
        }
    });
    Ok(Sse::new(stream))
}

async fn desk_page(app: &App, asked: Option<&str>, own_office: Option<&str>) -> Refusable<DeskPage> {
    let mut offices = app.offices().await?;
    if let Some(own) = own_office {
        offices.retain(|office| office.id == own);
        if offices.is_empty() {
            offices.push(app.config.office(own));
        }
    }
    let office = match asked {
        Some(id) => offices.iter().find(|office| office.id == id),
        None => offices.first(),
    };
    let board = match office {
        Some(office) => {
            let mut board = Board::new(
                office,
                &app.store.board(office.id.clone()).await?,
                app.clock.now(),
            );
            board.warnings.extend(app.import_warnings(&office.id));
            Some(board)
        }
        None => None,
    };
    Ok(DeskPage {
        offices: offices
            .into_iter()
            .map(|office| (office.id, office.name))
            .collect(),
        board,
    })
}

/// Who acts.
#[derive(Deserialize, ToSchema)]
pub(super) struct DeskRequest {
    /// The desk's name, such as `Desk 1`; needed for calling.
    desk: Option<String>,
    /// The office's id; the first office where none is named.
    office: Option<String>,
}

/// What became of an action.
#[derive(Serialize, ToSchema)]
pub(super) struct DeskAnswer {
    /// The visit; null where nobody is waiting.
    visit: Option<VisitAnswer>,
}

/// A visit after an action.
#[derive(Serialize, ToSchema)]
pub(super) struct VisitAnswer {
    /// The id to act on.
    id: i64,
    /// The number the visitor holds.
    ticket: String,
    /// Where the visit stands now.
    state: VisitState,
}

/// A request's desk and office, checked.
async fn desk_request(app: &App, request: Request) -> Refusable<(Option<String>, String)> {
    let (parts, sent) = request.into_parts();
    if !is_type(&parts.headers, "application/json") {
        return Err(Refusal::media_type("application/json"));
    }
    let bytes = body(sent, MAX_ACTION_BYTES).await?;
    let asked: DeskRequest = serde_json::from_slice(&bytes).map_err(|_| {
        Refusal::bad_request("Send a JSON object with the desk's name, such as {\"desk\": \"Desk 1\"}.")
    })?;
    let desk = asked
        .desk
        .map(|desk| desk.trim().to_owned())
        .filter(|desk| !desk.is_empty());
    if desk
        .as_ref()
        .is_some_and(|desk| desk.chars().count() > MAX_DESK || desk.chars().any(char::is_control))
    {
        return Err(Refusal::bad_request(format!(
            "A desk's name has at most {MAX_DESK} characters, in one line."
        )));
    }
    let office = match asked.office {
        Some(office) => office,
        None => app
            .offices()
            .await?
            .into_iter()
            .next()
            .map(|office| office.id)
            .unwrap_or_default(),
    };
    Ok((desk, office))
}

fn named(desk: Option<String>) -> Refusable<String> {
    desk.ok_or_else(|| Refusal::bad_request("Give this desk a name first, such as “Desk 1”."))
}

fn answer(app: &App, acted: Acted) -> Refusable<Json<DeskAnswer>> {
    match acted {
        Acted::Done { id, ticket, state } => {
            app.tell_desks();
            Ok(Json(DeskAnswer {
                visit: Some(VisitAnswer { id, ticket, state }),
            }))
        }
        Acted::NoVisit => Err(Refusal::not_found("This visit is not here any more.")),
        Acted::NotAllowed(refused) => Err(Refusal::conflict(refused.to_string())),
        Acted::AtDesk(desk) => Err(Refusal::conflict(format!("This visitor is at {desk}."))),
    }
}

/// Call the first visitor in the list.
#[utoipa::path(post, path = "/desk/next", tag = "desk", request_body = DeskRequest,
    responses(
        (status = 200, description = "Who was called; null where nobody is waiting", body = DeskAnswer),
        (status = 400, description = "No desk, or a body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn next(State(app): State<Arc<App>>, request: Request) -> Refusable<Json<DeskAnswer>> {
    let (desk, office) = desk_request(&app, request).await?;
    match app.store.call_next(office, named(desk)?, app.clock.now()).await? {
        Acted::NoVisit => Ok(Json(DeskAnswer { visit: None })),
        acted => answer(&app, acted),
    }
}

/// An action on one visit.
async fn act(
    app: &App,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
    action: Action,
) -> Refusable<Json<DeskAnswer>> {
    let Path(id) = id.map_err(|_| Refusal::not_found("A visit's id is a whole number."))?;
    let (desk, office) = desk_request(app, request).await?;
    let desk = match action {
        Action::Call | Action::Recall => named(desk)?,
        // Whoever is at the counter may tidy up, so the others need no desk.
        _ => desk.unwrap_or_default(),
    };
    let acted = app
        .store
        .act(
            id,
            DeskAction {
                office,
                desk,
                action,
                now: app.clock.now(),
            },
        )
        .await?;
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
        pub(super) async fn $name(
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
    /// Nobody came.
    no_show, "/desk/visits/{id}/no-show", NoShow;
    /// The visit is dealt with.
    done, "/desk/visits/{id}/done", Done;
    /// Put a late arrival in the list, at its place.
    accept, "/desk/visits/{id}/accept", Accept;
    /// Close a late arrival.
    close, "/desk/visits/{id}/close", Close;
}
