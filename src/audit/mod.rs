//! The audit: a third party's one call over a whole public record (PROTOCOL.md §21). The record is put together once; each group of
//! findings is a function of it.

mod chances;
mod changes;
mod compare;
mod completeness;
mod counts;
mod deadlines;
mod disclosed;
mod documents;
mod draws;
mod earlier;
mod family;
mod lines;
mod listed;
mod pages;
mod pools;
mod problem;
mod proofs;
mod record;
mod redraws;
mod report;
mod slots;
mod strikes;
mod touched;
mod values;
mod versions;
mod visits;
mod voids;

pub use documents::{AuditEvidence, Documents};
pub use listed::{
    ChangeCode, Changed, Fallback, FieldChange, ListedChange, OtherChances, OtherPool, Renumbered, RowChange,
    TicketShare, Versions,
};
pub use problem::{
    AuditCode, AuditProblem, Count, DealtPool, Drew, KnownBefore, LineDifference, Mark, Misdated, Misuse,
    Omitted, OtherMost, PlanPart, PoolTouch, ProofFault, RecusalPair, RedrawDifference, Redrawn, Rewritten,
    Secret, Term, Unknown, VoidLack,
};
pub use report::{AuditFinding, AuditReport, Coverage, Covered, DrawName, Examined, Outside};

use crate::draw::{Stopped, Work};
use crate::record::Log;
use draws::Year;
use pages::Pages;
use record::Record;
use report::Findings;

/// Audits a log with its documents (PROTOCOL.md §21). Whatever is wrong is a finding, so there is no error: each has a code, the
/// draw, the lines of the log counted from 1, and its data. Every disclosure that the log names is recomputed, which takes as
/// long as [`verify`](crate::verify()) does for each; of what no document is there, the report says so and judges nothing.
///
/// ```
/// use dual_random::audit::{AuditCode, AuditEvidence, Documents, audit};
/// use dual_random::record::{Entry, Log};
/// use dual_random::{Digest, Timestamp};
///
/// // The log says that a list was published, and nothing was found in the folder of what is published.
/// let mut log = Log::new();
/// let (list, page) = (Digest::of_file(b"a list"), b"another list");
/// log.push(Entry::published(None, list)?, Timestamp::new("2026-01-05T09:00:00+08:00")?)?;
/// log.push(Entry::published(None, Digest::of_file(page))?, Timestamp::new("2026-01-06T09:00:00+08:00")?)?;
///
/// let documents = Documents::new(&log).with("another-list.txt", page);
/// let report = audit(&log, &documents, &AuditEvidence::on(Timestamp::new("2027-01-01T00:00:00+08:00")?));
/// let found = &report.findings[0];
/// assert_eq!((found.code(), &found.lines[..]), (AuditCode::PageMissing, &[1][..]));
/// assert_eq!(serde_json::to_value(found)?["document"], list.to_hex());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn audit(log: &Log, documents: &Documents<'_>, evidence: &AuditEvidence) -> AuditReport {
    let report = audit_with(log, documents, evidence, &mut Work::new());
    // Work that nobody bounds or watches is not stopped. If it were, nothing was seen.
    let unseen = || log.history().courses().values().map(|course| course.number).collect();
    report.unwrap_or_else(|_| AuditReport { unseen: unseen(), ..AuditReport::default() })
}

/// Audits as [`audit`] does, with a bound on the work of recomputing, and tells how far each disclosure has come.
///
/// # Errors
/// When the work was stopped: then there is no report.
pub fn audit_with(
    log: &Log,
    documents: &Documents<'_>,
    evidence: &AuditEvidence,
    work: &mut Work<'_>,
) -> Result<AuditReport, Stopped> {
    Ok(report(&Record::new(log, documents, evidence, work)?))
}

fn report(record: &Record<'_, '_>) -> AuditReport {
    let (mut found, mut changes) = (Findings::default(), Vec::new());
    the_log(record, &mut found);
    disclosed::contradicted(record, &mut found);
    disclosed::against_the_log(record, &mut found);
    disclosed::amendments_opened(record, &mut found);
    values::commitments(record, &mut found);
    values::visits_known(record, &mut found);
    let values = values::values(record, &mut found);
    touched::pools(record, &mut found);
    let unlogged_proofs = proofs::proofs(record, &mut found);
    successions(record, &mut found, &mut changes);
    let draws = &Year::all(record);
    year(record, draws, &mut found, &mut changes);
    let pages = &Pages::new(record);
    pages::missing(record, pages, &mut found);
    pages::replaced(record, pages, &mut found);
    pages::unlogged(record, pages, &mut found);
    pages::renderings(record, pages, &mut found);
    changes.extend(versions::versions(record, pages));
    let (checked, covered) = (checked(record, values), lines::covered(record));
    AuditReport {
        findings: found.0,
        changes,
        coverage: counts::coverage(draws),
        checked,
        outside: outside(record, checked, &covered, !unlogged_proofs.is_empty()),
        covered,
        unseen: record.unseen.iter().map(|place| record.announced[*place].course.number).collect(),
        unseen_pages: pages.unseen(record),
        unlogged_proofs,
    }
}

