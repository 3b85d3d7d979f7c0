//! A folder with a journal in it.

use std::path::{Path, PathBuf};

use kiosk::call::VisitId;
use kiosk::memory::{Memory, VisitKey};
use kiosk::outbox::Outbox;
use kiosk::record::Record;
use runtime::journal::{Journal, JournalError};
use tempfile::TempDir;
use uuid::Uuid;

pub const DATABASE: &str = "journal.sqlite";
pub const WAL: &str = "journal.sqlite-wal";
pub const ANCHOR: &str = "journal.sqlite.anchor";

/// The files that stay when the program is killed: the system still writes them.
const KEPT: [&str; 3] = [DATABASE, WAL, ANCHOR];

pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        // The tests look at what is in the files; syncing them to a disk would take most of the time.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        Self(folder.expect("a folder"))
    }

    /// A journal that was closed with the records `1..=last`.
    pub async fn with(last: usize) -> Self {
        let place = Self::new();
        append(&place.journal(), 1..=last).await;
        place
    }

    pub fn open(&self) -> Result<(Journal, Memory), JournalError> {
        Journal::open(&self.file(DATABASE))
    }

    /// The journal, which is sound.
    pub fn journal(&self) -> Journal {
        self.open().expect("a sound journal").0
    }

    /// What is remembered, by opening it.
    pub fn memory(&self) -> Memory {
        self.open().expect("a sound journal").1
    }

    /// Why it cannot be opened.
    pub fn refusal(&self) -> JournalError {
        self.open().map(|(_, memory)| memory).expect_err("an error")
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.file(name)).expect("a file")
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.file(name), bytes).expect("written");
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.file(name)).expect("removed");
    }

    /// Somebody changes the database.
    pub fn meddle(&self, sql: &str) {
        rusqlite::Connection::open(self.file(DATABASE))
            .expect("a database")
            .execute_batch(sql)
            .expect("changed");
    }

    /// What is there now, and would be there if the program were killed now.
    pub fn killed(&self) -> Self {
        let copy = Self::new();
        for name in KEPT {
            if self.file(name).exists() {
                copy.put(name, &self.bytes(name));
            }
        }
        copy
    }

    /// Whether any of the journal's files contains these bytes.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        let files = std::fs::read_dir(self.folder()).expect("a folder");
        files.into_iter().any(|file| {
            let found = std::fs::read(file.expect("a file").path()).expect("readable");
            found.windows(bytes.len()).any(|window| window == bytes)
        })
    }
}

pub async fn append(journal: &Journal, numbers: impl IntoIterator<Item = usize>) {
    for number in numbers {
        let at_ms = i64::try_from(number).expect("small");
        let written = journal.append(at_ms, record(number)).await;
        written.expect("written");
    }
}

pub fn record(number: usize) -> Record {
    Record::Started {
        machine: format!("machine {number} by the window"),
    }
}

pub fn records(numbers: impl IntoIterator<Item = usize>) -> Vec<Record> {
    numbers.into_iter().map(record).collect()
}

pub fn carried_over() -> Record {
    Record::CarriedOver {
        owed: Outbox::default(),
    }
}

pub fn visit(number: u128) -> VisitId {
    VisitId(Uuid::from_u128(number))
}

/// Bytes that stand nowhere by chance.
pub fn key_bytes(number: u8) -> [u8; 32] {
    std::array::from_fn(|at| number.wrapping_mul(31) ^ u8::try_from(at * 5 + 90).expect("small"))
}

pub fn key(number: u8) -> VisitKey {
    VisitKey::new(key_bytes(number))
}
