//! What an answer of the network means for an event. Pure.
//!
//! The rule is one-sided on purpose. Only the queue's own words end an event's wait: a receipt that repeats the
//! event's id, or a problem document that refuses it. Whatever else answers (a captive portal's friendly page, a
//! redirect, a proxy's error) is tried again, because erasing or giving up on somebody's check-in is the one
//! mistake that cannot be mended.

use std::time::{Duration, SystemTime};

use checkin::{AppointmentAnswer, Problem, Receipt};
use handover::TroubleKind;
use uuid::Uuid;

/// The longest pause that a `Retry-After` can ask for.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(600);

/// An answer that came whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`, as sent.
    pub content_type: Option<String>,
    /// `Retry-After`, as sent.
    pub retry_after: Option<String>,
    /// `Date`, as sent.
    pub date: Option<String>,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// Nobody there, a timeout, or a connection that broke off.
    Silent,
    /// The secured connection could not be made.
    NotTrusted,
    /// More bytes than any answer of the queue has.
    TooLarge,
}

/// What becomes of the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The queue has it durably.
    Accepted {
        /// How many people are ahead, if it says.
        ahead: Option<u32>,
        /// What it knows of the appointment.
        appointment: Option<AppointmentAnswer>,
    },
    /// The queue refused it for good.
    Held {
        /// 400 or 422.
        status: u16,
        /// The queue's words.
        reason: String,
    },
    /// It is to be sent again.
    TryAgain {
        /// What is wrong.
        kind: TroubleKind,
        /// How long the other side asked us to wait, at most [`MAX_RETRY_AFTER`].
        after: Option<Duration>,
    },
}

/// What the answer to the event with this id means. `now` is only for a `Retry-After` that gives a date.
pub fn verdict(id: Uuid, answer: &Result<Answer, NoAnswer>, now: SystemTime) -> Verdict {
    let answer = match answer {
        Ok(answer) => answer,
        Err(no_answer) => {
            return Verdict::TryAgain {
                kind: no_answer.kind(),
                after: None,
            };
        }
    };
    let ended = match answer.status {
        200 | 201 => accepted(id, answer),
        400 | 422 => held(answer),
        _ => None,
    };
    ended.unwrap_or_else(|| Verdict::TryAgain {
        kind: answer.trouble(),
        after: answer.retry_after(now),
    })
}

fn accepted(id: Uuid, answer: &Answer) -> Option<Verdict> {
    if !answer.is_media_type("application/json") {
        return None;
    }
    // The id decides alone; a detail that cannot be read costs the detail and not the acceptance.
    let json: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
    let said: Uuid = json.get("id")?.as_str()?.parse().ok()?;
    if said != id {
        return None;
    }
    let receipt: Option<Receipt> = serde_json::from_value(json).ok();
    let (ahead, appointment) = receipt.map_or((None, None), |receipt| (receipt.ahead, receipt.appointment));
    Some(Verdict::Accepted { ahead, appointment })
}

fn held(answer: &Answer) -> Option<Verdict> {
    if !answer.is_media_type("application/problem+json") {
        return None;
    }
    let json: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
    json.as_object()?;
    let problem: Option<Problem> = serde_json::from_value(json).ok();
    let reason = match problem {
        Some(Problem {
            title,
            detail: Some(detail),
            ..
        }) => format!("{title}: {detail}"),
        Some(Problem { title, .. }) => title,
        None => "no reason given".to_owned(),
    };
    Some(Verdict::Held {
        status: answer.status,
        reason,
    })
}

impl NoAnswer {
    /// The trouble as staff are told it.
    pub fn kind(self) -> TroubleKind {
        match self {
            Self::Silent => TroubleKind::NoAnswer,
            Self::NotTrusted => TroubleKind::NotTrusted,
            // Whatever sends a flood, it is not our queue; its status is of no interest.
            Self::TooLarge => TroubleKind::NotOurQueue(0),
        }
    }
}

impl Answer {
    /// The trouble that this answer is, if it is not what was asked for.
    pub fn trouble(&self) -> TroubleKind {
        match self.status {
            401 | 403 | 404 => TroubleKind::Refused(self.status),
            // 511 is how a network asks to be logged in to: a captive portal that is honest.
            511 => TroubleKind::NotOurQueue(511),
            408 | 409 | 425 | 429 | 500..=599 => TroubleKind::Failing(self.status),
            other => TroubleKind::NotOurQueue(other),
        }
    }

