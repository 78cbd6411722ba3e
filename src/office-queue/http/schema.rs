//! The protocol's types as the OpenAPI document shows them.
//!
//! The crate `checkin` owns these types and stays free of anything that is about documents, so their shape is
//! written down here once more. A test holds the two against each other, field by field.
#![allow(
    dead_code,
    reason = "these types are only read by the derive that makes schemas"
)]

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, ToSchema};
use uuid::Uuid;

/// The bearer tokens, as the document names them.
pub(super) struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = |words: &str| {
            let scheme = HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some(words));
            SecurityScheme::Http(scheme.build())
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "kiosk_token",
            bearer("The token that `office-queue token add <office> <kiosk>` printed"),
        );
        components.add_security_scheme(
            "import_token",
            bearer("The token that `office-queue token add-import <office> <name>` printed"),
        );
    }
}

/// A CloudEvents 1.0 event in structured JSON.
#[derive(ToSchema)]
pub(super) struct Event {
    /// `1.0`
    #[schema(example = "1.0")]
    specversion: String,
    /// UUIDv7 made at the visitor's Confirm; the `Idempotency-Key` too.
    id: Uuid,
    /// `urn:reception-kiosk:<office>:<kiosk>`, of the token's office and kiosk.
    #[schema(example = "urn:reception-kiosk:canal-street:front")]
    source: String,
    /// The visit: the id of its check-in.
    subject: Uuid,
    /// `reception.visit.checked-in.v1`, `reception.visit.cancelled.v1` or `reception.kiosk.status.v1`.
    #[schema(example = "reception.visit.checked-in.v1")]
    r#type: String,
    /// When it happened, by the kiosk's wall clock.
    time: DateTime<Utc>,
    /// `application/json`
    datacontenttype: Option<String>,
    /// What happened, by its type.
    data: EventData,
}

/// The `data` of an event, by its type.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum EventData {
    CheckedIn(CheckedIn),
    Cancelled(Cancelled),
    KioskStatus(KioskStatus),
}

/// The `data` of `reception.visit.checked-in.v1`. Unknown words and further fields are accepted.
#[derive(Serialize, ToSchema)]
pub(super) struct CheckedIn {
    /// The number shown to the visitor.
    #[schema(pattern = "^[A-Z][0-9]{3,9}$", example = "A017")]
    ticket: String,
    /// The office's calendar day on which the number was given.
    service_day: NaiveDate,
    /// The id of the service; null where the visitor would rather not say.
    service: Option<String>,
    /// The language of the screen, a BCP 47 tag.
    #[schema(example = "bn")]
    language: String,
    /// An appointment the visitor came for.
    appointment: Option<Appointment>,
    /// A private room was asked for.
    private_interview: Option<PrivateInterview>,
    /// An interpreter was asked for.
    interpreter: Option<Interpreter>,
    /// `step-free`, `hearing-loop`, `help-with-forms`, `come-to-me`, `large-print`, `audio`, `braille`.
    #[schema(required = false)]
    needs: Vec<String>,
    /// How many people came together.
    #[schema(minimum = 0, required = false)]
    party: u16,
    /// When the office promises that someone will have spoken to them.
    promised_by: Option<DateTime<Utc>>,
}

/// An appointment the visitor came for.
#[derive(Serialize, ToSchema)]
pub(super) struct Appointment {
    /// The reference from the visitor's letter.
    reference: String,
}

/// A private interview was asked for; no reason is ever asked.
#[derive(Serialize, ToSchema)]
pub(super) struct PrivateInterview {
    /// `female` or `male`; absent for no preference.
    officer_gender: Option<String>,
}

/// An interpreter was asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct Interpreter {
    /// The language spoken or signed, a BCP 47 tag.
    #[schema(example = "syl")]
    language: String,
    /// `in-person`, `telephone`, `video` or `sign`; absent for no preference.
    mode: Option<String>,
    /// `female` or `male`; absent for no preference.
    gender: Option<String>,
}

/// The `data` of `reception.visit.cancelled.v1`; the visit is the event's `subject`.
#[derive(Serialize, ToSchema)]
pub(super) struct Cancelled {
    /// The number that was given.
    ticket: String,
    /// The service day of the number.
    service_day: NaiveDate,
}

