//! The cells of a workbook, by sheets and places, and what people write in them as values of the plan's text.

use crate::book::{Kind, grammar, said};
use crate::text::{self, Words, name};
use dual_random::fault::Problem;
use dual_random::tables::SheetCells;
use dual_random::{Date, Digest, Id, Language, Timestamp};
use std::collections::BTreeMap;

/// A cell's place: its sheet, its row from 1 and its column from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) sheet: String,
    pub(crate) row: u64,
    pub(crate) column: usize,
}

impl At {
    pub(crate) fn new(sheet: &str, row: u64, column: usize) -> Self {
        Self { sheet: sheet.to_owned(), row, column }
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    pub(crate) at: At,
    pub(crate) what: Words,
}

/// A sheet's cells by rows and columns, without blanks around them.
pub(super) struct Grid {
    pub(super) name: String,
    rows: BTreeMap<u64, BTreeMap<usize, String>>,
}

impl Grid {
    /// The cells; those that do not say what they hold are noted.
    pub(super) fn new(sheet: SheetCells, wrong: &mut Vec<Wrong>) -> Self {
        let mut rows: BTreeMap<u64, BTreeMap<usize, String>> = BTreeMap::new();
        for cell in sheet.cells {
            let text = match cell.text {
                Ok(text) => text.trim().to_owned(),
                Err(problem) => {
                    wrong.push(Wrong {
                        at: At::new(&sheet.name, cell.row, cell.column),
                        what: said_of(&problem),
                    });
                    continue;
                }
            };
            if !text.is_empty() {
                rows.entry(cell.row).or_default().insert(cell.column, text);
            }
        }
        Self { name: sheet.name, rows }
    }

    /// The rows that have content, by their numbers.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, &BTreeMap<usize, String>)> {
        self.rows.iter().map(|(row, cells)| (*row, cells))
    }
}

fn said_of(problem: &Problem) -> Words {
    Words::of(problem)
}

/// A head or label without blanks and case.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '*').flat_map(char::to_lowercase).collect()
}

/// Whether a text is a label, in either language.
pub(super) fn is_label(text: &str, label: super::Label) -> bool {
    let text = folded(text);
    text == folded(label.0) || text == folded(label.1)
}

/// A day that a text names, the year first.
pub(crate) fn day(text: &str) -> Option<Date> {
    let numbers = numbers(text)?;
    let [year, month, day] = numbers[..] else { return None };
    Date::new(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// An instant that a text names: a day, the hour, perhaps minutes. It is China's time unless a zone says otherwise.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    if let Ok(exact) = Timestamp::new(text) {
        return Some(exact);
    }
    let (year, month, day, hour, minute) = match numbers(text)?[..] {
        [year, month, day, hour] if text.contains(['时', '点']) => (year, month, day, hour, 0),
        [year, month, day, hour, minute] | [year, month, day, hour, minute, 0] => {
            (year, month, day, hour, minute)
        }
        _ => return None,
    };
    Timestamp::new(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+08:00")).ok()
}

/// The numbers of a day or instant; nothing where other words stand between them.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            c => c,
        })
        .collect();
    let is_between = |c: char| c.is_whitespace() || "-/.:：年月日时点分秒T".contains(c);
    if !plain.chars().all(|c| c.is_ascii_digit() || is_between(c)) {
        return None;
    }
    plain.split(is_between).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

/// A cell's text as a value of the plan's file, or what should stand there.
pub(super) fn value(kind: Kind, text: &str) -> Result<String, Words> {
    use grammar::{list, quoted};
    let wrong = |form: Words| Err(text::cell_form(name(text), form));
    match kind {
        Kind::Text | Kind::Size => Ok(quoted(text)),
        Kind::Id => match Id::new(text) {
            Ok(_) => Ok(quoted(text)),
            Err(_) => Err(text::bad_id(name(text))),
        },
        Kind::Number => match plain_number(text) {
            Some(number) => Ok(number.to_string()),
            None => wrong(text::form_whole_number()),
        },
        Kind::Day => match day(text) {
            Some(day) => Ok(quoted(&day.to_string())),
            None => wrong(text::form_day()),
        },
        Kind::Instant => match instant(text) {
            Some(instant) => Ok(quoted(&instant.to_string())),
            None => wrong(text::form_instant()),
        },
        Kind::List => Ok(list(grammar::entries(text).iter().map(|entry| quoted(entry)))),
        Kind::Ids => {
            let entries = grammar::entries(text);
            if let Some(bad) = entries.iter().find(|entry| Id::new(entry.as_str()).is_err()) {
                return Err(text::bad_id(name(bad)));
            }
            Ok(list(entries.iter().map(|entry| quoted(entry))))
        }
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|(label, code)| is_label(text, *label) || text == *code);
            match chosen {
                // Yes and no are no texts of the plan's file.
                Some((_, code @ ("true" | "false"))) => Ok((*code).to_owned()),
                Some((_, code)) => Ok(quoted(code)),
                None => {
                    let all = |language| {
                        let labels = choices.iter().map(|(label, _)| said(*label, language));
                        labels.collect::<Vec<_>>().join(if language == Language::Zh { "、" } else { ", " })
                    };
                    let all = Words::new(all(Language::Zh).into(), all(Language::En).into());
                    Err(text::unknown_choice(name(text), all))
                }
            }
        }
        Kind::Digest => match Digest::from_hex(text) {
            Ok(_) => Ok(quoted(text)),
            Err(_) => Err(text::bad_digest_here(name(text))),
        },
        Kind::Workload => grammar::workload(text).map_or_else(|| wrong(text::form_workload()), Ok),
        Kind::When => grammar::when(text).map_or_else(|| wrong(text::form_when()), Ok),
        Kind::Seats => grammar::seats(text).map_or_else(|| wrong(text::form_seats()), Ok),
        Kind::Event => grammar::value_kind(text).map_or_else(|| wrong(text::form_value_kind()), Ok),
    }
}

/// A whole number, without zeros before it.
pub(super) fn plain_number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_read_as_people_write_them() {
        for text in ["2026-09-28", "2026/9/28", "2026.9.28", "2026年9月28日", "２０２６-9-28"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-09-28"), "{text}");
        }
        for text in ["28/9/2026", "2026-09", "9月28日", "明天", "2026-09-28 9:00", ""] {
            assert_eq!(day(text), None, "{text}");
        }
        for text in [
            "2026-09-28 09:00",
            "2026-9-28 9:00:00",
            "2026年9月28日9时",
            "2026年9月28日 9点",
            "2026/9/28 9：00",
            "2026-09-28T09:00:00+08:00",
        ] {
            let read = instant(text).map(|instant| instant.to_string());
            assert_eq!(read.as_deref(), Some("2026-09-28T09:00:00+08:00"), "{text}");
        }
        for text in ["2026-09-28", "9:00", "2026-09-28 25:00", "2026-09-28 上午9时", "2026-09-28 9"] {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
