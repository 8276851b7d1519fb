//! What stands around the records of an office's table: titles above the head row, totals, signatures and notes below.

use super::dates::year_first;
use super::heads::{Heads, Layout, headed};
use super::rows::Found;
use crate::roster::Columns;
use csv::StringRecord;
use unicode_normalization::UnicodeNormalization;

/// How many rows with content are looked at for the heads.
pub(super) const AHEAD: usize = 30;

/// How many columns a row must head to be the head row of a table that has as many.
const ENOUGH: usize = 2;

/// Where the heads stand among the first rows.
pub(super) struct HeadRow {
    /// Its place among the rows.
    pub(super) at: usize,
    /// How many rows it takes.
    pub(super) rows: usize,
    pub(super) cells: Vec<String>,
}

/// Finds the heads among the first rows of a table: the first row that heads two columns, or else the first one with as
/// many cells, for its faults to be told.
pub(super) fn head_row(
    layout: &Layout,
    columns: &Columns,
    ahead: &[(Found, StringRecord)],
) -> Option<HeadRow> {
    let at = found(layout, columns, ahead.iter().map(|(_, cells)| cells.iter()));
    let is_row = |cells: &StringRecord| cells.iter().filter(|cell| !cell.is_empty()).count() >= ENOUGH;
    let at = at.or_else(|| ahead.iter().position(|(_, cells)| is_row(cells)));
    let at = at.unwrap_or(0);
    let first: Vec<String> = ahead.get(at)?.1.iter().map(str::to_owned).collect();
    let joined = ahead.get(at + 1).and_then(|(_, second)| joined(layout, columns, &first, second));
    Some(match joined {
        Some(cells) => HeadRow { at, rows: 2, cells },
        None => HeadRow { at, rows: 1, cells: first },
    })
}

/// Which row holds heads, if one does.
pub(super) fn found<'a, C: Iterator<Item = &'a str>>(
    layout: &Layout,
    columns: &Columns,
    mut rows: impl Iterator<Item = C>,
) -> Option<usize> {
    let enough = ENOUGH.min(layout.columns.iter().filter(|column| column.required).count());
    rows.position(|cells| headed(layout, columns, cells) >= enough)
}

/// Heads that stand over two rows: the second one continues the first, or says the parts of a merged head.
fn joined(
    layout: &Layout,
    columns: &Columns,
    first: &[String],
    second: &StringRecord,
) -> Option<Vec<String>> {
    let mut over = "";
    let mut both = Vec::with_capacity(first.len());
    let mut goes_on = false;
    for (place, own) in first.iter().enumerate() {
        let below = second.get(place).unwrap_or("");
        if !own.is_empty() {
            over = own;
        }
        let is_head = own == below || headed(layout, columns, std::iter::once(own.as_str())) == 0;
        // What stands under a head that says all is a record's.
        if !below.is_empty() && !is_head {
            return None;
        }
        goes_on |= !below.is_empty();
        both.push(match below {
            "" => own.clone(),
            _ if own == below => own.clone(),
            _ => format!("{over}{below}"),
        });
    }
    let heads = |cells: &[String]| headed(layout, columns, cells.iter().map(String::as_str));
    let is_repeated = first.iter().zip(second).any(|(own, below)| !own.is_empty() && own == below);
    (goes_on && (heads(&both) > heads(first) || is_repeated)).then_some(both)
}

/// What rows of totals begin with.
const TOTALS: [&str; 6] = ["合计", "总计", "小计", "共计", "累计", "总数"];

/// What rows of signatures and notes begin with, before a colon.
const LABELS: [&str; 33] = [
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "审批人",
    "审批",
    "批准人",
    "经办人",
    "负责人",
    "单位负责人",
    "分管领导",
    "科室负责人",
    "填表单位",
    "填报单位",
    "制表单位",
    "报送单位",
    "填表日期",
    "填报日期",
    "制表日期",
    "填表时间",
    "填报时间",
    "日期",
    "联系人",
    "联系电话",
    "备注",
    "注",
    "说明",
    "填表说明",
    "签字",
];

/// Whether a row stands below the records by its name: totals, signatures, notes, a date. A row that has all that a record
/// needs is a record, whatever it is called.
pub(super) fn is_aside(layout: &Layout, heads: &Heads, cells: &StringRecord) -> bool {
    let needed = layout.columns.iter().filter(|column| column.required);
    let mut places = needed.filter_map(|column| heads.place(column.field()));
    if places.all(|place| cells.get(place).is_some_and(|cell| !cell.is_empty())) {
        return false;
    }
    let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty());
    let Some(first) = filled.next() else { return false };
    let text: String = first.nfkc().filter(|c| !c.is_whitespace()).collect();
    let is_total = TOTALS.iter().any(|name| text.starts_with(name)) && text.chars().count() <= 20;
    let before_colon = text.split_once(':').map_or(text.as_str(), |(before, _)| before);
    let is_label = LABELS.contains(&before_colon) && (text.contains(':') || filled.next().is_none());
    let is_end = matches!(text.trim_matches(['(', ')']), "以下空白" | "盖章" | "公章");
    let is_date =
        || cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1 && year_first(&text).is_some();
    is_total || is_label || is_end || is_date()
}
