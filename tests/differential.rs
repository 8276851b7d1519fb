//! The second implementation (`tests/python/dual_random.py`) and the third (`src/publish/verifier`, the page in the reader's
//! browser), both written from PROTOCOL.md alone, recompute thousands of random disclosures, and give the same verdict on
//! thousands of changed ones.
//!
//! They need `python3` and `node`; where one is lacking the tests say so and pass, and the project's checks run where both are.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{
    Dice, date, id, inspector_id, instant, plan, rosters, stratum, target_id, value_text, visits, when,
};
use dual_random::plan::{
    AmendmentRules, Ceremony, DistrictRule, Drawing, Earlier, EarlierUse, Override, PublicValue, Quota,
    Ratio, Replacement, Rounding, Size, Source, TeamRule, TicketRule, ValueKind, Workload,
};
use dual_random::roster::ChangeKind;
use dual_random::{
    Change, Digest, Draft, Drawn, Evidence, Exemption, InspectorStrike, Plan, Recusal, Role, Rosters, Say,
    Strikes, TargetId, TargetStrike, UsedValue, draw, verify,
};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A random draw, small but with a bit of everything; none when the case has faults.
fn random_draw(n: u64) -> Option<Drawn> {
    let mut dice = Dice::new(n);
    let targets = 1 + dice.below(9);
    let inspectors = 1 + dice.below(6);
    let mut people = rosters(targets, inspectors, 1);
    fill_targets(&mut people, inspectors, &mut dice);
    fill_inspectors(&mut people, &mut dice);
    let mut plan = random_plan(&mut dice, targets as u64);
    plan.ceremony = if dice.one_in(3) { Ceremony::Selection } else { Ceremony::Both };
    let announced = Draft::new(plan.clone(), people.clone()).ok()?.announce(common::master(n)).ok()?;
    let values = random_values(&announced.announcement.plan, n, &mut dice);
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let drawn = amended_at_random(drawn, ["2026-10-09", "2026-10-10"], &mut dice);
    let open = drawn.amendments().last().map_or(drawn.seal().seats.open, |last| last.seal().seats.open);
    if open == 0 || dice.one_in(3) {
        return Some(drawn);
    }
    let continued = random_continuation(n, plan, people, drawn.clone(), &mut dice);
    Some(continued.map_or(drawn, |drawn| amended_at_random(drawn, ["2026-10-20", "2026-11-03"], &mut dice)))
}

/// Strikes targets and inspectors at random; what the rules refuse is left out.
fn amended_at_random(mut drawn: Drawn, days: [&str; 2], dice: &mut Dice) -> Drawn {
    for day in days {
        if dice.one_in(2) {
            continue;
        }
        let private = common::opened(&drawn);
        let strata = &private.first().result.strata;
        let drawn_ids = strata.iter().flat_map(|stratum| &stratum.drawn).map(|ticket| &ticket.id);
        let alternates = strata.iter().filter_map(|stratum| stratum.alternates.first());
        let targets: Vec<_> = drawn_ids.chain(alternates).filter(|_| dice.one_in(3)).cloned().collect();
        let teams = private.chain().flat_map(|link| {
            link.result.teams.iter().chain(link.amendments.iter().flat_map(|a| &a.outcome.teams))
        });
        let seated =
            teams.flat_map(|team| team.seats.iter().map(move |seat| (&team.target, &seat.inspector)));
        let seated: Vec<_> = seated.filter(|_| dice.one_in(3)).collect();
        let evidence = Digest::of_file(day.as_bytes());
        let inspectors: Vec<InspectorStrike> = seated
            .into_iter()
            .filter_map(|(target, inspector)| {
                Some({
                    let mut it = InspectorStrike::new(inspector.clone()?, "生病", evidence);
                    it.target = (!dice.one_in(4)).then(|| target.clone());
                    it
                })
            })
            .collect();
        let targets: Vec<TargetStrike> =
            targets.into_iter().map(|target| TargetStrike::new(target, "已关闭", evidence)).collect();
        let visited = visited_at_random(&drawn, &targets, dice);
        let strikes = Strikes::of(date(day)).inspectors(inspectors).targets(targets).visited(visited);
        if let Ok((amended, _)) = common::amend(drawn.clone(), strikes) {
            drawn = amended;
        }
    }
    drawn
}

