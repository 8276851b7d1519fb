//! Cheats that were tried for real, each refused or found.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones)]

mod common;

use common::{announce, beacon, id, instant, master, plan, rosters, run, values, when};
use dual_random::HashAlgorithm;
use dual_random::plan::{Ceremony, Numbers, PublicValue, Source, TicketRule, ValueKind};
use dual_random::{Draft, Drawn, Evidence, MasterSecret, Opening, Plan, Verdict, draw, verify};

fn codes(plan: Plan) -> Vec<&'static str> {
    match Draft::new(plan, rosters(5, 4, 3)) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.as_slice().iter().map(|fault| fault.code().code()).collect(),
    }
}

fn source(issue: &str, kind: ValueKind) -> Source {
    Source::new(kind, "当场", issue.to_owned(), instant("2026-10-09T20:00:00+08:00"))
}

#[test]
fn the_same_two_dice_listed_seven_times_do_not_reach_the_floor() {
    let mut seven = plan(5, 2, 2);
    let one = |n: usize| {
        PublicValue::new(id(&format!("dice-{n}")), source("第一掷", common::dice()))
            .corrected(dual_random::plan::Correction::Void)
    };
    seven.values = (0..7).map(one).collect();
    assert!(codes(seven.clone()).contains(&"same_source"));
    for (n, value) in seven.values.iter_mut().enumerate() {
        value.source.issue = format!("第 {n} 掷");
    }
    assert!(codes(seven.clone()).is_empty(), "seven throws are seven events: 36^7 > 2^32");
    seven.values[3].fallbacks.push(source("第 0 掷", common::dice()));
    assert!(codes(seven).contains(&"same_source"), "a fallback is no second event either");
}

#[test]
fn unordered_numbers_with_repetition_count_what_they_carry() {
    let mut many = plan(5, 2, 2);
    many.values[0].source.kind = ValueKind::Numbers(Numbers::new(64, 1..=9));
    assert!(codes(many).contains(&"few_outcomes"));
}

/// Otherwise its text is known while secrets can still be tried, and "the site was down" is all that is left to say.
#[test]
fn a_fallback_closes_after_every_source_that_may_fail_before_it() {
    let with = |main: &str, fallbacks: &[&str]| {
        let mut one = plan(5, 2, 2);
        one.values.push(beacon("second", main));
        let fallbacks = (1..).zip(fallbacks).map(|(n, closes)| {
            let mut it = source(&format!("备用 {n}"), ValueKind::Hex { bytes: 8 });
            it.closes = instant(closes);
            it
        });
        one.values[0].fallbacks = fallbacks.collect();
        codes(one)
    };
    let (ninth, tenth, eleventh) =
        ("2026-10-09T21:00:00+08:00", "2026-10-10T21:00:00+08:00", "2026-10-11T21:00:00+08:00");
    assert!(with(ninth, &[tenth, eleventh]).is_empty());
    for (main, fallbacks) in [
        (ninth, &["2026-09-29T09:00:00+08:00"][..]),
        (ninth, &[ninth]),
        (tenth, &[tenth]),
        (ninth, &[tenth, tenth]),
        (ninth, &[eleventh, tenth]),
    ] {
        assert!(with(main, fallbacks).contains(&"order"), "{main} {fallbacks:?}");
    }
}

#[test]
fn fallbacks_may_fall_out_in_few_ways_only() {
    let mut many = plan(5, 2, 2);
    many.values = (0..7)
        .map(|n| {
            let mut it = beacon(&format!("beacon-{n}"), "2026-10-09T21:00:00+08:00");
            it.fallbacks = vec![{
                let mut it = source(&format!("备用 {n}"), ValueKind::Hex { bytes: 8 });
                it.closes = instant("2026-10-10T21:00:00+08:00");
                it
            }];
            it
        })
        .collect();
    assert!(codes(many.clone()).contains(&"many_fallbacks"), "2^7 ways");
    many.values.pop();
    assert!(codes(many).is_empty());
}

