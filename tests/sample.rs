//! The generator of made-up rosters, which is part of the program: its tests stand beside it.

#![allow(dead_code, reason = "the program uses the rest")]

#[path = "../examples/dual-random/sample.rs"]
mod sample;