/// Some of the targets that stand and are not struck, as visited.
fn visited_at_random(drawn: &Drawn, struck: &[TargetStrike], dice: &mut Dice) -> Vec<TargetId> {
    let story = drawn.story().unwrap();
    let ids = story.visits().iter().map(dual_random::story::Visit::id);
    let standing = ids.filter(|id| struck.iter().all(|strike| strike.target != **id));
    standing.filter(|_| dice.one_in(6)).cloned().collect()
}

fn fill_targets(people: &mut Rosters, inspectors: usize, dice: &mut Dice) {
    for (n, target) in people.targets.iter_mut().enumerate() {
        target.class = ["重点", "一般", "一般", "特殊"][dice.below(4)].to_owned();
        target.level = ["A", "B"][dice.below(2)].to_owned();
        target.district = ["522601", "522622", "522622101000"][dice.below(3)].to_owned();
        target.inspected = u32::try_from(dice.below(3)).unwrap();
        target.carried = dice.one_in(9);
        target.drawn_before = !target.carried && dice.one_in(9);
        if n == 0 || dice.one_in(3) {
            target.attributes.insert("信用".to_owned(), ["好", "差"][dice.below(2)].to_owned());
        }
        if n == 0 || dice.one_in(3) {
            target.attributes.insert("备注 \"\\".to_owned(), "𠮷䶮·".to_owned());
        }
        if dice.one_in(3) {
            let codes = ["91522601MATEXT01X3", "91350211M0000XUF46", "91522601MA00000900", "x"];
            target.credit_code = Some(codes[dice.below(4)].to_owned());
        }
        if dice.one_in(7) {
            target.name = "示例企业0".to_owned();
        }
        if dice.one_in(6) {
            target.exemption = Some(Exemption::new("正面清单", "示例办法"));
        }
        for i in 0..inspectors {
            if dice.one_in(6) {
                let (inspector, target) = (inspector_id(i), target_id(n));
                people.recusals.push(Recusal::new(inspector, target, "亲属"));
            }
            if dice.one_in(8) {
                target.last_team.push(inspector_id(i + usize::from(dice.one_in(4)) * 50));
            }
        }
        target.last_team.sort();
        target.last_team.dedup();
    }
}

fn fill_inspectors(people: &mut Rosters, dice: &mut Dice) {
    for inspector in &mut people.inspectors {
        inspector.max_visits = visits(u32::try_from(dice.below(4)).unwrap() + 1);
        inspector.department = ["环境", "水务"][dice.below(2)].to_owned();
        inspector.district = ["522601", "522622", "52262200"][dice.below(3)].to_owned();
        inspector.qualifications =
            ["危废", "辐射"].iter().filter(|_| !dice.one_in(3)).map(|&q| q.to_owned()).collect();
        if dice.one_in(6) {
            inspector.role = Role::Expert;
        }
        if dice.one_in(8) {
            inspector.valid_to = date("2026-11-01");
        }
    }
}

fn random_team(dice: &mut Dice) -> Vec<dual_random::plan::SeatAsk> {
    let seats = 1 + dice.below(3);
    (0..seats)
        .map(|_| {
            let mut seat = common::seat();
            if dice.one_in(5) {
                seat.departments = vec!["环境".to_owned()];
            }
            if dice.one_in(5) {
                seat.qualifications = vec!["危废".to_owned()];
            }
            if dice.one_in(9) {
                seat.role = Role::Expert;
            }
            seat
        })
        .collect()
}

fn random_quota(dice: &mut Dice) -> Quota {
    let round = [Rounding::Up, Rounding::Down, Rounding::HalfUp][dice.below(3)];
    let size = match dice.below(4) {
        0 => Size::All,
        1 => Size::Count(dice.below(3) as u64),
        2 => Size::Ratio { of: Ratio::new(1 + dice.below(7) as u64, 7).unwrap(), round },
        _ => Size::PerOfficer {
            officers: 1 + u32::try_from(dice.below(3)).unwrap(),
            round,
            targets: 1 + u32::try_from(dice.below(3)).unwrap(),
        },
    };
    let at_least = dice.one_in(4).then(|| dice.below(3) as u64);
    let at_most = dice.one_in(4).then(|| 3 + dice.below(3) as u64);
    let mut it = Quota::new(size);
    it.at_least = at_least;
    it.at_most = at_most;
    it
}

