//! The limits of PROTOCOL.md §4: each one below, at and above it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{id, plan, rosters};
use dual_random::commit::document::{AmendmentSeal, Proof, Void};
use dual_random::plan::{Ceremony, Condition, LeftOut, SeatAsk, TeamRule, TicketRule};
use dual_random::record::{Checkpoint, Entry, Log, LogProblem};
use dual_random::types::limits;
use dual_random::{
    Announcement, Digest, Draft, FaultCode, Faults, FormCode, FormError, Plan, Rosters, Seal, TargetId,
};
use serde_json::{Value, json};

/// What is said to be too many, by the numbers that were found.
fn too_many(faults: Option<Faults>) -> Vec<u64> {
    let faults = faults.into_iter().flatten().filter(|fault| fault.code() == FaultCode::TooMany);
    faults.map(|fault| serde_json::to_value(&fault).unwrap()["found"].as_u64().unwrap()).collect()
}

#[test]
fn the_table_of_the_protocol_has_the_numbers_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/PROTOCOL.md");
    let protocol = std::fs::read_to_string(path).unwrap();
    let section = protocol.split("## 4. Limits").nth(1).unwrap().split("\n## ").next().unwrap();
    let limit_of = |what: &str| {
        let row = section.lines().find(|line| line.starts_with(&format!("| {what}"))).unwrap();
        row.split('|').nth(2).unwrap().trim().to_owned()
    };
    let grouped = |number: u64| {
        let digits = number.to_string();
        let from_end = |(place, digit): (usize, char)| {
            let mark = place > 0 && (digits.len() - place).is_multiple_of(3);
            [mark.then_some(','), Some(digit)]
        };
        digits.chars().enumerate().flat_map(from_end).flatten().collect::<String>()
    };
    for (what, limit) in [
        ("targets; `carried`", limits::TARGETS),
        ("recusals; changes", limits::RECUSALS),
        ("inspectors; overrides", limits::INSPECTORS),
        ("bytes of a line", limits::LINE_BYTES),
        ("values of a condition", limits::CONDITION_VALUES),
        ("strata; items", limits::ENTRIES),
        ("`classes`; `earlier`", limits::ENTRIES),
        ("amendments of a ceremony |", limits::AMENDMENTS),
        ("attributes of one part", limits::RECORD_LIST),
        ("`last_team`", limits::RECORD_LIST),
        ("conditions of a rule", limits::CONDITIONS),
        ("authorities; values", limits::PARTIES),
        ("ceremonies of a chain", limits::CHAIN),
        ("fallbacks of a value", limits::FALLBACKS),
    ] {
        assert_eq!(limit_of(what), grouped(limit as u64), "{what}");
    }
    for (what, limit) in [
        ("targets × conditions", limits::CONDITION_CHECKS),
        ("different seats", limits::POOL_CHECKS),
        ("tickets of all pools", limits::TOTAL_TICKETS),
        ("drawn targets × seats", limits::STAFFING),
        ("amendments of a ceremony × targets", limits::AMENDED_LEAVES),
    ] {
        assert_eq!(limit_of(what), format!("2^{}", limit.ilog2()), "{what}");
        assert!(limit.is_power_of_two());
    }
    for (what, mib) in [("`announcement`", 16), ("`seal`, `amendment_seal`", 1), ("a log", 256)] {
        assert_eq!(limit_of(what), format!("{mib} MiB"), "{what}");
    }
    let bytes = [limits::ANNOUNCEMENT_BYTES, limits::SEAL_BYTES, limits::LOG_BYTES];
    assert_eq!(bytes, [16 << 20, 1 << 20, 256 << 20]);
    assert_eq!((limits::CHANGES, limits::OVERRIDES, limits::STRIKES), (1_000_000, 100_000, 100_000));
    assert_eq!((limits::LOG_LINES, limits::SEATS), (limits::RECUSALS, limits::CONDITIONS));
    #[cfg(target_pointer_width = "64")]
    assert_eq!([limits::DISCLOSURE_BYTES, limits::PAGE_BYTES, limits::AUDIT_BYTES >> 1], [8 << 30; 3]);
}

/// A plan in which a list has so many entries, all alike.
fn with_list(at: &str, entry: &Value, entries: usize) -> Plan {
    let mut plan = serde_json::to_value(plan(4, 2, 2)).unwrap();
    *plan.pointer_mut(at).unwrap() = Value::Array(vec![entry.clone(); entries]);
    serde_json::from_value(plan).unwrap()
}

