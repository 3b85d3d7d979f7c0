//! The examples of the COSE working group.

#![allow(clippy::print_stderr, reason = "a test that skips says so")]

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
