//! What stands in one place of a published table, and how each language writes it.

use crate::roster::Places;
use crate::say::printed;
use crate::say::{Language, Say};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::text::number_behind;
use crate::types::timestamp::Timestamp;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Words {
    /// 中文
    pub zh: &'static str,
    /// English
    pub en: &'static str,
}

impl Words {
    /// A text in both languages.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The text in a language.
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

impl Say for Words {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get(language))
    }
}

/// A value of a closed list, with its stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// The code, as data files have it.
    pub code: &'static str,
    /// What people read.
    pub words: Words,
}

/// Makes a [`Word`] of a value of an enum that `coded!` made.
macro_rules! word {
    ($value:expr) => {{
        let value = $value;
        $crate::publish::Word {
            code: value.code(),
            words: $crate::publish::Words::new(
                value.template($crate::say::Language::Zh),
                value.template($crate::say::Language::En),
            ),
        }
    }};
}
pub(super) use word;

/// The [`Word`]s of an enum that `coded!` made, in the order of their declaration, and further ones behind them.
macro_rules! word_list {
    ($values:ty $(, $more:expr)*) => {{
        const VALUES: &[$values] = <$values>::ALL;
        const MORE: &[$crate::publish::Word] = &[$($more),*];
        const WORDS: [$crate::publish::Word; VALUES.len() + MORE.len()] = {
            let mut words = [$crate::publish::cell::word!(VALUES[0]); VALUES.len() + MORE.len()];
            let mut at = 1;
            while at < words.len() {
                words[at] = if at < VALUES.len() {
                    $crate::publish::cell::word!(VALUES[at])
                } else {
                    MORE[at - VALUES.len()]
                };
                at += 1;
            }
            words
        };
        &WORDS
    }};
}
pub(super) use word_list;

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The whole.
    pub of: u64,
    /// The part.
    pub part: u64,
}

