//! The public keys of a health card issuer as it publishes them (`/.well-known/jwks.json`,
//! RFC 7517), for those who put together the list of a hall.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::key::{ForeignAlgorithm, ForeignKey};

/// Why a set of keys is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadJwks {
    /// Not JSON, or not a set of keys.
    #[error("this is not a JSON Web Key Set")]
    NotJwks,
    /// A key for something else than ES256 signatures on P-256.
    #[error("key {0:?} is not for ES256 signatures")]
    Use(String),
    /// The numbers of a key are no point of the curve.
    #[error("key {0:?} is not a key")]
    Key(String),
    /// A key id that is not the thumbprint of its key (RFC 7638), as the SMART Health
    /// Cards Framework demands.
    #[error("key id {0:?} is not the thumbprint of its key")]
    Kid(String),
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

#[derive(Deserialize)]
struct Jwk {
    kid: String,
    kty: String,
    #[serde(rename = "use")]
    purpose: String,
    alg: String,
    crv: String,
    x: String,
    y: String,
}

/// The key ids, as codes carry them, and the keys of a JSON Web Key Set. All or none: a
/// set with one wrong key was not made with care.
///
/// # Errors
/// [`BadJwks`], the first that applies.
pub fn keys_of_jwks(json: &str) -> Result<Vec<(Vec<u8>, ForeignKey)>, BadJwks> {
    let set: Jwks = serde_json::from_str(json).map_err(|_| BadJwks::NotJwks)?;
    set.keys.into_iter().map(key_of).collect()
}

fn key_of(jwk: Jwk) -> Result<(Vec<u8>, ForeignKey), BadJwks> {
    let is_for = (&*jwk.kty, &*jwk.purpose, &*jwk.alg, &*jwk.crv);
    if is_for != ("EC", "sig", "ES256", "P-256") {
        return Err(BadJwks::Use(jwk.kid));
    }
    let thumbprint = Sha256::digest(format!(
        r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
        jwk.x, jwk.y
    ));
    if jwk.kid != BASE64URL_NOPAD.encode(&thumbprint) {
        return Err(BadJwks::Kid(jwk.kid));
    }
    let coordinate = |text: &str| {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 32).then_some(bytes)
    };
    let (Some(x), Some(y)) = (coordinate(&jwk.x), coordinate(&jwk.y)) else {
        return Err(BadJwks::Key(jwk.kid));
    };
    let point = [&[4], &x[..], &y[..]].concat();
    let key = ForeignKey::new(ForeignAlgorithm::Es256, &point)
        .map_err(|_| BadJwks::Key(jwk.kid.clone()))?;
    Ok((jwk.kid.into_bytes(), key))
}
