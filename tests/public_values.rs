//! Public values that officials name: lotteries and beacons, from the plan to the verdict; and what is not one.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, reason = "tests")]

mod common;
mod harness;

use common::{beacon, id, master, plan, rosters};
use dual_random::Say;
use dual_random::draw::GivenValues;
use dual_random::plan::{Drawing, PublicValue, ValueKind};
use dual_random::verify::{CheckCode, CheckOutcome, Checked};
use dual_random::{Draft, DrawError, Evidence, Language, Quoted, UsedValue, draw, verify};
use harness::*;
use serde::Deserialize;

/// What is wrong with a plan of these values.
fn faults(values: Vec<PublicValue>) -> Vec<(&'static str, String)> {
    let plan = {
        let mut it = plan(5, 2, 2);
        it.values = values;
        it
    };
    match Draft::new(plan, rosters(5, 4, 3)) {
        Ok(_) => Vec::new(),
        Err(faults) => {
            let all = faults.as_slice().iter();
            all.map(|fault| (fault.code().code(), fault.message(Language::Zh))).collect()
        }
    }
}

fn codes(values: Vec<PublicValue>) -> Vec<&'static str> {
    faults(values).into_iter().map(|(code, _)| code).collect()
}

/// A value of a drawing.
fn value(name: &str, publisher: &str, issue: &str, kind: ValueKind) -> PublicValue {
    let mut value = beacon(name, "2026-10-09T20:00:00+08:00");
    value.source.publisher = publisher.to_owned();
    value.source.issue = issue.to_owned();
    value.source.kind = kind;
    value
}

/// The plan of a folder with other values.
fn with_values(place: &Place, values: &str) {
    let plan = place.read("d/plan.toml");
    let (head, _) = plan.split_once("[[values]]").unwrap();
    std::fs::write(place.path("d/plan.toml"), format!("{head}{values}")).unwrap();
}

const TWO_LOTTERIES: &str = r#"
[[values]]
name = "ssq"
[values.source]
publisher = "某福利彩票发行管理中心官方网站，双色球"
issue = "2026115"
closes = "2026-10-08T20:00:00+08:00"
kind = "双色球"
[[values]]
name = "dlt"
[values.source]
publisher = "某体育彩票管理中心官方网站，大乐透"
issue = "26116"
closes = "2026-10-07T20:00:00+08:00"
kind = "dlt"
"#;

