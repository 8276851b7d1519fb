//! Values that prove themselves: rounds of drand (PROTOCOL.md §7.1).

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{date, id, instant, plan, rosters};
use dual_random::plan::{DrandChain, PublicValue, Source, ValueKind};
use dual_random::verify::CheckCode;
use dual_random::{
    Days, Digest, Draft, Drawn, Evidence, FaultCode, Plan, Report, UsedValue, Verdict, draw, verify,
};
use std::path::Path;
use std::process::Command;

/// A round of quicknet that was published, with its time and its signature.
const ROUND: u64 = 123;
const TIME: &str = "2023-08-23T23:15:33+08:00";
const SIGNATURE: &str =
    "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

/// A plan of 2023 with that round as its one value.
fn plan_of(chain: Digest, round: u64, closes: &str) -> Plan {
    let mut plan = plan(4, 2, 2);
    let kind = ValueKind::Drand { chain, round };
    let issue = format!("quicknet {round}");
    plan.values = vec![PublicValue::new(id("drand"), Source::new(kind, "drand", issue, instant(closes)))];
    plan.period = Days::new(date("2023-08-20"), date("2023-10-31"));
    plan.visits = Days::new(date("2023-08-25"), date("2023-10-20"));
    plan.announce_at = instant("2023-08-20T10:00:00+08:00");
    plan.seal_by = instant("2023-08-24T18:00:00+08:00");
    plan.disclose_by = instant("2023-11-15T18:00:00+08:00");
    plan.registers[0].date = date("2023-08-21");
    plan
}

fn people() -> dual_random::Rosters {
    let mut people = rosters(4, 4, 9);
    for inspector in &mut people.inspectors {
        inspector.valid_from = date("2020-01-01");
    }
    people
}

fn drawn(text: &str) -> Drawn {
    let plan = plan_of(DrandChain::QUICKNET.hash, ROUND, TIME);
    let announced = Draft::new(plan, people()).unwrap().announce(common::master(1)).unwrap();
    draw(&announced.announcement, &announced.opening, &[UsedValue::main(id("drand"), text)]).unwrap()
}

fn failed(report: &Report) -> Vec<CheckCode> {
    let failed = report.checks.iter().filter(|check| check.failure().is_some());
    failed.map(|check| check.checked.code()).collect()
}

#[test]
fn a_round_closes_when_it_comes() {
    let faults = |chain, round, closes| -> Vec<FaultCode> {
        let faults = Draft::new(plan_of(chain, round, closes), people()).err();
        faults.into_iter().flatten().map(|fault| fault.code()).collect()
    };
    let quicknet = DrandChain::QUICKNET.hash;
    assert!(faults(quicknet, ROUND, TIME).is_empty());
    // The same point in time, written otherwise.
    assert!(faults(quicknet, ROUND, "2023-08-23T15:15:33+00:00").is_empty());
    for closes in ["2023-08-23T23:15:32+08:00", "2023-08-23T23:15:34+08:00", "2023-08-23T15:15:33+08:00"] {
        assert_eq!(faults(quicknet, ROUND, closes), [FaultCode::DrandTime], "{closes}");
    }
    assert_eq!(faults(quicknet, ROUND + 1, TIME), [FaultCode::DrandTime]);
    assert_eq!(faults(quicknet, 0, TIME), [FaultCode::BadValueKind]);
    assert_eq!(faults(Digest::from_bytes([1; 32]), ROUND, TIME), [FaultCode::BadValueKind]);
}

#[test]
fn a_text_of_another_form_is_refused() {
    let plan = plan_of(DrandChain::QUICKNET.hash, ROUND, TIME);
    let announced = Draft::new(plan, people()).unwrap().announce(common::master(1)).unwrap();
    for text in [&SIGNATURE[1..], &SIGNATURE.to_uppercase(), &format!("{SIGNATURE}0"), ""] {
        let values = [UsedValue::main(id("drand"), text)];
        assert!(draw(&announced.announcement, &announced.opening, &values).is_err(), "{text}");
    }
}

#[cfg(feature = "drand")]
#[test]
fn a_signature_stands_for_what_the_reader_would_look_up() {
    let drawn = drawn(SIGNATURE);
    let digest = drawn.announcement().digest().unwrap();
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new().announcement_digest(digest));
    assert_eq!(report.verdict, Verdict::Verified);
    let asked = report.checks.iter().map(|check| check.checked.code());
    assert!(asked.clone().any(|code| code == CheckCode::ValueSigned));
    assert!(!asked.clone().any(|code| code == CheckCode::ValuePublished));
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new());
    assert_eq!(report.verdict, Verdict::Consistent, "nothing says that the announcement came first");
}

/// Whoever mistypes it has sealed nothing yet.
#[cfg(feature = "drand")]
#[test]
fn nothing_is_drawn_by_another_text_than_the_signature() {
    use dual_random::draw::{GivenValues, ValueError};
    use dual_random::{DrawError, Quoted};
    let plan = plan_of(DrandChain::QUICKNET.hash, ROUND, TIME);
    let announced = Draft::new(plan, people()).unwrap().announce(common::master(1)).unwrap();
    let mut other = SIGNATURE.to_owned();
    other.replace_range(95..96, "3");
    let error = draw(&announced.announcement, &announced.opening, &[UsedValue::main(id("drand"), &other)]);
    assert_eq!(error.unwrap_err(), DrawError::ValueNotSigned { name: Quoted::new("drand") });
    let plan = &announced.announcement.plan;
    let given = |text| GivenValues::new().value("drand", text).in_order(plan);
    assert_eq!(given(&other).unwrap_err(), ValueError::NotSigned { name: id("drand") });
    assert!(given(SIGNATURE).is_ok());
}

/// A draw that somebody made with the last digit changed, with a program that checks no signatures.
const UNSIGNED: &[u8] = include_bytes!("vectors/unsigned_round.json");

#[test]
fn another_text_than_the_signature_is_contradicted() {
    let report = verify(UNSIGNED, &Evidence::new());
    if cfg!(feature = "drand") {
        assert_eq!((report.verdict, failed(&report)), (Verdict::Contradicted, vec![CheckCode::ValueSigned]));
    } else {
        assert_eq!(report.verdict, Verdict::Consistent, "the reader has to look it up");
    }
}

#[cfg(not(feature = "drand"))]
#[test]
fn without_the_feature_the_value_is_for_the_reader_to_check() {
    let drawn = drawn(SIGNATURE);
    let digest = drawn.announcement().digest().unwrap();
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new().announcement_digest(digest));
    assert_eq!(report.verdict, Verdict::Consistent);
    assert!(report.checks.iter().any(|check| check.checked.code() == CheckCode::ValuePublished));
    assert!(failed(&report).is_empty());
}

#[test]
fn the_other_implementations_leave_the_signature_to_the_reader() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drand.json");
    std::fs::write(&path, &*drawn(SIGNATURE).reveal().unwrap()).unwrap();
    for (program, script, command) in [
        ("python3", "tests/python/dual_random.py", Some("verdicts")),
        ("node", "tests/javascript/verdicts.js", None),
    ] {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
        let Ok(output) = Command::new(program).arg(script).args(command).arg(&path).output() else {
            println!("no {program} here: not compared");
            continue;
        };
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.split(' ').nth(1).map(str::trim), Some("consistent"), "{program}: {said}");
    }
}