    /// How long `Retry-After` asks us to wait: seconds or an HTTP date, at most [`MAX_RETRY_AFTER`].
    ///
    /// A date is taken against the answer's own `Date`, so that a wrong clock on this machine does not matter.
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let text = self.retry_after.as_deref()?.trim();
        let wait = match text.parse() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => MAX_RETRY_AFTER,
            Err(_) => {
                let until = httpdate::parse_http_date(text).ok()?;
                until
                    .duration_since(self.sent_at().unwrap_or(now))
                    .unwrap_or_default()
            }
        };
        Some(wait.min(MAX_RETRY_AFTER))
    }

    /// When the answer was sent, by the other side's clock.
    pub fn sent_at(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.date.as_deref()?.trim()).ok()
    }

    /// Whether the body is of this media type, whatever parameters follow.
    pub fn is_media_type(&self, expected: &str) -> bool {
        let sent = self.content_type.as_deref().unwrap_or_default();
        sent.split(';')
            .next()
            .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Uuid = Uuid::from_u128(0x0199_f3c2_0000_7000_8000_0000_0000_0001);
    const OURS: &str =
        r#"{"id":"0199f3c2-0000-7000-8000-000000000001","ticket":"A017","ahead":3,"appointment":null}"#;
    const OTHER: &str = r#"{"id":"0199f3c2-0000-7000-8000-000000000002","ticket":"A017","ahead":3}"#;
    const PROBLEM: &str =
        r#"{"type":"about:blank","title":"Not a check-in","status":422,"detail":"no ticket"}"#;
    const JSON: &str = "application/json";
    const PROBLEM_JSON: &str = "application/problem+json";
    const HTML: &str = "text/html";

    fn judge(status: u16, content_type: &str, body: &str) -> Verdict {
        let answer = Answer {
            status,
            content_type: Some(content_type.to_owned()),
            body: body.as_bytes().to_vec(),
            ..Answer::default()
        };
        verdict(ID, &Ok(answer), SystemTime::UNIX_EPOCH)
    }

    /// Everything that must be tried again: the status, the type, the body, and the trouble it is.
    #[rustfmt::skip]
    const TRY_AGAIN: &[(u16, &str, &str, TroubleKind)] = &[
        // Friendly answers of something that is not the queue.
        (200, HTML,         "<html>Welcome to free WiFi</html>", TroubleKind::NotOurQueue(200)),
        (200, HTML,         OURS,      TroubleKind::NotOurQueue(200)),
        (200, "",           OURS,      TroubleKind::NotOurQueue(200)),
        (200, JSON,         OTHER,     TroubleKind::NotOurQueue(200)),
        (201, JSON,         OTHER,     TroubleKind::NotOurQueue(201)),
        (200, JSON,         "{}",      TroubleKind::NotOurQueue(200)),
        (200, JSON,         "",        TroubleKind::NotOurQueue(200)),
        (200, JSON,         "\"0199f3c2-0000-7000-8000-000000000001\"", TroubleKind::NotOurQueue(200)),
        (200, JSON,         r#"{"id":17}"#, TroubleKind::NotOurQueue(200)),
        (200, JSON,         "{\"id\":\"0199f3c2-0000-7000-8000-000000000001\",\"ti", TroubleKind::NotOurQueue(200)),
        (202, JSON,         OURS,      TroubleKind::NotOurQueue(202)),
        (204, "",           "",        TroubleKind::NotOurQueue(204)),
        (206, JSON,         OURS,      TroubleKind::NotOurQueue(206)),
        (301, HTML,         "",        TroubleKind::NotOurQueue(301)),
        (302, JSON,         OURS,      TroubleKind::NotOurQueue(302)),
        (308, JSON,         OURS,      TroubleKind::NotOurQueue(308)),
        // Refusals that are not the queue's own words.
        (400, HTML,         "Bad Request", TroubleKind::NotOurQueue(400)),
        (400, JSON,         PROBLEM,   TroubleKind::NotOurQueue(400)),
        (422, PROBLEM_JSON, "garbage", TroubleKind::NotOurQueue(422)),
        (422, PROBLEM_JSON, "[]",      TroubleKind::NotOurQueue(422)),
        (405, PROBLEM_JSON, PROBLEM,   TroubleKind::NotOurQueue(405)),
        (410, PROBLEM_JSON, PROBLEM,   TroubleKind::NotOurQueue(410)),
        (413, PROBLEM_JSON, PROBLEM,   TroubleKind::NotOurQueue(413)),
        (511, HTML,         "Log in",  TroubleKind::NotOurQueue(511)),
        // Settings that somebody has to mend.
        (401, PROBLEM_JSON, PROBLEM,   TroubleKind::Refused(401)),
        (403, PROBLEM_JSON, PROBLEM,   TroubleKind::Refused(403)),
        (404, HTML,         "",        TroubleKind::Refused(404)),
        // Trouble that passes.
        (408, HTML,         "",        TroubleKind::Failing(408)),
        (409, PROBLEM_JSON, PROBLEM,   TroubleKind::Failing(409)),
        (425, HTML,         "",        TroubleKind::Failing(425)),
        (429, PROBLEM_JSON, PROBLEM,   TroubleKind::Failing(429)),
        (500, PROBLEM_JSON, PROBLEM,   TroubleKind::Failing(500)),
        (500, JSON,         OURS,      TroubleKind::Failing(500)),
        (502, HTML,         "",        TroubleKind::Failing(502)),
        (503, PROBLEM_JSON, PROBLEM,   TroubleKind::Failing(503)),
        (504, HTML,         "",        TroubleKind::Failing(504)),
    ];

    #[test]
    fn only_the_queues_own_words_end_the_wait() {
        for (status, content_type, body, kind) in TRY_AGAIN {
            let expected = Verdict::TryAgain {
                kind: kind.clone(),
                after: None,
            };
            assert_eq!(
                judge(*status, content_type, body),
                expected,
                "{status} {content_type} {body}"
            );
        }
        for (no_answer, kind) in [
            (NoAnswer::Silent, TroubleKind::NoAnswer),
            (NoAnswer::NotTrusted, TroubleKind::NotTrusted),
            (NoAnswer::TooLarge, TroubleKind::NotOurQueue(0)),
        ] {
            let expected = Verdict::TryAgain { kind, after: None };
            assert_eq!(verdict(ID, &Err(no_answer), SystemTime::UNIX_EPOCH), expected);
        }
    }

    #[test]
    fn a_receipt_that_repeats_the_id_is_acceptance() {
        let taken = |ahead| Verdict::Accepted {
            ahead,
            appointment: None,
        };
        assert_eq!(judge(201, JSON, OURS), taken(Some(3)));
        assert_eq!(
            judge(200, "Application/JSON; charset=utf-8", OURS),
            taken(Some(3))
        );
        // After erasure the queue repeats the id alone.
        assert_eq!(
            judge(200, JSON, r#"{"id":"0199f3c2-0000-7000-8000-000000000001"}"#),
            taken(None)
        );
        // A detail of another shape costs the detail only.
        assert_eq!(
            judge(
                201,
                JSON,
                &OURS.replace("3", "\"three\"").replace("f\"three\"c2", "f3c2")
            ),
            taken(None)
        );
    }

    #[test]
    fn a_problem_document_with_400_or_422_is_a_refusal() {
        let held = |status, reason: &str| Verdict::Held {
            status,
            reason: reason.to_owned(),
        };
        assert_eq!(
            judge(422, PROBLEM_JSON, PROBLEM),
            held(422, "Not a check-in: no ticket")
        );
        assert_eq!(
            judge(400, PROBLEM_JSON, r#"{"title":"No","status":400}"#),
            held(400, "No")
        );
        assert_eq!(judge(400, PROBLEM_JSON, "{}"), held(400, "no reason given"));
    }

    #[test]
    fn retry_after_is_read_in_both_forms_and_bounded() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (retry_after, expected) in [
            ("0", Some(0)),
            (" 17 ", Some(17)),
            ("86400", Some(600)),
            ("99999999999999999999999", Some(600)),
            ("Sun, 06 Nov 1994 08:49:50 GMT", Some(13)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
            ("Mon, 07 Nov 1994 08:49:37 GMT", Some(600)),
            ("soon", None),
            ("-5", None),
            ("", None),
        ] {
            let answer = Answer {
                status: 503,
                retry_after: Some(retry_after.to_owned()),
                date: Some(date.to_owned()),
                ..Answer::default()
            };
            let found = answer.retry_after(SystemTime::now());
            assert_eq!(found, expected.map(Duration::from_secs), "{retry_after:?}");
        }
    }
}
