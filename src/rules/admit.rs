//! Who may take a seat: the reasons to set a slip aside (PROTOCOL.md §8.3). The first eight are fixed, that is they
//! depend on no slip.

use super::recused::Recused;
use super::rosters::Draws;
use crate::plan::{DistrictRule, Plan, SeatAsk};
use crate::roster::InspectorDraw;
use crate::say::{coded, coded_serde};
use crate::types::id::InspectorId;
use crate::types::numbers::Numbers;
use crate::types::text::county;
use std::collections::BTreeMap;

coded! {
    /// Why a slip was set aside, in the order in which reasons are looked for; or that it was taken.
    ///
    /// ```
    /// use dual_random::{Grounds, Language, Reason, Say};
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (_, drawn) = shared::drawn()?;
    /// # let disclosure = drawn.disclose(&Grounds::none())?;
    ///
    /// let trail = &disclosure.result.teams[0].seats[0].trail;
    /// for slip in trail {
    ///     println!("{}: {}", slip.inspector, slip.reason.said(Language::Zh));
    /// }
    /// assert_eq!(trail.last().map(|slip| slip.reason), Some(Reason::Taken));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum Reason {
        Role = "role", "人员类型不符", "not of the seat's role";
        Recused = "recused", "回避", "recused";
        Certificate = "certificate", "检查日期内执法证件无效", "certificate not valid on the visit dates";
        Qualification = "qualification", "不具备席位要求的资格", "lacks the seat's qualification";
        Department = "department", "不属于席位要求的部门", "not of the seat's department";
        District = "district", "不符合异地（属地）规则", "against the district rule";
        Rotation = "rotation", "参加过该对象的上一次检查", "took part in the target's last inspection";
        Struck = "struck", "抽取后已被更换", "was struck from this visit, or from all, by an amendment";
        Workload = "workload", "任务量已满", "workload reached";
        OnTeam = "on_team", "已在本组", "already on the team";
        Strands = "strands", "若选用将使其他席位无人可派", "would strand another target";
        Taken = "taken", "选用", "taken";
    }
}
coded_serde!(Reason);

/// How many fixed reasons there are.
const FIXED: usize = 8;

/// The eligible pool of a seat, and what shrank it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pool {
    pub(crate) eligible: u32,
    shrunk: [u32; FIXED],
}

impl Pool {
    fn empty() -> Self {
        Self { eligible: 0, shrunk: [0; FIXED] }
    }

    fn slot(&mut self, reason: Option<Reason>) -> &mut u32 {
        match reason {
            Some(reason) if (reason as usize) < FIXED => &mut self.shrunk[reason as usize],
            _ => &mut self.eligible,
        }
    }

    /// The fixed reasons that apply to somebody, with how many.
    pub(crate) fn shrunk(&self) -> impl Iterator<Item = (Reason, u32)> + '_ {
        Reason::ALL.iter().copied().zip(self.shrunk).filter(|(_, count)| *count > 0)
    }
}

/// Answers who may take which seat. Inspectors and targets are named by their places in the rosters; what a seat asks
/// for, by a number given out by [`Admission::ask`].
pub(crate) struct Admission<'a> {
    plan: &'a Plan,
    draws: Draws<'a>,
    asks: BTreeMap<&'a SeatAsk, usize>,
    /// Per ask and inspector, the first reason that depends on neither target nor county.
    base: Vec<Vec<Option<Reason>>>,
    /// The inspectors' counties.
    counties: Vec<u32>,
    /// Pools per ask and county, without recusals and rotation.
    county_pools: BTreeMap<(usize, u32), Pool>,
    recused: &'a Recused,
    /// Whom amendments struck: (target, inspector), sorted.
    struck: Vec<(u32, u32)>,
    /// Those whom amendments struck from all visits.
    struck_from_all: Vec<bool>,
    /// Places of the inspectors in the roster.
    places: Numbers<&'a InspectorId>,
}