#[test]
fn lists_of_a_plan_have_their_lengths() {
    let own = serde_json::to_value(plan(4, 2, 2)).unwrap();
    let first = |list: &str| own.pointer(&format!("{list}/0")).unwrap().clone();
    let condition = json!({ "any_of": ["一般"], "field": "class" });
    let mut stratum = first("/strata");
    stratum["when"] = json!([condition]);
    let counted = json!({ "count": 1, "reason": "测试" });
    for (list, entry, limit) in [
        ("/added", counted, limits::ENTRIES),
        ("/amendments/inspector_reasons", json!("生病"), limits::ENTRIES),
        ("/amendments/target_reasons", json!("已关闭"), limits::ENTRIES),
        ("/attributes", json!("行业"), limits::RECORD_LIST),
        ("/authorities", first("/authorities"), limits::PARTIES),
        (
            "/changed_rules",
            json!({ "date": "2026-10-01", "reason": "测试", "rule": "visits" }),
            limits::ENTRIES,
        ),
        ("/classes", json!("一般"), limits::ENTRIES),
        ("/earlier", json!({ "head": "00".repeat(32), "use": "count" }), limits::ENTRIES),
        ("/items", first("/items"), limits::ENTRIES),
        ("/left_out", json!({ "carried": [], "count": 1, "reason": "测试" }), limits::ENTRIES),
        (
            "/overrides",
            json!({ "approver": "甲", "reason": "测试", "seats": null, "target": "T1", "tickets": 2 }),
            limits::OVERRIDES,
        ),
        ("/registers", first("/registers"), limits::ENTRIES),
        ("/strata", first("/strata"), limits::ENTRIES),
        ("/strata/0/items", json!("item-1"), limits::ENTRIES),
        ("/strata/0/when", condition, limits::CONDITIONS),
        ("/task_sheet", json!("联系人"), limits::RECORD_LIST),
        ("/teams", first("/teams"), limits::ENTRIES),
        ("/teams/0/seats", first("/teams/0/seats"), limits::SEATS),
        ("/teams/0/seats/0/departments", json!("环境"), limits::RECORD_LIST),
        ("/teams/0/seats/0/qualifications", json!("辐射"), limits::RECORD_LIST),
        ("/tickets", json!({ "tickets": 1, "when": [] }), limits::ENTRIES),
        ("/values", first("/values"), limits::PARTIES),
        ("/values/0/fallbacks", own.pointer("/values/0/source").unwrap().clone(), limits::FALLBACKS),
    ] {
        for entries in [limit - 1, limit] {
            assert!(too_many(with_list(list, &entry, entries).check().err()).is_empty(), "{list} {entries}");
        }
        let over = too_many(with_list(list, &entry, limit + 1).check().err());
        assert_eq!(over, [limit as u64 + 1], "{list}");
    }
    // The values of a condition.
    for (values, expected) in [(9_999, vec![]), (10_000, vec![]), (10_001, vec![10_001])] {
        let mut plan = plan(4, 2, 2);
        let any_of = (0..values).map(|n| format!("{n:05}"));
        plan.strata[0].when = vec![Condition::new("class".parse().unwrap(), any_of)];
        assert_eq!(too_many(plan.check().err()), expected, "{values}");
    }
}

#[test]
fn attributes_that_conditions_name_are_256() {
    for (named, expected) in [(255, vec![]), (256, vec![]), (257, vec![257])] {
        let mut plan = plan(4, 2, 2);
        let all: Vec<Condition> = (0..named)
            .map(|n| Condition::new(format!("attribute:列{n:03}").parse().unwrap(), ["甲"]))
            .collect();
        plan.tickets = all
            .chunks(16)
            .map(|when| {
                let mut rule = TicketRule::new(2);
                rule.when = when.to_vec();
                rule
            })
            .collect();
        assert_eq!(too_many(plan.check().err()), expected, "{named}");
    }
}

#[test]
fn carried_targets_that_are_left_out_are_as_many_as_targets() {
    for (carried, is_over) in [(limits::TARGETS, false), (limits::TARGETS + 1, true)] {
        let mut plan = plan(4, 2, 2);
        let mut left_out = LeftOut::new(1, "测试");
        left_out.carried = vec![TargetId::new("T1").unwrap(); carried];
        plan.left_out = vec![left_out];
        assert_eq!(!too_many(plan.check().err()).is_empty(), is_over);
    }
}

#[test]
fn fallbacks_fall_out_in_64_ways_at_most() {
    let ways = |fallbacks: &[usize]| {
        let mut plan = plan(4, 2, 2);
        let value = plan.values[0].clone();
        plan.values = (fallbacks.iter().enumerate())
            .map(|(n, fallbacks)| {
                let mut value = value.clone();
                value.name = id(&format!("v{n}"));
                value.fallbacks = vec![value.source.clone(); *fallbacks];
                value
            })
            .collect();
        let faults = plan.check().err();
        faults.into_iter().flatten().any(|fault| fault.code() == FaultCode::ManyFallbacks)
    };
    assert!(!ways(&[3, 3, 2]), "48");
    assert!(!ways(&[3, 3, 3]), "64");
    assert!(ways(&[4, 3, 3]), "80");
    assert!(ways(&[1, 1, 1, 1, 1, 1, 1]), "128");
}

