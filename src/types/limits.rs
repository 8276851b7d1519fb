//! Limits that are checked before any work that grows with them (PROTOCOL.md §4).

/// Most targets.
pub const TARGETS: usize = 10_000_000;
/// Most inspectors.
pub const INSPECTORS: usize = 100_000;
/// Most recusals.
pub const RECUSALS: usize = 1_000_000;
/// Most changes between two ceremonies.
pub const CHANGES: usize = 1_000_000;
/// Most strata, items, rules of a table, and short lists of the plan.
pub const ENTRIES: usize = 1_000;
/// Most conditions of a rule.
pub const CONDITIONS: usize = 16;
/// Most values of a condition.
pub const CONDITION_VALUES: usize = 10_000;
/// Most overrides.
pub const OVERRIDES: usize = 100_000;
/// Most authorities, and most public values.
pub const PARTIES: usize = 16;
/// Most fallbacks of a public value.
pub const FALLBACKS: usize = 4;
/// Most ways in which the fallbacks of all values together may fall out.
pub const FALLBACK_WAYS: u64 = 64;
/// Most seats of a team.
pub const SEATS: usize = 16;
/// Most attributes, last-team entries or qualifications of a record or seat.
pub const RECORD_LIST: usize = 256;
/// Most tickets of all pools together.
pub const TOTAL_TICKETS: u64 = 1 << 27;
/// Most targets × conditions of the plan.
pub const CONDITION_CHECKS: u64 = 1 << 30;
/// Most different things seats ask for × counties of targets × inspectors.
pub const POOL_CHECKS: u64 = 1 << 28;
/// Most drawn seats × inspectors.
pub const STAFFING: u64 = 1 << 34;
/// Most ceremonies in a chain.
pub const CHAIN: usize = 8;
/// Most amendments of one ceremony.
pub const AMENDMENTS: usize = 366;
/// Most strikes of targets, and of inspectors, in one amendment.
pub const STRIKES: usize = 100_000;
/// Most amendments × targets: each has a tree over the target roster.
pub const AMENDED_LEAVES: u64 = 1 << 27;
/// Largest log, in bytes.
pub const LOG_BYTES: usize = 256 << 20;
/// Most lines of a log.
pub const LOG_LINES: usize = 1_000_000;
/// Longest line of a log, in bytes, its LF included.
pub const LINE_BYTES: usize = 16_384;
/// Largest announcement, in bytes.
pub const ANNOUNCEMENT_BYTES: usize = 16 << 20;
/// Largest seal, in bytes.
pub const SEAL_BYTES: usize = 1 << 20;
/// Largest disclosure or opening, in bytes.
pub const DISCLOSURE_BYTES: usize = gib(8);
/// Largest published page, in bytes of its JSON.
pub const PAGE_BYTES: usize = gib(8);
/// Most rows of a table of a published page.
pub const PAGE_ROWS: usize = TARGETS;
/// Largest integer in a document.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;
/// Most bytes of all files of an audit together.
pub const AUDIT_BYTES: usize = gib(16);

/// So many GiB, in bytes; where memory cannot have so many addresses, all of them.
const fn gib(count: usize) -> usize {
    match count.checked_mul(1 << 30) {
        Some(bytes) => bytes,
        None => usize::MAX,
    }
}

/// The longest list that a field of that name may be in any document. (Names that stand for a longer list elsewhere are checked
/// where they stand.)
pub(crate) fn of_list(field: &str) -> usize {
    match field {
        "targets" => TARGETS,
        "inspectors" => INSPECTORS,
        "recusals" => RECUSALS,
        "changes" => CHANGES,
        "any_of" => CONDITION_VALUES,
        "overrides" => OVERRIDES,
        "added" | "changed_rules" | "classes" | "earlier" | "items" | "left_out" | "registers" | "strata" => {
            ENTRIES
        }
        "amendments" => AMENDMENTS,
        "attributes" | "departments" | "last_team" | "qualifications" | "task_sheet" => RECORD_LIST,
        "authorities" | "missing" | "missing_authorities" | "values" => PARTIES,
        "when" => CONDITIONS,
        "fallbacks" => FALLBACKS,
        _ => usize::MAX,
    }
}
