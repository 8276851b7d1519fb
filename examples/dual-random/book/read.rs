//! A workbook read as the text of a `plan.toml`, with the cell of each value.

use crate::book::cells::{At, Grid, Wrong, is_label, plain_number, value};
use crate::book::{
    ALL_OTHERS, BASICS, BASICS_NAME, Basic, CHANGED, EARLIER, EARLIER_USES, EXEMPTIONS, Head, ITEMS, Kind,
    Label, NOTES, OVERRIDES, REGISTERS, STRATA, Sheet, TEAMS, TICKETS, VALUES, grammar,
};
use crate::book::{INSPECTORS, RECUSALS, TARGETS};
use crate::text::{self, Words, name};
use dual_random::tables;
use dual_random::{Digest, Exemption, Faults, TargetId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A workbook that was read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    /// The text of a `plan.toml` that says the same.
    pub(crate) toml: String,
    /// Whether the count of its one register is to be found from the roster.
    pub(crate) counts_itself: bool,
    /// Where each value begins in the text, with its cell.
    starts: BTreeMap<usize, At>,
    /// The cells of the plan's fields.
    fields: BTreeMap<String, At>,
    pub(crate) exemptions: Vec<(TargetId, Exemption, At)>,
    /// Earlier draws by their folders, as a table with the heads of `earlier.csv`.
    pub(crate) earlier: Option<String>,
    /// The names of all sheets, with whether they have rows below their heads.
    sheets: Vec<(String, bool)>,
}

/// The fields of a record, with the cells that they come from.
type Fields = BTreeMap<&'static str, (String, At)>;

impl Book {
    /// Reads a workbook; all that is wrong with its cells is found.
    ///
    /// # Errors
    /// That it is no workbook which can be read, or the faults of its cells.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let sheets = tables::sheets(bytes).map_err(Refusal::File)?;
        let mut reader = Reader { book: Self::default(), wrong: Vec::new(), text: Vec::new() };
        let mut grids = Vec::new();
        for sheet in sheets {
            let is_roster = [TARGETS, INSPECTORS, RECUSALS].iter().any(|label| is_label(&sheet.name, *label));
            let rows: BTreeSet<u64> = sheet.cells.iter().map(|cell| cell.row).collect();
            reader.book.sheets.push((sheet.name.clone(), rows.len() > 1));
            if !is_roster && !is_label(&sheet.name, NOTES) {
                grids.push(Grid::new(sheet, &mut reader.wrong));
            }
        }
        reader.all(&grids);
        reader.finish()
    }

    /// The sheet with a label, and whether it has rows.
    pub(crate) fn sheet(&self, label: Label) -> Option<(&str, bool)> {
        let sheet = self.sheets.iter().find(|(name, _)| is_label(name, label));
        sheet.map(|(name, has_rows)| (name.as_str(), *has_rows))
    }

    /// The cell whose value stands at a place of the text.
    pub(crate) fn at_offset(&self, offset: usize) -> Option<&At> {
        self.starts.range(..=offset).next_back().map(|(_, at)| at)
    }

    /// The cell of a field of the plan, such as `strata[0].quota`, or of the record that it belongs to.
    pub(crate) fn at_field(&self, field: &str) -> Option<&At> {
        let mut field = field;
        loop {
            if let Some(at) = self.fields.get(field) {
                return Some(at);
            }
            field = field.rfind(['.', '[']).map(|end| &field[..end])?;
        }
    }
}

/// Why a workbook is no plan.
pub(crate) enum Refusal {
    File(Faults),
    /// What is wrong with cells, with what is known of the sheets.
    Cells(Box<Book>, Vec<Wrong>),
}

struct Reader {
    book: Book,
    wrong: Vec<Wrong>,
    /// Keys and values of the top of the text, or a table with its own.
    text: Vec<Part>,
}

