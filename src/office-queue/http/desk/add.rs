//! Adding a visitor whom staff have greeted in person. It needs no kiosk.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use checkin::{Gender, Interpreter, InterpreterMode, Need, PrivateInterview};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DeskAnswer, DeskRequest, answer, known_office, parsed, schema, staff, word};
use crate::app::App;
use crate::arrival::{Arrival, service_day};
use crate::problem::{Refusable, Refusal};
use crate::store::Added;

/// The most needs of one visitor.
const MAX_NEEDS: usize = 20;

/// The most people who come together.
const MAX_PARTY: u16 = 99;

/// A visitor to add.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct AddRequest {
    #[serde(flatten)]
    by: DeskRequest,
    /// A UUID made by the page for this visitor: sent again with the same key, nobody is added twice.
    key: Uuid,
    /// The service's id; null for not said.
    service: Option<String>,
    /// The language they speak, a BCP 47 tag.
    language: String,
    /// What they need, such as `step-free`.
    #[serde(default)]
    needs: Vec<String>,
    /// Whether they asked to talk in private.
    #[serde(default)]
    private: bool,
    /// `female` or `male`, for the private interview; null for no preference.
    officer_gender: Option<String>,
    /// The interpreter they asked for.
    interpreter: Option<AddInterpreter>,
    /// How many came together, from 1.
    party: Option<u16>,
}

/// The interpreter of a visitor to add.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct AddInterpreter {
    /// The language spoken or signed, a BCP 47 tag.
    language: String,
    /// `in-person`, `telephone`, `video` or `sign`; null for no preference.
    mode: Option<String>,
    /// `female` or `male`; null for no preference.
    gender: Option<String>,
}

/// Add a visitor; they get the next number of the desks' series.
#[utoipa::path(post, path = "/desk/visits", tag = "desk", request_body = AddRequest,
    responses(
        (status = 200, description = "Added, or added before with the same key", body = DeskAnswer),
        (status = 400, description = "A body that cannot be read", body = schema::Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not asked by the desk page itself", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such office, or it lists no such service", body = schema::Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::http) async fn add(
    State(app): State<Arc<App>>,
    request: Request,
) -> Refusable<Json<DeskAnswer>> {
    let asked: AddRequest = parsed(request).await?;
    let staff = staff(&app, asked.by).await?;
    let office = known_office(&app, &staff.office).await?;
    let service = asked.service.map(word).transpose()?;
    let listed = service.as_deref().and_then(|id| office.service(id));
    if service.is_some() && listed.is_none() && !office.services.is_empty() {
        return Err(Refusal::not_found("This office lists no such service."));
    }
    if asked.needs.len() > MAX_NEEDS {
        return Err(Refusal::bad_request(format!("At most {MAX_NEEDS} needs.")));
    }
    let party = asked.party.unwrap_or(1);
    if !(1..=MAX_PARTY).contains(&party) {
        return Err(Refusal::bad_request(format!(
            "A party has 1 to {MAX_PARTY} people."
        )));
    }
    let gender = |said: Option<String>| -> Refusable<Option<Gender>> {
        Ok(said.map(word).transpose()?.map(Gender::from))
    };
    let needs = asked
        .needs
        .into_iter()
        .map(|need| Ok(Need::from(word(need)?)))
        .collect::<Refusable<_>>()?;
    let interpreter = match asked.interpreter {
        Some(asked) => Some(Interpreter {
            language: word(asked.language)?,
            mode: asked.mode.map(word).transpose()?.map(InterpreterMode::from),
            gender: gender(asked.gender)?,
        }),
        None => None,
    };
    let officer_gender = gender(asked.officer_gender)?;
    let added = Added {
        key: asked.key,
        series: office.desk_series,
        today: service_day(staff.now, office.zone),
        arrival: Arrival::new(staff.now, 0, office.promise_minutes, office.zone),
        urgent: listed.is_some_and(|service| service.urgent),
        service,
        language: word(asked.language)?,
        needs,
        private_interview: asked.private.then_some(PrivateInterview { officer_gender }),
        interpreter,
        party,
    };
    let acted = app.store.add(staff, added).await?;
    answer(&app, acted)
}
