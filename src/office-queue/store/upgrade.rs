//! Databases of earlier versions, taken over in the middle of a day.

use rusqlite::{Connection, params};

use super::{FILE_NAME, MIGRATIONS, Search, Store, newest};
use crate::visit::VisitState;

const OFFICE: &str = "canal-street";

/// A row as the first version wrote it.
fn insert(db: &Connection, id: i64, state: &str, called_at: Option<i64>, details: &str) {
    db.execute(
        "INSERT INTO visits (id, office, kiosk, visit, ticket, ticket_day, stored_day, arrived_at, arrived_day, due_at,
                             service, urgent, details, state, desk, called_at, calls)
         VALUES (?1, 'canal-street', 'front', 'visit-' || ?1, 'A' || ?1, '2026-11-21', '2026-11-21', 1000, '2026-11-21',
                 601000, 'repairs', 0, ?2, ?3, ?4, ?5, ?6)",
        params![id, details, state, called_at.map(|_| "Desk 1"), called_at, called_at.map_or(0, |_| 1)],
    )
    .unwrap();
}

#[tokio::test]
async fn visits_of_the_first_version_stand_as_they_stood() {
    let folder = tempfile::tempdir().unwrap();
    let db = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    db.execute_batch(MIGRATIONS[0].1).unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    let plain =
        r#"{"ticket":"A101","service_day":"2026-11-21","service":"repairs","language":"bn","party":1}"#;
    let asking = r#"{"ticket":"A102","service_day":"2026-11-21","service":"repairs","language":"pl","party":1,
        "needs":["step-free","come-to-me"],"interpreter":{"language":"syl","mode":"video"}}"#;
    insert(&db, 101, "waiting", None, plain);
    insert(&db, 102, "called", Some(5000), asking);
    insert(&db, 103, "closed", None, plain);
    insert(&db, 104, "arrived-offline", None, plain);
    insert(&db, 200, "waiting", None, plain);
    db.execute("DELETE FROM visits WHERE id = 200", []).unwrap();
    drop(db);

    let store = Store::open(folder.path()).unwrap();
    let rows = store.find(OFFICE.to_owned(), Search::default()).await.unwrap();
    let states: Vec<_> = rows.iter().map(|row| (row.id, row.state)).collect();
    assert_eq!(
        states,
        [
            (101, VisitState::Waiting),
            (102, VisitState::Called),
            (103, VisitState::Done),
            (104, VisitState::ArrivedOffline)
        ]
    );
    let called = &rows[1];
    assert!(called.come_to_me && called.first_called_at.is_some());
    assert_eq!(called.interpreter.map(|step| step.as_str()), Some("asked"));
    assert_eq!(called.interpreter_mode.as_deref(), Some("video"));
    let by_language = Search {
        language: Some("pl".to_owned()),
        ..Search::default()
    };
    assert_eq!(store.find(OFFICE.to_owned(), by_language).await.unwrap().len(), 1);
    store.close().await;

    // A stale page of before must not act on somebody else: the ids go on above the highest ever given.
    let db = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let highest: i64 = db
        .query_row(
            "SELECT seq FROM sqlite_sequence WHERE name = 'visits'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(highest, 200);
}

/// What is called stays on the display and what waits keeps its place, from whichever version the database comes.
#[tokio::test]
async fn every_earlier_version_is_brought_up_to_the_newest_with_its_visits() {
    for from in 1..newest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        let db = Connection::open(&file).unwrap();
        for (version, migration) in MIGRATIONS.iter().filter(|(version, _)| *version <= from) {
            db.execute_batch(migration).unwrap();
            if *version == 1 {
                let details = r#"{"ticket":"A7","service_day":"2026-11-21","language":"bn"}"#;
                insert(&db, 1, "called", Some(2000), &details.replace("A7", "A001"));
                insert(&db, 2, "waiting", None, &details.replace("A7", "A002"));
            }
            db.pragma_update(None, "user_version", version).unwrap();
        }
        drop(db);

        let store = Store::open(folder.path()).unwrap();
        let series = checkin::Series::OF_DESKS;
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let board = store
            .board(OFFICE.to_owned(), series, "2026-11-21".parse().unwrap(), now)
            .await
            .unwrap();
        let waiting: Vec<_> = board
            .waiting
            .iter()
            .map(|row| (row.details.ticket.to_string(), row.due_at.timestamp_millis()))
            .collect();
        assert_eq!(waiting, [("A002".to_owned(), 601_000)], "from version {from}");
        let shown = store.calls(OFFICE.to_owned(), 5).await.unwrap().calls;
        let shown: Vec<_> = shown.iter().map(|call| call.desk.as_str()).collect();
        assert_eq!(shown, ["Desk 1"], "from version {from}");
        store.close().await;
        let db = Connection::open(&file).unwrap();
        let version: u32 = db
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, newest());
    }
}
