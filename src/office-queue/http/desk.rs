//! What the desk page asks for: the live board here, and what staff do in the modules below.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::sse::{Event, Sse};
use axum::{Extension, Json};
use futures_util::Stream;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::guard::Who;
use super::{body, is_type, schema};
use crate::app::App;
use crate::boards::DeskPage;
use crate::office::Office;
use crate::problem::{Refusable, Refusal};
use crate::store::{Acted, Staff};
use crate::visit::VisitState;

mod actions;
mod add;
mod care;
mod find;
mod services;

/// The largest body of an action.
const MAX_ACTION_BYTES: usize = 16 * 1024;

/// The longest name of a desk, in characters.
const MAX_DESK: usize = 40;

/// The longest id or tag that staff send, in characters.
const MAX_WORD: usize = 64;

/// The least time between two boards to one page: a long catch-up must not flood it.
const BOARD_PAUSE: Duration = Duration::from_millis(300);

/// The most time between two boards: it shows the page that it is still connected, and ages what depends on time.
const BOARD_RENEWED: Duration = Duration::from_secs(15);

/// The desk page's routes with their part of the document.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(live))
        .routes(routes!(actions::next))
        .routes(routes!(actions::undo))
        .routes(routes!(actions::call))
        .routes(routes!(actions::recall))
        .routes(routes!(actions::serve))
        .routes(routes!(actions::transfer))
        .routes(routes!(actions::hold))
        .routes(routes!(actions::resume))
        .routes(routes!(actions::no_show))
        .routes(routes!(actions::come_back))
        .routes(routes!(actions::done))
        .routes(routes!(actions::accept))
        .routes(routes!(find::find, add::add))
        .routes(routes!(care::going))
        .routes(routes!(care::interpreter))
        .routes(routes!(care::room))
        .routes(routes!(care::apology))
        .routes(routes!(services::set))
        .routes(routes!(services::languages))
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
                // Whether it changed or only aged, the board is sent anew.
                _ = tokio::time::timeout(BOARD_RENEWED, changed) => {}
            }
            // Changes from here on belong to the next board.
            changes.borrow_and_update();
            let event = match app
                .boards
                .page(&app, office.as_deref(), own_office.as_deref())
                .await
            {
                Ok(page) => Event::default().event("board").data(page),
                Err(_) => Event::default()
                    .event("trouble")
                    .data("The queue's database cannot be read at the moment."),
            };
            Some((Ok(event), (app, changes, Some(Instant::now()))))
        }
    });
    Ok(Sse::new(stream))
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

/// A request's JSON.
async fn parsed<T: DeserializeOwned>(request: Request) -> Refusable<T> {
    let (parts, sent) = request.into_parts();
    if !is_type(&parts.headers, "application/json") {
        return Err(Refusal::media_type("application/json"));
    }
    let bytes = body(sent, MAX_ACTION_BYTES).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        // The text can quote what was sent, so it is cut.
        let what: String = error.to_string().chars().take(200).collect();
        Refusal::bad_request(format!(
            "Send a JSON object as /openapi.json says, with the desk's name, such as {{\"desk\": \"Desk 1\"}}: {what}"
        ))
    })
}

/// Who acts, checked.
async fn staff(app: &App, by: DeskRequest) -> Refusable<Staff> {
    let desk = desk_name(by.desk.as_deref().unwrap_or_default())?;
    let office = match by.office {
        Some(office) => office,
        None => app
            .offices()
            .await?
            .into_iter()
            .next()
            .map(|office| office.id)
            .unwrap_or_default(),
    };
    Ok(Staff {
        office,
        desk,
        now: app.clock.now(),
    })
}

/// A desk's name as it is kept; empty where none is given.
fn desk_name(said: &str) -> Refusable<String> {
    let desk = said.trim();
    if desk.chars().count() > MAX_DESK || desk.chars().any(char::is_control) {
        return Err(Refusal::bad_request(format!(
            "A desk's name has at most {MAX_DESK} characters, in one line."
        )));
    }
    Ok(desk.to_owned())
}

/// The same, where a desk is needed.
fn named(staff: Staff) -> Refusable<Staff> {
    if staff.desk.is_empty() {
        Err(Refusal::bad_request(
            "Give this desk a name first, such as “Desk 1”.",
        ))
    } else {
        Ok(staff)
    }
}

/// The office of a request, which must be one there is.
async fn known_office(app: &App, id: &str) -> Refusable<Office> {
    app.offices()
        .await?
        .into_iter()
        .find(|office| office.id == id)
        .ok_or_else(|| Refusal::not_found("There is no such office."))
}

/// An id or tag that staff send: short and in one line. What it names is looked at where it is used.
fn word(said: String) -> Refusable<String> {
    let length = said.chars().count();
    if length == 0 || length > MAX_WORD || said.chars().any(char::is_control) {
        return Err(Refusal::bad_request(format!(
            "A service, language or mode is a word of 1 to {MAX_WORD} characters."
        )));
    }
    Ok(said)
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
        Acted::NothingToUndo => Err(Refusal::conflict("This desk has nothing to undo.")),
        Acted::ChangedSince(ticket) => Err(Refusal::conflict(format!(
            "Something else has happened to {ticket} since, so it cannot be undone."
        ))),
    }
}
