//! Who says what, in WeChat Pay's API V2.

use std::fmt;

use aws_lc_rs::{constant_time, hmac};
use data_encoding::HEXUPPER;
use md5::{Digest as _, Md5};
use serde::Deserialize;

use super::Fields;

/// How a text is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum SignType {
    /// HMAC with SHA-256.
    #[default]
    #[serde(rename = "HMAC-SHA256")]
    HmacSha256,
    /// MD5, because there are merchants whose other systems know nothing else.
    #[serde(rename = "MD5")]
    Md5,
}

/// The merchant's API key, 32 letters and digits. Never shown.
pub struct ApiKey {
    key: String,
    sign_type: SignType,
}

impl SignType {
    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HmacSha256 => "HMAC-SHA256",
            Self::Md5 => "MD5",
        }
    }
}

impl ApiKey {
    /// `None` if it is not one: 32 letters and digits.
    #[must_use]
    pub fn new(key: &str, sign_type: SignType) -> Option<Self> {
        let fits = key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fits.then(|| Self {
            key: key.to_owned(),
            sign_type,
        })
    }

    /// How it signs.
    #[must_use]
    pub fn sign_type(&self) -> SignType {
        self.sign_type
    }

    /// The signature of the fields, in upper-case hex.
    #[must_use]
    pub fn sign(&self, fields: &Fields) -> String {
        let text = format!("{}&key={}", text_to_sign(fields), self.key);
        match self.sign_type {
            SignType::HmacSha256 => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.as_bytes());
                HEXUPPER.encode(hmac::sign(&key, text.as_bytes()).as_ref())
            }
            SignType::Md5 => HEXUPPER.encode(&Md5::digest(text.as_bytes())),
        }
    }

    /// Whether the field `sign` is the signature of all others, made in this way with this key.
    #[must_use]
    pub fn has_signed(&self, fields: &Fields) -> bool {
        let expected = self.sign(fields);
        fields.get("sign").is_some_and(|sign| {
            constant_time::verify_slices_are_equal(sign.as_bytes(), expected.as_bytes()).is_ok()
        })
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({}, …)", self.sign_type.name())
    }
}

/// What is signed, without the key: all fields but `sign` that are not empty, by name, as
/// `name=value&name=value`.
#[must_use]
pub fn text_to_sign(fields: &Fields) -> String {
    fields
        .iter()
        .filter(|(name, value)| *name != "sign" && !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}
