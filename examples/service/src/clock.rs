//! The time, which the library asks for and never looks up.

use crate::errors::Refusal;
use dual_random::Timestamp;

/// Where the time comes from; a test has a clock of its own.
pub struct Clock(Box<dyn Fn() -> Option<Timestamp> + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self::from(|| Timestamp::try_from(chrono::Local::now().fixed_offset()).ok())
    }

    /// A clock that a function reads.
    pub fn from(now: impl Fn() -> Option<Timestamp> + Send + Sync + 'static) -> Self {
        Self(Box::new(now))
    }

    pub(crate) fn now(&self) -> Result<Timestamp, Refusal> {
        (self.0)().ok_or(Refusal::Failure("clock"))
    }
}
