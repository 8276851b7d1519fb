//! 名录库公示: who can be drawn, and who visits.

use super::{authorities, count, name_and_code, tally};
use crate::commit::Grounds;
use crate::commit::canonical::FormError;
use crate::commit::document::{Announcement, Disclosed, Disclosure, Opening, RecordName, withhold_in};
use crate::draw::shown;
use crate::privacy::Policy;
use crate::publish::cell::Cell;
use crate::publish::layout;
use crate::publish::page::{Bound, Page, Rows};
use crate::roster::{inspector, target};
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
        let (parts, identities) = (&opening.parts, opening.master.identity_key());
        let selection = parts.selection.as_deref().map(Disclosure::first);
        Ok(Self {
            announcement,
            first: selection.map_or(announcement, |first| &first.announcement),
            bound: Bound::to(announcement, None)?,
            targets: match selection {
                Some(first) => first.rosters.targets.as_slice().into(),
                None => shown(&parts.targets, &identities).into(),
            },
            inspectors: shown(&parts.inspectors, &identities).into(),
        })
    }

    /// Withholds identities on legal grounds.
    ///
    /// # Errors
    /// When an identity holds what canonical JSON refuses.
    pub fn withhold(mut self, grounds: &Grounds) -> Result<Self, FormError> {
        withhold_in(self.targets.to_mut(), |target| grounds.of(RecordName::Target(&target.id)))?;
        withhold_in(self.inspectors.to_mut(), |person| grounds.of(RecordName::Inspector(&person.id)))?;
        Ok(self)
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
    let facts = vec![
        authorities(&list.announcement.plan),
        count(targets.len()),
        count(inspectors.len()),
        Cell::Digest(list.first.rosters.targets.root),
        Cell::Digest(list.announcement.rosters.inspectors.root),
    ];
    let exempt = targets.iter().filter(|target| target.draw.exempt.is_some());
    let exempt = tally(exempt.map(|target| target.draw.class.as_str()));
    let classes = tally(targets.iter().map(|target| target.draw.class.as_str()));
    let of_targets = tally(targets.iter().map(|target| target.draw.district.as_str()));
    let of_inspectors = tally(inspectors.iter().map(|inspector| inspector.draw.district.as_str()));
    let districts: BTreeSet<&str> = of_targets.keys().chain(of_inspectors.keys()).copied().collect();
    let departments = tally(inspectors.iter().map(|inspector| inspector.draw.department.as_str()));
    let number = |all: &BTreeMap<&str, usize>, text: &str| count(all.get(text).copied().unwrap_or(0));
    let tables = vec![
        Rows::of(classes.into_iter().collect(), move |(class, targets)| {
            vec![Cell::text(*class), count(*targets), number(&exempt, class)]
        }),
        Rows::of(districts.into_iter().collect(), move |district| {
            vec![Cell::code(*district), number(&of_targets, district), number(&of_inspectors, district)]
        }),
        Rows::of(departments.into_iter().collect(), |(department, inspectors)| {
            vec![Cell::text(*department), count(*inspectors)]
        }),
        Rows::new(targets.len(), move |place| {
            let (record, draw) = (&targets[place], &targets[place].draw);
            let [name, code] = name_and_code(record, policy);
            let (class, district) = (Cell::text(draw.class.as_str()), Cell::code(draw.district.as_str()));
            let exempt = Cell::maybe(draw.exempt.as_deref(), Cell::text);
            vec![count(place + 1), Cell::code(draw.id.as_str()), name, code, class, district, exempt]
        }),
        Rows::new(inspectors.len(), move |place| {
            let draw = &inspectors[place].draw;
            let (id, district) = (Cell::code(draw.id.as_str()), Cell::code(draw.district.as_str()));
            vec![
                count(place + 1),
                id,
                Cell::text(draw.department.as_str()),
                district,
                Cell::Date(draw.valid_to),
            ]
        }),
    ];
    Page::new(&layout::ROSTERS, vec![list.bound.clone()], facts, tables)
}
