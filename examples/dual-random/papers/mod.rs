//! Papers for WPS and Word.

pub(crate) mod report;
pub(crate) mod visits;

use crate::files::{self, Access};
use crate::out::{Failure, Outcome};
use crate::text::{self, Shown as _};
use docx_rs::{
    AlignmentType, BreakType, Docx, PageMargin, Paragraph, Run, RunFonts, Table, TableCell, TableRow,
    WidthType,
};
use dual_random::Digest;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Sizes of letters, in half points.
const TITLE: usize = 44;
const BODY: usize = 28;
const CELL: usize = 21;

/// Writes a paper. The one that was there may have been edited: it stays under another name, which is given.
fn write(docx: Docx, path: &Path) -> Outcome<Option<PathBuf>> {
    let bytes = packed(docx, path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let note = path.with_file_name(".papers");
    let made = files::read_if_there(&note)?.unwrap_or_default();
    let made = String::from_utf8_lossy(&made).into_owned();
    let line = |bytes: &[u8]| format!("{}  {name}", Digest::of_file(bytes).to_hex());
    // What stands as the program made it is nobody's work.
    let edited = files::read_if_there(path)?
        .filter(|found| *found != bytes && !made.lines().any(|known| known == line(found)));
    let kept = edited.and_then(|_| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut names = (1_u32..).map(|number| path.with_file_name(format!("{stem}-旧{number}.docx")));
        names.find(|name| !files::exists(name))
    });
    if let Some(kept) = &kept {
        files::put_away(path, kept)?;
    }
    files::replace(path, &bytes, Access::Owner)?;
    let others = made.lines().filter(|known| !known.ends_with(&format!("  {name}"))).map(str::to_owned);
    let lines: Vec<String> = others.chain([line(&bytes)]).collect();
    files::replace(&note, format!("{}\n", lines.join("\n")).as_bytes(), Access::Owner)?;
    Ok(kept)
}

pub(super) fn packed(docx: Docx, path: &Path) -> Outcome<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    let packed = docx.build().pack(&mut bytes);
    packed.map_err(|error| Failure(text::cannot_write(path.shown(), text::name(error.to_string()))))?;
    Ok(bytes.into_inner())
}

/// A4, with the margins of official papers.
pub(super) fn empty() -> Docx {
    let margin = PageMargin::new().top(2098).bottom(1984).left(1587).right(1474);
    Docx::new().page_size(11_906, 16_838).page_margin(margin)
}

/// A4 across, for tables.
pub(super) fn across() -> Docx {
    let margin = PageMargin::new().top(1134).bottom(1134).left(1134).right(1134);
    Docx::new().page_size(16_838, 11_906).page_margin(margin)
}

pub(super) fn run(text: &str, size: usize) -> Run {
    Run::new()
        .add_text(text)
        .size(size)
        .fonts(RunFonts::new().east_asia("仿宋").ascii("仿宋").hi_ansi("仿宋"))
}

pub(super) fn title(text: &str) -> Paragraph {
    let fonts = RunFonts::new().east_asia("宋体").ascii("宋体").hi_ansi("宋体");
    Paragraph::new()
        .align(AlignmentType::Center)
        .add_run(Run::new().add_text(text).size(TITLE).bold().fonts(fonts))
}

pub(super) fn line(text: &str) -> Paragraph {
    Paragraph::new().add_run(run(text, BODY))
}

pub(super) fn right(text: &str) -> Paragraph {
    Paragraph::new().align(AlignmentType::Right).add_run(run(text, BODY))
}

pub(super) fn next_page() -> Paragraph {
    Paragraph::new().add_run(Run::new().add_break(BreakType::Page))
}

pub(super) fn cell(text: &str, width: usize) -> TableCell {
    let mut cell = TableCell::new().width(width, WidthType::Dxa);
    for line in text.split('\n') {
        cell = cell.add_paragraph(Paragraph::new().add_run(run(line, CELL)));
    }
    cell
}

/// A table of columns with widths in twentieths of a point.
pub(super) fn table(widths: &[usize], rows: &[Vec<String>]) -> Table {
    let row = |cells: &Vec<String>| {
        TableRow::new(cells.iter().zip(widths).map(|(text, width)| cell(text, *width)).collect())
    };
    Table::new(rows.iter().map(row).collect()).set_grid(widths.to_vec())
}
