//! Why a journal cannot be used.

use kiosk::view::JournalTrouble;
use thiserror::Error;

/// Why the journal cannot be used. The machine must not go on with one like it.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The chain is broken: a record was changed, taken out or put in another place, or it stands
    /// on a page that cannot be read.
    #[error("the journal is damaged at record {seq}")]
    Damaged {
        /// The first record that does not fit.
        seq: i64,
    },
    /// The file is no sound database; which record is concerned cannot be said.
    #[error("the journal's file is damaged")]
    Malformed,
    /// The keys are not those that were kept.
    #[error("the keys in the journal are damaged")]
    KeysDamaged,
    /// Records are missing at the end: it was cut, or an older copy was put in its place.
    #[error("the journal ends at record {found}, but record {known} was written")]
    Cut {
        /// The last record that is there; 0 if there is none.
        found: i64,
        /// A record that is known to have been written.
        known: i64,
    },
    /// There are records, but nothing that says how far they should reach.
    #[error("the journal's anchor is missing or damaged")]
    Unanchored,
    /// There is no space left.
    #[error("the journal cannot be written, there is no space: {0}")]
    Full(#[source] Cause),
    /// It may only be read.
    #[error("the journal cannot be written, it is read-only: {0}")]
    ReadOnly(#[source] Cause),
    /// Another process has it.
    #[error("another process has the journal")]
    Locked,
    /// It cannot be opened, read or written for another reason.
    #[error("the journal cannot be used: {0}")]
    Broken(#[source] Cause),
    /// The visit has another key already.
    #[error("the visit has another key already")]
    KeyHeld,
    /// The last record does not say what is owed, so nothing before it may be dropped.
    #[error("nothing was carried over, nothing can be dropped")]
    NothingCarriedOver,
    /// The writer thread is gone.
    #[error("the journal's writer has stopped")]
    Stopped,
}

/// What the system said.
#[derive(Debug, Error)]
pub enum Cause {
    /// SQLite.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// The file system.
    #[error(transparent)]
    Io(std::io::Error),
    /// A record that cannot be written as JSON.
    #[error(transparent)]
    Json(serde_json::Error),
}

impl JournalError {
    /// What is wrong, for the screen. The log says more.
    #[must_use]
    pub const fn trouble(&self) -> JournalTrouble {
        match self {
            Self::Damaged { .. } | Self::Malformed | Self::KeysDamaged | Self::Unanchored => {
                JournalTrouble::Damaged
            }
            Self::Cut { .. } => JournalTrouble::Cut,
            Self::Full(_) => JournalTrouble::Full,
            Self::ReadOnly(_) => JournalTrouble::ReadOnly,
            Self::Locked => JournalTrouble::Locked,
            Self::Broken(_) | Self::KeyHeld | Self::NothingCarriedOver | Self::Stopped => {
                JournalTrouble::Broken
            }
        }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        let Some(code) = error.sqlite_error_code() else {
            // A value of another type than was written there.
            return Self::Malformed;
        };
        // SHMSIZE: the file of the WAL's index could not grow.
        let shm = error
            .sqlite_error()
            .is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE);
        if code == ErrorCode::DiskFull || shm {
            Self::Full(Cause::Sqlite(error))
        } else if code == ErrorCode::ReadOnly {
            Self::ReadOnly(Cause::Sqlite(error))
        } else if [ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked].contains(&code) {
            Self::Locked
        } else if [
            ErrorCode::DatabaseCorrupt,
            ErrorCode::NotADatabase,
            // A statement of ours that does not fit the tables: they are not the ones we made.
            ErrorCode::Unknown,
        ]
        .contains(&code)
        {
            Self::Malformed
        } else {
            Self::Broken(Cause::Sqlite(error))
        }
    }
}

impl From<std::io::Error> for JournalError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = error.kind();
        if [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
        ]
        .contains(&kind)
        {
            Self::Full(Cause::Io(error))
        } else if [ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied].contains(&kind) {
            Self::ReadOnly(Cause::Io(error))
        } else {
            Self::Broken(Cause::Io(error))
        }
    }
}
