//! Voids: each publishes everything that it must, throws nothing away that was known, and is followed by a redraw.

use super::deadlines::{first_closing, is_logged_early};
use super::listed::{Changed, ListedChange};
use super::problem::{AuditProblem, Drew, Redrawn, Secret, VoidLack};
use super::record::{Announced, Record};
use super::report::Findings;
use crate::commit::document::{DrawResult, Ended, UsedValue, Void};
use crate::draw::would_draw;
use crate::plan::{Category, Ceremony, Correction, PublicValue};
use crate::say::{Every, Quoted};
use crate::types::digest::Digest;
use crate::types::id::Id;
use std::collections::BTreeSet;

/// For each announcement, whether a partner's secret was lost with one whose place it takes, directly or through others.
pub(super) fn lost_before(record: &Record<'_, '_>) -> Vec<bool> {
    let mut lost: Vec<bool> = Vec::with_capacity(record.announced.len());
    for index in 0..record.announced.len() {
        let parent = record.family.before(index).next();
        lost.push(parent.is_some_and(|parent| {
            let void = record.void_of(&record.announced[parent]);
            lost[parent] || void.is_some_and(|void| !void.missing_authorities.is_empty())
        }));
    }
    lost
}

/// A void publishes everything that it must, and throws nothing away that was known.
pub(super) fn voided(record: &Record<'_, '_>, index: usize, lost_before: bool, found: &mut Findings) {
    let announced = &record.announced[index];
    // That the document is missing is a finding of its own.
    let Some((place, void)) = announced.course.voided.zip(record.void_of(announced)) else {
        return;
    };
    let (draw, lines) = (announced.name(), [announced.course.announced, place]);
    let reason = Quoted::new(&void.reason);
    if let Some(shown) = record.disclosed.get(&announced.digest).copied().filter(|line| *line < place) {
        let problem = AuditProblem::VoidAfterDisclosure { reason: reason.clone() };
        found.add(draw.clone(), &[shown, place], problem);
    }
    for whose in lost(record, announced, void, lost_before) {
        found.add(draw.clone(), &lines, AuditProblem::SecretLost { whose, reason: reason.clone() });
    }
    if let Some(lack) = void_lack(record, announced, void) {
        found.add(draw.clone(), &lines, AuditProblem::VoidIncomplete { lack });
    }
    if void.disclosure.is_some() && !was_corrected(record, announced) {
        let redraw = redrawn(record, index, void);
        found.add(draw, &lines, AuditProblem::VoidAfterValue { reason, redraw });
    }
}

/// A slot whose draw is void is drawn anew. (Where inspectors are not, their seats stay open, which is found.)
pub(super) fn not_redrawn(record: &Record<'_, '_>, found: &mut Findings) {
    let plans = record.announced.iter().filter_map(|one| one.document);
    let superseded: BTreeSet<Digest> =
        plans.filter_map(|document| Some(document.plan.supersedes.as_ref()?.announcement)).collect();
    let today = record.evidence.on.day();
    for announced in record.announced.iter().filter(|one| !superseded.contains(&one.digest)) {
        let Some((voided, document)) = announced.course.voided.zip(announced.document) else {
            continue;
        };
        let plan = &document.plan;
        let was_shown = record.disclosed.get(&announced.digest).is_some_and(|line| *line < voided);
        let called_off = plan.category != Category::Routine && ended_early(record, announced);
        if plan.ceremony != Ceremony::Staffing && plan.visits.to < today && !was_shown && !called_off {
            let reason = record.line(voided).and_then(|line| line.reason.as_ref()).map(Quoted::new);
            let lines = [announced.course.announced, voided];
            found.add(announced.name(), &lines, AuditProblem::NotRedrawn { reason });
        }
    }
}

/// Whether an announcement was ended with nothing missing and before anything is said to be known: a campaign may be called
/// off as long as nobody knows whom it would have met.
fn ended_early(record: &Record<'_, '_>, announced: &Announced<'_>) -> bool {
    let is_undrawn = record.void_of(announced).is_some_and(|void| {
        void.undrawn.is_some() && void.missing.is_empty() && void.missing_authorities.is_empty()
    });
    is_undrawn && is_logged_early(record, announced)
}

