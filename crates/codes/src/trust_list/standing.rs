//! Which list a machine goes by: the newest it has seen, signed by a key it knew before.
//!
//! Always true: the version never goes down; a list is believed only if it was signed by a key
//! that the list before it names, or, where there is none, by one of the machine's own
//! configuration.

use thiserror::Error;

use super::{ListKey, TrustList};
use crate::envelope::Flaw;
use crate::hall_document::{self, About, DocumentRefused};
use crate::keys::PublicKey;

/// By how much the clocks of the backend and of a machine may differ, as long as it is still right
/// to believe a list that is from the future.
const AHEAD_S: i64 = 86_400;
/// So often a hall may change its key before its machines are told by hand.
const CHAIN_MAX: usize = 16;

/// What a machine is told by hand: where it stands, and who signs the lists of this hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Id of the hall.
    pub hall: String,
    /// The keys by which the first list is believed.
    pub keys: Vec<(Vec<u8>, PublicKey)>,
}

/// The list a machine goes by.
#[derive(Debug, Clone)]
pub struct Standing {
    anchor: Anchor,
    /// The lists by which the newest is believed, beginning with one that was signed by a key of
    /// the anchor; the newest is the last. Longer than one only after the hall changed its key.
    chain: Vec<Link>,
}

#[derive(Debug, Clone)]
struct Link {
    document: Vec<u8>,
    list: TrustList,
    keys: Vec<(Vec<u8>, PublicKey)>,
}

/// What became of a list that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It is the one the machine goes by already.
    Same,
    /// The machine goes by it from now on.
    Accepted,
}

/// Why a list is not believed. The machine goes on with the one it has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ListRefused {
    /// It cannot be read.
    #[error("the list is damaged: {0}")]
    Damaged(#[from] Flaw),
    /// Its key is neither in the list before it nor, without one, in the machine's configuration.
    #[error("the list was signed with key {0:02x?}, which may not sign here")]
    UnknownKey(Vec<u8>),
    /// The signature is not that of the key.
    #[error("the signature of the list is wrong")]
    Forged,
    /// It is the list of another hall.
    #[error("the list is for hall {0:?}")]
    OtherHall(String),
    /// The machine has seen a newer one.
    #[error("the list is older: version {offered} after version {held}")]
    Older {
        /// The version of the list.
        offered: u64,
        /// The version that the machine has.
        held: u64,
    },
    /// It has the version of the one the machine has, and is another.
    #[error("there are two lists of version {0}")]
    Changed(u64),
    /// It is not good any more.
    #[error("the list expired at second {0}")]
    Expired(i64),
    /// It is from the future.
    #[error("the list is of second {0}, which is to come")]
    NotYetValid(i64),
    /// No list could follow it: it names no key, or one that is none.
    #[error("the list names no usable key for the next one")]
    Keyless,
    /// The key was changed too often since the machine was set up.
    #[error("the hall has changed its key too often: set up the machine with the present one")]
    TooManyKeys,
}

impl Standing {
    /// A machine that has not seen a list.
    #[must_use]
    pub fn new(anchor: Anchor) -> Self {
        let chain = Vec::new();
        Self { anchor, chain }
    }

    /// A machine that has seen lists, and kept [`documents`](Self::documents). They are checked
    /// again, except for their age: an old one is still the floor under the next version.
    ///
    /// # Errors
    /// [`ListRefused`]: they do not follow from this anchor. The machine has seen none, then.
    pub fn resume<'a>(
        anchor: Anchor,
        documents: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, ListRefused> {
        let mut standing = Self::new(anchor);
        for document in documents {
            let link = standing.follow(document)?;
            standing.chain.push(link);
        }
        Ok(standing)
    }

    /// The list the machine goes by.
    #[must_use]
    pub fn list(&self) -> Option<&TrustList> {
        self.chain.last().map(|link| &link.list)
    }

    /// The keys that may sign what comes next: the next list, and whatever else a hall signs.
    #[must_use]
    pub fn keys(&self) -> &[(Vec<u8>, PublicKey)] {
        self.keys_after(self.chain.len())
    }

    /// What has to be kept to [`resume`](Self::resume).
    pub fn documents(&self) -> impl Iterator<Item = &[u8]> {
        self.chain.iter().map(|link| link.document.as_slice())
    }

    /// Somebody offers this list at `now` (unix seconds).
    ///
    /// Order: the one that is held, size, shape, key, signature, content, hall, version, times.
    ///
    /// # Errors
    /// [`ListRefused`], the first that applies; the machine goes on with the list it has.
    pub fn offer(&mut self, document: &[u8], now: i64) -> Result<News, ListRefused> {
        if self
            .chain
            .last()
            .is_some_and(|held| held.document == document)
        {
            return Ok(News::Same);
        }
        let link = self.follow(document)?;
        if now > link.list.expires {
            return Err(ListRefused::Expired(link.list.expires));
        }
        if link.list.issued > now.saturating_add(AHEAD_S) {
            return Err(ListRefused::NotYetValid(link.list.issued));
        }
        // Of the lists before it, those are kept without which it could not be believed.
        let needed = (0..=self.chain.len())
            .find(|&after| open(document, self.keys_after(after)).is_ok())
            .unwrap_or(self.chain.len());
        if needed >= CHAIN_MAX {
            return Err(ListRefused::TooManyKeys);
        }
        self.chain.truncate(needed);
        self.chain.push(link);
        Ok(News::Accepted)
    }

    /// The list, if it may come after the newest one.
    fn follow(&self, document: &[u8]) -> Result<Link, ListRefused> {
        let content = open(document, self.keys())?;
        let list: TrustList = serde_json::from_slice(&content).map_err(|_| Flaw::Content)?;
        if list.hall != self.anchor.hall {
            return Err(ListRefused::OtherHall(list.hall));
        }
        let offered = list.version;
        match self.list().map(|held| held.version) {
            Some(held) if held > offered => return Err(ListRefused::Older { offered, held }),
            Some(held) if held == offered => return Err(ListRefused::Changed(held)),
            _ => {}
        }
        let keys: Option<Vec<_>> = list.keys.iter().map(ListKey::decoded).collect();
        let keys = keys.filter(|keys| !keys.is_empty());
        Ok(Link {
            document: document.to_vec(),
            list,
            keys: keys.ok_or(ListRefused::Keyless)?,
        })
    }

    /// The keys that may sign the list after this many.
    fn keys_after(&self, lists: usize) -> &[(Vec<u8>, PublicKey)] {
        match lists.checked_sub(1).and_then(|last| self.chain.get(last)) {
            Some(link) => &link.keys,
            None => &self.anchor.keys,
        }
    }
}

fn open(document: &[u8], keys: &[(Vec<u8>, PublicKey)]) -> Result<Vec<u8>, ListRefused> {
    Ok(hall_document::open(document, About::Trust, keys)?)
}

impl From<DocumentRefused> for ListRefused {
    fn from(refused: DocumentRefused) -> Self {
        match refused {
            DocumentRefused::Damaged(flaw) => Self::Damaged(flaw),
            DocumentRefused::UnknownKey(kid) => Self::UnknownKey(kid),
            DocumentRefused::Forged => Self::Forged,
        }
    }
}
