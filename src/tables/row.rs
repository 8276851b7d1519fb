//! The cells of a row as what they should be. Each reader notes what is wrong and goes on, so that a row's faults are
//! all found; a row with a fault gives no record.

use super::dates::year_first;
use super::heads::{Heads, row_index};
use super::notes::{NoteCode, Notes};
use crate::fault::{Fault, Problem};
use crate::roster::{Intake, Places, WhichPlace};
use crate::say::{Choices, Quoted};
use crate::types::citizen_id::holds_citizen_id;
use crate::types::date::Date;
use crate::types::limits;
use crate::types::text::is_district;
use csv::StringRecord;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// What stands where a certificate has no end. Spreadsheets keep "no end" as their last day, too.
const NO_END: [&str; 7] = ["长期", "长期有效", "永久", "永久有效", "无期限", "无固定期限", "9999-12-31"];

/// What separates the entries of a list.
const SEPARATORS: [char; 3] = [';', '；', '、'];

/// A row of a table.
pub(crate) struct Row<'a> {
    pub(super) line: u64,
    pub(super) cells: &'a StringRecord,
    pub(super) heads: &'a Heads,
    pub(super) intake: &'a mut Intake,
    /// The keys of the rows before, with their lines.
    pub(super) seen: &'a mut BTreeMap<String, u64>,
    pub(super) notes: &'a mut Notes,
    pub(super) places: &'a Places,
    /// Heads of cells in this row that do not say what they hold.
    pub(super) bad: &'a [&'a str],
}

/// A cell with its head.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) head: &'a str,
    pub(super) text: &'a str,
}

