//! What changed from one version of a published page to the next (PROTOCOL.md §21.4).

use super::listed::{Changed, FieldChange, ListedChange, RowChange, Versions};
use super::pages::{Pages, publications};
use super::record::Record;
use crate::publish::{Cell, Column, Page};
use crate::record::line::LineKind;
use crate::say::{Every, Quoted};
use crate::types::digest::Digest;
use std::collections::BTreeMap;

/// Columns that tell nothing of what was found or decided: places, and names as far as they are shown.
const SILENT: [&str; 6] = ["no", "index", "id", "number", "name", "credit_code"];

/// How often a page is compared that is published and withdrawn again and again.
const REPEATED: usize = 16;

/// A column of a row with what stands in it.
type Field = (&'static Column, Cell<'static>);

/// What a row says, with the page that says it.
struct Said {
    page: Digest,
    fields: Vec<Field>,
}

/// Rows by what names them: a target, or a decision's number.
type Rows = BTreeMap<String, Vec<Field>>;

/// What pages are about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Outcomes,
    Penalties,
}

impl Subject {
    /// What a layout is about, and whether a page of it is the whole of what is said.
    fn of_layout(layout: &str) -> Option<(Self, bool)> {
        match layout {
            "visit" => Some((Self::Outcomes, false)),
            "outcomes" => Some((Self::Outcomes, true)),
            "penalties" => Some((Self::Penalties, true)),
            _ => None,
        }
    }

    const fn tables(self) -> [&'static str; 2] {
        match self {
            Self::Outcomes => ["outcomes", "not_inspected"],
            Self::Penalties => ["penalties", "withdrawn"],
        }
    }

    fn changed(self, versions: Versions, rows: Vec<RowChange>) -> Changed {
        let rows = Every(rows);
        match self {
            Self::Outcomes => Changed::OutcomeChanged { versions, rows },
            Self::Penalties => Changed::PenaltyChanged { versions, rows },
        }
    }
}

/// What later versions say otherwise than those before: outcomes and penalties, row by row; and versions that nobody can
/// compare any more.
pub(super) fn versions(record: &Record<'_, '_>, pages: &Pages<'_, '_>) -> Vec<ListedChange> {
    let mut said: BTreeMap<(Option<Digest>, Subject), BTreeMap<String, Said>> = BTreeMap::new();
    let mut compared = BTreeMap::new();
    let mut found = Vec::new();
    let change = |about: Option<Digest>, changed| ListedChange {
        from: None,
        draw: about.and_then(|about| record.draw_about(about)),
        changed,
    };
    let name = |digest: Digest| Quoted::new(pages.known.get(&digest).map_or("", |page| page.stem.as_str()));
    for (_, line) in publications(record) {
        let (about, document) = (line.announcement, line.document);
        if line.kind == LineKind::Withdrawn {
            if pages.shown.contains(&about) && !record.documents.digests.contains(&document) {
                let reason = line.reason.as_ref().map(Quoted::new);
                found.push(change(about, Changed::VersionUnseen { document, reason }));
            }
            continue;
        }
        let known = pages.known.get(&document).map(|known| known.page);
        let Some((page, (subject, is_whole))) =
            known.and_then(|page| Some((page, Subject::of_layout(page.layout().id)?)))
        else {
            continue;
        };
        let times = compared.entry((about, document)).or_insert(0_usize);
        *times += 1;
        if *times > REPEATED {
            continue;
        }
        let new = rows(page, &subject.tables());
        let said = said.entry((about, subject)).or_default();
        let mut changed: BTreeMap<Digest, Vec<RowChange>> = BTreeMap::new();
        for (key, old) in said.iter().filter(|(key, _)| is_whole || new.contains_key(*key)) {
            let fields = differences(&old.fields, new.get(key).map_or(&[], Vec::as_slice));
            if !fields.is_empty() {
                changed.entry(old.page).or_default().push(RowChange { key: Quoted::new(key), fields });
            }
        }
        if is_whole {
            said.clear();
        }
        said.extend(new.into_iter().map(|(key, fields)| (key, Said { page: document, fields })));
        found.extend(changed.into_iter().map(|(old, rows)| {
            let versions = Versions { old: name(old), new: Some(name(document)) };
            change(about, subject.changed(versions, rows))
        }));
    }
    // What is withdrawn, and in no version that stands.
    for ((about, subject), said) in said {
        let mut gone: BTreeMap<Digest, Vec<RowChange>> = BTreeMap::new();
        for (key, Said { page, fields }) in said {
            if !pages.standing.contains_key(&(about, page)) {
                let (key, fields) = (Quoted::new(key), differences(&fields, &[]));
                gone.entry(page).or_default().push(RowChange { key, fields });
            }
        }
        found.extend(
            gone.into_iter().map(|(old, rows)| {
                change(about, subject.changed(Versions { old: name(old), new: None }, rows))
            }),
        );
    }
    found
}

/// The rows of some tables of a page, by the target or decision that they are about. What names a second row too has it
/// counted.
fn rows(page: &Page<'_>, tables: &[&str]) -> Rows {
    let mut all = Rows::new();
    let layouts = page.layout().tables.iter().enumerate();
    for (place, table) in layouts.filter(|(_, table)| tables.contains(&table.id)) {
        for row in 0..page.rows(place) {
            let mut key = String::new();
            let mut fields = Vec::new();
            for (column, cell) in table.columns.iter().zip(page.row(place, row)) {
                match (column.id, &cell) {
                    ("id" | "number", Cell::Code(code)) => key = code.to_string(),
                    _ if SILENT.contains(&column.id) => {}
                    _ => fields.push((column, cell.into_owned())),
                }
            }
            let name = key.clone();
            let mut count = 1;
            while all.contains_key(&key) {
                count += 1;
                key = format!("{name} ({count})");
            }
            all.insert(key, fields);
        }
    }
    all
}

/// The fields of two rows that differ; what a row does not have is nothing.
fn differences(old: &[Field], new: &[Field]) -> Vec<FieldChange> {
    let find = |fields: &[Field], id: &str| {
        let field = fields.iter().find(|(column, _)| column.id == id);
        field.map_or(Cell::Nothing, |(_, cell)| cell.clone())
    };
    let only_new = new.iter().filter(|(column, _)| old.iter().all(|(other, _)| other.id != column.id));
    let columns = old.iter().chain(only_new).map(|(column, _)| *column);
    let fields =
        columns.map(|column| FieldChange { column, old: find(old, column.id), new: find(new, column.id) });
    fields.filter(|field| field.old != field.new).collect()
}
