//! A plan written as a workbook: heads with comments, drop-downs, dates as dates, one example of each roster.

use crate::book::{
    ALL_OTHERS, BASICS, BASICS_NAME, CHANGED, Choice, EARLIER, EARLIER_USES, EXEMPTIONS, Head, INSPECTORS,
    ITEMS, Kind, Label, NOTES, OVERRIDES, RECUSALS, REGISTERS, STRATA, Sheet, TARGETS, TEAMS, TICKETS,
    VALUES, grammar, said,
};
use crate::text::{self, Words};
use dual_random::plan::{Drawing, Plan, SeatAsk, Source};
use dual_random::say::Say as _;
use dual_random::{Date, Language, Story, Timestamp};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// How many rows of a sheet have drop-downs and formats for what is filled in later.
const ROWS: u32 = 500;

/// Rosters as tables of an example: heads, then rows.
#[derive(Default)]
pub(crate) struct Example {
    pub(crate) targets: Vec<Vec<String>>,
    pub(crate) inspectors: Vec<Vec<String>>,
    pub(crate) recusals: Vec<Vec<String>>,
    /// Target, reason and basis.
    pub(crate) exemptions: Vec<[String; 3]>,
    /// Folder of an earlier draw, and what it is used for.
    pub(crate) earlier: Vec<[String; 2]>,
}

impl Example {
    /// The rosters and exemptions of a plan's workbook, as they stand there. A table that cannot be read is left out.
    pub(crate) fn of_book(bytes: &[u8]) -> Self {
        let sheets = dual_random::tables::sheets(bytes).unwrap_or_default();
        let rows = |name: Label| -> Vec<Vec<String>> {
            let sheet = sheets.iter().find(|sheet| sheet.name == name.0 || sheet.name == name.1);
            let mut rows: BTreeMap<u64, Vec<String>> = BTreeMap::new();
            for cell in sheet.into_iter().flat_map(|sheet| &sheet.cells) {
                let row = rows.entry(cell.row).or_default();
                let wanted = row.len().max(cell.column + 1);
                row.resize(wanted, String::new());
                cell.text.as_deref().unwrap_or_default().clone_into(&mut row[cell.column]);
            }
            rows.into_values().collect()
        };
        let exemptions = rows(EXEMPTIONS.name).into_iter().skip(1);
        let exemptions = exemptions.filter_map(|mut row| {
            row.resize(3, String::new());
            <[String; 3]>::try_from(row).ok()
        });
        Self {
            targets: rows(TARGETS),
            inspectors: rows(INSPECTORS),
            recusals: rows(RECUSALS),
            exemptions: exemptions.collect(),
            earlier: Vec::new(),
        }
    }

    /// The inspectors and recusals of a draw.
    pub(crate) fn people(story: &Story<'_>, language: Language) -> Self {
        let heads = |heads: &[Words]| heads.iter().map(|head| head.get(language).to_owned()).collect();
        let mut inspectors: Vec<Vec<String>> = vec![heads(&text::inspector_heads())];
        inspectors.extend(story.inspectors().iter().map(|record| {
            let (own, shown) = (&record.draw, record.identity.shown());
            vec![
                own.id.to_string(),
                shown.map(|shown| shown.name.clone()).unwrap_or_default(),
                own.department.clone(),
                own.district.clone(),
                own.valid_from.to_string(),
                own.valid_to.to_string(),
                own.max_visits.to_string(),
                grammar::joined(&own.qualifications, language),
                own.role.message(language),
            ]
        }));
        let mut recusals: Vec<Vec<String>> = vec![heads(&text::recusal_heads())];
        recusals.extend(story.recusals().iter().map(|record| {
            let reason = record.identity.shown().map(|shown| shown.category.clone()).unwrap_or_default();
            vec![record.draw.inspector.to_string(), record.draw.target.to_string(), reason]
        }));
        Self { inspectors, recusals, ..Self::default() }
    }
}

