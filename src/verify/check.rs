//! The verifier.

use super::evidence::Evidence;
use super::report::{Check, CheckCode, Finding, FindingCode, Outcome, Report, Verdict, Warned, Why};
use super::size::{within, within_limits};
use crate::announce::{OwnedDraws, Prepared};
use crate::basics::fault::{FaultCode, Faults, Table};
use crate::basics::hash::Digest;
use crate::commit::canonical::{FormError, value_bytes};
use crate::commit::document::{Amendment, Disclosed, Disclosure, Identity, Opened, TreeHead, Undrawn};
use crate::commit::merkle::TreeBuilder;
use crate::commit::roster_leaf;
use crate::commit::secret::{SaltKey, SeedSecret};
use crate::draw::seed::Seed;
use crate::draw::staffing::{Budget, Place, Shortage};
use crate::draw::{AmendError, Amending, DrawError, Inputs, Progress, check_values, compute, seal_of};
use crate::plan::Plan;
use crate::roster::Kind;
use crate::rules::{Draws, counted, identity_faults, identity_notes, merge_notes, text_faults};
use crate::say::{Language, Say};
use serde::Serialize;
use serde_json::Value;

/// Verifies a disclosure against the reader's evidence.
pub fn verify(disclosure: &[u8], evidence: &Evidence) -> Report {
    verify_with(disclosure, evidence, &mut |_| {})
}

/// Verifies a disclosure, and tells how far it has come.
pub fn verify_with(disclosure: &[u8], evidence: &Evidence, progress: &mut dyn FnMut(Progress)) -> Report {
    match Disclosure::from_bytes(disclosure) {
        Ok(parsed) => verify_read(&parsed, evidence, progress),
        Err(error) => unusable(evidence, &error),
    }
}

/// Verifies a disclosure that was read.
pub(crate) fn verify_read(
    disclosure: &Disclosure,
    evidence: &Evidence,
    progress: &mut dyn FnMut(Progress),
) -> Report {
    if let Err(error) = within_limits(disclosure) {
        return unusable(evidence, &error);
    }
    let mut verifier = Verifier::new(evidence);
    verifier.hold(CheckCode::Form, "");
    verifier.run(disclosure, progress);
    verifier.report(is_anchored(disclosure, evidence))
}

fn unusable(evidence: &Evidence, error: &FormError) -> Report {
    let mut verifier = Verifier::new(evidence);
    verifier.unusable(&error.message(Language::En));
    verifier.report(false)
}

/// Verifies an undrawn: form and limits, the rules of plan and rosters, roots, secrets and numbers, and the ceremonies
/// before it as [`verify`] does (PROTOCOL.md §14.6). The secrets that are missing are left out.
pub fn verify_undrawn(undrawn: &[u8]) -> Report {
    match Undrawn::from_bytes(undrawn) {
        Ok(parsed) => verify_undrawn_read(&parsed),
        Err(error) => unusable(&Evidence::new(), &error),
    }
}

/// Verifies an undrawn that was read.
pub(crate) fn verify_undrawn_read(undrawn: &Undrawn) -> Report {
    let evidence = Evidence::new();
    let before = || undrawn.selection.as_deref().map_or(Ok(()), within_limits);
    if let Err(error) = within(undrawn.opened()).and_then(|()| before()) {
        return unusable(&evidence, &error);
    }
    let mut verifier = Verifier::new(&evidence);
    verifier.hold(CheckCode::Form, "");
    verifier.undrawn(undrawn);
    verifier.report(false)
}

/// Whether the evidence holds, of every ceremony of the chain, the announcement and every value that is no contribution.
/// The last announcement names the earlier ones, but says nothing of when those were made: their values were known by
/// then.
fn is_anchored(disclosure: &Disclosure, evidence: &Evidence) -> bool {
    let announced = |link: &Disclosure| {
        link.announcement.digest().is_ok_and(|digest| evidence.announcements.contains(&digest))
    };
    let looked_up = |link: &Disclosure| {
        link.seal.values.iter().zip(&link.announcement.plan.values).all(|(used, public)| {
            public.source(used.source).is_some_and(|source| !source.kind.is_in_nobodys_hands())
                || evidence.values.iter().any(|(name, text)| *name == used.name && *text == used.text)
        })
    };
    disclosure.chain().all(|link| announced(link) && looked_up(link))
}

