//! The anchor: a small file beside the journal that says how far the journal has to reach.
//!
//! A chain of hashes finds every change but one: whole records missing at its end, be it that they
//! were cut off, that SQLite's `-wal` file is gone, or that an older copy was put back. So the place
//! of the newest record is noted here as well.
//!
//! Always true: the anchor is never ahead of the journal, and one of its two slots is always whole.
//!
//! - A place is noted after the record is durable. It is not synced on its own account: a power cut
//!   may leave the anchor behind the journal, as far as the system was behind with writing, and a
//!   journal may reach farther than its anchor. It can not be ahead. (Unless the disk says that it
//!   has written what it has not; then no database is safe either.)
//! - The slots take turns, and each lies in a block of its own. Between writing the one and writing
//!   the other there is a synced record, so a write that a power cut tears concerns one slot; its
//!   checksum shows that, and the other slot still holds an older place, which is allowed.
//! - Both slots are synced before the journal's first record, so records without an anchor were
//!   never left by a power cut. They are synced again at every opening, and before records are
//!   dropped, so a place is never older than the beginning of the chain.
//! - What stands here is overwritten where it is. Nothing is allocated, so a full disk does not stop
//!   it, and the file's lock holds for as long as the journal is open.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::chain::Link;
use super::error::JournalError;

/// A slot: `seq` (8 bytes, big-endian), the record's hash (32), the first half of the SHA-256 of
/// the two under [`DOMAIN`] (16).
const SLOT: usize = 56;
const PLACE: usize = 40;
/// Distance of the slots: no file system or disk writes larger blocks than this in one piece only.
const APART: u64 = 4096;
const DOMAIN: &[u8] = b"hallpass journal anchor 1";

/// The open anchor. Nobody else has it open for as long as it lives.
#[derive(Debug)]
pub(super) struct Anchor {
    file: File,
    slots: [Option<Link>; 2],
}

impl Anchor {
    /// Opens or makes the file, and takes the lock of the journal.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => JournalError::Locked,
            TryLockError::Error(error) => error.into(),
        })?;
        let slots = [read(&file, 0)?, read(&file, APART)?];
        Ok(Self { file, slots })
    }

    /// The places that are noted.
    pub const fn slots(&self) -> &[Option<Link>; 2] {
        &self.slots
    }

    /// Notes a place, over the older one of the two that are noted.
    pub fn note(&mut self, link: Link) -> Result<(), JournalError> {
        let [first, second] = self.slots.map(|slot| slot.map_or(-1, |link| link.seq));
        self.write(usize::from(second < first), link)
    }

    /// Notes a place in both slots; it is on the disk when this returns.
    pub fn settle(&mut self, link: Link) -> Result<(), JournalError> {
        for slot in [0, 1] {
            self.write(slot, link)?;
            self.file.sync_all()?;
        }
        Ok(())
    }

    fn write(&mut self, slot: usize, link: Link) -> Result<(), JournalError> {
        let offset = if slot == 0 { 0 } else { APART };
        self.file.write_all_at(&bytes(&link), offset)?;
        if let Some(noted) = self.slots.get_mut(slot) {
            *noted = Some(link);
        }
        Ok(())
    }
}

impl Drop for Anchor {
    fn drop(&mut self) {
        // Closing gives the lock back too, but not while a child process that is just being started
        // still has all of our files.
        let _ = self.file.unlock();
    }
}

fn bytes(link: &Link) -> [u8; SLOT] {
    let mut bytes = [0; SLOT];
    let (place, check) = bytes.split_at_mut(PLACE);
    let (seq, hash) = place.split_at_mut(8);
    seq.copy_from_slice(&link.seq.to_be_bytes());
    hash.copy_from_slice(&link.hash);
    let sum = Sha256::new().chain_update(DOMAIN).chain_update(&place);
    let length = check.len();
    check.copy_from_slice(&sum.finalize()[..length]);
    bytes
}

/// `None` if nothing was noted there, or not as a whole.
fn read(file: &File, offset: u64) -> Result<Option<Link>, JournalError> {
    let mut found = [0; SLOT];
    match file.read_exact_at(&mut found, offset) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let Some((seq, rest)) = found.split_first_chunk() else {
        return Ok(None);
    };
    let Some((hash, _)) = rest.split_first_chunk() else {
        return Ok(None);
    };
    let link = Link {
        seq: i64::from_be_bytes(*seq),
        hash: *hash,
    };
    Ok((bytes(&link) == found && link.seq >= 0).then_some(link))
}
