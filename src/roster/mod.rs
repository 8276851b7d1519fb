//! What goes in: inspection targets, inspectors, recusals, and changes between two ceremonies (PROTOCOL.md §5).
//!
//! Every record has a *draw part*, which is all the algorithm reads and is always disclosed, and an *identity part*,
//! which is committed with its own salt and may be withheld by law.

mod alike;
mod contacts;
mod intake;
mod places;
mod record;
mod strike;

pub use alike::names_alike;
pub use contacts::{Contacts, ContactsError};
pub(crate) use intake::Intake;
pub use places::{Places, WhichPlace};
pub use record::{
    ChangeDraw, ChangeIdentity, ChangeKind, InspectorDraw, InspectorIdentity, RecordKind, RecordPart,
    RecusalDraw, RecusalIdentity, Role, TargetDraw, TargetIdentity, change, inspector, recusal, target,
};
pub use strike::{ListedStrike, ToStrike};

use crate::fault::Table;
use crate::types::date::{Date, Days};
use crate::types::id::{InspectorId, TargetId};
use crate::types::text::county;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// Columns of a target roster that stand on the task sheets alone, whatever a plan says: they are never committed, and in
/// no document that is published.
pub const SHEET_ONLY: [&str; 8] =
    ["地址", "联系人", "联系电话", "法定代表人", "address", "contact", "telephone", "legal_representative"];

/// What a plan makes of the further columns of a target roster. What it does not name is not read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Columns {
    /// Committed and disclosed.
    pub attributes: BTreeSet<String>,
    /// For the task sheets alone, beside [`SHEET_ONLY`].
    pub sheet: BTreeSet<String>,
}

impl Columns {
    /// Columns that are committed and disclosed, and columns for the task sheets alone.
    pub fn new(
        attributes: impl IntoIterator<Item = impl Into<String>>,
        sheet: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            attributes: attributes.into_iter().map(Into::into).collect(),
            sheet: sheet.into_iter().map(Into::into).collect(),
        }
    }
}

#[cfg(feature = "tables")]
impl Columns {
    /// The columns that the plan itself names.
    pub(crate) fn named(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().chain(&self.sheet).map(String::as_str)
    }

    /// Whether a column is for the task sheets alone.
    pub(crate) fn sheet(&self, name: &str) -> bool {
        SHEET_ONLY.contains(&name) || self.sheet.contains(name)
    }
}

/// The districts whose county is not in a list of those that there are: abolished, or misspelt. A hint, since such lists age.
pub fn unlisted_districts<'a>(
    list: &[String],
    given: impl IntoIterator<Item = &'a str>,
) -> BTreeSet<&'a str> {
    let counties: BTreeSet<&str> = list.iter().map(|district| county(district)).collect();
    given.into_iter().filter(|district| !counties.contains(county(district))).collect()
}

/// An exemption (正面清单 and the like); it needs both, recorded before the roster is frozen.
///
/// ```
/// use dual_random::{Exemption, Target, TargetId};
///
/// let target = Target::new(TargetId::new("T-0007")?, "示例企业", "一般", "522601")
///     .exempt(Exemption::new("正面清单", "示例办法第三条"));
/// # Ok::<(), dual_random::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Exemption {
    /// Reason, such as 正面清单; counted in the announcement.
    pub reason: String,
    /// Legal basis; part of the record's identity part.
    pub basis: String,
}

/// An inspection target (检查对象) as given.
///
/// ```
/// use dual_random::{Target, TargetId};
///
/// let target = Target::new(TargetId::new("T-0007")?, "示例企业", "一般", "522601")
///     .with_credit_code("91522601MATEXT01X3")
///     .with_attribute("行业", "化工");
/// assert_eq!(target.level, "-", "not told apart by levels");
/// # Ok::<(), dual_random::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Target {
    /// Its id.
    pub id: TargetId,
    /// 统一社会信用代码; one company may run several sites, and a person or a project has none.
    #[serde(default)]
    pub credit_code: Option<String>,
    /// Name.
    pub name: String,
    /// District code (行政区划代码), 6–12 digits.
    pub district: String,
    /// Class, such as 重点; classes are data.
    pub class: String,
    /// Level.
    #[serde(default = "no_level")]
    pub level: String,
    /// The attributes that the plan names, by conditions or in its list: all of them are committed and disclosed. Those that
    /// conditions name become part of the draw part.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// What stands on the task sheets alone (地址, 联系人 …): private, and in no document.
    #[serde(default)]
    pub sheet: BTreeMap<String, String>,
    /// Inspections so far that count against the yearly cap.
    #[serde(default)]
    pub inspected: u32,
    /// Inspectors of the last inspection.
    #[serde(default)]
    pub last_team: Vec<InspectorId>,
    /// Why it is exempt, if it is.
    #[serde(default)]
    pub exemption: Option<Exemption>,
    /// Already drawn in an earlier draw of the period, and left out of this one.
    #[serde(default)]
    pub drawn_before: bool,
    /// Struck in an earlier draw: drawn with certainty in this one.
    #[serde(default)]
    pub carried: bool,
}

