//! SQLite has one writer, and a sync takes its time: whoever writes while others wait in line
//! shares one transaction, and one sync, with them.
//!
//! Always true: nobody is told that something is durable before the commit it is in has come back;
//! a step that is given up takes nothing of the others with it; if it is not certain that the
//! transaction still holds what was written in it, nobody in it is told that it does.
//!
//! A step is a savepoint in the transaction. Whoever has written leaves word and goes out of line;
//! a task of the batch's own then joins the line, and commits when its turn comes. So those who
//! were waiting are in the same transaction, and nobody who gives up waiting can hold it up.

use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Executor};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};
use tokio::task::AbortHandle;

use super::{DatabaseError, WAIT_MAX};

/// The line of those who want to write.
pub(super) struct Line {
    batch: Arc<Mutex<Batch>>,
    written: Arc<Notify>,
    committer: AbortHandle,
}

/// The transaction that is open, with everything that was written in it so far.
#[derive(Default)]
struct Batch {
    /// The one that writes. It is kept, and given away only when it is not certain what it holds:
    /// closing it undoes whatever that is.
    connection: Option<PoolConnection<Any>>,
    /// A transaction is open on it.
    is_open: bool,
    /// Those who have written and wait for the commit.
    writers: Vec<oneshot::Sender<bool>>,
    /// The last step has begun and was not kept.
    is_undone: bool,
}

/// One step, alone in line.
pub(super) struct Step {
    batch: OwnedMutexGuard<Batch>,
    written: Arc<Notify>,
}

impl Line {
    pub(super) fn new() -> Self {
        let batch = Arc::<Mutex<Batch>>::default();
        let written = Arc::<Notify>::default();
        let (its, word) = (Arc::clone(&batch), Arc::clone(&written));
        let committer = tokio::spawn(async move {
            loop {
                word.notified().await;
                its.lock().await.commit().await;
            }
        });
        Self {
            batch,
            written,
            committer: committer.abort_handle(),
        }
    }

    /// Waits for its turn and begins a step.
    pub(super) async fn step(&self, pool: &AnyPool) -> Result<Step, DatabaseError> {
        let turn = Arc::clone(&self.batch).lock_owned();
        let mut batch = tokio::time::timeout(WAIT_MAX, turn)
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?;
        if let Err(error) = batch.begin(pool).await {
            batch.lose();
            return Err(error.into());
        }
        Ok(Step {
            batch,
            written: Arc::clone(&self.written),
        })
    }

    /// Gives the connection back.
    pub(super) async fn close(&self) {
        let mut batch = self.batch.lock().await;
        batch.commit().await;
        batch.connection = None;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.committer.abort();
    }
}

impl Step {
    /// Keeps the step, and waits until it is durable.
    pub(super) async fn commit(mut self) -> Result<(), DatabaseError> {
        self.batch.is_undone = false;
        self.leave().await
    }

    /// Undoes the step, and waits until the steps before it, which it may have read, are durable.
    pub(super) async fn give_up(self) -> Result<(), DatabaseError> {
        self.leave().await
    }

    async fn leave(mut self) -> Result<(), DatabaseError> {
        let (writer, committed) = oneshot::channel();
        self.batch.writers.push(writer);
        self.written.notify_one();
        drop(self);
        match committed.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(DatabaseError::NotCommitted),
        }
    }

    pub(super) fn connection(&self) -> &AnyConnection {
        self.batch.writing()
    }

    pub(super) fn connection_mut(&mut self) -> &mut AnyConnection {
        self.batch.writing_mut()
    }
}

impl Batch {
    /// Begins a step: in a transaction of its own, or after the steps that are in one already.
    async fn begin(&mut self, pool: &AnyPool) -> Result<(), sqlx::Error> {
        if self.connection.is_none() {
            self.connection = Some(pool.acquire().await?);
        }
        let savepoint = match (self.is_open, self.is_undone) {
            // A transaction that begins by reading could not become a writing one when another
            // process has written meanwhile.
            (false, _) => "BEGIN IMMEDIATE; SAVEPOINT step",
            // Without the savepoint of the last step the transaction is not the one that was begun:
            // SQLite gives it up by itself when the disk fails. Then this fails, too.
            (true, false) => "RELEASE step; SAVEPOINT step",
            (true, true) => "ROLLBACK TO step; RELEASE step; SAVEPOINT step",
        };
        self.writing_mut().execute(sqlx::raw_sql(savepoint)).await?;
        self.is_open = true;
        // Only now: had this been given up half-way, the step to undo would be the one before.
        self.is_undone = true;
        Ok(())
    }

    async fn commit(&mut self) {
        if !self.is_open {
            return;
        }
        let last = if self.is_undone {
            "ROLLBACK TO step; RELEASE step; COMMIT"
        } else {
            "RELEASE step; COMMIT"
        };
        match self.writing_mut().execute(sqlx::raw_sql(last)).await {
            Ok(_) => self.tell(true),
            Err(error) => {
                tracing::error!(%error, "what was written could not be committed");
                self.lose();
            }
        }
    }

    /// It is not certain what the transaction holds: it is undone, and whoever is in it has to
    /// know.
    fn lose(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(connection.detach());
        }
        self.tell(false);
    }

    fn tell(&mut self, committed: bool) {
        (self.is_open, self.is_undone) = (false, false);
        for writer in self.writers.drain(..) {
            // Who does not wait any more will see what became of it.
            let _ = writer.send(committed);
        }
    }

    fn writing(&self) -> &AnyConnection {
        self.connection.as_ref().expect("a step has a connection")
    }

    fn writing_mut(&mut self) -> &mut AnyConnection {
        self.connection.as_mut().expect("a step has a connection")
    }
}