/// A part of the text.
enum Part {
    /// A key with its value, in the table that was begun last.
    Value(String, String, String, At),
    /// A table of a list begins.
    Table(&'static str, String, At),
}

impl Reader {
    fn all(&mut self, grids: &[Grid]) {
        let known = [
            &REGISTERS,
            &ITEMS,
            &STRATA,
            &TICKETS,
            &TEAMS,
            &VALUES,
            &EXEMPTIONS,
            &OVERRIDES,
            &EARLIER,
            &CHANGED,
        ];
        for grid in grids {
            let is_known = is_label(&grid.name, BASICS_NAME)
                || known.iter().any(|sheet| is_label(&grid.name, sheet.name));
            if !is_known && grid.rows().next().is_some() {
                self.wrong(At::new(&grid.name, 1, 0), text::unknown_sheet(name(&grid.name)));
            }
        }
        let find = |label: Label| grids.iter().find(|grid| is_label(&grid.name, label));
        match find(BASICS_NAME) {
            Some(grid) => self.basics(grid),
            None => {
                self.wrong(
                    At::new(BASICS_NAME.0, 1, 0),
                    text::missing_sheet(crate::book::words(BASICS_NAME)),
                );
            }
        }
        if let Some(grid) = find(EARLIER.name) {
            self.earlier(grid);
        }
        let mut rows = |sheet: &'static Sheet, is_required: bool| match find(sheet.name) {
            Some(grid) => {
                let rows = self.rows(grid, sheet);
                if rows.is_empty() && is_required {
                    self.wrong(At::new(&grid.name, 2, 0), text::empty_sheet(crate::book::words(sheet.name)));
                }
                rows
            }
            None => {
                if is_required {
                    self.wrong(
                        At::new(sheet.name.0, 1, 0),
                        text::missing_sheet(crate::book::words(sheet.name)),
                    );
                }
                Vec::new()
            }
        };
        let (registers, items, strata) = (rows(&REGISTERS, true), rows(&ITEMS, true), rows(&STRATA, true));
        let (tickets, teams, values) = (rows(&TICKETS, false), rows(&TEAMS, true), rows(&VALUES, true));
        let (exemptions, overrides) = (rows(&EXEMPTIONS, false), rows(&OVERRIDES, false));
        let changed = rows(&CHANGED, false);
        self.registers(registers);
        self.records("items", items);
        self.strata(strata);
        self.records("tickets", tickets);
        self.teams(teams);
        self.values(values);
        self.exemptions(exemptions);
        self.records("overrides", overrides);
        self.records("changed_rules", changed);
    }

    fn wrong(&mut self, at: At, what: Words) {
        self.wrong.push(Wrong { at, what });
    }

    fn put(&mut self, field: String, key: &str, value: String, at: At) {
        self.text.push(Part::Value(field, key.to_owned(), value, at));
    }

    fn basics(&mut self, grid: &Grid) {
        let mut seen: BTreeMap<&'static str, (String, At)> = BTreeMap::new();
        for (row, cells) in grid.rows() {
            let Some(label) = cells.get(&0) else { continue };
            let at = At::new(&grid.name, row, 1);
            let Some(basic) = BASICS.iter().find(|basic| is_label(label, basic.label)) else {
                // The heads of the sheet.
                if row > 1 {
                    self.wrong(At::new(&grid.name, row, 0), text::unknown_row(name(label)));
                }
                continue;
            };
            let Some(text) = cells.get(&1) else {
                if basic.is_required {
                    self.wrong(at, text::cell_empty(crate::book::words(basic.label)));
                    seen.insert(basic.key, (String::new(), At::new(&grid.name, row, 1)));
                }
                continue;
            };
            if seen.insert(basic.key, (text.clone(), at.clone())).is_some() {
                self.wrong(at, text::row_twice(crate::book::words(basic.label)));
            }
        }
        for basic in BASICS.iter().filter(|basic| basic.is_required) {
            if !seen.contains_key(basic.key) {
                self.wrong(At::new(&grid.name, 1, 0), text::missing_row(crate::book::words(basic.label)));
            }
        }
        for basic in BASICS {
            if let Some((text, at)) = seen.remove(basic.key).filter(|(text, _)| !text.is_empty()) {
                self.basic(basic, &text, at);
            }
        }
    }

