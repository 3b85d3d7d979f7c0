//! Making citizen codes, for the hall's own app and for the stage.

use ciborium::Value;

use super::{PREFIX, Subject, claim, holder, layers};
use crate::envelope::{seal, sign1, sign1_over, to_cbor};
use crate::keys::Signer;

/// What an issuer states in a code.
#[derive(Clone, Copy)]
pub struct Claims<'a> {
    /// What the issuer calls itself.
    pub issuer: &'a str,
    /// Who the citizen is to this issuer.
    pub subject: Subject,
    /// Unix seconds.
    pub issued: i64,
    /// How long the code is good, seconds; 60 is usual, more than 120 is refused. Of a
    /// [credential](Credential): 30 days is usual, more than 31 are refused.
    pub lifetime_s: u32,
    /// The id of this one code, 8 to 32 random bytes; 12 is usual.
    pub cti: &'a [u8],
    /// The name to greet by, at most 64 characters.
    pub name: Option<&'a str>,
}

/// The text of a code in one layer: 216 characters with an issuer of nine and without a name, a
/// QR code of version 8-M.
#[must_use]
pub fn issue(signer: &Signer, claims: Claims<'_>) -> String {
    seal(PREFIX, signer, to_cbor(map(claims)))
}

/// What an issuer gives to a phone once a month: the first layer of the codes that the phone makes
/// by itself.
#[derive(Clone)]
pub struct Credential(Vec<u8>);

impl Credential {
    /// A credential for whoever has the key `holder`. Only the public half of it goes in. The
    /// [`cti`](Claims::cti) is its id, by which it can be revoked; 8 bytes are usual.
    #[must_use]
    pub fn issue(signer: &Signer, claims: Claims<'_>, holder: &Signer) -> Self {
        let mut map = map(claims);
        map.push((claim::CONFIRMATION, holder::write(holder)));
        Self(sign1(signer, to_cbor(map)))
    }
}

/// What the phone states in a code.
#[derive(Clone, Copy)]
pub struct Presentation<'a> {
    /// Unix seconds.
    pub issued: i64,
    /// How long the code is good, seconds; 60 is usual, more than 120 is refused.
    pub lifetime_s: u32,
    /// The id of this one code, 8 to 32 random bytes; 12 is usual.
    pub cti: &'a [u8],
    /// The hall that it is for, if it is for one only.
    pub hall: Option<&'a str>,
}

/// The text of a code in two layers: at most 483 characters without a name and a hall, a QR code
/// of version 13-M.
#[must_use]
pub fn present(holder: &Signer, credential: &Credential, shown: Presentation<'_>) -> String {
    let expires = shown.issued.saturating_add(shown.lifetime_s.into());
    let mut map = vec![
        (claim::EXPIRES, expires.into()),
        (claim::ISSUED, shown.issued.into()),
        (claim::ID, Value::Bytes(shown.cti.to_vec())),
    ];
    if let Some(hall) = shown.hall {
        map.push((claim::AUDIENCE, hall.into()));
    }
    let Credential(credential) = credential;
    let proof = sign1_over(holder, to_cbor(map), &layers::outside(credential));
    let halves = [credential.clone(), proof].map(Value::Bytes);
    let mut bytes = Vec::new();
    ciborium::into_writer(&Value::Array(halves.into()), &mut bytes)
        .expect("writing to memory does not fail");
    format!("{PREFIX}{}", base45::encode(&bytes))
}

fn map(claims: Claims<'_>) -> Vec<(i64, Value)> {
    let expires = claims.issued.saturating_add(claims.lifetime_s.into());
    let mut map = vec![
        (claim::ISSUER, claims.issuer.into()),
        (claim::SUBJECT, Value::Bytes(claims.subject.0.to_vec())),
        (claim::EXPIRES, expires.into()),
        (claim::ISSUED, claims.issued.into()),
        (claim::ID, Value::Bytes(claims.cti.to_vec())),
    ];
    if let Some(name) = claims.name {
        let identity = Value::Map(vec![(claim::FULL_NAME.into(), name.into())]);
        map.push((claim::IDENTITY, identity));
    }
    map
}
