//! What is personal in a record: sealed with the key of its visit (XChaCha20-Poly1305).
//!
//! The application's key is authenticated with it, so that what was sealed for one application
//! cannot be taken for another one's.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::call::{ApplicationKey, Given, Shown};
use crate::memory::VisitKey;
use crate::secret::Secret;
use crate::time::Timestamp;

/// Length of a nonce in bytes. It is random: with so many bits it never comes twice.
pub(crate) const NONCE: usize = 24;

/// Something sealed: the nonce, then what is sealed with its tag. Base64 in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

/// What is personal in an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Personal {
    pub(crate) answers: Vec<Given>,
    pub(crate) shown: Option<Shown>,
}

/// The same as it is sealed. Nothing else makes text of a secret.
#[derive(Serialize, Deserialize)]
struct Clear {
    answers: Vec<(String, String)>,
    shown: Option<(String, Timestamp)>,
}

impl Personal {
    pub(crate) fn seal(
        self,
        key: &VisitKey,
        application: ApplicationKey,
        nonce: [u8; NONCE],
    ) -> Sealed {
        let clear = Clear {
            answers: self
                .answers
                .into_iter()
                .map(|given| (given.question, given.value))
                .collect(),
            shown: self
                .shown
                .map(|shown| (shown.code.expose().to_owned(), shown.at)),
        };
        let text = serde_json::to_vec(&clear).unwrap_or_default();
        let payload = Payload {
            msg: &text,
            aad: application.0.as_bytes(),
        };
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("it is far shorter than what one key may seal");
        Sealed([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed; `None` if it was sealed with another key or for another application.
    pub(crate) fn open(
        sealed: &Sealed,
        key: &VisitKey,
        application: ApplicationKey,
    ) -> Option<Self> {
        let (nonce, sealed) = sealed.0.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: application.0.as_bytes(),
        };
        let text = cipher(key).decrypt(&XNonce::from(*nonce), payload).ok()?;
        let clear: Clear = serde_json::from_slice(&text).ok()?;
        Some(Self {
            answers: clear
                .answers
                .into_iter()
                .map(|(question, value)| Given { question, value })
                .collect(),
            shown: clear.shown.map(|(code, at)| Shown {
                code: Secret::new(code),
                at,
            }),
        })
    }
}

fn cipher(key: &VisitKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64
            .decode(text.as_bytes())
            .map(Self)
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const APPLICATION: ApplicationKey = ApplicationKey(Uuid::from_u128(1));

    fn personal() -> Personal {
        Personal {
            answers: vec![Given {
                question: "period".to_owned(),
                value: "2026".to_owned(),
            }],
            shown: Some(Shown {
                code: Secret::new("GC1:CITIZEN".to_owned()),
                at: Timestamp(7),
            }),
        }
    }

    #[test]
    fn what_was_sealed_is_read_with_its_key_and_for_its_application_only() {
        let key = VisitKey::new([1; 32]);
        let sealed = personal().seal(&key, APPLICATION, [9; NONCE]);
        assert_eq!(Personal::open(&sealed, &key, APPLICATION), Some(personal()));
        let another = ApplicationKey(Uuid::from_u128(2));
        assert_eq!(Personal::open(&sealed, &key, another), None);
        let key = VisitKey::new([2; 32]);
        assert_eq!(Personal::open(&sealed, &key, APPLICATION), None);
    }

    #[test]
    fn nothing_of_it_can_be_read_in_the_journal_and_it_comes_back_from_there() {
        let key = VisitKey::new([1; 32]);
        let sealed = personal().seal(&key, APPLICATION, [9; NONCE]);
        assert!(!sealed.0.windows(7).any(|bytes| bytes == b"CITIZEN"));
        let text = serde_json::to_string(&sealed).unwrap();
        assert_eq!(serde_json::from_str::<Sealed>(&text).unwrap(), sealed);
    }

    #[test]
    fn what_is_damaged_or_cut_is_not_read() {
        let key = VisitKey::new([1; 32]);
        let Sealed(whole) = personal().seal(&key, APPLICATION, [9; NONCE]);
        for length in 0..whole.len() {
            let cut = Sealed(whole[..length].to_vec());
            assert_eq!(Personal::open(&cut, &key, APPLICATION), None);
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_eq!(Personal::open(&Sealed(changed), &key, APPLICATION), None);
        }
    }
}
