//! Long work, away from the threads that answer.

use crate::errors::Refusal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Semaphore;

/// How many recomputations run at once; more are told to come back.
const AT_ONCE: usize = 2;

pub(crate) struct Threads {
    room: Arc<Semaphore>,
}

/// Whether whoever asked has gone: then nobody waits for the answer.
#[derive(Clone)]
pub(crate) struct Gone(Arc<AtomicBool>);

impl Gone {
    pub(crate) fn is_gone(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The handler's end. A handler is dropped when it is done, and also when its client goes away.
struct Asking(Gone);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Threads {
    pub(crate) fn new() -> Self {
        Self { room: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Runs what anybody may ask for. The room is given back when the work ends, not when the client goes away: so the work
    /// has to look at [`Gone`].
    pub(crate) async fn for_anybody<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Gone) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let room = Arc::clone(&self.room).try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let asking = Asking(Gone(Arc::default()));
        let gone = asking.0.clone();
        let answer = off_thread(move || {
            let _room = room;
            work(&gone)
        });
        answer.await
    }
}

/// Runs a step of the office, which waits its turn and is never turned away.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::Failure("thread"))
}