/// What the log shows, with the documents that its lines name and their deadlines.
fn the_log(record: &Record<'_, '_>, found: &mut Findings) {
    lines::contradictions(record, found);
    lines::checkpoints(record, found);
    completeness::unreadable(record, found);
    completeness::named(record, found);
    completeness::unlogged(record, found);
    completeness::authority(record, found);
    deadlines::deadlines(record, found);
}

/// What takes the place of what: slots, voids and redraws.
fn successions(record: &Record<'_, '_>, found: &mut Findings, changes: &mut Vec<ListedChange>) {
    slots::slots(record, found);
    slots::repeated_draws(record, found);
    for (index, lost_before) in voids::lost_before(record).into_iter().enumerate() {
        slots::superseding(record, &record.announced[index], found);
        slots::continuing(record, &record.announced[index], found);
        voids::voided(record, index, lost_before, found);
        changes.extend(voids::would_have_drawn(record, index));
    }
    redraws::redraws(record, found);
    voids::not_redrawn(record, found);
}

/// The disclosed draws together: what they make of each other's targets, caps, reports.
fn year(record: &Record<'_, '_>, draws: &[Year<'_>], found: &mut Findings, changes: &mut Vec<ListedChange>) {
    let heads = &earlier::heads(record);
    earlier::named_heads(record, heads, found);
    for draw in draws {
        earlier::marks(draw, heads, found);
    }
    counts::omitted(record, draws, found);
    counts::unexplained(draws, found);
    counts::caps(draws, found);
    counts::small_pools(draws, found);
    strikes::strikes(draws, found);
    changes.extend(strikes::all_namesakes(draws));
    visits::reports(record, draws, found);
    visits::open_seats(record, found);
    for draw in draws {
        visits::visits(record, draw, found);
    }
    for (at, draw) in draws.iter().enumerate() {
        changes.extend(changes::of_one(&draws[..at], draw));
        changes.extend(changes::changes(&draws[..at], draw, record.evidence));
    }
}

/// What was checked, in numbers.
fn checked(record: &Record<'_, '_>, values: u64) -> Examined {
    let amendments: usize = record.links().map(|link| link.amendments.len()).sum();
    let voided = record.announced.iter().filter(|announced| announced.course.voided.is_some());
    Examined {
        lines: record.log.lines().len() as u64,
        announcements: record.announced.len() as u64,
        disclosures: record.named.len() as u64,
        amendments: amendments as u64,
        voids: voided.count() as u64,
        checkpoints: record.evidence.checkpoints.len() as u64,
        values,
        proofs: record.documents.proofs.len() as u64,
        pages: record.documents.pages.len() as u64,
    }
}

/// What only the outside world can settle.
fn outside(
    record: &Record<'_, '_>,
    checked: Examined,
    covered: &[Covered],
    has_unlogged_proofs: bool,
) -> Vec<Outside> {
    let used: usize = record.sound.values().map(|disclosure| disclosure.seal.values.len()).sum();
    let missing = record.documents.voids.values().any(|void| !void.missing.is_empty());
    let is_closed = record.announced.iter().any(|announced| {
        let is_disclosed = record.disclosed.contains_key(&announced.digest);
        let waits = || record.void_of(announced).is_some_and(|void| record.waits(announced, void));
        (!is_disclosed && announced.course.voided.is_none()) || waits()
    });
    let first = [
        (!announced_first(record, covered)).then_some(Outside::AnnouncedFirst),
        (covered.iter().all(|one| one.by.is_none() || one.size < checked.lines)).then_some(Outside::SameLog),
        covered.iter().any(|one| one.by.is_some()).then_some(Outside::Cosigners),
    ];
    let always = [Outside::ReasonsTrue, Outside::RegistersTrue, Outside::Witnesses];
    let has_reports = record.evidence.reported.is_some();
    let others = [
        (missing || used as u64 > checked.values).then_some(Outside::ValuesPublished),
        Some(if has_reports { Outside::ReportsTrue } else { Outside::Reported }),
        has_unlogged_proofs.then_some(Outside::ProofsUnlogged),
        is_closed.then_some(Outside::NotPublicYet),
    ];
    first.into_iter().flatten().chain(always).chain(others.into_iter().flatten()).collect()
}

/// Whether of every announcement a quorum of witnesses saw the line before its first value closed.
fn announced_first(record: &Record<'_, '_>, covered: &[Covered]) -> bool {
    let was_seen = |announced: &record::Announced<'_>| {
        let closes = announced.document.and_then(deadlines::first_closing);
        closes.is_some_and(|closes| {
            let covers = |one: &&Covered| announced.course.announced < one.size;
            covered.iter().filter(covers).filter_map(|one| one.by).any(|by| by < *closes)
        })
    };
    !record.announced.is_empty() && record.announced.iter().all(was_seen)
}