/// What stands for a level where there are none.
fn no_level() -> String {
    "-".to_owned()
}

fn officer() -> Role {
    Role::Officer
}

impl Target {
    /// A target with the fields every target has; the others are empty.
    pub fn new(
        id: TargetId,
        name: impl Into<String>,
        class: impl Into<String>,
        district: impl Into<String>,
    ) -> Self {
        Self {
            id,
            credit_code: None,
            name: name.into(),
            district: district.into(),
            class: class.into(),
            level: no_level(),
            attributes: BTreeMap::new(),
            sheet: BTreeMap::new(),
            inspected: 0,
            last_team: Vec::new(),
            exemption: None,
            drawn_before: false,
            carried: false,
        }
    }
}

impl Target {
    /// The same with its 统一社会信用代码.
    #[must_use]
    pub fn with_credit_code(mut self, code: impl Into<String>) -> Self {
        self.credit_code = Some(code.into());
        self
    }

    /// The same on a level.
    #[must_use]
    pub fn on_level(mut self, level: impl Into<String>) -> Self {
        self.level = level.into();
        self
    }

    /// The same with an attribute that the plan names.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.insert(name.into(), value.into());
        self
    }

    /// The same, exempt.
    #[must_use]
    pub fn exempt(mut self, exemption: Exemption) -> Self {
        self.exemption = Some(exemption);
        self
    }
}

impl Exemption {
    /// An exemption, with its reason and legal basis.
    pub fn new(reason: impl Into<String>, basis: impl Into<String>) -> Self {
        Self { reason: reason.into(), basis: basis.into() }
    }
}

/// An inspector (执法检查人员) as given.
///
/// ```
/// use dual_random::{Days, Inspector, InspectorId, Role};
///
/// let valid = Days::new("2025-01-01".parse()?, "2029-12-31".parse()?);
/// let most = 8.try_into()?;
/// let expert = Inspector::officer(InspectorId::new("ZJ-001")?, "乙某", "监测站", "522601", valid, most)
///     .as_expert()
///     .qualified(["环境监测"]);
/// assert_eq!(expert.role, Role::Expert);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Inspector {
    /// Certificate number (执法证号).
    pub id: InspectorId,
    /// Name.
    pub name: String,
    /// Department.
    pub department: String,
    /// District code, 6–12 digits.
    pub district: String,
    /// Qualifications.
    #[serde(default)]
    pub qualifications: Vec<String>,
    /// First day of the certificate's validity.
    pub valid_from: Date,
    /// Last day of the certificate's validity.
    pub valid_to: Date,
    /// Own maximum of visits in this draw.
    pub max_visits: NonZeroU32,
    /// Officer, or expert who joins outside the two.
    #[serde(default = "officer")]
    pub role: Role,
}

impl Inspector {
    /// An officer whose certificate is valid on some days, with an own maximum of visits in this draw.
    ///
    /// ```
    /// use dual_random::{Date, Days, Inspector, InspectorId};
    /// use std::num::NonZeroU32;
    ///
    /// let valid = Days::new(Date::from_ymd(2025, 1, 1).unwrap(), Date::from_ymd(2029, 12, 31).unwrap());
    /// let id = InspectorId::new("ZF-0001").unwrap();
    /// let officer = Inspector::officer(id, "甲某", "环境", "522601", valid, NonZeroU32::new(8).unwrap());
    /// assert!(officer.qualifications.is_empty());
    /// ```
    pub fn officer(
        id: InspectorId,
        name: impl Into<String>,
        department: impl Into<String>,
        district: impl Into<String>,
        valid: Days,
        max_visits: NonZeroU32,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            department: department.into(),
            district: district.into(),
            qualifications: Vec::new(),
            valid_from: valid.from,
            valid_to: valid.to,
            max_visits,
            role: Role::Officer,
        }
    }

    /// The same as an expert, who joins outside the two officers.
    #[must_use]
    pub fn as_expert(mut self) -> Self {
        self.role = Role::Expert;
        self
    }

    /// The same with qualifications.
    #[must_use]
    pub fn qualified(mut self, qualifications: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.qualifications = qualifications.into_iter().map(Into::into).collect();
        self
    }
}

