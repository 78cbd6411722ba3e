//! The staff screen: what is wrong in plain words, what waits, what was refused, the clock, the version.

use message::Message;
use uuid::Uuid;

use super::Line;
use crate::state::State;

/// A clock further than this from the queue's is wrong, in seconds (design §5: ten minutes).
const CLOCK_TOLERANCE: i64 = 600;

/// The staff screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Staff {
    /// What is wrong, a line each.
    pub problems: Vec<String>,
    /// How the kiosk is.
    pub facts: Vec<Line>,
    /// Whether there is a printer to test.
    pub prints: bool,
    /// Whether staff are asked if the content folder was emptied on purpose.
    pub folder_guarded: bool,
    /// What the queue refused for good, the oldest first.
    pub held: Vec<HeldLine>,
    /// How many were refused, where there are any.
    pub held_title: Option<Message>,
}

/// One event that the queue refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLine {
    /// Its id, to send it again.
    pub id: Uuid,
    /// The ticket, or a dash.
    pub ticket: String,
    /// The queue's words.
    pub reason: String,
}

impl State {
    pub(super) fn staff_screen(&self) -> Staff {
        let staff = &self.staff;
        let outbox =
            Message::new("staff-outbox").count("count", i64::try_from(staff.waiting).unwrap_or(i64::MAX));
        let oldest = (staff.waiting > 0).then(|| {
            let minutes = i64::try_from(staff.oldest_seconds.div_ceil(60)).unwrap_or(i64::MAX);
            Message::new("staff-oldest").count("minutes", minutes).into()
        });
        let reach = if self.queue_reached {
            "staff-queue-reached"
        } else {
            "staff-queue-away"
        };
        let clock = match staff.clock_offset_seconds {
            Some(offset) if offset.abs() > CLOCK_TOLERANCE => {
                Message::new("staff-clock-wrong").count("minutes", offset.abs() / 60)
            }
            Some(_) => Message::new("staff-clock-right"),
            None => Message::new("staff-clock-not-known"),
        };
        Staff {
            problems: self.findings.iter().chain(&staff.problems).cloned().collect(),
            facts: vec![
                Line::new("mail", outbox, oldest),
                Line::new("globe", reach, None),
                Line::new("clock", clock, None),
                Line::new(
                    "badge-check",
                    Message::new("staff-version").code("version", &staff.version),
                    staff.courier_version.as_ref().map(|version| {
                        Message::new("staff-courier-version")
                            .code("version", version)
                            .into()
                    }),
                ),
            ],
            prints: self.settings.prints,
            folder_guarded: staff.folder_guarded,
            held: staff
                .held
                .iter()
                .map(|held| HeldLine {
                    id: held.id,
                    ticket: held
                        .ticket
                        .map_or_else(|| "–".to_owned(), |ticket| ticket.to_string()),
                    reason: held.reason.clone(),
                })
                .collect(),
            held_title: (staff.held_count > 0).then(|| {
                Message::new("staff-held").count("count", i64::try_from(staff.held_count).unwrap_or(i64::MAX))
            }),
        }
    }
}
