//! The check-in protocol, design §5.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_check_in_is_accepted_once_and_repeated_with_its_first_answer() {
    let service = Service::start().await;
    let (first, second) = (check_in("front", "A017"), check_in("front", "A018"));
    let answer = service.send(&service.front, &first, 4).await;
    assert_eq!(
        (answer.status, answer.json()),
        (
            201,
            json!({ "id": first["id"], "ticket": "A017", "ahead": 0, "appointment": null })
        )
    );
    assert!(
        answer.header("date").is_some(),
        "the kiosk compares its clock with the queue's"
    );
    assert_eq!(service.send(&service.front, &second, 0).await.json()["ahead"], 1);

    // The answer stays the first, however the queue has moved on, and across a restart.
    service.desk("/desk/next", "Desk 1").await;
    let service = service.restart().await;
    let again = service.send(&service.front, &second, 30).await;
    assert_eq!((again.status, &again.json()["ahead"]), (200, &json!(1)));
    let board = service.board().await;
    assert_eq!(
        (tickets(&board["called"]), tickets(&board["waiting"])),
        (vec!["A017"], vec!["A018"])
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_is_a_problem_document_with_its_status_and_stores_nothing() {
    type Change = fn(&mut Vec<(&'static str, String)>, &mut Vec<u8>);
    fn set(headers: &mut Vec<(&'static str, String)>, name: &str, value: &str) {
        headers.iter_mut().find(|(found, _)| *found == name).unwrap().1 = value.to_owned();
    }
    fn rewrite(body: &mut Vec<u8>, change: fn(&mut Value)) {
        let mut event: Value = serde_json::from_slice(body).unwrap();
        change(&mut event);
        *body = serde_json::to_vec(&event).unwrap();
    }
    let cases: [(&str, u16, Change); 21] = [
        ("no token", 401, |headers, _| {
            headers.retain(|(name, _)| *name != "Authorization")
        }),
        ("wrong token", 401, |headers, _| {
            set(headers, "Authorization", "Bearer 0123")
        }),
        ("empty token", 401, |headers, _| {
            set(headers, "Authorization", "Bearer ")
        }),
        ("other scheme", 401, |headers, _| {
            set(headers, "Authorization", "Basic Zm9vOmJhcg==")
        }),
        ("no type", 415, |headers, _| {
            headers.retain(|(name, _)| *name != "Content-Type")
        }),
        ("plain JSON", 415, |headers, _| {
            set(headers, "Content-Type", "application/json")
        }),
        ("no key", 400, |headers, _| {
            headers.retain(|(name, _)| *name != "Idempotency-Key")
        }),
        ("two keys", 400, |headers, _| {
            headers.push(("Idempotency-Key", "\"x\"".to_owned()))
        }),
        ("key without quotes", 400, |headers, _| {
            let bare = headers[2].1.trim_matches('"').to_owned();
            set(headers, "Idempotency-Key", &bare);
        }),
        ("key of another event", 400, |headers, _| {
            set(headers, "Idempotency-Key", &format!("\"{}\"", Uuid::new_v4()))
        }),
        ("key that is no UUID", 400, |headers, _| {
            set(headers, "Idempotency-Key", "\"1\"")
        }),
        ("too large", 413, |_, body| {
            body.resize(checkin::MAX_BODY_BYTES + 1, b' ')
        }),
        ("not JSON", 422, |_, body| body.truncate(40)),
        ("not UTF-8", 422, |_, body| body[20] = 0xFF),
        ("nothing", 422, |_, body| body.clear()),
        ("nested too deep", 422, |_, body| *body = vec![b'['; 60_000]),
        ("other version", 422, |_, body| {
            rewrite(body, |event| event["specversion"] = json!("0.3"))
        }),
        ("unknown type", 422, |_, body| {
            rewrite(body, |event| event["type"] = json!("reception.visit.flew-in.v1"))
        }),
        ("no ticket", 422, |_, body| {
            rewrite(body, |event| event["data"]["ticket"] = Value::Null)
        }),
        ("foreign kiosk", 403, |_, body| {
            rewrite(body, |event| {
                event["source"] = json!("urn:reception-kiosk:canal-street:side")
            })
        }),
        ("foreign office", 403, |_, body| {
            rewrite(body, |event| {
                event["source"] = json!("urn:reception-kiosk:mill-lane:front")
            })
        }),
    ];
    let service = Service::start().await;
    for (what, status, change) in cases {
        let event = check_in("front", "A017");
        let mut body = serde_json::to_vec(&event).unwrap();
        let mut headers = vec![
            (
                "Content-Type",
                "application/cloudevents+json; charset=utf-8".to_owned(),
            ),
            ("Authorization", format!("Bearer {}", service.front)),
            (
                "Idempotency-Key",
                format!("\"{}\"", event["id"].as_str().unwrap()),
            ),
        ];
        change(&mut headers, &mut body);
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = service.ask("POST", "/v1/events", &headers, &body).await;
        assert_eq!(answer.status, status, "{what}: {answer:?}");
        answer.is_problem(status);
        assert_eq!(
            answer.header("www-authenticate").is_some(),
            status == 401,
            "{what}"
        );
    }
    for token in [&service.foreign, &service.side] {
        service
            .send(token, &check_in("front", "A017"), 0)
            .await
            .is_problem(403);
    }
    assert_eq!(service.board().await["counts"]["waiting"], 0);
    assert_eq!(
        service.queue(&service.front, "A").await.json()["last_number"],
        Value::Null
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_with_another_body_is_refused_and_each_kiosk_has_its_own_ids() {
    let service = Service::start().await;
    let event = check_in("front", "A017");
    assert_eq!(service.send(&service.front, &event, 0).await.status, 201);
    let mut other = event.clone();
    other["data"]["service"] = json!("rent");
    service.send(&service.front, &other, 0).await.is_problem(422);
    // The same bytes in another order are another body too: the courier resends exact bytes.
    let mut spaced = serde_json::to_vec_pretty(&event).unwrap();
    spaced.push(b'\n');
    let key = format!("\"{}\"", event["id"].as_str().unwrap());
    let bearer = format!("Bearer {}", service.front);
    let headers = [
        ("Content-Type", "application/cloudevents+json"),
        ("Authorization", bearer.as_str()),
        ("Idempotency-Key", &key),
    ];
    service
        .ask("POST", "/v1/events", &headers, &spaced)
        .await
        .is_problem(422);
    // Another kiosk that happens on the same id takes nothing away from the first.
    let mut theirs = event.clone();
    theirs["source"] = json!("urn:reception-kiosk:canal-street:side");
    assert_eq!(service.send(&service.side, &theirs, 0).await.status, 201);
    assert_eq!(service.send(&service.front, &event, 0).await.status, 200);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_event_while_the_first_is_being_stored_is_told_to_wait() {
    let folder = tempfile::tempdir().unwrap();
    let token = Tokens::of(folder.path()).add("canal-street", "front").unwrap();
    let config = Config::without_file("127.0.0.1:0".parse().unwrap(), folder.path().to_owned());
    let app = Arc::new(App::new(
        config,
        Store::open(folder.path()).unwrap(),
        Clock::system(),
    ));
    let (release, held) = std::sync::mpsc::channel();
    let holding = {
        let app = Arc::clone(&app);
        tokio::spawn(async move { app.store.hold(held).await })
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = router(&app);
    let serving = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = hyper_util::service::TowerToHyperService::new(routes.clone());
            tokio::spawn(
                hyper::server::conn::http1::Builder::new()
                    .serve_connection(hyper_util::rt::TokioIo::new(stream), service),
            );
        }
    });
    let event = check_in("front", "A017");
    let (key, bearer) = (
        format!("\"{}\"", event["id"].as_str().unwrap()),
        format!("Bearer {token}"),
    );
    let headers = [
        ("Content-Type", "application/cloudevents+json"),
        ("Authorization", bearer.as_str()),
        ("Idempotency-Key", &key),
    ];
    let bytes = request(
        address,
        "POST",
        "/v1/events",
        &headers,
        event.to_string().as_bytes(),
    );
    let send = || {
        let bytes = bytes.clone();
        tokio::task::spawn_blocking(move || exchange(address, &bytes))
    };

    // Two at once while the store is held: one is being stored, the other is told so at once.
    let (mut one, mut other) = (send(), send());
    let told = tokio::select! { told = &mut one => { one = other; told } told = &mut other => told }.unwrap();
    told.is_problem(409);
    assert_eq!(told.header("retry-after"), Some("1"));
    release.send(()).unwrap();
    assert_eq!(one.await.unwrap().status, 201);
    assert_eq!(send().await.unwrap().status, 200, "and the place is free again");
    holding.await.unwrap().unwrap();
    serving.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_here_is_accepted_shown_and_warned_of() {
    let service = Service::start().await;
    let mut event = check_in("front", "A017");
    event["data"]["service"] = json!("curling");
    event["data"]["needs"] = json!(["step-free", "trampoline"]);
    event["data"]["interpreter"] = json!({ "language": "tlh", "mode": "hologram", "gender": "any" });
    event["data"]["weather"] = json!({ "wet": true });
    event["traceparent"] = json!("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assert_eq!(service.send(&service.front, &event, 0).await.status, 201);
    let board = service.board().await;
    let shown = board["waiting"][0].to_string();
    for word in ["curling", "trampoline", "tlh", "hologram"] {
        assert!(shown.contains(word), "{word} is not in {shown}");
    }
    let warnings = board["warnings"].to_string();
    for word in [
        "“curling”",
        "need “trampoline”",
        "mode “hologram”",
        "gender “any”",
        "field “weather”",
    ] {
        assert!(warnings.contains(word), "{word} is not in {warnings}");
    }
    // Staff see it and can do with it only what would not be refused.
    for row in board["services"].as_array().unwrap() {
        let add = json!({ "key": Uuid::new_v4(), "language": "bn", "service": row["id"] });
        let answer = service.desk_with("/desk/visits", "Desk 1", add).await;
        assert_eq!(answer.status == 200, row["on_offer"] == true, "{row}: {answer:?}");
    }
    assert!(board["services"].to_string().contains("curling"));
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_takes_the_visit_back_even_when_it_comes_first_and_is_its_own_kiosks_alone() {
    let service = Service::start().await;
    let (kept, taken_back, early) = (
        check_in("front", "A017"),
        check_in("front", "A018"),
        check_in("front", "A019"),
    );
    for event in [&kept, &taken_back] {
        assert_eq!(service.send(&service.front, event, 0).await.status, 201);
    }
    let answer = service.send(&service.front, &cancellation(&taken_back), 0).await;
    assert_eq!((answer.status, &answer.json()["ticket"]), (201, &Value::Null));
    assert_eq!(
        service
            .send(&service.front, &cancellation(&early), 0)
            .await
            .status,
        201
    );
    assert_eq!(service.send(&service.front, &early, 0).await.status, 201);
    let mut theirs = cancellation(&kept);
    theirs["source"] = json!("urn:reception-kiosk:canal-street:side");
    assert_eq!(service.send(&service.side, &theirs, 0).await.status, 201);
    let board = service.board().await;
    assert_eq!(tickets(&board["waiting"]), ["A017"]);
    assert_eq!(board["counts"]["cancelled"], 2);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_number_from_two_kiosks_is_two_visits_each_shown_with_its_kiosk() {
    let service = Service::start().await;
    assert_eq!(
        service
            .send(&service.front, &check_in("front", "A017"), 0)
            .await
            .status,
        201
    );
    assert_eq!(
        service
            .send(&service.side, &check_in("side", "A017"), 0)
            .await
            .status,
        201
    );
    assert_eq!(
        service
            .send(&service.side, &check_in("side", "A018"), 0)
            .await
            .status,
        201
    );
    let board = service.board().await;
    let kiosks: Vec<&Value> = board["waiting"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| &visit["kiosk"])
        .collect();
    assert_eq!(kiosks, [&json!("front"), &json!("side"), &Value::Null]);
    assert!(
        board["warnings"][0]["text"]
            .as_str()
            .unwrap()
            .contains("A017 was given more than once")
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_says_which_number_was_last_and_answers_304_while_nothing_changes() {
    let service = Service::start().await;
    assert_eq!(
        service.queue(&service.front, "A").await.json()["last_number"],
        Value::Null
    );
    service.send(&service.front, &check_in("front", "A017"), 0).await;
    service.send(&service.front, &check_in("front", "A012"), 0).await;
    service.desk("/desk/next", "Desk 1").await;
    let answer = service.queue(&service.front, "A").await;
    let state: checkin::QueueState = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(
        (state.last_number, state.now_serving[0].ticket.as_str()),
        (Some(17), "A017")
    );
    let repairs = &state.services[0];
    assert_eq!(
        (
            repairs.id.as_deref(),
            repairs.taking,
            repairs.waiting,
            repairs.wait_minutes
        ),
        (Some("repairs"), true, 1, None)
    );
    assert_eq!(
        service.queue(&service.foreign, "A").await.json()["last_number"],
        Value::Null,
        "another office's series"
    );

    let etag = answer.header("etag").unwrap().to_owned();
    let bearer = format!("Bearer {}", service.front);
    let ask = async || {
        let headers = [("Authorization", bearer.as_str()), ("If-None-Match", &etag)];
        service.ask("GET", "/v1/queue?series=A", &headers, b"").await
    };
    let unchanged = ask().await;
    assert_eq!(
        (
            unchanged.status,
            unchanged.body.as_str(),
            unchanged.header("etag")
        ),
        (304, "", Some(etag.as_str()))
    );
    service.send(&service.front, &check_in("front", "A018"), 0).await;
    assert_eq!(ask().await.status, 200);

    service.later(TimeDelta::days(1));
    assert_eq!(
        service.queue(&service.front, "A").await.json()["last_number"],
        0,
        "none today, but seen before"
    );
    for path in [
        "/v1/queue",
        "/v1/queue?series=a",
        "/v1/queue?series=AA",
        "/v1/queue?series=%FF",
    ] {
        service
            .ask("GET", path, &[("Authorization", &bearer)], b"")
            .await
            .is_problem(400);
    }
    service
        .ask("GET", "/v1/queue?series=A", &[], b"")
        .await
        .is_problem(401);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_or_method_that_is_not_there_is_a_problem_document_too() {
    let service = Service::start().await;
    service.ask("GET", "/", &[], b"").await.is_problem(404);
    service.ask("GET", "/v1/events", &[], b"").await.is_problem(405);
    service.ask("PUT", "/v1/queue", &[], b"").await.is_problem(405);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_removed_ends_at_once() {
    let service = Service::start().await;
    assert_eq!(service.queue(&service.front, "A").await.status, 200);
    Tokens::of(&service.folder.path().join("data"))
        .remove("canal-street", "front")
        .unwrap();
    service.queue(&service.front, "A").await.is_problem(401);
    assert_eq!(service.queue(&service.side, "B").await.status, 200);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_within_one_second_are_listed_as_they_confirmed_in_whatever_order_they_come() {
    let service = Service::start().await;
    for (ticket, held) in [("A002", "4.250"), ("A001", "4.900"), ("A003", "4.05")] {
        let answer = service
            .send(&service.front, &check_in("front", ticket), held)
            .await;
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    assert_eq!(
        tickets(&service.board().await["waiting"]),
        ["A001", "A002", "A003"]
    );
    service.stop().await;
}
