//! The verifier: reads the file, goes through the ceremonies of its chain, and keeps what came of it.

use super::checked::Checked;
use super::difference::difference;
use super::evidence::Evidence;
use super::fact::Fact;
use super::failure::Failure;
use super::read::NotVerified;
use super::report::{Check, CheckOutcome, Finding, Report, Verdict, Warned, Why};
use super::size::{within, within_limits};
use crate::ceremony::DrawParts;
use crate::commit::canonical::{FormError, FormProblem};
use crate::commit::document::{DisclosedRosters, Disclosure, Protocol, ReadError, Undrawn};
use crate::draw::{DrawError, Drawn, Step, Stopped, Work};
use crate::types::digest::Digest;
use crate::types::id::Id;
use serde::Serialize;
use std::io;

/// Verifies a disclosure against the reader's evidence (PROTOCOL.md §17). Any bytes get a verdict: those that are no disclosure in
/// canonical form of at most 8 GiB, or over another limit, are [`Verdict::Unusable`], with the failure in the report. Limits are
/// checked before work that grows with them, and staffing has a bound. [`Verdict::Verified`] needs an announcement and every
/// value that is in nobody's hands, of each ceremony of the chain, among the evidence; a round of drand proves itself where the
/// feature `drand` is on, and need not be among it.
///
/// ```
/// use dual_random::{Evidence, Verdict, verify};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (announced, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&dual_random::Grounds::none())?.to_bytes()?;
/// # let kept = announced.announcement.bytes();
///
/// // A reader who kept the announcement, and has not looked the value up.
/// let report = verify(&disclosure, &Evidence::new().announcement(&kept)?);
/// assert_eq!(report.verdict, Verdict::Consistent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn verify(disclosure: &[u8], evidence: &Evidence) -> Report {
    unstopped(verify_with(disclosure, evidence, &mut Work::new()))
}

/// Verifies a disclosure as [`verify`] does, with a bound on the work, and tells how far it has come. The bound is the
/// caller's own, beside the limits of PROTOCOL.md.
///
/// ```
/// use dual_random::{Evidence, Stopped, Verdict, Work, verify_with};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&dual_random::Grounds::none())?.to_bytes()?;
///
/// let report = verify_with(&disclosure, &Evidence::new(), &mut Work::at_most(1_000_000))?;
/// assert_eq!(report.verdict, Verdict::Consistent);
/// let none = verify_with(&disclosure, &Evidence::new(), &mut Work::at_most(100));
/// assert_eq!(none, Err(Stopped::WorkLimit));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the work was stopped: then there is no verdict.
pub fn verify_with(disclosure: &[u8], evidence: &Evidence, work: &mut Work<'_>) -> Result<Report, Stopped> {
    match Disclosure::from_bytes(disclosure) {
        Ok(parsed) => verify_parsed(&parsed, evidence, work),
        Err(error) => Ok(unusable(error)),
    }
}

/// A file that was verified.
#[non_exhaustive]
pub struct Verification {
    /// What came of it.
    pub report: Report,
    /// The file's digest; nothing where it is too large for a disclosure.
    pub digest: Option<Digest>,
    /// The disclosure that it is, if it is one.
    pub disclosure: Option<Disclosure>,
}

