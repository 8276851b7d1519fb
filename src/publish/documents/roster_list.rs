//! 名录库公示: who can be drawn, and who visits.

use super::{authorities, credit_code, name, numbered, tally};
use crate::commit::Grounds;
use crate::commit::canonical::FormError;
use crate::commit::document::shown;
use crate::commit::document::{Announcement, Disclosed, Disclosure, Opening, RecordName, withhold_in};
use crate::privacy::Policy;
use crate::publish::cell::Words;
use crate::publish::head::{Head, code, count, date, digest, document, of, table, text};
use crate::publish::layout::{AUTHORITIES, CLASS, CREDIT_CODE, DEPARTMENT, DISTRICT, ID, NAME, NO, TARGETS};
use crate::publish::page::{Bound, Page};
use crate::roster::{InspectorDraw, TargetDraw, inspector, target};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The rosters of a draw.
pub struct RosterList<'a> {
    announcement: &'a Announcement,
    /// That of the ceremony that drew the targets.
    first: &'a Announcement,
    bound: Bound,
    targets: Cow<'a, [Disclosed<target::Marker>]>,
    inspectors: Cow<'a, [Disclosed<inspector::Marker>]>,
}

impl<'a> RosterList<'a> {
    /// The rosters of a disclosed draw.
    ///
    /// # Errors
    /// When a text of the announcement holds what canonical JSON refuses.
    pub fn of_disclosure(disclosure: &'a Disclosure) -> Result<Self, FormError> {
        let (first, announcement) = (disclosure.first(), &disclosure.announcement);
        Ok(Self {
            announcement,
            first: &first.announcement,
            bound: Bound::to(announcement, Some(disclosure.head))?,
            targets: first.rosters.targets.as_slice().into(),
            inspectors: disclosure.rosters.inspectors.as_slice().into(),
        })
    }

    /// The rosters of an announced draw, for those who hold its opening.
    ///
    /// # Errors
    /// When a text of the announcement holds what canonical JSON refuses.
    pub fn of_opening(announcement: &'a Announcement, opening: &'a Opening) -> Result<Self, FormError> {
        let parts = &opening.parts;
        let identities = opening.master.identity_key(parts.hash);
        let selection = parts.selection.as_deref().map(Disclosure::first);
        Ok(Self {
            announcement,
            first: selection.map_or(announcement, |first| &first.announcement),
            bound: Bound::to(announcement, None)?,
            targets: match selection {
                Some(first) => first.rosters.targets.as_slice().into(),
                None => shown(&parts.rosters.targets, &identities).into(),
            },
            inspectors: shown(&parts.rosters.inspectors, &identities).into(),
        })
    }

    /// Withholds identities on legal grounds.
    ///
    /// # Errors
    /// When an identity holds what canonical JSON refuses.
    pub fn withhold(mut self, grounds: &Grounds) -> Result<Self, FormError> {
        let hash = self.announcement.hash_algorithm();
        // A list of which nothing is withheld is not copied.
        let of_target = |target: &TargetDraw| grounds.of(RecordName::Target(&target.id));
        if self.targets.iter().any(|target| of_target(&target.draw).is_some()) {
            withhold_in(hash, self.targets.to_mut(), of_target)?;
        }
        let of_inspector = |person: &InspectorDraw| grounds.of(RecordName::Inspector(&person.id));
        if self.inspectors.iter().any(|person| of_inspector(&person.draw).is_some()) {
            withhold_in(hash, self.inspectors.to_mut(), of_inspector)?;
        }
        Ok(self)
    }

    /// The counties of the targets, by their codes of six digits.
    pub(in crate::publish) fn counties(&self) -> BTreeSet<String> {
        let codes = self.targets.iter().filter_map(|target| target.draw.district.get(..6));
        codes.map(str::to_owned).collect()
    }

    /// The records, as a list of what is withheld may name them.
    pub fn names(&self) -> impl Iterator<Item = RecordName<'_>> {
        let targets = self.targets.iter().map(|target| RecordName::Target(&target.draw.id));
        targets.chain(self.inspectors.iter().map(|record| RecordName::Inspector(&record.draw.id)))
    }
}

