//! Small draws for the tests: everything is made up from numbers.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

pub mod changes;

use dual_random::draw::stream::Stream;
use dual_random::plan::{
    Condition, Item, Numbers, PublicValue, Quota, Register, SeatAsk, Source, Stratum, TeamRule, ValueKind,
};
use dual_random::{
    AmendError, Amended, Amendment, Announced, Date, Days, Digest, Disclosure, Draft, Drawn, Grounds, Id,
    Inspector, InspectorId, MasterSecret, Plan, RecordName, Recusal, Rosters, Strikes, Table, Target,
    TargetId, Timestamp, UsedValue, Withholding, draw,
};

pub fn date(text: &str) -> Date {
    Date::new(text).unwrap()
}

pub fn instant(text: &str) -> Timestamp {
    Timestamp::new(text).unwrap()
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn target_id(n: usize) -> TargetId {
    TargetId::new(format!("T{n:03}")).unwrap()
}

pub fn inspector_id(n: usize) -> InspectorId {
    InspectorId::new(format!("I{n:03}")).unwrap()
}

/// A target of class 一般 in the district 522601.
pub fn target(n: usize) -> Target {
    Target::new(target_id(n), format!("示例企业{n}"), "一般", "522601")
}

/// So many visits at the most.
pub fn visits(most: u32) -> std::num::NonZeroU32 {
    std::num::NonZeroU32::new(most).unwrap()
}

/// An officer of the department 环境 in the district 522622 with so many visits.
pub fn inspector(n: usize, max_visits: u32) -> Inspector {
    let valid = Days::new(date("2025-01-01"), date("2030-12-31"));
    let name = format!("检查员{n}");
    Inspector::officer(inspector_id(n), name, "环境", "522622", valid, visits(max_visits))
}

pub fn recusal(inspector: usize, target: usize) -> Recusal {
    Recusal::new(inspector_id(inspector), target_id(target), "亲属")
}

pub fn seat() -> SeatAsk {
    SeatAsk::officer()
}

pub fn quota(count: u64) -> Quota {
    Quota::count(count)
}

/// A condition by the text of its field.
pub fn when(field: &str, any_of: &[&str]) -> Condition {
    let mut condition = Condition::new(field.parse().unwrap(), any_of.iter().copied());
    condition.any_of = any_of.iter().map(|&text| text.to_owned()).collect();
    condition
}

pub fn stratum(name: &str, when: Vec<Condition>, quota: Quota) -> Stratum {
    let mut stratum = Stratum::new(name, quota, [id("item-1")]);
    stratum.when = when;
    stratum
}

pub fn beacon(name: &str, closes: &str) -> PublicValue {
    let kind = ValueKind::Hex { bytes: 8 };
    PublicValue::new(id(name), Source::new(kind, "示例信标", name, instant(closes)))
}

pub fn dice() -> ValueKind {
    ValueKind::Numbers(Numbers::new(2, 1..=6).ordered())
}

/// A plan over so many subject targets: one stratum, teams of so many seats, one beacon.
pub fn plan(subject: u64, drawn: u64, seats: usize) -> Plan {
    let item = Item::new(id("item-1"), "示例事项", "示例局", "示例条例第一条");
    let mut plan = Plan::builder(id("draw-1"), 1)
        .title("示例抽查")
        .place("示例会议室")
        .authority("示例局")
        .period(Days::new(date("2026-10-01"), date("2026-12-31")))
        .visits(Days::new(date("2026-10-15"), date("2026-12-20")))
        .times(
            instant("2026-10-08T10:00:00+08:00"),
            instant("2026-10-12T18:00:00+08:00"),
            instant("2027-01-15T18:00:00+08:00"),
        )
        .classes(["一般", "重点"])
        .register(Register::new("示例登记册", date("2026-10-02"), subject))
        .item(item.content("示例内容").frequency("每季度").objects("企业"))
        .stratum(stratum("全部", Vec::new(), quota(1)))
        .team(TeamRule::new([seat(), seat()]))
        .value(beacon("beacon", "2026-10-09T21:00:00+08:00"))
        .build()
        .unwrap();
    // From here on it need not be one that keeps the rules.
    plan.few_officers_reason = Some("测试".to_owned());
    plan.min_pool = 1;
    plan.strata = vec![stratum("全部", Vec::new(), quota(drawn))];
    plan.teams = vec![TeamRule::new(vec![seat(); seats])];
    plan
}

/// So many targets and inspectors with so many visits each.
pub fn rosters(targets: usize, inspectors: usize, max_visits: u32) -> Rosters {
    let inspectors = (0..inspectors).map(|n| inspector(n, max_visits)).collect();
    Rosters::new((0..targets).map(target).collect(), inspectors, Vec::new())
}

pub fn master(n: u64) -> MasterSecret {
    MasterSecret::from_bytes(*Digest::of_file(format!("master {n}").as_bytes()).as_bytes())
}

/// A value of 8 bytes that depends on a number.
pub fn value_text(n: u64) -> String {
    Digest::of_file(format!("value {n}").as_bytes()).to_hex()[..16].to_owned()
}

pub fn announce(plan: Plan, rosters: Rosters, n: u64) -> Announced {
    Draft::new(plan, rosters).unwrap().announce(master(n)).unwrap()
}

/// The values of a plan that has beacons of 8 bytes only.
pub fn values(plan: &Plan, n: u64) -> Vec<UsedValue> {
    plan.values.iter().map(|value| UsedValue::main(value.name.clone(), value_text(n))).collect()
}

/// Announces and draws; everything random follows from `n`.
pub fn run(plan: Plan, rosters: Rosters, n: u64) -> Drawn {
    let announced = announce(plan, rosters, n);
    let values = values(&announced.announcement.plan, n);
    draw(&announced.announcement, &announced.opening, &values).unwrap()
}

/// The whole result, as its disclosure shows it.
pub fn opened(drawn: &Drawn) -> &'static Disclosure {
    Box::leak(Box::new(drawn.disclose(&Grounds::none()).unwrap()))
}

