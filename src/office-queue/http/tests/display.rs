//! The call display: what a screen is told, who may see it, and calls as sounds.

use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use super::*;
use crate::accounts::Role;
use crate::speech::Speech;

/// The data of one message of a stream, once it passes.
fn message(mut stream: TcpStream, passes: impl Fn(&Value) -> bool) -> Result<Value, String> {
    let (mut text, mut part) = (Vec::new(), [0; 65536]);
    loop {
        let count = stream.read(&mut part).map_err(|error| error.to_string())?;
        text.extend_from_slice(&part[..count]);
        let so_far = String::from_utf8_lossy(&text).into_owned();
        let data = so_far
            .split("data: ")
            .skip(1)
            .filter_map(|data| data.split_once("\n\n"));
        let mut messages = data.filter_map(|(data, _)| serde_json::from_str::<Value>(data).ok());
        if let Some(found) = messages.find(|message| passes(message)) {
            return Ok(found);
        }
        if count == 0 {
            return Err(format!("the stream ended: {so_far}"));
        }
    }
}

impl Service {
    /// Opens the stream of calls of an office as a screen with this cookie does.
    fn screen(&self, query: &str, cookie: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.running.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let path = format!("/display/events{query}");
        let asked = request(self.running.address(), "GET", &path, &[("Cookie", cookie)], b"");
        stream.write_all(&asked).unwrap();
        stream
    }

    /// What a screen of Canal Street is told once that passes.
    async fn told(&self, passes: impl Fn(&Value) -> bool + Send + 'static) -> Value {
        let stream = self.screen("?office=canal-street", "");
        let told = tokio::task::spawn_blocking(move || message(stream, passes));
        told.await.unwrap().unwrap()
    }

    /// Takes these visitors in; they speak Bengali.
    async fn visitors(&self, tickets: &[&str]) {
        for ticket in tickets {
            assert_eq!(
                self.send(&self.front, &check_in("front", ticket), 0).await.status,
                201
            );
        }
    }

    /// Asks for a call as a sound.
    async fn sound(&self, id: &Value, cookie: &str) -> (u16, Vec<u8>) {
        let (address, path) = (self.running.address(), format!("/display/speech/{id}"));
        let asked = request(address, "GET", &path, &[("Cookie", cookie)], b"");
        tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            stream.write_all(&asked).unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
            let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
            (status, answer[head + 4..].to_vec())
        })
        .await
        .unwrap()
    }

    /// Shows a display token as the page does; the cookie that comes back.
    async fn show(&self, token: &str, site: &str) -> Answer {
        let headers = [("Content-Type", "application/json"), ("Sec-Fetch-Site", site)];
        let body = json!({ "token": token }).to_string();
        self.ask("POST", "/display/session", &headers, body.as_bytes())
            .await
    }

    fn display_tokens(&self) -> Tokens {
        Tokens::for_displays(&self.folder.path().join("data"))
    }

    /// The same service with another program in the place of espeak-ng.
    async fn speaking_by(self, program: std::path::PathBuf) -> Self {
        self.running.stop().await;
        let config = Config::read(&self.folder.path().join("queue.toml")).unwrap();
        let store = Store::open(&config.data_dir).unwrap();
        let listener = TcpListener::bind(config.listen).await.unwrap();
        let clock = Arc::clone(&self.app_clock);
        let mut app = App::new(config, store, Clock::new(move || *clock.lock().unwrap()));
        app.speech = Speech::by(program);
        let running = Running::start(app, listener, None).unwrap();
        Self { running, ..self }
    }
}

