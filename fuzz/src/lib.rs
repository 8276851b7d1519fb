//! The targets: plain functions over bytes, one for each reader of what others wrote. A target panics where a promise does
//! not hold. Its answer tells apart what became of the bytes, so that a driver can keep those that went a new way.

pub mod mutate;
mod targets;

/// What became of the bytes, without the data of the one case.
pub type Answer = String;

/// A reader.
pub struct Target {
    /// Its name, and that of its folder in `corpus`.
    pub name: &'static str,
    /// What its bytes are, for the mutations.
    pub form: Form,
    /// Feeds it.
    pub run: fn(&[u8]) -> Answer,
}

/// What the bytes of a target are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Any bytes.
    Bytes,
    /// Canonical JSON, or several with a NUL between them. A mutation that keeps the form reaches further in.
    Json,
}

/// All targets.
pub const TARGETS: &[Target] = targets::ALL;

/// The target of a name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
