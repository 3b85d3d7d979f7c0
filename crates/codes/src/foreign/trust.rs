//! Whose foreign codes are believed.

use std::fmt;

use thiserror::Error;

use super::key::ForeignKey;
use super::{ForeignKind, HealthUse};

/// One key of a foreign issuer: data, as the list of a hall carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignIssuer {
    /// The format it signs.
    pub kind: ForeignKind,
    /// The id of the key as codes carry it, at most 64 bytes: of an EU certificate the
    /// first 8 bytes of the SHA-256 of the signer's certificate, of a health card the
    /// text of the JWK's `kid`. Empty for a Claim 169 issuer whose codes carry none.
    pub kid: Vec<u8>,
    /// What it calls itself in its codes; `None` for EU certificates, where the key id
    /// alone says whose it is.
    pub iss: Option<String>,
    /// What people here call it.
    pub name: String,
    /// What it signs with.
    pub key: ForeignKey,
    /// What an EU certificate under this key may be about; empty for everything.
    pub uses: Vec<HealthUse>,
    /// What the issuer encrypts Claim 169 codes with for those who may read them.
    pub content_key: Option<ContentKey>,
    /// The key is good from here, unix seconds.
    pub not_before: i64,
    /// The key is good until here and no longer, unix seconds.
    pub not_after: i64,
}

/// A key of AES-256-GCM. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct ContentKey(pub [u8; 32]);

impl fmt::Debug for ContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContentKey(…)")
    }
}

/// The foreign issuers whose codes are believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForeignTrust(Vec<ForeignIssuer>);

/// A foreign issuer that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UntrustworthyForeign {
    /// A key id that is longer than 64 bytes, or empty where codes always carry one.
    #[error("the key id of {0:?} is missing or too long")]
    Kid(String),
    /// A Claim 169 or health card issuer without the name it uses in its codes: its key
    /// would speak for everybody.
    #[error("what {0:?} calls itself is missing")]
    Iss(String),
    /// A validity that ends before it begins.
    #[error("the validity of {0:?} ends before it begins")]
    Validity(String),
}

impl ForeignTrust {
    /// The issuers. Key ids may be there twice: they are short, and two countries can
    /// have the same.
    ///
    /// # Errors
    /// [`UntrustworthyForeign`].
    pub fn new(issuers: Vec<ForeignIssuer>) -> Result<Self, UntrustworthyForeign> {
        for issuer in &issuers {
            let name = || issuer.name.clone();
            let kid_needed = issuer.kind != ForeignKind::Claim169;
            if issuer.kid.len() > 64 || (kid_needed && issuer.kid.is_empty()) {
                return Err(UntrustworthyForeign::Kid(name()));
            }
            let iss_needed = issuer.kind != ForeignKind::EuDcc;
            if iss_needed && issuer.iss.as_deref().unwrap_or_default().is_empty() {
                return Err(UntrustworthyForeign::Iss(name()));
            }
            if issuer.not_after < issuer.not_before {
                return Err(UntrustworthyForeign::Validity(name()));
            }
        }
        Ok(Self(issuers))
    }

    /// The issuers, in the order given.
    #[must_use]
    pub fn issuers(&self) -> &[ForeignIssuer] {
        &self.0
    }

    /// Those whose codes of this kind are signed with the key `kid` at `now`.
    pub(super) fn with_kid<'a>(
        &'a self,
        kind: ForeignKind,
        kid: &'a [u8],
        now: i64,
    ) -> impl Iterator<Item = &'a ForeignIssuer> {
        self.of_kind(kind, now)
            .filter(move |issuer| issuer.kid == kid)
    }

    pub(super) fn of_kind(
        &self,
        kind: ForeignKind,
        now: i64,
    ) -> impl Iterator<Item = &ForeignIssuer> {
        self.0.iter().filter(move |issuer| {
            issuer.kind == kind && (issuer.not_before..=issuer.not_after).contains(&now)
        })
    }
}
