//! Markdown (`CommonMark` with GitHub's tables): for notices and archives.

use super::writer::{Context, Place, Writer};
use crate::commit::canonical::FormError;
use crate::publish::cell::Cell;
use crate::publish::layout;
use std::fmt::Write as _;

pub(super) struct Markdown;

/// Text without any markup. It never begins a line, so only what has a meaning within one is escaped.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' | '@' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn row<'t>(cells: impl Iterator<Item = std::borrow::Cow<'t, str>>) -> String {
    let mut out = "|".to_owned();
    for cell in cells {
        let _ = write!(out, " {} |", plain(&cell));
    }
    out.push('\n');
    out
}

impl Writer for Markdown {
    fn open(&self, context: &Context<'_, '_>) -> Result<String, FormError> {
        let (page, language) = (context.page, context.language);
        let mut out = format!("# {}\n\n", plain(&page.title(language)));
        let facts = context.layout().facts.iter().zip(page.facts());
        for (column, cell) in facts.filter(|(_, cell)| !page.is_bound(cell)) {
            let (label, text) = (column.words.get(language), cell.reading(language));
            let _ = writeln!(out, "- **{}** {}", plain(label), plain(&text));
        }
        for bound in layout::bound(page.bound(), context.digest, language) {
            let _ = writeln!(out, "- **{}** {}", plain(bound.0), plain(&bound.1));
        }
        Ok(out)
    }

    fn open_table(&self, context: &Context<'_, '_>, Place { table, .. }: Place) -> String {
        let (layout, language) = (context.table(table), context.language);
        let caption = format!("\n## {}\n\n", plain(layout.caption.get(language)));
        if context.page.rows(table) == 0 {
            return caption + &plain(layout.empty.get(language)) + "\n";
        }
        let heads = row(layout.columns.iter().map(|column| column.words.get(language).into()));
        caption + &heads + "|" + &" --- |".repeat(layout.columns.len()) + "\n"
    }

    fn row(&self, context: &Context<'_, '_>, _: Place, cells: &[Cell<'_>]) -> Result<String, FormError> {
        Ok(row(cells.iter().map(|cell| cell.reading(context.language))))
    }

    fn close_table(&self, _: &Context<'_, '_>, _: usize) -> String {
        String::new()
    }

    fn close(&self, context: &Context<'_, '_>) -> String {
        let mut out = String::new();
        for note in context.page.notes(context.language) {
            let _ = write!(out, "\n{}\n", plain(&note));
        }
        for signature in context.layout().signatures {
            let _ = write!(
                out,
                "\n{}　\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n",
                plain(signature.get(context.language))
            );
        }
        out
    }
}
