//! The journal: SQLite, append-only, one writer, each record with the hash of the one before.
//!
//! Always true: what [`Journal::append`] has answered is on the disk (WAL, `synchronous = FULL`);
//! a record that was cut, changed or put in another order is found when the journal is opened.

use std::path::Path;

use kiosk::record::Record;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

/// The writing end. The file is written by one thread of its own.
#[derive(Clone, Debug)]
pub struct Journal {
    writer: mpsc::Sender<Job>,
}

/// Why the journal cannot be used. The machine must not go on with one like it.
#[derive(Debug, Error)]
pub enum JournalError {
    /// SQLite cannot open, read or write it: disk full, read-only, not a database.
    #[error("the journal cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The chain is broken: a record was cut, changed, or put in another place.
    #[error("the journal is damaged at record {seq}")]
    Damaged {
        /// The first record that does not fit.
        seq: i64,
    },
    /// The writer thread is gone.
    #[error("the journal's writer has stopped")]
    Stopped,
}

type Hash = [u8; 32];

struct Job {
    at_ms: i64,
    record: Record,
    done: oneshot::Sender<Result<(), JournalError>>,
}

/// How many appends may wait; one event never causes more than a handful.
const QUEUE: usize = 64;

impl Journal {
    /// Opens the journal and checks all of it. Gives the records in their order.
    ///
    /// # Errors
    /// If it cannot be opened or is damaged.
    pub fn open(path: &Path) -> Result<(Self, Vec<Record>), JournalError> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS records (
                 seq INTEGER PRIMARY KEY,
                 at_ms INTEGER NOT NULL,
                 body TEXT NOT NULL,
                 hash BLOB NOT NULL
             ) STRICT",
        )?;
        let (records, seq, hash) = read(&connection)?;
        let (writer, jobs) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || {
                Writer {
                    connection,
                    seq,
                    hash,
                }
                .run(jobs)
            })
            .map_err(|_| JournalError::Stopped)?;
        Ok((Self { writer }, records))
    }

    /// Appends a record. It is durable when this returns without an error.
    ///
    /// # Errors
    /// If it could not be written. It may then be there or not.
    pub async fn append(&self, at_ms: i64, record: Record) -> Result<(), JournalError> {
        let (done, written) = oneshot::channel();
        let job = Job {
            at_ms,
            record,
            done,
        };
        self.writer
            .send(job)
            .await
            .map_err(|_| JournalError::Stopped)?;
        written.await.map_err(|_| JournalError::Stopped)?
    }
}

struct Writer {
    connection: Connection,
    seq: i64,
    hash: Hash,
}

impl Writer {
    fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(job) = jobs.blocking_recv() {
            let written = self.write(job.at_ms, &job.record);
            let failed = written.is_err();
            // Nobody listens any more when the program is ending.
            let _ = job.done.send(written);
            if failed {
                return;
            }
        }
    }

    fn write(&mut self, at_ms: i64, record: &Record) -> Result<(), JournalError> {
        let body = serde_json::to_string(record)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let seq = self.seq + 1;
        let hash = link(&self.hash, seq, at_ms, &body);
        self.connection.execute(
            "INSERT INTO records (seq, at_ms, body, hash) VALUES (?1, ?2, ?3, ?4)",
            params![seq, at_ms, body, hash],
        )?;
        (self.seq, self.hash) = (seq, hash);
        Ok(())
    }
}

/// Reads and checks the whole journal.
fn read(connection: &Connection) -> Result<(Vec<Record>, i64, Hash), JournalError> {
    let mut statement =
        connection.prepare("SELECT seq, at_ms, body, hash FROM records ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut records = Vec::new();
    let (mut last, mut hash): (i64, Hash) = (0, [0; 32]);
    while let Some(row) = rows.next()? {
        let (seq, at_ms, body): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let damaged = JournalError::Damaged { seq };
        let expected = link(&hash, last + 1, at_ms, &body);
        if seq != last + 1 || row.get::<_, Vec<u8>>(3)? != expected {
            return Err(damaged);
        }
        records.push(serde_json::from_str(&body).map_err(|_| damaged)?);
        (last, hash) = (seq, expected);
    }
    Ok((records, last, hash))
}

fn link(before: &Hash, seq: i64, at_ms: i64, body: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(seq.to_be_bytes());
    hasher.update(at_ms.to_be_bytes());
    hasher.update(body.as_bytes());
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(machine: &str) -> Record {
        Record::Started {
            machine: machine.to_owned(),
        }
    }

    async fn written(path: &Path, machines: &[&str]) {
        let (journal, _) = Journal::open(path).expect("a journal");
        for (at, machine) in (1_i64..).zip(machines) {
            journal.append(at, record(machine)).await.expect("written");
        }
    }

    fn damage(path: &Path, sql: &str) {
        Connection::open(path)
            .expect("a database")
            .execute(sql, [])
            .expect("damaged");
    }

    #[tokio::test]
    async fn what_was_appended_is_there_after_opening_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("journal.sqlite");
        written(&path, &["1", "2"]).await;
        written(&path, &["3"]).await;
        let (_, records) = Journal::open(&path).expect("a journal");
        assert_eq!(records, [record("1"), record("2"), record("3")]);
    }

    #[tokio::test]
    async fn a_changed_a_missing_and_a_moved_record_are_found() {
        let damages = [
            (
                "UPDATE records SET body = replace(body, '2', '9') WHERE seq = 2",
                2,
            ),
            ("UPDATE records SET at_ms = 7 WHERE seq = 1", 1),
            ("DELETE FROM records WHERE seq = 2", 3),
            ("UPDATE records SET seq = 4 WHERE seq = 3", 4),
        ];
        for (sql, at) in damages {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("journal.sqlite");
            written(&path, &["1", "2", "3"]).await;
            damage(&path, sql);
            match Journal::open(&path) {
                Err(JournalError::Damaged { seq }) => assert_eq!(seq, at, "{sql}"),
                other => panic!("{sql}: {other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_an_error_and_no_panic() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("journal.sqlite");
        std::fs::write(
            &path,
            "not a database, but long enough to be looked at".repeat(40),
        )
        .expect("a file");
        assert!(matches!(Journal::open(&path), Err(JournalError::Sqlite(_))));
    }

    #[tokio::test]
    async fn after_a_failed_append_nothing_more_is_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("journal.sqlite");
        let (journal, _) = Journal::open(&path).expect("a journal");
        damage(&path, "DROP TABLE records");
        assert!(journal.append(1, record("1")).await.is_err());
        assert!(journal.append(2, record("2")).await.is_err());
    }
}
