//! The draws of a year together: what they make of each other's targets, what changed between them, coverage.

use super::Auditor;
use super::report::{AuditCode, Change, ChangeCode, Coverage};
use super::succession::{Scope, compare};
use crate::announce::OwnedDraws;
use crate::basics::hash::Digest;
use crate::basics::id::TargetId;
use crate::commit::document::Disclosure;
use crate::plan::{Category, Earlier, EarlierUse, Plan};
use crate::record::earlier::{EarlierDraws, Stood};
use crate::roster::{TargetDraw, inspector, recusal, target};
use std::collections::{BTreeMap, BTreeSet};

/// A disclosed draw of the year as it stands.
struct Year<'a> {
    disclosure: &'a Disclosure,
    /// The line that announced it.
    line: u64,
    stood: Stood,
}

impl<'a> Year<'a> {
    fn plan(&self) -> &'a Plan {
        &self.disclosure.first().announcement.plan
    }

    fn name(&self) -> String {
        self.disclosure.announcement.plan.draw.to_string()
    }

    fn year(&self) -> String {
        self.plan().period.from.to_string().chars().take(4).collect()
    }

    fn targets(&self) -> impl Iterator<Item = &'a TargetDraw> {
        self.disclosure.first().rosters.targets.iter().map(|record| &record.draw)
    }
}

impl<'a> Auditor<'a> {
    pub(super) fn year(&mut self) {
        let draws = self.draws();
        let stood: Vec<Year<'a>> = draws
            .iter()
            .filter_map(|(disclosure, line)| {
                let stood = Stood::new(disclosure, disclosure.amendments.len())?;
                Some(Year { disclosure, line: *line, stood })
            })
            .collect();
        self.earlier_heads();
        let heads = heads(&draws);
        for draw in &stood {
            self.earlier(draw, &heads);
        }
        self.caps(&stood);
        self.strikes(&stood);
        self.reports(&stood);
        for pair in stood.windows(2) {
            self.report.changes.extend(changes(&pair[0], &pair[1]));
        }
        self.report.coverage = coverage(&stood);
    }

    /// The heads that plans name are heads of the log.
    fn earlier_heads(&mut self) {
        let mut unknown = Vec::new();
        for announced in &self.announced {
            let Some(announcement) = announced.document else {
                continue;
            };
            // The plan of a staffing ceremony repeats what that of the selection says.
            let named = announcement.plan.earlier.iter().filter(|_| announcement.selection.is_none());
            for earlier in named.filter(|earlier| !self.seals.contains(&earlier.head)) {
                unknown.push((announced.name(), announced.course.announced, earlier.head));
            }
        }
        for (draw, line, head) in unknown {
            self.find(AuditCode::EarlierUnknown, draw, &[line], "", head);
        }
    }

    /// The roster's marks follow from the earlier draws that the plan names (§19.3).
    fn earlier(&mut self, draw: &Year<'a>, heads: &BTreeMap<Digest, Head<'a>>) {
        let named = &draw.plan().earlier;
        let mut unknown: BTreeSet<EarlierUse> = BTreeSet::new();
        let mut uses: BTreeMap<(u64, Digest), BTreeSet<EarlierUse>> = BTreeMap::new();
        for Earlier { head, use_for } in named {
            match heads.get(head) {
                Some(found) => drop(uses.entry((found.line, *head)).or_default().insert(*use_for)),
                None => drop(unknown.insert(*use_for)),
            }
        }
        let known = named.iter().map(|earlier| earlier.use_for).filter(|use_for| !unknown.contains(use_for));
        let known: BTreeSet<EarlierUse> = known.collect();
        let draws = uses.into_iter().filter_map(|((_, head), uses)| {
            let Head { link, amendments, .. } = heads.get(&head)?;
            Some((Stood::new(link, *amendments)?, uses))
        });
        let earlier = EarlierDraws::new(draws.collect(), known);
        let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for target in draw.targets() {
            let marks = earlier.marks(&target.id);
            let subject = target.exempt.is_none();
            let differs = |mark: Option<bool>, given: bool| subject && mark.is_some_and(|mark| mark != given);
            for (field, is_wrong) in [
                ("carried", differs(marks.carried, target.carried)),
                ("drawn_before", differs(marks.drawn_before, target.drawn_before)),
                ("inspected", target.inspected < marks.inspected),
                ("last_team", marks.last_team.is_some_and(|team| team != target.last_team)),
            ] {
                if is_wrong {
                    wrong.entry(field).or_default().push(target.id.to_string());
                }
            }
        }
        for (field, ids) in wrong {
            self.find(AuditCode::EarlierMisused, draw.name(), &[draw.line], field, ids.join(", "));
        }
    }

