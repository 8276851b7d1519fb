//! What the service itself says, in both languages. The library's own sentences come from the library.

use dual_random::{Language, Say};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt;

/// Something said in both languages, with its data.
#[derive(Clone)]
pub(crate) struct Told {
    data: Value,
    zh: String,
    en: String,
}

impl Told {
    pub(crate) fn of<T: Say + Serialize>(what: &T) -> Self {
        let data = serde_json::to_value(what).unwrap_or_default();
        Self { data, zh: what.message(Language::Zh), en: what.message(Language::En) }
    }

    pub(crate) fn in_language(&self, language: Language) -> Value {
        let message = match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        };
        let mut data = if self.data.is_object() { self.data.clone() } else { json!({"code": self.data}) };
        data["message"] = json!(message);
        data
    }
}

/// A step of the service's own rules that is out of order.
#[derive(Clone, Copy, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum OutOfOrder {
    AnnouncedLate,
    NotClosed,
    NotDrawn,
    OtherConfirmed,
}

impl Say for OutOfOrder {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self, language) {
            (Self::AnnouncedLate, Language::Zh) => "计划的公告时间已过",
            (Self::AnnouncedLate, Language::En) => "the plan's time of the announcement is over",
            (Self::NotClosed, Language::Zh) => "公共随机数尚未截止，不能抽取",
            (Self::NotClosed, Language::En) => "the public values have not closed: nothing can be drawn yet",
            (Self::NotDrawn, Language::Zh) => "尚未抽取",
            (Self::NotDrawn, Language::En) => "nothing was drawn yet",
            (Self::OtherConfirmed, Language::Zh) => "确认的内容与将要公开的内容不一致，请重新确认",
            (Self::OtherConfirmed, Language::En) => {
                "what was confirmed is not what would become public: confirm again"
            }
        })
    }
}

/// A body that is not what the step takes.
#[derive(Serialize)]
#[serde(tag = "code", rename = "unreadable")]
pub(crate) struct Unreadable {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Say for Unreadable {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column } = self;
        match language {
            Language::Zh => write!(f, "请求内容无法读取（第{line}行第{column}列）"),
            Language::En => write!(f, "the request cannot be read (line {line}, column {column})"),
        }
    }
}
