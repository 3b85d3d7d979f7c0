//! What is not believed any more although its signature is right: a list of hashes, small
//! enough to be on every machine.

use std::fmt;

use data_encoding::BASE64;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// So many things can be revoked at one time: 128 KiB.
pub const MAX_REVOKED: usize = 16_384;

/// Bytes of each hash. By chance two things share it once in 2^64; who makes such a thing
/// on purpose has revoked it.
const HASH: usize = 8;

/// One thing that can be revoked.
#[derive(Clone, Copy)]
pub enum Revocation<'a> {
    /// A key, by its id: nothing it has signed is believed.
    Key(&'a [u8]),
    /// The credential an issuer has given to one phone, by the id in it.
    Credential {
        /// What the issuer calls itself.
        iss: &'a str,
        /// The id.
        id: &'a [u8],
    },
    /// A citizen, by what they are to the issuer: all their credentials and codes.
    Holder {
        /// What the issuer calls itself.
        iss: &'a str,
        /// The pseudonym.
        subject: &'a [u8; 16],
    },
    /// A staff badge, by the id in it.
    Badge(&'a [u8]),
}

impl Revocation<'_> {
    /// The first bytes of a SHA-256 over the kind, the issuer with its length, and the id: no two
    /// different things are the same bytes.
    fn hash(self) -> [u8; HASH] {
        let (kind, iss, id) = match self {
            Self::Key(kid) => (1_u8, "", kid),
            Self::Credential { iss, id } => (2, iss, id),
            Self::Holder { iss, subject } => (3, iss, &subject[..]),
            Self::Badge(id) => (4, "", id),
        };
        let digest = Sha256::new()
            .chain_update([kind])
            .chain_update((iss.len() as u64).to_be_bytes())
            .chain_update(iss)
            .chain_update(id)
            .finalize();
        std::array::from_fn(|at| digest[at])
    }
}

/// What is revoked. As text: Base64 of the hashes one after the other, in their order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Revoked(Vec<[u8; HASH]>);

/// More is to be revoked than a machine has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("more than {MAX_REVOKED} things are revoked")]
pub struct TooMany;

impl Revoked {
    /// All of these; the order does not matter, and each counts once.
    ///
    /// # Errors
    /// [`TooMany`].
    pub fn of<'a>(things: impl IntoIterator<Item = Revocation<'a>>) -> Result<Self, TooMany> {
        let mut hashes: Vec<_> = things.into_iter().map(Revocation::hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() > MAX_REVOKED {
            return Err(TooMany);
        }
        Ok(Self(hashes))
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn contains(&self, thing: Revocation<'_>) -> bool {
        self.0.binary_search(&thing.hash()).is_ok()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is revoked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64.decode(text.as_bytes()).ok()?;
        let (hashes, rest) = bytes.as_chunks::<HASH>();
        let fits = rest.is_empty() && hashes.len() <= MAX_REVOKED;
        // Looking up relies on the order.
        (fits && hashes.is_sorted_by(|a, b| a < b)).then(|| Self(hashes.to_vec()))
    }
}

impl fmt::Debug for Revoked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revoked({})", self.0.len())
    }
}

impl Serialize for Revoked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(self.0.as_flattened()))
    }
}

impl<'de> Deserialize<'de> for Revoked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a list of revocations"))
    }
}
