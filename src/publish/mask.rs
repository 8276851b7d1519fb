//! What free text in a cell shows that it must not, and the cell without it.

use super::cell::Cell;
use crate::basics::language::Language;
use crate::privacy::{Sensitive, scan};
use crate::roster::citizen_id::is_citizen_id;
use std::borrow::Cow;

/// What a cell would show. Codes are no free text; a lottery's numbers may look like a card's.
pub(super) fn shown(cell: &Cell<'_>) -> Vec<Sensitive> {
    let of = |text: &str| scan(text).into_iter().map(|hit| hit.kind).collect::<Vec<_>>();
    match cell {
        Cell::Text(text) => of(text),
        Cell::Both { zh, en } => of(zh).into_iter().chain(of(en)).collect(),
        Cell::Texts(texts) => texts.iter().flat_map(|text| of(text)).collect(),
        Cell::Code(code) if is_citizen_id(code) => vec![Sensitive::CitizenId],
        _ => Vec::new(),
    }
}

/// A text without such numbers.
fn hidden(text: Cow<'_, str>) -> Cow<'_, str> {
    let hits = scan(&text);
    if hits.is_empty() {
        return text;
    }
    let (mut out, mut from) = (String::new(), 0);
    for hit in hits {
        out.push_str(&text[from..hit.start]);
        out.push_str(&hiding(hit.kind));
        from = hit.end;
    }
    out.push_str(&text[from..]);
    out.into()
}

/// What stands in the place of a number. Data have no language, so it is the one that the texts are in.
fn hiding(kind: Sensitive) -> String {
    format!("〔{}已隐去〕", kind.template(Language::Zh))
}

/// A cell without such numbers.
pub(super) fn masked(cell: Cell<'_>) -> Cell<'_> {
    match cell {
        Cell::Text(text) => Cell::Text(hidden(text)),
        Cell::Both { zh, en } => Cell::Both { zh: hidden(zh), en: hidden(en) },
        Cell::Texts(texts) => Cell::Texts(texts.into_iter().map(hidden).collect()),
        Cell::Code(code) if is_citizen_id(&code) => Cell::Code(hiding(Sensitive::CitizenId).into()),
        other => other,
    }
}
