//! Lists of appointments as programs send them, and what a kiosk is answered.

use super::*;

const HEAD: &str = "reference,date,time,officer,service,status\n";

impl Service {
    /// A new import token of an office.
    fn import_token(&self, office: &str) -> String {
        Tokens::for_imports(&self.folder.path().join("data"))
            .add(office, "diary")
            .unwrap()
    }

    async fn import(&self, token: &str, kind: &str, list: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("Content-Type", kind), ("Authorization", &bearer)];
        self.ask("POST", "/v1/appointments", &headers, list.as_bytes())
            .await
    }

    /// What a visitor of Canal Street who gives this reference is answered, beside the board's promise to them.
    async fn answered(&self, number: u32, reference: &str) -> (Value, String) {
        let ticket = format!("A{number:03}");
        let mut event = check_in("front", &ticket);
        event["data"]["appointment"] = json!({ "reference": reference });
        let answer = self.send(&self.front, &event, 0).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let board = self.board().await;
        let waiting = board["waiting"].as_array().unwrap();
        let own = waiting.iter().find(|visit| visit["ticket"] == ticket).unwrap();
        (
            answer.json()["appointment"].clone(),
            own["due_at"].as_str().unwrap().to_owned(),
        )
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_is_told_how_the_visitor_fits_to_the_list() {
    let service = Service::start().await;
    let (here, elsewhere) = (
        service.import_token("canal-street"),
        service.import_token("mill-lane"),
    );
    // It is 10:14:07 on 21 November 2026.
    let list = format!(
        "{HEAD}HX-1,2026-11-21,10:30,A. Obi,repairs,\nHX01,2026-11-21,10:30,A. Obi,repairs,\n\
         EARLY,2026-11-21,14:00,B. Shah,,\nLATE9,2026-11-21,09:30,B. Shah,,\nGONE9,2026-11-21,10:20,B. Shah,,cancelled\n\
         AWAY9,2026-11-21,10:20,C. Nowak,,\n"
    );
    // The first row's reference is too short: nothing of the list counts.
    let refused = service.import(&here, "text/csv", &list).await;
    refused.is_problem(422);
    assert!(refused.body.contains("line 2: a reference is"), "{refused:?}");
    assert_eq!(service.answered(1, "HX01").await.0["status"], "unknown");

    let list = list.replace("HX-1,2026-11-21,10:30,A. Obi,repairs,\n", "");
    let taken = service.import(&here, "text/csv; charset=utf-8", &list).await;
    assert_eq!(
        (
            taken.status,
            &taken.json()["appointments"],
            &taken.json()["cancelled"]
        ),
        (200, &json!(5), &json!(1))
    );
    let away = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261121\r\n\
                X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\nX-RECEPTION-OFFICER:c. nowak\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(
        service.import(&here, "text/calendar", away).await.json()["away"],
        1
    );
    let other = format!("{HEAD}MILL9,2026-11-21,10:20,,,\n");
    assert_eq!(service.import(&elsewhere, "text/csv", &other).await.status, 200);

    let by_promise = "2026-11-21T10:24:07Z";
    for (number, reference, status, due) in [
        (2, "hx-oI", "expected", "2026-11-21T10:30:00Z"),
        (3, "EARLY", "early", by_promise),
        (4, "1ATE9", "late", by_promise),
        (5, "GONE9", "cancelled", by_promise),
        (6, "AWAY9", "officer-away", by_promise),
        (7, "MILL9", "other-office", by_promise),
        (8, "WHAT9", "unknown", by_promise),
        (9, "?", "unknown", by_promise),
    ] {
        let (appointment, due_at) = service.answered(number, reference).await;
        assert_eq!(appointment["status"], status, "{reference}");
        assert_eq!(due_at, due, "{reference}");
    }
    let (appointment, _) = service.answered(10, "HX01").await;
    assert_eq!(
        appointment,
        json!({ "officer": "A. Obi", "time": "2026-11-21T10:30:00Z", "status": "expected" })
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_list_is_the_whole_truth_of_its_days_unless_it_looks_cut_off() {
    let service = Service::start().await;
    let token = service.import_token("canal-street");
    let rows: Vec<String> = (10..30)
        .map(|number| format!("HX{number},2026-11-21,10:30,A. Obi,,\n"))
        .collect();
    let list = |rows: &[String]| format!("{HEAD}{}", rows.concat());
    service.import(&token, "text/csv", &list(&rows)).await;
    let again = service
        .import(&token, "text/csv", &list(&rows[1..]).replace("10:30", "10:20"))
        .await;
    assert_eq!(again.json()["withdrawn"], 1);
    assert_eq!(service.answered(1, "HX10").await.0["status"], "cancelled");
    let (moved, _) = service.answered(2, "HX11").await;
    assert_eq!(
        (&moved["status"], &moved["time"]),
        (&json!("expected"), &json!("2026-11-21T10:20:00Z"))
    );

    let cut = service.import(&token, "text/csv", &list(&rows[1..4])).await;
    cut.is_problem(422);
    assert!(cut.body.contains("cut off"), "{cut:?}");
    assert_eq!(
        service.answered(3, "HX29").await.0["status"],
        "expected",
        "nothing has changed"
    );
    let board = service.board().await;
    let about = |board: &Value| board["warnings"].to_string().contains("was not taken over");
    assert!(about(&board), "staff are told");
    service.import(&token, "text/csv", &list(&rows)).await;
    assert_eq!(service.answered(4, "HX10").await.0["status"], "expected");
    assert!(!about(&service.board().await), "a good list ends the warning");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_import_token_may_import_and_it_may_do_nothing_else() {
    let service = Service::start().await;
    let token = service.import_token("canal-street");
    let list = format!("{HEAD}HX01,2026-11-21,10:30,,,\n");
    service
        .import(&service.front, "text/csv", &list)
        .await
        .is_problem(403);
    service.import("nobody", "text/csv", &list).await.is_problem(401);
    service
        .ask("POST", "/v1/appointments", &[], b"")
        .await
        .is_problem(401);
    service
        .import(&token, "application/json", &list)
        .await
        .is_problem(415);
    service.queue(&token, "A").await.is_problem(401);
    service
        .send(&token, &check_in("diary", "A001"), 0)
        .await
        .is_problem(401);
    let huge = "x".repeat(crate::appointments::MAX_LIST_BYTES + 1);
    service.import(&token, "text/csv", &huge).await.is_problem(413);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_its_day_no_byte_of_an_appointment_is_left() {
    let service = Service::start().await;
    let token = service.import_token("canal-street");
    let list = format!("{HEAD}MARKER9,2026-11-21,10:30,Marker Officer,,\nHX02,2026-11-22,10:30,,,\n");
    service.import(&token, "text/csv", &list).await;
    service.later(TimeDelta::days(1));
    let service = service.restart().await;
    let data = service.folder.path().join("data");
    let is_held = || {
        ["queue.db", "queue.db-wal"].iter().any(|file| {
            let bytes = std::fs::read(data.join(file)).unwrap();
            ["Marker Officer", "MARKER9"]
                .iter()
                .any(|word| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
        })
    };
    // Erasing happens beside the requests, so it is waited for.
    for _ in 0..200 {
        if !is_held() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(!is_held(), "the list is still in the files");
    assert_eq!(service.answered(1, "MARKER9").await.0["status"], "unknown");
    assert_eq!(service.answered(2, "HX02").await.0["status"], "expected");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_read_time_officer_and_whether_they_came_as_agreed_and_the_desk_of_its_service_calls() {
    let service = Service::start().await;
    let token = service.import_token("canal-street");
    let list = format!("{HEAD}SOON9,2026-11-21,10:20,A. Obi,rent,\nPAST9,2026-11-21,09:20,,homeless,\n");
    assert_eq!(service.import(&token, "text/csv", &list).await.status, 200);
    for (ticket, reference) in [("A001", "SOON9"), ("A002", "PAST9"), ("A003", "NEVER9")] {
        let mut event = check_in("front", ticket);
        event["data"]["appointment"] = json!({ "reference": reference });
        event["data"]["service"] = Value::Null;
        assert_eq!(service.send(&service.front, &event, 0).await.status, 201);
    }
    let board = service.board().await;
    let read: Vec<_> = board["waiting"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| {
            (
                visit["ticket"].clone(),
                visit["service_id"].clone(),
                visit["appointment"].clone(),
            )
        })
        .collect();
    let words = |reference: &str, what: &str, standing: &str| json!({ "reference": reference, "what": what, "standing": standing });
    assert_eq!(
        read,
        [
            (json!("A002"), json!("homeless"), words("PAST9", "09:20", "late")),
            (
                json!("A001"),
                json!("rent"),
                words("SOON9", "10:20 with A. Obi", "")
            ),
            (
                json!("A003"),
                Value::Null,
                words("NEVER9", "", "not in our lists")
            ),
        ],
        "the urgent service first"
    );
    let called = service
        .desk_with("/desk/next", "Desk 1", json!({ "services": ["rent"] }))
        .await
        .json();
    assert_eq!(called["visit"]["ticket"], "A001");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_is_called_at_its_time_among_the_promises_and_urgent_visits_before_all() {
    let service = Service::start().await;
    let token = service.import_token("canal-street");
    let list = format!("{HEAD}SOON9,2026-11-21,10:20,,,\nLATER9,2026-11-21,10:30,,,\n");
    assert_eq!(service.import(&token, "text/csv", &list).await.status, 200);
    // It is 10:14:07 and the promise is ten minutes, so that a walk-in is due at 10:24:07.
    let visit = |ticket: &str, reference: Option<&str>| {
        let mut event = check_in("front", ticket);
        if let Some(reference) = reference {
            event["data"]["appointment"] = json!({ "reference": reference });
        }
        event
    };
    let mut urgent = visit("A004", None);
    urgent["data"]["service"] = json!("homeless");
    for (event, ahead) in [
        (visit("A001", Some("LATER9")), 0),
        (visit("A002", None), 0),
        (visit("A003", Some("SOON9")), 0),
        (urgent, 0),
        (visit("A005", None), 3),
        (visit("A006", Some("LATER9")), 5),
    ] {
        let answer = service.send(&service.front, &event, 0).await;
        assert_eq!(
            (answer.status, &answer.json()["ahead"]),
            (201, &json!(ahead)),
            "{event}"
        );
    }
    let order = ["A004", "A003", "A002", "A005", "A001", "A006"];
    assert_eq!(tickets(&service.board().await["waiting"]), order);
    for ticket in order {
        let called = service.desk("/desk/next", "Desk 1").await.json();
        assert_eq!(called["visit"]["ticket"], ticket);
    }
    service.stop().await;
}