/// The county of a district code, as a number of six digits: 异地 is a matter of counties, however fine the codes are.
fn county_number(district: &str) -> u32 {
    county(district).bytes().take(6).fold(0, |number, digit| number * 10 + u32::from(digit & 15))
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl<'a> Admission<'a> {
    pub(crate) fn new(plan: &'a Plan, draws: Draws<'a>) -> Self {
        let (mut struck, mut struck_from_all) = (Vec::new(), vec![false; draws.inspectors.len()]);
        for (id, target) in draws.struck {
            // Who has left the roster since cannot come up.
            match (draws.inspector_index(id), target) {
                (Some(inspector), Some(target)) => struck.push((number(*target), number(inspector))),
                (Some(inspector), None) => struck_from_all[inspector] = true,
                (None, _) => {}
            }
        }
        struck.sort_unstable();
        Self {
            plan,
            draws,
            asks: BTreeMap::new(),
            base: Vec::new(),
            counties: draws.inspectors.iter().map(|inspector| county_number(&inspector.district)).collect(),
            county_pools: BTreeMap::new(),
            recused: draws.recused(),
            struck,
            struck_from_all,
            places: draws.inspectors.iter().map(|inspector| &inspector.id).collect(),
        }
    }

    /// Place of an inspector in the roster.
    pub(crate) fn inspector_index(&self, id: &InspectorId) -> Option<usize> {
        self.places.get(id).map(|place| place as usize)
    }

    /// How many inspectors there are.
    pub(crate) fn inspectors(&self) -> usize {
        self.draws.inspectors.len()
    }

    /// The number of what a seat asks for.
    pub(crate) fn ask(&mut self, seat: &'a SeatAsk) -> usize {
        if let Some(known) = self.asks.get(seat) {
            return *known;
        }
        let base = self.draws.inspectors.iter().map(|i| self.base_reason(seat, i)).collect();
        self.asks.insert(seat, self.base.len());
        self.base.push(base);
        self.base.len() - 1
    }

    fn base_reason(&self, seat: &SeatAsk, inspector: &InspectorDraw) -> Option<Reason> {
        let visits = self.plan.visits;
        if inspector.role != seat.role {
            Some(Reason::Role)
        } else if inspector.valid_from > visits.from || inspector.valid_to < visits.to {
            Some(Reason::Certificate)
        } else if !seat.qualifications.iter().all(|q| inspector.qualifications.binary_search(q).is_ok()) {
            Some(Reason::Qualification)
        } else if !seat.departments.is_empty()
            && seat.departments.binary_search(&inspector.department).is_err()
        {
            Some(Reason::Department)
        } else {
            None
        }
    }

    fn district_allows(&self, target: usize, inspector: usize) -> bool {
        let same = self.county_of(target) == self.counties[inspector];
        match self.plan.district_rule {
            DistrictRule::Any => true,
            DistrictRule::Cross => !same,
            DistrictRule::Own => same,
        }
    }

    fn is_recused(&self, target: usize, inspector: usize) -> bool {
        self.recused.of(target).binary_search(&number(inspector)).is_ok()
    }

    fn was_there_last_time(&self, target: usize, inspector: usize) -> bool {
        self.plan.rotation
            && self.draws.targets[target]
                .last_team
                .binary_search(&self.draws.inspectors[inspector].id)
                .is_ok()
    }

    /// The first fixed reason why an inspector may not take a seat of a target.
    pub(crate) fn fixed_reason(&self, target: usize, ask: usize, inspector: usize) -> Option<Reason> {
        match self.base[ask][inspector] {
            Some(Reason::Role) => Some(Reason::Role),
            _ if self.is_recused(target, inspector) => Some(Reason::Recused),
            Some(reason) => Some(reason),
            None if !self.district_allows(target, inspector) => Some(Reason::District),
            None if self.was_there_last_time(target, inspector) => Some(Reason::Rotation),
            None if self.is_struck(target, inspector) => Some(Reason::Struck),
            None => None,
        }
    }

    fn is_struck(&self, target: usize, inspector: usize) -> bool {
        self.struck_from_all[inspector]
            || self.struck.binary_search(&(number(target), number(inspector))).is_ok()
    }

    /// The same, with what concerns this target alone aside: depends on the target's county only.
    pub(crate) fn general_reason(&self, target: usize, ask: usize, inspector: usize) -> Option<Reason> {
        self.base[ask][inspector]
            .or_else(|| (!self.district_allows(target, inspector)).then_some(Reason::District))
            .or_else(|| self.struck_from_all[inspector].then_some(Reason::Struck))
    }

    /// Inspectors who are recused or struck from a target, or were on its last team.
    pub(crate) fn singled_out(&self, target: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let from = self.struck.partition_point(|(t, _)| *t < number(target));
        let struck = self.struck[from..].iter().take_while(|(t, _)| *t == number(target));
        let recused = self.recused.of(target).iter();
        all.extend(
            recused.chain(struck.map(|(_, inspector)| inspector)).map(|inspector| *inspector as usize),
        );
        if self.plan.rotation {
            let last = &self.draws.targets[target].last_team;
            all.extend(last.iter().filter_map(|id| self.inspector_index(id)));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The eligible pool of a seat of a target.
    pub(crate) fn pool(&mut self, target: usize, ask: usize) -> Pool {
        let mut pool = self.county_pool(target, ask).clone();
        for inspector in self.singled_out(target) {
            *pool.slot(self.general_reason(target, ask, inspector)) -= 1;
            *pool.slot(self.fixed_reason(target, ask, inspector)) += 1;
        }
        pool
    }

    /// The pool of a seat of a target, what concerns this target alone aside.
    fn county_pool(&mut self, target: usize, ask: usize) -> &Pool {
        let key = (ask, self.county_of(target));
        if !self.county_pools.contains_key(&key) {
            let mut pool = Pool::empty();
            for inspector in 0..self.inspectors() {
                *pool.slot(self.general_reason(target, ask, inspector)) += 1;
            }
            self.county_pools.insert(key, pool);
        }
        self.county_pools.entry(key).or_insert_with(Pool::empty)
    }

    /// The size of the eligible pool of a seat of a target from which these are singled out.
    pub(crate) fn eligible_beside(&mut self, target: usize, ask: usize, singled_out: &[usize]) -> u32 {
        let all = self.county_pool(target, ask).eligible;
        let is_off = |inspector: &&usize| {
            self.general_reason(target, ask, **inspector).is_none()
                && self.fixed_reason(target, ask, **inspector).is_some()
        };
        all - number(singled_out.iter().filter(is_off).count())
    }

    /// The inspectors with no fixed reason against a seat of a target, ascending.
    pub(crate) fn eligible(&self, target: usize, ask: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.inspectors()).filter(move |inspector| self.fixed_reason(target, ask, *inspector).is_none())
    }

    /// What a target's county and an ask stand for: with them alone, recusals and rotation aside, the pool is fixed.
    pub(crate) fn county_of(&self, target: usize) -> u32 {
        county_number(&self.draws.targets[target].district)
    }

    /// The inspectors that an ask alone does not rule out, ascending.
    pub(crate) fn candidates(&self, ask: usize) -> Vec<u32> {
        let base = self.base[ask].iter().enumerate();
        base.filter(|(_, reason)| reason.is_none()).map(|(inspector, _)| number(inspector)).collect()
    }
}