/// Section 4 before all else: over a limit is unusable, whatever else is contradicted.
#[test]
fn seventeen_seats_and_257_attributes_are_unusable() {
    let bytes = common::disclose(run(plan(5, 2, 2), rosters(5, 4, 3), 1), &|_| None).to_bytes().unwrap();
    let whole: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let verdict = |whole: &serde_json::Value| {
        let bytes = format!("{whole}\n");
        verify(bytes.as_bytes(), &Evidence::new()).verdict
    };
    assert_eq!(verdict(&whole), Verdict::Consistent);
    let mut seats = whole.clone();
    let team = seats["announcement"]["plan"]["teams"][0]["seats"].as_array_mut().unwrap();
    let seat = team[0].clone();
    team.resize(16, seat.clone());
    assert_eq!(verdict(&seats), Verdict::Contradicted);
    seats["announcement"]["plan"]["teams"][0]["seats"].as_array_mut().unwrap().push(seat);
    assert_eq!(verdict(&seats), Verdict::Unusable);
    let mut attributes = whole.clone();
    let add = |whole: &mut serde_json::Value, name: String| {
        let all = whole["rosters"]["targets"][0]["draw"]["attributes"].as_array_mut().unwrap();
        all.push(serde_json::json!([name, null]));
    };
    for n in 0..256 {
        add(&mut attributes, format!("a{n:03}"));
    }
    assert_eq!(verdict(&attributes), Verdict::Contradicted);
    add(&mut attributes, "b".to_owned());
    assert_eq!(verdict(&attributes), Verdict::Unusable);
}

#[test]
fn absurd_parameters_are_refused_without_overflow() {
    for bytes in [0, 65, 1 << 29, u32::MAX] {
        let mut absurd = plan(5, 2, 2);
        absurd.values[0].source.kind = ValueKind::Hex { bytes };
        assert!(codes(absurd).contains(&"bad_value_kind"), "{bytes}");
        let text =
            String::from_utf8(run(plan(5, 2, 2), rosters(5, 4, 3), 1).reveal().unwrap().to_vec()).unwrap();
        let changed = text.replace("{\"bytes\":8}", &format!("{{\"bytes\":{bytes}}}"));
        assert_eq!(verify(changed.as_bytes(), &Evidence::new()).verdict, Verdict::Contradicted);
    }
}

/// A selection and a staffing plan that continues it.
fn two_ceremonies() -> (Drawn, Plan) {
    let first = {
        let mut it = plan(12, 4, 2);
        it.ceremony = Ceremony::Selection;
        it
    };
    let second = {
        let mut it = first.clone();
        it.announce_at = instant("2026-10-10T10:00:00+08:00");
        it.ceremony = Ceremony::Staffing;
        it.draw = id("draw-2");
        it.number = 2;
        it.values = vec![beacon("beacon-2", "2026-10-11T21:00:00+08:00")];
        it
    };
    (run(first, rosters(12, 6, 3), 1), second)
}

#[test]
fn a_known_value_or_secret_cannot_serve_a_second_time() {
    let (first, second) = two_ceremonies();
    let staffing = |plan: Plan| {
        let people = rosters(0, 6, 3).inspectors;
        Draft::staffing(plan, people, Vec::new(), Vec::new(), common::opened(&first).clone())
    };
    let mut again = second.clone();
    again.values[0].source.issue = "beacon".to_owned();
    let faults = staffing(again).unwrap_err();
    assert!(faults.as_slice().iter().any(|fault| fault.code().code() == "same_source"), "{faults}");
    let reused = staffing(second).unwrap().announce(master(1)).unwrap_err();
    assert_eq!(reused.code(), "secret_reused");
}