    /// No target stands in more draws of a year than the yearly cap.
    fn caps(&mut self, stood: &[Year<'a>]) {
        let mut counts: BTreeMap<(String, &TargetId), Vec<u64>> = BTreeMap::new();
        let mut over = Vec::new();
        for draw in stood.iter().filter(|draw| draw.plan().category != Category::Case) {
            for id in draw.stood.teams.keys() {
                let lines = counts.entry((draw.year(), id)).or_default();
                lines.push(draw.line);
                if let Some(cap) = draw.plan().yearly_cap.filter(|cap| lines.len() as u64 > u64::from(*cap)) {
                    over.push((
                        draw.name(),
                        lines.clone(),
                        id.to_string(),
                        format!("{} > {cap}", lines.len()),
                    ));
                }
            }
        }
        for (draw, lines, id, found) in over {
            self.find(AuditCode::OverCap, draw, &lines, id, found);
        }
    }

    /// What became of struck targets.
    fn strikes(&mut self, stood: &[Year<'a>]) {
        let mut found = Vec::new();
        for (at, draw) in stood.iter().enumerate() {
            let later = &stood[at + 1..];
            let (period, scope) = (draw.plan().period, Scope::new(draw.plan()));
            let next = later.iter().find(|later| {
                later.plan().period.from > period.from && scope.meets(&Scope::new(later.plan()))
            });
            for id in &draw.stood.struck {
                for later in later {
                    let lines = [draw.line, later.line];
                    if later.stood.struck.contains(id) {
                        found.push((AuditCode::StruckTwice, later.name(), lines, id.clone(), draw.name()));
                    }
                    if later.stood.teams.contains_key(id) {
                        found.push((AuditCode::StruckActive, later.name(), lines, id.clone(), draw.name()));
                    }
                }
                if let Some(next) = next
                    && let Some(target) = next.targets().find(|target| target.id == *id)
                    && !target.carried
                    && target.exempt.is_none()
                {
                    let lines = [draw.line, next.line];
                    found.push((AuditCode::StruckNotCarried, next.name(), lines, id.clone(), draw.name()));
                }
            }
        }
        for (code, draw, lines, id, other) in found {
            self.find(code, draw, &lines, id, other);
        }
    }

    /// Every target that stands is reported once its visits are over.
    fn reports(&mut self, stood: &[Year<'a>]) {
        let Some(reported) = &self.evidence.reported else {
            return;
        };
        let today: String = self.evidence.on.as_str().chars().take(10).collect();
        for draw in stood {
            let last = &draw.disclosure.announcement.plan;
            if last.visits.to.to_string() >= today {
                continue;
            }
            for id in draw.stood.teams.keys() {
                let names = draw.disclosure.chain().map(|link| &link.announcement.plan.draw);
                if !names.into_iter().any(|name| reported.contains(&(name.clone(), id.clone()))) {
                    self.find(AuditCode::NotReported, draw.name(), &[draw.line], id, "");
                }
            }
        }
    }
}

/// Where a head leads.
struct Head<'a> {
    link: &'a Disclosure,
    amendments: usize,
    line: u64,
}

/// Every head that the disclosed draws have, or had before later amendments.
fn heads<'a>(draws: &[(&'a Disclosure, u64)]) -> BTreeMap<Digest, Head<'a>> {
    let mut all = BTreeMap::new();
    for (disclosure, line) in draws {
        for link in disclosure.chain() {
            let seals = std::iter::once(link.seal.digest())
                .chain(link.amendments.iter().map(|amendment| amendment.seal.digest()));
            for (amendments, head) in seals.enumerate() {
                if let Ok(head) = head {
                    all.insert(head, Head { link, amendments, line: *line });
                }
            }
        }
    }
    all
}

