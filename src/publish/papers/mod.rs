//! Papers of a draw, to be printed and signed: the two halves of the minutes (抽取记录), the sheet for the envelope or those
//! of several keepers, and the task sheets. Each is one HTML page in one language that fetches nothing; the minutes show no drawn name.

mod envelope;
mod minutes;
#[cfg(feature = "shares")]
mod share;
mod sheet;
mod tasks;
pub(crate) mod words;

pub use envelope::envelope;
pub use minutes::{minutes_after, minutes_after_stamped, minutes_before};
#[cfg(feature = "shares")]
pub use share::share_sheet;
pub use tasks::{amended_task_paper, task_paper, write_task_paper};
