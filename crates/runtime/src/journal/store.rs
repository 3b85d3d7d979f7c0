//! The journal's files, opened: SQLite with the anchor beside it. Everything here blocks.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kiosk::call::VisitId;
use kiosk::memory::{Memory, VisitKey};
use kiosk::record::Record;
use rusqlite::{Connection, MAIN_DB};

use super::anchor::Anchor;
use super::chain::{self, Link};
use super::error::{Cause, JournalError};
use super::keys;

/// How long to wait for somebody who reads the file, for example to look at it.
const READERS: Duration = Duration::from_secs(5);

/// FULL: what was committed is on the disk. The rest: what a page held before is not left in it when
/// it is made anew, nothing is written into temporary files, and nothing in the file is believed
/// without need.
const SETTINGS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = FAST;
    PRAGMA temp_store = MEMORY;
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;";

/// An open journal that was found sound.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    anchor: Anchor,
    wal: PathBuf,
    last: Link,
    /// The last record says all that is owed, so those before it may be dropped.
    carried_over: bool,
}

impl Store {
    /// Opens the journal, or makes it, and checks all of it.
    pub fn open(path: &Path) -> Result<(Self, Memory), JournalError> {
        let mut anchor = Anchor::open(&beside(path, ".anchor"))?;
        let connection = Connection::open(path)?;
        connection.busy_timeout(READERS)?;
        if connection.is_readonly(MAIN_DB)? {
            return Err(JournalError::ReadOnly(Cause::Io(
                std::io::ErrorKind::PermissionDenied.into(),
            )));
        }
        connection.execute_batch(SETTINGS)?;
        if is_empty(&connection)? {
            make(&connection, &mut anchor, path)?;
        }
        let chain = chain::read(&connection, anchor.slots())?;
        let keys = keys::read(&connection)?;
        sound(&connection)?;
        let mut store = Self {
            connection,
            anchor,
            wal: beside(path, "-wal"),
            last: chain.last,
            carried_over: chain.records.last().is_some_and(chain::carries_over),
        };
        // The last life of the program may have ended between erasing a key and emptying the WAL.
        store.empty_wal()?;
        store.anchor.settle(store.last)?;
        sync_folder(path)?;
        let memory = Memory {
            records: chain.records,
            keys,
        };
        Ok((store, memory))
    }

    /// See [`super::Journal::append`].
    pub fn append(&mut self, at_ms: i64, record: &Record) -> Result<(), JournalError> {
        self.last = chain::append(&self.connection, &self.last, at_ms, record)?;
        self.carried_over = chain::carries_over(record);
        self.anchor.note(self.last)
    }

    /// See [`super::Journal::keep_key`].
    pub fn keep_key(&mut self, visit: VisitId, key: &VisitKey) -> Result<(), JournalError> {
        keys::keep(&mut self.connection, visit, key)
    }

    /// See [`super::Journal::erase_key`].
    pub fn erase_key(&mut self, visit: VisitId) -> Result<(), JournalError> {
        keys::erase(&mut self.connection, visit)?;
        self.empty_wal()
    }

    /// See [`super::Journal::prune`].
    pub fn prune(&mut self) -> Result<(), JournalError> {
        if !self.carried_over {
            return Err(JournalError::NothingCarriedOver);
        }
        // A place older than the chain's new beginning could not be compared with anything.
        self.anchor.settle(self.last)?;
        chain::drop_before(&mut self.connection, &self.last)
    }

    /// Brings everything into the database's file and cuts the WAL to nothing, durably.
    fn empty_wal(&self) -> Result<(), JournalError> {
        let busy: bool =
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy {
            return Err(JournalError::Locked);
        }
        // SQLite does not sync the cut. (It holds its locks on the other two files: closing one of
        // those here would drop them.)
        match File::open(&self.wal) {
            Ok(wal) => Ok(wal.sync_all()?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The connection, for tests that put limits on it.
    #[cfg(test)]
    pub const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// Makes the tables of a new journal, after the anchor.
fn make(connection: &Connection, anchor: &mut Anchor, path: &Path) -> Result<(), JournalError> {
    let newest = anchor.slots().iter().flatten().map(|link| link.seq).max();
    if let Some(known) = newest.filter(|seq| *seq > 0) {
        return Err(JournalError::Cut { found: 0, known });
    }
    anchor.settle(Link::START)?;
    sync_folder(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE; {} {} COMMIT",
        chain::TABLES,
        keys::TABLES
    ))?;
    Ok(())
}

fn is_empty(connection: &Connection) -> Result<bool, JournalError> {
    let things: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(things == 0)
}

/// What the chain does not cover: pages that are not in use, but will be.
fn sound(connection: &Connection) -> Result<(), JournalError> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(JournalError::Malformed)
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// So that the files are found under their names after a power cut.
fn sync_folder(path: &Path) -> Result<(), JournalError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    Ok(File::open(folder)?.sync_all()?)
}
