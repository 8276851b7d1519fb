//! Heads of columns, and documents made of them: a head stands beside the value under it, and holds values of one kind, so
//! that no cell can stand under another head and none of another kind compiles.

use super::cell::{Cell, CellKind, Share, Word, Words, word, word_list};
use super::page::Column;
use crate::outcome::{DocumentNumber, FollowUp, PenaltyKind, PenaltyStatus, ResultValue};
use crate::plan::{Category, Correction};
use crate::publish::documents::Validity;
use crate::publish::powers::{PublicDocument, RemedyKind};
use crate::roster::Role;
use crate::rules::Reason;
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::{Id, InspectorId, TargetId};
use crate::types::text::Text as RecordText;
use crate::types::timestamp::Timestamp;
use std::borrow::Cow;
use std::marker::PhantomData;

/// The head of a column, or the label of a fact, for values of a kind.
pub(super) struct Head<K> {
    pub(super) column: Column,
    of: PhantomData<K>,
}

/// A value that can stand under the heads of a kind.
pub(super) trait Holds<'a, K> {
    fn cell(self) -> Cell<'a>;
}

impl<K> Head<K> {
    const fn new(id: &'static str, zh: &'static str, en: &'static str, kind: CellKind) -> Self {
        Self { column: Column { id, words: Words::new(zh, en), kind }, of: PhantomData }
    }

    /// The cell of a value. The head chooses nothing but which values compile.
    #[expect(clippy::unused_self, reason = "its type says which values may stand below")]
    pub(super) fn cell<'a>(&self, value: impl Holds<'a, K>) -> Cell<'a> {
        value.cell()
    }
}

/// What is not known, or does not apply, can stand everywhere.
impl<'a, K, T: Holds<'a, K>> Holds<'a, K> for Option<T> {
    fn cell(self) -> Cell<'a> {
        self.map_or(Cell::Nothing, Holds::cell)
    }
}

/// Makes the marker and the heads of each kind that has no list of its own.
macro_rules! kinds {
    ($($kind:ident $head:ident;)+) => {
        /// The kinds of values.
        pub(super) mod of {
            $(pub(in crate::publish) enum $kind {})+
            pub(in crate::publish) enum Named {}
            pub(in crate::publish) struct Word<T>(std::marker::PhantomData<T>);
            pub(in crate::publish) struct Words<T>(std::marker::PhantomData<T>);
        }

        $(pub(super) const fn $head(id: &'static str, zh: &'static str, en: &'static str) -> Head<of::$kind> {
            Head::new(id, zh, en, CellKind::$kind)
        })+
    };
}

kinds! {
    Text text; Both both; Code code; District district; Count count; Place place; Ordinal ordinal; Source source; Quarter quarter; Fen fen; Date date; Timestamp timestamp; Digest digest; Scan scan; Share share;
    Texts texts; Codes codes;
}

/// The head of an id with a word from this list.
pub(super) const fn named(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    words: &'static [Word],
) -> Head<of::Named> {
    Head::new(id, zh, en, CellKind::Named(words))
}

/// An id with the words of its list.
pub(super) struct Named<'a>(pub(super) &'a Id, pub(super) &'static [Word]);

impl<'a> Holds<'a, of::Named> for Named<'a> {
    fn cell(self) -> Cell<'a> {
        Cell::Named { code: self.0.as_str().into(), words: self.1 }
    }
}

/// The head of a value of an enum.
pub(super) const fn choice<T: Worded>(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Head<of::Word<T>> {
    Head::new(id, zh, en, CellKind::Word(T::LIST))
}

/// The head of several values of an enum.
pub(super) const fn choices<T: Worded>(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Head<of::Words<T>> {
    Head::new(id, zh, en, CellKind::Words(T::LIST))
}

/// The head of a word of this list.
pub(super) const fn one_of(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    list: &'static [Word],
) -> Head<of::Word<Word>> {
    Head::new(id, zh, en, CellKind::Word(list))
}

/// Lets values of these types stand under the heads of a kind.
macro_rules! holds {
    ($($kind:ident: $type:ty, $value:pat => $cell:expr;)+) => {$(
        impl<'a> Holds<'a, of::$kind> for $type {
            fn cell(self) -> Cell<'a> {
                let $value = self;
                $cell
            }
        }
    )+};
}

holds! {
    Text: Cow<'a, str>, text => Cell::Text(text);
    Code: String, text => Cell::code(text);
    Both: &'a ResultValue, value => Cell::Both { zh: value.zh.as_str().into(), en: value.en.as_str().into() };
    Count: u64, number => Cell::Count(number);
    Count: u32, number => Cell::Count(number.into());
    Count: usize, number => Cell::Count(number as u64);
    Place: usize, number => Cell::Place(number as u64);
    Ordinal: u64, number => Cell::Ordinal(number);
    Source: usize, number => Cell::Source(number as u64);
    Quarter: (u16, u32), (year, quarter) => Cell::Quarter { year, quarter };
    Fen: u64, fen => Cell::Fen(fen);
    Date: Date, date => Cell::Date(date);
    Timestamp: Timestamp, time => Cell::timestamp(time);
    Digest: Digest, digest => Cell::Digest(digest);
    Scan: String, text => Cell::Scan(text.into());
    Share: Share, share => Cell::Share(share);
    Share: (usize, usize), (part, of) => Cell::Share(Share { of: of as u64, part: part as u64 });
}

/// What is written as a text of its own.
pub(super) trait Written {
    fn written(&self) -> &str;
}

macro_rules! written {
    ($($name:ty),+) => {$(
        impl Written for $name {
            fn written(&self) -> &str {
                self.as_str()
            }
        }
    )+};
}

written!(String, RecordText, Id, TargetId, InspectorId, DocumentNumber);

impl Written for str {
    fn written(&self) -> &str {
        self
    }
}

impl<'a, T: Written + ?Sized> Holds<'a, of::Text> for &'a T {
    fn cell(self) -> Cell<'a> {
        Cell::text(self.written())
    }
}

