//! The journal: SQLite, append-only, one writer, each record with the hash of the one before.
//!
//! Always true: what was answered is on the disk (WAL, `synchronous = FULL`); a record that was cut,
//! changed or put in another order is found when the journal is opened; a key that was erased is in
//! none of its files. A journal that cannot be vouched for is an error with its cause, never a guess.
//!
//! - `chain.rs`: the records, and the hashes that find what was changed or taken out.
//! - `anchor.rs`: how far the journal has to reach, so that a cut end is found too.
//! - `keys.rs`: the keys of visits, and how they are erased.
//! - `store.rs`: the files, opened and checked.

mod anchor;
mod chain;
mod error;
mod keys;
mod store;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::thread::JoinHandle;

use kiosk::call::VisitId;
use kiosk::memory::{Memory, VisitKey};
use kiosk::record::Record;
use tokio::sync::{mpsc, oneshot};

pub use error::{Cause, JournalError};
use store::Store;

/// The writing end. The files are written by one thread of its own, which has ended when this was
/// dropped: the journal can then be opened again.
#[derive(Debug)]
pub struct Journal {
    writer: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

struct Job {
    task: Task,
    done: oneshot::Sender<Result<(), JournalError>>,
}

enum Task {
    Append { at_ms: i64, record: Box<Record> },
    KeepKey { visit: VisitId, key: VisitKey },
    EraseKey { visit: VisitId },
    Prune,
}

/// How many tasks may wait; one event never causes more than a handful.
const QUEUE: usize = 64;

impl Journal {
    /// Opens the journal, or makes it, and checks all of it. Gives what is durable. Blocks.
    ///
    /// # Errors
    /// If it cannot be opened, is damaged, or another process has it.
    pub fn open(path: &Path) -> Result<(Self, Memory), JournalError> {
        let (store, memory) = Store::open(path)?;
        let (writer, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || write(store, jobs))?;
        let journal = Self {
            writer: Some(writer),
            thread: Some(thread),
        };
        Ok((journal, memory))
    }

    /// Appends a record. It is durable when this returns without an error.
    ///
    /// # Errors
    /// If it could not be written. It may then be there or not, and the journal takes nothing more.
    pub async fn append(&self, at_ms: i64, record: Record) -> Result<(), JournalError> {
        let record = Box::new(record);
        self.carry_out(Task::Append { at_ms, record }).await
    }

    /// Keeps the key of a visit. It is durable when this returns without an error.
    ///
    /// # Errors
    /// If it could not be written, or the visit has another key. The journal takes nothing more.
    pub async fn keep_key(&self, visit: VisitId, key: VisitKey) -> Result<(), JournalError> {
        self.carry_out(Task::KeepKey { visit, key }).await
    }

    /// Erases the key of a visit, if it has one. It is in none of the journal's files when this
    /// returns without an error.
    ///
    /// # Errors
    /// If it could not be erased. The journal takes nothing more.
    pub async fn erase_key(&self, visit: VisitId) -> Result<(), JournalError> {
        self.carry_out(Task::EraseKey { visit }).await
    }

    /// Drops every record before the last one, which is a [`Record::CarriedOver`].
    ///
    /// # Errors
    /// If it is not, or they could not be dropped. The journal takes nothing more.
    pub async fn prune(&self) -> Result<(), JournalError> {
        self.carry_out(Task::Prune).await
    }

    async fn carry_out(&self, task: Task) -> Result<(), JournalError> {
        let (done, written) = oneshot::channel();
        let writer = self.writer.as_ref().ok_or(JournalError::Stopped)?;
        let sent = writer.send(Job { task, done }).await;
        sent.map_err(|_| JournalError::Stopped)?;
        written.await.map_err(|_| JournalError::Stopped)?
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        drop(self.writer.take());
        if let Some(thread) = self.thread.take() {
            // It has no result, and if it panicked the journal was opened for nothing anyway.
            let _ = thread.join();
        }
    }
}

fn write(mut store: Store, mut jobs: mpsc::Receiver<Job>) {
    while let Some(Job { task, done }) = jobs.blocking_recv() {
        let written = match task {
            Task::Append { at_ms, record } => store.append(at_ms, &record),
            Task::KeepKey { visit, key } => store.keep_key(visit, &key),
            Task::EraseKey { visit } => store.erase_key(visit),
            Task::Prune => store.prune(),
        };
        let failed = written.is_err();
        // Nobody listens any more when the program is ending.
        let _ = done.send(written);
        if failed {
            return;
        }
    }
}
