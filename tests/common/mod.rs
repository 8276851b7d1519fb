//! Small draws for the tests: everything is made up from numbers.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

pub mod changes;

use dual_random::draw::stream::Stream;
use dual_random::plan::{
    AmendmentRules, Authority, Category, Ceremony, Condition, Correction, DistrictRule, Item, Numbers,
    PublicValue, Quota, Register, SeatAsk, Size, Source, Stratum, TeamRule, ValueKind, Workload,
};
use dual_random::{
    AmendError, Amended, Amendment, Announced, Date, Days, Digest, Disclosure, Draft, Drawn, Grounds, Id,
    Inspector, InspectorId, MasterSecret, Plan, RecordName, Recusal, Role, Rosters, Strikes, Table, Target,
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
    Inspector {
        id: inspector_id(n),
        name: format!("检查员{n}"),
        department: "环境".to_owned(),
        district: "522622".to_owned(),
        qualifications: Vec::new(),
        valid_from: date("2025-01-01"),
        valid_to: date("2030-12-31"),
        max_visits: visits(max_visits),
        role: Role::Officer,
    }
}

pub fn recusal(inspector: usize, target: usize) -> Recusal {
    Recusal { inspector: inspector_id(inspector), target: target_id(target), category: "亲属".to_owned() }
}

pub fn seat() -> SeatAsk {
    SeatAsk { departments: Vec::new(), qualifications: Vec::new(), role: Role::Officer }
}

pub fn quota(count: u64) -> Quota {
    Quota { at_least: None, at_most: None, size: Size::Count(count) }
}

pub fn when(field: &str, any_of: &[&str]) -> Condition {
    Condition { any_of: any_of.iter().map(|&text| text.to_owned()).collect(), field: field.to_owned() }
}

pub fn stratum(name: &str, when: Vec<Condition>, quota: Quota) -> Stratum {
    Stratum { directed: false, items: vec![id("item-1")], name: name.to_owned(), quota, when }
}

pub fn beacon(name: &str, closes: &str) -> PublicValue {
    PublicValue {
        corrected: Correction::Fallback,
        fallbacks: Vec::new(),
        name: id(name),
        source: Source {
            closes: instant(closes),
            issue: name.to_owned(),
            kind: ValueKind::Hex { bytes: 8 },
            publisher: "示例信标".to_owned(),
        },
    }
}

pub fn dice() -> ValueKind {
    ValueKind::Numbers(Numbers { count: 2, distinct: false, max: 6, min: 1, ordered: true })
}

/// A plan over so many subject targets: one stratum, teams of so many seats, one beacon.
pub fn plan(subject: u64, drawn: u64, seats: usize) -> Plan {
    Plan {
        added: Vec::new(),
        amendments: AmendmentRules::default(),
        announce_at: instant("2026-10-08T10:00:00+08:00"),
        attributes: Vec::new(),
        authorities: vec![Authority { commitment: None, name: "示例局".to_owned() }],
        calendar: None,
        category: Category::Routine,
        ceremony: Ceremony::Both,
        changed_rules: Vec::new(),
        classes: vec!["一般".to_owned(), "重点".to_owned()],
        disclose_by: instant("2027-01-15T18:00:00+08:00"),
        district_rule: DistrictRule::Any,
        draw: id("draw-1"),
        earlier: Vec::new(),
        few_officers_reason: Some("测试".to_owned()),
        few_outcomes_reason: None,
        items: vec![Item {
            authority: "示例局".to_owned(),
            basis: "示例条例第一条".to_owned(),
            content: "示例内容".to_owned(),
            frequency: "每季度".to_owned(),
            id: id("item-1"),
            method: "现场检查".to_owned(),
            name: "示例事项".to_owned(),
            objects: "企业".to_owned(),
        }],
        left_out: Vec::new(),
        min_pool: 1,
        number: 1,
        overrides: Vec::new(),
        period: Days { from: date("2026-10-01"), to: date("2026-12-31") },
        place: "示例会议室".to_owned(),
        registers: vec![Register {
            count: subject, date: date("2026-10-02"), name: "示例登记册".to_owned()
        }],
        rotation: true,
        seal_by: instant("2026-10-12T18:00:00+08:00"),
        strata: vec![stratum("全部", Vec::new(), quota(drawn))],
        supersedes: None,
        task_sheet: Vec::new(),
        teams: vec![TeamRule { seats: vec![seat(); seats], when: Vec::new() }],
        tickets: Vec::new(),
        title: "示例抽查".to_owned(),
        values: vec![beacon("beacon", "2026-10-09T21:00:00+08:00")],
        visits: Days { from: date("2026-10-15"), to: date("2026-12-20") },
        visits_reason: None,
        workload: Workload::Own,
        yearly_cap: None,
    }
}

/// So many targets and inspectors with so many visits each.
pub fn rosters(targets: usize, inspectors: usize, max_visits: u32) -> Rosters {
    Rosters {
        targets: (0..targets).map(target).collect(),
        inspectors: (0..inspectors).map(|n| inspector(n, max_visits)).collect(),
        recusals: Vec::new(),
    }
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
        Some(((roster, id.clone(), target.clone()), Withholding { roster, id: Some(id), target, reason }))
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
