//! Witnesses, fallbacks, corrections: each has its announced consequence, and leaves its trace.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{announce, beacon, id, instant, plan, rosters, value_text};
use dual_random::HashAlgorithm;
use dual_random::audit::{AuditCode, AuditEvidence, Documents, audit};
use dual_random::commit::document::{Ended, Void};
use dual_random::plan::{Correction, PublicValue, Source, ValueKind, contribution_commitment};
use dual_random::record::{Entry, Log};
use dual_random::{
    Announced, Digest, DrawError, Drawn, Evidence, FaultCode, Plan, UsedValue, Verdict, draw, verify,
};

/// What the witness wrote down and sealed before the announcement.
fn contribution() -> String {
    Digest::of_file(b"a witness's thirty-two bytes").to_hex()
}

fn witness(fallbacks: Vec<Source>) -> PublicValue {
    let mut it = PublicValue::new(
        id("witness"),
        Source::new(
            ValueKind::Contribution {
                commitment: contribution_commitment(HashAlgorithm::Sha256, &contribution()),
            },
            "公证员",
            "当场",
            instant("2026-10-09T12:00:00+08:00"),
        ),
    )
    .corrected(Correction::Void);
    it.fallbacks = fallbacks;
    it
}

fn later_issue() -> Source {
    let mut it = beacon("next", "2026-10-10T21:00:00+08:00").source;
    it.issue = "次日".to_owned();
    it
}

fn with_witness() -> Announced {
    let mut plan: Plan = plan(20, 4, 2);
    plan.values.push(witness(vec![later_issue()]));
    announce(plan, rosters(20, 8, 3), 1)
}

fn values(witness: UsedValue) -> Vec<UsedValue> {
    vec![UsedValue::main(id("beacon"), value_text(1)), witness]
}

fn fallback(reason: &str) -> UsedValue {
    UsedValue::fallback(id("witness"), 1, reason, value_text(5))
}

fn verdict(drawn: &Drawn) -> (Verdict, Vec<&'static str>) {
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new());
    (report.verdict, report.findings.iter().map(|finding| finding.code().code()).collect())
}

#[test]
fn a_reveal_that_matches_its_commitment_is_used_and_any_other_is_refused() {
    let announced = with_witness();
    let reveal = |text: String| values(UsedValue::main(id("witness"), text));
    let drawn = draw(&announced.announcement, &announced.opening, &reveal(contribution())).unwrap();
    assert_eq!(verdict(&drawn).0, Verdict::Consistent);
    for other in [value_text(1), Digest::of_file(b"another").to_hex(), contribution().to_uppercase()] {
        let refused = draw(&announced.announcement, &announced.opening, &reveal(other)).unwrap_err();
        assert!(matches!(refused, DrawError::ValueText { .. }), "{refused}");
    }
}

#[test]
fn a_withheld_reveal_leads_to_the_fallback_and_the_report_says_why() {
    let announced = with_witness();
    let drawn = draw(&announced.announcement, &announced.opening, &values(fallback("公证员未到场"))).unwrap();
    let (verdict, findings) = verdict(&drawn);
    assert_eq!(verdict, Verdict::Consistent);
    assert!(findings.contains(&"fallback"));
    assert_eq!(drawn.seal().values[1].reason.as_deref(), Some("公证员未到场"));
    // Without a reason, or without a fallback that was announced, nothing is drawn.
    let silent = {
        let mut it = fallback("");
        it.reason = None;
        it
    };
    assert!(draw(&announced.announcement, &announced.opening, &values(silent)).is_err());
    let unannounced = {
        let mut it = fallback("公证员未到场");
        it.source = 2;
        it
    };
    let refused = draw(&announced.announcement, &announced.opening, &values(unannounced)).unwrap_err();
    assert!(matches!(refused, DrawError::ValueSource { .. }), "{refused}");
}

/// Whoever could end a draw by silence, once the other values are known, could have it drawn again until it suits.
#[test]
fn no_witness_can_end_a_draw_by_silence() {
    let is_refused = |value: PublicValue| {
        let mut plan: Plan = plan(20, 4, 2);
        plan.values.push(value);
        let faults = plan.check().err().unwrap_or_default();
        faults.as_slice().iter().any(|fault| fault.code() == FaultCode::LastIsContribution)
    };
    let commitment = contribution_commitment(HashAlgorithm::Sha256, &"0".repeat(64));
    let second = {
        let mut it = later_issue();
        it.kind = ValueKind::Contribution { commitment };
        it
    };
    assert!(is_refused(witness(Vec::new())));
    assert!(is_refused(witness(vec![second.clone()])));
    assert!(is_refused({
        let mut it = witness(vec![second.clone()]);
        it.source = later_issue();
        it
    }));
    assert!(!is_refused(witness(vec![second, later_issue()])));
}

