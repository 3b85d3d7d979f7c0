//! What WeChat Pay encrypts for the merchant in API V3: notices and platform certificates,
//! AEAD_AES_256_GCM under the APIv3 key.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, Algorithm, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// The merchant's APIv3 key, 32 bytes. Never shown.
pub struct ApiV3Key(LessSafeKey);

/// A `resource` or `encrypt_certificate`, as it stands in an answer.
#[derive(Clone, Debug, Deserialize)]
pub struct Sealed {
    /// `AEAD_AES_256_GCM`.
    pub algorithm: String,
    /// In Base64, with the tag of 16 bytes at its end.
    pub ciphertext: String,
    /// What it is for; may be missing.
    #[serde(default)]
    pub associated_data: String,
    /// 12 bytes.
    pub nonce: String,
}

impl ApiV3Key {
    /// `None` if it does not have 32 bytes.
    #[must_use]
    pub fn new(key: &[u8]) -> Option<Self> {
        Self::of(&AES_256_GCM, key)
    }

    fn of(algorithm: &'static Algorithm, key: &[u8]) -> Option<Self> {
        let key = UnboundKey::new(algorithm, key).ok()?;
        Some(Self(LessSafeKey::new(key)))
    }

    /// What was sealed; `None` if it was not sealed with this key, for this purpose.
    #[must_use]
    pub fn open(&self, sealed: &Sealed) -> Option<Vec<u8>> {
        if sealed.algorithm != "AEAD_AES_256_GCM" {
            return None;
        }
        let nonce: [u8; NONCE_LEN] = sealed.nonce.as_bytes().try_into().ok()?;
        let mut bytes = STANDARD.decode(&sealed.ciphertext).ok()?;
        let nonce = Nonce::assume_unique_for_key(nonce);
        let aad = Aad::from(sealed.associated_data.as_bytes());
        let length = self.0.open_in_place(nonce, aad, &mut bytes).ok()?.len();
        bytes.truncate(length);
        Some(bytes)
    }
}

impl fmt::Debug for ApiV3Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiV3Key(…)")
    }
}

#[cfg(test)]
mod tests;