#[test]
fn two_lotteries_named_in_the_plan_make_a_draw_that_is_verified() {
    let place = Place::new("two-lotteries");
    place.ends(0, &["init", "d", "--text"]);
    with_values(&place, TWO_LOTTERIES);
    let said = place.ends(0, &["announce", "d"]);
    assert!(said.contains("6 个号码，01 至 33") && said.contains("2 个号码，01 至 12"), "{said}");
    // Whoever announces and whoever signs the minutes are asked what no program sees.
    assert!(said.contains("同一次开奖只作为一个公开值"), "{said}");
    assert!(place.read("d/minutes-1.html").contains("同一次开奖只作为一个公开值"));
    // The announcement holds the kinds themselves: who checks it needs no list of lotteries.
    let announcement = place.read("d/public/announcement.json");
    assert!(announcement.contains(r#""kind":{"parts":[{"beyond":false,"numbers":{"count":6,"#));
    let (ssq, dlt) = ("ssq=01 05 11 20 21 30 + 12", "dlt=03 08 13 22 35 + 02 11");
    for bad in [
        "ssq=01 05 11 20 21 30 12",
        "ssq=01 05 11 20 21 30 + 17",
        "ssq=1 5 11 20 21 30 + 12",
        "ssq=01 05 11 20 21 30",
        "ssq=03 08 13 22 35 + 02 11",
    ] {
        let said = place.ends(2, &["draw", "d", "--yes", "--value", bad, "--value", dlt]);
        assert!(said.contains("再写空格、加号、空格，然后是 1 个号码，01 至 16，写两位"), "{said}");
    }
    place.ends(0, &["draw", "d", "--yes", "--value", ssq, "--value", dlt]);
    place.ends(0, &["disclose", "d"]);
    let digest = place.digest("d/public/announcement.json");
    let said = place.ends(0, &["verify", "d", "--announcement", &digest, "--value", ssq, "--value", dlt]);
    assert!(said.contains("已验证") && said.contains("未采用股票指数、气温等"), "{said}");
}

#[test]
fn a_name_that_nobody_knows_is_refused_with_those_that_are_known() {
    let place = Place::new("unknown-lottery");
    place.ends(0, &["init", "d", "--text"]);
    with_values(&place, &TWO_LOTTERIES.replace("\"双色球\"", "\"双色求\""));
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("双色求") && said.contains("双色球") && said.contains("七乐彩"), "{said}");
}

/// Values as a plan has them.
#[derive(Deserialize)]
struct Values {
    values: Vec<PublicValue>,
}

#[test]
fn figures_are_not_a_drawing() {
    let case = std::fs::read_to_string("tests/cases/17-public-values/last-values.toml").unwrap();
    let values: Values = toml::from_str(&case).unwrap();
    let [(code, message)] = &faults(values.values)[..] else { panic!("one fault") };
    assert_eq!(*code, "not_a_drawing");
    assert!(message.contains("不采用股票指数、气温等"), "{message}");
    let place = Place::new("figures");
    place.ends(0, &["init", "d", "--text"]);
    with_values(&place, &case);
    assert!(place.ends(2, &["check", "d"]).contains("号码最大为 99"));
}

#[test]
fn every_known_drawing_may_stand_in_a_plan() {
    let strong = || value("b", "信标", "轮次 1", Drawing::Drand.kind());
    for drawing in Drawing::ALL {
        let one = value("a", drawing.template(Language::Zh), "第115期", drawing.kind());
        assert_eq!(codes(vec![one, strong()]), [""; 0], "{}", drawing.code());
    }
    let lone = value("a", "双色球", "第115期", Drawing::Ssq.kind());
    assert_eq!(codes(vec![lone.clone()]), ["few_outcomes"], "2^24.08");
    let few = {
        let mut it = plan(5, 2, 2);
        it.values = vec![lone];
        it.few_outcomes_reason = Some("仅此一项".to_owned());
        it
    };
    assert!(Draft::new(few, rosters(5, 4, 3)).is_ok());
    let seven = value("a", "七星彩", "第115期", Drawing::Qxc.kind());
    let few = {
        let mut it = plan(5, 2, 2);
        it.values = vec![seven];
        it.few_outcomes_reason = Some("仅此一项".to_owned());
        it
    };
    assert!(Draft::new(few, rosters(5, 4, 3)).is_err(), "2^23.84");
}

/// The red and the blue balls of one drawing, each as a value of its own.
fn red_and_blue(red: (&str, &str), blue: (&str, &str)) -> Vec<PublicValue> {
    let ValueKind::Parts(parts) = Drawing::Ssq.kind() else { panic!("it has parts") };
    let numbers = |place: usize| ValueKind::Numbers(parts[place].numbers.clone());
    let strong = value("c", "信标", "轮次 1", Drawing::Drand.kind());
    vec![value("a", red.0, red.1, numbers(0)), value("b", blue.0, blue.1, numbers(1)), strong]
}

#[test]
fn parts_of_one_drawing_do_not_count_as_two_values() {
    let site = "福彩官网";
    assert_eq!(codes(red_and_blue((site, "第115期"), (site, "第115期"))), ["same_source"]);
    for (red, blue) in [
        ((site, "第115期 红球"), (site, "第115期 蓝球")),
        ((site, "第115期（红球）"), (site, "第 115 期")),
        ((site, "第１１５期"), (site, "第115期，后区")),
        (("福彩官网 红球", "第115期"), ("福彩官网（蓝球）", "第115期")),
        (("Lottery site", "Issue 115, red balls"), ("lottery site", "issue 115 (blue)")),
    ] {
        let found = faults(red_and_blue(red, blue));
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["same_drawing"], "{red:?}");
        assert!(found[0].1.contains(red.1) && found[0].1.contains(blue.1), "{}", found[0].1);
    }
    for (one, other) in [
        ((site, "第115期"), (site, "第116期")),
        (("双色球", "第115期"), ("大乐透", "第115期")),
        ((site, "第1次"), (site, "第2次")),
    ] {
        assert_eq!(codes(red_and_blue(one, other)), [""; 0], "{one:?}");
    }
}

