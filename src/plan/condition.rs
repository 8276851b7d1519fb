//! Conditions over a target's published attributes, and tables of rules (PROTOCOL.md §7).

use super::{TeamRule, TicketRule};
use crate::roster::TargetDraw;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Holds when the target's value of a field is one of some texts, byte for byte; a district also when it lies in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Condition {
    /// The texts, sorted; at least one.
    pub any_of: Vec<String>,
    /// `class`, `level`, `district` or `attribute:` and a name.
    pub field: String,
}

impl Condition {
    /// The attribute it names, if it names one.
    pub(crate) fn named_attribute(&self) -> Option<&str> {
        self.field.strip_prefix("attribute:").filter(|name| !name.is_empty())
    }

    pub(crate) fn has_known_field(&self) -> bool {
        matches!(self.field.as_str(), "class" | "level" | "district") || self.named_attribute().is_some()
    }

    fn holds(&self, target: &TargetDraw) -> bool {
        self.met_by(target).next().is_some()
    }

    /// The target's value of its field.
    fn value<'a>(&self, target: &'a TargetDraw) -> Option<&'a str> {
        match self.field.as_str() {
            "class" => Some(&target.class),
            "level" => Some(&target.level),
            "district" => Some(&target.district),
            _ => {
                let name = self.named_attribute()?;
                let at = target.attributes.binary_search_by(|(key, _)| key.as_str().cmp(name)).ok()?;
                target.attributes.get(at).and_then(|(_, value)| value.as_deref())
            }
        }
    }

    /// Its texts that a target meets: its value, and for a district also the codes that it lies in. A county holds all that
    /// lies in it, however fine the codes are.
    pub(crate) fn met_by<'a>(&'a self, target: &'a TargetDraw) -> impl Iterator<Item = &'a str> {
        let value = self.value(target);
        let whole = value.map_or(0, str::len);
        let shortest = if self.field == "district" { whole.min(6) } else { whole };
        let texts = (shortest..=whole).filter_map(move |len| value?.get(..len));
        texts.filter_map(|text| {
            let at = self.any_of.binary_search_by(|own| own.as_str().cmp(text)).ok()?;
            self.any_of.get(at).map(String::as_str)
        })
    }
}

/// Whether all conditions hold; an empty list always does.
pub(crate) fn all_hold(when: &[Condition], target: &TargetDraw) -> bool {
    when.iter().all(|condition| condition.holds(target))
}

/// A rule of a table.
pub(crate) trait Rule {
    /// When it holds.
    fn when(&self) -> &[Condition];
}

impl Rule for TeamRule {
    fn when(&self) -> &[Condition] {
        &self.when
    }
}

impl Rule for TicketRule {
    fn when(&self) -> &[Condition] {
        &self.when
    }
}

/// The first rule of a table that holds for a target.
pub(crate) fn first_holding<'a, R: Rule>(table: &'a [R], target: &TargetDraw) -> Option<&'a R> {
    table.iter().find(|rule| all_hold(rule.when(), target))
}

/// Names of the attributes that some conditions name, sorted, each once.
pub(super) fn attribute_names<'a>(rules: impl Iterator<Item = &'a Vec<Condition>>) -> Vec<String> {
    let names: BTreeSet<&str> = rules.flatten().filter_map(Condition::named_attribute).collect();
    names.into_iter().map(str::to_owned).collect()
}
