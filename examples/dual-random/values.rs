//! Public values on the command line: `NAME=TEXT` and `NAME=N:REASON`.

use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Words;
use dual_random::plan::Plan;
use dual_random::{Id, UsedValue};

/// A `NAME=TEXT` argument.
pub(crate) fn named(argument: &str) -> Outcome<(&str, &str)> {
    argument.split_once('=').ok_or_else(|| Failure(text::bad_value_argument(text::name(argument))))
}

/// The values that a draw uses, in the order of the plan, each in its announced form.
pub(crate) fn used(plan: &Plan, values: &[String], fallbacks: &[String]) -> Outcome<Vec<UsedValue>> {
    let mut given = once_each(values)?;
    let mut fallbacks = once_each(fallbacks)?;
    let expected: Vec<&str> = plan.values.iter().map(|value| value.name.as_str()).collect();
    let mut used = Vec::new();
    for public in &plan.values {
        let name = public.name.as_str();
        let Some(text) = taken(&mut given, name) else {
            return Err(Failure(text::value_missing(text::name(name), text::name(expected.join(", ")))));
        };
        let (source, reason) = match taken(&mut fallbacks, name) {
            None => (0, None),
            Some(fallback) => {
                let parsed = fallback.split_once(':').and_then(|(n, reason)| Some((n.parse().ok()?, reason)));
                match parsed {
                    Some((n, reason)) if n > 0 && !reason.is_empty() => (n, Some(reason.to_owned())),
                    _ => {
                        return Err(Failure(text::bad_fallback(text::name(name), public.fallbacks.len())));
                    }
                }
            }
        };
        let Some(announced) = public.source(source) else {
            return Err(Failure(text::bad_fallback(text::name(name), public.fallbacks.len())));
        };
        if announced.kind.check(text).is_err() {
            let form = Words::of(&announced.kind);
            return Err(Failure(text::value_refused(text::name(name), text::name(text), form)));
        }
        used.push(match reason {
            None => UsedValue::main(public.name.clone(), text),
            Some(reason) => UsedValue::fallback(public.name.clone(), source, reason, text),
        });
    }
    match given.iter().chain(&fallbacks).next() {
        Some((name, _)) => {
            Err(Failure(text::value_unknown(text::name(name), text::name(expected.join(", ")))))
        }
        None => Ok(used),
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

fn once_each(arguments: &[String]) -> Outcome<Vec<(&str, &str)>> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for argument in arguments {
        let (name, value) = named(argument)?;
        if all.iter().any(|(known, _)| *known == name) {
            return Err(Failure(text::value_twice(text::name(name))));
        }
        all.push((name, value));
    }
    Ok(all)
}

fn taken<'a>(given: &mut Vec<(&'a str, &'a str)>, name: &str) -> Option<&'a str> {
    let at = given.iter().position(|(known, _)| *known == name)?;
    Some(given.remove(at).1)
}
