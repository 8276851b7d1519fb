//! The task sheets of a draw as one page to print.

use super::words::TASKS;
use crate::draw::Drawn;
use crate::publish::{PublishError, amended_task_sheets, sheets, task_sheets};
use crate::roster::Contacts;
use crate::say::Language;

/// One sheet for each team. It shows who is visited, and is secret until the visits.
///
/// # Errors
/// When a sheet would show what it must not, or the result does not fit together.
pub fn task_paper(drawn: &Drawn, contacts: &Contacts, language: Language) -> Result<Vec<u8>, PublishError> {
    sheets(TASKS.get(language), &task_sheets(drawn, contacts)?, language)
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