#[test]
fn what_no_program_can_see_of_the_sources_is_for_the_reader_to_check() {
    // One drawing under two names that have nothing in common.
    let values = red_and_blue(("福彩官网", "第115期"), ("省福彩中心微信公众号", "双色球 10 月 8 日"));
    let announced = Draft::new(
        {
            let mut it = plan(5, 2, 2);
            it.values = values;
            it
        },
        rosters(5, 4, 3),
    )
    .unwrap()
    .announce(master(1))
    .unwrap();
    let texts = [("a", "01 05 11 20 21 30"), ("b", "12"), ("c", &*"0a".repeat(32))];
    let used: Vec<UsedValue> =
        texts.iter().map(|(name, text)| UsedValue::main(common::id(name), *text)).collect();
    let drawn = draw(&announced.announcement, &announced.opening, &used).unwrap();
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new());
    let asked: Vec<_> = report.checks.iter().filter(|check| check.code() == CheckCode::Sources).collect();
    let [asked] = asked[..] else { panic!("it is asked once") };
    assert_eq!(asked.outcome, CheckOutcome::ForYou);
    let Checked::Sources { sources } = &asked.checked else { panic!("{asked:?}") };
    let sources: Vec<_> =
        sources.0.iter().map(|source| (source.publisher.as_str(), source.issue.as_str())).collect();
    let expected =
        [("福彩官网", "第115期"), ("省福彩中心微信公众号", "双色球 10 月 8 日"), ("信标", "轮次 1")];
    assert_eq!(sources, expected);
}

/// A plan of two beacons, the first with a fallback.
fn two_beacons() -> dual_random::Plan {
    let mut two = plan(5, 2, 2);
    let first = beacon("first", "2026-10-09T20:00:00+08:00");
    let spare = beacon("spare", "2026-10-09T21:00:00+08:00").source;
    two.values = vec![first.or(spare), beacon("second", "2026-10-09T21:00:00+08:00")];
    two
}

#[test]
fn values_given_in_any_order_are_used_in_the_order_of_the_plan() {
    let (one, other) = ("0123456789abcdef", "fedcba9876543210");
    let given = GivenValues::new().value("second", other).value("first", one);
    let used = given.clone().in_order(&two_beacons()).unwrap();
    assert_eq!(used, [UsedValue::main(id("first"), one), UsedValue::main(id("second"), other)]);
    let used = given.fallback("first", 1, "没有发布").in_order(&two_beacons()).unwrap();
    assert_eq!(used[0], UsedValue::fallback(id("first"), 1, "没有发布", one));
}

#[test]
fn values_that_are_not_those_of_the_plan_are_refused_by_name() {
    let text = "0123456789abcdef";
    let both = || GivenValues::new().value("first", text).value("second", text);
    let error = |given: GivenValues<'_>| given.in_order(&two_beacons()).unwrap_err();
    let missing = error(GivenValues::new().value("first", text));
    assert_eq!(
        serde_json::to_value(&missing).unwrap(),
        serde_json::json!({"code": "missing", "name": "second", "expected": ["first", "second"]})
    );
    let unknown = error(both().value("third", text));
    assert_eq!(serde_json::to_value(&unknown).unwrap()["name"], "third");
    for (code, given) in [
        ("unknown", both().value("third", text)),
        ("unknown", both().fallback("third", 1, "没有发布")),
        ("missing", GivenValues::new().value("second", text).fallback("first", 1, "没有发布")),
        ("twice", both().value("first", text)),
        ("twice", both().fallback("first", 1, "甲").fallback("first", 1, "乙")),
        ("fallback", both().fallback("first", 0, "没有发布")),
        ("fallback", both().fallback("first", 2, "没有发布")),
        ("fallback", both().fallback("second", 1, "没有发布")),
        ("fallback", both().fallback("first", 1, "")),
        ("text", GivenValues::new().value("first", "0123456789ABCDEF").value("second", text)),
    ] {
        assert_eq!(error(given).code(), code, "{code}");
    }
}

#[test]
fn a_fallback_has_a_reason_and_a_main_source_has_none() {
    let mut plan = two_beacons();
    plan.values[0].fallbacks[0].closes = common::instant("2026-10-09T22:00:00+08:00");
    let announced = common::announce(plan, rosters(5, 4, 3), 1);
    let text = "0123456789abcdef";
    let drawn = |number: usize, reason: Option<&str>| {
        let mut first = UsedValue::fallback(id("first"), number, "", text);
        first.reason = reason.map(str::to_owned);
        let values = [first, UsedValue::main(id("second"), text)];
        draw(&announced.announcement, &announced.opening, &values).err()
    };
    let refused = Some(DrawError::ValueSource { name: Quoted::new("first") });
    let why = Some("没有发布");
    assert_eq!((drawn(0, None), drawn(1, why)), (None, None));
    for (number, reason) in [(0, why), (0, Some("")), (1, None), (1, Some("")), (2, why)] {
        assert_eq!(drawn(number, reason), refused, "{number} {reason:?}");
    }
}