/// What follows from a ceremony beside its documents.
#[derive(Default)]
struct Beside {
    /// The seats that it drew, with the sizes of their eligible pools.
    pools: Vec<(Place, u32)>,
    /// Why seats stayed open, with the date of the amendment.
    shortages: Vec<(String, Shortage)>,
}

impl Beside {
    fn short(&mut self, shortage: Option<Shortage>, date: impl ToString) {
        self.shortages.extend(shortage.map(|shortage| (date.to_string(), shortage)));
    }
}

/// The first of a list.
fn few<T: ToString>(all: &[T]) -> String {
    let mut shown: Vec<String> = all.iter().take(10).map(ToString::to_string).collect();
    shown.extend((all.len() > 10).then(|| "…".to_owned()));
    shown.join(", ")
}

struct Verifier<'a> {
    evidence: &'a Evidence,
    checks: Vec<Check>,
    findings: Vec<Finding>,
    warnings: Vec<Warned>,
    unusable: bool,
    draw: String,
}

impl<'a> Verifier<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        let (checks, findings, warnings) = Default::default();
        Self { evidence, checks, findings, warnings, unusable: false, draw: String::new() }
    }

    fn push(&mut self, code: CheckCode, subject: impl ToString, outcome: Outcome) {
        self.checks.push(Check { code, draw: self.draw.clone(), subject: subject.to_string(), outcome });
    }

    fn hold(&mut self, code: CheckCode, subject: impl ToString) {
        self.push(code, subject, Outcome::Held);
    }

    fn fail(
        &mut self,
        code: CheckCode,
        subject: impl ToString,
        expected: impl ToString,
        found: impl ToString,
    ) {
        self.push(
            code,
            subject,
            Outcome::Failed { expected: expected.to_string(), found: found.to_string() },
        );
    }

    /// Holds when both are equal.
    fn equal<T: PartialEq + std::fmt::Debug>(
        &mut self,
        code: CheckCode,
        subject: &str,
        expected: &T,
        found: &T,
    ) -> bool {
        if expected == found {
            self.hold(code, subject);
        } else {
            self.fail(code, subject, format!("{expected:?}"), format!("{found:?}"));
        }
        expected == found
    }

    /// Holds when both are equal; otherwise names the first place where they differ.
    fn same<T: Serialize>(&mut self, code: CheckCode, subject: &str, expected: &T, found: &T) {
        match difference(expected, found) {
            None => self.hold(code, subject),
            Some((path, expected, found)) => {
                let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
                self.fail(code, format!("{subject}{dot}{path}"), expected, found);
            }
        }
    }

    fn find(&mut self, code: FindingCode, subject: impl ToString, found: impl ToString) {
        let (draw, subject, found) = (self.draw.clone(), subject.to_string(), found.to_string());
        self.findings.push(Finding { code, draw, subject, found });
    }

    fn unusable(&mut self, why: &str) {
        self.unusable = true;
        self.fail(CheckCode::Form, "", "a disclosure within the limits", why);
    }

    fn report(self, anchored: bool) -> Report {
        let failed = self.checks.iter().any(|check| matches!(check.outcome, Outcome::Failed { .. }));
        let verdict = match (self.unusable, failed, anchored) {
            (true, ..) => Verdict::Unusable,
            (_, true, _) => Verdict::Contradicted,
            (_, _, true) => Verdict::Verified,
            (_, _, false) => Verdict::Consistent,
        };
        Report { verdict, checks: self.checks, findings: self.findings, warnings: self.warnings }
    }

    fn run(&mut self, disclosure: &Disclosure, progress: &mut dyn FnMut(Progress)) {
        let chain = self.chain(disclosure, progress);
        if self.unusable {
            return;
        }
        self.draw = disclosure.announcement.plan.draw.to_string();
        let last =
            disclosure.amendments.last().map_or(&disclosure.seal.seats, |amendment| &amendment.seal.seats);
        if last.open > 0 {
            self.find(FindingCode::OpenSeats, "", last.open);
        }
        if let Err(error) = self.outside(&chain) {
            self.fail(CheckCode::Form, "", "values that can stand in a document", error);
        }
    }

    /// Every ceremony of a chain, the first one first.
    fn chain<'b>(
        &mut self,
        disclosure: &'b Disclosure,
        progress: &mut dyn FnMut(Progress),
    ) -> Vec<&'b Disclosure> {
        let mut chain: Vec<&Disclosure> = disclosure.chain().collect();
        chain.reverse();
        for link in &chain {
            self.draw = link.announcement.plan.draw.to_string();
            if let Err(error) = self.ceremony(link, progress) {
                self.fail(CheckCode::Form, "", "values that can stand in a document", error);
            }
            if self.unusable {
                break;
            }
        }
        chain
    }

    /// What was announced, without a result.
    fn undrawn(&mut self, undrawn: &Undrawn) {
        if let Some(before) = undrawn.selection.as_deref() {
            self.chain(before, &mut |_| {});
        }
        if self.unusable {
            return;
        }
        self.draw = undrawn.announcement.plan.draw.to_string();
        let owned = OwnedDraws::of_opened(undrawn.opened());
        match self.announced(undrawn.opened(), owned.as_draws()) {
            Ok(_) => self.secrets(undrawn.opened(), &undrawn.secrets),
            Err(error) => self.fail(CheckCode::Form, "", "values that can stand in a document", error),
        }
    }

    /// One ceremony; those before it have been checked.
    fn ceremony(&mut self, link: &Disclosure, progress: &mut dyn FnMut(Progress)) -> Result<(), FormError> {
        let digest = link.announcement.digest()?;
        self.equal(CheckCode::SealNamesAnnouncement, "", &digest, &link.seal.announcement);
        let owned = OwnedDraws::of_disclosure(link);
        let draws = owned.as_draws();
        match self.announced(link.opened(), draws)? {
            Some(prepared) => {
                let beside = self.result(link, draws, &prepared, digest, progress)?;
                self.note(link, &beside);
            }
            None => {
                for (code, subject) in [(CheckCode::Result, "result"), (CheckCode::Seal, "seal")] {
                    self.push(code, subject, Outcome::NotCheckable(Why::EarlierFailure));
                }
            }
        }
        Ok(())
    }

    /// What a ceremony's announcement bound: the one before it, rosters, rules and numbers. Nothing comes of it where a rule
    /// is broken.
    fn announced(&mut self, opened: Opened<'_>, draws: Draws<'_>) -> Result<Option<Prepared>, FormError> {
        let announcement = opened.announcement;
        let before = match opened.selection {
            None => None,
            Some(before) => Some((before.announcement.digest()?, before.head)),
        };
        let named = announcement.selection.map(|names| (names.announcement, names.head));
        self.equal(CheckCode::NamesSelection, "", &before, &named);
        self.rosters(opened)?;

        self.broken_rules(&shown_faults(opened));
        let prepared = match Prepared::new(&announcement.plan, draws, opened.selection) {
            Ok(prepared) => prepared,
            Err(faults) => {
                self.broken_rules(&faults);
                self.push(CheckCode::Numbers, "strata", Outcome::NotCheckable(Why::EarlierFailure));
                return Ok(None);
            }
        };
        self.hold(CheckCode::Rules, "");
        self.same(CheckCode::Numbers, "strata", &prepared.strata, &announcement.strata);
        self.same(CheckCode::Numbers, "exempt", &prepared.exempt, &announcement.exempt);
        self.same(CheckCode::Numbers, "subject", &prepared.subject, &announcement.subject);
        self.warn(opened, &prepared);
        Ok(Some(prepared))
    }

    /// The secrets are those that were committed, and no commitment was there before. One that is missing says nothing.
    fn secrets(&mut self, opened: Opened<'_>, secrets: &[Option<Digest>]) {
        let (plan, lead) = (&opened.announcement.plan, opened.announcement.commitment);
        let partners = plan.authorities.iter().skip(1).filter_map(|authority| authority.commitment);
        let committed: Vec<Digest> = std::iter::once(lead).chain(partners).collect();
        let commitment = |secret: &Digest| SeedSecret::from_bytes(*secret.as_bytes()).commitment();
        let given = secrets.iter().enumerate().map(|(place, secret)| match secret {
            Some(secret) => Some(commitment(secret)),
            // Only another authority's secret can be missing.
            None if place > 0 => committed.get(place).copied(),
            None => None,
        });
        let given: Vec<Option<Digest>> = given.collect();
        let committed: Vec<Option<Digest>> = committed.into_iter().map(Some).collect();
        self.equal(CheckCode::Secrets, "", &committed, &given);
        let mut others = opened.earlier_commitments().chain(plan.commitments());
        let reused = others.any(|other| other == lead);
        self.equal(CheckCode::FreshSecret, "", &false, &reused);
    }

    fn broken_rules(&mut self, faults: &Faults) {
        for fault in faults.as_slice() {
            let over_limit = matches!(fault.code(), FaultCode::TooMany | FaultCode::ChainTooLong);
            if over_limit {
                self.unusable(&fault.to_string());
            } else {
                self.fail(
                    CheckCode::Rules,
                    fault.code().code(),
                    "a plan and rosters that keep the rules",
                    fault,
                );
            }
        }
    }

    /// The four rosters against their roots.
    fn rosters(&mut self, opened: Opened<'_>) -> Result<(), FormError> {
        let salts = SaltKey::from_bytes(*opened.salt_key.as_bytes());
        let (announced, shown) = (&opened.announcement.rosters, opened.rosters);
        match opened.selection {
            None => self.roster(&shown.targets, &salts, announced.targets)?,
            Some(before) => {
                let before = before.announcement.rosters.targets;
                self.equal(CheckCode::RosterCommitted, "targets", &before, &announced.targets);
                self.equal(CheckCode::RosterCommitted, "targets", &0, &shown.targets.len());
            }
        }
        self.roster(&shown.inspectors, &salts, announced.inspectors)?;
        self.roster(&shown.recusals, &salts, announced.recusals)?;
        self.roster(&shown.changes, &salts, announced.changes)
    }

    fn roster<K: Kind>(
        &mut self,
        records: &[Disclosed<K>],
        salts: &SaltKey,
        announced: TreeHead,
    ) -> Result<(), FormError> {
        let mut tree = TreeBuilder::new();
        let mut withheld = 0;
        for (index, record) in records.iter().enumerate() {
            withheld += u64::from(matches!(record.identity, Identity::Withheld { .. }));
            tree.push(roster_leaf(&salts.salt(K::TREE, index), &record.identity.hash()?, &record.draw)?);
        }
        let found = TreeHead { count: tree.count(), root: tree.root() };
        self.same(CheckCode::RosterCommitted, K::TREE, &announced, &found);
        if withheld > 0 {
            self.push(CheckCode::Withheld, format!("{} {withheld}", K::TREE), Outcome::ForYou);
        }
        Ok(())
    }

    /// What is odd, counted from what is shown.
    fn warn(&mut self, opened: Opened<'_>, prepared: &Prepared) {
        let rosters = opened.rosters;
        let targets = rosters.targets.iter();
        let targets = targets.filter_map(|record| Some((&record.draw.id, record.identity.shown()?)));
        let people = rosters.inspectors.iter();
        let people = people.filter_map(|record| Some((&record.draw.id, record.identity.shown()?)));
        let notes = merge_notes(identity_notes(targets, people), prepared.notes.clone());
        let draw = self.draw.clone();
        self.warnings
            .extend(counted(&notes).into_iter().map(|warning| Warned { draw: draw.clone(), warning }));
    }

    /// Everything from the seed to the seal.
    fn result(
        &mut self,
        link: &Disclosure,
        draws: Draws<'_>,
        prepared: &Prepared,
        announcement: Digest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Beside, FormError> {
        let plan = &link.announcement.plan;
        let shown: Vec<Option<Digest>> = link.secrets.iter().copied().map(Some).collect();
        self.secrets(link.opened(), &shown);
        let secrets: Vec<SeedSecret> =
            link.secrets.iter().map(|secret| SeedSecret::from_bytes(*secret.as_bytes())).collect();
        let values = match check_values(plan, &link.seal.values) {
            Ok(values) => values,
            Err(error) => {
                self.fail(CheckCode::Values, "", "the values of the plan in their form", error);
                self.push(CheckCode::Result, "result", Outcome::NotCheckable(Why::EarlierFailure));
                return Ok(Beside::default());
            }
        };
        self.hold(CheckCode::Values, "");
        let seed = Seed::new(&announcement, &secrets, &values);
        let first = link.selection.as_deref().map(Disclosure::first);
        let inputs = Inputs { plan, draws, prepared, seed, first };
        let computed = match compute(&inputs, Budget::CEREMONY, progress) {
            Ok(computed) => computed,
            Err(DrawError::WorkLimit) => {
                self.unusable("staffing passes the bound on work");
                return Ok(Beside::default());
            }
            Err(error) => {
                self.fail(CheckCode::Result, "result", "a result", error);
                return Ok(Beside::default());
            }
        };
        self.same(CheckCode::Result, "result", &computed.result, &link.result);
        let salts = SaltKey::from_bytes(link.salt_key_bytes());
        let seal = seal_of(&inputs, &computed, announcement, &salts, &link.seal.values)?;
        self.same(CheckCode::Seal, "seal", &seal, &link.seal);
        let mut beside = Beside { pools: computed.pools, ..Beside::default() };
        beside.short(computed.shortage, "");
        if seal == link.seal && computed.result == link.result {
            self.amendments(link, draws, &mut beside)?;
        } else {
            self.push(CheckCode::Amendments, "amendments", Outcome::NotCheckable(Why::EarlierFailure));
        }
        Ok(beside)
    }

    /// The amendments one after the other, each from what was recomputed before it.
    fn amendments(
        &mut self,
        link: &Disclosure,
        draws: Draws<'_>,
        beside: &mut Beside,
    ) -> Result<(), FormError> {
        let mut head = link.seal.digest()?;
        let Ok(mut amending) = Amending::new(link, draws, 0) else {
            self.fail(CheckCode::Amendments, "amendments", "a result that can be amended", "");
            return Ok(());
        };
        for (index, amendment) in link.amendments.iter().enumerate() {
            let subject = format!("amendments[{index}]");
            match amending.amendment(&amendment.strikes, head, Budget::AMENDMENT) {
                Ok(again) => {
                    self.same(CheckCode::Amendments, &subject, &again, amendment);
                    if again != *amendment {
                        return Ok(());
                    }
                    beside.short(amending.shortage.take(), amendment.strikes.date);
                }
                Err(AmendError::WorkLimit) => {
                    self.unusable("an amendment passes the bound on work");
                    return Ok(());
                }
                Err(error) => {
                    self.fail(CheckCode::Amendments, subject, "strikes that keep the announced rules", error);
                    return Ok(());
                }
            }
            head = amendment.seal.digest()?;
        }
        self.equal(CheckCode::Head, "", &head, &link.head);
        Ok(())
    }

    /// What a reader should know of a ceremony.
    fn note(&mut self, link: &Disclosure, beside: &Beside) {
        let plan = &link.announcement.plan;
        for (seat, pool) in beside.pools.iter().filter(|(_, pool)| *pool < plan.small_pool()) {
            self.find(FindingCode::SmallPool, seat, pool);
        }
        if let Some(reason) = &plan.few_outcomes_reason {
            self.find(FindingCode::FewOutcomes, "", reason);
        }
        if let Some(reason) = &plan.visits_reason {
            self.find(FindingCode::VisitsOutside, "", reason);
        }
        if let Some(reason) = &plan.few_officers_reason {
            self.find(FindingCode::FewOfficers, "", reason);
        }
        for entry in &plan.overrides {
            self.find(
                FindingCode::Overridden,
                &entry.target,
                format!("{} ({})", entry.reason, entry.approver),
            );
        }
        for stratum in link.announcement.strata.iter().filter(|s| s.carried > 0 && link.selection.is_none()) {
            self.find(FindingCode::Carried, &stratum.name, stratum.carried);
        }
        for used in link.seal.values.iter().filter(|used| used.source > 0) {
            self.find(FindingCode::Fallback, &used.name, used.reason.as_deref().unwrap_or(""));
        }
        for (date, shortage) in &beside.shortages {
            let Shortage { inspectors, seats, short } = shortage;
            self.find(FindingCode::Shortage, date, short.len());
            let core =
                format!("{} ({}) / {} ({})", seats.len(), few(seats), inspectors.len(), few(inspectors));
            self.find(FindingCode::ShortageCore, date, core);
        }
        for changed in &plan.changed_rules {
            self.find(
                FindingCode::ChangedRule,
                changed.rule.code(),
                format!("{} ({})", changed.reason, changed.date),
            );
        }
        if !link.rosters.changes.is_empty() {
            self.find(FindingCode::Changes, "", link.rosters.changes.len());
        }
        for amendment in &link.amendments {
            self.note_amendment(amendment);
        }
    }

    fn note_amendment(&mut self, amendment: &Amendment) {
        let Amendment { strikes, outcome, .. } = amendment;
        let date = strikes.date;
        for strike in &strikes.targets {
            let place = outcome.replaced.iter().find(|replaced| replaced.target == strike.target);
            let alternate = place.and_then(|replaced| replaced.alternate.as_ref());
            let alternate = alternate.map_or("-", |id| id.as_str());
            self.find(
                FindingCode::TargetStruck,
                &strike.target,
                format!("{date}, {}, {alternate}", strike.reason),
            );
        }
        for strike in &strikes.inspectors {
            let target = strike.target.as_ref().map_or("*", |id| id.as_str());
            let subject = format!("{} / {target}", strike.inspector);
            self.find(FindingCode::InspectorStruck, subject, format!("{date}, {}", strike.reason));
        }
    }

    /// The reader's evidence, and what only the outside world settles.
    fn outside(&mut self, chain: &[&Disclosure]) -> Result<(), FormError> {
        let announcements = digests(chain, |link| link.announcement.digest())?;
        let mut seals = digests(chain, |link| link.seal.digest())?;
        let amendments = chain.iter().flat_map(|link| &link.amendments);
        let amended = amendments.map(|amendment| amendment.seal.digest()).collect::<Result<Vec<_>, _>>()?;
        let expected = seals.len();
        seals.extend(amended);
        let evidence = self.evidence;
        for (code, given, known, must) in [
            (CheckCode::EvidenceAnnouncement, &evidence.announcements, &announcements, true),
            (CheckCode::EvidenceSeal, &evidence.seals, &seals, true),
            (
                CheckCode::AccompanyingAnnouncement,
                &evidence.accompanying_announcements,
                &announcements,
                false,
            ),
            (CheckCode::AccompanyingSeal, &evidence.accompanying_seals, &seals, false),
        ] {
            for digest in given {
                if known.contains(digest) {
                    self.hold(code, digest);
                } else {
                    self.fail(code, digest, format!("{known:?}"), digest);
                }
            }
            // Whoever holds the draw's own seal need not hold those of its amendments.
            for missing in known.iter().take(expected).filter(|digest| must && !given.contains(digest)) {
                self.push(code, missing, Outcome::NotCheckable(Why::NoEvidence));
            }
        }
        for (name, text) in &evidence.values {
            let used = chain.iter().flat_map(|link| &link.seal.values).find(|used| used.name == *name);
            match used {
                Some(used) if used.text == *text => self.hold(CheckCode::EvidenceValue, name),
                Some(used) => self.fail(CheckCode::EvidenceValue, name, text, &used.text),
                None => self.fail(CheckCode::EvidenceValue, name, "a value of this draw", name),
            }
        }
        for (link, digest) in chain.iter().zip(&announcements) {
            self.draw = link.announcement.plan.draw.to_string();
            self.ask(link, digest);
        }
        Ok(())
    }

    fn ask(&mut self, link: &Disclosure, digest: &Digest) {
        let plan: &Plan = &link.announcement.plan;
        self.push(CheckCode::AnnouncedFirst, digest, Outcome::ForYou);
        for (used, public) in link.seal.values.iter().zip(&plan.values) {
            let Some(source) = public.source(used.source) else {
                continue;
            };
            let where_to_look =
                format!("{} = {} ({}, {})", used.name, used.text, source.publisher, source.issue);
            self.push(CheckCode::ValuePublished, where_to_look, Outcome::ForYou);
            if let Some(reason) = &used.reason {
                self.push(CheckCode::FallbackUsed, format!("{}: {reason}", used.name), Outcome::ForYou);
            }
        }
        let used = link.seal.values.iter().zip(&plan.values);
        let used = used.filter_map(|(used, public)| public.source(used.source));
        let drawn = used.filter(|source| source.kind.is_in_nobodys_hands());
        let drawn: Vec<String> =
            drawn.map(|source| format!("{}, {}", source.publisher, source.issue)).collect();
        self.push(CheckCode::Sources, drawn.join(" / "), Outcome::ForYou);
        if link.selection.is_none() {
            self.push(CheckCode::RegistersTrue, "", Outcome::ForYou);
        }
        self.push(CheckCode::Exemptions, "", Outcome::ForYou);
        if !plan.earlier.is_empty() {
            let names: Vec<String> = plan.earlier.iter().map(|earlier| earlier.head.to_hex()).collect();
            self.push(CheckCode::EarlierDisclosures, names.join(", "), Outcome::ForYou);
        }
        let strikes = link.amendments.iter().map(|amendment| &amendment.strikes);
        let strikes: usize = strikes.map(|strikes| strikes.targets.len() + strikes.inspectors.len()).sum();
        if strikes > 0 {
            self.push(CheckCode::Strikes, strikes, Outcome::ForYou);
        }
        self.push(CheckCode::SameSlot, "", Outcome::ForYou);
    }
}