/// What changed from one draw to the next.
fn changes(old: &Year<'_>, new: &Year<'_>) -> Vec<Change> {
    let (a, b) = (OwnedDraws::of_disclosure(old.disclosure), OwnedDraws::of_disclosure(new.disclosure));
    let (a, b) = (a.as_draws(), b.as_draws());
    let mut all: Vec<(ChangeCode, Vec<String>)> = Vec::new();
    // What draws write into the roster themselves is no change of it.
    let plain = |target: &TargetDraw| {
        let mut target = target.clone();
        (target.carried, target.drawn_before, target.inspected, target.exempt) = (false, false, 0, None);
        target.last_team.clear();
        target
    };
    let targets = compare::<target::Marker>(a.targets, b.targets);
    let id = |target: &&TargetDraw| target.id.to_string();
    all.push((ChangeCode::TargetAdded, targets.added.iter().map(id).collect()));
    all.push((ChangeCode::TargetRemoved, targets.removed.iter().map(id).collect()));
    let changed = targets.changed.iter().filter(|(a, b)| plain(a) != plain(b));
    all.push((ChangeCode::TargetChanged, changed.map(|(_, b)| b.id.to_string()).collect()));
    let pairs = || targets.changed.iter().map(|(a, b)| (a.exempt.as_ref(), *b));
    let fresh = targets.added.iter().map(|b| (None, *b));
    let mut exempt: [Vec<String>; 3] = Default::default();
    for (before, after) in pairs().chain(fresh) {
        let slot = match (before, &after.exempt) {
            (None, Some(_)) => 0,
            (Some(_), None) => 1,
            (Some(a), Some(b)) if a != b => 2,
            _ => continue,
        };
        exempt[slot].push(after.id.to_string());
    }
    let [added, removed, altered] = exempt;
    all.push((ChangeCode::ExemptAdded, added));
    all.push((ChangeCode::ExemptRemoved, removed));
    all.push((ChangeCode::ExemptChanged, altered));
    let inspectors = compare::<inspector::Marker>(a.inspectors, b.inspectors);
    all.push((ChangeCode::InspectorAdded, inspectors.added.iter().map(|i| i.id.to_string()).collect()));
    all.push((ChangeCode::InspectorRemoved, inspectors.removed.iter().map(|i| i.id.to_string()).collect()));
    let changed = inspectors.changed.iter().map(|(_, i)| i.id.to_string());
    all.push((ChangeCode::InspectorChanged, changed.collect()));
    let recusals = compare::<recusal::Marker>(a.recusals, b.recusals);
    let pair = |r: &&crate::roster::RecusalDraw| format!("{} / {}", r.inspector, r.target);
    all.push((ChangeCode::RecusalAdded, recusals.added.iter().map(pair).collect()));
    all.push((ChangeCode::RecusalRemoved, recusals.removed.iter().map(pair).collect()));
    let overrides = |plan: &'_ Plan| -> BTreeMap<TargetId, String> {
        plan.overrides.iter().map(|entry| (entry.target.clone(), format!("{entry:?}"))).collect()
    };
    let (before, after) = (overrides(old.plan()), overrides(new.plan()));
    let only = |a: &BTreeMap<TargetId, String>, b: &BTreeMap<TargetId, String>| {
        a.keys().filter(|id| !b.contains_key(*id)).map(TargetId::to_string).collect::<Vec<_>>()
    };
    all.push((ChangeCode::OverrideAdded, only(&after, &before)));
    all.push((ChangeCode::OverrideRemoved, only(&before, &after)));
    let changed = before.iter().filter(|(id, entry)| after.get(*id).is_some_and(|other| other != *entry));
    all.push((ChangeCode::OverrideChanged, changed.map(|(id, _)| id.to_string()).collect()));
    all.push((ChangeCode::Pool, pool_changes(old, new)));
    all.push((ChangeCode::SeatPool, seat_pool_change(old, new)));
    let (from, to) = (old.name(), new.name());
    let all = all.into_iter().filter(|(_, subjects)| !subjects.is_empty());
    all.map(|(code, subjects)| Change { code, from: from.clone(), to: to.clone(), subjects }).collect()
}

/// Strata whose pool has another size.
fn pool_changes(old: &Year<'_>, new: &Year<'_>) -> Vec<String> {
    let numbers = |draw: &Year<'_>| -> BTreeMap<String, u64> {
        let strata = &draw.disclosure.first().announcement.strata;
        strata.iter().map(|stratum| (stratum.name.clone(), stratum.n)).collect()
    };
    let (before, after) = (numbers(old), numbers(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let show = |n: Option<&u64>| n.map_or_else(|| "-".to_owned(), u64::to_string);
    let differ = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differ.map(|name| format!("{name}: {} → {}", show(before.get(name)), show(after.get(name)))).collect()
}

/// The smallest eligible pool of a drawn seat, where it differs.
fn seat_pool_change(old: &Year<'_>, new: &Year<'_>) -> Vec<String> {
    let smallest = |draw: &Year<'_>| {
        let teams = draw.disclosure.chain().flat_map(|link| &link.result.teams);
        teams.flat_map(|team| &team.seats).map(|seat| seat.pool).min()
    };
    match (smallest(old), smallest(new)) {
        (Some(before), Some(after)) if before != after => vec![format!("{before} → {after}")],
        _ => Vec::new(),
    }
}

/// Coverage by year and class.
fn coverage(stood: &[Year<'_>]) -> Vec<Coverage> {
    let years: BTreeSet<String> = stood.iter().map(Year::year).collect();
    let mut all = Vec::new();
    for year in years {
        let draws: Vec<&Year<'_>> = stood.iter().filter(|draw| draw.year() == year).collect();
        let Some(latest) = draws.last() else {
            continue;
        };
        let mut classes: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for target in latest.targets() {
            let (targets, covered) = classes.entry(&target.class).or_default();
            *targets += 1;
            *covered += u64::from(draws.iter().any(|draw| draw.stood.teams.contains_key(&target.id)));
        }
        all.extend(classes.into_iter().map(|(class, (targets, covered))| Coverage {
            year: year.clone(),
            class: class.to_owned(),
            targets,
            covered,
        }));
    }
    all
}
