//! What a kiosk tells of its content folder, on the board.

use super::*;

/// How a kiosk is.
fn status(kiosk: &str, content: Value) -> Value {
    let mut event = check_in(kiosk, "A001");
    event["type"] = json!("reception.kiosk.status.v1");
    event["data"] =
        json!({ "outbox_depth": 0, "outbox_age_seconds": 0, "held": 0, "problems": [], "version": "0.1.0" });
    if !content.is_null() {
        event["data"]["content"] = content;
    }
    event
}

fn problem(file: &str, problem: &str) -> Value {
    json!({ "code": "date-unreadable", "file": file, "line": 3, "problem": problem, "remedy": "Write it as 2026-06-30." })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_content_folder_is_on_the_board_with_its_list_until_it_is_put_right() {
    let service = Service::start().await;
    let problems = [
        problem("leaflets/rent/bn.md", "“31 June” is no date."),
        problem("leaflets/moving/en-GB.md", "A date\u{7} is missing."),
    ];
    let wrong = status("front", json!({ "count": 2, "first": problems }));
    assert_eq!(service.send(&service.front, &wrong, 0).await.status, 201);
    let board = service.board().await;
    assert_eq!(
        board["warnings"],
        json!([{ "about": "content", "text": "Kiosk front: 2 problems with leaflets.", "details": [
            { "place": "leaflets/rent/bn.md, line 3", "text": "“31 June” is no date. Write it as 2026-06-30." },
            { "place": "leaflets/moving/en-GB.md, line 3", "text": "A date is missing. Write it as 2026-06-30." },
        ] }])
    );
    let right = status("front", json!({ "count": 0 }));
    assert_eq!(service.send(&service.front, &right, 0).await.status, 201);
    assert_eq!(service.board().await["warnings"], json!([]));
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_of_an_older_kiosk_is_still_taken_and_one_that_is_silent_is_only_silent() {
    let service = Service::start().await;
    let old = status("front", Value::Null);
    assert_eq!(service.send(&service.front, &old, 0).await.status, 201);
    assert_eq!(service.board().await["warnings"], json!([]));
    let wrong = json!({ "count": 1, "first": [problem("hours.toml", "It cannot be read.")] });
    let status = status("front", wrong);
    assert_eq!(service.send(&service.front, &status, 0).await.status, 201);
    service.later(TimeDelta::minutes(6));
    let warnings = service.board().await["warnings"].clone();
    assert_eq!(warnings.as_array().map(Vec::len), Some(1), "{warnings}");
    assert_eq!(warnings[0]["about"], "kiosk");
    service.stop().await;
}
