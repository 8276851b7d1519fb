//! What the law withholds: legal grounds, by record. One place decides for every kind of record.

use super::document::RecordName;
use crate::fault::{Fault, Faults, Problem, Table};
use crate::roster::{Intake, Withholding};
use crate::say::Quoted;
#[cfg(feature = "tables")]
use crate::tables::{self, TableNote};
use crate::types::id::TargetId;
use std::collections::{BTreeMap, BTreeSet};

/// A record: which roster, its id (none: the whole roster), and the target of a recusal or of a change of one.
type Key = (Table, Option<String>, Option<TargetId>);

/// Legal grounds for withholding identity parts. Every one of them names a record that there is.
///
/// ```
/// use dual_random::{Grounds, Table, TargetId, Withholding};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
///
/// let list = [
///     Withholding::of_target(&TargetId::new("T-0010")?, "国家秘密"),
///     Withholding::of_roster(Table::Inspectors, "公安机关要求"),
/// ];
/// let grounds = Grounds::new(&list, drawn.names())?;
/// assert_eq!(drawn.exposure(&grounds).withheld, 1 + 12);
/// let disclosure = drawn.disclose(&grounds)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds(BTreeMap<Key, String>);

fn key(name: RecordName<'_>) -> Key {
    let (roster, id, target) = match name {
        RecordName::Target(id) => (Table::Targets, id.as_str(), None),
        RecordName::Inspector(id) => (Table::Inspectors, id.as_str(), None),
        RecordName::Recusal(id, target) => (Table::Recusals, id.as_str(), Some(target)),
        RecordName::Change(id, target) => (Table::Changes, id.as_str(), target),
    };
    (roster, Some(id.to_owned()), target.cloned())
}

impl Grounds {
    /// Nothing is withheld.
    pub fn none() -> Self {
        Self::default()
    }

    /// The grounds of a list, over records that there are ([`Drawn::names`](crate::Drawn::names)).
    ///
    /// # Errors
    /// Each entry that names no record or one named before, or whose reason holds a personal number or cannot stand in a
    /// document; with its row counted from 1.
    pub fn new<'a>(
        list: &[Withholding],
        names: impl IntoIterator<Item = RecordName<'a>>,
    ) -> Result<Self, Faults> {
        let known: BTreeSet<Key> = names.into_iter().map(key).collect();
        let mut intake = Intake::new(Table::Withholdings);
        let mut grounds = BTreeMap::new();
        for (row, entry) in list.iter().enumerate() {
            let Withholding { roster, id, target, reason } = entry;
            intake.shown(Some(row), "reason", reason);
            let key: Key = (*roster, id.clone(), target.clone());
            let of_whom = target.as_ref().map_or("", TargetId::as_str);
            let found = Quoted::new(format!("{} {of_whom}", id.as_deref().unwrap_or("*")).trim_end());
            let mut fault = |problem| {
                intake.faults.push(Fault::new(Table::Withholdings, Some(row), "id", problem));
            };
            if id.is_some() && !known.contains(&key) {
                fault(Problem::NoSuchRecord { found: found.clone() });
            }
            if grounds.insert(key, reason.clone()).is_some() {
                fault(Problem::Repeated { found });
            }
        }
        intake.faults.into_result(Self(grounds))
    }

    /// The same from the bytes of a list's file, with what is to be known of it (feature `tables`; the columns are in
    /// [`tables`](crate::tables)).
    ///
    /// # Errors
    /// All faults of the file, or else all of [`Self::new`], each with its line.
    ///
    /// # Example
    /// ```
    /// use dual_random::{FaultCode, Grounds, RecordName, TargetId};
    ///
    /// let id = TargetId::new("D-001")?;
    /// let list = "名录,编号,理由\n检查对象,D-001,示例条例第一条\n";
    /// let (grounds, _) = Grounds::from_table(list.as_bytes(), [RecordName::Target(&id)])?;
    /// assert_eq!(grounds.of(RecordName::Target(&id)), Some("示例条例第一条"));
    ///
    /// let faults = Grounds::from_table(list.as_bytes(), []).unwrap_err();
    /// assert_eq!((faults.as_slice()[0].row, faults.as_slice()[0].code()), (Some(2), FaultCode::NoSuchRecord));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "tables")]
    pub fn from_table<'a>(
        bytes: &[u8],
        names: impl IntoIterator<Item = RecordName<'a>>,
    ) -> Result<(Self, Vec<TableNote>), Faults> {
        let list = tables::withholdings(bytes)?;
        let grounds = Self::new(&list.records, names);
        let grounds = grounds.map_err(|faults| faults.with_lines(Table::Withholdings, &list.lines))?;
        Ok((grounds, list.notes))
    }

    /// The ground for withholding a record: its own, or that of its whole roster.
    pub fn of(&self, name: RecordName<'_>) -> Option<&str> {
        let own = key(name);
        let whole = (own.0, None, None);
        self.0.get(&own).or_else(|| self.0.get(&whole)).map(String::as_str)
    }

    /// Whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
