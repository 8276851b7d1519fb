//! What is said of a table that was read: whatever was read otherwise than it stands, or was not read, is named.

use crate::fault::Table as Input;
use crate::say::visible;
use crate::say::{Language, Listed, Quoted, Say, sayings};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Most values that a note lists.
const SHOWN: usize = 20;

sayings! {
    /// What is to be known about a table that was read, with what was found: each value once, in the order of the file,
    /// the first 20 only.
    pub enum Remark,
    /// The codes of what is to be known about a table that was read.
    NoteCode {
        ReadAs { found: Listed<Quoted> } = "read_as", "列名已按含义对应：{found}", "has columns that are read by their meaning: {found}";
        Title { found: Listed<Quoted> } = "title", "是列名之前的标题、说明，不是记录：{found}", "stands above the heads and is no record: {found}";
        Aside { found: Listed<Quoted> } = "aside", "是合计、签名或者说明，不是记录：{found}", "is a total, a signature or a note, and no record: {found}";
        OtherSheet { found: Listed<Quoted> } = "other_sheet", "没有名录列名的工作表 {found} 未读取", "has sheets without the heads of a roster, which are not read: {found}";
        Merged { found: Listed<Quoted> } = "merged", "合并单元格 {found} 的内容适用于其中各行", "has merged cells, whose content counts for each of their rows: {found}";
        Trimmed = "trimmed", "首尾的空白已去除", "blanks around the text, which are left out";
        HalfWidth = "half_width", "全角的数字、字母和横线已按半角读取", "full-width digits, letters or hyphens, which are read as plain ones";
        PlaceName { found: Listed<Quoted> } = "place_name", "名称已按行政区划代码表读取：{found}", "names of districts, which are read as their codes: {found}";
        PlaceOf { found: Listed<Quoted> } = "place_of", "没有“行政区划”列，按单位名称中的县名确定：{found}", "there is no column of districts, so the county in the name counts: {found}";
        NoEnd { found: Listed<Quoted> } = "no_end", "{found} 按 2999-12-31 读取", "says {found}, which is read as 2999-12-31";
        YesNoClass = "yes_no_class", "“是”读作“重点”类，“否”读作“一般”类", "yes is read as the class of key targets, no as that of general ones";
        IdFromCode = "id_from_code", "没有“编号”列，以本列作为编号", "there is no column of ids, so this one serves as the id";
        IdLeftOut = "id_left_out", "没有填写编号，以统一社会信用代码作为编号", "has no id, so the credit code serves as the id";
        NoVisitLimit { found: Listed<Quoted> } = "no_visit_limit", "没有“最多检查次数”列，每人按最多 {found} 次", "has no column of most visits, so each may make {found}";
        Waiting = "waiting", "其余各栏尚未填写，未读取", "a row that is not filled in yet, and not read";
        HiddenSheet { found: Listed<Quoted> } = "hidden_sheet", "隐藏的工作表 {found} 未读取", "has hidden sheets that are not read: {found}";
        HiddenRow = "hidden_row", "处于隐藏或筛选状态，已一并读取；不应列入的请删除", "hidden or filtered out, and read like any other; delete what should not count";
        HiddenColumn = "hidden_column", "所在列处于隐藏状态，已一并读取", "a hidden column, which is read like any other";
        UnusedColumn { found: Listed<Quoted> } = "unused_column", "以下各列不使用：{found}", "has columns that are not used: {found}";
        NoCode { found: Listed<Quoted> } = "no_code", "填写为 {found}，按没有代码处理", "says {found}, which is read as no code";
        UpperCase = "upper_case", "代码中的小写字母已按大写字母读取", "a code in lower case, which is read in upper case";
        DateForm { found: Listed<Quoted> } = "date_form", "日期写作 {found}，已按“年-月-日”读取", "dates such as {found}, which are read as year, month and day";
        TenThousands = "ten_thousands", "金额单位为万元，已换算为元", "amounts in units of 10,000 yuan, which are converted to yuan";
        NoFine = "no_fine", "罚款金额为 0 且处罚类别不含罚款，按没有罚款处理", "a fine of 0 in a decision without a fine, which is read as no fine";
        PrivateUse { found: Listed<Quoted> } = "private_use", "含自造字或私用区字符 {found}，在其他电脑上可能显示不出或显示成别的字；请改用规范汉字重新填写", "holds private-use characters, which other computers may show otherwise or not at all: {found}; enter the standard characters";
    }
}

