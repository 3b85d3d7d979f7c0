//! Codes that others issue and that tell who somebody is: EU Digital COVID Certificates
//! (`HC1:`), MOSIP Claim 169 codes and SMART Health Cards (`shc:/`).
//!
//! They are good for months and not bound to a phone: whoever has a copy can show it. So
//! they say who is meant, not who is standing there, and what a hall does on the
//! strength of one is for its services to say.

mod birth;
mod claim169;
mod cose;
mod cwt;
mod dcc;
mod inflate;
mod jwks;
mod key;
mod shc;
mod trust;

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::envelope::Flaw;

pub use birth::BirthDate;
pub use jwks::{BadJwks, keys_of_jwks};
pub use key::{BadForeignKey, ForeignAlgorithm, ForeignKey};
pub use trust::{ContentKey, ForeignIssuer, ForeignTrust, UntrustworthyForeign};

/// By how much two clocks may differ, seconds.
const SKEW_S: i64 = 30;
const MAX_NAME: usize = 200;

/// The formats of foreign codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignKind {
    /// EU Digital COVID Certificate, electronic health certificate container version 1.
    EuDcc,
    /// MOSIP Claim 169 (IANA CWT claim 169): an identity.
    Claim169,
    /// SMART Health Card, in one piece.
    SmartHealthCard,
}

impl ForeignKind {
    /// The format that `text` has by its first characters. A Claim 169 code has no prefix:
    /// it is Base45 from the first byte of a zlib stream on.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text.starts_with(dcc::PREFIX) {
            Some(Self::EuDcc)
        } else if text.starts_with(shc::PREFIX) {
            Some(Self::SmartHealthCard)
        } else if claim169::has_shape(text) {
            Some(Self::Claim169)
        } else {
            None
        }
    }
}

/// What an EU certificate is about. A key may be for some of them only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HealthUse {
    /// Extended key usage 1.3.6.1.4.1.1847.2021.1.1.
    Test,
    /// Extended key usage 1.3.6.1.4.1.1847.2021.1.2.
    Vaccination,
    /// Extended key usage 1.3.6.1.4.1.1847.2021.1.3.
    Recovery,
}

/// What a foreign code that is believed says. `Debug` shows nothing of the person.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignIdentity {
    /// The format.
    pub kind: ForeignKind,
    /// The issuer, as people call it here.
    pub issuer: String,
    /// The full name as the issuer writes it, none of it a control character.
    pub name: Option<String>,
    /// The date of birth, as far as it is known.
    pub birth: Option<BirthDate>,
    /// Unix seconds, where it is told.
    pub issued: Option<i64>,
    /// Unix seconds, where there is an end.
    pub expires: Option<i64>,
    /// What an EU certificate is about.
    pub health_use: Option<HealthUse>,
}

impl fmt::Debug for ForeignIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForeignIdentity")
            .field("kind", &self.kind)
            .field("issuer", &self.issuer)
            .field("issued", &self.issued)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// Why a foreign code is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ForeignRefusal {
    /// It cannot be read whole: cut off, damaged, or made differently.
    #[error("the code is damaged: {0}")]
    Malformed(#[from] Flaw),
    /// It is encrypted, and nobody here has the key.
    #[error("the code is encrypted for somebody else")]
    Encrypted,
    /// Nobody who is trusted has this key, or not at this time.
    #[error("the issuer of the code is not trusted here")]
    UnknownIssuer,
    /// The signature is not the issuer's.
    #[error("the code was not signed by its issuer")]
    Forged,
    /// The key is the issuer's, but not for certificates about this.
    #[error("the key of the issuer is not for such a code")]
    Misused,
    /// It was good until a moment ago, or a year.
    #[error("the code has expired")]
    Expired,
    /// It is from the future: one of the clocks is wrong.
    #[error("the code is not valid yet")]
    NotYetValid,
}

/// The stable word for a refusal in reports and problem documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignRefusalCode {
    /// [`ForeignRefusal::Malformed`].
    Malformed,
    /// [`ForeignRefusal::Encrypted`].
    Encrypted,
    /// [`ForeignRefusal::UnknownIssuer`].
    UnknownIssuer,
    /// [`ForeignRefusal::Forged`].
    Forged,
    /// [`ForeignRefusal::Misused`].
    Misused,
    /// [`ForeignRefusal::Expired`].
    Expired,
    /// [`ForeignRefusal::NotYetValid`].
    NotYetValid,
}

impl ForeignRefusal {
    /// The refusal without its details.
    #[must_use]
    pub fn code(self) -> ForeignRefusalCode {
        match self {
            Self::Malformed(_) => ForeignRefusalCode::Malformed,
            Self::Encrypted => ForeignRefusalCode::Encrypted,
            Self::UnknownIssuer => ForeignRefusalCode::UnknownIssuer,
            Self::Forged => ForeignRefusalCode::Forged,
            Self::Misused => ForeignRefusalCode::Misused,
            Self::Expired => ForeignRefusalCode::Expired,
            Self::NotYetValid => ForeignRefusalCode::NotYetValid,
        }
    }
}

/// Whether the foreign code in `text` is believed at `now` (unix seconds).
///
/// Order: prefix, length, encoding, unpacking up to a limit, shape, algorithm, key,
/// signature, content, use of the key, times; so that nothing unsigned is interpreted
/// beyond the name of its key, or of its issuer where it names no key.
///
/// # Errors
/// [`ForeignRefusal`], the first that applies.
pub fn verify(
    text: &str,
    trust: &ForeignTrust,
    now: i64,
) -> Result<ForeignIdentity, ForeignRefusal> {
    match ForeignKind::of(text) {
        Some(ForeignKind::EuDcc) => dcc::verify(text, trust, now),
        Some(ForeignKind::Claim169) => claim169::verify(text, trust, now),
        Some(ForeignKind::SmartHealthCard) => shc::verify(text, trust, now),
        None => Err(Flaw::Prefix.into()),
    }
}

/// The times of a code in unix seconds; what is not there does not limit.
#[derive(Clone, Copy)]
struct Validity {
    issued: Option<i64>,
    not_before: Option<i64>,
    expires: Option<i64>,
}

impl Validity {
    fn check(self, now: i64) -> Result<(), ForeignRefusal> {
        let begins = self.issued.max(self.not_before);
        if begins.is_some_and(|begins| begins > now.saturating_add(SKEW_S)) {
            Err(ForeignRefusal::NotYetValid)
        } else if self
            .expires
            .is_some_and(|expires| now >= expires.saturating_add(SKEW_S))
        {
            Err(ForeignRefusal::Expired)
        } else {
            Ok(())
        }
    }
}

/// A name that can be shown: `None` if there is nothing in it.
fn name(parts: &[&str]) -> Result<Option<String>, Flaw> {
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    let name = parts.join(" ");
    if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        Err(Flaw::Content)
    } else {
        Ok(Some(name).filter(|name| !name.is_empty()))
    }
}
