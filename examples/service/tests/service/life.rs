use crate::ceremony::{AMENDED, ANNOUNCED, DISCLOSED, DRAWN, NUMBERS, ceremony, targets, values};
use crate::running::{Answer, ORIGIN, Running, ask};
use dual_random::HashAlgorithm;
use dual_random::outcome::{Outcome, TargetReport};
use dual_random::proof::check_proof;
use dual_random::record::{Checkpoint, Log};
use dual_random::{Digest, Drawn, Opening, Strikes, TargetId, TargetStrike};
use serde_json::json;

/// The targets of which the office gives a proof, with the proofs.
async fn proofs(service: &Running, draw: &str) -> Vec<(TargetId, Answer)> {
    let mut proofs = Vec::new();
    for target in targets() {
        let proof = ask(service.office, "GET", &format!("{draw}/proofs/{target}"), "", None).await;
        if proof.status == 200 {
            proofs.push((target, proof));
        } else {
            assert_eq!(proof.refused(409), "not_drawn");
        }
    }
    proofs
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_is_announced_drawn_amended_reported_disclosed_and_verified_by_anybody() {
    let Some(service) = Running::start().await else { return };
    let ceremony = ceremony("2026-Q4", 1);
    service.set_clock(ANNOUNCED);
    let draft = service.post("/drafts", &ceremony).await.expect(200);
    assert_eq!((&draft["strata"][0]["k"], &draft["strata"][0]["n"]), (&json!(4), &json!(20)));
    assert_eq!(draft["shows"]["inspectors"], 12);
    let announced = service.announce(&ceremony).await.expect(201);
    let announcement = announced["document"].as_str().unwrap();
    let draw = format!("/draws/{announcement}");

    service.set_clock(DRAWN);
    let sealed = service.post(&format!("{draw}/seal"), &values(NUMBERS)).await.expect(201);
    let again = service.post(&format!("{draw}/seal"), &values(NUMBERS)).await.expect(200);
    assert_eq!(sealed, again, "the answer that was lost");

    // A team takes a proof to the door.
    let visits = proofs(&service, &draw).await;
    assert_eq!(visits.len(), 4);
    let kept = service.get(&format!("/documents/{announcement}")).await.body;
    let seal = service.get(&format!("/documents/{}", sealed["document"].as_str().unwrap())).await.body;
    check_proof(&visits[0].1.body, &kept, Some(&seal)).unwrap();

    service.set_clock(AMENDED);
    let strike = TargetStrike::new(visits[0].0.clone(), "已关闭", Digest::of_file(b"a photograph"));
    let strikes = json!(Strikes::of("2026-10-20".parse().unwrap()).targets([strike]));
    service.post(&format!("{draw}/amendments"), &strikes).await.expect(201);

    service.set_clock(DISCLOSED);
    let report = |(target, _): &(TargetId, Answer)| {
        TargetReport::new(target.clone(), Outcome::new("2026-11-23".parse().unwrap(), "1"))
    };
    let stand = proofs(&service, &draw).await;
    let stand = stand.iter().filter(|(target, _)| *target != visits[0].0).map(report).collect::<Vec<_>>();
    service.post(&format!("{draw}/reports"), &json!(stand)).await.expect(200);

    // Until somebody confirms what becomes public, nothing does.
    let verification = format!("{draw}/verification");
    let asked = service.post(&format!("{draw}/disclosure"), &json!([])).await.expect(200);
    assert_eq!((&asked["shows"]["drawn"], &asked["shows"]["targets"]), (&json!(4), &json!(20)));
    service.get(&verification).await.expect(404);
    let confirmed = format!("{draw}/disclosure?confirm={}", asked["confirm"].as_str().unwrap());
    let done = service.post(&confirmed, &json!([])).await.expect(201);
    assert_eq!(done["document"], asked["confirm"], "the token names the file");

    assert_eq!(service.get(&verification).await.expect(200)["report"]["verdict"], "consistent");
    let evidence = format!("announcement={announcement}&value=kl8%3D{}", NUMBERS.replace(' ', "%20"));
    let verified = service.get(&format!("{verification}?{evidence}")).await.expect(200);
    assert_eq!(verified["report"]["verdict"], "verified");

    let log = Log::from_bytes(&service.get("/log").await.body).unwrap();
    assert_eq!(log.lines().len(), 4);
    for line in log.lines() {
        let document = service.get(&format!("/documents/{}", line.document)).await;
        assert_eq!(Digest::of_file(&document.body), line.document);
    }
    let checkpoint = Checkpoint::from_text(service.get("/checkpoint").await.text()).unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.root()), (ORIGIN, log.tree().root()));
    let audited = service.get("/audit").await.expect(200);
    assert_eq!(audited["clean"], true, "{audited}");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_disclosure_no_answer_has_a_secret_or_a_drawn_target() {
    let Some(service) = Running::start().await else { return };
    service.set_clock(ANNOUNCED);
    let announced = service.announce(&ceremony("2026-Q4", 1)).await.expect(201);
    let draw = format!("/draws/{}", announced["document"].as_str().unwrap());
    service.set_clock(DRAWN);
    let sealed = service.post(&format!("{draw}/seal"), &values(NUMBERS)).await.expect(201);
    let secret = async |kind: &str| -> Vec<u8> {
        let sql = "select bytes from secrets where kind = $1";
        service.database.query_one(sql, &[&kind]).await.unwrap().get(0)
    };
    let opening = Opening::from_bytes(&secret("opening").await).unwrap();
    let drawn = Drawn::from_bytes(&secret("result").await).unwrap();
    let master = opening.master();
    let mut hidden =
        vec![master.reveal().to_string(), master.seed_secret(HashAlgorithm::Sha256).reveal().to_string()];
    hidden.extend(drawn.story().unwrap().visits().iter().map(|visit| visit.id().to_string()));

    let mut answers = vec![announced.to_string(), sealed.to_string()];
    let documents =
        [&announced, &sealed].map(|made| format!("/documents/{}", made["document"].as_str().unwrap()));
    let unknown = format!("/documents/{}", Digest::of_file(&secret("opening").await));
    let pages = ["/log", "/checkpoint", "/audit", &format!("{draw}/verification"), &unknown];
    for page in pages.into_iter().chain(documents.iter().map(String::as_str)) {
        answers.push(service.get(page).await.text().to_owned());
    }
    for refused in ["seal", "amendments", "disclosure", "reports"] {
        let body = json!({ "master": hidden[0] });
        answers.push(service.post(&format!("{draw}/{refused}"), &body).await.text().to_owned());
    }
    for answer in answers {
        assert!(!hidden.iter().any(|hidden| answer.contains(hidden)), "{answer}");
    }
}
