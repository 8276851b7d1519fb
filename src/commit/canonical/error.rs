//! Why a document cannot be read: what is wrong, where, what is wanted, what was found.

use crate::say::{Choices, Language, Quoted, Say, coded, coded_serde, sayings};
use crate::types::form::TextForm;
use std::fmt;

coded! {
    /// What a JSON value is.
    pub enum Shape {
        Null = "null", "空值", "null";
        Truth = "truth", "真假值", "true or false";
        Number = "number", "整数", "an integer";
        Text = "text", "文本", "a text";
        List = "list", "列表", "a list";
        Object = "object", "一组字段", "an object";
    }
}
coded_serde!(Shape);

sayings! {
    /// What is wrong with a document's form, with the data.
    ///
    /// ```
    /// use dual_random::{FormProblem, Quoted, Seal};
    ///
    /// let error = Seal::from_bytes(b"{}\n").unwrap_err();
    /// assert_eq!(error.problem, FormProblem::MissingField { field: Quoted::new("announcement") });
    /// ```
    pub enum FormProblem,
    /// The codes of what can be wrong with a document's form.
    ///
    /// ```
    /// use dual_random::{Announcement, FormCode};
    ///
    /// let error = Announcement::from_bytes(b"{}").unwrap_err();
    /// assert_eq!(error.code(), FormCode::NoFinalLf);
    /// ```
    FormCode {
        TooLarge { found: usize, limit: usize } = "too_large", "文件过大：{found} 字节，最多 {limit}", "the file is too large: {found} bytes, at most {limit}";
        TooMany { limit: usize } = "too_many", "所列超过 {limit} 项的限度", "the list has more than {limit} entries";
        NotUtf8 = "not_utf8", "不是 UTF-8", "the file is not UTF-8";
        NoFinalLf = "no_final_lf", "文件须以且仅以一个换行符结束", "the file must end with exactly one line feed";
        TooDeep { limit: usize } = "too_deep", "嵌套过深，最多 {limit} 层", "nested too deep: at most {limit} levels";
        Token { found: Quoted } = "token", "此处的写法不合规范：{found}", "not canonical JSON here: {found}";
        Number = "number", "数字须为 0 至 2^53−1 的整数，且无前导零", "a number must be an integer from 0 to 2^53-1 without leading zeros";
        Key { found: Quoted } = "key", "键 {found} 无效：只能用 a–z、0–9 和下划线", "not a key: {found}; a key consists of a-z, 0-9 and _";
        KeyOrder { found: Quoted } = "key_order", "键未按顺序排列，或有重复：{found}", "keys must ascend and not repeat: {found}";
        Length { limit: usize } = "length", "文本须为 1 至 {limit} 字节", "a text has 1 to {limit} bytes";
        Character = "character", "文本含不允许的字符或转义", "a text holds a forbidden character or escape";
        Unwritable = "unwritable", "含不能写入文件的内容", "holds something that no document can hold";
        UnknownField { found: Quoted, choices: Choices } = "unknown_field", "没有字段 {found}，可用的字段：{choices}", "there is no field {found}; the fields are: {choices}";
        MissingField { field: Quoted } = "missing_field", "缺少字段 {field}", "the field {field} is missing";
        Choice { found: Quoted, choices: Choices } = "choice", "{found} 无效，可选：{choices}", "is {found}; the choices are: {choices}";
        Shape { expected: Shape, found: Quoted } = "shape", "此处须为{expected}，不是 {found}", "must be {expected}, not {found}";
        Form { expected: TextForm, found: Quoted } = "form", "{found} 无效，须为{expected}", "is {found}, which is not {expected}";
        Range { low: u64, high: u64 } = "range", "数字须在 {low} 至 {high} 之间", "the number must be from {low} to {high}";
        Entries { expected: usize } = "entries", "列表须恰有 {expected} 项", "the list must have exactly {expected} entries";
        OtherBytes { found: Quoted } = "other_bytes", "同样的内容，规定的写法与此处不同：{found}", "what stands here has another canonical form: {found}";
        Content { found: Quoted } = "content", "内容不合规定：{found}", "does not fit the document: {found}";
    }
}

/// Why a document cannot be read or written.
///
/// ```
/// use dual_random::{FormCode, Seal};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
///
/// let text = String::from_utf8(drawn.seal().to_bytes()?)?;
/// let error = Seal::from_bytes(text.replace("\"open\":0", "\"open\":00").as_bytes()).unwrap_err();
/// assert_eq!((error.code(), error.path.as_str()), (FormCode::Number, "seats.open"));
/// assert_eq!(error.offset, text.find("\"open\":0").ok_or("no such field")? + 7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct FormError {
    /// What is wrong.
    #[serde(flatten)]
    pub problem: FormProblem,
    /// Where, as a path such as `plan.strata[0].name`; empty if it is about the whole.
    pub path: String,
    /// Where, in bytes from the start of the file.
    pub offset: usize,
}

impl FormError {
    pub(crate) fn new(problem: FormProblem) -> Self {
        Self { problem, path: String::new(), offset: 0 }
    }

    pub(crate) fn at(offset: usize, path: impl Into<String>, problem: FormProblem) -> Self {
        Self { problem, path: path.into(), offset }
    }

    /// The code of what is wrong.
    pub fn code(&self) -> FormCode {
        self.problem.code()
    }
}

impl Say for FormError {
    /// Where, and what is wrong there.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.path.is_empty() { "·" } else { &self.path };
        match language {
            Language::Zh => write!(f, "{at}（第 {} 字节）：", self.offset)?,
            Language::En => write!(f, "at {at} (byte {}): ", self.offset)?,
        }
        self.problem.say(language, f)
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        self.problem.each_quoted(each);
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

impl std::error::Error for FormError {}

/// Why reading stops. What serde's side objects to knows no place at first, and its sentences are dropped here: the reader
/// knows what stood there and what was asked for.
#[derive(Debug)]
pub(super) enum Stop {
    /// What a type objects to.
    Objection(Objection),
    /// The same with its place, or what the reader itself found.
    Found(Box<FormError>),
}

/// What a type can object to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Objection {
    /// It has no such field; these are its own.
    UnknownField(&'static [&'static str]),
    /// It has no such value; these are its own.
    UnknownVariant(&'static [&'static str]),
    /// It lacks a field.
    MissingField(&'static str),
    /// Anything else about the value.
    Value,
}

pub(super) fn placed(stop: Stop) -> FormError {
    match stop {
        Stop::Found(error) => *error,
        // `Reader::value` has given every objection its place.
        Stop::Objection(_) => FormError::new(FormProblem::Content { found: Quoted::new("…") }),
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Objection(objection) => write!(f, "{objection:?}"),
            Self::Found(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Stop {}

impl serde::de::Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Objection(Objection::Value)
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self::Objection(Objection::Value)
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self::Objection(Objection::Value)
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self::Objection(Objection::Value)
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self::Objection(Objection::UnknownVariant(known))
    }

    fn unknown_field(_: &str, known: &'static [&'static str]) -> Self {
        Self::Objection(Objection::UnknownField(known))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Objection(Objection::MissingField(field))
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Objection(Objection::Value)
    }
}
