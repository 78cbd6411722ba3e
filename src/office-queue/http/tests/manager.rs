//! The manager's pages as they are asked for days.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn days_beyond_the_calendar_are_refused_and_the_next_request_is_answered() {
    let service = Service::start().await;
    for path in ["/desk/audit", "/desk/counts", "/desk/counts.csv"] {
        for query in [
            "to=-262143-01-01",
            "to=%2B262142-12-31",
            "from=-262143-01-01&to=-262143-01-02",
            "from=-262143-01-01",
            "from=2026-11-22&to=2026-11-21",
            "from=yesterday",
        ] {
            service
                .ask("GET", &format!("{path}?{query}"), &[], b"")
                .await
                .is_problem(400);
        }
        for query in ["", "?to=1970-01-01", "?from=9999-12-30&to=9999-12-31"] {
            let answer = service.ask("GET", &format!("{path}{query}"), &[], b"").await;
            assert_eq!(answer.status, 200, "{path}{query}: {answer:?}");
        }
    }
    service.stop().await;
}
