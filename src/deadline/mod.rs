//! Deadlines of publication: working days over a calendar that is given as data, since which weekends are worked
//! (调休) is decided anew each year.

mod calendar;
mod duty;
mod fault;
mod notice;
mod state;
mod statute;

pub use calendar::{Calendar, CalendarYear, working_days_until};
pub use duty::{Due, DueList, Duty, Open, Term, Terms, Unit, due_list};
pub use fault::{CalendarError, CalendarErrors, CalendarNote, Missing};
pub use notice::{HolidayFileError, holiday_year};
pub use state::{DrawState, Published};
pub use statute::Holiday;
