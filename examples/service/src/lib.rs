//! The draws of an authority as a service: the public reads the record on one port, the office makes it on another.
//!
//! The library decides what a draw is. Here are its surroundings: a database, a clock, randomness, and HTTP.

pub mod clock;
mod errors;
mod input;
mod office;
mod public;
pub mod routes;
mod said;
mod secrets;
mod step;
mod steps;
pub mod store;
mod threads;

use clock::Clock;
use store::Store;
use threads::Threads;

/// What every handler works with.
pub struct Service {
    store: Store,
    clock: Clock,
    origin: String,
    threads: Threads,
}

impl Service {
    /// A service over a store. The origin names its log in checkpoints, such as `example.gov.cn/draws`.
    pub fn new(store: Store, clock: Clock, origin: impl Into<String>) -> Self {
        Self { store, clock, origin: origin.into(), threads: Threads::new() }
    }
}