    fn basic(&mut self, basic: &'static Basic, text: &str, at: At) {
        match basic.key {
            "lead" => {
                self.text.push(Part::Table("authorities", "authorities[0]".to_owned(), at.clone()));
                self.put("authorities[0].name".to_owned(), "name", grammar::quoted(text), at);
            }
            "partners" => {
                for (place, partner) in (1..).zip(grammar::entries(text)) {
                    let (partner, commitment) = match partner.split_once(['=', '＝']) {
                        Some((partner, commitment)) => {
                            (partner.trim().to_owned(), commitment.trim().to_owned())
                        }
                        None => (partner, String::new()),
                    };
                    let field = format!("authorities[{place}]");
                    self.text.push(Part::Table("authorities", field.clone(), at.clone()));
                    self.put(format!("{field}.name"), "name", grammar::quoted(&partner), at.clone());
                    if !commitment.is_empty() {
                        if Digest::from_hex(&commitment).is_err() {
                            self.wrong(at.clone(), text::bad_digest_here(name(&commitment)));
                        }
                        let value = grammar::quoted(&commitment);
                        self.put(format!("{field}.commitment"), "commitment", value, at.clone());
                    }
                }
            }
            key => match value(basic.kind, text) {
                Ok(value) => self.text.push(Part::Value(key.to_owned(), key.to_owned(), value, at)),
                Err(what) => self.wrong(at, what),
            },
        }
    }

    /// The records of a sheet: each field's text with its cell.
    fn rows(&mut self, grid: &Grid, sheet: &'static Sheet) -> Vec<(At, Fields)> {
        let mut rows = grid.rows();
        let Some((head_row, heads)) = rows.next() else { return Vec::new() };
        let mut columns: BTreeMap<usize, &'static Head> = BTreeMap::new();
        for (column, text) in heads {
            let at = At::new(&grid.name, head_row, *column);
            match sheet.heads.iter().find(|head| is_label(text, head.label)) {
                Some(head) if columns.values().any(|other| other.key == head.key) => {
                    self.wrong(at, text::row_twice(crate::book::words(head.label)));
                }
                Some(head) => _ = columns.insert(*column, head),
                None => self.wrong(at, text::unknown_column(name(text))),
            }
        }
        let mut is_whole = true;
        for head in sheet.heads.iter().filter(|head| head.is_required) {
            if !columns.values().any(|other| other.key == head.key) {
                is_whole = false;
                self.wrong(
                    At::new(&grid.name, head_row, 0),
                    text::missing_head(crate::book::words(head.label)),
                );
            }
        }
        let mut all = Vec::new();
        for (row, cells) in rows.filter(|_| is_whole) {
            let mut fields = Fields::new();
            for (column, text) in cells {
                let at = At::new(&grid.name, row, *column);
                match columns.get(column) {
                    Some(head) => _ = fields.insert(head.key, (text.clone(), at)),
                    None => self.wrong(at, text::no_head_above(name(text))),
                }
            }
            for (column, head) in &columns {
                if head.is_required && !fields.contains_key(head.key) {
                    self.wrong(
                        At::new(&grid.name, row, *column),
                        text::cell_empty(crate::book::words(head.label)),
                    );
                }
            }
            all.push((At::new(&grid.name, row, 0), fields));
        }
        all
    }

    /// Writes a field of a record that stands in a column of its own.
    fn field(&mut self, record: &str, head: &Head, fields: &Fields) {
        if let Some((text, at)) = fields.get(head.key) {
            match value(head.kind, text) {
                Ok(value) => self.put(format!("{record}.{}", head.key), head.key, value, at.clone()),
                Err(what) => self.wrong(at.clone(), what),
            }
        }
    }

    /// Records whose columns are the fields of the plan.
    fn records(&mut self, list: &'static str, rows: Vec<(At, Fields)>) {
        let sheet = match list {
            "items" => &ITEMS,
            "tickets" => &TICKETS,
            "overrides" => &OVERRIDES,
            _ => &CHANGED,
        };
        for (place, (at, fields)) in rows.into_iter().enumerate() {
            let record = format!("{list}[{place}]");
            self.text.push(Part::Table(list, record.clone(), at));
            for head in sheet.heads {
                self.field(&record, head, &fields);
            }
        }
    }