#[test]
fn a_planned_attribute_cannot_hide_in_a_withheld_part() {
    let mut weighted = plan(6, 2, 2);
    weighted.tickets = vec![TicketRule::new(1000).when(when("attribute:风险", &["高"]))];
    let mut people = rosters(6, 4, 3);
    for target in people.targets.iter_mut().skip(1) {
        target.attributes.insert("风险".to_owned(), "高".to_owned());
    }
    let drawn = run(weighted, people, 1);
    let withheld = common::disclose(drawn, &|_| Some("商业秘密".to_owned())).to_bytes().unwrap();
    let text = String::from_utf8(withheld).unwrap();
    assert!(text.contains("[\"风险\",null]"), "what a target lacks is said in its draw part");
    let hidden = text.replacen("[\"风险\",null]", "", 1);
    assert_eq!(verify(hidden.as_bytes(), &Evidence::new()).verdict, Verdict::Contradicted);
}

#[test]
fn a_seal_has_one_form_for_one_draw() {
    let text = String::from_utf8(run(plan(5, 2, 2), rosters(5, 4, 3), 1).reveal().unwrap().to_vec()).unwrap();
    for (reason, verdict) in [
        (String::new(), Verdict::Unusable),
        ("x".repeat(5000), Verdict::Unusable),
        ("理由".to_owned(), Verdict::Contradicted),
    ] {
        let changed =
            text.replace("\"reason\":null,\"source\":0", &format!("\"reason\":\"{reason}\",\"source\":0"));
        assert_ne!(changed, text);
        assert_eq!(verify(changed.as_bytes(), &Evidence::new()).verdict, verdict);
    }
}

#[test]
fn a_search_for_a_good_secret_finds_one_at_once_without_the_floor() {
    // What the floor is for: with the 36 outcomes of two dice, few tries free a friend whatever comes up.
    let mut weak = plan(20, 1, 2);
    weak.values[0].source.kind = common::dice();
    assert!(Draft::new(weak.clone(), rosters(20, 4, 3)).is_err(), "refused");
    let friend_is_free = |secret: u64| {
        (0..36).all(|value| {
            let seed = dual_random::Digest::of_file(format!("{secret} {value}").as_bytes());
            let tickets = dual_random::Tickets::new(HashAlgorithm::Sha256, &seed);
            let first = |n: usize| tickets.ticket(&common::target_id(n), 1);
            (1..20).any(|other| first(other) < first(0))
        })
    };
    let tries = (0..10_000).find(|secret| friend_is_free(*secret)).unwrap();
    assert!(tries < 200, "{tries}");
}

#[test]
fn no_error_repeats_a_part_of_the_secret() {
    let announced = announce(plan(5, 2, 2), rosters(5, 4, 3), 1);
    let text = String::from_utf8(announced.opening.reveal().unwrap().to_vec()).unwrap();
    let secret = master(1).reveal().to_string();
    for broken in [
        text.replace("\"master\":\"", "\"master\":"),
        text.replace(&secret, &secret[..63]),
        text.replace(&secret, &secret.to_uppercase()),
        text.replace("\"master\"", "\"monster\""),
    ] {
        let error = Opening::from_bytes(broken.as_bytes()).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&secret[..8]), "{error}");
    }
    assert!(MasterSecret::from_hex(&secret).is_some());
}

