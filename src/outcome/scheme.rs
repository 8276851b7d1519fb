//! Result values (检查结果): schemes of codes, since provinces number them differently.

use crate::say::{Choices, Quoted, coded, coded_serde, sayings, sayings_error};
use crate::types::id::Id;
use serde::{Deserialize, Serialize};

/// A value of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResultValue {
    /// Its code; nothing without the scheme's id.
    pub code: String,
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
    /// Whether the visit took place and found a problem; what of it shows that nobody was there counts as no visit.
    pub meaning: Meaning,
}

impl ResultValue {
    /// A value by its code, with its texts and what it means.
    pub fn new(
        code: impl Into<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
        meaning: Meaning,
    ) -> Self {
        Self { code: code.into(), zh: zh.into(), en: en.into(), meaning }
    }
}

coded! {
    /// What a result means for the figures.
    pub enum Meaning {
        Clear = "clear", "未发现问题", "no problem found";
        Problem = "problem", "发现问题", "problem found";
        Absent = "absent", "无法检查", "could not be inspected";
    }
}

coded_serde!(Meaning);

/// A scheme of result values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    id: Id,
    version: String,
    values: Vec<ResultValue>,
}

sayings! {
    /// What is wrong with a scheme.
    pub enum SchemeError {
        Empty = "empty", "检查结果代码表没有任何值", "a scheme needs result values";
        EmptyText = "empty_text", "检查结果代码表中有空的代码或文字", "a code or text of the scheme is empty";
        Repeated { found: Quoted } = "repeated", "检查结果代码表中的代码或文字 {found} 重复", "the code or text {found} stands twice in the scheme";
    }
}

sayings_error!(SchemeError);

/// The commonly used values (of public result tables), by codes of our own.
const COMMON: [(&str, &str, &str, Meaning); 10] = [
    ("1", "未发现问题", "no problem found", Meaning::Clear),
    ("2", "发现问题已责令改正", "problem found, correction ordered", Meaning::Problem),
    ("3", "发现问题待后续处理", "problem found, to be dealt with", Meaning::Problem),
    ("4", "未发现开展本次抽查涉及的经营活动", "no business of the kind inspected", Meaning::Clear),
    (
        "5",
        "通过登记的住所（经营场所）无法联系",
        "not to be reached at the registered address",
        Meaning::Absent,
    ),
    ("6", "已关闭停业", "closed", Meaning::Absent),
    ("7", "不配合检查情节严重", "refused to cooperate, seriously", Meaning::Problem),
    ("8", "注销/被吊销/被撤销/迁出", "deregistered, revoked, annulled or moved away", Meaning::Absent),
    ("9", "未按规定公示应当公示的信息", "did not publish what it had to", Meaning::Problem),
    ("10", "公示信息隐瞒真实情况弄虚作假", "published false information", Meaning::Problem),
];

/// What environmental authorities report, by codes of our own.
const ENVIRONMENT: [(&str, &str, &str, Meaning); 8] = [
    ("1", "未发现问题", "no problem found", Meaning::Clear),
    ("2", "发现问题已责令改正", "problem found, correction ordered", Meaning::Problem),
    ("3", "发现问题已立案查处", "problem found, case opened", Meaning::Problem),
    ("4", "发现问题已移送", "problem found, transferred to another authority", Meaning::Problem),
    ("5", "拒绝、阻挠检查", "refused or obstructed the inspection", Meaning::Problem),
    ("6", "停产停业未能检查", "production suspended, could not be inspected", Meaning::Absent),
    ("7", "未建成或未投产", "not built or not in operation", Meaning::Absent),
    ("8", "已关闭、搬迁", "closed or moved away", Meaning::Absent),
];

impl Scheme {
    /// A scheme.
    ///
    /// ```
    /// use dual_random::Id;
    /// use dual_random::outcome::{Meaning, ResultValue, Scheme};
    ///
    /// let values = vec![ResultValue::new("A", "未发现问题", "no problem found", Meaning::Clear)];
    /// let scheme = Scheme::new(Id::new("own").unwrap(), "1", values).unwrap();
    /// assert_eq!(scheme.read("未发现问题").unwrap().code, "A");
    /// assert!(Scheme::new(Id::new("own").unwrap(), "1", Vec::new()).is_err());
    /// ```
    ///
    /// # Errors
    /// When it has no value, or a code or Chinese text is empty or stands twice.
    pub fn new(id: Id, version: impl Into<String>, values: Vec<ResultValue>) -> Result<Self, SchemeError> {
        if values.is_empty() {
            return Err(SchemeError::Empty);
        }
        for (place, value) in values.iter().enumerate() {
            let before = &values[..place];
            for (text, is_there) in [
                (&value.code, before.iter().any(|other| other.code == value.code)),
                (&value.zh, before.iter().any(|other| other.zh == value.zh)),
            ] {
                if text.is_empty() {
                    return Err(SchemeError::EmptyText);
                }
                if is_there {
                    return Err(SchemeError::Repeated { found: Quoted::new(text) });
                }
            }
        }
        Ok(Self { id, version: version.into(), values })
    }

    /// The commonly used values, those of market regulation (市场监管). Numbers differ between provinces; these are this
    /// project's own.
    pub fn common() -> Self {
        Self::ready("common", COMMON)
    }

    /// Values for environmental inspections (生态环境). Codes and texts are this project's own; a province's list is a scheme
    /// of its own.
    pub fn environment() -> Self {
        Self::ready("environment", ENVIRONMENT)
    }

    /// A ready scheme by its id: `common`, `environment`.
    ///
    /// ```
    /// use dual_random::outcome::{Meaning, Scheme};
    ///
    /// let scheme = Scheme::named("environment").unwrap();
    /// assert_eq!(scheme, Scheme::environment());
    /// assert_eq!(scheme.read("停产停业未能检查").unwrap().meaning, Meaning::Absent);
    /// assert_eq!(Scheme::named("own"), None);
    /// ```
    pub fn named(id: &str) -> Option<Self> {
        [Self::common(), Self::environment()].into_iter().find(|scheme| scheme.id.as_str() == id)
    }

    fn ready<const N: usize>(id: &'static str, values: [(&str, &str, &str, Meaning); N]) -> Self {
        let value = |(code, zh, en, meaning)| ResultValue::new(code, zh, en, meaning);
        let id = Id::constant(id);
        Self { id, version: "1".to_owned(), values: values.into_iter().map(value).collect() }
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its values by their Chinese names, as a fault lists them.
    pub(crate) fn choices(&self) -> Choices {
        Choices::new(self.values.iter().map(|value| &value.zh))
    }

    /// Its values.
    pub fn values(&self) -> &[ResultValue] {
        &self.values
    }

    /// The value with a code.
    pub fn value(&self, code: &str) -> Option<&ResultValue> {
        self.values.iter().find(|value| value.code == code)
    }

    /// The value with a code or a text, as tables have it.
    pub fn read(&self, text: &str) -> Option<&ResultValue> {
        self.values
            .iter()
            .find(|value| [&value.code, &value.zh, &value.en].into_iter().any(|known| known == text))
    }
}