fn random_plan(dice: &mut Dice, count: u64) -> Plan {
    let mut plan = plan(count + 3, 0, 1);
    plan.left_out.push(dual_random::plan::LeftOut::new(4, "已注销"));
    plan.added.push(dual_random::plan::Reasoned::new(1, "新设"));
    plan.earlier = [EarlierUse::Carry, EarlierUse::LeaveOut]
        .map(|it| Earlier::new(Digest::of_file(b"before"), it))
        .into();
    plan.strata = vec![
        stratum("重点", vec![when("class", &["重点"])], random_quota(dice)),
        stratum(
            "一般",
            vec![when("class", &["一般"]), when("district", &["522601", "522622"])],
            random_quota(dice),
        ),
    ];
    plan.teams = vec![
        TeamRule::new(random_team(dice)).when(when("level", &["A"])).when(when("attribute:信用", &["差"])),
        TeamRule::new(random_team(dice)),
    ];
    plan.tickets = vec![
        TicketRule::new(12).when(when("attribute:信用", &["差"])),
        TicketRule::new(2).when(when("level", &["A", "C"])),
    ];
    if dice.one_in(3) {
        plan.overrides.push({
            let mut it = Override::new(target_id(0), "投诉", "负责人").tickets(5);
            it.seats = dice.one_in(2).then(|| random_team(dice));
            it
        });
    }
    plan.amendments = {
        let mut it = AmendmentRules::new(["已关闭", "已搬迁"], ["生病"], 3, 2);
        it.replacement = if dice.one_in(4) { Replacement::FreshValue } else { Replacement::Deck };
        it
    };
    plan.attributes = vec!["信用".to_owned(), "备注 \"\\".to_owned()];
    plan.rotation = dice.one_in(2);
    plan.yearly_cap = dice.one_in(2).then_some(2);
    plan.min_pool = 1 + u32::try_from(dice.below(4)).unwrap();
    plan.district_rule =
        [DistrictRule::Any, DistrictRule::Any, DistrictRule::Cross, DistrictRule::Own][dice.below(4)];
    plan.workload =
        [Workload::Own, Workload::Balanced, Workload::Balanced, Workload::Common(2)][dice.below(4)];
    if dice.one_in(2) {
        let source = |kind, issue: &str| {
            Source::new(kind, "示例中心", issue.to_owned(), instant("2026-10-09T20:00:00+08:00"))
        };
        let kinds = [common::dice(), Drawing::Ssq.kind(), Drawing::Qlc.kind(), Drawing::Nist.kind()];
        let main = source(kinds[dice.below(4)].clone(), "第一次");
        // 2^32 outcomes are enough for any.
        let late = instant("2026-10-10T20:00:00+08:00");
        let fallback = {
            let mut it = source(ValueKind::Hex { bytes: 8 }, "备用");
            it.closes = late;
            it
        };
        plan.values.push({
            let mut it = PublicValue::new(id("dice"), main).corrected(dual_random::plan::Correction::Void);
            it.fallbacks = vec![fallback];
            it
        });
    }
    plan
}

fn random_values(plan: &Plan, n: u64, dice: &mut Dice) -> Vec<UsedValue> {
    plan.values
        .iter()
        .map(|value| {
            let is_drawing = !matches!(value.source.kind, ValueKind::Hex { .. });
            let fallback = is_drawing && dice.one_in(3);
            let text = match &value.source.kind {
                _ if fallback => value_text(n + 7),
                ValueKind::Numbers(_) => format!("{} {}", 1 + dice.below(6), 1 + dice.below(6)),
                ValueKind::Parts(parts) if parts[1].beyond => {
                    format!("02 05 11 20 21 28 29 + {}", ["01", "12", "30"][dice.below(3)])
                }
                ValueKind::Parts(_) => format!("01 05 11 20 21 30 + {:02}", 1 + dice.below(16)),
                ValueKind::UpperHex { .. } => value_text(n).to_uppercase().repeat(8),
                _ => value_text(n),
            };
            let reason = fallback.then(|| "未开奖".to_owned());
            {
                let mut it = UsedValue::main(value.name.clone(), text);
                it.reason = reason;
                it.source = usize::from(fallback);
                it
            }
        })
        .collect()
}