/// What the last to act can still do: with the secret in hand, both continuations can be computed, so withholding is one
/// more try. The fallback's reason is public, and there are no more tries than announced fallbacks.
#[test]
fn withholding_is_one_more_try_and_leaves_its_trace() {
    let announced = with_witness();
    let revealed = values(UsedValue::main(id("witness"), contribution()));
    let one = draw(&announced.announcement, &announced.opening, &revealed).unwrap();
    let other = draw(&announced.announcement, &announced.opening, &values(fallback("未披露"))).unwrap();
    let drawn = |drawn: &Drawn| common::opened(drawn).result.strata[0].drawn.clone();
    assert_ne!(drawn(&one), drawn(&other));
    assert_ne!(common::opened(&one).result.seed, common::opened(&other).result.seed);
    assert_eq!((one.seal().values[1].source, other.seal().values[1].source), (0, 1));
    let mut third = values(fallback("未披露"));
    third[1].source = 2;
    assert!(draw(&announced.announcement, &announced.opening, &third).is_err());
    // The same text from another source is another draw.
    let mut plan: Plan = plan(20, 4, 2);
    plan.values[0].fallbacks = vec![later_issue()];
    let announced = announce(plan, rosters(20, 8, 3), 1);
    let main = vec![UsedValue::main(id("beacon"), value_text(1))];
    let mut late = main.clone();
    (late[0].source, late[0].reason) = (1, Some("信标未发布".to_owned()));
    let seed = |values: &[UsedValue]| {
        common::opened(&draw(&announced.announcement, &announced.opening, values).unwrap()).result.seed
    };
    assert_ne!(seed(&main), seed(&late));
}

#[test]
fn a_corrected_value_has_its_announced_consequence() {
    // What is to happen is announced: changing it is another announcement.
    let with = |corrected: Correction| {
        let mut plan: Plan = plan(20, 4, 2);
        plan.values[0].corrected = corrected;
        plan.values[0].fallbacks = vec![later_issue()];
        announce(plan, rosters(20, 8, 3), 1)
    };
    let digests: Vec<Digest> = [Correction::First, Correction::Fallback, Correction::Void]
        .map(|corrected| with(corrected).announcement.digest())
        .into();
    assert!(digests[0] != digests[1] && digests[1] != digests[2] && digests[0] != digests[2]);
    // `fallback`: the corrected text counts as not published.
    let announced = with(Correction::Fallback);
    let used = UsedValue::fallback(id("beacon"), 1, "发布后更正", value_text(2));
    let drawn = draw(&announced.announcement, &announced.opening, &[used]).unwrap();
    assert_eq!(verdict(&drawn).0, Verdict::Consistent);
    // `void`: the draw that was made is shown, and thrown away, which the audit says.
    let announced = with(Correction::Void);
    let main = [UsedValue::main(id("beacon"), value_text(1))];
    let drawn = draw(&announced.announcement, &announced.opening, &main).unwrap();
    let disclosure = common::disclose(drawn.clone(), &|_| None).to_bytes().unwrap();
    let announcement = &announced.announcement;
    let shown = Ended::Drawn(Digest::of_file(&disclosure));
    let void = Void::new(
        HashAlgorithm::Sha256,
        announcement.digest(),
        instant("2026-10-12T09:00:00+08:00"),
        "公开值发布后更正",
        shown,
    );
    let (mut log, mut bytes) = (Log::new(), Vec::new());
    for (entry, at) in [
        (Entry::announced(announcement), "2026-10-08T10:00:00+08:00"),
        (Entry::sealed(announcement, drawn.seal()), "2026-10-10T10:00:00+08:00"),
        (Entry::voided(announcement, &void), "2026-10-12T09:00:00+08:00"),
    ] {
        bytes.extend(log.push(entry.unwrap(), instant(at)).unwrap());
    }
    let void = void.to_bytes().unwrap();
    let documents = Documents::new(&log).with("disclosure", &disclosure).with("void", &void);
    let evidence = AuditEvidence::on(instant("2027-06-01T00:00:00+08:00"));
    let report = audit(&Log::from_bytes(&bytes).unwrap(), &documents, &evidence);
    let found: Vec<AuditCode> = report.findings.iter().map(dual_random::audit::AuditFinding::code).collect();
    assert_eq!(found, [AuditCode::VoidAfterValue, AuditCode::NotRedrawn]);
    // `first`: whoever looks up the corrected text later on is told what was used.
    let evidence = evidence.value(id("draw-1"), id("beacon"), value_text(9), None);
    let report = audit(&Log::from_bytes(&bytes).unwrap(), &documents, &evidence);
    assert!(report.findings.iter().any(|finding| finding.code() == AuditCode::ValueDiffers));
}