impl Remark {
    fn new(code: NoteCode, found: Listed<Quoted>) -> Self {
        match code {
            NoteCode::ReadAs => Self::ReadAs { found },
            NoteCode::Title => Self::Title { found },
            NoteCode::Aside => Self::Aside { found },
            NoteCode::OtherSheet => Self::OtherSheet { found },
            NoteCode::Merged => Self::Merged { found },
            NoteCode::Trimmed => Self::Trimmed,
            NoteCode::HalfWidth => Self::HalfWidth,
            NoteCode::PlaceName => Self::PlaceName { found },
            NoteCode::PlaceOf => Self::PlaceOf { found },
            NoteCode::NoEnd => Self::NoEnd { found },
            NoteCode::YesNoClass => Self::YesNoClass,
            NoteCode::IdFromCode => Self::IdFromCode,
            NoteCode::IdLeftOut => Self::IdLeftOut,
            NoteCode::NoVisitLimit => Self::NoVisitLimit { found },
            NoteCode::Waiting => Self::Waiting,
            NoteCode::HiddenSheet => Self::HiddenSheet { found },
            NoteCode::HiddenRow => Self::HiddenRow,
            NoteCode::HiddenColumn => Self::HiddenColumn,
            NoteCode::UnusedColumn => Self::UnusedColumn { found },
            NoteCode::NoCode => Self::NoCode { found },
            NoteCode::UpperCase => Self::UpperCase,
            NoteCode::DateForm => Self::DateForm { found },
            NoteCode::TenThousands => Self::TenThousands,
            NoteCode::NoFine => Self::NoFine,
            NoteCode::PrivateUse => Self::PrivateUse { found },
        }
    }

    /// What was found, where the remark lists it.
    pub fn found(&self) -> &[Quoted] {
        match self {
            Self::ReadAs { found }
            | Self::Title { found }
            | Self::Aside { found }
            | Self::OtherSheet { found }
            | Self::Merged { found }
            | Self::PlaceName { found }
            | Self::PlaceOf { found }
            | Self::NoEnd { found }
            | Self::NoVisitLimit { found }
            | Self::HiddenSheet { found }
            | Self::UnusedColumn { found }
            | Self::NoCode { found }
            | Self::DateForm { found }
            | Self::PrivateUse { found } => &found.0,
            _ => &[],
        }
    }
}

/// What is to be known about a table that was read. It is no fault: the table stands as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableNote {
    /// Which table.
    pub table: Input,
    /// What is to be known.
    #[serde(flatten)]
    pub remark: Remark,
    /// All rows concerned, as lines of the file counted from 1; none if it is about the whole table.
    pub rows: Vec<u64>,
    /// The head of the column, if it is about one.
    pub field: String,
    /// Whether more was found than is listed.
    pub more: bool,
}

impl TableNote {
    /// The code of what is to be known.
    pub fn code(&self) -> NoteCode {
        self.remark.code()
    }
}

impl Say for TableNote {
    /// Where, and what is to be known.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = Listed(self.rows.clone());
        let (table, rows, count) = (self.table.said(language), list.said(language), self.rows.len());
        match (language, count) {
            (_, 0) => write!(f, "{table}"),
            (Language::Zh, _) if list.is_cut() => write!(f, "{table}第 {rows}（共 {count} 行）"),
            (Language::Zh, _) => write!(f, "{table}第 {rows} 行"),
            (Language::En, 1) => write!(f, "{table}, row {rows}"),
            (Language::En, _) if list.is_cut() => write!(f, "{table}, rows {rows} ({count} in all)"),
            (Language::En, _) => write!(f, "{table}, rows {rows}"),
        }?;
        let (before, after) = if language == Language::Zh { (" ", "：") } else { (", ", ": ") };
        if !self.field.is_empty() {
            write!(f, "{before}{}", visible(&self.field))?;
        }
        write!(f, "{after}{}", self.remark.said(language))
    }
}

/// A note that grows while a table is read.
#[derive(Default)]
struct Growing {
    rows: Vec<u64>,
    found: Vec<Quoted>,
    more: bool,
}

/// The notes of a table while it is read: one for each code and column.
pub(super) struct Notes {
    table: Input,
    all: BTreeMap<(NoteCode, String), Growing>,
}

impl Notes {
    pub(super) fn new(table: Input) -> Self {
        Self { table, all: BTreeMap::new() }
    }

    /// Notes something about a row, or about the whole table.
    pub(super) fn add(&mut self, code: NoteCode, row: Option<u64>, field: &str, found: &str) {
        let note = self.all.entry((code, field.to_owned())).or_default();
        if let Some(row) = row.filter(|row| note.rows.last() != Some(row)) {
            note.rows.push(row);
        }
        if !found.is_empty() && !note.found.iter().any(|other| other == found) {
            if note.found.len() < SHOWN {
                note.found.push(Quoted::new(found));
            } else {
                note.more = true;
            }
        }
    }

    /// All of them, by code and column.
    pub(super) fn into_notes(self) -> Vec<TableNote> {
        let table = self.table;
        let note = |((code, field), Growing { rows, found, more })| TableNote {
            table,
            remark: Remark::new(code, Listed(found)),
            rows,
            field,
            more,
        };
        self.all.into_iter().map(note).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_the_first_rows_and_says_how_many_there_are() {
        let mut notes = Notes::new(Input::Targets);
        for row in 2..=40 {
            notes.add(NoteCode::NoCode, Some(row), "统一社会信用代码", if row % 2 == 0 { "无" } else { "/" });
        }
        let note = notes.into_notes().remove(0);
        assert_eq!((note.rows.len(), note.remark.found().len()), (39, 2));
        assert_eq!(
            note.message(Language::Zh),
            "检查对象名录第 2、3、4、5、6、7、8、9、10、11等（共 39 行） 统一社会信用代码：填写为 “无”、“/”，按没有代码处理"
        );
        assert!(
            note.message(Language::En)
                .contains("10, 11 and others (39 in all), 统一社会信用代码: says \"无\", \"/\"")
        );
    }
}