impl Share {
    /// In tenths of a per cent, rounded half up; nothing of nothing is nothing.
    pub fn per_mille(self) -> Option<u64> {
        let (part, of) = (u128::from(self.part), u128::from(self.of));
        let tenths = (part * 2000 + of).checked_div(of * 2)?;
        u64::try_from(tenths).ok()
    }
}

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellKind {
    /// Free text.
    Text,
    /// A text that its author gave in both languages.
    Both,
    /// An id, a certificate, credit or document number: a text, though it may look like a number.
    Code,
    /// An id, for which Chinese readers see a word where this list has it; data have the id.
    Named(&'static [Word]),
    /// The code of a district, which Chinese readers see with its county's name where that is known.
    District,
    /// A whole number.
    Count,
    /// A place in a list, counted from 0 in data and from 1 for people.
    Place,
    /// Which one of several, counted from 1.
    Ordinal,
    /// A source of a public value: 0 the main one, else the number of a fallback.
    Source,
    /// A quarter of a year.
    Quarter,
    /// An amount of money, in fen (0.01 yuan).
    Fen,
    /// A day.
    Date,
    /// A point in time with its offset.
    Timestamp,
    /// A digest by the hash of the draw.
    Digest,
    /// A text for a telephone to scan, which web pages draw as a QR code.
    Scan,
    /// A part of a whole.
    Share,
    /// A value of this closed list.
    Word(&'static [Word]),
    /// Several values of this closed list.
    Words(&'static [Word]),
    /// Several texts.
    Texts,
    /// Several ids or numbers that are texts.
    Codes,
}

/// What stands in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// Nothing is known, or nothing applies.
    Nothing,
    /// Free text.
    Text(Cow<'a, str>),
    /// A text that its author gave in both languages; data have both.
    Both {
        /// 中文
        zh: Cow<'a, str>,
        /// English
        en: Cow<'a, str>,
    },
    /// An id or number that is a text.
    Code(Cow<'a, str>),
    /// An id with a word for Chinese readers, if the list has it.
    Named {
        /// The id.
        code: Cow<'a, str>,
        /// Ids with their words. An id of the list with a number behind it has the word with that number.
        words: &'static [Word],
    },
    /// The code of a district.
    District(Cow<'a, str>),
    /// A whole number.
    Count(u64),
    /// A place in a list, counted from 0.
    Place(u64),
    /// Which one of several, counted from 1.
    Ordinal(u64),
    /// The main source (0) or a fallback.
    Source(u64),
    /// A quarter of a year.
    Quarter {
        /// The year.
        year: u16,
        /// From 1 to 4.
        quarter: u32,
    },
    /// An amount of money, in fen.
    Fen(u64),
    /// A day.
    Date(Date),
    /// A point in time.
    Timestamp(Timestamp),
    /// A digest.
    Digest(Digest),
    /// A text for a telephone to scan.
    Scan(Cow<'a, str>),
    /// A part of a whole.
    Share(Share),
    /// A value of a closed list.
    Word(Word),
    /// Several values of a closed list.
    Words(Vec<Word>),
    /// Several texts.
    Texts(Vec<Cow<'a, str>>),
    /// Several ids or numbers that are texts.
    Codes(Vec<Cow<'a, str>>),
}

impl<'a> Cell<'a> {
    /// Free text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// An id or number that is a text.
    pub fn code(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Code(text.into())
    }

    /// What is there, or nothing.
    pub fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Nothing, cell)
    }

    /// A point in time.
    pub fn timestamp(time: Timestamp) -> Self {
        Self::Timestamp(time)
    }

    /// Whether a column of this kind may hold it.
    pub fn is(&self, kind: CellKind) -> bool {
        match (self, kind) {
            (Self::Nothing, _)
            | (Self::Text(_), CellKind::Text)
            | (Self::Both { .. }, CellKind::Both)
            | (Self::Code(_), CellKind::Code)
            | (Self::District(_), CellKind::District)
            | (Self::Count(_), CellKind::Count)
            | (Self::Place(_), CellKind::Place)
            | (Self::Ordinal(_), CellKind::Ordinal)
            | (Self::Source(_), CellKind::Source)
            | (Self::Quarter { .. }, CellKind::Quarter)
            | (Self::Fen(_), CellKind::Fen)
            | (Self::Date(_), CellKind::Date)
            | (Self::Timestamp(_), CellKind::Timestamp)
            | (Self::Digest(_), CellKind::Digest)
            | (Self::Scan(_), CellKind::Scan)
            | (Self::Share(_), CellKind::Share)
            | (Self::Texts(_), CellKind::Texts)
            | (Self::Codes(_), CellKind::Codes) => true,
            (Self::Named { words, .. }, CellKind::Named(list)) => *words == list,
            (Self::Word(word), CellKind::Word(list)) => list.contains(word),
            (Self::Words(words), CellKind::Words(list)) => words.iter().all(|word| list.contains(word)),
            _ => false,
        }
    }

    /// The same, of its own.
    pub fn into_owned(self) -> Cell<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Nothing => Cell::Nothing,
            Self::Text(text) => Cell::Text(own(text)),
            Self::Both { zh, en } => Cell::Both { zh: own(zh), en: own(en) },
            Self::Code(text) => Cell::Code(own(text)),
            Self::Named { code, words } => Cell::Named { code: own(code), words },
            Self::District(code) => Cell::District(own(code)),
            Self::Count(number) => Cell::Count(number),
            Self::Place(place) => Cell::Place(place),
            Self::Ordinal(number) => Cell::Ordinal(number),
            Self::Source(number) => Cell::Source(number),
            Self::Quarter { year, quarter } => Cell::Quarter { year, quarter },
            Self::Fen(fen) => Cell::Fen(fen),
            Self::Date(date) => Cell::Date(date),
            Self::Timestamp(time) => Cell::Timestamp(time),
            Self::Digest(digest) => Cell::Digest(digest),
            Self::Scan(text) => Cell::Scan(own(text)),
            Self::Share(share) => Cell::Share(share),
            Self::Word(word) => Cell::Word(word),
            Self::Words(words) => Cell::Words(words),
            Self::Texts(texts) => Cell::Texts(texts.into_iter().map(own).collect()),
            Self::Codes(texts) => Cell::Codes(texts.into_iter().map(own).collect()),
        }
    }

    /// As people read it: dates, numbers and amounts as the language writes them, and nothing invisible.
    pub fn reading(&self, language: Language) -> Cow<'_, str> {
        let zh = language == Language::Zh;
        match self {
            Self::Ordinal(number) if zh => format!("第 {number} 次").into(),
            Self::Count(number) if zh => number.to_string().into(),
            Self::Count(number) => thousands(*number).into(),
            Self::Fen(fen) => {
                let (yuan, fen) = (fen / 100, fen % 100);
                match (zh, fen) {
                    (true, 0) => format!("{yuan} 元").into(),
                    (true, _) => format!("{yuan}.{fen:02} 元").into(),
                    (false, _) => format!("CNY {}.{fen:02}", thousands(yuan)).into(),
                }
            }
            Self::Date(date) if zh => date.in_words(language).into(),
            Self::Timestamp(time) if zh => time.in_words(language).into(),
            Self::Timestamp(time) => {
                // As written, each part beside its offset.
                let text = time.to_string();
                let (day, hour, offset) = (&text[..10], &text[11..19], &text[19..]);
                format!("{day} {hour} (UTC{offset})").into()
            }
            Self::District(code) if zh => match Places::official().name(code) {
                Some(name) => format!("{name}（{}）", shown(code)).into(),
                None => shown(code),
            },
            Self::Share(share) => {
                let Share { part, of } = share;
                match share.per_mille() {
                    Some(mille) if zh => format!("{part}/{of}（{}.{}%）", mille / 10, mille % 10).into(),
                    Some(mille) => format!("{part}/{of} ({}.{}%)", mille / 10, mille % 10).into(),
                    None => format!("{part}/{of}").into(),
                }
            }
            _ => self.plain(language),
        }
    }

    /// As a table for machines has it: digits, ISO dates, amounts in yuan with two places, words of the language.
    pub fn plain(&self, language: Language) -> Cow<'_, str> {
        match self {
            Self::Nothing => "".into(),
            Self::Text(text) | Self::Code(text) | Self::District(text) | Self::Scan(text) => shown(text),
            Self::Both { zh, en } => shown(if language == Language::Zh { zh } else { en }),
            Self::Named { code, words } => named(code, words, language),
            Self::Count(number) | Self::Ordinal(number) => number.to_string().into(),
            Self::Place(place) => (u128::from(*place) + 1).to_string().into(),
            Self::Source(0) if language == Language::Zh => "首选来源".into(),
            Self::Source(0) => "main source".into(),
            Self::Source(number) if language == Language::Zh => {
                let nth = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
                let nth = usize::try_from(*number - 1).ok().and_then(|place| nth.get(place));
                nth.map_or_else(|| format!("第 {number} 替代来源"), |nth| format!("第{nth}替代来源")).into()
            }
            Self::Source(number) => format!("fallback {number}").into(),
            Self::Quarter { year, quarter } if language == Language::Zh => {
                let name = ["一", "二", "三", "四"].get((*quarter as usize).wrapping_sub(1));
                format!("{year}年第{}季度", name.unwrap_or(&"")).into()
            }
            Self::Quarter { year, quarter } => format!("{year:04}-Q{quarter}").into(),
            Self::Fen(fen) => format!("{}.{:02}", fen / 100, fen % 100).into(),
            Self::Date(date) => date.to_string().into(),
            Self::Timestamp(time) => time.to_string().into(),
            Self::Digest(digest) => digest.to_hex().into(),
            Self::Share(Share { part, of }) => format!("{part}/{of}").into(),
            Self::Word(word) => word.words.get(language).into(),
            Self::Words(words) => {
                let all: Vec<&str> = words.iter().map(|word| word.words.get(language)).collect();
                all.join(separator(language)).into()
            }
            Self::Texts(texts) | Self::Codes(texts) => {
                let all: Vec<Cow<'_, str>> = texts.iter().map(|text| shown(text)).collect();
                all.join(separator(language)).into()
            }
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Text(text)
            | Self::Code(text)
            | Self::District(text)
            | Self::Named { code: text, .. }
            | Self::Scan(text) => serializer.serialize_str(text),
            Self::Both { zh, en } => serializer.collect_map([("en", en), ("zh", zh)]),
            Self::Count(number)
            | Self::Place(number)
            | Self::Ordinal(number)
            | Self::Source(number)
            | Self::Fen(number) => serializer.serialize_u64(*number),
            Self::Quarter { .. } => serializer.serialize_str(&self.plain(Language::En)),
            Self::Date(date) => date.serialize(serializer),
            Self::Timestamp(time) => time.serialize(serializer),
            Self::Digest(digest) => digest.serialize(serializer),
            Self::Share(share) => share.serialize(serializer),
            Self::Word(word) => serializer.serialize_str(word.code),
            Self::Words(words) => serializer.collect_seq(words.iter().map(|word| word.code)),
            Self::Texts(texts) | Self::Codes(texts) => texts.serialize(serializer),
        }
    }
}

/// An id as people read it: `lottery-2` is the word for `lottery`, and the number.
pub(super) fn named<'a>(code: &'a str, words: &[Word], language: Language) -> Cow<'a, str> {
    if language == Language::En {
        return shown(code);
    }
    let known = words.iter().find_map(|word| {
        let (number, zh) = (number_behind(code, word.code)?, word.words.zh);
        Some(if number.is_empty() { zh.into() } else { format!("{zh} {number}").into() })
    });
    known.unwrap_or_else(|| shown(code))
}

