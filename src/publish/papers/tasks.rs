//! The task sheets of a draw as one page to print.

use super::words::TASKS;
use crate::draw::Drawn;
use crate::publish::documents::each_task_sheet;
use crate::publish::publication::{Sheets, WriteError, in_memory, sheets};
use crate::publish::{PublishError, amended_task_sheets};
use crate::roster::Contacts;
use crate::say::Language;
use crate::types::digest::Digest;
use std::io;

/// One sheet for each team. It shows who is visited, and is secret until the visits.
///
/// # Errors
/// When a sheet would show what it must not, or the result does not fit together.
pub fn task_paper(drawn: &Drawn, contacts: &Contacts, language: Language) -> Result<Vec<u8>, PublishError> {
    in_memory(|bytes| write_task_paper(drawn, contacts, language, bytes))
}

/// The same written to a file that nobody else reads, one sheet after the other; gives its digest.
///
/// # Errors
/// As [`task_paper`], and as the one that is written to.
pub fn write_task_paper(
    drawn: &Drawn,
    contacts: &Contacts,
    language: Language,
    to: impl io::Write,
) -> Result<Digest, WriteError> {
    let mut sheets = Sheets::new(drawn.result().hash_algorithm(), TASKS.get(language), language, to)?;
    each_task_sheet(drawn, contacts, |page| sheets.add(&page))?;
    Ok(sheets.end()?)
}

/// The sheets of the teams that the last amendment made or changed, behind the list of what changed.
///
/// # Errors
/// As [`task_paper`].
pub fn amended_task_paper(
    drawn: &Drawn,
    contacts: &Contacts,
    language: Language,
) -> Result<Vec<u8>, PublishError> {
    sheets(TASKS.get(language), &amended_task_sheets(drawn, contacts)?, language)
}
