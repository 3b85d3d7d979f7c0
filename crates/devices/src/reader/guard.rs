//! Runs work that may panic or never end, without panicking or waiting for ever.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use tokio::{sync::oneshot, time::timeout};

/// Work that gave no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// It panicked.
    #[error("the picture made the decoder panic")]
    Panicked,
    /// It did not end by the deadline and was left to its thread.
    #[error("the picture took too long")]
    Overdue,
    /// As many threads as may be are busy with work that was given up, or none can be had.
    #[error("the decoder is still busy with pictures that were given up")]
    Exhausted,
}

type Work = Box<dyn FnOnce() + Send>;

/// A thread for work that cannot be trusted, replaced when it does not come back.
pub struct Guard {
    name: &'static str,
    deadline: Duration,
    overdue_max: usize,
    /// How many threads there are, the present one among them.
    threads: Arc<AtomicUsize>,
    worker: Option<mpsc::Sender<Work>>,
}

impl Guard {
    /// No thread yet; the first work starts one.
    pub fn new(name: &'static str, deadline: Duration, overdue_max: usize) -> Self {
        Guard {
            name,
            deadline,
            overdue_max,
            threads: Arc::default(),
            worker: None,
        }
    }

    /// Does the work on the guard's thread.
    ///
    /// # Errors
    /// The work panicked or is overdue, or there is no thread to do it on.
    pub async fn run<T: Send + 'static>(
        &mut self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, GuardError> {
        // Taken out, so that a future that is dropped half-way leaves no busy worker behind.
        let worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.start()?,
        };
        let (answer, answered) = oneshot::channel();
        let work = move || {
            let result = catch_unwind(AssertUnwindSafe(work)).map_err(|_| GuardError::Panicked);
            // Nobody waits for the answer of work that is overdue.
            let _ = answer.send(result);
        };
        if worker.send(Box::new(work)).is_err() {
            return Err(GuardError::Panicked);
        }
        let result = timeout(self.deadline, answered)
            .await
            .map_err(|_| GuardError::Overdue)?;
        self.worker = Some(worker);
        result.unwrap_or(Err(GuardError::Panicked))
    }

    fn start(&self) -> Result<mpsc::Sender<Work>, GuardError> {
        if self.threads.load(Ordering::Acquire) > self.overdue_max {
            return Err(GuardError::Exhausted);
        }
        let (sender, receiver) = mpsc::channel::<Work>();
        let counted = Counted::new(Arc::clone(&self.threads));
        thread::Builder::new()
            .name(self.name.into())
            .spawn(move || {
                let _counted = counted;
                while let Ok(work) = receiver.recv() {
                    work();
                }
            })
            .map_err(|_| GuardError::Exhausted)?;
        Ok(sender)
    }
}

/// Counts a thread for as long as it lives.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn new(threads: Arc<AtomicUsize>) -> Self {
        threads.fetch_add(1, Ordering::AcqRel);
        Counted(threads)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(deadline: Duration) -> Guard {
        Guard::new("test", deadline, 2)
    }

    #[tokio::test]
    async fn a_panic_is_an_error_and_the_next_work_is_done() {
        let mut guard = guard(Duration::from_secs(10));
        let panicked: Result<(), _> = guard.run(|| std::panic::resume_unwind(Box::new(()))).await;
        assert_eq!(panicked, Err(GuardError::Panicked));
        assert_eq!(guard.run(|| 7).await, Ok(7));
        assert_eq!(guard.threads.load(Ordering::Acquire), 1);
    }

    #[tokio::test]
    async fn work_that_never_ends_is_left_behind_and_never_more_than_a_few() {
        let mut guard = guard(Duration::from_millis(50));
        let mut stuck = Vec::new();
        for _ in 0..3 {
            let (release, wait) = mpsc::channel::<()>();
            stuck.push(release);
            assert_eq!(
                guard.run(move || wait.recv()).await,
                Err(GuardError::Overdue)
            );
        }
        assert_eq!(guard.run(|| 7).await, Err(GuardError::Exhausted));

        drop(stuck);
        let freed = async {
            while guard.run(|| 7).await != Ok(7) {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(10), freed)
            .await
            .expect("an ended thread makes room");
    }
}
