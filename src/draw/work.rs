//! How much work a long call may do, and who is told how far it has come.

use super::staffing::WorkLimit;
use crate::say::{coded, coded_serde, sayings, sayings_error};
use std::fmt;
use std::ops::ControlFlow;

coded! {
    /// What a long call is doing.
    ///
    /// ```
    /// use dual_random::{Language, Say, Step};
    ///
    /// assert_eq!(Step::Seats.message(Language::Zh), "抽取检查人员");
    /// ```
    pub enum Step {
        Rosters = "rosters", "核对名录", "reading the rosters";
        Targets = "targets", "抽取检查对象", "drawing targets";
        Staffing = "staffing", "核对人手", "looking whether all can be staffed";
        Seats = "seats", "抽取检查人员", "drawing inspectors";
    }
}
coded_serde!(Step);

/// How far a long call has come. Where a chain of ceremonies is verified it is told of one after the other.
///
/// ```
/// use dual_random::{Progress, Step};
///
/// let percent = |Progress { done, of, .. }: Progress| done * 100 / of.max(1);
/// # let _ = percent;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// How much of that is done: rosters, strata or seats.
    pub done: usize,
    /// Out of how much.
    pub of: usize,
}

sayings! {
    /// Why a long call ended without an answer.
    ///
    /// ```
    /// use dual_random::Stopped;
    ///
    /// assert_eq!(Stopped::Cancelled.to_string(), "it was cancelled");
    /// ```
    pub enum Stopped {
        Cancelled = "cancelled", "已按要求中止", "it was cancelled";
        WorkLimit = "work_limit", "计算量超过所给的上限", "the work passes the bound that was given";
    }
}

sayings_error!(Stopped);

/// How much work a call may do, and who watches it. A step of work is a hash of a record or of a ticket, or a look at one
/// inspector for one seat.
///
/// ```
/// use dual_random::{Progress, Step, Stopped, Work};
/// use std::ops::ControlFlow;
///
/// // A service that gives up on seats when its client has gone.
/// let mut gone = |progress: Progress| match progress.step {
///     Step::Seats => ControlFlow::Break(()),
///     _ => ControlFlow::Continue(()),
/// };
/// let mut work = Work::at_most(100_000_000).watched(&mut gone);
/// # let report = dual_random::verify_with(b"{}", &dual_random::Evidence::new(), &mut work);
/// # assert_eq!(report.map(|report| report.verdict), Ok::<_, Stopped>(dual_random::Verdict::Unusable));
/// ```
pub struct Work<'a> {
    left: u64,
    watch: Option<&'a mut dyn FnMut(Progress) -> ControlFlow<()>>,
}

impl Default for Work<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("left", &self.left).finish_non_exhaustive()
    }
}

impl<'a> Work<'a> {
    /// As much as the protocol allows any draw, and nobody watches.
    pub const fn new() -> Self {
        Self::at_most(u64::MAX)
    }

    /// At most so many steps.
    pub const fn at_most(steps: u64) -> Self {
        Self { left: steps, watch: None }
    }

    /// The same, watched: whoever watches is told how far it is, and ends it with a break.
    #[must_use]
    pub fn watched(self, watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// Steps that are left.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    pub(crate) fn spend(&mut self, steps: u64) -> Result<(), Stopped> {
        self.left = self.left.checked_sub(steps).ok_or(Stopped::WorkLimit)?;
        Ok(())
    }

    pub(crate) fn tell(&mut self, step: Step, done: usize, of: usize) -> Result<(), Stopped> {
        match self.watch.as_mut().map(|watch| watch(Progress { step, done, of })) {
            Some(ControlFlow::Break(())) => Err(Stopped::Cancelled),
            _ => Ok(()),
        }
    }
}

/// Why staffing ended without an answer: the protocol's own bound, or the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Halt {
    TooMuch,
    Stopped(Stopped),
}

impl From<WorkLimit> for Halt {
    fn from(_: WorkLimit) -> Self {
        Self::TooMuch
    }
}

impl From<Stopped> for Halt {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}
