//! A document for the public, before it has a format: facts and tables under a fixed layout, bound to the draw that it
//! came from.

use super::cell::{Cell, CellKind, Words};
use super::mask::masked;
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::say::{Language, Say};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::Id;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A document, table or column by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// Its name in data files, as which it serializes.
    pub id: &'static str,
    /// Its name for people.
    pub words: Words,
}

impl Label {
    pub(super) const fn new(id: &'static str, words: Words) -> Self {
        Self { id, words }
    }
}

impl Say for Label {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.words.say(language, f)
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// A column of a table, or the label of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name in data files.
    pub id: &'static str,
    /// Its head for people.
    pub words: Words,
    /// What it holds.
    pub kind: CellKind,
}

/// A table of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableLayout {
    /// Its name in data files.
    pub id: &'static str,
    /// Its caption.
    pub caption: Words,
    /// Its columns.
    pub columns: &'static [Column],
    /// What is said when it has no row.
    pub empty: Words,
    /// Drawn as bars: the columns with the label and with the share or number.
    pub bars: Option<(&'static str, &'static str)>,
    /// Whether numbers and shares can be added up over its rows: the sums stand below it on a page.
    pub sum: bool,
    /// Of two columns, a label and what it stands for: on a page two of them stand side by side.
    pub pairs: bool,
    /// The heading of the part of a printed sheet that begins with it, behind notes and lines to sign, on a page of its own.
    pub part: Option<Words>,
}

impl Column {
    pub(crate) const fn label(&self) -> Label {
        Label::new(self.id, self.words)
    }

    /// Its heads in tables of a spreadsheet, where a part of a whole takes two columns: `2/7` would be read as a day.
    pub(super) fn heads(&self, language: Language) -> Vec<String> {
        let head = self.words.get(language);
        if self.kind != CellKind::Share {
            return vec![head.to_owned()];
        }
        match (head.split_once('/'), language) {
            (Some((part, of)), Language::Zh) => vec![part.to_owned(), of.to_owned()],
            (_, Language::Zh) => vec![format!("{head}（抽取数）"), format!("{head}（总数）")],
            (_, Language::En) => vec![format!("{head}: part"), format!("{head}: whole")],
        }
    }
}

impl TableLayout {
    pub(crate) const fn label(&self) -> Label {
        Label::new(self.id, self.caption)
    }
}

impl Layout {
    pub(crate) const fn label(&self) -> Label {
        Label::new(self.id, self.title)
    }
}

/// What a kind of document consists of. Facts and tables are the same in every format; notes and lines to sign are for
/// people only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// Its name in data files and file names.
    pub id: &'static str,
    /// Its title.
    pub title: Words,
    /// The facts above the tables.
    pub facts: &'static [Column],
    /// The tables.
    pub tables: &'static [TableLayout],
    /// What the facts come to, in a sentence; `{id}` stands for the fact of that id.
    pub lead: Option<Words>,
    /// What the reader should know; `{id}` stands for the fact of that id, `{hash}` for the hash of the draw.
    pub notes: &'static [Words],
    /// Who signs by hand.
    pub signatures: &'static [Words],
    /// Whether it may be shown to everybody.
    pub public: bool,
    /// Whether it is an official paper: head, number, seal, and the digests in a box at its end.
    pub official: bool,
}

/// The draw that a document came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Bound {
    /// Digest of its announcement.
    pub announcement: Digest,
    /// Its id.
    pub draw: Id,
    /// Digest of the seal, or of the last amendment's, that the document follows; none before the draw.
    pub head: Option<Digest>,
    /// The hash of its protocol, of which the page's format tells.
    #[serde(skip)]
    pub(super) hash: HashAlgorithm,
}

impl Bound {
    /// What binds a document to an announcement, and to the seal at its head if there is one.
    ///
    /// # Errors
    /// When a text of the announcement holds what canonical JSON refuses.
    pub fn to(announcement: &Announcement, head: Option<Digest>) -> Result<Self, FormError> {
        let (hash, draw) = (announcement.hash_algorithm(), announcement.plan.draw.clone());
        Ok(Self { announcement: announcement.digest()?, draw, head, hash })
    }
}

/// The rows of a table, each made when it is asked for.
pub(super) struct Rows<'a> {
    len: usize,
    row: Box<dyn Fn(usize) -> Vec<Cell<'a>> + Send + Sync + 'a>,
}

impl<'a> Rows<'a> {
    /// So many rows.
    pub(super) fn new(len: usize, row: impl Fn(usize) -> Vec<Cell<'a>> + Send + Sync + 'a) -> Self {
        Self { len, row: Box::new(row) }
    }

    /// The rows of a list.
    pub(super) fn of<T: Send + Sync + 'a>(
        list: Vec<T>,
        row: impl Fn(&T) -> Vec<Cell<'a>> + Send + Sync + 'a,
    ) -> Self {
        Self::new(list.len(), move |place| list.get(place).map(&row).unwrap_or_default())
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows", self.len)
    }
}

/// A document before it has a format. What it must not show ([`Page::leaks`]) keeps it from being published.
#[derive(Debug)]
pub struct Page<'a> {
    layout: &'static Layout,
    bound: Vec<Bound>,
    facts: Vec<Cell<'a>>,
    tables: Vec<Rows<'a>>,
    masks: bool,
}

