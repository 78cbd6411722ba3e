//! Late arrivals, and what is left after the day.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn arrival_is_dated_by_the_queues_clock_however_wrong_the_kiosks_is() {
    let service = Service::start().await;
    let mut event = check_in("front", "A017");
    event["time"] = json!("2019-01-01T00:00:00Z");
    event["data"]["service_day"] = json!("2019-01-01");
    assert_eq!(service.send(&service.front, &event, 7).await.json()["ahead"], 0);
    let board = service.board().await;
    assert_eq!(board["waiting"][0]["arrived_at"], "2026-11-21T10:14:00Z");
    assert_eq!(board["waiting"][0]["due_at"], "2026-11-21T10:24:00Z");
    assert!(
        board["warnings"][0]["text"]
            .as_str()
            .unwrap()
            .contains("clock is wrong")
    );
    // The number counts for today all the same: someone in the office may hold it.
    assert_eq!(service.queue(&service.front, "A").await.json()["last_number"], 17);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_arrival_waits_for_staff_who_put_it_at_its_place_or_close_it() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "A020"), 60).await;
    let late = service
        .send(&service.front, &check_in("front", "A017"), 601)
        .await;
    assert_eq!((late.status, &late.json()["ahead"]), (201, &Value::Null));
    service
        .send(&service.front, &check_in("front", "A018"), 660)
        .await;
    service
        .send(&service.front, &check_in("front", "A003"), 86_400)
        .await;
    let board = service.board().await;
    assert_eq!(tickets(&board["waiting"]), ["A020"]);
    assert_eq!(tickets(&board["arrived_offline"]), ["A003", "A018", "A017"]);
    assert_eq!(board["arrived_offline"][0]["arrived_day"], "20 November");

    let id = |index: usize| board["arrived_offline"][index]["id"].to_string();
    service
        .desk(&format!("/desk/visits/{}/call", id(2)), "Desk 1")
        .await
        .is_problem(409);
    assert_eq!(
        service
            .desk(&format!("/desk/visits/{}/accept", id(2)), "")
            .await
            .json()["visit"]["state"],
        "waiting"
    );
    assert_eq!(
        service
            .desk(&format!("/desk/visits/{}/done", id(0)), "")
            .await
            .json()["visit"]["state"],
        "done"
    );
    service
        .desk(&format!("/desk/visits/{}/accept", id(0)), "")
        .await
        .is_problem(409);
    let board = service.board().await;
    assert_eq!(
        tickets(&board["waiting"]),
        ["A017", "A020"],
        "at its place, not at the end"
    );
    assert_eq!(tickets(&board["arrived_offline"]), ["A018"]);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_day_a_repeat_is_answered_with_the_id_alone_and_the_desk_is_empty() {
    let service = Service::start().await;
    let event = check_in("front", "A017");
    assert_eq!(
        service.send(&service.front, &event, 0).await.json()["ticket"],
        "A017"
    );
    service.later(TimeDelta::days(1));
    let service = service.restart().await;
    // Erasing happens beside the requests, so it is waited for.
    let mut again = service.send(&service.front, &event, 0).await;
    for _ in 0..200 {
        if again.json().get("ticket").is_none() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        again = service.send(&service.front, &event, 0).await;
    }
    assert_eq!((again.status, again.json()), (200, json!({ "id": event["id"] })));
    let mut other = event.clone();
    other["data"]["language"] = json!("pl");
    service.send(&service.front, &other, 0).await.is_problem(422);
    assert_eq!(service.board().await["counts"]["waiting"], 0);
    service.stop().await;
}
