//! Small tables by their paths: the library reads them, and its faults and notes get the name of the file.

use crate::out::{Failure, Outcome};
use crate::text::Words;
use crate::{decoded, files, input, text};
use dual_random::Faults;
use dual_random::tables::Table;
use std::path::Path;

/// Reads a table with one of the library's readers; what is to be known of it comes beside it.
pub(crate) fn read<T>(
    path: &Path,
    asked: Words,
    reader: impl Fn(&[u8]) -> Result<Table<T>, Faults>,
) -> Outcome<(Table<T>, Vec<Words>)> {
    let mut bytes = files::read(path, asked)?;
    // An editor may have saved a list as UTF-16.
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        bytes = decoded::text(path, &bytes)?.into_owned().into_bytes();
    }
    let table = reader(&bytes).map_err(|faults| refused(path, &faults))?;
    let notes = input::table_notes(path, &table.notes);
    Ok((table, notes))
}

/// All faults of a file, a line each.
pub(crate) fn refused(path: &Path, faults: &Faults) -> Failure {
    Failure(text::lines(faults.iter().map(|fault| text::at(path, fault))))
}
