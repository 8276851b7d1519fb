//! Words every later module speaks: languages, faults, ids, dates, texts, hashes.

pub mod citizen_id;
pub mod credit_code;
pub mod date;
pub mod fault;
pub mod form;
pub mod hash;
pub mod id;
pub mod limits;
pub(crate) mod text;

pub use text::visible;