/// The `data` of `reception.kiosk.status.v1`. Only the latest of each kiosk is kept.
#[derive(Serialize, ToSchema)]
pub(super) struct KioskStatus {
    /// Events committed and not yet accepted.
    outbox_depth: u64,
    /// Age of the oldest of them, in seconds.
    outbox_age_seconds: u64,
    /// Events that the queue refused for good.
    held: u64,
    /// The kiosk's clock less the queue's, in seconds, where it is known.
    clock_offset_seconds: Option<i64>,
    /// What is wrong, one plain English sentence each.
    #[schema(required = false)]
    problems: Vec<String>,
    /// What is wrong with the content folder.
    #[schema(required = false)]
    content: ContentProblems,
    /// The version of the kiosk program.
    version: String,
}

/// What is wrong with a kiosk's content folder: how much in all, and the first of it.
#[derive(Serialize, ToSchema)]
pub(super) struct ContentProblems {
    /// How many problems there are.
    count: u64,
    /// The first of them, at most 50.
    #[schema(required = false)]
    first: Vec<ContentProblem>,
}

/// One thing that is wrong with a file, in plain English for staff.
#[derive(Serialize, ToSchema)]
pub(super) struct ContentProblem {
    /// A fixed word for the kind of problem, such as `date-unreadable`.
    code: String,
    /// The file, by its path in the content folder; empty if it is about none.
    #[schema(required = false)]
    file: String,
    /// The line in the file, from 1.
    #[schema(minimum = 0)]
    line: Option<u32>,
    /// What is wrong.
    problem: String,
    /// What to do about it.
    #[schema(required = false)]
    remedy: String,
}

/// The answer to an accepted event.
#[derive(ToSchema)]
pub(super) struct Receipt {
    /// The event's id.
    id: Uuid,
    /// The ticket as the queue adopted it; absent after the details were erased, and for other event types.
    ticket: Option<String>,
    /// How many visits will be called before this one; absent where that is not known.
    ahead: Option<u32>,
    /// What the queue knows of the appointment.
    appointment: Option<AppointmentAnswer>,
}

/// What the queue knows of an appointment.
#[derive(ToSchema)]
pub(super) struct AppointmentAnswer {
    /// The officer, as the office names them to visitors.
    officer: Option<String>,
    /// When it was to start.
    time: Option<DateTime<Utc>>,
    /// A word such as `on-time`, `early`, `late`, `unknown`.
    status: Option<String>,
}

/// A problem document (RFC 9457).
#[derive(ToSchema)]
pub(super) struct Problem {
    /// Names the kind of problem: `urn:reception-queue:problem:<kind>`.
    r#type: String,
    /// A short sentence, the same for each problem of the kind.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong this time.
    detail: Option<String>,
}

/// The office's queue as one kiosk may show it.
#[derive(ToSchema)]
pub(super) struct QueueState {
    /// When this was true, by the queue's clock; at most 30 seconds ago.
    as_of: DateTime<Utc>,
    /// The highest number of the asked series today; 0 if none today, null if the series was never seen.
    last_number: Option<u32>,
    /// One entry for each service the queue knows.
    services: Vec<ServiceState>,
    /// Whom the desks are calling, newest first.
    now_serving: Vec<NowServing>,
}

/// One service as the queue sees it.
#[derive(ToSchema)]
pub(super) struct ServiceState {
    /// The service's id; null for visitors who would rather not say.
    id: Option<String>,
    /// Whether it takes tickets.
    taking: bool,
    /// Why not, a message id.
    reason: Option<String>,
    /// How many wait.
    waiting: u32,
    /// The wait, only where it was measured.
    wait_minutes: Option<WaitMinutes>,
}

/// A measured wait, in minutes.
#[derive(ToSchema)]
pub(super) struct WaitMinutes {
    /// Few wait less.
    from: u32,
    /// Few wait longer.
    to: u32,
}

/// One call that is on now.
#[derive(ToSchema)]
pub(super) struct NowServing {
    /// The ticket called.
    ticket: String,
    /// Where the visitor should go.
    desk: String,
    /// When the call was made.
    called_at: DateTime<Utc>,
}
