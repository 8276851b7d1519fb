//! What draws have to do with each other (PROTOCOL.md §21.2).

use crate::commit::document::Opened;
use crate::fault::Problem;
use crate::plan::{Category, EarlierUse, Plan, all_hold};
use crate::say::Quoted;
use crate::types::date::Days;
use crate::types::text::county;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What a draw is about: items by id and by name, so that a new id for an old item hides nothing; classes; and, once it is
/// disclosed, the targets that it could draw.
pub(crate) struct Scope<'a> {
    plan: &'a Plan,
    classes: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
    disclosed: Option<Opened<'a>>,
    targets: OnceCell<Drawable<'a>>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let used: BTreeSet<_> = plan.strata.iter().flat_map(|stratum| &stratum.items).collect();
        let items = plan.items.iter().filter(|item| used.contains(&item.id));
        Self {
            plan,
            classes: plan.classes.iter().map(String::as_str).collect(),
            items: items.flat_map(|item| [item.id.as_str(), item.name.as_str()]).collect(),
            disclosed: None,
            targets: OnceCell::new(),
        }
    }

    /// The same, with what is shown of its rosters.
    pub(crate) fn disclosed(self, opened: Option<Opened<'a>>) -> Self {
        Self { disclosed: opened, ..self }
    }

    /// Whether both have an item in common.
    pub(crate) fn shares_items(&self, other: &Self) -> bool {
        !self.items.is_disjoint(&other.items)
    }

    /// Whether both could draw the same: a target, once both are disclosed; before that, targets of a class. (A class is but a
    /// name, and a new one hides nothing.)
    pub(crate) fn could_draw_the_same(&self, other: &Self) -> bool {
        match (self.targets(), other.targets()) {
            (Some(own), Some(others)) => own.meets(others),
            _ => !self.classes.is_disjoint(&other.classes),
        }
    }

    fn targets(&self) -> Option<&Drawable<'a>> {
        let opened = self.disclosed?;
        Some(self.targets.get_or_init(|| Drawable::new(self.plan, opened)))
    }

    /// Whether both are of one time: periods that overlap, or visits of one that begin in the period of the other. (A period
    /// is but said; the visits are what is done. Those of a redraw begin late because the draw was void.)
    pub(crate) fn is_at_the_time_of(&self, other: &Self) -> bool {
        let (a, b) = (self.plan, other.plan);
        let begins_in = |plan: &Plan, period: Days| {
            plan.supersedes.is_none() && period.from <= plan.visits.from && plan.visits.from <= period.to
        };
        let overlap = a.period.from <= b.period.to && b.period.from <= a.period.to;
        overlap || begins_in(a, b.period) || begins_in(b, a.period)
    }
}

/// Why an earlier draw cannot be used so, by the plans that both begin with. What counts against a yearly cap or keeps a target
/// out is of the year; a case inspection keeps nobody out; and only draws with an item in common keep a target out, or bring
/// it back.
pub(crate) fn unusable(use_for: EarlierUse, earlier: &Plan, plan: &Plan) -> Option<Problem> {
    let found = || Quoted::new(format!("{} {}", earlier.draw, earlier.period.from));
    let keeps_out = use_for == EarlierUse::LeaveOut;
    if (keeps_out || use_for == EarlierUse::Count) && earlier.year() != plan.year() {
        return Some(Problem::OtherYear { found: found() });
    }
    if keeps_out && earlier.category == Category::Case {
        return Some(Problem::KeptOutByCase { found: found() });
    }
    let needs_items = keeps_out || use_for == EarlierUse::Carry;
    (needs_items && !Scope::new(plan).shares_items(&Scope::new(earlier)))
        .then(|| Problem::OtherItems { found: found() })
}

/// The targets that a ceremony could draw: not exempt, and taken by a stratum. By their ids, and by what is shown of who they
/// are, so that a new id for an old target hides nothing.
#[derive(Default)]
struct Drawable<'a> {
    ids: BTreeSet<&'a str>,
    codes: BTreeSet<&'a str>,
    /// Names, each with its county: shops of one name in two counties are two.
    names: BTreeSet<(&'a str, &'a str)>,
    /// The same of those that show no credit code.
    only_names: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Drawable<'a> {
    fn new(plan: &Plan, opened: Opened<'a>) -> Self {
        let mut drawable = Self::default();
        for record in opened.targets() {
            let is_taken = |target| plan.strata.iter().any(|stratum| all_hold(&stratum.when, target));
            if record.draw.exempt.is_some() || !is_taken(&record.draw) {
                continue;
            }
            drawable.ids.insert(record.draw.id.as_str());
            if let Some(identity) = record.identity.shown() {
                let name = (county(&record.draw.district), identity.name.as_str());
                drawable.names.insert(name);
                match &identity.credit_code {
                    Some(code) => drawable.codes.insert(code),
                    None => drawable.only_names.insert(name),
                };
            }
        }
        drawable
    }

    fn meets(&self, other: &Self) -> bool {
        !self.ids.is_disjoint(&other.ids)
            || !self.codes.is_disjoint(&other.codes)
            || !self.names.is_disjoint(&other.only_names)
            || !self.only_names.is_disjoint(&other.names)
    }
}
