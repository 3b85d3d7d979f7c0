//! Whose codes are believed, where, and how long.

use thiserror::Error;

use super::{Refusal, Subject};
use crate::envelope::Envelope;
use crate::keys::{Algorithm, BadKey, PublicKey};
use crate::revocation::{Revocation, Revoked};

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

/// How long a code may be good. The defaults are the most there can be: together they bound how
/// long one code can be shown at two machines that cannot ask anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest time between issued and expires, seconds.
    pub lifetime_s: i64,
    /// The same for a credential with a holder's key, seconds.
    pub credential_s: i64,
    /// By how much two clocks may differ, seconds.
    pub skew_s: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lifetime_s: 120,
            credential_s: 31 * 86_400,
            skew_s: 30,
        }
    }
}

/// The issuers whose codes are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    issuers: Vec<TrustedIssuer>,
    staff: Vec<TrustedIssuer>,
    revoked: Revoked,
    hall: Option<String>,
    until: i64,
    limits: Limits,
}

impl Default for Trust {
    /// Nobody is trusted.
    fn default() -> Self {
        Self {
            issuers: Vec::new(),
            staff: Vec::new(),
            revoked: Revoked::default(),
            hall: None,
            until: i64::MAX,
            limits: Limits::default(),
        }
    }
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
    /// A time below one second, a skew below zero, or more than the most there can be.
    #[error("lifetime or skew is out of range")]
    Limits,
}

impl Trust {
    /// The issuers and the limits for their codes.
    ///
    /// # Errors
    /// [`Untrustworthy`].
    pub fn new(issuers: Vec<TrustedIssuer>, limits: Limits) -> Result<Self, Untrustworthy> {
        check_kids(&issuers)?;
        let most = Limits::default();
        let fits = (1..=most.lifetime_s).contains(&limits.lifetime_s)
            && (1..=most.credential_s).contains(&limits.credential_s)
            && (0..=most.skew_s).contains(&limits.skew_s);
        if !fits {
            return Err(Untrustworthy::Limits);
        }
        Ok(Self {
            issuers,
            limits,
            ..Self::default()
        })
    }

    /// The same, at the hall with this id: a code made for one hall is good there only.
    #[must_use]
    pub fn at(self, hall: &str) -> Self {
        let hall = Some(hall.to_owned());
        Self { hall, ..self }
    }

    /// The same, with those who issue staff badges.
    ///
    /// # Errors
    /// [`Untrustworthy`].
    pub fn with_staff(self, staff: Vec<TrustedIssuer>) -> Result<Self, Untrustworthy> {
        check_kids(&staff)?;
        Ok(Self { staff, ..self })
    }

    /// The same, without what is revoked.
    #[must_use]
    pub fn without(self, revoked: Revoked) -> Self {
        Self { revoked, ..self }
    }

    /// The same, until this second (unix) and no longer.
    #[must_use]
    pub fn until(self, until: i64) -> Self {
        Self { until, ..self }
    }

    /// The issuers, in the order given.
    #[must_use]
    pub fn issuers(&self) -> &[TrustedIssuer] {
        &self.issuers
    }

    /// How long codes may be good here.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The issuer of citizen codes who has signed this.
    pub(crate) fn signer_of(
        &self,
        envelope: &Envelope,
        now: i64,
    ) -> Result<&TrustedIssuer, Refusal> {
        self.signed(&self.issuers, envelope, now)
    }

    /// The issuer of staff badges who has signed this.
    pub(crate) fn staff_signer_of(
        &self,
        envelope: &Envelope,
        now: i64,
    ) -> Result<&TrustedIssuer, Refusal> {
        self.signed(&self.staff, envelope, now)
    }

    fn signed<'a>(
        &self,
        issuers: &'a [TrustedIssuer],
        envelope: &Envelope,
        now: i64,
    ) -> Result<&'a TrustedIssuer, Refusal> {
        let issuer = issuers
            .iter()
            .find(|issuer| issuer.kid == envelope.kid)
            .filter(|issuer| (issuer.not_before..=issuer.not_after).contains(&now))
            .filter(|_| now <= self.until)
            .ok_or(Refusal::UnknownIssuer)?;
        self.check_revoked(Revocation::Key(&issuer.kid))?;
        if envelope.is_signed_by(&issuer.key) {
            Ok(issuer)
        } else {
            Err(Refusal::Forged)
        }
    }

    pub(crate) fn check_holder(&self, iss: &str, subject: Subject) -> Result<(), Refusal> {
        let subject = &subject.0;
        self.check_revoked(Revocation::Holder { iss, subject })
    }

    pub(crate) fn check_revoked(&self, thing: Revocation<'_>) -> Result<(), Refusal> {
        if self.revoked.contains(thing) {
            Err(Refusal::Revoked)
        } else {
            Ok(())
        }
    }

    /// Whether a code for this hall may be used here. Who does not know where it is takes none
    /// that was made for one hall.
    pub(crate) fn check_hall(&self, audience: Option<&str>) -> Result<(), Refusal> {
        if audience.is_none() || audience == self.hall.as_deref() {
            Ok(())
        } else {
            Err(Refusal::OtherHall)
        }
    }
}

fn check_kids(issuers: &[TrustedIssuer]) -> Result<(), Untrustworthy> {
    for (at, TrustedIssuer { kid, .. }) in issuers.iter().enumerate() {
        if !(1..=32).contains(&kid.len()) {
            return Err(Untrustworthy::BadKid(kid.clone()));
        }
        if issuers[..at].iter().any(|earlier| earlier.kid == *kid) {
            return Err(Untrustworthy::SameKid(kid.clone()));
        }
    }
    Ok(())
}
