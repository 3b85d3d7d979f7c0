//! The two kinds of signature that codes carry, and the keys for them.

use std::fmt;

use ed25519_dalek::Signer as _;
use p256::ecdsa::signature::Verifier as _;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How a code is signed (names of the IANA COSE registry).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// Ed25519, COSE algorithm -8.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// ECDSA on P-256 with SHA-256, COSE algorithm -7.
    #[serde(rename = "ES256")]
    Es256,
}

/// A key that is not one: wrong length, not on the curve, or of small order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not a usable key for {0:?}")]
pub struct BadKey(pub Algorithm);

/// A key to verify with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Public);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Public {
    Ed25519(ed25519_dalek::VerifyingKey),
    P256(p256::ecdsa::VerifyingKey),
}

impl PublicKey {
    /// The raw 32 bytes of an Ed25519 key, or the SEC1 point of a P-256 key.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn new(algorithm: Algorithm, key: &[u8]) -> Result<Self, BadKey> {
        let bad = BadKey(algorithm);
        let public = match algorithm {
            Algorithm::EdDsa => {
                let bytes: &[u8; 32] = key.try_into().map_err(|_| bad)?;
                let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| bad)?;
                if key.is_weak() {
                    return Err(bad);
                }
                Public::Ed25519(key)
            }
            Algorithm::Es256 => {
                Public::P256(p256::ecdsa::VerifyingKey::from_sec1_bytes(key).map_err(|_| bad)?)
            }
        };
        Ok(Self(public))
    }

    /// The one algorithm that goes with the key.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            Public::Ed25519(_) => Algorithm::EdDsa,
            Public::P256(_) => Algorithm::Es256,
        }
    }

    /// Whether `signature` (64 bytes: R and S, or r and s) is over `message`.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        match &self.0 {
            Public::Ed25519(key) => key
                .verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature))
                .is_ok(),
            Public::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        }
    }
}

/// A key to sign with, and the id under which its public half is known. `Debug` shows
/// no key.
#[derive(Clone)]
pub struct Signer {
    kid: Vec<u8>,
    key: Secret,
}

#[derive(Clone)]
enum Secret {
    Ed25519(Box<ed25519_dalek::SigningKey>),
    P256(Box<p256::ecdsa::SigningKey>),
}

impl Signer {
    /// From a key id and 32 secret bytes: an Ed25519 seed or a P-256 scalar.
    ///
    /// # Errors
    /// [`BadKey`] if the scalar is zero or not below the order of the curve.
    pub fn new(algorithm: Algorithm, kid: &[u8], secret: &[u8; 32]) -> Result<Self, BadKey> {
        let key = match algorithm {
            Algorithm::EdDsa => {
                Secret::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(secret)))
            }
            Algorithm::Es256 => Secret::P256(Box::new(
                p256::ecdsa::SigningKey::from_slice(secret).map_err(|_| BadKey(algorithm))?,
            )),
        };
        Ok(Self {
            kid: kid.to_vec(),
            key,
        })
    }

    /// The id of the key.
    #[must_use]
    pub fn kid(&self) -> &[u8] {
        &self.kid
    }

    /// The algorithm that goes with the key.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self.key {
            Secret::Ed25519(_) => Algorithm::EdDsa,
            Secret::P256(_) => Algorithm::Es256,
        }
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey(match &self.key {
            Secret::Ed25519(key) => Public::Ed25519(key.verifying_key()),
            Secret::P256(key) => Public::P256(*key.verifying_key()),
        })
    }

    /// The public half as [`PublicKey::new`] takes it: 32 raw bytes, or the
    /// uncompressed SEC1 point (65 bytes).
    #[must_use]
    pub fn public_bytes(&self) -> Vec<u8> {
        match &self.key {
            Secret::Ed25519(key) => key.verifying_key().to_bytes().to_vec(),
            Secret::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        match &self.key {
            Secret::Ed25519(key) => key.sign(message).to_bytes(),
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().into()
            }
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({:?}, kid {:02x?})", self.algorithm(), self.kid)
    }
}