/// A staffing ceremony for the seats left open, after a few changes to the rosters.
fn random_continuation(n: u64, first: Plan, people: Rosters, drawn: Drawn, dice: &mut Dice) -> Option<Drawn> {
    let mut inspectors = people.inspectors;
    let change =
        |kind, inspector: usize| Change::new(kind, inspector_id(inspector), date("2026-10-10"), "调整");
    let mut changes = vec![change(ChangeKind::InspectorAdded, 30)];
    inspectors.push(common::inspector(30, 5));
    if dice.one_in(2) {
        inspectors[0].max_visits = inspectors[0].max_visits.saturating_add(7);
        changes.push(change(ChangeKind::InspectorChanged, 0));
    }
    let mut second = {
        let mut it = first;
        it.announce_at = instant("2026-10-10T10:00:00+08:00");
        it.ceremony = Ceremony::Staffing;
        it.draw = id("draw-2");
        it.number = 5;
        it.values = vec![common::beacon("beacon-2", "2026-10-11T21:00:00+08:00")];
        it
    };
    if dice.one_in(2) && second.workload != Workload::Balanced {
        second.workload = Workload::Balanced;
        second.changed_rules.push(dual_random::plan::ChangedRule::new(
            dual_random::plan::ChangeableRule::Workload,
            date("2026-10-10"),
            "均衡",
        ));
    }
    let draft =
        Draft::staffing(second, inspectors, people.recusals, changes, common::opened(&drawn).clone()).ok()?;
    let announced = draft.announce(common::master(n + 1_000_000)).ok()?;
    let values = vec![UsedValue::main(id("beacon-2"), value_text(n + 1))];
    Some(draw(&announced.announcement, &announced.opening, &values).unwrap())
}

/// The verdicts of the other implementations on the lines of a file, with what else each says of a line.
fn others(file: &Path) -> Vec<(&'static str, Vec<String>)> {
    let all = [
        ("python3", "tests/python/dual_random.py", Some("verdicts")),
        ("node", "tests/javascript/verdicts.js", None),
    ];
    let verdicts = all.into_iter().filter_map(|(program, script, command)| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
        let Ok(output) = Command::new(program).arg(script).args(command).arg(file).output() else {
            println!("no {program} here: the comparison with that implementation is left out");
            return None;
        };
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let output = String::from_utf8(output.stdout).unwrap();
        let verdict = |line: &str| line.split(' ').nth(1).unwrap().to_owned();
        Some((program, output.lines().map(verdict).collect()))
    });
    verdicts.collect()
}

fn scratch(name: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&dir).unwrap();
    dir.join(name)
}

#[test]
fn the_other_implementations_recompute_thousands_of_random_draws() {
    let path = scratch("disclosures.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let (mut count, mut short, mut chained, mut withheld, mut amended) = (0u32, 0, 0, 0, 0);
    for n in 0..10_000 {
        let Some(drawn) = random_draw(n) else { continue };
        count += 1;
        short += u32::from(drawn.shortage().unwrap().is_some());
        chained += u32::from(common::opened(&drawn).selection.is_some());
        amended += u32::from(common::opened(&drawn).chain().any(|link| !link.amendments.is_empty()));
        let keep = n % 4 != 0;
        withheld += u32::from(!keep);
        let ground = |name: dual_random::RecordName<'_>| match name {
            dual_random::RecordName::Target(id) if !keep && id.as_str().ends_with('1') => {
                Some("涉密".to_owned())
            }
            dual_random::RecordName::Inspector(_) if !keep => Some("依法不公开".to_owned()),
            _ => None,
        };
        let bytes = common::disclose(drawn, &ground).to_bytes().unwrap();
        let report = verify(&bytes, &Evidence::new());
        let failures: Vec<_> =
            report.failures().map(|check| check.said(dual_random::Language::En).to_string()).collect();
        assert_eq!(report.verdict.code(), "consistent", "case {n}: {failures:?}");
        file.write_all(&bytes).unwrap();
    }
    file.flush().unwrap();
    println!(
        "{count} draws: {short} with a shortage, {chained} in two ceremonies, {amended} amended, {withheld} with parts withheld"
    );
    assert!(
        count > 2000 && short > 60 && chained > 300 && amended > 300 && withheld > 300,
        "{count} {short} {chained} {amended} {withheld}"
    );
    for (program, verdicts) in others(&path) {
        assert_eq!(verdicts.len(), count as usize, "{program}");
        let other = verdicts.iter().position(|verdict| verdict != "consistent");
        assert_eq!(other, None, "{program}, line counted from 0");
    }
}