/// Verifies a disclosure from a file as [`verify_with`] does, and gives it with the report: for whoever goes on with what was
/// verified. The file's bytes are never held, unless it is no disclosure in canonical form, so that this takes half the memory.
///
/// ```
/// use dual_random::{Evidence, Verdict, Work, verify_read};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let file = drawn.disclose(&dual_random::Grounds::none())?.to_bytes()?;
///
/// let verified = verify_read(std::io::Cursor::new(&file), &Evidence::new(), &mut Work::new())?;
/// assert_eq!(verified.report.verdict, Verdict::Consistent);
/// assert_eq!(verified.digest, Some(dual_random::Digest::of_file(&file)));
/// let seats = verified.disclosure.map(|disclosure| disclosure.seal.seats.total);
/// assert_eq!(seats, Some(26));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When it cannot be read, or the work was stopped: then there is no verdict.
pub fn verify_read(
    mut from: impl io::Read + io::Seek,
    evidence: &Evidence,
    work: &mut Work<'_>,
) -> Result<Verification, NotVerified> {
    let io = |error| NotVerified::Io { error };
    let start = from.stream_position().map_err(io)?;
    let (disclosure, digest) = match Disclosure::read(&mut from) {
        Ok(read) => read,
        Err(ReadError::Io { error }) => return Err(io(error)),
        Err(ReadError::Form { error }) => {
            let digest = match error.problem {
                FormProblem::TooLarge { .. } => None,
                _ => {
                    from.seek(io::SeekFrom::Start(start)).map_err(io)?;
                    Some(Digest::of_read(&mut from).map_err(io)?)
                }
            };
            return Ok(Verification { report: unusable(error), digest, disclosure: None });
        }
    };
    let report = verify_parsed(&disclosure, evidence, work).map_err(|why| NotVerified::Stopped { why })?;
    Ok(Verification { report, digest: Some(digest), disclosure: Some(disclosure) })
}

impl Drawn {
    /// Recomputes what was drawn, as a verifier does with the disclosure: for whoever holds a result that was kept, before
    /// anything is built on it.
    ///
    /// ```
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (_, drawn) = shared::drawn()?;
    /// let report = drawn.recompute(&mut dual_random::Work::new())?;
    /// assert_eq!(report.verdict, dual_random::Verdict::Consistent);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the work was stopped.
    pub fn recompute(&self, work: &mut Work<'_>) -> Result<Report, Stopped> {
        verify_parsed(self.result(), &Evidence::new(), work)
    }
}

/// Verifies a disclosure that was read.
pub(crate) fn verify_parsed(
    disclosure: &Disclosure,
    evidence: &Evidence,
    work: &mut Work<'_>,
) -> Result<Report, Stopped> {
    if let Err(passed) = within_limits(disclosure) {
        return Ok(unusable(passed));
    }
    let mut verifier = Verifier::new(evidence);
    verifier.hold(Checked::Form);
    verifier.run(disclosure, work);
    verifier.ended(evidence.anchors(disclosure))
}

/// Verifies an undrawn: form and limits, the rules of plan and rosters, roots, secrets and numbers, and the ceremonies
/// before it as [`verify`] does (PROTOCOL.md §20.2). The secrets that are missing are left out. Without a result the verdict is
/// [`Verdict::Consistent`] at best.
///
/// ```
/// use dual_random::{Grounds, Verdict, undrawn, verify_undrawn};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
/// # let shown = undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none())?.to_bytes()?;
///
/// assert_eq!(verify_undrawn(&shown).verdict, Verdict::Consistent);
/// assert_eq!(verify_undrawn(b"no undrawn").verdict, Verdict::Unusable);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn verify_undrawn(undrawn: &[u8]) -> Report {
    unstopped(verify_undrawn_with(undrawn, &mut Work::new()))
}

/// Verifies an undrawn as [`verify_undrawn`] does, with a bound on the work, and tells how far it has come.
///
/// ```
/// use dual_random::{Grounds, Stopped, Verdict, Work, undrawn, verify_undrawn_with};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
/// # let shown = undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none())?.to_bytes()?;
///
/// let report = verify_undrawn_with(&shown, &mut Work::at_most(1_000_000))?;
/// assert_eq!(report.verdict, Verdict::Consistent);
/// assert_eq!(verify_undrawn_with(&shown, &mut Work::at_most(10)), Err(Stopped::WorkLimit));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the work was stopped: then there is no verdict.
pub fn verify_undrawn_with(undrawn: &[u8], work: &mut Work<'_>) -> Result<Report, Stopped> {
    match Undrawn::from_bytes(undrawn) {
        Ok(parsed) => verify_undrawn_parsed(&parsed, work),
        Err(error) => Ok(unusable(error)),
    }
}

/// Verifies an undrawn that was read.
pub(crate) fn verify_undrawn_parsed(undrawn: &Undrawn, work: &mut Work<'_>) -> Result<Report, Stopped> {
    let before = || undrawn.selection.as_deref().map_or(Ok(()), within_limits);
    if let Err(passed) = within(undrawn.opened()).and_then(|()| before()) {
        return Ok(unusable(passed));
    }
    let evidence = Evidence::new();
    let mut verifier = Verifier::new(&evidence);
    verifier.hold(Checked::Form);
    verifier.undrawn(undrawn, work);
    verifier.ended(false)
}