/// Between the entries of a list.
pub(super) fn separator(language: Language) -> &'static str {
    if language == Language::Zh { "；" } else { "; " }
}

/// Line breaks, too, would leave a cell of a table.
fn shown(text: &str) -> Cow<'_, str> {
    let shown = printed(text);
    let shown = if shown.contains('\n') { shown.replace('\n', "\\u{a}") } else { shown };
    if shown == text { text.into() } else { shown.into() }
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[Word] = &[Word { code: "lottery", words: Words::new("开奖号码", "lottery") }];

    #[test]
    fn chinese_readers_see_words_for_known_ids_and_others_as_they_are() {
        for (code, zh) in [
            ("lottery", "开奖号码"),
            ("lottery2", "开奖号码 2"),
            ("lottery-2", "开奖号码 2"),
            ("lottery-", "lottery-"),
            ("lotteryA", "lotteryA"),
            ("KJ-1", "KJ-1"),
        ] {
            let cell = Cell::Named { code: code.into(), words: WORDS };
            assert_eq!(cell.reading(Language::Zh), zh);
            assert_eq!(cell.plain(Language::Zh), zh);
            assert_eq!(cell.reading(Language::En), code);
            assert_eq!(serde_json::to_value(&cell).unwrap(), code);
            assert!(cell.is(CellKind::Named(WORDS)) && !cell.is(CellKind::Named(&[])));
        }
    }

    #[test]
    fn a_source_is_the_main_one_or_a_fallback_and_a_number_in_data() {
        let said =
            |number| [Language::Zh, Language::En].map(|it| Cell::Source(number).reading(it).into_owned());
        assert_eq!(said(0), ["首选来源", "main source"]);
        assert_eq!(said(2), ["第二替代来源", "fallback 2"]);
        assert_eq!(serde_json::to_value(Cell::Source(2)).unwrap(), 2);
    }

    #[test]
    fn a_district_has_its_name_for_people_and_its_code_in_data() {
        let said = |code: &'static str| Cell::District(code.into()).reading(Language::Zh).into_owned();
        assert_eq!([said("522601"), said("990001")], ["凯里市（522601）", "990001"]);
        assert_eq!(Cell::District("522601".into()).plain(Language::Zh), "522601");
        assert_eq!(serde_json::to_value(Cell::District("522601".into())).unwrap(), "522601");
    }

    #[test]
    fn times_amounts_and_places_are_read_as_papers_have_them() {
        let said = |cell: Cell<'_>| cell.reading(Language::Zh).into_owned();
        let time = "2026-10-09T13:30:00+00:00".parse().unwrap();
        assert_eq!(said(Cell::Timestamp(time)), "2026年10月9日21时30分");
        assert_eq!([said(Cell::Fen(500_000)), said(Cell::Fen(500_050))], ["5000 元", "5000.50 元"]);
        assert_eq!(said(Cell::Place(0)), "1");
        assert_eq!(serde_json::to_value(Cell::Place(0)).unwrap(), 0);
    }

    #[test]
    fn a_quarter_is_a_word_in_chinese_and_a_code_in_data() {
        let cell = Cell::Quarter { year: 2026, quarter: 4 };
        assert_eq!(cell.reading(Language::Zh), "2026年第四季度");
        assert_eq!(cell.reading(Language::En), "2026-Q4");
        assert_eq!(serde_json::to_value(&cell).unwrap(), "2026-Q4");
    }
}
