//! Conditions over a target's published attributes, and tables of rules (PROTOCOL.md §7).

use super::{TeamRule, TicketRule};
use crate::roster::TargetDraw;
use crate::say::{Quoted, said_as_written, sayings, sayings_error};
use crate::types::form::read_from_text;
use crate::types::text::is_text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What of a target a condition looks at. Documents have it as a text: `class`, `level`, `district`, or `attribute:` and the
/// name of an attribute.
///
/// ```
/// use dual_random::plan::Field;
///
/// assert_eq!("attribute:行业".parse(), Ok(Field::Attribute("行业".to_owned())));
/// assert_eq!(Field::Class.to_string(), "class");
/// assert!("klass".parse::<Field>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
#[non_exhaustive]
pub enum Field {
    /// Its class.
    Class,
    /// Its level.
    Level,
    /// Its district.
    District,
    /// An attribute, by its name.
    Attribute(String),
}

impl Field {
    /// A target's value of it.
    pub(crate) fn value<'a>(&self, target: &'a TargetDraw) -> Option<&'a str> {
        match self {
            Self::Class => Some(&target.class),
            Self::Level => Some(&target.level),
            Self::District => Some(&target.district),
            Self::Attribute(name) => {
                let at = target.attributes.binary_search_by(|(key, _)| key.as_str().cmp(name)).ok()?;
                target.attributes.get(at).and_then(|(_, value)| value.as_deref())
            }
        }
    }
}

sayings! {
    /// Why a text is not a field.
    pub enum FieldError {
        BadField { found: Quoted } = "bad_field", "条件字段 {found} 无效：应为“class”“level”“district”或“attribute:名称”", "{found} is no field of a condition: use class, level, district or attribute:NAME";
    }
}

sayings_error!(FieldError);
said_as_written!(Field);

impl std::str::FromStr for Field {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let attribute = |name: &str| is_text(name).then(|| Self::Attribute(name.to_owned()));
        let field = match text {
            "class" => Some(Self::Class),
            "level" => Some(Self::Level),
            "district" => Some(Self::District),
            _ => text.strip_prefix("attribute:").and_then(attribute),
        };
        field.filter(|_| is_text(text)).ok_or_else(|| FieldError::BadField { found: Quoted::start(text) })
    }
}

read_from_text!(Field, Field, str::parse);

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class => f.write_str("class"),
            Self::Level => f.write_str("level"),
            Self::District => f.write_str("district"),
            Self::Attribute(name) => write!(f, "attribute:{name}"),
        }
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

/// Holds when the target's value of a field is one of some texts, byte for byte; a district also when it lies in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Condition {
    /// The texts, sorted; at least one.
    pub any_of: Vec<String>,
    /// What of the target it looks at.
    pub field: Field,
}

impl Condition {
    /// The attribute it names, if it names one.
    pub(crate) fn named_attribute(&self) -> Option<&str> {
        match &self.field {
            Field::Attribute(name) => Some(name),
            Field::Class | Field::Level | Field::District => None,
        }
    }

    fn holds(&self, target: &TargetDraw) -> bool {
        self.met_by(target).next().is_some()
    }

    /// Its texts that a target meets: its value, and for a district also the codes that it lies in. A county holds all that
    /// lies in it, however fine the codes are.
    pub(crate) fn met_by<'a>(&'a self, target: &'a TargetDraw) -> impl Iterator<Item = &'a str> {
        let value = self.field.value(target);
        let whole = value.map_or(0, str::len);
        let shortest = if self.field == Field::District { whole.min(6) } else { whole };
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