/// Work that nobody bounds or watches is not stopped.
fn unstopped(report: Result<Report, Stopped>) -> Report {
    report.unwrap_or_else(|why| unusable(DrawError::from(why)))
}

fn unusable(failure: impl Into<Failure>) -> Report {
    let evidence = Evidence::new();
    let mut verifier = Verifier::new(&evidence);
    verifier.unusable(failure.into());
    verifier.report(false)
}

pub(super) struct Verifier<'a> {
    pub(super) evidence: &'a Evidence,
    checks: Vec<Check>,
    findings: Vec<Finding>,
    pub(super) warnings: Vec<Warned>,
    unusable: bool,
    stopped: Option<Stopped>,
    draw: Option<Id>,
}

impl<'a> Verifier<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        let (checks, findings, warnings) = Default::default();
        Self { evidence, checks, findings, warnings, unusable: false, stopped: None, draw: None }
    }

    /// Turns to a draw.
    pub(super) fn turn_to(&mut self, draw: &Id) {
        self.draw = Some(draw.clone());
    }

    fn push(&mut self, checked: Checked, outcome: CheckOutcome) {
        self.checks.push(Check { draw: self.draw.clone(), checked, outcome });
    }

    pub(super) fn hold(&mut self, checked: Checked) {
        self.push(checked, CheckOutcome::Held);
    }

    pub(super) fn fail(&mut self, checked: Checked, failure: impl Into<Failure>) {
        self.push(checked, CheckOutcome::Failed { failure: failure.into() });
    }

    /// Could not be checked, since an earlier check failed.
    pub(super) fn skip(&mut self, checked: Checked) {
        self.push(checked, CheckOutcome::NotCheckable { why: Why::EarlierFailure });
    }

    /// Could not be checked, since the reader gave no evidence.
    pub(super) fn without_evidence(&mut self, checked: Checked) {
        self.push(checked, CheckOutcome::NotCheckable { why: Why::NoEvidence });
    }

    /// Only the outside world settles it.
    pub(super) fn for_you(&mut self, checked: Checked) {
        self.push(checked, CheckOutcome::ForYou);
    }

    /// Fails if there is a failure.
    pub(super) fn unless(&mut self, checked: Checked, failure: Option<Failure>) {
        match failure {
            None => self.hold(checked),
            Some(failure) => self.fail(checked, failure),
        }
    }

    /// Holds when both are equal; otherwise names the first place where they differ.
    pub(super) fn same<T: Serialize + PartialEq>(&mut self, checked: Checked, expected: &T, found: &T) {
        self.unless(checked, difference(expected, found));
    }

    pub(super) fn find(&mut self, fact: Fact) {
        self.findings.extend(self.draw.clone().map(|draw| Finding { draw, fact }));
    }

    pub(super) fn unusable(&mut self, failure: impl Into<Failure>) {
        self.unusable = true;
        self.fail(Checked::Form, failure);
    }

    /// Ends without a verdict.
    pub(super) fn stop(&mut self, why: Stopped) {
        self.stopped = Some(why);
    }

    fn is_over(&self) -> bool {
        self.unusable || self.stopped.is_some()
    }

    /// The report, unless the work was stopped.
    fn ended(mut self, anchored: bool) -> Result<Report, Stopped> {
        self.stopped.take().map_or_else(|| Ok(self.report(anchored)), Err)
    }

    fn report(self, anchored: bool) -> Report {
        let failed = self.checks.iter().any(|check| check.failure().is_some());
        let verdict = match (self.unusable, failed, anchored) {
            (true, ..) => Verdict::Unusable,
            (_, true, _) => Verdict::Contradicted,
            (_, _, true) => Verdict::Verified,
            (_, _, false) => Verdict::Consistent,
        };
        Report { verdict, checks: self.checks, findings: self.findings, warnings: self.warnings }
    }

    fn run(&mut self, disclosure: &Disclosure, work: &mut Work<'_>) {
        let chain = self.chain(disclosure, work);
        if self.is_over() {
            return;
        }
        self.turn_to(&disclosure.announcement.plan.draw);
        let last =
            disclosure.amendments.last().map_or(&disclosure.seal.seats, |amendment| &amendment.seal.seats);
        if last.open > 0 {
            self.find(Fact::OpenSeats { count: last.open });
        }
        if let Err(error) = self.outside(&chain) {
            self.fail(Checked::Form, error);
        }
    }

    /// Every ceremony of a chain, the first one first.
    fn chain<'b>(&mut self, disclosure: &'b Disclosure, work: &mut Work<'_>) -> Vec<&'b Disclosure> {
        let mut chain: Vec<&Disclosure> = disclosure.chain().collect();
        chain.reverse();
        for link in &chain {
            self.turn_to(&link.announcement.plan.draw);
            self.one_protocol(disclosure.protocol, link);
            if let Err(error) = self.ceremony(link, work) {
                self.fail(Checked::Form, error);
            }
            if self.is_over() {
                break;
            }
        }
        chain
    }

    /// All that a ceremony's disclosure holds names the protocol of the whole. Said only where it does not.
    fn one_protocol(&mut self, of: Protocol, link: &Disclosure) {
        let Disclosure { amendments, announcement, seal, .. } = link;
        let amended = amendments.iter().flat_map(|amendment| [amendment.protocol, amendment.seal.protocol]);
        let named =
            [link.protocol, announcement.protocol, Protocol::with(announcement.plan.hash), seal.protocol];
        self.same_protocol(of, named.into_iter().chain(amended));
    }

    fn same_protocol(&mut self, of: Protocol, mut named: impl Iterator<Item = Protocol>) {
        if let Some(other) = named.find(|named| *named != of) {
            self.same(Checked::OneProtocol, &of, &other);
        }
    }

    /// What was announced, without a result.
    fn undrawn(&mut self, undrawn: &Undrawn, work: &mut Work<'_>) {
        if let Some(before) = undrawn.selection.as_deref() {
            self.chain(before, work);
        }
        if self.is_over() || self.is_stopped(&undrawn.rosters, work) {
            return;
        }
        self.turn_to(&undrawn.announcement.plan.draw);
        let Undrawn { announcement, selection, .. } = undrawn;
        let before = selection.iter().map(|before| before.protocol);
        let named = [announcement.protocol, Protocol::with(announcement.plan.hash)];
        self.same_protocol(undrawn.protocol, named.into_iter().chain(before));
        let owned = DrawParts::of_opened(undrawn.opened());
        match self.announced(undrawn.opened(), owned.as_draws()) {
            Ok(_) => self.secrets(undrawn.opened(), &undrawn.secrets),
            Err(error) => self.fail(Checked::Form, error),
        }
    }

    /// Spends the work of hashing rosters: whether it was stopped there.
    fn is_stopped(&mut self, rosters: &DisclosedRosters, work: &mut Work<'_>) -> bool {
        let DisclosedRosters { changes, inspectors, recusals, targets } = rosters;
        let records = changes.len() + inspectors.len() + recusals.len() + targets.len();
        let spent = work.tell(Step::Rosters, 0, 1).and_then(|()| work.spend(records as u64));
        spent.map_err(|why| self.stop(why)).is_err()
    }

    /// One ceremony; those before it have been checked.
    fn ceremony(&mut self, link: &Disclosure, work: &mut Work<'_>) -> Result<(), FormError> {
        if self.is_stopped(&link.rosters, work) {
            return Ok(());
        }
        let digest: Digest = link.announcement.digest()?;
        self.same(Checked::SealNamesAnnouncement, &digest, &link.seal.announcement);
        let owned = DrawParts::of_disclosure(link);
        let draws = owned.as_draws();
        match self.announced(link.opened(), draws)? {
            Some(prepared) => {
                let beside = self.result(link, draws, &prepared, digest, work)?;
                self.note(link, &beside);
            }
            None => {
                self.skip(Checked::Result);
                self.skip(Checked::Seal);
            }
        }
        Ok(())
    }
}
