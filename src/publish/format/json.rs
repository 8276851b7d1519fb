//! JSON in canonical form: the data itself, in no language. Its digest is the document's.

use super::writer::{Context, Place, Writer};
use crate::commit::canonical::{FormError, value_bytes};
use crate::publish::cell::Cell;
use crate::publish::format_with;
use crate::publish::page::Column;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) struct Json;

/// Cells by the names of their columns, in the order of names.
fn object(columns: &[Column], cells: &[Cell<'_>]) -> Result<String, FormError> {
    let named: BTreeMap<&str, &Cell<'_>> = columns.iter().map(|column| column.id).zip(cells).collect();
    canonical(&named)
}

fn canonical<T: Serialize>(value: &T) -> Result<String, FormError> {
    let bytes = value_bytes(value)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl Writer for Json {
    fn open(&self, context: &Context<'_, '_>) -> Result<String, FormError> {
        let (page, layout) = (context.page, context.layout());
        let (bound, facts) = (canonical(&page.bound())?, object(layout.facts, page.facts())?);
        let (id, format) = (layout.id, format_with(page.hash_algorithm()));
        Ok(format!(
            "{{\"bound\":{bound},\"document\":\"{id}\",\"facts\":{facts},\"format\":\"{format}\",\"tables\":{{"
        ))
    }

    fn open_table(&self, context: &Context<'_, '_>, Place { table, position, .. }: Place) -> String {
        let comma = if position == 0 { "" } else { "," };
        format!("{comma}\"{}\":[", context.table(table).id)
    }

    fn row(&self, context: &Context<'_, '_>, place: Place, cells: &[Cell<'_>]) -> Result<String, FormError> {
        let comma = if place.row == 0 { "" } else { "," };
        Ok(format!("{comma}{}", object(context.table(place.table).columns, cells)?))
    }

    fn close_table(&self, _: &Context<'_, '_>, _: usize) -> String {
        "]".to_owned()
    }

    fn close(&self, _: &Context<'_, '_>) -> String {
        "}}\n".to_owned()
    }
}
