//! Public values on the command line: `NAME=TEXT` and `NAME=N:REASON`.

use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Words;
use dual_random::draw::{GivenValues, ValueError};
use dual_random::plan::{Plan, ValueKind};
use dual_random::{HashAlgorithm, Id, UsedValue};

/// A `NAME=TEXT` argument.
pub(crate) fn named(argument: &str) -> Outcome<(&str, &str)> {
    argument.split_once('=').ok_or_else(|| Failure(text::bad_value_argument(text::name(argument))))
}

/// The values that a draw uses, in the order of the plan, each in its announced form.
pub(crate) fn used(plan: &Plan, values: &[String], fallbacks: &[String]) -> Outcome<Vec<UsedValue>> {
    let mut given = GivenValues::new();
    for argument in values {
        let (name, text) = named(argument)?;
        given = given.value(name, text);
    }
    for argument in fallbacks {
        let (name, fallback) = named(argument)?;
        let parsed =
            fallback.split_once(':').and_then(|(number, reason)| Some((number.parse().ok()?, reason)));
        // No fallback has the number 0.
        let (number, reason) = parsed.unwrap_or_default();
        given = given.fallback(name, number, reason);
    }
    let by_other = |name: &Id, hash: HashAlgorithm| {
        let mut texts = values.iter().filter_map(|argument| named(argument).ok());
        let text = texts.find(|(given, _)| *given == name.as_str())?.1;
        let value = plan.values.iter().find(|value| value.name == *name)?;
        value.sources().any(|source| is_of(&source.kind, hash, text)).then_some(hash)
    };
    given.in_order(plan).map_err(|error| {
        let other = match &error {
            ValueError::Text { name, .. } => HashAlgorithm::ALL.iter().find_map(|hash| by_other(name, *hash)),
            _ => None,
        };
        Failure(match other {
            Some(hash) => text::contribution_by_other_hash(&error, hash, plan.hash),
            None => refusal(&error),
        })
    })
}

/// Whether a text is what a witness committed to, by some hash.
fn is_of(kind: &ValueKind, hash: HashAlgorithm, text: &str) -> bool {
    matches!(kind, ValueKind::Contribution { .. }) && kind.check(hash, text).is_ok()
}

/// Why values are refused, and how they are written on the command line.
fn refusal(error: &ValueError) -> Words {
    match error {
        ValueError::Missing { .. } => text::value_missing(error),
        ValueError::Fallback { name, .. } => text::bad_fallback(error, name),
        _ => Words::of(error),
    }
}

/// Values that a reader looked up. One that the draw does not have is for the verifier to say, beside all else.
pub(crate) fn looked_up(values: &[String]) -> Outcome<Vec<(Id, &str)>> {
    fn read(argument: &str) -> Outcome<(Id, &str)> {
        let (name, text) = named(argument)?;
        let id = Id::new(name).map_err(|_| Failure(text::bad_value_argument(text::name(argument))))?;
        Ok((id, text))
    }
    values.iter().map(|argument| read(argument)).collect()
}
