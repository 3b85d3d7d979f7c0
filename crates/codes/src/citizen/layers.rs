//! A code in two layers: `[credential, proof]`, both as byte strings.
//!
//! The credential is the issuer's, a month old at most, and names the holder's key. The proof is
//! the phone's, of this minute, and is signed with that key over the SHA-256 of the credential:
//! so the phone needs no network, and neither half is worth anything without the other.

use ciborium::Value;
use sha2::{Digest as _, Sha256};

use super::{CitizenCode, Refusal, Subject, Times, Trust, cti, holder, name, subject};
use super::{audience, claim};
use crate::envelope::{self, Entries, Envelope, Flaw};
use crate::keys::PublicKey;
use crate::revocation::Revocation;

/// The two halves, if these bytes are a code in two layers.
pub(super) fn split(bytes: &[u8]) -> Result<Option<[Vec<u8>; 2]>, Flaw> {
    // Of CBOR: an array of two. One layer begins with the tag.
    if bytes.first() != Some(&0x82) {
        return Ok(None);
    }
    let Value::Array(halves) = envelope::cbor(bytes)? else {
        return Err(Flaw::NotSign1);
    };
    match <[Value; 2]>::try_from(halves) {
        Ok([Value::Bytes(credential), Value::Bytes(proof)]) => Ok(Some([credential, proof])),
        _ => Err(Flaw::NotSign1),
    }
}

/// What the holder signs beside the proof.
pub(super) fn outside(credential: &[u8]) -> [u8; 32] {
    Sha256::digest(credential).into()
}

pub(super) fn verify(
    halves: &[Vec<u8>; 2],
    trust: &Trust,
    now: i64,
) -> Result<CitizenCode, Refusal> {
    let [credential, proof] = halves;
    // The shape of both first: the cheap checks before the dear ones.
    let issued = Envelope::from_cose(credential)?;
    let shown = Envelope::over(proof, &outside(credential))?;
    if !shown.kid.is_empty() {
        return Err(Flaw::Header.into());
    }
    let issuer = trust.signer_of(&issued, now)?;
    let credential = Credential::read(&issued.payload)?;
    if credential.issuer != issuer.iss {
        return Err(Refusal::Forged);
    }
    if !shown.is_signed_by(&credential.holder) {
        return Err(Refusal::Forged);
    }
    let (iss, id) = (issuer.iss.as_str(), credential.id.as_slice());
    trust.check_revoked(Revocation::Credential { iss, id })?;
    trust.check_holder(iss, credential.subject)?;
    let proof = Proof::read(&shown.payload)?;
    let limits = trust.limits();
    credential
        .times
        .check(limits.credential_s, limits.skew_s, now)
        .map_err(|refusal| {
            // Showing the code again does not help: the phone has to be online once.
            if refusal == Refusal::Expired {
                Refusal::Lapsed
            } else {
                refusal
            }
        })?;
    proof.times.check(limits.lifetime_s, limits.skew_s, now)?;
    trust.check_hall(proof.audience.as_deref())?;
    Ok(CitizenCode {
        issuer: credential.issuer,
        kid: issued.kid,
        subject: credential.subject,
        issued: proof.times.issued,
        expires: proof.times.expires,
        cti: proof.cti,
        name: credential.name,
    })
}

/// What the issuer has signed.
struct Credential {
    issuer: String,
    subject: Subject,
    times: Times,
    id: Vec<u8>,
    holder: PublicKey,
    name: Option<String>,
}

impl Credential {
    fn read(payload: &[u8]) -> Result<Self, Flaw> {
        let mut claims = Entries::of(envelope::cbor(payload)?)?;
        // A credential is for all halls that trust its issuer.
        if claims.take(claim::AUDIENCE).is_some() {
            return Err(Flaw::Content);
        }
        Ok(Self {
            issuer: claims.text(claim::ISSUER)?,
            subject: subject(&mut claims)?,
            times: Times::read(&mut claims)?,
            id: cti(&mut claims)?,
            holder: holder::read(claims.take(claim::CONFIRMATION).ok_or(Flaw::Content)?)?,
            name: claims.take(claim::IDENTITY).map(name).transpose()?,
        })
    }
}

/// What the phone has signed.
struct Proof {
    times: Times,
    cti: Vec<u8>,
    audience: Option<String>,
}

impl Proof {
    fn read(payload: &[u8]) -> Result<Self, Flaw> {
        let mut claims = Entries::of(envelope::cbor(payload)?)?;
        // Who it is says the credential, and nobody else.
        let of_issuer = [
            claim::ISSUER,
            claim::SUBJECT,
            claim::CONFIRMATION,
            claim::IDENTITY,
        ];
        if of_issuer.iter().any(|name| claims.take(*name).is_some()) {
            return Err(Flaw::Content);
        }
        Ok(Self {
            times: Times::read(&mut claims)?,
            cti: cti(&mut claims)?,
            audience: audience(&mut claims)?,
        })
    }
}
