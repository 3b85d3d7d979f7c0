//! The keys of visits that still owe something. What is personal in a record is sealed with one;
//! when the visit owes nothing any more the key is erased, and the record says nothing any more.
//!
//! Always true: after [`erase`] and a checkpoint that empties the WAL the key's bytes are nowhere in
//! the database's files.
//!
//! Deleting rows does not promise that, not even with `secure_delete`: when SQLite moves rows between
//! pages, what was moved may stay behind in the unused part of a page. So a row never moves and never
//! changes its size: rows are only ever added at the end, and a key is erased by writing zeros over
//! it. (One move there is: what stands on the first page goes to another one when the table grows
//! beyond it, and `secure_delete = FAST` clears the page it leaves.) A free place is used again, so
//! there are never more rows than there were keys at one time.

use std::collections::BTreeMap;

use kiosk::call::VisitId;
use kiosk::memory::VisitKey;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::error::JournalError;

/// `keys_check` has one row: the hash of all keys that are kept.
pub(super) const TABLES: &str = "
    CREATE TABLE keys (
        place INTEGER PRIMARY KEY,
        used INTEGER NOT NULL CHECK (used IN (0, 1)),
        visit BLOB NOT NULL CHECK (length(visit) = 16),
        key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
    CREATE TABLE keys_check (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    INSERT INTO keys_check (one, hash) VALUES (1, zeroblob(32));";

/// Keeps the key of a visit. Keeping it again changes nothing.
pub(super) fn keep(
    connection: &mut Connection,
    visit: VisitId,
    key: &VisitKey,
) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    let (visit, key) = (visit.0.as_bytes(), key.expose());
    let held: Option<[u8; 32]> = transaction
        .query_row(
            "SELECT key FROM keys WHERE used = 1 AND visit = ?1",
            [visit],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(held) = held {
        return if held == *key {
            Ok(())
        } else {
            Err(JournalError::KeyHeld)
        };
    }
    let reused = transaction.execute(
        "UPDATE keys SET used = 1, visit = ?1, key = ?2
         WHERE place = (SELECT min(place) FROM keys WHERE used = 0)",
        params![visit, key],
    )?;
    if reused == 0 {
        transaction.execute(
            "INSERT INTO keys (used, visit, key) VALUES (1, ?1, ?2)",
            params![visit, key],
        )?;
    }
    check_anew(&transaction)?;
    Ok(transaction.commit()?)
}

/// Writes zeros over the key of a visit, if it has one. The WAL still holds it.
pub(super) fn erase(connection: &mut Connection, visit: VisitId) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    transaction.execute(
        "UPDATE keys SET used = 0, visit = zeroblob(16), key = zeroblob(32)
         WHERE used = 1 AND visit = ?1",
        [visit.0.as_bytes()],
    )?;
    check_anew(&transaction)?;
    Ok(transaction.commit()?)
}

/// Reads and checks the keys.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<VisitId, VisitKey>, JournalError> {
    let kept = kept(connection).map_err(damaged)?;
    let check: [u8; 32] = connection
        .query_row("SELECT hash FROM keys_check", [], |row| row.get(0))
        .map_err(damaged)?;
    if check != hash(&kept) {
        return Err(JournalError::KeysDamaged);
    }
    let keys = kept
        .into_iter()
        .map(|(visit, key)| (VisitId(Uuid::from_bytes(visit)), VisitKey::new(key)));
    Ok(keys.collect())
}

type Kept = BTreeMap<[u8; 16], [u8; 32]>;

fn kept(connection: &Connection) -> Result<Kept, rusqlite::Error> {
    connection
        .prepare_cached("SELECT visit, key FROM keys WHERE used <> 0")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn check_anew(connection: &Connection) -> Result<(), JournalError> {
    let hash = hash(&kept(connection)?);
    connection.execute("UPDATE keys_check SET hash = ?1", [hash])?;
    Ok(())
}

/// No keys are all zeros, as the table begins.
fn hash(kept: &Kept) -> [u8; 32] {
    if kept.is_empty() {
        return [0; 32];
    }
    let mut hasher = Sha256::new();
    for (visit, key) in kept {
        hasher.update(visit);
        hasher.update(key);
    }
    hasher.finalize().into()
}

fn damaged(error: rusqlite::Error) -> JournalError {
    let error = error.into();
    if matches!(error, JournalError::Malformed) {
        return JournalError::KeysDamaged;
    }
    error
}
