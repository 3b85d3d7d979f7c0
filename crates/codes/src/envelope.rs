//! What all our signed codes have in common: a prefix, Base45 (RFC 9285), and in it
//! a `COSE_Sign1` (RFC 9052) with tag 18 whose protected header holds algorithm and key
//! id and whose unprotected header is empty.

use ciborium::Value;
use coset::{
    CborSerializable as _, CoseSign1Builder, Header, HeaderBuilder, ProtectedHeader,
    RegisteredLabelWithPrivate, SignatureContext, TaggedCborSerializable as _, iana,
    sig_structure_data,
};
use serde::Serialize;
use thiserror::Error;

use crate::keys::{Algorithm, PublicKey, Signer};

/// More than any code of ours has, in two layers and with a name.
const MAX_TEXT: usize = 1500;
const MAX_DEPTH: usize = 8;
/// Items in one CBOR item, and entries in one map of it. The most that published codes
/// have is 150 and 40; without a limit, looking for equal keys would take long.
const MAX_ITEMS: usize = 2048;
const MAX_ENTRIES: usize = 128;
const COSE_SIGN1: u64 = 18;

/// What is wrong with a code that cannot be looked into. For technicians: to the
/// citizen it is all the same, the code was not read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// It does not begin with the prefix.
    #[error("the prefix is missing")]
    Prefix,
    /// It has more characters than such a code can have.
    #[error("the code is too long")]
    TooLong,
    /// It is not Base45, or not written in the one right way.
    #[error("the code is not Base45")]
    NotBase45,
    /// It is compressed, which is not read.
    #[error("the code is compressed")]
    Compressed,
    /// It is not one whole compressed stream where it has to be one.
    #[error("the code is not compressed as it should be, or cut off")]
    NotPacked,
    /// It unpacks to more than any such code has to say.
    #[error("the code unpacks to too much")]
    TooLarge,
    /// It is not one whole CBOR item, is nested too deep, or has too many items.
    #[error("the code is not CBOR, or cut off")]
    NotCbor,
    /// It is not a `COSE_Sign1` with tag 18 and an empty unprotected header.
    #[error("the code is not a COSE_Sign1 of the right shape")]
    NotSign1,
    /// It is not a JWS in its compact form, or not one in one piece.
    #[error("the code is not a whole JWS")]
    NotJws,
    /// The protected header is damaged, has no key id, or an algorithm that is not
    /// EdDSA or ES256.
    #[error("the protected header names no known algorithm and key")]
    Header,
    /// The protected header demands something that is not known here.
    #[error("the protected header has a critical field that is not known")]
    Critical,
    /// What was signed is not what such a code has to say, or says it twice.
    #[error("the signed content is not complete or not as it should be")]
    Content,
}

/// A signed code taken apart. Nothing in it is believed before
/// [`is_signed_by`](Self::is_signed_by).
pub(crate) struct Envelope {
    pub algorithm: Algorithm,
    pub kid: Vec<u8>,
    pub payload: Vec<u8>,
    signed: Vec<u8>,
    signature: [u8; 64],
}

impl Envelope {
    /// Takes the text apart, cheapest check first.
    pub fn open(prefix: &str, text: &str) -> Result<Self, Flaw> {
        Self::from_cose(&unwrapped(prefix, text)?)
    }

    /// Takes the bytes of a `COSE_Sign1` apart that names its key.
    pub fn from_cose(bytes: &[u8]) -> Result<Self, Flaw> {
        let envelope = Self::over(bytes, &[])?;
        if envelope.kid.is_empty() {
            return Err(Flaw::Header);
        }
        Ok(envelope)
    }