/// Faults of the identity parts that are shown, and of the grounds of those that are not.
fn shown_faults(opened: Opened<'_>) -> Faults {
    fn texts<K: Kind>(
        table: Table,
        records: &[Disclosed<K>],
        shown: impl Fn(&K::Identity) -> Option<&str>,
    ) -> Faults {
        let texts = records.iter().enumerate().filter_map(|(row, record)| match &record.identity {
            Identity::Shown { data, .. } => shown(data).map(|text| (row, text)),
            Identity::Withheld { reason, .. } => Some((row, reason.as_str())),
        });
        text_faults(table, "identity", texts)
    }
    let rosters = opened.rosters;
    let targets = rosters.targets.iter().enumerate();
    let shown = targets.filter_map(|(row, target)| target.identity.shown().map(|identity| (row, identity)));
    let mut faults = identity_faults(&opened.announcement.plan, shown);
    faults.append(texts(Table::Targets, &rosters.targets, |_| None));
    faults.append(texts(Table::Inspectors, &rosters.inspectors, |identity| Some(&identity.name)));
    faults.append(texts(Table::Recusals, &rosters.recusals, |identity| Some(&identity.category)));
    faults.append(texts(Table::Changes, &rosters.changes, |identity| Some(&identity.reason)));
    faults
}

