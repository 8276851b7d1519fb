//! JSON Schemas (draft 2020-12) of the documents' JSON, made of the same layouts as the documents.

use crate::publish::cell::{CellKind, Word};
use crate::publish::page::{Column, Layout};
use crate::publish::{FORMAT, FORMAT_SM3};
use serde_json::{Value, json};

/// The schema of a document's JSON.
pub fn schema(layout: &Layout) -> Value {
    let digest = || json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let bound = closed([
        ("announcement", digest()),
        ("draw", json!({ "type": "string", "pattern": "^[0-9A-Za-z._-]{1,53}$" })),
        ("head", json!({ "anyOf": [digest(), { "type": "null" }] })),
    ]);
    let tables = layout.tables.iter().map(|table| {
        (table.id, json!({ "type": "array", "title": table.caption.zh, "items": columns(table.columns) }))
    });
    let mut schema = closed([
        ("bound", json!({ "type": "array", "items": bound })),
        ("document", json!({ "const": layout.id })),
        ("facts", columns(layout.facts)),
        ("format", json!({ "enum": [FORMAT, FORMAT_SM3] })),
        ("tables", closed(tables)),
    ]);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(layout.title.zh);
    schema["description"] = json!(layout.title.en);
    schema
}

/// An object with these fields, all of them there, and no others.
fn closed<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let fields: serde_json::Map<String, Value> =
        fields.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let names: Vec<&String> = fields.keys().collect();
    json!({ "type": "object", "required": names, "additionalProperties": false, "properties": fields })
}

fn columns(columns: &[Column]) -> Value {
    closed(columns.iter().map(|column| {
        let mut schema = json!({ "anyOf": [kind(column.kind), { "type": "null" }] });
        schema["title"] = json!(column.words.zh);
        schema["description"] = json!(column.words.en);
        (column.id, schema)
    }))
}

fn kind(kind: CellKind) -> Value {
    let count = || json!({ "type": "integer", "minimum": 0 });
    let text = || json!({ "type": "string" });
    let word = |list: &[Word]| json!({ "enum": list.iter().map(|word| word.code).collect::<Vec<_>>() });
    match kind {
        CellKind::Text
        | CellKind::Code
        | CellKind::District
        | CellKind::Named(_)
        | CellKind::Quarter
        | CellKind::Scan => text(),
        CellKind::Both => closed([("en", text()), ("zh", text())]),
        CellKind::Word(list) => word(list),
        CellKind::Count | CellKind::Place | CellKind::Ordinal | CellKind::Source | CellKind::Fen => count(),
        CellKind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        CellKind::Timestamp => {
            json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$" })
        }
        CellKind::Digest => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        CellKind::Share => closed([("of", count()), ("part", count())]),
        CellKind::Words(list) => json!({ "type": "array", "items": word(list) }),
        CellKind::Texts | CellKind::Codes => json!({ "type": "array", "items": text() }),
    }
}