    fn registers(&mut self, rows: Vec<(At, Fields)>) {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let is_register = |fields: &Fields| {
            fields.get("what").is_some_and(|(text, _)| is_label(text, crate::book::SOURCE_KINDS[0].0))
        };
        let registers = rows.iter().filter(|(_, fields)| is_register(fields)).count();
        for (at, fields) in rows {
            let Some((what, what_at)) = fields.get("what") else { continue };
            let Some((_, list)) = crate::book::SOURCE_KINDS.iter().find(|(label, _)| is_label(what, *label))
            else {
                if let Err(wrong) = value(Kind::Choice(crate::book::SOURCE_KINDS), what) {
                    self.wrong(what_at.clone(), wrong);
                }
                continue;
            };
            let place = counts.entry(list).or_insert(0);
            let record = format!("{list}[{place}]");
            *place += 1;
            self.text.push(Part::Table(list, record.clone(), at.clone()));
            let is_register = *list == "registers";
            if let Some((text, at)) = fields.get("name") {
                let key = if is_register { "name" } else { "reason" };
                self.put(format!("{record}.{key}"), key, grammar::quoted(text), at.clone());
            }
            for head in REGISTERS.heads {
                let is_its = match head.key {
                    "date" => is_register,
                    "carried" => *list == "left_out",
                    "count" => true,
                    _ => continue,
                };
                match (fields.get(head.key), is_its) {
                    (Some((text, at)), false) => self.wrong(at.clone(), text::not_here(name(text))),
                    (Some(_), true) => self.field(&record, head, &fields),
                    (None, true) if head.key == "count" && is_register && registers == 1 => {
                        self.book.counts_itself = true;
                        self.put(format!("{record}.count"), "count", "0".to_owned(), at.clone());
                    }
                    (None, true) if head.key == "count" || head.key == "date" => {
                        let column =
                            REGISTERS.heads.iter().position(|other| other.key == head.key).unwrap_or(0);
                        let at = At { column, ..at.clone() };
                        self.wrong(at, text::cell_empty(crate::book::words(head.label)));
                    }
                    (None, _) => {}
                }
            }
        }
    }

    fn strata(&mut self, rows: Vec<(At, Fields)>) {
        for (place, (at, fields)) in rows.into_iter().enumerate() {
            let record = format!("strata[{place}]");
            self.text.push(Part::Table("strata", record.clone(), at.clone()));
            for head in
                STRATA.heads.iter().filter(|head| matches!(head.key, "name" | "items" | "directed" | "when"))
            {
                self.field(&record, head, &fields);
            }
            let code = |key: &str, choices: &'static [crate::book::Choice], none: &'static str| match fields
                .get(key)
            {
                None => Some(none),
                Some((text, _)) => {
                    choices.iter().find(|(label, _)| is_label(text, *label)).map(|(_, code)| *code)
                }
            };
            let way = code("size", crate::book::SIZES, "");
            let round = code("round", crate::book::ROUNDINGS, "up");
            for (key, found, choices) in
                [("size", way, crate::book::SIZES), ("round", round, crate::book::ROUNDINGS)]
            {
                if let (None, Some((text, at))) = (found, fields.get(key))
                    && let Err(what) = value(Kind::Choice(choices), text)
                {
                    self.wrong(at.clone(), what);
                }
            }
            let (Some(way), Some(round)) = (way.filter(|way| !way.is_empty()), round) else { continue };
            let (amount, amount_at) = fields.get("amount").cloned().unwrap_or_else(|| {
                let column = STRATA.heads.iter().position(|head| head.key == "amount").unwrap_or(0);
                (String::new(), At { column, ..at.clone() })
            });
            let Some(size) = grammar::size(way, &amount, round) else {
                self.wrong(amount_at, text::cell_form(name(&amount), text::form_amount(way)));
                continue;
            };
            let mut quota = format!("{{ size = {size}");
            for key in ["at_least", "at_most"] {
                if let Some((text, at)) = fields.get(key) {
                    match plain_number(text) {
                        Some(number) => _ = write!(quota, ", {key} = {number}"),
                        None => {
                            self.wrong(at.clone(), text::cell_form(name(text), text::form_whole_number()));
                        }
                    }
                }
            }
            self.put(format!("{record}.quota"), "quota", quota + " }", amount_at);
        }
    }

