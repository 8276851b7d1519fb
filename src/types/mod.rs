//! Small values with one form each: ids, digests, days and points in time, codes, texts (PROTOCOL.md §2–§4).

pub mod citizen_id;
pub mod credit_code;
pub mod date;
pub mod digest;
pub mod form;
pub mod id;
pub mod limits;
pub(crate) mod numbers;
pub(crate) mod pieces;
pub(crate) mod repeated;
pub mod text;
pub mod timestamp;