    /// Takes the bytes of a `COSE_Sign1` apart that was signed over `outside`, too (the external
    /// data of RFC 9052 §4.3). It need not name its key.
    pub fn over(bytes: &[u8], outside: &[u8]) -> Result<Self, Flaw> {
        let Value::Tag(COSE_SIGN1, inner) = cbor(bytes)? else {
            return Err(Flaw::NotSign1);
        };
        let Value::Array(parts) = *inner else {
            return Err(Flaw::NotSign1);
        };
        let Ok(
            [
                Value::Bytes(protected),
                Value::Map(unprotected),
                Value::Bytes(payload),
                Value::Bytes(signature),
            ],
        ) = <[Value; 4]>::try_from(parts)
        else {
            return Err(Flaw::NotSign1);
        };
        let signature: [u8; 64] = signature.try_into().map_err(|_| Flaw::NotSign1)?;
        if !unprotected.is_empty() {
            return Err(Flaw::NotSign1);
        }
        // Parsed once with our own limit of depth before coset does it with its own.
        cbor(&protected)?;
        let header = Header::from_slice(&protected).map_err(|_| Flaw::Header)?;
        let algorithm = algorithm_of(&header)?;
        if !header.crit.is_empty() {
            return Err(Flaw::Critical);
        }
        let kid = header.key_id.clone();
        let protected = ProtectedHeader {
            original_data: Some(protected),
            header,
        };
        let signed = sig_structure_data(
            SignatureContext::CoseSign1,
            protected,
            None,
            outside,
            &payload,
        );
        Ok(Self {
            algorithm,
            kid,
            payload,
            signed,
            signature,
        })
    }

    /// Whether the key made the signature, by the algorithm the protected header names.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.algorithm() == self.algorithm && key.verifies(&self.signed, &self.signature)
    }
}

/// The bytes of a text of ours.
pub(crate) fn unwrapped(prefix: &str, text: &str) -> Result<Vec<u8>, Flaw> {
    let body = text.strip_prefix(prefix).ok_or(Flaw::Prefix)?;
    if body.len() > MAX_TEXT {
        return Err(Flaw::TooLong);
    }
    let bytes = base45(body)?;
    // The first byte of a zlib stream; tag 18 is 0xd2.
    if bytes.first() == Some(&0x78) {
        return Err(Flaw::Compressed);
    }
    Ok(bytes)
}

fn algorithm_of(header: &Header) -> Result<Algorithm, Flaw> {
    match header.alg {
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA)) => Ok(Algorithm::EdDsa),
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::ES256)) => Ok(Algorithm::Es256),
        _ => Err(Flaw::Header),
    }
}

/// Signs `payload` and writes it as text.
pub(crate) fn seal(prefix: &str, signer: &Signer, payload: Vec<u8>) -> String {
    format!("{prefix}{}", base45::encode(sign1(signer, payload)))
}

/// Signs `payload`, as bytes that name the key.
pub(crate) fn sign1(signer: &Signer, payload: Vec<u8>) -> Vec<u8> {
    sign1_about(signer, payload, &[])
}

/// Signs `payload` and `outside`, as bytes that name the key.
pub(crate) fn sign1_about(signer: &Signer, payload: Vec<u8>, outside: &[u8]) -> Vec<u8> {
    let header = HeaderBuilder::new().key_id(signer.kid().to_vec());
    signed(signer, header, payload, outside)
}

/// Signs `payload` and `outside`, as bytes that do not name the key.
pub(crate) fn sign1_over(signer: &Signer, payload: Vec<u8>, outside: &[u8]) -> Vec<u8> {
    signed(signer, HeaderBuilder::new(), payload, outside)
}

fn signed(signer: &Signer, header: HeaderBuilder, payload: Vec<u8>, outside: &[u8]) -> Vec<u8> {
    let algorithm = match signer.algorithm() {
        Algorithm::EdDsa => iana::Algorithm::EdDSA,
        Algorithm::Es256 => iana::Algorithm::ES256,
    };
    let sign1 = CoseSign1Builder::new()
        .protected(header.algorithm(algorithm).build())
        .payload(payload)
        .create_signature(outside, |message| signer.sign(message).to_vec())
        .build();
    // Encoding fails only for values that CBOR cannot hold, and there are none here.
    sign1
        .to_tagged_vec()
        .expect("byte strings and integers are CBOR")
}

/// The bytes behind a text in Base45 that is written in the one right way.
pub(crate) fn base45(text: &str) -> Result<Vec<u8>, Flaw> {
    let bytes = base45::decode(text).map_err(|_| Flaw::NotBase45)?;
    // One content, one text. The decoder takes a last byte that is 256 too large.
    if base45::encode(&bytes) == text {
        Ok(bytes)
    } else {
        Err(Flaw::NotBase45)
    }
}