impl<'a> Page<'a> {
    /// A document with the facts and tables that its layout has, in that order.
    pub(super) fn new(
        layout: &'static Layout,
        bound: Vec<Bound>,
        facts: Vec<Cell<'a>>,
        tables: Vec<Rows<'a>>,
    ) -> Self {
        Self { layout, bound, facts, tables, masks: false }
    }

    /// The same with the numbers hidden that it must not show ([`Page::leaks`]), each by the name of what it was.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.facts = self.facts.into_iter().map(masked).collect();
        self.masks = true;
        self
    }

    /// Its layout.
    pub fn layout(&self) -> &'static Layout {
        self.layout
    }

    /// The draws that it came from.
    pub fn bound(&self) -> &[Bound] {
        &self.bound
    }

    /// The hash of the protocol of its draws, by which it has its digest.
    pub fn hash_algorithm(&self) -> HashAlgorithm {
        self.bound.first().map_or_else(HashAlgorithm::default, |bound| bound.hash)
    }

    /// What it is, whatever its version: the layout's name, with the target's id where it is about one.
    pub fn key(&self) -> String {
        let id = self.layout.id;
        let tables = self.layout.tables.iter().enumerate();
        let rows = tables.filter(|_| id == "visit").flat_map(|(table, layout)| {
            let rows = self.row(table, 0).into_iter();
            rows.zip(layout.columns).filter(|(_, column)| column.id == "id").map(|(cell, _)| cell)
        });
        let mut codes = rows.filter_map(|cell| if let Cell::Code(code) = cell { Some(code) } else { None });
        codes.next().map_or_else(|| id.to_owned(), |target| format!("{id}-{target}"))
    }

    /// Its title, with the name of the target where it is about one, and as an official paper has it.
    pub fn title(&self, language: Language) -> Cow<'_, str> {
        let title = self.layout.title.get(language);
        let zh = language == Language::Zh;
        match self.layout.id {
            "visit" => match (0..self.layout.tables.len()).find_map(|table| self.first(table, "name")) {
                Some(name) if zh => {
                    let title = title.split_once('（').map_or(title, |(title, _)| title);
                    format!("{title}：{}", name.reading(language)).into()
                }
                Some(name) => format!("{title}: {}", name.reading(language)).into(),
                None => title.into(),
            },
            _ if self.layout.official && zh => {
                match self.fact("title").map(|title| title.reading(language)) {
                    Some(of) if of.ends_with("公告") => of,
                    Some(of) => format!("关于{of}的公告").into(),
                    None => title.into(),
                }
            }
            _ => title.into(),
        }
    }

    /// A fact.
    pub(super) fn fact(&self, id: &str) -> Option<&Cell<'a>> {
        let mut facts = self.layout.facts.iter().zip(&self.facts);
        facts.find(|(column, _)| column.id == id).map(|(_, cell)| cell)
    }

    /// What stands in a column of the first row of a table.
    pub(super) fn first(&self, table: usize, id: &str) -> Option<Cell<'a>> {
        let columns = self.layout.tables.get(table)?.columns;
        let mut cells = self.row(table, 0).into_iter().zip(columns);
        let found = cells.find(|(cell, column)| column.id == id && *cell != Cell::Nothing);
        found.map(|(cell, _)| cell)
    }

    /// Whether a fact is the digest of the announcement, which stands with what binds the document.
    pub(super) fn is_bound(&self, fact: &Cell<'_>) -> bool {
        matches!(fact, Cell::Digest(digest) if self.bound.iter().any(|bound| bound.announcement == *digest))
    }

    /// Its facts, in the order of the layout.
    pub fn facts(&self) -> &[Cell<'a>] {
        &self.facts
    }

    /// How many rows a table, counted from 0, has; 0 if there is no such table.
    pub fn rows(&self, table: usize) -> usize {
        self.tables.get(table).map_or(0, |rows| rows.len)
    }

    /// A row of a table, both counted from 0: one cell for each column; no cells if there is no such row.
    pub fn row(&self, table: usize, row: usize) -> Vec<Cell<'a>> {
        let rows = self.tables.get(table).filter(|rows| row < rows.len);
        let cells = rows.map(|rows| (rows.row)(row)).unwrap_or_default();
        if self.masks { cells.into_iter().map(masked).collect() } else { cells }
    }

    /// How many web pages it takes: a table with more than 1,000 rows goes on on further ones.
    pub fn parts(&self) -> usize {
        let most = (0..self.tables.len()).map(|table| self.rows(table)).max().unwrap_or(0);
        if self.layout.public { most.div_ceil(ROWS).max(1) } else { 1 }
    }

    /// What the facts come to, in a language.
    pub(super) fn lead(&self, language: Language) -> Option<String> {
        self.layout.lead.map(|lead| self.filled(lead.get(language), language))
    }

    /// The notes in a language, with their facts filled in.
    pub fn notes(&self, language: Language) -> impl Iterator<Item = String> + '_ {
        self.layout.notes.iter().map(move |note| self.filled(note.get(language), language))
    }

    /// A text with its facts filled in.
    fn filled(&self, text: &str, language: Language) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, (id, after))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            out += before;
            out += &match id {
                "hash" => self.hash_algorithm().template(language).into(),
                _ => self.fact(id).map(|cell| cell.reading(language)).unwrap_or_default(),
            };
            rest = after;
        }
        out + rest
    }
}

/// Rows of a table on one web page: some 300 kB of a roster, which a telephone still shows at once.
pub(super) const ROWS: usize = 1000;
