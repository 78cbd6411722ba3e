//! The desk page's requests.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_that_call_at_once_never_get_the_same_visitor() {
    let service = Arc::new(Service::start().await);
    for number in 1..=20 {
        service
            .send(&service.front, &check_in("front", &format!("A{number:03}")), 0)
            .await;
    }
    let calls: Vec<_> = (0..30)
        .map(|desk| {
            let service = Arc::clone(&service);
            tokio::spawn(async move { service.desk("/desk/next", &format!("Desk {desk}")).await.json() })
        })
        .collect();
    let mut called = Vec::new();
    for call in calls {
        if let Some(ticket) = call.await.unwrap()["visit"]["ticket"].as_str() {
            called.push(ticket.to_owned());
        }
    }
    called.sort();
    let expected: Vec<String> = (1..=20).map(|number| format!("A{number:03}")).collect();
    assert_eq!(called, expected);

    // And the one visitor that all of them name: one desk wins, the others are told.
    service.send(&service.front, &check_in("front", "A021"), 0).await;
    let path = format!("/desk/visits/{}/call", service.board().await["waiting"][0]["id"]);
    let calls: Vec<_> = (0..10)
        .map(|desk| {
            let (service, path) = (Arc::clone(&service), path.clone());
            tokio::spawn(async move { service.desk(&path, &format!("Desk {desk}")).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for call in calls {
        statuses.push(call.await.unwrap());
    }
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
    assert!(
        statuses.iter().all(|status| [200, 409].contains(status)),
        "{statuses:?}"
    );
    Arc::into_inner(service).unwrap().stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_goes_from_the_list_to_a_desk_and_is_done_or_did_not_come() {
    let service = Service::start().await;
    for ticket in ["A001", "A002"] {
        service.send(&service.front, &check_in("front", ticket), 0).await;
    }
    let mut urgent = check_in("front", "A003");
    urgent["data"]["service"] = json!("homeless");
    assert_eq!(service.send(&service.front, &urgent, 0).await.json()["ahead"], 0);
    assert_eq!(
        tickets(&service.board().await["waiting"]),
        ["A003", "A001", "A002"]
    );

    let first = service.desk("/desk/next", "Desk 1").await.json();
    assert_eq!(first["visit"]["ticket"], "A003");
    let path = |action: &str| format!("/desk/visits/{}/{action}", first["visit"]["id"]);
    service.later(TimeDelta::seconds(30));
    assert_eq!(service.desk(&path("recall"), "Desk 1").await.status, 200);
    service.desk(&path("recall"), "Desk 2").await.is_problem(409);
    let board = service.board().await;
    assert_eq!(
        (&board["called"][0]["calls"], &board["called"][0]["desk"]),
        (&json!(2), &json!("Desk 1"))
    );
    assert_eq!(board["called"][0]["called_at"], "2026-11-21T10:14:37Z");
    assert_eq!(
        service.desk(&path("no-show"), "Desk 1").await.json()["visit"]["state"],
        "no-show"
    );
    service.desk(&path("done"), "Desk 1").await.is_problem(409);

    let second = service.desk("/desk/next", "Desk 1").await.json();
    assert_eq!(second["visit"]["ticket"], "A001");
    assert_eq!(
        service
            .desk(&format!("/desk/visits/{}/done", second["visit"]["id"]), "Desk 1")
            .await
            .status,
        200
    );
    service.desk("/desk/next", "Desk 2").await;
    assert_eq!(
        service.desk("/desk/next", "Desk 2").await.json(),
        json!({ "visit": null })
    );
    let counts = &service.board().await["counts"];
    assert_eq!(
        (&counts["done"], &counts["no_show"], &counts["called"]),
        (&json!(1), &json!(1), &json!(1))
    );
    service.desk("/desk/next", "  ").await.is_problem(400);
    service.desk("/desk/next", &"x".repeat(41)).await.is_problem(400);
    service
        .desk("/desk/visits/99999/call", "Desk 1")
        .await
        .is_problem(404);
    service
        .desk("/desk/visits/one/call", "Desk 1")
        .await
        .is_problem(404);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_in_the_same_browser_can_neither_act_nor_read() {
    let service = Service::start().await;
    service.send(&service.front, &check_in("front", "A017"), 0).await;
    let own = format!("http://{}", service.running.address());
    let json_type = ("Content-Type", "application/json");
    let forged: [(&str, Vec<(&str, &str)>); 5] = [
        ("no header of ours", vec![json_type]),
        (
            "cross-site",
            vec![
                json_type,
                ("X-Reception-Desk", "1"),
                ("Sec-Fetch-Site", "cross-site"),
            ],
        ),
        (
            "same-site is not same-origin",
            vec![
                json_type,
                ("X-Reception-Desk", "1"),
                ("Sec-Fetch-Site", "same-site"),
            ],
        ),
        (
            "foreign origin",
            vec![
                json_type,
                ("X-Reception-Desk", "1"),
                ("Origin", "https://evil.example"),
            ],
        ),
        (
            "a name that was made to resolve to this machine",
            vec![
                json_type,
                ("X-Reception-Desk", "1"),
                ("Host", "evil.example"),
                ("Origin", "http://evil.example"),
            ],
        ),
    ];
    for (what, headers) in forged {
        let answer = service
            .ask("POST", "/desk/next", &headers, b"{\"desk\":\"Desk 1\"}")
            .await;
        assert_eq!(answer.status, 403, "{what}: {answer:?}");
    }
    service
        .ask("GET", "/desk/events", &[("Host", "evil.example")], b"")
        .await
        .is_problem(403);
    service
        .ask("GET", "/desk", &[("X-Forwarded-For", "192.0.2.7")], b"")
        .await
        .is_problem(403);
    assert_eq!(service.board().await["counts"]["waiting"], 1);
    let headers = [
        json_type,
        ("X-Reception-Desk", "1"),
        ("Sec-Fetch-Site", "same-origin"),
        ("Origin", own.as_str()),
    ];
    assert_eq!(
        service
            .ask("POST", "/desk/next", &headers, b"{\"desk\":\"Desk 1\"}")
            .await
            .status,
        200
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline() {
    let service = Service::start().await;
    let page = service.ask("GET", "/desk", &[], b"").await;
    assert_eq!(
        (page.status, page.header("x-content-type-options")),
        (200, Some("nosniff"))
    );
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let inline = |word: &str| word.contains('=') && (word.starts_with("on") || word.starts_with("style"));
    assert!(!page.body.contains("<style") && !page.body.split_whitespace().any(inline));
    for reference in page
        .body
        .split("src=\"")
        .skip(1)
        .chain(page.body.split("href=\"").skip(1))
    {
        let path = reference.split('"').next().unwrap();
        assert!(
            path.starts_with("/desk/") || path.starts_with("/staff/"),
            "{path}"
        );
        let file = service.ask("GET", path, &[], b"").await;
        assert!(file.status == 200 && !file.body.is_empty(), "{path}");
        assert!(!file.body.contains("https://"), "{path}");
    }
    // Every module that one module imports is there, beginning with the one that the page loads.
    let (mut names, mut read) = (vec!["desk.js".to_owned(), "worker.js".to_owned()], 0);
    while let Some(name) = names.get(read).cloned() {
        let file = service.ask("GET", &format!("/desk/js/{name}"), &[], b"").await;
        assert!(file.status == 200 && file.body.starts_with("//"), "{name}");
        for word in [
            "https://",
            "http://",
            "innerHTML = ",
            "outerHTML = ",
            "insertAdjacentHTML",
            "eval(",
        ] {
            assert!(!file.body.contains(word), "{name} has {word}");
        }
        for imported in file.body.split("from \"./").skip(1) {
            let imported = imported.split('"').next().unwrap().to_owned();
            if !names.contains(&imported) {
                names.push(imported);
            }
        }
        read += 1;
    }
    assert!(names.len() >= 15, "{names:?}");
    service
        .ask("GET", "/desk/js/other.js", &[], b"")
        .await
        .is_problem(404);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_not_served_beyond_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::without_file("192.0.2.1:8470".parse().unwrap(), folder.path().to_owned());
    let app = Arc::new(App::new(
        config,
        Store::open(folder.path()).unwrap(),
        Clock::system(),
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = hyper_util::service::TowerToHyperService::new(router(&app));
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        hyper::server::conn::http1::Builder::new()
            .serve_connection(hyper_util::rt::TokioIo::new(stream), service)
            .await
    });
    let answer =
        tokio::task::spawn_blocking(move || exchange(address, &request(address, "GET", "/desk", &[], b"")))
            .await
            .unwrap();
    answer.is_problem(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_does_not_keep_the_service_from_stopping() {
    let service = Service::start().await;
    let address = service.running.address();
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(&request(address, "GET", "/desk/events", &[], b""))
        .unwrap();
    let mut part = [0; 16];
    stream.read_exact(&mut part).unwrap();
    let began = std::time::Instant::now();
    service.stop().await;
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(TcpStream::connect(address).is_err());
}
