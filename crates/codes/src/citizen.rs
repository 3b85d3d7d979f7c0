//! Citizen codes: `GC1:` and a signed statement, not older than a minute or two, of
//! who is standing at the machine.
//!
//! A CWT (RFC 8392) in a `COSE_Sign1`: issuer, pseudonym, issued, expires, an id for
//! single use, and the name to greet by. In one layer the issuer signs every code. In
//! two (`layers`) the issuer has signed a credential with the holder's key in it (`cnf`,
//! RFC 8747), and the phone signs each code; such a credential alone is worth nothing.

mod holder;
mod issue;
mod layers;
mod trust;

use std::fmt;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::envelope::{self, Entries, Envelope, Flaw};

pub use issue::{Claims, Credential, Presentation, issue, present};
pub use trust::{Limits, Trust, TrustedIssuer, Untrustworthy};

/// What a citizen code begins with.
pub const PREFIX: &str = "GC1:";

/// Claims of a CWT (RFC 8392 §4, RFC 8747, and Claim 169 of the IANA registry).
pub(crate) mod claim {
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

impl CitizenCode {
    /// What is remembered of a code that was used: 16 bytes that are the same whenever issuer and
    /// id are, and say nothing about either.
    #[must_use]
    pub fn use_id(&self) -> [u8; 16] {
        let digest = Sha256::new()
            .chain_update((self.issuer.len() as u64).to_be_bytes())
            .chain_update(&self.issuer)
            .chain_update(&self.cti)
            .finalize();
        std::array::from_fn(|at| digest[at])
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

/// Why a citizen code, or a staff badge, is not believed.
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
    /// The credential behind it has expired: the phone has to be online once.
    #[error("the credential of the code has expired")]
    Lapsed,
    /// It, its holder, or the key that signed it was revoked.
    #[error("the code was revoked")]
    Revoked,
    /// It was made for another hall.
    #[error("the code is for another hall")]
    OtherHall,
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
    /// [`Refusal::Lapsed`].
    Lapsed,
    /// [`Refusal::Revoked`].
    Revoked,
    /// [`Refusal::OtherHall`].
    OtherHall,
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
            Self::Lapsed => RefusalCode::Lapsed,
            Self::Revoked => RefusalCode::Revoked,
            Self::OtherHall => RefusalCode::OtherHall,
        }
    }
}

/// Whether the code in `text` is believed at `now` (unix seconds). That it is used
/// once only is for the caller to see to, by [`CitizenCode::use_id`].
///
/// Order: prefix, length, Base45, CBOR, shape, algorithm, key, signature, claims,
/// times; so that nothing unsigned is interpreted. Of two layers the issuer's comes
/// first, because only it says whose the second has to be.
///
/// # Errors
/// [`Refusal`], the first that applies.
pub fn verify(text: &str, trust: &Trust, now: i64) -> Result<CitizenCode, Refusal> {
    let bytes = envelope::unwrapped(PREFIX, text)?;
    if let Some(halves) = layers::split(&bytes)? {
        return layers::verify(&halves, trust, now);
    }
    let envelope = Envelope::from_cose(&bytes)?;
    let issuer = trust.signer_of(&envelope, now)?;
    let statement = Statement::read(&envelope.payload)?;
    if statement.issuer != issuer.iss {
        return Err(Refusal::Forged);
    }
    trust.check_holder(&statement.issuer, statement.subject)?;
    let limits = trust.limits();
    statement
        .times
        .check(limits.lifetime_s, limits.skew_s, now)?;
    trust.check_hall(statement.audience.as_deref())?;
    Ok(CitizenCode {
        issuer: statement.issuer,
        kid: envelope.kid,
        subject: statement.subject,
        issued: statement.times.issued,
        expires: statement.times.expires,
        cti: statement.cti,
        name: statement.name,
    })
}

/// What the issuer has signed in a code of one layer.
struct Statement {
    issuer: String,
    subject: Subject,
    times: Times,
    cti: Vec<u8>,
    audience: Option<String>,
    name: Option<String>,
}

impl Statement {
    fn read(payload: &[u8]) -> Result<Self, Flaw> {
        let mut claims = Entries::of(envelope::cbor(payload)?)?;
        if claims.take(claim::CONFIRMATION).is_some() {
            return Err(Flaw::Content);
        }
        Ok(Self {
            issuer: claims.text(claim::ISSUER)?,
            subject: subject(&mut claims)?,
            times: Times::read(&mut claims)?,
            cti: cti(&mut claims)?,
            audience: audience(&mut claims)?,
            name: claims.take(claim::IDENTITY).map(name).transpose()?,
        })
    }
}

/// From when until when something signed is good, unix seconds.
pub(crate) struct Times {
    pub issued: i64,
    not_before: i64,
    pub expires: i64,
}

impl Times {
    pub fn read(claims: &mut Entries) -> Result<Self, Flaw> {
        let issued = claims.integer(claim::ISSUED)?;
        let not_before = match claims.take(claim::NOT_BEFORE) {
            None => issued,
            Some(value) => value
                .as_integer()
                .and_then(|seconds| seconds.try_into().ok())
                .ok_or(Flaw::Content)?,
        };
        Ok(Self {
            issued,
            not_before,
            expires: claims.integer(claim::EXPIRES)?,
        })
    }

    pub fn check(&self, lifetime_s: i64, skew_s: i64, now: i64) -> Result<(), Refusal> {
        let lifetime = self.expires.checked_sub(self.issued).ok_or(Flaw::Content)?;
        if !(1..=lifetime_s).contains(&lifetime) {
            return Err(Flaw::Content.into());
        }
        if self.issued.max(self.not_before) > now.saturating_add(skew_s) {
            Err(Refusal::NotYetValid)
        } else if now >= self.expires.saturating_add(skew_s) {
            Err(Refusal::Expired)
        } else {
            Ok(())
        }
    }
}

fn subject(claims: &mut Entries) -> Result<Subject, Flaw> {
    let bytes = claims.bytes(claim::SUBJECT)?;
    bytes.try_into().map(Subject).map_err(|_| Flaw::Content)
}

pub(crate) fn cti(claims: &mut Entries) -> Result<Vec<u8>, Flaw> {
    let cti = claims.bytes(claim::ID)?;
    if (8..=32).contains(&cti.len()) {
        Ok(cti)
    } else {
        Err(Flaw::Content)
    }
}

pub(crate) fn audience(claims: &mut Entries) -> Result<Option<String>, Flaw> {
    let audience = claims.take(claim::AUDIENCE);
    let text = audience.map(|value| value.into_text().map_err(|_| Flaw::Content));
    text.transpose()
}

pub(crate) fn name(identity: ciborium::Value) -> Result<String, Flaw> {
    let name = Entries::of(identity)?.text(claim::FULL_NAME)?;
    let fits =
        (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(Flaw::Content) }
}