/// One whole CBOR item with nothing behind it, no deeper than [`MAX_DEPTH`], of at most
/// [`MAX_ITEMS`], every map in it with numbers and texts as keys, and each key once.
pub(crate) fn cbor(bytes: &[u8]) -> Result<Value, Flaw> {
    let mut rest = bytes;
    let value = ciborium::de::from_reader_with_recursion_limit(&mut rest, MAX_DEPTH)
        .map_err(|_| Flaw::NotCbor)?;
    if !rest.is_empty() {
        return Err(Flaw::NotCbor);
    }
    let mut items_left = MAX_ITEMS;
    check(&value, &mut items_left)?;
    Ok(value)
}

/// Recursion ends: the value is no deeper than [`MAX_DEPTH`].
fn check(value: &Value, items_left: &mut usize) -> Result<(), Flaw> {
    *items_left = items_left.checked_sub(1).ok_or(Flaw::NotCbor)?;
    if let Value::Array(items) = value {
        items.iter().try_for_each(|item| check(item, items_left))
    } else if let Value::Tag(_, inner) = value {
        check(inner, items_left)
    } else if let Value::Map(entries) = value {
        check_entries(entries, items_left)
    } else {
        Ok(())
    }
}

fn check_entries(entries: &[(Value, Value)], items_left: &mut usize) -> Result<(), Flaw> {
    if entries.len() > MAX_ENTRIES {
        return Err(Flaw::NotCbor);
    }
    for (at, (key, value)) in entries.iter().enumerate() {
        if !matches!(key, Value::Integer(_) | Value::Text(_)) {
            return Err(Flaw::NotCbor);
        }
        // One reader would believe the first of them, another one the last.
        if entries[..at].iter().any(|(earlier, _)| earlier == key) {
            return Err(Flaw::Content);
        }
        check(value, items_left)?;
    }
    Ok(())
}

/// The bytes of a map with whole numbers as keys.
pub(crate) fn to_cbor(map: Vec<(i64, Value)>) -> Vec<u8> {
    let map = Value::Map(
        map.into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect(),
    );
    let mut bytes = Vec::new();
    ciborium::into_writer(&map, &mut bytes).expect("writing to memory does not fail");
    bytes
}

/// The entries of a map with whole numbers as keys; a key may be there only once.
/// Keys that are no whole numbers are not ours and are passed over.
pub(crate) struct Entries(Vec<(i64, Value)>);

impl Entries {
    pub fn of(value: Value) -> Result<Self, Flaw> {
        let Value::Map(map) = value else {
            return Err(Flaw::Content);
        };
        let mut entries: Vec<(i64, Value)> = Vec::with_capacity(map.len());
        for (key, value) in map {
            let Some(key) = key.as_integer().and_then(|key| i64::try_from(key).ok()) else {
                continue;
            };
            if entries.iter().any(|(seen, _)| *seen == key) {
                return Err(Flaw::Content);
            }
            entries.push((key, value));
        }
        Ok(Self(entries))
    }

    pub fn take(&mut self, key: i64) -> Option<Value> {
        let at = self.0.iter().position(|(present, _)| *present == key)?;
        Some(self.0.swap_remove(at).1)
    }

    pub fn text(&mut self, key: i64) -> Result<String, Flaw> {
        self.take(key)
            .and_then(|value| value.into_text().ok())
            .ok_or(Flaw::Content)
    }

    pub fn bytes(&mut self, key: i64) -> Result<Vec<u8>, Flaw> {
        self.take(key)
            .and_then(|value| value.into_bytes().ok())
            .ok_or(Flaw::Content)
    }

    pub fn integer<T: TryFrom<ciborium::value::Integer>>(&mut self, key: i64) -> Result<T, Flaw> {
        let integer = self.take(key).and_then(|value| value.as_integer());
        integer
            .and_then(|integer| integer.try_into().ok())
            .ok_or(Flaw::Content)
    }
}
