//! Adding and finding visitors, and what staff arrange for them.

use super::undo::id_of;
use super::*;

fn visitor(more: Value) -> Value {
    let mut body = json!({ "key": Uuid::new_v4(), "service": "repairs", "language": "en-GB" });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_greeted_in_person_gets_the_next_number_of_the_desks_own_series() {
    let service = Service::start().await;
    let first = visitor(
        json!({ "language": "so", "needs": ["step-free", "come-to-me"], "private": true,
        "officer_gender": "female", "interpreter": { "language": "so", "mode": "telephone" }, "party": 4 }),
    );
    let added = service
        .desk_with("/desk/visits", "Desk 1", first.clone())
        .await
        .json();
    assert_eq!(
        (&added["visit"]["ticket"], &added["visit"]["state"]),
        (&json!("R001"), &json!("waiting"))
    );
    // The same press again, because the answer was lost: the same visitor.
    let again = service.desk_with("/desk/visits", "Desk 1", first).await.json();
    assert_eq!(again, added);
    let many = (0..8).map(|_| visitor(json!({})));
    let mut numbers = Vec::new();
    for body in many {
        let answer = service.desk_with("/desk/visits", "Desk 2", body).await.json();
        numbers.push(answer["visit"]["ticket"].as_str().unwrap().to_owned());
    }
    assert_eq!(numbers.first().map(String::as_str), Some("R002"));
    assert_eq!(numbers.last().map(String::as_str), Some("R009"));
    let board = service.board().await;
    let shown = &board["waiting"][0];
    assert_eq!(
        (&shown["party"], &shown["private"], &shown["asks_to_come"]),
        (&json!(4), &json!(true), &json!(true))
    );
    assert_eq!(shown["interpreter"]["step"], "asked");
    assert_eq!(shown["due_at"], "2026-11-21T10:24:07Z");
    // Added by mistake: Undo takes it back, and the number is not given again.
    assert_eq!(
        service.desk("/desk/undo", "Desk 2").await.json()["visit"]["state"],
        "cancelled"
    );
    let next = service
        .desk_with("/desk/visits", "Desk 2", visitor(json!({})))
        .await
        .json();
    assert_eq!(next["visit"]["ticket"], "R010");
    // Tomorrow the numbers begin again.
    service.later(TimeDelta::days(1));
    let next = service
        .desk_with("/desk/visits", "Desk 2", visitor(json!({})))
        .await
        .json();
    assert_eq!(next["visit"]["ticket"], "R001");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_who_cannot_be_is_not_added() {
    let service = Service::start().await;
    let refused = [
        (json!({ "service": "unicorns" }), 404),
        (json!({ "office": "nowhere" }), 404),
        (json!({ "party": 0 }), 400),
        (json!({ "party": 100 }), 400),
        (json!({ "key": "one" }), 400),
        (json!({ "language": "" }), 400),
        (json!({ "needs": vec!["step-free"; 21] }), 400),
        (json!({ "needs": ["x".repeat(65)] }), 400),
        (json!({ "interpreter": { "mode": "telephone" } }), 400),
    ];
    for (more, status) in refused {
        service
            .desk_with("/desk/visits", "Desk 1", visitor(more.clone()))
            .await
            .is_problem(status);
    }
    let body = visitor(json!({})).to_string();
    let forged = service
        .ask(
            "POST",
            "/desk/visits",
            &[("Content-Type", "application/json")],
            body.as_bytes(),
        )
        .await;
    forged.is_problem(403);
    assert_eq!(service.find("").await.json()["visits"], json!([]));
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_with_the_desks_series_is_taken_in_and_staff_are_warned() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "R004"), 0).await;
    let added = service
        .desk_with("/desk/visits", "Desk 1", visitor(json!({})))
        .await
        .json();
    assert_eq!(
        added["visit"]["ticket"], "R005",
        "above the kiosk's, so that no number is given twice"
    );
    let warnings = service.board().await["warnings"].to_string();
    assert!(
        warnings.contains("Kiosk front gives numbers of series R"),
        "{warnings}"
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_are_found_by_number_service_language_and_time_in_every_state() {
    let service = Service::start().await;
    let send = async |ticket: &str, of: Value, language: &str| {
        let mut event = check_in("front", ticket);
        event["data"]["service"] = of;
        event["data"]["language"] = json!(language);
        service.send(&service.front, &event, 0).await;
        service.later(TimeDelta::minutes(10));
    };
    send("A017", json!("repairs"), "bn").await; // 10:14
    send("A018", json!("homeless"), "pl").await; // 10:24
    send("A117", Value::Null, "bn").await; // 10:34
    service.desk("/desk/next", "Desk 1").await;
    let id = id_of(&service, "A018").await;
    service
        .desk(&format!("/desk/visits/{id}/no-show"), "Desk 1")
        .await;
    for (query, expected) in [
        ("", vec!["A017", "A018", "A117"]),
        ("ticket=a17", vec!["A017"]),
        ("ticket=17", vec!["A017"]),
        ("ticket=B017", vec![]),
        ("service=homeless", vec!["A018"]),
        ("not_said=true", vec!["A117"]),
        ("language=bn", vec!["A017", "A117"]),
        ("language=bn&from=10:20", vec!["A117"]),
        ("from=10:14&to=10:24", vec!["A017", "A018"]),
        ("from=10:15&to=10:23", vec![]),
    ] {
        let found = service.find(query).await.json();
        assert_eq!(tickets(&found["visits"]), expected, "{query}");
    }
    service.find("from=25:00").await.is_problem(400);
    service
        .ask("GET", "/desk/visits?office=nowhere", &[], b"")
        .await
        .is_problem(404);
    service
        .ask("GET", "/desk/visits", &[("Host", "evil.example")], b"")
        .await
        .is_problem(403);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn come_to_me_rings_until_one_desk_answers_it() {
    let service = Service::start().await;
    let mut event = check_in("front", "A001");
    event["data"]["needs"] = json!(["come-to-me"]);
    service.send(&service.front, &event, 0).await;
    assert_eq!(service.board().await["waiting"][0]["asks_to_come"], true);
    let path = format!("/desk/visits/{}/going", id_of(&service, "A001").await);
    service.desk(&path, "").await.is_problem(400);
    assert_eq!(service.desk(&path, "Desk 1").await.status, 200);
    let refused = service.desk(&path, "Desk 2").await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("Desk 1 is going already"), "{refused:?}");
    assert_eq!(
        service.desk(&path, "Desk 1").await.status,
        200,
        "pressed twice is pressed once"
    );
    let board = service.board().await;
    assert_eq!(
        (
            &board["waiting"][0]["asks_to_come"],
            &board["waiting"][0]["going"]
        ),
        (&json!(false), &json!("Desk 1"))
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interpreter_is_asked_for_booked_here_and_done() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "A001"), 0).await;
    let path = format!("/desk/visits/{}/interpreter", id_of(&service, "A001").await);
    let step = async |more: Value| service.desk_with(&path, "Desk 1", more).await;
    step(json!({ "step": "booked" })).await.is_problem(409);
    step(json!({ "step": "arrived" })).await.is_problem(400);
    let asked = json!({ "step": "asked", "language": "syl", "mode": "video" });
    assert_eq!(step(asked).await.status, 200);
    assert_eq!(
        step(json!({ "step": "booked", "mode": "telephone" }))
            .await
            .status,
        200
    );
    let shown = service.board().await["waiting"][0]["interpreter"].clone();
    assert_eq!(
        (&shown["step"], &shown["mode"], &shown["language"]["name"]),
        (&json!("booked"), &json!("telephone"), &json!("Sylheti"))
    );
    assert_eq!(step(json!({ "step": "here" })).await.status, 200);
    step(json!({ "step": "booked" })).await.is_problem(409);
    assert_eq!(step(json!({ "step": "done" })).await.status, 200);
    service
        .desk_with(
            "/desk/visits/999/interpreter",
            "Desk 1",
            json!({ "step": "here" }),
        )
        .await
        .is_problem(404);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_is_taken_for_one_visit_at_a_time_and_free_when_that_ends() {
    let service = Service::start().await;
    for ticket in ["A001", "A002"] {
        service.send(&service.front, &check_in("front", ticket), 0).await;
    }
    let (first, second) = (id_of(&service, "A001").await, id_of(&service, "A002").await);
    let room = async |id: i64, room: Value| {
        service
            .desk_with(
                &format!("/desk/visits/{id}/room"),
                "Desk 1",
                json!({ "room": room }),
            )
            .await
    };
    room(first, json!("The cellar")).await.is_problem(404);
    assert_eq!(room(first, json!("Room 1")).await.status, 200);
    let refused = room(second, json!("Room 1")).await;
    assert!(
        refused.status == 409 && refused.body.contains("Room 1 is taken by A001"),
        "{refused:?}"
    );
    assert_eq!(service.board().await["rooms"][0]["ticket"], "A001");
    assert_eq!(room(first, Value::Null).await.status, 200);
    assert_eq!(room(second, json!("Room 1")).await.status, 200);
    service
        .desk(&format!("/desk/visits/{second}/call"), "Desk 1")
        .await;
    service
        .desk(&format!("/desk/visits/{second}/done"), "Desk 1")
        .await;
    assert_eq!(
        service.board().await["rooms"][0],
        json!({ "name": "Room 1", "visit": null, "ticket": null })
    );
    // Undo gives the room back where nobody has taken it since, and leaves it where somebody has.
    service.desk("/desk/undo", "Desk 1").await;
    assert_eq!(service.board().await["rooms"][0]["ticket"], "A002");
    service
        .desk(&format!("/desk/visits/{second}/done"), "Desk 1")
        .await;
    assert_eq!(room(first, json!("Room 1")).await.status, 200);
    assert_eq!(service.desk("/desk/undo", "Desk 1").await.status, 200);
    assert_eq!(service.board().await["rooms"][0]["ticket"], "A001");
    room(second, Value::Null).await;
    service
        .desk(&format!("/desk/visits/{second}/done"), "Desk 1")
        .await;
    room(second, Value::Null).await.is_problem(404);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apology_is_asked_for_once() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "A001"), 0).await;
    let path = format!("/desk/visits/{}/apology", id_of(&service, "A001").await);
    assert_eq!(service.board().await["waiting"][0]["apologised"], false);
    assert_eq!(service.desk(&path, "").await.status, 200);
    assert_eq!(service.board().await["waiting"][0]["apologised"], true);
    service
        .ask("POST", &path, &[("Content-Type", "application/json")], b"{}")
        .await
        .is_problem(403);
    service.stop().await;
}
