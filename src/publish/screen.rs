//! Before anything is published, free text is looked through for numbers that the public must not see.

use super::mask::shown;
use super::page::{Label, Page};
use crate::commit::canonical::FormError;
use crate::privacy::Sensitive;
use crate::proof::ProveError;
use crate::say::{Language, Quoted, Say, sayings, sayings_error};
use crate::story::StoryError;
use std::fmt;

/// Most leaks that are listed: enough to mend a table by.
const MOST: usize = 100;

/// A number that a document would show. The number itself is not in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Leak {
    /// The document.
    pub document: Label,
    /// The table; nothing for a fact.
    pub table: Option<Label>,
    /// The row of the table, from 1.
    pub row: usize,
    /// The column, or the fact.
    pub column: Label,
    /// What it is.
    pub kind: Sensitive,
}

impl Say for Leak {
    /// Where, and what it is.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.table.unwrap_or(self.document);
        let (place, column, kind) =
            (place.said(language), self.column.said(language), self.kind.said(language));
        match language {
            Language::Zh => write!(f, "{place}第 {} 行 {column}：含有{kind}", self.row),
            Language::En => write!(f, "{place}, row {}, {column}: holds a {kind}", self.row),
        }
    }
}

/// Numbers that a document would show, never none; the first hundred of them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Leaks(pub(crate) Vec<Leak>);

impl Leaks {
    /// The leaks, in the order of the document.
    pub fn as_slice(&self) -> &[Leak] {
        &self.0
    }

    /// The same, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Leak> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Leaks {
    type Item = &'a Leak;
    type IntoIter = std::slice::Iter<'a, Leak>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Say for Leaks {
    /// One line for each.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, leak) in self.iter().enumerate() {
            f.write_str(if i > 0 { "\n" } else { "" })?;
            leak.say(language, f)?;
        }
        Ok(())
    }
}

sayings! {
    /// Why a document is not published. Leaks can be hidden: [`Page::masked`].
    pub enum PublishError {
        Form { error: FormError } = "form", "{error}", "{error}";
        Leaks { leaks: Leaks } = "leaks", "{leaks}", "{leaks}";
        Prove { error: ProveError } = "prove", "{error}", "{error}";
        Unsound { error: StoryError } = "unsound", "披露文件不能重算：{error}", "the disclosure does not recompute: {error}";
        NoSheet { table: Label } = "no_sheet", "{table}超出工作簿的限度，请改用 CSV 或 JSON", "{table} is more than a workbook holds; take CSV or JSON";
        OtherDraw = "other_draw", "这些检查结果属于另一次抽取", "the reports are of another draw";
        Repeated { draw: Quoted } = "repeated", "抽取 {draw} 给出了两次", "the draw {draw} is given twice";
    }
}

sayings_error!(PublishError: Form.error, Prove.error, Unsound.error);

impl From<StoryError> for PublishError {
    fn from(error: StoryError) -> Self {
        Self::Unsound { error }
    }
}

impl From<ProveError> for PublishError {
    fn from(error: ProveError) -> Self {
        Self::Prove { error }
    }
}

impl From<FormError> for PublishError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

impl Page<'_> {
    /// The numbers that it would show and must not, up to a hundred.
    pub fn leaks(&self) -> Vec<Leak> {
        let layout = self.layout();
        let leak = |table, row, column, kind| Leak { document: layout.label(), table, row, column, kind };
        let facts = self.facts().iter().zip(layout.facts);
        let facts = facts.flat_map(|(cell, column)| {
            shown(cell).into_iter().map(move |kind| leak(None, 1, column.label(), kind))
        });
        let tables = layout.tables.iter().enumerate().flat_map(|(place, table)| {
            (0..self.rows(place)).flat_map(move |row| {
                let cells = self.row(place, row).into_iter().zip(table.columns);
                cells.flat_map(move |(cell, column)| {
                    shown(&cell)
                        .into_iter()
                        .map(move |kind| leak(Some(table.label()), row + 1, column.label(), kind))
                })
            })
        });
        facts.chain(tables).take(MOST).collect()
    }

    /// # Errors
    /// When it would show what it must not.
    pub(super) fn shows_nothing_private(&self) -> Result<(), PublishError> {
        let leaks = self.leaks();
        if leaks.is_empty() { Ok(()) } else { Err(PublishError::Leaks { leaks: Leaks(leaks) }) }
    }
}
