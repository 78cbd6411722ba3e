//! Moving visits on, back and forth: transfer, hold, no-show, and the Undo of a desk's last step.

use super::*;

/// The row id of a ticket that is on the board.
pub(super) async fn id_of(service: &Service, ticket: &str) -> i64 {
    let found = service.find(&format!("ticket={ticket}")).await.json();
    found["visits"][0]["id"]
        .as_i64()
        .unwrap_or_else(|| panic!("{ticket} is not here: {found}"))
}

async fn visit(service: &Service, ticket: &str) -> Value {
    service.find(&format!("ticket={ticket}")).await.json()["visits"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transferred_visitor_keeps_number_and_promise_and_goes_to_the_desk_that_was_meant() {
    let service = Service::start().await;
    for ticket in ["A001", "A002"] {
        service.send(&service.front, &check_in("front", ticket), 0).await;
        service.later(TimeDelta::seconds(10));
    }
    let before = visit(&service, "A001").await;
    let id = id_of(&service, "A001").await;
    assert_eq!(
        service.desk("/desk/next", "Desk 1").await.json()["visit"]["ticket"],
        "A001"
    );
    let path = format!("/desk/visits/{id}/transfer");
    service
        .desk_with(&path, "Desk 1", json!({}))
        .await
        .is_problem(400);
    service
        .desk_with(&path, "Desk 1", json!({ "to_service": "unicorns" }))
        .await
        .is_problem(404);
    let moved = service
        .desk_with(&path, "Desk 1", json!({ "to_desk": "Desk 9" }))
        .await;
    assert_eq!(moved.json()["visit"]["state"], "waiting");
    let after = visit(&service, "A001").await;
    for kept in ["ticket", "arrived_at", "due_at"] {
        assert_eq!(before[kept], after[kept], "{kept}");
    }
    assert_eq!(after["for_desk"], "Desk 9");
    assert!(
        !after["first_called_at"].is_null(),
        "they were seen, and the promise was kept"
    );
    // Desk 1 is left the other one, and Desk 9 is given the one that was sent there, whatever it filters by.
    assert_eq!(
        service.desk("/desk/next", "Desk 1").await.json()["visit"]["ticket"],
        "A002"
    );
    assert_eq!(
        service.desk("/desk/next", "Desk 1").await.json()["visit"],
        Value::Null
    );
    let only_homeless = json!({ "services": ["homeless"] });
    let next = service
        .desk_with("/desk/next", "Desk 9", only_homeless)
        .await
        .json();
    assert_eq!(next["visit"]["ticket"], "A001");
    // To an urgent service they go before everybody.
    service.send(&service.front, &check_in("front", "A003"), 60).await;
    service
        .desk_with(&path, "Desk 9", json!({ "to_service": "homeless" }))
        .await;
    let board = service.board().await;
    assert_eq!(tickets(&board["waiting"]), ["A001", "A003"]);
    assert_eq!(board["waiting"][0]["urgent"], true);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_calls_only_whom_its_services_and_languages_fit() {
    let service = Service::start().await;
    let send = async |ticket: &str, of: Value, language: &str| {
        let mut event = check_in("front", ticket);
        event["data"]["service"] = of;
        event["data"]["language"] = json!(language);
        event["data"]["interpreter"] = json!({ "language": "syl" });
        service.send(&service.front, &event, 0).await;
        service.later(TimeDelta::seconds(1));
    };
    send("A001", json!("repairs"), "bn").await;
    send("A002", json!("repairs"), "pl").await;
    send("A003", Value::Null, "pl").await;
    let next = async |filter: Value| {
        let answer = service.desk_with("/desk/next", "Desk 1", filter).await.json();
        answer["visit"]["ticket"].as_str().map(str::to_owned)
    };
    assert_eq!(next(json!({ "services": ["homeless"] })).await, None);
    assert_eq!(next(json!({ "languages": ["ar"] })).await, None);
    assert_eq!(
        next(json!({ "services": [null], "languages": ["pl"] }))
            .await
            .as_deref(),
        Some("A003")
    );
    assert_eq!(
        next(json!({ "languages": ["pl", "ar"] })).await.as_deref(),
        Some("A002")
    );
    // Once the interpreter is here, the officer's languages are enough.
    let path = format!("/desk/visits/{}/interpreter", id_of(&service, "A001").await);
    assert_eq!(
        service
            .desk_with(&path, "", json!({ "step": "here" }))
            .await
            .status,
        200
    );
    assert_eq!(
        next(json!({ "languages": ["ar"] })).await.as_deref(),
        Some("A001")
    );
    service
        .desk_with("/desk/next", "Desk 1", json!({ "services": vec!["x"; 201] }))
        .await
        .is_problem(400);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_desk_undoes_its_own_last_step_and_nothing_that_others_went_on_from() {
    let service = Service::start().await;
    for ticket in ["A001", "A002"] {
        service.send(&service.front, &check_in("front", ticket), 0).await;
    }
    service.desk("/desk/undo", "Desk 1").await.is_problem(409);
    service.desk("/desk/undo", "").await.is_problem(400);
    service.desk("/desk/next", "Desk 1").await;
    service.desk("/desk/next", "Desk 2").await;
    let id = id_of(&service, "A001").await;
    assert_eq!(
        service.board().await["last_steps"][0],
        json!({ "desk": "Desk 1", "ticket": "A001", "step": "call" })
    );
    // A call that was a mistake leaves no trace in the promise.
    assert_eq!(
        service.desk("/desk/undo", "Desk 1").await.json()["visit"]["state"],
        "waiting"
    );
    assert_eq!(visit(&service, "A001").await["first_called_at"], Value::Null);
    service.desk("/desk/undo", "Desk 1").await.is_problem(409);

    // A no-show comes back within the day, by Undo and by name.
    service.desk(&format!("/desk/visits/{id}/call"), "Desk 1").await;
    service
        .desk(&format!("/desk/visits/{id}/no-show"), "Desk 1")
        .await;
    assert_eq!(
        service.desk("/desk/undo", "Desk 1").await.json()["visit"]["state"],
        "called"
    );
    service
        .desk(&format!("/desk/visits/{id}/no-show"), "Desk 1")
        .await;
    assert_eq!(
        service
            .desk(&format!("/desk/visits/{id}/return"), "Desk 3")
            .await
            .json()["visit"]["state"],
        "waiting"
    );
    // Desk 3 went on from Desk 1's step, so that Desk 1 has nothing to take back any more.
    service.desk("/desk/undo", "Desk 1").await.is_problem(409);

    // What the visitor took back at the kiosk stays taken back.
    service.send(&service.front, &check_in("front", "A003"), 0).await;
    let event = check_in("front", "A004");
    service.send(&service.front, &event, 0).await;
    let id = id_of(&service, "A004").await;
    service.desk(&format!("/desk/visits/{id}/call"), "Desk 1").await;
    service.send(&service.front, &cancellation(&event), 0).await;
    service.desk("/desk/undo", "Desk 1").await.is_problem(409);
    assert_eq!(visit(&service, "A004").await["state"], "cancelled");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_served_or_held_can_only_go_where_the_rule_leads() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "A001"), 0).await;
    let id = id_of(&service, "A001").await;
    let act =
        async |action: &str, desk: &str| service.desk(&format!("/desk/visits/{id}/{action}"), desk).await;
    act("serve", "Desk 1").await.is_problem(409);
    act("call", "Desk 1").await;
    act("serve", "Desk 2").await.is_problem(409);
    assert_eq!(act("serve", "Desk 1").await.json()["visit"]["state"], "serving");
    for refused in ["serve", "no-show", "recall", "call", "resume", "return", "accept"] {
        act(refused, "Desk 1").await.is_problem(409);
    }
    assert_eq!(act("hold", "Desk 1").await.json()["visit"]["state"], "held");
    for refused in ["call", "done", "no-show", "hold", "transfer"] {
        let path = format!("/desk/visits/{id}/{refused}");
        service
            .desk_with(&path, "Desk 1", json!({ "to_desk": "Desk 2" }))
            .await
            .is_problem(409);
    }
    assert_eq!(service.board().await["held"][0]["actions"], json!(["resume"]));
    assert_eq!(act("resume", "Desk 1").await.json()["visit"]["state"], "waiting");
    act("call", "Desk 2").await;
    assert_eq!(act("done", "Desk 2").await.json()["visit"]["state"], "done");
    let done = visit(&service, "A001").await;
    assert!(
        !done["served_at"].is_null() && done["actions"] == json!([]),
        "{done}"
    );
    service.stop().await;
}
