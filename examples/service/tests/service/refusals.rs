use crate::ceremony::{AMENDED, ANNOUNCED, DRAWN, NUMBERS, ceremony, targets, values};
use crate::running::{Running, ask};
use dual_random::{Digest, Strikes, TargetStrike};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn faults_come_with_codes_and_places_in_chinese_unless_english_is_preferred() {
    let Some(service) = Running::start().await else { return };
    let mut faulty = ceremony("2026-Q4", 1);
    faulty["plan"]["title"] = json!("");
    faulty["targets"][2]["name"] = json!("");
    let mut messages = Vec::new();
    for language in ["", "fr, zh;q=0.5, en;q=0.4", "en-GB, zh;q=0.5"] {
        let answer = ask(service.office, "POST", "/drafts", language, Some(&faulty)).await.expect(422);
        let [title, name] = answer["errors"].as_array().unwrap().as_slice() else { panic!("{answer}") };
        assert_eq!((&title["code"], &title["field"]), (&json!("empty"), &json!("title")));
        assert_eq!(
            (&name["table"], &name["row"], &name["field"]),
            (&json!("targets"), &json!(3), &json!("name"))
        );
        messages.push(title["message"].as_str().unwrap().to_owned());
    }
    assert_eq!(messages[0], messages[1]);
    assert!(!messages[0].is_ascii());
    assert!(messages[2].is_ascii(), "{}", messages[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_body_is_refused_by_its_place_and_repeated_nowhere() {
    let Some(service) = Running::start().await else { return };
    let draw = format!("/draws/{}", Digest::of_file(b""));
    let secret = "0123456789abcdef".repeat(4);
    let answer = service.post(&format!("{draw}/seal"), &json!({ "values": secret })).await;
    assert_eq!(answer.refused(422), "unreadable");
    assert!(!answer.text().contains(&secret));
    let mut unknown = ceremony("2026-Q4", 1);
    unknown["plan"]["titel"] = json!("第四季度抽查");
    assert_eq!(
        service.post("/drafts", &unknown).await.refused(422),
        "unreadable",
        "a field that nobody reads"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_out_of_order_is_a_conflict_and_changes_nothing() {
    let Some(service) = Running::start().await else { return };
    let ceremony = ceremony("2026-Q4", 1);
    service.set_clock(DRAWN);
    assert_eq!(service.announce(&ceremony).await.refused(409), "announced_late");
    service.set_clock(ANNOUNCED);
    assert_eq!(service.post("/announcements", &ceremony).await.refused(409), "other_confirmed");
    let announced = service.announce(&ceremony).await.expect(201);
    assert_eq!(service.announce(&ceremony).await.status, 409);
    let draw = format!("/draws/{}", announced["document"].as_str().unwrap());
    assert_eq!(service.post(&format!("{draw}/seal"), &values(NUMBERS)).await.refused(409), "not_closed");
    assert_eq!(service.post(&format!("{draw}/disclosure"), &json!([])).await.refused(409), "not_drawn");

    service.set_clock(DRAWN);
    let mistyped = service.post(&format!("{draw}/seal"), &values("1 5 8")).await;
    assert_eq!(mistyped.refused(422), "value_text");
    service.post(&format!("{draw}/seal"), &values(NUMBERS)).await.expect(201);
    let others = "02 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78";
    assert_eq!(service.post(&format!("{draw}/seal"), &values(others)).await.status, 409);

    service.set_clock(AMENDED);
    let strike = |target| TargetStrike::new(target, "另有安排", Digest::of_file(b"a note"));
    let strikes = json!(Strikes::of("2026-10-20".parse().unwrap()).targets(targets().map(strike)));
    assert_eq!(service.post(&format!("{draw}/amendments"), &strikes).await.status, 422);
    let other = format!("{draw}/disclosure?confirm={}", Digest::of_file(b""));
    assert_eq!(service.post(&other, &json!([])).await.refused(409), "other_confirmed");
    let lines: i64 = service.database.query_one("select count(*) from log", &[]).await.unwrap().get(0);
    assert_eq!(lines, 2);
}
