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

#[cfg(test)]
mod tests {
    use super::Threads;
    use axum::Router;
    use axum::routing::get;
    use std::sync::{Arc, mpsc};
    use std::time::{Duration, Instant};
    use tokio::io::AsyncWriteExt;
    use tokio::net::{TcpListener, TcpStream};

    const WITHIN: Duration = Duration::from_secs(20);

    #[tokio::test(flavor = "multi_thread")]
    #[allow(clippy::unwrap_used)]
    async fn work_ends_when_the_client_goes_away() {
        let threads = Arc::new(Threads::new());
        let (say, heard) = mpsc::channel();
        let endless = get(async move || {
            let work = threads.for_anybody(move |gone| {
                say.send("began").unwrap();
                let end = Instant::now() + WITHIN;
                while !gone.is_gone() && Instant::now() < end {
                    std::thread::sleep(Duration::from_millis(1));
                }
                say.send(if gone.is_gone() { "ended" } else { "went on" }).unwrap();
            });
            work.await
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async { axum::serve(listener, Router::new().route("/", endless)).await });
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: service\r\n\r\n").await.unwrap();
        assert_eq!(heard.recv().unwrap(), "began");
        drop(client);
        assert_eq!(heard.recv().unwrap(), "ended");
    }
}
