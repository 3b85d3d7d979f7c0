//! SMART Health Cards: `shc:/` and a JWS (RFC 7515) in pairs of digits, ES256, its
//! payload JSON in raw DEFLATE (SMART Health Cards Framework 1.4).
//!
//! Cards in several symbols are not read: the framework has deprecated them.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::Value;

use super::birth::BirthDate;
use super::key::ForeignAlgorithm;
use super::trust::ForeignTrust;
use super::{ForeignIdentity, ForeignKind, ForeignRefusal, Validity, inflate, name};
use crate::admissible::MAX_SYMBOL_BYTES;
use crate::envelope::Flaw;

pub(super) const PREFIX: &str = "shc:/";
/// What a card says it is.
const HEALTH_CARD: &str = "https://smarthealth.cards#health-card";
const SIGNATURE: usize = 64;

/// The header of the JWS, and nothing else in it: a header that is not known could say
/// that the rest is to be read differently. A field that is there twice is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JwsHeader {
    alg: ForeignAlgorithm,
    zip: Zip,
    kid: String,
}

#[derive(Deserialize)]
enum Zip {
    #[serde(rename = "DEF")]
    Deflate,
}

#[derive(Deserialize)]
struct Card {
    iss: String,
    nbf: f64,
    exp: Option<f64>,
    vc: Credential,
}

#[derive(Deserialize)]
struct Credential {
    #[serde(rename = "type")]
    types: BTreeSet<String>,
    #[serde(rename = "credentialSubject")]
    subject: Subject,
}

#[derive(Deserialize)]
struct Subject {
    #[serde(rename = "fhirBundle")]
    bundle: Bundle,
}

#[derive(Deserialize)]
struct Bundle {
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    /// Whatever it is; of a patient, who it is.
    resource: Value,
}

#[derive(Deserialize)]
struct Patient {
    #[serde(default)]
    name: Vec<HumanName>,
    #[serde(rename = "birthDate")]
    birth: Option<String>,
}

#[derive(Deserialize)]
struct HumanName {
    text: Option<String>,
    family: Option<String>,
    #[serde(default)]
    given: Vec<String>,
}

pub(super) fn verify(
    text: &str,
    trust: &ForeignTrust,
    now: i64,
) -> Result<ForeignIdentity, ForeignRefusal> {
    if text.len() > MAX_SYMBOL_BYTES {
        return Err(Flaw::TooLong.into());
    }
    let jws = jws_of(text.strip_prefix(PREFIX).ok_or(Flaw::Prefix)?)?;
    let (signed, signature) = jws.rsplit_once('.').ok_or(Flaw::NotJws)?;
    let (header, payload) = signed.split_once('.').ok_or(Flaw::NotJws)?;
    let header: JwsHeader = serde_json::from_slice(&decode(header)?).map_err(|_| Flaw::Header)?;
    if header.alg != ForeignAlgorithm::Es256 || header.kid.is_empty() {
        return Err(Flaw::Header.into());
    }
    let Zip::Deflate = header.zip;
    let (payload, signature) = (decode(payload)?, decode(signature)?);
    if signature.len() != SIGNATURE {
        return Err(Flaw::NotJws.into());
    }

    let mut known = trust
        .with_kid(ForeignKind::SmartHealthCard, header.kid.as_bytes(), now)
        .peekable();
    if known.peek().is_none() {
        return Err(ForeignRefusal::UnknownIssuer);
    }
    let issuer = known
        .find(|issuer| issuer.key.verifies(signed.as_bytes(), &signature))
        .ok_or(ForeignRefusal::Forged)?;

    let json = inflate::deflate(&payload, inflate::MAX_JSON)?;
    let card: Card = serde_json::from_slice(&json).map_err(|_| Flaw::Content)?;
    if issuer.iss.as_deref() != Some(card.iss.as_str()) {
        return Err(ForeignRefusal::Forged);
    }
    if !card.vc.types.contains(HEALTH_CARD) {
        return Err(Flaw::Content.into());
    }
    let (name, birth) = patient(card.vc.subject.bundle)?;
    let validity = Validity {
        issued: Some(seconds(card.nbf)?),
        not_before: None,
        expires: card.exp.map(seconds).transpose()?,
    };
    validity.check(now)?;
    Ok(ForeignIdentity {
        kind: ForeignKind::SmartHealthCard,
        issuer: issuer.name.clone(),
        name,
        birth,
        issued: validity.issued,
        expires: validity.expires,
        health_use: None,
    })
}

/// Two digits are one character, counted from 45 (`-`), the first of a JWS.
fn jws_of(digits: &str) -> Result<String, Flaw> {
    let digits = digits.as_bytes();
    if !digits.iter().all(u8::is_ascii_digit) || !digits.len().is_multiple_of(2) {
        return Err(Flaw::NotJws);
    }
    digits
        .chunks_exact(2)
        .map(|pair| char::from((pair[0] - b'0') * 10 + (pair[1] - b'0') + b'-'))
        .map(|c| (c.is_ascii_graphic()).then_some(c).ok_or(Flaw::NotJws))
        .collect()
}

fn decode(part: &str) -> Result<Vec<u8>, Flaw> {
    BASE64URL_NOPAD
        .decode(part.as_bytes())
        .map_err(|_| Flaw::NotJws)
}

/// The one patient of the card. A card about several says nothing about who holds it.
fn patient(bundle: Bundle) -> Result<(Option<String>, Option<BirthDate>), Flaw> {
    let mut patients = bundle
        .entry
        .into_iter()
        .map(|entry| entry.resource)
        .filter(|resource| resource.get("resourceType").and_then(Value::as_str) == Some("Patient"));
    let (Some(patient), None) = (patients.next(), patients.next()) else {
        return Err(Flaw::Content);
    };
    let patient: Patient = serde_json::from_value(patient).map_err(|_| Flaw::Content)?;
    let name = match patient.name.into_iter().next() {
        None => None,
        Some(HumanName {
            text: Some(text), ..
        }) => name(&[&text])?,
        Some(HumanName { family, given, .. }) => {
            let family = family.unwrap_or_default();
            let parts: Vec<&str> = given.iter().chain([&family]).map(String::as_str).collect();
            name(&parts)?
        }
    };
    let birth = patient
        .birth
        .map(|date| BirthDate::iso(&date).ok_or(Flaw::Content))
        .transpose()?;
    Ok((name, birth))
}

fn seconds(date: f64) -> Result<i64, Flaw> {
    /// Beyond this a float is not exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !(-EXACT..=EXACT).contains(&date) {
        return Err(Flaw::Content);
    }
    #[allow(clippy::cast_possible_truncation, reason = "checked above")]
    Ok(date.trunc() as i64)
}
