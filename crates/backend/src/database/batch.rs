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

use sqlx::{Any, AnyConnection, AnyPool, Executor, Transaction};
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
    transaction: Option<Transaction<'static, Any>>,
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
            batch.give_up();
            return Err(error.into());
        }
        Ok(Step {
            batch,
            written: Arc::clone(&self.written),
        })
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
        self.batch.open()
    }

    pub(super) fn connection_mut(&mut self) -> &mut AnyConnection {
        self.batch.open_mut()
    }
}

impl Batch {
    /// Begins a step: in a transaction of its own, or after the steps that are in one already.
    async fn begin(&mut self, pool: &AnyPool) -> Result<(), sqlx::Error> {
        let savepoint = match (&self.transaction, self.is_undone) {
            (None, _) => {
                // A transaction that begins by reading could not become a writing one when another
                // process has written meanwhile.
                self.transaction = Some(pool.begin_with("BEGIN IMMEDIATE").await?);
                "SAVEPOINT step"
            }
            // Without the savepoint of the last step the transaction is not the one that was begun:
            // SQLite gives it up by itself when the disk fails. Then this fails, too.
            (Some(_), false) => "RELEASE step; SAVEPOINT step",
            (Some(_), true) => "ROLLBACK TO step; RELEASE step; SAVEPOINT step",
        };
        self.open_mut().execute(sqlx::raw_sql(savepoint)).await?;
        // Only now: had this been given up half-way, the step to undo would be the one before.
        self.is_undone = true;
        Ok(())
    }

    async fn commit(&mut self) {
        let Some(mut transaction) = self.transaction.take() else {
            return;
        };
        let last = if self.is_undone {
            "ROLLBACK TO step; RELEASE step"
        } else {
            "RELEASE step"
        };
        let committed = match transaction.execute(sqlx::raw_sql(last)).await {
            Ok(_) => transaction.commit().await,
            Err(error) => Err(error),
        };
        if let Err(error) = &committed {
            tracing::error!(%error, "what was written could not be committed");
        }
        self.tell(committed.is_ok());
    }

    /// The transaction is lost; whoever is in it has to know.
    fn give_up(&mut self) {
        self.transaction = None;
        self.tell(false);
    }

    fn tell(&mut self, committed: bool) {
        self.is_undone = false;
        for writer in self.writers.drain(..) {
            // Who does not wait any more will see what became of it.
            let _ = writer.send(committed);
        }
    }

    fn open(&self) -> &AnyConnection {
        self.transaction.as_ref().expect("a step is in one")
    }

    fn open_mut(&mut self) -> &mut AnyConnection {
        self.transaction.as_mut().expect("a step is in one")
    }
}
