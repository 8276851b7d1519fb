//! Whether a record may be shown (公开属性), said at its source.

use crate::say::{coded, coded_serde};
use serde::{Deserialize, Serialize};

coded! {
    /// The attribute by itself.
    pub enum OpennessCode {
        Disclosed = "disclosed", "主动公开", "disclosed";
        OnRequest = "on_request", "依申请公开", "on request";
        Withheld = "withheld", "不予公开", "withheld";
    }
}

coded_serde!(OpennessCode);

/// Whether a record may be shown. What is not shown still counts in the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Openness {
    /// 主动公开.
    Disclosed,
    /// 依申请公开.
    OnRequest,
    /// 不予公开: needs both.
    Withheld {
        /// The legal ground.
        reason: String,
        /// The leader who approved it.
        approver: String,
    },
}

impl Openness {
    /// The attribute by itself.
    pub fn code(&self) -> OpennessCode {
        match self {
            Self::Disclosed => OpennessCode::Disclosed,
            Self::OnRequest => OpennessCode::OnRequest,
            Self::Withheld { .. } => OpennessCode::Withheld,
        }
    }

    /// Whether the record is published.
    pub fn is_shown(&self) -> bool {
        *self == Self::Disclosed
    }
}
