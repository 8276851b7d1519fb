//! The first place where two values differ as documents.

use super::failure::{Content, Failure};
use super::path::{DocumentPath, Step};
use crate::commit::document::DrawResult;
use crate::rules::Reason;
use crate::types::digest::Digest;
use serde::Serialize;
use serde_json::Value;

/// The first difference, if there is one: its place, and what stands there.
pub(super) fn difference<T: Serialize + PartialEq>(expected: &T, found: &T) -> Option<Failure> {
    if expected == found {
        return None;
    }
    let value = |value: &T| serde_json::to_value(value).unwrap_or(Value::Null);
    let (mut expected, mut found) = (Some(value(expected)), Some(value(found)));
    let mut path = Vec::new();
    while let (Some(a), Some(b)) = (&mut expected, &mut found) {
        let Some((step, a, b)) = step(a, b) else {
            break;
        };
        path.push(step);
        (expected, found) = (a, b);
    }
    let is_slip = path.contains(&Step::Field("trail".to_owned()));
    let is_slip = is_slip && path.last() == Some(&Step::Field("reason".to_owned()));
    let [expected, found] = [expected, found].map(|value| content(value, is_slip));
    Some(if path.is_empty() {
        Failure::Differs { expected, found }
    } else {
        Failure::DiffersAt { path: DocumentPath(path), expected, found }
    })
}

/// The first difference of two results. As values for the whole document they would take many times their memory, and of a
/// hostile file what is recomputed may be far larger than the file: only the team that differs is made one.
pub(super) fn difference_of_results(expected: &DrawResult, found: &DrawResult) -> Option<Failure> {
    let without_teams = |result: &DrawResult| DrawResult {
        cap: result.cap,
        deck_key: result.deck_key,
        seed: result.seed,
        strata: result.strata.clone(),
        teams: Vec::new(),
        ticket_key: result.ticket_key,
    };
    let same = expected.teams.iter().zip(&found.teams).take_while(|(a, b)| a == b).count();
    let of = |result: &DrawResult| result.teams.get(same).cloned();
    let place = vec![Step::Field("teams".to_owned()), Step::Entry(same)];
    let teams = difference(&of(expected), &of(found)).map(|failure| match failure {
        Failure::Differs { expected, found } => {
            Failure::DiffersAt { path: DocumentPath(place), expected, found }
        }
        Failure::DiffersAt { path: DocumentPath(within), expected, found } => {
            Failure::DiffersAt { path: DocumentPath([place, within].concat()), expected, found }
        }
        other => other,
    });
    let rest = difference(&without_teams(expected), &without_teams(found));
    // The first field by its name, as in every other document.
    match &rest {
        Some(Failure::DiffersAt { path: DocumentPath(path), .. })
            if teams.is_some() && path.first() == Some(&Step::Field("ticket_key".to_owned())) =>
        {
            teams
        }
        _ => rest.or(teams),
    }
}

/// The first step down to where two values differ, with both values there; `None` where they have no parts.
fn step(expected: &mut Value, found: &mut Value) -> Option<(Step, Option<Value>, Option<Value>)> {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            let key = a.keys().chain(b.keys()).filter(|key| a.get(*key) != b.get(*key)).min().cloned()?;
            let (a, b) = (a.remove(&key), b.remove(&key));
            Some((Step::Field(key), a, b))
        }
        (Value::Array(a), Value::Array(b)) => {
            let at = a.iter().zip(b.iter()).take_while(|(a, b)| a == b).count();
            let take = |list: &mut Vec<Value>| (at < list.len()).then(|| list.swap_remove(at));
            Some((Step::Entry(at), take(a), take(b)))
        }
        _ => None,
    }
}

/// A value, cut where it gets long. The reason of a slip is a code that has words.
fn content(value: Option<Value>, is_slip: bool) -> Content {
    match value {
        None | Some(Value::Null) => Content::Nothing,
        Some(Value::String(text)) => match (Digest::from_hex(&text), Reason::from_code(&text)) {
            (Ok(digest), _) => Content::Digest { digest },
            (_, Some(reason)) if is_slip => Content::Reason { reason },
            _ => Content::text(&text),
        },
        Some(value) => match value.as_u64() {
            Some(number) => Content::Number { number },
            None => Content::json(&value.to_string()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What is found where `recused` stands for `taken`: in an entry of a list, by the names of both.
    fn said(list: &str, field: &str) -> Content {
        let document = |text: &str| json!({ list: [{ field: text }] });
        match difference(&document("taken"), &document("recused")) {
            Some(Failure::DiffersAt { found, .. }) => found,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_code_is_put_into_words_where_it_is_the_reason_of_a_slip_alone() {
        assert_eq!(said("trail", "reason"), Content::Reason { reason: Reason::Recused });
        for (list, field) in [("trail", "inspector"), ("targets", "reason"), ("strata", "name")] {
            assert_eq!(said(list, field), Content::text("recused"), "{list} {field}");
        }
    }
}
