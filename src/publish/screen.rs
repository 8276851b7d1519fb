//! Before anything is published, free text is looked through for numbers that the public has no business with.

use super::mask::shown;
use super::page::Page;
use crate::basics::id::Id;
use crate::commit::canonical::FormError;
use crate::privacy::Sensitive;
use crate::say::{Language, Say};
use crate::story::StoryError;
use std::fmt;

/// Most leaks that are listed: enough to mend a table by.
const MOST: usize = 100;

/// A number that a document would show. The number itself is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leak {
    /// The document.
    pub document: &'static str,
    /// The table; nothing for a fact.
    pub table: Option<&'static str>,
    /// The row of the table, from 1.
    pub row: usize,
    /// The column, or the fact.
    pub column: &'static str,
    /// What it is.
    pub kind: Sensitive,
}

impl Leak {
    /// The leak as a sentence.
    pub fn message(&self, language: Language) -> String {
        let (kind, place) = (self.kind.template(language), self.table.unwrap_or(self.document));
        let (row, column) = (self.row, self.column);
        match language {
            Language::Zh => format!("{place} 第 {row} 行 {column}：含有{kind}"),
            Language::En => format!("{place}, row {row}, {column}: holds a {kind}"),
        }
    }
}

/// Why a document is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublishError {
    /// A text holds what canonical JSON refuses.
    Form(FormError),
    /// It would show what it must not; the first hundred places. See [`Page::masked`].
    Leaks(Vec<Leak>),
    /// The disclosure does not recompute; what does not fit.
    Unsound(String),
    /// A table has more rows, or a text more characters, than a sheet of a workbook holds.
    NoSheet {
        /// The table, or the document itself.
        table: &'static str,
    },
    /// The reports are of another draw.
    OtherDraw,
    /// A draw is given twice.
    Repeated(Id),
}

impl PublishError {
    /// The error as a sentence, with a line for each leak.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Form(error) => error.message(language),
            Self::Leaks(leaks) => {
                let lines: Vec<String> = leaks.iter().map(|leak| leak.message(language)).collect();
                lines.join("\n")
            }
            Self::Unsound(what) => match language {
                Language::Zh => format!("披露文件不能重算：{what}"),
                Language::En => format!("the disclosure does not recompute: {what}"),
            },
            Self::Repeated(draw) => match language {
                Language::Zh => format!("抽取 {draw} 给出了两次"),
                Language::En => format!("the draw {draw} is given twice"),
            },
            Self::NoSheet { table } => match language {
                Language::Zh => format!("{table} 超出工作簿的限度，请改用 CSV 或 JSON"),
                Language::En => format!("{table} is more than a workbook holds; take CSV or JSON"),
            },
            Self::OtherDraw => match language {
                Language::Zh => "这些检查结果属于另一次抽取".to_owned(),
                Language::En => "the reports are of another draw".to_owned(),
            },
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for PublishError {}

impl From<StoryError> for PublishError {
    fn from(error: StoryError) -> Self {
        Self::Unsound(error.to_string())
    }
}

impl From<FormError> for PublishError {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl Page<'_> {
    /// The numbers that it would show and must not, up to a hundred.
    pub fn leaks(&self) -> Vec<Leak> {
        let layout = self.layout();
        let leak = |table, row, column, kind| Leak { document: layout.id, table, row, column, kind };
        let facts = self.facts().iter().zip(layout.facts);
        let facts = facts.flat_map(|(cell, column)| {
            shown(cell).into_iter().map(move |kind| leak(None, 1, column.id, kind))
        });
        let tables = layout.tables.iter().enumerate().flat_map(|(place, table)| {
            (0..self.rows(place)).flat_map(move |row| {
                let cells = self.row(place, row).into_iter().zip(table.columns);
                cells.flat_map(move |(cell, column)| {
                    shown(&cell).into_iter().map(move |kind| leak(Some(table.id), row + 1, column.id, kind))
                })
            })
        });
        facts.chain(tables).take(MOST).collect()
    }

    /// # Errors
    /// When it would show what it must not.
    pub(super) fn shows_nothing_private(&self) -> Result<(), PublishError> {
        let leaks = self.leaks();
        if leaks.is_empty() { Ok(()) } else { Err(PublishError::Leaks(leaks)) }
    }
}
