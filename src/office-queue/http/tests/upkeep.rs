//! What a backup of a running service holds, and what it does not.

use super::*;
use crate::control::Queue;
use crate::store::inspect;

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_holds_the_visits_of_the_day_and_no_byte_of_those_erased() {
    let service = Service::start().await;
    let marked = |number: usize, mark: &str| {
        let mut event = check_in("front", &format!("A{number:03}"));
        event["data"]["appointment"] = json!({ "reference": format!("{mark}-{number}") });
        // Long enough that rows are split over pages and moved between them.
        event["data"]["needs"] = json!(vec![format!("{mark}-need"); 40]);
        event
    };
    for number in 1..=30 {
        let answer = service
            .send(&service.front, &marked(number, "yesterdays-mark"), 0)
            .await;
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    service.later(TimeDelta::days(1));
    // The service erases as it starts.
    let service = service.restart().await;
    let mut today = marked(31, "todays-mark");
    today["data"]["service_day"] = json!("2026-11-22");
    assert_eq!(service.send(&service.front, &today, 0).await.status, 201);

    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    let file = service.folder.path().join("backup");
    let backup = loop {
        let mut queue = Queue::reach(&service.folder.path().join("data")).await.unwrap();
        assert!(matches!(queue, Queue::Running(_)), "the running service is asked");
        let mut bytes = Vec::new();
        queue.backup(&mut bytes, DateTime::UNIX_EPOCH).await.unwrap();
        std::fs::write(&file, &bytes).unwrap();
        let backup = inspect(&file).unwrap();
        // Erasing goes on beside the first requests.
        if backup.visits == 1 || std::time::Instant::now() > deadline {
            break backup;
        }
    };
    assert_eq!(backup.visits, 1);
    assert_eq!(
        backup.made_at.map(|at| at.to_rfc3339()),
        Some("2026-11-22T10:14:07+00:00".to_owned()),
        "it is dated by the service's own clock"
    );
    let bytes = std::fs::read(&file).unwrap();
    let holds = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(holds("todays-mark-31"));
    assert!(!holds("yesterdays-mark"), "erased bytes are in the backup");
    assert!(!holds(&service.front), "tokens are in it as hashes only");
    assert!(
        !service.folder.path().join("data/queue.db.copy").exists(),
        "no copy is left in the data folder"
    );
    service.stop().await;
}
