//! Public values on the command line: `NAME=TEXT` and `NAME=N:REASON`.

use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Words;
use dual_random::draw::{GivenValues, ValueError};
use dual_random::plan::Plan;
use dual_random::{Id, UsedValue};

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
    given.in_order(plan).map_err(|error| Failure(refusal(&error)))
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
