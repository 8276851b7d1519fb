//! Penalty decisions (行政处罚决定), with what 行政处罚法 Article 59 asks of them and what is shown of them.

use super::number::DocumentNumber;
use super::openness::Openness;
use crate::say::{coded, coded_serde};
use crate::types::date::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// Kind of a penalty (处罚类别), by 行政处罚法 Article 9.
    pub enum PenaltyKind {
        Warning = "warning", "警告", "warning";
        Criticism = "criticism", "通报批评", "public criticism";
        Fine = "fine", "罚款", "fine";
        IncomeConfiscated = "income_confiscated", "没收违法所得", "illegal income confiscated";
        PropertyConfiscated = "property_confiscated", "没收非法财物", "illegal property confiscated";
        LicenceSuspended = "licence_suspended", "暂扣许可证件", "licence suspended";
        Downgraded = "downgraded", "降低资质等级", "qualification downgraded";
        LicenceRevoked = "licence_revoked", "吊销许可证件", "licence revoked";
        ActivitiesRestricted = "activities_restricted", "限制开展生产经营活动", "activities restricted";
        ProductionStopped = "production_stopped", "责令停产停业", "production stopped";
        Closed = "closed", "责令关闭", "closed down";
        OccupationBarred = "occupation_barred", "限制从业", "barred from an occupation";
        Detention = "detention", "行政拘留", "detention";
        Other = "other", "其他", "other";
    }
}

coded_serde!(PenaltyKind);

coded! {
    /// What a decision is now (当前状态).
    pub enum PenaltyStatus {
        InForce = "in_force", "有效", "in force";
        Performed = "performed", "已履行", "performed";
        Changed = "changed", "已变更", "changed";
        Annulled = "annulled", "已撤销", "annulled";
        Unlawful = "unlawful", "确认违法", "declared unlawful";
        Invalid = "invalid", "确认无效", "declared invalid";
    }
}

coded_serde!(PenaltyStatus);

impl PenaltyStatus {
    /// Whether its publication is withdrawn, with an explanation (行政处罚法 Article 48).
    pub fn is_withdrawn(self) -> bool {
        matches!(self, Self::Changed | Self::Annulled | Self::Unlawful | Self::Invalid)
    }
}

/// Who is penalised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Party {
    /// A company or another organisation.
    Organisation {
        /// 统一社会信用代码.
        credit_code: Option<String>,
        /// 法定代表人.
        legal_representative: Option<String>,
    },
    /// An individual business (个体工商户), named by its trade name, or by its operator's if it has none.
    IndividualBusiness {
        /// 统一社会信用代码.
        credit_code: Option<String>,
        /// 经营者.
        operator: Option<String>,
    },
    /// A natural person of age.
    Adult,
    /// A minor: such a decision is never published.
    Minor,
}

impl Party {
    /// Whether the party's name is the name of a natural person: so is that of an individual business without a trade
    /// name, which goes by its operator's.
    pub fn is_named_by_person(&self, name: &str) -> bool {
        match self {
            Self::Organisation { .. } => false,
            Self::IndividualBusiness { operator, .. } => {
                let kind = ["（个体工商户）", "(个体工商户)"];
                let own = kind.into_iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
                operator.as_deref() == Some(own)
            }
            Self::Adult | Self::Minor => true,
        }
    }
}

/// A penalty decision.
///
/// A service stores it as JSON, and reads it back:
///
/// ```
/// use dual_random::outcome::{Party, Penalty, PenaltyStatus};
///
/// let text = r#"{
///     "number": "某环罚〔2026〕15号", "name": "示例企业", "party": "adult", "address": "示例路", "facts": "超标",
///     "evidence": "监测报告", "kinds": ["fine"], "basis": "依据", "content": "罚款", "fine": 500050,
///     "performance": "十五日内", "remedies": "复议、诉讼", "authority": "示例局", "decided": "2026-11-23",
///     "published_until": "2027-11-23", "status": "in_force", "openness": "disclosed"
/// }"#;
/// let penalty: Penalty = serde_json::from_str(text).unwrap();
/// assert_eq!((penalty.party, penalty.status), (Party::Adult, PenaltyStatus::InForce));
/// assert!(serde_json::from_str::<Penalty>(&text.replace("15号", "15")).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Penalty {
    /// 决定书文号.
    pub number: DocumentNumber,
    /// 行政相对人名称.
    pub name: String,
    /// Who that is.
    pub party: Party,
    /// Address; never published.
    pub address: String,
    /// 违法事实.
    pub facts: String,
    /// 证据.
    pub evidence: String,
    /// 处罚类别.
    pub kinds: Vec<PenaltyKind>,
    /// 处罚依据.
    pub basis: String,
    /// 处罚内容.
    pub content: String,
    /// Fine, in fen.
    #[serde(default)]
    pub fine: Option<u64>,
    /// 裁量阶次: the step of the benchmark of discretion that was applied.
    #[serde(default)]
    pub benchmark: Option<String>,
    /// 裁量理由: why that step.
    #[serde(default)]
    pub benchmark_reason: Option<String>,
    /// How and by when it is to be performed (履行方式和期限).
    pub performance: String,
    /// 救济途径: reconsideration and lawsuit, with their limits.
    pub remedies: String,
    /// 处罚机关.
    pub authority: String,
    /// 决定日期.
    pub decided: Date,
    /// 公示截止期: last day of its publication.
    pub published_until: Date,
    /// 当前状态.
    pub status: PenaltyStatus,
    /// Since when that is so, if its publication is withdrawn.
    #[serde(default)]
    pub changed_on: Option<Date>,
    /// Why it was changed, annulled, or declared unlawful or invalid.
    #[serde(default)]
    pub explanation: Option<String>,
    /// Whether it may be shown.
    pub openness: Openness,
}

impl Penalty {
    /// A decision that is in force and may be shown, by its number, to whom it is addressed, its day, and the last day of its
    /// publication. Its texts, its kinds and its fine (in fen) are to be filled in: 行政处罚法 Article 59 asks for them.
    pub fn new(
        number: DocumentNumber,
        name: impl Into<String>,
        party: Party,
        decided: Date,
        published_until: Date,
    ) -> Self {
        Self {
            number,
            name: name.into(),
            party,
            address: String::new(),
            facts: String::new(),
            evidence: String::new(),
            kinds: Vec::new(),
            basis: String::new(),
            content: String::new(),
            fine: None,
            benchmark: None,
            benchmark_reason: None,
            performance: String::new(),
            remedies: String::new(),
            authority: String::new(),
            decided,
            published_until,
            status: PenaltyStatus::InForce,
            changed_on: None,
            explanation: None,
            openness: Openness::Disclosed,
        }
    }
}