impl<'a> Row<'a> {
    /// The cell of a column; `None` when the file does not have the column.
    fn cell(&self, field: &str) -> Option<Cell<'a>> {
        self.heads.place(field).and_then(|place| self.at(place))
    }

    fn at(&self, place: usize) -> Option<Cell<'a>> {
        let heads: &'a Heads = self.heads;
        Some(Cell { head: heads.names.get(place)?, text: self.cells.get(place)? })
    }

    /// Whether the file has a column.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.heads.place(field).is_some()
    }

    /// Whether a column has something in this row.
    pub(crate) fn is_filled(&self, field: &str) -> bool {
        self.filled(field).is_some()
    }

    /// The cell of a column, unless it is empty.
    pub(super) fn filled(&self, field: &str) -> Option<Cell<'a>> {
        self.cell(field).filter(|cell| !cell.text.is_empty())
    }

    /// The cell of a column that must not be empty. That the column is missing was said once, of the head row.
    fn needed(&mut self, field: &str) -> Option<Cell<'a>> {
        let cell = self.cell(field)?;
        if cell.text.is_empty() {
            self.fault(cell, Problem::Empty);
            return None;
        }
        Some(cell)
    }

    pub(super) fn fault(&mut self, cell: Cell<'_>, problem: Problem) {
        self.intake.faults.push(Fault::new(self.intake.table, row_index(self.line), cell.head, problem));
    }

    /// Notes what was read otherwise than it stands.
    pub(super) fn note(&mut self, code: NoteCode, cell: Cell<'_>, found: &str) {
        self.notes.add(code, Some(self.line), cell.head, found);
    }

    /// Notes that a whole column, which is there, is read otherwise than it stands.
    pub(crate) fn note_column(&mut self, code: NoteCode, field: &str) {
        if let Some(cell) = self.cell(field) {
            self.notes.add(code, None, cell.head, "");
        }
    }

    /// Notes something about the whole table.
    pub(super) fn note_table(&mut self, code: NoteCode, found: &str) {
        self.notes.add(code, None, "", found);
    }

    /// Whether a fault of a column's cell in this row is known.
    pub(super) fn is_refused(&self, field: &str) -> bool {
        let head = self.cell(field).map_or(field, |cell| cell.head);
        let mut own = self.intake.faults.iter().rev().take_while(|fault| fault.row == Some(self.line));
        self.bad.contains(&head) || own.any(|fault| fault.field == head)
    }

    /// Notes that a cell is read otherwise than it stands.
    pub(crate) fn note_cell(&mut self, code: NoteCode, field: &str) {
        if let Some(cell) = self.cell(field) {
            self.note(code, cell, "");
        }
    }

    /// A number as spreadsheets write long ones is said to be one, whatever the cell should be.
    pub(super) fn is_odd(&mut self, cell: Cell<'_>) -> bool {
        let is_odd = is_scientific(cell.text);
        if is_odd {
            self.fault(cell, Problem::Damaged { found: Quoted::start(cell.text) });
        }
        is_odd
    }

    /// The text of a code, number or date, with plain digits, letters and hyphens in place of full-width ones.
    pub(super) fn plain(&mut self, cell: Cell<'a>) -> Cow<'a, str> {
        if cell.text.is_ascii() {
            return Cow::Borrowed(cell.text);
        }
        let plain: String = cell.text.chars().map(narrow).collect();
        if plain == cell.text {
            return Cow::Borrowed(cell.text);
        }
        self.note(NoteCode::HalfWidth, cell, "");
        Cow::Owned(plain)
    }

    /// A text that must be there.
    pub(crate) fn text(&mut self, field: &str) -> Option<String> {
        let cell = self.needed(field)?;
        self.intake.text(row_index(self.line), cell.head, cell.text);
        Some(cell.text.to_owned())
    }

    /// A text, if there is one.
    pub(crate) fn optional_text(&mut self, field: &str) -> Option<String> {
        let cell = self.filled(field)?;
        self.intake.text(row_index(self.line), cell.head, cell.text);
        Some(cell.text.to_owned())
    }

    /// An id that must be there.
    pub(crate) fn id<I: TryFrom<String>>(&mut self, field: &str) -> Option<I> {
        let cell = self.needed(field)?;
        self.id_of(cell)
    }

    /// An id, if there is one.
    pub(super) fn optional_id<I: TryFrom<String>>(&mut self, field: &str) -> Option<I> {
        let cell = self.filled(field)?;
        self.id_of(cell)
    }

    fn id_of<I: TryFrom<String>>(&mut self, cell: Cell<'a>) -> Option<I> {
        // A person's number is not repeated in a report, however it is written.
        if holds_citizen_id(cell.text) {
            self.fault(cell, Problem::CitizenId);
            return None;
        }
        if self.is_odd(cell) {
            return None;
        }
        let id = I::try_from(self.plain(cell).into_owned()).ok();
        if id.is_none() {
            self.fault(cell, Problem::BadId { found: Quoted::start(cell.text) });
        }
        id
    }

    /// A district, by its code or its name.
    pub(super) fn district(&mut self, field: &str) -> Option<String> {
        let cell = self.needed(field)?;
        if self.is_odd(cell) {
            return None;
        }
        let plain = self.plain(cell);
        if is_district(&plain) {
            return Some(plain.into_owned());
        }
        let (found, places) = (Quoted::start(cell.text), self.places);
        self.placed(cell, places.find(cell.text), NoteCode::PlaceName, Problem::BadDistrict { found })
    }

    /// The district of whoever belongs to an authority: that of its own column, or else the one county that the authority's
    /// name has in it.
    pub(super) fn district_or_of(&mut self, field: &str, authority: &str) -> Option<String> {
        if self.has(field) {
            return self.district(field);
        }
        let cell = self.filled(authority)?;
        let (found, places) = (Quoted::start(cell.text), self.places);
        self.placed(cell, places.find_in(cell.text), NoteCode::PlaceOf, Problem::NoDistrict { found })
    }

    fn placed(
        &mut self,
        cell: Cell<'a>,
        which: WhichPlace<'a>,
        note: NoteCode,
        unknown: Problem,
    ) -> Option<String> {
        let problem = match which {
            WhichPlace::One(code) => {
                let name = self.places.name(code).unwrap_or_default();
                self.note(note, cell, &format!("{name} → {code}"));
                return Some(code.to_owned());
            }
            WhichPlace::Unknown => unknown,
            WhichPlace::Several(codes) => {
                let named = codes.iter().map(|code| {
                    let city = self.places.name(&format!("{}00", &code[..4])).unwrap_or_default();
                    format!("{city}{} {code}", self.places.name(code).unwrap_or_default())
                });
                let choices = Choices::new(named.collect::<Vec<String>>());
                Problem::AmbiguousPlace { found: Quoted::start(cell.text), choices }
            }
        };
        self.fault(cell, problem);
        None
    }

    /// A date, its year first; another form than `YYYY-MM-DD` is noted.
    pub(crate) fn date(&mut self, field: &str) -> Option<Date> {
        let cell = self.needed(field)?;
        let plain = self.plain(cell);
        if let Ok(date) = Date::new(&plain) {
            return Some(date);
        }
        let date = year_first(&plain);
        if date.is_some() {
            self.note(NoteCode::DateForm, cell, cell.text);
        } else if !self.is_odd(cell) {
            self.fault(cell, Problem::BadDate { found: Quoted::start(cell.text) });
        }
        date
    }

    /// The same, where there may be no end.
    pub(super) fn date_or_none_set(&mut self, field: &str) -> Option<Date> {
        let cell = self.needed(field)?;
        if NO_END.contains(&cell.text) {
            self.note(NoteCode::NoEnd, cell, cell.text);
            return Some(Date::LAST);
        }
        self.date(field)
    }

    /// A number that must be there.
    pub(super) fn number(&mut self, field: &str) -> Option<u32> {
        let cell = self.needed(field)?;
        self.number_of(cell)
    }

    /// A number that is not 0.
    pub(super) fn positive(&mut self, field: &str) -> Option<NonZeroU32> {
        let number = self.number(field)?;
        let positive = NonZeroU32::new(number);
        if positive.is_none() {
            self.refuse(
                field,
                Problem::OutOfRange { found: Quoted::new(number), low: 1, high: u64::from(u32::MAX) },
            );
        }
        positive
    }

    /// A number, if there is one.
    pub(super) fn optional_number(&mut self, field: &str) -> Option<u32> {
        let cell = self.filled(field)?;
        self.number_of(cell)
    }

    fn number_of(&mut self, cell: Cell<'a>) -> Option<u32> {
        if self.is_odd(cell) {
            return None;
        }
        let text = self.plain(cell);
        let is_number = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        let found = Quoted::start(cell.text);
        if !is_number {
            self.fault(cell, Problem::BadNumber { found });
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(cell, Problem::OutOfRange { found, low: 0, high: u64::from(u32::MAX) });
        }
        number
    }

    /// One of some choices, each with its names; `None` for an empty cell.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        field: &str,
        choices: &[(&'static [&'static str], T)],
    ) -> Option<T> {
        let cell = self.filled(field)?;
        let chosen = choices.iter().find(|(names, _)| names.contains(&cell.text)).map(|(_, value)| *value);
        if chosen.is_none() && !self.is_odd(cell) {
            let names: Vec<&str> = choices.iter().flat_map(|(names, _)| names.iter().copied()).collect();
            self.fault(
                cell,
                Problem::BadChoice { found: Quoted::start(cell.text), choices: Choices::new(names) },
            );
        }
        chosen
    }

    /// The same, where one must be chosen.
    pub(crate) fn needed_choice<T: Copy>(
        &mut self,
        field: &str,
        choices: &[(&'static [&'static str], T)],
    ) -> Option<T> {
        self.needed(field)?;
        self.choice(field, choices)
    }

    /// One of the values of an enum, by its code or its Chinese text; `None` for an empty cell.
    pub(crate) fn coded<T: Copy>(
        &mut self,
        field: &str,
        all: &[T],
        names: impl Fn(T) -> [&'static str; 2],
    ) -> Option<T> {
        let cell = self.filled(field)?;
        self.coded_cell(cell, all, names)
    }

    /// The same, where one must be chosen.
    pub(crate) fn needed_coded<T: Copy>(
        &mut self,
        field: &str,
        all: &[T],
        names: impl Fn(T) -> [&'static str; 2],
    ) -> Option<T> {
        let cell = self.needed(field)?;
        self.coded_cell(cell, all, names)
    }

    /// The values of a list, of which there must be one.
    pub(crate) fn coded_list<T: Copy>(
        &mut self,
        field: &str,
        all: &[T],
        names: impl Fn(T) -> [&'static str; 2],
    ) -> Vec<T> {
        if self.needed(field).is_none() {
            return Vec::new();
        }
        let entries = self.entries(field);
        entries.into_iter().filter_map(|cell| self.coded_cell(cell, all, &names)).collect()
    }

    fn coded_cell<T: Copy>(
        &mut self,
        cell: Cell<'_>,
        all: &[T],
        names: impl Fn(T) -> [&'static str; 2],
    ) -> Option<T> {
        let chosen = all.iter().copied().find(|value| names(*value).contains(&cell.text));
        if chosen.is_none() && !self.is_odd(cell) {
            let names: Vec<&str> = all.iter().flat_map(|value| names(*value)).collect();
            self.fault(
                cell,
                Problem::BadChoice { found: Quoted::start(cell.text), choices: Choices::new(names) },
            );
        }
        chosen
    }

    /// An amount of money in fen, from an amount in units of `10^places` fen (2 for yuan, 6 for 万元), exactly; `None` for an
    /// empty cell.
    pub(crate) fn fen(&mut self, field: &str, places: usize) -> Option<u64> {
        let cell = self.filled(field)?;
        if self.is_odd(cell) {
            return None;
        }
        let amount = fen(&self.plain(cell), places);
        if amount.is_none() {
            let found = Quoted::start(cell.text);
            let in_yuan = places == 2;
            let problem =
                if in_yuan { Problem::BadAmount { found } } else { Problem::BadTenThousands { found } };
            self.fault(cell, problem);
        }
        amount
    }

    /// Yes or no; an empty cell is a no.
    pub(super) fn flag(&mut self, field: &str) -> bool {
        self.choice(field, &[(&["yes", "是"], true), (&["no", "否"], false)]).unwrap_or(false)
    }

    /// The ids of a list.
    pub(crate) fn ids<I: TryFrom<String>>(&mut self, field: &str) -> Vec<I> {
        let entries = self.entries(field);
        entries.into_iter().filter_map(|cell| self.id_of(cell)).collect()
    }

    /// The ids of a list in which each may stand behind a name, as `NAME（ID）` and no other way.
    pub(crate) fn named_ids<I: TryFrom<String>>(&mut self, field: &str) -> Vec<I> {
        let mut ids = Vec::new();
        for mut cell in self.entries(field) {
            cell.text = behind_a_name(cell.text).unwrap_or(cell.text);
            ids.extend(self.id_of(cell));
        }
        ids
    }

    /// The texts of a list.
    pub(crate) fn texts(&mut self, field: &str) -> Vec<String> {
        let entries = self.entries(field);
        for cell in &entries {
            // Meant as a separator, it would make two qualifications one that nobody asks for.
            match cell.text.chars().find(|c| matches!(c, ',' | '，')) {
                Some(comma) => {
                    self.fault(*cell, Problem::ForbiddenCharacter { found: Quoted::new(comma) });
                }
                None => self.intake.text(row_index(self.line), cell.head, cell.text),
            }
        }
        entries.into_iter().map(|cell| cell.text.to_owned()).collect()
    }

    /// The entries of a list: not too many, none empty, none twice.
    fn entries(&mut self, field: &str) -> Vec<Cell<'a>> {
        let Some(cell) = self.filled(field) else {
            return Vec::new();
        };
        let count = cell.text.split(SEPARATORS).count();
        if count > limits::RECORD_LIST {
            self.fault(cell, Problem::TooMany { found: count as u64, limit: limits::RECORD_LIST as u64 });
            return Vec::new();
        }
        let mut seen = BTreeSet::new();
        let mut entries = Vec::with_capacity(count);
        for padded in cell.text.split(SEPARATORS) {
            let text = padded.trim();
            if text != padded {
                self.note(NoteCode::Trimmed, cell, "");
            }
            if text.is_empty() {
                self.fault(cell, Problem::Empty);
            } else if !seen.insert(text) {
                self.fault(cell, Problem::Repeated { found: Quoted::start(text) });
            } else {
                entries.push(Cell { head: cell.head, text });
            }
        }
        entries
    }

    /// The columns that the plan has committed and disclosed, but for empty cells.
    pub(super) fn attributes(&mut self) -> BTreeMap<String, String> {
        self.texts_at(&self.heads.attributes)
    }

    /// The columns for the task sheets alone, but for empty cells.
    pub(super) fn sheet(&mut self) -> BTreeMap<String, String> {
        self.texts_at(&self.heads.sheet)
    }

    fn texts_at(&mut self, places: &[usize]) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for place in places {
            let Some(cell) = self.at(*place).filter(|cell| !cell.text.is_empty()) else {
                continue;
            };
            self.intake.text(row_index(self.line), cell.head, cell.text);
            texts.insert(cell.head.to_owned(), cell.text.to_owned());
        }
        texts
    }

    /// Notes a fault of a column that no cell has by itself.
    pub(crate) fn refuse(&mut self, field: &str, problem: Problem) {
        let cell = self.cell(field).unwrap_or(Cell { head: field, text: "" });
        self.fault(cell, problem);
    }

    /// Notes a key that a row before has too, with the lines of both.
    pub(crate) fn unique(&mut self, field: &str, key: String) {
        if let Some((found, first)) = self.seen_before(key) {
            self.refuse(field, Problem::RepeatedRow { found, first });
        }
    }

    /// The same for a column that serves as the id.
    pub(super) fn unique_as_id(&mut self, field: &str, key: String) {
        if let Some((found, first)) = self.seen_before(key) {
            self.refuse(field, Problem::RepeatedAsId { found, first });
        }
    }

    fn seen_before(&mut self, key: String) -> Option<(Quoted, u64)> {
        let found = Quoted::start(&key);
        let first = *self.seen.entry(key).or_insert(self.line);
        (first != self.line).then_some((found, first))
    }
}

/// The id in `NAME（ID）`; anything else between or around them is no name.
fn behind_a_name(text: &str) -> Option<&str> {
    let (name, id) = text.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    let is_odd = |c: char| c.is_whitespace() || "（）()，,、；;/".contains(c);
    (!name.is_empty() && !name.contains(is_odd) && !id.contains(is_odd)).then_some(id)
}

/// The fen of an amount such as `5000`, `5000.5` or `5000.50`, of units of `10^places` fen.
fn fen(text: &str, places: usize) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_plain = whole == "0" || !whole.starts_with('0');
    if !(digits(whole) && digits(part) && is_plain) {
        return None;
    }
    // Zeros at the end say nothing; any other digit there is less than a fen.
    let part = part.trim_end_matches('0');
    if whole.len() + places > 15 || part.len() > places {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

/// The plain character that a full-width digit, letter or stroke stands for.
fn narrow(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // The full-width forms stand in the order of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFF01 + 0x21).unwrap_or(c),
        c => c,
    }
}

/// Whether a text is a long number as spreadsheets rewrite it, such as `9.15226E+17`.
fn is_scientific(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once("E+").or_else(|| text.split_once("e+")).is_some_and(|(number, exponent)| {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        digits(whole) && digits(fraction) && digits(exponent)
    })
}

#[cfg(test)]
mod tests {
    use super::behind_a_name;

    #[test]
    fn an_id_stands_behind_one_name_and_nothing_else() {
        assert_eq!(behind_a_name("虚构甲（ZF-01）"), Some("ZF-01"));
        assert_eq!(behind_a_name("虚构甲(ZF-01)"), Some("ZF-01"));
        for odd in [
            "ZF-01",
            "（ZF-01）",
            "虚构甲（ZF-01），虚构己（ZF-06）",
            "虚构甲（ZF-01）虚构己（ZF-06）",
            "虚构甲（ZF-01） 虚构己（ZF-06）",
            "ZF-01，虚构己（ZF-06）",
            "虚构甲（ZF-01））",
            "虚构甲（（ZF-01））",
        ] {
            assert_eq!(behind_a_name(odd), None, "{odd}");
        }
    }
}