    fn teams(&mut self, rows: Vec<(At, Fields)>) {
        let mut teams: Vec<(At, String, Vec<String>)> = Vec::new();
        for (at, fields) in rows {
            let when = fields.get("when");
            if let Some((text, cell)) = when {
                match grammar::when(text) {
                    Some(when) => teams.push((cell.clone(), when, Vec::new())),
                    None => {
                        self.wrong(cell.clone(), text::cell_form(name(text), text::form_when()));
                        teams.push((cell.clone(), "[]".to_owned(), Vec::new()));
                    }
                }
            } else if teams.is_empty() {
                self.wrong(at.clone(), text::first_team(crate::book::words(ALL_OTHERS)));
                teams.push((at.clone(), "[]".to_owned(), Vec::new()));
            }
            let role = match fields
                .get("role")
                .map(|(text, at)| (value(Kind::Choice(crate::book::ROLES), text), at))
            {
                Some((Ok(role), _)) => role,
                Some((Err(what), at)) => {
                    self.wrong(at.clone(), what);
                    continue;
                }
                None => continue,
            };
            let entries =
                |key: &str| fields.get(key).map(|(text, _)| grammar::entries(text)).unwrap_or_default();
            let seat =
                grammar::seat(role.trim_matches('"'), &entries("departments"), &entries("qualifications"));
            let count = match fields.get("seats") {
                None => 1,
                Some((text, at)) => match plain_number(text).filter(|count| (1..=16).contains(count)) {
                    Some(count) => usize::try_from(count).unwrap_or(1),
                    None => {
                        self.wrong(at.clone(), text::cell_form(name(text), text::form_seat_count()));
                        1
                    }
                },
            };
            if let Some((_, _, seats)) = teams.last_mut() {
                seats.extend(std::iter::repeat_n(seat, count));
            }
        }
        for (place, (at, when, seats)) in teams.into_iter().enumerate() {
            let record = format!("teams[{place}]");
            self.text.push(Part::Table("teams", record.clone(), at.clone()));
            self.put(format!("{record}.when"), "when", when, at.clone());
            self.put(format!("{record}.seats"), "seats", grammar::list(seats), at);
        }
    }

    /// Rows with one name after the other are a value with its fallbacks.
    fn values(&mut self, rows: Vec<(At, Fields)>) {
        let mut names: Vec<(String, usize)> = Vec::new();
        let is_not_used =
            |fields: &Fields| fields.get("kind").is_some_and(|(kind, _)| grammar::is_not_used(kind));
        let name_of = |fields: &Fields| fields.get("name").map(|(name, _)| name.clone());
        let left_out: Vec<String> = rows
            .iter()
            .filter(|(_, fields)| is_not_used(fields))
            .filter_map(|(_, fields)| name_of(fields))
            .collect();
        for (at, fields) in rows {
            let Some((own, name_at)) = fields.get("name") else { continue };
            // Its fallbacks go with it.
            if left_out.contains(own) {
                continue;
            }
            let known = names.iter().position(|(name, _)| name == own);
            let (place, fallback) = match known {
                Some(place) => {
                    names[place].1 += 1;
                    (place, Some(names[place].1 - 1))
                }
                None => {
                    names.push((own.clone(), 0));
                    (names.len() - 1, None)
                }
            };
            if known.is_some_and(|place| place + 1 < names.len()) {
                self.wrong(name_at.clone(), text::values_apart(name(own)));
            }
            let record = format!("values[{place}]");
            let source = match fallback {
                None => {
                    self.text.push(Part::Table("values", record.clone(), at.clone()));
                    self.field(&record, &VALUES.heads[0], &fields);
                    if let Some(head) = VALUES.heads.iter().find(|head| head.key == "corrected") {
                        self.field(&record, head, &fields);
                    }
                    self.text.push(Part::Table("values.source", format!("{record}.source"), at.clone()));
                    format!("{record}.source")
                }
                Some(fallback) => {
                    if let Some((text, at)) = fields.get("corrected") {
                        self.wrong(at.clone(), text::not_here(name(text)));
                    }
                    let source = format!("{record}.fallbacks[{fallback}]");
                    self.text.push(Part::Table("values.fallbacks", source.clone(), at.clone()));
                    source
                }
            };
            for head in VALUES.heads.iter().filter(|head| !matches!(head.key, "name" | "corrected")) {
                self.field(&source, head, &fields);
            }
            // Faults name the times of a value's sources without saying which.
            if let Some((_, at)) = fields.get("closes") {
                self.book.fields.entry(format!("{record}.closes")).or_insert_with(|| at.clone());
            }
        }
    }