#[test]
fn slipping_something_in_between_announcement_and_draw_is_refused() {
    let announced = announce(plan(8, 2, 2), rosters(8, 5, 3), 1);
    let values = values(&announced.announcement.plan, 1);
    let text = String::from_utf8(announced.opening.reveal().unwrap().to_vec()).unwrap();
    for (from, to) in [
        ("\"class\":\"一般\"", "\"class\":\"重点\""),
        ("\"id\":\"T003\"", "\"id\":\"T0031\""),
        (
            "\"recusals\":[]",
            "\"recusals\":[{\"draw\":{\"inspector\":\"I001\",\"target\":\"T001\"},\"identity\":{\"category\":\"亲属\"}}]",
        ),
        ("\"name\":\"检查员1\"", "\"name\":\"检查员9\""),
        ("\"max_visits\":3", "\"max_visits\":4"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let opening = Opening::from_bytes(changed.as_bytes()).unwrap();
        assert!(draw(&announced.announcement, &opening, &values).is_err(), "{from}");
    }
    let mut weights = announced.announcement.clone().into_document();
    weights.plan.tickets.push(TicketRule::new(9).when(when("class", &["一般"])));
    assert!(draw(&weights, &announced.opening, &values).is_err());
}

#[test]
fn ids_that_look_alike_or_that_a_shell_would_execute_are_no_ids() {
    for bad in [
        "Ｔ001",
        "T００1",
        "Т001",
        "T001 ",
        "$(rm)",
        "a;b",
        "`x`",
        "../x",
        "a/b",
        "a'b",
        "T\u{200b}1",
        "",
        "é",
    ] {
        assert!(dual_random::TargetId::new(bad).is_err(), "{bad:?}");
    }
    assert!(dual_random::TargetId::new("..").is_ok(), "harmless: ids never become file names");
    let mut alike = rosters(3, 4, 3);
    alike.targets[1].id = dual_random::TargetId::new("t000").unwrap();
    let warnings = Draft::new(plan(3, 1, 2), alike).unwrap().warnings();
    assert!(warnings.iter().any(|warning| warning.code.code() == "ids_alike" && warning.count == 2));
}

#[test]
fn many_slips_that_would_strand_others_cost_little() {
    // A tight group of seats that only twenty inspectors may take, among seats open to all: nearly every slip of
    // the twenty for an open seat would strand the group.
    let mut tight = plan(60, 60, 8);
    let mut people = rosters(60, 40, 18);
    for (n, target) in people.targets.iter_mut().enumerate() {
        target.class = if n < 45 { "重点" } else { "一般" }.to_owned();
    }
    for (n, inspector) in people.inspectors.iter_mut().enumerate() {
        inspector.qualifications = if n < 20 { vec!["危废".to_owned()] } else { Vec::new() };
    }
    let mut special = tight.teams[0].clone();
    special.when = vec![when("class", &["重点"])];
    for seat in &mut special.seats {
        seat.qualifications = vec!["危废".to_owned()];
    }
    tight.teams.insert(0, special);
    let drawn = run(tight, people, 1);
    assert_eq!(drawn.seal().seats.open, 0);
    let slips =
        common::opened(&drawn).result.teams.iter().flat_map(|team| &team.seats).flat_map(|seat| &seat.trail);
    assert!(slips.filter(|slip| slip.reason.code() == "strands").count() > 100);
    assert_eq!(verify(&drawn.reveal().unwrap(), &Evidence::new()).verdict, Verdict::Consistent);
}

#[test]
fn a_list_over_its_limit_is_refused_before_anything_is_made_of_it() {
    use dual_random::Announcement;
    use dual_random::FormCode;
    let announced = common::announce(plan(3, 1, 2), rosters(3, 4, 3), 1);
    let text = String::from_utf8(announced.announcement.to_bytes().unwrap()).unwrap();
    // A thousand classes may stand in a plan, and no thousand and first; what comes after it is never read.
    let classes = |count: usize| {
        let all: Vec<String> = (0..count).map(|n| format!("\"c{n:05}\"")).collect();
        text.replacen("\"classes\":[\"一般\",\"重点\"]", &format!("\"classes\":[{}]", all.join(",")), 1)
    };
    assert!(Announcement::from_bytes(classes(1000).as_bytes()).is_ok());
    let error = Announcement::from_bytes(classes(1001).as_bytes()).unwrap_err();
    assert_eq!((error.code(), error.path.as_str()), (FormCode::TooMany, "plan.classes[1000]"));
    let at = classes(1001).find("c01000").unwrap();
    let torn = &classes(1001)[..at + 3];
    assert_eq!(Announcement::from_bytes((torn.to_owned() + "\n").as_bytes()).unwrap_err(), error);
}