/// What is written into a cell.
enum Cell {
    Empty,
    Text(String),
    Number(u64),
    Percent(String),
    Day(Date),
    Instant(Timestamp),
}

/// Formats that many cells share.
pub(crate) struct Formats {
    pub(crate) head: Format,
    pub(crate) must: Format,
    pub(crate) text: Format,
    pub(crate) day: Format,
    instant: Format,
    percent: Format,
    hint: Format,
    title: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let cell = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
        };
        let head = || cell().set_bold().set_align(FormatAlign::Center);
        Self {
            head: head().set_background_color(Color::RGB(0x00E7_E6E6)),
            must: head().set_background_color(Color::RGB(0x00FF_E699)),
            text: cell().set_num_format("@"),
            day: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            instant: cell().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
            percent: cell().set_num_format("0.##%").set_align(FormatAlign::Left),
            hint: cell().set_font_color(Color::RGB(0x0059_5959)),
            title: Format::new().set_bold().set_font_size(16),
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Day => &self.day,
            Kind::Instant => &self.instant,
            _ => &self.text,
        }
    }
}

/// Writes a plan, with the sheets of its rosters.
///
/// # Errors
/// What the writer of workbooks says.
pub(crate) fn write(plan: &Plan, example: &Example, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes whenever they are written.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let writer = Writer { plan, language, formats: Formats::new() };
    writer.notes(book.add_worksheet())?;
    writer.basics(book.add_worksheet())?;
    for (sheet, rows) in [
        (&REGISTERS, writer.registers()),
        (&ITEMS, writer.items()),
        (&STRATA, writer.strata()),
        (&TICKETS, writer.tickets()),
        (&TEAMS, writer.teams()),
        (&VALUES, writer.values()),
    ] {
        writer.sheet(book.add_worksheet(), sheet, rows)?;
    }
    for (name, rows) in
        [(TARGETS, &example.targets), (INSPECTORS, &example.inspectors), (RECUSALS, &example.recusals)]
    {
        writer.roster(book.add_worksheet(), name, rows)?;
    }
    let exemptions =
        example.exemptions.iter().map(|cells| cells.iter().cloned().map(Cell::Text).collect()).collect();
    let mut earlier = writer.earlier();
    earlier.extend(example.earlier.iter().map(|cells| cells.iter().cloned().map(Cell::Text).collect()));
    for (sheet, rows) in [
        (&EXEMPTIONS, exemptions),
        (&OVERRIDES, writer.overrides()),
        (&EARLIER, earlier),
        (&CHANGED, writer.changed()),
    ] {
        writer.sheet(book.add_worksheet(), sheet, rows)?;
    }
    book.save_to_buffer()
}

struct Writer<'a> {
    plan: &'a Plan,
    language: Language,
    formats: Formats,
}

/// The label of a code.
fn label_of(choices: &[Choice], code: &str, language: Language) -> Cell {
    let label = choices.iter().find(|(_, own)| *own == code).map(|(label, _)| said(*label, language));
    Cell::Text(label.unwrap_or(code).to_owned())
}

fn optional(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::Text(text.clone()))
}

fn number(number: Option<u64>) -> Cell {
    number.map_or(Cell::Empty, Cell::Number)
}