    fn exemptions(&mut self, rows: Vec<(At, Fields)>) {
        for (at, fields) in rows {
            let (Some((target, cell)), Some((reason, _)), Some((basis, _))) =
                (fields.get("target"), fields.get("reason"), fields.get("basis"))
            else {
                continue;
            };
            match TargetId::new(target) {
                Ok(id) => self.book.exemptions.push((id, Exemption::new(reason, basis), at)),
                Err(_) => self.wrong(cell.clone(), text::bad_id(name(target))),
            }
        }
    }

    fn earlier(&mut self, grid: &Grid) {
        let rows = self.rows(grid, &EARLIER);
        let mut list = String::new();
        let mut heads = Vec::new();
        for (_, fields) in &rows {
            let (Some((from, at)), Some((uses, uses_at))) = (fields.get("disclosure"), fields.get("use"))
            else {
                continue;
            };
            let mut codes = Vec::new();
            for used in grammar::entries(uses) {
                match value(Kind::Choice(EARLIER_USES), &used) {
                    Ok(code) => codes.push(code),
                    Err(what) => self.wrong(uses_at.clone(), what),
                }
            }
            if Digest::from_hex(from).is_ok() {
                let entry =
                    |code| (format!("{{ head = {}, use = {code} }}", grammar::quoted(from)), at.clone());
                heads.extend(codes.into_iter().map(entry));
            } else {
                let codes: Vec<&str> = codes.iter().map(|code| code.trim_matches('"')).collect();
                let _ = writeln!(list, "\"{}\",{}", from.replace('"', "\"\""), codes.join(";"));
            }
        }
        if !list.is_empty() {
            self.book.earlier = Some(format!("disclosure,uses\n{list}"));
        }
        if let Some((_, at)) = heads.first().cloned() {
            let value = grammar::list(heads.into_iter().map(|(entry, _)| entry));
            self.text.insert(0, Part::Value("earlier".to_owned(), "earlier".to_owned(), value, at));
        }
    }

    /// Writes the text: what stands at the top first.
    fn finish(mut self) -> Result<Book, Refusal> {
        if !self.wrong.is_empty() {
            self.wrong.sort_by(|a, b| a.at.cmp(&b.at));
            return Err(Refusal::Cells(Box::new(self.book), self.wrong));
        }
        let mut tables: Vec<Vec<Part>> = vec![Vec::new()];
        let mut is_top = true;
        for part in std::mem::take(&mut self.text) {
            match &part {
                Part::Table(..) => {
                    is_top = false;
                    tables.push(vec![part]);
                }
                // The basics go on after the authorities.
                Part::Value(field, key, ..) if field == key => tables[0].push(part),
                Part::Value(..) if is_top => tables[0].push(part),
                Part::Value(..) => {
                    if let Some(last) = tables.last_mut() {
                        last.push(part);
                    }
                }
            }
        }
        for part in tables.into_iter().flatten() {
            match part {
                Part::Table(list, field, at) => {
                    self.book.fields.insert(field.clone(), at.clone());
                    self.book.starts.insert(self.book.toml.len(), at);
                    let is_single = list == "values.source";
                    let (open, close) = if is_single { ("[", "]") } else { ("[[", "]]") };
                    let _ = writeln!(self.book.toml, "\n{open}{list}{close}");
                }
                Part::Value(field, key, value, at) => {
                    self.book.fields.insert(field, at.clone());
                    self.book.starts.insert(self.book.toml.len(), at);
                    let _ = writeln!(self.book.toml, "{key} = {value}");
                }
            }
        }
        Ok(self.book)
    }
}