/// Whose secrets are lost with a draw that could have been known. A partner's, before any value, is an accident once: then
/// nobody computes what was thrown away, and whoever sees the value early would need no more.
fn lost(record: &Record<'_, '_>, announced: &Announced<'_>, void: &Void, lost_before: bool) -> Vec<Secret> {
    if void.secret_lost {
        return vec![Secret::Own];
    }
    let is_accident = is_logged_early(record, announced) && !lost_before;
    let names = void.missing_authorities.iter().filter(|_| !is_accident);
    names.map(|name| Secret::Partner { name: Quoted::new(name) }).collect()
}

/// Whether a draw is void by what was announced: its publisher corrected a value, so that the evidence has two texts of it.
fn was_corrected(record: &Record<'_, '_>, announced: &Announced<'_>) -> bool {
    let (Some(document), course) = (announced.document, announced.course) else {
        return false;
    };
    let voided = course.voided.and_then(|place| record.line(place)).map(|line| &line.at);
    let is_void_by_it = |value: &&PublicValue| match value.corrected {
        Correction::Void => true,
        Correction::Fallback => course.sealed.is_some(),
        Correction::First => false,
    };
    let texts = |value: &PublicValue| {
        let all = record.evidence.values.iter();
        let of = all.filter(|known| known.draw == document.plan.draw && known.name == value.name);
        let of = of.filter(|known| value.source.kind.check(document.plan.hash, &known.text).is_ok());
        let before = of.filter(|known| {
            let both = known.known_at.as_ref().zip(voided);
            both.is_none_or(|(known, voided)| voided >= known)
        });
        before.map(|known| known.text.as_str()).collect::<BTreeSet<_>>()
    };
    document.plan.values.iter().filter(is_void_by_it).any(|value| texts(value).len() > 1)
}

/// What a void draw had drawn and its redraw did not, and the reverse.
fn redrawn(record: &Record<'_, '_>, index: usize, void: &Void) -> Redrawn {
    let gone = record.void_disclosure(&record.announced[index], void);
    let Some((gone, come)) = gone.zip(record.redrawn(index)) else {
        return Redrawn::NotShown;
    };
    let (gone, come) = (what_was_drawn(&gone.result), what_was_drawn(&come.result));
    Redrawn::Drew { gone: only_in(&gone, &come), come: only_in(&come, &gone) }
}

fn only_in(one: &BTreeSet<Drew>, other: &BTreeSet<Drew>) -> Every<Drew> {
    one.difference(other).cloned().collect()
}

/// What a draw that was ended before it was drawn would have drawn, where all its values were looked up: listed beside
/// what its redraw drew.
pub(super) fn would_have_drawn(record: &Record<'_, '_>, index: usize) -> Vec<ListedChange> {
    let announced = &record.announced[index];
    let undrawn = record.void_of(announced).and_then(|void| record.void_undrawn(announced, void));
    let Some((undrawn, come)) = undrawn.zip(record.redrawn(index)) else {
        return Vec::new();
    };
    let plan = &undrawn.announcement.plan;
    let known = |name: &Id| {
        let mut all = record.evidence.values.iter();
        let known = all.find(|known| known.draw == plan.draw && known.name == *name)?;
        Some(UsedValue::main(name.clone(), known.text.as_str()))
    };
    let values: Option<Vec<UsedValue>> = plan.values.iter().map(|value| known(&value.name)).collect();
    let Some(Ok(gone)) = values.map(|values| would_draw(undrawn, &values)) else {
        return Vec::new();
    };
    let (gone, drawn) = (what_was_drawn(&gone), what_was_drawn(&come.result));
    let (out, into) = (only_in(&gone, &drawn), only_in(&drawn, &gone));
    let out = (!out.0.is_empty()).then_some(Changed::VoidOut { drawn: out });
    let into = (!into.0.is_empty()).then_some(Changed::VoidIn { drawn: into });
    let (from, draw) = (Some(announced.name()), Some((&come.announcement.plan.draw).into()));
    let both = out.into_iter().chain(into);
    both.map(|changed| ListedChange { from: from.clone(), draw: draw.clone(), changed }).collect()
}

