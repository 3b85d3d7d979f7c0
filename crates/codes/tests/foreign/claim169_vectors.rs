//! Claim 169 codes as the project that maintains a library for them has published them.

use std::io::Read as _;

use ciborium::Value as Cbor;
use codes::foreign::{ContentKey, ForeignAlgorithm, ForeignIssuer, ForeignKey, verify};
use codes::{Flaw, ForeignIdentity, ForeignKind, ForeignRefusal, ForeignTrust};
use coset::TaggedCborSerializable as _;
use data_encoding::HEXLOWER;
use serde_json::Value;

use crate::made;
use crate::support::shared_files;

/// Within the validity of every case that is not about validity.
const NOW: i64 = 1_760_000_000;

fn trust(case: &Value) -> ForeignTrust {
    let signing = &case["signing_key"];
    let hex = |value: &Value| HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap();
    let key = match signing["algorithm"].as_str() {
        Some("EdDSA") => ForeignKey::new(ForeignAlgorithm::EdDsa, &hex(&signing["public_key_hex"])),
        Some("ES256") => ForeignKey::new(ForeignAlgorithm::Es256, &hex(&signing["public_key_hex"])),
        Some(other) => panic!("{other}"),
        None => Ok(made::issuer(ForeignKind::Claim169).key),
    };
    let content_key = case["encryption_key"]["symmetric_key_hex"]
        .as_str()
        .map(|key| ContentKey(HEXLOWER.decode(key.as_bytes()).unwrap().try_into().unwrap()));
    let iss = case["expected_cwt_meta"]["issuer"].as_str();
    let issuer = ForeignIssuer {
        kid: Vec::new(),
        iss: iss
            .map(str::to_owned)
            .or(Some("https://example.org".into())),
        key: key.unwrap(),
        content_key,
        not_before: 0,
        not_after: i64::MAX,
        ..made::issuer(ForeignKind::Claim169)
    };
    ForeignTrust::new(vec![issuer]).unwrap()
}

fn says_what_is_expected(identity: &ForeignIdentity, case: &Value) {
    let expected = &case["expected_claim169"];
    assert_eq!(identity.name.as_deref(), expected["fullName"].as_str());
    let birth = identity
        .birth
        .map(|birth| birth.to_string().replace('-', ""));
    let expected_birth = expected["dateOfBirth"].as_str().map(|d| d.replace('-', ""));
    assert_eq!(birth, expected_birth);
    let expires = &case["expected_cwt_meta"]["expiresAt"];
    assert_eq!(identity.expires, expires.as_i64());
}

/// The same content under a signature of ours.
fn signed_again(text: &str) -> String {
    let packed = base45::decode(text).unwrap();
    let mut cose = Vec::new();
    let mut unpacker = flate2::read::ZlibDecoder::new(&*packed);
    unpacker.read_to_end(&mut cose).unwrap();
    let message: Cbor = ciborium::from_reader(&*cose).unwrap();
    let (_, parts) = message.into_tag().unwrap();
    let payload = parts.into_array().unwrap().swap_remove(2);
    let signed = made::sign1(payload.into_bytes().unwrap());
    made::wrapped("", &signed.to_tagged_vec().unwrap())
}

#[test]
fn published_identities_are_read_and_the_signed_ones_believed() {
    let files = shared_files("claim169/valid", ".json");
    let (mut signed, mut unsigned, mut readable_by_all) = (0, 0, 0);
    for (name, text) in &files {
        let case: Value = serde_json::from_str(text).unwrap();
        let code = case["qr_data"].as_str().unwrap();
        let outcome = verify(code, &trust(&case), NOW);
        if !case["signing_key"].is_null() {
            says_what_is_expected(&outcome.unwrap(), &case);
            signed += 1;
        } else if case["encryption_key"].is_null() {
            // Exception: it has an empty signature, and nobody can believe it. What it
            // says is read once it is signed.
            assert_eq!(outcome, Err(ForeignRefusal::Forged), "{name}");
            let again = verify(&signed_again(code), &trust(&case), NOW);
            says_what_is_expected(&again.unwrap(), &case);
            unsigned += 1;
        } else {
            // Exception: encrypted, but not signed. Everybody with the key to read it
            // could have made it.
            assert_eq!(outcome, Err(Flaw::NotSign1.into()), "{name}");
            readable_by_all += 1;
        }
    }
    if !files.is_empty() {
        assert_eq!((signed, unsigned, readable_by_all), (3, 7, 1));
    }
}

#[test]
fn published_edges_are_told_apart_once_they_are_signed() {
    for (name, text) in shared_files("claim169/edge", ".json") {
        let case: Value = serde_json::from_str(&text).unwrap();
        let code = signed_again(case["qr_data"].as_str().unwrap());
        let outcome = verify(&code, &trust(&case), NOW);
        match &*name {
            "expired.json" => assert_eq!(outcome, Err(ForeignRefusal::Expired)),
            "not-yet-valid.json" => assert_eq!(outcome, Err(ForeignRefusal::NotYetValid)),
            "unknown-fields.json" => says_what_is_expected(&outcome.unwrap(), &case),
            other => panic!("no expectation for {other}"),
        }
    }
}

#[test]
fn published_mistakes_are_refused_for_what_they_are() {
    for (name, text) in shared_files("claim169/invalid", ".json") {
        let case: Value = serde_json::from_str(&text).unwrap();
        let code = case["qr_data"].as_str().unwrap();
        // They are so short that no shape is seen in them; behind the shape they fail by
        // what they are.
        let refused = verify(code, &trust(&case), NOW);
        match &*name {
            "bad-base45.json" | "bad-zlib.json" | "not-cose.json" => {
                assert!(
                    matches!(refused, Err(ForeignRefusal::Malformed(_))),
                    "{name}"
                );
            }
            "missing-169.json" => {
                let refused = verify(&signed_again(code), &trust(&case), NOW);
                assert_eq!(refused, Err(Flaw::Content.into()));
            }
            other => panic!("no expectation for {other}"),
        }
    }
}
