//! What staff open, pause and close, the waits that are stated, and every desk path without its header.

use super::*;

async fn state_of(service: &Service, id: &str) -> Value {
    let state = service.queue(&service.front, "A").await.json();
    let services = state["services"].as_array().unwrap().clone();
    services
        .into_iter()
        .find(|service| service["id"] == *id)
        .unwrap_or_else(|| panic!("{id} is not in {state}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_service_takes_no_tickets_until_it_is_opened_or_the_day_ends() {
    let service = Service::start().await;
    let set = async |more: Value| service.desk_with("/desk/services", "Desk 1", more).await;
    assert_eq!(state_of(&service, "repairs").await["taking"], true);
    let paused = set(json!({ "service": "repairs", "stop": "paused", "reason": "reason-meeting" })).await;
    assert_eq!(paused.status, 200, "{paused:?}");
    let state = state_of(&service, "repairs").await;
    assert_eq!(
        (&state["taking"], &state["reason"]),
        (&json!(false), &json!("reason-meeting"))
    );
    assert_eq!(state_of(&service, "homeless").await["taking"], true);

    // It is on the disk: a restart changes nothing.
    let service = service.restart().await;
    assert_eq!(state_of(&service, "repairs").await["taking"], false);
    let set = async |more: Value| service.desk_with("/desk/services", "Desk 1", more).await;
    set(json!({ "service": "repairs", "stop": "open" })).await;
    let state = state_of(&service, "repairs").await;
    assert_eq!((&state["taking"], &state["reason"]), (&json!(true), &Value::Null));

    // The whole office, those who would rather not say included, and one service opened again.
    set(json!({ "service": null, "stop": "closed", "reason": "reason-closed-early" })).await;
    set(json!({ "service": "homeless", "stop": "open", "reason": "reason-meeting" })).await;
    let state = service.queue(&service.front, "A").await.json();
    let taking: Vec<(&Value, &Value)> = state["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|service| (&service["id"], &service["taking"]))
        .collect();
    let (yes, no) = (json!(true), json!(false));
    assert_eq!(
        taking,
        [
            (&json!("repairs"), &no),
            (&json!("homeless"), &yes),
            (&Value::Null, &no)
        ]
    );
    assert_eq!(
        state_of(&service, "homeless").await["reason"],
        Value::Null,
        "an open service needs no reason"
    );

    // Midnight of the office.
    service.later(TimeDelta::hours(14));
    assert_eq!(state_of(&service, "repairs").await["taking"], true);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_known_reasons_reach_a_kiosk() {
    let service = Service::start().await;
    let set = async |more: Value| service.desk_with("/desk/services", "Desk 1", more).await;
    set(json!({ "service": "repairs", "stop": "paused", "reason": "gone fishing" }))
        .await
        .is_problem(400);
    set(json!({ "service": "unicorns", "stop": "paused" }))
        .await
        .is_problem(404);
    set(json!({ "service": "repairs", "stop": "ajar" }))
        .await
        .is_problem(400);
    set(json!({ "office": "nowhere", "stop": "paused" }))
        .await
        .is_problem(404);
    assert_eq!(state_of(&service, "repairs").await["taking"], true);
    for reason in [
        "reason-staff-away",
        "reason-very-busy",
        "reason-system-fault",
        "reason-closed-early",
        "reason-meeting",
    ] {
        let answer = set(json!({ "service": "repairs", "stop": "paused", "reason": reason })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(state_of(&service, "repairs").await["reason"], reason);
    }
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_stated_from_five_first_calls_of_the_last_hour_and_of_its_own_service() {
    let service = Service::start().await;
    // Each is called so many minutes after they came: 1, 2, … 5. They are sent with the time they had waited.
    for minutes in 1..=5u64 {
        assert_eq!(state_of(&service, "repairs").await["wait_minutes"], Value::Null);
        let ticket = format!("A{minutes:03}");
        service
            .send(&service.front, &check_in("front", &ticket), minutes * 60)
            .await;
        let called = service.desk("/desk/next", "Desk 1").await.json();
        // Transferred or recalled, their first call was for repairs and stays the first.
        let path = format!("/desk/visits/{}/transfer", called["visit"]["id"]);
        service.later(TimeDelta::minutes(3));
        service
            .desk_with(&path, "Desk 1", json!({ "to_desk": "Desk 2" }))
            .await;
        service.desk("/desk/next", "Desk 2").await;
    }
    assert_eq!(
        state_of(&service, "repairs").await["wait_minutes"],
        json!({ "from": 1, "to": 4 })
    );
    assert_eq!(state_of(&service, "homeless").await["wait_minutes"], Value::Null);
    // Late arrivals measure a network.
    service
        .send(&service.front, &check_in("front", "A099"), 3000)
        .await;
    let id = service.board().await["arrived_offline"][0]["id"].clone();
    service.desk(&format!("/desk/visits/{id}/accept"), "").await;
    service.desk("/desk/next", "Desk 1").await;
    assert_eq!(
        state_of(&service, "repairs").await["wait_minutes"],
        json!({ "from": 1, "to": 4 })
    );
    // An hour after the first of them there are too few.
    service.later(TimeDelta::minutes(46));
    assert_eq!(state_of(&service, "repairs").await["wait_minutes"], Value::Null);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_of_the_desk_changes_anything_without_the_pages_own_header() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "A001"), 0).await;
    let before = service.find("").await.json();
    let (_, document) = routes_with_document();
    let document = serde_json::to_value(document).unwrap();
    let mut tried = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        if !path.starts_with("/desk") || operations.get("post").is_none() {
            continue;
        }
        let path = path.replace("{id}", &before["visits"][0]["id"].to_string());
        let json_type = ("Content-Type", "application/json");
        let body = json!({ "desk": "Desk 1", "step": "here", "stop": "closed", "to_desk": "Desk 2", "room": "Room 1",
            "key": Uuid::new_v4(), "language": "en-GB" })
        .to_string();
        service
            .ask("POST", &path, &[json_type], body.as_bytes())
            .await
            .is_problem(403);
        // Staying signed in takes no body.
        if path == "/desk/session" {
            continue;
        }
        let own = ("X-Reception-Desk", "1");
        // With it: what is no JSON, and too much of it.
        service
            .ask("POST", &path, &[own], body.as_bytes())
            .await
            .is_problem(415);
        service
            .ask("POST", &path, &[own, json_type], b"{")
            .await
            .is_problem(400);
        let much = format!("{{\"desk\": \"{}\"}}", "x".repeat(20_000));
        service
            .ask("POST", &path, &[own, json_type], much.as_bytes())
            .await
            .is_problem(413);
        tried += 1;
    }
    assert!(tried >= 18, "only {tried} paths were tried");
    assert_eq!(service.find("").await.json(), before);
    assert_eq!(state_of(&service, "repairs").await["taking"], true);
    service.stop().await;
}
