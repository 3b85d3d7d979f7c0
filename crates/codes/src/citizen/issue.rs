//! Making citizen codes, for the hall's own app and for the stage.

use ciborium::Value;

use super::{PREFIX, Subject, claim};
use crate::envelope::{seal, to_cbor};
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
    /// How long the code is good, seconds; 60 is usual, more than 120 is refused.
    pub lifetime_s: u32,
    /// The id of this one code, 8 to 32 random bytes; 12 is usual.
    pub cti: &'a [u8],
    /// The name to greet by, at most 64 characters.
    pub name: Option<&'a str>,
}

/// The text of a code: 216 characters with an issuer of nine and without a name, a QR
/// code of version 8-M.
#[must_use]
pub fn issue(signer: &Signer, claims: Claims<'_>) -> String {
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
    seal(PREFIX, signer, to_cbor(map))
}