/// The disclosure, with the identity parts withheld for which there is a ground.
pub fn disclose(drawn: Drawn, ground: &dyn Fn(RecordName<'_>) -> Option<String>) -> Disclosure {
    let list = drawn.names().filter_map(|name| {
        let reason = ground(name)?;
        let (roster, id, target) = match name {
            RecordName::Target(id) => (Table::Targets, id.to_string(), None),
            RecordName::Inspector(id) => (Table::Inspectors, id.to_string(), None),
            RecordName::Recusal(id, target) => (Table::Recusals, id.to_string(), Some(target.clone())),
            RecordName::Change(id, target) => (Table::Changes, id.to_string(), target.cloned()),
        };
        Some(((roster, id.clone(), target.clone()), {
            let mut it = Withholding::of_roster(roster, reason);
            it.id = Some(id);
            it.target = target;
            it
        }))
    });
    // A chain names an inspector once for each of its ceremonies.
    let list: std::collections::BTreeMap<_, _> = list.collect();
    let list: Vec<Withholding> = list.into_values().collect();
    let grounds = Grounds::new(&list, drawn.names()).unwrap();
    drawn.disclose(&grounds).unwrap()
}

/// Amends, and gives the amendment as a disclosure shows it.
pub fn amend(mut drawn: Drawn, strikes: Strikes) -> Result<(Drawn, Amendment), AmendError> {
    let amended = drawn.amend(strikes)?;
    Ok((drawn, Amendment::from_bytes(&amended.reveal().unwrap()).unwrap()))
}

/// An amendment as those hold it who made it.
pub fn kept(amendment: &Amendment) -> Amended {
    Amended::from_bytes(&amendment.to_bytes().unwrap()).unwrap()
}

/// Random choices of a test case.
pub struct Dice(Stream);

impl Dice {
    pub fn new(n: u64) -> Self {
        Self(Stream::new(*Digest::of_file(format!("dice {n}").as_bytes()).as_bytes()))
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.below(n as u64)).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What a program of Python, with the second implementation at hand, prints about a file; nothing where there is no Python.
pub fn python(program: &str, file: &std::path::Path) -> Option<Vec<u8>> {
    let python = std::process::Command::new("python3")
        .args(["-c", program])
        .arg(file)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let Ok(output) = python else {
        println!("no python3 here: not compared");
        return None;
    };
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}