/// A recusal (回避) as given.
///
/// ```
/// use dual_random::{InspectorId, Recusal, TargetId};
///
/// let recusal = Recusal::new(InspectorId::new("ZF-001")?, TargetId::new("T-0010")?, "亲属");
/// # Ok::<(), dual_random::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Recusal {
    /// Who.
    pub inspector: InspectorId,
    /// From whom.
    pub target: TargetId,
    /// Category of the reason; part of the identity part.
    pub category: String,
}

impl Recusal {
    /// A recusal: who, from whom, and the category of the reason.
    pub fn new(inspector: InspectorId, target: TargetId, category: impl Into<String>) -> Self {
        Self { inspector, target, category: category.into() }
    }
}

/// What to withhold: the identity part of one record, or of a whole roster.
///
/// ```
/// use dual_random::{Table, TargetId, Withholding};
///
/// let one = Withholding::of_target(&TargetId::new("T-0010")?, "国家秘密");
/// let all = Withholding::of_roster(Table::Inspectors, "公安机关要求");
/// assert_eq!((one.id.as_deref(), all.id), (Some("T-0010"), None));
/// # Ok::<(), dual_random::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Withholding {
    /// Which roster.
    pub roster: Table,
    /// The target's or inspector's id; none for the whole roster.
    #[serde(default)]
    pub id: Option<String>,
    /// The target, for a recusal or a change of one.
    #[serde(default)]
    pub target: Option<TargetId>,
    /// The legal ground.
    pub reason: String,
}

impl Withholding {
    /// The identity part of one target.
    pub fn of_target(target: &TargetId, reason: impl Into<String>) -> Self {
        let id = Some(target.to_string());
        Self { roster: Table::Targets, id, target: None, reason: reason.into() }
    }

    /// The identity part of one inspector.
    pub fn of_inspector(inspector: &InspectorId, reason: impl Into<String>) -> Self {
        let id = Some(inspector.to_string());
        Self { roster: Table::Inspectors, id, target: None, reason: reason.into() }
    }

    /// The identity part of the recusal of an inspector from a target, or of a change of one.
    pub fn of_recusal(
        roster: Table,
        inspector: &InspectorId,
        target: TargetId,
        reason: impl Into<String>,
    ) -> Self {
        Self { roster, id: Some(inspector.to_string()), target: Some(target), reason: reason.into() }
    }

    /// All identity parts of a roster.
    pub fn of_roster(roster: Table, reason: impl Into<String>) -> Self {
        Self { roster, id: None, target: None, reason: reason.into() }
    }
}

/// A difference between the rosters of two ceremonies, as given.
///
/// ```
/// use dual_random::roster::ChangeKind;
/// use dual_random::{Change, InspectorId, TargetId};
///
/// let (officer, day) = (InspectorId::new("ZF-001")?, "2026-10-12".parse()?);
/// let removed = Change::new(ChangeKind::InspectorRemoved, officer.clone(), day, "调离");
/// let recused = Change::new(ChangeKind::RecusalAdded, officer, day, "亲属").about(TargetId::new("T-0010")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Change {
    /// What changed.
    pub kind: ChangeKind,
    /// The inspector concerned.
    pub inspector: InspectorId,
    /// The target, for a recusal.
    #[serde(default)]
    pub target: Option<TargetId>,
    /// When.
    pub date: Date,
    /// Why; part of the identity part.
    pub reason: String,
}

impl Change {
    /// A change of an inspector.
    pub fn new(kind: ChangeKind, inspector: InspectorId, date: Date, reason: impl Into<String>) -> Self {
        Self { kind, inspector, target: None, date, reason: reason.into() }
    }

    /// The same of a recusal from a target.
    #[must_use]
    pub fn about(mut self, target: TargetId) -> Self {
        self.target = Some(target);
        self
    }
}
