//! The two parts of each kind of record, as they stand in documents. Fields are declared in text order, which is the
//! canonical order (PROTOCOL.md §2).

use crate::say::{coded, coded_serde};
use crate::types::date::Date;
use crate::types::form::{self, TextForm};
use crate::types::id::{InspectorId, TargetId};
use crate::types::text::{Text, is_district};
use serde::de::{DeserializeOwned, Deserializer};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

coded! {
    /// What an inspector is, and what a seat asks for.
    ///
    /// ```
    /// use dual_random::{Language, Role, Say};
    ///
    /// assert_eq!(Role::from_code("expert"), Some(Role::Expert));
    /// assert_eq!(Role::Officer.message(Language::Zh), "执法人员");
    /// ```
    pub enum Role {
        Officer = "officer", "执法人员", "officer";
        Expert = "expert", "专家", "expert";
    }
}
coded_serde!(Role);

coded! {
    /// What changed between the rosters of two ceremonies, in the order of their codes.
    pub enum ChangeKind {
        InspectorAdded = "inspector_added", "新增检查人员", "inspector added";
        InspectorChanged = "inspector_changed", "检查人员信息变更", "inspector changed";
        InspectorRemoved = "inspector_removed", "移出检查人员", "inspector removed";
        RecusalAdded = "recusal_added", "新增回避", "recusal added";
        RecusalRemoved = "recusal_removed", "撤销回避", "recusal removed";
    }
}
coded_serde!(ChangeKind);

/// A part of a record: what can stand in a document.
pub trait RecordPart:
    Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug + Send + Sync
{
}

impl<T: Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug + Send + Sync> RecordPart for T {}

/// One kind of record: the tree it is committed in, its two parts, and its place in the roster.
pub trait RecordKind {
    /// Name of the tree, as salts are derived with it.
    const TREE: &'static str;
    /// The part the algorithm reads.
    type Draw: RecordPart;
    /// The part that may be withheld.
    type Identity: RecordPart;
    /// What rosters are ordered by.
    type Key<'a>: Ord;
    /// The key of a record.
    fn key(draw: &Self::Draw) -> Self::Key<'_>;
}

/// A district's form is checked where it is read (PROTOCOL.md §3).
fn district<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    form::read(deserializer, TextForm::District, |code| {
        if is_district(code) { Ok(T::from(code)) } else { Err("a district has 6 to 12 digits") }
    })
}

/// Draw part of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TargetDraw {
    /// Every attribute that the plan's conditions name, sorted by name, with the target's value if it has one. What a
    /// target lacks is said here too, so that no value can hide in an identity part that is withheld.
    pub attributes: Box<[(Text, Option<Text>)]>,
    /// Drawn with certainty.
    pub carried: bool,
    /// Class.
    pub class: Text,
    /// District code.
    #[serde(deserialize_with = "district")]
    pub district: Text,
    /// Left out, since drawn earlier in the period.
    pub drawn_before: bool,
    /// Reason of the exemption.
    pub exempt: Option<Text>,
    /// Id.
    pub id: TargetId,
    /// Inspections so far that count against the yearly cap.
    pub inspected: u32,
    /// Inspectors of the last inspection, sorted.
    pub last_team: Box<[InspectorId]>,
    /// Level.
    pub level: Text,
}

/// Identity part of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TargetIdentity {
    /// The attributes that no condition of the plan names, sorted by name.
    pub attributes: Box<[(Text, Text)]>,
    /// Legal basis of the exemption.
    pub basis: Option<Text>,
    /// 统一社会信用代码.
    pub credit_code: Option<Text>,
    /// Name.
    pub name: Text,
}

/// Draw part of an inspector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InspectorDraw {
    /// Department.
    pub department: String,
    /// District code.
    #[serde(deserialize_with = "district")]
    pub district: String,
    /// Certificate number.
    pub id: InspectorId,
    /// Own maximum of visits.
    pub max_visits: NonZeroU32,
    /// Qualifications, sorted.
    pub qualifications: Vec<String>,
    /// Officer or expert.
    pub role: Role,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity.
    pub valid_to: Date,
}

/// Identity part of an inspector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InspectorIdentity {
    /// Name.
    pub name: String,
}

/// Draw part of a recusal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecusalDraw {
    /// Who.
    pub inspector: InspectorId,
    /// From whom.
    pub target: TargetId,
}

/// Identity part of a recusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecusalIdentity {
    /// Category of the reason.
    pub category: String,
}

/// Draw part of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeDraw {
    /// When.
    pub date: Date,
    /// The inspector concerned.
    pub inspector: InspectorId,
    /// What changed.
    pub kind: ChangeKind,
    /// The target, for a recusal.
    pub target: Option<TargetId>,
}

/// Identity part of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeIdentity {
    /// Why.
    pub reason: String,
}

macro_rules! kind {
    ($module:ident, $doc:literal, $tree:literal, $draw:ident, $identity:ident, $key:ty, |$d:ident| $body:expr) => {
        #[doc = $doc]
        pub mod $module {
            use super::*;

            /// Marker of this kind of record.
            #[derive(Debug, Clone, Copy)]
            pub enum Marker {}

            impl RecordKind for Marker {
                const TREE: &'static str = $tree;
                type Draw = $draw;
                type Identity = $identity;
                type Key<'a> = $key;
                fn key($d: &Self::Draw) -> Self::Key<'_> {
                    $body
                }
            }
        }
    };
}

kind!(target, "Records of targets.", "targets", TargetDraw, TargetIdentity, &'a TargetId, |d| &d.id);
kind!(
    inspector,
    "Records of inspectors.",
    "inspectors",
    InspectorDraw,
    InspectorIdentity,
    &'a InspectorId,
    |d| &d.id
);
kind!(
    recusal,
    "Records of recusals.",
    "recusals",
    RecusalDraw,
    RecusalIdentity,
    (&'a InspectorId, &'a TargetId),
    |d| (&d.inspector, &d.target)
);
kind!(
    change,
    "Records of changes.",
    "changes",
    ChangeDraw,
    ChangeIdentity,
    (ChangeKind, &'a InspectorId, Option<&'a TargetId>),
    |d| (d.kind, &d.inspector, d.target.as_ref())
);
