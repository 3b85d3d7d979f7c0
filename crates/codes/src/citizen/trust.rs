//! Whose citizen codes are believed, and how long.

use thiserror::Error;

use crate::keys::{Algorithm, BadKey, PublicKey};

/// One key of an issuer. An issuer that changes its key is here twice for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedIssuer {
    /// The id of the key as codes carry it, 1 to 32 bytes.
    pub kid: Vec<u8>,
    /// What the issuer calls itself.
    pub iss: String,
    /// What it signs with.
    pub key: PublicKey,
    /// The key is good from here, unix seconds.
    pub not_before: i64,
    /// The key is good until here and no longer, unix seconds.
    pub not_after: i64,
}

impl TrustedIssuer {
    /// From the raw public key (see [`PublicKey::new`]).
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn new(
        kid: &[u8],
        iss: &str,
        algorithm: Algorithm,
        key: &[u8],
        not_before: i64,
        not_after: i64,
    ) -> Result<Self, BadKey> {
        let key = PublicKey::new(algorithm, key)?;
        Ok(Self {
            kid: kid.to_vec(),
            iss: iss.to_owned(),
            key,
            not_before,
            not_after,
        })
    }
}

/// How long a code may be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest time between issued and expires, seconds.
    pub lifetime_s: i64,
    /// By how much two clocks may differ, seconds.
    pub skew_s: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lifetime_s: 120,
            skew_s: 30,
        }
    }
}

/// The issuers whose codes are believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    issuers: Vec<TrustedIssuer>,
    limits: Limits,
}

/// A list of issuers that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Untrustworthy {
    /// Two keys with the same id: a code could not say whose it is.
    #[error("key id {0:02x?} is there twice")]
    SameKid(Vec<u8>),
    /// A key id that is empty or longer than 32 bytes.
    #[error("key id {0:02x?} is empty or too long")]
    BadKid(Vec<u8>),
    /// A lifetime below one second or a skew below zero.
    #[error("lifetime or skew is out of range")]
    Limits,
}

impl Trust {
    /// The issuers and the limits for their codes.
    ///
    /// # Errors
    /// [`Untrustworthy`].
    pub fn new(issuers: Vec<TrustedIssuer>, limits: Limits) -> Result<Self, Untrustworthy> {
        for (at, TrustedIssuer { kid, .. }) in issuers.iter().enumerate() {
            if !(1..=32).contains(&kid.len()) {
                return Err(Untrustworthy::BadKid(kid.clone()));
            }
            if issuers[..at].iter().any(|earlier| earlier.kid == *kid) {
                return Err(Untrustworthy::SameKid(kid.clone()));
            }
        }
        if limits.lifetime_s < 1 || limits.skew_s < 0 {
            return Err(Untrustworthy::Limits);
        }
        Ok(Self { issuers, limits })
    }

    /// The issuers, in the order given.
    #[must_use]
    pub fn issuers(&self) -> &[TrustedIssuer] {
        &self.issuers
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    pub(crate) fn issuer(&self, kid: &[u8], now: i64) -> Option<&TrustedIssuer> {
        self.issuers.iter().find(|issuer| {
            issuer.kid == kid && (issuer.not_before..=issuer.not_after).contains(&now)
        })
    }
}
