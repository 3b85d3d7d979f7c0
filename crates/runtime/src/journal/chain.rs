//! The chain: each record carries the hash of the one before.
//!
//! Always true: what [`read`] gives is what was appended, all of it from the last carrying over on,
//! in its order. What it cannot vouch for is an error.

use kiosk::record::Record;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use sha2::{Digest, Sha256};

use super::error::{Cause, JournalError};

/// A place in the chain: the number of a record and the hash that covers it and all before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub seq: i64,
    pub hash: [u8; 32],
}

impl Link {
    /// Before the first record.
    pub const START: Self = Self {
        seq: 0,
        hash: [0; 32],
    };

    /// The place of the next record.
    fn next(&self, at_ms: i64, body: &str) -> Self {
        let seq = self.seq.saturating_add(1);
        let mut hasher = Sha256::new();
        hasher.update(self.hash);
        hasher.update(seq.to_be_bytes());
        hasher.update(at_ms.to_be_bytes());
        hasher.update(body.as_bytes());
        Self {
            seq,
            hash: hasher.finalize().into(),
        }
    }
}

/// `chain_root` has no row as long as the chain begins with record 1; later it is the place of the
/// last record that was dropped.
pub(super) const TABLES: &str = "
    CREATE TABLE records (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        body TEXT NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;
    CREATE TABLE chain_root (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;";

/// What was read and checked.
pub(super) struct Chain {
    pub records: Vec<Record>,
    pub last: Link,
}

/// Appends a record after `last`. Gives its place.
pub(super) fn append(
    connection: &Connection,
    last: &Link,
    at_ms: i64,
    record: &Record,
) -> Result<Link, JournalError> {
    let body = serde_json::to_string(record).map_err(|e| JournalError::Broken(Cause::Json(e)))?;
    let link = last.next(at_ms, &body);
    insert(connection, &link, at_ms, &body)?;
    Ok(link)
}

/// Drops every record before `last`, and keeps what the chain begins with from now on.
pub(super) fn drop_before(connection: &mut Connection, last: &Link) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    let before = transaction
        .query_row(
            "SELECT hash FROM records WHERE seq = ?1",
            [last.seq - 1],
            |row| row.get(0),
        )
        .optional()?;
    let Some(before): Option<[u8; 32]> = before else {
        return Ok(());
    };
    let (at_ms, body): (i64, String) = transaction.query_row(
        "SELECT at_ms, body FROM records WHERE seq = ?1",
        [last.seq],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    transaction.execute(
        "INSERT INTO chain_root (one, seq, hash) VALUES (1, ?1, ?2)
         ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        params![last.seq - 1, before],
    )?;
    // Without a condition SQLite gives the pages back as they are; with one it would take every
    // record out of its page first, and write them all.
    transaction.execute("DELETE FROM records", [])?;
    insert(&transaction, last, at_ms, &body)?;
    Ok(transaction.commit()?)
}

fn insert(
    connection: &Connection,
    link: &Link,
    at_ms: i64,
    body: &str,
) -> Result<(), JournalError> {
    connection
        .prepare_cached("INSERT INTO records (seq, at_ms, body, hash) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![link.seq, at_ms, body, link.hash])?;
    Ok(())
}

/// Reads and checks the whole chain, one row at a time. It has to go through each of `known`.
pub(super) fn read(
    connection: &Connection,
    known: &[Option<Link>; 2],
) -> Result<Chain, JournalError> {
    let root = root(connection)?;
    let mut last = root.unwrap_or(Link::START);
    // A chain that says nothing of how it begins has not dropped anything.
    let mut carried_over_is_missing = root.is_some();
    // Until the newest of the known places was met the chain may be another one altogether.
    let newest = known.iter().flatten().max_by_key(|link| link.seq);
    let mut vouched = newest.is_some_and(|newest| *newest == last);
    let mut records = Vec::new();
    let mut statement =
        connection.prepare("SELECT seq, at_ms, body, hash FROM records ORDER BY seq")?;
    let mut rows = statement.query([])?;
    loop {
        let seq = last.seq.saturating_add(1);
        let Some(row) = rows.next().map_err(|error| damaged(error, seq))? else {
            break;
        };
        let (link, record) = checked(row, &last).map_err(|error| damaged(error, seq))?;
        if std::mem::take(&mut carried_over_is_missing) && !carries_over(&record) {
            return Err(JournalError::Damaged { seq });
        }
        for known in known.iter().flatten() {
            if known.seq == link.seq && known.hash != link.hash {
                return Err(JournalError::Damaged { seq });
            }
            vouched |= *known == link && newest == Some(known);
        }
        records.push(record);
        last = link;
    }
    if carried_over_is_missing {
        return Err(JournalError::Damaged { seq: last.seq + 1 });
    }
    match newest {
        None if records.is_empty() => {}
        None => return Err(JournalError::Unanchored),
        Some(newest) if newest.seq > last.seq => {
            return Err(JournalError::Cut {
                found: last.seq,
                known: newest.seq,
            });
        }
        Some(_) if vouched => {}
        Some(newest) => return Err(JournalError::Damaged { seq: newest.seq }),
    }
    Ok(Chain { records, last })
}

/// Whether the record says all that was owed when it was written.
pub(super) const fn carries_over(record: &Record) -> bool {
    matches!(record, Record::CarriedOver { .. })
}

fn root(connection: &Connection) -> Result<Option<Link>, JournalError> {
    let root = connection
        .query_row("SELECT seq, hash FROM chain_root", [], |row| {
            Ok(Link {
                seq: row.get(0)?,
                hash: row.get(1)?,
            })
        })
        .optional()?;
    Ok(root)
}

/// A row, if it is the one after `last`.
fn checked(row: &Row<'_>, last: &Link) -> Result<(Link, Record), JournalError> {
    let not_this = JournalError::Malformed;
    let (seq, at_ms): (i64, i64) = (row.get(0)?, row.get(1)?);
    let Ok(body) = row.get_ref(2)?.as_str() else {
        return Err(not_this);
    };
    let link = last.next(at_ms, body);
    let hash: [u8; 32] = row.get(3)?;
    if (Link { seq, hash }) != link {
        return Err(not_this);
    }
    let record = serde_json::from_str(body).map_err(|_| not_this)?;
    Ok((link, record))
}

/// Says of which record it is that something is wrong with the file.
fn damaged(error: impl Into<JournalError>, seq: i64) -> JournalError {
    let error = error.into();
    if matches!(error, JournalError::Malformed) {
        return JournalError::Damaged { seq };
    }
    error
}
