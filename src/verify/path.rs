//! Places in documents.

use crate::say::{Language, Quoted, Say};
use serde::{Serialize, Serializer};
use std::fmt;

/// A step down into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Field(String),
    /// Counted from 0.
    Entry(usize),
}

/// A place in a document, such as `teams[6].seats[0].inspector`; entries count from 0, and from 1 where it is said in Chinese.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentPath(pub(super) Vec<Step>);

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if depth == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Entry(place) => write!(f, "[{place}]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DocumentPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Say for DocumentPath {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if language == Language::En {
            return fmt::Display::fmt(self, f);
        }
        let mut list = "";
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Entry(place) => write!(f, "第 {} 项", place + 1)?,
                Step::Field(name) => {
                    f.write_str(if depth == 0 { "" } else { "的" })?;
                    match word(list, name) {
                        Some(word) => f.write_str(word)?,
                        None => Quoted::new(name).say(language, f)?,
                    }
                    list = name;
                }
            }
        }
        Ok(())
    }
}

/// What a field of result, seal, amendment or announced numbers is called, given the field above it.
fn word(above: &str, field: &str) -> Option<&'static str> {
    Some(match (above, field) {
        ("drawn", "n") => "签序号",
        (_, "alternate") => "递补对象",
        (_, "alternates") => "候补对象",
        (_, "announcement") => "公告摘要",
        (_, "before") => "此前已抽中数",
        (_, "cap") => "任务量上限",
        (_, "capped") => "已达年度上限数",
        (_, "carried") => "结转数",
        (_, "commitment") => "校验码",
        (_, "count") => "数量",
        (_, "date") => "日期",
        (_, "deck_key") => "人员抽签密钥",
        (_, "drawn") => "抽中对象",
        (_, "evidence") => "凭证摘要",
        (_, "exempt") => "豁免数",
        (_, "filled") => "已配席位数",
        (_, "id") => "编号",
        (_, "inspector" | "inspectors") => "检查人员",
        (_, "k") => "抽取数",
        (_, "n") => "参加抽取的对象数",
        (_, "name") => "名称",
        (_, "number") => "序号",
        (_, "open") => "空缺席位数",
        (_, "outcome") => "结果",
        (_, "previous") => "前一封存文件摘要",
        (_, "protocol") => "协议版本",
        (_, "reason") => "理由",
        (_, "replaced") => "递补",
        (_, "result") => "结果树",
        (_, "root") => "校验值",
        (_, "seal") => "封存文件",
        (_, "seat") => "席位号",
        (_, "seats") => "席位",
        (_, "seed") => "种子",
        (_, "source") => "来源",
        (_, "strata") => "分组",
        (_, "strikes") => "更换",
        (_, "target" | "targets") => "检查对象",
        (_, "teams") => "检查组",
        (_, "text") => "内容",
        (_, "ticket") => "签号",
        (_, "ticket_key") => "对象抽签密钥",
        (_, "total") => "席位总数",
        (_, "trail") => "抽签过程",
        (_, "type") => "文件类型",
        (_, "values") => "公开值",
        (_, "visited") => "已完成检查的对象",
        _ => return None,
    })
}

#[cfg(test)]
impl crate::say::tests::Sample for DocumentPath {
    fn sample() -> Self {
        Self(vec![Step::Field("teams".to_owned()), Step::Entry(6)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    fn path(steps: &[&str]) -> DocumentPath {
        let steps = steps.iter().map(|step| match step.parse() {
            Ok(place) => Step::Entry(place),
            Err(_) => Step::Field((*step).to_owned()),
        });
        DocumentPath(steps.collect())
    }

    /// The fields of a value that have no Chinese name.
    fn unnamed(value: &Value, above: &str) -> BTreeSet<String> {
        let inside = |value: &Value, above: &str| unnamed(value, above);
        match value {
            Value::Object(fields) => fields
                .iter()
                .flat_map(|(name, value)| {
                    let own = word(above, name).is_none().then(|| name.clone());
                    own.into_iter().chain(inside(value, name)).collect::<Vec<_>>()
                })
                .collect(),
            Value::Array(entries) => entries.iter().flat_map(|entry| inside(entry, above)).collect(),
            _ => BTreeSet::new(),
        }
    }

    #[test]
    fn every_field_of_a_result_a_seal_and_an_amendment_has_a_chinese_name() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/example/disclosure.json");
        let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        for part in ["result", "seal", "amendments"] {
            assert_eq!(unnamed(&document[part], ""), BTreeSet::new(), "{part}");
        }
    }

    #[test]
    fn a_drawn_targets_ticket_is_told_from_how_many_a_stratum_has() {
        let said = |steps: &[&str]| path(steps).message(Language::Zh);
        assert_eq!(said(&["strata", "0", "n"]), "分组第 1 项的参加抽取的对象数");
        assert_eq!(said(&["strata", "0", "drawn", "2", "n"]), "分组第 1 项的抽中对象第 3 项的签序号");
    }

    #[test]
    fn a_path_is_printed_as_it_is_typed() {
        let typed = "teams[6].seats[0].inspector";
        let path = path(&["teams", "6", "seats", "0", "inspector"]);
        assert_eq!((path.to_string(), format!("{path:?}")), (typed.to_owned(), typed.to_owned()));
    }
}