#[test]
fn all_implementations_give_changed_documents_the_same_verdict() {
    let path = scratch("changed.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let mut expected = Vec::new();
    for n in 0..800 {
        let Some(drawn) = random_draw(n) else { continue };
        let original = drawn.reveal().unwrap().to_vec();
        let document: serde_json::Value = serde_json::from_slice(&original).unwrap();
        let mut dice = Dice::new(n + 1_000_000);
        for _ in 0..25 {
            let mut copy = document.clone();
            change_somewhere(&mut copy, &mut dice);
            let text = serde_json::to_string(&copy).unwrap() + "\n";
            expected.push((verify(text.as_bytes(), &Evidence::new()).verdict.code(), text.clone()));
            file.write_all(text.as_bytes()).unwrap();
        }
    }
    file.flush().unwrap();
    assert!(expected.len() > 2000, "{}", expected.len());
    for (program, verdicts) in others(&path) {
        assert_eq!(verdicts.len(), expected.len(), "{program}");
        let differing: Vec<String> = expected
            .iter()
            .zip(&verdicts)
            .enumerate()
            .filter(|(_, ((ours, _), theirs))| ours != *theirs)
            .map(|(line, ((ours, text), theirs))| {
                let report = verify(text.as_bytes(), &Evidence::new());
                let why = report.failures().next().map(|c| c.message(dual_random::Language::En));
                format!("line {}: {ours} here, {theirs} there; {why:?}", line + 1)
            })
            .collect();
        let some = &differing[..differing.len().min(15)];
        assert!(differing.is_empty(), "{program}: {} differ, such as {some:#?}", differing.len());
    }
}

/// Walks down at random and changes what it finds.
fn change_somewhere(value: &mut serde_json::Value, dice: &mut Dice) {
    use serde_json::Value;
    match value {
        Value::Object(map) if !map.is_empty() && !dice.one_in(40) => {
            let key = map.keys().nth(dice.below(map.len())).unwrap().clone();
            if dice.one_in(60) {
                map.remove(&key);
            } else {
                change_somewhere(&mut map[&key], dice);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let at = dice.below(list.len());
            match dice.below(12) {
                0 => drop(list.remove(at)),
                1 => list.insert(at, list[at].clone()),
                2 => list.swap(at, 0),
                _ => change_somewhere(&mut list[at], dice),
            }
        }
        Value::Number(n) => {
            let n = n.as_u64().unwrap();
            *value = Value::from([n + 1, n.saturating_sub(1), 0, 1 << 32, (1 << 53) - 1][dice.below(5)]);
        }
        Value::String(text) => {
            let other = match dice.below(7) {
                0 => String::new(),
                1 => format!("{text}1"),
                2 => text.chars().rev().collect(),
                3 => text.to_uppercase(),
                4 => text.chars().skip(1).collect(),
                5 => "officer".to_owned(),
                _ => format!(" {text}"),
            };
            *value = Value::from(other);
        }
        Value::Bool(b) => *b = !*b,
        _ => {
            *value = [Value::Null, Value::from(1), Value::from("x"), Value::Array(Vec::new())][dice.below(4)]
                .clone();
        }
    }
}
