//! MOSIP Claim 169 codes: Base45, zlib, `COSE_Sign1`, a CWT with claim 169 (MOSIP,
//! *169 - QR Code Specification*). Some are encrypted besides, as `COSE_Encrypt0`.

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use ciborium::Value;
use coset::{CborSerializable as _, RegisteredLabelWithPrivate, iana};
use coset::{EncryptionContext, Header, ProtectedHeader, enc_structure_data};

use super::birth::BirthDate;
use super::cose::Sign1;
use super::trust::{ContentKey, ForeignIssuer, ForeignTrust};
use super::{ForeignIdentity, ForeignKind, ForeignRefusal, cwt, inflate, name};
use crate::envelope::{self, Entries, Flaw};

const COSE_ENCRYPT0: u64 = 16;
/// The nonce of a header (RFC 9052, table 3).
const IV: i128 = 5;
const IV_LENGTH: usize = 12;

const IDENTITY: i64 = 169;
/// Attributes of the identity.
mod attribute {
    pub const FULL_NAME: i64 = 4;
    pub const GIVEN_NAME: i64 = 5;
    pub const MIDDLE_NAME: i64 = 6;
    pub const FAMILY_NAME: i64 = 7;
    pub const DATE_OF_BIRTH: i64 = 8;
}

/// Less than any signed identity, so that short words of capitals are none.
const MIN_TEXT: usize = 60;
/// The first two bytes of a zlib stream in the levels that exist, in Base45.
const ZLIB: [&str; 4] = ["V7F", "Y9F", "6BF", "NCF"];

/// Base45 that begins with the head of a zlib stream: the format has no prefix.
pub(super) fn has_shape(text: &str) -> bool {
    text.len() >= MIN_TEXT
        && ZLIB.iter().any(|head| text.starts_with(head))
        && text.bytes().all(|byte| {
            byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
        })
}

pub(super) fn verify(
    text: &str,
    trust: &ForeignTrust,
    now: i64,
) -> Result<ForeignIdentity, ForeignRefusal> {
    let packed = envelope::base45(text)?;
    let cose = inflate::zlib(&packed, inflate::MAX_COSE)?;
    let sign1 = match decrypt(&cose, trust, now)? {
        Some(signed) => Sign1::read(&signed)?,
        None => Sign1::read(&cose)?,
    };
    let mut claims = Entries::of(envelope::cbor(&sign1.payload)?)?;
    // The issuer calls itself so before anything is proved: it says whose keys to try.
    let iss = cwt::issuer(&mut claims)?.ok_or(Flaw::Content)?;
    let issuer = signed_by(&sign1, &iss, trust, now)?;

    let validity = cwt::validity(&mut claims)?;
    let mut identity = Entries::of(claims.take(IDENTITY).ok_or(Flaw::Content)?)?;
    let name = full_name(&mut identity)?;
    let birth = match text_of(&mut identity, attribute::DATE_OF_BIRTH)? {
        None => None,
        // The specification says `YYYYMMDD`; its own examples have both.
        Some(date) => Some(
            BirthDate::compact(&date)
                .or_else(|| BirthDate::iso(&date))
                .ok_or(Flaw::Content)?,
        ),
    };
    validity.check(now)?;
    Ok(ForeignIdentity {
        kind: ForeignKind::Claim169,
        issuer: issuer.name.clone(),
        name,
        birth,
        issued: validity.issued,
        expires: validity.expires,
        health_use: None,
    })
}

/// A code that names its key is held to it; one that does not is tried with all keys of
/// the issuer it names, of which there are one or two.
fn signed_by<'a>(
    sign1: &Sign1,
    iss: &str,
    trust: &'a ForeignTrust,
    now: i64,
) -> Result<&'a ForeignIssuer, ForeignRefusal> {
    let kid = sign1.kid.as_deref().unwrap_or_default();
    let mut known = trust
        .of_kind(ForeignKind::Claim169, now)
        .filter(|issuer| issuer.iss.as_deref() == Some(iss))
        .filter(|issuer| kid.is_empty() || issuer.kid.is_empty() || issuer.kid == kid)
        .peekable();
    if known.peek().is_none() {
        return Err(ForeignRefusal::UnknownIssuer);
    }
    known
        .find(|issuer| sign1.is_signed_by(&issuer.key))
        .ok_or(ForeignRefusal::Forged)
}

/// What is inside an encrypted code; `None` for one that is not encrypted. The content
/// key proves nothing, because everybody who may read has it: what is inside has to be
/// signed.
fn decrypt(cose: &[u8], trust: &ForeignTrust, now: i64) -> Result<Option<Vec<u8>>, ForeignRefusal> {
    let Value::Tag(COSE_ENCRYPT0, inner) = envelope::cbor(cose)? else {
        return Ok(None);
    };
    let Ok(
        [
            Value::Bytes(protected),
            Value::Map(unprotected),
            Value::Bytes(sealed),
        ],
    ) = inner.into_array().map_or(Err(Flaw::NotSign1), |parts| {
        <[Value; 3]>::try_from(parts).map_err(|_| Flaw::NotSign1)
    })
    else {
        return Err(Flaw::NotSign1.into());
    };
    envelope::cbor(&protected)?;
    let header = Header::from_slice(&protected).map_err(|_| Flaw::Header)?;
    let algorithm = RegisteredLabelWithPrivate::Assigned(iana::Algorithm::A256GCM);
    if header.alg != Some(algorithm) {
        return Err(Flaw::Header.into());
    }
    if !header.crit.is_empty() {
        return Err(Flaw::Critical.into());
    }
    let nonce = Some(header.iv.clone())
        .filter(|iv| !iv.is_empty())
        .or_else(|| unprotected_iv(unprotected))
        .and_then(|iv| <[u8; IV_LENGTH]>::try_from(iv).ok())
        .ok_or(Flaw::Header)?;
    let protected = ProtectedHeader {
        original_data: Some(protected),
        header,
    };
    let aad = enc_structure_data(EncryptionContext::CoseEncrypt0, protected, &[]);
    trust
        .of_kind(ForeignKind::Claim169, now)
        .filter_map(|issuer| issuer.content_key.as_ref())
        .find_map(|key| open(key, nonce, &sealed, &aad))
        .map(Some)
        .ok_or(ForeignRefusal::Encrypted)
}

fn open(key: &ContentKey, nonce: [u8; IV_LENGTH], sealed: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload { msg: sealed, aad };
    Aes256Gcm::new(&key.0.into())
        .decrypt(&Nonce::from(nonce), payload)
        .ok()
}

fn unprotected_iv(header: Vec<(Value, Value)>) -> Option<Vec<u8>> {
    header.into_iter().find_map(|entry| match entry {
        (Value::Integer(label), Value::Bytes(iv)) if i128::from(label) == IV => Some(iv),
        _ => None,
    })
}

fn full_name(identity: &mut Entries) -> Result<Option<String>, Flaw> {
    let full = text_of(identity, attribute::FULL_NAME)?;
    let mut parts = Vec::new();
    for part in [
        attribute::GIVEN_NAME,
        attribute::MIDDLE_NAME,
        attribute::FAMILY_NAME,
    ] {
        parts.push(text_of(identity, part)?.unwrap_or_default());
    }
    match full {
        Some(full) => name(&[&full]),
        None => name(&[&parts[0], &parts[1], &parts[2]]),
    }
}

fn text_of(identity: &mut Entries, attribute: i64) -> Result<Option<String>, Flaw> {
    identity
        .take(attribute)
        .map(|value| value.into_text().map_err(|_| Flaw::Content))
        .transpose()
}
