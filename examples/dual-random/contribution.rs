//! What a witness (见证人) contributes to a draw: 32 random bytes that only the witness knows, and their commitment in the plan.
//!
//! With them nobody of the authority knows the seed before the witness speaks, whoever else is in it together.

use crate::files::{self, Access};
use crate::input::PlanSource;
use crate::input::flaws::Flaw;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::text::Shown as _;
use dual_random::plan::{Plan, ValueKind, contribution_commitment};
use dual_random::{Digest, HashAlgorithm};
use std::path::Path;
use zeroize::Zeroizing;

/// What stands in a plan where the witness has not given a commitment yet. No text is known that has it.
pub(crate) const BLANK: Digest = Digest::from_bytes([0; 32]);

/// `contribute`: makes a witness's contribution, on the witness's own computer.
pub(crate) fn run(file: &Path, hash: &str, out: &mut Out) -> Outcome<Exit> {
    // The command line takes no other.
    let hash = HashAlgorithm::from_code(hash).unwrap_or_default();
    if files::exists(file) {
        return Err(Failure(text::contribution_is_there(file.shown())));
    }
    let text = crate::announce::fresh_master()?.reveal();
    let commitment = contribution_commitment(hash, &text);
    let (head, tail) = (text::contribution_head(), text::contribution_tail(commitment, hash));
    let sheet = Zeroizing::new([head.get(out.language), &text, tail.get(out.language)].concat());
    files::write(file, sheet.as_bytes(), Access::Owner)?;
    out.line(text::contributed(file.shown(), commitment, hash));
    Ok(Exit::Done)
}

/// The commitments that are still to be filled in.
pub(crate) fn blanks(plan: &Plan, source: &PlanSource) -> Vec<Flaw> {
    let is_usual = plan.hash == HashAlgorithm::default();
    let option = if is_usual { String::new() } else { format!(" --hash {}", plan.hash.code()) };
    let mut flaws = Vec::new();
    for (place, value) in plan.values.iter().enumerate() {
        let fallbacks = value.fallbacks.iter().enumerate();
        let fallbacks =
            fallbacks.map(|(at, source)| (format!("values[{place}].fallbacks[{at}].kind"), source));
        let main = (format!("values[{place}].source.kind"), &value.source);
        for (field, _) in [main].into_iter().chain(fallbacks).filter(|(_, source)| is_blank(&source.kind)) {
            flaws.push(source.at(&field, text::commitment_is_blank(&value.name, text::name(&option))));
        }
    }
    flaws
}

fn is_blank(kind: &ValueKind) -> bool {
    matches!(kind, ValueKind::Contribution { commitment } if *commitment == BLANK)
}

/// Takes out of a plan what its witnesses committed to: a contribution serves one draw.
pub(crate) fn blank(plan: &mut Plan) {
    for value in &mut plan.values {
        for source in std::iter::once(&mut value.source).chain(&mut value.fallbacks) {
            if let ValueKind::Contribution { commitment } = &mut source.kind {
                *commitment = BLANK;
            }
        }
    }
}

/// Whether nobody but the lead contributes anything: neither a witness nor another authority.
pub(crate) fn is_alone(plan: &Plan) -> bool {
    let is_of_witness = |kind: &ValueKind| matches!(kind, ValueKind::Contribution { .. });
    let has_witness =
        plan.values.iter().any(|value| value.sources().any(|source| is_of_witness(&source.kind)));
    !has_witness && plan.authorities.iter().all(|authority| authority.commitment.is_none())
}