impl Writer<'_> {
    fn notes(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(said(NOTES, self.language))?;
        sheet.set_column_width(0, 100)?;
        sheet.write_string_with_format(0, 0, text::book_title().get(self.language), &self.formats.title)?;
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        for (row, line) in (2..).zip(text::book_notes()) {
            let text = line.get(self.language);
            sheet.write_string_with_format(row, 0, text, &wrapped)?;
            room(sheet, row, &[(text, 96)])?;
        }
        printed(sheet, None)
    }

    fn basics(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(said(BASICS_NAME, self.language))?;
        for (column, (head, width)) in (0..).zip(text::basics_heads().iter().zip([30, 52, 60])) {
            sheet.write_string_with_format(0, column, head.get(self.language), &self.formats.head)?;
            sheet.set_column_width(column, width)?;
        }
        for (row, basic) in (1..).zip(BASICS) {
            let label = if basic.is_required { &self.formats.must } else { &self.formats.head };
            sheet.write_string_with_format(row, 0, said(basic.label, self.language), label)?;
            self.cell(sheet, row, 1, basic.kind, self.basic(basic.key))?;
            sheet.write_string_with_format(row, 2, said(basic.hint, self.language), &self.formats.hint)?;
            self.drop_down(sheet, basic.kind, row, row, 1)?;
        }
        sheet.set_freeze_panes(1, 1)?;
        printed(sheet, Some(0))
    }

    fn basic(&self, key: &str) -> Cell {
        let (plan, language) = (self.plan, self.language);
        let list = |entries: &[String]| match entries {
            [] => Cell::Empty,
            entries => Cell::Text(grammar::joined(entries, language)),
        };
        let amendments = &plan.amendments;
        match key {
            "draw" => Cell::Text(plan.draw.to_string()),
            "number" => Cell::Number(plan.number),
            "title" => Cell::Text(plan.title.clone()),
            "category" => label_of(super::CATEGORIES, plan.category.code(), language),
            "ceremony" => label_of(super::CEREMONIES, plan.ceremony.code(), language),
            "place" => Cell::Text(plan.place.clone()),
            "lead" => plan.authorities.first().map_or(Cell::Empty, |lead| Cell::Text(lead.name.clone())),
            "partners" => {
                let partner = |authority: &dual_random::plan::Authority| match authority.commitment {
                    Some(commitment) => format!("{}={commitment}", authority.name),
                    None => authority.name.clone(),
                };
                list(&plan.authorities.iter().skip(1).map(partner).collect::<Vec<String>>())
            }
            "announce_at" => Cell::Instant(plan.announce_at),
            "seal_by" => Cell::Instant(plan.seal_by),
            "disclose_by" => Cell::Instant(plan.disclose_by),
            "period.from" => Cell::Day(plan.period.from),
            "period.to" => Cell::Day(plan.period.to),
            "visits.from" => Cell::Day(plan.visits.from),
            "visits.to" => Cell::Day(plan.visits.to),
            "visits_reason" => optional(plan.visits_reason.as_ref()),
            "classes" => list(&plan.classes),
            "district_rule" => label_of(super::DISTRICT_RULES, plan.district_rule.code(), language),
            "rotation" => label_of(super::YES_NO, if plan.rotation { "true" } else { "false" }, language),
            "workload" => Cell::Text(grammar::workload_shown(plan.workload, language)),
            "min_pool" => Cell::Number(plan.min_pool.into()),
            "hash" => match plan.hash {
                dual_random::HashAlgorithm::Sm3 => label_of(super::HASHES, "sm3", language),
                _ => Cell::Empty,
            },
            "yearly_cap" => number(plan.yearly_cap.map(u64::from)),
            "attributes" => list(&plan.attributes),
            "task_sheet" => list(&plan.task_sheet),
            "few_officers_reason" => optional(plan.few_officers_reason.as_ref()),
            "few_outcomes_reason" => optional(plan.few_outcomes_reason.as_ref()),
            "amendments.target_reasons" => list(&amendments.target_reasons),
            "amendments.inspector_reasons" => list(&amendments.inspector_reasons),
            "amendments.replacement" => {
                label_of(super::REPLACEMENTS, amendments.replacement.code(), language)
            }
            "amendments.strikes_per_seat" => Cell::Number(amendments.strikes_per_seat),
            "amendments.strikes_per_stratum" => Cell::Number(amendments.strikes_per_stratum),
            "supersedes.announcement" => {
                plan.supersedes.as_ref().map_or(Cell::Empty, |own| Cell::Text(own.announcement.to_hex()))
            }
            "supersedes.reason" => optional(plan.supersedes.as_ref().map(|own| &own.reason)),
            _ => plan.calendar.map_or(Cell::Empty, |digest| Cell::Text(digest.to_hex())),
        }
    }

    fn registers(&self) -> Vec<Vec<Cell>> {
        let what = |code| label_of(super::SOURCE_KINDS, code, self.language);
        let ids = |ids: &[dual_random::TargetId]| match ids {
            [] => Cell::Empty,
            ids => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                Cell::Text(grammar::joined(&ids, self.language))
            }
        };
        let registers = self.plan.registers.iter().map(|own| {
            // What is not known yet is counted from the roster.
            let count = if own.count == 0 { Cell::Empty } else { Cell::Number(own.count) };
            vec![what("registers"), Cell::Text(own.name.clone()), Cell::Day(own.date), count, Cell::Empty]
        });
        let left_out = self.plan.left_out.iter().map(|own| {
            vec![
                what("left_out"),
                Cell::Text(own.reason.clone()),
                Cell::Empty,
                Cell::Number(own.count),
                ids(&own.carried),
            ]
        });
        let added = self.plan.added.iter().map(|own| {
            vec![
                what("added"),
                Cell::Text(own.reason.clone()),
                Cell::Empty,
                Cell::Number(own.count),
                Cell::Empty,
            ]
        });
        registers.chain(left_out).chain(added).collect()
    }

    fn items(&self) -> Vec<Vec<Cell>> {
        let row = |own: &dual_random::plan::Item| {
            let id = own.id.to_string();
            let texts = [
                &id,
                &own.name,
                &own.basis,
                &own.authority,
                &own.objects,
                &own.content,
                &own.method,
                &own.frequency,
            ];
            texts.map(|text| Cell::Text(text.clone())).into_iter().collect()
        };
        self.plan.items.iter().map(row).collect()
    }

    fn strata(&self) -> Vec<Vec<Cell>> {
        let row = |own: &dual_random::plan::Stratum| {
            let (way, amount, round) = grammar::size_shown(&own.quota);
            let amount = match (way, amount.strip_suffix('%'), amount.parse::<u64>()) {
                ("ratio", Some(percent), _) => Cell::Percent(percent.to_owned()),
                (_, _, Ok(count)) => Cell::Number(count),
                _ if amount.is_empty() => Cell::Empty,
                _ => Cell::Text(amount),
            };
            let items: Vec<String> = own.items.iter().map(ToString::to_string).collect();
            let when = grammar::when_shown(&own.when, self.language);
            vec![
                Cell::Text(own.name.clone()),
                Cell::Text(grammar::joined(&items, self.language)),
                label_of(super::DIRECTED, if own.directed { "true" } else { "false" }, self.language),
                label_of(super::SIZES, way, self.language),
                amount,
                if round.is_empty() { Cell::Empty } else { label_of(super::ROUNDINGS, round, self.language) },
                number(own.quota.at_least),
                number(own.quota.at_most),
                if when.is_empty() { Cell::Empty } else { Cell::Text(when) },
            ]
        };
        self.plan.strata.iter().map(row).collect()
    }

    fn tickets(&self) -> Vec<Vec<Cell>> {
        let row = |own: &dual_random::plan::TicketRule| {
            vec![Cell::Number(own.tickets.into()), Cell::Text(grammar::when_shown(&own.when, self.language))]
        };
        self.plan.tickets.iter().map(row).collect()
    }

    /// A row for seats that ask for the same and follow each other.
    fn teams(&self) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for team in &self.plan.teams {
            let when = match &team.when[..] {
                [] => said(ALL_OTHERS, self.language).to_owned(),
                when => grammar::when_shown(when, self.language),
            };
            let mut when = Some(when);
            for alike in team.seats.chunk_by(|a, b| a == b) {
                let Some(seat): Option<&SeatAsk> = alike.first() else { continue };
                let list = |entries: &[String]| match entries {
                    [] => Cell::Empty,
                    entries => Cell::Text(grammar::joined(entries, self.language)),
                };
                rows.push(vec![
                    when.take().map_or(Cell::Empty, Cell::Text),
                    label_of(super::ROLES, seat.role.code(), self.language),
                    Cell::Number(alike.len() as u64),
                    list(&seat.departments),
                    list(&seat.qualifications),
                ]);
            }
        }
        rows
    }

    fn values(&self) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for value in &self.plan.values {
            for (place, source) in value.sources().enumerate() {
                let Source { closes, issue, kind, publisher, .. } = source;
                let corrected = label_of(super::CORRECTIONS, value.corrected.code(), self.language);
                rows.push(vec![
                    Cell::Text(value.name.to_string()),
                    Cell::Text(publisher.clone()),
                    Cell::Text(issue.clone()),
                    Cell::Instant(*closes),
                    Cell::Text(grammar::value_kind_shown(kind, self.language)),
                    if place == 0 { corrected } else { Cell::Empty },
                ]);
            }
        }
        rows
    }

    fn overrides(&self) -> Vec<Vec<Cell>> {
        let row = |own: &dual_random::plan::Override| {
            let seats = own.seats.as_ref().map(|seats| grammar::seats_shown(seats, self.language));
            vec![
                Cell::Text(own.target.to_string()),
                number(own.tickets.map(u64::from)),
                optional(seats.as_ref()),
                Cell::Text(own.reason.clone()),
                Cell::Text(own.approver.clone()),
            ]
        };
        self.plan.overrides.iter().map(row).collect()
    }

    /// One row for each earlier draw, with all its uses.
    fn earlier(&self) -> Vec<Vec<Cell>> {
        let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for own in &self.plan.earlier {
            if let Cell::Text(label) = label_of(EARLIER_USES, own.use_for.code(), self.language) {
                uses.entry(own.head.to_hex()).or_default().push(label);
            }
        }
        let row = |(head, uses): (String, Vec<String>)| {
            vec![Cell::Text(head), Cell::Text(grammar::joined(&uses, self.language))]
        };
        uses.into_iter().map(row).collect()
    }

    fn changed(&self) -> Vec<Vec<Cell>> {
        let row = |own: &dual_random::plan::ChangedRule| {
            let rule = label_of(super::RULES, own.rule.code(), self.language);
            vec![rule, Cell::Day(own.date), Cell::Text(own.reason.clone())]
        };
        self.plan.changed_rules.iter().map(row).collect()
    }

    fn sheet(&self, sheet: &mut Worksheet, layout: &Sheet, rows: Vec<Vec<Cell>>) -> Result<(), XlsxError> {
        sheet.set_name(said(layout.name, self.language))?;
        for (column, head) in (0..).zip(layout.heads) {
            self.head(sheet, column, head)?;
        }
        let filled = u32::try_from(rows.len()).unwrap_or(ROWS);
        for (row, cells) in (1..).zip(rows) {
            for ((column, head), cell) in (0..).zip(layout.heads).zip(cells) {
                self.cell(sheet, row, column, head.kind, cell)?;
            }
        }
        for (column, head) in (0..).zip(layout.heads) {
            self.drop_down(sheet, head.kind, 1, filled.max(ROWS), column)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        printed(sheet, Some(0))
    }

    fn head(&self, sheet: &mut Worksheet, column: u16, head: &Head) -> Result<(), XlsxError> {
        let format = if head.is_required { &self.formats.must } else { &self.formats.head };
        sheet.write_string_with_format(0, column, said(head.label, self.language), format)?;
        sheet.set_column_width(column, head.width)?;
        sheet.set_column_format(column, self.formats.of(head.kind))?;
        let hint = said(head.hint, self.language);
        if !hint.is_empty() {
            sheet.insert_note(
                0,
                column,
                &Note::new(hint).add_author_prefix(false).set_width(300).set_height(110),
            )?;
        }
        Ok(())
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        kind: Kind,
        cell: Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => sheet.write_blank(row, column, self.formats.of(kind)),
            Cell::Text(text) => sheet.write_string_with_format(row, column, text, &self.formats.text),
            // Numbers are texts as well: whatever is typed stays as it is.
            Cell::Number(number) => {
                sheet.write_string_with_format(row, column, number.to_string(), &self.formats.text)
            }
            Cell::Percent(percent) => {
                let part: f64 = format!("{percent}e-2").parse().unwrap_or_default();
                sheet.write_number_with_format(row, column, part, &self.formats.percent)
            }
            Cell::Day(day) => sheet.write_datetime_with_format(
                row,
                column,
                ExcelDateTime::parse_from_str(&day.to_string())?,
                &self.formats.day,
            ),
            Cell::Instant(instant) => {
                let text = instant.to_string();
                match text.strip_suffix(":00+08:00") {
                    Some(minutes) => {
                        let when = ExcelDateTime::parse_from_str(&format!("{minutes}:00"))?;
                        sheet.write_datetime_with_format(row, column, when, &self.formats.instant)
                    }
                    None => sheet.write_string_with_format(row, column, text, &self.formats.text),
                }
            }
        }?;
        Ok(())
    }

    /// A drop-down where there are choices; for kinds of values it is a proposal.
    fn drop_down(
        &self,
        sheet: &mut Worksheet,
        kind: Kind,
        first: u32,
        last: u32,
        column: u16,
    ) -> Result<(), XlsxError> {
        let (labels, is_closed): (Vec<String>, bool) = match kind {
            Kind::Choice(choices) => {
                (choices.iter().map(|(label, _)| said(*label, self.language).to_owned()).collect(), true)
            }
            Kind::Workload => {
                let labels = ["尽量均衡", "各人上限", "统一上限 3"];
                let english = ["balanced", "own", "common 3"];
                let own = if self.language == Language::Zh { labels } else { english };
                (own.map(str::to_owned).to_vec(), false)
            }
            Kind::Event => {
                let name = |drawing: &Drawing| match self.language {
                    Language::Zh => drawing.message(Language::Zh),
                    Language::En => drawing.code().to_owned(),
                };
                (Drawing::ALL.iter().map(name).collect(), false)
            }
            _ => return Ok(()),
        };
        let list = DataValidation::new().allow_list_strings(&labels)?.show_error_message(is_closed);
        sheet.add_data_validation(first, column, last, column, &list)?;
        Ok(())
    }

    fn roster(&self, sheet: &mut Worksheet, name: Label, rows: &[Vec<String>]) -> Result<(), XlsxError> {
        sheet.set_name(said(name, self.language))?;
        let heads = rows.first().map(Vec::as_slice).unwrap_or_default();
        for (column, head) in (0..).zip(heads) {
            sheet.write_string_with_format(0, column, head, &self.formats.must)?;
            sheet.set_column_format(column, &self.formats.text)?;
            let width = head.chars().count().max(8) * 2 + 4;
            sheet.set_column_width(column, u16::try_from(width).unwrap_or(20))?;
        }
        for (row, cells) in (1..).zip(rows.iter().skip(1)) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string_with_format(row, column, text, &self.formats.text)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        printed(sheet, Some(0))
    }
}

/// Makes room for the wrapped texts of a row, each in a column of a width: some programs do not.
pub(crate) fn room(sheet: &mut Worksheet, row: u32, cells: &[(&str, usize)]) -> Result<(), XlsxError> {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let lines = cells.iter().map(|(text, width)| wide(text) / width + 1).max().unwrap_or(1);
    // Excel has rows of at most 409 points.
    sheet.set_row_height(row, u16::try_from(17 * lines.min(24)).unwrap_or(17))?;
    Ok(())
}

/// Prints on A4 across, one page wide, with the heads on each page.
pub(crate) fn printed(sheet: &mut Worksheet, heads: Option<u32>) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    if let Some(row) = heads {
        sheet.set_repeat_rows(row, row)?;
    }
    sheet.set_footer("&C&P / &N");
    Ok(())
}
