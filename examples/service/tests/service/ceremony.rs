//! A made-up draw: four of twenty targets, each visited by two of twelve officers.

use dual_random::plan::{
    AmendmentRules, Drawing, Item, PublicValue, Quota, Register, SeatAsk, Source, Stratum, TeamRule,
};
use dual_random::{Days, Id, Inspector, InspectorId, Plan, Target, TargetId, UsedValue};
use serde_json::{Value, json};

pub const ANNOUNCED: &str = "2026-10-08T09:00:00+08:00";
pub const DRAWN: &str = "2026-10-10T09:00:00+08:00";
pub const AMENDED: &str = "2026-10-20T09:00:00+08:00";
pub const DISCLOSED: &str = "2027-01-08T09:00:00+08:00";
pub const NUMBERS: &str = "01 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78";

/// The plan of a draw.
pub fn plan(draw: &str, number: u64) -> Plan {
    let water = Id::new("water").unwrap();
    let days = |from: &str, to: &str| Days::new(from.parse().unwrap(), to.parse().unwrap());
    let at = |text: &str| text.parse().unwrap();
    let source = Source::new(Drawing::Kl8, "示例彩票中心", "第2026271期", at("2026-10-09T21:00:00+08:00"));
    Plan::builder(Id::new(draw).unwrap(), number)
        .title("第四季度抽查")
        .place("示例会议室")
        .authority("示例局")
        .period(days("2026-10-01", "2026-12-31"))
        .visits(days("2026-10-15", "2026-12-20"))
        .times(
            at("2026-10-08T10:00:00+08:00"),
            at("2026-10-10T18:00:00+08:00"),
            at("2027-01-15T18:00:00+08:00"),
        )
        .classes(["一般"])
        .register(Register::new("示例登记册", "2026-10-02".parse().unwrap(), 20))
        .item(Item::new(water.clone(), "水污染物排放", "示例局", "示例条例第一条"))
        .stratum(Stratum::new("一般", Quota::percent(20), [water]))
        .team(TeamRule::new([SeatAsk::officer(), SeatAsk::officer()]))
        .amendments(AmendmentRules::new(["已关闭"], ["因病"], 1, 1))
        .value(PublicValue::new(Id::new("kl8").unwrap(), source))
        .build()
        .unwrap()
}

/// What the office sends: a plan with rosters.
pub fn ceremony(draw: &str, number: u64) -> Value {
    let valid = Days::new("2025-01-01".parse().unwrap(), "2029-12-31".parse().unwrap());
    let officer = |n: usize| {
        let id = InspectorId::new(format!("ZF-{n:03}")).unwrap();
        Inspector::officer(id, format!("检查员{n}"), "环境", "522601", valid, 8.try_into().unwrap())
    };
    let targets: Vec<_> =
        targets().map(|id| Target::new(id.clone(), format!("示例企业{id}"), "一般", "522601")).collect();
    json!({
        "plan": plan(draw, number), "targets": targets, "inspectors": (1..=12).map(officer).collect::<Vec<_>>(),
    })
}

pub fn targets() -> impl Iterator<Item = TargetId> {
    (1..=20).map(|n| TargetId::new(format!("T-{n:04}")).unwrap())
}

/// The values of the draw.
pub fn values(numbers: &str) -> Value {
    json!({ "values": [UsedValue::main(Id::new("kl8").unwrap(), numbers)] })
}