/// 名录库公示: counts by class, district and department, the committed roots, and the entries that are not withheld.
///
/// Before the disclosure the roots are what binds it: they stand in the announcement.
pub fn rosters<'a>(list: &'a RosterList<'a>, policy: &'a Policy) -> Page<'a> {
    let (targets, inspectors) = (&*list.targets, &*list.inspectors);
    let exempt = targets.iter().filter(|target| target.draw.exempt.is_some());
    let counts = Counts {
        classes: tally(targets.iter().map(|target| target.draw.class.as_str())),
        exempt: tally(exempt.map(|target| target.draw.class.as_str())),
        targets: tally(targets.iter().map(|target| target.draw.district.as_str())),
        inspectors: tally(inspectors.iter().map(|inspector| inspector.draw.district.as_str())),
        departments: tally(inspectors.iter().map(|inspector| inspector.draw.department.as_str())),
    };
    page(vec![list.bound.clone()], list, &counts, policy)
}

/// The records of rosters, counted.
struct Counts<'a> {
    /// Targets by class.
    classes: BTreeMap<&'a str, usize>,
    /// Exempt targets by class.
    exempt: BTreeMap<&'a str, usize>,
    /// Targets by district.
    targets: BTreeMap<&'a str, usize>,
    /// Inspectors by district.
    inspectors: BTreeMap<&'a str, usize>,
    /// Inspectors by department.
    departments: BTreeMap<&'a str, usize>,
}

impl<'a> Counts<'a> {
    /// Each class with its targets and those that are exempt.
    fn by_class(&self) -> Vec<(&'a str, usize, usize)> {
        self.classes.iter().map(|(class, all)| (*class, *all, number(&self.exempt, class))).collect()
    }

    /// Each district with its targets and inspectors.
    fn by_district(&self) -> Vec<(&'a str, usize, usize)> {
        let districts: BTreeSet<&str> = self.targets.keys().chain(self.inspectors.keys()).copied().collect();
        let of = |district| (district, number(&self.targets, district), number(&self.inspectors, district));
        districts.into_iter().map(of).collect()
    }
}

fn number(counts: &BTreeMap<&str, usize>, of: &str) -> usize {
    counts.get(of).copied().unwrap_or(0)
}

const INSPECTORS: Head<of::Count> = count("inspectors", "检查人员数", "Inspectors");

document! {
    /// 名录库公示.
    ROSTERS = "rosters", "检查对象名录库和执法检查人员名录库公示", "Rosters of targets and inspectors",
    notes: &[Words::new(
        "名录校验值由名录全部记录计算得出，已载入公告；披露以后可以由名录重新计算核对。",
        "The committed roots are Merkle roots over all records, and stand in the announcement; after the disclosure anybody can recompute them.",
    )];
    fn page<'a>(list: &'a RosterList<'a>, counts: &Counts<'a>, policy: &'a Policy);
    facts {
        AUTHORITIES => authorities(&list.announcement.plan),
        TARGETS => list.targets.len(),
        count("inspectors", "检查人员数", "Inspectors") => list.inspectors.len(),
        digest("target_root", "检查对象名录校验值", "Committed root of the targets") =>
            list.first.rosters.targets.root,
        digest("inspector_root", "检查人员名录校验值", "Committed root of the inspectors") =>
            list.announcement.rosters.inspectors.root,
    }
    table {
        "classes", "按类别", "By class", bars: Some(("class", "targets")), sum: true;
        for (class, targets, exempt) in counts.by_class() => {
            CLASS => *class,
            TARGETS => *targets,
            count("exempt", "其中豁免", "Exempt") => *exempt,
        }
    }
    table {
        "districts", "按行政区划", "By district", bars: Some(("district", "targets")), sum: true;
        for (district, targets, inspectors) in counts.by_district() => {
            DISTRICT => *district,
            TARGETS => *targets,
            INSPECTORS => *inspectors,
        }
    }
    table {
        "departments", "检查人员按部门", "Inspectors by department", sum: true;
        for (department, inspectors) in counts.departments.clone().into_iter().collect() => {
            DEPARTMENT => *department,
            INSPECTORS => *inspectors,
        }
    }
    table {
        "targets", "检查对象", "Targets";
        for (no, record) in numbered(list.targets.iter()) => {
            NO => *no,
            NAME => name(record, policy),
            CLASS => &record.draw.class,
            DISTRICT => &record.draw.district,
            ID => &record.draw.id,
            CREDIT_CODE => credit_code(record, policy),
            text("exempt", "豁免理由", "Exempt because") => record.draw.exempt.as_deref(),
        }
    }
    table {
        "inspectors", "检查人员", "Inspectors";
        for (no, record) in numbered(list.inspectors.iter()) => {
            NO => *no,
            code("id", "执法证号", "Certificate number") => &record.draw.id,
            DEPARTMENT => &record.draw.department,
            DISTRICT => &record.draw.district,
            date("valid_to", "证件有效期止", "Certificate valid to") => record.draw.valid_to,
        }
    }
}
