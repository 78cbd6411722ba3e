//! The OpenAPI document against the routes and the protocol's types.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_openapi_3_1_and_every_route_in_it_answers() {
    let service = Service::start().await;
    let answer = service.ask("GET", "/openapi.json", &[], b"").await;
    let document = answer.json();
    assert!(
        document["openapi"].as_str().unwrap().starts_with("3.1"),
        "{}",
        document["openapi"]
    );
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/v1/events",
        "/v1/queue",
        "/openapi.json",
        "/desk",
        "/desk/events",
        "/desk/next",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    for action in [
        "call",
        "recall",
        "serve",
        "transfer",
        "hold",
        "resume",
        "no-show",
        "return",
        "done",
        "accept",
        "going",
        "interpreter",
        "room",
        "apology",
    ] {
        assert!(
            paths.contains_key(&format!("/desk/visits/{{id}}/{action}")),
            "{action}"
        );
    }
    for (path, operations) in paths {
        for method in operations.as_object().unwrap().keys() {
            // A GET of the live board would not end; that it is there is what the desk's tests show.
            if ["/desk/events", "/display/events"].contains(&path.as_str()) {
                continue;
            }
            // There is no call yet to be spoken, which is a 404 of its own.
            if path == "/display/speech/{id}" {
                continue;
            }
            let asked = service
                .ask(
                    &method.to_uppercase(),
                    &path.replace("{id}", "1").replace("{file}", "desk.js"),
                    &[],
                    b"",
                )
                .await;
            assert!(![404, 405].contains(&asked.status), "{method} {path}: {asked:?}");
        }
    }
    service.stop().await;
}

#[test]
fn each_route_of_staff_says_what_its_guard_answers_and_each_body_what_can_be_wrong_with_it() {
    let (_, document) = routes_with_document();
    let document = serde_json::to_value(document).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let of_staff = path.starts_with("/desk") || path.starts_with("/sign-");
            let guarded: &[&str] = if of_staff { &["401", "403", "503"] } else { &[] };
            let body: &[&str] = if operation["requestBody"].is_object() {
                &["400", "408", "413", "415"]
            } else {
                &[]
            };
            for status in guarded.iter().chain(body) {
                let content = &operation["responses"][status]["content"];
                assert!(content.is_object(), "{method} {path} {status}: {operation}");
            }
        }
    }
}

/// Every field that a value of the protocol has on the wire is in the document under the same name, and the document
/// has no others.
#[test]
fn the_document_names_the_fields_of_the_protocol() {
    let (_, document) = routes_with_document();
    let schemas = serde_json::to_value(document).unwrap()["components"]["schemas"].clone();
    let gender = Some(checkin::Gender::Female);
    let event: checkin::Event = checkin::Event {
        id: Uuid::nil(),
        office: "a".to_owned(),
        kiosk: "b".to_owned(),
        subject: Uuid::nil(),
        time: DateTime::UNIX_EPOCH,
        payload: checkin::Payload::CheckedIn(checkin::CheckedIn {
            ticket: "A017".parse().unwrap(),
            service_day: DateTime::UNIX_EPOCH.date_naive(),
            service: None,
            language: "bn".to_owned(),
            appointment: Some(checkin::Appointment {
                reference: "HX3K7".to_owned(),
            }),
            private_interview: Some(checkin::PrivateInterview {
                officer_gender: gender.clone(),
            }),
            interpreter: Some(checkin::Interpreter {
                language: "syl".to_owned(),
                mode: Some(checkin::InterpreterMode::Sign),
                gender,
            }),
            needs: vec![checkin::Need::Audio],
            party: 1,
            promised_by: Some(DateTime::UNIX_EPOCH),
            other: serde_json::Map::new(),
        }),
    };
    let event: Value = serde_json::from_slice(&event.to_bytes().unwrap()).unwrap();
    let cancelled = checkin::Cancelled {
        ticket: "A017".parse().unwrap(),
        service_day: DateTime::UNIX_EPOCH.date_naive(),
    };
    let status = checkin::KioskStatus {
        clock_offset_seconds: Some(1),
        content: checkin::ContentProblems {
            count: 1,
            first: vec![checkin::ContentProblem {
                line: Some(1),
                ..checkin::ContentProblem::default()
            }],
        },
        ..checkin::KioskStatus::default()
    };
    let problem = checkin::Problem {
        kind: String::new(),
        title: String::new(),
        status: 400,
        detail: Some(String::new()),
    };
    let answer = checkin::AppointmentAnswer {
        officer: None,
        time: None,
        status: None,
    };
    let receipt = checkin::Receipt {
        id: Uuid::nil(),
        ticket: Some(String::new()),
        ahead: Some(1),
        appointment: Some(answer.clone()),
    };
    let service = checkin::ServiceState {
        id: None,
        taking: true,
        reason: None,
        waiting: 1,
        wait_minutes: Some(checkin::WaitMinutes { from: 1, to: 2 }),
    };
    let serving = checkin::NowServing {
        ticket: String::new(),
        desk: String::new(),
        called_at: DateTime::UNIX_EPOCH,
    };
    let state = checkin::QueueState {
        as_of: DateTime::UNIX_EPOCH,
        last_number: None,
        services: vec![service.clone()],
        now_serving: vec![serving.clone()],
    };
    let wire = |value: Result<Value, serde_json::Error>| value.unwrap();
    let data = event["data"].clone();
    let pairs = [
        ("Event", event),
        ("Appointment", data["appointment"].clone()),
        ("PrivateInterview", data["private_interview"].clone()),
        ("Interpreter", data["interpreter"].clone()),
        ("CheckedIn", data),
        ("Cancelled", wire(serde_json::to_value(cancelled))),
        ("KioskStatus", wire(serde_json::to_value(status))),
        ("Problem", wire(serde_json::to_value(problem))),
        ("AppointmentAnswer", wire(serde_json::to_value(answer))),
        ("Receipt", wire(serde_json::to_value(receipt))),
        ("WaitMinutes", wire(serde_json::to_value(service.wait_minutes))),
        ("ServiceState", wire(serde_json::to_value(service))),
        ("NowServing", wire(serde_json::to_value(serving))),
        ("QueueState", wire(serde_json::to_value(state))),
    ];
    for (name, value) in pairs {
        let mut on_the_wire: Vec<&String> = value.as_object().unwrap().keys().collect();
        let mut in_the_document: Vec<&String> = schemas[name]["properties"]
            .as_object()
            .unwrap_or_else(|| panic!("{name}: {schemas}"))
            .keys()
            .collect();
        on_the_wire.sort();
        in_the_document.sort();
        assert_eq!(on_the_wire, in_the_document, "{name}");
    }
}
