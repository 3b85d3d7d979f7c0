//! `COSE_Sign1` (RFC 9052) as others make it: with tag 18, without a tag, or inside the
//! tag of a CWT (61); the key id in either header.

use ciborium::Value;
use coset::{
    CborSerializable as _, Header, ProtectedHeader, RegisteredLabelWithPrivate, SignatureContext,
    iana, sig_structure_data,
};

use super::key::{ForeignAlgorithm, ForeignKey};
use crate::envelope::{self, Flaw};

const COSE_SIGN1: u64 = 18;
const CWT: u64 = 61;
/// The key id of a header (RFC 9052, table 3).
const KID: i128 = 4;
/// An RSA signature of 4096 bits.
const MAX_SIGNATURE: usize = 512;

/// A signed message taken apart. Nothing in it is believed before
/// [`is_signed_by`](Self::is_signed_by).
pub(super) struct Sign1 {
    pub algorithm: ForeignAlgorithm,
    /// From the protected header, else from the other one.
    pub kid: Option<Vec<u8>>,
    pub payload: Vec<u8>,
    protected: ProtectedHeader,
    signature: Vec<u8>,
}

impl Sign1 {
    /// Takes one whole CBOR item apart.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        let mut message = envelope::cbor(bytes)?;
        if let Value::Tag(CWT, inner) = message {
            // A CWT is tagged only around a message that is tagged, too (RFC 8392 §6).
            if !inner.is_tag() {
                return Err(Flaw::NotSign1);
            }
            message = *inner;
        }
        if let Value::Tag(COSE_SIGN1, inner) = message {
            message = *inner;
        }
        let Value::Array(parts) = message else {
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
        if signature.len() > MAX_SIGNATURE {
            return Err(Flaw::NotSign1);
        }
        // An empty header is written as no bytes at all.
        if protected.is_empty() {
            return Err(Flaw::Header);
        }
        // Parsed once with our own limits before coset does it with its own.
        envelope::cbor(&protected)?;
        let header = Header::from_slice(&protected).map_err(|_| Flaw::Header)?;
        if !header.crit.is_empty() {
            return Err(Flaw::Critical);
        }
        // What is not signed may name the key, which the signature then proves. It may
        // not name the algorithm.
        let algorithm = algorithm_of(&header)?;
        let kid = Some(header.key_id.clone())
            .filter(|kid| !kid.is_empty())
            .or_else(|| unprotected_kid(unprotected));
        Ok(Self {
            algorithm,
            kid,
            payload,
            protected: ProtectedHeader {
                original_data: Some(protected),
                header,
            },
            signature,
        })
    }

    /// Whether the key made the signature, by the algorithm the protected header names.
    pub fn is_signed_by(&self, key: &ForeignKey) -> bool {
        self.is_signed_over(key, &[])
    }

    fn is_signed_over(&self, key: &ForeignKey, external: &[u8]) -> bool {
        let message = sig_structure_data(
            SignatureContext::CoseSign1,
            self.protected.clone(),
            None,
            external,
            &self.payload,
        );
        key.algorithm() == self.algorithm && key.verifies(&message, &self.signature)
    }
}

fn unprotected_kid(header: Vec<(Value, Value)>) -> Option<Vec<u8>> {
    header.into_iter().find_map(|entry| match entry {
        (Value::Integer(label), Value::Bytes(kid)) if i128::from(label) == KID => Some(kid),
        _ => None,
    })
}

fn algorithm_of(header: &Header) -> Result<ForeignAlgorithm, Flaw> {
    match header.alg {
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA)) => {
            Ok(ForeignAlgorithm::EdDsa)
        }
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::ES256)) => {
            Ok(ForeignAlgorithm::Es256)
        }
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::PS256)) => {
            Ok(ForeignAlgorithm::Ps256)
        }
        _ => Err(Flaw::Header),
    }
}

#[cfg(test)]
#[allow(clippy::print_stderr, reason = "a test that skips says so")]
mod tests {
    //! The examples of the COSE working group.

    use std::collections::BTreeMap;

    use data_encoding::{BASE64URL_NOPAD, HEXUPPER_PERMISSIVE};
    use serde_json::Value as Json;

    use super::*;

    fn hex(text: &Json) -> Vec<u8> {
        let text = text.as_str().unwrap();
        HEXUPPER_PERMISSIVE.decode(text.as_bytes()).unwrap()
    }

    /// Its key, if it is one for an algorithm that is known here.
    fn key(jwk: &Json) -> Option<ForeignKey> {
        let part = |name: &str| {
            let text = jwk[name].as_str();
            text.map(|text| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap())
        };
        match jwk["crv"].as_str()? {
            "P-256" => {
                let point = [&[4], &part("x")?[..], &part("y")?[..]].concat();
                Some(ForeignKey::new(ForeignAlgorithm::Es256, &point).unwrap())
            }
            "Ed25519" => {
                let point = part("x").or_else(|| Some(hex(&jwk["x_hex"])))?;
                Some(ForeignKey::new(ForeignAlgorithm::EdDsa, &point).unwrap())
            }
            _ => None,
        }
    }

    /// What the example is to a verifier of `COSE_Sign1` alone.
    fn told(example: &Json) -> &'static str {
        let message = hex(&example["output"]["cbor"]);
        let signer = &example["input"]["sign0"];
        let read = Sign1::read(&message);
        if signer.is_null() {
            // Others are never mistaken for one: by their tag and shape, or, a MAC without a
            // tag, by their algorithm.
            assert!(matches!(
                read,
                Err(Flaw::NotSign1 | Flaw::Header | Flaw::NotCbor)
            ));
            return "another structure";
        }
        let external = &signer["external"];
        let external = if external.is_null() {
            Vec::new()
        } else {
            hex(external)
        };
        let Some(key) = key(&signer["key"]) else {
            // Ed448 has the name of Ed25519's algorithm; there is no such key to try.
            assert!(read.is_err() || signer["alg"] == "EdDSA");
            return "an algorithm that is not known here";
        };
        let verified = match &read {
            Ok(sign1) => sign1.is_signed_over(&key, &external),
            Err(_) => false,
        };
        if example["fail"] == true {
            assert!(!verified);
            return "refused";
        }
        if !matches!(signer["alg"].as_str(), Some("ES256" | "EdDSA")) {
            assert!(!verified);
            return "an algorithm that is not known here";
        }
        if signer["protected"]["alg"].is_null() {
            // Exception: what is not signed may not name the algorithm.
            assert_eq!(read.err(), Some(Flaw::Header));
            return "exception: algorithm unprotected";
        }
        assert!(verified);
        "verified"
    }

    #[test]
    fn the_examples_of_the_working_group_are_verified_or_refused() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/vectors/cose");
        let Ok(files) = std::fs::read_dir(folder) else {
            eprintln!("SKIPPED: {folder} is not there");
            return;
        };
        let mut sorted = BTreeMap::<_, usize>::new();
        for path in files.map(|file| file.unwrap().path()) {
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let class = told(&serde_json::from_str(&text).unwrap());
            *sorted.entry(class).or_default() += 1;
        }
        assert!(
            sorted["verified"] >= 6 && sorted["refused"] >= 2,
            "{sorted:?}"
        );
    }
}
