//! Citizen codes: `GC1:` and a signed statement, not older than a minute or two, of
//! who is standing at the machine.
//!
//! A CWT (RFC 8392) in a `COSE_Sign1`: issuer, pseudonym, issued, expires, an id for
//! single use, and the name to greet by. One layer: the issuer signs every code. A
//! code with a holder's key in it (`cnf`, RFC 8747) is the first layer of two, worth
//! nothing without the second, and therefore refused here.

mod issue;
mod trust;

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use crate::envelope::{self, Entries, Envelope, Flaw};

pub use issue::{Claims, issue};
pub use trust::{Limits, Trust, TrustedIssuer, Untrustworthy};

/// What a citizen code begins with.
pub const PREFIX: &str = "GC1:";

/// Claims of a CWT (RFC 8392 §4, RFC 8747, and Claim 169 of the IANA registry).
mod claim {
    pub const ISSUER: i64 = 1;
    pub const SUBJECT: i64 = 2;
    pub const AUDIENCE: i64 = 3;
    pub const EXPIRES: i64 = 4;
    pub const NOT_BEFORE: i64 = 5;
    pub const ISSUED: i64 = 6;
    pub const ID: i64 = 7;
    pub const CONFIRMATION: i64 = 8;
    pub const IDENTITY: i64 = 169;
    /// Inside [`IDENTITY`]: the full name.
    pub const FULL_NAME: i64 = 4;
}

const MAX_NAME: usize = 64;

/// A citizen code that is believed. `Debug` shows neither person nor id.
#[derive(Clone, PartialEq, Eq)]
pub struct CitizenCode {
    /// The issuer as it calls itself, and as it is trusted.
    pub issuer: String,
    /// The id of the key it was signed with.
    pub kid: Vec<u8>,
    /// Who the citizen is to this issuer.
    pub subject: Subject,
    /// Unix seconds.
    pub issued: i64,
    /// Unix seconds.
    pub expires: i64,
    /// The id of this one code, 8 to 32 bytes: to be accepted once.
    pub cti: Vec<u8>,
    /// The name to greet by, at most 64 characters, none of them a control character.
    pub name: Option<String>,
}

impl fmt::Debug for CitizenCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CitizenCode")
            .field("issuer", &self.issuer)
            .field("kid", &format_args!("{:02x?}", self.kid))
            .field("issued", &self.issued)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// The pseudonym of a citizen: 16 bytes that mean something to one issuer and the
/// backend alone. `Debug` does not show them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subject(pub [u8; 16]);

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(…)")
    }
}

/// Why a citizen code is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It cannot be read whole: cut off, damaged, or made differently.
    #[error("the code is damaged: {0}")]
    Malformed(#[from] Flaw),
    /// Nobody who is trusted has this key, or not at this time.
    #[error("the issuer of the code is not trusted here")]
    UnknownIssuer,
    /// The signature is not the issuer's, or the issuer speaks in another's name.
    #[error("the code was not signed by its issuer")]
    Forged,
    /// It was good until a moment ago, or an hour.
    #[error("the code has expired")]
    Expired,
    /// It is from the future: one of the clocks is wrong.
    #[error("the code is not valid yet")]
    NotYetValid,
}

/// The stable word for a refusal in reports and problem documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalCode {
    /// [`Refusal::Malformed`].
    Malformed,
    /// [`Refusal::UnknownIssuer`].
    UnknownIssuer,
    /// [`Refusal::Forged`].
    Forged,
    /// [`Refusal::Expired`].
    Expired,
    /// [`Refusal::NotYetValid`].
    NotYetValid,
}

impl Refusal {
    /// The refusal without its details.
    #[must_use]
    pub fn code(self) -> RefusalCode {
        match self {
            Self::Malformed(_) => RefusalCode::Malformed,
            Self::UnknownIssuer => RefusalCode::UnknownIssuer,
            Self::Forged => RefusalCode::Forged,
            Self::Expired => RefusalCode::Expired,
            Self::NotYetValid => RefusalCode::NotYetValid,
        }
    }
}

/// Whether the code in `text` is believed at `now` (unix seconds). That it is used
/// once only is for the caller to see to, by [`CitizenCode::cti`] and the issuer.
///
/// Order: prefix, length, Base45, CBOR, shape, algorithm, key, signature, claims,
/// times; so that nothing unsigned is interpreted.
///
/// # Errors
/// [`Refusal`], the first that applies.
pub fn verify(text: &str, trust: &Trust, now: i64) -> Result<CitizenCode, Refusal> {
    let envelope = Envelope::open(PREFIX, text)?;
    let issuer = trust
        .issuer(&envelope.kid, now)
        .ok_or(Refusal::UnknownIssuer)?;
    if !envelope.is_signed_by(&issuer.key) {
        return Err(Refusal::Forged);
    }
    let statement = Statement::read(&envelope.payload)?;
    if statement.issuer != issuer.iss {
        return Err(Refusal::Forged);
    }
    statement.check_times(trust.limits(), now)?;
    Ok(CitizenCode {
        issuer: statement.issuer,
        kid: envelope.kid,
        subject: statement.subject,
        issued: statement.issued,
        expires: statement.expires,
        cti: statement.cti,
        name: statement.name,
    })
}

/// What the issuer has signed.
struct Statement {
    issuer: String,
    subject: Subject,
    issued: i64,
    not_before: i64,
    expires: i64,
    cti: Vec<u8>,
    name: Option<String>,
}

impl Statement {
    fn read(payload: &[u8]) -> Result<Self, Flaw> {
        let mut claims = Entries::of(envelope::cbor(payload)?)?;
        // An audience is somebody else until this hall has a name of its own.
        if claims.take(claim::CONFIRMATION).is_some() || claims.take(claim::AUDIENCE).is_some() {
            return Err(Flaw::Content);
        }
        let subject = claims
            .bytes(claim::SUBJECT)?
            .try_into()
            .map_err(|_| Flaw::Content)?;
        let cti = claims.bytes(claim::ID)?;
        if !(8..=32).contains(&cti.len()) {
            return Err(Flaw::Content);
        }
        let issued: i64 = claims.integer(claim::ISSUED)?;
        let not_before = match claims.take(claim::NOT_BEFORE) {
            None => issued,
            Some(value) => value
                .as_integer()
                .and_then(|seconds| seconds.try_into().ok())
                .ok_or(Flaw::Content)?,
        };
        Ok(Self {
            issuer: claims.text(claim::ISSUER)?,
            subject: Subject(subject),
            issued,
            not_before,
            expires: claims.integer(claim::EXPIRES)?,
            cti,
            name: claims.take(claim::IDENTITY).map(name).transpose()?,
        })
    }

    fn check_times(&self, limits: Limits, now: i64) -> Result<(), Refusal> {
        let lifetime = self.expires.checked_sub(self.issued).ok_or(Flaw::Content)?;
        if !(1..=limits.lifetime_s).contains(&lifetime) {
            return Err(Flaw::Content.into());
        }
        if self.issued.max(self.not_before) > now.saturating_add(limits.skew_s) {
            Err(Refusal::NotYetValid)
        } else if now >= self.expires.saturating_add(limits.skew_s) {
            Err(Refusal::Expired)
        } else {
            Ok(())
        }
    }
}

fn name(identity: ciborium::Value) -> Result<String, Flaw> {
    let name = Entries::of(identity)?.text(claim::FULL_NAME)?;
    let fits =
        (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(Flaw::Content) }
}
