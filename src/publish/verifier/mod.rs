//! The program of the verifier page: `verify.html` checks a disclosure in the reader's own browser.
//!
//! It is written in plain JavaScript, from the text of the protocol and not from this library, so
//! that a bug of one is found by the other. The parts are one script; this is their order.

/// The part that verifies.
pub(crate) const CORE: &str = concat!(
    include_str!("hash.js"),
    include_str!("buffer.js"),
    include_str!("stream.js"),
    include_str!("canonical.js"),
    include_str!("types.js"),
    include_str!("form.js"),
    include_str!("forms.js"),
    include_str!("trial.js"),
    include_str!("limits.js"),
    include_str!("values.js"),
    include_str!("plan.js"),
    include_str!("merkle.js"),
    include_str!("rosters.js"),
    include_str!("pools.js"),
    include_str!("seats.js"),
    include_str!("selection.js"),
    include_str!("matching.js"),
    include_str!("standing.js"),
    include_str!("staffing.js"),
    include_str!("amend.js"),
    include_str!("continuation.js"),
    include_str!("evidence.js"),
    include_str!("warnings.js"),
    include_str!("report.js"),
    include_str!("verify.js"),
    include_str!("proof.js"),
    include_str!("self_test.js"),
);
