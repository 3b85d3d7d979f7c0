//! Keys of foreign issuers: those of our own codes, and RSA.

use rsa::pkcs8::DecodePublicKey as _;
use rsa::signature::Verifier as _;
use rsa::traits::PublicKeyParts as _;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use thiserror::Error;

use crate::keys::{Algorithm, PublicKey};

/// How a foreign code is signed (names of the IANA COSE and JOSE registries).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ForeignAlgorithm {
    /// Ed25519, COSE algorithm -8.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// ECDSA on P-256 with SHA-256, COSE algorithm -7.
    #[serde(rename = "ES256")]
    Es256,
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes, COSE algorithm -37.
    #[serde(rename = "PS256")]
    Ps256,
}

/// A key that is not one, or one that is too weak or too large to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not a usable key for {0:?}")]
pub struct BadForeignKey(pub ForeignAlgorithm);

/// A key to verify foreign codes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey(Public);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Public {
    Curve(PublicKey),
    Rsa(Box<rsa::PublicKey>),
}

impl ForeignKey {
    /// The raw 32 bytes of an Ed25519 key, the SEC1 point of a P-256 key, or the DER of
    /// the `SubjectPublicKeyInfo` of an RSA key of 2048 to 4096 bits.
    ///
    /// # Errors
    /// [`BadForeignKey`].
    pub fn new(algorithm: ForeignAlgorithm, key: &[u8]) -> Result<Self, BadForeignKey> {
        let bad = BadForeignKey(algorithm);
        let curve = |algorithm| PublicKey::new(algorithm, key).map_err(|_| bad);
        Ok(Self(match algorithm {
            ForeignAlgorithm::EdDsa => Public::Curve(curve(Algorithm::EdDsa)?),
            ForeignAlgorithm::Es256 => Public::Curve(curve(Algorithm::Es256)?),
            ForeignAlgorithm::Ps256 => {
                // The crate itself refuses more than 4096 bits and a large exponent.
                let key = rsa::PublicKey::from_public_key_der(key).map_err(|_| bad)?;
                if key.size() < 256 {
                    return Err(bad);
                }
                Public::Rsa(Box::new(key))
            }
        }))
    }

    /// The one algorithm that goes with the key.
    #[must_use]
    pub fn algorithm(&self) -> ForeignAlgorithm {
        match &self.0 {
            Public::Curve(key) => match key.algorithm() {
                Algorithm::EdDsa => ForeignAlgorithm::EdDsa,
                Algorithm::Es256 => ForeignAlgorithm::Es256,
            },
            Public::Rsa(_) => ForeignAlgorithm::Ps256,
        }
    }

    /// Whether `signature` is over `message`.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Public::Curve(key) => {
                <&[u8; 64]>::try_from(signature).is_ok_and(|bytes| key.verifies(message, bytes))
            }
            Public::Rsa(key) => rsa::pss::Signature::try_from(signature).is_ok_and(|signature| {
                rsa::pss::VerifyingKey::<Sha256>::new((**key).clone())
                    .verify(message, &signature)
                    .is_ok()
            }),
        }
    }
}
