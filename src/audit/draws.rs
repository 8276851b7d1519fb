//! A disclosed draw as the audit of its year sees it.

use super::pools::{Dealt, dealt};
use super::record::Record;
use super::report::DrawName;
use crate::commit::document::Disclosure;
use crate::plan::{Category, Plan};
use crate::record::carry::{Known, known, targets_of};
use crate::record::earlier::Stood;
use crate::record::scope::Scope;
use crate::roster::{TargetDraw, TargetIdentity};
use crate::types::id::TargetId;
use crate::types::text::county;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A disclosed draw of the year as it stands.
pub(super) struct Year<'a> {
    pub(super) disclosure: &'a Disclosure,
    /// The line that announced it.
    pub(super) line: u64,
    /// The same, or that of the first void draw whose place it takes, since its rosters are those of that one.
    pub(super) rosters_since: u64,
    /// The line that sealed its first ceremony.
    pub(super) sealed: Option<u64>,
    pub(super) stood: Stood,
    pub(super) scope: Scope<'a>,
    /// The targets that were struck, with the lines of the amendments.
    pub(super) struck: BTreeMap<TargetId, u64>,
    shown: OnceCell<Shown<'a>>,
    dealt: OnceCell<Vec<Dealt>>,
}

/// A target by its identity.
type Named<'a> = (&'a TargetId, &'a TargetIdentity);

/// The targets of a roster by what is shown of who and where they are.
#[derive(Default)]
struct Shown<'a> {
    /// The first of each credit code.
    codes: BTreeMap<&'a str, &'a TargetDraw>,
    names: BTreeMap<&'a str, Vec<Named<'a>>>,
    counties: BTreeSet<&'a str>,
}

impl<'a> Year<'a> {
    fn new(record: &Record<'a, '_>, disclosure: &'a Disclosure, line: u64) -> Option<Self> {
        let stood = Stood::new(disclosure, disclosure.amendments.len())?;
        let place = record.places.get(&disclosure.first().seal.announcement);
        let rosters_since = place.map_or(line, |place| record.rosters_since[*place]);
        let mut struck = BTreeMap::new();
        for amendment in disclosure.chain().flat_map(|link| &link.amendments) {
            let place = amendment.seal.digest().ok().and_then(|seal| record.seals.get(&seal).copied());
            let targets = amendment.strikes.targets.iter().map(|strike| strike.target.clone());
            // An amendment that the log does not have is a finding of its own; its strikes count from the announcement.
            struck.extend(targets.map(|target| (target, place.unwrap_or(line))));
        }
        let scope = Scope::new(&disclosure.first().announcement.plan).disclosed(Some(disclosure.opened()));
        let sealed = place.and_then(|place| record.announced[*place].course.sealed);
        let (shown, dealt) = Default::default();
        Some(Self { disclosure, line, rosters_since, sealed, stood, scope, struck, shown, dealt })
    }

    /// The disclosed draws of a record that stand, in the order of their announcements.
    pub(super) fn all(record: &Record<'a, '_>) -> Vec<Self> {
        let draws = record.draws().into_iter();
        draws.filter_map(|(disclosure, line)| Self::new(record, disclosure, line)).collect()
    }

    /// The seats that its ceremonies and their amendments dealt.
    pub(super) fn dealt(&self) -> &[Dealt] {
        self.dealt.get_or_init(|| self.disclosure.chain().flat_map(dealt).collect())
    }

    pub(super) fn plan(&self) -> &'a Plan {
        &self.disclosure.first().announcement.plan
    }

    pub(super) fn name(&self) -> DrawName {
        (&self.disclosure.announcement.plan.draw).into()
    }

    /// A target of its roster, which is in the order of ids.
    pub(super) fn target(&self, id: &TargetId) -> Option<&'a TargetDraw> {
        let all = &self.disclosure.first().rosters.targets;
        let place = all.binary_search_by(|record| record.draw.id.cmp(id)).ok()?;
        Some(&all[place].draw)
    }

    /// Who a target of its roster is, as far as that is shown.
    pub(super) fn known(&self, id: &TargetId) -> Option<Known<'a>> {
        let all = &self.disclosure.first().rosters.targets;
        let place = all.binary_search_by(|record| record.draw.id.cmp(id)).ok()?;
        Some(known(&all[place]))
    }

    /// The first target of its roster that is shown to have a credit code.
    pub(super) fn with_code(&self, code: &str) -> Option<&'a TargetDraw> {
        self.shown().codes.get(code).copied()
    }

    /// The targets of its roster that are shown to have a name.
    pub(super) fn named(&self, name: &str) -> &[Named<'a>] {
        self.shown().names.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether some target of its roster is of a district's county.
    pub(super) fn has_county(&self, district: &str) -> bool {
        self.shown().counties.contains(county(district))
    }

    /// The targets of its roster, with their credit codes as far as these are shown.
    pub(super) fn known_targets(&self) -> impl Iterator<Item = Known<'a>> {
        targets_of(self.disclosure)
    }

    fn shown(&self) -> &Shown<'a> {
        self.shown.get_or_init(|| {
            let mut shown = Shown::default();
            for record in &self.disclosure.first().rosters.targets {
                shown.counties.insert(county(&record.draw.district));
                if let Some(identity) = record.identity.shown() {
                    let code = identity.credit_code.as_deref();
                    code.map(|code| shown.codes.entry(code).or_insert(&record.draw));
                    shown.names.entry(&identity.name).or_default().push((&record.draw.id, identity));
                }
            }
            shown
        })
    }

    pub(super) fn year(&self) -> String {
        self.plan().year()
    }

    /// Whether its visits count against another draw's yearly cap.
    pub(super) fn counts(&self, other: &Self) -> bool {
        self.plan().category != Category::Case && self.year() == other.year()
    }

    /// Whether a target's visit by it counts against another draw's yearly cap.
    pub(super) fn counts_for(&self, other: &Self, id: &TargetId) -> bool {
        self.counts(other) && self.stood.teams.contains_key(id)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &'a TargetDraw> {
        self.disclosure.first().rosters.targets.iter().map(|record| &record.draw)
    }
}
