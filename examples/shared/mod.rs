// A small quarter for the examples, and for the doc examples of the crate, which include this file (so nothing here is an
// inner attribute): a plan and rosters in code, made up from numbers.

use dual_random::plan::{
    AmendmentRules, Condition, Drawing, Item, PublicValue, Quota, Register, SeatAsk, Source, Stratum,
    TeamRule,
};
use dual_random::{
    Announced, Date, Days, Draft, Drawn, Id, Inspector, InspectorId, MasterSecret, Plan, Recusal, Rosters,
    Target, TargetId, Timestamp, UsedValue, draw,
};
use std::error::Error;
use std::num::NonZeroU32;

/// What an example returns.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// A quarter over so many targets: 20 % of the key ones (重点), 5 % of the others, two officers each.
pub(crate) fn plan(targets: u64) -> Outcome<Plan> {
    let day = |text: &str| text.parse::<Date>();
    let at = |text: &str| text.parse::<Timestamp>();
    let water = Id::new("water")?;
    let key = Condition::class(["重点"]);
    let plan = Plan::builder(Id::new("2026-Q4")?, 1)
        .title("2026年第四季度双随机抽查")
        .place("示例会议室")
        .authority("示例局")
        .period(Days::new(day("2026-10-01")?, day("2026-12-31")?))
        .visits(Days::new(day("2026-10-15")?, day("2026-12-20")?))
        .times(
            at("2026-10-08T10:00:00+08:00")?,
            at("2026-10-10T18:00:00+08:00")?,
            at("2027-01-15T18:00:00+08:00")?,
        )
        .classes(["一般", "重点"])
        .item(Item::new(water.clone(), "水污染物排放情况", "示例局", "示例条例第一条"))
        .register(Register::new("示例登记册", day("2026-10-02")?, targets))
        .stratum(Stratum::new("重点", Quota::percent(20).at_least(2), [water.clone()]).when(key))
        .stratum(Stratum::new("一般", Quota::percent(5), [water]).when(Condition::class(["一般"])))
        .team(TeamRule::new([SeatAsk::officer(), SeatAsk::officer()]))
        .amendments(AmendmentRules::new(["已关闭"], ["因病"], 2, 2))
        .value(PublicValue::new(
            Id::new("kl8")?,
            Source::new(Drawing::Kl8, "示例彩票中心", "第2026271期", at("2026-10-09T21:00:00+08:00")?),
        ))
        .build()?;
    Ok(plan)
}

/// So many targets, every tenth of them a key one, so many officers, and one recusal.
pub(crate) fn rosters(targets: u32, officers: u32) -> Outcome<Rosters> {
    let valid = Days::new("2025-01-01".parse()?, "2029-12-31".parse()?);
    let target = |n: u32| {
        let class = if n.is_multiple_of(10) { "重点" } else { "一般" };
        Ok(Target::new(TargetId::new(format!("T-{n:04}"))?, format!("示例企业{n}"), class, "522601"))
    };
    let officer = |n: u32| {
        let id = InspectorId::new(format!("ZF-{n:03}"))?;
        let most = NonZeroU32::new(8).ok_or("0")?;
        Ok(Inspector::officer(id, format!("检查员{n}"), "监察支队", "522622", valid, most))
    };
    let recusal = Recusal::new(InspectorId::new("ZF-001")?, TargetId::new("T-0010")?, "亲属");
    Ok(Rosters::new(
        (0..targets).map(target).collect::<Outcome<_>>()?,
        (0..officers).map(officer).collect::<Outcome<_>>()?,
        vec![recusal],
    ))
}

/// An announced draw. A real master secret comes from the operating system's randomness, once, and goes into an envelope.
pub(crate) fn announced() -> Outcome<Announced> {
    Ok(Draft::new(plan(200)?, rosters(200, 12)?)?.announce(MasterSecret::from_bytes([7; 32]))?)
}

/// The numbers of the evening, as the publisher has them.
pub(crate) const NUMBERS: &str = "01 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78";

/// The announced draw, drawn.
#[allow(dead_code, reason = "each example uses its own part, and this one uses all")]
pub(crate) fn drawn() -> Outcome<(Announced, Drawn)> {
    let announced = announced()?;
    let values = [UsedValue::main(Id::new("kl8")?, NUMBERS)];
    let drawn = draw(&announced.announcement, &announced.opening, &values)?;
    Ok((announced, drawn))
}