/// What is too many in a draft.
fn drafted(plan: Plan, people: Rosters) -> Vec<u64> {
    too_many(Draft::new(plan, people).err())
}

#[test]
fn rosters_have_their_lengths() {
    for (inspectors, is_over) in [(limits::INSPECTORS, false), (limits::INSPECTORS + 1, true)] {
        let found = drafted(plan(4, 2, 2), rosters(4, inspectors, 1));
        assert_eq!(found.contains(&(inspectors as u64)), is_over, "{found:?}");
    }
    for (recusals, is_over) in [(limits::RECUSALS, false), (limits::RECUSALS + 1, true)] {
        let mut people = rosters(2_000, 501, 9);
        people.recusals = (0..recusals).map(|n| common::recusal(n / 2_000, n % 2_000)).collect();
        let found = drafted(plan(2_000, 2, 1), people);
        assert_eq!(found.contains(&(recusals as u64)), is_over, "{found:?}");
    }
}

#[test]
fn lists_of_a_record_have_256_entries() {
    for (entries, is_over) in [(255, false), (256, false), (257, true)] {
        let mut people = rosters(4, 8, 9);
        people.targets[0].last_team = (0..entries).map(common::inspector_id).collect();
        let found = drafted(plan(4, 2, 2), people);
        assert_eq!(!found.is_empty(), is_over, "last_team {entries}: {found:?}");
        let mut people = rosters(4, 8, 9);
        people.inspectors[0].qualifications = (0..entries).map(|n| format!("资质{n:03}")).collect();
        let found = drafted(plan(4, 2, 2), people);
        assert_eq!(!found.is_empty(), is_over, "qualifications {entries}: {found:?}");
    }
}

#[test]
fn products_are_limited_before_the_work() {
    // Tickets: a thousand for each target but one, whose class has fewer.
    for (last, expected) in [(727, vec![]), (728, vec![]), (729, vec![(1 << 27) + 1])] {
        let mut people = rosters(134_218, 4, 9);
        people.targets[0].class = "重点".to_owned();
        let mut plan = plan(134_218, 2, 2);
        let mut few = TicketRule::new(last);
        few.when = vec![Condition::new("class".parse().unwrap(), ["重点"])];
        plan.tickets = vec![few, TicketRule::new(1_000)];
        assert_eq!(drafted(plan, people), expected, "{last}");
    }
    // Conditions: 2^14 of them, on 2^16 targets.
    let conditions = |targets: usize| {
        let mut plan = plan(targets as u64, 2, 2);
        let never = Condition::new("class".parse().unwrap(), ["无"]);
        let mut rule = TicketRule::new(2);
        rule.when = vec![never; 16];
        plan.tickets = vec![rule.clone(); 1_000];
        let mut team = TeamRule::new([SeatAsk::officer(), SeatAsk::officer()]);
        team.when = rule.when;
        plan.teams.splice(..0, vec![team; 24]);
        drafted(plan, rosters(targets, 4, 9))
    };
    assert!(conditions(1 << 16).is_empty());
    assert_eq!(conditions((1 << 16) + 1), [(1 << 30) + (1 << 14)]);
    // Pools: one kind of seat, 2^14 counties, 2^14 inspectors.
    let pools = |inspectors: usize| {
        let mut people = rosters(1 << 14, inspectors, 1);
        for (n, target) in people.targets.iter_mut().enumerate() {
            target.district = format!("{:06}", 110_000 + n).parse().unwrap();
        }
        drafted(plan(1 << 14, 2, 1), people)
    };
    assert!(pools(1 << 14).is_empty());
    assert_eq!(pools((1 << 14) + 1), [(1 << 28) + (1 << 14)]);
    // Staffing: 2^17 drawn targets, 16 seats, 2^13 inspectors.
    let staffing = |drawn: u64| {
        let targets = (1 << 17) + 1;
        drafted(plan(targets as u64, drawn, 16), rosters(targets, 1 << 13, 1_000))
    };
    assert!(staffing(1 << 17).is_empty());
    assert_eq!(staffing((1 << 17) + 1), [(1 << 34) + (1 << 17)]);
}

