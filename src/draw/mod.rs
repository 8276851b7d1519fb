//! The draw: seed, tickets, decks, staffing, seal (PROTOCOL.md §10–§12).

mod ceremony;
pub mod deck;
mod drawn;
mod given;
pub mod seed;
pub mod select;
mod simulate;
pub mod staffing;
pub mod stream;
pub mod ticket;
mod undrawn;
mod work;

pub use ceremony::{DrawError, draw, draw_with};
pub(crate) use ceremony::{Inputs, check_values, compute, result_tree, seal_of, shortage_of, teams_of};
pub use drawn::Drawn;
pub use given::{GivenValues, ValueError};
pub use simulate::{SimulateError, Simulated, SimulationNote, simulate};
pub use undrawn::{undrawn, would_draw};
pub(crate) use work::Halt;
pub use work::{Progress, Step, Stopped, Work};
