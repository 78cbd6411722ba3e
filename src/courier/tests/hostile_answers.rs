//! Whatever answers, nothing is taken for the queue's yes or no but the queue's own words.

use std::time::Duration;

use handover::{Outcome, ToScreen};

use crate::office::{Office, eventually, fast};
use crate::server::{Reply, Request, Server, answer, json};

type Hostile = fn(&Request) -> Reply;

const OTHER_ID: &str =
    r#"{"id":"0199f3c2-0000-7000-8000-00000000ffff","ticket":"A017","ahead":3,"appointment":null}"#;
const PROBLEM: &str = r#"{"title":"Not a check-in","status":422,"detail":"no ticket"}"#;

fn html(status: u16, words: &str) -> Reply {
    Reply::Raw(answer(
        status,
        words,
        "Content-Type: text/html\r\n",
        "<html>Welcome to free WiFi</html>",
    ))
}

fn receipt(request: &Request) -> String {
    format!(
        r#"{{"id":"{}","ticket":"A017","ahead":3,"appointment":null}}"#,
        request.id()
    )
}

const HOSTILE: &[(&str, Hostile)] = &[
    ("a captive portal's page", |_| html(200, "OK")),
    ("a captive portal's 511", |_| {
        html(511, "Network Authentication Required")
    }),
    ("a redirect", |_| {
        Reply::Raw(answer(
            301,
            "Moved",
            "Location: http://127.0.0.1:1/v1/events\r\n",
            "",
        ))
    }),
    ("a redirect with a receipt", |request| {
        Reply::Raw(json(307, "Go", "Location: /else\r\n", &receipt(request)))
    }),
    ("404", |_| html(404, "Not Found")),
    ("401 with a problem", |_| problem(401)),
    ("403 with a problem", |_| problem(403)),
    ("409 with a problem", |_| problem(409)),
    ("400 that is no problem document", |_| html(400, "Bad Request")),
    ("422 as plain JSON", |_| Reply::Raw(json(422, "No", "", PROBLEM))),
    ("another event's receipt", |_| {
        Reply::Raw(json(200, "OK", "", OTHER_ID))
    }),
    ("a receipt as HTML", |request| {
        Reply::Raw(answer(
            200,
            "OK",
            "Content-Type: text/html\r\n",
            &receipt(request),
        ))
    }),
    ("202 with a receipt", |request| {
        Reply::Raw(json(202, "Accepted", "", &receipt(request)))
    }),
    ("an empty 200", |_| Reply::Raw(json(200, "OK", "", ""))),
    ("429", |_| problem(429)),
    ("500 with a problem", |_| problem(500)),
    ("502 of a proxy", |_| html(502, "Bad Gateway")),
    ("503 with a problem", |_| problem(503)),
    ("a receipt cut short", |request| {
        let whole = json(201, "Created", "", &receipt(request));
        Reply::Raw(whole[..whole.len() - 9].to_owned())
    }),
    ("a receipt in broken chunks", |request| {
        let head =
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        Reply::Raw(format!(
            "{head}{:x}\r\n{}",
            receipt(request).len() + 20,
            receipt(request)
        ))
    }),
    ("garbage", |_| {
        Reply::Raw("\u{1}\u{2}garbage\r\n\r\n\r\n".to_owned())
    }),
    ("another protocol", |_| {
        Reply::Raw("220 mail.example.org ESMTP\r\n".to_owned())
    }),
    ("an endless body", |_| {
        Reply::Raw(json(
            201,
            "Created",
            "",
            &format!("{{\"id\":\"{}\"", "x".repeat(300_000)),
        ))
    }),
    ("an endless header", |_| {
        Reply::Raw(format!("HTTP/1.1 201 Created\r\nX: {}", "x".repeat(2_000_000)))
    }),
    ("a header that dribbles in", |request| {
        Reply::Dribble(
            json(201, "Created", "", &receipt(request)),
            Duration::from_millis(50),
        )
    }),
    ("a connection dropped after the request", |_| Reply::Drop),
];

fn problem(status: u16) -> Reply {
    Reply::Raw(answer(
        status,
        "No",
        "Content-Type: application/problem+json\r\n",
        PROBLEM,
    ))
}

/// One courier and one kiosk for all of them, as in an office whose network goes through every fault in turn.
#[test]
fn nothing_is_taken_for_acceptance_or_refusal_but_the_queues_own_words() {
    let server = Server::start(|_| Reply::Properly);
    let mut office = Office::open(server.address, fast());
    for (number, (what, hostile)) in (1..).zip(HOSTILE) {
        server.answer(move |request| {
            if request.is_event() {
                hostile(request)
            } else {
                Reply::Properly
            }
        });
        let (id, body) = office.screen.hand_over(number, false);
        eventually(what, || tries(&server, &id.to_string()).len() >= 2);
        for message in office.screen.heard_so_far() {
            assert!(
                !matches!(message, ToScreen::Outcome { .. }),
                "{what}: {message:?}"
            );
            // Given back after several tries is no end either: the screen still has it. Then it is handed over anew.
            if matches!(message, ToScreen::NotYet { .. }) {
                office.screen.hand_over(number, false);
            }
        }
        server.answer(|_| Reply::Properly);
        let outcome = loop {
            enum Said {
                Ended(Outcome),
                GivenBack,
            }
            let said = office.screen.wait_for(what, |message| match message {
                ToScreen::Outcome { id: of, outcome } if of == id => Some(Said::Ended(outcome)),
                ToScreen::NotYet { id: of, .. } if of == id => Some(Said::GivenBack),
                _ => None,
            });
            match said {
                Said::Ended(outcome) => break outcome,
                Said::GivenBack => office.screen.hand_over(number, false),
            };
        };
        assert_eq!(
            outcome,
            Outcome::Accepted {
                ahead: Some(3),
                appointment: None
            },
            "{what}"
        );
        for request in tries(&server, &id.to_string()) {
            assert_eq!(request.body, body, "{what}: the bytes changed");
            assert_eq!(
                request.header("idempotency-key"),
                Some(format!("\"{id}\"").as_str())
            );
        }
    }
}

fn tries(server: &Server, id: &str) -> Vec<Request> {
    server
        .events()
        .into_iter()
        .filter(|request| request.id() == id)
        .collect()
}

#[test]
fn the_queues_own_refusal_is_reported_with_its_words_and_ends_the_tries() {
    let server = Server::start(|request| {
        if request.is_event() {
            problem(422)
        } else {
            Reply::Properly
        }
    });
    let mut office = Office::open(server.address, fast());
    let (id, _) = office.screen.hand_over(1, true);
    let outcome = office.screen.wait_for("the refusal", |message| match message {
        ToScreen::Outcome { id: of, outcome } if of == id => Some(outcome),
        _ => None,
    });
    assert_eq!(
        outcome,
        Outcome::Held {
            status: 422,
            reason: "Not a check-in: no ticket".into()
        }
    );
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(server.events().len(), 1);
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(|_| Reply::Properly);
    let location = format!("Location: http://{}/v1/events\r\n", elsewhere.address);
    let server = Server::start(move |_| Reply::Raw(answer(307, "Go there", &location, "")));
    let mut office = Office::open(server.address, fast());
    office.screen.hand_over(1, true);
    eventually("several tries", || server.events().len() >= 3);
    assert!(
        elsewhere.seen().is_empty(),
        "the token and a check-in went to somebody else"
    );
}