/// What is left to staff is counted from the targets that stand: 10,738 of them, 16 seats each, and 99,995 inspectors are too many.
#[test]
fn a_later_ceremony_is_limited_by_the_targets_that_stand() {
    let drawn = 10_738;
    let mut first = plan(drawn, drawn, 16);
    first.ceremony = Ceremony::Selection;
    let before = common::run(first.clone(), rosters(10_738, 16, 9), 1);
    let later = |inspectors: usize| {
        let mut plan = first.clone();
        plan.announce_at = common::instant("2026-10-10T10:00:00+08:00");
        (plan.ceremony, plan.draw, plan.number) = (Ceremony::Staffing, common::id("draw-2"), 2);
        plan.values = vec![common::beacon("beacon-2", "2026-10-11T21:00:00+08:00")];
        too_many(before.staffing(plan, rosters(0, inspectors, 9).inspectors, Vec::new(), Vec::new()).err())
    };
    assert!(later(99_994).is_empty());
    assert_eq!(later(99_995), [10_738 * 16 * 99_995]);
}

#[test]
fn files_have_their_sizes() {
    fn is_too_large<T>(read: impl Fn(&[u8]) -> Result<T, FormError>, limit: usize) {
        for (size, is_over) in [(limit - 1, false), (limit, false), (limit + 1, true)] {
            let error = read(&vec![b' '; size]).err().unwrap();
            assert_eq!(error.code() == FormCode::TooLarge, is_over, "{size}: {error}");
        }
    }
    is_too_large(Announcement::from_bytes, limits::ANNOUNCEMENT_BYTES);
    is_too_large(Seal::from_bytes, limits::SEAL_BYTES);
    is_too_large(AmendmentSeal::from_bytes, limits::SEAL_BYTES);
    is_too_large(Proof::from_bytes, limits::SEAL_BYTES);
    is_too_large(Void::from_bytes, limits::SEAL_BYTES);
}

#[test]
fn a_checkpoint_has_131072_bytes_at_most() {
    let head = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n";
    for (size, is_over) in [(131_071, false), (131_072, false), (131_073, true)] {
        let signature = |length: usize| format!("\u{2014} x {}\n", "A".repeat(length));
        let rest = size - head.len() - signature(0).len();
        let text = head.to_owned() + &signature(rest);
        assert_eq!(text.len(), size);
        assert_eq!(Checkpoint::from_text(&text).is_err(), is_over, "{size}");
    }
}

/// A line of a log that is about nothing, at a place, with a reason of so many bytes.
fn line(place: usize, reason: usize) -> String {
    format!(
        "{{\"announcement\":null,\"at\":\"2026-01-05T09:00:00+08:00\",\"document\":\"{}\",\"kind\":\"withdrawn\",\
         \"line\":{place},\"number\":null,\"protocol\":\"dual-random/1\",\"reason\":\"{}\"}}\n",
        "00".repeat(32),
        "x".repeat(reason)
    )
}

#[test]
fn a_log_has_its_lines_and_bytes() {
    let problem = |lines: usize, bytes: usize| {
        let own = line(0, 1).len() - 1;
        let all = (0..lines).map(|_| line(0, bytes - own));
        Log::from_lines(all).err().map(|error| (error.line, error.problem))
    };
    // A million lines, and one more.
    assert_eq!(problem(limits::LOG_LINES, 250), None);
    let over = problem(limits::LOG_LINES + 1, 250);
    assert_eq!(over, Some((limits::LOG_LINES as u64 + 1, LogProblem::TooLarge)));
    // A reason is a text of at most 4,096 bytes: 65,536 lines of 4,096 bytes are 256 MiB.
    assert_eq!(problem(1 << 16, 1 << 12), None);
    assert_eq!(problem((1 << 16) + 1, 1 << 12), Some(((1 << 16) + 1, LogProblem::TooLarge)));
    // A line of its longest is not in form for its reason, and one that is longer is too large.
    let code = |bytes: usize| match problem(1, bytes) {
        Some((1, LogProblem::Form { error })) => error.code(),
        other => panic!("{other:?}"),
    };
    assert_ne!(code(limits::LINE_BYTES), FormCode::TooLarge);
    assert_eq!(code(limits::LINE_BYTES + 1), FormCode::TooLarge);
}

#[test]
fn a_full_log_takes_no_further_line() {
    let at = "2026-01-05T09:00:00+08:00".parse().unwrap();
    let lines = |count: usize| Log::from_lines((0..count).map(|place| line(place, 1))).unwrap();
    let entry = || Entry::published(None, Digest::of_file(b"a list")).unwrap();
    let mut log = lines(limits::LOG_LINES - 1);
    assert!(log.push(entry(), at).is_ok());
    let error = log.push(Entry::published(None, Digest::of_file(b"another")).unwrap(), at).unwrap_err();
    assert_eq!(error.problem, LogProblem::TooLarge);
    assert_eq!(log.lines().len(), limits::LOG_LINES);
}