/// Whom a ceremony drew: targets; or in a staffing ceremony targets with inspectors.
fn what_was_drawn(result: &DrawResult) -> BTreeSet<Drew> {
    let targets = result.strata.iter().flat_map(|stratum| &stratum.drawn);
    let targets = targets.map(|drawn| Drew { target: drawn.id.clone(), inspector: None });
    let seated = result.teams.iter().filter(|_| result.strata.is_empty()).flat_map(|team| {
        let people = team.seats.iter().filter(|seat| seat.inspector.is_some());
        people.map(|seat| Drew { target: team.target.clone(), inspector: seat.inspector.clone() })
    });
    targets.chain(seated).collect()
}

/// What a void fails to show.
fn void_lack<'a>(record: &Record<'a, '_>, announced: &Announced<'a>, void: &Void) -> Option<VoidLack> {
    let Some(ended) = void.ended() else {
        return Some(VoidLack::Contents);
    };
    let sealed = announced.course.sealed.and_then(|place| record.document_of(place));
    let (shown, right) = match &ended {
        Ended::Lost => return None,
        Ended::Drawn(disclosure) => {
            let right = record.void_disclosure(announced, void).is_some_and(|shown| {
                sealed.is_none_or(|sealed| shown.seal.digest().is_ok_and(|seal| seal == sealed))
            });
            (*disclosure, right)
        }
        Ended::Undrawn { undrawn, missing, missing_authorities } => {
            if let Some(seal) = sealed {
                // The result is there, so nothing but the whole of it ends the draw.
                return Some(VoidLack::Sealed { seal });
            }
            let lack = wrongly_missing(record, announced, void, missing, missing_authorities);
            if lack.is_some() || announced.document.is_none() {
                return lack;
            }
            let shown = record.void_undrawn(announced, void);
            (*undrawn, shown.is_some_and(|shown| shown.missing_authorities().eq(missing_authorities)))
        }
    };
    let documents = record.documents;
    if !documents.disclosures.contains_key(&shown) && !documents.undrawns.contains_key(&shown) {
        return (!record.waits(announced, void)).then_some(VoidLack::NotThere { document: shown });
    }
    if right {
        return None;
    }
    if let Ended::Drawn(disclosure) = ended {
        return Some(VoidLack::OtherDisclosure { disclosure });
    }
    let failure = record.undrawn.get(&shown).and_then(|undrawn| undrawn.report.failures().next().cloned());
    Some(failure.map_or(VoidLack::OtherUndrawn { undrawn: shown }, |check| VoidLack::Unsound { check }))
}

/// What is wrong with what a void says is missing.
fn wrongly_missing(
    record: &Record<'_, '_>,
    announced: &Announced<'_>,
    void: &Void,
    missing: &[Id],
    missing_authorities: &[String],
) -> Option<VoidLack> {
    let announcement = announced.document?;
    let plan = &announcement.plan;
    let named = || plan.values.iter().filter(|value| missing.contains(&value.name));
    if !named().map(|value| &value.name).eq(missing) {
        return Some(VoidLack::Missing);
    }
    // Before the last of its sources has closed, nobody can say that a value did not come.
    let mut closes = named().flat_map(PublicValue::sources).map(|source| &source.closes);
    if let Some(later) = closes.find(|closes| void.at < **closes) {
        return Some(VoidLack::MissingEarly { at: void.at, closes: *later });
    }
    let partners = plan.authorities.iter().filter(|one| one.commitment.is_some()).map(|one| &one.name);
    if !partners.filter(|name| missing_authorities.contains(name)).eq(missing_authorities) {
        return Some(VoidLack::MissingAuthorities);
    }
    if missing.is_empty() && missing_authorities.is_empty() {
        let closes = first_closing(announcement)?;
        // The line counts, not what the void says of itself.
        let logged = announced.course.voided.and_then(|place| record.line(place)).map(|line| &line.at);
        let early = void.at < *closes && logged.is_some_and(|logged| logged < closes);
        let logged = *logged.unwrap_or(&void.at);
        return (!early).then_some(VoidLack::Known { logged, closes: *closes });
    }
    None
}