fn called(told: &Value) -> Vec<(&str, &str)> {
    let calls = told["calls"].as_array().unwrap().iter();
    calls
        .map(|call| (call["ticket"].as_str().unwrap(), call["desk"].as_str().unwrap()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_that_call_at_once_make_two_calls_with_an_id_each() {
    let service = Service::start().await;
    service.visitors(&["A001", "A002", "A003"]).await;
    let (one, two) = tokio::join!(
        service.desk("/desk/next", "Desk 1"),
        service.desk("/desk/next", "Room 2")
    );
    assert_eq!((one.status, two.status), (200, 200));
    let told = service
        .told(|told| told["calls"].as_array().is_some_and(|calls| calls.len() == 2))
        .await;
    let mut calls = called(&told);
    calls.sort_unstable();
    let mut expected =
        [&one, &two].map(|answer| answer.json()["visit"]["ticket"].as_str().unwrap().to_owned());
    expected.sort_unstable();
    assert_eq!(
        calls.iter().map(|(ticket, _)| *ticket).collect::<Vec<_>>(),
        expected
    );
    let ids: Vec<i64> = told["calls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|call| call["id"].as_i64().unwrap())
        .collect();
    assert!(
        ids[0] > ids[1] && told["highest_id"] == ids[0],
        "newest first: {told}"
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_is_told_the_number_the_desk_and_words_and_nothing_else_of_a_visitor() {
    let service = Service::start().await;
    let mut private = check_in("front", "A001");
    private["data"]["private_interview"] = json!({ "officer_gender": "female" });
    private["data"]["interpreter"] = json!({ "language": "syl", "mode": "in-person" });
    private["data"]["needs"] = json!(["braille"]);
    assert_eq!(service.send(&service.front, &private, 0).await.status, 201);
    service.desk("/desk/next", "Desk 2").await;
    let told = service
        .told(|told| !told["calls"].as_array().unwrap().is_empty())
        .await;
    let mut call = told["calls"][0].clone();
    let sentences = call.as_object_mut().unwrap().remove("sentences").unwrap();
    call.as_object_mut().unwrap().remove("id").unwrap();
    assert_eq!(
        call,
        json!({ "ticket": "A001", "desk": "Desk 2", "age_seconds": 0 })
    );
    let (bengali, english) = (&sentences[0], &sentences[1]);
    assert_eq!(
        (&bengali["language"], &english["language"]),
        (&json!("bn"), &json!("en-GB"))
    );
    assert!(
        english["text"].as_str().unwrap().starts_with("Please go to"),
        "{english}"
    );
    assert!(bengali["text"].as_str().unwrap().contains("ডেস্ক"), "{bengali}");
    assert_eq!(
        (&told["office"], &told["time_zone"]),
        (&json!("Canal Street"), &json!("Europe/London"))
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_screen_hears_of_a_call_and_of_one_that_is_taken_back() {
    let service = Service::start().await;
    let event = check_in("front", "A001");
    assert_eq!(service.send(&service.front, &event, 0).await.status, 201);
    let waiting = service.screen("?office=canal-street", "");
    let heard = tokio::task::spawn_blocking(move || {
        let second = waiting.try_clone().unwrap();
        let begun = message(waiting, |told| called(told) == [("A001", "Desk 1")]).map(|_| Instant::now());
        (begun, message(second, |told| called(told).is_empty()))
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let asked = Instant::now();
    service.desk("/desk/next", "Desk 1").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    service.send(&service.front, &cancellation(&event), 0).await;
    let (shown, gone) = heard.await.unwrap();
    assert!(
        shown.unwrap() - asked < Duration::from_secs(5),
        "live, not at the next renewal"
    );
    gone.expect("the visitor left, so the call is gone");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_needs_its_token_for_its_own_office_and_only_while_the_token_is_there() {
    let service = Service::start().await;
    let service = service
        .with_accounts(&[("canal-street", "kim", Role::Staff)])
        .await;
    let tokens = service.display_tokens();
    let token = tokens.add("canal-street", "hall").unwrap();
    for path in [
        "/display/events",
        "/display/events?office=canal-street",
        "/display/session",
        "/display/speech/1",
    ] {
        service.ask("GET", path, &[], b"").await.is_problem(401);
        let kiosk = format!("reception-display-local={}", service.front);
        service
            .ask("GET", path, &[("Cookie", &kiosk)], b"")
            .await
            .is_problem(401);
    }
    // Its page it may have, to show the token with.
    let page = service.ask("GET", "/display", &[], b"").await;
    assert!(
        page.status == 200 && page.body.contains("/display/display.js"),
        "{page:?}"
    );
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("script-src 'self'"),
        "{page:?}"
    );

    service.show(&"0".repeat(64), "same-origin").await.is_problem(401);
    service.show(&token, "cross-site").await.is_problem(403);
    let shown = service.show(&token, "same-origin").await;
    let cookie = shown.header("set-cookie").unwrap();
    assert_eq!(shown.status, 204, "{shown:?}");
    for flag in ["; Path=/display", "; HttpOnly", "; SameSite=Strict", "; Max-Age="] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    let with = [("Cookie", cookie)];
    let may = service.ask("GET", "/display/session", &with, b"").await;
    assert_eq!(may.json(), json!({ "office": "canal-street" }));
    for path in [
        "/display/events?office=mill-lane",
        "/display/session?office=mill-lane",
        "/display/speech/1?office=mill-lane",
    ] {
        service.ask("GET", path, &with, b"").await.is_problem(403);
    }
    service
        .ask("GET", "/desk/session", &with, b"")
        .await
        .is_problem(401);
    let (stream, ended) = (service.screen("", cookie), service.screen("", cookie));
    tokio::task::spawn_blocking(move || message(stream, |told| told["office"] == "Canal Street"))
        .await
        .unwrap()
        .unwrap();

    assert_eq!(tokens.remove("canal-street", "hall").unwrap(), 1);
    service
        .ask("GET", "/display/events", &with, b"")
        .await
        .is_problem(401);
    let ended = tokio::task::spawn_blocking(move || message(ended, |_| false))
        .await
        .unwrap();
    assert!(ended.unwrap_err().starts_with("the stream ended"));
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_signed_in_may_see_the_calls_of_their_own_office() {
    let service = Service::with_staff().await;
    let cookie = service.sign_in("kim").await;
    let stream = service.screen("", &cookie);
    let told = tokio::task::spawn_blocking(move || message(stream, |_| true))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(told["office"], "Canal Street");
    service
        .ask(
            "GET",
            "/display/events?office=mill-lane",
            &[("Cookie", &cookie)],
            b"",
        )
        .await
        .is_problem(403);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_tokens_are_slowed_as_wrong_passwords_are_and_the_right_one_costs_nothing() {
    let service = Service::start().await;
    let token = service.display_tokens().add("canal-street", "hall").unwrap();
    for _ in 0..8 {
        assert_eq!(service.show(&token, "same-origin").await.status, 204);
    }
    for _ in 0..5 {
        service.show("wrong", "same-origin").await.is_problem(401);
    }
    let slowed = service.show(&token, "same-origin").await;
    slowed.is_problem(429);
    assert_eq!(slowed.header("retry-after"), Some("60"));
    service.later(TimeDelta::seconds(61));
    assert_eq!(service.show(&token, "same-origin").await.status, 204);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_spoken_by_the_real_espeak_ng_until_it_is_gone() {
    let service = Service::start().await;
    let event = check_in("front", "A001");
    assert_eq!(service.send(&service.front, &event, 0).await.status, 201);
    service.desk("/desk/next", "Desk 2").await;
    let told = service
        .told(|told| !told["calls"].as_array().unwrap().is_empty())
        .await;
    let id = &told["calls"][0]["id"];
    let (status, sound) = service.sound(id, "").await;
    assert_eq!(
        status,
        200,
        "espeak-ng must be installed: {}",
        String::from_utf8_lossy(&sound)
    );
    assert_eq!((&sound[..4], &sound[8..12]), (&b"RIFF"[..], &b"WAVE"[..]));
    let bytes_per_second = u32::from_le_bytes(sound[28..32].try_into().unwrap()) as usize;
    assert!(
        sound.len() - 44 > bytes_per_second / 2,
        "longer than half a second"
    );

    service.send(&service.front, &cancellation(&event), 0).await;
    assert_eq!(service.sound(id, "").await.0, 404);
    assert_eq!(service.sound(&json!("x"), "").await.0, 404);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_espeak_ng_that_hangs_holds_up_nobody_at_the_desks() {
    let service = Service::start().await;
    let program = service.folder.path().join("hangs");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let service = Arc::new(service.speaking_by(program).await);
    service.visitors(&["A001", "A002"]).await;
    service.desk("/desk/next", "Desk 1").await;
    let told = service
        .told(|told| !told["calls"].as_array().unwrap().is_empty())
        .await;
    let id = told["calls"][0]["id"].clone();
    let begun = Instant::now();
    let asking = tokio::spawn({
        let service = Arc::clone(&service);
        async move { service.sound(&id, "").await.0 }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(service.desk("/desk/next", "Desk 2").await.status, 200);
    service
        .told(|told| told["calls"].as_array().is_some_and(|calls| calls.len() == 2))
        .await;
    assert!(
        begun.elapsed() < Duration::from_secs(4) && !asking.is_finished(),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(asking.await.unwrap(), 404, "the screen stays with its chime");
    assert!(begun.elapsed() < Duration::from_secs(15));
    Arc::into_inner(service).unwrap().stop().await;
}