fn digests(
    chain: &[&Disclosure],
    digest: impl Fn(&Disclosure) -> Result<Digest, FormError>,
) -> Result<Vec<Digest>, FormError> {
    chain.iter().map(|link| digest(link)).collect()
}

/// The first place where two values differ as documents: path, and both values there.
fn difference<T: Serialize>(expected: &T, found: &T) -> Option<(String, String, String)> {
    let (a, b) = (value_bytes(expected).ok(), value_bytes(found).ok());
    if a.is_some() && a == b {
        return None;
    }
    let value = |value: &T| serde_json::to_value(value).unwrap_or(Value::Null);
    let mut path = String::new();
    let (mut expected, mut found) = (value(expected), value(found));
    loop {
        let step = match (&mut expected, &mut found) {
            (Value::Object(a), Value::Object(b)) => {
                let key = a.keys().chain(b.keys()).filter(|key| a.get(*key) != b.get(*key)).min().cloned();
                key.map(|key| (format!(".{key}"), a.remove(&key), b.remove(&key)))
            }
            (Value::Array(a), Value::Array(b)) => {
                let at = a.iter().zip(b.iter()).take_while(|(a, b)| a == b).count();
                let take = |list: &mut Vec<Value>| (at < list.len()).then(|| list.swap_remove(at));
                Some((format!("[{at}]"), take(a), take(b)))
            }
            _ => None,
        };
        match step {
            Some((name, Some(a), Some(b))) => {
                path.push_str(&name);
                (expected, found) = (a, b);
            }
            Some((name, a, b)) => {
                path.push_str(&name);
                let show =
                    |value: Option<Value>| value.map_or_else(|| "nothing".to_owned(), |value| short(&value));
                return Some((path.trim_start_matches('.').to_owned(), show(a), show(b)));
            }
            None => {
                return Some((path.trim_start_matches('.').to_owned(), short(&expected), short(&found)));
            }
        }
    }
}

/// A value as text, cut where it gets long.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
