use crate::ceremony::{ANNOUNCED, ceremony};
use crate::running::Running;
use dual_random::record::Log;
use serde_json::Value;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_announce_at_once_one_gets_the_line() {
    let Some(service) = Running::start().await.map(Arc::new) else { return };
    service.set_clock(ANNOUNCED);
    let announce = |n: usize| {
        let service = Arc::clone(&service);
        tokio::spawn(async move { service.announce(&ceremony(&format!("draw-{n}"), 1)).await.status })
    };
    let mut statuses = Vec::new();
    for announcing in (0..8).map(announce).collect::<Vec<_>>() {
        statuses.push(announcing.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(Log::from_bytes(&service.get("/log").await.body).unwrap().lines().len(), 1);
    let secrets: i64 = service.database.query_one("select count(*) from secrets", &[]).await.unwrap().get(0);
    assert_eq!(secrets, 1, "those who came late left nothing behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_draws_that_are_announced_at_once_get_a_line_each() {
    let Some(service) = Running::start().await.map(Arc::new) else { return };
    service.set_clock(ANNOUNCED);
    let announce = |ceremony: Value| {
        let service = Arc::clone(&service);
        tokio::spawn(async move {
            // The second of the running numbers waits for the first.
            while service.announce(&ceremony).await.status == 409 {}
        })
    };
    let (first, second) = (announce(ceremony("first", 1)), announce(ceremony("second", 2)));
    first.await.unwrap();
    second.await.unwrap();
    let log = Log::from_bytes(&service.get("/log").await.body).unwrap();
    assert_eq!(log.lines().iter().map(|line| line.line).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(log.problems(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn published_rows_are_never_changed() {
    let Some(service) = Running::start().await else { return };
    service.set_clock(ANNOUNCED);
    service.announce(&ceremony("2026-Q4", 1)).await.expect(201);
    for table in ["log", "documents"] {
        let changes = [
            format!("update {table} set bytes = ''"),
            format!("delete from {table}"),
            format!("truncate {table} cascade"),
        ];
        for change in changes {
            let error = service.database.batch_execute(&change).await.unwrap_err();
            assert_eq!(error.code().unwrap().code(), "P0001", "{change}: {error:?}");
        }
    }
}