impl<'a, T: Written + ?Sized> Holds<'a, of::Code> for &'a T {
    fn cell(self) -> Cell<'a> {
        Cell::code(self.written())
    }
}

impl<'a, T: Written + ?Sized> Holds<'a, of::District> for &'a T {
    fn cell(self) -> Cell<'a> {
        Cell::District(self.written().into())
    }
}

fn all<'a, T: Written + ?Sized + 'a>(list: impl IntoIterator<Item = &'a T>) -> Vec<Cow<'a, str>> {
    list.into_iter().map(|one| one.written().into()).collect()
}

macro_rules! lists {
    ($($kind:ident),+) => {$(
        impl<'a, T: Written> Holds<'a, of::$kind> for &'a [T] {
            fn cell(self) -> Cell<'a> {
                Cell::$kind(all(self))
            }
        }

        impl<'a, T: Written> Holds<'a, of::$kind> for &'a Vec<T> {
            fn cell(self) -> Cell<'a> {
                Cell::$kind(all(self))
            }
        }

        impl<'a, T: Written + ?Sized> Holds<'a, of::$kind> for Vec<&'a T> {
            fn cell(self) -> Cell<'a> {
                Cell::$kind(all(self))
            }
        }
    )+};
}

lists!(Texts, Codes);

/// An enum made by `coded!`, as a closed list of words.
pub(super) trait Worded: Copy + 'static {
    const LIST: &'static [Word];

    fn word(self) -> Word;
}

macro_rules! worded {
    ($($name:ty),+) => {$(
        impl Worded for $name {
            const LIST: &'static [Word] = word_list!($name);

            fn word(self) -> Word {
                word!(self)
            }
        }
    )+};
}

worded!(
    Category,
    Correction,
    FollowUp,
    PenaltyKind,
    PenaltyStatus,
    PublicDocument,
    Reason,
    RemedyKind,
    Role,
    Validity
);

impl<'a, T: Worded> Holds<'a, of::Word<T>> for T {
    fn cell(self) -> Cell<'a> {
        Cell::Word(self.word())
    }
}

impl<'a> Holds<'a, of::Word<Self>> for Word {
    fn cell(self) -> Cell<'a> {
        Cell::Word(self)
    }
}

impl<'a, T: Worded> Holds<'a, of::Words<T>> for &[T] {
    fn cell(self) -> Cell<'a> {
        Cell::Words(self.iter().map(|one| one.word()).collect())
    }
}

/// A document: its layout, and the function that makes a page of it. Behind the facts come its tables, each of them
/// `table { … }`, or `shared { LAYOUT, rows }` if it is one of [`shared_table`].
macro_rules! document {
    (
        $(#[$meta:meta])*
        $layout:ident = $id:literal, $zh:literal, $en:literal $(, $field:ident: $given:expr)*;
        fn $make:ident<$a:lifetime>($($parameter:ident: $type:ty),* $(,)?);
        facts { $($head:expr => $value:expr),* $(,)? }
        $($table:ident $body:tt)*
    ) => {
        $(#[$meta])*
        pub(in crate::publish) const $layout: $crate::publish::Layout = $crate::publish::Layout {
            id: $id,
            title: $crate::publish::Words::new($zh, $en),
            facts: &[$($head.column),*],
            tables: &[$($table!(@layout $body)),*],
            $($field: $given,)*
            ..$crate::publish::layout::PUBLIC
        };

        fn $make<$a>(
            bound: Vec<$crate::publish::Bound>,
            $($parameter: $type),*
        ) -> $crate::publish::Page<$a> {
            let facts = vec![$($head.cell($value)),*];
            let tables = vec![$($table!(@rows $body)),*];
            $crate::publish::Page::new(&$layout, bound, facts, tables)
        }
    };
}
pub(super) use document;

/// A table of a document: id, caption, and for each row of a list each head with the value under it.
macro_rules! table {
    (@layout {
        $id:literal, $zh:literal, $en:literal $(, $field:ident: $given:expr)*;
        for $row:pat in $list:expr => { $($head:expr => $value:expr),* $(,)? }
    }) => {
        $crate::publish::TableLayout {
            id: $id,
            caption: $crate::publish::Words::new($zh, $en),
            columns: &[$($head.column),*],
            $($field: $given,)*
            ..$crate::publish::layout::TABLE
        }
    };
    (@rows {
        $id:literal, $zh:literal, $en:literal $(, $field:ident: $given:expr)*;
        for $row:pat in $list:expr => { $($head:expr => $value:expr),* $(,)? }
    }) => {
        $crate::publish::page::Rows::of($list, move |$row| vec![$($head.cell($value)),*])
    };
}
pub(super) use table;

/// A table that several documents have.
macro_rules! shared_table {
    ($layout:ident; fn $rows:ident<$a:lifetime>($($parameter:ident: $type:ty),* $(,)?); $body:tt) => {
        const $layout: $crate::publish::TableLayout = table!(@layout $body);

        fn $rows<$a>($($parameter: $type),*) -> $crate::publish::page::Rows<$a> {
            table!(@rows $body)
        }
    };
}
pub(super) use shared_table;

/// Uses a table of [`shared_table`].
macro_rules! shared {
    (@layout { $layout:expr, $rows:expr }) => {
        $layout
    };
    (@rows { $layout:expr, $rows:expr }) => {
        $rows
    };
}
pub(super) use shared;
