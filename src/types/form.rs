//! Forms of small values that stand in documents as texts (PROTOCOL.md §3).

use crate::say::{coded, coded_serde};
use serde::de::{Deserializer, Error, Visitor};
use std::fmt;

coded! {
    /// The form that a text has where it stands for a small value.
    pub enum TextForm {
        Id = "id", "编号（1–53 个半角字符 0-9 A-Z a-z . _ -）", "an id of 1 to 53 of the characters 0-9 A-Z a-z . _ -";
        Date = "date", "日期（2026-11-23 的形式，2000 至 2999 年）", "a date such as 2026-11-23, of the years 2000 to 2999";
        Timestamp = "timestamp", "带时差的日期和时刻（25 个半角字符）", "a date and time with its UTC offset, such as 2026-11-23T09:00:00+08:00";
        Digest = "digest", "64 位小写十六进制数", "64 lower-case hex digits";
        District = "district", "行政区划代码（6–12 位半角数字）", "a district code of 6 to 12 digits";
        Field = "field", "条件字段（“class”“level”“district”或“attribute:名称”）", "a field of a condition: class, level, district or attribute:NAME";
        Ratio = "ratio", "比例（5/100 的形式）", "a ratio such as 5/100";
    }
}
coded_serde!(TextForm);

/// Reads a value from its text. Its form goes to the deserializer as the name of a type, so that one that knows the forms
/// can say which was asked for.
pub(crate) fn read<'de, T, E: fmt::Display, D: Deserializer<'de>>(
    deserializer: D,
    form: TextForm,
    parse: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(form.code(), Parsed(parse))
}

struct Parsed<T, E>(fn(&str) -> Result<T, E>);

impl<'de, T, E: fmt::Display> Visitor<'de> for Parsed<T, E> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<F: Error>(self, text: &str) -> Result<T, F> {
        (self.0)(text).map_err(F::custom)
    }
}

/// Lets a type be read from the text that stands for it in documents.
macro_rules! read_from_text {
    ($name:ty, $form:ident, $parse:expr) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::types::form::read(deserializer, $crate::types::form::TextForm::$form, $parse)
            }
        }
    };
}
pub(crate) use read_from_text;
